"""Editions at the desk: their words, what is left out, freezing, sending, and what became of it."""
import re
import threading
import unittest

import stores

from desk import form_of, plain
from desk_digest import NOW
from desk_editions import LIST, EditionsDesk
from smtp_sink import Sink


class Next(EditionsDesk):
    def test_words_are_in_the_mail(self):
        greeting = "Dear all,\r\n\r\nhello <b>"
        self.words(0, subject="  Ours,\r\n this week ", greeting=greeting, first="Come!")
        page = self.page(LIST)
        self.assertIn("Ours, this week", page)
        self.assertIn("Dear all,\nhello &lt;b&gt;</textarea>", page)
        text = self.preview("text").decode()
        html = self.preview("html").decode()
        for body in (text, html):
            self.assertIn("Dear all,", body)
            self.assertIn("Come!", body)
        self.assertNotIn("hello <b>", html)
        self.words(1)
        self.assertNotIn("Come!", self.preview("text").decode())

    def test_two_editors_write_at_once(self):
        ben = self.entered("Ben")
        self.words(0, first="Of Ana.")
        conflict = self.words(0, ben, 409, first="Of Ben.", subject="S")
        self.assertIn("Of Ana.", plain(conflict.text))
        self.assertIn("Of Ben.", plain(conflict.text))
        self.assertIn("Of Ana.", self.page(LIST))
        self.press(f"{LIST}/words", form_of(conflict.text, f"{LIST}/words"), ben)
        self.assertIn("Of Ben.", self.page(LIST))
        self.words(2, status=400, subject="x" * 201)
        self.words(2, status=403, browser=self.entered("Rea"))

    def test_an_item_is_left_out_and_put_back(self):
        item = re.search(r'name="leave" value="(\d+)"', self.page(LIST)).group(1)
        title = self.objects("show", item, now=NOW)[0]["title"][:30]
        self.assertIn(title, self.preview("text").decode().replace("\n", " "))
        self.press(f"{LIST}/leave", {"leave": item})
        self.assertNotIn(title, self.preview("text").decode().replace("\n", " "))
        self.assertIn("Left out 1", self.shown(LIST))
        self.press(f"{LIST}/leave", {"back": item})
        self.assertIn(title, self.preview("text").decode().replace("\n", " "))
        self.press(f"{LIST}/leave", {"leave": 999999}, status=409)
        self.press(f"{LIST}/leave", {"leave": item}, self.entered("Rea"), 403)
        self.press("/digest/none/leave", {"leave": item}, status=404)

    def test_the_overview_drafts_nothing_and_leads_on(self):
        page = self.page("/digest")
        for path in (LIST, "/digest/news", "/digest/editions", "/digest/subscribers"):
            self.assertIn(f'href="{path}"', page)
        self.assertIn("no edition yet", page)
        self.page("/digest/none", status=404)

    def test_the_mail_stands_in_frames_that_may_do_nothing(self):
        answer = self.ana.get(f"{LIST}/sizes")
        policy = answer.headers["Content-Security-Policy"]
        self.assertIn("frame-src 'self'", policy)
        self.assertNotIn("unsafe-inline", policy)
        frames = re.findall(r"<iframe [^>]*>", answer.text)
        self.assertEqual([re.search(r'width="(\d+)"', f)[1] for f in frames], ["364", "804"])
        for frame in frames:
            self.assertIn(f'src="{LIST}/html"', frame)
            self.assertRegex(frame, r'sandbox="allow-popups allow-popups-to-escape-sandbox"')
        self.page("/digest/none/sizes", status=404)

    def test_freezing(self):
        self.page(f"{LIST}/freeze", self.entered("Rea"), 403)
        seen = form_of(self.page(f"{LIST}/freeze"), f"{LIST}/freeze")
        self.words(0, subject="Changed meanwhile")
        answer = self.press(f"{LIST}/freeze", seen, status=409)
        self.assertIn("changed in between", answer.text)
        self.assertEqual(self.rows("SELECT count(*) FROM edition"), [(0,)])
        previews = self.preview("html"), self.preview("text")
        self.assertIn("Changed meanwhile", plain(answer.text))
        edition = self.press(f"{LIST}/freeze", form_of(answer.text, f"{LIST}/freeze"))
        self.assertRegex(edition.headers["Location"], r"^/digest/edition/\d+\?said=frozen$")
        files = self.public_files()
        self.assertEqual(
            (files["digest/2026-W45-research.html"], files["digest/2026-W45-research.txt"]),
            previews,
        )
        shown = self.shown(edition.headers["Location"])
        self.assertIn("Changed meanwhile", shown)
        self.assertIn("It was not sent", shown)
        self.assertIn("Nobody was mailed", shown)
        self.assertIn("Changed meanwhile", self.shown("/digest/editions"))
        # Nothing is left for a second one.
        self.page(f"{LIST}/freeze", status=404)
        self.press(f"{LIST}/freeze", seen, status=409)
        self.assertEqual(self.rows("SELECT count(*) FROM edition"), [(1,)])
        self.page("/digest/edition/999", status=404)

    def test_what_left_the_section_is_counted_when_it_is_corrected(self):
        self.freeze()
        (item,) = self.rows("SELECT min(item) FROM edition_item")[0]
        later = "2026-11-02T09:00:00Z"
        self.tidings("edit", item, "--section", "news", now=later)
        overview = r"Research : the next edition Approved or corrected since the last edition: 1\."
        self.assertNotRegex(self.shown("/digest"), overview)
        self.tidings("edit", item, "--summary", "It was not so.", now=later)
        self.assertRegex(self.shown("/digest"), overview)

    def test_a_week_has_one_edition(self):
        """The next one is looked at, and nobody is led to a button that only refuses."""
        self.assertIn(f'href="{LIST}/freeze"', self.page(LIST))
        edition = self.freeze()
        (item,) = self.rows("SELECT min(item) FROM edition_item")[0]
        self.tidings("edit", item, "--summary", "It was not so.", now=NOW)
        page = self.page(LIST)
        self.assertNotIn(f'href="{LIST}/freeze"', page)
        self.assertIn(
            "It can be frozen when a new week begins: the edition of week 45 is frozen already",
            plain(page),
        )
        self.assertIn(f'href="{edition}"', page)


class AtOnce(EditionsDesk):
    def at_once(self, *presses):
        """The status of each, pressed at the same time: (browser, action, fields)."""
        gate, statuses = threading.Barrier(len(presses)), [None] * len(presses)
        for browser, _, fields in presses:
            fields["csrf"] = browser.get("/account").csrf()

        def run(i, browser, action, fields):
            gate.wait()
            statuses[i] = browser.post(action, fields).status

        threads = [
            threading.Thread(target=run, args=(i, *press)) for i, press in enumerate(presses)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return statuses

    def test_two_editors_freeze_one_edition(self):
        ben = self.entered("Ben")
        seen = [form_of(self.page(f"{LIST}/freeze", b), f"{LIST}/freeze") for b in (self.ana, ben)]
        statuses = self.at_once(
            (self.ana, f"{LIST}/freeze", seen[0]), (ben, f"{LIST}/freeze", seen[1])
        )
        self.assertEqual(sorted(statuses), [303, 409])
        self.assertEqual(self.rows("SELECT count(*) FROM edition"), [(1,)])

    def test_what_is_written_meanwhile_is_not_frozen_unseen(self):
        ben = self.entered("Ben")
        for name in ("research", "news", "trials"):
            path = f"/digest/{name}"
            seen = form_of(self.page(f"{path}/freeze"), f"{path}/freeze")
            words = {"subject": "Of Ben", "greeting": "", "first": "", "version": 0}
            frozen, _ = self.at_once(
                (self.ana, f"{path}/freeze", seen), (ben, f"{path}/words", words)
            )
            subjects = self.rows(
                "SELECT subject FROM edition WHERE list = (SELECT id FROM mail_list WHERE slug = "
                f"'{name}')"
            )
            self.assertEqual(len(subjects), frozen == 303)
            self.assertNotIn(("Of Ben",), subjects)


class Acts(EditionsDesk):
    def test_who_did_what_stands_in_the_log(self):
        edition = self.freeze()
        self.subscribers(0, 4)
        self.mail_to(9)
        number = int(edition.rsplit("/", 1)[1])
        self.press(f"{edition}/send", {"people": 3}, self.sue, 409)
        self.press(f"{edition}/send", {"people": 4}, self.sue)
        for do in ("pause", "pause", "resume"):  # the second one changes nothing
            self.press(f"{edition}/mailing", {"do": do}, self.sue)
        name = "2026-W45-research"
        self.tidings("send", name, "--pause", "--as", "Ada", now=NOW)
        self.press(f"{edition}/mailing", {"do": "taken"}, self.sue)  # there is nothing to decide
        with self.beside() as db:
            db.execute("UPDATE delivery SET state = 5, due = NULL WHERE subscriber = 1")
        self.press(f"{edition}/mailing", {"do": "taken"}, self.sue)
        self.press(f"{edition}/mailing", {"do": "cancel"}, self.sue)
        log = [
            ("Sue", "cancel", 3),
            ("Sue", "taken", 1),
            ("Ada", "pause", 4),
            ("Sue", "resume", 4),
            ("Sue", "pause", 4),
            ("Sue", "send", 4),
            ("Ana", "freeze", 0),
        ]
        rows = self.objects("log", "--editions", now=NOW)
        self.assertEqual([(r["editor"], r["verb"], r["people"]) for r in rows], log)
        self.assertEqual({(r["edition"], r["at"]) for r in rows}, {(name, NOW)})
        self.assertIn(f"Sue          cancel   {name}: 3 people", self.tidings("log", "--editions"))
        self.assertIn('href="/log/editions"', self.page("/log"))
        for path in ("/log/editions", edition):
            page = self.shown(path, self.entered("Rea"))
            self.assertIn("Froze Research, week 45", page)
            self.assertIn("Began to send Research, week 45 to 4 people Sue, just now", page)
            self.assertIn("Cancelled Research, week 45 3 people do not get it Sue", page)
            self.assertNotIn("@example.net", page)
        self.assertEqual(self.rows("SELECT DISTINCT edition FROM edition_act"), [(number,)])
        # Nobody changes what stands there, and a new name is shown as it is everywhere.
        for sql in ("DELETE FROM edition_act", "UPDATE edition_act SET people = 1"):
            with self.assertRaises(stores.REFUSED), self.beside() as db:
                db.execute(sql)
        self.tidings("editor", "rename", "Sue", "Susan", now=NOW)
        cancelled = "Cancelled Research, week 45 3 people do not get it Susan"
        self.assertIn(cancelled, self.shown("/log/editions"))

    def test_a_long_log_has_pages(self):
        edition = self.freeze()
        with self.beside() as db:
            db.executemany(
                "INSERT INTO edition_act (at, editor, verb, edition, people) "
                "VALUES (1, ?, 3, ?, 0)",
                [(f"E{i}", int(edition.rsplit("/", 1)[1])) for i in range(70)],
            )
        page = self.page("/log/editions")
        self.assertIn("E69", page)
        self.assertNotIn("E19,", page)
        older = self.page(re.search(r'href="(/log/editions\?before=\d+)"', page)[1])
        self.assertIn("E19,", older)
        self.assertIn("Froze", older)
        self.assertNotIn("Older", older)


class Many(EditionsDesk):
    def test_a_page_holds_twenty(self):
        with self.beside() as db:
            db.executemany(
                "INSERT INTO edition (id, list, period, frozen, hash) VALUES (?, 1, ?, 1, '')",
                [(i, f"2025-W{i:02}") for i in range(1, 46)],
            )
        seen, path = [], "/digest/editions"
        for rows in (20, 20, 5):
            page = self.page(path)
            found = [int(i) for i in re.findall(r'<h2><a href="/digest/edition/(\d+)"', page)]
            self.assertEqual(len(found), rows)
            seen += found
            older = re.search(r'href="(/digest/editions\?before=\d+)"', page)
            path = older and older[1]
        self.assertIsNone(path)
        self.assertEqual(seen, [*range(45, 0, -1)])


class Sending(EditionsDesk):
    def test_only_who_may_and_only_to_the_number_that_was_seen(self):
        edition = self.freeze()
        self.assertNotIn(f"{edition}/send", self.page(edition))
        with Sink() as sink:
            self.mail_to(sink.port)
            self.press(f"{edition}/send", {"people": 0}, self.sue, 409)
            self.subscribers(0, 3)
            self.page(f"{edition}/send", self.ana, 403)
            self.press(f"{edition}/send", {"people": 3}, self.ana, 403)
            self.assertIn(f"{edition}/send", self.page(edition, self.sue))
            confirm = self.page(f"{edition}/send", self.sue)
            self.assertIn("3 people", plain(confirm))
            fields = form_of(confirm, f"{edition}/send")
            self.subscribers(3, 5)
            answer = self.press(f"{edition}/send", fields, self.sue, 409)
            self.assertIn("changed in between", answer.text)
            self.assertEqual(self.rows("SELECT count(*) FROM mailing"), [(0,)])
            self.assertEqual(self.rows("SELECT count(*) FROM delivery"), [(0,)])
            self.press(f"{edition}/send", form_of(answer.text, f"{edition}/send"), self.sue)
            self.assertIn("still to be sent 5", self.shown(edition))
            self.run_worker()
            self.assertEqual(len(sink.messages), 5)
            self.assertIn("taken by the mail server 5", self.shown(edition))
            self.press(f"{edition}/send", {"people": 5}, self.sue, 409)
            self.page(f"{edition}/send", self.sue, 409)
            self.run_worker()
            self.assertEqual(len(sink.messages), 5)
            for path in (edition, "/digest/editions", "/digest/subscribers", "/log"):
                self.assertNotIn("@example.net", self.page(path, self.sue), path)

    def test_pause_go_on_and_cancel(self):
        edition = self.freeze()
        self.subscribers(0, 4)
        with Sink() as sink:
            self.mail_to(sink.port)
            self.press(f"{edition}/send", {"people": 4}, self.sue)
            self.press(f"{edition}/mailing", {"do": "pause"}, self.ana, 403)
            self.press(f"{edition}/mailing", {"do": "pause"}, self.sue)
            self.run_worker()
            self.assertEqual(sink.messages, [])
            self.assertIn("It is paused", self.shown(edition))
            again = self.press(f"{edition}/mailing", {"do": "pause"}, self.sue)
            self.assertIn("said=same", again.headers["Location"])
            self.press(f"{edition}/mailing", {"do": "resume"}, self.sue)
            self.run_worker()
            self.assertEqual(len(sink.messages), 4)
            self.assertIn("It was sent", self.shown(edition))
        self.press(f"{edition}/mailing", {"do": "nonsense"}, self.sue, 400)
        self.press("/digest/edition/999/mailing", {"do": "pause"}, self.sue, 404)

    def test_cancelled_is_over(self):
        edition = self.freeze()
        self.subscribers(0, 4)
        with Sink() as sink:
            self.mail_to(sink.port)
            self.press(f"{edition}/send", {"people": 4}, self.sue)
            self.assertIn("The 4 that still wait", self.shown(f"{edition}/cancel", self.sue))
            self.press(f"{edition}/mailing", {"do": "cancel"}, self.sue)
            self.press(f"{edition}/mailing", {"do": "resume"}, self.sue)
            self.run_worker()
            self.assertEqual(sink.messages, [])
        self.assertIn("It was cancelled", self.shown(edition))
        self.assertIn("cancelled", self.shown("/digest/editions"))

    def test_unknown_copies_are_decided_about(self):
        edition = self.freeze()
        self.subscribers(0, 2)
        with Sink() as sink:
            self.mail_to(sink.port)
            self.press(f"{edition}/send", {"people": 2}, self.sue)
            self.run_worker()
            for do, messages in (("taken", 2), ("again", 3)):
                with self.beside() as db:
                    db.execute("UPDATE delivery SET state = 5 WHERE subscriber = 1")
                self.assertIn("Of 1 it is not known", self.shown(edition, self.sue))
                self.assertNotIn("Send once more", self.page(edition))
                self.press(f"{edition}/mailing", {"do": do}, self.sue)
                self.run_worker()
                self.assertEqual(len(sink.messages), messages, do)
                self.assertIn("taken by the mail server 2", self.shown(edition))

    def test_an_edition_of_an_older_version(self):
        edition = self.freeze()
        with self.beside() as db:
            db.execute("UPDATE edition SET html = '', text = '', slot = ''")
        self.subscribers(0, 1)
        self.mail_to(9)
        self.assertIn("older version", self.shown(edition, self.sue))
        self.assertNotIn(f"{edition}/send", self.page(edition, self.sue))
        answer = self.press(f"{edition}/send", {"people": 1}, self.sue, 409)
        self.assertIn("older version", answer.text)


class Subscribers(EditionsDesk):
    def part(self, page, heading, level=3):
        """What stands below this heading, up to the next one."""
        return re.search(rf"<h{level}>{heading}</h{level}>(.*?)<h[23]>", page, re.S)[1]

    def test_growth_of_each_list(self):
        with self.beside() as db:
            for row in (
                ("", "2026-10-27", 0, 7),
                ("research", "2026-10-27", 0, 5),
                ("research", "2026-10-28", 1, 2),
                ("news", "2026-10-20", 0, 2),
                ("news", "2026-10-20", 6, 3),
                ("news", "2026-10-21", 5, 1),
            ):
                db.execute("INSERT INTO subscriber_tally VALUES (?, ?, ?, ?)", row)
        page = self.page("/digest/subscribers")
        everybody, research, news, trials = (
            self.part(page, name) for name in ("Everybody", "Research", "News", "Trials")
        )
        self.assertIn("2026-W44 7 0 0 0 0", plain(everybody))
        self.assertRegex(research, r"2026-W44: 7, 5[;<]")
        self.assertIn("2026-W44 5 2 0 0 0", plain(research))
        self.assertNotIn("moved here", research)
        self.assertIn("Joined + moved here Left + moved away Bounced", plain(news))
        self.assertIn("2026-W43 2 + 3 0 + 1 0 0 0", plain(news))
        self.assertRegex(news, r"2026-W43: 6, 5[;<]")
        self.assertIn("Nobody joined or went", trials)
        ids = re.findall(r' id="([^"]+)"', page)
        self.assertEqual(len(ids), len(set(ids)))

    def test_what_came_back_is_counted_by_kind(self):
        edition = int(self.freeze().rsplit("/", 1)[1])
        rows = [(edition, 5), (edition, 5), (edition, 6), (None, 7), (None, 3)]
        with self.beside() as db:
            for n, (about, outcome) in enumerate(rows):
                db.execute(
                    "INSERT INTO bounce (mail, part, at, outcome, edition, code) "
                    "VALUES (?, 0, 1793000000, ?, ?, '550 5.1.1')",
                    (n.to_bytes(16, "big"), outcome, about),
                )
            db.execute("UPDATE bounce SET at = 1 WHERE outcome = 3")  # long ago
        page = self.shown(f"/digest/edition/{edition}")
        self.assertIn("came back for good: the address gets no more mail 2", page)
        self.assertIn("called spam: unsubscribed from everything 1", page)
        self.assertNotIn("unsubscribed by mail", page)
        page = self.shown("/digest/subscribers")
        self.assertIn("gets no more mail 2", page)
        self.assertIn("unsubscribed by mail 1", page)
        self.assertNotIn("three over a week", page)

    def test_numbers_and_deletion(self):
        self.subscribers(0, 3)
        ada = self.entered("Ada")
        page = self.shown("/digest/subscribers", ada)
        self.assertIn("Research 3", page)
        self.assertNotIn("Delete for good", self.shown("/digest/subscribers"))
        path = "/digest/subscribers/delete"
        self.press(path, {"address": "s000001@example.net"}, self.sue, 403)
        answers = [
            self.press(path, {"address": address}, ada).headers["Location"]
            for address in ("nobody@example.net", "nonsense", "S000001@example.net")
        ]
        self.assertEqual(len(set(answers)), 1)
        page = self.shown("/digest/subscribers", ada)
        self.assertIn("Research 2", page)
        self.assertIn("deleted for good 1", page)
        new = {"address": "new@example.net", "list": "research", "proof": "Signed at the desk."}
        add = "/digest/subscribers/add"
        self.press(add, new, self.sue, 403)
        for wrong in ({"address": "x"}, {"list": "none"}, {"proof": ""}, {"proof": "By a@b.org"}):
            self.press(add, {**new, **wrong}, ada, 400)
        answers = [self.press(add, new, ada).headers["Location"] for _ in range(2)]
        self.assertEqual(len(set(answers)), 1)
        self.assertIn("Research 3", self.shown("/digest/subscribers", ada))
        self.assertNotIn("new@", self.page("/digest/subscribers", ada))
        self.wait_for_log(add)
        self.assertNotIn("new@", self.logged())
        self.assertNotIn("s000001@", self.logged().lower())

    def test_those_of_a_digest_that_is_no_more_are_moved(self):
        self.subscribers(0, 3)
        ada = self.entered("Ada")
        self.assertNotIn("no more", self.shown("/digest/subscribers", ada))
        with self.beside() as db:
            db.execute("INSERT INTO mail_list (id, slug) VALUES (9, 'older')")
            db.execute("UPDATE subscription SET list = 9 WHERE subscriber < 3")
        self.assertIn("older : 2 people", self.shown("/digest/subscribers", ada))
        self.assertNotIn("Move them", self.shown("/digest/subscribers"))
        move, form = "/digest/subscribers/move", {"from": "older", "to": "research"}
        self.press(move, form, self.sue, 403)
        for wrong in ({"from": "none"}, {"to": "none"}, {"to": "older"}):
            self.press(move, {**form, **wrong}, ada, 409)
        self.press(move, form, ada)
        page = self.shown("/digest/subscribers", ada)
        self.assertNotIn("no more", page)
        self.assertIn("Research 3", page)


if __name__ == "__main__":
    unittest.main()
