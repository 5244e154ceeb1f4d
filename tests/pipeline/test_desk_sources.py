"""Sources and topics at the desk: an editor adds, changes, removes them, sees what went wrong, and
takes it back; what is written by hand is never touched."""
import html
import os
import re
import signal
import subprocess
import time
import unittest
from urllib.parse import quote

import stores
from desk import NOW, SITE, OpenDesk, form_of, plain, text_of
from pipeline import TIDINGS, read, write

FEED = {"kind": "feed", "title": "Lungs & more", "url": "https://lungs.example/feed"}
TOPIC = {"kind": "topic", "title": "Lungs", "match": "lung|\\bILD\\b", "also": "Skin\n\nHeart's"}
HAND = (
    "# ours\n"
    'feed "By hand" { url = "https://hand.example/feed" topics = {"skin"} }\n'
    'topic "Skin" {\n\tslug = "skin"\n}\n'
)


class Desk(OpenDesk):
    def setUp(self):
        super().setUp()
        self.ana = self.entered()

    def conf(self):
        path = f"{self.site}/feeds/desk.conf"
        return read(path) if os.path.exists(path) else ""

    def save(self, fields, status=303, where=None, by=None):
        where = where or ("/topics" if fields.get("kind") == "topic" else "/sources")
        answer = (by or self.ana).post(f"{where}/save", fields)
        self.assertEqual(answer.status, status, text_of(answer.text))
        return answer

    def edit_form(self, kind, name):
        where = "/topics" if kind == "topic" else "/sources"
        page = self.ana.get(f"{where}/edit?kind={kind}&name={quote(name)}")
        self.assertEqual(page.status, 200, text_of(page.text))
        return form_of(page.text, f"{where}/save")

    def log_rows(self):
        """What the log says, newest first."""
        page = self.ana.get("/log/settings").text
        return [plain(row) for row in re.findall(r"<li><span.*?</span>", page, re.S)]

    def undo(self, n=0, status=303):
        """Takes back the n-th of the rows that offer it."""
        page = self.ana.get("/log/settings").text
        action = re.findall(r'action="(/log/settings/\d+/undo)"', page)[n]
        answer = self.ana.post(action, {})
        self.assertEqual(answer.status, status, text_of(answer.text))
        return answer


class Changes(Desk):
    def test_a_feed_is_added_changed_and_removed(self):
        self.save(FEED)
        self.assertIn("url = 'https://lungs.example/feed'", self.conf())
        page = self.ana.get("/sources").text
        self.assertIn("Lungs &amp; more", page)
        form = self.edit_form("feed", FEED["title"])
        self.assertEqual(form["url"], [FEED["url"]])
        form["keep"] = "a 'quoted' \\bword {and} #more"
        self.save(form)
        self.assertIn("keep = 'a \\'quoted\\' \\\\bword {and} #more'", self.conf())
        self.assertEqual(
            self.edit_form("feed", FEED["title"])["keep"], ["a 'quoted' \\bword {and} #more"]
        )
        self.tidings("check")
        form = self.edit_form("feed", FEED["title"])
        asked = self.ana.post("/sources/remove", {"before": form["before"][0]})
        self.assertIn("What it brought stays", text_of(asked.text))
        self.assertIn("Lungs", self.conf())
        gone = self.ana.post(
            "/sources/remove", form_of(asked.text, "/sources/remove") | {"sure": "remove"}
        )
        self.assertEqual(gone.status, 303)
        self.assertNotIn("Lungs", self.conf())
        self.assertNotIn("Lungs", self.ana.get("/sources").text)

    def test_every_change_is_in_the_log_and_is_taken_back(self):
        states = [self.conf()]
        self.save(FEED)
        states.append(self.conf())
        form = self.edit_form("feed", FEED["title"])
        self.save(form | {"every": "3h", "title": "Renamed"})
        states.append(self.conf())
        self.save(TOPIC)
        self.assertEqual(
            self.log_rows(),
            ["Added topic “Lungs”", "Changed feed “Renamed”", "Added feed “Lungs & more”"],
        )
        self.undo(0)
        self.assertEqual(self.conf().strip(), states[2].strip())
        # What came after it stands in the way of none but its own block.
        self.undo(1)
        self.assertEqual(self.conf().strip(), states[1].strip())
        self.undo(1)  # the first undo was taken back: the topic is there again
        self.assertIn("topic 'Lungs'", self.conf())
        self.assertEqual(len(self.rows("SELECT id FROM config_change WHERE done = 1")), 6)
        page = html.unescape(self.ana.get("/log/settings").text)
        self.assertIn("every = '3h'", page, "the texts before and after")

    def test_an_undo_that_somebody_stands_in_the_way_of_is_refused(self):
        self.save(FEED)
        self.save(self.edit_form("feed", FEED["title"]) | {"every": "3h"})
        before = self.conf()
        refused = self.undo(1, status=409)
        self.assertIn("changed since", text_of(refused.text))
        self.assertEqual(self.conf(), before)

    def test_mistakes_are_said_and_the_form_is_kept(self):
        self.save(FEED)
        before = self.conf()
        for fields, says in (
            ({"title": "A", "url": "ftp://x"}, "is not a web address"),
            ({"title": "A", "url": ""}, "needs “Address of the feed”"),
            ({"title": "lungs & MORE"}, "is already given at feeds/desk.conf"),
            ({"title": "A", "keep": "(open"}, "missing closing parenthesis"),
            ({"title": "A", "topics": "none"}, "there is no topic"),
            ({"title": ""}, "needs a name"),
        ):
            page = self.save(FEED | fields, status=400)
            said = text_of(page.text.split("</main>")[0])
            self.assertIn(says, said, fields)
            self.assertNotIn("desk.conf:1", said.split("is already given")[0])
            kept = form_of(page.text, "/sources/save")
            self.assertEqual(kept["title"], [(FEED | fields)["title"]])
            self.assertEqual(self.conf(), before)
        self.assertEqual(len(self.rows("SELECT id FROM config_change")), 1)

    def test_a_topic_is_a_page_of_readers(self):
        self.save(TOPIC)
        self.assertIn("also = {'Skin', 'Heart\\'s'}", self.conf())
        self.assertIn("Takes what has", text_of(self.ana.get("/topics").text))
        form = self.edit_form("topic", "Lungs")
        self.assertEqual(form["also"], ["Skin\nHeart's"])
        self.assertEqual(form["match"], [TOPIC["match"]])
        self.tidings("publish")
        self.assertTrue(os.path.exists(f"{self.site}/out/topics/lungs.html"))
        # A source files under it, so it cannot go before that is changed.
        self.save(FEED | {"topics": "lungs"})
        form = self.edit_form("topic", "Lungs")
        refused = self.ana.post("/topics/remove", {"before": form["before"][0], "sure": "remove"})
        self.assertEqual(refused.status, 409)
        self.assertIn("there is no topic", text_of(refused.text))

    def test_only_those_who_may_change_them(self):
        ben = self.entered("Ben")
        self.save(FEED, status=403, by=ben)
        self.assertEqual(ben.get("/sources/new?kind=feed").status, 403)
        self.assertNotIn("/sources/new", ben.get("/sources").text)
        self.assertEqual(self.conf(), "")


class ByHand(Desk):
    def test_files_by_hand_are_shown_and_not_touched(self):
        self.configure(HAND, "hand.conf")
        page = text_of(self.ana.get("/topics").text)
        self.assertIn("(feeds/hand.conf:3)", page)
        self.assertNotIn("/topics/edit", self.ana.get("/topics").text)
        self.assertEqual(self.ana.get("/topics/edit?kind=topic&name=Skin").status, 404)
        self.save(FEED | {"topics": "skin"})
        self.assertEqual(read(f"{self.site}/feeds/hand.conf"), HAND)

    def test_what_a_hand_wrote_into_the_desk_s_file_stays(self):
        self.save(FEED)
        path = f"{self.site}/feeds/desk.conf"
        write(path, read(path) + "\n# mine: ' {\ntopic Skin { slug = skin match = 'skin' } # end\n")
        self.save(self.edit_form("feed", FEED["title"]) | {"every": "1d"})
        self.assertTrue(
            self.conf().endswith("# mine: ' {\ntopic Skin { slug = skin match = 'skin' } # end\n")
        )
        self.save(self.edit_form("topic", "Skin") | {"match": "skin|rash"})
        self.assertIn("match = 'skin|rash'\n} # end", self.conf())

    def test_a_conflict_is_shown_and_nothing_is_lost(self):
        self.save(FEED)
        mine, theirs = (self.edit_form("feed", FEED["title"]) for _ in "ab")
        self.save(theirs | {"every": "1d"})
        before = self.conf()
        page = self.save(mine | {"keep": "mine alone"}, status=409)
        self.assertIn("every = '1d'", html.unescape(page.text), "theirs is shown")
        self.assertEqual(self.conf(), before)
        kept = form_of(page.text, "/sources/save")
        self.assertEqual(kept["keep"], ["mine alone"], "mine is kept")
        self.save(kept)
        self.assertIn("mine alone", self.conf())
        # By hand, between the form and its saving.
        mine = self.edit_form("feed", FEED["title"])
        write(f"{self.site}/feeds/desk.conf", self.conf().replace("mine alone", "by hand"))
        page = self.save(mine | {"keep": "mine once more"}, status=409)
        self.assertIn("by hand", page.text)
        self.assertIn("by hand", self.conf())
        write(f"{self.site}/feeds/desk.conf", "")
        page = self.save(mine, status=409)
        self.assertIn("removed or renamed it", text_of(page.text))

    def test_a_file_that_is_broken_keeps_the_last_good_configuration(self):
        self.save(FEED)
        self.configure(HAND, "hand.conf")
        self.assertIn("Skin", self.ana.get("/topics").text)
        self.configure(HAND + "topic {", "hand.conf")
        for path in ("/topics", "/queue"):
            page = self.ana.get(path)
            self.assertEqual(page.status, 200)
            self.assertIn("feeds/hand.conf:", text_of(page.text))
        self.assertIn("Skin", self.ana.get("/topics").text)
        before = self.conf()
        page = self.save(FEED | {"title": "Another"}, status=400)
        self.assertIn("feeds/hand.conf:", text_of(page.text))
        self.assertEqual(self.conf(), before)
        self.configure(HAND.replace("Skin", "The skin"), "hand.conf")
        page = text_of(self.ana.get("/topics").text)
        self.assertIn("The skin", page)
        self.assertNotIn("mistake", page)

    def test_a_desk_conf_that_is_broken_is_for_a_hand_to_mend(self):
        self.save(FEED)
        form = self.edit_form("feed", FEED["title"])
        write(f"{self.site}/feeds/desk.conf", self.conf() + "feed {")
        page = self.save(form | {"every": "1d"}, status=400)
        self.assertIn("feeds/desk.conf:", text_of(page.text))
        self.assertTrue(self.conf().endswith("feed {"))


class Site(Desk):
    def test_what_a_file_by_hand_leaves_open_the_desk_says(self):
        page = self.ana.get("/site")
        said = text_of(page.text)
        self.assertIn("Name of the site is set by hand in feeds/test.conf:1", said)
        form = form_of(page.text, "/site/save")
        self.assertNotIn("title", form)
        self.assertNotIn("timezone", form)
        self.save(
            form | {"description": "What's  ours", "postal_address": "One\r\nTwo"}, where="/site"
        )
        self.assertIn("site {\n", self.conf())
        self.assertIn("postal_address = 'One\nTwo'", self.conf())
        self.tidings("publish")
        self.assertIn("What&#39;s ours", read(f"{self.site}/out/index.html"))
        form = form_of(self.ana.get("/site").text, "/site/save")
        self.assertEqual(form["postal_address"], ["One\nTwo"])
        page = self.save(form | {"language": "x!"}, status=400, where="/site")
        self.assertIn("language tag", text_of(page.text))
        self.save(form | {"description": "Else"}, where="/site")
        page = self.save(form | {"description": "Late"}, status=409, where="/site")
        self.assertIn("Else", page.text)
        self.undo()
        self.assertIn("What\\'s ours", self.conf())
        self.assertEqual(self.entered("Ben").get("/site").status, 403)

    def test_a_new_site_is_named_at_the_desk(self):
        folder = f"{self.site}/new"
        stores.make(folder, lambda *store: self.tidings("init", folder, *store))
        self.close()
        self.site = folder
        self.add_editor("Ana", "admin")
        self.serve()
        self.ana = self.entered()
        form = form_of(self.ana.get("/site").text, "/site/save")
        self.assertEqual(form["title"], ["Our News Desk"])
        self.assertIn("an address of the example", self.ana.get("/queue").text)
        self.assertEqual(self.steps(), [False] * 6)
        menu = self.ana.get("/queue").text.split("<nav")[1].split("</nav>")[0]
        self.assertIn('<a href="/site">Site</a>', menu)
        self.assertIn('<a href="/start">First steps</a>', menu)
        # Whose entries they are is made from the address; the example's is nobody's.
        self.assertNotIn("authority", {key for key, value in form.items() if value != [""]})
        page = self.save(form | {"base_url": "no address"}, status=400, where="/site")
        self.assertIn("“Address” is not a web address", text_of(page.text))
        self.assertNotIn("base_url”", page.text)
        answer = self.save(form | {"base_url": "news.lungs-aid.org"}, where="/site")
        page = self.ana.get(answer.headers["Location"])
        self.assertIn(f"authority = 'news.lungs-aid.org,{NOW[:4]}'", self.conf())
        self.assertIn('<a href="/start">On with the first steps</a>', page.text)
        form = form_of(self.ana.get("/site").text, "/site/save")
        self.assertEqual(form["authority"], [f"news.lungs-aid.org,{NOW[:4]}"])
        self.save(
            form
            | {
                "title": "Scleroderma News",
                "base_url": "news.scleroderma.example",
                "authority": "scleroderma.example,2026",
                "email": "desk@scleroderma.example",
                "timezone": "America/Chicago",
            },
            where="/site",
        )
        self.assertIn("base_url = 'https://news.scleroderma.example", self.conf())
        self.assertIn("Scleroderma News", self.ana.get("/queue").text)
        self.assertIn("an address of the example", self.ana.get("/queue").text)
        self.assertEqual(self.steps(), [False] * 6)
        self.tidings("publish")
        self.assertIn("Scleroderma News", read(f"{folder}/out/index.html"))
        self.assertNotIn("Our News Desk", read(f"{folder}/out/index.html"))

    def steps(self):
        """Which of the first steps are done, by their titles."""
        page = self.ana.get("/start").text
        rows = re.findall(r"<li>(.*?)</li>", page.split("<ol")[1], re.S)
        return [bool(re.search(">done<", row)) for row in rows]

    def test_the_first_steps_of_a_new_site(self):
        """By the desk alone: name, topic, source, approval, publication."""
        self.assertEqual(self.steps(), [False] * 6)
        self.assertEqual(self.entered("Ben").get("/start").status, 200)
        self.configure(SITE.replace("example.org", "lungs-aid.org"))
        self.assertEqual(self.steps(), [True] + [False] * 5)
        self.save(TOPIC)
        self.save(FEED)
        self.assertEqual(self.steps(), [True] * 3 + [False] * 3)


class Restarts(Desk):
    def test_what_a_desk_that_died_began_is_settled_by_the_file(self):
        self.save(FEED)
        row = self.rows("SELECT after FROM config_change")[0][0]
        put = "INSERT INTO config_change (at, editor, kind, name, before, after) "
        put += "VALUES (0, 'x', 'feed', ?, '', ?)"
        self.execute(put, "There", row)
        self.execute(put, "Never", row.replace("Lungs", "Never"))
        self.execute("UPDATE config_change SET done = 0")
        self.save(TOPIC)
        names = self.rows("SELECT name, done FROM config_change ORDER BY id")
        self.assertEqual(names, [(FEED["title"], 1), ("There", 1), ("Lungs", 1)])

    def test_a_renamed_source_goes_on_where_it_stood(self):
        self.save(FEED)
        self.tidings("sources")
        self.execute("UPDATE source SET total_new = 7")
        self.save(self.edit_form("feed", FEED["title"]) | {"title": "Renamed"})
        self.assertEqual(self.rows("SELECT name, total_new FROM source"), [("Renamed", 7)])
        self.undo()
        self.assertEqual(self.rows("SELECT name, total_new FROM source"), [(FEED["title"], 7)])

    def execute(self, sql, *values):
        with self.beside() as db:
            db.execute(sql, values)
        db.close()


class Work(Desk):
    """The worker takes in what the desk wrote, without a restart."""

    def test_the_worker_notices(self):
        with open(f"{self.site}/work.log", "w") as log:
            work = subprocess.Popen([TIDINGS, "-C", self.site, "work"], stdout=log, stderr=log)
        self.addCleanup(lambda: (work.send_signal(signal.SIGTERM), work.wait()))
        self.wait_until(lambda: os.path.exists(f"{self.site}/out/index.html"))
        time.sleep(1.2)
        self.save(TOPIC)
        self.wait_until(lambda: os.path.exists(f"{self.site}/out/topics/lungs.html"))
        self.save({"kind": "feed", "title": "New", "url": "http://127.0.0.1:1/feed"})
        self.wait_until(lambda: self.rows("SELECT 1 FROM source WHERE name = 'New'"))
        self.wait_until(lambda: "New" in read(f"{self.site}/work.log"))
        self.configure("nonsense", "bad.conf")
        self.wait_until(lambda: "configuration of before holds" in read(f"{self.site}/work.log"))
        self.assertIsNone(work.poll())
        self.assertEqual(read(f"{self.site}/work.log").count("read anew"), 2)

    def wait_until(self, done):
        for _ in range(200):
            if done():
                return
            time.sleep(0.1)
        self.fail(read(f"{self.site}/work.log"))


if __name__ == "__main__":
    unittest.main()
