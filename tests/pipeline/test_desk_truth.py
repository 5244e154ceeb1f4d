"""What the desk says is so, and what an editor typed is not lost: conflicts, undo, batches, logins in between, what readers see and since when."""
import csv
import html
import io
import json
import re
import sqlite3
import unittest

from desk import PASSWORD, form_of, plain
from desk_sample import WEEK_1, WEEK_2, SampleDesk

SCRIPT = {"X-Desk": "script"}
LATER = "2026-11-02T09:00:00Z"
PAPER, OTHER, THIRD, TRIAL = "pmid/99000101", "pmid/99000105", "pmid/99000113", "nct/NCT99000103"


def said(page):
    """What the page says was done, and the decision that its button takes back."""
    box = re.search(r'<div id="said" role="status">(.*?)</div>\s*(?:</div>)?', page, re.S).group(1)
    undo = re.search(r'name="decision" value="(\d+)"', box)
    return plain(box.split("<form")[0]), undo and int(undo.group(1))


class Truth(SampleDesk):
    def setUp(self):
        super().setUp()
        self.ben = self.entered("Ben")

    def form(self, item, browser=None, action="decide"):
        return form_of(self.page(f"/item/{item}", browser), f"/item/{item}/{action}")

    def rows(self, query, *values):
        with sqlite3.connect(f"file:{self.site}/tidings.db?mode=ro", uri=True) as db:
            return db.execute(query, values).fetchall()

    def shown(self, item):
        return self.objects("show", item, now=WEEK_1)[0]

    def pair(self):
        """Two items that share a DOI but not the title, the one that asks first."""
        supplement = self.item("pmid/99000109")
        return supplement, int(
            re.search(r'name="other" value="(\d+)"', self.page(f"/item/{supplement}")).group(1)
        )


class Conflicts(Truth):
    def test_keep_mine_of_a_merge(self):
        """The page of a stale merge sends a merge again, with what stands now of both items."""
        supplement, paper = self.pair()
        for changed in (supplement, paper):
            form = {**self.form(supplement, action="merge"), "into": paper}
            self.decide(changed, "save", browser=self.ben, summary=f"Ben changed {changed}.")
            answer = self.press(self.ana, f"/item/{supplement}/merge", form, follow=False)
            self.assertEqual(answer.status, 409)
            self.assertIn("Yours would have been: Merged", plain(answer.text))
            self.assertEqual(self.ana.get(f"/item/{supplement}").status, 200, "nothing was merged")
        self.press(
            self.ana, f"/item/{supplement}/merge", form_of(answer.text, f"/item/{supplement}/merge")
        )
        self.assertEqual(self.ana.get(f"/item/{supplement}").headers["Location"], f"/item/{paper}")

    def test_keep_mine_of_a_split(self):
        supplement, paper = self.pair()
        self.press(
            self.ana,
            f"/item/{supplement}/merge",
            {**self.form(supplement, action="merge"), "into": paper},
        )
        page = self.page(f"/item/{paper}")
        form = {
            **form_of(page, f"/item/{paper}/split"),
            "copy": re.search(r'name="copy" value="(\d+)"', page).group(1),
        }
        self.decide(paper, "save", browser=self.ben, summary="Of Ben.")
        answer = self.press(self.ana, f"/item/{paper}/split", form, follow=False)
        self.assertEqual(answer.status, 409)
        self.press(self.ana, f"/item/{paper}/split", form_of(answer.text, f"/item/{paper}/split"))
        self.assertEqual(
            self.rows("SELECT verb FROM decision ORDER BY id DESC LIMIT 1"), [("split",)]
        )

    def test_topics_are_shown_and_what_was_left_alone_stays(self):
        """Ben changes a topic, Ana a summary: hers goes over his only where she wrote. Where both changed the topics, both are shown."""
        paper = self.item(PAPER)
        summary, topics = self.form(paper), self.form(paper)
        self.decide(paper, "save", browser=self.ben, topic=["antibodies"])
        answer = self.press(
            self.ana,
            f"/item/{paper}/decide",
            {**summary, "do": "save", "summary": "Of Ana."},
            follow=False,
        )
        self.assertEqual(answer.status, 409)
        self.assertIn(
            "What they changed and you did not stays as they made it: Topics.", plain(answer.text)
        )
        self.assertNotIn("<h2>Topics", answer.text)
        self.press(self.ana, f"/item/{paper}/decide", form_of(answer.text, f"/item/{paper}/decide"))
        self.assertEqual(
            self.rows("SELECT edited_topics, edited_summary FROM item WHERE id = ?", paper),
            [("antibodies", "Of Ana.")],
        )
        wanted = [
            slug
            for slug in re.findall(r'name="topic" value="([^"]*)"', self.page(f"/item/{paper}"))
            if slug != "antibodies"
        ][0]
        answer = self.press(
            self.ana,
            f"/item/{paper}/decide",
            {**topics, "do": "save", "topic": [wanted]},
            follow=False,
        )
        self.assertEqual(answer.status, 409)
        self.assertIn("<h2>Topics</h2>", answer.text)
        self.assertIn("Antibodies", plain(answer.text))
        self.press(self.ana, f"/item/{paper}/decide", form_of(answer.text, f"/item/{paper}/decide"))
        self.assertEqual(
            self.rows("SELECT edited_topics, edited_summary FROM item WHERE id = ?", paper),
            [(wanted, "Of Ana.")],
        )

    def test_nothing_is_decided_on_what_nobody_saw(self):
        supplement, paper = self.pair()
        before = self.rows("SELECT id, version FROM item")
        merge = {**self.form(supplement, action="merge"), "into": paper}
        apart = {**self.form(supplement, action="apart"), "other": paper}
        for path, fields, status in (
            ("merge", {**merge, "version": 99}, 409),
            ("merge", {**merge, "into_version": 99}, 409),
            ("merge", {**merge, "into_version": ""}, 400),
            ("merge", {"into": paper}, 400),
            ("apart", {**apart, "version": 99}, 409),
            ("apart", {**apart, "other_version": 99}, 409),
            ("apart", {"other": paper}, 400),
            ("decide", {"do": "approve"}, 400),
            ("split", {"copy": 7}, 400),
        ):
            self.assertEqual(
                self.ana.post(f"/item/{supplement}/{path}", fields).status, status, (path, fields)
            )
        self.assertEqual(self.rows("SELECT id, version FROM item"), before)
        # The other way round the one that readers know stays, and its version counts, too.
        self.decide(supplement, "approve")
        for member in ("version", "into_version"):
            merge = {**self.form(supplement, action="merge"), "into": paper}
            self.assertEqual(
                self.ana.post(f"/item/{supplement}/merge", {**merge, member: 99}).status,
                409,
                member,
            )
        self.press(self.ana, f"/item/{supplement}/merge", merge)
        self.assertEqual(self.ana.get(f"/item/{paper}").headers["Location"], f"/item/{supplement}")

    def test_a_copy_is_split_off_its_own_item_only(self):
        supplement, paper = self.pair()
        self.press(
            self.ana,
            f"/item/{supplement}/merge",
            {**self.form(supplement, action="merge"), "into": paper},
        )
        page, other = self.page(f"/item/{paper}"), self.item(THIRD)
        copy = re.search(r'name="copy" value="(\d+)"', page).group(1)
        version = self.form(other)["version"]
        answer = self.ana.post(f"/item/{other}/split", {"version": version, "copy": copy})
        self.assertEqual(answer.status, 409)
        self.assertIn("not one of this item", answer.text)
        self.assertEqual(self.rows("SELECT count(*) FROM decision WHERE verb = 'split'"), [(0,)])

    def test_what_came_back_is_not_called_put_off(self):
        trial = self.item(TRIAL)
        self.decide(trial, "later", until="2026-11-05")
        self.serve(now=WEEK_2)
        self.ana, self.ben = self.entered("Ana"), self.entered("Ben")
        stale = self.form(trial)
        self.decide(trial, "save", browser=self.ben, summary="Of Ben.")
        page = plain(
            self.press(
                self.ana,
                f"/item/{trial}/decide",
                {**stale, "do": "approve", "summary": "Of Ana."},
                follow=False,
            ).text
        )
        self.assertIn("now back in the queue", page)
        self.assertNotIn("deferred", page)

    def test_take_theirs_leads_back_to_the_queue(self):
        paper = self.item(PAPER)
        stale = form_of(self.page(f"/queue?section=research&item={paper}"), f"/item/{paper}/decide")
        self.decide(paper, "save", browser=self.ben, summary="Of Ben.")
        answer = self.press(
            self.ana,
            f"/item/{paper}/decide",
            {**stale, "do": "approve", "summary": "Of Ana."},
            follow=False,
        )
        self.assertIn(f'href="/queue?section=research&amp;item={paper}">Take theirs', answer.text)
        # The script's editor gets there by a button whose text comes along.
        told = json.loads(
            self.ana.post(
                f"/item/{paper}/decide", {**stale, "do": "approve", "summary": "Of Ana."}, **SCRIPT
            ).text
        )
        self.assertEqual(told["conflict"], "See both texts")


class Words(Truth):
    def test_later_and_reject_keep_what_was_typed(self):
        for tag, do, detail in (
            (PAPER, "later", "until 11/09/2026; edited: summary"),
            (OTHER, "reject", "off topic; edited: summary, topics"),
        ):
            item = self.item(tag)
            self.decide(
                item,
                do,
                summary=f"Typed before {do}.",
                reason="off topic",
                **({"topic": ["antibodies"]} if do == "reject" else {}),
            )
            self.assertEqual(self.form(item)["summary"], [f"Typed before {do}."])
            history = plain(self.page(f"/item/{item}").split('id="history"')[1])
            self.assertIn(detail, history)
        # One act, so one undo.
        self.press(self.ana, "/undo", {})
        self.assertNotEqual(self.form(self.item(OTHER))["summary"], ["Typed before reject."])
        # Rejected by both, but one of them wrote something.
        stale = self.form(self.item(OTHER))
        self.decide(self.item(OTHER), "reject", browser=self.ben)
        answer = self.press(
            self.ana,
            f"/item/{self.item(OTHER)}/decide",
            {**stale, "do": "reject", "summary": "Hers."},
            follow=False,
        )
        self.assertEqual(answer.status, 409)
        self.assertIn("Hers.", answer.text)

    def test_words_for_a_declined_update_are_refused(self):
        trial = self.item("nct/NCT99000101")
        self.decide(trial, "approve")
        self.tidings("publish", now=WEEK_1)
        self.a_week_later()
        answer = self.decide(trial, "reject", follow=False, summary="New words.")
        self.assertEqual(answer.status, 409)
        self.assertIn("approve it to put them before readers", answer.text)
        self.decide(trial, "reject")

    def test_an_emptied_summary_is_asked_about(self):
        paper = self.item(PAPER)
        form = {**self.form(paper), "do": "approve", "summary": ""}
        told = self.ana.post(f"/item/{paper}/decide", form, **SCRIPT)
        self.assertEqual(told.status, 409)
        self.assertIn("emptied", json.loads(told.text)["error"])
        answer = self.press(self.ana, f"/item/{paper}/decide", form, follow=False)
        self.assertEqual(answer.status, 409)
        self.assertIn("Without a summary?", answer.text)
        self.assertEqual(self.shown(paper)["state"], "queued")
        self.press(self.ana, f"/item/{paper}/decide", form_of(answer.text, f"/item/{paper}/decide"))
        self.assertEqual(
            (self.shown(paper)["state"], self.shown(paper)["summary"]), ("approved", "")
        )
        # It has none by now: saving another word is no question. Emptying what readers see is one.
        self.decide(paper, "save", title="Another title")
        other = self.item(OTHER)
        self.decide(other, "save", summary="")
        self.decide(other, "approve", summary="Words again.")
        self.assertEqual(self.decide(other, "save", follow=False, summary="").status, 409)

    def test_an_item_that_never_had_a_summary_is_approved_without_a_question(self):
        bare = next(item["id"] for item in self.queue(now=WEEK_1) if not item["summary"])
        self.decide(bare, "approve")
        self.assertEqual(self.shown(bare)["state"], "approved")

    def test_a_day_that_is_past_is_refused(self):
        paper = self.item(PAPER)
        for day in ("2026-11-02", "2020-01-01", "soon", "2026-13-01", "2026-12"):
            answer = self.decide(paper, "later", follow=False, until=day)
            self.assertEqual(answer.status, 400, day)
            self.assertIn("still to come", answer.text)
        self.assertEqual(self.shown(paper)["state"], "queued")
        self.decide(paper, "later", until="")
        self.assertIn("until 11/09/2026", plain(self.page(f"/item/{paper}")))
        # A day that stands in a form for something else is nobody's concern.
        self.decide(self.item(OTHER), "reject", until="2020-01-01")

    def test_save_stays_on_the_card(self):
        page = self.page("/queue")
        first, second = self.listed(page)[:2]
        form = form_of(page, f"/item/{first}/decide")
        self.assertEqual(form["next"], [str(second)])
        for fields in ({**form, "do": "save", "summary": "Saved."}, {**form, "do": "save"}):
            answer = self.press(self.ana, f"/item/{first}/decide", fields, follow=False)
            if answer.status == 303:
                self.assertIn(f"item={first}", answer.headers["Location"])


class Sessions(Truth):
    """Somebody's session ends while they type."""

    def test_the_words_survive_the_login(self):
        paper = self.item(PAPER)
        form = {
            **form_of(self.page(f"/queue?section=research&item={paper}"), f"/item/{paper}/decide"),
            "do": "approve",
            "summary": "Long thought about. " * 150,
        }
        self.assertEqual(self.ana.post("/account/sessions", {"session": ""}).status, 303)
        self.rows_write(
            "DELETE FROM session WHERE editor = (SELECT id FROM editor WHERE name = 'Ana')"
        )
        answer = self.press(self.ana, f"/item/{paper}/decide", form, follow=False)
        self.assertEqual(answer.status, 403)
        self.assertIn("What you wrote is kept", answer.text)
        login = {**form_of(answer.text, "/login"), "name": "Ana"}
        again = self.ana.post("/login", {**login, "password": "not the right one"})
        self.assertEqual(again.status, 403)
        resumed = self.ana.post(
            "/login", {**form_of(again.text, "/login"), "name": "Ana", "password": PASSWORD}
        )
        self.assertEqual(resumed.status, 200)
        self.assertIn("Not done yet", resumed.text)
        self.assertEqual(self.shown(paper)["state"], "queued", "a login decides nothing")
        fields = form_of(resumed.text, f"/item/{paper}/decide")
        answer = self.press(self.ana, f"/item/{paper}/decide", fields, follow=False)
        self.assertEqual(answer.status, 303, answer.text)
        self.assertTrue(
            answer.headers["Location"].startswith("/queue?section=research"),
            answer.headers["Location"],
        )
        self.assertEqual(
            (self.shown(paper)["state"], self.shown(paper)["summary"]),
            ("approved", ("Long thought about. " * 150).strip()),
        )

    def test_a_page_from_before_the_login(self):
        paper = self.item(PAPER)
        form = {**self.form(paper), "do": "save", "summary": "Typed before."}
        token = form["csrf"]
        self.assertEqual(self.ana.login("Ana").status, 303)
        answer = self.press(self.ana, f"/item/{paper}/decide", form, follow=False)
        self.assertEqual(answer.status, 403)
        self.assertIn("Typed before.", answer.text)
        self.press(self.ana, f"/item/{paper}/decide", form_of(answer.text, f"/item/{paper}/decide"))
        self.assertEqual(self.shown(paper)["summary"], "Typed before.")
        # The script is told the token of now, once and for all its forms.
        told = json.loads(
            self.ana.post(f"/item/{paper}/decide", {**form, "csrf": token}, **SCRIPT).text
        )
        answer = self.ana.post(
            f"/item/{paper}/decide",
            {**self.form(paper), "csrf": told["csrf"], "do": "save", "summary": "By script."},
            **SCRIPT,
        )
        self.assertEqual(answer.status, 200, answer.text)

    def test_another_editor_does_not_decide_with_it(self):
        paper = self.item(PAPER)
        form = {**self.form(paper), "do": "approve"}
        self.assertEqual(self.ana.login("Ben").status, 303)
        told = json.loads(self.ana.post(f"/item/{paper}/decide", form, **SCRIPT).text)
        self.assertNotIn("csrf", told)
        self.assertIn("somebody else’s", told["error"])
        self.assertIn(
            "You are logged in as Ben",
            plain(self.press(self.ana, f"/item/{paper}/decide", form, follow=False).text),
        )

    def test_what_another_site_sends_is_not_carried(self):
        paper = self.item(PAPER)
        stranger = self.browser()
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "", "Origin": "null"},
            {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
            {"Sec-Fetch-Site": "", "Origin": ""},
        ):
            answer = stranger.post(
                f"/item/{paper}/decide",
                {"csrf": "x", "do": "approve", "words": 1, "summary": "Of another site."},
                **headers,
            )
            self.assertNotIn("Of another site.", answer.text, headers)
            answer = self.ana.post(
                f"/item/{paper}/decide",
                {"csrf": "x", "do": "approve", "words": 1, "summary": "Of another site."},
                **headers,
            )
            self.assertEqual(answer.status, 403, headers)
            self.assertNotIn("Of another site.", answer.text, headers)
            self.assertNotIn("sure", answer.text)
        # Passwords and what is no item's form are not carried at all.
        answer = stranger.post(
            "/account/password",
            {"csrf": "x", "password": "secret words of mine", "new": "other secret words"},
        )
        self.assertNotIn("secret words", answer.text)
        answer = stranger.post(
            "/login",
            {
                "csrf": stranger.get("/login").csrf(),
                "name": "Ana",
                "password": PASSWORD,
                "kept-action": "//evil.example/item/1",
                "kept-do": "approve",
            },
        )
        self.assertEqual(answer.status, 303)

    def rows_write(self, statement):
        with sqlite3.connect(f"{self.site}/tidings.db") as db:
            db.execute(statement)

    def test_sessions_and_codes(self):
        there = self.entered("Ana", **{"User-Agent": "Elsewhere"})
        page = self.page("/account")
        sessions = re.findall(
            r"<li>\s*<p>(.*?)</p>", page.split("Where you are logged in")[1], re.S
        )
        self.assertEqual(len(sessions), 2)
        self.assertIn("This browser", sessions[0])
        self.assertIn("Elsewhere", sessions[1])
        self.assertIn("11/02/2026 02:00", sessions[1])  # in the site's time zone
        self.assertEqual(there.get("/account").status, 200)


class Undo(Truth):
    def test_nothing_changed_is_not_said_to_be_done(self):
        paper, other = self.item(PAPER), self.item(OTHER)
        self.decide(paper, "approve")
        text, undo = said(self.decide(other, "save"))
        self.assertEqual((text, undo), ("It stood so already, so nothing was changed.", None))
        told = json.loads(
            self.ana.post(
                f"/item/{other}/decide", {**self.form(other), "do": "save"}, **SCRIPT
            ).text
        )
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

    def test_what_readers_saw_is_a_seniors_to_take_back(self):
        """A correction, a split and a merge that went out, as an approval; what is between editors is not."""
        supplement, paper = self.pair()
        self.decide(paper, "approve")
        self.decide(self.item(OTHER), "reject")
        self.tidings("publish", now=WEEK_1)
        self.serve(now=LATER)
        self.ana, self.ben = self.entered("Ana"), self.entered("Ben")
        self.decide(paper, "save", summary="Corrected.")
        self.press(
            self.ana,
            f"/item/{supplement}/merge",
            {**self.form(supplement, action="merge"), "into": paper},
        )
        page = self.page(f"/item/{paper}")
        self.press(
            self.ana,
            f"/item/{paper}/split",
            {
                **form_of(page, f"/item/{paper}/split"),
                "copy": re.search(r'name="copy" value="(\d+)"', page).group(1),
            },
        )
        decisions = dict(self.rows("SELECT verb, id FROM decision WHERE editor = 'Ana'"))
        self.tidings("publish", now=LATER)
        for verb in ("split", "merge", "edit", "approve"):
            self.assertEqual(
                self.ana.post("/undo", {"decision": decisions[verb]}).status, 403, verb
            )
        for verb in ("split", "merge", "edit"):
            self.press(self.ben, "/undo", {"decision": decisions[verb]})
        # The rejection is older than all of that, and is not out of reach behind it.
        text, _ = said(self.press(self.ana, "/undo", {}))
        self.assertIn("Rejected", text)
        self.assertEqual(self.ana.post("/undo", {}).status, 403)

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
        self.assertEqual(json.loads(self.ana.post("/undo", {}, **SCRIPT).text)["item"], ids[1])
        told = json.loads(self.ana.post("/undo", {}, **SCRIPT).text)
        self.assertEqual((told["item"], told["last"]), (ids[0], 0))
        self.assertEqual(self.ana.post("/undo", {}, **SCRIPT).status, 403)

    def test_undo_is_offered_without_script(self):
        """In the flash, then the one before; at the foot of a plain queue; in the log, where it can be done."""
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
            "the approval; the edit is under it, and the rejection is another's",
        )
        page = self.press(self.ana, "/undo", form_of(page, "/undo"))
        self.assertIn("<h1>Log</h1>", page)
        self.assertIn("taken back", said(page)[0])
        for editor in ("Ana", "Ben"):
            self.assertEqual(
                self.page(f"/log?editor={editor}", self.ben).count('action="/undo"'),
                1,
                "a senior, of whomever",
            )

    def test_a_senior_is_told_what_was_taken_back(self):
        paper = self.item(PAPER)
        self.decide(paper, "approve")
        page = self.press(
            self.ben, "/undo", form_of(self.page(f"/item/{paper}", self.ben), "/undo")
        )
        self.assertRegex(said(page)[0], "Approved “.*” by Ana – taken back")
        # Twice is once, and says so.
        page = self.press(
            self.ben,
            "/undo",
            {
                "decision": self.rows("SELECT id FROM decision WHERE verb = 'approve'")[0][0],
                "back": "/queue",
            },
        )
        self.assertEqual(said(page)[0], "It was taken back already.")

    def test_a_merge_is_confirmed_and_announces_the_update(self):
        supplement, paper = self.pair()
        self.decide(paper, "approve")
        page = self.press(
            self.ana,
            f"/item/{supplement}/merge",
            {**self.form(supplement, action="merge"), "into": paper, "back": f"/item/{supplement}"},
            follow=False,
        )
        answer = self.ana.get(page.headers["Location"])
        self.assertEqual(answer.status, 303, "the item is an alias by now")
        text, undo = said(self.page(answer.headers["Location"]))
        self.assertTrue(text.startswith("Merged"), text)
        self.assertTrue(undo)
        waits = self.rows("SELECT update_why <> '' FROM item WHERE id = ?", paper)[0][0]
        self.assertEqual("an update waits in the queue" in text, bool(waits), text)
        self.assertTrue(waits, "the sample's supplement reads otherwise")


class Batches(Truth):
    def test_the_script_is_told_which_were_done(self):
        choices = re.findall(r'name="item" value="(\d+_\d+)"', self.page("/queue?select=1"))[:3]
        ids = [int(choice.split("_")[0]) for choice in choices]
        self.decide(ids[1], "save", browser=self.ben, summary="Of Ben.")
        title = self.shown(ids[1])["title"]
        answer = self.ana.post("/batch", {"do": "approve", "item": [*choices, "no_item"]}, **SCRIPT)
        self.assertEqual(answer.status, 409)
        told = json.loads(answer.text)
        self.assertEqual(told["did"], [ids[0], ids[2]])
        self.assertTrue(told["error"].startswith("2 were done, 2 not: "), told["error"])
        self.assertIn(f"“{title[:60]}", told["error"])
        self.assertIn("somebody else changed it in between", told["error"])
        self.assertIn("“no_item” is no item", told["error"])
        told = json.loads(
            self.ana.post(
                "/batch",
                {
                    "do": "later",
                    "item": [choices[1].split("_")[0] + "_" + self.form(ids[1])["version"][0]],
                },
                **SCRIPT,
            ).text
        )
        self.assertGreater(told["decision"], 0)
        self.assertEqual(
            self.ana.post("/batch", {"do": "later", "until": "2020-01-01", "item": choices}).status,
            400,
        )
        page = plain(self.ana.post("/batch", {"do": "reject", "item": [choices[1]]}).text)
        self.assertIn(title[:60], page)


class Readers(Truth):
    def test_out_is_what_readers_see(self):
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
            "Published as of 11/02/2026; the version of 11/09/2026 goes out with the next publication.",
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

    def test_days_are_days(self):
        trial = self.item(TRIAL)
        self.decide(trial, "later", until="2026-12-01")
        self.press(self.ana, "/undo", {})
        for page in (self.page(f"/item/{trial}").split('id="history"')[1], self.page("/log")):
            self.assertIn("until 12/01/2026", plain(page))
            self.assertNotIn("2026-12-01T", plain(page))

    def test_a_copy_says_why_it_is_there_and_which_one_leads(self):
        supplement, paper = self.pair()
        self.press(
            self.ana,
            f"/item/{supplement}/merge",
            {**self.form(supplement, action="merge"), "into": paper},
        )
        text = plain(
            self.page(f"/item/{paper}").split('id="copies-title"')[1].split("</section>")[0]
        )
        self.assertRegex(
            text, r"speaks for them all: it (was revised last|came first|is the record)"
        )
        self.assertRegex(
            text, "an editor took them together|it came first, and the others joined it"
        )

    def test_a_registry_that_renumbered(self):
        self.a_week_later()
        merged = self.rows(
            "SELECT item FROM decision WHERE verb = 'merge' AND editor LIKE 'source %'"
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

    def test_the_number_is_of_what_is_listed(self):
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

    def test_csv_says_what_an_undo_undoes(self):
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


class Admins(Truth):
    def setUp(self):
        super().setUp()
        self.add_editor("Cleo", "admin")
        self.cleo = self.entered("Cleo")
        self.number = re.search(
            r'/people/(\d+)/role', self.page("/people", self.cleo).split("<strong>Ana")[1]
        ).group(1)

    def ask(self, what, **fields):
        answer = self.cleo.post(f"/people/{self.number}/{what}", fields)
        return (
            answer,
            answer.status == 200
            and f'action="/people/{self.number}/{what}"' in answer.text
            and form_of(answer.text, f"/people/{self.number}/{what}"),
        )

    def test_remove_asks_first(self):
        answer, form = self.ask("remove")
        self.assertIn("Ana will be logged out everywhere", plain(answer.text))
        self.assertEqual(self.ana.get("/account").status, 200)
        self.assertEqual(self.cleo.post(f"/people/{self.number}/remove", form).status, 303)
        self.assertEqual(self.ana.get("/account").status, 303)

    def test_a_new_password_is_shown_once(self):
        _, form = self.ask("password")
        answer = self.cleo.post(f"/people/{self.number}/password", {**form, "password": "wrong"})
        self.assertEqual(answer.status, 403)
        self.assertEqual(self.ana.get("/account").status, 200)
        answer = self.cleo.post(f"/people/{self.number}/password", {**form, "password": PASSWORD})
        fresh = re.search(r'class="secret">([a-z2-9-]{23})<', answer.text).group(1)
        self.assertNotIn(fresh, self.page("/people", self.cleo))
        self.assertEqual(self.ana.get("/account").status, 303)
        self.assertEqual(self.browser().login("Ana").status, 403)
        self.assertEqual(self.browser().login("Ana", fresh).status, 303)
        self.assertEqual(
            self.ben.post(f"/people/{self.number}/password", {**form, "password": PASSWORD}).status,
            403,
        )

    def test_the_second_step_of_who_lost_it(self):
        with sqlite3.connect(f"{self.site}/tidings.db") as db:
            db.execute(
                "UPDATE editor SET totp = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' WHERE name = 'Ana'"
            )
        self.assertEqual(self.browser().login("Ana").status, 403)
        _, form = self.ask("totp")
        self.assertEqual(
            self.cleo.post(f"/people/{self.number}/totp", {**form, "password": PASSWORD}).status,
            303,
        )
        self.assertEqual(self.browser().login("Ana").status, 303)
        # Not for oneself: who finds an open browser would have it all.
        own = re.search(
            r'/people/(\d+)/role', self.page("/people", self.cleo).split("<strong>Cleo")[1]
        ).group(1)
        for what in ("password", "totp"):
            self.assertEqual(
                self.cleo.post(
                    f"/people/{own}/{what}", {"sure": what, "password": PASSWORD}
                ).status,
                404,
            )


class Presence(Truth):
    def test_a_card_that_is_fetched_ahead_is_not_opened(self):
        paper = self.item(PAPER)
        self.ben.get(f"/cards?item={paper}&ahead=1")
        self.assertNotIn("Ben opened this", plain(self.page(f"/item/{paper}")))
        self.ben.get(f"/cards?item={paper}")
        self.assertIn("Ben opened this", plain(self.page(f"/item/{paper}")))


if __name__ == "__main__":
    unittest.main()
