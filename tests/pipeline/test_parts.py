"""The page of a topic in parts: as editors arrange it, and as readers see it after the next
publication."""
import html
import re
import unittest

from pipeline import LOOPBACK, SiteTest, site_block, unless_sanitized

TOPICS = """
topic "Grafts" { slug = "grafts" match = "graft" }
topic "Antibodies" { slug = "antibodies" }
"""
ITEMS = (
    ("A graft in rats", "research", "2026-03-01"),
    ("A graft in mice", "research", "2026-05-01"),
    ("A fund for grafts", "news", "2026-01-01"),
    ("Ana: a graft", "news", "2026-02-01"),
)


def day(n):
    return f"2026-11-{n:02}T12:00:00Z"


class Parts(SiteTest):
    def setUp(self):
        super().setUp()
        self.configure(site_block("Parts", 'timezone = "UTC"') + LOOPBACK + TOPICS)
        for title, section, when in ITEMS:
            self.tidings("add", "--title", title, "--section", section, "--day", when)
        ids = {item["title"]: item["id"] for item in self.queue()}
        self.ids = [ids[title] for title, *_ in ITEMS]
        self.tidings("approve", *self.ids, now=day(1))
        self.tidings("publish", now=day(1))

    def part(self, *args, **more):
        return self.tidings("part", *args, **more)

    def page(self, slug="grafts", now=day(2)):
        """[(part's title, its introduction, titles)] of a topic's page; nothing else changes by a
        second publication."""
        self.tidings("publish", now=now)
        self.assertIn("0 written, 0 removed", self.tidings("publish", now=now))
        text = self.public_files()[f"topics/{slug}.html"].decode()
        parts = []
        for section in re.findall(r"<section aria.*?</section>", text, re.S):
            titles = re.findall(r'class="title"[^>]*>(.*?)<', section)
            intro = re.search(r'class="intro"[^>]*>(.*?)<', section)
            heading = re.search(r"<h2[^>]*>(.*?)<", section)[1]
            parts.append((html.unescape(heading), intro and html.unescape(intro[1]), titles))
        return parts

    def feeds(self):
        return {p: t for p, t in self.public_files().items() if "/feed." in p or p[:5] == "feed."}

    def test_nobody_arranged_anything(self):
        self.assertEqual(
            self.page(),
            [
                ("Research studies", None, ["A graft in mice.", "A graft in rats."]),
                ("News", None, ["Ana: a graft.", "A fund for grafts."]),
            ],
        )

    def test_parts_by_hand_and_by_rule(self):
        before = self.feeds()
        self.part("add", "grafts", "Patients’ Stories", "--intro", "People tell <us>.")
        self.part("add", "grafts", "Funding", "--match", "fund", "--position", "1")
        self.part("place", "grafts", self.ids[3], "--part", "patients-stories")
        self.part("edit", "grafts", "research", "--title", "Research Studies")
        self.assertEqual(
            self.page(),
            [
                ("Funding", None, ["A fund for grafts."]),
                ("Research Studies", None, ["A graft in mice.", "A graft in rats."]),
                ("Patients’ Stories", "People tell <us>.", ["Ana: a graft."]),
            ],
        )
        self.assertEqual(self.feeds(), before, "no feed tells of where an item stands")

    def test_no_part_has_the_id_of_something_else(self):
        for title in ("Content", "Item 1", "Archive"):
            self.part("add", "grafts", title, "--intro", title)
        self.page()
        ids = re.findall(r'\bid="([^"]*)"', self.public_files()["topics/grafts.html"].decode())
        self.assertEqual(len(ids), len(set(ids)), ids)

    def test_a_rule_that_became_malformed_takes_nothing(self):
        self.part("add", "grafts", "Rule", "--match", "fund")
        with self.beside() as db:
            db.execute("UPDATE arrangement SET parts = replace(parts, 'fund', 'fund(')")
        self.assertEqual(self.page()[1][2], ["Ana: a graft.", "A fund for grafts."])

    def test_an_order_of_the_editors_own(self):
        rats, mice, fund, ana = self.ids
        self.part("place", "grafts", fund, rats, "--part", "research")
        self.assertEqual(
            self.page()[0][2], ["A fund for grafts.", "A graft in rats.", "A graft in mice."]
        )
        self.part("place", "grafts", rats, "--part", "research", "--position", "1")
        self.part("place", "grafts", fund, "--part", "research", "--by-date")
        self.assertEqual(
            self.page()[0][2], ["A graft in rats.", "A graft in mice.", "A fund for grafts."]
        )
        self.part("undo", "grafts")
        self.assertEqual(self.page()[0][2][:2], ["A graft in rats.", "A fund for grafts."])
        self.part("place", "grafts", fund, rats, "--by-rule")
        self.assertEqual([part[0] for part in self.page()], ["Research studies", "News"])

    def test_the_same_twice_is_once(self):
        for _ in range(2):
            self.part("add", "grafts", "Stories", "--intro", "Told.", "--position", "2")
            self.part("place", "grafts", self.ids[3], "--part", "stories")
        self.assertIn(("Stories", "Told.", ["Ana: a graft."]), self.page())
        self.assertEqual(self.rows("SELECT count(*) FROM arrangement"), [(2,)])

    def test_undo_goes_back_to_the_beginning(self):
        before = self.page()
        for title in ("One", "Two"):
            self.part("add", "grafts", title, "--intro", title)
        self.part("undo", "grafts")
        self.assertEqual([p[0] for p in self.page()], ["Research studies", "News", "One"])
        self.part("undo", "grafts")
        self.assertEqual(self.page(), before)

    def test_a_part_that_goes_takes_no_item_along(self):
        self.part("add", "grafts", "Stories")
        self.part("place", "grafts", self.ids[3], "--part", "stories")
        self.assertIn(("Stories", None, ["Ana: a graft."]), self.page())
        self.part("remove", "grafts", "stories")
        self.assertEqual(self.page()[1], ("News", None, ["Ana: a graft.", "A fund for grafts."]))

    def test_a_merged_item_stands_where_the_other_was_put(self):
        rats, mice, *_ = self.ids
        self.part("add", "grafts", "Chosen")
        self.part("place", "grafts", rats, "--part", "chosen")
        self.page()
        self.tidings("merge", mice, rats, now=day(3))
        self.assertIn(("Chosen", None, ["A graft in mice."]), self.page(now=day(3)))

    def test_a_long_part_has_pages_of_its_own(self):
        n = unless_sanitized(60, 52)
        for i in range(n):
            self.tidings("add", "--title", f"Graft {i}", "--section", "news", "--day", "2026-06-01")
        more = [item["id"] for item in self.queue() if item["title"].startswith("Graft ")]
        self.tidings("approve", *more, now=day(2))
        self.part("add", "grafts", "Chosen", "--match", "^Graft [0-9]")
        self.part("place", "grafts", more[7], "--part", "chosen", "--position", "1")
        chosen = {part[0]: part for part in self.page(now=day(3))}["Chosen"]
        self.assertEqual(len(chosen[2]), 10)
        self.assertEqual(chosen[2][0], f'{self.objects("show", more[7])[0]["title"]}.')
        files = self.public_files()
        shown = re.findall(
            r'class="title"[^>]*>(Graft \d+)',
            "".join(t.decode() for p, t in files.items() if p.startswith("topics/grafts/chosen/")),
        )
        self.assertEqual(len(set(shown)), n, "every item is reached")
        self.part("remove", "grafts", "chosen")
        self.page(now=day(4))
        left = [p for p in self.public_files() if p.startswith("topics/grafts/chosen/")]
        self.assertEqual(left, [])

    def test_what_cannot_be(self):
        wrong = (
            (("add", "nothing", "X"), "there is no topic “nothing”"),
            (("add", "grafts", "X", "--match", "("), "expression"),
            (("add", "grafts", "X", "--status", "OPEN"), "no status of the registry"),
            (("add", "grafts", "X", "--kind", "book"), "no kind"),
            (("edit", "grafts", "research", "--section", "sport"), "sections are"),
            (("remove", "grafts", "nothing"), "no part “nothing”"),
            (("place", "grafts", 99, "--part", "news"), "there is no item 99"),
            (("place", "grafts", 1, "--part", "nothing"), "no part “nothing”"),
            (("undo", "grafts"), "nobody arranged"),
        )
        before = self.page()
        for args, words in wrong:
            answer = self.run_tidings("part", *map(str, args))
            self.assertNotEqual(answer.returncode, 0, args)
            self.assertIn(words, answer.stderr, args)
        self.assertEqual(self.page(), before)
        self.assertEqual(self.rows("SELECT count(*) FROM arrangement"), [(0,)])


class Words(SiteTest):
    """What editors word of an item, as readers see it."""

    def setUp(self):
        super().setUp()
        self.configure(site_block("Words", 'timezone = "UTC"') + LOOPBACK + TOPICS)
        self.tidings("add", "--title", "A graft", "--section", "news", "--label", "News")
        self.item = self.queue()[0]["id"]
        self.tidings("approve", self.item, now=day(1))

    def entry(self, *edit):
        self.tidings("edit", self.item, *edit, now=day(2))
        self.tidings("publish", now=day(2))
        text = self.public_files()["topics/grafts.html"].decode()
        return re.search(r'<ul class="items">.*?</ul>', text, re.S)[0]

    def test_a_lead_line_and_links(self):
        entry = self.entry(
            "--lead",
            "Until 31 March.",
            "--url",
            "https://fund.example/",
            "--label",
            "A & B",
            "--also",
            "Antibodies; Elsewhere | https://b.example/?x=1&y=2; A book",
        )
        self.assertIn('<p class="status">Until 31 March.</p>', entry)
        self.assertIn('href="https://fund.example/">A graft</a>', entry)
        self.assertIn("A &amp; B.", entry)
        self.assertIn(
            '(Also see <a href="../topics/antibodies.html">Antibodies</a>, '
            '<a href="https://b.example/?x=1&amp;y=2">Elsewhere</a> and A book)',
            entry,
        )
        entry = self.entry("--lead", "", "--also", "-")
        self.assertNotIn("Until", entry)
        self.assertNotIn("Also see", entry)

    def test_an_item_without_a_label_names_no_source(self):
        self.tidings("add", "--title", "A graft fund", "--section", "news")
        self.tidings("approve", self.queue()[0]["id"], now=day(1))
        self.assertNotIn("Added by hand", self.entry("--title", "A graft"))

    def test_addresses_are_web_addresses(self):
        for option, value in (("--url", "javascript:alert(1)"), ("--also", "X | file:///etc")):
            answer = self.run_tidings("edit", str(self.item), option, value)
            self.assertIn("is no web address", answer.stderr)


if __name__ == "__main__":
    unittest.main()
