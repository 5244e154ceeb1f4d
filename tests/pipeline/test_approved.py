"""What was approved is what readers see: dates, topics and notes, whatever is said or configured
later; and what comes of a decision that is taken back."""
import os
import re
import unittest

import test_sample
from desk import text_of
from pipeline import LOOPBACK, feed_block, free_port, site_block
from test_sample import WEEK_1, WEEK_2
from world import WorldTest, rss, rss_item

TRIAL = "nct/NCT99000101"
DAY = "2026-11-{:02}T12:00:00Z"


class Undo(test_sample.Sample):
    """The tests of Sample are run by their own file."""

    test_two_weeks = test_nothing_new_changes_nothing = None
    test_what_was_not_approved_is_not_published = None

    def listed(self, item):
        """The days on the item's page: "11/02/2026" or "11/02/2026, changed 11/20/2026"."""
        page = text_of(self.page(self.item_page(item)))
        return re.search(r"Listed here since (.*?)\.", page)[1].replace(" ,", ",").strip()

    def refused(self, *decision, now):
        done = self.run_tidings(*decision, "--as", "ana", now=now)
        self.assertEqual(done.returncode, 1)
        self.assertIn("no reader has seen", done.stderr)

    def update_of(self, tag, now):
        return next(item for item in self.queue(now=now) if item["tag"] == tag)["update"]

    def test_what_the_source_said_meanwhile_still_waits(self):
        self.week(1, WEEK_1)
        trial = self.waiting(WEEK_1)[TRIAL]["id"]
        self.approve([{"id": trial}], WEEK_1)
        self.tidings("publish", now=WEEK_1)
        self.tidings("edit", trial, "--summary", "X.", "--as", "ana", now=WEEK_1)
        self.week(2, WEEK_2)
        for verb in (None, "reject", "approve"):
            if verb:
                self.tidings(verb, trial, "--as", "ana", now=WEEK_2)
            self.tidings("undo", trial, "--as", "ana", now=WEEK_2)
            self.assertIn(
                "The status changed from RECRUITING to COMPLETED", self.update_of(TRIAL, WEEK_2)
            )
            self.tidings("publish", now=WEEK_2)
            self.assertIn("Now Recruiting", self.page(self.item_page(trial)))

    def test_a_page_says_since_when_readers_have_it(self):
        self.week(1, WEEK_1)
        first, other = [item["id"] for item in self.queue(now=WEEK_1)][:2]
        self.approve([{"id": first}, {"id": other}], DAY.format(2))
        self.tidings("undo", first, "--as", "ana", now=DAY.format(2))
        self.tidings("publish", now=DAY.format(3))
        self.approve([{"id": first}], DAY.format(20))
        self.tidings("publish", now=DAY.format(20))
        self.assertEqual(self.listed(first), "11/20/2026")
        # What readers never saw is no change, and nobody tells them of one.
        third = [item["id"] for item in self.queue(now=WEEK_1)][0]
        note = ["--note", "The dose was wrong"]
        self.refused("approve", third, *note, now=WEEK_1)
        self.approve([{"id": third}], DAY.format(2))
        self.refused("edit", third, *note, now=DAY.format(4))
        self.tidings("edit", third, "--summary", "X.", "--as", "ana", now=DAY.format(4))
        preview = self.objects("show", third, now=DAY.format(5))[0]["html"]
        self.tidings("publish", now=DAY.format(5))
        self.assertEqual(self.listed(third), "11/04/2026")
        self.assertNotIn("Changed", self.page(self.item_page(third)))
        self.assertNotIn("hanged", preview)
        # An approval that is taken back after readers saw it, and made again.
        self.tidings("undo", third, "--as", "ana", now=DAY.format(6))
        self.tidings("undo", third, "--as", "ana", now=DAY.format(6))
        self.tidings("publish", now=DAY.format(6))
        self.tidings("approve", third, *note, "--as", "ana", now=DAY.format(9))
        self.tidings("publish", now=DAY.format(9))
        self.assertEqual(self.listed(third), "11/04/2026, changed 11/09/2026")
        self.assertIn("The dose was wrong", text_of(self.page(self.item_page(third))))


SITE = site_block("Approved") + LOOPBACK
CELLS = 'topic "Cells" {{ slug = "{}" match = "{}" }}\n'
MICE = 'topic "Mice" { slug = "mice" match = "mice" }\n'


class Configured(WorldTest):
    def setUp(self):
        super().setUp()
        self.usual_port = free_port()
        self.stories = {"Of cells": "A story.", "Of grafts": "Another.", "Of rats": "A third."}

    def run_once(self, day):
        stories = (
            rss_item(
                title=title,
                link=f"https://news.example/{number}",
                guid=str(number),
                description=text,
            )
            for number, (title, text) in enumerate(self.stories.items())
        )
        self.write_feed("news.rss", rss("News", *stories))
        with self.replay("--port", str(self.usual_port)) as replay:
            self.port = replay.port
            self.tidings("run", now=DAY.format(day))

    def configured(self, settings="", topics=CELLS.format("cells", "cells") + MICE):
        self.configure(SITE + topics + feed_block("News", "news.rss", settings))

    def approve_all(self, day):
        ids = [item["id"] for item in self.queue(now=DAY.format(day))]
        self.tidings("approve", *ids, "--as", "ana", now=DAY.format(day))
        self.tidings("publish", now=DAY.format(day))

    def topic_pages(self):
        return {
            path[7:-5]: data.decode()
            for path, data in self.public_files().items()
            if path.startswith("topics/") and path.endswith(".html")
        }

    def on(self, slug):
        page = self.topic_pages()[slug]
        return [title for title in self.stories if title in page]

    def updates(self, day):
        return {
            item["title"]: item["update"]
            for item in self.queue(now=DAY.format(day))
            if item["update"]
        }

    def test_a_line_moves_to_another_page_only_by_an_approval(self):
        self.configured()
        self.run_once(1)
        self.approve_all(1)
        self.assertEqual((self.on("cells"), self.on("mice")), (["Of cells"], []))
        self.stories["Of cells"] = "A story of mice."
        self.stories["Of grafts"] = "Another story of mice."
        self.run_once(3)
        self.assertEqual((self.on("cells"), self.on("mice")), (["Of cells"], []))
        updates = self.updates(3)
        self.assertIn("Now about: Cells, Mice (readers find it under: Cells)", updates["Of cells"])
        self.assertIn("Now about: Mice (readers find it under: no topic)", updates["Of grafts"])
        ids = {item["title"]: item["id"] for item in self.queue(now=DAY.format(3))}
        self.tidings("reject", ids["Of grafts"], "--as", "ana", now=DAY.format(3))
        # An edit leaves the update where it is.
        edit = ["--citation", "News, 2026", "--as", "ana"]
        self.tidings("edit", ids["Of cells"], *edit, now=DAY.format(3))
        self.tidings("publish", now=DAY.format(3))
        self.assertEqual((self.on("cells"), self.on("mice")), (["Of cells"], []))
        self.approve_all(3)
        self.assertEqual((self.on("cells"), self.on("mice")), (["Of cells"], ["Of cells"]))
        self.run_once(5)
        self.assertEqual(self.updates(5), {}, "what was declined stays away")
        # By a name that the editor gives, it moves at once.
        edit = ["--summary", "Of none.", "--title", "Of rats and mice", "--as", "ana"]
        self.tidings("edit", ids["Of cells"], *edit, now=DAY.format(5))
        self.tidings("publish", now=DAY.format(5))
        self.assertEqual(self.on("cells"), [])

    def test_a_changed_configuration_reaches_what_is_there(self):
        self.configured()
        self.run_once(1)
        self.tidings("approve", 1, 2, "--as", "ana", now=DAY.format(1))
        self.tidings("publish", now=DAY.format(1))
        pages = self.public_files()
        self.run_once(2)
        self.assertEqual(self.updates(2), {})
        changed = 'label = "The News" section = "research"'
        self.configured(changed, CELLS.format("cells", "grafts|cells") + MICE)
        self.run_once(3)
        waiting = {item["title"]: item for item in self.queue(now=DAY.format(3))}
        self.assertEqual(waiting["Of rats"]["section"], "research")
        self.assertEqual(
            waiting["Of grafts"]["update"],
            [
                "The label changed from News to The News",
                "The section changed from news to research",
                "Now about: Cells (readers find it under: no topic)",
            ],
        )
        self.assertEqual(len(waiting["Of cells"]["update"]), 2)
        self.assertEqual(self.public_files()[self.item_page(1)], pages[self.item_page(1)])
        self.approve_all(3)
        self.run_once(4)
        self.assertEqual(self.updates(4), {}, "once")

    def test_a_feed_that_got_another_name_goes_on(self):
        """It brings its entries once more, and what it says of them later counts."""
        self.configured()
        self.run_once(1)
        ids = {item["title"]: item["id"] for item in self.queue(now=DAY.format(1))}
        self.tidings("approve", ids["Of cells"], "--as", "ana", now=DAY.format(1))
        self.configure(SITE + CELLS.format("cells", "cells") + feed_block("Fresh", "news.rss"))
        self.run_once(3)
        renamed = "The label changed from News to Fresh"
        self.assertIn(renamed, self.updates(3)["Of cells"])
        waiting = {item["title"]: item for item in self.queue(now=DAY.format(3))}
        self.assertEqual({item["label"] for item in waiting.values()}, {"Fresh"})
        self.approve_all(3)
        self.run_once(4)
        self.assertEqual(self.updates(4), {}, "once")
        self.stories["Of cells"] = "Not a story of that at all."
        self.run_once(5)
        self.assertEqual(list(self.updates(5)), ["Of cells"])

    def test_what_a_source_leaves_out_now_leaves_the_queue_and_comes_back(self):
        self.configured()
        self.run_once(1)
        self.tidings("approve", 1, "--as", "ana", now=DAY.format(1))
        self.tidings("publish", now=DAY.format(1))
        self.configured('drop = "cells|rats"')
        self.run_once(2)
        self.assertEqual(
            self.updates(2), {"Of cells": ["News is now configured to leave this out"]}
        )
        titles = [item["title"] for item in self.queue(now=DAY.format(2))]
        self.assertEqual(sorted(titles), ["Of cells", "Of grafts"])
        row = self.objects("log", "--item", 3, now=DAY.format(2))[0]
        self.assertEqual(
            (row["editor"], row["verb"], row["detail"]),
            ("source News", "reject", "the source is configured to leave it out"),
        )
        self.assertEqual(self.on("cells"), ["Of cells"], "until an editor decides")
        self.configured()
        self.run_once(3)
        self.assertEqual(self.updates(3), {})
        titles = [item["title"] for item in self.queue(now=DAY.format(3))]
        self.assertEqual(sorted(titles), ["Of grafts", "Of rats"])

    def test_a_renamed_slug_leaves_a_page_that_leads_on(self):
        self.configured()
        self.run_once(1)
        fixed = ["--topics", "cells", "--as", "ana"]
        self.tidings("edit", 2, *fixed, now=DAY.format(1))
        self.approve_all(1)
        self.assertEqual(self.on("cells"), ["Of cells", "Of grafts"])
        for day, slug, before in ((2, "stem-cells", {"cells"}), (3, "sc", {"cells", "stem-cells"})):
            self.configured(topics=CELLS.format(slug, "cells") + MICE)
            self.run_once(day)
            pages = self.topic_pages()
            self.assertEqual(set(pages), {slug, "mice", *before})
            self.assertEqual(self.on(slug), ["Of cells", "Of grafts"])
            self.assertEqual(self.updates(day), {})
            for old in before:
                self.assertIn(f'content="0; url={slug}.html"', pages[old])
                self.assertIn("This page has moved", pages[old])
        self.configured(topics=CELLS.format("cells", "cells") + MICE)
        self.run_once(4)
        self.assertEqual(set(self.topic_pages()), {"cells", "mice", "stem-cells", "sc"})
        self.assertEqual(self.on("cells"), ["Of cells", "Of grafts"])
        self.configured(topics=MICE)
        self.run_once(5)
        self.assertEqual(set(self.topic_pages()), {"mice"})
        self.assertEqual(sorted(os.listdir(f"{self.site}/out/topics")), ["mice", "mice.html"])


if __name__ == "__main__":
    unittest.main()
