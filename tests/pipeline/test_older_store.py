"""A store of version 5, as the program made it before decisions, reasons and warnings had types.

store_5.sql holds its rows after the sample's first week, the visits of the second, and some
decisions that were taken back. The program brings it up to date. Then the log says what it said,
the updates wait for the same reasons, and the second week ends with the same pages."""
import glob
import os
import re
import shutil
import unittest

import stores

import test_sample
from pipeline import TOP, read
from test_sample import GOLDEN, WEEK_1, WEEK_2

# id, editor, verb, item, detail, undone: all but the plain approvals.
LOG = [
    (57, 'ben', 'undo', 44, 'merge', False),
    (
        56,
        'ben',
        'merge',
        44,
        'Sample: abstracts of a meeting on stem cells, printed as a supplement.',
        True,
    ),
    (55, 'ben', 'reject', 4, 'off topic; edited: twice', False),
    (54, 'ben', 'undo', 4, 'defer', False),
    (53, 'ben', 'defer', 4, 'until 2026-12-24T00:00:00Z', True),
    (52, 'ben', 'undo', 4, 'edit', False),
    (51, 'ben', 'edit', 4, 'summary', True),
    (50, 'ben', 'undo', 4, 'reject', False),
    (
        49,
        'source Stem cells in systemic sclerosis',
        'merge',
        27,
        'Sample: Follow-up After Stem Cell Transplantation: Enrollment Completed',
        False,
    ),
    (
        48,
        'source Stem cells in autoimmune disease',
        'reject',
        47,
        'a notice about another publication, which says it itself',
        False,
    ),
    (4, 'ana', 'edit', 20, 'citation', False),
    (3, 'ana', 'defer', 29, 'until 2026-12-01T00:00:00Z', False),
    (2, 'ana', 'reject', 4, 'off topic', True),
    (
        1,
        'source Stem cells in autoimmune disease',
        'reject',
        8,
        'a notice about another publication, which says it itself',
        False,
    ),
]
# enum summary_origin
# What the older version drafted from an abstract, and what the program drafts now.
REDRAFTED = (
    (
        "Future work on HSCT should make the regimens gentler and explain how the treatment takes "
        "effect.",
        "Transplantation of hematopoietic stem cells can be considered for selected patients with "
        "systemic sclerosis.",
    ),
    (
        "This treatment is not for everybody with scleroderma, yet it may work where nothing else "
        "is left to offer.",
        "Two people whose scleroderma had not answered to medicines received mesenchymal stem "
        "cells.",
    ),
)
ORIGINS = ["", "conclusion", "cue phrase", "last sentence", "lead", "brief summary", "editor"]
UPDATES = {
    "nct/NCT99000101": [
        "The title changed from SAMPLE-1 Trial: Now Recruiting to SAMPLE-1 Trial: Enrollment"
        " Completed",
        "The status changed from RECRUITING to COMPLETED",
    ],
    "pmid/99000101": [
        "The citation changed from Sample J Med, 10/20/2026 to Sample J Med, 2026"
        " Nov;12(11):301-9"
    ],
    "pmid/99000102": ["The notice is new: Retracted: see PMID 99000103."],
}


# The notice of an erratum, in a page, a feed or a JSON feed. What an older version approved has
# none until its paper is judged anew.
CORRECTED = re.compile(
    rb"(?:<p[^>]*><strong>|&lt;p&gt;&lt;strong&gt;)Corrected: see .*?"
    rb"(?:</strong></p>|&lt;/strong&gt;&lt;/p&gt;)(?:\n|\\n)"
)


@stores.of_sqlite_alone
class OlderStore(test_sample.Sample):
    """The tests of Sample are run by their own file."""

    test_two_weeks = test_nothing_new_changes_nothing = None
    test_what_was_not_approved_is_not_published = None

    def setUp(self):
        super().setUp()
        self.port = 9
        self.remove_store()
        steps = ["schema.sql"] + [f"schema_{n}.sql" for n in range(2, 6)]
        with self.beside() as db:
            for step in steps:
                db.executescript(read(f"{TOP}/src/store/{step}"))
            db.executescript("PRAGMA application_id = 0x54494447; PRAGMA user_version = 5;")
            rows = read(f"{TOP}/tests/pipeline/store_5.sql")
            db.executescript(f"BEGIN; {rows.replace('@PORT@', '9')} COMMIT;")
        os.makedirs(f"{self.site}/out/digest", exist_ok=True)
        for edition in glob.glob(f"{GOLDEN}/digest/2026-W45-*"):
            shutil.copy(edition, f"{self.site}/out/digest/")

    def add_decision(self, number, verb, detail):
        with self.beside() as db:
            db.execute(
                "INSERT INTO decision (id, at, editor, verb, item, detail, before) "
                "VALUES (?, 1794211200, 'ben', ?, 1, ?, '{}')",
                (number, verb, detail),
            )

    def test_what_was_said_is_still_said(self):
        last = LOG[0][0] + 1
        self.add_decision(last, "edit", "summary, topics; note: “A note of “ours”, twice”")
        self.add_decision(last + 1, "apart", "Another, just like it")
        log = [
            (d["id"], d["editor"], d["verb"], d["item"], d["detail"], d["undone"])
            for d in self.objects("log")
            if d["verb"] != "approve" or d["detail"]
        ]
        self.assertEqual(log[2:], LOG)
        self.assertEqual(
            [d[2:5:2] for d in log[:2]],
            [
                ("distinct", "Another, just like it"),
                ("edit", "summary, topics; note: “A note of “ours”, twice”"),
            ],
        )
        waiting = {item["tag"].removeprefix("item/"): item for item in self.queue(now=WEEK_2)}
        updates = {tag: item["update"] for tag, item in waiting.items() if item["update"]}
        self.assertEqual(updates, UPDATES)
        self.assertEqual(waiting["pmid/99000102"]["warnings"], ["Retracted"])
        self.assertEqual(self.rows("PRAGMA user_version"), [(53,)])
        self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])
        self.assertEqual(self.rows("PRAGMA foreign_key_check"), [])
        self.assertEqual(
            self.rows("SELECT name FROM sqlite_schema WHERE sql LIKE '%\\_words%' ESCAPE '\\'"), []
        )

    def test_summaries_come_from_where_they_came_from(self):
        origins = "SELECT summary_origin, count(*) FROM {} GROUP BY 1 ORDER BY min(id)"
        words = {table: self.rows(origins.format(table)) for table in ("item", "release")}
        said = dict(
            self.rows("SELECT 'item/' || tag, summary_origin FROM item WHERE merged_into IS NULL")
        )
        waiting = {item["tag"]: item["summary_origin"] for item in self.queue(now=WEEK_2)}
        self.assertTrue(set(waiting.values()) > {"conclusion", "lead", "brief summary"})
        self.assertEqual(waiting, {tag: said[tag] for tag in waiting})
        for table, before in words.items():
            after = self.rows(origins.format(table))
            self.assertEqual([n for _, n in after], [n for _, n in before])
            self.assertEqual([ORIGINS[number] for number, _ in after], [w for w, _ in before])
        with self.beside() as db, self.assertRaisesRegex(
            stores.REFUSED, "cannot be changed"
        ):
            db.execute("UPDATE release SET summary_origin = 1")

    def test_what_was_said_to_be_gone_is_told(self):
        """It is taken back when the record comes, and not told again."""
        with self.beside() as db:
            db.execute(
                "UPDATE item SET update_why = 'PubMed no longer gives this record' "
                "WHERE tag = 'pmid/99000102'"
            )
        self.queue(now=WEEK_2)
        self.assertEqual(
            self.rows("SELECT native, times, told FROM missing_record"), [("99000102", 2, 1)]
        )
        self.assertEqual(self.rows("SELECT DISTINCT failure, alike FROM source"), [(0, 0)])

    def test_every_decision_can_be_taken_back(self):
        done = self.run_tidings("undo", "--as", "ben", now=WEEK_2)
        while "there is no decision to undo" not in done.stderr:
            # What a source did by itself is taken back item by item.
            later = re.search(r"item (\d+) was decided on after that", done.stderr)
            self.assertTrue(later or done.returncode == 0, done.stderr)
            item = [later[1]] if later else []
            done = self.run_tidings("undo", *item, "--as", "ben", now=WEEK_2)
        self.assertEqual(self.rows("SELECT count(*) FROM item WHERE live IS NOT NULL"), [(0,)])
        self.assertFalse(self.rows("SELECT 1 FROM item WHERE state = 1"))

    def test_the_second_week_ends_with_the_same_pages(self):
        """But for a sentence of a text that drafts another one now: readers keep theirs."""
        updates = [item for item in self.queue(now=WEEK_2) if item["state"] == "update"]
        # A protocol was filed under trials then, and stays there until an editor moves it.
        protocol = self.rows("SELECT id FROM item WHERE url LIKE '%/99000106/'")[0][0]
        self.tidings("edit", protocol, "--section", "research", "--as", "ben", now=WEEK_1)
        self.decide_second_week(updates)
        found, golden = self.public_files(), {}
        for path in glob.glob(f"{GOLDEN}/**/*.*", recursive=True):
            with open(path, "rb") as f:
                golden[os.path.relpath(path, GOLDEN)] = f.read()
        # What readers hold on to stays: the ids of feeds, and pages where they stood.
        ids = re.findall(r"<id>tag:[^<]*:(item/[^<]*)</id>", found["news/feed.atom"].decode())
        self.assertTrue(ids)
        for (item,) in self.rows("SELECT item FROM shown"):
            self.assertIn(f"items/{item}.html", found)
        # Numbers of the search are given in the order in which this store published first.
        numbered = {path for path in found | golden if path.startswith("search/")}
        found, golden = (
            {path: files[path] for path in files if path not in numbered}
            for files in (found, golden)
        )
        for was, now in REDRAFTED:
            self.assertIn(was.encode(), found["research/feed.atom"])
            found = {p: data.replace(was.encode(), now.encode()) for p, data in found.items()}
        mine, theirs = self.said_by(found), self.said_by(golden)
        self.assertEqual(set(mine), set(theirs))
        for path, texts in theirs.items():
            for one, other in zip(mine[path], texts):
                ours, golden = one.decode().splitlines(), other.decode().splitlines()
                if "feed." in path:  # in the order of decisions, which were other ones then
                    ours, golden = sorted(ours), sorted(golden)
                self.assertEqual(ours, golden, path)

    def said_by(self, files):
        """What the files say but for the names of items: those of an older store are other ones."""
        named = re.compile(rb"(?:item/)?\b(?:pmid|nct|doi|page|item)[-/][\w.~%/-]*|\b\d+\.html")
        said = {}
        for path, data in files.items():
            # What changed is told since events are kept.
            if path.startswith(("digest/", "changes.")) or path == "style.css":
                continue
            if b"http-equiv" in data:
                continue
            text = named.sub(b"NAME", data.replace(f":{self.port}/".encode(), b":PORT/"))
            text = text.replace(b"NAME.html", b"NAME")
            # What an older version approved says no facts of a trial; the next approval will.
            text = re.sub(rb'<dl class="facts">.*?</dl>\n', b"", text, flags=re.S)
            text = CORRECTED.sub(b"", text)
            # Times within one moment count what was decided, and one decision more was.
            text = re.sub(rb"(T\d\d:\d\d:\d\d\.)\d{6}Z", rb"\1Z", text)
            # Nor does what machines are told, where the numbers stand in the names of items, too.
            text = re.sub(rb"<script .*</script>\n", b"", text)
            said.setdefault("item" if path.startswith("items/") else path, []).append(text)
        return {path: sorted(texts) for path, texts in said.items()}


if __name__ == "__main__":
    unittest.main()
