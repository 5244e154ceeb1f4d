"""Two weeks of the sample site with an editor's work: the golden run.

What is published is compared byte for byte with tests/golden.

    test_sample.py --update     writes tests/golden anew after an intended change; read the diff
"""
import glob
import os
import re
import shutil
import sys
import unittest

from pipeline import SAMPLE, TOP, Replay, SiteTest

GOLDEN = f"{TOP}/tests/golden"
UPDATE = "--update" in sys.argv
WEEK_1, WEEK_2, WEEK_3 = "2026-11-02T08:00:00Z", "2026-11-09T08:00:00Z", "2026-11-16T08:00:00Z"
TOPIC = "stem-cell-transplantation"
NOTE = "Status: Recruiting → Completed"
# "A Conference on Stem Cells Announced Ahead of Its Day", which the first edition mailed.
WITHDRAWN = 37
# The full citations of the hand-kept page, and those it knew only ahead of print.
CITATIONS = [
    "PLoS One, 2019 Jul 17;14(7):e0218068",
    "N Engl J Med, 2018 Jan 4;378(1):35-47",
    "Z Rheumatol. 2016 Oct;75(8):762-769",
    "Curr Rheumatol Rep, 2016 Feb;18(2):12",
    "Clin Med, 2016 Feb;16(1):55-60",
    "Plast Reconstr Surg, 2018 Jun;141(6):1395-1407",
    "Arthritis Res Ther, 2017 Jul 19;19(1):165",
    "Nephrol Dial Transplant, 2016 Aug;31(8):1284-9",
    "Adv Exp Med Biol, 05/17/2018",
    "Rheumatology (Oxford), 12/10/2016",
    "Stem Cell Investig, 09/19/2016",
    "Bone Marrow Transplant, 12/07/2015",
]


class Sample(SiteTest):
    def setUp(self):
        super().setUp()
        self.use_sample()

    def week(self, step, now):
        """Visits all sources, as the sample's story stands at this step."""
        with Replay(SAMPLE, step=step) as replay:
            self.port = replay.port
            return self.fetch_in_order(now)

    def waiting(self, now):
        return {
            item["tag"] if item["tag"].startswith(("pmid/", "nct/")) else item["title"]: item
            for item in self.queue(now=now)
        }

    def approve(self, items, now):
        self.tidings("approve", *[item["id"] for item in items], "--as", "ana", now=now)

    def first_week(self):
        self.week(1, WEEK_1)
        waiting = self.waiting(WEEK_1)
        kept = waiting.pop("pmid/99000004")
        for tag, verb, *options in (
            ("pmid/99000109", "reject", "--reason", "off topic"),
            ("nct/NCT99000103", "defer", "--until", "2026-12-01"),
        ):
            self.tidings(verb, waiting.pop(tag)["id"], *options, "--as", "ana", now=WEEK_1)
        citation = ["--citation", "Z Rheumatol. 2016 Oct;75(8):762-769"]
        self.tidings("edit", kept["id"], *citation, "--as", "ana", now=WEEK_1)
        self.approve([kept, *waiting.values()], WEEK_1)
        self.tidings("publish", now=WEEK_1)
        self.tidings("digest", now=WEEK_1)

    def decide_second_week(self, updates):
        for item in updates:
            note = ["--note", NOTE] if item["tag"].endswith("nct/NCT99000101") else []
            self.tidings("approve", item["id"], *note, "--as", "ana", now=WEEK_2)
        self.tidings(
            "withdraw",
            WITHDRAWN,
            "--reason",
            "It advertises a conference that does not take place",
            "--as",
            "ben",
            now=WEEK_2,
        )
        self.tidings("publish", now=WEEK_2)
        self.tidings("digest", now=WEEK_2)

    def page(self, path):
        return self.public_files()[path].decode()

    def entry(self, nct):
        """The feed's entry of a trial: (id, updated, text)."""
        for entry in re.findall(r"<entry>.*?</entry>", self.page("trials/feed.atom"), re.S):
            if nct in entry:
                return (
                    re.search("<id>(.*?)</id>", entry)[1],
                    re.search("<updated>(.*?)</updated>", entry)[1],
                    entry,
                )
        self.fail(f"{nct} is not in the feed")

    def compare_with_golden(self):
        found = {
            path: data.replace(f":{self.port}/".encode(), b":PORT/")
            for path, data in self.public_files().items()
        }
        with open(f"{TOP}/templates/style.css", "rb") as f:
            self.assertEqual(found.pop("style.css"), f.read())
        if UPDATE:
            shutil.rmtree(GOLDEN, ignore_errors=True)
            for path, data in found.items():
                os.makedirs(os.path.dirname(f"{GOLDEN}/{path}"), exist_ok=True)
                with open(f"{GOLDEN}/{path}", "wb") as f:
                    f.write(data)
        expected = {
            os.path.relpath(path, GOLDEN)
            for path in glob.glob(f"{GOLDEN}/**", recursive=True)
            if os.path.isfile(path)
        }
        self.assertEqual(set(found), expected)
        for path, data in sorted(found.items()):
            with open(f"{GOLDEN}/{path}", "rb") as f:
                self.assertEqual(data.decode(), f.read().decode(), path)

    def test_two_weeks(self):
        self.first_week()
        topic = self.page(f"topics/{TOPIC}.html")
        for citation in CITATIONS:
            self.assertIn(citation + ".", topic)
        before = self.entry("NCT99000101")
        self.assertIn("Currently recruiting.", before[2])

        self.week(2, WEEK_2)
        updates = [item for item in self.queue(now=WEEK_2) if item["state"] == "update"]
        self.assertEqual(
            {item["tag"] for item in updates}, {"nct/NCT99000101", "pmid/99000101", "pmid/99000102"}
        )
        self.assertIn(
            "The status changed from RECRUITING to COMPLETED",
            next(item for item in updates if item["tag"] == "nct/NCT99000101")["update"],
        )
        # Until an editor has seen them, readers see what was approved.
        self.tidings("publish", now=WEEK_2)
        self.assertEqual(before, self.entry("NCT99000101"))
        self.decide_second_week(updates)
        after = self.entry("NCT99000101")
        self.assertEqual(after[0], before[0])
        self.assertGreater(after[1], before[1])
        self.assertIn("This study has been completed.", after[2])
        self.assertIn(NOTE, after[2])
        self.assertNotIn("recruiting", after[2].replace(NOTE, "").lower())
        self.assertIn("Sample J Med, 2026 Nov;12(11):301-9.", self.page(f"topics/{TOPIC}.html"))
        self.assertIn("Retracted", self.page(f"topics/{TOPIC}.html"))
        withdrawn = self.page(self.item_page(WITHDRAWN))
        self.assertIn('<meta name="robots" content="noindex">', withdrawn)
        self.assertIn("It advertises a conference that does not take place.", withdrawn)
        self.assertIn("<at:deleted-entry", self.page("news/feed.atom"))
        self.assertIn("It advertises a conference", self.page("digest/2026-W46-news.txt"))
        self.compare_with_golden()

    def test_nothing_new_changes_nothing(self):
        self.first_week()
        files, times = self.public_files(), self.times()
        said = self.week(1, WEEK_3)
        self.assertNotRegex(said, r"[1-9]\d* (new item|more cop|changed|published item)")
        self.tidings("publish", now=WEEK_3)
        self.assertEqual(
            {path: data for path, data in files.items() if path != "sources.opml"},
            {path: data for path, data in self.public_files().items() if path != "sources.opml"},
        )
        self.assertEqual(
            {path: time for path, time in times.items() if path != "sources.opml"},
            {path: time for path, time in self.times().items() if path != "sources.opml"},
        )

    def test_what_was_not_approved_is_not_published(self):
        self.week(1, WEEK_1)
        self.tidings("publish", now=WEEK_1)
        text = b"".join(self.public_files().values())
        for item in self.queue(now=WEEK_1):
            self.assertNotIn(item["title"].encode(), text)


if __name__ == "__main__":
    sys.argv = [word for word in sys.argv if word != "--update"]
    unittest.main()
