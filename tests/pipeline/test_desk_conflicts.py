"""What an editor typed is not lost: others decided meanwhile, or the session ended."""
import re
import unittest

from desk import PASSWORD, form_of, plain
from desk_sample import OTHER, PAPER, THIRD, TRIAL, WEEK_1, WEEK_2, TwoEditors


class Conflicts(TwoEditors):
    def test_keep_mine_of_a_merge(self):
        """The page of a stale merge sends a merge again, with the versions of now of both items."""
        supplement, paper = self.pair()
        path = f"/item/{supplement}/merge"
        for changed in (supplement, paper):
            form = self.merge_form(supplement, paper)
            self.decide(changed, "save", browser=self.ben, summary=f"Ben changed {changed}.")
            answer = self.press(self.ana, path, form, follow=False)
            self.assertEqual(answer.status, 409)
            self.assertIn("Yours would have been: Merged", plain(answer.text))
            self.assertEqual(self.ana.get(f"/item/{supplement}").status, 200, "nothing was merged")
        self.press(self.ana, path, form_of(answer.text, path))
        self.assertEqual(self.ana.get(f"/item/{supplement}").headers["Location"], f"/item/{paper}")

    def test_keep_mine_of_a_split(self):
        supplement, paper = self.pair()
        path = f"/item/{paper}/split"
        self.merge(supplement, paper)
        form = self.split_form(paper)
        self.decide(paper, "save", browser=self.ben, summary="Of Ben.")
        answer = self.press(self.ana, path, form, follow=False)
        self.assertEqual(answer.status, 409)
        self.press(self.ana, path, form_of(answer.text, path))
        last = self.rows("SELECT verb_word(verb) FROM decision ORDER BY id DESC LIMIT 1")
        self.assertEqual(last, [("split",)])

    def test_topics_are_shown_and_what_was_left_alone_stays(self):
        """Ben changes a topic, Ana a summary: what Ana did not change stays as Ben left it. Where
        both changed the topics, both lists are shown."""
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
        slugs = re.findall(r'name="topic" value="([^"]*)"', self.page(f"/item/{paper}"))
        wanted = next(slug for slug in slugs if slug != "antibodies")
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
        merge = self.merge_form(supplement, paper)
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
        # Whichever way they are merged, the published item stays; both versions are compared.
        self.decide(supplement, "approve")
        for member in ("version", "into_version"):
            merge = self.merge_form(supplement, paper)
            answer = self.ana.post(f"/item/{supplement}/merge", {**merge, member: 99})
            self.assertEqual(answer.status, 409, member)
        self.press(self.ana, f"/item/{supplement}/merge", merge)
        self.assertEqual(self.ana.get(f"/item/{paper}").headers["Location"], f"/item/{supplement}")

    def test_a_copy_is_split_off_its_own_item_only(self):
        supplement, paper = self.pair()
        self.merge(supplement, paper)
        copy, other = self.split_form(paper)["copy"], self.item(THIRD)
        version = self.form(other)["version"]
        answer = self.ana.post(f"/item/{other}/split", {"version": version, "copy": copy})
        self.assertEqual(answer.status, 409)
        self.assertIn("not one of this item", answer.text)
        self.assertEqual(
            self.rows("SELECT count(*) FROM decision WHERE verb_word(verb) = 'split'"), [(0,)]
        )

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
        # The editor with the script gets there by a button, whose text comes along.
        _, told = self.by_script(
            f"/item/{paper}/decide", {**stale, "do": "approve", "summary": "Of Ana."}
        )
        self.assertEqual(told["conflict"], "See both texts")


class Words(TwoEditors):
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
        # Words and decision are one row, so one undo takes back both.
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
        status, told = self.by_script(f"/item/{paper}/decide", form)
        self.assertEqual(status, 409)
        self.assertIn("emptied", told["error"])
        answer = self.press(self.ana, f"/item/{paper}/decide", form, follow=False)
        self.assertEqual(answer.status, 409)
        self.assertIn("Without a summary?", answer.text)
        self.assertEqual(self.shown(paper)["state"], "queued")
        self.press(self.ana, f"/item/{paper}/decide", form_of(answer.text, f"/item/{paper}/decide"))
        self.assertEqual(
            (self.shown(paper)["state"], self.shown(paper)["summary"]), ("approved", "")
        )
        # It has no summary by now, so saving another field asks nothing. Emptying one that
        # readers see is asked about.
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
        # The day counts for "later" only.
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


class Sessions(TwoEditors):
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
        # The script is told the present token, for all its forms.
        _, told = self.by_script(f"/item/{paper}/decide", {**form, "csrf": token})
        status, _ = self.decide_by_script(paper, csrf=told["csrf"], do="save", summary="By script.")
        self.assertEqual(status, 200)

    def test_another_editor_who_logs_in_does_not_decide_with_the_form(self):
        paper = self.item(PAPER)
        form = {**self.form(paper), "do": "approve"}
        self.assertEqual(self.ana.login("Ben").status, 303)
        _, told = self.by_script(f"/item/{paper}/decide", form)
        self.assertNotIn("csrf", told)
        self.assertIn("somebody else’s", told["error"])
        self.assertIn(
            "You are logged in as Ben",
            plain(self.press(self.ana, f"/item/{paper}/decide", form, follow=False).text),
        )

    def test_what_another_site_sends_is_not_kept(self):
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
        # Passwords, and forms that are not an item's, are never kept.
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
        with self.beside() as db:
            db.execute(statement)

    def test_the_account_page_lists_the_sessions(self):
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


if __name__ == "__main__":
    unittest.main()
