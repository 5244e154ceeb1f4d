"""Editors on the command line: every decision, its inverse, and what readers see of it."""
import os
import random
import re
import shutil
import tempfile
import unittest

import stores
from pipeline import SAMPLE, Replay, SiteTest

QUEUE_KEYS = {
    "id",
    "state",
    "section",
    "section_confidence",
    "title",
    "url",
    "citation",
    "summary",
    "summary_origin",
    "source",
    "published",
    "keys",
    "copies",
    "related",
    "why",
    "score",
}
SOURCE_KEYS = {
    "name",
    "kind",
    "health",
    "last_success",
    "next",
    "new",
    "failures",
    "problem",
    "warning",
}
MONDAY, NEXT_MONDAY = "2026-11-23T12:00:00Z", "2026-11-30T12:00:00Z"


class Fetched(SiteTest):
    """The sample's sources are fetched once; each test decides on its own copy of that site."""

    @classmethod
    def setUpClass(cls):
        maker = Fetched("make")
        SiteTest.setUp(maker)
        try:
            maker.make()
            cls.made_port = maker.port
            cls.made = tempfile.mkdtemp(prefix="tidings-made-")
            cls.addClassCleanup(shutil.rmtree, cls.made)
            stores.copy(maker.site, cls.made)
        finally:
            maker.doCleanups()

    def make(self):
        self.use_sample()
        with Replay(SAMPLE) as replay:
            self.port = replay.port
            self.tidings("fetch")

    def setUp(self):
        super().setUp()
        stores.copy(self.made, self.site)
        self.port = self.made_port  # part of the sources' addresses; nobody listens there any more
        self.first = {item["id"]: item for item in self.queue()}

    def ids(self, section, n):
        found = [item["id"] for item in self.first.values() if item["section"] == section][:n]
        self.assertEqual(len(found), n)
        return found

    def show(self, id, **more):
        return self.objects("show", id, **more)[0]

    def waiting(self, **more):
        return {item["id"] for item in self.queue(**more)}

    def published(self, now=MONDAY):
        """The public pages and feeds as one text."""
        self.tidings("publish", now=now)
        return b"\n".join(
            data
            for path, data in sorted(self.public_files().items())
            if not path.startswith("digest/")
        ).decode()

    def state(self):
        """All that a decision may change, but for the log and the numbers of versions."""

        def plain(item):
            return {key: value for key, value in item.items() if key not in ("version", "history")}

        return {id: plain(self.show(id)) for id in self.first}


class Queue(Fetched):
    def test_forms(self):
        items = self.queue()
        for item in items:
            self.assertLessEqual(QUEUE_KEYS, set(item))
            self.assertEqual(item["state"], "queued")
            self.assertIn(item["section"], ("research", "news", "trials"))
            self.assertIn(item["section_confidence"], ("low", "medium", "high"))
            self.assertTrue(item["why"] and item["copies"])
        scores = [item["score"] for item in items]
        self.assertEqual(scores, sorted(scores, reverse=True))
        text = self.tidings("queue")
        for item in items:
            self.assertIn(item["title"], text)
        split = [
            item["id"]
            for section in ("research", "news", "trials")
            for item in self.queue_of(section)
        ]
        self.assertEqual(sorted(split), sorted(self.first))

    def queue_of(self, section):
        found = self.objects("queue", "--section", section)
        self.assertEqual({item["section"] for item in found}, {section})
        return found

    def test_show(self):
        for id, item in self.first.items():
            shown = self.show(id)
            self.assertEqual(
                {key: shown[key] for key in QUEUE_KEYS}, {key: item[key] for key in QUEUE_KEYS}
            )
            self.assertEqual((shown["live"], shown["history"]), (False, []))
            self.assertIn("<", shown["html"])
        self.assertIn("Readers would see:", self.tidings("show", id))
        self.assertIn("no item 4711", self.run_tidings("show", 4711).stderr)
        self.assertEqual(self.run_tidings("show", 4711, "--json").returncode, 1)

    def test_show_is_what_approval_publishes(self):
        # Only the text of one item, which readers are not shown, is on this topic.
        self.configure(
            'topic "Years before" { slug = "early" match = "present years before other signs" '
            'also = {"Antibodies"} }'
        )
        before = {id: self.show(id)["html"] for id in self.first}
        early = [html for html in before.values() if "topics/early.html" in html]
        self.assertEqual(len(early), 1)
        self.assertNotIn("present years before", early[0])
        self.tidings("approve", *self.first, "--as", "ana")
        self.assertEqual({id: self.show(id)["html"] for id in self.first}, before)

    def test_source_is_that_of_the_copy_that_speaks(self):
        papers = {row["name"] for row in self.objects("sources") if row["kind"] == "pubmed"}
        mixed = [
            item
            for item in self.first.values()
            if any(copy["source"] in papers for copy in item["copies"])
            and item["copies"][0]["source"] not in papers
        ]
        self.assertTrue(mixed)
        for item in mixed:
            self.assertIn(item["source"], papers)

    def test_sources(self):
        for source in self.objects("sources"):
            self.assertLessEqual(SOURCE_KEYS, set(source))
            self.assertIn(source["health"], ("well", "warning"))
            self.assertEqual(
                (source["last_success"], source["failures"], source["problem"]), (MONDAY, 0, "")
            )
            self.assertGreater(source["next"], MONDAY)
        self.assertIn("anti-topo489-573", self.sources()["Autoantibodies"]["warning"])
        text = self.tidings("sources")
        self.assertIn("Scleroderma News", text)
        self.assertIn("anti-topo489-573", text)

    def test_nothing_is_published_without_approval(self):
        text = self.published()
        for item in self.first.values():
            self.assertNotIn(item["url"].replace("&", "&amp;"), text)


class Decisions(Fetched):
    def test_approve(self):
        one, two, three = self.ids("news", 3)
        self.tidings("approve", one, two, "--as", "ana")
        self.assertEqual(self.waiting(), set(self.first) - {one, two})
        self.assertTrue(self.show(one)["live"])
        text = self.published()
        self.assertIn(self.first[one]["url"].replace("&", "&amp;"), text)
        self.assertNotIn(self.first[three]["url"].replace("&", "&amp;"), text)
        # A wrong item does not keep the others from being decided.
        done = self.run_tidings("approve", 4711, three)
        self.assertEqual((done.returncode, done.stdout), (1, f"{three} approved\n"))
        self.assertEqual(len(done.stderr.splitlines()), 1)
        self.assertEqual(
            [
                (d["editor"], d["verb"], d["item"])
                for d in self.objects("log")
                if not d["editor"].startswith("source ")
            ],
            [("tester", "approve", three), ("ana", "approve", two), ("ana", "approve", one)],
        )

    def test_approve_with_words(self):
        (one,) = self.ids("news", 1)
        self.tidings(
            "approve", one, "--section", "trials", "--summary", "In <our> words & \"theirs\"."
        )
        shown = self.show(one)
        self.assertEqual(
            (shown["section"], shown["summary"], shown["summary_origin"]),
            ("trials", 'In <our> words & "theirs".', "editor"),
        )
        self.published()
        self.assertIn(
            "In &lt;our&gt; words &amp; ", self.public_files()["trials/index.html"].decode()
        )
        self.assertNotIn("In &lt;our&gt;", self.public_files()["news/index.html"].decode())
        self.tidings("undo")
        self.assertEqual(self.show(one)["summary"], self.first[one]["summary"])
        self.assertNotIn("In &lt;our&gt;", self.published())

    def test_reject(self):
        one, two = self.ids("news", 2)
        self.tidings("reject", one, two, "--reason", "an advertisement")
        self.assertEqual(self.waiting(), set(self.first) - {one, two})
        self.assertEqual(self.objects("log", "--item", one)[0]["detail"], "an advertisement")
        self.assertNotIn(self.first[one]["title"], self.published())

    def test_defer(self):
        one, two, three = self.ids("news", 3)
        self.tidings("defer", one, "--until", "2026-12-24")
        self.tidings("defer", two)
        self.tidings("defer", three, "--until=2026-11-23T13:00:00Z")
        self.assertEqual(self.show(one)["state"], "deferred")
        self.assertEqual(self.waiting(), set(self.first) - {one, two, three})
        self.assertEqual(self.waiting(now="2026-11-23T13:00:00Z"), set(self.first) - {one, two})
        self.assertEqual(self.waiting(now=NEXT_MONDAY), set(self.first) - {one})
        self.assertEqual(self.waiting(now="2026-12-23T23:59:59Z"), set(self.first) - {one})
        self.assertEqual(self.waiting(now="2026-12-24T12:00:00Z"), set(self.first))

    def test_edit(self):
        (one,) = self.ids("research", 1)
        title = "Ours: <b>'bold'</b> & Sjögren"
        self.tidings(
            "edit",
            one,
            "--title",
            title,
            "--summary",
            "",
            "--section",
            "news",
            "--topics",
            "antibodies,immunosuppressants",
        )
        shown = self.show(one)
        self.assertEqual(
            (shown["title"], shown["summary"], shown["section"], shown["state"]),
            (title, "", "news", "queued"),
        )
        self.tidings("approve", one)
        self.published()
        pages = {path: data.decode() for path, data in self.public_files().items()}
        escaped = "Ours: &lt;b&gt;&#39;bold&#39;&lt;/b&gt; &amp; Sjögren"
        self.assertEqual(
            {
                path
                for path, text in pages.items()
                if path.startswith("topics/") and path.endswith(".html") and escaped in text
            },
            {"topics/antibodies.html", "topics/immunosuppressants.html"},
        )
        self.assertIn(escaped, pages["news/index.html"])
        markup = [text for path, text in pages.items() if not path.endswith(".json")]
        self.assertNotIn("<b>'bold'", "".join(markup))
        self.assertIn("no topic", self.run_tidings("edit", one, "--topics", "antibody").stderr)
        # An editor's words survive what the source says later.
        with Replay(SAMPLE, step=2) as replay:
            self.port = replay.port
            self.tidings("fetch", now=NEXT_MONDAY)
        self.assertEqual(self.show(one)["title"], title)

    def test_a_published_item_that_is_edited_shows_it_when_it_is_approved(self):
        (one,) = self.ids("news", 1)
        self.tidings("approve", one)
        self.tidings("edit", one, "--title", "A better title")
        self.tidings("approve", one)
        self.assertIn("A better title", self.published())
        self.assertEqual(
            len(re.findall("<entry>", self.public_files()["news/feed.atom"].decode())), 1
        )

    def test_merge_and_split(self):
        one, two = self.ids("news", 2)
        before = self.state()
        self.tidings("merge", one, two)
        shown = self.show(one)
        copies = {copy["id"] for copy in shown["copies"]}
        self.assertEqual(
            copies, {copy["id"] for id in (one, two) for copy in self.first[id]["copies"]}
        )
        self.assertEqual(self.waiting(), set(self.first) - {two})
        self.assertEqual(self.show(two)["id"], one)  # the number still leads to the item
        self.assertEqual(self.run_tidings("merge", one, one).returncode, 1)
        self.assertEqual(self.run_tidings("merge", one, 4711).returncode, 1)
        moved = self.first[two]["copies"][0]["id"]
        made = int(re.search(r"is item (\d+)", self.tidings("split", moved))[1])
        self.assertEqual([copy["id"] for copy in self.show(made)["copies"]], [moved])
        self.assertEqual(self.run_tidings("split", moved).returncode, 1)  # it stands alone already
        self.assertEqual(self.run_tidings("split", 4711).returncode, 1)
        self.tidings("undo")
        self.tidings("undo")
        self.assertEqual(self.state(), before)

    def test_an_old_address_leads_on_after_a_merge(self):
        one, two = self.ids("news", 2)
        self.tidings("approve", one, two)
        self.published()
        self.tidings("merge", one, two)
        self.published()
        page = self.public_files().get(self.item_page(two), b"").decode()
        self.assertIn(f'url={os.path.basename(self.item_page(one))}"', page)
        self.assertEqual(self.public_files()["news/feed.atom"].decode().count("<entry>"), 1)

    def test_log(self):
        one, two = self.ids("news", 2)
        self.tidings("approve", one, "--as", "ana", now=MONDAY)
        self.tidings("reject", two, "--as=ben", "--reason", "two\nlines \x1b[31m", now=NEXT_MONDAY)
        self.tidings("undo", one, "--as", "cy", now=NEXT_MONDAY)
        log = self.objects("log")
        self.assertEqual(
            [
                (d["editor"], d["verb"], d["item"], d["at"], d["undone"])
                for d in log
                if not d["editor"].startswith("source ")
            ],
            [
                ("cy", "undo", one, NEXT_MONDAY, False),
                ("ben", "reject", two, NEXT_MONDAY, False),
                ("ana", "approve", one, MONDAY, True),
            ],
        )
        self.assertEqual([d["verb"] for d in self.objects("log", "--item", two)], ["reject"])
        text = self.tidings("log")
        self.assertEqual(len(text.splitlines()), len(log))
        self.assertNotIn("\x1b", text)
        self.assertEqual(self.tidings("log", "--item", 4711), "")


class Undo(Fetched):
    def words(self, chance, numbers):
        """A decision at random, sensible or not."""
        one, two = chance.choice(numbers), chance.choice(numbers)
        copy = chance.choice(self.show(one)["copies"])["id"]
        return chance.choice(
            [
                ["approve", one],
                ["approve", two, "--summary", f"Summary {chance.random()}"],
                ["reject", one, "--reason", "r"],
                ["defer", one],
                ["edit", one, "--title", f"Title {chance.random()}"],
                ["edit", two, "--section", "news"],
                ["edit", one, "--topics", "antibodies"],
                ["merge", one, two],
                ["merge", two, one],
                ["split", copy],
            ]
        )

    def snapshot(self, numbers):
        """What editors see of these items; a merged one is seen as the item with its copies."""
        shown = [self.show(id) for id in numbers]
        return [
            {
                key: value
                for key, value in item.items()
                if key not in ("version", "history", "first_seen", "update")
            }
            | {"update": bool(item["update"])}
            for item in shown
        ], self.queue_ids()

    def queue_ids(self):
        return [item["id"] for item in self.queue()]

    def go_back(self, seed, steps):
        """Random decisions, then as many undos: each leads one step back, to the beginning."""
        numbers, chance = self.ids("news", 3) + self.ids("trials", 2), random.Random(seed)
        before = self.published()
        stack = [self.snapshot(numbers)]
        while len(stack) <= steps:
            words = self.words(chance, numbers)
            rows = len(self.objects("log"))
            self.run_tidings(*words)
            if len(self.objects("log")) > rows:
                stack.append((*self.snapshot(numbers), words))
            else:  # a refusal, and what changes nothing, leaves no row
                self.assertEqual(self.snapshot(numbers)[:2], stack[-1][:2], words)
        while len(stack) > 1:
            words = stack.pop()[2]
            self.tidings("undo")
            self.assertEqual(
                self.snapshot(numbers), stack[-1][:2], f"undo of {words} (seed {seed})"
            )
        self.assertIn("no decision to undo", self.run_tidings("undo").stderr)
        self.assertEqual(self.published(), before)
        self.assertEqual(
            [
                d
                for d in self.objects("log")
                if not d["undone"] and d["verb"] != "undo" and not d["editor"].startswith("source ")
            ],
            [],
        )

    def test_to_any_depth(self):
        self.go_back(1, 10)

    def test_of_one_item(self):
        one, two = self.ids("news", 2)
        self.tidings("edit", one, "--title", "First")
        self.tidings("edit", one, "--title", "Second")
        self.tidings("reject", two)
        self.assertIn("edit by tester undone", self.tidings("undo", one, "--as", "ana"))
        self.assertEqual(self.show(one)["title"], "First")
        self.assertNotIn(two, self.waiting())
        self.tidings("undo", one)
        self.assertEqual(self.show(one)["title"], self.first[one]["title"])
        self.assertEqual(self.run_tidings("undo", one).returncode, 1)
        self.tidings("undo")
        self.assertEqual(self.waiting(), set(self.first))


if __name__ == "__main__":
    unittest.main()
