"""Mail that came back, by the command and the worker: from files, a Maildir, an IMAP server."""
import os
import signal
import subprocess
import time
import unittest

from authority import Authority
from imap_server import ImapServer
from pipeline import LOOPBACK, TIDINGS, SiteTest, site_block, write
from subscribers import Subscribers, bounce

SITE = site_block("Bounces") + LOOPBACK


def mail(*args, **more):
    return bounce(*args, **more).replace("\n", "\r\n").encode()


class Bounces(SiteTest):
    def setUp(self):
        super().setUp()
        self.configure(SITE)
        self.subscribers = Subscribers(self.site)
        self.handles = [self.subscribers.add(f"reader{i}@clinic.example") for i in range(4)]
        self.to = [self.subscribers.verp(handle) for handle in self.handles]

    def states(self):
        states = self.subscribers.states()
        return [states[handle] for handle in self.handles]

    def says_no_address(self, text):
        self.assertNotIn("clinic.example", text)
        self.assertNotIn("bounce+", text)

    def test_standard_input_and_mbox(self):
        said = self.tidings("bounces", "-", input=bounce(self.to[1]))
        self.assertEqual(said, "1 report: 1 address stopped\n")
        self.assertEqual(self.states(), [1, 3, 1, 1])
        box = "".join(
            f"From MAILER-DAEMON Mon Nov 23 12:00:00 2026\n{report}\n"
            for report in (
                bounce(self.to[1]),
                bounce(self.to[2]),
                bounce(self.to[3], status="4.2.2"),
                "Subject: Hello\n\n>From here\n",
            )
        )
        write(f"{self.site}/box", box)
        said = self.tidings("bounces", f"{self.site}/box")
        self.assertEqual(
            said,
            "3 reports: 1 address stopped, 1 counted, 1 not understood; 1 taken in before\n",
        )
        self.assertEqual(self.states(), [1, 3, 3, 1])

    def test_wrong_usage(self):
        for args in (["bounces"], ["bounces", f"{self.site}/nothing"]):
            done = self.run_tidings(*args)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
        os.remove(f"{self.site}/subscribers.key")
        self.assertEqual(self.run_tidings("bounces", "/dev/null").returncode, 1)

    def maildir(self):
        for folder in ("new", "cur", "tmp"):
            os.makedirs(f"{self.site}/mail/{folder}")
        self.configure(SITE + f'mail {{ bounce_mail = "maildir:{self.site}/mail" }}\n')

    def deliver(self, name, text):
        write(f"{self.site}/mail/tmp/{name}", text)
        os.rename(f"{self.site}/mail/tmp/{name}", f"{self.site}/mail/new/{name}")

    def test_worker_empties_a_maildir(self):
        self.maildir()
        self.deliver("1.a", bounce(self.to[0]))
        self.assertIn("1 report: 1 address stopped\n", self.tidings("run"))
        self.assertEqual(os.listdir(f"{self.site}/mail/new"), [])
        self.assertEqual(os.listdir(f"{self.site}/mail/cur"), ["1.a:2,S"])
        self.assertEqual(self.states(), [3, 1, 1, 1])
        self.assertNotIn("report", self.tidings("run"))
        os.rename(f"{self.site}/mail", f"{self.site}/gone")
        done = self.run_tidings("run")
        self.assertIn("mail.bounce_mail", done.stderr)

    def test_killed_at_any_moment_nothing_is_lost_or_doubled(self):
        """Each report counts once, whenever the reader of the Maildir was killed."""
        self.maildir()
        wanted = 0
        for round in range(12):
            for i in range(20):
                wanted += 1
                self.deliver(f"{round:03}{i:03}.x", bounce(self.to[0], "4.2.2", wanted))
            program = subprocess.Popen(
                [TIDINGS, "-C", self.site, "--now", "2026-11-23T12:00:00Z", "bounces"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(0.02 + 0.01 * round)
            program.send_signal(signal.SIGKILL)
            program.wait()
        self.tidings("bounces")
        self.assertEqual(self.rows("SELECT count(*) FROM bounce"), [(wanted,)])
        self.assertEqual(os.listdir(f"{self.site}/mail/new"), [])
        self.assertEqual(len(os.listdir(f"{self.site}/mail/cur")), wanted)

    def imap(self, server, password="secret", host="127.0.0.1"):
        place = f"imap://bounce%40news.example@{host}:{server.port}/INBOX"
        self.configure(
            SITE + f'mail {{ bounce_mail = "{place}" bounce_password = "{password}" }}\n'
        )

    def test_imap(self):
        mails = {5: mail(self.to[0]), 9: mail(self.to[1])}
        with ImapServer(mails, validity=77) as server:
            self.imap(server)
            self.assertEqual(self.tidings("bounces"), "2 reports: 2 addresses stopped\n")
            self.assertEqual(server.seen, [5, 9])
            self.assertEqual(self.tidings("bounces"), "0 reports\n")
            self.assertEqual(server.seen, [5, 9])  # not fetched again
            server.mails[10] = mail(self.to[2])
            self.assertEqual(self.tidings("bounces"), "1 report: 1 address stopped\n")
            self.assertEqual(server.seen, [5, 9, 10])
            server.validity = 78  # the numbers mean others now
            server.mails = {1: mail(self.to[2]), 2: mail(self.to[3])}
            self.assertEqual(
                self.tidings("bounces"), "1 report: 1 address stopped; 1 taken in before\n"
            )
            self.assertEqual(self.states(), [3, 3, 3, 3])
            self.imap(server, password="wrong")
            done = self.run_tidings("bounces")
            self.assertEqual(done.returncode, 1)
            self.assertIn("does not let us in", done.stderr)
            self.assertNotIn("wrong", done.stderr)
        done = self.run_tidings("bounces")  # nobody answers
        self.assertEqual(done.returncode, 1)
        self.says_no_address(done.stderr)

    def test_imap_elsewhere_needs_tls(self):
        """No password goes to a server that offers none. This one is this machine, by an address
        that does not look like it."""
        with ImapServer({5: mail(self.to[0])}, validity=77) as server:
            self.imap(server, host="[::ffff:127.0.0.1]")
            done = self.run_tidings("bounces")
            self.assertEqual(done.returncode, 1)
            self.assertFalse([line for line in server.commands if "LOGIN" in line])
            self.assertEqual(server.seen, [])

    def by_tls(self, place, more=""):
        self.configure(
            SITE + f'mail {{ bounce_mail = "{place}" bounce_password = "secret" {more} }}\n'
        )

    def test_imaps_of_an_authority_of_ones_own(self):
        authority = Authority(self.site)
        with ImapServer({5: mail(self.to[0])}, validity=77, tls=authority.context) as server:
            place = f"imaps://bounce%40news.example@localhost:{server.port}/INBOX"
            self.by_tls(place)
            done = self.run_tidings("bounces")
            self.assertEqual(done.returncode, 1)
            self.assertIn("certificate", done.stderr)
            self.assertEqual(server.commands, [])  # nobody logged in
            self.by_tls(place, 'ca = "nothing.pem"')
            self.assertIn("! mail.ca: there is no file nothing.pem", self.tidings("check"))
            self.assertEqual(self.run_tidings("bounces").returncode, 1)
            self.by_tls(place, 'ca = "authority.pem"')
            self.assertNotIn("mail.ca", self.tidings("check"))
            self.assertEqual(self.tidings("bounces"), "1 report: 1 address stopped\n")
            other = f"imaps://bounce%40news.example@127.0.0.2:{server.port}/INBOX"
            self.by_tls(other, f'ca = "{authority.certificate}"')
            self.assertEqual(self.run_tidings("bounces").returncode, 1)  # another name

    def test_documents_that_break_the_reader_are_passed_over(self):
        """Mail of absurd depth, length and number of parts."""
        deep = "".join(
            f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(20000)
        )
        wide = "Content-Type: multipart/report; boundary=b\n\n" + 200000 * "--b\n\n\n"
        long = "Subject: " + 5000000 * "x" + "\n\n"
        for text in (deep, wide, long):
            said = self.tidings("bounces", "-", input=text)
            self.assertEqual(said, "1 report: 1 not understood\n")
        said = self.tidings("bounces", "-", input=bounce(self.to[0]))
        self.assertEqual(said, "1 report: 1 address stopped\n")

    def test_no_address_anywhere(self):
        box = "".join(f"From x\n{bounce(to, recipient='known@clinic.example')}\n" for to in self.to)
        write(f"{self.site}/../box-{os.path.basename(self.site)}", box)
        path = f"{self.site}/../box-{os.path.basename(self.site)}"
        self.addCleanup(os.remove, path)
        self.says_no_address(self.tidings("bounces", path))
        for folder, _, names in os.walk(self.site):
            for name in names:
                with open(f"{folder}/{name}", "rb") as f:
                    held = f.read().lower()
                self.assertNotIn(b"clinic.example", held, name)
                self.assertNotIn(b"bounce+", held, name)


if __name__ == "__main__":
    unittest.main()
