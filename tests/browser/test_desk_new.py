#!/usr/bin/env python3
"""An editor adds papers and pages by hand in a browser, while a worker runs beside the desk."""
import unittest

from desk_site import BrowserTest, prepare
from pipeline import TIDINGS
from standin import Paper, StandIn, World
from test_add_page import FUND, PageServer
from test_watch import PAPERS, Watch


class New(BrowserTest):
    use = Watch.use

    def setUp(self):
        super().setUp()
        self.web = PageServer()
        self.addCleanup(self.web.stop)
        papers = {
            number: Paper("2019-01-02", f"A paper by hand: {number}", found=False)
            for number in (99000007, 99000008)
        }
        self.service = StandIn(World(papers=papers))
        self.service.__enter__()
        self.addCleanup(self.service.__exit__)
        self.use(PAPERS)
        self.add_editor("Ana")
        self.serve(now=None)

    def test_by_keys(self):
        help_page = self.web.page("/help", FUND)
        paper = self.web.page("/paper", b"%PDF-1.7", kind="application/pdf")
        seen = self.node(
            "new.mjs",
            {
                "base": self.address(),
                "cookie": self.cookie(self.entered("Ana")),
                "work": [TIDINGS, "-C", self.site, "work"],
                "pasted": ["99000007", help_page],
                "last": {"pasted": paper, "title": "A leaflet of a fund"},
                "plain": "PMID 99000008",
            },
            TIDINGS_REPLAY_PORT="1",
        )
        self.assertEqual(seen["errors"], [])
        one, page = seen["added"]
        for added in (one, page, seen["last"]):
            self.assertEqual(added["focus"], "what")
        self.assertLessEqual(max(one["keys"], page["keys"]), 3, "besides what pastes")
        self.assertIn("It waits for PubMed.", one["waited"])
        self.assertIn("It waits for its page.", page["waited"])
        self.assertRegex(one["path"], r"^/item/\d+$")
        self.assertEqual(one["title"], "A paper by hand: 99000007")
        self.assertEqual(page["title"], "Help with travel")
        last = seen["last"]
        self.assertIn("It was not added: it is a PDF and no web page", last["failed"])
        self.assertEqual((last["then"], last["url"]), ("title", paper))
        self.assertEqual((last["title"], last["keys"]), ("A leaflet of a fund", 4))
        self.assertEqual(
            self.rows("SELECT url FROM item WHERE id = ?", self.newest(last)), [(paper,)]
        )
        self.assertIn("It waits for PubMed.", seen["plain"]["waited"])
        self.assertEqual(seen["plain"]["title"], "A paper by hand: 99000008")

    def newest(self, last):
        found = self.rows("SELECT item FROM addition WHERE said = ?", last["title"])
        self.assertEqual(len(found), 1)
        return found[0][0]


if __name__ == "__main__":
    prepare()
    unittest.main()
