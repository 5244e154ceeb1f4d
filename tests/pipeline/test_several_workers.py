"""Several workers share the sources of a site: each is visited once, whoever dies meanwhile."""
import collections
import glob
import http.server
import os
import random
import re
import shutil
import signal
import subprocess
import threading
import time
import unittest

import stores
from pipeline import LOOPBACK, TIDINGS, SiteTest, feed_block, site_block
from world import WorldTest, rss, rss_item

FEED = """<rss version="2.0"><channel><title>S{n}</title><link>http://x{n}.example/</link>
<item><title>What mouse number {n} was seen to do</title><link>http://x{n}.example/story</link>
<guid>story-{n}</guid></item></channel></rss>"""


PER_HOST = 2  # what one worker asks of a server at the same time


class SlowFeeds(http.server.ThreadingHTTPServer):
    """Feeds /0, /1 …, each of which takes a while; `asked` counts. None is answered before so many
    workers have come."""

    request_queue_size = 500
    daemon_threads = True

    def __init__(self, seconds, workers):
        self.seconds, self.asked = seconds, collections.Counter()
        self.all_here_at = (workers - 1) * PER_HOST + 1
        self.all_here = threading.Event()
        super().__init__(("127.0.0.1", 0), SlowFeed)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class SlowFeed(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked[self.path] += 1
        if self.server.asked.total() >= self.server.all_here_at:
            self.server.all_here.set()
        self.server.all_here.wait(60)
        time.sleep(self.server.seconds)
        body = FEED.format(n=self.path.strip("/")).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass  # the worker was killed

    def log_message(self, *_):
        pass


class SeveralWorkers(SiteTest):
    def slow_feeds(self, count, seconds, workers=1):
        feeds = SlowFeeds(seconds, workers)
        self.addCleanup(feeds.server_close)
        self.addCleanup(feeds.shutdown)
        address = f"http://127.0.0.1:{feeds.server_port}"
        blocks = "".join(f'feed "F{n}" {{ url = "{address}/{n}" }}\n' for n in range(count))
        self.configure(site_block("Sample") + LOOPBACK.replace("{ allow", "{ at_once = 4 allow"))
        self.configure(blocks, "feeds.conf")
        return feeds

    def worker(self):
        return subprocess.Popen(
            [TIDINGS, "-C", self.site, "fetch"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def titles(self):
        return self.rows("SELECT title, count(*) FROM item GROUP BY title ORDER BY title")

    def assert_each_once(self, count):
        self.assertEqual(len(self.titles()), count)
        self.assertEqual([row for row in self.titles() if row[1] != 1], [])

    def test_two_share(self):
        """Each makes its part, and no source is asked twice."""
        feeds = self.slow_feeds(60, 0.2, workers=2)
        workers = [self.worker() for _ in range(2)]
        said = [worker.communicate(timeout=120)[0] for worker in workers]
        self.assertEqual([worker.returncode for worker in workers], [0, 0], said)
        self.assertEqual(set(feeds.asked.values()), {1})
        self.assert_each_once(60)
        self.assertEqual({source["health"] for source in self.objects("sources")}, {"well"})
        for text in said:
            self.assertGreater(int(text.split()[0]), 10, said)

    def test_who_dies_gives_back(self):
        """Workers are killed at any moment; what they had taken is visited by the others, and no
        item comes twice."""
        count, chance = 40, random.Random(14)
        feeds = self.slow_feeds(count, 0.05)
        workers = [self.worker() for _ in range(4)]
        for _ in range(15):
            time.sleep(0.1 + 0.3 * chance.random())
            victim = chance.choice(workers)
            victim.send_signal(signal.SIGKILL)
            victim.communicate()
            workers.remove(victim)
            workers.append(self.worker())
        for worker in workers:
            worker.communicate(timeout=120)
        self.tidings("fetch", now=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
        self.assertEqual(len(feeds.asked), count)
        self.assert_each_once(count)


class Folders(WorldTest):
    """A site and a copy of its folder."""

    def setUp(self):
        super().setUp()
        self.configure(site_block("Two folders") + LOOPBACK, "site.conf")
        self.configure(feed_block("News", "news.xml", 'approve = "auto"'), "feed.conf")
        self.news("one")
        self.assertEqual(self.publish(self.site), "")
        self.other = f"{self.world}/other"
        shutil.copytree(self.site, self.other)

    def news(self, *titles):
        items = (rss_item(title=t, link=f"https://a.example/{t}", guid=t) for t in titles)
        self.write_feed("news.xml", rss("News", *items))
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch")

    def pages(self, folder):
        return {os.path.basename(path) for path in glob.glob(f"{folder}/out/items/*.html")}

    def publish(self, folder):
        """What it says of the folder, but for how many files it wrote."""
        command = [TIDINGS, "-C", folder, "publish"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
        return re.sub(r"(?m)^out/: .*\n", "", done.stderr + done.stdout)


@unittest.skipUnless(stores.SERVER, "a file has one folder")
class OneStore(Folders):
    """Two machines publish from one store, each into an out/ of its own."""

    def test_what_one_published_the_other_shows_too(self):
        self.news("two")
        self.assertEqual(self.publish(self.site), "")
        self.news("three")
        self.assertIn("out/ was behind its store", self.publish(self.other))
        self.assertEqual(len(self.pages(self.other)), 3)
        self.assertEqual(self.publish(self.other), "")
        self.assertIn("out/ was behind its store", self.publish(self.site))
        self.assertEqual(self.pages(self.site), self.pages(self.other))


@stores.of_sqlite_alone
class TwoStores(Folders):
    """The store was copied with the folder: the site was moved, or is there twice."""

    def test_who_publishes_elsewhere_is_told_once(self):
        self.site, first = self.other, self.site
        self.assertEqual(self.publish(self.site), "")  # nothing changed
        self.news("two")
        said = self.publish(self.site)
        self.assertIn(f"published into {os.path.realpath(first)}/out last", said)
        self.news("three")
        self.assertEqual(self.publish(self.site), "")


if __name__ == "__main__":
    unittest.main()
