"""All recorded answers of ../shared/cases/sources through the whole program, twice.

The second run must change nothing."""
import os
import sys
import unittest

from pipeline import LOOPBACK, SHARED, Replay, SiteTest, feed_block, service_block, site_block

RECORDED = f"{SHARED}/cases/sources"
SITE = (
    site_block("Recorded")
    + LOOPBACK
    + service_block("pubmed", "eutils/", 'api_key = "sample"')
    + service_block("clinicaltrials", "ctgov/")
    + service_block("medlineplus", "medlineplus/query")
    + """
topic "Everything" { match = '.' }
pubmed "papers" { query = "all" }
clinicaltrials "trials" { condition = "all" }
medlineplus "pages" { query = "all" }
"""
)
CURRENT = """SELECT count(*) FROM entry JOIN source ON source.id = entry.source
    WHERE current = 1 AND source.kind = ?"""
# Not feeds, but recorded beside them.
NOT_FEEDS = ("MANIFEST.tsv",)


class Recorded(SiteTest):
    def setUp(self):
        super().setUp()
        self.feeds = sorted(
            name for name in os.listdir(f"{RECORDED}/feeds") if name not in NOT_FEEDS
        )
        self.configure(SITE + "".join(feed_block(name, name) for name in self.feeds))

    def state(self):
        """What a run that finds nothing new must leave alone."""
        return {
            table: self.rows(f"SELECT count(*), max(id) FROM {table}")
            for table in ("item", "entry", "decision", "release")
        } | {
            "versions": self.rows("SELECT id, version, tag FROM item ORDER BY id"),
            "keys": self.rows("SELECT count(*) FROM ikey"),
        }

    def test_twice(self):
        with Replay(None, "--recorded", RECORDED) as replay:
            self.port = replay.port
            self.tidings("fetch")
            ids = [item["id"] for item in self.queue()]
            for first in range(0, len(ids), 500):
                self.tidings("approve", *ids[first : first + 500], "--as", "ana")
            self.tidings("publish")
            before, times = self.state(), self.times()
            self.tidings(
                "fetch", "papers", "trials", "pages", *self.feeds, now="2026-11-23T13:00:00Z"
            )
            self.tidings("publish", now="2026-11-23T13:00:00Z")
            self.assertEqual(before, self.state())
            self.assertEqual(times, self.times())
            # Nothing got lost: every recorded study and every distinct PMID became a copy.
            self.assertEqual(self.rows(CURRENT, "clinicaltrials"), [(447,)])
            self.assertGreater(self.rows(CURRENT, "pubmed")[0][0], 2000)
            for name, source in self.sources(now="2026-11-23T13:00:00Z").items():
                self.assertEqual(source["problem"], "", name)


if __name__ == "__main__":
    if not os.path.isdir(RECORDED):
        print("skipped: ../shared/cases/sources is not there")
        sys.exit(77)
    unittest.main()
