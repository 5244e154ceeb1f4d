"""The desk under a path of a host, behind a web server that passes that path on: no link, form,
redirect, style, script or cookie leaves the path."""
import html
import re
import unittest
import urllib.parse

from desk import PASSWORD, form_of
from desk_proxy import HOST, ROOT, Proxy
from desk_sample import PAPER, WEEK_1, SampleDesk

class UnderPath(SampleDesk):
    strips = False

    def setUp(self):
        self.proxy = Proxy(strips=self.strips)
        self.addCleanup(self.proxy.server_close)
        self.addCleanup(self.proxy.shutdown)
        super().setUp()

    def serve(self, *options, **more):
        self.configure(f'desk {{ url = "https://{HOST}{ROOT}/" }}\n', "url.conf")
        super().serve(*options, **more)
        self.proxy.desk, self.port = self.port, self.proxy.server_port

    def browser(self, **headers):
        browser = super().browser(Host=HOST, **headers)
        plain = browser.request

        def under(method, path, body=None, **more):
            if method == "POST":
                more["Origin"] = f"https://{HOST}"
            return plain(method, path if path.startswith(ROOT) else ROOT + path, body, **more)

        browser.request = under
        return browser

    def addresses(self, page, at=ROOT + "/queue"):
        """(links, forms) of the page, each within the path or of another site."""
        links, forms = set(), set()
        for name, value in re.findall(r'\s(href|src|action|formaction|srcset)="([^"]*)"', page):
            value = html.unescape(value)
            if value.startswith(".") or re.match(r"[\w-]+[./]", value):
                value = urllib.parse.urljoin(at, value)
            if re.match(r"(https?|data|otpauth|mailto):|#|$", value):
                continue
            self.assertTrue(value.startswith(ROOT + "/"), value)
            (forms if "action" in name else links).add(value.partition("#")[0])
        return links, forms

    def crawl(self, browser, start):
        """Follows every link; gives the pages and the addresses of all forms."""
        seen, waiting, forms = {}, [start], set()
        while waiting:
            path = waiting.pop()
            shape = re.sub(r"\d+", "N", path)
            if shape in seen or len(seen) > 400:
                continue
            answer = browser.get(path)
            seen[shape] = answer.status
            if answer.status == 303:
                to = answer.headers["Location"]
                self.assertRegex(to, rf"^({ROOT}/|https?://)", path)
                continue
            self.assertEqual(answer.status, 200, path)
            if "text/html" not in answer.headers["Content-Type"]:
                continue
            links, more = self.addresses(answer.text, path)
            forms |= more
            waiting += sorted(links)
        return seen, forms

    def test_no_link_or_form_leaves_the_path(self):
        self.add_editor("Adm", "admin")
        self.tidings("approve", self.item(PAPER), now=WEEK_1)
        self.tidings("publish", now=WEEK_1)
        seen, forms = self.crawl(self.entered("Adm"), ROOT + "/queue")
        self.assertGreater(len(seen), 50)
        self.assertGreater(len(forms), 30)
        self.assertIn(f"{ROOT}/people", seen)
        self.assertTrue([path for path in seen if "/assets/desk.js" in path])
        ana = self.entered("Ana")
        for form in forms:
            status = ana.post(form, {"csrf": "x"}).status
            self.assertIn(status, (200, 303, 400, 403, 405), form)  # 405: a form that asks by GET
        self.assertEqual(self.proxy.outside, [])

    def test_forms_and_redirects_stay_under_it(self):
        item = self.item(PAPER)
        page = self.page(f"/item/{item}")
        fields = form_of(page, f"{ROOT}/item/{item}/decide")
        done = self.ana.post(
            f"/item/{item}/decide", {**fields, "do": "approve", "back": "/queue?section=research"}
        )
        self.assertEqual(done.status, 303)
        self.assertTrue(done.headers["Location"].startswith(f"{ROOT}/queue?section=research"))
        page = self.ana.get(done.headers["Location"]).text
        undo = form_of(page, f"{ROOT}/undo")
        self.assertEqual(self.ana.post("/undo", undo).status, 303)
        for back in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
            done = self.ana.post(
                f"/item/{item}/note", {**self.note_form(item), "text": "x", "back": back}
            )
            self.assertEqual(done.headers["Location"].partition("?")[0], f"{ROOT}/queue", back)
        out = self.browser().get(f"/item/{item}")
        self.assertEqual(out.status, 303)
        self.assertEqual(out.headers["Location"], f"{ROOT}/login?next=%2Fitem%2F{item}")
        for home in (ROOT, ROOT + "/"):
            self.assertEqual(self.ana.get(home).headers["Location"], f"{ROOT}/queue")
        # What the script fetches is rooted, too.
        cards = self.ana.get(f"/cards?item={item}&back=/queue", **{"X-Desk": "script"})
        self.assertTrue(self.addresses(cards.text)[1])

    def note_form(self, item):
        return form_of(self.page(f"/item/{item}"), f"{ROOT}/item/{item}/note")

    def test_the_cookie_is_for_the_path_alone(self):
        browser = self.browser()
        answer = browser.login("Ana", PASSWORD)
        self.assertEqual(answer.headers["Location"], f"{ROOT}/queue")
        for cookie in answer.cookies():
            self.assertRegex(cookie, rf"^__Secure-.*; Path={ROOT}/; HttpOnly; .*; Secure$")
        self.assertEqual(browser.get("/queue").status, 200)

    def test_a_form_of_another_page_of_the_host_is_refused(self):
        item = self.item(PAPER)
        fields = {**self.note_form(item), "text": "x"}
        del fields["csrf"]
        answer = self.ana.post(f"/item/{item}/note", {**fields, "csrf": ""})
        self.assertEqual(answer.status, 403)
        answer = self.ana.post(
            f"/item/{item}/note",
            {**self.note_form(item), "text": "x"},
            **{"Sec-Fetch-Site": "same-site"},
        )
        self.assertEqual(answer.status, 403)

    def test_texts_that_look_like_addresses_stay_as_they_are(self):
        item = self.item(PAPER)
        text = 'look: <a href="/x" src="/y"> href="/z'
        done = self.ana.post(f"/item/{item}/note", {**self.note_form(item), "text": text})
        self.assertEqual(done.status, 303)
        self.assertIn(html.escape(text), self.page(f"/item/{item}"))

    def test_at_its_own_port_it_is_as_ever(self):
        self.port = self.proxy.desk
        browser = super().browser()
        page = browser.get("/login")
        self.assertEqual(page.status, 200)
        self.assertIn('action="/login"', page.text)
        self.assertEqual(browser.get(ROOT + "/login").status, 200)
        self.assertEqual(browser.get(ROOT + "x/login").status, 404)
        self.assertEqual(browser.get("/office/login").status, 404)
        self.assertEqual(browser.get("/healthz").status, 200)


class Stripped(UnderPath):
    """The web server before it takes the path off."""

    strips = True


if __name__ == "__main__":
    unittest.main()
