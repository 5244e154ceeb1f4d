"""The addresses that readers are sent to are looked at, and an editor hears of it once."""
import collections
import datetime
import http.server
import threading
import unittest

from pipeline import SiteTest, free_port, site_block

START = datetime.datetime(2026, 11, 2, 8, tzinfo=datetime.timezone.utc)


def day(n):
    return (START + datetime.timedelta(days=n)).strftime("%Y-%m-%dT%H:%M:%SZ")


class Server:
    """Answers each path as it is told: a status, or an address to redirect to with 301 (302 after a
    "~"). `get` is for paths that refuse HEAD."""

    def __init__(self, host="127.0.0.1", asked=None):
        """asked: is called at each request."""
        self.says, self.get, self.asked = {}, {}, []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                outer.asked.append((self.command, self.path))
                if asked:
                    asked()
                table = outer.get if self.command == "GET" else outer.says
                said = table.get(self.path, outer.says.get(self.path, 404))
                body = said if isinstance(said, bytes) else b"<p>text</p>"
                if isinstance(said, str):
                    self.send_response(302 if said[0] == "~" else 301)
                    self.send_header("Location", said.removeprefix("~"))
                else:
                    self.send_response(said if isinstance(said, int) else 200)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command == "GET":
                    self.wfile.write(body)

            do_GET = do_HEAD = answer

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer((host, 0), Handler)
        self.url = f"http://{host}:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Links(SiteTest):
    def setUp(self):
        super().setUp()
        self.news, self.other = Server(), Server("127.0.0.2")
        self.addCleanup(self.news.stop)
        self.addCleanup(self.other.stop)
        self.looks = 0

    def publish(self, **urls):
        """Publishes a news item for each title and address."""
        items = "".join(
            f"<item><title>{title}</title><link>{url}</link><guid>{title}</guid>"
            f"<description>About {title} in patients.</description></item>"
            for title, url in urls.items()
        )
        feed = f'<rss version="2.0"><channel><title>N</title>{items}</channel></rss>'
        self.news.says["/feed"] = feed.encode()
        self.configure(
            site_block("Links")
            + 'network { allow = {"127.0.0.0/8"} pauses = "no" }\n'
            + 'topic "All" { slug = "all" match = "patients" }\n'
            + f'feed "News" {{ url = "{self.news.url}/feed" every = "1d" }}\n'
        )
        self.tidings("fetch", now=day(0))
        ids = [item["id"] for item in self.queue(now=day(0))]
        self.assertEqual(len(ids), len(urls))
        self.tidings("approve", *ids, "--as", "ana", now=day(0))
        self.tidings("run", now=day(0))
        self.assertEqual(self.asked(), {})  # the first looks are spread over the month

    def asked(self):
        """{path: methods} of what was asked but the feed, since the last call."""
        asked = collections.defaultdict(list)
        for server in (self.news, self.other):
            for method, path in server.asked:
                if path != "/feed":
                    asked[path].append(method)
            server.asked.clear()
        return dict(asked)

    def look(self, *days):
        """Runs on these days. Nothing is asked for twice, except that GET may follow HEAD."""
        for n in days:
            self.tidings("run", now=day(n))
            asked = self.asked()
            for path, methods in asked.items():
                self.assertIn(methods, (["HEAD"], ["HEAD", "GET"]), path)
        return asked

    def updates(self, n):
        return {
            item["title"]: item["update"]
            for item in self.queue(now=day(n))
            if item["state"] == "update"
        }

    def states(self):
        return dict(self.rows("SELECT url, state FROM link"))

    def test_dead_ones(self):
        urls = {
            "gone": f"{self.news.url}/gone",
            "refusing": f"{self.news.url}/refusing",
            "flapping": f"{self.news.url}/flapping",
            "closed": f"http://127.0.0.3:{free_port()}/x",
            "private": "http://[::1]:9/x",  # nothing that gets through leaves this machine
            "walled": f"{self.other.url}/walled",
        }
        says = self.news.says
        says.update({"/refusing": 405, "/flapping": 503})
        self.news.get["/refusing"] = 200
        self.other.says["/walled"] = 403
        self.publish(**urls)
        asked = self.look(31)
        self.assertEqual(asked["/refusing"], ["HEAD", "GET"])
        self.assertEqual(asked["/gone"], ["HEAD", "GET"])
        self.assertEqual(asked["/walled"], ["HEAD", "GET"])
        self.assertEqual(self.look(31), {})  # not twice in one day
        says["/flapping"] = 200
        asked = self.look(32)
        self.assertEqual(set(asked), {"/gone", "/flapping"})
        says["/flapping"] = 503
        self.look(35)
        self.assertEqual(self.updates(35), {})
        self.look(42)
        found = self.updates(42)
        self.assertEqual(set(found), {"gone", "closed"})
        self.assertIn(
            f"The linked page {urls['gone']} is not there any more (404 or 410)", found["gone"]
        )
        self.assertTrue(any("takes no connection" in why for why in found["closed"]))
        waiting = {item["title"]: item["id"] for item in self.queue(now=day(42))}
        audit = self.objects("audit", now=day(42), status=1)
        self.assertEqual(
            {f["what"] for f in audit if f["kind"] == "link"}, {"gone", "closed"}, audit
        )
        # It is told once, and what an editor decides of it stands.
        versions = self.rows("SELECT id, version FROM item ORDER BY id")
        self.look(49)
        self.assertEqual(versions, self.rows("SELECT id, version FROM item ORDER BY id"))
        self.tidings("approve", waiting["gone"], "--as", "ana", now=day(49))
        self.tidings("reject", waiting["closed"], "--as", "ana", now=day(49))
        self.tidings("publish", now=day(49))
        page = self.public_files()[self.item_page(waiting["gone"])].decode()
        self.assertIn("The linked page is no longer available.", page)
        self.look(56)
        self.assertEqual(self.updates(56), {})
        audit = self.objects("audit", now=day(56), status=1)
        self.assertEqual([f["what"] for f in audit if f["kind"] == "link"], ["closed"])
        # It is back: so is the item, and readers can be told.
        says["/gone"] = 200
        self.look(63)
        self.assertEqual(set(self.updates(63)), {"gone"})
        self.tidings("approve", waiting["gone"], "--as", "ana", now=day(63))
        self.tidings("publish", now=day(63))
        page = self.public_files()[self.item_page(waiting["gone"])].decode()
        note = "Notice: The linked page is no longer available. → none"
        self.assertIn(note, page)
        self.assertNotIn("no longer available", page.replace(note, ""))

    def test_moved_and_parked_ones(self):
        urls = {
            name: f"{self.news.url}/{name}"
            for name in ("moved", "kept", "passing", "home", "sold", "login")
        }
        self.news.says.update(
            {
                "/moved": "/step",
                "/step": f"{self.other.url}/new",
                "/kept": f"{self.other.url}/elsewhere",
                "/passing": f"~{self.other.url}/new",
                "/home": "/",
                "/": 200,
                "/sold": f"{self.other.url}/",
                "/login": "/login/form",
                "/login/form": 200,
            }
        )
        # The page at /login is a door by its own name; another one leads to it.
        urls["login"] = f"{self.news.url}/members"
        self.news.says["/members"] = "/login"
        self.news.says["/login"] = 200
        self.other.says.update({"/new": 200, "/elsewhere": 200, "/": 200})
        self.publish(**urls)
        for n in (31, 32, 35):
            self.tidings("run", now=day(n))
        found = self.updates(35)
        self.assertEqual(set(found), {"moved", "kept"})
        self.assertEqual(
            found["moved"], [f"The address changed from {urls['moved']} to {self.other.url}/new"]
        )
        ids = {item["title"]: item["id"] for item in self.queue(now=day(35))}
        self.tidings("approve", ids["moved"], "--as", "ana", now=day(35))
        self.tidings("reject", ids["kept"], "--as", "ana", now=day(35))
        self.tidings("run", now=day(42))
        found = self.updates(42)
        self.assertEqual(set(found), {"home", "sold"})
        self.assertTrue(any("first page of its site" in why for why in found["home"]), found)
        self.assertTrue(any("for sale" in why for why in found["sold"]), found)
        links = dict(self.rows("SELECT r.title, r.url FROM item i JOIN release r ON r.id = i.live"))
        self.assertEqual(links["moved"], f"{self.other.url}/new")
        self.assertEqual(links["kept"], urls["kept"])
        # The source goes on naming the old address: that is no change.
        self.news.says["/feed"] = self.news.says["/feed"].replace(b"About moved", b"On moved")
        self.tidings("run", now=day(50))
        self.assertNotIn("address", " ".join(self.updates(50).get("moved", [])))
        links = dict(self.rows("SELECT r.title, r.url FROM item i JOIN release r ON r.id = i.live"))
        self.assertEqual(links["moved"], f"{self.other.url}/new")
        self.tidings("undo", ids["moved"], "--as", "ana", now=day(50))
        self.assertIn("moved", self.updates(50))

    def test_without_a_network_nothing_is_dead(self):
        urls = {f"n{i}": f"http://127.0.0.3:{free_port()}/{i}" for i in range(2)}
        self.publish(**urls)
        self.news.stop()
        for n in (31, 32, 35, 42):  # what is dead is known by then: test_dead_ones
            self.run_tidings("run", now=day(n))
        self.assertEqual(set(self.states().values()), {0})
        self.assertEqual(self.rows("SELECT max(failures) FROM link"), [(0,)])


if __name__ == "__main__":
    unittest.main()
