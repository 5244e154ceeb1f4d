"""A site with an edition that is frozen, for tests that mail it to subscribers."""
import os
import subprocess

from pipeline import LOOPBACK, TIDINGS, TOP, feed_block, site_block
from world import WorldTest, rss, rss_item

MAKE = os.environ.get("MAKE_SUBSCRIBERS", f"{TOP}/build/tests/mail/make_subscribers")
NOW = "2026-11-23T12:00:00Z"
EDITION = "2026-W48-news"
DAY = "Fri, 20 Nov 2026 08:00:00 GMT"


class Sending(WorldTest):
    def setUp(self):
        super().setUp()
        self.configure(
            site_block("A Desk") + LOOPBACK + 'door { url = "https://news.example.org/" }\n',
            "site.conf",
        )
        self.configure(feed_block("News", "news.xml", 'approve = "auto"'), "feed.conf")
        story = rss_item(title="A story", link="https://a.example/1", guid="g1", pubDate=DAY)
        self.write_feed("news.xml", rss("News", story))
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch", now=NOW)
        self.count_as_news()
        self.tidings("digest", "--section", "news", now=NOW)

    def mail_to(self, port, more=""):
        self.configure(f'mail {{ smtp = "smtp://127.0.0.1:{port}"  {more} }}', "mail.conf")

    def subscribers(self, first, last):
        subprocess.run([MAKE, self.site, "news", str(first), str(last)], check=True, timeout=120)

    def send(self, *args, **more):
        return self.tidings("send", EDITION, *args, now=NOW, **more)

    def states(self):
        """{state: copies}, of the ledger."""
        words = ("planned", "sending", "sent", "deferred", "failed", "unknown", "stopped")
        return {
            words[state]: n
            for state, n in self.rows("SELECT state, count(*) FROM delivery GROUP BY state")
        }

    def make_due(self):
        with self.beside() as db:
            db.execute("UPDATE delivery SET due = 0 WHERE due IS NOT NULL")
            db.execute("UPDATE mailing SET due = 0")
            db.execute("UPDATE job SET due = 0 WHERE finished IS NULL")

    def start(self, *args):
        sender = subprocess.Popen(
            [TIDINGS, "-C", self.site, "--now", NOW, "send", EDITION, *args],
            stdout=subprocess.DEVNULL,
            env=dict(os.environ, TIDINGS_REPLAY_PORT=str(self.port)),
        )
        self.addCleanup(lambda: sender.poll() is None and sender.kill())
        return sender
