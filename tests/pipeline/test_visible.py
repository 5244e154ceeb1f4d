"""What an editor approves of an update reaches readers: each change of a record comes back once,
and once it is approved it is on the item's page, in the feed or its archives, in the digest."""
import re
import unittest
import xml.etree.ElementTree as ET
from dataclasses import replace

from pipeline import unless_sanitized
from standin import Paper, Study, World
from test_watch import (
    DETAILS,
    OTHER_TRIALS,
    PAPERS,
    SILENT,
    TRIALS,
    UNCHANGED,
    Watch,
    paper_changes,
    trial_changes,
)

ATOM = "{http://www.w3.org/2005/Atom}"
FIRST, THEN = "2026-11-02T08:00:00Z", "2026-11-10T08:00:00Z"  # in weeks that follow each other
TRIALS_HELD = 112
# Days on which something was changed or updated say nothing of what it was.
DAYS = re.compile(r"\d{4}-\d\d-\d\d|\d\d/\d\d/\d{2,4}|\w+ \d{1,2}, \d{4}|\w{3}, \d\d \w{3} \d{4}")


def words(markup):
    return " ".join(DAYS.sub("", re.sub("<[^>]*>", " ", markup)).split())


class Visible(Watch):
    def publish(self, now):
        self.tidings("publish", now=now)
        self.tidings("digest", now=now)
        self.files = {path: data for path, data in self.public_files().items()}

    def page(self, tag):
        return words(self.files[f"items/{tag.replace('/', '-')}.html"].decode())

    def told(self, section):
        """{tag: words} of the newest entry of each item in the section's feed and its archives."""
        entries, name = {}, f"{section}/feed.atom"
        while name:
            feed = ET.fromstring(self.files[name])
            for entry in feed.findall(f"{ATOM}entry"):
                tag = entry.findtext(f"{ATOM}id").split(":", 2)[2]
                content = entry.find(f"{ATOM}content")
                text = entry.findtext(f"{ATOM}title") + " " + (content.text or "")
                entries.setdefault(tag, words(text))
            links = {l.get("rel"): l.get("href") for l in feed.findall(f"{ATOM}link")}
            name = links.get("prev-archive", "").replace("https://news.example.org/", "")
        return entries

    def digest(self, section):
        found = [p for p in sorted(self.files) if re.match(rf"digest/.*-{section}\.txt$", p)]
        return self.files[found[-1]].decode() if found else ""

    def see(self, tags, section):
        return {tag: (self.page(tag), self.told(section)[tag]) for tag in tags}

    def expect_visible(self, names, before, section):
        """names: {tag: what was changed}. Each says something new at each place."""
        after, lines = self.see(names, section), self.digest(section).splitlines()
        missing = {
            (name, place)
            for tag, name in names.items()
            for place, was, now in zip(("page", "feed"), before[tag], after[tag])
            if was == now
        } | {
            (name, "digest")
            for tag, name in names.items()
            if not any(line.rstrip("/").endswith("/" + tag.split("/")[1]) for line in lines)
        }
        self.assertEqual(sorted(missing), [])


class TrialsDrill(Visible):
    def begin_drill(self):
        changes = list(trial_changes().items())
        self.changes = {
            f"NCT9900{i:04}": changes[i % len(changes)] for i in range(1, TRIALS_HELD + 1)
        }
        self.changed = {
            f"nct/{nct}": name
            for nct, (name, _) in self.changes.items()
            if name not in dict(changes[:UNCHANGED])
        }
        studies = {nct: replace(before) for nct, (_, (before, _)) in self.changes.items()}
        self.begin(World(studies=studies, page=100), TRIALS)
        self.publish(FIRST)
        self.before = self.see(self.changed, "trials")

    def drill(self, sources):
        self.begin_drill()
        self.use(sources)
        for nct, (_, (_, after)) in self.changes.items():
            self.world.studies[nct] = after
        self.tidings("fetch", now=THEN)
        cards = self.cards(THEN)
        self.assertEqual({f"nct/{nct}" for nct in cards}, set(self.changed))
        self.approve_all(THEN)
        self.publish(THEN)
        self.expect_visible(self.changed, self.before, "trials")
        for day in range(11, 14):
            self.tidings("fetch", now=f"2026-11-{day}T08:00:00Z")
            self.assertEqual(self.cards(THEN), {})
        self.assertEqual(self.items(), TRIALS_HELD)

    def test_source_present(self):
        self.drill(TRIALS)

    def test_source_renamed(self):
        self.drill(TRIALS.replace("Trials", "Renamed"))

    def test_source_removed(self):
        self.drill("")


class PapersDrill(Visible):
    def test_each_change_of_a_paper(self):
        changes = {f"pmid/{99000000 + i}": c for i, c in enumerate(paper_changes().items(), 1)}
        papers = {int(tag[5:]): replace(before) for tag, (_, (before, _)) in changes.items()}
        self.begin(World(papers=papers), PAPERS)
        self.publish(FIRST)
        names = {tag: name for tag, (name, _) in changes.items() if name not in SILENT}
        before = self.see(names, "research")
        self.use("")
        for tag, (_, (_, after)) in changes.items():
            self.world.papers[int(tag[5:])] = replace(after, found=False)
        self.tidings("fetch", now=THEN)
        self.assertEqual({f"pmid/{pmid}" for pmid in self.cards(THEN)}, set(names))
        self.approve_all(THEN)
        self.publish(THEN)
        self.expect_visible(names, before, "research")

    def test_what_was_only_read_again_is_told(self):
        """The record's text changed and its summary did not; an emptied note tells nothing."""
        softer = "We treated ten. In conclusion, the skin became softer after six months."
        papers = {
            99000001 + i: Paper("2026-10-20", f"Stem cells {i}", abstract=softer) for i in range(2)
        }
        self.begin(World(papers=papers), PAPERS)
        for paper in papers.values():
            paper.abstract, paper.mdat = "We treated six. " + softer, "2026-11-03"
        self.tidings("fetch", now=THEN)
        first, second = [item["id"] for item in self.queue(now=THEN)]
        self.tidings("approve", first, now=THEN)
        self.tidings("approve", second, "--note", "", now=THEN)
        notes = self.rows(
            "SELECT i.id, r.note FROM item AS i JOIN release AS r ON r.id = i.live ORDER BY i.id"
        )
        self.assertEqual(dict(notes), {first: "Abstract changed", second: ""})


class Gone(Visible):
    def test_a_corrected_paper_that_is_gone_says_both(self):
        paper = Paper("2026-10-20", "Stem cells", corrections=[("ErratumIn", 99000901)])
        others = {99000010 + i: Paper("2026-10-20", f"Other {i}") for i in range(3)}
        self.begin(World(papers={99000001: paper, **others}), PAPERS)
        self.publish(FIRST)
        self.use("")
        before = self.see(["pmid/99000001"], "research")
        del self.world.papers[99000001]
        for day in range(3, 11):
            self.tidings("fetch", now=f"2026-11-{day:02}T08:00:00Z")
        self.assertEqual(list(self.cards(THEN)), ["99000001"])
        self.approve_all(THEN)
        self.publish(THEN)
        self.expect_visible({"pmid/99000001": "gone"}, before, "research")
        said = "Corrected: see PMID 99000901 . PubMed no longer has this record."
        self.assertIn(said, self.page("pmid/99000001"))


OLD = unless_sanitized(3000, 300)


class Import(Visible):
    """Thousands of old trials come into a site that has readers."""

    def start(self, settings=""):
        recent = Study("2026-10-20", "RECRUITING", "A study of cells")
        self.begin(World(studies={"NCT99000001": recent}, page=1000), TRIALS)
        self.publish(FIRST)
        for i in range(OLD):
            self.world.studies[f"NCT98{i:06}"] = Study(
                f"201{i % 10}-0{1 + i % 9}-11", "COMPLETED", f"An old study {i}"
            )
        self.old = OTHER_TRIALS.replace(" }", f"{settings} }}")
        self.use(TRIALS + self.old)
        self.tidings("fetch", now=THEN)

    def expect_nothing_new(self, later_sources):
        self.publish(THEN)
        for form in ("atom", "rss", "json"):
            for name in (f"feed.{form}", f"trials/feed.{form}"):
                self.assertNotIn(b"An old study", self.files[name], name)
        self.assertNotIn("An old study", self.digest("trials"))
        held = self.told("trials")
        self.assertEqual(len(held), OLD + 1)  # archives have them all
        # A change of one of them is news.
        self.world.studies["NCT98000007"].status = "TERMINATED"
        later = "2026-11-17T08:00:00Z"
        self.use(later_sources)
        self.tidings("fetch", now=later)
        self.approve_all(later)
        self.publish(later)
        self.assertIn("An old study 7", self.digest("trials"))
        self.assertIn(b"An old study 7<", self.files["trials/feed.atom"])

    def test_approved_by_hand(self):
        self.start()
        ids = [row[0] for row in self.rows("SELECT id FROM item WHERE state = 0")]
        self.assertEqual(len(ids), OLD)
        for at in range(0, OLD, 500):
            self.tidings("approve", *ids[at : at + 500], now=THEN)
        self.expect_nothing_new("")

    def test_approved_by_the_source(self):
        self.start(' approve = "auto"')
        self.expect_nothing_new(self.old)


if __name__ == "__main__":
    unittest.main()
