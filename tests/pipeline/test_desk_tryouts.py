"""What a source or a topic would bring is seen before it is saved; a site's feeds are found by its
address; a list of feeds is uploaded."""
import re
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import test_desk_sources
from desk import NOW, form_of, text_of
from pipeline import LOOPBACK
from standin import Paper, StandIn, Study, World
from test_desk_sources import FEED, TOPIC

PAGE = '<html><head>%s<title>A site</title></head><body><p>Words</p></body></html>'
ALTERNATE = '<link rel="alternate" type="application/rss+xml" href="%s">'


def rss(title, *titles):
    items = "".join(
        f"<item><title>{t}</title><link>https://news.example/{n}</link><guid>{title}{n}</guid>"
        f"<pubDate>Mon, {n + 1:02} Nov 2026 08:00:00 GMT</pubDate></item>"
        for n, t in enumerate(titles)
    )
    head = f"<title>{title}</title><link>https://news.example/</link>"
    return f'<rss version="2.0"><channel>{head}{items}</channel></rss>'


class Web:
    """A site on loopback: `pages` by path; what was asked for is in `asked`."""

    def __init__(self):
        self.pages, self.asked = {}, []
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                web.asked.append(self.path)
                body = web.pages.get(self.path)
                self.send_response(200 if body else 404)
                kind = "text/xml" if (body or "").startswith("<rss") else "text/html"
                self.send_header("Content-Type", kind + "; charset=utf-8")
                self.end_headers()
                self.wfile.write((body or "none").encode())

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Tryout(test_desk_sources.Desk):
    def setUp(self):
        super().setUp()
        self.configure(LOOPBACK, "net.conf")
        self.web = Web()
        self.addCleanup(self.web.close)

    def answered(self, answer):
        """The page of what was tried, when the worker has looked."""
        self.assertEqual(answer.status, 303, text_of(answer.text))
        where = answer.headers["Location"]
        waiting = self.ana.get(where)
        self.assertIn("Look again", waiting.text)
        self.tidings("run", now=NOW)
        page = self.ana.get(where)
        self.assertEqual(page.status, 200, text_of(page.text))
        self.assertNotIn("Look again", page.text)
        return page

    def look(self, address):
        return self.answered(self.ana.post("/sources/look", {"address": address}))

    def add(self, page, n=0):
        forms = re.findall(
            r'<form method="post" action="/sources/save">.*?</form>', page.text, re.S
        )
        fields = form_of(forms[n], "/sources/save")
        answer = self.save(fields)
        self.back = self.ana.get(answer.headers["Location"])
        return fields

    def test_a_feed_is_added_by_the_address_of_its_site(self):
        """Paste, look, (look again,) add."""
        titles = [f"Story {n}" for n in range(7)]
        self.web.pages = {
            "/": PAGE
            % (ALTERNATE % "/all.xml" + ALTERNATE % "/lungs.xml" + ALTERNATE % "/gone.xml"),
            "/all.xml": rss("All of it", *titles),
            "/lungs.xml": rss("Lungs", *titles[:2]),
        }
        page = self.look(self.web.url)
        said = text_of(page.text)
        self.assertIn("7 found", said)
        self.assertIn("2 found", said)
        self.assertIn("Story 6", said)
        self.assertNotIn("Story 1 ", said.split("Lungs")[0], "the last five")
        self.assertNotIn("gone.xml", said)
        self.assertEqual(self.web.asked, ["/", "/all.xml", "/lungs.xml", "/gone.xml"])
        self.assertEqual(self.rows("SELECT count(*) FROM item"), [(0,)], "nothing is taken in")
        self.assertEqual(self.conf(), "")
        self.add(page)
        self.assertIn(f"feed 'All of it' {{\n    url = '{self.web.url}/all.xml'", self.conf())
        self.assertIn("home = 'https://news.example/'", self.conf())
        # What was added is said, and the other feeds of the site are still offered.
        said = text_of(self.back.text)
        self.assertIn("Added: feed “All of it”. It is saved, and in force.", said)
        self.assertIn("It is a source already: All of it", said)
        self.assertIn("Add it: Lungs", re.sub(r" (?=:)", "", said))
        form = page.text.split('action="/sources/save">')[-1]
        self.assertIn("<summary>Set a feed up in detail instead</summary>", page.text)
        self.assertIn("</details>", form, "the form of all settings is folded away")
        self.tidings("run", now=NOW)
        self.assertEqual(self.rows("SELECT count(*) FROM item"), [(7,)])
        page = self.look(self.web.url)
        self.assertIn("It is a source already: All of it", text_of(page.text))
        self.assertIn("7 are items here already", text_of(page.text))

    def test_the_address_of_a_feed_itself(self):
        self.web.pages = {"/f": rss("Short &amp; sweet", "One")}
        page = self.look(self.web.url.removeprefix("http://") + "/f")
        self.assertIn("could not", text_of(page.text).replace("cannot", "could not"))
        page = self.look(self.web.url + "/f")
        self.assertIn("1 found", text_of(page.text))
        fields = self.add(page)
        self.assertEqual(fields["title"], ["Short & sweet"])
        # The form below is filled too, for who wants more settings.
        self.web.pages["/g"] = rss("Another", "Two")
        form = form_of(self.look(self.web.url + "/g").text.split("</section>")[1], "/sources/save")
        self.assertEqual((form["title"], form["url"]), (["Another"], [self.web.url + "/g"]))

    def test_usual_places_are_tried_only_when_the_page_names_none(self):
        self.web.pages = {"/news/": PAGE % "", "/feed/": rss("Hidden", "One", "Two")}
        page = self.look(self.web.url + "/news/")
        self.assertEqual(self.web.asked, ["/news/", "/news/feed/", "/feed/"])
        self.assertIn("names no feed; this one is where", text_of(page.text))
        self.add(page)
        self.web.pages = {"/": PAGE % ""}
        self.undo()
        page = self.look(self.web.url)
        self.assertIn("names no feed, and none is where", text_of(page.text))
        self.assertIn('value="%s' % self.web.url, page.text, "the address is kept")

    def test_hostile_and_broken_answers(self):
        self.web.pages = {
            "/x": PAGE % (ALTERNATE % "javascript:alert(1)" + ALTERNATE % "/evil"),
            "/evil": rss(
                "&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x onerror=alert(1)&gt;"
            ),
        }
        page = self.look(self.web.url + "/x")
        self.assertNotIn("<script>alert", page.text)
        self.assertNotIn("<img", page.text)
        self.assertNotIn("javascript:", page.text)
        for address, says in (
            (self.web.url + "/404", "404"),
            ("http://127.0.0.1:1/", "127.0.0.1"),
            ("http://10.0.0.1/", "10.0.0.1"),
        ):
            page = self.look(address)
            self.assertIn(says, text_of(page.text))
            self.assertNotIn(">Add it", page.text)
        bad = self.ana.post("/sources/look", {"address": "no address"})
        self.assertEqual(bad.status, 400)

    def test_a_change_is_tried_before_it_is_saved(self):
        self.web.pages = {"/f": rss("F", "A lung", "A heart", "Lungs again")}
        self.save({"kind": "feed", "title": "F", "url": self.web.url + "/f"})
        before = self.conf()
        form = self.edit_form("feed", "F") | {"keep": "lung", "every": "3h"}
        page = self.answered(self.ana.post("/sources/try", form))
        said = text_of(page.text)
        self.assertIn("3 found", said)
        self.assertIn("2 of these are kept", said)
        self.assertNotIn("A heart", said)
        self.assertEqual(self.conf(), before, "nothing is saved")
        self.save(form_of(page.text, "/sources/save") | {"every": "3h"})
        self.assertIn("keep = 'lung'", self.conf())

    def test_the_first_steps_to_the_end(self):
        def done():
            return self.ana.get("/start").text.count(">done<")

        self.web.pages = {"/f": rss("F", "One")}
        self.add(self.look(self.web.url + "/f"))
        self.assertEqual(done(), 1, "the source")
        self.tidings("fetch", now=NOW)
        self.assertEqual(done(), 2)
        self.tidings("approve", "1", "--as", "Ana", now=NOW)
        self.assertEqual(done(), 3)
        self.tidings("publish", now=NOW)
        self.assertEqual(done(), 4)

    def test_a_mistake_is_said_by_the_worker_too(self):
        answer = self.ana.post("/sources/try", FEED | {"keep": "(open"})
        page = self.answered(answer)
        self.assertIn("missing closing parenthesis", text_of(page.text))

    def test_a_topic_is_tried(self):
        self.web.pages = {"/f": rss("F", "A lung", "A heart", "Lungs again")}
        self.save({"kind": "feed", "title": "F", "url": self.web.url + "/f"})
        self.tidings("run", now=NOW)
        page = self.answered(self.ana.post("/topics/try", TOPIC))
        said = text_of(page.text)
        self.assertIn("2 of the items here", said)
        self.assertIn("Lungs again", said)
        self.assertNotIn("A heart", said)
        self.save(form_of(page.text, "/topics/save"))
        self.assertIn("topic 'Lungs'", self.conf())


def multipart(csrf, text):
    parts = {'name="csrf"': csrf, 'name="opml"; filename="x.opml"': text}
    return (
        "".join(
            f"--BOUND\r\nContent-Disposition: form-data; {name}\r\n\r\n{value}\r\n"
            for name, value in parts.items()
        )
        + "--BOUND--\r\n"
    )


def send_opml(browser, text):
    return browser.request(
        "POST",
        "/sources/opml",
        multipart(browser.get("/sources").csrf(), text).encode(),
        **{
            "Content-Type": "multipart/form-data; boundary=BOUND",
            "Origin": f"http://127.0.0.1:{browser.port}",
        },
    )


class Opml(test_desk_sources.Desk):
    def upload(self, text):
        answer = send_opml(self.ana, text)
        self.assertEqual(answer.status, 303, text_of(answer.text))
        where = answer.headers["Location"]
        self.assertIn("Look again", self.ana.get(where).text)
        self.tidings("run", now=NOW)
        return where, self.ana.get(where)

    def test_the_ticked_feeds_of_a_file_are_added_at_once(self):
        self.configure(LOOPBACK, "net.conf")
        self.save(FEED | {"url": "http://127.0.0.1:1/held", "every": "7d"})
        self.tidings("run", now=NOW, status=1)
        outline = '<outline type="rss" text="%s" xmlUrl="%s" htmlUrl="https://site.example/"/>'
        feeds = [
            ("Lungs &amp; more", "https://other.example/a"),
            ("It's {new} \\ #1", "https://other.example/b"),
            ("Held", "http://127.0.0.1:1/held"),
            ("Odd", "gopher://x"),
            ("Not ticked", "https://other.example/c"),
        ]
        where, page = self.upload(
            "<opml version='2.0'><body>" + "".join(outline % f for f in feeds) + "</body></opml>"
        )
        self.assertIn("3 new, 1 sources already, 1 left out", text_of(page.text))
        before = self.conf()
        self.assertEqual(self.ana.post(where, {}).status, 409, "none is ticked")
        fields = form_of(page.text, where)
        self.assertEqual(len(fields["feed"]), 3)
        fields["feed"].remove("https://other.example/c")
        self.assertEqual(self.ana.post(where, fields).status, 303)
        self.assertIn("feed 'Lungs & more 2' {", self.conf())
        self.assertIn("feed 'It\\'s {new} \\\\ #1' {", self.conf())
        self.assertNotIn("other.example/c", self.conf())
        self.tidings("check")
        self.assertIn("Added feed “Lungs & more 2 and 1 more of a file”", self.log_rows())
        self.assertIn("1 new, 3 sources already", text_of(self.ana.get(where).text))
        self.undo()
        self.assertEqual(self.conf(), before, "one undo for all")

    def test_what_is_no_list(self):
        _, page = self.upload("<html><body>no list</body></html>")
        self.assertIn("OPML", text_of(page.text.split("Back to the sources")[0].split("<h1>")[1]))
        self.assertNotIn("Add those", page.text)
        _, page = self.upload("&lt;" * 1000)
        self.assertNotIn("Add those", page.text)

    def test_a_thousand_feeds(self):
        outline = '<outline text="Feed" xmlUrl="https://site.example/%d"/>'
        where, page = self.upload(
            "<opml version='2.0'><body>"
            + "".join(outline % n for n in range(1600))
            + "</body></opml>"
        )
        self.assertIn("1500 new, 0 sources already, 0 left out", text_of(page.text))
        self.assertIn("100 over", text_of(page.text))
        begin = time.monotonic()
        self.assertEqual(self.ana.post(where, form_of(page.text, where)).status, 303)
        self.assertLess(time.monotonic() - begin, 5)
        self.assertIn("Feed 1500'", self.conf())
        self.undo()
        self.assertEqual(self.conf().count("feed '"), 0)


class Services(test_desk_sources.Desk):
    def test_a_search_says_how_much_it_finds(self):
        world = World(
            papers={99000000 + n: Paper("2026-10-%02d" % n, f"Paper {n}") for n in range(1, 10)},
            studies={"NCT99000001": Study("2026-10-01", "RECRUITING", "A trial")},
        )
        with StandIn(world) as service:
            base = f"http://127.0.0.1:{service.port}"
            self.configure(
                LOOPBACK
                + f'service "pubmed" {{ base_url = "{base}/eutils/" }}\n'
                + f'service "clinicaltrials" {{ base_url = "{base}/ctgov/" }}\n',
                "net.conf",
            )
            for fields, says in (
                ({"kind": "pubmed", "title": "P", "query": "x"}, ("9 found", "Paper 1", "Paper 5")),
                (
                    {"kind": "clinicaltrials", "title": "T", "condition": "x"},
                    ("1 found", "A trial"),
                ),
            ):
                answer = self.ana.post("/sources/try", fields)
                self.tidings("run", now=NOW)
                said = text_of(self.ana.get(answer.headers["Location"]).text)
                for word in says:
                    self.assertIn(word, said)
                self.assertNotIn("Paper 6", said)
            self.assertEqual(self.rows("SELECT count(*) FROM entry"), [(0,)])


if __name__ == "__main__":
    unittest.main()
