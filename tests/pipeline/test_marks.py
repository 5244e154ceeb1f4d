"""Readers are told at once that something is a preprint, or was studied in animals alone: on its
page, in lists, feeds and the digest. They are told what the record says, and nothing else."""
import json
import unittest
from dataclasses import replace

from pipeline import read
from standin import Paper, World
from test_watch import DAY_1, DAY_2, DAY_3, DAY_4, PAPERS, Watch

PREPRINT, ANIMALS = "Preprint, not peer reviewed.", "Studied in animals, not in people."
RECORDS = {
    99000001: Paper("2026-10-20", "A preprint on cells", kind="Preprint"),
    99000002: Paper("2026-10-20", "Cells of mice", mesh=("Animals", "Mice")),
    99000003: Paper("2026-10-20", "Cells of both", mesh=("Animals", "Humans")),
    99000004: Paper("2026-10-20", "Cells in mice, not indexed yet"),
}
MARKS = {99000001: [PREPRINT], 99000002: [ANIMALS], 99000003: [], 99000004: []}


class Marks(Watch):
    def setUp(self):
        super().setUp()
        papers = {pmid: replace(record) for pmid, record in RECORDS.items()}
        self.begin(World(papers=papers), PAPERS)

    def marks_in(self, text):
        return [mark for mark in (PREPRINT, ANIMALS) if mark in text]

    def page(self, pmid):
        return self.public_files()[f"items/pmid-{pmid}.html"].decode()

    def entries(self):
        """{PMID: content} of the JSON feed."""
        feed = json.loads(self.public_files()["research/feed.json"])
        return {int(item["id"].split("/")[-1]): item["content_html"] for item in feed["items"]}

    def test_marks_stand_wherever_an_item_does(self):
        files = {name: text.decode() for name, text in self.public_files().items()}
        for pmid, marks in MARKS.items():
            self.assertEqual(self.marks_in(self.page(pmid)), marks)
        entries = self.entries()
        self.assertEqual({p: self.marks_in(entry) for p, entry in entries.items()}, MARKS)
        for name in ("index.html", "research/index.html", "research/feed.atom", "feed.rss"):
            self.assertEqual([files[name].count(m) for m in (PREPRINT, ANIMALS)], [1, 1], name)
        self.count_as_news()
        self.tidings("digest", now=DAY_2)
        for ending in ("txt", "html"):
            (name,) = [n for n in self.public_files() if n.endswith(f"research.{ending}")]
            digest = read(f"{self.site}/out/{name}")
            self.assertEqual([digest.count(m) for m in (PREPRINT, ANIMALS)], [1, 1])

    def test_a_mark_that_comes_later_is_an_update(self):
        """MEDLINE indexes a paper weeks after it is published; types that it adds are no news."""
        self.world.papers[99000004].mesh = ("Animals", "Mice")
        self.world.papers[99000004].mdat = "2026-11-01"
        self.world.papers[99000003].kind = "Review"
        self.world.papers[99000003].mdat = "2026-11-01"
        self.tidings("fetch", now=DAY_2)
        card = ["The kind of study is new: animal study"]
        self.assertEqual(self.cards(DAY_2), {"99000004": card})
        self.tidings("publish", now=DAY_2)
        self.assertEqual(self.marks_in(self.page(99000004)), [])
        self.approve_all(DAY_2)
        self.tidings("publish", now=DAY_2)
        self.assertEqual(self.marks_in(self.page(99000004)), [ANIMALS])
        self.assertIn(ANIMALS, self.entries()[99000004])
        for now in (DAY_3, DAY_4):
            self.tidings("fetch", now=now)
            self.assertEqual(self.cards(now), {})

    def test_a_preprint_that_is_one_no_longer_loses_its_mark(self):
        self.world.papers[99000001].kind = "Journal Article"
        self.world.papers[99000001].mdat = "2026-11-01"
        self.tidings("fetch", now=DAY_2)
        (why,) = self.cards(DAY_2).values()
        self.assertEqual(why, ["The preprint is gone: it was not peer reviewed"])
        self.approve_all(DAY_2)
        self.tidings("publish", now=DAY_2)
        self.assertEqual(self.marks_in(self.page(99000001)), [])


if __name__ == "__main__":
    unittest.main()
