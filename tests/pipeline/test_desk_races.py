"""Two editors decide at the same time, often on the same item, while the server is killed.

Nothing they were told is lost, nothing is done twice, and nothing is overwritten unseen. Each
editor keeps a record of what was sent and answered. Then the log is read by these rules, which are
written down here and nowhere else:
  - each row moved its item from one version to the next, so the n-th row of an item must be the
    decision of a form that had seen the n-th version;
  - a form that was answered "done" has its row, or the item was already as it asked;
  - a form that was refused or never answered has at most one row, however often it was sent;
  - the decisions of the rows, one after the other and undone by the rows that undo, give the
    items as they are in the end.

    test_desk_races.py --decisions 10000 --seed 1    the long run, by hand
"""
import collections
import http.client
import json
import random
import re
import sys
import threading
import time
import unittest

import stores
from desk import SITE, DeskTest
from pipeline import LOOPBACK, feed_block
from world import WorldTest, rss, rss_item

DECISIONS, SEED = 2000, 7
ITEMS = 40  # few, so that the editors meet
BETWEEN_KILLS = (0.02, 0.5)  # seconds
VERBS = {
    "approve": "approve",
    "reject": "reject",
    "later": "defer",
    "save": "edit",
    "assign": "assign",
    "unassign": "unassign",
}
ASIDE = ("assign", "unassign")
FEED = LOOPBACK + feed_block("News", "news.rss")
GONE = (OSError, http.client.HTTPException)

# A form for one item. text: None if the form was for several items, and had no words. status: of
# the last answer; None if no answer told of this item. tries: how often it was sent.
Sent = collections.namedtuple("Sent", "editor item version word text status tries")
# An item as the log makes it. summaries: what its summary may be (None: no editor's); aside: why it
# may be set aside ("": it is not).
State = collections.namedtuple("State", "state summaries aside")


class Editor(threading.Thread):
    """Opens items, decides on one or several of them, at once or after a while, and takes back.

    When the connection breaks, the editor sends the form again or gives up; at times a form is
    sent again for no reason."""

    def __init__(self, browser, name, items, count, seed):
        super().__init__()
        self.browser, self.editor, self.items, self.count = browser, name, items, count
        self.random = random.Random(seed)
        self.csrf, self.sent, self.pages, self.decisions, self.problem = "", [], [], [], None

    def patient(self, act):
        """Tries until the server answers: (answer, tries)."""
        for tries in range(1, 400):
            try:
                return act(), tries
            except GONE:
                time.sleep(0.02)
        raise TimeoutError("the server does not come back")

    def post(self, path, fields):
        """(answer, tries); no answer if the connection broke and the editor gave up."""

        def send():
            return self.browser.post(path, {"csrf": self.csrf, **fields}, **{"X-Desk": "script"})

        if self.random.random() < 0.2:
            try:
                return send(), 1
            except GONE:
                return None, 1
        answer, tries = self.patient(send)
        if self.random.random() < 0.05:
            again, more = self.patient(send)
            # What was done is not refused when it comes again, unless somebody changed it since.
            return (answer if again.status == 409 else again), tries + more
        return answer, tries

    def open(self):
        item = self.random.choice(self.items)
        page = self.patient(lambda: self.browser.get(f"/item/{item}"))[0]
        self.csrf = page.csrf()
        self.pages.append((item, int(re.search(r'name="version" value="(\d+)"', page.text)[1])))

    def decide(self, n):
        item, version = self.pages.pop(self.random.randrange(len(self.pages)))
        word, text = self.random.choice(list(VERBS)), f"{self.editor} {n}"
        fields = {
            "version": version,
            "do": word,
            "words": 1,
            "summary": text,
            "reason": text,
            "until": f"20{self.random.randrange(30, 90)}-01-{self.random.randrange(1, 29):02}",
        }
        if word in ASIDE:
            fields = {"version": version, "for": self.random.choice([1, 2]), "why": text}
        form = word if word in ASIDE else "decide"
        answer, tries = self.post(f"/item/{item}/{form}", fields)
        self.sent.append(
            Sent(self.editor, item, version, word, text, answer and answer.status, tries)
        )
        done = json.loads(answer.text) if answer and answer.status == 200 else {}
        if done.get("decision"):
            self.decisions.append(done["decision"])

    def decide_on_several(self):
        pages, word = dict(self.pages), self.random.choice(["approve", "reject", "later"])
        self.pages = []
        answer, tries = self.post(
            "/batch", {"do": word, "item": [f"{item}_{version}" for item, version in pages.items()]}
        )
        if answer and answer.status == 409:
            told = json.loads(answer.text)
            assert told["done"] + len(told["refused"]) == len(pages), told
        # Which of several items were refused is not known here.
        told = answer.status if answer else None
        status = told if told == 200 or (told == 409 and len(pages) == 1) else None
        self.sent += [
            Sent(self.editor, item, version, word, None, status, tries)
            for item, version in pages.items()
        ]

    def undo(self):
        """Takes back one or more of its own decisions; each answer names the one before."""
        decision = self.decisions.pop()
        for _ in range(self.random.choice([1, 1, 1, 5])):
            answer, tries = self.post("/undo", {"decision": decision})
            self.sent.append(
                Sent(self.editor, None, None, "undo", decision, answer and answer.status, tries)
            )
            decision = (
                json.loads(answer.text).get("last") if answer and answer.status == 200 else None
            )
            if not decision:
                break

    def run(self):
        try:
            for n in range(self.count):
                while not self.pages or (len(self.pages) < 4 and self.random.random() < 0.3):
                    self.open()
                chance = self.random.random()
                if self.decisions and chance < 0.1:
                    self.undo()
                elif chance < 0.15:
                    self.decide_on_several()
                else:
                    self.decide(n)
        except Exception as problem:  # told in the main thread
            self.problem = problem


class Ledger:
    """The log, read by the rules above."""

    def __init__(self, test, sent, rows, first):
        self.test, self.first = test, first
        self.forms = collections.defaultdict(list)
        self.at, self.states, self.before = {}, collections.defaultdict(dict), {}
        self.undos = {(form.editor, form.text): form for form in sent if form.word == "undo"}
        self.undone = {}
        for form in sent:
            if form.word != "undo":
                self.forms[form.item, form.version, form.editor, VERBS[form.word]].append(form)
        for item, version in first.items():
            self.states[item][version] = State("queued", {None}, {""})
        self.batches = {id: batch for id, *_, batch in rows if batch}
        for row in rows:
            self.take(*row)

    def was_asked_for(self, editor, undoes):
        """An undo takes back a decision, and all others of its batch."""
        batch = self.batches.get(undoes)
        together = [id for id, other in self.batches.items() if other == batch]
        return any((editor, id) in self.undos for id in together or [undoes])

    def take(self, id, item, editor, verb, undoes, _):
        version = max(self.states[item])
        state = self.before[id] = self.states[item][version]
        self.at[item, version] = (editor, verb)
        if verb == "undo":
            self.test.assertTrue(
                self.was_asked_for(editor, undoes), f"row {id}: nobody asked for this"
            )
            self.test.assertNotIn(undoes, self.undone, f"row {id}: taken back twice")
            self.undone[undoes] = editor
            state = self.before[undoes]
        else:
            forms = self.forms[item, version, editor, verb]
            self.test.assertTrue(
                forms,
                f"row {id}: nobody who had seen version {version} of item {item} asked for this",
            )
            state = self.done(state, verb, [form for form in forms if form.status == 200] or forms)
        self.states[item][version + 1] = state

    def done(self, state, verb, forms):
        names = {"approve": "approved", "reject": "rejected", "defer": "deferred"}
        if verb in ASIDE:
            aside = {form.text for form in forms} if verb == "assign" else {""}
            return state._replace(aside=aside)
        # The words of a form go along with any decision.
        summaries = (state.summaries if form.text is None else {form.text} for form in forms)
        aside = {""} if verb in names else state.aside
        return State(names.get(verb, state.state), set().union(*summaries), aside)

    def stood_so(self, form):
        """Whether the item was as the form asked at some time since it was opened: then there is
        no row."""
        later = [
            state for version, state in self.states[form.item].items() if version >= form.version
        ]
        if form.word in ASIDE:
            wanted = {form.text} if form.word == "assign" else {""}
            return any(state.aside == wanted for state in later)
        name = {"approve": "approved", "reject": "rejected", "later": "deferred"}.get(form.word)
        return any(
            name in (None, state.state) and (form.text is None or state.summaries == {form.text})
            for state in later
        )

    def check(self, form):
        if form.word == "undo":
            if form.status == 200:
                self.test.assertEqual(self.undone.get(form.text), form.editor, f"lost: {form}")
            return
        own = self.at.get((form.item, form.version)) == (form.editor, VERBS[form.word])
        if form.status == 200:
            self.test.assertTrue(
                own or self.stood_so(form),
                f"lost, or not refused though stale: {form}, there is "
                f"{self.at.get((form.item, form.version))}",
            )
        elif form.status is not None:
            self.test.assertEqual(form.status, 409, form)
            # Never when its own row is there, unless the first answer was lost.
            same = self.forms[form.item, form.version, form.editor, VERBS[form.word]]
            self.test.assertTrue(
                not own or form.tries > 1 or len(same) > 1, f"done and refused: {form}"
            )


class Races(WorldTest, DeskTest):
    def setUp(self):
        super().setUp()
        items = (
            rss_item(
                title=f"Headline number {i}",
                link=f"https://news.example/{i}",
                guid=i,
                description=f"Words of {i}.",
            )
            for i in range(ITEMS)
        )
        self.write_feed("news.rss", rss("News", *items))
        self.configure(SITE + FEED)
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch")
        for name in ("Ana", "Ben"):
            self.add_editor(name)

    def race(self, editors):
        """Kills the server again and again until the editors are done; gives how often."""
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

    def check_items(self, ledger):
        words = {0: "queued", 1: "approved", 2: "rejected", 3: "deferred"}
        for id, version, state, live, summary, aside in self.rows(
            "SELECT id, version, state, live, edited_summary, assigned_word FROM item"
        ):
            self.assertEqual(
                version, max(ledger.states[id]), f"item {id} moved without a row, or twice with one"
            )
            should = ledger.states[id][version]
            self.assertEqual(
                (words[state], live is not None), (should.state, should.state == "approved"), id
            )
            self.assertIn(summary, should.summaries, id)
            self.assertIn(aside, should.aside, id)

    def test_nothing_is_lost_doubled_or_overwritten(self):
        first = dict(self.rows("SELECT id, version FROM item"))
        self.assertEqual(len(first), ITEMS)
        self.serve()
        editors = [
            Editor(self.entered(name), name, list(first), DECISIONS // 2, SEED + i)
            for i, name in enumerate(("Ana", "Ben"))
        ]
        kills = self.race(editors)
        sent = [form for editor in editors for form in editor.sent]
        ledger = Ledger(
            self,
            sent,
            self.rows(
                "SELECT id, item, editor, verb_word(verb), undoes, batch FROM decision ORDER BY id"
            ),
            first,
        )
        for form in sent:
            ledger.check(form)
        self.check_items(ledger)
        self.assertTrue(stores.is_whole(self.site))
        statuses = collections.Counter(form.status for form in sent)
        rows = self.rows("SELECT count(*) FROM decision")[0][0]
        print(
            f"{len(sent)} forms, {kills} kills, {sum(form.tries > 1 for form in sent)} sent again; "
            f"answers {dict(statuses)}, {rows} rows in the log, {len(ledger.undone)} of them undo",
            file=sys.stderr,
        )
        self.assertGreaterEqual(len(sent), DECISIONS // 2 * 2)
        self.assertGreater(kills, 2)
        self.assertGreater(statuses[200], DECISIONS // 4)
        self.assertGreater(statuses[409], DECISIONS // 50)
        self.assertGreater(len(ledger.undone), DECISIONS // 50)


if __name__ == "__main__":
    for option in ("--decisions", "--seed"):
        if option in sys.argv:
            at = sys.argv.index(option)
            globals()[option[2:].upper()] = int(sys.argv[at + 1])
            del sys.argv[at : at + 2]
    unittest.main()
