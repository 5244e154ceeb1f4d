"""The process that reads documents: it has its socket alone, and its death costs one of them."""
import contextlib
import gc
import http.server
import os
import signal
import subprocess
import threading
import unittest

from pipeline import LOOPBACK, TIDINGS, SiteTest, site_block

SITE = site_block("Reader") + LOOPBACK
GOOD = (
    "<rss version='2.0'><channel><title>Good</title><item><title>A good story</title>"
    "<link>https://{}.example/</link><guid>{}</guid></item></channel></rss>"
)
MB = 1 << 20
MOST = 32 * MB - 1000


RSS, RSS_END = "<rss version='2.0'><channel><title>x</title>", "</channel></rss>"
ITEM, ITEM_END = "<item><title>t</title><link>https://a.example/</link>", "</item>"
TEXT, TEXT_END = ITEM + "<description>", "</description>" + ITEM_END
JSON = '{"version":"https://jsonfeed.org/version/1.1","title":"x","items":['
# As large as a document may be, each large in another way: a beginning, what is repeated, an end.
LARGE = {
    "entries": (RSS, ITEM + ITEM_END, RSS_END),
    "a text": (RSS + TEXT, "word ", TEXT_END + RSS_END),
    "texts": (RSS, TEXT + "word " * 3000 + TEXT_END, RSS_END),
    "escaped": (RSS + TEXT, "&lt;p>&amp;amp;", TEXT_END + RSS_END),
    "tags": (RSS, "<a>", ""),
    "elements": (RSS + ITEM, "<x:y>z</x:y>", ITEM_END + RSS_END),
    "attributes": ("<rss ", "a='' ", ">"),
    "broken": (RSS, "<item><title>p < 0.05 & more</item>", ""),
    "lists": (JSON, "[", ""),
    "json text": (JSON + '{"id":"1","content_text":"', "\\u00e9", '"}]}'),
    "objects": (JSON, "{},", "{}]}"),
    "json items": (JSON, '{"id":"1","title":"t","url":"https://a.example/"},', "{}]}"),
    "page": ("<!DOCTYPE html><html>", "<link rel=alternate href=x>", ""),
}
# What takes too much memory costs itself alone.
TOO_LARGE = {"windows-1252": ("<?xml version='1.0' encoding='windows-1252'?><rss>", "\x93", "")}


def filled(head, piece, tail):
    count = (MOST - len(head) - len(tail)) // len(piece)
    return (head + piece * count + tail).encode("latin-1")


def children_of(pid):
    for number in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{number}/stat", encoding="utf-8") as f:
                if int(f.read().rsplit(")", 1)[1].split()[1]) == pid:
                    yield int(number)
        except (FileNotFoundError, ProcessLookupError):
            pass


def status_of(pid):
    with open(f"/proc/{pid}/status", encoding="utf-8") as f:
        return dict(line.rstrip("\n").split(":\t", 1) for line in f if ":\t" in line)


class Server:
    """Answers with the documents of `bodies`; calls `asked` before the first answer."""

    def __init__(self, bodies, asked=None):
        first = threading.Lock()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                with first:
                    if server.asked:
                        server.asked()
                        server.asked = None
                body = bodies[self.path[1:].replace("%20", " ")]
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = self
        self.asked = asked
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.http.server_port

    def __enter__(self):
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()


class Reader(SiteTest):
    def watch(self, port, names):
        self.configure(
            SITE
            + "".join(
                f'feed "{n}" {{ url = "http://127.0.0.1:{port}/{n.replace(" ", "%20")}" }}\n'
                for n in names
            )
        )

    def start(self):
        gc.collect()  # the new process begins as large as this one
        self.run = subprocess.Popen(
            [TIDINGS, "-C", self.site, "--now", "2026-11-23T12:00:00Z", "fetch"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def good(self, *names):
        return {name: GOOD.format(name, name).encode() for name in names}

    def fetch_all(self, bodies, asked=None):
        """Fetches from all of them; gives what was said and the most memory of one process."""
        with Server(bodies) as server:
            self.watch(server.port, bodies)
            server.asked = asked
            self.start()
            said = self.run.stderr.read()
            self.run.stdout.read()
            _, status, usage = os.wait4(self.run.pid, 0)
            self.run.returncode = os.waitstatus_to_exitcode(status)
            self.run.stdout.close()
            self.run.stderr.close()
        return said, usage.ru_maxrss / 1024

    def test_a_dead_reader_costs_one_document(self):
        def kill():
            (child,) = children_of(self.run.pid)
            os.kill(child, signal.SIGKILL)

        said, _ = self.fetch_all(self.good("a", "b", "c"), kill)
        self.assertEqual(self.run.returncode, 1)
        self.assertEqual(said.count("the document broke the reader"), 1, said)
        sources = self.sources().values()
        self.assertEqual(sorted(s["health"] for s in sources), ["failing", "well", "well"])
        (problem,) = (s["problem"] for s in sources if s["problem"])
        self.assertIn("the document broke the reader", problem)
        self.assertEqual(len(self.queue()), 2)
        # Nothing of it was stored, so it is all there when it is read.
        self.fetch_all(self.good("a", "b", "c"))
        self.tidings("sources")

    def test_what_it_has(self):
        seen = {}

        def look():
            (child,) = children_of(self.run.pid)
            seen.update(status_of(child))
            seen["descriptors"] = os.listdir(f"/proc/{child}/fd") if os.getuid() == 0 else ["0"]

        said, _ = self.fetch_all(self.good("a"), look)
        self.assertEqual((self.run.returncode, said), (0, ""))
        self.assertEqual((seen["Seccomp"], seen["NoNewPrivs"]), ("2", "1"))
        self.assertEqual(seen["descriptors"], ["0"])
        self.assertEqual(seen["Threads"], "1")

    def test_a_list_of_feeds(self):
        """A list that is imported may be anybody's, too."""
        self.configure(SITE)
        outline = '<outline text="Feed" xmlUrl="https://f{}.example/"/>'
        with open(f"{self.site}/list.opml", "w", encoding="utf-8") as f:
            f.write("<opml><body>" + "".join(outline.format(n) for n in range(19000)))
            f.write("<outline text='no feed'/>" * 200000 + "</body></opml>")
        gc.collect()
        run = subprocess.Popen(
            [TIDINGS, "-C", self.site, "import", f"{self.site}/list.opml"],
            stdout=subprocess.PIPE,
            text=True,
        )
        sealed = False
        while run.poll() is None and not sealed:
            with contextlib.suppress(OSError, ProcessLookupError):
                sealed = any(status_of(c)["Seccomp"] == "2" for c in children_of(run.pid))
        self.assertIn("19000 new feeds", run.communicate()[0])
        self.assertTrue(sealed)

    @unittest.skipIf(os.environ.get("SANITIZE") == "ON", "sanitizers take memory of their own")
    def test_large_documents(self):
        for name, parts in {**LARGE, **TOO_LARGE}.items():
            with self.subTest(name):
                said, memory = self.fetch_all({name: filled(*parts), **self.good("good")})
                print(f"{name}: {memory:.0f} MB; {said.strip()[:150]}")
                self.assertEqual(self.sources()["good"]["health"], "well")
                broke = "the document broke the reader: it needs too much memory" in said
                self.assertEqual(broke, name in TOO_LARGE, said)
                self.assertLessEqual(memory, 256)


if __name__ == "__main__":
    unittest.main()
