#!/usr/bin/env python3
"""What an empty queue says: that nothing came yet and why, or what was decided and comes next."""
import re
import unittest

from desk import DeskTest, plain
from pipeline import LOOPBACK, feed_block, site_block
from world import WorldTest, rss, rss_item

SITE = site_block("A Desk", 'timezone = "America/Chicago"') + LOOPBACK
NEWS = feed_block("News & <More>", "news.xml", 'every = "6h"')
BROKEN = feed_block("Broken", "nowhere.xml")
DAY = "Fri, 20 Nov 2026 08:00:00 GMT"
MONDAY = "2026-11-23T18:00:00Z"  # noon in Chicago
LATE = "2026-11-24T05:30:00Z"  # still Monday in Chicago, half an hour before midnight
TUESDAY = "2026-11-24T06:30:00Z"
NEXT_WEEK = "2026-11-30T18:00:00Z"


class Done(WorldTest, DeskTest):
    def setUp(self):
        super().setUp()
        self.configure(SITE + NEWS)
        self.add_editor("Ana")

    def fetch(self, count, now):
        items = (
            rss_item(title=f"Story {n}", link=f"https://a.example/{n}", guid=f"g{n}", pubDate=DAY)
            for n in range(1, count + 1)
        )
        self.write_feed("news.xml", rss("News", *items))
        with self.replay() as replay:
            self.port = replay.port
            self.run_tidings("fetch", now=now)

    def empty(self, now, path="/queue"):
        """The markup and the words of the empty queue."""
        self.serve(now=now)
        page = self.entered().get(path).text
        found = re.search(r'<div class="empty">(.*?)</div>', page, re.S)
        self.assertTrue(found, plain(page))
        self.close()
        return found[1], plain(found[1])

    def ids(self, now):
        return {item["title"]: item["id"] for item in self.queue(now=now)}

    def test_a_site_without_sources(self):
        self.configure(SITE)
        page, words = self.empty(MONDAY)
        self.assertIn("Nothing arrived yet. No source is set up.", words)
        self.assertIn('<a class="button main" href="/start">', page)
        self.assertNotIn("decided", words)
        self.assertNotIn("digest", words)

    def test_sources_that_nobody_visited(self):
        words = self.empty(MONDAY)[1]
        self.assertIn("Nothing arrived yet. The sources were not visited with success", words)
        self.assertNotIn("decided", words)
        # No worker has seen them: when the next visit is nobody knows.
        self.assertNotIn("Next visit", words)
        self.tidings("sources", now=MONDAY)
        words = self.empty(MONDAY)[1]
        self.assertIn("“News & <More>” is due now. No worker", words)

    def test_sources_that_brought_nothing_or_failed(self):
        self.configure(SITE + NEWS + BROKEN)
        self.fetch(0, MONDAY)
        page, words = self.empty("2026-11-23T18:10:00Z")
        self.assertIn("Nothing arrived yet. The sources were visited, and brought nothing", words)
        self.assertIn("Failed at the last visit: 1 of 2 sources", words)
        self.assertNotIn("<More>", page)

    def test_all_decided(self):
        self.fetch(6, MONDAY)
        ids = self.ids(MONDAY)
        self.tidings("approve", ids["Story 1"], ids["Story 2"], "--as", "Ana", now=MONDAY)
        self.tidings("reject", ids["Story 3"], "--as", "Ben", now=LATE)
        self.tidings("approve", ids["Story 4"], "--as", "Ben", now=LATE)
        self.tidings("undo", ids["Story 4"], "--as", "Ben", now=LATE)
        self.tidings("reject", ids["Story 4"], "--as", "Ben", now=LATE)
        for story, day in (("Story 5", "2026-12-24"), ("Story 6", "2026-12-01")):
            until = f"{day}T12:00:00Z"
            self.tidings("defer", ids[story], "--until", until, "--as", "Ana", now=TUESDAY)
        page, words = self.empty(TUESDAY)
        self.assertIn("Nothing waits now.", words)
        self.assertNotIn("All decided", words)
        self.assertIn("Decided today: 2 (approved 0, rejected 0, put off 2)", words)
        self.assertIn("this week: 6 (approved 2, rejected 2, put off 2).", words)
        self.assertIn("Put off: 2 . The first comes back on 12/01/2026.", words)
        self.assertIn('href="/queue?state=later"', page)
        self.assertIn("Next visit to a source: “News & <More>” is due now.", words)
        self.assertIn("2 items wait for the next publication. No worker", words)
        self.assertIn("Approved since the last digest : News 2.", words)
        # Before midnight in Chicago it is another day than after, whatever UTC says.
        words = self.empty(LATE)[1]
        self.assertIn("Decided today: 6 (approved 2, rejected 2, put off 2)", words)
        self.tidings("publish", now=TUESDAY)
        words = self.empty("2026-11-24T06:40:00Z")[1]
        self.assertIn("Readers see all that was approved.", words)
        self.assertIn("The last publication was 10 minutes ago.", words)
        self.tidings("digest", now=TUESDAY)
        self.tidings("withdraw", ids["Story 1"], "--reason", "Wrong.", "--as", "Ana", now=TUESDAY)
        words = self.empty(TUESDAY)[1]
        self.assertIn("1 item waits for the next publication.", words)
        self.assertIn("Nothing was approved since the last digest.", words)

    def test_a_visit_to_come_and_a_new_week(self):
        self.fetch(1, MONDAY)
        self.tidings("reject", self.ids(MONDAY)["Story 1"], "--as", "Ana", now=MONDAY)
        words = self.empty("2026-11-23T19:00:00Z")[1]
        self.assertIn("All decided.", words)
        self.assertIn("Next visit to a source: “News & <More>” , in 5 h.", words)
        self.assertIn("Nothing was approved since the last digest.", words)
        words = self.empty(NEXT_WEEK)[1]
        self.assertNotIn("Decided", words)
        self.assertNotIn("Put off", words)

    def test_an_empty_list_says_of_what(self):
        self.assertIn("Nothing is put off.", self.empty(MONDAY, "/queue?state=later")[1])
        self.assertIn("Nothing is rejected.", self.empty(MONDAY, "/queue?state=rejected")[1])
        self.assertIn("Nothing here fits", self.empty(MONDAY, "/queue?state=later&q=x")[1])
        self.assertIn("Nothing here fits", self.empty(MONDAY, "/queue?section=news")[1])
        self.assertIn("Nothing arrived yet", self.empty(MONDAY, "/queue?order=newest")[1])
        self.assertIn("No more items", self.empty(MONDAY, "/queue?after=0_0_0")[1])


if __name__ == "__main__":
    unittest.main()
