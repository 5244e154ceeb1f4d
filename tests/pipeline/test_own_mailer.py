"""An edition goes to a mailer of one's own: a mailing list, or a campaign of listmonk."""
import email
import email.policy
import json
import os
import re
import subprocess
import threading
import unittest

from elsewhere import Elsewhere
from pipeline import LOOPBACK, TIDINGS, TOP, feed_block, site_block
from smtp_sink import Sink
from world import WorldTest, rss, rss_item

MAKE = os.environ.get("MAKE_SUBSCRIBERS", f"{TOP}/build/tests/mail/make_subscribers")
NOW = "2026-11-23T12:00:00Z"
EDITION = "2026-W48-news"
DAY = "Fri, 20 Nov 2026 08:00:00 GMT"
TITLE = "A {{ .Subscriber.Email }} of {{{ mice"
LINK = "https://a.example/1?x={{y}}@TrackLink"
TOKEN = "s3cretsecret"


class Listmonk(Elsewhere):
    """Answers as listmonk's documentation has it; `fail` gives another answer to that method."""

    def __init__(self):
        self.campaigns, self.asked, self.fail = [], [], {}
        self.held, self.came = None, threading.Event()
        super().__init__()

    def answer(self, request):
        self.asked.append(request)
        if request.method in self.fail:
            return self.fail[request.method]
        if request.headers["Authorization"] != f"token desk:{TOKEN}":
            return 403, [], b'{"message":"invalid API credentials"}'
        if request.path != "/api/campaigns":
            return 404, [], b'{"message":"Not Found"}'
        if request.method == "GET":
            words = request.query["query"][0]
            found = [one for one in self.campaigns if words in one["name"]]
            data = {"results": found, "query": words, "total": len(found), "page": 1}
            return 200, [("Content-Type", "application/json")], json.dumps({"data": data}).encode()
        campaign = {
            **json.loads(request.body),
            "id": 41 + len(self.campaigns),
            "status": "draft",
            "lists": [{"id": 3, "name": "News"}],
        }
        self.campaigns.append(campaign)
        if self.held:
            self.came.set()
            self.held.wait(30)
        body = json.dumps({"data": campaign}).encode()
        return 200, [("Content-Type", "application/json")], body


def listmonk_options(listmonk):
    """What a digest's block says of it."""
    return (
        f'listmonk = "{listmonk.url}" listmonk_list = "3" listmonk_user = "desk" '
        f'listmonk_token = "{TOKEN}"'
    )


class TestOwnMailer(WorldTest):
    def setUp(self):
        super().setUp()
        self.listmonk = Listmonk()
        self.addCleanup(self.listmonk.stop)
        self.configure(site_block("A Desk") + LOOPBACK, "site.conf")
        self.configure(feed_block("News", "news.xml", 'approve = "auto"'), "feed.conf")
        story = rss_item(title=TITLE, link=LINK, guid="g1", pubDate=DAY)
        self.write_feed("news.xml", rss("News", story))

    def freeze(self, more):
        self.configure(f'digest "news" {{ sections = {{"news"}} {more} }}', "digest.conf")
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch", now=NOW)
        self.count_as_news()
        self.tidings("digest", "--section", "news", now=NOW)

    def freeze_for_listmonk(self):
        self.freeze(listmonk_options(self.listmonk))

    def refused(self, **fail):
        self.listmonk.fail = fail
        done = self.run_tidings("send", EDITION, "--listmonk", now=NOW)
        self.assertEqual(done.stdout, "")
        self.assertNotEqual(done.returncode, 0)
        self.assertNotIn(TOKEN, done.stderr)
        self.listmonk.fail = {}
        return done.stderr

    def send(self):
        return self.tidings("send", EDITION, "--listmonk", now=NOW)

    def wait_two_minutes(self):
        with self.beside() as db:
            db.execute("UPDATE campaign SET asked = asked - 121")

    def test_a_mailing_list(self):
        self.freeze('address = "news@lists.example.org"')
        with open(f"{self.site}/out/digest/{EDITION}.eml", "rb") as file:
            mail = email.message_from_binary_file(file, policy=email.policy.default)
        self.assertEqual(mail["To"].addresses[0].addr_spec, "news@lists.example.org")
        self.assertNotIn("no edition", self.tidings("check"))
        self.assertEqual([name for name in mail.keys() if name.startswith("List-")], [])
        for kind in ("plain", "html"):
            self.assertNotIn("nsubscribe", mail.get_body((kind,)).get_content())
        self.assertIn("no listmonk is configured for “news”", self.refused())

    def test_a_template_that_would_link_to_nothing_is_refused(self):
        """As they were before editions for lists elsewhere: no section around the address."""
        path = f"{self.site}/templates/digest.html.mustache"
        with open(path) as file:
            text = file.read()
        bare = re.sub(r"\{\{[#/]unsubscribe\}\}\n", "", text)
        with open(path, "w") as file:
            file.write(re.sub(r'(no_longer\}\} <a href="\{\{)\.', r"\1unsubscribe", bare))
        self.freeze("")
        self.assertNotIn("also where there is none", self.tidings("check"))
        more = 'sections = {"news"} address = "news@lists.example.org"'
        self.configure(f'digest "news" {{ {more} }}', "digest.conf")
        wrong = "your template digest.html shows {{unsubscribe}} also where there is none"
        self.assertIn(wrong, self.tidings("check"))
        (item,) = [row[0] for row in self.rows("SELECT id FROM item")]
        self.tidings("edit", item, "--summary", "Another.", now=NOW)
        done = self.run_tidings("digest", "--section", "news", "--period", "x", now=NOW)
        self.assertEqual(done.returncode, 1)
        self.assertIn(wrong, done.stderr)
        self.assertEqual(self.rows("SELECT count(*) FROM edition"), [(1,)])

    def test_a_draft_once(self):
        self.freeze_for_listmonk()
        self.assertEqual(
            self.send(),
            f"{EDITION}: campaign 41 of listmonk, a draft: look at it there, and send it\n",
        )
        asked = len(self.listmonk.asked)
        self.assertEqual(self.send(), f"{EDITION}: campaign 41 of listmonk already\n")
        self.assertEqual(len(self.listmonk.asked), asked)
        (post,) = (one for one in self.listmonk.asked if one.method == "POST")
        sent = json.loads(post.body)
        self.assertEqual(post.headers["Content-Type"], "application/json")
        self.assertRegex(sent["name"], rf"^tidings {EDITION} [0-9a-f]{{16}}$")
        self.assertEqual(
            (sent["lists"], sent["type"], sent["content_type"]), ([3], "regular", "html")
        )
        self.assertEqual(set(sent), {*"name subject lists type content_type body altbody".split()})
        self.check_bodies(sent)

    def check_bodies(self, sent):
        leave = "{{ UnsubscribeURL }}"
        self.assertEqual(sent["body"].count(leave), 1)
        self.assertIn(f'href="{leave}"', sent["body"])
        self.assertNotIn("{{", sent["body"].replace(leave, ""))
        self.assertIn("A &#123;{ .Subscriber.Email }} of &#123;&#123;{ mice", sent["body"])
        self.assertIn(f"\n{leave}\n", sent["altbody"])
        brace, at = '{{ "{" }}', '{{ "@" }}'
        text = sent["altbody"].replace(leave, "")
        self.assertIn(f"{brace}{brace} .Subscriber.Email }}}}", text)
        self.assertNotIn("{", text.replace(brace, "").replace(at, ""))
        for body in (sent["body"], sent["altbody"], sent["subject"]):
            self.assertNotIn("@TrackLink", body)
            self.assertNotIn("unsubscribe%20", body)

    def test_what_listmonk_refuses_can_be_tried_again(self):
        self.freeze_for_listmonk()
        self.assertIn("check listmonk_user", self.refused(GET=(401, [], b"{}")))
        self.assertIn("status 500", self.refused(GET=(500, [], b"no")))
        self.assertIn("cannot be read", self.refused(GET=(200, [], b'{"data":')))
        self.assertIn("cannot be read", self.refused(GET=(200, [], b'{"data": {"results": 1}}')))
        self.assertIn("status 302", self.refused(GET=(302, [("Location", "/api/login")], b"")))
        self.assertIn("check listmonk_user", self.refused(POST=(403, [], b"{}")))
        self.assertIn("status 400", self.refused(POST=(400, [], b'{"message":"s3cretsecret"}')))
        self.assertIn("status 500", self.refused(POST=(500, [], b"{}")))
        self.assertIn("campaign 41", self.send())
        self.assertEqual(len(self.listmonk.campaigns), 1)

    def test_an_answer_that_cannot_be_read_may_have_made_one(self):
        self.freeze_for_listmonk()
        self.assertIn("cannot be read", self.refused(POST=(200, [], b'{"data": {"id"')))
        self.assertIn("try again in two minutes", self.refused())
        self.assertEqual(self.listmonk.campaigns, [])
        self.wait_two_minutes()
        self.assertIn("campaign 41", self.send())

    def test_killed_meanwhile(self):
        self.freeze_for_listmonk()
        self.listmonk.held = threading.Event()
        command = [TIDINGS, "-C", self.site, "send", EDITION, "--listmonk"]
        process = subprocess.Popen(command)
        self.assertTrue(self.listmonk.came.wait(30))
        process.kill()
        process.wait()
        self.listmonk.held.set()
        self.assertEqual(self.send(), f"{EDITION}: campaign 41 of listmonk already\n")
        self.assertEqual(len(self.listmonk.campaigns), 1)

    def test_two_at_once_make_one(self):
        self.freeze_for_listmonk()
        self.listmonk.held = threading.Event()
        command = [TIDINGS, "-C", self.site, "send", EDITION, "--listmonk"]
        first = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        self.assertTrue(self.listmonk.came.wait(30))
        hidden, self.listmonk.campaigns = self.listmonk.campaigns, []  # it is not listed yet
        self.assertIn("try again in two minutes", self.refused())
        self.listmonk.campaigns = hidden
        self.listmonk.held.set()
        self.assertEqual(first.wait(30), 0)
        self.assertIn("already", self.send())
        self.assertEqual(len(self.listmonk.campaigns), 1)

    def subscribers(self, port):
        self.configure(f'mail {{ smtp = "smtp://127.0.0.1:{port}" }}', "mail.conf")
        self.configure('door { url = "https://news.example.org/" }', "door.conf")
        subprocess.run([MAKE, self.site, "news", "0", "2"], check=True, timeout=120)

    def test_who_is_on_both_lists_gets_it_twice_only_when_that_is_meant(self):
        self.freeze_for_listmonk()
        with Sink() as sink:
            self.subscribers(sink.port)
            self.send()
            sending = ("send", EDITION, "--people", "2")
            refused = self.run_tidings(*sending, now=NOW)
            self.assertEqual((refused.returncode, refused.stdout), (1, ""))
            self.assertIn("handed to listmonk", refused.stderr)
            self.assertEqual(self.rows("SELECT count(*) FROM mailing"), [(0,)])
            self.assertIn("2 sent", self.tidings(*sending, "--twice", now=NOW))
            self.assertEqual(len(sink.messages), 2)

    def test_what_was_sent_here_is_handed_over_only_when_that_is_meant(self):
        self.freeze_for_listmonk()
        with Sink() as sink:
            self.subscribers(sink.port)
            self.tidings("send", EDITION, "--people", 2, "--as", "Ana", now=NOW)
        self.assertIn("sent to its subscribers here", self.refused())
        self.assertEqual(self.listmonk.campaigns, [])
        self.assertEqual(self.rows("SELECT count(*) FROM campaign"), [(0,)])
        handing = ("send", EDITION, "--listmonk", "--twice", "--as", "Ben")
        self.assertIn("campaign 41", self.tidings(*handing, now=NOW))
        log = [(r["editor"], r["verb"]) for r in self.objects("log", "--editions", now=NOW)]
        self.assertEqual(log[:2], [("Ben", "give"), ("Ana", "send")])
        self.assertIn("already", self.send())
        self.assertEqual(len(self.objects("log", "--editions", now=NOW)), len(log))

    def test_no_listmonk_there(self):
        self.freeze_for_listmonk()
        self.listmonk.stop()
        self.assertIn("listmonk did not answer", self.refused())


if __name__ == "__main__":
    unittest.main()
