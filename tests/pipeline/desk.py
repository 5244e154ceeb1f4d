"""The editors' desk of a test's site, and browsers that visit it over plain HTTP.

A browser keeps cookies and posts forms with their hidden fields, as one without JavaScript does."""
import base64
import contextlib
import hashlib
import hmac
import html
import http.client
import os
import re
import signal
import socket
import struct
import subprocess
import time
import urllib.parse

from pipeline import TIDINGS, SiteTest, read, site_block

SITE = site_block("Desk of the Test", 'timezone = "UTC"')
NOW = "2026-11-23T12:00:00Z"
PASSWORD = "six plain words are enough here"
# Its hash with the least limits that libsodium takes. The program's own take 64 MiB and a third of
# a second, at each login of each test.
CHEAP_HASH = (
    "$argon2id$v=19$m=8,t=1,p=1$U9Ztr6UWnIoIVVMoG3mHQQ$"
    "erRwOmYuUgt1LYF+6JQqZyqwBno9RNB+9iDnK6SykM0"
)


class Answer:
    def __init__(self, response):
        self.status, self.headers = response.status, response.headers
        self.bytes = response.read()
        self.text = self.bytes.decode("utf-8", "replace")

    def csrf(self):
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', self.text)
        return found.group(1) if found else ""

    def cookies(self):
        return self.headers.get_all("Set-Cookie") or []


class Browser:
    """Keeps cookies and sends what browsers send; `headers` go with every request.

    The names of cookies end with the port of the address. They are kept without it, so that a desk
    that is opened again at another port is the same desk."""

    def __init__(self, port, **headers):
        self.port, self.cookies = port, {}
        self.headers = {"Sec-Fetch-Site": "same-origin", **headers}

    def request(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        host = {**self.headers, **headers}.get("Host", f"127.0.0.1:{self.port}")
        port = re.search(r"(?::(\d+))?$", host)[1]
        ending = f"-{port}" if port else ""
        sent = {
            "Cookie": "; ".join(f"{name}{ending}={value}" for name, value in self.cookies.items()),
            **self.headers,
            **headers,
        }
        with contextlib.closing(connection):
            connection.request(
                method, path, body, {name: value for name, value in sent.items() if value}
            )
            answer = Answer(connection.getresponse())
        for cookie in answer.cookies():
            name, value = cookie.split(";")[0].split("=", 1)
            name = name.removesuffix(ending)
            if "Max-Age=0" in cookie:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return answer

    def get(self, path, **headers):
        return self.request("GET", path.partition("#")[0], **headers)

    def post(self, path, fields, **headers):
        """As a form does; fields without csrf are sent with the token of the visitor's pages."""
        fields = dict(fields)
        if "csrf" not in fields:
            fields["csrf"] = self.get("/account").csrf() or self.get("/login").csrf()
        body = urllib.parse.urlencode(fields, doseq=True)
        return self.request(
            "POST",
            path,
            body,
            **{
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://127.0.0.1:{self.port}",
                **headers,
            },
        )

    def login(self, name="Ana", password=PASSWORD, **fields):
        return self.post(
            "/login",
            {
                "csrf": self.get("/login").csrf() or self.get("/account").csrf(),
                "name": name,
                "password": password,
                **fields,
            },
        )


class DeskTest(SiteTest):
    """A site with editors; `self.serve()` opens its desk."""

    def setUp(self):
        super().setUp()
        self.configure(SITE)
        self.desk = None

    def add_editor(self, name, role="editor", password=PASSWORD):
        self.tidings(
            "editor",
            "add",
            name,
            "--role",
            role,
            "--password-stdin",
            input=password + "\n",
            now=NOW,
        )
        if password == PASSWORD:
            with self.beside() as db:
                db.execute("UPDATE editor SET password = ? WHERE name = ?", (CHEAP_HASH, name))

    def has_address(self, name, address):
        """The editor has confirmed this address."""
        with self.beside() as db:
            db.execute("UPDATE editor SET email = ? WHERE name = ?", (address, name))

    def serve(self, *options, now=NOW, environment=None):
        """Opens the desk at a free port; an open one is closed first."""
        self.close()
        self.log = open(f"{self.site}/desk.log", "a+", encoding="utf-8")
        clock = ["--now", now] if now else []
        self.desk = subprocess.Popen(
            [TIDINGS, "-C", self.site, *clock, "serve", "--listen", "127.0.0.1:0", *options],
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            env=dict(os.environ, TIDINGS_REPLAY_PORT="1", **(environment or {})),
        )
        self.addCleanup(self.close)
        line = self.desk.stdout.readline()
        found = re.search(r":(\d+)/", line)
        self.assertTrue(found, self.logged())
        self.port = int(found.group(1))

    def close(self):
        if not self.desk:
            return
        if self.desk.poll() is None:
            self.desk.send_signal(signal.SIGTERM)
        status = self.desk.wait(timeout=30)
        self.desk.stdout.close()
        self.desk = None
        logged = self.logged()
        self.log.close()
        self.assertEqual(status, 0, logged)

    def kill(self):
        """Ends the desk by kill -9."""
        self.desk.send_signal(signal.SIGKILL)
        self.desk.wait()
        self.desk.stdout.close()
        self.desk = None
        self.log.close()

    def logged(self):
        self.log.flush()
        return read(f"{self.site}/desk.log")

    def wait_for_log(self, words):
        """The log is written a moment after the last of many answers."""
        for _ in range(100):
            if words in self.logged():
                return
            time.sleep(0.02)
        self.fail(f"no {words} in {self.logged()}")

    def browser(self, **headers):
        return Browser(self.port, **headers)

    def entered(self, name="Ana", **headers):
        """A browser that is logged in."""
        browser = self.browser(**headers)
        answer = browser.login(name)
        self.assertEqual(answer.status, 303, answer.text)
        return browser

    def raw(self, data, wait=5):
        """Sends these bytes; gives everything that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as s:
            try:
                s.sendall(data)
                received = b""
                while True:
                    more = s.recv(65536)
                    if not more:
                        return received
                    received += more
            except (TimeoutError, ConnectionResetError, BrokenPipeError):
                return received


class OpenDesk(DeskTest):
    """A desk that is open, with Ana (admin) and Ben (editor); `url`: of a web server before it."""

    url = ""

    def setUp(self):
        super().setUp()
        if self.url:
            self.configure(SITE + f'desk {{ url = "{self.url}" }}\n')
        self.made_once(self.add_both)
        self.serve()

    def add_both(self):
        self.add_editor("Ana", "admin")
        self.add_editor("Ben", "editor")


def code_at(secret, when):
    """The code that an authenticator with this secret shows at this second (RFC 6238)."""
    digest = hmac.new(
        base64.b32decode(secret), struct.pack(">Q", when // 30), hashlib.sha1
    ).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7fffffff) % 1000000:06}"


def text_of(page):
    """The words of a page, without markup; a blank stands where a tag was."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page)))


def plain(markup):
    """The words of some markup; blanks at both ends are cut."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", markup))).strip()


def form_of(page, action):
    """The fields that a browser would send of the first form with this action, but no button."""
    form = re.search(
        rf'<form method="post" action="{re.escape(action)}".*?</form>', page, re.S
    ).group(0)
    fields = {}
    for tag in re.findall(r"<input[^>]*>", form):
        member = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" in member and (
            member.get("type") not in ("radio", "checkbox") or " checked" in tag
        ):
            fields.setdefault(member["name"], []).append(html.unescape(member.get("value", "")))
    for name, content in re.findall(
        r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.S
    ):
        fields[name] = [html.unescape(content)]
    return fields
