"""What goes wrong at a source is told, keeps what was known, and delays no other source."""
import os
import unittest

from pipeline import LOOPBACK, feed_block, free_port, service_block, site_block, write
from world import WorldTest, rss_item
from world import rss as rss_of

HOME = site_block("Failures") + service_block("pubmed", "eutils/")
HOME += service_block("clinicaltrials", "ctgov/")
SITE = HOME + LOOPBACK


def rss(name, *titles):
    items = (
        rss_item(
            title=f"{title} of the day",
            link=f"https://{title}.example/",
            guid=title,
            description=f"Text of {title}.",
        )
        for title in titles
    )
    return '<?xml version="1.0"?>' + rss_of(name, *items)


class Failures(WorldTest):
    def watch(self, *names):
        self.configure(SITE + "".join(feed_block(name, name) for name in names))

    def watch_at(self, port, file):
        """One source at a port that stays: a feed with another address is another feed."""
        self.configure(SITE + f'feed "feed" {{ url = "http://127.0.0.1:{port}/feeds/{file}" }}\n')

    def test_each_failure_is_told_and_the_others_go_on(self):
        self.write_feed("well.rss", rss("well", "one", "two"))
        self.write_feed("cut.rss", rss("cut", "three", "four"))
        self.write_feed(
            "page.rss",
            "<!DOCTYPE html><html><head><title>Log in</title></head><body>Please</body></html>",
        )
        self.write_feed("broken.rss", rss("broken", "five", "six")[:-60])
        self.write_routes(
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
        self.assertEqual(sources["broken.rss"]["health"], "warning")
        self.assertIn("breaks off", sources["broken.rss"]["warning"])
        self.assertIn("404", sources["ill.rss"]["problem"])
        self.assertNotEqual(sources["cut.rss"]["problem"], "")
        # Retry-After is kept, and a source that fails is visited again later than one that is well.
        self.assertGreaterEqual(sources["busy.rss"]["next"], "2026-11-23T14:00:00Z")
        titles = {item["title"] for item in self.queue()}
        self.assertLessEqual({"one of the day", "two of the day", "five of the day"}, titles)
        for name in ("page", "gone", "busy", "ill", "cut"):
            self.assertIn(f"{name}.rss", done.stderr)

    def test_a_truncated_answer_keeps_the_old_validators(self):
        self.write_feed("feed.rss", rss("feed", "one"))
        self.write_routes()
        self.watch("feed.rss")
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch")
        before = self.rows("SELECT etag, last_modified FROM source")[0]
        self.assertTrue(before[0] and before[1])
        self.write_feed("feed.rss", rss("feed", "two", "one")[:-40])
        with self.replay() as replay:
            self.port = replay.port
            self.run_tidings("fetch", "feed.rss", now="2026-11-23T14:00:00Z")
        self.assertEqual(
            {item["title"] for item in self.queue()}, {"one of the day", "two of the day"}
        )

    def test_conditional_requests(self):
        self.write_feed("feed.rss", rss("feed", "one"))
        self.write_routes()
        port = free_port()
        self.watch_at(port, "feed.rss")
        with self.replay("--port", str(port)):
            self.tidings("fetch", "feed")
            self.tidings("fetch", "feed", now="2026-11-23T14:00:00Z")
            self.write_feed("feed.rss", rss("feed", "two", "one"))
            self.tidings("fetch", "feed", now="2026-11-23T16:00:00Z")
            self.tidings("fetch", "feed", now="2026-11-23T18:00:00Z")
        self.assertEqual(
            [line.rsplit(" ", 1)[1] for line in self.requests()], ["200", "304", "200", "304"]
        )
        self.assertEqual(len(self.queue()), 2)

    def test_a_permanent_move_is_kept(self):
        self.write_feed("new.rss", rss("new", "one"))
        self.write_routes(**{"old.rss": {"status": 301, "location": "/feeds/new.rss"}})
        port = free_port()
        self.watch_at(port, "old.rss")
        with self.replay("--port", str(port)):
            self.tidings("fetch", "feed")
            self.tidings("fetch", "feed", now="2026-11-23T14:00:00Z")
        self.assertEqual(
            [line.split()[1:] for line in self.requests()],
            [["/feeds/old.rss", "301"], ["/feeds/new.rss", "200"], ["/feeds/new.rss", "304"]],
        )
        self.assertTrue(self.sources()["feed"]["moved_to"].endswith("/feeds/new.rss"))

    def test_a_feed_that_is_gone_is_not_asked_again(self):
        self.write_routes(**{"feed.rss": {"status": 410}})
        self.watch("feed.rss")
        with self.replay() as replay:
            self.port = replay.port
            self.run_tidings("fetch")
            self.tidings("fetch", now="2026-12-23T12:00:00Z")
            self.assertEqual(len(self.requests()), 1)

    def test_private_addresses_are_refused_unless_they_are_named(self):
        self.write_feed("feed.rss", rss("feed", "one"))
        self.write_routes()
        self.configure(HOME + feed_block("feed", "feed.rss"))
        with self.replay() as replay:
            self.port = replay.port
            done = self.run_tidings("fetch")
            self.assertFalse(os.path.exists(self.log) and self.requests())
        self.assertEqual(done.returncode, 1)
        self.assertIn("network.allow", done.stderr)

    def test_pubmed_is_asked_no_more_than_three_times_a_second(self):
        os.makedirs(f"{self.world}/pubmed")
        records = "".join(
            f"<PubmedArticle><MedlineCitation><PMID>9900000{i}</PMID>"
            f"<Article><ArticleTitle>Sample {i}</ArticleTitle></Article>"
            "</MedlineCitation></PubmedArticle>"
            for i in (1, 2, 3)
        )
        path = f"{self.world}/pubmed/all.xml"
        write(path, f"<PubmedArticleSet>{records}</PubmedArticleSet>")
        self.configure(
            SITE.replace('pauses = "no"', "")
            + "".join(f'pubmed "search {i}" {{ query = "sample {i}" }}\n' for i in range(3))
        )
        with self.replay("--strict", "--strict-rate") as replay:
            self.port = replay.port
            self.tidings("fetch")
        statuses = [line.rsplit(" ", 1)[1] for line in self.requests()]
        self.assertEqual(len(statuses), 6)
        self.assertEqual(set(statuses), {"200"})
        # Three searches bring the same records: one item each.
        self.assertEqual(len(self.queue()), 3)


if __name__ == "__main__":
    unittest.main()
