"""Sources and topics at the desk: an editor adds, changes, removes them, sees what went wrong, and
takes it back; what is written by hand is never touched."""
import html
import os
import re
import signal
import sqlite3
import subprocess
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

from desk import NOW, OpenDesk, form_of, plain, text_of
from pipeline import LOOPBACK, TIDINGS, read, write
from standin import Paper, StandIn, Study, World

FEED = {"kind": "feed", "title": "Lungs & more", "url": "https://lungs.example/feed"}
TOPIC = {"kind": "topic", "title": "Lungs", "match": "lung|\\bILD\\b", "also": "Skin\n\nHeart's"}
HAND = (
    "# ours\n"
    'feed "By hand" { url = "https://hand.example/feed" topics = {"skin"} }\n'
    'topic "Skin" {\n\tslug = "skin"\n}\n'
)


class Desk(OpenDesk):
    def setUp(self):
        super().setUp()
        self.ana = self.entered()

    def conf(self):
        path = f"{self.site}/feeds/desk.conf"
        return read(path) if os.path.exists(path) else ""

    def save(self, fields, status=303, where=None, by=None):
        where = where or ("/topics" if fields.get("kind") == "topic" else "/sources")
        answer = (by or self.ana).post(f"{where}/save", fields)
        self.assertEqual(answer.status, status, text_of(answer.text))
        return answer

    def edit_form(self, kind, name):
        where = "/topics" if kind == "topic" else "/sources"
        page = self.ana.get(f"{where}/edit?kind={kind}&name={quote(name)}")
        self.assertEqual(page.status, 200, text_of(page.text))
        return form_of(page.text, f"{where}/save")

    def log_rows(self):
        """What the log says, newest first."""
        page = self.ana.get("/log/settings").text
        return [plain(row) for row in re.findall(r"<li><span.*?</span>", page, re.S)]

    def undo(self, n=0, status=303):
        """Takes back the n-th of the rows that offer it."""
        page = self.ana.get("/log/settings").text
        action = re.findall(r'action="(/log/settings/\d+/undo)"', page)[n]
        answer = self.ana.post(action, {})
        self.assertEqual(answer.status, status, text_of(answer.text))
        return answer


class Changes(Desk):
    def test_a_feed_is_added_changed_and_removed(self):
        self.save(FEED)
        self.assertIn("url = 'https://lungs.example/feed'", self.conf())
        page = self.ana.get("/sources").text
        self.assertIn("Lungs &amp; more", page)
        form = self.edit_form("feed", FEED["title"])
        self.assertEqual(form["url"], [FEED["url"]])
        form["keep"] = "a 'quoted' \\bword {and} #more"
        self.save(form)
        self.assertIn("keep = 'a \\'quoted\\' \\\\bword {and} #more'", self.conf())
        self.assertEqual(
            self.edit_form("feed", FEED["title"])["keep"], ["a 'quoted' \\bword {and} #more"]
        )
        self.tidings("check")
        form = self.edit_form("feed", FEED["title"])
        asked = self.ana.post("/sources/remove", {"before": form["before"][0]})
        self.assertIn("What it brought stays", text_of(asked.text))
        self.assertIn("Lungs", self.conf())
        gone = self.ana.post(
            "/sources/remove", form_of(asked.text, "/sources/remove") | {"sure": "remove"}
        )
        self.assertEqual(gone.status, 303)
        self.assertNotIn("Lungs", self.conf())
        self.assertNotIn("Lungs", self.ana.get("/sources").text)

    def test_every_change_is_in_the_log_and_is_taken_back(self):
        states = [self.conf()]
        self.save(FEED)
        states.append(self.conf())
        form = self.edit_form("feed", FEED["title"])
        self.save(form | {"every": "3h", "title": "Renamed"})
        states.append(self.conf())
        self.save(TOPIC)
        self.assertEqual(
            self.log_rows(),
            ["Added topic “Lungs”", "Changed feed “Renamed”", "Added feed “Lungs & more”"],
        )
        self.undo(0)
        self.assertEqual(self.conf().strip(), states[2].strip())
        # What came after it stands in the way of none but its own block.
        self.undo(1)
        self.assertEqual(self.conf().strip(), states[1].strip())
        self.undo(1)  # the first undo was taken back: the topic is there again
        self.assertIn("topic 'Lungs'", self.conf())
        self.assertEqual(len(self.rows("SELECT id FROM config_change WHERE done = 1")), 6)
        page = html.unescape(self.ana.get("/log/settings").text)
        self.assertIn("every = '3h'", page, "the texts before and after")

    def test_an_undo_that_somebody_stands_in_the_way_of_is_refused(self):
        self.save(FEED)
        self.save(self.edit_form("feed", FEED["title"]) | {"every": "3h"})
        before = self.conf()
        refused = self.undo(1, status=409)
        self.assertIn("changed since", text_of(refused.text))
        self.assertEqual(self.conf(), before)

    def test_mistakes_are_said_and_the_form_is_kept(self):
        self.save(FEED)
        before = self.conf()
        for fields, says in (
            ({"title": "A", "url": "ftp://x"}, "is not a web address"),
            ({"title": "A", "url": ""}, "needs “url”"),
            ({"title": "lungs & MORE"}, "is already given at feeds/desk.conf"),
            ({"title": "A", "keep": "(open"}, "missing closing parenthesis"),
            ({"title": "A", "topics": "none"}, "there is no topic"),
            ({"title": ""}, "needs a name"),
        ):
            page = self.save(FEED | fields, status=400)
            said = text_of(page.text.split("</main>")[0])
            self.assertIn(says, said, fields)
            self.assertNotIn("desk.conf:1", said.split("is already given")[0])
            kept = form_of(page.text, "/sources/save")
            self.assertEqual(kept["title"], [(FEED | fields)["title"]])
            self.assertEqual(self.conf(), before)
        self.assertEqual(len(self.rows("SELECT id FROM config_change")), 1)

    def test_a_topic_is_a_page_of_readers(self):
        self.save(TOPIC)
        self.assertIn("also = {'Skin', 'Heart\\'s'}", self.conf())
        self.assertIn("Takes what has", text_of(self.ana.get("/topics").text))
        form = self.edit_form("topic", "Lungs")
        self.assertEqual(form["also"], ["Skin\nHeart's"])
        self.assertEqual(form["match"], [TOPIC["match"]])
        self.tidings("publish")
        self.assertTrue(os.path.exists(f"{self.site}/out/topics/lungs.html"))
        # A source files under it, so it cannot go before that is changed.
        self.save(FEED | {"topics": "lungs"})
        form = self.edit_form("topic", "Lungs")
        refused = self.ana.post("/topics/remove", {"before": form["before"][0], "sure": "remove"})
        self.assertEqual(refused.status, 409)
        self.assertIn("there is no topic", text_of(refused.text))

    def test_only_those_who_may_change_them(self):
        ben = self.entered("Ben")
        self.save(FEED, status=403, by=ben)
        self.assertEqual(ben.get("/sources/new?kind=feed").status, 403)
        self.assertNotIn("/sources/new", ben.get("/sources").text)
        self.assertEqual(self.conf(), "")


class ByHand(Desk):
    def test_files_by_hand_are_shown_and_not_touched(self):
        self.configure(HAND, "hand.conf")
        page = text_of(self.ana.get("/topics").text)
        self.assertIn("(feeds/hand.conf:3)", page)
        self.assertNotIn("/topics/edit", self.ana.get("/topics").text)
        self.assertEqual(self.ana.get("/topics/edit?kind=topic&name=Skin").status, 404)
        self.save(FEED | {"topics": "skin"})
        self.assertEqual(read(f"{self.site}/feeds/hand.conf"), HAND)

    def test_what_a_hand_wrote_into_the_desk_s_file_stays(self):
        self.save(FEED)
        path = f"{self.site}/feeds/desk.conf"
        write(path, read(path) + "\n# mine: ' {\ntopic Skin { slug = skin match = 'skin' } # end\n")
        self.save(self.edit_form("feed", FEED["title"]) | {"every": "1d"})
        self.assertTrue(
            self.conf().endswith("# mine: ' {\ntopic Skin { slug = skin match = 'skin' } # end\n")
        )
        self.save(self.edit_form("topic", "Skin") | {"match": "skin|rash"})
        self.assertIn("match = 'skin|rash'\n} # end", self.conf())

    def test_a_conflict_is_shown_and_nothing_is_lost(self):
        self.save(FEED)
        mine, theirs = (self.edit_form("feed", FEED["title"]) for _ in "ab")
        self.save(theirs | {"every": "1d"})
        before = self.conf()
        page = self.save(mine | {"keep": "mine alone"}, status=409)
        self.assertIn("every = '1d'", html.unescape(page.text), "theirs is shown")
        self.assertEqual(self.conf(), before)
        kept = form_of(page.text, "/sources/save")
        self.assertEqual(kept["keep"], ["mine alone"], "mine is kept")
        self.save(kept)
        self.assertIn("mine alone", self.conf())
        # By hand, between the form and its saving.
        mine = self.edit_form("feed", FEED["title"])
        write(f"{self.site}/feeds/desk.conf", self.conf().replace("mine alone", "by hand"))
        page = self.save(mine | {"keep": "mine once more"}, status=409)
        self.assertIn("by hand", page.text)
        self.assertIn("by hand", self.conf())
        write(f"{self.site}/feeds/desk.conf", "")
        page = self.save(mine, status=409)
        self.assertIn("removed or renamed it", text_of(page.text))

    def test_a_file_that_is_broken_keeps_the_last_good_configuration(self):
        self.save(FEED)
        self.configure(HAND, "hand.conf")
        self.assertIn("Skin", self.ana.get("/topics").text)
        self.configure(HAND + "topic {", "hand.conf")
        for path in ("/topics", "/queue"):
            page = self.ana.get(path)
            self.assertEqual(page.status, 200)
            self.assertIn("feeds/hand.conf:", text_of(page.text))
        self.assertIn("Skin", self.ana.get("/topics").text)
        before = self.conf()
        page = self.save(FEED | {"title": "Another"}, status=400)
        self.assertIn("feeds/hand.conf:", text_of(page.text))
        self.assertEqual(self.conf(), before)
        self.configure(HAND.replace("Skin", "The skin"), "hand.conf")
        page = text_of(self.ana.get("/topics").text)
        self.assertIn("The skin", page)
        self.assertNotIn("mistake", page)

    def test_a_desk_conf_that_is_broken_is_for_a_hand_to_mend(self):
        self.save(FEED)
        form = self.edit_form("feed", FEED["title"])
        write(f"{self.site}/feeds/desk.conf", self.conf() + "feed {")
        page = self.save(form | {"every": "1d"}, status=400)
        self.assertIn("feeds/desk.conf:", text_of(page.text))
        self.assertTrue(self.conf().endswith("feed {"))


class Restarts(Desk):
    def test_what_a_desk_that_died_began_is_settled_by_the_file(self):
        self.save(FEED)
        row = self.rows("SELECT after FROM config_change")[0][0]
        put = "INSERT INTO config_change (at, editor, kind, name, before, after) "
        put += "VALUES (0, 'x', 'feed', ?, '', ?)"
        self.execute(put, "There", row)
        self.execute(put, "Never", row.replace("Lungs", "Never"))
        self.execute("UPDATE config_change SET done = 0")
        self.save(TOPIC)
        names = self.rows("SELECT name, done FROM config_change ORDER BY id")
        self.assertEqual(names, [(FEED["title"], 1), ("There", 1), ("Lungs", 1)])

    def test_a_renamed_source_goes_on_where_it_stood(self):
        self.save(FEED)
        self.tidings("sources")
        self.execute("UPDATE source SET total_new = 7")
        self.save(self.edit_form("feed", FEED["title"]) | {"title": "Renamed"})
        self.assertEqual(self.rows("SELECT name, total_new FROM source"), [("Renamed", 7)])
        self.undo()
        self.assertEqual(self.rows("SELECT name, total_new FROM source"), [(FEED["title"], 7)])

    def execute(self, sql, *values):
        with sqlite3.connect(f"{self.site}/tidings.db") as db:
            db.execute(sql, values)
        db.close()


class Work(Desk):
    """The worker takes in what the desk wrote, without a restart."""

    def test_the_worker_notices(self):
        with open(f"{self.site}/work.log", "w") as log:
            work = subprocess.Popen([TIDINGS, "-C", self.site, "work"], stdout=log, stderr=log)
        self.addCleanup(lambda: (work.send_signal(signal.SIGTERM), work.wait()))
        self.wait_until(lambda: os.path.exists(f"{self.site}/out/index.html"))
        time.sleep(1.2)
        self.save(TOPIC)
        self.wait_until(lambda: os.path.exists(f"{self.site}/out/topics/lungs.html"))
        self.save({"kind": "feed", "title": "New", "url": "http://127.0.0.1:1/feed"})
        self.wait_until(lambda: self.rows("SELECT 1 FROM source WHERE name = 'New'"))
        self.wait_until(lambda: "New" in read(f"{self.site}/work.log"))
        self.configure("nonsense", "bad.conf")
        self.wait_until(lambda: "configuration of before holds" in read(f"{self.site}/work.log"))
        self.assertIsNone(work.poll())
        self.assertEqual(read(f"{self.site}/work.log").count("read anew"), 2)

    def wait_until(self, done):
        for _ in range(200):
            if done():
                return
            time.sleep(0.1)
        self.fail(read(f"{self.site}/work.log"))


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


class Tryout(Desk):
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
        self.save(fields)
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


class Opml(Desk):
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


class Services(Desk):
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
