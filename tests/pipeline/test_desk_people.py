"""The people of the desk: who is invited, what an admin changes, what each role may do."""
import re
import threading
import unittest

from desk import PASSWORD, OpenDesk, form_of, plain
from desk_sample import PAPER, WEEK_1, TwoEditors, said


def number_of(page, name):
    """The number of an editor on the page of the people."""
    return re.search(r'/people/(\d+)/role', page.split(f"<strong>{name}")[1]).group(1)


class People(OpenDesk):
    def test_an_invited_editor_gets_a_password_that_is_shown_once(self):
        ana = self.entered()
        page = ana.post("/people", {"name": "  Cem \t<i> ", "role": "reader"})
        self.assertEqual(page.status, 200)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        password = re.search(r'class="secret">([a-z2-9-]{23})<', page.text).group(1)
        self.assertNotIn(password, ana.get("/people").text)
        self.assertIn("Cem &lt;i&gt;", page.text)
        self.assertEqual(self.browser().login("cem <I>", password).status, 303)
        self.assertEqual(ana.post("/people", {"name": "cem <i>", "role": "reader"}).status, 400)
        self.assertEqual(ana.post("/people", {"name": "Dora", "role": "king"}).status, 400)

    def test_no_editor_has_a_name_that_the_log_uses_for_sources(self):
        self.assertEqual(
            self.entered().post("/people", {"name": "Source News", "role": "editor"}).status, 400
        )
        self.assertIn(
            "source",
            self.run_tidings(
                "editor", "add", "source x", "--password-stdin", input=PASSWORD + "\n"
            ).stderr,
        )

    def test_the_last_admin_stays(self):
        ana = self.entered()
        number = number_of(ana.get("/people").text, "Ana")
        self.assertEqual(ana.post(f"/people/{number}/role", {"role": "reader"}).status, 400)
        self.assertEqual(ana.post(f"/people/{number}/remove", {"sure": "remove"}).status, 400)
        self.assertEqual(ana.get("/people").status, 200)


class Renamed(TwoEditors):
    """Ana marries; whatever she did stays hers."""

    def setUp(self):
        super().setUp()
        self.add_editor("Cleo", "admin")
        self.cleo = self.entered("Cleo")
        self.number = number_of(self.page("/people", self.cleo), "Ana")

    def rename(self, name, **fields):
        form = form_of(self.page("/people", self.cleo), f"/people/{self.number}/name")
        return self.cleo.post(f"/people/{self.number}/name", {**form, "called": name, **fields})

    def test_her_session_history_and_undo_stay_hers(self):
        item = self.item(PAPER)
        done = said(self.decide(item, "reject"))[1]
        note = form_of(self.page(f"/item/{item}"), f"/item/{item}/note")
        self.press(self.ana, f"/item/{item}/note", {**note, "text": "Mine."})
        self.assertEqual(self.rename("Ana  Lópe\u0301z <b>").status, 303)
        page = self.page("/account")  # still logged in
        self.assertIn("You are <strong>Ana Lópe\u0301z &lt;b&gt;</strong>", page)
        self.assertIn("by Ana Lópe\u0301z <b>", plain(self.page(f"/item/{item}")))
        self.assertIn(f'name="decision" value="{done}"', self.page("/queue"))  # her last one
        self.assertIn("note-back", self.page(f"/item/{item}"))
        log = self.page("/log?editor=Ana+L%C3%B3pe%CC%81z+%3Cb%3E")
        self.assertIn(f'href="/item/{item}"', log)
        self.assertIn("Ana Lópe\u0301z <b> reject", self.tidings("log", now=WEEK_1))
        self.assertIn("Ana Lópe\u0301z <b>", self.tidings("stats", now=WEEK_1))
        self.assertEqual(self.ana.post("/undo", {"decision": done, "back": "/queue"}).status, 303)
        self.assertEqual(self.shown(item)["state"], "queued")
        self.tidings("publish", now=WEEK_1)
        self.tidings("audit", now=WEEK_1)
        self.assertEqual(self.browser().login("ana lopez <B>").status, 303)
        self.assertEqual(self.browser().login("Ana").status, 403)

    def test_no_two_have_a_name_and_who_comes_second_is_told(self):
        self.assertEqual(self.rename("BEN").status, 400)
        self.assertEqual(self.rename(" ").status, 400)
        self.assertEqual(self.rename("x" * 61).status, 400)
        self.assertEqual(self.rename("Anna").status, 303)
        second = self.rename("Anne", was="Ana")
        self.assertEqual(second.status, 400)
        self.assertIn("meanwhile", second.text)
        self.assertEqual(
            self.cleo.post("/people", {"name": "ANA", "role": "editor"}).status, 400
        )
        self.assertEqual(self.ana.post(f"/people/{self.number}/name", {}).status, 403)

    def test_two_at_once(self):
        form = form_of(self.page("/people", self.cleo), f"/people/{self.number}/name")
        statuses = []
        threads = [
            threading.Thread(
                target=lambda name=name: statuses.append(
                    self.run_tidings("editor", "rename", "Ana", name, now=WEEK_1).returncode
                )
            )
            for name in ("Anna", "Anne", "Anya")
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(statuses), [0, 1, 1])
        answer = self.cleo.post(f"/people/{self.number}/name", {**form, "called": "Annie"})
        self.assertEqual(answer.status, 400)
        self.assertEqual(self.rows("SELECT name FROM editor_name"), [("Ana",)])

    def test_from_the_command_line(self):
        self.assertEqual(
            self.tidings("editor", "rename", "ana", "Anna", now=WEEK_1),
            "Ana is now called Anna\n",
        )
        self.assertEqual(
            self.run_tidings("editor", "rename", "Ana", "Anne", now=WEEK_1).returncode, 1
        )
        self.assertEqual(self.run_tidings("editor", "rename", "Anna", now=WEEK_1).returncode, 2)


class Admins(TwoEditors):
    """What an admin changes for another editor, here Ana."""

    def setUp(self):
        super().setUp()
        self.add_editor("Cleo", "admin")
        self.cleo = self.entered("Cleo")
        self.number = number_of(self.page("/people", self.cleo), "Ana")

    def ask(self, what, **fields):
        """(answer, form): the desk asks once more before it does this."""
        path = f"/people/{self.number}/{what}"
        answer = self.cleo.post(path, fields)
        self.assertEqual(answer.status, 200)
        return answer, form_of(answer.text, path)

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

    def test_the_second_step_is_taken_away_for_one_who_lost_it(self):
        with self.beside() as db:
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
        # Nobody does this for themselves: whoever finds an open browser would own the account.
        own = number_of(self.page("/people", self.cleo), "Cleo")
        for what in ("password", "totp"):
            self.assertEqual(
                self.cleo.post(
                    f"/people/{own}/{what}", {"sure": what, "password": PASSWORD}
                ).status,
                404,
            )


if __name__ == "__main__":
    unittest.main()
