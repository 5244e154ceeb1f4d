"""What changes between two runs: the clock, the configuration, a feed that comes back."""
import json
import os
import unittest

from pipeline import LOOPBACK, feed_block, free_port, service_block, site_block, write
from world import WorldTest, rss, rss_item

SITE = site_block("Changes") + LOOPBACK + service_block("clinicaltrials", "ctgov/")
AUTO = 'approve = "auto"'


class Changes(WorldTest):
    def setUp(self):
        super().setUp()
        os.makedirs(f"{self.world}/clinicaltrials")
        self.usual_port = free_port()

    def feed(self, name, *titles):
        items = (rss_item(title=t, link=f"https://news.example/{t}", guid=t) for t in titles)
        self.write_feed(name, rss("News", *items))

    def trials(self, **updated):
        """NCT number -> day of the last update."""
        studies = [
            {
                "protocolSection": {
                    "identificationModule": {"nctId": nct, "briefTitle": f"Study {nct}"},
                    "statusModule": {
                        "overallStatus": "RECRUITING",
                        "lastUpdatePostDateStruct": {"date": day},
                    },
                }
            }
            for nct, day in updated.items()
        ]
        write(f"{self.world}/clinicaltrials/studies.json", json.dumps({"studies": studies}))

    def routes(self, **feeds):
        routes = {"clinicaltrials": {"match": "all"}, "feeds": feeds}
        write(f"{self.world}/routes.json", json.dumps(routes))

    def fetch(self, now, *names, status=0):
        """One visit of each source; always at the same port, for it is part of their addresses."""
        with self.replay("--port", str(self.usual_port)) as replay:
            self.port = replay.port
            done = self.run_tidings("fetch", *names, now=now)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)

    def titles(self, now):
        return {item["title"] for item in self.queue(now=now)}

    def test_a_clock_that_once_ran_ahead_delays_nothing(self):
        self.routes()
        self.feed("news.rss", "one")
        self.trials(NCT99000001="2026-11-01")
        trials = 'clinicaltrials "Trials" { condition = "x" }'
        self.configure(SITE + feed_block("News", "news.rss") + trials)
        self.fetch("2036-11-02T12:00:00Z")
        self.feed("news.rss", "one", "two")
        self.trials(NCT99000001="2026-11-01", NCT99000002="2026-11-03")
        self.fetch("2026-11-05T12:00:00Z")
        found = self.titles("2026-11-05T12:00:00Z")
        self.assertIn("two", found)
        self.assertIn("Study NCT99000002: Now Recruiting", found)
        self.assertEqual(self.sources(now="2026-11-05T12:00:00Z")["Trials"]["next"][:7], "2026-11")

    def test_a_feed_that_came_back_is_visited_again(self):
        self.routes(**{"news.rss": {"status": 410}})
        self.feed("news.rss", "one")
        self.configure(SITE + feed_block("News", "news.rss"))
        self.fetch("2026-11-05T12:00:00Z", status=1)
        self.routes()
        self.fetch("2026-11-06T12:00:00Z", "News")
        self.assertEqual(self.sources()["News"]["health"], "well")
        self.feed("news.rss", "one", "two")
        self.fetch("2026-11-07T12:00:00Z")
        self.assertIn("two", self.titles("2026-11-07T12:00:00Z"))

    def test_the_old_items_of_a_new_feed_are_not_mailed_as_new(self):
        self.routes()
        self.feed("news.rss", "one")
        self.feed("other.rss", *(f"old-{n}" for n in range(9)))
        self.configure(SITE + feed_block("News", "news.rss", AUTO))
        self.fetch("2026-11-05T12:00:00Z")
        self.feed("news.rss", "one", "two")
        self.fetch("2026-11-06T12:00:00Z")
        self.configure(SITE + feed_block("News", "other.rss", AUTO))
        self.fetch("2026-11-07T12:00:00Z")
        self.assertIn(
            "1 new", self.tidings("digest", "--section", "news", now="2026-11-08T12:00:00Z")
        )

    def test_the_page_of_a_removed_topic_is_removed(self):
        topic = 'topic "Cells" { slug = "cells" match = "one" }\n'
        self.routes()
        self.feed("news.rss", "one")
        self.configure(SITE + topic + feed_block("News", "news.rss", AUTO))
        self.fetch("2026-11-05T12:00:00Z")
        self.tidings("publish")
        write(f"{self.site}/out/topics/mine.html")
        self.assertIn("topics/cells.html", self.public_files())
        self.configure(SITE + feed_block("News", "news.rss", AUTO))
        self.tidings("publish")
        left = [path for path in self.public_files() if path.startswith("topics/")]
        self.assertEqual(left, ["topics/mine.html"])  # which is not ours
        self.assertIn("0 written, 0 removed", self.tidings("publish"))


if __name__ == "__main__":
    unittest.main()
