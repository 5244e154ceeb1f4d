"""What readers of an edition are told afterwards of the items that it held: that they changed, were
taken down or are back; and nothing of what was only merged."""
import os
import subprocess
import unittest

from pipeline import LOOPBACK, feed_block, read, site_block
from sending import MAKE
from smtp_sink import Sink
from world import WorldTest, rss, rss_item

STORIES = ("A trial of stem cells begins", "Patients meet in Chicago", "A fund for scarred hands")
LISTS = """
topic "Stem Cells" { slug = "stem" match = "stem cells" }
digest "research" { sections = {"research"} }
digest "news" { sections = {"news"} }
digest "stem" { title = "Stem Cells" sections = {"research", "news", "trials"} topics = {"stem"} }
"""
NEWS = ("2026-W45-news", "--people", "1")
FIRST, SECOND, THIRD = "2026-11-03T12:00:00Z", "2026-11-10T12:00:00Z", "2026-11-17T12:00:00Z"


class Told(WorldTest):
    """All stories are in the first edition of news, and one in the first of stem cells."""

    def setUp(self):
        super().setUp()
        items = (
            rss_item(title=title, link=f"https://news.example/{n}")
            for n, title in enumerate(STORIES)
        )
        self.write_feed("news.rss", rss("News", *items))
        self.configure(
            site_block("Told", 'timezone = "UTC"')
            + LOOPBACK
            + LISTS
            + feed_block("News", "news.rss", 'section = "news"')
        )
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch", now=FIRST)
        self.count_as_news()
        ids = {item["title"]: item["id"] for item in self.queue(now=FIRST)}
        self.ids = [ids[title] for title in STORIES]
        self.decide("approve", *self.ids, now=FIRST)
        self.tidings("digest", now=FIRST)

    def subscriber(self):
        """One, of news; and a mail server."""
        self.sink = self.enterContext(Sink())
        door = 'door { url = "https://news.example.org/" }'
        mail = f'mail {{ smtp = "smtp://127.0.0.1:{self.sink.port}" }}'
        self.configure(f"{door}\n{mail}\n", "mail.conf")
        subprocess.run([MAKE, self.site, "news", "0", "1"], check=True)

    def refused(self, item):
        """The edition is not sent unless it is confirmed that it says something else of the
        item."""
        done = self.run_tidings("send", *NEWS, now=SECOND)
        self.assertEqual((done.returncode, self.sink.messages), (1, []))
        self.assertIn(f"since this edition was frozen, “{STORIES[item]}” was", done.stderr)

    def decide(self, *args, now=SECOND):
        self.tidings(*args, now=now)
        self.tidings("publish", now=now)

    def edition(self, name, now):
        """The lines of the edition that is frozen then; None: there is none."""
        self.tidings("digest", "--section", name.split("-")[2], now=now)
        path = f"{self.site}/out/digest/{name}.txt"
        return read(path).splitlines() if os.path.exists(path) else None

    def test_who_got_it_is_told_whatever_section_it_is_in_by_now(self):
        stem = self.ids[0]
        self.decide("edit", stem, "--section", "research")
        self.assertIsNone(self.edition("2026-W46-news", SECOND))
        self.decide("edit", stem, "--summary", "It ends.", "--note", "It had begun.")
        self.assertIn("Changed 11/10/2026: It had begun.", self.edition("2026-W46-news", SECOND))

    def test_who_was_mailed_it_is_sent_a_correction_whatever_section_it_is_in_by_now(self):
        stem = self.ids[0]
        self.subscriber()
        self.tidings("send", *NEWS, now=FIRST)
        self.decide("edit", stem, "--section", "research")
        self.decide("edit", stem, "--summary", "It ends.", "--note", "It had begun.")
        said = self.tidings("digest", "--section", "news", "--about", stem, now=SECOND)
        self.assertIn(f"2026-11-10.c{stem}-news.eml", said)

    def test_who_got_it_is_told_whatever_topics_it_is_on_by_now(self):
        stem = self.ids[0]
        words = ("--title", "A trial begins", "--summary", "It ends.", "--note", "It had begun.")
        self.decide("edit", stem, *words)
        self.assertNotIn("begins", read(f"{self.site}/out/topics/stem.html"))
        self.assertIn("Changed 11/10/2026: It had begun.", self.edition("2026-W46-stem", SECOND))

    def test_a_merge_alone_is_no_correction(self):
        """Whichever of the two came first."""
        a, b, c = self.ids
        self.decide("merge", a, b)
        self.decide("merge", a, c)
        self.assertIsNone(self.edition("2026-W46-news", SECOND))
        self.decide("edit", a, "--summary", "It ends.", "--note", "It had begun.", now=THIRD)
        self.assertIn("Changed 11/17/2026: It had begun.", self.edition("2026-W47-news", THIRD))

    def test_a_merge_into_what_they_were_never_mailed_is_no_correction(self):
        a, b, c = self.ids
        self.tidings("undo", c, now=FIRST)
        self.decide("approve", c, "--section", "research", now=FIRST)
        self.decide("merge", c, b)
        self.assertIsNone(self.edition("2026-W46-news", SECOND))
        self.decide("edit", c, "--summary", "It ends.", "--note", "It had begun.", now=THIRD)
        self.assertIn("Changed 11/17/2026: It had begun.", self.edition("2026-W47-news", THIRD))

    def test_what_was_corrected_before_a_merge_is_told(self):
        a, b, c = self.ids
        self.tidings("undo", c, now=FIRST)
        self.decide("edit", b, "--summary", "It ends.", "--note", "It had begun.")
        self.decide("merge", c, b)
        self.assertIn("Changed 11/10/2026: It had begun.", self.edition("2026-W46-news", SECOND))
        self.assertIsNone(self.edition("2026-W47-news", THIRD))

    def test_what_is_back_says_so(self):
        item = self.ids[1]
        self.decide("withdraw", item, "--reason", "It was a hoax.")
        told = "Withdrawn on 11/10/2026: It was a hoax."
        self.assertIn(told, self.edition("2026-W46-news", SECOND))
        self.decide("undo", item, now=THIRD)
        self.assertIn("Changed 11/17/2026: Listed again.", self.edition("2026-W47-news", THIRD))

    def test_an_edition_that_is_not_true_any_more_is_sent_only_when_that_is_meant(self):
        """Whatever became of its items since it was frozen; a merge is nothing."""
        a, b, c = self.ids
        self.subscriber()
        self.decide("withdraw", b, "--reason", "It was a hoax.")
        self.refused(1)
        self.decide("undo", b)
        self.decide("edit", a, "--summary", "It ends.")
        self.refused(0)
        self.decide("undo", a)
        self.decide("merge", a, c)
        self.tidings("send", *NEWS, now=SECOND)
        self.assertEqual(len(self.sink.messages), 1)

    def test_it_is_sent_as_it_was_frozen(self):
        self.subscriber()
        self.decide("withdraw", self.ids[1], "--reason", "It was a hoax.")
        self.refused(1)
        self.tidings("send", *NEWS, "--as-frozen", now=SECOND)
        self.assertEqual(len(self.sink.messages), 1)

    def test_an_edition_that_takes_back_what_is_back(self):
        self.subscriber()
        self.decide("withdraw", self.ids[1], "--reason", "It was a hoax.")
        self.edition("2026-W46-news", SECOND)
        self.decide("undo", self.ids[1], now=THIRD)
        done = self.run_tidings("send", "2026-W46-news", "--people", "1", now=THIRD)
        self.assertIn("listed again. What is not sent", done.stderr)


if __name__ == "__main__":
    unittest.main()
