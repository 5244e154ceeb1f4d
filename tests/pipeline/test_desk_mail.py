"""Mail addresses of editors, their confirmation, and a new password by mail."""
import os
import re
import signal
import subprocess
import time
import unittest

import stores
from desk import NOW, PASSWORD, SITE, code_at, plain
from desk_mail import MailDesk
from pipeline import TIDINGS
from smtp_sink import Sink

FRESH = "seven other words are enough"


class Address(MailDesk):
    def test_nothing_else_goes_to_an_address_before_it_is_confirmed(self):
        with Sink() as sink:
            self.mail_to(sink)
            ben = self.entered("Ben")
            for fields in ({"password": "wrong"}, {}):
                self.press(
                    "/account/email", {"email": "ben@example.net", **fields}, ben, status=400
                )
            self.press("/account/email", {"email": "ben@example.net", "password": PASSWORD}, ben)
            self.assertIn("ben@example.net is not confirmed yet", plain(ben.get("/account").text))
            self.press("/digest/news/test", browser=ben, status=409)
            self.press("/forgot", {"who": "Ben"}, browser=self.browser())
            self.run_worker()
            (mail,) = self.mails(sink)
            self.assertEqual(mail.to, "ben@example.net")
            self.assertEqual(mail["Subject"], "Is this your mail address?")
            self.assertIn("“Ben”", mail.words)
            path = self.link(sink)
            self.assertRegex(path, r"^/confirm/[0-9a-f]{32}$")
            # Whoever opens the link only looks: programs that scan mail do.
            for _ in range(3):
                self.assertEqual(self.browser().get(path).status, 200)
            self.assertIn("not confirmed yet", ben.get("/account").text)
            answer = self.follow(path)
            self.assertEqual(answer.headers["Location"], "/login?said=confirmed")
            self.assertIn("Mail for you goes to ben@example.net", plain(ben.get("/account").text))
            self.assertEqual(self.browser().get(path).status, 404)  # once
            self.press("/digest/news/test", browser=ben)

    def test_a_link_is_good_for_one_address_and_two_days(self):
        with Sink() as sink:
            self.mail_to(sink)
            ben = self.entered("Ben")
            paths = []
            for address in ("one@example.net", "two@example.net"):
                self.press("/account/email", {"email": address, "password": PASSWORD}, ben)
                self.run_worker()
                paths.append(self.link(sink))
            self.assertEqual(self.browser().get(paths[0]).status, 404)
            self.serve(now="2026-11-25T11:59:59Z")
            self.assertEqual(self.browser().get(paths[1]).status, 200)
            self.serve(now="2026-11-25T12:00:00Z")
            self.assertEqual(self.browser().get(paths[1]).status, 404)
            self.assertEqual(self.rows("SELECT email FROM editor WHERE name = 'Ben'"), [("",)])

    def test_the_address_before_stays_until_the_new_one_is_confirmed(self):
        with Sink() as sink:
            self.mail_to(sink)
            self.confirmed(sink, "Ben", "ben@example.net")
            ben = self.entered("Ben")
            self.press("/account/email", {"email": "ben@typo.example", "password": PASSWORD}, ben)
            page = plain(ben.get("/account").text)
            self.assertIn("Mail for you goes to ben@example.net", page)
            self.assertIn("ben@typo.example is not confirmed yet", page)
            self.press("/account/email", {"email": "", "password": PASSWORD}, ben)
            self.assertNotIn("example.net", ben.get("/account").text)
            self.assertEqual(self.rows("SELECT email FROM editor WHERE name = 'Ben'"), [("",)])

    def test_without_an_address_of_the_desk_the_mail_has_a_code(self):
        with Sink() as sink:
            self.configure(SITE)
            self.mail_to(sink)
            ben = self.entered("Ben")
            self.press("/account/email", {"email": "ben@example.net", "password": PASSWORD}, ben)
            self.run_worker()
            (code,) = re.findall(r"(?m)^[0-9a-f]{32}$", self.mails(sink)[-1].words)
            self.press("/confirm", {"key": code[:-1] + "g"}, ben, status=404)
            answer = self.press("/confirm", {"key": f" {code} "}, ben)
            self.assertEqual(answer.headers["Location"], "/account?said=confirmed")
            self.assertIn("Mail for you goes to ben@example.net", plain(ben.get("/account").text))

    def test_without_a_mail_server_nothing_is_mailed(self):
        ben = self.entered("Ben")
        answer = self.press(
            "/account/email", {"email": "ben@example.net", "password": PASSWORD}, ben
        )
        self.assertEqual(answer.headers["Location"], "/account?said=email-waits")
        self.assertEqual(self.rows("SELECT count(*) FROM job"), [(0,)])
        self.assertNotIn('href="/forgot"', self.browser().get("/login").text)
        self.assertIn("cannot mail links", self.browser().get("/forgot").text)

    def test_who_manages_people_sets_and_sees_it_and_nobody_else(self):
        with Sink() as sink:
            self.mail_to(sink)
            ana, ben = self.entered("Ana"), self.entered("Ben")
            number = self.rows("SELECT id FROM editor WHERE name = 'Ben'")[0][0]
            path, fields = f"/people/{number}/email", {"email": "ben@example.net"}
            self.press(path, fields, ben, status=403)
            self.press(path, {"email": "ben"}, ana, status=400)
            self.press(path, fields, ana, status=200)  # it asks for her password
            self.press(path, {**fields, "sure": "email", "password": "wrong"}, ana, status=403)
            self.press(path, {**fields, "sure": "email", "password": PASSWORD}, ana)
            self.assertIn("ben@example.net", ana.get("/people").text)
            self.run_worker()
            self.follow(self.link(sink))
            self.assertNotIn("not confirmed", ana.get("/people").text)
            self.add_editor("Cleo", "senior")
            cleo = self.entered("Cleo")
            for page in ("/queue", "/log", "/digest/news", "/account", "/sources", "/help"):
                self.assertNotIn("ben@example.net", cleo.get(page).text, page)
            self.wait_for_log("/help")
            self.assertNotIn("ben@", self.logged())
            self.tidings("editor", "remove", "Ben")
        self.assertEqual(
            self.rows("SELECT email FROM editor WHERE name = 'Ben'")
            + self.rows("SELECT count(*) FROM editor_mail")
            + self.rows("SELECT count(*) FROM mail_link"),
            [("",), (0,), (0,)],
        )

    def test_on_the_command_line(self):
        with Sink() as sink:
            self.mail_to(sink)
            said = self.tidings("editor", "email", "Ben", "--email", "ben@example.net")
            self.assertIn("mails a link to Ben", said)
            self.assertNotIn("ben@", said)
            self.run_worker()
            self.follow(self.link(sink))
            self.assertIn("ben@example.net", self.entered("Ben").get("/account").text)
            self.tidings("editor", "email", "Ben", "--email", "")
            self.assertNotIn("ben@example.net", self.entered("Ben").get("/account").text)

    def test_a_server_that_refuses_is_shown_on_the_page(self):
        with Sink(RCPT="550 5.1.1 <b>No such user") as sink:
            self.mail_to(sink)
            ben = self.entered("Ben")
            fields = {"email": "ben@example.net", "password": PASSWORD}
            self.press("/account/email", fields, ben)
            self.run_worker()
            page = ben.get("/account").text
            self.assertIn("was not sent: the mail server refused it: 550 5.1.1 &lt;b&gt;No", page)
            sink.answers["RCPT"] = "451 later"
            self.press("/account/email", fields, ben)
            self.run_worker()
            self.assertIn("was not sent yet", plain(ben.get("/account").text))
            sink.answers["RCPT"] = "250 OK"
            self.press("/account/email", fields, ben)  # at once
            self.run_worker()
            self.follow(self.link(sink))
        self.assertEqual(len(sink.messages), 1)

    def test_five_mails_in_ten_minutes(self):
        with Sink() as sink:
            self.mail_to(sink)
            ben = self.entered("Ben")
            for n in range(7):
                status = 303 if n < 5 else 400
                fields = {"email": f"ben{n}@example.net", "password": PASSWORD}
                self.press("/account/email", fields, ben, status=status)


class Forgotten(MailDesk):
    def setUp(self):
        super().setUp()
        self.has_address("Ana", "ana@example.net")
        self.sink = Sink()
        self.sink.__enter__()
        self.addCleanup(self.sink.__exit__)
        self.mail_to(self.sink)

    def ask(self, who, status=303, browser=None):
        return self.press("/forgot", {"who": who}, browser or self.browser(), status=status)

    def test_a_new_password(self):
        here, there = self.entered(), self.entered()
        self.assertIn('href="/forgot"', self.browser().get("/login").text)
        self.ask("ANA")
        self.run_worker()
        (mail,) = self.mails(self.sink)
        self.assertEqual(mail.to, "ana@example.net")
        self.assertEqual(mail["Subject"], "A new password for the desk")
        path = self.link(self.sink)
        for _ in range(3):
            self.assertEqual(self.browser().get(path).status, 200)
        self.assertEqual(here.get("/account").status, 200)  # nothing happened yet
        self.assertEqual(self.browser().login().status, 303)
        page = self.follow(path, {"new": "short"}, status=400)
        self.assertIn("at least 10 characters", plain(page.text))
        answer = self.follow(path, {"new": FRESH}, browser=here)
        self.assertEqual(answer.headers["Location"], "/login?said=reset")
        for browser in (here, there):
            self.assertEqual(browser.get("/account").status, 303)
        self.assertEqual(self.browser().login().status, 403)
        self.assertEqual(self.browser().login(password=FRESH).status, 303)
        self.assertEqual(self.browser().get(path).status, 404)
        key = path.rsplit("/", 1)[1]
        self.press("/reset", {"key": key, "new": PASSWORD}, self.browser(), status=404)
        self.wait_for_log("/reset")
        self.assertNotIn(key, self.logged())
        self.assertNotIn("ana@", self.logged())
        self.assertNotIn(key.encode(), stores.contents(self.site))

    def test_the_second_step_stays(self):
        secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
        with self.beside() as db:
            db.execute("UPDATE editor SET totp = ? WHERE name = 'Ana'", (secret,))
        self.ask("ana@EXAMPLE.net")
        self.run_worker()
        self.follow(self.link(self.sink), {"new": FRESH})
        self.assertEqual(self.browser().login(password=FRESH).status, 403)
        code = code_at(secret, 1795435200)
        self.assertEqual(self.browser().login(password=FRESH, code=code).status, 303)

    def test_answers_tell_nothing_of_who_works_here(self):
        """Ben has no address, Cleo only one that is not confirmed, Dov is gone, Eve never was."""
        for name in ("Cleo", "Dov"):
            self.add_editor(name)
            self.tidings("editor", "email", name, "--email", f"{name}@example.net")
        self.has_address("Dov", "dov@example.net")
        self.tidings("editor", "remove", "Dov")
        self.run_worker()
        self.sink.messages.clear()
        answers, rows = set(), []
        for who in ("Ana", "ana@example.net", "Ben", "Cleo", "cleo@example.net", "Dov", "Eve"):
            answer = self.ask(who)
            page = self.browser().get(answer.headers["Location"])
            text = re.sub(r'name="csrf" value="\w+"', "", page.text)
            headers = [
                (name, value)
                for name, value in answer.headers.items()
                if name not in ("Date", "Set-Cookie")
            ]
            answers.add((answer.status, str(headers), answer.text, text))
            rows.append(self.rows("SELECT count(*) FROM job")[0][0])
            self.run_worker()
        self.assertEqual(len(answers), 1)
        self.assertIn("If somebody of that name or address works here", answers.pop()[3])
        self.assertEqual([mail["to"] for mail in self.sink.messages], ["ana@example.net"])
        self.assertEqual(rows, list(range(rows[0], rows[0] + 7)))  # each leaves one row

    def test_who_asks_too_often_waits(self):
        pages = set()
        for who in ("Ana", "Eve"):
            for _ in range(3):
                self.ask(who)
            answer = self.ask(who, status=429)
            pages.add(re.sub(r'name="csrf" value="\w+"', "", answer.text))
            self.assertGreater(int(answer.headers["Retry-After"]), 60)
            self.run_worker()
        self.assertEqual(len(pages), 1)
        self.assertEqual(len(self.sink.messages), 1)

    def test_one_mail_in_five_minutes(self):
        for now, count in ((NOW, 1), ("2026-11-23T12:04:59Z", 1), ("2026-11-23T12:05:00Z", 2)):
            self.serve(now=now)
            self.ask("Ana")
            self.run_worker(now=now)
            self.assertEqual(len(self.sink.messages), count, now)

    def test_an_hour(self):
        self.ask("Ana")
        self.run_worker()
        path = self.link(self.sink)
        self.serve(now="2026-11-23T12:59:59Z")
        self.assertEqual(self.browser().get(path).status, 200)
        self.serve(now="2026-11-23T13:00:00Z")
        self.assertEqual(self.browser().get(path).status, 404)
        # What was asked for while no worker ran is not mailed hours later.
        self.ask("Ana")
        self.run_worker(now="2026-11-23T14:00:01Z")
        self.assertEqual(len(self.sink.messages), 1)

    def test_links_end_with_the_password_and_the_address(self):
        for change in (
            lambda: self.tidings(
                "editor", "password", "Ana", "--password-stdin", input=PASSWORD + "\n"
            ),
            lambda: self.tidings("editor", "email", "Ana", "--email", ""),
        ):
            self.has_address("Ana", "ana@example.net")
            self.serve()
            self.ask("Ana")
            self.run_worker()
            path = self.link(self.sink)
            change()
            self.assertEqual(self.browser().get(path).status, 404)

    def test_a_link_for_one_thing_does_no_other(self):
        self.ask("Ana")
        self.run_worker()
        key = self.link(self.sink).rsplit("/", 1)[1]
        self.assertEqual(self.browser().get(f"/confirm/{key}").status, 404)
        self.press("/confirm", {"key": key}, self.browser(), status=404)
        for odd in ("x", "0" * 64, key[:-1], key + "0", "<b>"):
            self.assertEqual(self.browser().get(f"/reset/{odd}").status, 404, odd)
        self.press("/reset", {"key": key, "new": FRESH, "csrf": "0" * 32}, self.browser(), 403)
        browser = self.browser(Host="desk.example.org", **{"X-Forwarded-Proto": "http"})
        self.assertEqual(browser.get(f"/reset/{key}").status, 404)

    @stores.of_sqlite_alone
    def test_a_backup_brings_no_letter_back(self):
        self.ask("Ana")
        self.tidings("backup", f"{self.site}/then.db")
        self.run_worker()
        self.close()
        self.tidings("restore", f"{self.site}/then.db")
        self.run_worker()
        self.assertEqual(len(self.sink.messages), 1)

    def test_a_worker_that_dies_mails_nothing_twice(self):
        self.sink.slow_end = 2
        self.ask("Ana")
        environment = dict(os.environ, TIDINGS_REPLAY_PORT="1")
        work = subprocess.Popen(
            [TIDINGS, "-C", self.site, "--now", NOW, "work"],
            stdout=subprocess.DEVNULL,
            env=environment,
        )
        self.addCleanup(lambda: work.poll() is None and work.kill())
        self.assertTrue(self.sink.ended.wait(30))
        work.send_signal(signal.SIGKILL)
        work.wait()
        self.run_worker()
        self.run_worker()
        self.assertEqual(len(self.sink.messages), 1)
        self.assertEqual(
            self.rows("SELECT failed, outcome FROM job WHERE kind = 'letter'"),
            [
                (
                    1,
                    "the worker broke off while it was sending; look whether it arrived before you "
                    "ask again",
                )
            ],
        )


if __name__ == "__main__":
    unittest.main()
