"""Postfix and OpenSMTPD as Debian has them, set up as the README says: they sign what is handed to
them (DKIM), deliver it to a mail server that refuses some recipients, and the reports that they
make are read: each stops the right address.

Takes root, to shut them in: no packet leaves the machine."""
import base64
import glob
import os
import smtplib
import subprocess
import sys
import tempfile
import time
import unittest

TOP = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
sys.path[:0] = [f"{TOP}/tests/pipeline", f"{TOP}/tests/mta"]

import throwaway
from pipeline import LOOPBACK, SiteTest, site_block
from smtp_sink import Sink
from subscribers import Subscribers

SKIPPED = 77
FOLDER = os.environ.get("MTA_FOLDER", f"{tempfile.gettempdir()}/tidings-mta-packages")
POSTFIX, OPENSMTPD = "postfix+opendkim", "opensmtpd+opensmtpd-filter-dkimsign"
REFUSED = {
    "gone@clinic.example": "550 5.1.1 <gone@clinic.example>: no such mailbox",
    "full@clinic.example": "552 5.2.2 <full@clinic.example>: the mailbox is full",
    "wary@clinic.example": "550 5.7.1 <wary@clinic.example>: it looks like spam",
}
SELECTOR, DOMAIN = "tidings", "news.example"
CONFIRMED, BOUNCED = 1, 3

# What the README says, but for the address of the next server, which only a test names.
MAIN_CF = """\
compatibility_level = 3.6
myhostname = mail.news.example
mydestination = $myhostname, news.example, localhost
inet_interfaces = loopback-only
inet_protocols = ipv4
recipient_delimiter = +
home_mailbox = Maildir/
alias_maps = hash:/etc/aliases
smtpd_milters = inet:127.0.0.1:8891
non_smtpd_milters = $smtpd_milters
maillog_file = /var/log/mta.log
relayhost = [127.0.0.1]:%d
"""
OPENDKIM_CONF = """\
Mode s
Domain news.example
Selector tidings
KeyFile /etc/dkim/tidings.key
Canonicalization relaxed/relaxed
SignHeaders *,+list-unsubscribe-post
OversignHeaders from
InternalHosts 127.0.0.1
Socket inet:8891@127.0.0.1
UserID opendkim
"""
SIGNED = (
    "from:to:subject:date:message-id:mime-version:content-type:list-id:list-unsubscribe:"
    "list-unsubscribe-post"
)
SMTPD_CONF = f"""\
table aliases file:/etc/aliases
filter "dkim" proc-exec "filter-dkimsign -c relaxed/relaxed -d news.example -s tidings \\
	-k /etc/dkim/tidings.key -h {SIGNED}" user _dkimsign group _dkimsign
listen on 127.0.0.1 filter "dkim"
action "bounces" maildir alias <aliases>
action "out" relay host "smtp://127.0.0.1:%d"
match from any for domain "news.example" action "bounces"
match from local for any action "out"
"""
MESSAGE = """\
From: News Desk <desk@news.example>
To: <{to}>
Subject: Research: 5 new items
Date: Mon, 23 Nov 2026 12:00:00 +0000
Message-ID: <digest.7.{number}@news.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
List-Id: Research <research.news.example>
List-Unsubscribe: <https://news.example/mail/leave/abc>,
 <mailto:bounce@news.example?subject=unsubscribe%20abc>
List-Unsubscribe-Post: List-Unsubscribe=One-Click

.Five items.
"""


def public_key(private):
    """What DNS says of the key."""
    der = subprocess.run(
        ["openssl", "rsa", "-in", private, "-pubout", "-outform", "DER"],
        check=True,
        capture_output=True,
    ).stdout
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(der)


class RealServers(SiteTest):
    def setUp(self):
        super().setUp()
        self.configure(site_block("Mail") + LOOPBACK)
        self.subscribers = Subscribers(self.site)
        self.handles = {
            address: self.subscribers.add(address) for address in ("here@clinic.example", *REFUSED)
        }

    def prepare(self, package, owner):
        """A root with the package, a user who gets the reports, and a key."""
        root = throwaway.Root(package, FOLDER)
        root.run("useradd", "--create-home", "reports")
        root.write("/etc/aliases", "bounce: reports\npostmaster: root\nroot: reports\n")
        os.makedirs(f"{root.path}/etc/dkim")
        root.run("openssl", "genrsa", "-out", "/etc/dkim/tidings.key", "2048")
        root.run("chown", "-R", owner, "/etc/dkim")
        root.run("chmod", "-R", "go=", "/etc/dkim")
        self.addCleanup(lambda: self.note(root))
        return root

    def note(self, root):
        """What the servers logged, when the test failed."""
        if any(error for _, error in self._outcome.result.failures + self._outcome.result.errors):
            for path in glob.glob(f"{root.path}/var/log/mta.log") + glob.glob(
                f"{root.path}/home/reports/Maildir/*/*"
            ):
                with open(path, encoding="utf-8", errors="replace") as f:
                    print(path, f.read()[-6000:], file=sys.stderr)

    def hand_over(self):
        """A copy for each subscriber, as `tidings send` hands it over."""
        for attempt in range(100):
            try:
                server = smtplib.SMTP("127.0.0.1", 25, timeout=20)
                break
            except OSError:
                time.sleep(0.1)
        else:
            self.fail("the mail server does not answer")
        with server:
            for number, (address, handle) in enumerate(self.handles.items()):
                message = MESSAGE.format(to=address, number=number).replace("\n", "\r\n")
                server.sendmail(self.subscribers.verp(handle), address, message)

    def wait_for(self, what, seconds=60):
        until = time.monotonic() + seconds
        while not what():
            self.assertLess(time.monotonic(), until, "the mail server did not do it in time")
            time.sleep(0.1)

    def check(self, root, sink):
        """What comes back is read, the rest arrived signed."""
        maildir = f"{root.path}/home/reports/Maildir"
        self.hand_over()
        self.wait_for(lambda: len(glob.glob(f"{maildir}/new/*")) == len(REFUSED))
        self.wait_for(lambda: sink.messages)
        said = self.tidings("bounces", maildir)
        self.assertEqual(said, "3 reports: 1 address stopped, 1 counted, 1 refused by policy\n")
        states = self.subscribers.states()
        self.assertEqual(
            {address: states[handle] for address, handle in self.handles.items()},
            {
                "here@clinic.example": CONFIRMED,
                "gone@clinic.example": BOUNCED,
                "full@clinic.example": CONFIRMED,
                "wary@clinic.example": CONFIRMED,
            },
        )
        self.assertEqual(
            self.rows("SELECT code FROM bounce ORDER BY code"),
            [("550 5.1.1",), ("550 5.7.1",), ("552 5.2.2",)],
        )
        self.assertEqual(self.rows("SELECT DISTINCT edition FROM bounce"), [(7,)])
        self.assertEqual(self.tidings("bounces", maildir), "0 reports\n")
        self.check_signature(root, sink.messages[0])

    def check_signature(self, root, mail):
        import dkim

        self.assertEqual(mail["to"], "here@clinic.example")
        self.assertEqual(mail["from"], self.subscribers.verp(self.handles[mail["to"]]))
        record = public_key(f"{root.path}/etc/dkim/tidings.key")
        asked = []

        def dns(name, timeout=5):
            asked.append(name)
            return record

        self.assertTrue(dkim.verify(mail["data"], dnsfunc=dns))
        self.assertEqual(asked, [f"{SELECTOR}._domainkey.{DOMAIN}.".encode()])
        changed = mail["data"].replace(b"=One-Click", b"=one-click")
        self.assertNotEqual(changed, mail["data"])
        self.assertFalse(dkim.verify(changed, dnsfunc=dns))  # both fields are signed

    def test_postfix(self):
        root = self.prepare(POSTFIX, "opendkim")
        with Sink(refuse=REFUSED) as sink:
            root.write("/etc/postfix/main.cf", MAIN_CF % sink.port)
            root.write("/etc/opendkim.conf", OPENDKIM_CONF)
            root.run("newaliases")
            root.run("opendkim", "-x", "/etc/opendkim.conf", "-P", "/run/opendkim.pid")
            root.run("postfix", "start")
            self.addCleanup(root.run, "postfix", "stop")
            self.check(root, sink)

    def test_opensmtpd(self):
        root = self.prepare(OPENSMTPD, "_dkimsign")
        with Sink(refuse=REFUSED) as sink:
            root.write("/etc/smtpd.conf", SMTPD_CONF % sink.port, 0o600)
            log = open(f"{root.path}/var/log/mta.log", "w", encoding="utf-8")
            server = subprocess.Popen(
                ["chroot", root.path, "smtpd", "-d", "-f", "/etc/smtpd.conf"],
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            self.addCleanup(log.close)
            self.addCleanup(server.wait)
            self.addCleanup(server.terminate)
            self.check(root, sink)


if __name__ == "__main__":
    if not throwaway.inside():
        print(f"Skipped: {throwaway.enter([POSTFIX, OPENSMTPD], FOLDER)}")
        sys.exit(SKIPPED)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    unittest.main()
