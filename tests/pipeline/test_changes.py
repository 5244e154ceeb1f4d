"""What changes between two runs: the clock, the configuration, a feed that comes back."""
import json
import os
import unittest

from pipeline import LOOPBACK, feed_block, free_port, read, service_block, site_block, write
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


class Templates(WorldTest):
    """A file in templates/ that cannot be used holds up nothing that does without it."""

    def setUp(self):
        super().setUp()
        items = (rss_item(title=t, link=f"https://a.example/{t}") for t in ("Old", "New"))
        self.write_feed("news.rss", rss("News", *items))
        self.configure(
            site_block("Templates", 'icon = "icon.svg"')
            + LOOPBACK
            + feed_block("News", "news.rss", 'section = "news"')
        )
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch")
        self.ids = {item["title"]: item["id"] for item in self.queue()}
        self.tidings("approve", self.ids["Old"], "--as", "ana")
        self.tidings("publish")

    def path(self, name):
        return f"{self.site}/templates/{name}"

    def check(self, said, status=1):
        """An approval and a withdrawal reach readers all the same."""
        self.tidings("approve", self.ids["New"], "--as", "ana")
        self.tidings("withdraw", self.ids["Old"], "--reason", "It was about mice.", "--as", "ana")
        for _ in range(2):
            done = self.run_tidings("publish")
            self.assertEqual(done.returncode, status, done.stderr)
            self.assertIn(said, done.stderr)
        files = self.public_files()
        self.assertIn(self.item_page(self.ids["New"]), files)
        self.assertIn(b"about mice", files[self.item_page(self.ids["Old"])])
        self.assertIn(b"deleted-entry", files["news/feed.atom"])
        self.assertNotIn(b">Old<", files["news/index.html"])
        return files

    def test_a_template_that_is_missing(self):
        text = read(self.path("changes.mustache"))
        os.remove(self.path("changes.mustache"))
        self.check("templates/changes.mustache")
        write(self.path("changes.mustache"), text)
        self.tidings("publish")
        self.assertIn(b"about mice", self.public_files()["changes.html"])
        self.tidings("audit")

    def test_an_image_that_is_missing(self):
        os.remove(self.path("icon.svg"))
        self.assertIn("icon.svg", self.check("templates/icon.svg"))  # as it was

    def test_files_that_no_page_needs(self):
        write(self.path("photo.jpg"), "x" * 1_100_000)
        os.symlink("/nowhere", self.path("index.mustache~"))
        os.mkfifo(self.path("pipe"))
        self.check("", status=0)
        self.tidings("audit")

    def test_pages_of_ones_own(self):
        self.assertIn("about.html", self.public_files())
        about = read(self.path("pages/about.md"))
        write(self.path("pages/about.md"), "# About\n" + "word " * 300_000)
        write(self.path("pages/help.md"), "# Help us\n")
        said = "templates/pages/about.md is longer than 1 MB"
        files = self.check(said)
        self.assertIn(said, self.run_tidings("check").stderr)
        self.assertIn("about.html", files)  # as it was
        self.assertNotIn(b"about.html", files["index.html"])
        self.assertIn(b"Help us", files["help.html"])
        write(self.path("pages/about.md"), about)
        self.tidings("publish")
        self.assertIn(b"about.html", self.public_files()["index.html"])
        self.tidings("audit")


if __name__ == "__main__":
    unittest.main()
