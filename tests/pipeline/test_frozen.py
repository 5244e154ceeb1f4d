"""Which copy speaks for an item is decided once; what an approval froze moves by no other way."""
import json
import os
import re
import unittest

from pipeline import LOOPBACK, feed_block, service_block, site_block, write
from world import WorldTest

NOW = "2026-11-02T08:00:00Z"
LATER = "2026-11-03T08:00:00Z"
FEED = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>{name}</title>
<item><title>A long enough headline of one story</title><link>https://news.example/story</link>
<guid isPermaLink="false">{name}-1</guid><description>{text}</description>{more}
<pubDate>Mon, 02 Nov 2026 06:00:00 GMT</pubDate></item></channel></rss>"""
TOPIC = 'topic "Grafts" { slug = "grafts"  match = "graft" }\n'
HEALTH = [
    {
        "title": "Grafts",
        "url": "https://medlineplus.gov/grafts.html",
        "summary": "<p>What a graft is, in a sentence that is long enough to be one.</p>",
    }
]


class Frozen(WorldTest):
    def configure_site(self, *blocks):
        self.configure(site_block("Test") + LOOPBACK + TOPIC + "".join(blocks))

    def item(self):
        (item,) = self.queue(now=NOW)
        return item["id"]

    def topic_page(self):
        return self.public_files()["topics/grafts.html"].decode()

    def visit(self, *names, now=NOW):
        with self.replay() as replay:
            self.port = replay.port
            for name in names:
                self.tidings("fetch", name, now=now)

    def test_the_topic_page_judges_by_the_copy_that_speaks(self):
        """Two feeds of one address; the second gives a DOI, so it speaks for the item, and only its
        text holds the topic's word."""
        self.write_feed("one.rss", FEED.format(name="one", text="Nothing of it.", more=""))
        doi = "<dc:identifier>doi:10.5555/sample.1</dc:identifier>"
        text = "The words of the second feed tell of a graft."
        self.write_feed("two.rss", FEED.format(name="two", text=text, more=doi))
        self.configure_site(feed_block("One", "one.rss"), feed_block("Two", "two.rss"))
        self.visit("One", "Two")
        shown = self.objects("show", self.item(), now=NOW)[0]
        self.assertEqual(len(shown["copies"]), 2)
        self.tidings("edit", self.item(), "--summary", "Another sentence.", "--as", "ana", now=NOW)
        self.tidings("approve", self.item(), "--as", "ana", now=NOW)
        self.tidings("publish", now=NOW)
        self.assertIn("A long enough headline", self.topic_page())

    def test_a_renamed_source_moves_nothing(self):
        """The page of a health topic stands under the overview, whatever its source is called."""
        service = service_block("medlineplus", "medlineplus/query")
        os.makedirs(f"{self.world}/medlineplus")
        write(f"{self.world}/medlineplus/topics.json", json.dumps(HEALTH))
        source = 'medlineplus "{}" {{ query = "grafts" }}\n'
        self.configure_site(service, source.format("Health"))
        self.visit("Health")
        self.tidings("approve", self.item(), "--as", "ana", now=NOW)
        self.tidings("publish", now=NOW)
        before = self.topic_page()
        self.assertRegex(before, r'(?s)id="overview".*Grafts')
        self.configure_site(service, source.format("Health, renamed"))
        self.tidings("publish", now=LATER)
        self.assertEqual(self.topic_page(), before)
        self.visit("Health, renamed", now=LATER)
        self.tidings("publish", now=LATER)
        self.assertEqual(
            re.findall('<h2 id="[a-z]+">', self.topic_page()),
            re.findall('<h2 id="[a-z]+">', before),
        )


if __name__ == "__main__":
    unittest.main()
