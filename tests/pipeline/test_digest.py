"""The next edition of the digest at the desk: its order, its previews and its measures."""
import re
import unittest

import stores

from desk import form_of, plain
from desk_digest import EDITION, NOW, DigestDesk
from pipeline import read, write


ORDER = "/digest/research/order"


class Order(DigestDesk):
    def order(self, browser=None):
        return [int(id) for id in re.findall(r'<li id="item-(\d+)"', self.section(browser=browser))]

    def form(self, browser=None):
        return form_of(self.section(browser=browser), ORDER)

    def move(self, verb, item, browser=None, fields=None, status=303):
        """Presses a button of an item; fields: those of a page that was opened before."""
        fields = {**(fields or self.form(browser)), verb: item}
        return self.press(ORDER, fields, browser, status)

    def back_forms(self):
        """The forms that bring back an earlier order, the newest first."""
        found = re.findall(
            rf'<form method="post" action="{ORDER}">.*?</form>', self.section(), re.S
        )
        return [form_of(form, ORDER) for form in found]

    def test_moves(self):
        usual = a, b, c, *rest = self.order()
        self.assertGreater(len(rest), 3)
        self.assertEqual(self.move("up", b).headers["Location"], f"/digest/research#item-{b}")
        self.assertEqual(self.order(), [b, a, c, *rest])
        self.move("down", a)
        self.assertEqual(self.order(), [b, c, a, *rest])
        self.move("first", rest[-1])
        self.assertEqual(self.order(), [rest[-1], b, c, a, *rest[:-1]])
        # None of these can go any further.
        for verb, item in (("up", rest[-1]), ("down", rest[-2]), ("first", rest[-1])):
            self.move(verb, item)
        self.assertEqual(self.order(), [rest[-1], b, c, a, *rest[:-1]])
        shown = plain(self.section())
        for words in (
            f"Ana put “{self.title(rest[-1])}” first",
            f"Ana moved “{self.title(a)}” down",
            f"Ana moved “{self.title(b)}” up",
        ):
            self.assertIn(words, shown)
        self.press(ORDER, {**self.form(), "usual": 1})
        self.assertEqual(self.order(), usual)
        self.assertIn("Ana went back to the usual order", plain(self.section()))
        self.assertNotIn("Order as usual", self.section())

    def title(self, item):
        return self.objects("show", item, now=NOW)[0]["title"]

    def test_the_chosen_order_is_previewed_and_frozen_once(self):
        usual = self.order()
        self.move("first", usual[-1])
        self.move("down", usual[0])
        arranged = self.order()
        html, text = self.preview("html"), self.preview("text")
        titles = [self.title(item).rstrip(".") for item in arranged]
        places = [plain(html.decode()).index(title, 200) for title in titles]
        self.assertEqual(places, sorted(places))
        self.tidings("digest", "--section", "research", now=NOW)
        files = self.public_files()
        self.assertEqual((files[f"{EDITION}.html"], files[f"{EDITION}.txt"]), (html, text))
        self.assertEqual(self.order(), [])
        self.assertNotIn("Who arranged it", self.section())
        last = self.rows("SELECT verb, items FROM running_order ORDER BY id DESC LIMIT 1")
        self.assertEqual(last, [("frozen", "")])
        for sql in ("UPDATE running_order SET items = ''", "DELETE FROM running_order"):
            with self.assertRaisesRegex(stores.REFUSED, "cannot be"), self.beside() as db:
                db.execute(sql)

    def test_new_items_fall_into_their_usual_place(self):
        usual = self.order()
        gone = usual[1]
        self.tidings("undo", gone, now=NOW)
        self.move("first", usual[-1])
        arranged = [usual[-1], usual[0], *usual[2:-1]]
        self.assertEqual(self.order(), arranged)
        self.tidings("approve", gone, now="2026-11-02T09:00:00Z")
        self.assertEqual(self.order(), [gone, *arranged])  # as the latest approval it comes first

    def test_two_editors(self):
        ben = self.entered("Ben")
        a, b, c, *rest = self.order()
        seen = self.form(ben)
        self.move("up", b)
        answer = self.move("up", c, ben, seen, 409)
        text = plain(answer.text)
        told = "Ana arranged the next edition of Research, just now. Nothing of yours was written"
        self.assertIn(told, text)
        lists = [
            re.findall(r"<li[^>]*>(.*?)</li>", part)
            for part in re.findall(r"<ol>(.*?)</ol>", answer.text, re.S)
        ]
        titles = {item: self.title(item) for item in (a, b, c)}
        self.assertEqual(
            [plain(title) for title in lists[0][:3]], [titles[b], titles[a], titles[c]]
        )
        self.assertEqual(
            [plain(title) for title in lists[1][:3]], [titles[a], titles[c], titles[b]]
        )
        self.assertEqual(self.order(), [b, a, c, *rest])
        self.press(ORDER, form_of(answer.text, ORDER), ben)
        self.assertEqual(self.order(), [a, c, b, *rest])
        self.assertIn("Ben chose an order as a whole", plain(self.section()))

    def test_the_same_by_both_is_no_conflict(self):
        ben = self.entered("Ben")
        a, b, *rest = self.order()
        seen = self.form(ben)
        self.move("up", b)
        self.move("up", b, ben, seen)
        self.assertEqual(self.order(), [b, a, *rest])
        self.assertNotIn("Ben moved", plain(self.section()))

    def test_frozen_in_between(self):
        seen = self.form()
        order = self.order()
        self.tidings("digest", "--section", "research", now=NOW)
        self.assertIn(
            "not in the next edition any more",
            plain(self.move("up", order[1], fields=seen, status=409).text),
        )

    def test_back_to_before(self):
        usual = a, b, *rest = self.order()
        self.move("up", b)
        self.move("first", rest[-1])
        self.assertEqual(len(self.back_forms()), 2)
        self.press(ORDER, self.back_forms()[0])
        self.assertEqual(self.order(), [b, a, *rest])
        self.press(ORDER, self.back_forms()[2])
        self.assertEqual(self.order(), usual)

    def test_hostile_orders(self):
        usual = self.order()
        seen = self.form()
        for fields in (
            {"order": ""},
            {"order": "999999,-5,x,0"},
            {"order": "1" * 4000},
            {"up": 999999},
            {"version": "-1", "down": 12345678},
            {"order": "'; DROP TABLE item"},
        ):
            self.press(ORDER, {**seen, **fields}, status=409)
        self.assertEqual(self.order(), usual)
        self.press(
            ORDER,
            {
                **seen,
                "order": ",".join(str(id) for id in [usual[1], usual[1], 999999, *usual * 40]),
            },
        )
        self.assertEqual(self.order(), [usual[1], usual[0], *usual[2:]])
        self.press("/digest/none/order", {**seen, "usual": 1}, status=404)


class Page(DigestDesk):
    def test_measures(self):
        html, text = self.preview("html"), self.preview("text")
        links = set(re.findall(r'<a [^>]*href="([^"]+)"', html.decode()))
        items = len(re.findall(r'<li id="item-', self.section()))
        self.says(
            f"{items} items · {len(html) / 1000:.1f} of 90 kB · "
            f"{len(links)} links, all of them in the text too"
        )
        shown = self.section()
        for link in links:
            self.assertIn(f">{link}<", shown)
        self.assertIn("https://", text.decode())

    def test_the_preview_of_the_mail_is_sandboxed(self):
        answer = self.ana.get("/digest/research/html")
        policies = answer.headers.get_all("Content-Security-Policy")
        self.assertEqual(len(policies), 1)
        self.assertIn("sandbox", policies[0])
        self.assertIn("default-src 'none'", policies[0])
        self.assertNotIn("script", policies[0])
        self.assertNotIn("allow-same-origin", policies[0])
        self.assertEqual(answer.headers["X-Frame-Options"], "SAMEORIGIN")
        self.assertNotIn(
            "unsafe-inline", self.ana.get("/digest/research").headers["Content-Security-Policy"]
        )

    def test_a_link_that_the_text_lacks(self):
        path = f"{self.site}/templates/digest.html.mustache"
        link = '<a href="https://tracker.example/?a=1&amp;b=2">x</a>'
        write(path, read(path).replace("</body>", link + "</body>"))
        self.says("1 of them not in the text")
        self.assertIn("https://tracker.example/?a=1&amp;b=2", self.section())

    def test_too_much(self):
        """What does not fit into the mail is said before anything is sent."""
        path = f"{self.site}/templates/digest-item.html.mustache"
        write(path, read(path) + "<!-- " + "x" * 20000 + " -->")
        self.assertRegex(
            plain(self.section()), r"\d+ items \( the last \d+ do not fit and are only counted \)"
        )


if __name__ == "__main__":
    unittest.main()
