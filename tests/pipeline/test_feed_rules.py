"""Every feed of the golden run keeps the rules of its format, and what breaks them is found."""
import os
import unittest

from feed_rules import is_feed, problems, walk_problems
from pipeline import TOP

GOLDEN = f"{TOP}/tests/golden"
BASE = "https://news.example.org/"
ATOM, RSS, JSON = "feed.atom", "feed.rss", "feed.json"
# In a feed of the golden run: what stands there, what is put in its place, what is then said.
BROKEN = [
    (ATOM, "<author>", "<autor>", "cannot be read"),
    (ATOM, "</title>\n", "</title>\n<title>Another</title>\n", "2 title in feed"),
    (ATOM, "<entry>\n<id>", "<entry>\n<id>no iri ", "id is no IRI"),
    (ATOM, "<published>2026-11-02T08", "<published>2026-11-02t08", "published of entry"),
    (ATOM, '<link rel="alternate" type="text/html" href="https://n', '<link href="n', "alternate"),
    (ATOM, 'rel="self"', 'rel="via"', "self is None"),
    (ATOM, 'href="https://news.example.org/feed.atom"', 'href="https://a.b/"', "self is https"),
    (ATOM, 'href=&quot;https://news', 'href=&quot;../news', "not whole"),
    (ATOM, "&lt;/p&gt;", "", "stays open"),
    (ATOM, "&lt;p&gt;", "&lt;p onclick=&quot;x&quot;&gt;", "onclick="),
    (ATOM, "&lt;p&gt;", "&lt;script&gt;&lt;/script&gt;&lt;p&gt;", "<script>"),
    (ATOM, 'xml:lang="en"', 'xml:lang="of the site"', "no language"),
    (ATOM, '<content type="html">', '<content type="xhtml">', "of type xhtml"),
    (ATOM, "</updated>", "Z</updated>", "updated is no time"),
    (ATOM, "</feed>", '<link rel="current" href="https://a.b/"/></feed>', "current"),
    (RSS, '<?xml version="1.0" encoding="UTF-8"?>\n', "", "no XML declaration"),
    (RSS, ' isPermaLink="false"', "", "no permanent link"),
    (RSS, "<pubDate>Mon", "<pubDate>Monday", "pubDate of"),
    (RSS, "<language>en", "<language>", "language of the channel"),
    (RSS, 'rel="self"', 'rel="via"', "atom:link self: []"),
    (JSON, '"version"', '"versions"', "version is not"),
    (JSON, 'jsonfeed.org/version/1.1', 'jsonfeed.org/version/1', "version"),
    (JSON, '"url": "https:', '"url": "', "no whole address"),
    (JSON, '"content_html"', '"content_htm"', "has no content"),
    (JSON, "2026-11-02T08:00:00", "2026-11-02 08:00:00", "no time"),
]


def golden(path):
    with open(f"{GOLDEN}/{path}", "rb") as f:
        return f.read()


class Rules(unittest.TestCase):
    def test_the_golden_run(self):
        paths = [
            os.path.relpath(os.path.join(folder, name), GOLDEN)
            for folder, _, names in os.walk(GOLDEN)
            for name in names
        ]
        feeds = [path for path in paths if is_feed(path)]
        self.assertGreater(len(feeds), 20)
        self.assertEqual(walk_problems({path: golden(path) for path in feeds}, BASE), [])

    def test_what_is_wrong_is_found(self):
        for path, old, new, said in BROKEN:
            with self.subTest(new=new, said=said):
                data = golden(path)
                broken = data.replace(old.encode(), new.encode(), 1)
                self.assertTrue(broken != data)
                found = problems(path, broken, BASE)
                self.assertTrue(any(said in one for one in found), found)

    def test_an_id_twice(self):
        entry = golden(ATOM).partition(b"<entry>")[2].partition(b"</entry>")[0]
        data = golden(ATOM).replace(b"</feed>", b"<entry>" + entry + b"</entry></feed>")
        found = problems(ATOM, data, BASE)
        self.assertTrue(any("an id twice" in one for one in found), found)
        self.assertTrue(any("one time of `updated` twice" in one for one in found), found)

    def test_an_archive_that_no_feed_leads_to(self):
        files = {ATOM: golden(ATOM), "archive/1.atom": golden(ATOM)}
        self.assertIn("archive/1.atom: no feed leads there", walk_problems(files, BASE))


if __name__ == "__main__":
    unittest.main()
