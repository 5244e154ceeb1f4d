"""Whole pages as volunteers wrote them, each laid out otherwise, are taken apart: in tables within
a table, in lists of definitions, in paragraphs with <br>. Their menus and feet are no entries."""
import os
import unittest

from pipeline import SiteTest, site_block

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "layouts")
TOPIC = 'topic "Cells" { slug = "cells"  match = "no item has these words" }\n'

# (part, title, sentence, label, citation, identifier)
TABLE = [
    (
        "Papers",
        "Low-dose pills in nephritis: a five-year look.",
        "Half the dose did as well as the whole one.",
        "PubMed",
        "Sample Kidney J, 2016 Mar;12(3):201-9",
        "99010001",
    ),
    (
        "Papers",
        "Sleep and the kidney",
        "People on dialysis slept badly; a walk helped.",
        "PubMed",
        "Sample Sleep, 11/04/2014",
        "99010002",
    ),
    (
        "Papers",
        "Children with nephritis grow well.",
        "Growth was normal in 40 of 44 children.",
        "Sample Pediatrics",
        "2018",
        "10.5555/kidney.3",
    ),
    (
        "Studies looking for people",
        "PILL-2: Now Recruiting",
        "This study compares half and whole doses.",
        "",
        "",
        "NCT99010001",
    ),
    (
        "Studies looking for people",
        "WALK: Enrollment Completed",
        "This study asks whether walks help sleep.",
        "",
        "",
        "NCT99010002",
    ),
    (
        "Help with money",
        "The Rides Fund (RF).",
        "It pays for rides to dialysis.",
        "",
        "",
        "",
    ),
    (
        "Help with money",
        "Small Grants for Kidneys.",
        "Up to 500 a year for diets.",
        "",
        "",
        "",
    ),
]
DEFINITIONS = [
    (
        "First of all",
        "Dry eyes, the basics.",
        "What tears are made of, with pictures.",
        "Basics Online",
        "",
        "",
    ),
    ("First of all", "Find an eye doctor.", "By town and language.", "", "", ""),
    (
        "Research",
        "Drops with oil against drops without.",
        "Oil drops lasted two hours longer.",
        "PubMed",
        "Sample Eye, 2020 Jan 5;7(1):11-9",
        "99020001",
    ),
    (
        "Research",
        "Plugs for tear ducts: who gains?",
        "Of 60 people, 41 used fewer drops.",
        "Sample Ophthalmology",
        "06/17/2021",
        "PMC9902002",
    ),
    (
        "Studies",
        "OIL Trial: Now Recruiting",
        "This study compares three oils.",
        "",
        "",
        "NCT99020001",
    ),
    (
        "In our own words",
        "Jon P.: Forty years of drops",
        "I carry a bottle in each coat, and I have learned to laugh about it.",
        "",
        "",
        "",
    ),
    (
        "In our own words",
        "Ruth: The night mask",
        "My neighbours think I fly to the moon. I sleep again.",
        "",
        "",
        "",
    ),
]
LINES = [
    (
        "In the news",
        "A week without pain.",
        "A nurse tells how she went back to work.",
        "Daily Sample",
        "05/18/2017",
        "",
    ),
    (
        "In the news",
        "What vessels do at night",
        "A talk of ten minutes.",
        "Radio Sample",
        "01/09/2016",
        "",
    ),
    (
        "In the news",
        "Town opens a clinic for vessels.",
        "It is the second in the land.",
        "Daily Sample",
        "12/30/2015",
        "",
    ),
    (
        "Papers",
        "Rest or exercise in vasculitis.",
        "Those who moved had less pain after a year.",
        "PubMed",
        "Sample Vessel, 2015 Jul;3(7):70-8",
        "99030001",
    ),
    (
        "Papers",
        "Antibodies that come before the pain",
        "They were there two years before the first sign.",
        "PubMed",
        "Sample Immun, 2013 Feb 2;9(2):5-6",
        "99030002",
    ),
    (
        "Trials",
        "MOVE Trial: Now Recruiting",
        "This study begins to move people in their first month.",
        "",
        "",
        "NCT99030001",
    ),
    (
        "Trials",
        "BEFORE Trial: Enrollment Completed",
        "This study follows 300 healthy people.",
        "",
        "",
        "NCT99030002",
    ),
]


class Layouts(SiteTest):
    def setUp(self):
        super().setUp()
        self.configure(site_block("Layouts") + TOPIC)

    def read(self, name, *more):
        """The entries as they were understood, and all that was said of the page."""
        args = ("import", f"{FOLDER}/{name}.html", "--topic", "cells", "--as", "ana", "--dry-run")
        entries = [e for e in self.objects(*args, "--json", *more) if e.get("title")]
        fields = ("part", "title", "summary", "label", "citation", "key")
        return [tuple(e.get(f) or "" for f in fields) for e in entries], self.tidings(*args, *more)

    def test_tables_within_a_table(self):
        entries, said = self.read("table")
        self.assertEqual(entries, TABLE)
        for words in ("Home | Join us | Links", "Diet Dialysis", "Copyright 2019 Kidney Circle."):
            self.assertIn(words, said)
        self.assertNotIn("Not understood", said)

    def test_lists_of_definitions(self):
        entries, said = self.read("definitions")
        self.assertEqual(entries, DEFINITIONS)
        self.assertIn("Start", said)
        self.assertNotIn("Not understood", said)

    def test_paragraphs_with_line_ends(self):
        entries, said = self.read("lines")
        self.assertEqual(entries, LINES)
        for words in ("News | Papers | Trials", "Mail - Home"):
            self.assertIn(words, said)
        self.assertNotIn("Not understood", said)
        # The address of the page, when it is known, makes whole addresses of its menu.
        self.assertEqual(self.read("lines", "--url", "https://vessel.example/links.htm")[0], LINES)


if __name__ == "__main__":
    unittest.main()
