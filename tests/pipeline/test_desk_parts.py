"""The desk's page of a topic's parts, as a browser without JavaScript uses it."""
import html
import re
import unittest

from desk import OpenDesk, form_of
from pipeline import LOOPBACK, site_block

PATH = "/topics/grafts/parts"
TITLES = ("A graft in rats", "A graft in mice", "A fund for grafts", "Ana: a graft")


class DeskParts(OpenDesk):
    def setUp(self):
        super().setUp()
        self.close()
        topic = 'topic "Grafts" { slug = "grafts" match = "graft" }'
        self.configure(site_block("Parts", 'timezone = "UTC"') + LOOPBACK + topic)
        for n, title in enumerate(TITLES, 1):
            self.tidings("add", "--title", title, "--section", "news", "--day", f"2026-0{n}-01")
        self.ids = {item["title"]: item["id"] for item in self.queue()}
        self.tidings("approve", *self.ids.values())
        self.tidings("publish")
        self.serve()
        self.ana, self.ben = self.entered("Ana"), self.entered("Ben")

    def parts(self, browser=None):
        """{title of a part: titles of its items}, as the page shows them."""
        text = (browser or self.ana).get(PATH).text
        return {
            html.unescape(re.search(r"<h2[^>]*>(.*?)<", section)[1]): [
                html.unescape(title)
                for title in re.findall(r'<a href="/item/\d+"[^>]*>(.*?)<', section)
            ]
            for section in re.findall(r'<section aria-labelledby="part-.*?</section>', text, re.S)
        }

    def version(self, browser=None):
        text = (browser or self.ana).get(PATH).text
        return re.search(r'name="version" value="(\d+)"', text)[1]

    def do(self, what, browser=None, version=None, status=303, **fields):
        browser = browser or self.ana
        fields = {"do": what, "version": version or self.version(browser), **fields}
        answer = browser.post(PATH, fields)
        self.assertEqual(answer.status, status, answer.text[:500])
        return answer

    def public(self):
        self.tidings("publish")
        text = self.public_files()["topics/grafts.html"].decode()
        return {
            html.unescape(re.search(r"<h2[^>]*>(.*?)<", section)[1]): [
                html.unescape(title).rstrip(".")
                for title in re.findall(r'class="title"[^>]*>(.*?)<', section)
            ]
            for section in re.findall(r"<section aria.*?</section>", text, re.S)
        }

    def test_what_is_arranged_is_what_readers_see(self):
        self.do("add", new_title="Funding", new_intro="Who pays.")
        self.do("change", name="funding", title="Funding", intro="Who pays.", match="fund")
        self.do("up", name="funding")
        self.do("change", name="news", headings="1")
        self.assertIn('name="headings" value="1" checked', self.ana.get(PATH).text)
        self.do("add", new_title="Stories")
        self.do("place", item=self.ids["Ana: a graft"], part="stories")
        self.do("item-up", item=self.ids["A graft in rats"])
        shown = self.parts()
        self.assertEqual(shown["News"], ["A graft in rats", "A graft in mice"])
        self.assertEqual(shown["Stories"], ["Ana: a graft"])
        self.assertEqual({title: items for title, items in shown.items() if items}, self.public())
        self.do("item-date", item=self.ids["A graft in rats"])
        self.assertEqual(self.parts()["News"], ["A graft in mice", "A graft in rats"])
        self.do("undo")
        self.assertEqual(self.parts(), shown)
        self.do("remove", name="stories")
        self.assertEqual(self.parts()["News"][-1], "Ana: a graft")

    def test_from_the_page_of_an_item(self):
        item = self.ids["A graft in rats"]
        self.do("add", new_title="Stories")
        page = self.ana.get(f"/item/{item}").text
        fields = {**form_of(page, PATH), "do": "place", "part": "stories"}
        answer = self.ana.post(PATH, fields)
        self.assertEqual(
            (answer.status, answer.headers["Location"]), (303, f"/item/{item}?said=arranged")
        )
        self.assertEqual(self.parts()["Stories"], ["A graft in rats"])
        self.assertIn('value="stories" selected', self.ana.get(f"/item/{item}").text)

    def test_words_of_an_item_come_back_as_they_are(self):
        item, path = self.ids["A graft in rats"], "/item/%d/decide"
        form = form_of(self.ana.get(f"/item/{item}").text, path % item)
        for name in ("lead", "also", "url", "label"):
            self.assertEqual(form[name], [""], name)
        words = {"lead": "Until March.", "also": "Grafts; X | https://b.example/", "label": "Me"}
        self.ana.post(path % item, {**form, **words, "do": "save"})
        form = form_of(self.ana.get(f"/item/{item}").text, path % item)
        self.assertEqual({name: form[name][0] for name in words}, words)
        self.ana.post(path % item, {**form, "do": "save"})
        self.assertEqual(
            self.rows("SELECT count(*) FROM decision WHERE verb = 4"), [(1,)], "nothing new"
        )

    def test_two_at_once(self):
        seen = self.version()
        self.do("add", self.ben, new_title="Of Ben")
        answer = self.do("add", version=seen, status=409, new_title="Of Ana")
        self.assertIn("arranged anew by Ben", answer.text)
        self.assertIn("Of Ben", self.parts())
        self.assertNotIn("Of Ana", self.parts())

    def test_what_was_typed_stays_when_it_cannot_be(self):
        answer = self.do("add", status=400, new_title="", new_intro="Words <b>")
        self.assertIn("A part needs a title", answer.text[:20000].replace("a part", "A part"))
        self.assertIn('value="Words &lt;b&gt;"', answer.text)
        self.do("change", name="news", match="(", status=400)
        self.do("change", name="news", title="Same")
        self.do("change", name="research", title="same", status=400)
        self.do("add", new_title="SAME", status=400)
        self.do("undo")
        self.do("change", name="nothing", status=400)
        self.do("place", item=self.ids["A graft in rats"], part="nothing", status=400)
        self.assertEqual(self.rows("SELECT count(*) FROM arrangement"), [(2,)])
        self.assertEqual(self.ana.get("/topics/nothing/parts").status, 404)
        self.assertEqual(self.ana.post("/topics/nothing/parts", {"do": "add"}).status, 404)


if __name__ == "__main__":
    unittest.main()
