"""A test of the next edition, which the worker mails to a mail server that may misbehave."""
import email
import email.policy
import os
import re
import signal
import socket
import subprocess
import sys
import time
import unittest

from desk import PASSWORD, form_of, plain
from desk_digest import EDITION, NOW, DigestDesk
from pipeline import SHARED
from smtp_sink import DROP, Sink

CHECKER = f"{SHARED}/checks/check_eml.py"


class TestMail(DigestDesk):
    def mail_to(self, port):
        self.configure(f'mail {{ smtp = "smtp://127.0.0.1:{port}" }}', "mail.conf")

    def ask(self):
        self.press("/digest/research/test", form_of(self.section(), "/digest/research/test"))

    def run_worker(self, **more):
        return self.tidings("run", now=NOW, **more)

    def store(self, sql):
        with self.beside() as db:
            answer = db.execute(sql)
            return answer.fetchall() if sql.startswith("SELECT") else None

    def test_it_arrives_and_changes_nothing(self):
        with Sink() as sink:
            self.mail_to(sink.port)
            self.ask()
            self.says("You asked for a test just now: it waits for the worker")
            self.ask()  # twice is once
            html, text = self.preview("html"), self.preview("text")
            self.assertEqual(sink.connections, 0)  # the desk opens none
            self.run_worker()
            self.run_worker()
        self.assertEqual(len(sink.messages), 1)
        self.says("Test sent to ana@example.net, just now.")
        mail = sink.messages[0]
        self.assertEqual((mail["from"], mail["to"]), ("desk@example.org", "ana@example.net"))
        message = email.message_from_bytes(mail["data"], policy=email.policy.default)
        self.assertRegex(message["Subject"], r"^\[Test\] Research: \d+ new items – ")
        self.assertEqual(str(message["To"]), "Ana <ana@example.net>")
        self.assertRegex(
            message["Message-ID"],
            r"^<test\.\d+\.digest\.2026-W45-research\.[0-9a-f]+@example\.org>$",
        )
        parts = [
            part.get_payload(decode=True).replace(b"\r\n", b"\n") for part in message.iter_parts()
        ]
        self.assertEqual(parts, [text, html])
        self.assertEqual(self.store("SELECT count(*) FROM edition"), [(0,)])
        self.assertFalse(os.path.exists(f"{self.site}/out/digest"))
        self.frozen_is_the_same(mail["data"], html, text)

    def frozen_is_the_same(self, test, html, text):
        """The edition frozen afterwards is what was previewed and tested, for a checker too."""
        self.tidings("digest", "--section", "research", now=NOW)
        files = self.public_files()
        self.assertEqual((files[f"{EDITION}.html"], files[f"{EDITION}.txt"]), (html, text))
        frozen = files[f"{EDITION}.eml"]
        # A boundary is made of the hash of all that the message holds.
        boundaries = [re.search(rb'boundary="([^"]+)"', m).group(1) for m in (test, frozen)]
        self.assertEqual(
            test.split(b"\r\n\r\n", 1)[1].replace(*boundaries), frozen.split(b"\r\n\r\n", 1)[1]
        )
        if os.path.exists(CHECKER):
            self.assertEqual(self.checked(test), self.checked(frozen))

    def checked(self, message):
        """The names of the checks that fail. Those on the subscriber's address always do: an
        edition that goes to no subscriber has none."""
        path = f"{self.site}/checked.eml"
        with open(path, "wb") as f:
            f.write(message)
        run = subprocess.run([sys.executable, CHECKER, path], capture_output=True, text=True)
        self.assertRegex(run.stdout, r"\d+ passed, \d+ failed")
        return set(re.findall(r"(?m)^FAIL (\S+ \S+)", run.stdout))

    def test_each_test_has_a_name_of_its_own(self):
        with Sink() as sink:
            self.mail_to(sink.port)
            for _ in range(2):
                self.ask()
                self.run_worker()
        ids = {email.message_from_bytes(mail["data"])["Message-ID"] for mail in sink.messages}
        self.assertEqual(len(ids), 2)

    def test_everybody_gets_their_own(self):
        with Sink() as sink:
            self.mail_to(sink.port)
            self.assertIn("say where", plain(self.section(browser=self.entered("Ben"))))
            ben = self.entered("Ben")
            self.press("/digest/news/test", browser=ben, status=409)
            self.has_address("Ben", "ben@example.net")
            self.press("/digest/news/test", browser=ben)
            self.ask()
            self.run_worker()
            self.assertEqual(
                sorted(mail["to"] for mail in sink.messages), ["ana@example.net", "ben@example.net"]
            )
            self.assertNotIn("ben@example.net", self.page("/digest/research"))
            self.press("/digest/research/test", browser=ben)
            self.tidings("editor", "remove", "Ben", now=NOW)
            self.run_worker()
            self.assertEqual(len(sink.messages), 2)
        self.assertEqual(
            self.store("SELECT failed, outcome FROM job ORDER BY id DESC LIMIT 1"),
            [(1, "there is no address to send it to any more")],
        )

    def test_who_may(self):
        rea = self.entered("Rea")
        self.has_address("Rea", "rea@example.net")
        self.press("/digest/research/test", browser=rea, status=403)
        self.press("/digest/research/order", {"usual": 1}, browser=rea, status=403)
        self.assertNotIn("/test", self.section(browser=rea))
        self.assertNotIn("/order", self.section(browser=rea))
        self.press("/digest/nonsense/test", status=404)
        self.press("/digest/research/test", {"csrf": "0" * 64}, status=403)

    def test_nothing_to_send(self):
        with Sink() as sink:
            self.mail_to(sink.port)
            self.ask()
            self.tidings("digest", now=NOW)
            self.run_worker()
        self.assertEqual(sink.connections, 0)
        self.says("was not sent : nothing was approved since the last edition, so there is none.")

    def test_put_off_then_sent(self):
        """A server that refuses for now: the page says why; it is tried later, or when asked."""
        with Sink(RCPT="451 4.7.1 <b>come back</b>") as sink:
            self.mail_to(sink.port)
            self.ask()
            self.run_worker()
            self.assertNotIn("<b>come back", self.page("/digest/research"))
            self.says(
                f"not sent yet : the mail server at 127.0.0.1:{sink.port} does not take it now: "
                "451 4.7.1 <b>come back</b>."
            )
            self.says("Try again now")
            self.run_worker()  # it is not due
            self.assertEqual(sink.connections, 1)
            sink.answers["RCPT"] = "250 OK"
            self.ask()
            self.run_worker()
        self.assertEqual((len(sink.messages), self.store("SELECT count(*) FROM job")), (1, [(1,)]))
        self.says("Test sent to ana@example.net")

    def test_given_up(self):
        with socket.create_server(("127.0.0.1", 0)) as nobody:
            port = nobody.getsockname()[1]
        self.mail_to(port)
        self.ask()
        for tries in range(1, 8):
            self.run_worker()
            self.assertEqual(self.store("SELECT attempts FROM job"), [(min(tries, 5),)])
            self.store("UPDATE job SET due = 0 WHERE finished IS NULL")
        self.says(
            f"was not sent : given up after 5 tries: no mail server answers at 127.0.0.1:{port}"
        )
        with Sink() as sink:
            self.mail_to(sink.port)
            self.says("Try again: send a test to me")
            self.ask()
            self.run_worker()
        self.says("Test sent to ana@example.net")

    def one(self, words, count=0, **how):
        """One try at a server of this kind: what the page says, how many messages the server got,
        and that the worker does not try again by itself."""
        with self.subTest(**how), Sink(**how) as sink:
            self.mail_to(sink.port)
            self.ask()
            self.run_worker()
            self.says(words)
            connections = sink.connections
            self.store("UPDATE job SET due = 0, lease_until = 0 WHERE finished IS NULL")
            self.run_worker()
            self.assertEqual((len(sink.messages), sink.connections), (count, connections))

    def test_servers_of_all_kinds(self):
        self.one("Test sent to", 1, EHLO="250 plain")  # neither 8BITMIME nor SIZE
        self.one("Test sent to", 1, EHLO="502 old")
        self.one("Test sent to", 1, slow=0.3)
        self.one(
            "was not sent : the mail server refused it: 550 5.1.1 No such user.",
            RCPT="550 5.1.1 No such user",
        )
        self.one("was not sent : the mail server refused it: 554 5.7.1 Spam.", end="554 5.7.1 Spam")
        self.one(
            "was not sent : the mail server refused it: 552 5.3.4 Too large.",
            MAIL="552 5.3.4 Too large",
        )
        self.one("look whether it arrived before you ask again", end=DROP)
        self.one("look whether it arrived before you ask again", drop_after=2000)

    def test_worker_dies_while_it_sends(self):
        """Killed when the message was handed over: it is never sent again by itself, and the page
        says that nobody knows whether it arrived."""
        with Sink(slow_end=2) as sink:
            self.mail_to(sink.port)
            self.ask()
            work = self.start_worker()
            self.assertTrue(sink.ended.wait(30))
            work.send_signal(signal.SIGKILL)
            work.wait()
            self.assertEqual(self.store("SELECT begun, finished FROM job"), [(1, None)])
            self.run_worker()  # the lease of a dead worker is free at once
            self.run_worker()
        self.assertEqual((sink.connections, len(sink.messages)), (1, 1))
        self.says(
            "was not sent : the worker broke off while it was sending; look whether it arrived"
        )

    def test_work_takes_it_at_once(self):
        with Sink() as sink:
            self.mail_to(sink.port)
            work = self.start_worker(stderr=subprocess.PIPE)
            self.ask()
            for _ in range(100):
                if sink.messages and self.store(
                    "SELECT count(*) FROM job WHERE finished IS NOT NULL"
                ) == [(1,)]:
                    break
                time.sleep(0.1)
            work.send_signal(signal.SIGTERM)
            self.assertEqual(
                (work.communicate(timeout=30)[1], work.returncode, len(sink.messages)), ("", 0, 1)
            )

    def test_a_server_that_cannot_be(self):
        self.configure('mail { smtp = "smtp://name:secret@127.0.0.1:25" }', "mail.conf")
        self.ask()
        self.run_worker()
        self.says("was not sent : mail.smtp in the configuration is to be smtp://host:port")
        self.assertNotIn("secret", self.page("/digest/research"))


class Address(DigestDesk):
    def add(self, name, address, **more):
        options = ["--email", address, "--password-stdin"]
        self.tidings("editor", "add", name, *options, input=PASSWORD + "\n", now=NOW, **more)

    def address(self, browser):
        """The address that the editor's account page shows."""
        return form_of(self.page("/account", browser), "/account/email")["email"][0]

    def test_on_the_page(self):
        ben = self.entered("Ben")
        for wrong in (
            "ben",
            "ben@",
            "@example.net",
            "ben@example.net, x@example.net",
            "Ben <ben@example.net>",
            "ben@exa mple.net",
            "ben@example.net\r\nBcc: x@example.net",
            "b\u00e9n@example.net",
            '"><script>@example.net',
            "x" * 65 + "@example.net",
            "b@" + "x" * 300,
        ):
            answer = ben.post("/account/email", {"email": wrong, "password": PASSWORD})
            self.assertEqual(answer.status, 400, wrong)
            self.assertIn("is not a mail address", answer.text)
            self.assertNotIn("<script>@", answer.text)
        self.assertEqual(self.address(ben), "")
        for right in ("ben@example.net", "b.e+n@b\u00fccher.example", "ben@localhost"):
            fields = {"email": f" {right} ", "password": PASSWORD}
            self.press("/account/email", fields, browser=ben)
            self.assertEqual(self.address(ben), right)
        self.press("/account/email", {"email": "", "password": PASSWORD}, browser=ben)
        self.assertEqual(self.address(ben), "")

    def test_on_the_command_line(self):
        self.add("Cem", "cem@example.net")
        self.assertEqual(self.address(self.entered("Cem")), "cem@example.net")
        self.add("Dov", "dov", status=1)
        self.assertNotIn("Dov", self.tidings("editor", "list", now=NOW))
        self.tidings("editor", "email", "Cem", "--email", "c m@example.net", now=NOW, status=1)
        self.tidings("editor", "email", "Cem", now=NOW, status=1)
        self.tidings("editor", "email", "Cem", "--email", "", now=NOW)
        self.assertEqual(self.address(self.entered("Cem")), "")

    def test_forgotten_with_the_editor(self):
        self.tidings("editor", "remove", "Ana", now=NOW)
        self.add_editor("Ana")
        self.assertEqual(self.address(self.entered("Ana")), "")


if __name__ == "__main__":
    unittest.main()
