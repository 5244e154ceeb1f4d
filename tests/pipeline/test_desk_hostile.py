"""What the desk answers to hostile words and visitors: its headers, its pages, its log."""
import csv
import html
import html.parser
import io
import re
import unittest
import urllib.parse

from desk import NOW, SITE, DeskTest, OpenDesk
from pipeline import LOOPBACK, feed_block
from world import WorldTest, rss, rss_item

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Responses(OpenDesk):
    def test_every_response_carries_the_policy(self):
        ana = self.entered()
        style = re.search(r'href="(/assets/desk\.css[^"]*)"', ana.get("/account").text).group(1)
        for answer in (
            ana.get("/account"),
            ana.get("/nowhere"),
            ana.get(style),
            ana.get("/healthz"),
            ana.get("/metrics"),
            ana.get("//"),
            ana.request("PUT", "/"),
            self.browser().get("/login"),
            self.browser().get("/account"),
            ana.post("/account/keys", {"csrf": ""}),
            ana.post("/account/keys", {"keys": "a" * 600000, "csrf": ""}),
        ):
            for name, value in ALWAYS.items():
                self.assertEqual(answer.headers[name], value)
            policy = answer.headers["Content-Security-Policy"]
            self.assertTrue(policy.startswith("default-src 'none'; "), policy)
            self.assertIn("frame-ancestors 'none'", policy)
            self.assertNotIn("unsafe", policy)
            self.assertNotRegex(answer.text, r"<script>|<style| style=| on[a-z]+=")

    def test_a_style_is_cached_for_ever_and_a_page_never(self):
        ana = self.entered()
        style = re.search(r'href="(/assets/desk\.css[^"]*)"', ana.get("/account").text).group(1)
        kept = ana.get(style)
        self.assertIn("immutable", kept.headers["Cache-Control"])
        self.assertEqual(ana.get(style, **{"If-None-Match": kept.headers["ETag"]}).status, 304)
        self.assertNotIn("immutable", ana.get("/assets/desk.css?v=other").headers["Cache-Control"])
        self.assertEqual(ana.get("/account").headers["Cache-Control"], "no-store")

    def test_a_login_leads_to_no_other_site(self):
        for there in (
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: x=1",
        ):
            browser = self.browser()
            answer = browser.login(next=there)
            self.assertEqual(answer.headers["Location"], "/queue", there)
            self.assertEqual(
                browser.get("/login?next=https://evil.example").headers["Location"], "/queue"
            )
            browser.post("/logout", {})
        self.assertEqual(
            self.browser().login(next="/account?x=1").headers["Location"], "/account?x=1"
        )

    def test_a_page_that_another_site_leads_to_is_not_compressed(self):
        """The length of a compressed page tells whether words of the address stand in it as well,
        so another site could guess the token of its forms letter by letter."""
        ana = self.entered()
        for site, coding in (
            ("same-origin", "gzip"),
            ("none", "gzip"),
            ("", "gzip"),
            ("cross-site", None),
            ("same-site", None),
        ):
            headers = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": site}
            answer = ana.get("/queue?q=csrf", **headers)
            self.assertEqual(answer.headers["Content-Encoding"], coding, site)

    def test_metrics_need_this_machine_or_a_token(self):
        plain = self.browser()
        self.assertIn("tidings_requests_total", plain.get("/metrics").text)
        for headers in (
            {"X-Forwarded-For": "203.0.113.9"},
            {"Via": "1.1 proxy"},
            {"Host": "desk.example.org"},
            {"Forwarded": "for=1"},
        ):
            self.assertEqual(plain.get("/metrics", **headers).status, 404, headers)
        self.assertEqual(
            self.raw(b"GET /metrics HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n", 2)[:13].split()[1], b"404"
        )
        self.serve(environment={"TIDINGS_METRICS_TOKEN": "let me see"})
        far = self.browser(**{"X-Forwarded-For": "203.0.113.9"})
        self.assertEqual(far.get("/metrics", Authorization="Bearer let me see").status, 200)
        self.assertEqual(far.get("/metrics", Authorization="Bearer let me").status, 404)
        self.assertEqual(far.get("/metrics", Authorization="Bearer ").status, 404)

    def test_the_log_is_one_line_a_request(self):
        self.browser().get("/a%22%20status=200%0alevel=info?secret=1")
        self.raw(
            b"GET /\xff\xfe\x9b2J\xc2\x9b HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            b"X-Forwarded-For: 1.2.3.4\x1b[2J\r\nConnection: close\r\n\r\n",
            1,
        )
        self.browser().get('/b"c')
        self.wait_for_log('c"')
        last = self.logged().splitlines()
        for line in last:
            self.assertRegex(
                line,
                r'^time=\S+ level=\w+ method=\w+ path="([^"\\]|\\.)*" status=\d+ bytes=\d+ us=\d+ '
                r'address=[0-9a-f.:]+( editor="[^"]*")?$',
            )
        self.assertNotIn("secret", self.logged())
        self.assertIn(r'path="/b\"c"', last[-1])


BAD = (
    """'"><script>alert(1)</script><img src=x onerror=alert(1)> {{desk.csrf}} {{{card}}} """
    "</textarea></title><!-- %00 =1+1"
)


class Markup(html.parser.HTMLParser):
    """Collects in `found` what no page may hold: scripts other than the desk's, attributes of
    events and styles, addresses that run a script."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if (
                name.startswith("on")
                or name == "style"
                or (
                    name in ("href", "src", "action", "formaction")
                    and re.match(r"\s*(javascript|vbscript|data:text)", value or "", re.I)
                )
            ):
                self.found.append((tag, name, value))
        if tag in ("script", "iframe", "object", "base", "img") and not dict(attributes).get(
            "src", ""
        ).startswith("/assets/"):
            self.found.append((tag, attributes))


class HostileWords(WorldTest, DeskTest):
    """A feed, editors and browsers that say the worst they can."""

    def setUp(self):
        super().setUp()
        bad = html.escape(BAD)
        script, page = "javascript:alert(1)", "https://news.example/"
        items = (
            rss_item(title=bad, link=page + bad, guid=1, description=bad, author=bad),
            rss_item(
                title="=cmd|' /C calc'!A1", link=script, guid=script, description=f"+1+1 {bad}"
            ),
            rss_item(title="@SUM(1)", link="data:text/html,x", guid=3, description="plain"),
            rss_item(title="Plain words", link=page + "4", guid=4, description="plain"),
        )
        self.write_feed("news.rss", rss(bad, *items))
        name = "<b>News</b> & 'Co'"
        self.configure(
            SITE
            + LOOPBACK
            + """topic "<i>Topic</i>" { slug = "topic" match = 'plain' }\n"""
            + feed_block(name, "news.rss")
        )
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch", now=NOW)
        self.add_editor("Ana", "admin")
        self.serve()
        self.ana = self.entered()
        self.ids = [item["id"] for item in self.queue(now=NOW)]

    def seen(self, item):
        return re.search(r'name="version" value="(\d+)"', self.ana.get(f"/item/{item}").text)[1]

    def decide(self, item, do, **fields):
        return self.ana.post(
            f"/item/{item}/decide", {"version": self.seen(item), "do": do, **fields}
        )

    def look_everywhere(self):
        quoted = urllib.parse.quote(BAD)
        paths = [
            "/queue",
            "/published",
            "/digest",
            "/digest/news",
            "/digest/news/freeze",
            "/digest/editions",
            "/digest/subscribers",
            "/sources",
            "/topics",
            "/log",
            "/people",
            "/account",
            "/help",
            "/queue?state=all&select=1",
            f"/nowhere/{quoted}",
            f"/{quoted}",
            *(
                f"{path}?{name}={quoted}"
                for path, name in (
                    ("/queue", "q"),
                    ("/queue", "topic"),
                    ("/queue", "after"),
                    ("/queue", "state"),
                    ("/log", "editor"),
                    ("/log", "day"),
                    ("/login", "next"),
                    ("/queue", "said"),
                    ("/queue", "did"),
                    ("/digest", "section"),
                )
            ),
            *(
                f"/item/{id}{rest}"
                for id in self.ids
                for rest in (
                    "",
                    "/preview",
                    "/duplicate?q=plain",
                    f"/duplicate?q={quoted}&back={quoted}",
                )
            ),
            f"/cards?item={self.ids[0]}&back={quoted}",
            f"/cards?item={self.ids[1]}&back=javascript:alert(1)",
            *(f"/queue?item={id}" for id in self.ids),
        ]
        for path in paths:
            answer = self.ana.get(path)
            self.assertIn(answer.status, (200, 303, 400, 404), path)
            self.assertEqual(Markup(answer.text).found, [], path)
            self.assertNotIn("onerror=alert(1)>", answer.text, path)
        # The mail has its styles inside, as mail programs want it.
        for path in ("/digest/news/html", "/digest/research/html"):
            found = Markup(self.ana.get(path).text).found
            self.assertEqual([one for one in found if one[1] != "style"], [], path)

    def test_no_words_of_anybody_become_markup(self):
        self.ana.post("/people", {"name": BAD[:50], "role": "editor"})
        self.look_everywhere()
        self.assertEqual(
            self.decide(
                self.ids[0], "approve", words=1, summary=BAD, title=BAD, citation=BAD
            ).status,
            303,
        )
        self.assertEqual(self.decide(self.ids[1], "reject", reason=BAD).status, 303)
        self.assertEqual(
            self.decide(
                self.ids[2], "save", words=1, summary=BAD, title=BAD, citation=BAD, topic=BAD
            ).status,
            303,
        )
        self.look_everywhere()
        for name, most in (("summary", 4000), ("title", 2000), ("citation", 1000)):
            self.assertEqual(
                self.decide(self.ids[3], "save", words=1, **{name: "é" * (most + 1)}).status,
                400,
                name,
            )
        stale = self.ana.post(
            f"/item/{self.ids[2]}/decide",
            {
                "version": 1,
                "do": "save",
                "words": 1,
                "summary": BAD + "x",
                "title": BAD,
                BAD: BAD,
                "back": "javascript:alert(1)",
            },
        )
        self.assertEqual(stale.status, 409)
        self.assertEqual(Markup(stale.text).found, [])
        login = self.browser().login(BAD, BAD)
        self.assertEqual(Markup(login.text).found, [])

    def test_a_spreadsheet_sees_no_formula_in_the_log(self):
        self.decide(self.ids[0], "save", words=1, summary="", title='A; "=HYPERLINK(1);\t@SUM(1)')
        for id in self.ids:
            self.decide(id, "reject", reason="-2+3")
        rows = list(csv.reader(io.StringIO(self.ana.get("/log.csv").text, newline="")))
        self.assertEqual(len(rows), 2 + len(self.ids))
        # Where ";" stands between the cells, the quotes of ours mean nothing.
        text = self.ana.get("/log.csv").text
        rows_of_others = [re.split("[;\t]", line) for line in text.splitlines()]
        self.assertGreater(max(map(len, rows_of_others)), 2)
        for row in rows + rows_of_others:
            for cell in row:
                self.assertNotRegex(cell, r'^[ "]*[=+@\-\t\r]')
        self.assertTrue(any("'-2+3" in row for row in rows))

    def test_a_search_takes_its_text_as_words(self):
        for text in (
            '"',
            '""',
            "*",
            "a*b*",
            "NEAR(",
            "NEAR(plain words)",
            "title:plain",
            "^plain",
            "plain AND",
            "NOT plain",
            "-plain",
            "(",
            "{a b}",
            "a OR",
            "'; DROP TABLE item; --",
            "\0",
            "%",
            "plain\0words",
            "a" * 5000,
            "a " * 100,
            "\u202e",
            "é" * 100,
            '"plain words" AND ("',
        ):
            for path in ("/queue", f"/item/{self.ids[0]}/duplicate"):
                self.assertEqual(
                    self.ana.get(f"{path}?state=all&q=" + urllib.parse.quote(text)).status,
                    200,
                    text,
                )
        self.assertIn("Plain words", self.ana.get("/queue?state=all&q=pla").text)

    def test_bytes_that_are_not_utf8(self):
        raw = b"\xff\xfe\0\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80\x1b[2J"
        body = b"&".join(
            name + b"=" + urllib.parse.quote(raw).encode() + raw.replace(b"\0", b"")
            for name in (
                b"summary",
                b"title",
                b"citation",
                b"reason",
                b"back",
                b"topic",
                b"until",
                b"section",
            )
        )
        csrf = self.ana.get("/account").csrf().encode()
        fields = (
            b"csrf="
            + csrf
            + b"&do=save&words=1&version="
            + self.seen(self.ids[3]).encode()
            + b"&"
            + body
        )
        form = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "x\xff\xfe"}
        self.assertEqual(
            self.ana.request("POST", f"/item/{self.ids[3]}/decide", fields, **form).status, 303
        )
        self.assertEqual(self.ana.get(f"/item/{self.ids[3]}").bytes.decode("utf-8").count("\0"), 0)
        for path in ("/queue", "/log", "/account", f"/item/{self.ids[3]}"):
            page = self.ana.get(path).bytes.decode("utf-8")
            self.assertNotRegex(page, "[\0-\x08\x0b\x0c\x0e-\x1f]")

    def test_a_decision_names_the_version_that_was_seen(self):
        item = self.ids[3]
        for version in ("", "0", "-1", "x", "99999999999999999999"):
            self.assertEqual(
                self.ana.post(f"/item/{item}/decide", {"version": version, "do": "reject"}).status,
                400,
                version,
            )
            self.assertEqual(
                self.ana.post(
                    f"/item/{item}/merge", {"version": version, "into": self.ids[2]}
                ).status,
                400,
                version,
            )
            self.assertEqual(
                self.ana.post(f"/item/{item}/split", {"version": version, "copy": 1}).status,
                400,
                version,
            )
            self.assertEqual(
                self.ana.post("/batch", {"item": f"{item}_{version}", "do": "reject"}).status,
                409,
                version,
            )
        self.assertEqual(self.ana.post(f"/item/{item}/decide", {"do": "reject"}).status, 400)
        self.assertEqual(len(self.queue(now=NOW)), len(self.ids))
        self.assertEqual(self.tidings("log"), "")
        # Both items of a merge must be as they were seen.
        self.decide(
            self.ids[2], "save", words=1, summary="Said in between.", title="T", citation="C"
        )
        stale = {"version": self.seen(item), "into": self.ids[2], "into_version": 1}
        self.assertEqual(self.ana.post(f"/item/{item}/merge", stale).status, 409)
        self.assertEqual(
            self.ana.post(
                f"/item/{item}/merge", {**stale, "into_version": self.seen(self.ids[2])}
            ).status,
            303,
        )

    def test_each_role_may_do_its_own_things_only(self):
        least = {
            "/item/{}/decide": 1,
            "/item/{}/merge": 1,
            "/item/{}/split": 1,
            "/item/{}/apart": 1,
            "/batch": 1,
            "/filters": 1,
            "/filters/1/forget": 1,
            "/undo": 1,
            "/sources/1/check": 1,
            "/digest/news/order": 1,
            "/digest/news/test": 1,
            "/digest/news/words": 1,
            "/digest/news/leave": 1,
            "/digest/news/freeze": 1,
            "/digest/edition/1/send": 2,
            "/digest/edition/1/mailing": 2,
            "/digest/subscribers/add": 3,
            "/digest/subscribers/delete": 3,
            "/sources/1/pause": 3,
            "/people": 3,
            "/people/1/role": 3,
            "/people/1/remove": 3,
        }
        for rank, role in enumerate(("reader", "editor", "senior")):
            self.add_editor(role, role)
            browser = self.entered(role)
            for path, needs in least.items():
                answer = browser.post(
                    path.format(self.ids[3]),
                    {"role": "admin", "name": "Eve", "item": "", "do": "", "pause": "on"},
                )
                self.assertEqual(
                    answer.status == 403 and "may not" in answer.text,
                    rank < needs,
                    (role, path, answer.status),
                )
            for path, needs in (("/people", 3), (f"/item/{self.ids[3]}/duplicate", 1)):
                self.assertEqual(
                    browser.get(path).status, 403 if rank < needs else 200, (role, path)
                )
        self.assertEqual(
            re.findall(r"^(\w+) +(\w+)", self.tidings("editor", "list"), re.M),
            [("admin", "Ana"), ("editor", "editor"), ("reader", "reader"), ("senior", "senior")],
        )


if __name__ == "__main__":
    unittest.main()
