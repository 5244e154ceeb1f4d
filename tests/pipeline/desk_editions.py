"""The desk of a site whose next editions are frozen and sent: Sue is senior, Ada is admin."""
import os
import subprocess

from desk import form_of, plain
from desk_digest import NOW, DigestDesk
from pipeline import TOP

MAKE = os.environ.get("MAKE_SUBSCRIBERS", f"{TOP}/build/tests/mail/make_subscribers")
LIST = "/digest/research"


class EditionsDesk(DigestDesk):
    def prepare(self):
        super().prepare()
        self.add_editor("Sue", "senior")
        self.add_editor("Ada", "admin")

    def setUp(self):
        super().setUp()
        self.sue = self.entered("Sue")

    def words(self, version, browser=None, status=303, **words):
        fields = {"subject": "", "greeting": "", "first": "", **words, "version": version}
        return self.press(f"{LIST}/words", fields, browser, status)

    def freeze(self, browser=None):
        """Freezes the next edition; the address of its page."""
        page = self.page(f"{LIST}/freeze", browser)
        answer = self.press(f"{LIST}/freeze", form_of(page, f"{LIST}/freeze"), browser)
        return answer.headers["Location"].partition("?")[0]

    def subscribers(self, first, last):
        command = [MAKE, self.site, "research", str(first), str(last)]
        subprocess.run(command, check=True, timeout=120)

    def mail_to(self, port, more=""):
        self.configure(f'mail {{ smtp = "smtp://127.0.0.1:{port}"  {more} }}', "mail.conf")
        self.configure('door { url = "https://news.example.org/" }', "door.conf")

    def run_worker(self):
        self.tidings("run", now=NOW)

    def shown(self, path, browser=None):
        return plain(self.page(path, browser))
