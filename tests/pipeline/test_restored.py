"""What readers see of the time that a restored backup knows nothing of: addresses that were given
stay as they are."""
import re
import shutil
import unittest

import stores
from feed_rules import walk_problems
from pipeline import LOOPBACK, feed_block, site_block
from world import WorldTest, rss, rss_item

BASE = "https://news.example.org/"
NOVEMBER, DECEMBER, JANUARY = ("2026-11-23", "2026-12-14", "2027-01-18")


@stores.of_sqlite_alone
class Archives(WorldTest):
    def setUp(self):
        super().setUp()
        self.configure(site_block("Restored") + LOOPBACK, "site.conf")
        self.configure(feed_block("News", "news.xml", 'approve = "auto"'), "feed.conf")

    def news(self, kind, day, n=60):
        """So many stories come in on this day, and nothing else is with the source."""
        items = (
            rss_item(
                title=f"Story {kind}{n}",
                link=f"https://a.example/{kind}{n}",
                guid=f"{kind}{n}",
                pubDate=f"{day}T08:00:00Z",
            )
            for n in range(n)
        )
        self.write_feed("news.xml", rss("News", *items))
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("run", now=f"{day}T12:00:00Z")

    def archives(self):
        return {p: d for p, d in self.public_files().items() if re.search(r"archive/\d+\.atom$", p)}

    def unexplained(self, status=0):
        *found, _ = self.objects("audit", now=f"{JANUARY}T13:00:00Z", status=status)
        return [(finding["kind"], finding["what"]) for finding in found]

    def test_archives_stay_as_readers_have_them(self):
        self.news("a", NOVEMBER)
        self.tidings("backup", f"{self.site}/backup.db")
        self.news("b", DECEMBER)
        before = self.archives()
        self.tidings("restore", f"{self.site}/backup.db")
        self.tidings("publish", now=f"{JANUARY}T11:00:00Z")
        self.assertEqual(self.unexplained(), [])
        self.assertEqual(walk_problems(self.public_files(), BASE), [])
        self.news("c", JANUARY)
        after = self.archives()
        self.assertEqual({path: after.get(path) for path in before}, before)
        self.assertGreater(len(after), len(before))
        self.assertEqual(walk_problems(self.public_files(), BASE), [])
        self.assertEqual(self.unexplained(), [])
        self.no_other_file_becomes_an_archive()

    def no_other_file_becomes_an_archive(self):
        numbers = [int(re.search(r"(\d+)\.atom$", p)[1]) for p in self.archives() if "news/" in p]
        other = f"news/archive/{max(numbers) + 1}.atom"
        shutil.copy(f"{self.site}/out/news/archive/1.atom", f"{self.site}/out/{other}")
        self.assertEqual([what for _, what in self.unexplained(1)], [other])


if __name__ == "__main__":
    unittest.main()
