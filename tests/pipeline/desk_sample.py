"""The desk of a site that has visited the sample's sources, for a browser without JavaScript."""
import json
import os
import re
import shutil
import tempfile
import unittest

import stores

from desk import DeskTest, form_of, plain
from pipeline import SAMPLE, Replay

WEEK_1, WEEK_2 = "2026-11-02T08:00:00Z", "2026-11-09T08:00:00Z"
LATER = "2026-11-02T09:00:00Z"
PAPER, OTHER, THIRD, TRIAL = "pmid/99000101", "pmid/99000105", "pmid/99000113", "nct/NCT99000103"


class PreparedDesk(DeskTest):
    """A desk over the sample site in its first week; Ana is logged in.

    The first test prepares the store, the others copy it."""

    folders = {}  # the folder of the prepared store, by what prepared it

    def setUp(self):
        super().setUp()
        os.remove(f"{self.site}/feeds/test.conf")
        self.use_sample()
        folder = self.folders.get(self.prepare.__qualname__)
        if folder:
            self.remove_store()
            stores.restore(folder, self.site)
        else:
            self.prepare()
            self.keep_store()
        self.serve(now=WEEK_1)
        self.ana = self.entered("Ana")

    def prepare(self):
        """Fetches, decides, adds editors: Ana among them."""
        raise NotImplementedError

    def keep_store(self):
        folder = tempfile.mkdtemp(prefix="tidings-prepared-")
        unittest.addModuleCleanup(shutil.rmtree, folder)
        stores.keep(self.site, folder)
        self.folders[self.prepare.__qualname__] = folder

    def page(self, path, browser=None, status=200):
        answer = (browser or self.ana).get(path)
        self.assertEqual(answer.status, status, path)
        return answer.text


class SampleDesk(PreparedDesk):
    """The sources were fetched; Ana is editor, Ben senior."""

    def prepare(self):
        self.visit(1, WEEK_1)
        self.add_editor("Ana")
        self.add_editor("Ben", "senior")

    def visit(self, step, now):
        """Visits all sources, as the sample's story stands at this step."""
        with Replay(SAMPLE, step=step) as replay:
            here, self.port = self.port, replay.port
            self.fetch_in_order(now)
            self.port = here

    def a_week_later(self):
        """Visits the sources again at the second step; Ana is logged in again."""
        self.visit(2, WEEK_2)
        self.serve(now=WEEK_2)
        self.ana = self.entered("Ana")

    def item(self, tag):
        return self.rows("SELECT id FROM item WHERE tag = ?", tag)[0][0]

    def waiting(self, page=None):
        """How many items wait, as the heading of a queue page says."""
        page = page or self.page("/queue")
        return int(re.search(r'<h1>.*?<span class="count">(\d+)', page, re.S).group(1))

    def listed(self, page):
        return [int(id) for id in re.findall(r'<li data-id="(\d+)"', page)]

    def decide(self, item, do, browser=None, follow=True, **changes):
        """Opens the item, changes fields of its form and presses the button `do`.

        Gives the page that follows; with follow=False the answer to the form itself."""
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


class TwoEditors(SampleDesk):
    """Ana (editor) and Ben (senior) are both logged in."""

    def setUp(self):
        super().setUp()
        self.ben = self.entered("Ben")

    def form(self, item, browser=None, action="decide"):
        return form_of(self.page(f"/item/{item}", browser), f"/item/{item}/{action}")

    def shown(self, item):
        return self.objects("show", item, now=WEEK_1)[0]

    def pair(self):
        """Two items that share a DOI but not the title; the first one's card asks about them."""
        supplement = self.item("pmid/99000109")
        card = self.page(f"/item/{supplement}")
        return supplement, int(re.search(r'name="other" value="(\d+)"', card).group(1))

    def merge_form(self, item, into, **changes):
        """The editor has said yes to the question whether a paper and news of it are one."""
        form = self.form(item, action="merge")
        return {**form, "into": into, "sure": "kinds", **changes}

    def merge(self, item, into):
        self.press(self.ana, f"/item/{item}/merge", self.merge_form(item, into))

    def split_form(self, item):
        """Of the item's first copy that can be split off."""
        page = self.page(f"/item/{item}")
        copy = re.search(r'name="copy" value="(\d+)"', page).group(1)
        return {**form_of(page, f"/item/{item}/split"), "copy": copy}

    def by_script(self, path, fields):
        """What the desk's script is told, as (status, object)."""
        answer = self.ana.post(path, fields, **{"X-Desk": "script"})
        return answer.status, json.loads(answer.text)

    def decide_by_script(self, item, **changes):
        return self.by_script(f"/item/{item}/decide", {**self.form(item), **changes})


def said(page):
    """What the page says was done, and the decision that its button takes back (or None)."""
    box = re.search(r'<div id="said" role="status">(.*?)</div>\s*(?:</div>)?', page, re.S).group(1)
    undo = re.search(r'name="decision" value="(\d+)"', box)
    return plain(box.split("<form")[0]), undo and int(undo.group(1))
