"""In which section news are filed, through a whole run: parse, match, judge and store together."""
import json
import os
import unittest
from xml.sax.saxutils import escape

from pipeline import LOOPBACK, SHARED, feed_block, read, site_block
from world import WorldTest, rss, rss_item

ITEMS = os.path.join(SHARED, "cases", "sections", "items.jsonl")
FORMS = os.path.join(SHARED, "cases", "found", "judge")
NOW = "2026-11-02T12:00:00Z"
# Articles of journals, each under another publisher's kind of address.
ARTICLES = [
    "https://onlinelibrary.wiley.com/doi/10.1002/art.50001?af=R",
    "https://www.nejm.org/doi/full/10.1056/NEJMoa2600001?rss=1",
    "https://www.tandfonline.com/doi/full/10.1080/03009742.2026.50001?af=R",
    "https://journals.sagepub.com/doi/abs/10.1177/00000000261000001?ai=1",
    "https://academic.oup.com/brain/advance-article/doi/10.1093/brain/awz00001/5300001?rss=1",
    "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0500001",
    "https://link.springer.com/article/10.1007/s10000-026-50001-1",
    "https://www.frontiersin.org/articles/10.3389/fimmu.2026.50001/full",
    "https://www.medrxiv.org/content/10.1101/2026.10.10.26350001v1?rss=1",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC9900001/",
    "https://www.sciencedirect.com/science/article/pii/S0049000026500010?dgcid=rss_sd_all",
    "https://jamanetwork.com/journals/jama/fullarticle/2850001",
]
TRIALS = [
    "https://clinicaltrials.gov/study/NCT99000001",
    "https://euclinicaltrials.eu/ctis-public/view/2026-500001-23-00",
]


class Sections(WorldTest):
    def file(self, items):
        """How each of (title, text, address) is filed: (section, confidence) by title."""
        self.write_routes()
        self.configure(site_block("Sections") + LOOPBACK + feed_block("News", "news.rss"))
        self.write_feed("news.rss", items if isinstance(items, str) else self.feed_of(items))
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch", now=NOW)
        return {
            item["title"]: (item["section"], item["section_confidence"])
            for item in self.queue(now=NOW)
        }

    def feed_of(self, items):
        rows = [
            rss_item(title=escape(title), description=escape(escape(text)), link=escape(link))
            for title, text, link in items
        ]
        return rss("News", *rows)

    def test_an_address_decides(self):
        filed = self.file(
            [(f"Samples of light {i}", "", link) for i, link in enumerate(ARTICLES + TRIALS)]
        )
        for i, link in enumerate(ARTICLES + TRIALS):
            wanted = "research" if link in ARTICLES else "trials"
            self.assertEqual(filed[f"Samples of light {i}"], (wanted, "high"), link)

    @unittest.skipUnless(os.path.isdir(FORMS), "skipped: ../shared/cases is not there")
    def test_addresses_that_were_once_taken_for_news(self):
        filed = self.file(read(f"{FORMS}/journal-forms.xml"))
        self.assertEqual(len(filed), 12)
        for title, (section, confidence) in filed.items():
            trial = title.startswith(("CT.gov", "CTIS"))
            self.assertEqual(section, "trials" if trial else "research", title)
            self.assertEqual(confidence, "high", title)

    @unittest.skipUnless(os.path.exists(ITEMS), "skipped: ../shared/cases is not there")
    def test_items_filed_by_hand(self):
        """They taught the weights too: five parts of them asked in turn by tests/bench/sections.py
        say how well others are filed."""
        with open(ITEMS, encoding="utf-8") as f:
            items = [json.loads(line) for line in f]
        items = [item for item in items if not item["doubtful"]]
        filed = self.file([self.row(item) for item in items])
        answers = []
        for item in items:
            section, confidence = filed[" ".join(item["title"].split())]
            answers.append((item["label"], section == item["label"], confidence))
        self.assertGreaterEqual(self.share(answers), 0.95)
        for label in ("research", "news", "trials"):
            of = [answer for answer in answers if answer[0] == label]
            self.assertGreaterEqual(self.share(of), 0.9, label)
        sure = [answer for answer in answers if answer[2] == "high"]
        unsure = [answer for answer in answers if answer[2] == "low"]
        self.assertGreaterEqual(self.share(sure), 0.98)
        self.assertLessEqual(self.share(unsure), 0.75)
        self.assertGreater(len(sure), len(items) / 2)

    def row(self, item):
        link = item["url"].replace("pmid:", "https://pubmed.ncbi.nlm.nih.gov/")
        return " ".join(item["title"].split()), item.get("text") or "", link

    def share(self, answers):
        self.assertTrue(answers)
        return sum(right for _, right, _ in answers) / len(answers)


if __name__ == "__main__":
    unittest.main()
