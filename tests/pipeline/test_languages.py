"""Titles say which language they are in, where that is known and is not the site's."""
import json
import unittest
import xml.etree.ElementTree as ET

from pipeline import LOOPBACK, feed_block, site_block
from world import WorldTest, rss_item

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SENTENCE = "Una frase que dice algo de las células madre y de quienes viven con esclerosis."
FEEDS = {"es": "es-MX", "en": "en-GB", "he": "he", "none": ""}


class Languages(WorldTest):
    def setUp(self):
        super().setUp()
        blocks = "".join(feed_block(name, f"{name}.rss") for name in FEEDS)
        self.blocks = LOOPBACK + 'topic "All" { match = "Noticia|News|chadashot" }\n' + blocks
        for name, language in FEEDS.items():
            item = rss_item(
                title=f"Noticia {name}",
                link=f"https://{name}.example/1",
                # With one text they would be one report that four outlets print.
                description=SENTENCE if name == "es" else f"Otra frase que dice algo de {name}.",
            )
            said = f"<language>{language}</language>" if language else ""
            self.write_feed(
                f"{name}.rss",
                f'<rss version="2.0"><channel><title>T</title>{said}{item}</channel></rss>',
            )
        self.configure(site_block("Languages") + self.blocks)
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch")
        self.items = {item["title"].split()[1].rstrip("."): item["id"] for item in self.queue()}

    def publish(self):
        self.tidings("publish")
        return {path: data.decode() for path, data in self.public_files().items()}

    def told(self, files):
        """{name: language} as each of them says it."""
        atom = {
            e.findtext(f"{ATOM}title").split()[1]: e.find(f"{ATOM}title").get(LANG)
            for e in ET.fromstring(files["feed.atom"]).iter(f"{ATOM}entry")
        }
        items = json.loads(files["feed.json"])["items"]
        self.assertEqual({i["title"].split()[1]: i.get("language") for i in items}, atom)
        for name, language in atom.items():
            page = next(
                text
                for path, text in files.items()
                if path.startswith("items/") and f"Noticia {name}" in text
            )
            said = f' lang="{language}"' if language else ""
            self.assertIn(f'<h1 dir="auto"{said}>Noticia {name}.</h1>', page)
            self.assertIn(
                f'href="https://{name}.example/1"{said}>Noticia {name}.</a>',
                files["news/index.html"],
            )
        return atom

    def test_titles(self):
        self.tidings("approve", *self.items.values(), "--as", "ana")
        files = self.publish()
        self.assertEqual(self.told(files), {"es": "es-MX", "en": None, "he": "he", "none": None})
        self.assertIn(f'<span lang="es-MX">{SENTENCE}</span>', files["news/index.html"])
        # To readers of Spanish the Spanish titles are none of another language, and the others are.
        self.configure(site_block("Lenguas", 'language = "es"') + self.blocks)
        self.assertEqual(
            self.told(self.publish()), {"es": None, "en": "en-GB", "he": "he", "none": None}
        )

    def test_words_of_an_editor(self):
        item = self.items["es"]
        self.tidings("edit", item, "--title", "News es", "--summary", "A sentence.", "--as", "ana")
        self.tidings("approve", item, "--as", "ana")
        files = self.publish()
        self.assertNotIn("es-MX", "".join(files.values()))


if __name__ == "__main__":
    unittest.main()
