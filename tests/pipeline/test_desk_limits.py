"""What the desk refuses to do: too many tries, requests too large or unclear, and how it stops."""
import re
import signal
import socket
import threading
import time
import unittest

from desk import NOW, PASSWORD, OpenDesk, text_of


ORIGIN = "https://d.example"
LOGIN = b"POST /login HTTP/1.1\r\nHost: "
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"


class Limits(OpenDesk):
    url = ORIGIN

    def check_limit(self, attempt, burst, refill):
        """So many at once are let through, and one more every `refill` seconds."""
        began, through = time.monotonic(), 0
        while attempt(through).status == 403:
            through += 1
            self.assertLessEqual(through, burst + (time.monotonic() - began) / refill)
        self.assertGreaterEqual(through, burst)

    def stranger(self, address):
        """A browser at this address, behind the site's web server."""
        far = {"X-Forwarded-Proto": "https", "X-Forwarded-For": address}
        return self.browser(Host="d.example", **far)

    def try_from(self, address, name, password="wrong"):
        stranger = self.stranger(address)
        fields = {"csrf": stranger.get("/login").csrf(), "name": name, "password": password}
        return stranger.post("/login", fields, Origin=ORIGIN)

    def test_five_tries_a_minute_at_one_name_from_any_address(self):
        for i in range(2):
            # Without a cookie of its own the token cannot be right, and no try is counted.
            forged = {"csrf": "x", "name": "Ana", "password": "wrong"}
            stranger = self.stranger(f"203.0.113.{i}")
            self.assertEqual(stranger.post("/login", forged, Origin=ORIGIN).status, 403)
        for i in range(5):
            browser = self.browser(**{"X-Forwarded-For": f"203.0.113.{i}"})
            self.assertEqual(browser.get("/login").status, 200)

        def attempt(i, password="wrong"):
            return self.try_from(f"198.51.100.{i}", "ana", password)

        self.check_limit(attempt, 5, 12)
        answer = attempt(99, PASSWORD)
        self.assertEqual(answer.status, 429)
        self.assertTrue(1 <= int(answer.headers["Retry-After"]) <= 60)
        self.assertEqual(self.browser().login("Ben").status, 303)

    def test_ten_tries_a_minute_from_one_address(self):
        self.check_limit(lambda i: self.browser().login(f"Nobody{i}", "wrong"), 10, 6)
        self.assertEqual(self.browser().login("Ben").status, 429)

    def test_guesses_at_a_name_do_not_lock_its_owner_out(self):
        ana = self.entered()
        ana.post("/logout", {})
        self.check_limit(lambda i: self.try_from(f"198.51.100.{i}", "Ana"), 5, 12)
        self.assertEqual(self.browser().login().status, 429)
        self.assertEqual(ana.login().status, 303)
        # The cookie that lets her in opens nothing by itself, cannot be made up, and has five
        # tries a minute, too.
        known = ana.cookies["tidings-known"]
        self.assertRegex(known, "^[0-9a-f]{64}$")
        for value in ("0" * 64, known[:-1] + ("0" if known[-1] != "0" else "1"), known[:63]):
            forger = self.browser()
            forger.cookies["tidings-known"] = value
            self.assertEqual(forger.login().status, 429, value)
        ana.post("/logout", {})
        self.check_limit(lambda _: ana.login(password="wrong"), 5, 12)

    def test_strangers_take_no_more_than_the_desk_can_spare(self):
        ana = self.entered()
        statuses = [self.try_from(f"198.51.{i}.1", f"Nobody {i}").status for i in range(45)]
        self.assertEqual(statuses[:10], [403] * 10)
        self.assertIn(429, statuses)
        ana.post("/logout", {})
        self.assertEqual(ana.login().status, 303)

    def test_guesses_by_others_do_not_keep_an_editor_from_changing_the_password(self):
        ana = self.entered()
        self.check_limit(lambda _: self.browser().login(password="wrong"), 5, 12)
        self.assertEqual(
            ana.post("/account/password", {"password": PASSWORD, "new": "another good one"}).status,
            303,
        )
        # In a browser that is logged in it cannot be guessed either.
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
        """A web server may add its own line behind one that the browser made up."""

        def login(made_up):
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as s:
                s.sendall(
                    "GET /login HTTP/1.1\r\nHost: d.example\r\n"
                    f"X-Forwarded-For: 192.0.2.{made_up}\r\nX-Forwarded-For: 203.0.113.7\r\n"
                    "X-Forwarded-Proto: https\r\nX-Forwarded-Proto: http\r\n"
                    "Connection: close\r\n\r\n".encode()
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

        self.add_editor("Cem", password="another, with the usual hash")
        known, unknown = attempt("Cem"), attempt("Nob")
        self.assertEqual(known[1], unknown[1])
        self.assertLess(max(known[0], unknown[0]) / min(known[0], unknown[0]), 4)

    def test_requests_that_are_too_large(self):
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
        chunk = b"2000\r\n" + b"a" * 0x2000 + b"\r\n"
        chunked = LOGIN + b"127.0.0.1\r\n" + CHUNKED + b"\r\n" + chunk * 2 + b"0\r\n\r\n"
        self.assertRegex(self.raw(chunked, 2), rb"^HTTP/1.1 413 ")
        self.assertEqual(ana.get("/account").status, 200)

    def test_bytes_that_are_no_request(self):
        for request in (
            b"\r\n\r\n",
            b"GET\r\n\r\n",
            b"\0\1\2\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"GET /account HTTP/1.1\r\n\r\n",
            LOGIN + b"a\r\nContent-Length: -1\r\n\r\n",
            LOGIN + b"a\r\nContent-Length: 99999999999999999999\r\n\r\n",
            LOGIN + b"a\r\nContent-Length: 3\r\n" + CHUNKED + b"\r\nffffffffffffffffff\r\n",
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
            b"X: a\0b\r\n",
            b"X: a\0\r\n",
            b"X\0Y: a\r\n",
            b"X: a\rContent-Length: 0\r\n",
            b"X: a\r\r\n",
            b"X: a\n",
            b"X: a\r\n b\r\n",
        ):
            request = LOGIN + b"127.0.0.1\r\n" + FORM + head + b"\r\n0\r\n\r\n" + inner
            answer = self.raw(request, 1)
            self.assertRegex(answer + b"HTTP/1.1 400 ", rb"^HTTP/1.1 4\d\d ", head)
            self.assertNotIn(b"\r\n\r\nok\n", answer, head)
        for line in (
            b"GET /healthz\0/x HTTP/1.1\r\n",
            b"GET /healthz\r HTTP/1.1\r\n",
            b"GET /heal\rthz HTTP/1.1\r\n",
            b"GET /healthz HTTP/1.1\n",
            b"GET /healthz HTTP/1.1\0\r\n",
        ):
            answer = self.raw(line + b"Host: 127.0.0.1\r\nConnection: close\r\n\r\n", 1)
            self.assertRegex(answer, rb"^HTTP/1.1 400 ", line)
        plain = b"GET /healthz?a=%20b&c HTTP/1.1\r\nHost: 127.0.0.1\r\nX:\t a \r\nY:\r\n"
        self.assertRegex(self.raw(plain + b"Connection: close\r\n\r\n", 1), rb"^HTTP/1.1 200 ")
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


class Stopping(OpenDesk):
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

    def test_the_rest_of_a_request_is_waited_for(self):
        with socket.create_connection(("127.0.0.1", self.port), timeout=8) as s:
            s.sendall(LOGIN + b"127.0.0.1\r\n" + FORM + b"Content-Length: 6\r\n\r\nabc")
            time.sleep(0.3)
            self.desk.send_signal(signal.SIGTERM)
            time.sleep(0.3)
            with self.assertRaises(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=1)
            s.sendall(b"def")
            self.assertRegex(s.recv(4096), rb"^HTTP/1.1 403 ")
        self.assertEqual(self.desk.wait(timeout=10), 0)

    def test_a_port_in_use_is_an_error(self):
        done = self.run_tidings("serve", "--listen", f"127.0.0.1:{self.port}", now=NOW)
        self.assertEqual(done.returncode, 1)
        self.assertIn("in use", done.stderr)
        self.assertIn("no address", self.run_tidings("serve", "--listen", "nowhere").stderr)


if __name__ == "__main__":
    unittest.main()
