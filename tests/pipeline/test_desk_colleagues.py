"""What editors are to each other: notes on items, mentions, items set aside for a colleague."""
import re
import threading
import unittest

from desk import PASSWORD, form_of, plain
from desk_sample import OTHER, PAPER, THIRD, TRIAL, WEEK_1, TwoEditors, said

SECRET = "between us: the dose"


class Colleagues(TwoEditors):
    def set_aside(self, item, name, why, browser=None, follow=True, **changes):
        browser = browser or self.ana
        form = self.form(item, browser, "assign")
        fields = {**form, "for": self.number(name), "why": why, **changes}
        return self.press(browser, f"/item/{item}/assign", fields, follow)

    def number(self, name):
        return self.rows("SELECT id FROM editor WHERE name = ?", name)[0][0]

    def note(self, item, text, browser=None):
        browser = browser or self.ana
        form = self.form(item, browser, "note")
        return self.press(browser, f"/item/{item}/note", {**form, "text": text})

    def nav_count(self, browser):
        """The number beside “For you”; None if there is none."""
        page = self.page("/log", browser)
        found = re.search(r'For you(?: <span class="count"[^>]*>(\d+)<)?', page)
        return found[1] and int(found[1])

    def notes(self, item):
        """What the page of the item lists, newest first."""
        page = self.page(f"/item/{item}")
        return [
            plain(note.split("<form")[0])
            for note in re.findall(
                r"<li>(.*?)</li>",
                page.split('<h2 id="notes">')[1].split("</section>")[0],
                re.S,
            )
        ]

    def decisions(self):
        """Those of editors."""
        return self.rows("SELECT id FROM decision WHERE automatic = 0")

    # -- Set aside --

    def test_it_comes_first_for_the_colleague_and_others_see_for_whom(self):
        last = self.listed(self.page("/queue", self.ben))[-1]
        page = self.set_aside(last, "Ben", SECRET)
        self.assertIn("Set aside “", said(page)[0])
        self.assertIn(f"Set aside for Ben by Ana , just now: {SECRET}", plain(page))
        self.assertEqual(self.listed(self.page("/queue", self.ben))[0], last)
        self.assertEqual(self.listed(self.page("/queue"))[-1], last)  # for Ana as before
        row = re.search(rf'<li data-id="{last}".*?</li>', self.page("/queue"), re.S)[0]
        self.assertIn("For Ben", plain(row))
        bens = self.page(f"/queue?for={self.number('Ben')}")
        self.assertEqual(self.listed(bens), [last])
        self.assertEqual(self.waiting(bens), 1)
        self.assertEqual((self.nav_count(self.ben), self.nav_count(self.ana)), (1, None))
        mine = plain(self.page("/for-you", self.ben))
        self.assertIn(f"Ana , just now: {SECRET}", mine)
        self.assertEqual(self.shown(last)["assignee"], "Ben")
        self.assertIn(f"for        Ben: {SECRET}", self.tidings("show", last, now=WEEK_1))
        self.assertIn(f"for Ben: {SECRET}", self.tidings("queue", now=WEEK_1))
        self.assertIn(f"for Ben: {SECRET}", self.tidings("log", now=WEEK_1))

    def test_anybody_gives_it_back_and_a_decision_ends_it(self):
        paper, other = self.item(PAPER), self.item(OTHER)
        for item in (paper, other):
            self.set_aside(item, "Ben", SECRET)
        form = form_of(self.page("/for-you", self.ben), f"/item/{paper}/unassign")
        page = self.press(self.ben, f"/item/{paper}/unassign", form)
        self.assertNotIn(f'href="/item/{paper}"', page)
        self.assertIsNone(self.shown(paper)["assignee"])
        page = self.decide(other, "approve")
        self.assertIsNone(self.shown(other)["assignee"])
        self.assertIsNone(self.nav_count(self.ben))
        done = said(page)[1]
        self.assertEqual(self.ana.post("/undo", {"decision": done, "back": "/queue"}).status, 303)
        self.assertEqual(self.shown(other)["assignee"], "Ben")
        self.assertEqual(self.shown(other)["assigned_word"], SECRET)
        self.assertEqual(self.nav_count(self.ben), 1)

    def test_who_decides_on_what_is_for_a_colleague_is_told(self):
        paper, other, third = (self.item(which) for which in (PAPER, OTHER, THIRD))
        self.set_aside(paper, "Ben", SECRET)
        page = self.decide(paper, "approve")
        self.assertRegex(said(page)[0], "^Approved “.*”, which was set aside for Ben$")
        self.assertIn("it was for Ben", self.tidings("log", now=WEEK_1))
        self.assertEqual(self.ana.post("/undo", {"back": "/queue"}).status, 303)
        self.set_aside(other, "Ana", SECRET)
        many = plain(self.page("/many"))
        self.assertIn("Set aside for a colleague: 1 of them.", many)
        ticked = self.page("/queue?select=all")
        self.assertIn("Tick none", ticked)
        every = re.findall(r'name="item" value="(\d+_\d+)" checked>', ticked)
        self.assertEqual(len(every), ticked.count('type="checkbox"'))
        self.assertNotIn(" checked>", self.page("/queue?select=1"))
        chosen = [one for one in every if int(one.split("_")[0]) in (paper, other, third)]
        self.assertEqual(len(chosen), 3)
        answer = self.ana.post("/batch", {"do": "reject", "item": chosen, "back": "/queue"})
        page = self.page(answer.headers["Location"].split("#")[0])
        self.assertEqual(said(page)[0], "Rejected 3 items; 1 of them was set aside for Ben")

    def test_a_published_item_is_set_aside_and_readers_see_nothing(self):
        item = self.item(PAPER)
        self.decide(item, "approve")
        self.tidings("publish", now=WEEK_1)
        before = self.public_files()
        self.set_aside(item, "Ben", SECRET)
        self.note(item, f"@Ben {SECRET}")
        self.assertEqual(self.nav_count(self.ben), 2)
        self.tidings("publish", now=WEEK_1)
        self.assertEqual(self.public_files(), before)
        self.tidings("publish", "--all", now=WEEK_1)
        self.tidings("digest", now=WEEK_1)
        self.tidings("export", now=WEEK_1)
        for path, content in self.public_files().items():
            self.assertNotIn(SECRET.encode(), content, path)
        withdraw = form_of(self.page(f"/item/{item}", self.ben), f"/item/{item}/withdraw")
        page = self.press(
            self.ben, f"/item/{item}/withdraw", {**withdraw, "reason": "It was about mice."}
        )
        self.assertIsNone(self.shown(item)["assignee"])
        self.assertIn(SECRET, plain(page))  # its history has it
        self.tidings("publish", now=WEEK_1)
        for path, content in self.public_files().items():
            self.assertNotIn(SECRET.encode(), content, path)
        self.tidings("audit", now=WEEK_1)

    def test_who_saw_another_version_is_asked(self):
        item = self.item(PAPER)
        stale = self.form(item, action="assign")
        self.set_aside(item, "Ben", SECRET, self.ben)
        answer = self.ana.post(
            f"/item/{item}/assign", {**stale, "for": self.number("Ana"), "why": "mine"}
        )
        self.assertEqual(answer.status, 409)
        self.assertEqual(self.shown(item)["assignee"], "Ben")
        form = form_of(answer.text, f"/item/{item}/assign")
        self.press(self.ana, f"/item/{item}/assign", form)
        self.assertEqual(self.shown(item)["assignee"], "Ana")

    def test_two_at_once_set_it_aside_once(self):
        item = self.item(PAPER)
        forms = [
            (browser, {**self.form(item, browser, "assign"), "for": self.number(name), "why": name})
            for browser, name in ((self.ana, "Ana"), (self.ben, "Ben"))
        ]
        statuses = []
        threads = [
            threading.Thread(
                target=lambda browser=browser, form=form: statuses.append(
                    browser.post(f"/item/{item}/assign", form).status
                )
            )
            for browser, form in forms
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(statuses), [303, 409])
        shown = self.shown(item)
        self.assertEqual(shown["assignee"], shown["assigned_word"])
        self.assertEqual(len(self.decisions()), 1)

    def test_what_is_for_one_who_leaves_is_given_back(self):
        self.add_editor("Cleo", "admin")
        cleo = self.entered("Cleo")
        item, other = self.item(PAPER), self.item(TRIAL)
        self.set_aside(item, "Ben", SECRET)
        self.note(item, "@Ben please")
        number = self.number("Ben")
        self.set_aside(other, "Ana", SECRET)
        asked = cleo.post(f"/people/{number}/remove", {})
        self.assertIn("given back", asked.text)
        done = cleo.post(
            f"/people/{number}/remove",
            {**form_of(asked.text, f"/people/{number}/remove"), "sure": "remove"},
        )
        self.assertEqual(done.status, 303)
        self.assertIsNone(self.shown(item)["assignee"])
        self.assertIn("unassign", self.tidings("log", "--item", item, now=WEEK_1))
        self.assertEqual(self.page("/log").count("it was for Ben"), 1)
        answer = self.ana.post(
            f"/item/{item}/assign", {**self.form(item, action="assign"), "for": number, "why": "x"}
        )
        self.assertEqual(answer.status, 409)
        self.tidings("editor", "role", "Ana", "--role", "reader", "--as", "Cleo", now=WEEK_1)
        self.assertIsNone(self.shown(other)["assignee"])
        self.tidings("publish", now=WEEK_1)
        self.tidings("audit", now=WEEK_1)

    def test_what_a_form_must_say(self):
        item = self.item(PAPER)
        form = self.form(item, action="assign")
        for changes in ({"why": " "}, {"for": "x"}, {"for": ""}):
            answer = self.ana.post(
                f"/item/{item}/assign", {**form, "for": 1, "why": "look", **changes}
            )
            self.assertEqual(answer.status, 400, changes)
        del form["version"]
        answer = self.ana.post(f"/item/{item}/assign", {**form, "for": 1, "why": "look"})
        self.assertEqual(answer.status, 400)
        for path in ("assign", "unassign", "note", "note-back"):
            answer = self.ana.post(f"/item/{item}/{path}", {"csrf": "x"})
            self.assertEqual(answer.status, 403, path)
        self.assertEqual(self.decisions(), [])

    # -- Notes --

    def test_a_note_names_a_colleague_who_reads_it(self):
        item = self.item(PAPER)
        version = self.shown(item)["version"]
        page = self.note(item, "first\r\nsecond line <b>&\x07 @BEN, ok?")
        self.assertIn("“For you”", said(page)[0])
        self.assertEqual(self.notes(item), ["Ana , just now first second line <b>& @BEN, ok?"])
        self.assertEqual(self.shown(item)["version"], version)
        self.assertIn("1 note Ana , just now: first", plain(self.page(f"/queue?item={item}")))
        self.assertEqual(self.nav_count(self.ben), 1)
        self.assertIsNone(self.nav_count(self.ana))
        for_you = self.page("/for-you", self.ben)
        self.assertIn("second line &lt;b&gt;&amp;", for_you)
        self.page(f"/queue?item={item}", self.ben)
        self.assertEqual(self.nav_count(self.ben), 1)  # a card shows the last note alone
        self.page(f"/item/{item}", self.ben)
        self.assertIsNone(self.nav_count(self.ben))
        self.assertIn("Read lately", self.page("/for-you", self.ben))
        [note] = self.shown(item)["notes"]
        self.assertEqual((note["editor"], note["taken_back"]), ("Ana", False))
        self.assertEqual(note["text"], "first\nsecond line <b>&  @BEN, ok?")

    def test_a_note_names_somebody_who_is_only_invited(self):
        paper, other = self.item(PAPER), self.item(OTHER)
        invited = self.tidings("editor", "invite", "Elisa", "--role", "editor", now=WEEK_1)
        path = re.search(r"(?m)/?(invitation/\w{32})$", invited)[1]
        self.assertIn("Invited, and not here yet: Elisa .", plain(self.page(f"/item/{paper}")))
        for item, text in ((paper, f"@Elisa {SECRET}"), (other, "@Elisa-Marie and @Ben")):
            self.note(item, text)
        newcomer = self.browser()
        key = path.rpartition("/")[2]
        csrf = newcomer.get(f"/{path}").csrf()
        fields = {"csrf": csrf, "key": key, "name": "Elisa Ruiz", "new": PASSWORD}
        self.assertEqual(newcomer.post("/invitation", fields).status, 303)
        newcomer = self.entered("Elisa Ruiz")
        self.assertEqual(self.nav_count(newcomer), 1)
        self.assertIn(SECRET, plain(self.page("/for-you", newcomer)))
        self.assertNotIn("not here yet", self.page(f"/item/{paper}"))

    def test_mentions_are_marked_as_read(self):
        items = [self.item(tag) for tag in (PAPER, OTHER, THIRD)]
        for item in items:
            self.note(item, "@Ben look")
        page = self.page("/for-you", self.ben)
        shown = re.findall(r'name="note" value="(\d+)"', page)
        self.assertEqual(len(shown), 3)
        self.assertEqual(self.ben.post("/for-you/read", {"note": shown[0]}).status, 303)
        self.assertEqual(self.nav_count(self.ben), 2)
        up_to = re.search(r'name="up_to" value="(\d+)"', page)[1]
        self.note(items[0], "@Ben and this")  # came after the page
        self.assertEqual(self.ben.post("/for-you/read", {"up_to": up_to}).status, 303)
        self.assertEqual(self.nav_count(self.ben), 1)
        self.assertEqual(self.ben.post("/for-you/read", {}).status, 400)
        # Nobody reads for another.
        last = re.search(r'name="note" value="(\d+)"', self.page("/for-you", self.ben))[1]
        self.assertEqual(self.ana.post("/for-you/read", {"note": last}).status, 303)
        self.assertEqual(self.nav_count(self.ben), 1)

    def test_its_author_takes_it_back(self):
        item = self.item(PAPER)
        self.note(item, f"@Ben {SECRET}")
        self.assertNotIn("note-back", self.page(f"/item/{item}", self.entered("Ben")))
        self.note(item, "and this")
        form = form_of(self.page(f"/item/{item}"), f"/item/{item}/note-back")
        [first] = self.rows("SELECT id FROM item_note WHERE text LIKE '%dose%'")[0]
        answer = self.ben.post(f"/item/{item}/note-back", {"note": first})
        self.assertEqual(answer.status, 400)
        self.assertIn("Ana’s", answer.text)
        page = self.press(self.ana, f"/item/{item}/note-back", {**form, "note": first})
        self.assertIn("taken back", said(page)[0])
        self.assertEqual(self.notes(item), ["Ana , just now and this", "Ana , just now taken back"])
        for place in (f"/item/{item}", "/for-you", f"/queue?item={item}"):
            self.assertNotIn(SECRET, self.page(place, self.ben))
        self.assertNotIn(SECRET, self.tidings("show", item, now=WEEK_1))
        self.assertNotIn(SECRET, self.tidings("show", item, "--json", now=WEEK_1))
        self.assertIsNone(self.nav_count(self.ben))

    def test_a_reader_reads_and_writes_none(self):
        self.add_editor("Rea", "reader")
        rea, item = self.entered("Rea"), self.item(PAPER)
        self.note(item, "@Rea look")
        self.assertEqual(self.nav_count(rea), 1)
        page = self.page(f"/item/{item}", rea)
        self.assertIn("@Rea look", page)
        self.assertNotIn("note-text", page)
        self.assertIsNone(self.nav_count(rea))
        for path in ("assign", "unassign", "note", "note-back"):
            self.assertEqual(rea.post(f"/item/{item}/{path}", {"text": "x"}).status, 403, path)
        self.assertNotIn("Rea</option>", self.page(f"/item/{item}"))  # she could not decide on it

    def test_from_the_command_line(self):
        item = self.item(PAPER)
        self.assertEqual(
            self.tidings("note", item, "@ben look", "--as", "ana", now=WEEK_1), f"{item}: note 1\n"
        )
        self.assertEqual(self.nav_count(self.ben), 1)
        self.assertIn("Ana: @ben look", self.tidings("show", item, now=WEEK_1))
        for wrong, status in (
            (("note", item), 2),
            (("note", item, "x", "--take-back", 1), 2),
            (("note", item, " "), 1),
            (("note", 9999, "x"), 1),
            (("note", item, "--take-back", 1, "--as", "Ben"), 1),
            (("assign", item, "--to", "Ben"), 2),
            (("assign", item, "--to", "Nobody", "--reason", "x"), 1),
        ):
            self.assertEqual(self.run_tidings(*wrong, now=WEEK_1).returncode, status, wrong)
        self.tidings("note", item, "--take-back", 1, "--as", "Ana", now=WEEK_1)
        self.assertIsNone(self.nav_count(self.ben))
        self.tidings("assign", item, "--to", "BEN", "--reason", "look", "--as", "Ana", now=WEEK_1)
        self.assertEqual(self.nav_count(self.ben), 1)
        self.tidings("unassign", item, "--as", "Ana", now=WEEK_1)
        self.tidings("undo", item, "--as", "Ana", now=WEEK_1)
        self.assertEqual(self.shown(item)["assignee"], "Ben")


if __name__ == "__main__":
    unittest.main()
