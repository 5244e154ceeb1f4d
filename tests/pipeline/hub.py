"""A site that hubs are told of, and who is told: subscribers and another hub, on loopback."""
import datetime
import subprocess
import threading
import time
import urllib.parse

from desk import DeskTest
from elsewhere import Elsewhere
from pipeline import LOOPBACK, TIDINGS, site_block

BASE = "https://news.example.org/"
OWN = BASE + "hub"
ATOM, RSS, JSON = (BASE + f"news/feed.{word}" for word in ("atom", "rss", "json"))
HOUR = 3600


def clock(seconds=0):
    now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")


class Others(Elsewhere):
    """A news site (/source), subscribers, and another hub. For each path, `verify` says what GET
    answers (None: the challenge) and `deliver` the status of POST."""

    def __init__(self):
        self.items, self.asked = [], []
        self.verify, self.deliver = {}, {}
        self.held = threading.Event()  # POST to /slow waits for it
        super().__init__()

    def answer(self, request):
        if request.path == "/source":
            return 200, [], self.source()
        self.asked.append(request)
        if request.method == "POST":
            if request.path == "/slow":
                self.held.wait(30)
            status, body = self.deliver.get(request.path, 204), b""
        else:
            challenge = request.query.get("hub.challenge", [""])[0].encode()
            said = self.verify.get(request.path)
            status, body = said(challenge) if said else (200, challenge)
        return status, [("Location", "/target")] if 300 <= status < 400 else [], body

    def source(self):
        items = "".join(
            f"<item><title>{title}</title><link>https://a.example/{title}</link><guid>{title}"
            f"</guid><description>About {title} in patients.</description></item>"
            for title in self.items
        )
        return f'<rss version="2.0"><channel><title>N</title>{items}</channel></rss>'.encode()

    def take(self, method=None):
        """What was asked since the last call."""
        asked = [one for one in self.asked if method in (None, one.method)]
        self.asked.clear()
        return asked

    def stop(self):
        self.held.set()
        super().stop()


class Hub(DeskTest):
    def setUp(self):
        super().setUp()
        self.elsewhere = Others()
        self.addCleanup(self.elsewhere.stop)
        self.number = 0

    def site_of(self, hub, allow="127.0.0.0/8", topic="", base=BASE):
        self.configure(
            site_block("Hub").replace(BASE, base)
            + LOOPBACK
            + 'door { url = "https://news.example.org/" }\n'
            + (f'hub {{ {hub} allow = {{"{allow}"}} }}\n' if hub else "")
            + topic
            + f'feed "News" {{ url = "{self.elsewhere.url}/source" every = "1d" section = "news" '
            + 'approve = "auto" }\n'
        )

    def open_hub(self, hub='own = "yes"', **more):
        self.site_of(hub, **more)
        self.change()
        self.work()
        self.elsewhere.take()
        self.serve(now=None)

    def change(self, publish=True):
        """A new item, before readers."""
        self.number += 1
        self.elsewhere.items.append(f"n{self.number}")
        self.tidings("fetch", "News", now=clock())
        if publish:
            self.tidings("publish", now=clock())

    def work(self, later=0):
        self.tidings("run", now=clock(later))

    def out(self, topic):
        with open(f"{self.site}/out/{topic.removeprefix(BASE)}", "rb") as f:
            return f.read()

    def post(self, fields, **headers):
        return self.browser().request(
            "POST",
            "/hub",
            urllib.parse.urlencode(fields),
            **{"Content-Type": "application/x-www-form-urlencoded", **headers},
        )

    def ask(self, callback="/cb", topic=ATOM, mode="subscribe", status=202, **more):
        fields = {
            "hub.callback": self.elsewhere.url + callback if callback[0] == "/" else callback,
            "hub.mode": mode,
            "hub.topic": topic,
            **{f"hub.{name}": value for name, value in more.items()},
        }
        answer = self.post({name: value for name, value in fields.items() if value is not None})
        self.assertEqual(answer.status, status, answer.text)
        return answer

    def subscribe(self, callback="/cb", **more):
        """Asks, and lets the worker ask back."""
        self.ask(callback, **more)
        self.work()
        return self.elsewhere.take()

    def subscriptions(self):
        """{(path of the callback, topic): secret}"""
        rows = self.rows("SELECT callback, topic, secret FROM hub_subscription")
        return {(c.removeprefix(self.elsewhere.url), t): secret for c, t, secret in rows}

    def start(self, *command):
        """Runs the program beside the test, until it is told to stop or is done."""
        process = subprocess.Popen([TIDINGS, "-C", self.site, *command], stdout=subprocess.DEVNULL)
        self.addCleanup(lambda: process.poll() is None and (process.kill(), process.wait()))
        return process

    def wait_for(self, what):
        deadline = time.monotonic() + 60
        while not what():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)

    def make_due(self):
        """As if the time until the next try had passed."""
        with self.beside() as db:
            for table in ("hub_ping", "hub_subscription", "hub_request"):
                db.execute(f"UPDATE {table} SET due = 1 WHERE due IS NOT NULL")
            db.execute("UPDATE job SET due = 1 WHERE kind = 'hub' AND finished IS NULL")

    def waiting(self):
        return self.rows("SELECT count(*) FROM job WHERE kind = 'hub' AND finished IS NULL")[0][0]
