"""Invitations to the desk: by mail and by hand, repeated, taken back, accepted once."""
import re
import unittest

import stores
from desk import PASSWORD, SITE, plain
from desk_mail import DESK, MailDesk
from smtp_sink import Sink

ELISA = {"name": "Elisa", "role": "senior", "email": "elisa@example.net"}


class Invitations(MailDesk):
    def handed(self, answer):
        """The path of the link that the page shows."""
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        return re.search(r'"secret">https?://[^/]+(/invitation/[0-9a-f]{32})<', answer.text)[1]

    def number(self, browser):
        return re.search(r"/people/invited/(\d+)/back", browser.get("/people").text)[1]

    def accept(self, path, name="Elisa", new=PASSWORD, **more):
        return self.follow(path, {"name": name, "new": new}, **more)

    def test_by_mail(self):
        with Sink() as sink:
            self.mail_to(sink)
            ana = self.entered()
            self.press("/people/invite", ELISA, self.entered("Ben"), status=403)
            self.press("/people/invite", ELISA, ana)
            self.run_worker()
            (mail,) = self.mails(sink)
            self.assertEqual(mail.to, "elisa@example.net")
            self.assertEqual(mail["Subject"], "You are invited to the desk of Desk of the Test")
            self.assertIn("Ana invites you", mail.words)
            page = plain(ana.get("/people").text)
            self.assertIn("Elisa , senior, elisa@example.net", page)
            self.assertIn("a mail was sent", page)
            path = self.link(sink)
            self.assertIn('value="Elisa"', self.browser().get(path).text)
            self.assertEqual(self.browser().login("Elisa").status, 403)
            for new, name in (("short", "Elisa"), (PASSWORD, ""), (PASSWORD, "Source X")):
                self.accept(path, name, new, status=400)
            self.accept(path, "Elisa  Ruiz")
            self.accept_no_more(path)
            elisa = self.browser()
            self.assertEqual(elisa.login("elisa ruiz").status, 303)
            account = plain(elisa.get("/account").text)
            self.assertIn("You are Elisa Ruiz , senior", account)
            self.assertIn("Mail for you goes to elisa@example.net", account)
            self.assertNotIn("elisa@", self.entered("Ben").get("/log").text)
            self.run_worker()
        self.assertEqual(len(sink.messages), 1)
        self.assertEqual(self.rows("SELECT count(*) FROM invitation"), [(0,)])
        self.assertEqual(self.rows("SELECT count(*) FROM mail_link"), [(0,)])
        self.assertNotIn("elisa@", self.logged())

    def accept_no_more(self, path):
        self.assertEqual(self.browser().get(path).status, 404)
        fields = {"key": path.rpartition("/")[2], "name": "Another", "new": PASSWORD}
        self.press("/invitation", fields, self.browser(), status=404)

    def test_again_and_back(self):
        with Sink() as sink:
            self.mail_to(sink)
            ana = self.entered()
            self.press("/people/invite", ELISA, ana)
            self.press("/people/invite", {**ELISA, "email": "ELISA@example.net"}, ana, status=400)
            self.run_worker()
            number = self.number(ana)
            for n in range(4):
                path = f"/people/invited/{number}/again"
                self.press(path, browser=ana, status=303 if n < 3 else 400)
                self.run_worker()
            self.assertEqual(len(sink.messages), 4)  # the fourth was not asked for
            path = self.link(sink)
            self.press(f"/people/invited/{number}/back", browser=ana)
            self.accept_no_more(path)
            self.press(f"/people/invited/{number}/again", browser=ana, status=404)
            self.press(f"/people/invited/{number}/link", browser=ana, status=404)
            self.assertNotIn("elisa", ana.get("/people").text)
            # Taken back before the worker came: nothing is mailed.
            self.press("/people/invite", ELISA, ana)
            self.press(f"/people/invited/{self.number(ana)}/back", browser=ana)
            self.run_worker()
        self.assertEqual(len(sink.messages), 4)

    def test_without_a_mail_server_the_link_is_shown_once(self):
        ana = self.entered()
        answer = self.press("/people/invite", ELISA, ana, status=200)
        self.assertIn(f'class="secret">{DESK}invitation/', answer.text)
        path = self.handed(answer)
        self.assertNotIn(path, ana.get("/people").text)
        other = self.handed(
            self.press(f"/people/invited/{self.number(ana)}/link", browser=ana, status=200)
        )
        self.accept_no_more(path)
        self.accept(other)
        # Nobody has shown that the address is theirs.
        self.assertEqual(self.rows("SELECT email FROM editor WHERE name = 'Elisa'"), [("",)])
        self.assertEqual(self.rows("SELECT wanted FROM editor_mail"), [("elisa@example.net",)])
        self.assertNotIn(other.rpartition("/")[2].encode(), stores.contents(self.site))

    def test_a_server_that_refuses_leaves_the_link_by_hand(self):
        with Sink(RCPT="550 5.1.1 no such user") as sink:
            self.mail_to(sink)
            ana = self.entered()
            self.press("/people/invite", ELISA, ana)
            self.run_worker()
            page = ana.get("/people").text
            self.assertIn("the mail was not sent: the mail server refused it", page)
            path = self.press(f"/people/invited/{self.number(ana)}/link", browser=ana, status=200)
            self.accept(self.handed(path))
            self.assertEqual(self.browser().login("Elisa").status, 303)

    def test_a_week(self):
        path = self.handed(self.press("/people/invite", ELISA, status=200))
        self.serve(now="2026-11-30T11:59:59Z")
        self.assertEqual(self.browser().get(path).status, 200)
        self.serve(now="2026-11-30T12:00:00Z")
        self.accept_no_more(path)
        self.assertIn("the link is too old by now", self.entered().get("/people").text)

    def test_nobody_takes_the_name_of_another(self):
        """Dov was removed: his name in the log is his, unless he is invited by it."""
        self.add_editor("Dov")
        self.tidings("editor", "remove", "Dov")
        ana = self.entered()
        for name in ("ben", "", "x" * 61):
            self.press("/people/invite", {"name": name, "role": "reader"}, ana, status=400)
        for wrong in ({"role": "king"}, {"email": "elisa"}):
            self.press("/people/invite", {**ELISA, **wrong}, ana, status=400)
        path = self.handed(self.press("/people/invite", ELISA, ana, status=200))
        for name in ("Ben", "dov"):
            page = self.accept(path, name, status=400)
            self.assertIn("is taken", page.text)
        path = self.handed(
            self.press("/people/invite", {"name": "dov", "role": "reader"}, ana, status=200)
        )
        self.accept(path, "Dov")
        self.assertEqual(self.browser().login("Dov").status, 303)

    def test_a_desk_that_does_not_know_its_address_says_where_the_link_works(self):
        fields = {"name": "Elisa", "role": "reader"}
        page = self.press("/people/invite", fields, self.entered(), status=200)
        self.assertNotIn("as your browser calls this desk", page.text)
        self.configure(SITE)
        self.serve()
        fields["name"] = "Dov"
        page = plain(self.press("/people/invite", fields, self.entered(), status=200).text)
        self.assertIn(f"It begins with http://127.0.0.1:{self.port}/, as your browser", page)
        self.assertIn("the link works on it alone. If Dov reaches the desk at another", page)

    def test_on_the_command_line(self):
        said = self.tidings("editor", "invite", "Elisa", "--role", "reader")
        self.assertIn("Elisa is invited as reader", said)
        path = "/" + re.search(rf"(?m)^{DESK}(invitation/[0-9a-f]{{32}})$", said)[1]
        self.assertIn("reader   Elisa, invited\n", self.tidings("editor", "list"))
        self.accept(path)
        self.assertEqual(self.browser().login("Elisa").status, 303)
        with Sink() as sink:
            self.mail_to(sink)
            said = self.tidings("editor", "invite", "Fay", "--email", "fay@example.net")
            self.assertIn("the worker mails a link", said)
            self.assertNotIn("fay@", said)
            self.run_worker()
            path = self.link(sink)
            self.assertEqual(self.browser().get(path).status, 200)
            self.tidings("editor", "uninvite", "fay")
            self.accept_no_more(path)
        for wrong in (["Elisa"], ["Gus", "--email", "gus"], ["Gus", "--role", "king"]):
            self.tidings("editor", "invite", *wrong, status=1)
        self.tidings("editor", "uninvite", "Nobody", status=1)


if __name__ == "__main__":
    unittest.main()
