"""The next edition of the digest at the desk: its order, its previews, and a test of it that the worker mails to a real (and at times misbehaving) mail server."""
import email
import email.policy
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

from desk import DeskTest, form_of, plain
from pipeline import SAMPLE, SHARED, TIDINGS, Replay
from smtp_sink import DROP, Sink

NOW = "2026-11-02T08:00:00Z"
EDITION = "digest/2026-W45-research"
CHECKER = f"{SHARED}/checks/check_eml.py"


class Digest(DeskTest):
    approved = (
        None  # the sample's first week, decided on, made by the first test and copied by the others
    )

    def setUp(self):
        super().setUp()
        os.remove(f"{self.site}/feeds/test.conf")
        self.use_sample()
        if not Digest.approved:
            self.approve_all()
            Digest.approved = tempfile.mkdtemp(prefix="tidings-approved-")
            unittest.addModuleCleanup(shutil.rmtree, Digest.approved)
            self.tidings("backup", f"{Digest.approved}/tidings.db", now=NOW)
        else:
            shutil.copy(f"{Digest.approved}/tidings.db", f"{self.site}/tidings.db")
        self.serve(now=NOW)
        self.ana = self.entered("Ana")

    def approve_all(self):
        with Replay(SAMPLE, step=1) as replay:
            Digest.replay_port = replay.port
            self.tidings("fetch", now=NOW)
        self.tidings("approve", *[item["id"] for item in self.queue(now=NOW)], now=NOW)
        for name, role in (("Ana", "editor"), ("Ben", "editor"), ("Rea", "reader")):
            self.add_editor(name, role)
        self.tidings("editor", "email", "Ana", "--email", "ana@example.net", now=NOW)

    def run_tidings(self, *args, **more):
        """Under the addresses that the sources were visited at: then none is due again."""
        here, self.port = self.port, Digest.replay_port
        try:
            return super().run_tidings(*args, **more)
        finally:
            self.port = here

    def start_worker(self, **more):
        environment = dict(os.environ, TIDINGS_REPLAY_PORT=str(Digest.replay_port))
        worker = subprocess.Popen(
            [TIDINGS, "-C", self.site, "--now", NOW, "work"],
            stdout=subprocess.DEVNULL,
            env=environment,
            text=True,
            **more,
        )
        self.addCleanup(lambda: worker.poll() is None and worker.kill())
        return worker

    def page(self, path="/digest", browser=None, status=200):
        answer = (browser or self.ana).get(path)
        self.assertEqual(answer.status, status, path)
        return answer.text

    def section(self, word="research", browser=None):
        """The part of the page that is about this section."""
        return re.search(
            rf'<section aria-labelledby="digest-{word}">.*?</section>',
            self.page(browser=browser),
            re.S,
        ).group(0)

    def says(self, words, word="research"):
        shown = plain(self.section(word))
        self.assertTrue(words in shown, f"no {words!r} in {shown[:800]}")

    def press(self, action, fields=None, browser=None, status=303):
        answer = (browser or self.ana).post(action, fields or {})
        self.assertEqual(answer.status, status, plain(answer.text)[-400:])
        return answer

    def preview(self, kind, browser=None):
        answer = (browser or self.ana).get(f"/digest/research/{kind}")
        self.assertEqual(answer.status, 200)
        return answer.bytes


class TestMail(Digest):
    def mail_to(self, port):
        self.configure(f'mail {{ smtp = "smtp://127.0.0.1:{port}" }}', "mail.conf")

    def ask(self):
        self.press("/digest/research/test", form_of(self.section(), "/digest/research/test"))

    def run_worker(self, **more):
        return self.tidings("run", now=NOW, **more)

    def store(self, sql):
        with sqlite3.connect(f"{self.site}/tidings.db") as db:
            return db.execute(sql).fetchall()

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
        """What is frozen afterwards is what was previewed and tested; and what a checker says of the two messages."""
        self.tidings("digest", "--section", "research", now=NOW)
        files = self.public_files()
        self.assertEqual((files[f"{EDITION}.html"], files[f"{EDITION}.txt"]), (html, text))
        frozen = files[f"{EDITION}.eml"]
        boundaries = [
            re.search(rb'boundary="([^"]+)"', message).group(1) for message in (test, frozen)
        ]  # of the hash of all that the message holds
        self.assertEqual(
            test.split(b"\r\n\r\n", 1)[1].replace(*boundaries), frozen.split(b"\r\n\r\n", 1)[1]
        )
        if os.path.exists(CHECKER):
            self.assertEqual(self.checked(test), self.checked(frozen))

    def checked(self, message):
        """The checks that fail, by name. Those of the subscribers' own addresses do, in any edition that no subscriber gets."""
        with open(f"{self.site}/checked.eml", "wb") as f:
            f.write(message)
        run = subprocess.run(
            [sys.executable, CHECKER, f"{self.site}/checked.eml"], capture_output=True, text=True
        )
        failed = {
            line.split(" ")[1] + " " + line.split(" ")[2]
            for line in run.stdout.splitlines()
            if line.startswith("FAIL")
        }
        self.assertRegex(run.stdout, r"\d+ passed, \d+ failed")
        return failed

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
            self.press("/account/email", {"email": "ben@example.net"}, browser=ben)
            self.press("/digest/news/test", browser=ben)
            self.ask()
            self.run_worker()
            self.assertEqual(
                sorted(mail["to"] for mail in sink.messages), ["ana@example.net", "ben@example.net"]
            )
            self.assertNotIn("ben@example.net", self.page())
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
        self.press("/account/email", {"email": "rea@example.net"}, browser=rea)
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
        """A server that does not take it now: it says why, tries again later, or at once when asked."""
        with Sink(RCPT="451 4.7.1 <b>come back</b>") as sink:
            self.mail_to(sink.port)
            self.ask()
            self.run_worker()
            self.assertNotIn("<b>come back", self.page())
            self.says(
                "not sent yet : the mail server at 127.0.0.1:%d does not take it now: 451 4.7.1 <b>come back</b>."
                % sink.port
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
        """One try at a server of this kind; what the page says, how many messages it got, and that nobody tries again by themselves."""
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
        """Killed after the message was handed over: it is never sent again by itself, and the page says that nobody knows."""
        with Sink(slow_end=2) as sink:
            self.mail_to(sink.port)
            self.ask()
            work = self.start_worker()
            self.assertTrue(sink.ended.wait(30))
            work.send_signal(signal.SIGKILL)
            work.wait()
            self.run_worker()  # the dead worker's lease still stands
            self.assertEqual(sink.connections, 1)
            self.assertEqual(self.store("SELECT begun, finished FROM job"), [(1, None)])
            self.store("UPDATE job SET lease_until = 1")
            self.run_worker()
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
        self.assertNotIn("secret", self.page())


class Address(Digest):
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
            answer = ben.post("/account/email", {"email": wrong})
            self.assertEqual(answer.status, 400, wrong)
            self.assertIn("is not a mail address", answer.text)
            self.assertNotIn("<script>@", answer.text)
        self.assertEqual(form_of(self.page("/account", ben), "/account/email")["email"], [""])
        for right in ("ben@example.net", "b.e+n@b\u00fccher.example", "ben@localhost"):
            self.press("/account/email", {"email": f" {right} "}, browser=ben)
            self.assertEqual(
                form_of(self.page("/account", ben), "/account/email")["email"], [right]
            )
        self.press("/account/email", {"email": ""}, browser=ben)
        self.assertEqual(form_of(self.page("/account", ben), "/account/email")["email"], [""])

    def test_on_the_command_line(self):
        self.tidings(
            "editor",
            "add",
            "Cem",
            "--email",
            "cem@example.net",
            "--password-stdin",
            input="six plain words are enough here\n",
            now=NOW,
        )
        self.assertEqual(
            form_of(self.page("/account", self.entered("Cem")), "/account/email")["email"],
            ["cem@example.net"],
        )
        self.tidings(
            "editor",
            "add",
            "Dov",
            "--email",
            "dov",
            "--password-stdin",
            input="six plain words are enough here\n",
            now=NOW,
            status=1,
        )
        self.assertNotIn("Dov", self.tidings("editor", "list", now=NOW))
        self.tidings("editor", "email", "Cem", "--email", "c m@example.net", now=NOW, status=1)
        self.tidings("editor", "email", "Cem", now=NOW, status=1)
        self.tidings("editor", "email", "Cem", "--email", "", now=NOW)
        self.assertEqual(
            form_of(self.page("/account", self.entered("Cem")), "/account/email")["email"], [""]
        )

    def test_forgotten_with_the_editor(self):
        self.tidings("editor", "remove", "Ana", now=NOW)
        self.add_editor("Ana")
        self.assertEqual(
            form_of(self.page("/account", self.entered("Ana")), "/account/email")["email"], [""]
        )


class Order(Digest):
    def order(self, browser=None):
        return [int(id) for id in re.findall(r'<li id="item-(\d+)"', self.section(browser=browser))]

    def move(self, verb, item, browser=None, fields=None, status=303):
        return self.press(
            "/digest/research/order",
            {
                **(fields or form_of(self.section(browser=browser), "/digest/research/order")),
                verb: item,
            },
            browser,
            status,
        )

    def usual(self):
        self.press(
            "/digest/research/order",
            {**form_of(self.section(), "/digest/research/order"), "usual": 1},
        )

    def test_moves(self):
        usual = a, b, c, *rest = self.order()
        self.assertGreater(len(rest), 3)
        self.assertEqual(self.move("up", b).headers["Location"], f"/digest#item-{b}")
        self.assertEqual(self.order(), [b, a, c, *rest])
        self.move("down", a)
        self.assertEqual(self.order(), [b, c, a, *rest])
        self.move("first", rest[-1])
        self.assertEqual(self.order(), [rest[-1], b, c, a, *rest[:-1]])
        for verb, item in (
            ("up", rest[-1]),
            ("down", rest[-2]),
            ("first", rest[-1]),
        ):  # there is no further
            self.move(verb, item)
        self.assertEqual(self.order(), [rest[-1], b, c, a, *rest[:-1]])
        shown = plain(self.section())
        for words in (
            f"Ana put “{self.title(rest[-1])}” first",
            f"Ana moved “{self.title(a)}” down",
            f"Ana moved “{self.title(b)}” up",
        ):
            self.assertIn(words, shown)
        self.usual()
        self.assertEqual(self.order(), usual)
        self.assertIn("Ana went back to the usual order", plain(self.section()))
        self.assertNotIn("Order as usual", self.section())

    def title(self, item):
        return self.objects("show", item, now=NOW)[0]["title"]

    def test_previewed_frozen_and_over(self):
        usual = self.order()
        self.move("first", usual[-1])
        self.move("down", usual[0])
        arranged = self.order()
        html, text = self.preview("html"), self.preview("text")
        titles = [self.title(item).rstrip(".") for item in arranged]
        places = [plain(html.decode()).index(title, 200) for title in titles]
        self.assertEqual(places, sorted(places))
        self.tidings("digest", "--section", "research", now=NOW)
        files = self.public_files()
        self.assertEqual((files[f"{EDITION}.html"], files[f"{EDITION}.txt"]), (html, text))
        self.assertEqual(self.order(), [])
        self.assertNotIn("Who arranged it", self.section())
        with sqlite3.connect(f"{self.site}/tidings.db") as db:
            self.assertEqual(
                db.execute(
                    "SELECT verb, items FROM running_order ORDER BY id DESC LIMIT 1"
                ).fetchone(),
                ("frozen", ""),
            )
            for sql in ("UPDATE running_order SET items = ''", "DELETE FROM running_order"):
                with self.assertRaisesRegex(sqlite3.IntegrityError, "cannot be"):
                    db.execute(sql)

    def test_new_items_fall_into_their_usual_place(self):
        usual = self.order()
        gone = usual[1]
        self.tidings("undo", gone, now=NOW)
        self.move("first", usual[-1])
        arranged = [usual[-1], usual[0], *usual[2:-1]]
        self.assertEqual(self.order(), arranged)
        self.tidings("approve", gone, now="2026-11-02T09:00:00Z")
        self.assertEqual(self.order(), [gone, *arranged])  # as the latest approval it comes first

    def test_two_editors(self):
        ben = self.entered("Ben")
        a, b, c, *rest = self.order()
        seen = form_of(self.section(browser=ben), "/digest/research/order")
        self.move("up", b)
        answer = self.move("up", c, ben, seen, 409)
        text = plain(answer.text)
        self.assertIn(
            "Ana arranged the next edition of Research, just now. Nothing of yours was written",
            text,
        )
        lists = [
            re.findall(r"<li>(.*?)</li>", part)
            for part in re.findall(r"<ol>(.*?)</ol>", answer.text, re.S)
        ]
        titles = {item: self.title(item) for item in (a, b, c)}
        self.assertEqual(
            [plain(title) for title in lists[0][:3]], [titles[b], titles[a], titles[c]]
        )
        self.assertEqual(
            [plain(title) for title in lists[1][:3]], [titles[a], titles[c], titles[b]]
        )
        self.assertEqual(self.order(), [b, a, c, *rest])
        self.press("/digest/research/order", form_of(answer.text, "/digest/research/order"), ben)
        self.assertEqual(self.order(), [a, c, b, *rest])
        self.assertIn("Ben chose an order as a whole", plain(self.section()))

    def test_the_same_by_both_is_no_conflict(self):
        ben = self.entered("Ben")
        a, b, *rest = self.order()
        seen = form_of(self.section(browser=ben), "/digest/research/order")
        self.move("up", b)
        self.move("up", b, ben, seen)
        self.assertEqual(self.order(), [b, a, *rest])
        self.assertNotIn("Ben moved", plain(self.section()))

    def test_frozen_in_between(self):
        seen = form_of(self.section(), "/digest/research/order")
        order = self.order()
        self.tidings("digest", "--section", "research", now=NOW)
        self.assertIn(
            "not in the next edition any more",
            plain(self.move("up", order[1], fields=seen, status=409).text),
        )

    def test_back_to_before(self):
        usual = a, b, *rest = self.order()
        self.move("up", b)
        self.move("first", rest[-1])
        back = re.findall(
            r'<form method="post" action="/digest/research/order">.*?</form>', self.section(), re.S
        )
        self.assertEqual(len(back), 2)
        self.press("/digest/research/order", form_of(back[0], "/digest/research/order"))
        self.assertEqual(self.order(), [b, a, *rest])
        back = re.findall(
            r'<form method="post" action="/digest/research/order">.*?</form>', self.section(), re.S
        )
        self.press("/digest/research/order", form_of(back[2], "/digest/research/order"))
        self.assertEqual(self.order(), usual)

    def test_hostile_orders(self):
        usual = self.order()
        seen = form_of(self.section(), "/digest/research/order")
        for fields in (
            {"order": ""},
            {"order": "999999,-5,x,0"},
            {"order": "1" * 4000},
            {"up": 999999},
            {"version": "-1", "down": 12345678},
            {"order": "'; DROP TABLE item"},
        ):
            self.press("/digest/research/order", {**seen, **fields}, status=409)
        self.assertEqual(self.order(), usual)
        self.press(
            "/digest/research/order",
            {
                **seen,
                "order": ",".join(str(id) for id in [usual[1], usual[1], 999999, *usual * 40]),
            },
        )
        self.assertEqual(self.order(), [usual[1], usual[0], *usual[2:]])
        self.press("/digest/none/order", {**seen, "usual": 1}, status=404)


class Page(Digest):
    def test_measures(self):
        html, text = self.preview("html"), self.preview("text")
        links = set(re.findall(r'<a [^>]*href="([^"]+)"', html.decode()))
        items = len(re.findall(r'<li id="item-', self.section()))
        self.says(
            f"{items} items · {len(html) / 1000:.1f} of 90 kB · {len(links)} links, all of them in the text too"
        )
        shown = self.section()
        for link in links:
            self.assertIn(f">{link}<", shown)
        self.assertIn("https://", text.decode())

    def test_the_mail_in_its_cage(self):
        answer = self.ana.get("/digest/research/html")
        policies = answer.headers.get_all("Content-Security-Policy")
        self.assertEqual(len(policies), 1)
        self.assertIn("sandbox", policies[0])
        self.assertIn("default-src 'none'", policies[0])
        self.assertNotIn("script", policies[0])
        self.assertNotIn("allow-same-origin", policies[0])
        self.assertEqual(answer.headers["X-Frame-Options"], "DENY")
        self.assertNotIn(
            "unsafe-inline", self.ana.get("/digest").headers["Content-Security-Policy"]
        )

    def test_a_link_that_the_text_lacks(self):
        path = f"{self.site}/templates/digest.html.mustache"
        with open(path, encoding="utf-8") as f:
            template = f.read()
        with open(path, "w", encoding="utf-8") as f:
            f.write(
                template.replace(
                    "</body>", '<a href="https://tracker.example/?a=1&amp;b=2">x</a></body>'
                )
            )
        self.says("1 of them not in the text")
        self.assertIn("https://tracker.example/?a=1&amp;b=2", self.section())

    def test_too_much(self):
        """What does not fit is said before anything is sent."""
        path = f"{self.site}/templates/digest-item.html.mustache"
        with open(path, "a", encoding="utf-8") as f:
            f.write("<!-- " + "x" * 20000 + " -->")
        self.assertRegex(
            plain(self.section()), r"\d+ items \( the last \d+ do not fit and are only counted \)"
        )


if __name__ == "__main__":
    unittest.main()
