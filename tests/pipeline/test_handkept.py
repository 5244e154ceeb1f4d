"""The page that was kept by hand, rebuilt at the desk alone and by import alone: every entry in its
part, in its order, letter for letter. Its entries are ../shared's, and the test is skipped without
it."""
import csv
import html
import os
import re
import unittest

from desk import OpenDesk, form_of, plain
from pipeline import LOOPBACK, SHARED, site_block

ENTRIES = os.path.join(SHARED, "reference", "seed_entries.tsv")
SLUG, PATH = "cells", "/topics/cells/parts"
OTHERS = (
    "Immunosuppressants",
    "Scleroderma Treatments – General",
    "Antibodies",
    "Multiple Sclerosis",
    "Therapeutic Plasma Exchange",
    "Scleroderma Clinical Trials: Current",
    "Cyclophosphamide",
)
HEADINGS = ("Open Enrollments", "Patient Stories")
# Of these the page says that they take patients, and names no number of the registry.
OPEN = ("Allogeneic Hematopoietic Stem Cell Transplantation", "ASSIST Trial: Now Recruiting")
OPEN_WORDS = r": Now Recruiting|Currently recruiting\. Last updated \S+\. "
USUAL = {"Overview": "overview", "Open Enrollments": "open", "Research Studies": "research"}


def also_of(text):
    """The titles: of pages that the site has, and those may have "and" in them."""
    found = sorted((text.index(title), title) for title in OTHERS if title in text)
    return [title for _, title in found]


class Entry:
    def __init__(self, row):
        self.part, self.title, self.summary = row["section"], row["title"], row["summary_sentence"]
        self.section = {"research": "research", "trial": "trials"}.get(row["kind"], "news")
        self.label, self.also = row["source_label"], also_of(row["also_see"])
        given = row["date"] if row["date_style"] == "MM/DD/YYYY" else ""
        self.citation = ", ".join(x for x in (row["journal_citation"], given) if x)
        lead = re.search(r'status line: "(.*?)"', row["note"])
        self.lead = lead[1] if lead else ""

    def markup(self, n):
        """As the page has it: titles of stories and trials in bold, of others as links."""
        title, rest = html.escape(self.title), html.escape(self.printed()[len(self.title) :])
        if self.part in HEADINGS:
            lead = html.escape(self.lead)
            return (
                f"<p><b>{title}</b>{rest.replace(lead, f'<br>{lead}<br>', 1) if lead else rest}</p>"
            )
        return f'<p><a href="https://kept.example/{n}">{title}</a>{rest}</p>'

    def printed(self):
        source = ", ".join(x for x in (self.label, self.citation) if x)
        also = f"(Also see {' and '.join(self.also)})" if self.also else ""
        parts = (self.title, self.lead, self.summary, source and f"{source}.", also)
        return " ".join(x for x in parts if x)


@unittest.skipUnless(os.path.exists(ENTRIES), "skipped: there is no ../shared")
class HandKept(OpenDesk):
    maxDiff = None

    def setUp(self):
        super().setUp()
        self.close()
        topics = "".join(
            f'topic "{title}" {{ slug = "{"other-%d" % n if n else SLUG}" }}\n'
            for n, title in enumerate(("Stem Cells", *OTHERS))
        )
        self.configure(site_block("Kept", 'timezone = "UTC"') + LOOPBACK + topics)
        self.serve()
        self.ana = self.entered("Ana")
        with open(ENTRIES, newline="", encoding="utf-8") as f:
            rows = csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)
            self.entries = [Entry(row) for row in rows]

    def post(self, path, fields):
        answer = self.ana.post(path, fields)
        self.assertEqual(answer.status, 303, answer.text[:2000])
        return answer.headers["Location"]

    def arrange(self, what, **fields):
        version = form_of(self.ana.get(PATH).text, PATH)["version"]
        self.post(PATH, {"do": what, "version": version, **fields})

    def add(self, entry):
        page = self.post(
            "/new/typed", {"title": entry.title, "summary": entry.summary, "section": entry.section}
        )
        form = form_of(self.ana.get(page).text, f"{page}/decide")
        words = {"label": entry.label, "citation": entry.citation, "lead": entry.lead}
        also = "\n".join(entry.also) or "-"
        self.post(
            f"{page}/decide",
            {**form, **words, "also": also, "topic": SLUG, "section": entry.section}
            | {"do": "approve"},
        )
        return int(page.rpartition("/")[2])

    def make_parts(self):
        """{title: name} of the parts."""
        names = dict(USUAL)
        for title in dict.fromkeys(entry.part for entry in self.entries):
            if title not in names:
                self.arrange("add", new_title=title)
                names[title] = title.lower().replace(" ", "-")
            fields = {"headings": "1"} if title in HEADINGS else {}
            self.arrange("change", name=names[title], title=title, **fields)
        return names

    def order(self, wanted):
        """Puts the items of each part in this order, by the buttons."""
        text = self.ana.get(PATH).text
        for section in re.findall(r'<section aria-labelledby="part-.*?</section>', text, re.S):
            ids = [int(id) for id in re.findall(r'<li id="item-(\d+)"', section)]
            for place, id in enumerate(sorted(ids, key=wanted.index)):
                for at in range(ids.index(id), place, -1):
                    self.arrange("item-up", item=id)
                    ids[at - 1], ids[at] = ids[at], ids[at - 1]

    def public(self):
        """[(part, text of an entry)]"""
        self.tidings("publish")
        text = self.public_files()[f"topics/{SLUG}.html"].decode()
        for section in re.findall(r"<section aria.*?</section>", text, re.S):
            part = html.unescape(re.search(r"<h2[^>]*>(.*?)<", section)[1])
            for item in re.findall(r'<li id="item.*?</li>', section, re.S):
                item = re.sub(r'<a class="details".*?</a>', "", item)
                item = re.sub(r"<(?:strong|span|a|p)\b[^>]*>|</(?:strong|span|a)>", "", item)
                yield part, plain(item)

    def test_every_entry_stands_where_it_stood(self):
        names = self.make_parts()
        ids = [self.add(entry) for entry in self.entries]
        self.tidings("publish")
        for id, entry in zip(ids, self.entries):
            self.arrange("place", item=id, part=names[entry.part])
        self.order(ids)
        wanted = [(entry.part, entry.printed()) for entry in self.entries]
        shown = list(self.public())
        right = sum(pair in shown for pair in wanted)
        self.assertEqual(shown, wanted, f"{right} of {len(wanted)}")
        self.assertEqual(len(wanted), 30)

    def page(self):
        """The page as it was kept."""
        yield "<!doctype html><title>Stem Cells</title><h1>Stem Cells</h1>"
        part = None
        for n, entry in enumerate(self.entries):
            if entry.part != part:
                part = entry.part
                yield f"<h2>{html.escape(part)}</h2>"
            yield entry.markup(n)

    def test_by_import_alone(self):
        """What readers would be told of a status that nobody can check is left out, and said."""
        path = f"{self.site}/kept.html"
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(self.page()))
        said = self.tidings("import", path, "--topic", SLUG, "--as", "ana")
        self.assertEqual(said.count("names no NCT number"), len(OPEN), said)
        self.tidings("approve", *(item["id"] for item in self.queue()), "--as", "ana")
        wanted = [(entry.part, entry.printed()) for entry in self.entries]
        shown = list(self.public())
        kept = [(part, re.sub(OPEN_WORDS, "", text)) for part, text in wanted]
        self.assertEqual(shown, kept)
        right = sum(a == b for a, b in zip(shown, wanted))
        self.assertEqual(right, len(wanted) - len(OPEN), "and nothing else differs")
        self.assertGreaterEqual(right, 27)


if __name__ == "__main__":
    unittest.main()
