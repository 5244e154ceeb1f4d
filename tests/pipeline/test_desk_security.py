"""The desk keeps its doors: who comes in, how long, from where, and what it answers to those who push."""
import base64
import csv
import hashlib
import hmac
import html
import html.parser
import io
import json
import os
import re
import shutil
import signal
import socket
import struct
import tempfile
import threading
import time
import unittest
import urllib.parse

from desk import NOW, PASSWORD, SITE, DeskTest, text_of
from pipeline import Replay

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class FirstRun(DeskTest):
    def test_a_desk_without_editors_says_how_to_begin_and_lets_nobody_in(self):
        self.serve()
        browser = self.browser()
        page = browser.get("/login")
        self.assertEqual(page.status, 200)
        self.assertIn("tidings editor add", page.text)
        self.assertNotIn("<input", page.text)
        self.assertEqual(
            browser.post("/login", {"csrf": "", "name": "", "password": ""}).status, 403
        )
        for path in ("/", "/account", "/people"):
            self.assertIn(browser.get(path).status, (303, 403), path)
        self.add_editor("Ana", "admin")
        self.assertIn('name="password"', browser.get("/login").text)
        self.assertEqual(browser.login().status, 303)

    def test_the_first_editor_is_admin_and_the_next_is_not(self):
        self.assertEqual(
            self.tidings("editor", "add", "Ana", "--password-stdin", input=PASSWORD),
            "Ana is now admin\n",
        )
        self.assertEqual(
            self.tidings("editor", "add", "Ben", "--password-stdin", input=PASSWORD),
            "Ben is now editor\n",
        )
        self.assertEqual(self.tidings("editor", "list"), "admin    Ana\neditor   Ben\n")
        self.assertIn(
            "already",
            self.run_tidings("editor", "add", "ANA", "--password-stdin", input=PASSWORD).stderr,
        )
        self.assertIn(
            "at least",
            self.run_tidings("editor", "add", "Cem", "--password-stdin", input="short\n").stderr,
        )
        self.assertIn("admin", self.run_tidings("editor", "remove", "Ana").stderr)
        self.assertEqual(
            self.run_tidings("editor", "role", "Ana", "--role", "reader").returncode, 1
        )
        self.tidings("editor", "remove", "Ben")
        self.tidings("editor", "remove", "Ana")
        self.assertIn("nobody yet", self.tidings("editor", "list"))


class Doors(DeskTest):
    def setUp(self):
        super().setUp()
        self.add_editor("Ana", "admin")
        self.add_editor("Ben", "editor")
        self.serve()


class Sessions(Doors):
    def test_cookies_of_a_browser_on_this_machine(self):
        answer = self.browser().login()
        session = next(c for c in answer.cookies() if c.startswith("tidings="))
        self.assertRegex(
            session, r"^tidings=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Lax; Max-Age=\d+$"
        )

    def test_cookies_over_https_belong_to_the_host_alone(self):
        browser = self.browser(
            Host="desk.example.org",
            **{"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"},
        )
        page = browser.get("/login")
        answer = browser.post(
            "/login",
            {"csrf": page.csrf(), "name": "Ana", "password": PASSWORD},
            Origin="https://desk.example.org",
        )
        self.assertEqual(answer.status, 303, answer.text)
        session = next(c for c in answer.cookies() if c.startswith("__Host-tidings="))
        for part in ("Path=/", "HttpOnly", "SameSite=Lax", "Secure"):
            self.assertIn("; " + part, session)
        self.assertNotIn("Domain", session)
        self.assertIn("203.0.113.9", browser.get("/account").text)

    def test_plain_http_under_another_name_takes_no_password(self):
        browser = self.browser(Host="desk.example.org")
        page = browser.get("/login")
        self.assertIn("https", text_of(page.text))
        self.assertNotIn("<input", page.text)
        self.assertEqual(page.cookies(), [])
        entered = self.entered()
        self.assertEqual(entered.get("/account", Host="desk.example.org").status, 303)

    def test_a_login_changes_the_token_and_ends_the_old_session(self):
        browser = self.entered()
        old = browser.cookies["tidings"]
        self.assertEqual(browser.login().status, 303)
        self.assertNotEqual(browser.cookies["tidings"], old)
        self.assertEqual(browser.get("/account").status, 200)
        browser.cookies["tidings"] = old
        self.assertEqual(browser.get("/account").status, 303)

    def test_a_planted_token_is_not_taken_over(self):
        browser = self.browser()
        browser.cookies["tidings"] = "a" * 64
        browser.login()
        self.assertNotEqual(browser.cookies["tidings"], "a" * 64)

    def test_idle_and_old_sessions_end(self):
        browser = self.entered()
        self.serve(now="2026-11-26T11:59:00Z")
        browser.port = self.port
        self.assertEqual(browser.get("/account").status, 200)  # and this is a use
        self.serve(now="2026-11-29T11:58:00Z")
        browser.port = self.port
        self.assertEqual(browser.get("/account").status, 200)
        self.serve(now="2026-12-02T11:58:01Z")
        browser.port = self.port
        answer = browser.get("/account")
        self.assertEqual(
            (answer.status, answer.headers["Location"]), (303, "/login?next=%2Faccount")
        )

    def test_a_session_in_use_ends_all_the_same(self):
        browser = self.entered()
        for day in range(25, 31, 2):
            self.serve(now=f"2026-11-{day}T12:00:00Z")
            browser.port = self.port
            self.assertEqual(browser.get("/account").status, 200)
        for day in range(2, 23, 2):
            self.serve(now=f"2026-12-{day:02}T12:00:00Z")
            browser.port = self.port
            self.assertEqual(browser.get("/account").status, 200, day)
        self.serve(now="2026-12-23T12:00:01Z")
        browser.port = self.port
        self.assertEqual(browser.get("/account").status, 303)

    def test_sessions_are_listed_and_ended_one_by_one(self):
        here, there = self.entered(**{"User-Agent": "Here/1"}), self.entered(
            **{"User-Agent": "There/2 <b>"}
        )
        page = here.get("/account").text
        self.assertIn("There/2 &lt;b&gt;", page)
        other = re.search(r'name="session" value="(\d+)"', page).group(1)
        self.assertEqual(here.post("/account/sessions", {"session": other}).status, 303)
        self.assertEqual(there.get("/account").status, 303)
        self.assertEqual(here.get("/account").status, 200)

    def test_nobody_ends_the_session_of_another(self):
        ana, ben = self.entered("Ana"), self.entered("Ben")
        ana2 = self.entered("Ana")
        mine = re.search(r'name="session" value="(\d+)"', ana2.get("/account").text).group(1)
        ben.post("/account/sessions", {"session": mine})
        self.assertEqual(ana.get("/account").status, 200)

    def test_a_new_password_logs_out_everywhere_else(self):
        here, there = self.entered(), self.entered()
        self.assertEqual(
            here.post("/account/password", {"password": "wrong", "new": "another good one"}).status,
            400,
        )
        self.assertEqual(
            here.post("/account/password", {"password": PASSWORD, "new": "short"}).status, 400
        )
        old = here.cookies["tidings"]
        self.assertEqual(
            here.post(
                "/account/password", {"password": PASSWORD, "new": "another good one"}
            ).status,
            303,
        )
        self.assertNotEqual(here.cookies["tidings"], old)
        self.assertEqual(here.get("/account").status, 200)
        self.assertEqual(there.get("/account").status, 303)
        self.assertEqual(there.login().status, 403)
        self.assertEqual(there.login(password="another good one").status, 303)

    def test_logout_ends_the_session_not_only_the_cookie(self):
        browser = self.entered()
        token = browser.cookies["tidings"]
        self.assertEqual(browser.post("/logout", {}).status, 303)
        self.assertNotIn("tidings", browser.cookies)
        browser.cookies["tidings"] = token
        self.assertEqual(browser.get("/account").status, 303)

    def test_a_removed_editor_is_out_at_once_and_a_role_counts_at_once(self):
        ana, ben = self.entered("Ana"), self.entered("Ben")
        self.assertEqual(ben.get("/people").status, 403)
        number = re.search(
            r'/people/(\d+)/role', ana.get("/people").text.split("<strong>Ben")[1]
        ).group(1)
        self.assertEqual(ben.post(f"/people/{number}/role", {"role": "admin"}).status, 403)
        self.assertEqual(ana.post(f"/people/{number}/role", {"role": "admin"}).status, 303)
        self.assertEqual(ben.get("/people").status, 200)
        self.assertEqual(ana.post(f"/people/{number}/remove", {"sure": "remove"}).status, 303)
        self.assertEqual(ben.get("/account").status, 303)
        self.assertEqual(ben.login("Ben").status, 403)

    def test_the_store_and_the_log_hold_no_secrets(self):
        browser = self.entered()
        token, csrf = browser.cookies["tidings"], browser.get("/account").csrf()
        browser.get(f"/account?q={token}")
        browser.login(password="wrong but still private")
        self.wait_for_log("status=403")
        kept = self.logged().encode()
        for name in ("tidings.db", "tidings.db-wal"):
            with open(f"{self.site}/{name}", "rb") as f:
                kept += f.read()
        self.assertIn(b'editor="Ana"', kept)
        for secret in (token, csrf, PASSWORD, "wrong but still private"):
            self.assertNotIn(secret.encode(), kept)


class People(Doors):
    def test_an_invited_editor_gets_a_password_that_is_shown_once(self):
        ana = self.entered()
        page = ana.post("/people", {"name": "  Cem \t<i> ", "role": "reader"})
        self.assertEqual(page.status, 200)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        password = re.search(r'class="secret">([a-z2-9-]{23})<', page.text).group(1)
        self.assertNotIn(password, ana.get("/people").text)
        self.assertIn("Cem &lt;i&gt;", page.text)
        self.assertEqual(self.browser().login("cem <I>", password).status, 303)
        self.assertEqual(ana.post("/people", {"name": "cem <i>", "role": "reader"}).status, 400)
        self.assertEqual(ana.post("/people", {"name": "Dora", "role": "king"}).status, 400)

    def test_nobody_is_called_like_a_source(self):
        self.assertEqual(
            self.entered().post("/people", {"name": "Source News", "role": "editor"}).status, 400
        )
        self.assertIn(
            "source",
            self.run_tidings(
                "editor", "add", "source x", "--password-stdin", input=PASSWORD + "\n"
            ).stderr,
        )

    def test_the_last_admin_stays(self):
        ana = self.entered()
        number = re.search(
            r'/people/(\d+)/role', ana.get("/people").text.split("<strong>Ana")[1]
        ).group(1)
        self.assertEqual(ana.post(f"/people/{number}/role", {"role": "reader"}).status, 400)
        self.assertEqual(ana.post(f"/people/{number}/remove", {"sure": "remove"}).status, 400)
        self.assertEqual(ana.get("/people").status, 200)


def code_at(secret, when):
    """RFC 6238, by the book."""
    digest = hmac.new(
        base64.b32decode(secret), struct.pack(">Q", when // 30), hashlib.sha1
    ).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7fffffff) % 1000000:06}"


class SecondStep(Doors):
    def test_from_setting_up_to_switching_off(self):
        now = 1795435200  # NOW
        ana = self.entered()
        self.assertEqual(ana.post("/account/totp", {"password": "wrong"}).status, 400)
        page = ana.post("/account/totp", {"password": PASSWORD})
        secret = re.search(r'name="secret" value="([A-Z2-7]{32})"', page.text).group(1)
        seal = re.search(r'name="seal" value="([0-9a-f]{32})"', page.text).group(1)
        self.assertIn(f"secret={secret}", page.text)
        self.assertEqual(
            ana.post("/account/totp", {"secret": secret, "seal": seal, "code": "000000"}).status,
            400,
        )
        self.assertEqual(
            ana.post(
                "/account/totp", {"secret": secret, "seal": seal, "code": code_at(secret, now - 30)}
            ).status,
            303,
        )
        self.assertEqual(self.browser().login().status, 403)
        self.assertEqual(
            self.browser().login(code=code_at(secret, now - 30)).status, 403
        )  # used already
        self.assertEqual(self.browser().login(code=code_at(secret, now - 300)).status, 403)
        self.assertEqual(self.browser().login(code=code_at(secret, now)).status, 303)
        self.serve()  # the limits begin anew
        ana = self.browser()
        self.assertEqual(ana.login(code=code_at(secret, now)).status, 403)
        self.assertEqual(ana.login(code=code_at(secret, now + 30)).status, 303)
        self.assertEqual(ana.post("/account/totp", {"password": PASSWORD}).status, 303)
        self.assertEqual(self.browser().login().status, 303)

    def test_a_secret_of_ones_own_needs_the_password_first(self):
        """Who finds an open browser must not be able to lock its owner out."""
        ana, other, secret = self.entered(), self.entered(), "A" * 32
        page = other.post("/account/totp", {"password": PASSWORD})
        seal, given = (
            re.search(rf'name="{name}" value="(\w{{32}})"', page.text).group(1)
            for name in ("seal", "secret")
        )
        for fields in (
            {},
            {"seal": ""},
            {"seal": "0" * 32},
            {"seal": seal},
            {"seal": seal, "secret": given},
        ):
            fields = {"secret": secret, **fields}
            self.assertEqual(
                ana.post(
                    "/account/totp", {**fields, "code": code_at(fields["secret"], 1795435200)}
                ).status,
                400,
                fields,
            )
        self.assertEqual(self.browser().login().status, 303)


class Forgery(Doors):
    def test_a_post_needs_the_token_of_its_own_session(self):
        ana, ben = self.entered("Ana"), self.entered("Ben")
        theirs = ben.get("/account").csrf()
        for token in ("", "0" * 32, theirs, ana.get("/account").csrf()[:-1]):
            self.assertEqual(
                ana.post("/account/keys", {"csrf": token, "keys": "off"}).status, 403, token
            )
        self.assertIn("Switch keys off", ana.get("/account").text)
        self.assertEqual(ana.post("/account/keys", {"keys": "off"}).status, 303)
        self.assertIn("Switch keys on", ana.get("/account").text)

    def test_a_post_from_elsewhere_is_refused_even_with_the_token(self):
        ana = self.entered()
        here = f"http://127.0.0.1:{self.port}"
        for headers in (
            {"Origin": "https://evil.example"},
            {"Origin": here + "0"},
            {"Origin": here.replace("http:", "https:")},
            {"Origin": f"http://localhost:{self.port}"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "none"},
            {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
        ):
            self.assertEqual(
                ana.post("/account/keys", {"keys": "off"}, **headers).status, 403, headers
            )
        self.assertIn("Switch keys off", ana.get("/account").text)
        # What the policy no-referrer makes of our own forms, and a browser of before 2020.
        self.assertEqual(ana.post("/account/keys", {"keys": "off"}, Origin="null").status, 303)
        self.assertEqual(
            ana.post(
                "/account/keys", {"keys": "on"}, **{"Origin": "", "Sec-Fetch-Site": ""}
            ).status,
            303,
        )

    def test_a_login_form_belongs_to_its_browser(self):
        victim, attacker = self.browser(), self.browser()
        token = attacker.get("/login").csrf()
        self.assertEqual(
            victim.post("/login", {"csrf": token, "name": "Ana", "password": PASSWORD}).status, 403
        )
        victim.get("/login")
        self.assertEqual(
            victim.post("/login", {"csrf": token, "name": "Ana", "password": PASSWORD}).status, 403
        )

    def test_get_changes_nothing(self):
        ana = self.entered()
        for path in ("/logout", "/account/keys?keys=off", "/account/sessions", "/people/1/remove"):
            self.assertEqual(ana.get(path).status, 405, path)
        self.assertEqual(ana.request("PUT", "/account").status, 405)
        self.assertEqual(ana.request("DELETE", "/account").status, 405)
        self.assertEqual(ana.request("HEAD", "/account").status, 200)
        self.assertEqual(ana.get("/account").status, 200)


class Limits(Doors):
    def check_limit(self, attempt, burst, refill):
        """So many at once are let through, and one more every `refill` seconds."""
        began, through = time.monotonic(), 0
        while attempt(through).status == 403:
            through += 1
            self.assertLessEqual(through, burst + (time.monotonic() - began) / refill)
        self.assertGreaterEqual(through, burst)

    def test_five_tries_a_minute_at_one_name_from_wherever(self):
        statuses = [
            self.browser(
                **{
                    "X-Forwarded-For": f"203.0.113.{i}",
                    "X-Forwarded-Proto": "https",
                    "Host": "d.example",
                }
            )
            .post(
                "/login",
                {"csrf": "x", "name": "Ana", "password": "wrong"},
                Origin="https://d.example",
            )
            .status
            for i in range(2)
        ]
        self.assertEqual(statuses, [403, 403])
        for i in range(5):
            self.assertEqual(
                self.browser(**{"X-Forwarded-For": f"203.0.113.{i}"}).get("/login").status, 200
            )

        def attempt(i, password="wrong"):
            browser = self.browser(
                Host="d.example",
                **{"X-Forwarded-Proto": "https", "X-Forwarded-For": f"198.51.100.{i}"},
            )
            return browser.post(
                "/login",
                {"csrf": browser.get("/login").csrf(), "name": "ana", "password": password},
                Origin="https://d.example",
            )

        self.check_limit(attempt, 5, 12)
        answer = attempt(99, PASSWORD)
        self.assertEqual(answer.status, 429)
        self.assertTrue(1 <= int(answer.headers["Retry-After"]) <= 60)
        self.assertEqual(self.browser().login("Ben").status, 303)

    def test_ten_tries_from_one_address_at_whomever(self):
        self.check_limit(lambda i: self.browser().login(f"Nobody{i}", "wrong"), 10, 6)
        self.assertEqual(self.browser().login("Ben").status, 429)

    def test_who_guesses_at_a_name_does_not_lock_its_owner_out(self):
        ana = self.entered()
        ana.post("/logout", {})
        far = {"X-Forwarded-Proto": "https", "Host": "d.example"}

        def attempt(i):
            stranger = self.browser(**far, **{"X-Forwarded-For": f"198.51.100.{i}"})
            return stranger.post(
                "/login",
                {"csrf": stranger.get("/login").csrf(), "name": "Ana", "password": "wrong"},
                Origin="https://d.example",
            )

        self.check_limit(attempt, 5, 12)
        self.assertEqual(self.browser().login().status, 429)
        self.assertEqual(ana.login().status, 303)
        # The cookie of the browser is no key, holds for one editor alone, and has five tries a minute, too.
        known = ana.cookies["tidings-known"]
        self.assertRegex(known, "^[0-9a-f]{64}$")
        for value in ("0" * 64, known[:-1] + ("0" if known[-1] != "0" else "1"), known[:63]):
            forger = self.browser()
            forger.cookies["tidings-known"] = value
            self.assertEqual(forger.login().status, 429, value)
        ana.post("/logout", {})
        self.check_limit(lambda _: ana.login(password="wrong"), 5, 12)

    def test_strangers_take_no_more_than_the_desk_can_spare(self):
        ana, statuses = self.entered(), []
        for i in range(45):
            stranger = self.browser(
                Host="d.example",
                **{"X-Forwarded-Proto": "https", "X-Forwarded-For": f"198.51.{i}.1"},
            )
            statuses.append(
                stranger.post(
                    "/login",
                    {
                        "csrf": stranger.get("/login").csrf(),
                        "name": f"Nobody {i}",
                        "password": "wrong",
                    },
                    Origin="https://d.example",
                ).status
            )
        self.assertEqual(statuses[:10], [403] * 10)
        self.assertIn(429, statuses)
        ana.post("/logout", {})
        self.assertEqual(ana.login().status, 303)

    def test_guesses_from_outside_do_not_keep_one_from_changing_the_password(self):
        ana = self.entered()
        self.check_limit(lambda _: self.browser().login(password="wrong"), 5, 12)
        self.assertEqual(
            ana.post("/account/password", {"password": PASSWORD, "new": "another good one"}).status,
            303,
        )
        # At the open browser itself it cannot be guessed either.
        began, through = time.monotonic(), 0
        while (
            "not your present"
            in ana.post(
                "/account/password", {"password": "wrong", "new": "yet another good one"}
            ).text
        ):
            through += 1
            self.assertLessEqual(through, 5 + (time.monotonic() - began) / 12)
        self.assertGreaterEqual(through, 5)

    def test_the_last_web_server_vouches_for_the_address(self):
        """Some add a line of their own behind what the browser made up."""

        def login(made_up):
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as s:
                s.sendall(
                    f"GET /login HTTP/1.1\r\nHost: d.example\r\nX-Forwarded-For: 192.0.2.{made_up}\r\nX-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n"
                    "X-Forwarded-Proto: http\r\nConnection: close\r\n\r\n".encode()
                )
                return b"".join(iter(lambda: s.recv(65536), b"")).decode()

        answer = login(1)
        self.assertIn("https", text_of(answer))
        self.assertNotIn("<input", answer)
        self.wait_for_log("address=203.0.113.7")
        self.assertNotIn("192.0.2.1", self.logged())

    def test_an_unknown_name_takes_as_long_and_says_the_same(self):
        def attempt(name):
            browser = self.browser()
            token = browser.get("/login").csrf()
            began = time.monotonic()
            answer = browser.post("/login", {"csrf": token, "name": name, "password": "wrong"})
            return time.monotonic() - began, re.sub(r'value="[^"]*"', "", answer.text)

        known, unknown = attempt("Ana"), attempt("Nob")
        self.assertEqual(known[1], unknown[1])
        self.assertLess(max(known[0], unknown[0]) / min(known[0], unknown[0]), 4)

    def test_more_than_a_request_may_be(self):
        ana = self.entered()
        self.assertGreaterEqual(ana.get("/account", **{"X-Long": "a" * 60000}).status, 400)
        self.assertGreaterEqual(ana.get("/" + "a" * 60000).status, 400)
        self.assertEqual(ana.post("/account/keys", {"csrf": "x", "keys": "a" * 600000}).status, 413)
        self.assertEqual(
            self.browser().post("/login", {"csrf": "x", "name": "a" * 9000}).status, 413
        )
        self.assertEqual(
            ana.post("/account/keys", {"csrf": "x", **{f"f{i}": "v" for i in range(3000)}}).status,
            413,
        )
        self.assertEqual(
            ana.request(
                "POST", "/account/keys", "{}", **{"Content-Type": "application/json"}
            ).status,
            415,
        )
        chunked = (
            b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
            + b"2000\r\n"
            + b"a" * 8192
            + b"\r\n"
            + b"2000\r\n"
            + b"a" * 8192
            + b"\r\n0\r\n\r\n"
        )
        self.assertRegex(self.raw(chunked, 2), rb"^HTTP/1.1 413 ")
        self.assertEqual(ana.get("/account").status, 200)

    def test_requests_that_are_none(self):
        for request in (
            b"\r\n\r\n",
            b"GET\r\n\r\n",
            b"\0\1\2\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"GET /account HTTP/1.1\r\n\r\n",
            b"POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
            b"POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
            b"POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        ):
            answer = self.raw(request, 1)
            self.assertRegex(answer + b"HTTP/1.1 4", rb"^HTTP/1.1 [45]", request)
        self.assertEqual(self.browser().get("/healthz").status, 200)

    def test_a_request_that_can_be_read_in_two_ways_is_not_read(self):
        inner = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        for head in (
            b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
            b"Transfer-Encoding: chunked\r\nContent-Length: 50\r\n",
            b"Content-Length: 4\r\nContent-Length: 50\r\n",
            b"Content-Length: 50\r\nContent-Length: 4\r\n",
            b"Transfer-Encoding: xchunked\r\n",
            b"Transfer-Encoding: chunked, identity\r\n",
            b"Transfer-Encoding: identity\r\n",
            b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
            b"Host: evil.example\r\nContent-Length: 0\r\n",
            b"Transfer-Encoding : chunked\r\n",
            b"Content-Length: +4\r\n",
            b"Content-Length: 4,4\r\n",
            b"Content-Length: 0x4\r\n",
        ):
            request = (
                b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + head
                + b"\r\n0\r\n\r\n"
                + inner
            )
            answer = self.raw(request, 1)
            self.assertRegex(answer + b"HTTP/1.1 400 ", rb"^HTTP/1.1 4\d\d ", head)
            self.assertNotIn(b"\r\n\r\nok\n", answer, head)
        self.assertEqual(self.browser().get("/healthz").status, 200)

    def test_paths_that_lead_nowhere(self):
        browser = self.entered()
        for path in (
            "/../etc/passwd",
            "/assets/../tidings.db",
            "/assets/%2e%2e/tidings.db",
            "/assets/..%2ftidings.db",
            "//account",
            "/account/",
            "/./account",
            "/account%00",
            "/%ff",
            "/assets/desk.css%0a",
            "/account\\",
            "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "/people/1e3/role",
            "/people/99999999999999999999/role",
            "/" + "%41" * 3000,
            "/" + "/a" * 500,
        ):
            answer = browser.get(path)
            self.assertIn(answer.status, (400, 404, 405), path)
            self.assertNotIn("root:", answer.text)

    def test_many_connections_that_say_nothing_leave_room(self):
        silent = []
        for _ in range(300):
            s = socket.socket()
            s.settimeout(2)
            silent.append(s)
            try:
                s.connect(("127.0.0.1", self.port))
            except OSError:
                break
        for s in silent[:100]:
            s.close()
        time.sleep(0.2)
        self.assertEqual(self.browser().get("/healthz").status, 200)
        for s in silent:
            s.close()

    def test_a_connection_on_which_nothing_moves_is_closed(self):
        with socket.create_connection(("127.0.0.1", self.port)) as s:
            s.sendall(b"GET /login HTTP/1.1\r\nHost: a\r\nX-Slow: ")
            s.settimeout(30)
            began = time.monotonic()
            while s.recv(4096):
                pass
            self.assertLess(time.monotonic() - began, 28)


class Responses(Doors):
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

    def test_a_style_is_kept_for_ever_and_a_page_is_asked_for_again(self):
        ana = self.entered()
        style = re.search(r'href="(/assets/desk\.css[^"]*)"', ana.get("/account").text).group(1)
        kept = ana.get(style)
        self.assertIn("immutable", kept.headers["Cache-Control"])
        self.assertEqual(ana.get(style, **{"If-None-Match": kept.headers["ETag"]}).status, 304)
        self.assertNotIn("immutable", ana.get("/assets/desk.css?v=other").headers["Cache-Control"])
        self.assertEqual(ana.get("/account").headers["Cache-Control"], "no-store")

    def test_one_is_led_nowhere_else(self):
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

    def test_a_page_that_another_site_leads_to_is_not_packed(self):
        """Its length would tell whether what the other site put into the address stands in it, the token of the forms among it."""
        ana = self.entered()
        for site, coding in (
            ("same-origin", "gzip"),
            ("none", "gzip"),
            ("", "gzip"),
            ("cross-site", None),
            ("same-site", None),
        ):
            self.assertEqual(
                ana.get(
                    "/queue?q=csrf", **{"Accept-Encoding": "gzip", "Sec-Fetch-Site": site}
                ).headers["Content-Encoding"],
                coding,
                site,
            )

    def test_measures_are_for_this_machine_or_a_token(self):
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
            b"GET /\xff\xfe\x9b2J\xc2\x9b HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 1.2.3.4\x1b[2J\r\nConnection: close\r\n\r\n",
            1,
        )
        self.browser().get('/b"c')
        self.wait_for_log('c"')
        last = self.logged().splitlines()
        for line in last:
            self.assertRegex(
                line,
                r'^time=\S+ level=\w+ method=\w+ path="([^"\\]|\\.)*" status=\d+ bytes=\d+ us=\d+ address=[0-9a-f.:]+( editor="[^"]*")?$',
            )
        self.assertNotIn("secret", self.logged())
        self.assertIn(r'path="/b\"c"', last[-1])


BAD = """'"><script>alert(1)</script><img src=x onerror=alert(1)> {{desk.csrf}} {{{card}}} </textarea></title><!-- %00 =1+1"""


class Markup(html.parser.HTMLParser):
    """What may not be in a page of ours: scripts but our own, event attributes, addresses that run something, templates that were not filled in."""

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


class HostileWords(DeskTest):
    """A feed, editors and browsers that say the worst they can."""

    def setUp(self):
        super().setUp()
        world = tempfile.mkdtemp(prefix="tidings-world-")
        self.addCleanup(shutil.rmtree, world)
        os.makedirs(f"{world}/feeds")
        bad = html.escape(BAD)
        items = [
            f"<item><title>{bad}</title><link>https://news.example/{bad}</link><guid>1</guid><description>{bad}</description><author>{bad}</author></item>",
            f"<item><title>=cmd|' /C calc'!A1</title><link>javascript:alert(1)</link><guid>javascript:alert(1)</guid><description>+1+1 {bad}</description></item>",
            "<item><title>@SUM(1)</title><link>data:text/html,x</link><guid>3</guid><description>plain</description></item>",
            "<item><title>Plain words</title><link>https://news.example/4</link><guid>4</guid><description>plain</description></item>",
        ]
        with open(f"{world}/feeds/news.rss", "w", encoding="utf-8") as f:
            f.write(
                f'<rss version="2.0"><channel><title>{bad}</title>{"".join(items)}</channel></rss>'
            )
        with open(f"{world}/routes.json", "w", encoding="utf-8") as f:
            json.dump({"feeds": {"news.rss": {"file": "news.rss"}}}, f)
        name = "<b>News</b> & 'Co'"
        self.configure(
            SITE
            + f"""network {{ allow = {{"127.0.0.0/8"}} }}
            topic "<i>Topic</i>" {{ slug = "topic" match = 'plain' }}
            feed "{name}" {{ url = "http://127.0.0.1:${{TIDINGS_REPLAY_PORT}}/feeds/news.rss" }}"""
        )
        with Replay(world) as replay:
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
        for path in (
            "/digest/news/html",
            "/digest/research/html",
        ):  # as mail programs want it, with its styles inside
            self.assertEqual(
                [found for found in Markup(self.ana.get(path).text).found if found[1] != "style"],
                [],
                path,
            )

    def test_nothing_that_anybody_says_becomes_markup(self):
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
        for id in self.ids:
            self.decide(id, "reject", reason="-2+3")
        rows = list(csv.reader(io.StringIO(self.ana.get("/log.csv").text, newline="")))
        self.assertEqual(len(rows), 1 + len(self.ids))
        for row in rows:
            for cell in row:
                self.assertNotRegex(cell, r"^[=+@\-\t\r]")
        self.assertTrue(any("'-2+3" in row for row in rows))

    def test_a_search_is_words_and_no_language(self):
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

    def test_bytes_that_are_no_text(self):
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

    def test_a_decision_says_what_it_was_made_for(self):
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
        # Both of a merge have to be as they were seen.
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

    def test_each_role_may_do_what_is_its_own(self):
        least = {
            "/item/{}/decide": 1,
            "/item/{}/merge": 1,
            "/item/{}/split": 1,
            "/item/{}/apart": 1,
            "/batch": 1,
            "/undo": 1,
            "/sources/1/check": 1,
            "/digest/news/order": 1,
            "/digest/news/test": 1,
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


class Stopping(Doors):
    def test_a_login_that_has_begun_is_finished(self):
        browser, answers = self.browser(), []
        fields = {"csrf": browser.get("/login").csrf(), "name": "Ana", "password": PASSWORD}
        thread = threading.Thread(target=lambda: answers.append(browser.post("/login", fields)))
        thread.start()
        time.sleep(0.02)
        self.desk.send_signal(signal.SIGTERM)
        thread.join()
        self.assertEqual([answer.status for answer in answers], [303])
        self.assertEqual(self.desk.wait(timeout=10), 0)

    def test_a_request_that_is_half_there_is_waited_for(self):
        with socket.create_connection(("127.0.0.1", self.port), timeout=8) as s:
            s.sendall(
                b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\nabc"
            )
            time.sleep(0.3)
            self.desk.send_signal(signal.SIGTERM)
            time.sleep(0.3)
            with self.assertRaises(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=1)
            s.sendall(b"def")
            self.assertRegex(s.recv(4096), rb"^HTTP/1.1 403 ")
        self.assertEqual(self.desk.wait(timeout=10), 0)

    def test_a_port_that_is_taken_is_told(self):
        done = self.run_tidings("serve", "--listen", f"127.0.0.1:{self.port}", now=NOW)
        self.assertEqual(done.returncode, 1)
        self.assertIn("in use", done.stderr)
        self.assertIn("no address", self.run_tidings("serve", "--listen", "nowhere").stderr)


if __name__ == "__main__":
    unittest.main()
