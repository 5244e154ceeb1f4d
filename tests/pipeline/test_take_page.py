"""A page kept by hand becomes the page of a topic: its parts, its entries in their order and their
words; the records that it names come by themselves, and nothing that is out of date is shown."""
import os
import re
import signal
import subprocess
import time
import unittest

from pipeline import TIDINGS
from standin import Paper, Study, World
from test_watch import DAY_1, DAY_2, DAY_3, PAPERS, Watch

NCT, OVER = "NCT99000007", "NCT99000008"
TOPIC = 'topic "Cells" { slug = "cells"  match = "no item has these words" }\n'
PAGE = f"""<!doctype html><meta charset=utf-8><title>Cells</title>
<nav><a href=/>Home</a></nav><h1>Cells</h1>
<h2>Overview</h2><p>What cells are.</p><ul>
<li><a href=https://sample.example/cells>Cells.</a> This site has links. MedSample.</li>
<li><a href=http://www.ncbi.nlm.nih.gov/pubmed/99000007>Stem–Cell treatment of a sample.</a>
 They helped a sample. PubMed, Sample J, 2019 Jan 2;4(1):5-7. (Also see <a href=/d>Drugs</a>)</li>
<li><a href=https://pubmed.ncbi.nlm.nih.gov/99000001/>A paper that a search finds.</a> It did.
 PubMed, Sample J, 10/20/2026.</li></ul>
<h2>Open Enrollments</h2>
<p><b>Sample Trial: Now Recruiting</b><br>Currently recruiting. Last updated 10/15/12.<br>
<a href=https://clinicaltrials.gov/show/{NCT}>Cells for Samples</a> This study asks much.</p>
<p><b>Over Trial: Now Recruiting</b><br>
<a href=https://clinicaltrials.gov/ct2/show/{OVER}>Old Cells</a> This study asked much.</p>
<p><b>Loose Trial: Now Recruiting</b><br><i>No Number</i> This study asks for trust.</p>
<h2>Stories</h2><ul><li><b>Ann E.: Sample Disease</b> My hope is…</li></ul>
<p>Write to us!</p>
"""


class TakePage(Watch):
    def setUp(self):
        super().setUp()
        self.begin(
            World(
                papers={
                    99000001: Paper("2026-10-20", "A paper that a search finds"),
                    99000007: Paper("2019-01-02", "Stem-cell treatment of a sample", found=False),
                },
                studies={
                    NCT: Study("2026-10-01", "RECRUITING", "Cells for Samples", found=False),
                    OVER: Study("2013-10-01", "COMPLETED", "Old Cells", found=False),
                },
            ),
            PAPERS,
        )
        self.configure(TOPIC, "topic.conf")
        self.page = f"{self.site}/page.html"
        self.write(PAGE)

    def write(self, page):
        with open(self.page, "w", encoding="utf-8") as file:
            file.write(page)

    def take(self, *more, now=DAY_1, **rest):
        args = ("import", self.page, "--topic", "cells", "--as", "ana", *more)
        return self.tidings(*args, now=now, **rest)

    def entries(self, *more, now=DAY_1):
        args = ("import", self.page, "--topic", "cells", "--as", "ana", "--json", *more)
        return [e for e in self.objects(*args, now=now) if "title" in e]

    def everything(self):
        names = [n for n, in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = [n for n in names if "fts" not in n and "search" not in n]
        return {n: self.rows(f"SELECT * FROM {n}") for n in tables}

    def shown(self):
        """The topic's page as (part, text) in its order."""
        with open(f"{self.site}/out/topics/cells.html", encoding="utf-8") as file:
            main = file.read().split("<main")[1].split("</main")[0]
        shown, part = [], ""
        for tag, text in re.findall(r"<(h2|li|article)([ >].*?)</(?:h2|li|article)>", main, re.S):
            text = " ".join(re.sub("<[^>]*>", " ", "<a" + text).split())
            if tag == "h2":
                part = text
            elif part:
                shown.append((part, text))
        return shown

    def test_the_page_is_the_topics_page(self):
        said = self.take()
        self.assertIn("7 entries: 6 new, 1 were held, 0 were taken over before", said)
        self.assertIn("! Not understood: Write to us!", said)
        self.assertIn("names no NCT number by which that can be checked", said)
        self.assertIn("seems to be a menu or a foot: Home", said)
        self.tidings("run", now=DAY_1)
        self.assertEqual({w["state"] for w in self.objects("add", "--list")}, {"came"})
        self.approve_all(DAY_1)
        self.tidings("publish", now=DAY_1)
        shown = self.shown()
        wanted = [
            ("Overview", "Cells. This site has links. MedSample."),
            (
                "Overview",
                "Stem–Cell treatment of a sample. They helped a sample. PubMed, Sample J, "
                "2019 Jan 2;4(1):5-7. (Also see Drugs",
            ),
            ("Overview", "A paper that a search finds"),
            ("Open Enrollments", "Sample Trial: Now Recruiting"),
            ("Open Enrollments", "Over Trial: Enrollment Completed"),
            ("Open Enrollments", "Loose Trial"),
            ("Stories", "Ann E.: Sample Disease"),
        ]
        self.assertEqual([part for part, _ in shown], [part for part, _ in wanted])
        for (_, text), (_, begin) in zip(shown, wanted):
            self.assertEqual(text.replace(" .", ".")[: len(begin)], begin)
        self.assertNotIn("10/15/12", str(shown), "the registry's day")
        self.assertNotIn("ecruiting", shown[5][1], "what nobody can check")
        self.assertIn("Cells for Samples", shown[3][1])

    def test_what_is_out_of_date_is_said(self):
        self.take()
        self.tidings("run", now=DAY_1)
        said = {e["title"]: e for e in self.entries("--dry-run")}
        over = said["Over Trial: Now Recruiting"]
        self.assertEqual((over["out_of_date"], over["registry_status"]), (True, "COMPLETED"))
        self.assertIn(
            "Out of date: the page says RECRUITING, the registry says COMPLETED.", over["notes"]
        )
        self.assertFalse(said["Sample Trial: Now Recruiting"]["out_of_date"])

    def test_no_words_of_a_trial_tell_an_old_status(self):
        self.write(
            "<h2>Trials</h2><ul>"
            f"<li><b>Now recruiting: cells</b> ({OVER}). Recruiting in Bonn. It asks much.</li>"
            "<li><b>Loose Trial</b><br>Recruiting.<br>It is now enrolling adults.</li></ul>"
        )
        notes = sum((entry["notes"] for entry in self.entries()), [])
        said = [note for note in notes if note.startswith("It speaks of recruiting")]
        self.assertEqual(len(said), 2, notes)
        self.assertIn("It is now enrolling adults.", said[1])
        self.assertEqual({i["title"] for i in self.queue(now=DAY_1)}, {OVER, "Loose Trial"})
        self.tidings("run", now=DAY_1)
        self.approve_all(DAY_1)
        self.tidings("publish", now=DAY_1)
        shown = self.shown()
        self.assertEqual(len(shown), 2)
        self.assertNotRegex(str(shown), "(?i)recruiting|enrolling")

    def test_what_is_taken_over_is_watched(self):
        self.take()
        self.tidings("run", now=DAY_1)
        self.approve_all(DAY_1)
        self.tidings("publish", now=DAY_1)
        self.world.papers[99000007].retracted_by = 5
        self.world.papers[99000007].mdat = "2026-11-02"
        self.world.studies[NCT].status, self.world.studies[NCT].updated = "COMPLETED", "2026-11-02"
        self.tidings("fetch", now=DAY_3)
        self.assertEqual(set(self.cards(DAY_3)), {"99000007", NCT})

    def test_a_trial_run_changes_nothing(self):
        self.queue(now=DAY_1)
        before = self.everything()
        self.assertIn("Nothing was changed", self.take("--dry-run"))
        self.assertEqual(self.everything(), before)
        self.assertEqual([e["outcome"] for e in self.entries("--dry-run")].count("new"), 6)

    def test_again_is_nothing(self):
        self.take()
        ids = {item["title"]: item["id"] for item in self.queue(now=DAY_1)}
        story = ids["Ann E.: Sample Disease"]
        self.tidings("edit", story, "--title", "Ann", "--topics", "", "--as", "bo", now=DAY_1)
        self.tidings("part", "place", "cells", story, "--part", "overview", now=DAY_1)
        before = self.everything()
        said = self.take(now=DAY_2)
        self.assertIn("0 new, 0 were held, 7 were taken over before", said)
        self.assertEqual(self.everything(), before)
        self.tidings("run", now=DAY_2)
        before = self.everything()
        self.take(now=DAY_2)
        self.assertEqual(self.everything(), before, "after the records came, too")

    def test_a_page_that_goes_on_brings_what_is_new(self):
        self.take()
        self.write(PAGE.replace("<p>Write", "<ul><li><b>Bo</b> I am new.</li></ul><p>Write"))
        said = self.take(now=DAY_2)
        self.assertIn("8 entries: 1 new, 0 were held, 7 were taken over before", said)
        self.assertIn("0 new parts", said)
        parts = {p["name"]: p["placed"] for p in self.objects("part", "list", "cells", "--json")}
        self.assertEqual((parts["overview"], parts["stories"]), (3, 2))

    def test_killed_at_any_moment_it_is_whole_or_nothing(self):
        seen = set()
        for i in range(24):
            args = [TIDINGS, "-C", self.site, "--now", DAY_1, "import", self.page]
            run = subprocess.Popen(
                [*args, "--topic", "cells", "--as", "ana"], stdout=subprocess.DEVNULL
            )
            time.sleep(0.004 * i)
            os.kill(run.pid, signal.SIGKILL)
            run.wait()
            seen.add(self.items())
            placed = sum(p["placed"] for p in self.objects("part", "list", "cells", "--json"))
            self.assertIn((self.items(), placed), {(1, 0), (7, 7)})
        self.take()
        self.assertEqual(self.items(), 7)

    def test_mistakes_are_said(self):
        self.run_and_expect(2, "--topic SLUG", "import", self.page)
        self.run_and_expect(1, "no topic", "import", self.page, "--topic", "cell")
        self.run_and_expect(2, "go with a page", "import", "x.opml", "--dry-run")
        self.write("<p>Nothing here.</p>")
        self.run_and_expect(1, "no entries", "import", self.page, "--topic", "cells")

    def run_and_expect(self, status, words, *args):
        run = self.run_tidings(*args, now=DAY_1)
        self.assertEqual(run.returncode, status, run.stderr)
        self.assertIn(words, run.stderr)


if __name__ == "__main__":
    unittest.main()
