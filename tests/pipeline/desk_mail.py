"""A desk that mails: what arrives is read back by Python's own package."""
import email
import email.policy
import re

from desk import NOW, PASSWORD, OpenDesk

DESK = "https://desk.example.org/"


class MailDesk(OpenDesk):
    """Ana is admin and Ben editor, as in OpenDesk. The worker runs when a test says so."""

    url = DESK

    def mail_to(self, sink):
        self.configure(f'mail {{ smtp = "smtp://127.0.0.1:{sink.port}" }}', "mail.conf")
        self.serve()  # with what the files say now

    def run_worker(self, now=NOW, **more):
        return self.tidings("run", now=now, **more)

    def press(self, action, fields=None, browser=None, status=303):
        answer = (browser or self.entered()).post(action, fields or {})
        self.assertEqual(answer.status, status, answer.text[-600:])
        return answer

    def mails(self, sink):
        """The messages so far, each checked for what holds of all letters."""
        read = []
        for mail in sink.messages:
            message = email.message_from_bytes(mail["data"], policy=email.policy.default)
            self.assertEqual(message.defects, [])
            self.assertEqual(mail["from"], "desk@example.org")
            self.assertEqual(message["To"].addresses[0].addr_spec, mail["to"])
            self.assertEqual(message["Auto-Submitted"], "auto-generated")
            self.assertEqual(message.get_content_type(), "text/plain")
            self.assertEqual(message["Content-Type"].params["format"], "flowed")
            self.assertIsNone(message["List-Id"])
            self.assertTrue(message["Message-ID"].endswith("@example.org>"))
            self.assertTrue(mail["data"].isascii())
            for line in message.get_content().splitlines():
                self.assertLessEqual(len(line), 78)  # a terminal shows its links whole
            message.to = mail["to"]
            message.words = message.get_content().replace("\r\n", "\n")
            message.words = re.sub(r"(?m)(?<!^--) \n", "", message.words)
            message.links = re.findall(rf"(?m)^{DESK}(\S+)$", message.words)
            read.append(message)
        return read

    def link(self, sink):
        """The path of the one link of the latest message."""
        (path,) = self.mails(sink)[-1].links
        return "/" + path

    def follow(self, path, fields=None, browser=None, status=303):
        """Opens a link and sends the form on its page, as it is but for these fields."""
        browser = browser or self.browser()
        page = browser.get(path)
        self.assertEqual(page.status, 200, page.text)
        what, key = path.strip("/").split("/")
        self.assertIn(f'name="key" value="{key}"', page.text)
        answer = browser.post(f"/{what}", {"csrf": page.csrf(), "key": key, **(fields or {})})
        self.assertEqual(answer.status, status, answer.text)
        return answer

    def confirmed(self, sink, name, address):
        """The editor gives the address and confirms it."""
        self.press(
            "/account/email",
            {"email": address, "password": PASSWORD},
            browser=self.entered(name),
        )
        self.run_worker()
        self.follow(self.link(sink))
