"""What readers can search: on the server (/search), and by the index of out/ alone (search.js)."""
import json
import os
import random
import re
import shutil
import subprocess
import unittest
import urllib.parse

from desk import NOW, DeskTest
from pipeline import site_block

HERE = os.path.dirname(os.path.abspath(__file__))
NODE = shutil.which("node")
BASE = "https://news.example.org/"
TOPICS = ("cells", "skin", "lungs")
SITE = site_block("Search & Find", 'timezone = "UTC"') + "".join(
    f'topic "About {t}" {{ slug = "{t}" }}\n' for t in TOPICS
)
ITEM = """INSERT INTO item (id, tag, first_seen, state, section, title, official_title, url, label,
    citation, summary, status, status_line, notice, day, confidence, score, why)
    VALUES (?, ?, 1, ?, ?, ?, '', 'https://a.example/', 'PubMed', ?, ?, '', '', '', '', 2, 0.5,
    '')"""
RELEASE = """INSERT INTO release (id, item, at, section, title, official_title, url, label,
    citation, summary, status, status_line, notice, day, topics, published, kind)
    SELECT ?1, id, ?2, section, title, official_title, url, label, citation, summary, status,
        status_line, notice, day, ?3, ?2, 0 FROM item WHERE id = ?4"""
LIVE, WAITING, REJECTED = 1, 0, 2
COUNT = int(os.environ.get("SEARCH_ITEMS", "1100"))
AT = 1_790_000_000


def vocabulary(count=6000):
    """Words as they are in a language: some in nearly every text, most in few."""
    letters = random.Random(5)
    syllables = [
        a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ö", "an", "er")
    ]
    words = ["".join(letters.choice(syllables) for _ in range(1 + i % 4)) for i in range(count)]
    return words, [1 / (i + 3) for i in range(count)]


class SearchTest(DeskTest):
    def setUp(self):
        super().setUp()
        self.configure(SITE)
        self.random = random.Random(2)
        self.words, self.weights = vocabulary()

    def text(self, count):
        return " ".join(self.random.choices(self.words, self.weights, k=count)).capitalize()

    def add(self, first, count, state=LIVE, **said):
        """Items as editors would have approved them one after the other, or others."""
        with self.beside() as db:
            (release,) = db.execute("SELECT coalesce(max(id), 0) FROM release").fetchone()
            for i in range(first, first + count):
                title = said.get("title") or self.text(10)
                citation = f"{self.text(2)}, 2019;{i % 90}({i % 12}):{i}-{i + 9}"
                summary = said.get("summary") or self.text(25)
                db.execute(ITEM, (i, f"pmid/{i}", state, 1 + i % 3, title, citation, summary))
                if state == LIVE:
                    release += 1
                    topics = "\n".join(t for t in TOPICS if self.random.random() < 0.4)
                    db.execute(RELEASE, (release, AT + i, topics, i))
                    db.execute("UPDATE item SET live = ? WHERE id = ?", (release, i))

    def ask(self, q, page=1):
        """The server's answer, as a reader of another address gets it."""
        address = f"203.0.{self.random.randrange(256)}.{self.random.randrange(256)}"
        query = urllib.parse.urlencode({"q": q, "page": page})
        return self.browser(**{"X-Forwarded-For": address}).get(f"/search?{query}")

    def server(self, q, page=1):
        """(number of items, addresses of the page's results)"""
        answer = self.ask(q, page)
        self.assertEqual(answer.status, 200)
        heading = re.search(r"<h2>(\d*)", answer.text)
        pages = re.findall(r'<a class="title" href="([^"]*)"', answer.text)
        return (int(heading[1] or 0) if heading else 0, [page.removeprefix(BASE) for page in pages])

    def alone(self, queries):
        """The same by search.js, for each of (q, page): and what was loaded."""
        lines = "".join(json.dumps({"q": q, "page": page}) + "\n" for q, page in queries)
        ran = subprocess.run(
            [NODE, f"{HERE}/../script/search_site.mjs", f"{self.site}/out"],
            input=lines,
            capture_output=True,
            text=True,
            check=True,
        )
        return [json.loads(line) for line in ran.stdout.splitlines()]

    def found_alone(self, *queries):
        return [
            (found["total"], [result["page"] for result in found["results"]])
            for found in self.alone(queries)
        ]

    def both(self, q, page=1):
        """What both ways find, which is the same in the same order."""
        found = self.server(q, page)
        if NODE:
            self.assertEqual(self.found_alone((q, page)), [found])
        return found

    def sample(self, count):
        items = self.rows("SELECT id, title FROM item WHERE live IS NOT NULL ORDER BY id")
        return self.random.sample(items, count)

    def serve_far(self):
        """Behind the web server of the site, which says who asks."""
        self.configure('door { url = "https://news.example.org/" }\n', "door.conf")
        return self.serve("--quiet")


def page_of(item):
    return f"items/pmid-{item}.html"


class Finding(SearchTest):
    def test_each_item_is_found_by_the_words_of_its_title(self):
        self.add(1, COUNT)
        self.tidings("publish")
        self.serve_far()
        asked = [(id, self.random.sample(title.split(), 10)) for id, title in self.sample(200)]
        for id, words in asked:
            self.assertIn(page_of(id), self.server(" ".join(words))[1], words)
        if NODE:
            found = self.found_alone(*((" ".join(words), 1) for _, words in asked))
            for (id, words), (_, pages) in zip(asked, found):
                self.assertIn(page_of(id), pages, words)

    def test_both_ways_find_the_same_on_every_page(self):
        self.add(1, COUNT)
        self.tidings("publish")
        self.serve_far()
        common, rare = self.words[0], self.words[40]
        total, first = self.both(common)
        self.assertGreater(total, COUNT / 4)
        self.assertEqual(len(first), 20)
        last = (total + 19) // 20
        self.assertEqual(self.both(common, last + 5), self.both(common, last))
        for q in (
            f"{common} {rare}",
            rare.upper(),
            self.words[100][:3],
            "ab",
            "pmid 17",
            "2019",
            "about skin",
        ):
            self.both(q)

    def test_a_correction_changes_what_is_found(self):
        self.add(1, 40)
        self.add(41, 1, title="Methotrexate alone", summary="Zebra.")
        self.tidings("publish")
        self.serve_far()
        self.assertEqual(self.both("methotrexate"), (1, [page_of(41)]))
        self.assertEqual(self.both("zebra ALONE"), (1, [page_of(41)]))
        self.tidings("edit", "41", "--title", "Rituximab alone", "--as", "Ana")
        self.assertEqual(self.both("rituximab"), (0, []))
        self.tidings("approve", "41", "--as", "Ana")
        self.tidings("publish")
        self.assertEqual(self.both("methotrexate"), (0, []))
        self.assertEqual(self.both("rituximab"), (1, [page_of(41)]))

    def test_what_is_not_published_is_not_found(self):
        self.add(1, 30)
        self.add(31, 1, title="Quokka published")
        self.add(32, 1, WAITING, title="Quokka waits")
        self.add(33, 1, REJECTED, title="Quokka rejected")
        self.tidings("publish")
        self.serve_far()
        self.assertEqual(self.both("quokka"), (1, [page_of(31)]))
        self.tidings("withdraw", "31", "--reason", "It was wrong.", "--as", "Ana")
        # The server knows at once; out/ says so with the next publication.
        self.assertEqual(self.server("quokka"), (0, []))
        self.tidings("publish")
        self.assertEqual(self.both("quokka"), (0, []))
        self.assertNotIn(page_of(31), self.both("pmid 31")[1])
        for folder, _, files in os.walk(f"{self.site}/out/search"):
            for file in files:
                with open(f"{folder}/{file}") as text:
                    self.assertNotIn("uokka", text.read(), file)
        self.tidings("undo", "31", "--as", "Ana")
        self.tidings("publish")
        self.assertEqual(self.both("quokka"), (1, [page_of(31)]))

    def test_any_bytes_are_a_question(self):
        self.add(1, 25)
        self.tidings("publish")
        self.serve_far()
        for q in (
            '"',
            "''",
            "a* OR b",
            "NEAR(x y, 2)",
            "title:x",
            "^",
            "-",
            "(",
            "{title} : x",
            "\\",
            "%",
            "x" * 5000,
            "{n} {q}",
            "<script>alert(1)</script>",
            "\u202e\u0300",
            "🙂",
            " ".join("abcdefghijklmnop"),
        ):
            with self.subTest(q[:40]):
                answer = self.ask(q)
                self.assertEqual(answer.status, 200)
                self.assertNotIn("<script", answer.text)
        for raw in ("%00", "%ff%fe", "%", "%zz", "&&=&", "q&q=1"):
            answer = self.browser().get(f"/search?q={raw}")
            self.assertEqual(answer.status, 200)
        self.assertIn("first 12 words", self.ask(" ".join("abcdefghijklmnop")).text)
        self.assertIn("“&lt;b&gt;”", self.ask("<b>").text)


class Serving(SearchTest):
    def test_the_answer_is_a_page_of_the_site(self):
        self.add(1, 45, title="Grafts for skin")
        self.tidings("publish")
        self.serve_far()
        answer = self.ask("grafts", 2)
        self.assertIn("<title>45 items for “grafts” – Search &amp; Find</title>", answer.text)
        self.assertIn('<meta name="robots" content="noindex">', answer.text)
        self.assertIn(f'href="{BASE}style.css"', answer.text)
        self.assertIn('<ol class="items" start="21">', answer.text)
        self.assertIn('rel="prev" href="?q=grafts&amp;page=1"', answer.text)
        self.assertIn('rel="next" href="?q=grafts&amp;page=3"', answer.text)
        self.assertEqual(answer.headers["Cache-Control"], "public, max-age=60")
        self.assertEqual(answer.headers.get_all("Set-Cookie"), None)
        self.assertIn(f"style-src {BASE[:-1]};", answer.headers["Content-Security-Policy"])
        self.assertEqual(self.browser().get("/search").status, 200)
        self.assertEqual(self.browser().post("/search", {"q": "x", "csrf": ""}).status, 405)

    def test_who_asks_too_often_waits(self):
        self.add(1, 1)
        self.tidings("publish")
        self.serve_far()
        asks = self.browser(**{"X-Forwarded-For": "203.0.113.7"})
        statuses = [asks.get("/search?q=x").status for _ in range(60)]
        self.assertEqual(set(statuses[:30]), {200})
        self.assertEqual(statuses[-1], 429)
        refused = asks.get("/search?q=x")
        self.assertEqual(refused.headers["Retry-After"], "2")
        self.assertEqual(refused.headers["Cache-Control"], "no-store")
        other = self.browser(**{"X-Forwarded-For": "203.0.113.8"})
        self.assertEqual(other.get("/search?q=x").status, 200)

    def test_without_a_script_the_page_leads_on(self):
        self.add(1, 3)
        self.tidings("publish")
        with open(f"{self.site}/out/search.html") as page:
            text = page.read()
        self.assertIn('action="search.html"', text)
        self.assertIn('<a href="research/index.html">', text.partition("<noscript>")[2])
        self.configure('door { url = "https://news.example.org" }\n', "door.conf")
        self.tidings("publish")
        with open(f"{self.site}/out/search.html") as page:
            self.assertIn('action="https://news.example.org/search"', page.read())


class Writing(SearchTest):
    def snapshot(self):
        return {
            name: os.stat(f"{self.site}/out/{name}").st_mtime_ns for name in self.public_files()
        }

    def test_an_approval_writes_few_small_files(self):
        self.add(1, COUNT)
        self.tidings("publish")
        before = self.snapshot()
        self.add(COUNT + 1, 1)
        self.tidings("publish")
        after = self.snapshot()
        changed = [n for n in after if before.get(n) != after[n] and n.startswith("search/")]
        last = (COUNT - 1) // 1000 + 1
        self.assertTrue(all(n.startswith(f"search/{last}/") for n in changed), changed)
        self.assertLessEqual(len(changed), 65)
        size = sum(os.path.getsize(f"{self.site}/out/{n}") for n in changed)
        self.assertLessEqual(size, 250_000)
        print(f"an approval at {COUNT} items: {len(changed)} files, {size} bytes of the index")
        # A whole publication makes the same.
        kept = self.public_files()
        shutil.rmtree(f"{self.site}/out/search")
        with self.beside() as db:
            db.execute("DELETE FROM note WHERE name = 'publication stamp'")
        self.tidings("publish")
        made = self.public_files()
        self.assertEqual([n for n in kept | made if kept.get(n) != made.get(n)], [])

    @unittest.skipUnless(NODE, "node is not there")
    def test_a_search_loads_little(self):
        self.add(1, COUNT)
        self.tidings("publish")
        page = sum(
            os.path.getsize(f"{self.site}/out/{n}")
            for n in ("search.html", "search.js", "style.css")
        )
        common = " ".join(self.words[:4])
        queries = [(common, 1)] + [
            (" ".join(title.split()[: 1 + i % 10]), 1)
            for i, (_, title) in enumerate(self.sample(200))
        ]
        most = max(found["bytes"] for found in self.alone(queries)) + page
        print(f"a search at {COUNT} items loads at most {most} bytes")
        self.assertLessEqual(most, 300_000)


if __name__ == "__main__":
    unittest.main()
