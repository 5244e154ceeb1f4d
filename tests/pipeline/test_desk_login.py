"""Who comes into the desk: logins, sessions, the second step, and forms that others forged."""
import re
import unittest

import stores
from desk import PASSWORD, DeskTest, OpenDesk, code_at, text_of


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


class Sessions(OpenDesk):
    def test_cookies_of_a_browser_on_this_machine(self):
        answer = self.browser().login()
        session = next(c for c in answer.cookies() if c.startswith(f"tidings-{self.port}="))
        self.assertRegex(
            session, r"^tidings-\d+=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Lax; Max-Age=\d+$"
        )

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

    def test_a_token_planted_in_the_browser_is_replaced_at_the_login(self):
        browser = self.browser()
        browser.cookies["tidings"] = "a" * 64
        browser.login()
        self.assertNotEqual(browser.cookies["tidings"], "a" * 64)

    def test_a_session_ends_when_it_is_idle(self):
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

    def test_a_session_in_use_ends_after_thirty_days(self):
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
        here = self.entered(**{"User-Agent": "Here/1"})
        there = self.entered(**{"User-Agent": "There/2 <b>"})
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
        kept = self.logged().encode() + stores.contents(self.site)
        self.assertIn(b'editor="Ana"', kept)
        for secret in (token, csrf, PASSWORD, "wrong but still private"):
            self.assertNotIn(secret.encode(), kept)


class BehindProxy(OpenDesk):
    """A web server on this machine that is configured."""

    url = "https://desk.example.org"

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

    def test_a_proxy_that_says_nothing_speaks_https(self):
        browser = self.browser(Host="desk.example.org")
        page = browser.get("/login")
        self.assertIn("<input", page.text)
        self.assertTrue(page.cookies()[0].startswith("__Host-tidings"))

    def test_what_came_by_http_is_not_safe(self):
        browser = self.browser(Host="desk.example.org", **{"X-Forwarded-Proto": "http"})
        self.assertNotIn("<input", browser.get("/login").text)

    def test_metrics_are_for_who_has_the_token(self):
        for headers in ({}, {"Host": "desk.example.org"}, {"X-Forwarded-For": "127.0.0.1"}):
            self.assertEqual(self.browser().get("/metrics", **headers).status, 404, headers)


class BehindUnknownProxy(OpenDesk):
    """A web server that is not configured, and says nothing of the browser or makes something up.
    Requests come to it by its own port."""

    def test_nothing_is_open_by_the_port_of_the_proxy(self):
        for host in ("127.0.0.1:21523", "localhost:443", "localhost", "desk.example.org"):
            browser = self.browser(Host=host)
            self.assertEqual(browser.get("/metrics").status, 404, host)
            self.assertNotIn("<input", browser.get("/login").text, host)
            self.assertEqual(browser.login().status, 403, host)

    def test_what_it_says_is_not_believed(self):
        far = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
        page = self.browser(Host="desk.example.org", **far).get("/login")
        self.assertNotIn("<input", page.text)
        self.assertIn("desk {", text_of(page.text))
        self.wait_for_log("address=127.0.0.1")
        self.assertNotIn("203.0.113.9", self.logged())


class SecondStep(OpenDesk):
    def test_from_setting_up_to_switching_off(self):
        now = 1795435200  # NOW in seconds
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
            self.browser().login(code=code_at(secret, now - 30)).status, 403, "used already"
        )
        self.assertEqual(self.browser().login(code=code_at(secret, now - 300)).status, 403)
        self.assertEqual(self.browser().login(code=code_at(secret, now)).status, 303)
        with self.beside() as db:
            db.execute("DELETE FROM tries")
        ana = self.browser()
        self.assertEqual(ana.login(code=code_at(secret, now)).status, 403)
        self.assertEqual(ana.login(code=code_at(secret, now + 30)).status, 303)
        self.assertEqual(ana.post("/account/totp", {"password": PASSWORD}).status, 303)
        self.assertEqual(self.browser().login().status, 303)

    def test_a_secret_that_the_desk_did_not_make_is_refused(self):
        """Nobody who finds an open browser can lock its owner out."""
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


class Forgery(OpenDesk):
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
        # Under the policy no-referrer our own forms send "null"; old browsers send nothing.
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


if __name__ == "__main__":
    unittest.main()
