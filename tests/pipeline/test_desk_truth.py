"""What the desk says is so: of undo, of batches, of what readers see and since when."""
import csv
import html
import io
import re
import unittest

from desk import form_of, plain
from desk_sample import LATER, OTHER, PAPER, TRIAL, WEEK_1, WEEK_2, TwoEditors, said


class Undo(TwoEditors):
    def test_nothing_changed_is_not_said_to_be_done(self):
        paper, other = self.item(PAPER), self.item(OTHER)
        self.decide(paper, "approve")
        text, undo = said(self.decide(other, "save"))
        self.assertEqual((text, undo), ("It stood so already, so nothing was changed.", None))
        _, told = self.decide_by_script(other, do="save")
        self.assertEqual(
            (told["decision"], told["text"]), (0, "It stood so already, so nothing was changed")
        )
        forms = [(browser, self.form(other, browser)) for browser in (self.ben, self.ana)]
        pages = [
            self.press(browser, f"/item/{other}/decide", {**form, "do": "reject"})
            for browser, form in forms
        ]
        self.assertTrue(said(pages[0])[0].startswith("Rejected"))
        self.assertIn("stood so already", said(pages[1])[0])

    def test_a_senior_takes_back_what_readers_saw(self):
        """A published approval or correction is a senior's to take back. A rejection, a split and
        a merge with what was not published were seen by nobody, and stay their editor's."""
        supplement, paper = self.pair()
        self.decide(paper, "approve")
        self.decide(self.item(OTHER), "reject")
        self.tidings("publish", now=WEEK_1)
        self.serve(now=LATER)
        self.ana, self.ben = self.entered("Ana"), self.entered("Ben")
        self.decide(paper, "save", summary="Corrected.")
        self.merge(supplement, paper)
        self.press(self.ana, f"/item/{paper}/split", self.split_form(paper))
        decisions = dict(self.rows("SELECT verb_word(verb), id FROM decision WHERE editor = 'Ana'"))
        self.tidings("publish", now=LATER)
        for verb in ("split", "merge"):
            self.press(self.ana, "/undo", {"decision": decisions[verb]})
        for verb in ("edit", "approve"):
            self.assertEqual(
                self.ana.post("/undo", {"decision": decisions[verb]}).status, 403, verb
            )
        self.press(self.ben, "/undo", {"decision": decisions["edit"]})
        # The rejection is older than all of these, and can be taken back all the same.
        text, _ = said(self.press(self.ana, "/undo", {}))
        self.assertIn("Rejected", text)
        self.assertEqual(self.ana.post("/undo", {}).status, 403)

    def test_what_cannot_be_done_is_not_said_to_have_changed(self):
        paper = self.item(PAPER)
        for unknown in (999, "x", -1):
            answer = self.ana.post("/undo", {"decision": unknown})
            self.assertEqual(answer.status, 404)
            self.assertIn("There is no such decision.", answer.text)
        self.decide(paper, "approve")
        form = {**self.form(paper, self.ana), "do": "later"}
        answer = self.ana.post(f"/item/{paper}/decide", form)
        self.assertEqual(answer.status, 409)
        self.assertIn("is published and cannot wait", answer.text)
        self.assertIn("<h1>Not done</h1>", answer.text)
        row = self.rows("SELECT max(id) FROM decision")[0][0]
        self.press(self.ana, "/undo", {"decision": row})
        answer = self.ana.post("/undo", {"decision": row + 1})
        self.assertEqual(answer.status, 409)
        self.assertIn("took a decision back itself", answer.text)
        self.assertEqual(self.rows("SELECT max(id) FROM decision"), [(row + 1,)])

    def test_undo_goes_past_what_was_published_or_overruled(self):
        ids = self.listed(self.page("/queue"))[:4]
        self.decide(ids[0], "reject")
        self.decide(ids[1], "later")
        self.decide(ids[2], "reject")
        self.decide(ids[3], "approve")
        self.decide(ids[2], "approve", browser=self.ben)  # overruled
        self.tidings("publish", now=WEEK_1)
        self.serve(now=LATER)
        self.ana = self.entered("Ana")
        self.assertEqual(self.by_script("/undo", {})[1]["item"], ids[1])
        _, told = self.by_script("/undo", {})
        self.assertEqual((told["item"], told["last"]), (ids[0], 0))
        self.assertEqual(self.by_script("/undo", {})[0], 403)

    def test_undo_is_offered_without_script(self):
        """In the message of a decision, then of the undo; at the foot of the queue; in the log."""
        ids = self.listed(self.page("/queue"))[:3]
        for id in ids:
            self.decide(id, "reject")
        start = self.waiting()
        page = self.page("/queue")
        for left in (2, 1, 0):
            action = form_of(page, "/undo")
            page = self.press(self.ana, "/undo", action)
            text, undo = said(page)
            self.assertIn("taken back", text)
            self.assertEqual(undo is not None, left > 0, text)
            self.assertEqual(self.waiting(), start + 3 - left)
        self.assertNotIn('action="/undo"', self.page("/queue"))
        self.decide(ids[0], "save", summary="First.")
        self.decide(ids[0], "approve")
        self.decide(ids[1], "reject", browser=self.ben)
        page = self.page("/log")
        self.assertEqual(
            page.count('action="/undo"'),
            1,
            "of the approval; the edit is under it, and the rejection is Ben's",
        )
        page = self.press(self.ana, "/undo", form_of(page, "/undo"))
        self.assertIn("<h1>Log</h1>", page)
        self.assertIn("taken back", said(page)[0])
        for editor in ("Ana", "Ben"):
            self.assertEqual(
                self.page(f"/log?editor={editor}", self.ben).count('action="/undo"'),
                1,
                "a senior takes back anybody's",
            )

    def test_a_senior_is_told_what_was_taken_back(self):
        paper = self.item(PAPER)
        self.decide(paper, "approve")
        page = self.press(
            self.ben, "/undo", form_of(self.page(f"/item/{paper}", self.ben), "/undo")
        )
        self.assertRegex(said(page)[0], "Approved “.*” by Ana – taken back")
        # Twice is once, and says so.
        decision = self.rows("SELECT id FROM decision WHERE verb_word(verb) = 'approve'")[0][0]
        page = self.press(self.ben, "/undo", {"decision": decision, "back": "/queue"})
        self.assertEqual(said(page)[0], "It was taken back already.")

    def test_a_merge_is_confirmed_and_announces_the_update(self):
        supplement, paper = self.pair()
        self.decide(paper, "approve")
        form = self.merge_form(supplement, paper, back=f"/item/{supplement}")
        page = self.press(self.ana, f"/item/{supplement}/merge", form, follow=False)
        answer = self.ana.get(page.headers["Location"])
        self.assertEqual(answer.status, 303, "the item is an alias by now")
        text, undo = said(self.page(answer.headers["Location"]))
        self.assertTrue(text.startswith("Merged"), text)
        self.assertTrue(undo)
        waits = self.rows("SELECT update_why <> '' FROM item WHERE id = ?", paper)[0][0]
        self.assertEqual("an update waits in the queue" in text, bool(waits), text)
        self.assertTrue(waits, "the sample's supplement reads otherwise")


class Batches(TwoEditors):
    def test_the_script_is_told_which_items_were_done(self):
        choices = re.findall(r'name="item" value="(\d+_\d+)"', self.page("/queue?select=1"))[:3]
        ids = [int(choice.split("_")[0]) for choice in choices]
        self.decide(ids[1], "save", browser=self.ben, summary="Of Ben.")
        title = self.shown(ids[1])["title"]
        status, told = self.by_script("/batch", {"do": "approve", "item": [*choices, "no_item"]})
        self.assertEqual(status, 409)
        self.assertEqual(told["did"], [ids[0], ids[2]])
        self.assertTrue(told["error"].startswith("2 were done, 2 not: "), told["error"])
        self.assertIn(f"“{title[:60]}", told["error"])
        self.assertIn("somebody else changed it in between", told["error"])
        self.assertIn("“no_item” is no item", told["error"])
        fresh = f"{ids[1]}_{self.form(ids[1])['version'][0]}"
        _, told = self.by_script("/batch", {"do": "later", "item": [fresh]})
        self.assertGreater(told["decision"], 0)
        self.assertEqual(
            self.ana.post("/batch", {"do": "later", "until": "2020-01-01", "item": choices}).status,
            400,
        )
        page = plain(self.ana.post("/batch", {"do": "reject", "item": [choices[1]]}).text)
        self.assertIn(title[:60], page)


class Readers(TwoEditors):
    def test_what_readers_see_is_what_was_published(self):
        paper, twin = self.pair()
        self.decide(twin, "approve")
        words = {
            "card": lambda: plain(self.page(f"/item/{twin}")),
            "pair": lambda: plain(self.page(f"/item/{paper}")),
            "list": lambda: plain(self.page("/published")),
        }
        self.assertIn("approved , and goes out with the next publication", words["card"]())
        self.assertIn("it goes out with the next publication", words["card"]().split("History")[-1])
        self.assertIn("(approved, not out yet)", words["pair"]())
        self.assertIn("Not out yet", words["list"]())
        self.assertIn(
            "approved, not out yet", plain(self.page(f"/item/{paper}/duplicate?q={twin}"))
        )
        self.tidings("publish", now=WEEK_1)
        self.assertIn("approved , and readers see it.", words["card"]())
        self.assertIn("Published as of 11/02/2026.", words["card"]())
        self.assertIn("(approved, published)", words["pair"]())
        self.assertNotIn("ot out yet", words["list"]())
        self.serve(now=WEEK_2)
        self.ana = self.entered("Ana")
        self.decide(twin, "save", summary="Corrected.")
        self.assertIn("readers see it as it was before", words["card"]())
        self.assertIn(
            "Published as of 11/02/2026; "
            "the version of 11/09/2026 goes out with the next publication.",
            words["card"](),
        )
        self.assertIn("Change not out yet", words["list"]())
        self.tidings("publish", now=WEEK_2)
        self.assertIn(
            "Published as of 11/02/2026; readers see the version of 11/09/2026.", words["card"]()
        )

    def test_the_history_shows_what_an_editor_changed(self):
        paper = self.item(PAPER)
        drafted = self.shown(paper)["summary"]
        self.decide(paper, "save", summary="Of Ana alone.")
        self.decide(
            paper,
            "approve",
            browser=self.ben,
            summary="Of Ana and Ben alone.",
            topic=["antibodies"],
        )
        history = (
            self.page(f"/item/{paper}").split('id="history"')[1].split("What the sources said")[0]
        )
        approved, edited = re.findall(r"<li.*?</li>", history, re.S)
        self.assertRegex(approved, r"<dt>Summary</dt><dd>Of Ana\s*(<[^>]*>)*\s*<ins>.*and Ben")
        self.assertIn("<dt>Topics</dt>", approved)
        self.assertIn("<dt>Summary</dt>", edited)
        self.assertIn(drafted.split()[-1], plain(edited))
        self.assertIn("Of Ana alone.", plain(edited))
        self.assertNotIn("<dt>Title</dt>", history)

    def test_a_day_is_shown_without_its_time(self):
        trial = self.item(TRIAL)
        self.decide(trial, "later", until="2026-12-01")
        self.press(self.ana, "/undo", {})
        for page in (self.page(f"/item/{trial}").split('id="history"')[1], self.page("/log")):
            self.assertIn("until 12/01/2026", plain(page))
            self.assertNotIn("2026-12-01T", plain(page))

    def test_a_copy_says_why_it_is_there_and_which_one_leads(self):
        supplement, paper = self.pair()
        self.merge(supplement, paper)
        text = plain(
            self.page(f"/item/{paper}").split('id="copies-title"')[1].split("</section>")[0]
        )
        self.assertRegex(
            text, r"speaks for them all: it (was revised last|came first|is the record)"
        )
        self.assertRegex(
            text, "an editor took them together|it came first, and the others joined it"
        )

    def test_a_merge_says_that_the_registry_renumbered_the_study(self):
        self.a_week_later()
        merged = self.rows(
            "SELECT item FROM decision WHERE verb_word(verb) = 'merge' AND automatic = 1"
        )
        self.assertTrue(merged, "the sample has a study with another number")
        self.assertIn(
            "the registry gave the same study another number", self.page(f"/item/{merged[0][0]}")
        )

    def test_the_history_is_linked_from_the_queue(self):
        paper = self.item(PAPER)
        self.decide(paper, "reject")
        self.assertIn(
            f'<a href="/item/{paper}#history">', self.page(f"/queue?state=rejected&item={paper}")
        )

    def test_the_heading_counts_what_is_listed(self):
        self.tidings("run", now=WEEK_1, status=1)
        sources = dict(
            re.findall(
                r'<option value="(\d+)">([^<]*)</option>',
                self.page("/queue").split('id="in-source"')[1].split("</select>")[0],
            )
        )
        paths = [
            "q=sample",
            "q=sample+trial",
            "topic=antibodies",
            "section=trials",
            "q=nowhereatall",
            "state=all&q=sample",
        ] + [f"source={id}" for id in sources]
        self.decide(self.item(PAPER), "reject")
        paths += [
            "state=rejected&section=research",
            "state=rejected&section=trials",
            "state=rejected",
        ]
        for path in paths:
            listed, page = 0, self.page("/queue?" + path)
            number = self.waiting(page)
            while page:
                listed += len(self.listed(page))
                more = re.search(r'<a href="([^"]*)" id="next">', page)
                page = more and self.page(html.unescape(more.group(1)))
            self.assertEqual(number, listed, path)

    def test_the_csv_names_the_decision_that_an_undo_takes_back(self):
        self.decide(self.item(PAPER), "reject")
        self.press(self.ana, "/undo", {})
        rows = [
            row
            for row in csv.DictReader(io.StringIO(self.ana.get("/log.csv").text))
            if not row["editor"].startswith("source ")
        ]
        self.assertEqual(
            [(row["did"], row["undoes"]) for row in rows],
            [("undo", rows[1]["decision"]), ("reject", "")],
        )


class Presence(TwoEditors):
    def test_a_card_that_is_fetched_ahead_is_not_opened(self):
        paper = self.item(PAPER)
        self.ben.get(f"/cards?item={paper}&ahead=1")
        self.assertNotIn("Ben opened this", plain(self.page(f"/item/{paper}")))
        self.ben.get(f"/cards?item={paper}")
        self.assertIn("Ben opened this", plain(self.page(f"/item/{paper}")))


if __name__ == "__main__":
    unittest.main()
