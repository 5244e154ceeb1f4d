"""A reader of a feed that names a hub, and that hub, on loopback."""
import collections
import hashlib
import hmac
import urllib.parse

from desk import DeskTest
from elsewhere import Elsewhere
from hub import clock
from pipeline import LOOPBACK, site_block

DOOR = "https://news.example.org/"
DAY = 86400

Asked = collections.namedtuple("Asked", "path form")


class Others(Elsewhere):
    """A news site and its hub. `documents`: {path: (type, links of the header, body)}; `moved`:
    {path: (status, path)}; `answers`: {path of a hub: status}."""

    def __init__(self):
        self.documents, self.moved, self.answers = {}, {}, {}
        self.asked, self.visits = [], []
        super().__init__()

    def answer(self, request):
        if request.method == "POST":
            form = urllib.parse.parse_qs(request.body.decode())
            self.asked.append(Asked(request.path, {name: v[0] for name, v in form.items()}))
        else:
            self.visits.append((request.path, dict(request.headers)))
        if request.path in self.moved:
            status, location = self.moved[request.path]
            return status, [("Location", location)], b""
        if request.method == "POST":
            return self.answers.get(request.path, 202), [], b""
        kind, links, body = self.documents[request.path]
        etag = f'"{hashlib.sha256(body).hexdigest()}"'
        headers = [("Content-Type", kind), ("ETag", etag)]
        return 200, headers + [("Link", link) for link in links], body

    def take(self):
        asked, self.asked = self.asked, []
        return asked


def items(*names):
    return "".join(
        f"<item><title>{name}</title><link>/{name}</link><guid>{name}</guid>"
        f"<description>About {name} in patients.</description></item>"
        for name in names
    )


def rss(*names, links=""):
    return (
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>N</title>'
        f"{links}{items(*names)}</channel></rss>"
    ).encode()


class Subscriber(DeskTest):
    def setUp(self):
        super().setUp()
        self.elsewhere = Others()
        self.addCleanup(self.elsewhere.stop)
        self.self_url = self.elsewhere.url + "/feed"
        self.hub_url = self.elsewhere.url + "/hub"
        self.elsewhere.documents["/other"] = ("application/rss+xml", [], rss("one"))
        self.names = ["one"]
        self.configured()
        self.publish()

    def configured(self, network="", door=True, feed=True, allow="127.0.0.0/8", path="/feed"):
        self.configure(
            site_block("Subscriber")
            + LOOPBACK.replace("network {", "network { " + network)
            + f'hub {{ allow = {{"{allow}"}} }}\n'
            + (f'door {{ url = "{DOOR}" }}\n' if door else "")
            + (
                f'feed "News" {{ url = "{self.elsewhere.url}{path}" every = "1h" '
                + 'section = "news" }\n'
                if feed
                else f'feed "Other" {{ url = "{self.elsewhere.url}/other" }}\n'
            )
        )

    def atom_links(self, hub=None, own=None):
        return (
            f'<atom:link rel="hub" href="{hub or self.hub_url}"/>'
            f'<atom:link rel="self" href="{own or self.self_url}"/>'
        )

    def document(self, *more):
        return rss(*self.names, *more, links=self.atom_links())

    def publish(self, *more):
        self.names += more
        self.elsewhere.documents["/feed"] = ("application/rss+xml", [], self.document())

    def work(self, later=0):
        return self.tidings("run", now=clock(later))

    def asked(self, later=0):
        self.work(later)
        return self.elsewhere.take()

    def callback(self, one):
        url = one.form["hub.callback"]
        self.assertTrue(url.startswith(DOOR + "websub/"), url)
        return url.removeprefix(DOOR.rstrip("/"))

    def verify(self, one, status=200, later=0, **other):
        """The hub asks the callback whether it is meant."""
        said = {
            "hub.mode": one.form["hub.mode"],
            "hub.topic": one.form["hub.topic"],
            "hub.challenge": "ch4llenge & <b>",
            "hub.lease_seconds": 10 * DAY,
            **{f"hub.{name}": value for name, value in other.items()},
        }
        said = {name: value for name, value in said.items() if value is not None}
        self.serve(now=clock(later))
        answer = self.browser().get(self.callback(one) + "?" + urllib.parse.urlencode(said))
        self.assertEqual(answer.status, status, answer.text)
        if status == 200 and "hub.challenge" in said and said["hub.mode"] != "denied":
            self.assertEqual(answer.text, said["hub.challenge"])
            self.assertIn("text/plain", answer.headers["Content-Type"])
            self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        return answer

    def subscribed(self):
        (one,) = self.asked()
        self.verify(one)
        return one

    def signature(self, one, body, method="sha256"):
        code = hmac.new(one.form["hub.secret"].encode(), body, getattr(hashlib, method))
        return f"{method}={code.hexdigest()}"

    def deliver(self, one, body, status=202, kind="application/rss+xml", **headers):
        if "X_Hub_Signature" not in headers:
            headers["X_Hub_Signature"] = self.signature(one, body)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.browser(**{"Sec-Fetch-Site": ""}).request(
            "POST", self.callback(one), body, **{"Content-Type": kind, **headers}
        )
        self.assertEqual(answer.status, status, answer.text)

    def titles(self):
        return sorted(item["title"] for item in self.queue())

    def source(self):
        return self.sources(now=clock())["News"]

    def waiting(self):
        return self.rows("SELECT count(*) FROM websub_delivery")[0][0]

    def state(self):
        return self.rows(
            "SELECT url, etag, last_modified, next_due, last_try, last_success, failures, problem "
            "FROM source WHERE name = 'News'"
        )
