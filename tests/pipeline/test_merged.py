"""What readers see of two published items that are merged: published, merged, published, undone,
published."""
import re
import unittest
import xml.etree.ElementTree as ET

import stores
from pipeline import LOOPBACK, feed_block, read, site_block
from world import WorldTest, rss, rss_item

ATOM, GONE = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
NEVER = "1970-01-01T00:00:00Z"
STORIES = ("A trial of stem cells begins", "Patients meet in Chicago", "A fund for scarred hands")


def day(n):
    return f"2026-11-{n:02}T12:00:00Z"


class Merged(WorldTest):
    def setUp(self):
        super().setUp()
        items = (
            rss_item(title=title, link=f"https://news.example/{n}", description=f"{title}. Text.")
            for n, title in enumerate(STORIES)
        )
        self.write_feed("news.rss", rss("News", *items))
        self.configure(
            site_block("Merged", 'timezone = "UTC"')
            + LOOPBACK
            + feed_block("News", "news.rss", 'section = "news"')
        )
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch", now=day(1))
        ids = {item["title"]: item["id"] for item in self.queue(now=day(1))}
        self.ids = [ids[title] for title in STORIES]

    def tag(self, item):
        return "tag:example.org,2026:" + self.rows("SELECT tag FROM item WHERE id = ?", item)[0][0]

    def publish(self, now):
        self.tidings("publish", now=now)
        self.assertIn("0 written, 0 removed", self.tidings("publish", now=now))

    def feed(self, section="news"):
        """{id: updated} of the entries, {ref: deleted-entry} of the deletions."""
        feed = ET.fromstring(self.public_files()[f"{section}/feed.atom"])
        gone = feed.findall(GONE + "deleted-entry")
        refs = {entry.get("ref"): entry for entry in gone}
        self.assertEqual(len(refs), len(gone), "a deletion is there once")
        entries = {
            entry.findtext(ATOM + "id"): entry.findtext(ATOM + "updated")
            for entry in feed.findall(ATOM + "entry")
        }
        times = [entry.get("when") for entry in gone] + list(entries.values())
        self.assertEqual(feed.findtext(ATOM + "updated"), max(times, default=NEVER))
        return entries, refs

    def leads_to(self, page):
        """The page in out/ to which a page leads on; None: it is a page of its own."""
        text = self.public_files()[page].decode()
        found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', text)
        return found and f"items/{found[1]}"

    def test_undone_after_readers_saw_it(self):
        a, b, _ = self.ids
        tags, pages = [self.tag(i) for i in (a, b)], [self.item_page(i) for i in (a, b)]
        self.tidings("approve", a, b, now=day(2))
        self.publish(day(2))
        before, gone = self.feed()
        self.assertEqual((set(before), gone), (set(tags), {}))

        self.tidings("merge", a, b, now=day(3))
        self.publish(day(3))
        entries, gone = self.feed()
        self.assertEqual((list(entries), list(gone)), ([tags[0]], [tags[1]]))
        when = gone[tags[1]].get("when")
        self.assertGreater(when, before[tags[1]])
        self.assertTrue(when.startswith("2026-11-03T12:00:00."))
        link = gone[tags[1]].find(ATOM + "link")
        self.assertEqual(
            (link.get("rel"), link.get("href")),
            ("alternate", f"https://news.example.org/{pages[0]}"),
        )
        self.assertEqual(gone[tags[1]].findtext(GONE + "comment"), f"Merged into “{STORIES[0]}”.")
        self.assertEqual(self.leads_to(pages[1]), pages[0])
        self.assertIsNone(self.leads_to(pages[0]))

        self.tidings("undo", a, now=day(4))
        self.publish(day(4))
        entries, gone = self.feed()
        self.assertEqual((set(entries), gone), (set(tags), {}))
        self.assertEqual(entries[tags[0]], before[tags[0]], "nothing happened to that one")
        self.assertGreater(entries[tags[1]], when)
        self.assertEqual([self.leads_to(page) for page in pages], [None, None])

        self.tidings("merge", a, b, now=day(5))
        self.publish(day(5))
        again = self.feed()[1]
        self.assertGreater(again[tags[1]].get("when"), entries[tags[1]])

    def test_undone_before_anybody_saw_it(self):
        a, b, _ = self.ids
        self.tidings("approve", a, b, now=day(2))
        self.publish(day(2))
        before = self.public_files()
        self.tidings("merge", a, b, now=day(3))
        self.tidings("undo", a, now=day(4))
        self.publish(day(5))
        self.assertEqual(self.public_files(), before)

    def test_merged_on(self):
        """Two merges, one after the other: both old names lead to the last."""
        a, b, c = self.ids
        tags, pages = [self.tag(i) for i in self.ids], [self.item_page(i) for i in self.ids]
        self.tidings("approve", a, b, c, now=day(2))
        self.publish(day(2))
        self.tidings("merge", a, b, now=day(3))
        self.publish(day(3))
        self.tidings("merge", c, a, now=day(4))
        self.publish(day(4))
        entries, gone = self.feed()
        self.assertEqual((list(entries), list(gone)), ([tags[2]], [tags[0], tags[1]]))
        self.assertTrue(gone[tags[1]].get("when").startswith(day(3)[:-1]), "as it was")
        for page in pages[:2]:
            self.assertEqual(self.leads_to(page), pages[2])
        self.tidings("undo", c, now=day(5))
        self.publish(day(5))
        entries, gone = self.feed()
        self.assertEqual((set(entries), list(gone)), ({tags[0], tags[2]}, [tags[1]]))
        self.assertEqual([self.leads_to(page) for page in pages], [None, pages[0], None])

    def test_merged_into_one_that_waits(self):
        """It takes the name by which readers know the other: nothing is deleted. Withdrawn, that
        name is told of once."""
        a, b, _ = self.ids
        tag, page = self.tag(b), self.item_page(b)
        self.tidings("approve", b, now=day(2))
        self.publish(day(2))
        self.tidings("merge", a, b, now=day(3))
        self.publish(day(3))
        entries, gone = self.feed()
        self.assertEqual((list(entries), gone), ([tag], {}))
        self.tidings("withdraw", a, "--reason", "wrong", now=day(4))
        self.publish(day(4))
        entries, gone = self.feed()
        self.assertEqual((entries, list(gone)), ({}, [tag]))
        self.assertIn("Withdrawn on", self.public_files()[page].decode())
        self.tidings("undo", a, now=day(5))
        self.tidings("undo", a, now=day(5))
        self.publish(day(5))
        entries, gone = self.feed()
        self.assertEqual((list(entries), gone), ([tag], {}))
        self.assertGreater(entries[tag], "2026-11-05")

    def audited(self, now):
        """Publishing everything anew writes what is there, and the audit finds nothing."""
        files = self.public_files()
        for _ in range(2):
            self.tidings("audit", now=now)
            self.tidings("publish", "--all", now=now)
            self.assertEqual(self.public_files(), files)

    def test_the_name_goes_back(self):
        """The item that bore it for a while has no page of that name."""
        a, b, c = self.ids
        tag, page = self.tag(b), self.item_page(b)
        self.tidings("approve", b, now=day(2))
        self.publish(day(2))
        self.tidings("merge", a, b, now=day(3))
        self.tidings("edit", a, "--title", "Of both", now=day(3))
        self.publish(day(3))
        self.assertIn("Of both", self.public_files()[page].decode())
        for _ in range(2):
            self.tidings("undo", a, now=day(4))
        self.publish(day(4))
        self.audited(day(4))
        self.tidings("undo", b, now=day(5))
        self.publish(day(5))
        self.audited(day(5))
        entries, gone = self.feed()
        self.assertEqual((entries, list(gone)), ({}, [tag]))
        said = self.public_files()[page].decode()
        self.assertIn(STORIES[1], said)
        self.assertNotIn("Of both", said)

        self.tidings("approve", b, now=day(6))
        self.tidings("approve", c, now=day(6))
        self.publish(day(6))
        self.tidings("merge", c, a, now=day(7))
        self.tidings("approve", c, now=day(7))
        self.publish(day(7))
        self.assertIsNone(self.leads_to(page), "what readers see of it went elsewhere")
        self.audited(day(7))

    def test_withdrawn_with_what_was_merged_into_it(self):
        a, b, _ = self.ids
        page = self.item_page(b)
        self.tidings("approve", b, now=day(2))
        self.publish(day(2))
        self.tidings("merge", a, b, now=day(3))
        self.tidings("edit", a, "--title", "Of both", now=day(3))
        self.publish(day(3))
        self.tidings("withdraw", a, "--reason", "wrong", now=day(4))
        self.publish(day(4))
        self.assertIn("Of both", self.public_files()[page].decode())
        self.audited(day(4))

    def test_the_feed_that_had_it_tells(self):
        a, b, _ = self.ids
        self.tidings("approve", a, now=day(2))
        self.tidings("approve", b, "--section", "research", now=day(2))
        self.publish(day(2))
        self.tidings("merge", a, b, now=day(3))
        self.publish(day(3))
        self.assertEqual(list(self.feed("research")[1]), [self.tag(b)])
        self.assertEqual(self.feed("news")[1], {})

    def test_what_it_was_merged_into_is_withdrawn(self):
        a, b, _ = self.ids
        tags, page = [self.tag(i) for i in (a, b)], self.item_page(b)
        self.tidings("approve", a, b, now=day(2))
        self.publish(day(2))
        self.tidings("merge", a, b, now=day(3))
        self.publish(day(3))
        self.tidings("withdraw", a, "--reason", "wrong", now=day(4))
        self.publish(day(4))
        entries, gone = self.feed()
        self.assertEqual((entries, set(gone)), ({}, set(tags)))
        self.assertIsNone(self.leads_to(page))
        self.tidings("undo", a, now=day(5))
        self.publish(day(5))
        entries, gone = self.feed()
        self.assertEqual((list(entries), list(gone)), ([tags[0]], [tags[1]]))
        self.assertEqual(self.leads_to(page), self.item_page(a))

    @stores.of_sqlite_alone
    def test_a_backup_from_before_the_merge(self):
        """What was merged since is not said to be withdrawn."""
        a, b, c = self.ids
        self.tidings("approve", a, b, c, now=day(2))
        self.publish(day(2))
        self.tidings("backup", f"{self.site}/backup.db", now=day(2))
        self.tidings("merge", a, b, now=day(3))
        self.tidings("withdraw", c, "--reason", "wrong", now=day(3))
        self.publish(day(3))
        self.assertIn("deleted-entry", read(f"{self.site}/out/news/feed.atom"))
        said = self.tidings("restore", f"{self.site}/backup.db", now=day(4))
        self.assertIn(STORIES[2], said)
        self.assertNotIn(STORIES[1], said)


if __name__ == "__main__":
    unittest.main()
