"""A whole page is seen before anything is saved: to the byte as it is published then."""
import re
import unittest

from desk import form_of, plain
from desk_sample import OTHER, PAPER, TRIAL, WEEK_1, TwoEditors
from pipeline import read, write

TOPIC = "stem-cell-transplantation"
TABLES = "item", "decision", "release", "dirty", "listing", "listed", "arrangement"


class Look(TwoEditors):
    def look(self, item, page, status=200, browser=None, **typed):
        form = {**self.form(item, browser), "page": page, **typed}
        answer = (browser or self.ana).post(f"/item/{item}/look", form)
        self.assertEqual(answer.status, status, plain(answer.text)[-300:])
        return answer

    def same(self, look, path):
        """The preview is the published page, but for its title and the way to out/."""
        published = read(f"{self.site}/out/{path}")
        root = "../" * path.count("/")
        shown = look.text.replace("<title>Preview: ", "<title>", 1)
        self.assertEqual(re.sub(r'="/look/', f'="{root}', shown), published)

    def state(self):
        return [
            self.rows(f"SELECT * FROM {table}")
            for table in TABLES
        ]

    def test_what_is_typed_is_seen_as_it_will_be_published(self):
        paper = self.item(PAPER)
        self.tidings("publish", now=WEEK_1)
        before, typed = self.state(), {"summary": "It <b>works</b> & is “safe”.", "topic": [TOPIC]}
        looks = {page: self.look(paper, page, **typed) for page in ("item", f"topic/{TOPIC}")}
        looks["research"] = self.look(paper, "research", section="research", **typed)
        self.assertEqual(self.state(), before)
        self.assertNotIn("works", read(f"{self.site}/out/topics/{TOPIC}.html"))
        for look in looks.values():
            self.assertIn("It &lt;b&gt;works&lt;/b&gt; &amp; is “safe”.", look.text)
            self.assertIn("default-src 'none'", look.headers["Content-Security-Policy"])
            self.assertEqual(look.headers["Cache-Control"], "no-store")
        self.decide(paper, "approve", section="research", **typed)
        self.tidings("publish", now=WEEK_1)
        self.same(looks["item"], f"items/{PAPER.replace('/', '-')}.html")
        self.same(looks[f"topic/{TOPIC}"], f"topics/{TOPIC}.html")
        self.same(looks["research"], "research/index.html")

    def test_a_correction_and_a_site_that_never_published(self):
        trial = self.item(TRIAL)
        look = self.look(trial, "trials", section="trials", title="As it will be called")
        self.assertIn("As it will be called", look.text)
        self.decide(trial, "approve", section="trials")
        self.tidings("publish", now=WEEK_1)
        look = self.look(trial, "item", title="Called otherwise now")
        self.assertIn("Called otherwise now", look.text)
        self.decide(trial, "save", title="Called otherwise now")
        self.tidings("publish", now=WEEK_1)
        self.same(look, f"items/{TRIAL.replace('/', '-')}.html")

    def test_what_cannot_be_is_said_and_changes_nothing(self):
        other, before = self.item(OTHER), None
        self.tidings("publish", now=WEEK_1)
        before = self.state()
        for page, said in (("", "not said which page"), ("topic/none", "no such topic")):
            self.assertIn(said, plain(self.look(other, page, status=400).text))
        self.look(other, "item", status=400, summary="x" * 5000)
        self.assertEqual(self.ana.post("/item/99999/look", {"page": "item"}).status, 404)
        template = f"{self.site}/templates/topic.mustache"
        write(template, read(template) + "{{#open}}")
        self.assertIn("never closed", plain(self.look(other, f"topic/{TOPIC}", status=400).text))
        self.assertEqual(self.state(), before)

    def test_a_part_is_seen_before_it_is_there(self):
        self.decide(self.item(PAPER), "approve", topic=[TOPIC])
        self.tidings("publish", now=WEEK_1)
        path, before = f"/topics/{TOPIC}/parts", self.state()
        form = {**form_of(self.page(path), path), "do": "add"}
        form |= {"new_title": "Patients’ stories", "new_intro": "In their own words."}
        look = self.ana.post(f"/topics/{TOPIC}/look", form)
        self.assertEqual(look.status, 200, plain(look.text)[-300:])
        self.assertIn("In their own words.", look.text)
        self.assertEqual(self.state(), before)
        self.assertEqual(self.ana.post(path, form).status, 303)
        self.tidings("publish", now=WEEK_1)
        self.same(look, f"topics/{TOPIC}.html")
        look = self.ana.post(f"/topics/{TOPIC}/look", {**form, "new_title": ""})
        self.assertEqual(look.status, 400)
        self.assertEqual(self.ana.post("/topics/none/look", form).status, 404)

    def test_style_and_images_come_from_out_and_links_lead_to_readers_pages(self):
        self.tidings("publish", now=WEEK_1)
        style = self.ana.get("/look/style.css")
        self.assertEqual((style.status, style.text), (200, read(f"{self.site}/out/style.css")))
        self.assertIn("text/css", style.headers["Content-Type"])
        # The pages as readers have them, with links that lead on among them.
        for path in ("index.html", "research/index.html", f"topics/{TOPIC}.html"):
            page = self.ana.get(f"/look/{path}")
            self.assertEqual((page.status, page.text), (200, read(f"{self.site}/out/{path}")))
            self.assertIn("default-src 'none'", page.headers["Content-Security-Policy"])
        self.assertIn('href="/look/index.html"', self.page("/published"))
        for path in ("topics/x/news/index.html", "feed.atom", "none.css"):
            answer = self.ana.get(f"/look/{path}")
            self.assertEqual(answer.status, 303)
            self.assertTrue(answer.headers["Location"].endswith(path), answer.headers["Location"])
            self.assertFalse(answer.headers["Location"].startswith("/"))
        write(f"{self.site}/secret.css", "secret")
        for path in ("..%2Fsecret.css", "%2E%2E/secret.css", "../secret.css", ".site.css"):
            answer = self.ana.get(f"/look/{path}")
            self.assertIn(answer.status, (303, 400, 404), path)
            self.assertNotIn("secret", answer.text)
        self.assertEqual(self.browser().get("/look/style.css").status, 303)


if __name__ == "__main__":
    unittest.main()
