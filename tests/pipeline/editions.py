"""Editions as their readers get them, made by tests/mail/edition_eml.c from the templates."""
import email
import email.policy
import os
import subprocess

from pipeline import TOP, SiteTest

EDITION_EML = os.environ.get("EDITION_EML", f"{TOP}/build/tests/mail/edition_eml")
KINDS = ("paper", "trial", "arabic", "chinese", "emoji", "title", "word", "mixed")
SITE = """site {{
    title = "{title}"
    base_url = "https://news.example.org/"
    authority = "example.org,2026"
    email = "desk@example.org"
    language = "{language}"
    postal_address = "A News Desk, 1 Sample Street, Springfield, IL 62701"
}}
door {{ url = "https://news.example.org/" }}
"""
TITLES = {"en": "A News Desk", "ar": "مكتب أخبار التصلب"}
# Whatever is not as it should be is raised.
STRICT = email.policy.default.clone(raise_on_defect=True)


class EditionTest(SiteTest):
    def language(self, language):
        self.configure(SITE.format(title=TITLES[language], language=language))

    def edition(self, kind, items):
        """The bytes of the message."""
        run = subprocess.run([EDITION_EML, self.site, kind, str(items)], capture_output=True)
        self.assertEqual((run.returncode, run.stderr), (0, b""))
        return run.stdout

    def read(self, message):
        """The message, its text and its HTML, as Python reads them in its strictest mode."""
        mail = email.message_from_bytes(message, policy=STRICT)
        for name in mail.keys():
            self.assertFalse(getattr(mail[name], "defects", ()), name)
        text, html = mail.iter_parts()
        return mail, text.get_content(), html.get_content()
