"""What goes wrong at a source is told, keeps what was known, and holds up no other source."""
import json
import os
import shutil
import sqlite3
import tempfile
import unittest

from pipeline import Replay, SiteTest

SITE = """
site { title = "Failures" base_url = "https://news.example.org/" authority = "example.org,2026" email = "desk@example.org" }
network { allow = {"127.0.0.0/8"} }
service "pubmed" { base_url = "http://127.0.0.1:${TIDINGS_REPLAY_PORT}/eutils/" }
service "clinicaltrials" { base_url = "http://127.0.0.1:${TIDINGS_REPLAY_PORT}/ctgov/" }
"""
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>{0}</title><link>https://{0}.example/</link>{1}</channel></rss>'
ITEM = "<item><title>{0} of the day</title><link>https://{0}.example/</link><guid isPermaLink='false'>{0}</guid><description>Text of {0}.</description></item>"


def rss(name, *items):
    return RSS.format(name, "".join(ITEM.format(item) for item in items))


class Failures(SiteTest):
    def setUp(self):
        super().setUp()
        self.world = tempfile.mkdtemp(prefix="tidings-world-")
        self.addCleanup(shutil.rmtree, self.world)
        os.makedirs(f"{self.world}/feeds")

    def feed_file(self, name, text):
        with open(f"{self.world}/feeds/{name}", "w", encoding="utf-8") as f:
            f.write(text)

    def routes(self, **feeds):
        with open(f"{self.world}/routes.json", "w", encoding="utf-8") as f:
            json.dump({"feeds": feeds}, f)

    def watch(self, *names):
        self.configure(
            SITE
            + "".join(
                f'feed "{name}" {{ url = "http://127.0.0.1:${{TIDINGS_REPLAY_PORT}}/feeds/{name}" }}\n'
                for name in names
            )
        )

    def replay(self, **more):
        self.log = f"{self.world}/log"
        if os.path.exists(self.log):
            os.remove(self.log)
        return Replay(self.world, log=self.log, **more)

    def requests(self):
        with open(self.log, encoding="utf-8") as f:
            return f.read().splitlines()

    def row(self, sql):
        with sqlite3.connect(f"file:{self.site}/tidings.db?mode=ro", uri=True) as db:
            return db.execute(sql).fetchone()

    def test_each_failure_is_told_and_the_others_go_on(self):
        self.feed_file("well.rss", rss("well", "one", "two"))
        self.feed_file("cut.rss", rss("cut", "three", "four"))
        self.feed_file(
            "page.rss",
            "<!DOCTYPE html><html><head><title>Log in</title></head><body>Please</body></html>",
        )
        self.feed_file("broken.rss", rss("broken", "five", "six")[:-60])
        self.routes(
            **{
                "gone.rss": {"status": 410},
                "busy.rss": {"status": 429, "retry_after": 7200},
                "cut.rss": {"cut_gzip": True},
                "ill.rss": {"status": 404},
            }
        )
        self.watch(
            "well.rss", "cut.rss", "page.rss", "broken.rss", "gone.rss", "busy.rss", "ill.rss"
        )
        with self.replay() as replay:
            self.port = replay.port
            done = self.run_tidings("fetch")
        self.assertEqual(done.returncode, 1)
        sources = self.sources()
        self.assertEqual(sources["well.rss"]["health"], "well")
        self.assertEqual(sources["well.rss"]["new"], 2)
        self.assertEqual(sources["gone.rss"]["health"], "gone")
        self.assertIn("not a feed", sources["page.rss"]["problem"])
        self.assertIn("breaks off", sources["broken.rss"]["problem"])
        self.assertIn("404", sources["ill.rss"]["problem"])
        self.assertNotEqual(sources["cut.rss"]["problem"], "")
        # Retry-After is kept, and a source that fails is visited again later than one that is well.
        self.assertGreaterEqual(sources["busy.rss"]["next"], "2026-11-23T14:00:00Z")
        titles = {item["title"] for item in self.queue()}
        self.assertLessEqual({"one of the day", "two of the day", "five of the day"}, titles)
        for name in ("page", "broken", "gone", "busy", "ill", "cut"):
            self.assertIn(f"{name}.rss", done.stderr)

    def test_a_truncated_answer_keeps_the_old_validators(self):
        self.feed_file("feed.rss", rss("feed", "one"))
        self.routes()
        self.watch("feed.rss")
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch")
        before = self.row("SELECT etag, last_modified FROM source")
        self.assertTrue(before[0] and before[1])
        self.feed_file("feed.rss", rss("feed", "two", "one")[:-40])
        with self.replay() as replay:
            self.port = replay.port
            self.run_tidings("fetch", "feed.rss", now="2026-11-23T14:00:00Z")
        self.assertEqual(
            {item["title"] for item in self.queue()}, {"one of the day", "two of the day"}
        )

    def test_conditional_requests(self):
        self.feed_file("feed.rss", rss("feed", "one"))
        self.routes()
        self.configure(
            SITE
            + f'feed "feed" {{ url = "http://127.0.0.1:{self.fixed_port()}/feeds/feed.rss" }}\n'
        )
        with Replay(self.world, "--port", str(self.fixed), log=f"{self.world}/log"):
            self.log = f"{self.world}/log"
            self.tidings("fetch", "feed")
            self.tidings("fetch", "feed", now="2026-11-23T14:00:00Z")
            self.feed_file("feed.rss", rss("feed", "two", "one"))
            self.tidings("fetch", "feed", now="2026-11-23T16:00:00Z")
            self.tidings("fetch", "feed", now="2026-11-23T18:00:00Z")
        self.assertEqual(
            [line.rsplit(" ", 1)[1] for line in self.requests()], ["200", "304", "200", "304"]
        )
        self.assertEqual(len(self.queue()), 2)

    def fixed_port(self):
        """One that stays the same for the whole test: an address that changes is another feed."""
        import socket

        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.fixed = s.getsockname()[1]
        return self.fixed

    def test_a_permanent_move_is_kept(self):
        self.feed_file("new.rss", rss("new", "one"))
        self.routes(**{"old.rss": {"status": 301, "location": "/feeds/new.rss"}})
        self.configure(
            SITE + f'feed "feed" {{ url = "http://127.0.0.1:{self.fixed_port()}/feeds/old.rss" }}\n'
        )
        with Replay(self.world, "--port", str(self.fixed), log=f"{self.world}/log"):
            self.log = f"{self.world}/log"
            self.tidings("fetch", "feed")
            self.tidings("fetch", "feed", now="2026-11-23T14:00:00Z")
        self.assertEqual(
            [line.split()[1:] for line in self.requests()],
            [["/feeds/old.rss", "301"], ["/feeds/new.rss", "200"], ["/feeds/new.rss", "304"]],
        )
        self.assertTrue(self.sources()["feed"]["moved_to"].endswith("/feeds/new.rss"))

    def test_a_feed_that_is_gone_is_not_asked_again(self):
        self.routes(**{"feed.rss": {"status": 410}})
        self.watch("feed.rss")
        with self.replay() as replay:
            self.port = replay.port
            self.run_tidings("fetch")
            self.tidings("fetch", now="2026-12-23T12:00:00Z")
            self.assertEqual(len(self.requests()), 1)

    def test_private_addresses_are_refused_unless_they_are_named(self):
        self.feed_file("feed.rss", rss("feed", "one"))
        self.routes()
        self.configure(
            SITE.replace('network { allow = {"127.0.0.0/8"} }', "")
            + 'feed "feed" { url = "http://127.0.0.1:${TIDINGS_REPLAY_PORT}/feeds/feed.rss" }\n'
        )
        with self.replay() as replay:
            self.port = replay.port
            done = self.run_tidings("fetch")
            self.assertFalse(os.path.exists(self.log) and self.requests())
        self.assertEqual(done.returncode, 1)
        self.assertIn("network.allow", done.stderr)

    def test_pubmed_is_asked_no_more_than_three_times_a_second(self):
        os.makedirs(f"{self.world}/pubmed")
        record = "<PubmedArticle><MedlineCitation><PMID>9900000{0}</PMID><Article><ArticleTitle>Sample {0}</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
        with open(f"{self.world}/pubmed/all.xml", "w", encoding="utf-8") as f:
            f.write(
                "<PubmedArticleSet>"
                + "".join(record.format(i) for i in range(1, 4))
                + "</PubmedArticleSet>"
            )
        self.configure(
            SITE + "".join(f'pubmed "search {i}" {{ query = "sample {i}" }}\n' for i in range(3))
        )
        with Replay(self.world, "--strict", "--strict-rate", log=f"{self.world}/log") as replay:
            self.log = f"{self.world}/log"
            self.port = replay.port
            self.tidings("fetch")
        statuses = [line.rsplit(" ", 1)[1] for line in self.requests()]
        self.assertEqual(len(statuses), 6)
        self.assertEqual(set(statuses), {"200"})
        # Three searches bring the same records: one item each.
        self.assertEqual(len(self.queue()), 3)


if __name__ == "__main__":
    unittest.main()
