"""Pages that editors add by their addresses: a worker reads what each says of itself. What gives
nothing is said in words, and what an editor typed stays."""
import http.server
import re
import socket
import threading
import unittest

from pipeline import read
from standin import Paper, World
from test_watch import DAY_1, DAY_2, PAPERS, Watch

SOON, LATER = "2026-11-01T08:02:00Z", "2026-11-01T08:06:00Z"
DAY_9, NEXT_MONTH = "2026-11-09T08:00:00Z", "2026-12-03T08:00:00Z"
FUND = (
    "<!DOCTYPE html><html lang='en'><head><title>Travel | Sample Fund</title>"
    "<meta property='og:title' content='Help with travel'>"
    "<meta property='og:site_name' content='Sample Fund'>"
    "<meta name='description' content='It pays the way to a centre.'>"
    "<meta property='article:published_time' content='2026-10-30T23:30:00-05:00'></head>"
)


class PageServer:
    """Answers each path with (status, type, body) or an address to send to (302 after a "~"); a
    path that it does not know with 404."""

    def __init__(self):
        self.pages, self.asked = {}, []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                outer.asked.append((self.command, self.path))
                said = outer.pages.get(self.path, (404, "text/html", "<title>Not found</title>"))
                if isinstance(said, str):
                    self.send_response(302 if said[0] == "~" else 301)
                    self.send_header("Location", said.removeprefix("~"))
                    said = (0, "text/html", "")
                else:
                    self.send_response(said[0])
                body = said[2] if isinstance(said[2], bytes) else said[2].encode()
                if said[1]:
                    self.send_header("Content-Type", said[1])
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command == "GET":
                    self.wfile.write(body)

            do_GET = do_HEAD = answer

            def handle(self):
                try:
                    super().handle()
                except ConnectionError:
                    pass  # it had enough

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def page(self, path, body, status=200, kind="text/html; charset=utf-8"):
        self.pages[path] = (status, kind, body)
        return self.url + path

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class AddPage(Watch):
    def setUp(self):
        super().setUp()
        self.web = PageServer()
        self.addCleanup(self.web.stop)
        paper = Paper("2026-10-20", "A paper that a search finds", doi="10.1234/held")
        other = Paper("2019-01-02", "A paper by hand", found=False, doi="10.1234/other")
        self.begin(World(papers={99000001: paper, 99000007: other}), PAPERS)

    def add(self, *what, now=DAY_1, **more):
        return self.tidings("add", *what, "--as", "ana", now=now, **more).splitlines()

    def additions(self, now=DAY_1):
        return {w["what"]: w for w in self.objects("add", "--list", now=now)}

    def paths(self):
        """What was asked for since the last call."""
        asked, self.web.asked = self.web.asked, []
        return [path for _, path in asked]

    def failed(self, url, words, now=DAY_1):
        """It was asked for once, and is not again."""
        addition = self.additions(now)[url]
        self.assertEqual(
            (addition["state"], addition["words"]), ("failed", words + "; its title can be typed")
        )
        self.assertEqual(len(self.paths()), 1)
        self.tidings("run", now=DAY_9)
        self.assertEqual(self.paths(), [])

    def test_a_page_becomes_what_it_says(self):
        url = self.web.page("/help", FUND)
        pasted = url + "?utm_source=mail"
        self.assertEqual(self.add(pasted), [f"{pasted}: waits for its page"])
        self.assertEqual(self.paths(), [], "the command opens no connection")
        self.tidings("run", now=DAY_1)
        self.assertEqual(self.paths(), ["/help"], "without what follows its readers")
        item = self.queue(now=DAY_1)[0]
        self.assertEqual(
            (item["title"], item["summary"], item["url"], item["section"]),
            ("Help with travel", "It pays the way to a centre.", url, "news"),
        )
        self.assertIn("2026-10-30", item["published"])
        self.assertEqual(
            self.rows("SELECT label FROM item WHERE id = ?", item["id"]), [("Sample Fund",)]
        )
        self.assertIn("(queued): Help with travel", self.additions()[pasted]["words"])
        self.tidings("approve", item["id"], now=DAY_1)
        self.tidings("publish", now=DAY_1)
        pages = b"".join(self.public_files().values()).decode(errors="replace")
        self.assertIn("Help with travel", pages)
        self.tidings("run", now=DAY_2)
        self.assertNotIn("Added by hand: pages", self.sources(now=DAY_2), "nothing waits")
        self.assertEqual(self.paths(), [], "once")

    def test_what_readers_are_sent_to_is_watched(self):
        url = self.web.page("/help", FUND)
        self.add(url, "--wait")
        self.approve_all(DAY_1)
        self.tidings("publish", now=DAY_1)
        self.configure(read(f"{self.site}/feeds/test.conf").replace('links = "no" ', ""))
        self.paths()
        self.tidings("run", now=DAY_1)  # the first looks are spread over a month
        self.web.page("/help", "<title>Sorry</title>", 404)
        self.tidings("run", now=NEXT_MONTH)
        self.assertEqual(set(self.paths()), {"/help"})
        self.assertEqual(
            self.rows("SELECT url, failures FROM link WHERE url = ?", url), [(url, 1)]
        )

    def test_a_page_that_says_only_its_title(self):
        url = self.web.page("/story", "<title>A story</title><p>2026-01-02 No meta data.")
        self.add(url, "--wait")
        item = self.queue(now=DAY_1)[0]
        self.assertEqual(
            (item["title"], item["summary"], item["published"]), ("A story", "", None)
        )

    def test_a_month_is_no_day(self):
        url = self.web.page(
            "/m", "<title>A story</title><meta name=citation_publication_date content='2026/03'>"
        )
        self.add(url, "--wait")
        self.assertIsNone(self.queue(now=DAY_1)[0]["published"])

    def test_a_page_that_says_nothing(self):
        url = self.web.page("/none", "<p>Words alone")
        self.add(url, "--wait", status=1)
        self.failed(url, "the page does not say what it is")
        self.assertEqual(self.queue(now=DAY_1), [])

    def test_no_web_page(self):
        url = self.web.page("/paper", b"%PDF-1.7 x", kind="application/pdf")
        self.add(url, "--wait", status=1)
        self.failed(url, "it is a PDF and no web page")
        url = self.web.page("/pdf", b"%PDF-1.7 x", kind="text/html")
        self.add(url, "--wait", status=1)
        self.failed(url, "it is a PDF and no web page")
        url = self.web.page("/image", b"\x89PNG", kind="image/png")
        self.add(url, "--wait", status=1)
        self.failed(url, "it is a file and no web page")

    def test_nothing_there(self):
        for path, status in (("/gone", 410), ("/missing", 404)):
            url = self.web.page(path, "<title>Sorry</title>", status)
            self.add(url, "--wait", status=1)
            self.failed(url, "there is no page at this address (404 or 410)")

    def test_a_page_behind_a_login(self):
        url = self.web.page("/members", "<title>Log in</title>", 403)
        self.add(url, "--wait", status=1)
        self.failed(
            url,
            "its server shows it to no program: it asks for a login, or for a person at a browser",
        )
        self.web.page("/login", "<title>Log in</title>")
        self.web.pages["/inside"] = "~/login"
        self.add(self.web.url + "/inside", "--wait", status=1)
        self.assertEqual(self.additions()[self.web.url + "/inside"]["state"], "failed")
        self.assertIn("login", self.additions()[self.web.url + "/inside"]["words"])

    def test_too_large(self):
        url = self.web.page("/large", "<title>T</title>" + "x" * (9 << 20))
        self.add(url, "--wait", status=1)
        self.failed(url, "the page is too large")

    def test_an_address_that_is_not_public(self):
        text = read(f"{self.site}/feeds/test.conf")
        allowed = '"127.0.0.0/8"'
        self.assertIn(allowed, text)
        self.configure(text.replace(allowed, '"127.0.0.1"'))
        self.add("http://127.0.0.2/", "http://10.0.0.1/", "--wait", status=1)
        for url in ("http://127.0.0.2/", "http://10.0.0.1/"):
            self.assertEqual(
                self.additions()[url]["words"],
                "the address, or where it leads, may not be asked for; its title can be typed",
            )

    def test_a_redirect(self):
        to = self.web.page("/new", FUND)
        self.web.pages["/old"] = "/new"
        self.web.pages["/for-now"] = "~/new"
        self.add(self.web.url + "/old", "--wait")
        self.assertEqual(self.queue(now=DAY_1)[0]["url"], to)
        self.assertIn("already (queued)", self.add(to)[0])
        other = self.web.page("/other", "<title>Another page</title>")
        self.web.pages["/for-now"] = "~/other"
        self.add(self.web.url + "/for-now", "--wait")
        urls = {item["title"]: item["url"] for item in self.queue(now=DAY_1)}
        self.assertEqual(urls["Another page"], self.web.url + "/for-now", other)

    def test_a_page_that_went_to_the_front_page(self):
        self.web.page("/", "<title>Sample Fund</title>")
        self.web.pages["/deep/page"] = "/"
        self.add(self.web.url + "/deep/page", "--wait", status=1)
        self.assertIn("first page", self.additions()[self.web.url + "/deep/page"]["words"])
        self.add(self.web.url + "/", "--wait")
        self.assertEqual(self.queue(now=DAY_1)[0]["title"], "Sample Fund")

    def test_a_server_that_does_not_answer_holds_up_no_other(self):
        """It is asked for again, twice, and no more."""
        with socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            silent.listen()
            url, well = f"http://127.0.0.1:{silent.getsockname()[1]}/", self.web.page("/help", FUND)
            self.add(url, well, "--wait")
        words = "its server did not answer in time"
        addition = self.additions()
        self.assertEqual(addition[url]["words"], f"waits: {words}; it is asked once more")
        self.assertEqual(addition[well]["state"], "came")
        self.tidings("run", now=SOON)
        words = "its server takes no connection, or broke it off"
        self.assertEqual(
            self.additions()[url]["words"], f"waits: {words}; it is asked once more"
        )
        self.tidings("run", now=LATER)
        self.assertEqual(self.additions()[url]["state"], "waiting", "not before its time")
        self.tidings("run", now=DAY_2)
        self.assertEqual(self.additions()[url]["words"], f"{words}; its title can be typed")

    def test_a_server_with_trouble_is_asked_again(self):
        url = self.web.page("/help", FUND, 503)
        self.add(url, "--wait")
        self.assertEqual(
            self.additions()[url]["words"],
            "waits: its server is busy, or has trouble of its own; it is asked once more",
        )
        self.assertEqual(len(self.paths()), 1)
        self.web.page("/help", FUND)
        self.tidings("run", now=SOON)
        self.assertEqual(self.additions()[url]["state"], "came")
        self.assertEqual(len(self.paths()), 1)

    def test_what_failed_can_be_asked_for_again(self):
        url = self.web.url + "/help"
        self.add(url, "--wait", status=1)
        self.web.page("/help", FUND)
        self.assertIn("(queued): Help with travel", self.add(url, "--wait")[-1])

    def test_a_page_that_is_an_item_already(self):
        url = self.web.page("/help", FUND)
        self.add("--title", "In my own words", "--summary", "Mine.", "--url", url)
        item = self.queue(now=DAY_1)[0]["id"]
        self.assertEqual(
            self.add(url), [f"{url}: is item {item} already (queued): In my own words"]
        )
        # By another address, which is told to be the same one.
        self.web.pages["/long/way"] = "/help"
        self.add(self.web.url + "/long/way", "--wait")
        self.assertIn(
            f"is item {item} already", self.additions()[self.web.url + "/long/way"]["words"]
        )
        found = {i["id"]: i for i in self.queue(now=DAY_1)}
        self.assertEqual(len(found), 1)
        self.assertEqual(
            (found[item]["title"], found[item]["summary"]), ("In my own words", "Mine.")
        )
        self.assertIsNone(found[item]["published"])

    def test_twice_is_once(self):
        url = self.web.page("/help", FUND)
        self.add(url)
        self.add(url + "#top")
        self.add(url, "--wait")
        self.assertEqual(self.paths(), ["/help"])
        self.assertEqual(len(self.queue(now=DAY_1)), 1)

    def test_a_page_of_a_paper_has_its_identity(self):
        meta = (
            "<meta name=citation_title content='A paper by hand'>"
            "<meta name=citation_doi content='10.1234/other'><meta name=citation_pmid content=%s>"
        )
        url = self.web.page("/article", meta % 99000007)
        self.add(url, "--wait")
        self.assertIn("(queued): A paper by hand", self.additions()[url]["words"])
        item = self.queue(now=DAY_1)[0]
        self.assertEqual(
            (item["keys"]["pmid"], item["keys"]["doi"], len(item["copies"]), item["section"]),
            ("99000007", "10.1234/other", 2, "research"),
        )
        self.assertEqual(
            self.rows("SELECT tag FROM item WHERE id = ?", item["id"]), [("pmid/99000007",)]
        )
        self.assertIn("already (queued)", self.add("99000007")[0])

    def test_a_page_of_a_paper_that_is_an_item(self):
        url = self.web.page(
            "/held",
            "<meta name=citation_title content='A paper that a search finds'>"
            "<meta name=citation_doi content='10.1234/held'>",
        )
        self.add(url, "--wait")
        self.assertIn(
            "already (approved): A paper that a search finds", self.additions()[url]["words"]
        )
        self.assertEqual(self.rows("SELECT count(*) FROM item"), [(1,)])

    def test_a_page_that_claims_the_doi_of_another_paper(self):
        url = self.web.page(
            "/false",
            "<title>Buy now: something else</title><meta name=citation_doi content='10.1234/held'>",
        )
        self.add(url, "--wait")
        self.assertEqual([i["title"] for i in self.queue(now=DAY_1)], ["Buy now: something else"])
        self.assertEqual(
            self.rows("SELECT title FROM item WHERE tag = 'pmid/99000001'"),
            [("A paper that a search finds",)],
        )

    def test_a_doi_that_nobody_has_is_its_page(self):
        url = self.web.page("/doi/10.5555/none", FUND)
        self.add(url)
        self.tidings("run", now=DAY_1)
        self.assertIn("(queued): Help with travel", self.additions()[url]["words"])

    def test_a_hostile_page(self):
        url = self.web.page(
            "/evil",
            "<title>x</title><meta property=og:title content='&lt;script&gt;alert(1)&lt;/script&gt;"
            "A&#x202e;B&#7;<b onclick=x()>C'>"
            "<meta name=description content='&#x2067;It pays the way to the centre.'>"
            "<link rel=canonical href='https://other.example/phish'>"
            "<meta name=citation_publication_date content='2026-02-31'>",
        )
        self.add(url, "--wait")
        item = self.queue(now=DAY_1)[0]
        self.assertEqual((item["title"], item["url"], item["published"]), ("AB C", url, None))
        self.assertEqual(item["summary"], "\u2067It pays the way to the centre.\u2069")
        self.tidings("approve", item["id"], now=DAY_1)
        self.tidings("publish", now=DAY_1)
        pages = b"".join(self.public_files().values()).decode(errors="replace")
        self.assertFalse(re.search(r"alert\(1\)|other\.example|\u202e", pages))

    def test_what_is_no_address(self):
        for text in ("no such thing", "javascript:alert(1)", "file:///x", "ftp://a.example/"):
            self.run_tidings("add", text, now=DAY_1)
        self.assertEqual(self.rows("SELECT count(*) FROM addition"), [(0,)])


if __name__ == "__main__":
    unittest.main()
