"""As many items as stories, at every visit: parse, source, match and store together."""
import os
import unittest

from pipeline import LOOPBACK, feed_block, free_port, read, site_block
from world import WorldTest, rss, rss_item

FOUND = os.path.join(os.path.dirname(__file__), "..", "..", "..", "shared", "cases", "found")
AUTO = 'approve = "auto"'
DAYS = [f"2026-11-{day:02}T12:00:00Z" for day in range(2, 8)]


class Identity(WorldTest):
    def setUp(self):
        super().setUp()
        self.usual_port = free_port()

    def feed(self, text):
        self.write_feed("news.rss", text)

    def visit(self, now):
        """The line that says what a visit brought; always at the same port, which is part of
        relative addresses."""
        with self.replay("--port", str(self.usual_port)) as replay:
            self.port = replay.port
            return self.tidings("fetch", "News", now=now)

    def use(self, settings=""):
        self.write_routes()
        self.configure(site_block("Identity") + LOOPBACK + feed_block("News", "news.rss", settings))

    def titles(self, now=DAYS[-1]):
        return sorted(item["title"] for item in self.queue(now=now))

    def log_length(self):
        return self.rows("SELECT count(*) FROM decision")[0][0]

    def settled(self, now):
        """Nothing comes of a visit to what was seen before."""
        before = self.rows("SELECT id, native, item, current FROM entry"), self.log_length()
        self.visit(now)
        after = self.rows("SELECT id, native, item, current FROM entry"), self.log_length()
        self.assertEqual(after, before)

    def test_entries_that_share_a_link_are_as_many_items(self):
        link = "https://clinic.example/"
        stories = [
            rss_item(title="Webinar on Raynaud", link=link),
            rss_item(title="Fundraising walk in Ohio", link=link),
            rss_item(title="Grant awarded", link=link + "#grant"),
            rss_item(title="Weekly letter", link=link + "letter", description="Of Monday."),
            rss_item(title="Weekly letter", link=link + "letter", description="Of Tuesday."),
        ]
        self.use()
        self.feed(rss("Clinic", *stories))
        self.visit(DAYS[0])
        self.assertEqual(len(self.titles()), 5)
        self.settled(DAYS[1])
        # What is left of them keeps its item, and what comes beside it gets its own.
        self.feed(rss("Clinic", *stories[1:2]))
        self.settled(DAYS[2])
        self.feed(rss("Clinic", rss_item(title="A new walk", link=link), *stories))
        self.visit(DAYS[3])
        self.assertEqual(len(self.titles()), 6)
        self.settled(DAYS[4])

    def test_a_story_that_was_alone_at_its_address_keeps_its_item(self):
        link = "https://clinic.example/live"
        first, second = (rss_item(title=t, link=link) for t in ("From Norway", "A donor register"))
        self.use()
        self.feed(rss("Clinic", first))
        self.visit(DAYS[0])
        self.feed(rss("Clinic", first, second))
        self.visit(DAYS[1])
        self.assertEqual(self.titles(), ["A donor register", "From Norway"])
        self.settled(DAYS[2])
        self.feed(rss("Clinic", second))
        self.settled(DAYS[3])

    def test_a_guid_used_again_swallows_nothing(self):
        def column(number, title, day):
            return rss(
                "Column",
                rss_item(
                    title=title,
                    link=f"https://clinic.example/{number}",
                    guid="today",
                    pubDate=f"{day} Nov 2026 07:00:00 GMT",
                ),
            )

        self.use()
        self.feed(column(1, "Column A: all about the skin", "02"))
        self.visit(DAYS[0])
        old = self.queue()[0]["id"]
        self.tidings("approve", old, now=DAYS[0])
        self.feed(column(2, "A register of donors opens in Norway", "03"))
        self.visit(DAYS[1])
        (new,) = self.queue(now=DAYS[1])
        self.assertNotEqual(new["id"], old)
        self.assertEqual([related["id"] for related in new["related"]], [old])
        self.settled(DAYS[2])
        # The third story finds both names taken by others.
        self.feed(column(3, "Patients write to their minister", "04"))
        self.visit(DAYS[3])
        self.assertEqual(len(self.queue(now=DAYS[3])), 2)
        self.settled(DAYS[4])

    def test_what_approves_itself_approves_each_story_once(self):
        link = "https://clinic.example/"
        self.use(AUTO)
        self.feed(rss("C", *(rss_item(title=t, link=link) for t in ("One walk", "Two webinars"))))
        self.visit(DAYS[0])
        self.assertEqual(self.log_length(), 2)
        self.settled(DAYS[1])

    @unittest.skipUnless(os.path.isdir(FOUND), "skipped: ../shared/cases is not there")
    def test_inputs_that_once_lost_stories(self):
        for file, stories in (("k3-samelink.xml", 3), ("F02-samelink.rss", 2)):
            with self.subTest(file):
                self.setUp()
                self.use(AUTO)
                self.feed(read(f"{FOUND}/feeds/{file}"))
                self.visit(DAYS[0])
                self.assertEqual(self.log_length(), stories)
                self.settled(DAYS[1])
                self.settled(DAYS[2])


if __name__ == "__main__":
    unittest.main()
