"""Readers sign up for the digest by mail, confirm, choose, leave and are deleted.

The server and the worker are real, and a mail server is on loopback. An address is nowhere but in
what is mailed to it.
"""
import base64
import email
import email.policy
import hashlib
import json
import os
import re
import signal
import unittest
from pathlib import Path

import stores
from desk import NOW, DeskTest
from pipeline import site_block
from smtp_sink import Sink

DOOR = "https://news.example.org/"
HOUR_LATER, TWO_LATER = "2026-11-23T13:00:01Z", "2026-11-23T14:00:02Z"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MARIA = "maria.rossi@patients.example"


class ReadersTest(DeskTest):
    def setUp(self):
        super().setUp()
        self.sink = self.enterContext(Sink())
        self.configure(
            site_block(
                "Desk of the Test",
                'timezone = "UTC"',
                'postal_address = "1 Example Street"',
            )
            + f'door {{ url = "{DOOR}" }}\nmail {{ smtp = "smtp://127.0.0.1:{self.sink.port}" }}\n'
        )
        self.serve()

    def ask(self, method, path, body=None, **headers):
        return self.browser().request(method, path, body, **{**FORM, **headers})

    def sign_up(self, address, *lists, extra="", **headers):
        boxes = "".join(f"&list={one}" for one in lists or ("research",))
        return self.ask("POST", "/mail/subscribe", f"address={address}{boxes}{extra}", **headers)

    def worker(self, now=NOW):
        self.tidings("run", now=now)

    def letters(self, address=None):
        """(To, words) of each letter so far, checked for what holds of all."""
        read = []
        for mail in self.sink.messages:
            message = email.message_from_bytes(mail["data"], policy=email.policy.default)
            self.assertEqual(message.defects, [])
            words = re.sub(r"(?m)(?<!^--) \n", "", message.get_content().replace("\r\n", "\n"))
            if address in (None, mail["to"]):
                read.append(words)
        return read

    def link(self, address=MARIA):
        (path,) = re.findall(rf"(?m)^{DOOR}(mail/confirm/\S+)$", self.letters(address)[-1])
        return "/" + path

    def confirmed(self, address=MARIA, *lists):
        """The path of their settings."""
        self.sign_up(address, *lists)
        self.worker()
        answer = self.ask("POST", self.link(address), "do=confirm")
        self.assertEqual(answer.status, 200, answer.text)
        return self.settings_of(answer)

    def settings_of(self, answer):
        return "/mail/settings/" + re.search(r"\.\./settings/(\w+)", answer.text)[1]

    def leave_path(self, use="leave research"):
        """The link as it stands in a copy of an edition: made by the key as base/vault.h says."""
        key = bytes.fromhex(Path(f"{self.site}/subscribers.key").read_text(encoding="ascii"))
        derived = hashlib.blake2b(
            key=key, salt=(3).to_bytes(8, "little"), person=b"tidings1", digest_size=32
        ).digest()
        ((handle,),) = self.rows("SELECT handle FROM subscriber WHERE handle IS NOT NULL")
        proof = hashlib.blake2b(use.encode() + b"\0" + handle, key=derived, digest_size=16)
        token = base64.b32encode(handle + proof.digest()[:8]).decode().rstrip("=").lower()
        return f"/mail/leave/{token}"

    def states(self):
        return dict(self.rows("SELECT state, count(*) FROM subscriber GROUP BY state"))

    def lists(self):
        return [
            slug
            for (slug,) in self.rows(
                "SELECT slug FROM subscription JOIN mail_list ON id = list ORDER BY slug"
            )
        ]


class Pages(ReadersTest):
    def test_1_a_form_a_letter_a_button(self):
        form = self.ask("GET", "/mail/subscribe")
        self.assertEqual(form.status, 200)
        self.assertIn('<form class="mail" method="post" action="subscribe">', form.text)
        for slug in ("research", "news", "trials"):
            self.assertIn(f'name="list" value="{slug}"', form.text)
        self.assertNotIn("<script", form.text)
        self.assertIn("form-action 'self'", form.headers["Content-Security-Policy"])
        sent = self.sign_up(MARIA, "research", "trials")
        self.assertEqual(sent.status, 200, sent.text)
        self.assertEqual(self.states(), {0: 1})
        self.worker()
        (letter,) = self.letters()
        for words in ("Desk of the Test", "- Research, weekly", "- Trials, weekly", "do nothing"):
            self.assertIn(words, letter)
        self.assertIn("1 Example Street", letter)
        self.assertEqual(self.lists(), [])
        shown = self.ask("GET", self.link())
        self.assertIn("Yes, mail it to me", shown.text)
        self.assertEqual(self.states(), {0: 1})  # a GET confirms nothing
        first = self.ask("POST", self.link(), "do=confirm")
        again = self.ask("POST", self.link(), "do=confirm")
        self.assertEqual((first.status, first.bytes), (200, again.bytes))
        self.assertEqual(self.ask("GET", self.link()).bytes, first.bytes)
        self.assertEqual((self.states(), self.lists()), ({1: 1}, ["research", "trials"]))
        for page in (form, sent, shown, first):
            self.assertEqual(page.headers["Cache-Control"], "no-store")
            self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
            self.assertIn('<meta name="referrer" content="no-referrer">', page.text)
            self.assertFalse(page.cookies())
            self.assertNotIn("maria", page.text)

    def test_2_known_and_unknown_are_answered_alike(self):
        self.confirmed(MARIA)
        self.assertEqual(self.sign_up(MARIA).bytes, self.sign_up("nobody@unknown.example").bytes)
        for wrong in ("maria at patients", "", "a@b@c", "maria@"):
            answer = self.sign_up(wrong)
            self.assertEqual(answer.status, 400)
            self.assertIn("This is not a mail address", answer.text)
        self.assertEqual(self.sign_up(MARIA, "nothing").status, 400)

    def test_3_settings(self):
        settings = self.confirmed(MARIA, "research")
        page = self.ask("GET", settings)
        self.assertRegex(page.text, r'value="research" checked> Research')
        self.assertRegex(page.text, r'value="news"> News')
        saved = self.ask("POST", settings, "do=save&list=news&list=trials")
        self.assertIn("Saved", saved.text)
        self.assertEqual(self.lists(), ["news", "trials"])
        self.assertIn("You are unsubscribed", self.ask("POST", settings, "do=leave").text)
        self.assertEqual((self.lists(), self.states()), ([], {2: 1}))
        self.assertEqual(self.rows("SELECT address FROM subscriber"), [(None,)])
        deleted = self.ask("POST", settings, "do=delete")
        self.assertIn("Everything about you is deleted", deleted.text)
        ((found, handle, address, proof),) = self.rows(
            "SELECT found, handle, address, proof FROM subscriber"
        )
        self.assertEqual((found, handle, address, proof), (None, None, None, ""))
        self.assertEqual(self.ask("POST", settings, "do=delete").status, 404)

    def test_4_one_click(self):
        self.confirmed(MARIA, "research", "trials")
        path = self.leave_path()
        shown = self.ask("GET", path)
        self.assertIn("Unsubscribe from “Research”", shown.text)
        self.assertEqual(self.lists(), ["research", "trials"])
        self.assertEqual(self.ask("GET", self.settings_of(shown)).status, 200)
        for _ in range(3):
            answer = self.browser(**{"Sec-Fetch-Site": None}).request(
                "POST", path, "List-Unsubscribe=One-Click", **FORM
            )
            self.assertEqual((answer.status, answer.cookies()), (200, []))
            self.assertIsNone(answer.headers["Location"])
            self.assertEqual(self.lists(), ["trials"])
        answer = self.ask("POST", path, "do=all")
        self.assertIn("your address is not kept", answer.text)
        self.assertEqual((self.lists(), self.states()), ([], {2: 1}))
        self.assertEqual(answer.bytes, self.ask("POST", path, "do=all").bytes)

    def test_5_wrong_tokens_tell_nothing(self):
        self.confirmed(MARIA)
        token = "a" * 26
        pages = [
            self.ask(method, f"/mail/{what}/{wrong}", body)
            for method, body in (("GET", None), ("POST", "do=all"))
            for what in ("confirm", "leave", "settings")
            for wrong in (token, "0" * 32, "x", "..%00", MARIA)
            if wrong != "..%00"
        ]
        self.assertEqual({page.status for page in pages}, {404})
        self.assertEqual(len({page.bytes for page in pages}), 1)
        self.assertEqual(self.states(), {1: 1})

    def test_6_the_trap(self):
        caught = self.sign_up(MARIA, extra="&website=http://spam.example")
        self.assertEqual(caught.bytes, self.sign_up("other@patients.example").bytes)
        self.assertEqual(self.states(), {0: 1})

    def test_7_links_and_forms_end(self):
        self.sign_up(MARIA)
        self.worker()
        link = self.link()
        self.serve(now="2026-11-29T12:00:01Z")
        self.assertEqual(self.ask("GET", link).status, 404)
        self.worker("2026-12-01T12:00:00Z")
        self.sign_up("another@patients.example")  # the newest number stays
        self.worker("2026-12-09T12:00:00Z")
        self.assertLessEqual(sum(self.states().values()), 1)

    def test_7_nothing_is_confirmed_that_is_no_more(self):
        """A list may be renamed or removed between the form and the link."""
        self.sign_up(MARIA, "news")
        self.worker()
        link = self.link()
        self.configure('digest "all" { sections = {"news"} title = "All" }\n', "lists.conf")
        self.serve()
        for answer in (self.ask("GET", link), self.ask("POST", link, "do=confirm")):
            self.assertEqual(answer.status, 404)
            self.assertIn("You can sign up again", answer.text)
        self.assertEqual((self.states(), self.lists()), ({0: 1}, []))

    def test_8_out_has_the_form(self):
        self.tidings("publish", now=NOW)
        index = Path(f"{self.site}/out/index.html").read_text(encoding="utf-8")
        self.assertIn(f'<form class="mail" method="post" action="{DOOR}mail/subscribe">', index)
        self.assertIn(f'<a href="{DOOR}mail/subscribe">Get it by mail</a>', index)

    def test_9_a_lost_key_says_what_to_do(self):
        self.confirmed(MARIA)
        key = Path(f"{self.site}/subscribers.key")
        self.assertEqual(key.stat().st_mode & 0o777, 0o600)
        kept = key.read_bytes()
        key.unlink()
        answer = self.sign_up("other@patients.example")
        self.assertEqual(answer.status, 500)
        self.assertIn('dir="ltr" value="other@patients.example">', answer.text)
        self.wait_for_log("put it back")
        self.assertFalse(key.exists())
        self.assertEqual(self.ask("GET", "/search").status, 200)
        key.write_bytes(kept)
        self.assertEqual(self.sign_up("other@patients.example").status, 200)


class Abuse(ReadersTest):
    def test_1_one_address(self):
        for _ in range(300):
            answer = self.sign_up(MARIA, **{"X-Forwarded-For": "192.0.2.7"})
            self.assertIn(answer.status, (200, 429))
        self.assertEqual(answer.status, 429)
        self.assertGreater(int(answer.headers["Retry-After"]), 0)
        for now in (NOW, HOUR_LATER):
            self.worker(now)
        self.assertEqual(len(self.letters(MARIA)), 1)

    def test_2_a_refusal_names_nobody(self):
        self.sink.answers["RCPT"] = f"550 5.1.1 <{MARIA}> is unknown here"
        self.sign_up(MARIA)
        self.worker()
        ((outcome,),) = self.rows("SELECT outcome FROM job WHERE kind = 'letter'")
        self.assertEqual(outcome, "the mail server answered 550 5.1.1")


class Secrecy(ReadersTest):
    def test_1_no_address_in_any_file(self):
        people = [f"person.{n}@patients.example" for n in range(20)]
        for person in people[:15]:
            self.sign_up(person)
        self.ask("GET", f"/mail/leave/{people[0]}")
        self.worker()
        self.assertEqual(len(self.letters()), 15)
        links = [self.link(person) for person in people[:15]]
        for link in links:
            self.assertEqual(self.ask("POST", link, "do=confirm").status, 200)
        Path(f"{self.site}/backup").write_bytes(stores.contents(self.site))
        self.tidings("publish", now=NOW)
        limits = Path(f"/proc/{self.desk.pid}/limits").read_text(encoding="ascii")
        self.assertRegex(limits, r"Max core file size\s+0\s+0")
        os.kill(self.desk.pid, signal.SIGQUIT)  # would leave a core file
        self.desk.wait()
        self.desk.stdout.close()
        self.desk = None
        for path in Path(self.site).rglob("*"):
            if path.is_file():
                data = path.read_bytes().lower()
                for person in people:
                    self.assertNotIn(person.encode(), data, path)
                for link in links:
                    self.assertNotIn(link.split("/")[-1].encode(), data, path)


class Commands(ReadersTest):
    def command(self, *args, **more):
        return self.run_tidings("subscriber", *args, now=NOW, **more)

    def test_1_add_asks_or_has_a_proof(self):
        done = self.command("add", "-", "--lists", "research", input=MARIA + "\n")
        self.assertEqual((done.returncode, self.states()), (0, {0: 1}), done.stderr)
        self.worker()
        self.assertEqual(len(self.letters(MARIA)), 1)
        done = self.command("add", MARIA, "--lists", "news,trials", "--proof", "a form of 2025")
        self.assertEqual((done.returncode, self.lists()), (0, ["news", "trials"]), done.stderr)
        for wrong in ("of maria@x.example", ""):
            done = self.command("add", "b@c.example", "--lists", "other", "--proof", wrong)
            self.assertEqual(done.returncode, 1)
            self.assertNotIn("@c", done.stderr)
        listed = self.command("list")
        self.assertIn("1 get news", listed.stdout)
        self.assertNotIn("maria", listed.stdout)
        named = self.command("list", "--addresses").stdout
        self.assertIn(MARIA + "\tconfirmed\tnews trials", named)

    def test_2_remove_and_delete(self):
        self.command("add", MARIA, "--lists", "research news", "--proof", "a form of 2025")
        self.assertEqual(self.command("remove", MARIA.upper(), "--lists", "news").returncode, 0)
        self.assertEqual(self.lists(), ["research"])
        self.assertEqual(self.command("remove", MARIA).returncode, 0)
        self.assertEqual(self.states(), {2: 1})
        again = self.command("add", MARIA, "--lists", "news", "--proof", "a form of 2026")
        self.assertEqual((again.returncode, self.states()), (1, {2: 1}))
        self.assertEqual(self.command("delete", MARIA).returncode, 0)
        self.assertEqual(self.states(), {5: 1})
        self.assertEqual(self.command("delete", MARIA).returncode, 1)

    def test_3_import_and_export(self):
        self.command("add", MARIA, "--lists", "news", "--proof", "a form of 2025")
        self.command("remove", MARIA)
        table = Path(f"{self.site}/people.csv")
        table.write_text(
            "Lists;Address;Proof\r\n"
            f"news;{MARIA};meeting of 2024\r\n"
            'news trials;one@patients.example;"meeting of 2024; ""list B"""\r\n'
            "\r\nnews;two@patients.example;\r\n"
            "other;three@patients.example;meeting\r\n"
            "news;no address;meeting\r\n"
            "news;ONE@patients.example;meeting\r\n",
            encoding="utf-8",
        )
        done = self.command("import", str(table))
        self.assertEqual(done.returncode, 1)
        self.assertIn("1 confirmed by their proof, 1 were before; 1 left", done.stdout)
        self.assertIn("3 lines were left out, the first of them line 5", done.stderr)
        self.assertNotIn("example", done.stdout + done.stderr)
        self.assertEqual((self.states(), self.lists()), ({1: 1, 2: 1}, ["news", "trials"]))
        file = Path(f"{self.site}/people.jsonl")
        self.assertEqual(self.command("export", str(file)).returncode, 0)
        self.assertEqual(file.stat().st_mode & 0o777, 0o600)
        (line,) = file.read_text(encoding="utf-8").splitlines()
        one = json.loads(line)
        self.assertEqual(one["address"], "one@patients.example")
        self.assertEqual(one["lists"], ["news", "trials"])
        self.assertEqual(one["proof"], 'meeting of 2024; "list B"')
        self.assertEqual(self.command("export", str(file)).returncode, 1)  # never over a file

    @stores.of_sqlite_alone
    def test_4_the_key_is_spoken_of(self):
        self.command("add", MARIA, "--lists", "news", "--proof", "a form of 2025")
        self.assertIn("subscribers.key", self.tidings("backup", f"{self.site}/b.db", now=NOW))
        self.assertNotIn("subscribers.key", self.run_tidings("check", now=NOW).stdout)
        Path(f"{self.site}/subscribers.key").unlink()
        self.assertIn("put it back", self.run_tidings("check", now=NOW).stdout)


    @stores.of_sqlite_alone
    def test_5_the_key_may_be_elsewhere(self):
        path = f"{self.site}/feeds/test.conf"
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for key in ("secrets/of.readers", f"{self.site}/keys.d/readers"):
            self.configure(text.replace("mail {", f'mail {{ key = "{key}" '))
            file = Path(self.site, key)
            failed = self.command("add", MARIA, "--lists", "news", "--proof", "a form of 2025")
            self.assertEqual(failed.returncode, 1)  # no folder
            file.parent.mkdir()
            done = self.command("add", MARIA, "--lists", "news", "--proof", "a form of 2025")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(file.stat().st_mode & 0o777, 0o600)
            self.assertFalse(os.path.exists(f"{self.site}/subscribers.key"))
            said = self.tidings("backup", f"{self.site}/b.db", now=NOW)
            self.assertIn(f"{self.site}/{key}" if key[0] != "/" else key, said)
            self.assertNotIn(key, self.run_tidings("check", now=NOW).stdout)
            file.unlink()
            said = self.run_tidings("check", now=NOW).stdout
            self.assertRegex(said, rf"{key} is missing.*put it back")
            with self.beside() as db:
                db.execute("DELETE FROM subscription")
                db.execute("DELETE FROM subscriber")
            os.remove(f"{self.site}/b.db")


if __name__ == "__main__":
    unittest.main()
