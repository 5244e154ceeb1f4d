"""Two editors decide at the same time, often on the same item, while the server is killed (kill -9) under them. Nothing they were told is lost, nothing is done twice, nothing
is overwritten unseen.

The log tells the truth: each row moved its item from one version to the next, so the n-th row of an item is the answer to a form that had seen the n-th version.

    test_desk_races.py --decisions 10000    the long run, by hand
"""
import collections
import http.client
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
import time
import unittest

from desk import SITE, DeskTest
from pipeline import Replay

DECISIONS, SEED = 600, 7
ITEMS = 40                   # few, so that the editors meet
BETWEEN_KILLS = (0.1, 0.6)   # seconds
VERBS = {"approve": "approve", "reject": "reject", "later": "defer", "save": "edit"}
FEED = 'network { allow = {"127.0.0.0/8"} }\nfeed "News" { url = "http://127.0.0.1:${TIDINGS_REPLAY_PORT}/feeds/news.rss" }\n'
GONE = (OSError, http.client.HTTPException)

# One form that was sent, until it was answered: `status` of the last answer, `tries` how often it took.
Sent = collections.namedtuple("Sent", "editor item version word text status tries")


class Editor(threading.Thread):
    """Opens items, decides on some at once and on some after a while, and sends a form again when the line broke."""

    def __init__(self, browser, name, items, count, seed):
        super().__init__()
        self.browser, self.editor, self.items, self.count = browser, name, items, count
        self.random = random.Random(seed)
        self.csrf, self.sent, self.pages, self.decisions, self.problem = "", [], [], [], None

    def patient(self, act):
        """Until the server is there; how often it was asked."""
        for tries in range(1, 400):
            try:
                return act(), tries
            except GONE:
                time.sleep(0.02)
        raise TimeoutError("the server does not come back")

    def open(self):
        item = self.random.choice(self.items)
        page = self.patient(lambda: self.browser.get(f"/item/{item}"))[0]
        self.csrf = page.csrf()
        self.pages.append((item, int(re.search(r'name="version" value="(\d+)"', page.text)[1])))

    def post(self, path, fields):
        return self.patient(lambda: self.browser.post(path, {"csrf": self.csrf, **fields}, **{"X-Desk": "script"}))

    def decide(self, n):
        item, version = self.pages.pop(self.random.randrange(len(self.pages)))
        word = self.random.choice(list(VERBS))
        text = f"{self.editor} {n}"
        answer, tries = self.post(f"/item/{item}/decide", {"version": version, "do": word, "words": 1, "summary": text, "reason": text,
                                                           "until": f"20{self.random.randrange(30, 90)}-01-{self.random.randrange(1, 29):02}"})
        self.sent.append(Sent(self.editor, item, version, word, text, answer.status, tries))
        if answer.status == 200:
            self.decisions.append((item, version, json.loads(answer.text)["decision"]))

    def undo(self):
        item, version, decision = self.decisions.pop()
        answer, tries = self.post("/undo", {"decision": decision})
        self.sent.append(Sent(self.editor, item, None, "undo", str(decision), answer.status, tries))

    def run(self):
        try:
            for n in range(self.count):
                while not self.pages or (len(self.pages) < 4 and self.random.random() < 0.3):
                    self.open()
                if self.decisions and self.random.random() < 0.1:
                    self.undo()
                else:
                    self.decide(n)
        except Exception as problem:  # told in the main thread
            self.problem = problem


class Races(DeskTest):
    def setUp(self):
        super().setUp()
        self.world = tempfile.mkdtemp(prefix="tidings-world-")
        self.addCleanup(shutil.rmtree, self.world)
        os.makedirs(f"{self.world}/feeds")
        items = "".join(f"<item><title>Headline number {i}</title><link>https://news.example/{i}</link><guid>{i}</guid><description>Words of {i}.</description></item>" for i in range(ITEMS))
        with open(f"{self.world}/feeds/news.rss", "w", encoding="utf-8") as f:
            f.write(f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>')
        with open(f"{self.world}/routes.json", "w", encoding="utf-8") as f:
            json.dump({"feeds": {"news.rss": {"file": "news.rss"}}}, f)
        self.configure(SITE + FEED)
        with Replay(self.world) as replay:
            self.port = replay.port
            self.tidings("fetch")
        for name in ("Ana", "Ben"):
            self.add_editor(name)

    def rows(self, query, *values):
        with sqlite3.connect(f"file:{self.site}/tidings.db?mode=ro", uri=True) as db:
            return db.execute(query, values).fetchall()

    def race(self, editors):
        """Kills the server until the editors are done; how often."""
        chance, kills = random.Random(SEED), 0
        for editor in editors:
            editor.start()
        while any(editor.is_alive() for editor in editors):
            time.sleep(chance.uniform(*BETWEEN_KILLS))
            self.kill()
            kills += 1
            self.serve("--listen", f"127.0.0.1:{self.port}")
        for editor in editors:
            editor.join()
            if editor.problem:
                raise editor.problem
        self.close()
        return kills

    def check_log(self, sent, first):
        """Each row is the deed of one form that had seen the version before it, and each form has its row or was refused for a good reason."""
        forms = collections.defaultdict(list)
        for form in sent:
            if form.word != "undo":
                forms[form.item, form.version, form.editor, VERBS[form.word]].append(form)
        undos = {form.text for form in sent if form.word == "undo"}
        place, at, rejected = collections.Counter(), {}, set()
        for id, item, editor, verb, undoes in self.rows("SELECT id, item, editor, verb, undoes FROM decision ORDER BY id"):
            version = first[item] + place[item]
            place[item] += 1
            at[item, version] = (editor, verb)
            if verb == "reject":
                rejected.add(item)
            if verb == "undo":
                self.assertIn(str(undoes), undos)
            else:
                self.assertTrue(forms[item, version, editor, verb], f"row {id}: nobody who had seen version {version} of item {item} asked for this")
        for id, version in self.rows("SELECT id, version FROM item"):
            self.assertEqual(version, first[id] + place[id], f"item {id} moved without a row, or twice with one")
        for form in sent:
            if form.word == "undo":
                continue
            row = at.get((form.item, form.version))
            own = row == (form.editor, VERBS[form.word])
            if form.status == 200:
                # What stands so already is done without a row: the same form sent again, or both editors rejecting.
                same = form.word == "reject" and form.item in rejected
                self.assertTrue(own or same, f"lost, or not refused though stale: {form}, there is {row}")
            else:
                self.assertEqual(form.status, 409, form)
                # Never when its own row is there, unless the first answer was lost.
                self.assertTrue(not own or form.tries > 1 or len(forms[form.item, form.version, form.editor, VERBS[form.word]]) > 1, f"done and refused: {form}")

    def check_words(self, sent):
        """A summary that stands is that of the last row which set one."""
        known = {form.text for form in sent if form.word in ("approve", "save")}
        for id, text in self.rows("SELECT id, edited_summary FROM item WHERE edited_summary IS NOT NULL"):
            self.assertIn(text, known, id)

    def test_nothing_is_lost_doubled_or_overwritten(self):
        first = dict(self.rows("SELECT id, version FROM item"))
        self.assertEqual(len(first), ITEMS)
        self.serve()
        editors = [Editor(self.entered(name), name, list(first), DECISIONS // 2, SEED + i) for i, name in enumerate(("Ana", "Ben"))]
        kills = self.race(editors)
        sent = [form for editor in editors for form in editor.sent]
        self.check_log(sent, first)
        self.check_words(sent)
        self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])
        statuses = collections.Counter(form.status for form in sent)
        rows = self.rows("SELECT count(*) FROM decision")[0][0]
        print(f"{len(sent)} forms, {kills} kills, {sum(form.tries > 1 for form in sent)} sent again; answers {dict(statuses)}, {rows} rows in the log", file=sys.stderr)
        self.assertEqual(len(sent), DECISIONS // 2 * 2)
        self.assertGreater(kills, 2)
        self.assertGreater(statuses[200], DECISIONS // 4)
        self.assertGreater(statuses[409], DECISIONS // 50)


if __name__ == "__main__":
    if "--decisions" in sys.argv:
        at = sys.argv.index("--decisions")
        DECISIONS = int(sys.argv[at + 1])
        del sys.argv[at:at + 2]
    unittest.main()
