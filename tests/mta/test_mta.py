"""Postfix and OpenSMTPD as Debian has them, set up as the README says: an edition is sent by them.
They sign it (DKIM), deliver it to a mail server that refuses some recipients, and the reports that
they make are read: each stops the right address.

Takes root, to shut them in: no packet leaves the machine."""
import base64
import glob
import os
import socket
import subprocess
import sys
import tempfile
import time
import unittest

TOP = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
sys.path[:0] = [f"{TOP}/tests/pipeline", f"{TOP}/tests/mta"]

import throwaway
from pipeline import LOOPBACK, feed_block, site_block
from smtp_sink import Sink
from world import WorldTest, rss, rss_item

SKIPPED = 77
FOLDER = os.environ.get("MTA_FOLDER", f"{tempfile.gettempdir()}/tidings-mta-packages")
POSTFIX, OPENSMTPD = "postfix+opendkim", "opensmtpd+opensmtpd-filter-dkimsign"
MAKE = os.environ.get("MAKE_SUBSCRIBERS", f"{TOP}/build/tests/mail/make_subscribers")
# Four subscribers, s000000@example.net and so on.
REFUSED = {
    "s000001@example.net": "550 5.1.1 <s000001@example.net>: no such mailbox",
    "s000002@example.net": "552 5.2.2 <s000002@example.net>: the mailbox is full",
    "s000003@example.net": "550 5.7.1 <s000003@example.net>: it looks like spam",
}
NOW, EDITION, DAY = "2026-11-23T12:00:00Z", "2026-W48-news", "Fri, 20 Nov 2026 08:00:00 GMT"
SITE = site_block("A Desk") + LOOPBACK + """\
door { url = "https://example.org/" }
mail { smtp = "smtp://127.0.0.1:25"  bounces = "bounce@example.org" }
"""
SELECTOR, DOMAIN = "tidings", "example.org"
CONFIRMED, BOUNCED = 1, 3

# What the README says, but for the address of the next server, which only a test names.
MAIN_CF = """\
compatibility_level = 3.6
myhostname = mail.example.org
mydestination = $myhostname, example.org, localhost
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
Domain example.org
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
filter "dkim" proc-exec "filter-dkimsign -c relaxed/relaxed -d example.org -s tidings \\
	-k /etc/dkim/tidings.key -h {SIGNED}" user _dkimsign group _dkimsign
listen on 127.0.0.1 filter "dkim"
action "bounces" maildir alias <aliases>
action "out" relay host "smtp://127.0.0.1:%d"
match from any for domain "example.org" action "bounces"
match from local for any action "out"
"""

def public_key(private):
    """What DNS says of the key."""
    der = subprocess.run(
        ["openssl", "rsa", "-in", private, "-pubout", "-outform", "DER"],
        check=True,
        capture_output=True,
    ).stdout
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(der)


class RealServers(WorldTest):
    def setUp(self):
        """An edition, and those who are to get it."""
        super().setUp()
        self.configure(SITE, "site.conf")
        self.configure(feed_block("News", "news.xml", 'approve = "auto"'), "feed.conf")
        story = rss_item(title="A story", link="https://a.example/1", guid="g1", pubDate=DAY)
        self.write_feed("news.xml", rss("News", story))
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch", now=NOW)
        self.count_as_news()
        self.tidings("digest", "--section", "news", now=NOW)
        subprocess.run([MAKE, self.site, "news", "0", "4"], check=True, timeout=60)

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

    def answers(self):
        """Whether the mail server takes connections."""
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", 25)) == 0

    def wait_for(self, what, seconds=60):
        until = time.monotonic() + seconds
        while not what():
            self.assertLess(time.monotonic(), until, "the mail server did not do it in time")
            time.sleep(0.1)

    def check(self, root, sink):
        """What comes back is read, the rest arrived signed."""
        maildir = f"{root.path}/home/reports/Maildir"
        self.wait_for(self.answers)
        said = self.tidings("send", EDITION, "--people", 4, now=NOW)
        self.assertEqual(said, f"{EDITION}: done; 4 people, 4 sent\n")
        self.wait_for(lambda: len(glob.glob(f"{maildir}/new/*")) == len(REFUSED))
        self.wait_for(lambda: sink.messages)
        said = self.tidings("bounces", maildir)
        self.assertEqual(said, "3 reports: 1 address stopped, 1 counted, 1 refused by policy\n")
        states = self.rows("SELECT state FROM subscriber ORDER BY id")
        self.assertEqual(states, [(CONFIRMED,), (BOUNCED,), (CONFIRMED,), (CONFIRMED,)])
        codes = "SELECT coalesce(b.code, '') FROM subscriber AS s LEFT JOIN bounce AS b ON "
        codes += "b.subscriber = s.id ORDER BY s.id"
        expected = [("",), ("550 5.1.1",), ("552 5.2.2",), ("550 5.7.1",)]
        self.assertEqual(self.rows(codes), expected)
        back = self.rows("SELECT bounced IS NOT NULL FROM delivery ORDER BY subscriber")
        self.assertEqual(back, [(0,), (1,), (1,), (1,)])
        self.assertEqual(self.tidings("bounces", maildir), "0 reports\n")
        self.check_signature(root, sink.messages[0])

    def check_signature(self, root, mail):
        import dkim

        self.assertEqual(mail["to"], "s000000@example.net")
        self.assertRegex(mail["from"], r"^bounce\+1-\w{26}@example\.org$")
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
