"""An edition goes to the subscribers of its list: each once, whatever breaks on the way."""
import collections
import email
import email.policy
import os
import random
import re
import signal
import time
import unittest

import stores
from authority import Authority
from pipeline import LOOPBACK, site_block, unless_sanitized
from sending import EDITION, NOW, Sending
from smtp_sink import Sink

LEAVE = r"<(https://news\.example\.org/mail/leave/(\w{26}))>"


class Send(Sending):
    def test_each_gets_a_copy_of_their_own(self):
        self.subscribers(0, 20)
        with Sink() as sink:
            self.mail_to(sink.port, 'bounces = "bounce@example.org"')
            self.assertIn("say --people 20", self.tidings_err("send", EDITION))
            self.assertIn("say --people 20", self.tidings_err("send", EDITION, "--people", "19"))
            self.assertEqual(sink.messages, [])
            said = self.send("--people", 20)
            self.assertEqual(said, f"{EDITION}: done; 20 people, 20 sent\n")
            self.assertEqual(sink.connections, 1)
            mails = sink.messages
            self.send()  # once more: nobody gets a second one
        everybody = [f"s{i:06}@example.net" for i in range(20)]
        self.assertEqual(sorted(m["to"] for m in mails), everybody)
        seen = collections.defaultdict(set)
        for mail in mails:
            message = email.message_from_bytes(mail["data"], policy=email.policy.default)
            self.assertEqual(message.defects, [])
            self.assertEqual(message["To"].addresses[0].addr_spec, mail["to"])
            leave = re.search(LEAVE, message["List-Unsubscribe"])
            self.assertEqual(message["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
            for kind in ("plain", "html"):
                text = message.get_body((kind,)).get_content()
                self.assertIn(leave[1], text.replace("\n", ""))
                self.assertNotIn("example.net", text)
            self.assertRegex(mail["from"], r"^bounce\+1-\w{26}@example\.org$")
            own = {"token": leave[2], "from": mail["from"], "id": message["Message-ID"]}
            for what, value in own.items():
                self.assertNotIn(value, seen[what])
                seen[what].add(value)
        for name in ("eml", "html", "txt"):
            with open(f"{self.site}/out/digest/{EDITION}.{name}") as file:
                self.assertNotIn("mail/leave/", file.read())

    def tidings_err(self, *args):
        done = self.run_tidings(*args, now=NOW)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        return done.stderr

    def test_what_is_put_off_comes_later_and_what_is_refused_does_not(self):
        self.subscribers(0, 21)
        count = collections.Counter()

        def answer(line):
            number = int(re.search(r"s(\d+)@", line)[1])
            count[number] += 1
            if number == 5:
                return "550 5.1.1 <s000005@example.net>: Recipient address rejected"
            first = number % 7 == 0 and count[number] == 1
            return "451 4.7.1 <s000000@example.net> later" if first else "250 2.1.5 OK"

        with Sink(RCPT=answer) as sink:
            self.mail_to(sink.port)
            self.assertIn("17 sent, 3 deferred, 1 failed", self.send("--people", 21))
            self.assertLessEqual(sink.connections, 5)  # libcurl ends one after a refusal
            self.assertIn("17 sent, 3 deferred, 1 failed", self.send())  # it is not time yet
            self.make_due()
            self.tidings("run", now=NOW)  # the worker goes on with it
            self.assertEqual(self.states(), {"sent": 20, "failed": 1})
        self.assertEqual(len(sink.messages), 20)
        self.assertEqual(count[5], 1)
        self.assertEqual(
            self.rows("SELECT DISTINCT code FROM delivery ORDER BY 1"), [("",), ("550 5.1.1",)]
        )
        self.assertNotIn(b"@example.net", stores.contents(self.site))

    def test_a_server_that_is_away_costs_nobody_an_attempt(self):
        self.subscribers(0, 3)
        with Sink() as sink:
            gone = sink.port
        self.mail_to(gone)
        self.assertIn("3 planned; no mail server answers", self.send("--people", 3))
        with Sink(MAIL="421 4.3.2 closing") as sink:
            self.mail_to(sink.port)
            self.make_due()
            self.assertIn("3 planned; the mail server answered 421 4.3.2", self.send())
        self.assertEqual(self.rows("SELECT max(attempts) FROM delivery"), [(0,)])
        with Sink() as sink:
            self.mail_to(sink.port)
            self.make_due()
            self.tidings("run", now=NOW)
        self.assertEqual(self.states(), {"sent": 3})

    def test_who_leaves_while_it_is_sent_gets_none(self):
        self.subscribers(0, 30)
        with Sink(slow_end=0.03) as sink:
            self.mail_to(sink.port)
            sender = self.start("--people", "30")
            while len(sink.messages) < 5:
                time.sleep(0.01)
            with self.beside(timeout=20) as db:
                left = db.execute("UPDATE subscriber SET state = 2 WHERE id > 15").rowcount
            self.assertEqual(sender.wait(60), 0)
        self.assertEqual(left, 15)
        self.assertEqual(self.states(), {"sent": 15, "stopped": 15})

    def test_pause_resume_cancel(self):
        self.subscribers(0, 40)
        with Sink(slow_end=0.03) as sink:
            self.mail_to(sink.port)
            sender = self.start("--people", "40")
            while len(sink.messages) < 5:
                time.sleep(0.01)
            self.send("--pause")
            self.assertEqual(sender.wait(60), 0)
            sent = len(sink.messages)
            self.assertLess(sent, 40)
            self.tidings("run", now=NOW)
            self.assertEqual(len(sink.messages), sent)
            sender = self.start("--resume")
            while len(sink.messages) < sent + 5:
                time.sleep(0.01)
            self.send("--cancel")
            self.assertEqual(sender.wait(60), 0)
            self.make_due()
            self.tidings("run", now=NOW)
        states = self.states()
        self.assertEqual(sum(states.values()), 40)
        self.assertEqual(states["sent"], len(sink.messages))
        self.assertEqual(set(states), {"sent", "stopped"})

    def test_two_senders_share_the_work(self):
        self.subscribers(0, 120)
        with Sink(slow_end=0.005) as sink:
            self.mail_to(sink.port)
            first = self.start("--people", "120")
            while not sink.messages:
                time.sleep(0.005)
            others = [self.start(), self.start()]
            for sender in (first, *others):
                self.assertEqual(sender.wait(120), 0)
        self.assertEqual(sink.connections, 3)
        to = collections.Counter(m["to"] for m in sink.messages)
        self.assertEqual((len(to), max(to.values())), (120, 1))

    def assert_each_got_it(self, sink, people, most):
        """All are sent in the end; who got it twice got the same message, which a mailbox knows."""
        for _ in range(3):
            self.make_due()
            self.send()
        if self.states().get("unknown"):  # killed twice at one copy: an editor decides
            self.send("--again")
        ids = collections.defaultdict(list)
        for mail in sink.messages:
            message = email.message_from_bytes(mail["data"], policy=email.policy.default)
            ids[mail["to"]].append(message["Message-ID"])
        self.assertEqual(len(ids), people)
        self.assertEqual({len(set(i)) for i in ids.values()}, {1})
        self.assertLessEqual(len(sink.messages), most)
        self.assertEqual(self.states(), {"sent": people})

    def test_two_senders_that_are_killed_at_any_moment(self):
        """While the other one sends: what it has in hand is not taken from it."""
        people, kills = unless_sanitized(120, 40), unless_sanitized(12, 4)
        chance, done = random.Random(14), 0
        self.subscribers(0, people)
        with Sink(slow_end=0.01) as sink:
            self.mail_to(sink.port)
            senders = [self.start("--people", str(people))]
            while not sink.messages:
                time.sleep(0.001)
            senders.append(self.start())
            while done < kills and any(sender.poll() is None for sender in senders):
                time.sleep(0.02 + 0.1 * chance.random())
                victim = chance.choice(senders)
                if victim.poll() is None:
                    victim.send_signal(signal.SIGKILL)
                    done += 1
                victim.wait()
                senders.remove(victim)
                senders.append(self.start())
            self.assertGreater(done, 1)
            for sender in senders:
                self.assertEqual(sender.wait(120), 0)
            self.assert_each_got_it(sink, people, most=people + done)

    def test_kills_lose_nothing_and_double_at_most_one_each(self):
        people, kills = 60, int(os.environ.get("KILLS", "12"))
        self.subscribers(0, people)
        done = 0
        with Sink(slow_end=0.004) as sink:
            self.mail_to(sink.port)
            sender = self.start("--people", str(people))
            for kill in range(kills):
                wanted = len(sink.messages) + 1 + kill % 3
                while len(sink.messages) < wanted and sender.poll() is None:
                    time.sleep(0.0007)
                if sender.poll() is not None:
                    break
                sender.send_signal(signal.SIGKILL)
                sender.wait()
                done += 1
                sender = self.start()
            self.assertEqual(sender.wait(120), 0)
            self.assert_each_got_it(sink, people, most=people + done)

    def test_what_may_have_arrived_is_left_to_an_editor_who_wants_it_so(self):
        self.subscribers(0, 2)
        with Sink(end="") as sink:  # the connection is lost after the message
            self.mail_to(sink.port, 'after_crash = "editor"')
            self.assertIn("2 unknown", self.send("--people", 2))
        with Sink() as sink:
            self.mail_to(sink.port, 'after_crash = "editor"')
            self.make_due()
            self.tidings("run", now=NOW)
            self.assertEqual(len(sink.messages), 0)
            self.assertIn("2 sent", self.send("--again"))
        self.assertEqual(len(sink.messages), 2)

    def test_an_hour_has_its_share(self):
        self.subscribers(0, 9)
        with Sink() as sink:
            self.mail_to(sink.port, "per_hour = 4")
            self.assertIn("5 planned, 4 sent; this hour", self.send("--people", 9))
            self.make_due()
            self.assertIn("5 planned, 4 sent; this hour", self.send())
            with self.beside() as db:
                db.execute("UPDATE handed_over SET minute = minute - 61")
            self.assertIn("1 planned, 8 sent", self.send())

    def test_senders_share_the_hour_with_each_other_and_with_letters(self):
        self.subscribers(0, 120)
        with Sink(slow_end=0.002) as sink:
            self.mail_to(sink.port, "per_hour = 30")
            first = self.start("--people", "120")
            while not sink.messages:
                time.sleep(0.005)
            for sender in (first, self.start(), self.start()):
                self.assertEqual(sender.wait(120), 0)
            self.assertEqual(len(sink.messages), 27)  # a tenth is for letters
            for n in range(5):
                address = f"new{n}@example.net"
                self.tidings("subscriber", "add", address, "--lists", "news", now=NOW)
            for _ in range(5):  # a worker does some jobs a round
                self.tidings("run", now=NOW)
            waits = "SELECT attempts, outcome FROM job WHERE kind = 'letter' AND finished IS NULL"
            why = "this hour's share (mail.per_hour) is used up"
            self.assertEqual((len(sink.messages), self.rows(waits)), (30, [(0, why)] * 2))
            with self.beside() as db:
                db.execute("UPDATE handed_over SET minute = minute - 61")
                db.execute("UPDATE job SET due = 0 WHERE kind = 'letter' AND finished IS NULL")
            for _ in range(5):
                self.tidings("run", now=NOW)
            self.assertEqual(self.rows(waits), [])
            new = {m["to"] for m in sink.messages if m["to"].startswith("new")}
            self.assertEqual(len(new), 5)

    def sent_and_backed_up(self, sink):
        """A backup that was made while an edition was sent, and before two people left."""
        self.mail_to(sink.port)
        sender = self.start("--people", "20")
        while len(sink.messages) < 3:
            time.sleep(0.01)
        self.tidings("backup", f"{self.site}/copy.db", now=NOW)
        self.assertEqual(sender.wait(60), 0)
        self.assertEqual(len(sink.messages), 20)
        with self.beside() as db:
            db.execute("UPDATE subscriber SET state = 2, address = NULL WHERE id < 3")

    @stores.of_sqlite_alone
    def test_a_restore_brings_back_nobody_who_left(self):
        self.subscribers(0, 20)
        with Sink(slow_end=0.02) as sink:
            self.sent_and_backed_up(sink)
            self.subscribers(20, 21)  # and one came
            with self.beside() as db:  # and what editors did since
                db.execute("INSERT INTO campaign VALUES (1, 5, 41)")
                db.execute(
                    "INSERT INTO edition_act (at, editor, verb, edition, people) "
                    "VALUES (5, 'Eve', 3, 1, 9)"
                )
            self.tidings("restore", f"{self.site}/copy.db", now=NOW)
            self.assertEqual(self.rows("SELECT number FROM campaign"), [(41,)])
            self.assertEqual(
                self.rows("SELECT verb, people FROM edition_act"), [(1, 0), (2, 20), (3, 9)]
            )
            self.make_due()
            self.tidings("run", now=NOW)
            self.assertIn("done; 20 people, 20 sent", self.tidings("send", now=NOW))
        self.assertEqual(len(sink.messages), 20)
        self.assertEqual(
            self.rows("SELECT state, count(*) FROM subscriber GROUP BY state"), [(1, 19), (2, 2)]
        )

    @stores.of_sqlite_alone
    def test_the_right_backup_behind_a_wrong_one(self):
        self.subscribers(0, 3)
        self.tidings("backup", f"{self.site}/older.db", now=NOW)
        self.tidings("edit", 1, "--summary", "Other words.", "--as", "ana", now=NOW)
        self.tidings("backup", f"{self.site}/newer.db", now=NOW)
        self.tidings("restore", f"{self.site}/older.db", now=NOW)
        self.subscribers(3, 4)  # somebody came in between
        self.tidings("restore", f"{self.site}/newer.db", now=NOW)
        self.assertEqual(self.rows("SELECT count(*) FROM subscriber"), [(4,)])

    @stores.of_sqlite_alone
    def test_a_restored_store_sends_nothing_by_itself(self):
        self.subscribers(0, 20)
        with Sink(slow_end=0.02) as sink:
            self.sent_and_backed_up(sink)
            for name in os.listdir(self.site):
                if name.startswith("tidings.db"):
                    os.remove(f"{self.site}/{name}")  # nothing of it can be read any more
            self.tidings("restore", f"{self.site}/copy.db", now=NOW)
            self.make_due()
            self.tidings("run", now=NOW)
            self.assertIn("paused", self.tidings("send", now=NOW))
        self.assertEqual(len(sink.messages), 20)
        self.assertEqual(self.states()["unknown"], 1)

    def test_a_server_that_refuses_the_sender_costs_nobody_the_edition(self):
        self.subscribers(0, 30)
        with Sink(MAIL="530 5.7.0 log in first") as sink:
            self.mail_to(sink.port)
            said = self.send("--people", 30)
            self.assertIn("30 planned; the mail server answered 530 5.7.0", said)
        with Sink(RCPT="550 5.7.1 relaying denied") as sink:
            self.mail_to(sink.port)
            self.make_due()
            self.assertIn("20 planned, 10 failed; the mail server refuses everything", self.send())
        with Sink() as sink:
            self.mail_to(sink.port)
            self.make_due()
            self.assertIn("20 sent, 10 failed", self.send())
            self.assertIn("30 sent", self.send("--again"))
        self.assertEqual(len({m["to"] for m in sink.messages}), 30)
        self.assertEqual(len(sink.messages), 30)

    def test_one_address_holds_nobody_up(self):
        self.subscribers(0, 5)
        answer = lambda line: "421 4.3.0 no" if "s000000@" in line else "250 OK"
        with Sink(RCPT=answer) as sink:
            self.mail_to(sink.port)
            self.send("--people", 5)
            with self.beside() as db:
                db.execute("UPDATE mailing SET due = 0")
            self.send()
        self.assertEqual(len(sink.messages), 4)
        self.assertEqual(self.states(), {"sent": 4, "deferred": 1})

    def test_an_address_that_does_not_exist_is_asked_once(self):
        self.subscribers(0, 2)
        answer = lambda line: "550 5.1.1 who?" if "s000000@" in line else "250 OK"
        with Sink(RCPT=answer) as sink:
            self.mail_to(sink.port)
            self.send("--people", 2)
        self.assertEqual(self.rows("SELECT state FROM subscriber ORDER BY id"), [(3,), (1,)])
        with Sink() as sink:
            self.mail_to(sink.port)
            self.send("--again")
        self.assertEqual(sink.messages, [])

    def test_nothing_is_mailed_without_a_way_to_leave(self):
        self.subscribers(0, 1)
        with Sink() as sink:
            self.mail_to(sink.port)
            self.configure(site_block("A Desk") + LOOPBACK, "site.conf")
            said = self.tidings_err("send", EDITION, "--people", "1")
            self.assertIn("readers could not leave", said)
        self.configure(
            site_block("A Desk") + LOOPBACK + 'door { url = "https://news.example.org/" }\n',
            "site.conf",
        )
        with open(f"{self.site}/templates/digest.html.mustache") as file:
            template = file.read().replace("unsubscribe", "nothing")
        os.remove(f"{self.site}/templates/digest.html.mustache")
        with open(f"{self.site}/templates/digest.html.mustache", "w") as file:
            file.write(template)
        (item,) = [row[0] for row in self.rows("SELECT id FROM item")]
        self.tidings("edit", item, "--summary", "Another.", now=NOW)
        done = self.run_tidings("digest", "--section", "news", "--period", "x", now=NOW)
        self.assertIn("does not show {{unsubscribe}}", done.stderr)
        self.assertIn("! your template digest.html does not", self.tidings("check", now=NOW))

    def test_a_correction_goes_to_those_who_got_the_item(self):
        self.subscribers(0, 3)
        with Sink() as sink:
            self.mail_to(sink.port)
            self.send("--people", 3)
            self.subscribers(3, 5)
            (item,) = [row[0] for row in self.rows("SELECT id FROM item")]
            self.tidings("edit", item, "--summary", "The dose was wrong.", now=NOW)
            self.tidings("digest", "--section", "news", "--period", "2026-11-24", now=NOW)
            again = ("send", "2026-11-24-news", "--about", item, "--people")
            self.assertIn("say --people 3", self.tidings_err(*again, "5"))
            self.tidings(*again, "3", now=NOW)
        to = collections.Counter(m["to"] for m in sink.messages)
        self.assertEqual(to, {f"s{i:06}@example.net": 2 for i in range(3)})

    @stores.of_sqlite_alone
    def test_a_list_that_is_renamed_keeps_its_people(self):
        """They get nothing twice, and what they get they can leave by an older link too."""
        self.subscribers(0, 4)
        with Sink() as sink:
            self.mail_to(sink.port)
            self.send("--people", 4)
            old = re.search(LEAVE, sink.messages[0]["data"].decode().replace("=\r\n", ""))
            self.assertNotIn("no more", self.tidings("check", now=NOW))
            self.configure('digest "all" { sections = {"news"} title = "All" }', "lists.conf")
            said = self.tidings("check", now=NOW)
            self.assertIn("! 4 subscribed to “news”, which is configured no more", said)
            self.assertNotIn("example.net", said)
            self.assertIn("4 are on news", self.tidings("subscriber", "list", now=NOW))
            for wrong, why in (("news", "“news”"), ("all", "nobody ever was on a list “other”")):
                err = self.tidings_err("subscriber", "move", "other", wrong)
                self.assertIn(why, err)
            with self.beside() as db:
                db.execute("UPDATE mailing SET ended = NULL")
            self.assertIn("is on its way", self.tidings_err("subscriber", "move", "news", "all"))
            with self.beside() as db:
                db.execute("UPDATE mailing SET ended = 1")
            kept = "SELECT handle, confirmed, how, proof FROM subscriber ORDER BY id"
            before = self.rows(kept), self.rows("SELECT subscriber, since FROM subscription")
            self.tidings("backup", f"{self.site}/copy.db", now=NOW)
            done = self.tidings("subscriber", "move", "news", "all", now=NOW)
            self.assertIn("4 moved from news to all, of whom 0", done)
            after = self.rows(kept), self.rows("SELECT subscriber, since FROM subscription")
            self.assertEqual(after, before)
            self.assertNotIn("no more", self.tidings("check", now=NOW))
            next_one = self.tidings("digest", "--section", "all", now=NOW)
            self.assertIn("nothing was approved", next_one)
            (item,) = [row[0] for row in self.rows("SELECT id FROM item")]
            self.tidings("edit", item, "--summary", "The dose was wrong.", now=NOW)
            self.tidings("digest", "--section", "all", "--period", "x", now=NOW)
            mail = f"From: a@example.net\nSubject: unsubscribe {old[2]}\n\n"
            self.tidings("bounces", "-", now=NOW, input=mail)
            self.tidings("send", "x-all", "--about", item, "--people", "3", now=NOW)
        to = collections.Counter(m["to"] for m in sink.messages)
        self.assertEqual(sorted(to.values()), [1, 2, 2, 2])
        self.assertEqual(to[sink.messages[0]["to"]], 1)
        moved = [
            self.rows("SELECT subscriber, was, list FROM subscription_moved"),
            self.rows("SELECT list, subscriber FROM subscription"),
            self.rows("SELECT list, was FROM mail_list_before"),
        ]
        self.assertEqual([len(rows) for rows in moved], [3, 3, 1])
        self.tidings("restore", f"{self.site}/copy.db", now=NOW)
        after = [
            self.rows("SELECT subscriber, was, list FROM subscription_moved"),
            self.rows("SELECT list, subscriber FROM subscription"),
            self.rows("SELECT list, was FROM mail_list_before"),
        ]
        self.assertEqual(after, moved)

    def test_servers_that_an_authority_of_ones_own_vouches_for(self):
        self.subscribers(0, 4)
        authority = Authority(self.site)
        login = {"EHLO": "250-sink\n250-AUTH PLAIN\n250 STARTTLS", "AUTH": "334 "}
        login["AGRL"] = "235 2.7.0 welcome"  # the name and password, in base64

        def configure(scheme, host, port, more=""):
            self.configure(f'mail {{ smtp = "{scheme}://{host}:{port}" {more} }}', "mail.conf")

        with Sink(tls=authority.context) as sink:
            configure("smtps", "localhost", sink.port)
            self.assertIn("certificate", self.send("--people", 4))
            self.assertEqual(sink.commands, [])
            configure("smtps", "localhost", sink.port, 'ca = "authority.pem"')
            self.make_due()
            self.assertIn("4 sent", self.send())
        # By STARTTLS, for a login at a server elsewhere: this machine, by another address.
        with self.beside() as db:
            db.execute("UPDATE delivery SET state = 0, due = 0")
            db.execute("UPDATE mailing SET state = 0, ended = NULL")
        user = 'user = "desk" password = "secret" '
        with Sink(tls=authority.context, STAR="220 2.0.0 go", **login) as sink:
            configure("smtp", "[::ffff:127.0.0.1]", sink.port, user)
            self.assertIn("certificate", self.send())
            self.assertFalse([line for line in sink.commands if line.startswith("AUTH")])
            configure("smtp", "[::ffff:127.0.0.1]", sink.port, user + 'ca = "authority.pem"')
            self.make_due()
            self.assertIn("4 sent", self.send())
            self.assertTrue([line for line in sink.commands if line.startswith("AUTH")])

    def test_nobody_and_an_older_edition(self):
        with Sink() as sink:
            self.mail_to(sink.port)
            said = self.tidings_err("send", EDITION, "--people", "0")
            self.assertIn("nobody is subscribed to “news”", said)
            self.subscribers(0, 1)
            with self.beside() as db:
                db.execute("UPDATE edition SET slot = ''")
            self.assertIn("an older version", self.tidings_err("send", EDITION, "--people", "1"))
        self.assertEqual(self.rows("SELECT count(*) FROM mailing"), [(0,)])


if __name__ == "__main__":
    unittest.main()
