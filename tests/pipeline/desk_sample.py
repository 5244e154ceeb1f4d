"""The desk of a site that has visited the sample's sources, and what a browser without JavaScript does there: forms by their fields, decisions by their buttons."""
import glob
import os
import re
import shutil
import sqlite3
import tempfile
import unittest

from desk import DeskTest, form_of, plain
from pipeline import SAMPLE, Replay

WEEK_1, WEEK_2 = "2026-11-02T08:00:00Z", "2026-11-09T08:00:00Z"


class SampleDesk(DeskTest):
    """A desk over the sample's first week, with Ana (editor) and Ben (senior); Ana is logged in."""

    fetched = None  # the sample's first week, made by the first test and copied by the others

    def setUp(self):
        super().setUp()
        os.remove(f"{self.site}/feeds/test.conf")
        self.use_sample()
        if not SampleDesk.fetched:
            self.visit(1, WEEK_1)
            self.add_editor("Ana")
            self.add_editor("Ben", "senior")
            SampleDesk.fetched = tempfile.mkdtemp(prefix="tidings-fetched-")
            unittest.addModuleCleanup(shutil.rmtree, SampleDesk.fetched)
            self.tidings("backup", f"{SampleDesk.fetched}/tidings.db", now=WEEK_1)
        else:
            shutil.copy(f"{SampleDesk.fetched}/tidings.db", f"{self.site}/tidings.db")
        self.serve(now=WEEK_1)
        self.ana = self.entered("Ana")

    def visit(self, step, now):
        """All sources, one after the other so that items get their numbers in the same order each time."""
        configuration = ""
        for path in sorted(glob.glob(f"{self.site}/feeds/*.conf")):
            with open(path, encoding="utf-8") as f:
                configuration += f.read()
        with Replay(SAMPLE, step=step) as replay:
            here, self.port = self.port, replay.port
            for name in re.findall(
                r'^(?:pubmed|clinicaltrials|medlineplus|feed) "(.*)" \{', configuration, re.M
            ):
                self.tidings("fetch", name, now=now)
            self.port = here

    def a_week_later(self):
        """The sources said more by then; Ana is logged in again."""
        self.visit(2, WEEK_2)
        self.serve(now=WEEK_2)
        self.ana = self.entered("Ana")

    def page(self, path, browser=None, status=200):
        answer = (browser or self.ana).get(path)
        self.assertEqual(answer.status, status, path)
        return answer.text

    def item(self, tag):
        with sqlite3.connect(f"file:{self.site}/tidings.db?mode=ro", uri=True) as db:
            return db.execute("SELECT id FROM item WHERE tag = ?", (tag,)).fetchone()[0]

    def waiting(self, page=None):
        return int(
            re.search(r'<h1>.*?<span class="count">(\d+)', page or self.page("/queue"), re.S).group(
                1
            )
        )

    def listed(self, page):
        return [int(id) for id in re.findall(r'<li data-id="(\d+)"', page)]

    def decide(self, item, do, browser=None, follow=True, **changes):
        """Opens the item, changes fields of its form, presses the button; the page that it leads to."""
        browser = browser or self.ana
        fields = {
            **form_of(self.page(f"/item/{item}", browser), f"/item/{item}/decide"),
            "do": do,
            **changes,
        }
        return self.press(browser, f"/item/{item}/decide", fields, follow)

    def press(self, browser, action, fields, follow=True):
        answer = browser.post(action, fields)
        if not follow:
            return answer
        self.assertEqual(answer.status, 303, plain(answer.text)[:300])
        return browser.get(answer.headers["Location"]).text

    def fragment(self, item, browser=None):
        answer = (browser or self.ana).get(f"/item/{item}/preview")
        self.assertEqual(answer.status, 200)
        return answer.bytes
