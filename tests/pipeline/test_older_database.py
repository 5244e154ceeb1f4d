"""A store in PostgreSQL that an earlier version made is brought up to date, by the steps that are
written as SQLite has them: it is then as a new one is."""
import subprocess
import unittest

import stores
from pipeline import LOOPBACK, feed_block, site_block
from world import WorldTest, rss, rss_item

# Takes back steps 47 to 53. What a later step brings is to be taken back first.
AS_OF_46 = """
DROP FUNCTION item_left_live CASCADE;
DROP FUNCTION shown_not_live CASCADE;
DROP TABLE left_live;
ALTER TABLE doc DROP COLUMN item;
DROP TABLE tries;
DROP FUNCTION facet_follows CASCADE;
ALTER TABLE facet RENAME TO later_facet;
CREATE TABLE facet (
    name TEXT COLLATE "C" NOT NULL, item BIGINT NOT NULL REFERENCES item(id),
    PRIMARY KEY (name, item));
INSERT INTO facet (name, item) SELECT name, item FROM later_facet;
DROP TABLE later_facet;
CREATE INDEX facet_item ON facet(item);
DROP INDEX entry_item;
CREATE INDEX entry_item ON entry(item);
UPDATE tidings_schema SET version = 46;
"""


@unittest.skipUnless(stores.SERVER, "of PostgreSQL alone")
class OlderDatabase(WorldTest):
    def shape(self):
        """Tables, indexes, triggers and functions."""
        dump = ["pg_dump", "--schema-only", stores.place_of(self.site)]
        text = subprocess.run(dump, check=True, capture_output=True, text=True).stdout
        return [line for line in text.splitlines() if not line.startswith(("--", "\\"))]

    def test_it_becomes_as_a_new_one(self):
        items = (
            rss_item(title=title, link=f"https://n.example/{title}", guid=title)
            for title in ("one", "two", "three")
        )
        self.write_feed("news.rss", rss("news", *items))
        self.configure(site_block("Older") + LOOPBACK + feed_block("news", "news.rss"))
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch")
        self.assertEqual(len(self.objects("queue", "--source", "news")), 3)
        new = self.shape()
        facets = "SELECT name, item FROM facet ORDER BY name, item"
        version = "SELECT version FROM tidings_schema"
        kept, now = self.rows(facets), self.rows(version)
        self.assertTrue(kept)
        stores.on_server(AS_OF_46, database=stores.name_of(self.site))
        self.assertNotEqual(self.shape(), new)
        self.assertEqual(len(self.objects("queue", "--source", "news")), 3)
        self.assertEqual(self.shape(), new)
        self.assertEqual(self.rows(facets), kept)
        self.assertEqual(self.rows(version), now)
        # What the steps made works: a decision moves the facets along.
        self.tidings("approve", self.objects("queue")[0]["id"])
        self.assertEqual(len(self.objects("queue", "--source", "news")), 2)


if __name__ == "__main__":
    unittest.main()
