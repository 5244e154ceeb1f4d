"""One story of two outlets: what the first of them changes is what the editor is shown and what
readers get, and the other one's words are not put in its place."""
import unittest

from pipeline import LOOPBACK, feed_block, site_block
from world import WorldTest, rss, rss_item

TITLE = "Stem cell therapy eases scleroderma, study finds"
FACES = ("title", "url", "label")
TEXT = (
    "Chicago, Nov. 1 (Wire) - Researchers at Sample University said on Sunday that a new stem cell "
    "therapy eased skin hardening in people with scleroderma, according to a report that was "
    "presented at a meeting of rheumatologists. The team followed forty patients for a year and "
    "found that the skin score fell by half in most of them, while lung function stayed the same. "
    "Nobody died of the treatment, though six patients had infections that needed a stay in "
    "hospital. The lead author said that larger studies are needed before the therapy can be "
    "offered widely."
)


def day(n):
    return f"2026-11-{n:02}T12:00:00Z"


class Corrected(WorldTest):
    def setUp(self):
        super().setUp()
        self.configure(
            site_block("Corrected", 'timezone = "UTC" learn = "no"')
            + LOOPBACK
            + feed_block("News", "news.rss", 'section = "news"')
            + feed_block("Wire", "wire.rss", 'section = "news"')
        )
        self.write_feed("wire.rss", rss("Wire"))
        self.news(1)

    def fetch(self, n):
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch", "News", "Wire", now=day(n))

    def story(self, feed, title, text):
        host = f"https://{feed}.example/story"
        when = "Sun, 01 Nov 2026 08:00:00 GMT"
        item = rss_item(title=title, link=host, guid=host, pubDate=when, description=text)
        self.write_feed(f"{feed}.rss", rss(feed, item))

    def news(self, n, title=TITLE, text=TEXT):
        self.story("news", title, text)
        self.fetch(n)

    def wire(self, n, title="New stem cell therapy eases scleroderma", text=TEXT):
        self.story("wire", title, text)
        self.fetch(n)

    def joined(self):
        """The published item, which both have."""
        self.wire(2)
        (item,) = self.queue(now=day(2))
        self.assertEqual([copy["source"] for copy in item["copies"]], ["News", "Wire"])
        self.publish(item["id"], 2)
        return item

    def publish(self, item, n):
        self.tidings("approve", item, now=day(n))
        self.tidings("publish", now=day(n))

    def page(self, item):
        return self.public_files()[self.item_page(item)].decode()

    def faces(self, item, n):
        now = self.objects("show", item, "--json", now=day(n))[0]
        return tuple(now[name] for name in FACES)

    def test_the_headline(self):
        was = self.joined()
        title = "CORRECTED: Stem cell therapy does not ease scleroderma, study finds"
        self.news(9, title, TEXT.replace("eased", "did not ease"))
        (item,) = self.queue(now=day(9))
        self.assertEqual((item["title"], item["url"]), (title, was["url"]))
        self.assertEqual([copy["source"] for copy in item["copies"]], ["News", "Wire"])
        self.assertEqual(len(item["update"]), 2, item["update"])
        self.assertIn(f"The title changed from {TITLE} to {title}", item["update"])
        self.publish(item["id"], 9)
        self.assertIn("CORRECTED", self.page(item["id"]))
        self.assertIn("did not ease", self.page(item["id"]))

    def test_the_text_alone(self):
        """That the other outlet goes on saying it does not hide that the first took it back."""
        was = self.joined()
        self.news(9, text=TEXT.replace("eased", "did not ease"))
        (item,) = self.queue(now=day(9))
        self.assertEqual([item[name] for name in FACES], [was[name] for name in FACES])
        self.assertEqual(len(item["update"]), 1, item["update"])
        self.publish(item["id"], 9)
        self.assertIn("did not ease", self.page(item["id"]))

    def test_what_readers_do_not_see(self):
        """No update, from whichever outlet."""
        item = self.joined()
        faces = self.faces(item["id"], 2)
        self.news(9, text=TEXT + " More soon.")
        self.wire(10, text=TEXT + " All rights reserved.")
        self.assertEqual(self.queue(now=day(10)), [])
        self.assertEqual(self.faces(item["id"], 10), faces)

    def test_an_older_story_joins(self):
        """By hand; then the winner goes on, through its own changes; and is back after an undo."""
        (old,) = self.queue(now=day(1))
        self.wire(2, "A fund for scarred hands", "The fund was opened by patients in Leeds.")
        won = next(i for i in self.queue(now=day(2)) if i["id"] != old["id"])
        self.publish(won["id"], 2)
        self.tidings("merge", won["id"], old["id"], now=day(3))
        self.assertEqual(self.queue(now=day(3)), [])
        self.assertEqual(self.faces(won["id"], 3), tuple(won[name] for name in FACES))
        self.news(4, TITLE + " again")
        self.assertEqual(self.queue(now=day(4)), [])
        self.wire(5, "A fund for sore hands", "The fund was opened by patients in Leeds.")
        (item,) = self.queue(now=day(5))
        self.assertEqual((item["title"], item["url"]), ("A fund for sore hands", won["url"]))
        self.tidings("undo", won["id"], now=day(6))
        titles = {i["id"]: i["title"] for i in self.queue(now=day(6))}
        self.assertEqual(
            titles, {won["id"]: "A fund for sore hands", old["id"]: TITLE + " again"}
        )

    def test_a_split_is_undone(self):
        """The copy that left and is back speaks as before."""
        item = self.joined()
        faces, first = self.faces(item["id"], 2), item["copies"][0]["id"]
        self.tidings("split", first, now=day(3))
        self.assertIn("wire.example", self.faces(item["id"], 3)[1])
        self.tidings("undo", item["id"], now=day(4))
        self.assertEqual(self.faces(item["id"], 4), faces)
        self.assertEqual(self.queue(now=day(4)), [])

    def test_an_address_that_a_source_changed_is_no_dead_link(self):
        item = self.joined()
        host = "https://news.example/story"
        moved = rss_item(title=TITLE, link=host + "-2", guid=host, description=TEXT)
        self.write_feed("news.rss", rss("news", moved))
        self.fetch(9)
        found = self.objects("audit", now=day(9), status=1)
        kinds = {finding["kind"] for finding in found if finding.get("item") == item["id"]}
        self.assertEqual(kinds, {"changed"}, found)


if __name__ == "__main__":
    unittest.main()
