"""Every published item is reached: by links from the first page, by each feed and its archives."""
import json
import os
import random
import re
import unittest
import xml.etree.ElementTree as ET
from email.utils import parsedate_to_datetime

from feed_rules import walk_problems
from pipeline import SiteTest, site_block

ATOM, AT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASE = "https://news.example.org/"
TOPICS = ("cells", "skin", "lungs")
SITE = site_block("Reach") + "".join(f'topic "{t}" {{ slug = "{t}" }}\n' for t in TOPICS)
ITEM = """INSERT INTO item (id, tag, first_seen, state, section, title, official_title, url, label,
    citation, summary, status, status_line, notice, day, confidence, score, why, backfill)
    VALUES (?, ?, 1, 1, ?, ?, '', '', '', '', 'x', '', '', '', '', 2, 0.5, '', ?)"""
RELEASE = """INSERT INTO release (id, item, at, section, title, official_title, url, label,
    citation, summary, status, status_line, notice, day, topics, published)
    VALUES (?, ?, ?, ?, ?, '', ?, 'Journal', '2020', 'A sentence.', '', '', '', ?, ?, ?)"""
COUNT = 700


class Reach(SiteTest):
    def setUp(self):
        super().setUp()
        self.configure(SITE)
        self.random = random.Random(1)

    def add(self, first, count, backfill=0, at=1_790_000_000):
        """Items as editors would have approved them one after the other, of all times."""
        with self.beside() as db:
            (release,) = db.execute("SELECT coalesce(max(id), 0) FROM release").fetchone()
            for i in range(first, first + count):
                year = self.random.choice(
                    ["", "2019", "2019", str(self.random.randrange(1995, 2026))]
                )
                day = f"{year}-{self.random.randrange(1, 13):02}-11" if year else ""
                topics = "\n".join(t for t in TOPICS if self.random.random() < 0.4)
                section, title, link = (
                    1 + i % 3,
                    f"Item {i} <b> & \"co\" p < 0.05",
                    f"https://a.example/{i}",
                )
                release += 1
                db.execute(ITEM, (i, f"pmid/{i}", section, title, backfill))
                db.execute(RELEASE, (release, i, at + i, section, title, link, day, topics, at + i))
                db.execute("UPDATE item SET live = ? WHERE id = ?", (release, i))

    def crawl(self):
        """The files that links lead to, from the first page on."""
        found, ahead = set(), ["index.html"]
        while ahead:
            path = ahead.pop()
            if path in found or not path.endswith(
                (".html", ".css", ".atom", ".rss", ".json", ".opml")
            ):
                continue
            with open(f"{self.site}/out/{path}", encoding="utf-8") as f:
                text = f.read()
            found.add(path)
            links = re.findall(r' href="([^"#]*)', text) if path.endswith(".html") else []
            folder = os.path.dirname(path)
            ahead += [os.path.normpath(os.path.join(folder, x)) for x in links if ":" not in x]
        return found

    def walk(self, path):
        """What a reader holds who walks from the feed through its archives, the newest first."""
        told, documents = {}, 0
        while path:
            root = ET.parse(f"{self.site}/out/{path}").getroot()
            ids = [e.findtext(f"{ATOM}id") for e in root.iter(f"{ATOM}entry")]
            gone = [e.get("ref") for e in root.iter(f"{AT}deleted-entry")]
            self.assertEqual(len(set(ids + gone)), len(ids + gone), path)
            for name, is_there in [*((i, True) for i in ids), *((i, False) for i in gone)]:
                told.setdefault(name, is_there)
            links = {x.get("rel"): x.get("href") for x in root.findall(f"{ATOM}link")}
            self.assertEqual(links["self"], BASE + path)
            path = links.get("prev-archive", "").removeprefix(BASE)
            documents += 1
        return {name for name, is_there in told.items() if is_there}, documents

    def formats(self, folder):
        """What the feed says of its entries in each of its formats."""
        out = f"{self.site}/out/{folder}feed."
        atom = [
            (
                e.findtext(f"{ATOM}id"),
                e.findtext(f"{ATOM}title"),
                e.find(f"{ATOM}link[@rel='alternate']").get("href"),
                e.findtext(f"{ATOM}published"),
                e.findtext(f"{ATOM}content"),
            )
            for e in ET.parse(out + "atom").getroot().iter(f"{ATOM}entry")
        ]
        encoded = "{http://purl.org/rss/1.0/modules/content/}encoded"
        names = ("guid", "title", "link", "pubDate", encoded)
        rss = [
            tuple(e.findtext(name) for name in names) for e in ET.parse(out + "rss").iter("item")
        ]
        with open(out + "json", encoding="utf-8") as f:
            names = ("id", "title", "url", "date_published", "content_html")
            json_feed = [tuple(item[name] for name in names) for item in json.load(f)["items"]]
        return atom, rss, json_feed

    def check_formats(self, folder):
        atom, rss, json_feed = self.formats(folder)
        self.assertGreater(len(atom), 40)
        self.assertEqual(atom, json_feed, folder)
        dates = [parsedate_to_datetime(e[3]).strftime("%Y-%m-%dT%H:%M:%SZ") for e in rss]
        self.assertEqual(atom, [(*e[:3], d, e[4]) for e, d in zip(rss, dates)], folder)

    def live(self, where="1 = 1"):
        rows = self.rows(
            "SELECT i.tag FROM item AS i JOIN release AS r ON r.id = i.live WHERE " + where
        )
        return {f"tag:example.org,2026:{tag}" for (tag,) in rows}

    def archives(self):
        return {p: data for p, data in self.public_files().items() if "/archive/" in f"/{p}"}

    def check_sitemaps(self, files):
        """They list every page that a search engine may show, each once, and no other."""
        listed = [
            (path, url.findtext(f"{MAP}loc").removeprefix(BASE))
            for path in self.sitemaps(files)
            for url in ET.fromstring(files[path]).iter(f"{MAP}url")
        ]
        pages = [page for _, page in listed]
        hidden = re.compile(rb'<meta name="robots" content="noindex">|http-equiv="refresh"')
        expected = {
            p for p, data in files.items() if p.endswith(".html") and not hidden.search(data)
        }
        self.assertEqual(sorted(pages), sorted(expected))
        for path, page in listed:
            if match := re.fullmatch("sitemap-items-([0-9]+).xml", path):
                number = int(re.search("([0-9]+).html", page)[1])
                self.assertEqual((number - 1) // 1000 + 1, int(match[1]))

    def sitemaps(self, files):
        root = ET.fromstring(files["sitemap.xml"])
        named = [e.findtext(f"{MAP}loc").removeprefix(BASE) for e in root.iter(f"{MAP}sitemap")]
        there = {p for p in files if p.startswith("sitemap-")}
        self.assertEqual(sorted(named), sorted(there))
        self.assertIn(f"Sitemap: {BASE}sitemap.xml\n".encode(), files["robots.txt"])
        return named

    def check_all(self):
        files = self.public_files()
        found = self.crawl()
        items = {path for path in files if path.startswith("items/")}
        live = {f"items/{tag.split(':')[2].replace('/', '-')}.html" for tag in self.live()}
        self.assertEqual(live - found, set(), "items that no link reaches")
        pages = {path for path in files if path.endswith(".html")} - items - {"404.html"}
        self.assertEqual(pages - found, set(), "pages that no link reaches")
        for path in pages:
            self.assertLess(len(files[path]), 100_000, path)
        self.check_sitemaps(files)
        self.assertEqual(walk_problems(files, BASE), [])
        listed = [o.get("xmlUrl") for o in ET.fromstring(files["feeds.opml"]).iter("outline")]
        there = {path for path in files if re.search(r"(^|/)(feed|changes)\.atom$", path)}
        self.assertEqual(sorted(listed), sorted(BASE + path for path in there))
        for folder, where in (
            ("", "1 = 1"),
            ("research/", "r.section = 1"),
            ("news/", "r.section = 2"),
            ("trials/", "r.section = 3"),
            (
                "topics/skin/",
                "char(10) || r.topics || char(10) LIKE '%' || char(10) || 'skin' || '%'",
            ),
        ):
            self.assertEqual(self.walk(folder + "feed.atom")[0], self.live(where), folder)

    def test_nothing_is_published_yet(self):
        self.tidings("publish")
        self.assertEqual(walk_problems(self.public_files(), BASE), [])

    def test_many_items_over_many_publications(self):
        self.add(1, COUNT)
        self.tidings("publish")
        self.check_all()
        self.check_formats("")
        self.check_formats("topics/cells/")
        archives = self.archives()
        self.assertGreater(len(archives), 30)
        for k in range(5):
            self.add(COUNT + 1 + 20 * k, 20)
            self.tidings("withdraw", 5 + k, "--reason", "It was wrong", "--as", "ana")
            self.tidings("edit", 30 + k, "--section", "news", "--as", "ana")
            self.tidings("publish")
        self.check_all()
        after = self.archives()
        self.assertEqual({path: after[path] for path in archives}, archives)
        files, (_, documents) = self.public_files(), self.walk("feed.atom")
        self.assertGreater(documents, 14)
        self.tidings("publish", "--all")
        self.assertEqual(self.public_files(), files)

    def test_a_change_writes_the_sitemap_of_its_range(self):
        self.add(990, 20)
        self.tidings("publish")
        before = self.public_files()
        self.tidings("withdraw", 1005, "--reason", "It was wrong", "--as", "ana")
        self.tidings("publish")
        after = self.public_files()
        self.check_sitemaps(after)
        changed = {p for p in after if p.startswith("sitemap") and after[p] != before.get(p)}
        self.assertEqual(changed, {"sitemap.xml", "sitemap-pages.xml", "sitemap-items-2.xml"})
        for item in range(1001, 1010):
            if item != 1005:
                self.tidings("withdraw", item, "--reason", "It was wrong", "--as", "ana")
        self.tidings("publish")
        self.assertNotIn("sitemap-items-2.xml", self.public_files())
        self.check_sitemaps(self.public_files())

    def test_nothing_old_is_announced_as_new(self):
        self.add(1, 60)
        self.tidings("publish")
        before = self.public_files()["feed.atom"]
        self.add(1001, 130, backfill=1)
        self.tidings("publish")
        self.check_all()
        feed = self.public_files()["feed.atom"]
        self.assertEqual(re.findall(rb"pmid/1\d\d\d<", feed), [])
        entries = re.compile(rb"<entry>.*?</entry>", re.S)
        self.assertEqual(entries.findall(feed), entries.findall(before))


if __name__ == "__main__":
    unittest.main()
