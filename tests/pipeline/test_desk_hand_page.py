"""A page kept by hand is uploaded for a topic at the desk, looked over, and taken over at once."""
import re
import unittest

from desk import OpenDesk, form_of, text_of
from pipeline import LOOPBACK, site_block

PARTS = "/topics/grafts/parts"
PAGE = """<!doctype html><title>Grafts</title><nav><a href="/">Home</a></nav><h1>Grafts</h1>
<h2>Funds</h2><p>Who pays.</p><ul>
<li><a href="fund.html">A Fund (AF).</a> It pays for 5 grafts.</li>
<li><a href="https://news.example/1">Grafts help.</a> So it is said. Example News, 11/01/2018.</li>
</ul><h2>Enrollments</h2>
<p><b>GRAFT Trial: Now Recruiting</b><br>Currently recruiting. Last updated 10/15/12.<br>
<a href="https://clinicaltrials.gov/show/NCT99000007">Grafts or Pills</a> This study compares
them.</p>
<p>Write to us.</p>"""


def send_page(browser, page, url="", topic="grafts"):
    """Uploads these bytes as the page of a topic, from the form that is there for it."""
    action = f"/topics/{topic}/page"
    csrf = form_of(browser.get(f"/topics/{topic}/parts").text, action)["csrf"][0]
    parts = {
        'name="csrf"': csrf.encode(),
        'name="page"; filename="grafts.html"': page,
        'name="page_url"': url.encode(),
    }
    body = b"".join(
        b"--BOUND\r\nContent-Disposition: form-data; "
        + name.encode()
        + b"\r\n\r\n"
        + value
        + b"\r\n"
        for name, value in parts.items()
    )
    return browser.request(
        "POST",
        action,
        body + b"--BOUND--\r\n",
        **{
            "Content-Type": "multipart/form-data; boundary=BOUND",
            "Origin": f"http://127.0.0.1:{browser.port}",
        },
    )


class HandPage(OpenDesk):
    def setUp(self):
        super().setUp()
        self.close()
        topic = 'topic "Grafts" { slug = "grafts" match = "graft" }'
        self.configure(site_block("Parts", 'timezone = "UTC"') + LOOPBACK + topic)
        self.serve()
        self.ana = self.entered("Ana")

    def upload(self, page, url="https://old.example/pages/grafts.html"):
        answer = send_page(self.ana, page.encode(), url)
        self.assertEqual(answer.status, 303, text_of(answer.text))
        where = answer.headers["Location"]
        self.assertIn("Look again", self.ana.get(where).text)
        self.run_tidings("run")
        return where, self.ana.get(where).text

    def test_a_page_is_looked_over_and_taken_over_once(self):
        where, page = self.upload(PAGE)
        said = text_of(page)
        for words in (
            "3 entries were understood: 3 new",
            "A Fund (AF).",
            "Who pays.",
            "It pays for 5 grafts.",
            "https://old.example/pages/fund.html",
            "Example News",
            "NCT99000007",
            "Not understood: Write to us.",
            "Left out, as a menu or a foot: Home",
        ):
            self.assertIn(words, said)
        self.assertEqual(self.queue(), [], "nothing is added by looking")
        answer = self.ana.post(where, form_of(page, where))
        self.assertEqual(answer.status, 303, text_of(answer.text))
        self.assertIn("Taken over", text_of(self.ana.get(answer.headers["Location"]).text))
        items = {item["title"]: item for item in self.queue()}
        self.assertEqual(len(items), 3, items)
        self.assertNotIn("ecruiting", str(items), "the page's word of a status is not kept")
        titles = re.findall(r"<h2 id=\"part-[^\"]*\"[^>]*>(.*?)<", self.ana.get(PARTS).text)
        self.assertEqual(titles[:2], ["Funds", "Enrollments"])
        again = text_of(self.ana.get(where).text)
        self.assertIn("0 new", again)
        self.assertNotIn("Take over what", again)
        where, page = self.upload(PAGE)
        self.assertIn("0 new", text_of(page))
        self.assertEqual(len(self.queue()), 3, "the same page again adds nothing")

    def test_what_is_no_page(self):
        where, page = self.upload("<p>Nothing here.</p>", "")
        self.assertIn("no entries were found", text_of(page))
        self.assertEqual(self.ana.post(where, {}).status, 200)
        self.assertEqual(send_page(self.ana, b"<p><b>Caf\xe9</b> x").status, 400)
        self.assertEqual(send_page(self.ana, b"<p><b>A</b> x", "javascript:alert(1)").status, 400)
        self.assertEqual(send_page(self.ana, b" ").status, 400)
        self.assertEqual(self.ana.get("/topics/grafts/page/999").status, 404)


if __name__ == "__main__":
    unittest.main()
