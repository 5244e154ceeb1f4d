"""What changes between two runs besides what the sources say: the clock, the configuration, a feed that comes back."""
import json
import os
import shutil
import socket
import tempfile
import unittest

from pipeline import Replay, SiteTest

SITE = """
site { title = "Changes" base_url = "https://news.example.org/" authority = "example.org,2026" email = "desk@example.org" }
network { allow = {"127.0.0.0/8"} }
service "clinicaltrials" { base_url = "http://127.0.0.1:${TIDINGS_REPLAY_PORT}/ctgov/" }
"""
FEED = 'feed "News" { url = "http://127.0.0.1:${TIDINGS_REPLAY_PORT}/feeds/%s" %s }'


class Changes(SiteTest):
    def setUp(self):
        super().setUp()
        self.world = tempfile.mkdtemp(prefix="tidings-world-")
        self.addCleanup(shutil.rmtree, self.world)
        os.makedirs(f"{self.world}/feeds")
        os.makedirs(f"{self.world}/clinicaltrials")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.usual_port = free.getsockname()[1]

    def feed(self, name, *titles):
        items = "".join(
            f"<item><title>{title}</title><link>https://news.example/{title}</link><guid>{title}</guid></item>"
            for title in titles
        )
        with open(f"{self.world}/feeds/{name}", "w", encoding="utf-8") as f:
            f.write(f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>')

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
        with open(f"{self.world}/clinicaltrials/studies.json", "w", encoding="utf-8") as f:
            json.dump({"studies": studies}, f)

    def routes(self, **feeds):
        with open(f"{self.world}/routes.json", "w", encoding="utf-8") as f:
            json.dump({"clinicaltrials": {"match": "all"}, "feeds": feeds}, f)

    def fetch(self, now, *names, status=0):
        """One visit; always at the same port, which is a part of what a source asks."""
        with Replay(self.world, "--port", str(self.usual_port)) as replay:
            self.port = replay.port
            done = self.run_tidings("fetch", *names, now=now)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)

    def titles(self, now):
        return {item["title"] for item in self.queue(now=now)}

    def test_a_clock_that_ran_ahead_holds_up_nothing(self):
        self.routes()
        self.feed("news.rss", "one")
        self.trials(NCT99000001="2026-11-01")
        self.configure(
            SITE + FEED % ("news.rss", "") + '\nclinicaltrials "Trials" { condition = "x" }'
        )
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
        self.configure(SITE + FEED % ("news.rss", ""))
        self.fetch("2026-11-05T12:00:00Z", status=1)
        self.routes()
        self.fetch("2026-11-06T12:00:00Z", "News")
        self.assertEqual(self.sources()["News"]["health"], "well")
        self.feed("news.rss", "one", "two")
        self.fetch("2026-11-07T12:00:00Z")
        self.assertIn("two", self.titles("2026-11-07T12:00:00Z"))

    def test_what_a_feed_held_before_it_was_asked_is_not_mailed_as_new(self):
        self.routes()
        self.feed("news.rss", "one")
        self.feed("other.rss", *(f"old-{n}" for n in range(9)))
        self.configure(SITE + FEED % ("news.rss", 'approve = "auto"'))
        self.fetch("2026-11-05T12:00:00Z")
        self.feed("news.rss", "one", "two")
        self.fetch("2026-11-06T12:00:00Z")
        self.configure(SITE + FEED % ("other.rss", 'approve = "auto"'))
        self.fetch("2026-11-07T12:00:00Z")
        self.assertIn(
            "1 new", self.tidings("digest", "--section", "news", now="2026-11-08T12:00:00Z")
        )

    def test_the_page_of_a_topic_that_is_no_more_goes(self):
        topic = 'topic "Cells" { slug = "cells" match = "one" }\n'
        self.routes()
        self.feed("news.rss", "one")
        self.configure(SITE + topic + FEED % ("news.rss", 'approve = "auto"'))
        self.fetch("2026-11-05T12:00:00Z")
        self.tidings("publish")
        with open(f"{self.site}/out/topics/mine.html", "w", encoding="utf-8"):
            pass
        self.assertIn("topics/cells.html", self.public_files())
        self.configure(SITE + FEED % ("news.rss", 'approve = "auto"'))
        self.tidings("publish")
        self.assertEqual(
            [path for path in self.public_files() if path.startswith("topics/")],
            ["topics/mine.html"],
        )  # which is not ours
        self.assertIn("0 written, 0 removed", self.tidings("publish"))


if __name__ == "__main__":
    unittest.main()
