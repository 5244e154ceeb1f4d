"""Editions of every size and of hostile items are messages that nothing objects to."""
import html as escapes
import itertools
import os
import re
import shutil
import subprocess
import sys
import unittest

from editions import KINDS, EditionTest
from pipeline import SHARED

CHECKER = f"{SHARED}/checks/check_eml.py"
SIZES = (0, 1, 9, 150, 1000)
RELAYED = (
    b"Received: from localhost (localhost [127.0.0.1])\r\n\tby mx.example.org (Postfix)"
    b" with ESMTP id 4ABCD\r\n\tfor <ana@example.net>; Wed, 18 Nov 2026 11:06:41 +0000\r\n"
)


def unflowed(text):
    """The text as a reader's program shows it (RFC 3676, DelSp=yes)."""
    lines = re.sub(r"(?m)^ ", "", text.replace("\r\n", "\n"))
    return re.sub(r"(?m)(?<!^--) \n", "", lines)


class Editions(EditionTest):
    def for_each(self, check):
        for language, kind, items in itertools.product(("en", "ar"), KINDS, SIZES):
            with self.subTest(language=language, kind=kind, items=items):
                self.language(language)
                check(kind, self.edition(kind, items))

    def has_sound_bytes(self, message):
        lines = message.split(b"\r\n")
        self.assertTrue(message.isascii() and message.endswith(b"\r\n"))
        self.assertFalse(b"\n" in b"".join(lines) or b"\r" in b"".join(lines) or b"." in lines)
        self.assertLessEqual(max(map(len, lines)), 78)

    def has_links(self, mail, text, html):
        leave = re.search(r"<(https://[^>]+)>,\s+<mailto:[^>]+>$", mail["List-Unsubscribe"])
        self.assertEqual(mail["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        links = [escapes.unescape(link) for link in re.findall(r'<a href="([^"]*)"', html)]
        self.assertIn(leave[1], links)
        shown = unflowed(text)
        for link in links:
            self.assertIn(link.removeprefix("mailto:"), shown)
        self.assertIn("Springfield, IL 62701", html)

    def fits(self, text, html):
        self.assertLessEqual(len(html.encode()), 90000)
        for line in text.splitlines():
            self.assertTrue(len(line) <= 78 or "://" in line, line)

    def is_sound(self, kind, message):
        mail, text, html = self.read(message)
        self.has_sound_bytes(message)
        self.has_links(mail, text, html)
        self.fits(text, html)
        if kind == "word" and "1. p" in text:
            self.assertIn("pneumonoultramicroscopicsilico" * 30, unflowed(text))

    def test_every_edition(self):
        self.for_each(self.is_sound)

    def passes(self, _, message):
        path = f"{self.site}/checked.eml"
        with open(path, "wb") as f:
            f.write(message)
        run = subprocess.run([sys.executable, CHECKER, path], capture_output=True, text=True)
        self.assertEqual(re.findall(r"(?m)^FAIL.*", run.stdout), [])
        self.assertRegex(run.stdout, r"\d+ passed, 0 failed")

    @unittest.skipUnless(os.path.exists(CHECKER), "there is no ../shared")
    def test_checker(self):
        self.for_each(self.passes)

    def score(self, message):
        run = subprocess.run(["spamassassin", "-L", "-t"], input=message, capture_output=True)
        found = re.search(rb"X-Spam-Status: .*?score=([-0-9.]+)", run.stdout)
        self.assertIsNotNone(found, run.stderr)
        return float(found[1])

    @unittest.skipUnless(shutil.which("spamassassin"), "spamassassin is not installed")
    def test_spam(self):
        kinds = (("paper", 0), ("trial", 1), ("emoji", 9), ("chinese", 150), ("word", 9))
        for kind, items in kinds:
            with self.subTest(kind=kind, items=items):
                self.language("en")
                message = self.edition(kind, items)
                self.assertLessEqual(self.score(message), -1.0)
                self.assertLessEqual(self.score(RELAYED + message), -2.0)


if __name__ == "__main__":
    unittest.main()
