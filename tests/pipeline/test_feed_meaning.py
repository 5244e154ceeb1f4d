"""What a feed says reaches the queue, the pages, the digest and the desk as it is meant."""
import json
import re
import unicodedata
import unittest

from desk import Browser, DeskTest
from pipeline import LOOPBACK, feed_block, site_block
from world import WorldTest, rss, rss_item

RLO, RLE, LRI = "\u202e", "\u202b", "\u2066"
OPENERS, CLOSERS = {"LRE", "RLE", "LRI", "RLI", "FSI"}, {"PDF", "PDI"}
ARABIC = "علاج جديد (HSCT) لتصلب الجلد"
TEXT = "A study found that patients with scleroderma improved over two years of follow-up."


def feed_site(*files):
    return (
        site_block("Meaning", 'postal_address = "1 Sample Street"')
        + LOOPBACK
        + "".join(feed_block(name, name) for name in files)
    )


class FeedMeaning(WorldTest):
    def fetch(self, **files):
        """Each is a feed NAME_KIND of this text; gives the queue by title."""
        for name, text in files.items():
            self.write_feed(name.replace("_", "."), text)
        self.configure(feed_site(*(name.replace("_", ".") for name in files)))
        self.write_routes()
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch")
        return {item["title"]: item for item in self.queue()}

    def test_links_lead_where_they_are_meant_to(self):
        items = [
            rss_item(title="Relative", link="/one"),
            rss_item(title="Without a scheme", link="clinic.example/two"),
            rss_item(title="Over two lines", link="https://clinic.example/th\n  ree"),
            rss_item(title="First and last", link="https://a.example/4")[: -len("</item>")]
            + "<link>https://clinic.example/four</link></item>",
            rss_item(title="Recording")[: -len("</item>")]
            + '<enclosure url="https://cdn.example/5.mp3" type="audio/mpeg" length="1"/></item>',
            rss_item(title="Counted", link="https://feedproxy.example/6")[: -len("</item>")]
            + '<f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">'
            "https://clinic.example/six</f:origLink></item>",
            rss_item(title="Redirected", link=GOOGLE),
        ]
        home = "<link>https://clinic.example/</link>"
        queue = self.fetch(links_rss=rss("Clinic</title>" + home + "<title>Clinic", *items))
        self.assertEqual(
            {title: item["url"] for title, item in queue.items()},
            {
                "Relative": "https://clinic.example/one",
                "Without a scheme": "https://clinic.example/two",
                "Over two lines": "https://clinic.example/three",
                "First and last": "https://clinic.example/four",
                "Recording": "https://cdn.example/5.mp3",
                "Counted": "https://clinic.example/six",
                "Redirected": "https://clinic.example/seven?a=1",
            },
        )

    def test_dates_are_read_as_the_feed_writes_them(self):
        french = rss(
            "Nouvelles</title><language>fr</language><title>Nouvelles",
            rss_item(title="Un", link="https://f.example/1", pubDate="05/01/2026"),
        )
        one = rss_item(title="One", link="https://n.example/1", pubDate="05/01/2026")
        queue = self.fetch(french_rss=french, unknown_rss=rss("News", one))
        self.assertTrue(queue["Un"]["published"].startswith("2026-01-05"), queue["Un"])
        self.assertFalse(queue["One"]["published"])

    def test_an_aggregators_copy_is_shown_beside_the_papers_own(self):
        headline = "Stem cells reverse skin scarring in 30 patients, study finds"
        day = "Fri, 20 Nov 2026 08:00:00 GMT"
        google = rss_item(
            title=f"{headline} - Daily Sample",
            link="https://news.google.com/rss/articles/CBMiQQ?oc=5",
            guid="CBMiQQ",
            pubDate=day,
            source="Daily Sample",
        )
        own = rss_item(title=headline, link="https://paper.example/9.html", pubDate=day)
        queue = self.fetch(google_rss=rss("Google News", google), paper_rss=rss("Sample", own))
        first, second = queue[headline], queue[f"{headline} - Daily Sample"]
        for one, other in ((first, second), (second, first)):
            self.assertEqual([related["id"] for related in one["related"]], [other["id"]])
            self.assertIn("Same headline", one["related"][0]["why"])

    def test_a_headline_that_comes_back_is_near_to_that_of_its_day(self):
        days = {
            "2024": "Sun, 10 Nov 2024 08:00:00 GMT",
            "2025": "Mon, 10 Nov 2025 08:00:00 GMT",
            "2025-next-day": "Tue, 11 Nov 2025 08:00:00 GMT",
            "2024-next-day": "Mon, 11 Nov 2024 08:00:00 GMT",
            "no-day": "",
        }
        headline = "Walk for a cure of scleroderma raises a record sum"
        for name, day in days.items():  # each by an outlet of its own
            story = rss_item(title=headline, link=f"https://{name}.example/walk", pubDate=day)
            self.fetch(**{f"outlet{name}_rss": rss(name, story)})
        names = {i["id"]: i["url"].split("/")[2].removesuffix(".example") for i in self.queue()}
        related = {
            names[item["id"]]: sorted(names[r["id"]] for r in item["related"])
            for item in self.queue()
        }
        self.assertEqual(
            related,
            {
                "2024": ["2024-next-day", "no-day"],
                "2025": ["2025-next-day", "no-day"],
                "2025-next-day": ["2025", "no-day"],
                "2024-next-day": ["2024", "no-day"],
                "no-day": ["2024", "2024-next-day", "2025", "2025-next-day"],
            },
        )

    def test_a_post_without_a_title_has_its_first_words(self):
        post = rss_item(
            description="Second-hand smoke and Raynaud: what we learned",
            guid="at://did:plc:abc/app.bsky.feed.post/3k",
            link="https://bsky.app/profile/a/post/3k",
        )
        self.assertEqual(
            list(self.fetch(posts_rss=rss("Posts", post))),
            ["Second-hand smoke and Raynaud: what we learned"],
        )


GOOGLE = "https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://clinic.example/seven%3Fa%3D1"


class Bidi(WorldTest, DeskTest):
    """Nothing that a source writes turns the direction of what stands behind it."""

    def setUp(self):
        super().setUp()
        titles = [
            f"Unclosed {RLO}override in scleroderma",
            f"Open {RLE}embedding {LRI}isolate",
            ARABIC,
        ]
        items = [
            {
                "id": f"https://h.example/{i}",
                "url": f"https://h.example/{i}",
                "title": title,
                "content_text": f"{TEXT} {RLE}{i}",
                "date_published": "2026-11-01T10:00:00Z",
                "authors": [{"name": f"Dr. {RLO}No"}],
            }
            for i, title in enumerate(titles)
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "B", "items": items}
        self.write_feed("bidi.json", json.dumps(feed))
        self.configure(feed_site("bidi.json"))
        self.write_routes()
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch")

    def check(self, text, where):
        depth = 0
        for c in text:
            direction = unicodedata.bidirectional(c)
            self.assertNotIn(direction, ("RLO", "LRO"), where)
            depth += (direction in OPENERS) - (direction in CLOSERS)
            self.assertGreaterEqual(depth, 0, where)
            # Markup and line ends come behind what is closed.
            self.assertFalse(depth and c in "<\n", where)
        self.assertEqual(depth, 0, where)

    def approve_all(self):
        queue = self.queue()
        self.assertEqual(len(queue), 3)
        self.tidings("approve", *(item["id"] for item in queue), "--as", "ana")

    def test_queue(self):
        titles = {item["title"] for item in self.queue()}
        self.assertIn("Unclosed override in scleroderma", titles)
        self.assertIn(ARABIC, titles)
        self.check(self.tidings("queue"), "queue")
        self.check(self.tidings("queue", "--json"), "queue --json")

    def test_pages_and_feeds(self):
        self.approve_all()
        self.tidings("publish")
        for path, content in self.public_files().items():
            self.check(content.decode(), path)
        for path in self.public_files():
            page = self.public_files()[path].decode()
            body = page.partition("<body>")[2]
            for around in re.findall(r"<[^<>]*>(?:<a [^<>]*>)?" + re.escape(ARABIC), body):
                self.assertIn('dir="auto"', around.split(">")[0], path)

    def test_digest(self):
        self.approve_all()
        self.tidings("digest")
        files = {path: text for path, text in self.public_files().items() if "digest" in path}
        self.assertTrue(files)
        for path, content in files.items():
            if not path.endswith(".eml"):
                self.check(content.decode(), path)

    def test_desk(self):
        self.add_editor("Ana")
        self.serve()
        ana = Browser(self.port)
        ana.login()
        page = ana.get("/queue").text
        self.check(page, "/queue")
        self.assertIn(f'<span class="name" dir="auto">{ARABIC}', page)
        for item in self.queue():
            self.check(ana.get(f"/item/{item['id']}").text, item["title"])


if __name__ == "__main__":
    unittest.main()
