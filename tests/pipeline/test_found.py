"""Small inputs that once broke the program, each of a whole kind (../shared/cases/found), and what
is right of each. Skipped where they are not."""
import gc
import json
import os
import subprocess
import sys
import unittest

from pipeline import LOOPBACK, SHARED, TIDINGS, feed_block, read, site_block
from world import WorldTest, rss, rss_item

FOUND = f"{SHARED}/cases/found"


def parse(file):
    done = subprocess.run(
        [TIDINGS, "parse", "--json", f"{FOUND}/feeds/{file}"], capture_output=True, text=True
    )
    return json.loads(done.stdout)


def text(value):
    return value["text"] if isinstance(value, dict) else value


def pick(entry, field):
    """ "title", "image.url": a field of an entry, or one within it."""
    for name in field.split("."):
        entry = entry.get(name) if isinstance(entry, dict) else None
    return text(entry)


# File: the fields, and what each entry has of them.
RIGHT = {
    "F02-samelink.rss": ("url", ["http://e.example/news.html#1"], ["http://e.example/news.html#2"]),
    "F06-one-emoji-garbles-feed.rss": (
        "title",
        ["Größe der Studie für ältere Menschen mit Überlebensvorteil – „neu“ 😉 end"],
    ),
    "F08-dspace-link.rss": ("url", ["https://lib.example/handle/1/2"]),
    "F09-nostr-first.atom": ("url", ["https://e.example/a"]),
    "F10-origlink.rss": ("ext.feedburner_origlink", ["http://e.example/orig"]),
    "F11-cdata-literal.rss": ("summary", ["My text."]),
    "F12-relative-to-channel.rss": ("url", ["https://www.clinic.example/news/1"]),
    "guid_reuse_step2.rss": (
        "id url published",
        ["today", "http://f.example/today", "2026-11-03T07:00:00Z"],
        ["0", "http://f.example/w2", "2026-11-03T06:00:00Z"],
    ),
    "k10-cdf.xml": ("title url updated", ["i", "http://e.org/1", "2024-01-05T14:00:00Z"]),
    "k12-multilink.xml": ("url", ["http://i2/"]),
    "k13-smallkinds.xml": ("title image.url", ["It’s mojibake", "http://e.org/i.jpg"]),
    "k14-links.xml": (
        "title url",
        ["no scheme", "https://nn.example/four"],
        ["www", "https://www.nn.example/five"],
        ["line break", "https://nn.example/line"],
        ["audio only", None],
    ),
    "k1b-realistic.xml": (
        "title url",
        ["Walk and talk", "https://ssc.example/walk"],
        ["R&D award: 5 < 6", "https://ssc.example/show.php?id=7&lang=en"],
    ),
    "k2-entity.xml": ("title", ["Dose of 5 μg a day"]),
    "k3-samelink.xml": (
        "title url",
        ["Webinar on Raynaud", "https://h.example/"],
        ["Fundraising walk in Ohio", "https://h.example/"],
        ["Grant awarded to Dr Lee", "https://h.example/#grant"],
    ),
    "k4-surrogate.json": ("title", ["cut emoji \ufffd"], ["fine"]),
    "k5-lt.xml": (
        "summary",
        ["Background: the ratio A<B & C. Methods: we did all of this. " "Conclusions: it works."],
        ["PaO2<FiO2 was lower in group A. Second."],
        ["when T<Tc and x>y in vivo it works"],
    ),
    "k6-prism21.xml": ("doi published", ["10.1000/a", "2024-01-05T00:00:00Z"]),
    "k7-dates-fr.xml": ("published", ["2024-01-05T00:00:00Z"], ["2024-01-13T00:00:00Z"]),
    "k8-notitle.xml": (
        "url summary",
        [
            "https://bsky.app/profile/a/post/3k",
            "Second-hand smoke and Raynaud: what we learned this week",
        ],
    ),
    "k9-atomlinks.xml": (
        "title url",
        ["iana rel", "http://e.org/1"],
        ["pdf first", "http://e.org/2.html"],
        ["inline pdf", None],
    ),
}
# What items are made of these: their titles and addresses in the queue.
ITEMS = {
    "F10-origlink.rss": {("A", "http://e.example/orig")},
    "k8-notitle.xml": {
        (
            "Second-hand smoke and Raynaud: what we learned this week",
            "https://bsky.app/profile/a/post/3k",
        )
    },
    "k14-links.xml": {
        ("no scheme", "https://nn.example/four"),
        ("www", "https://www.nn.example/five"),
        ("line break", "https://nn.example/line"),
        ("audio only", "https://cdn.nn.example/e1.mp3"),
    },
}


class Found(WorldTest):
    def visit(self, *files, folder="feeds"):
        for file in files:
            self.write_feed(file, read(f"{FOUND}/{folder}/{file}"))
        self.configure(
            site_block("Found", 'timezone = "UTC"')
            + LOOPBACK
            + "".join(feed_block(file, file) for file in files)
        )
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch", now="2026-11-28T12:00:00Z")
        return self.queue(now="2026-11-28T12:00:00Z")

    def test_feeds(self):
        for file, (fields, *right) in RIGHT.items():
            with self.subTest(file):
                entries = parse(file)["entries"]
                read_as = [[pick(entry, field) for field in fields.split()] for entry in entries]
                self.assertEqual(read_as, right)

    def test_small_kinds(self):
        feed = parse("k13-smallkinds.xml")
        self.assertEqual(text(feed["feed"]["info"]), "For readers")
        terms = [category["term"] for category in feed["entries"][0]["categories"]]
        self.assertEqual(terms, ["a", "b", "One"])
        self.assertEqual(parse("k12-multilink.xml")["feed"]["home_url"], "http://one/")

    def test_what_items_are_made_of_them(self):
        for file, right in ITEMS.items():
            with self.subTest(file):
                self.setUp()
                found = {(item["title"], item["url"]) for item in self.visit(file)}
                self.assertEqual(found, right)

    def test_an_aggregators_copy_is_shown_beside_the_papers_own(self):
        paper, copy = self.visit("k15-publisher.xml", "k15-googlenews.xml")
        for item, other in ((paper, copy), (copy, paper)):
            self.assertEqual([kin["id"] for kin in item["related"]], [other["id"]])

    def test_lists_of_feeds(self):
        self.configure(site_block("Found") + LOOPBACK)
        self.tidings("import", f"{FOUND}/opml/F05-import-breaks-site.opml")
        self.tidings("check")
        said = self.tidings("import", f"{FOUND}/opml/F05b-dropped-silently.opml")
        self.assertIn("3 new feeds", said)
        self.assertIn("left out “C”: “e.example/f3” is not a web address", said)
        self.tidings("check")
        exported = self.tidings("export")
        for url in ("http://e.example/f1", "https://e.example/f2", "http://e.example/f4"):
            self.assertIn(f'xmlUrl="{url}"', exported)

    def test_markup_in_titles(self):
        titles = {item["title"] for item in self.visit("markup.rss", folder="text")}
        self.assertIn("Effect of H2S on TGF-β in p < 0.05 scleroderma", titles)
        self.assertIn("Skin score & more", titles)

    def test_directions_of_text(self):
        items = self.visit("bidi.json", "hostile.json", folder="text")
        self.tidings("approve", *(item["id"] for item in items), "--as", "ana")
        self.tidings("publish")
        for path, page in self.public_files().items():
            for control in "\u202e\u202d":
                self.assertNotIn(control, page.decode(), path)
            if not path.endswith(".json"):  # where a title is text, and no markup
                self.assertNotIn(b"<script>alert", page, path)

    @unittest.skipIf(os.environ.get("SANITIZE") == "ON", "sanitizers take memory of their own")
    def test_a_bomb_of_json(self):
        """It costs itself alone, and its source says so."""
        bomb = f"{self.world}/feeds/bomb.json"
        subprocess.run(
            [sys.executable, f"{FOUND}/operate/jsonbomb.py", bomb],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        self.write_feed("well.rss", rss("well", rss_item(title="A story", guid="1")))
        feeds = feed_block("bomb", "bomb.json") + feed_block("well", "well.rss")
        self.configure(site_block("Found") + LOOPBACK + feeds)
        with self.replay() as replay:
            self.port = replay.port
            gc.collect()  # the new process begins as large as this one
            run = subprocess.Popen(
                [TIDINGS, "-C", self.site, "fetch"],
                env=dict(os.environ, TIDINGS_REPLAY_PORT=str(self.port)),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            _, status, usage = os.wait4(run.pid, 0)
            run.returncode = os.waitstatus_to_exitcode(status)
        self.assertLessEqual(usage.ru_maxrss / 1024, 256)
        sources = self.sources()
        self.assertEqual((sources["bomb"]["new"], sources["well"]["health"]), (0, "well"))
        self.assertNotEqual(sources["bomb"]["problem"] + sources["bomb"]["warning"], "")


if __name__ == "__main__":
    if not os.path.isdir(FOUND):
        print(f"skipped: {FOUND} is not there")
        sys.exit(77)
    unittest.main()
