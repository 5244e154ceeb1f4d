#!/usr/bin/env python3
"""The pages of sources and topics that editors set up at the desk, in every state, looked at as in
test_desk_pages.py."""
import os
import re
import sys
import unittest

import test_desk_pages
from desk_site import WEEK_2, prepare
from desk import form_of
from pipeline import LOOPBACK, read, write

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "pipeline"))
from test_desk_hand_page import PAGE as HAND_PAGE, send_page  # noqa: E402
from test_desk_sources import FEED, TOPIC  # noqa: E402
from test_desk_tryouts import ALTERNATE, PAGE, Web, rss, send_opml  # noqa: E402


class Settings(test_desk_pages.Pages):
    def save(self, ana, where, fields):
        self.assertEqual(ana.post(f"/{where}/save", fields).status, 303)

    def forms(self, ana):
        for kind in ("feed", "pubmed", "clinicaltrials", "medlineplus"):
            self.get(f"new-{kind}", ana, f"/sources/new?kind={kind}")
        self.get("start", ana, "/start")
        self.get("site", ana, "/site")
        self.post("site-wrong", ana, "/site/save", {"kind": "site", "language": "x!"}, 400)
        self.get("new-topic", ana, "/topics/new")
        self.get("changes-none", ana, "/log/settings")
        self.post("wrong", ana, "/sources/save", FEED | {"url": "x", "keep": "(open"}, 400)
        self.save(ana, "topics", TOPIC)
        self.save(ana, "sources", FEED)
        self.get("sources-new", ana, "/sources?said=changed")
        self.get("topics-changed", ana, "/topics?said=changed")
        edit = "/sources/edit?kind=feed&name=Lungs+%26+more"
        form = form_of(self.get("edit", ana, edit).text, "/sources/save")
        self.get("edit-topic", ana, "/topics/edit?kind=topic&name=Lungs")
        self.get("edit-none", ana, "/topics/edit?kind=topic&name=x", 404)
        self.save(ana, "sources", form | {"every": "1d"})
        self.post("conflict", ana, "/sources/save", form | {"keep": "mine"}, 409)
        self.post("remove", ana, "/sources/remove", form, 200)
        self.get("changes", ana, "/log/settings")
        action = re.findall(r'action="(/log/settings/\d+/undo)"', ana.get("/log/settings").text)
        self.post("undo-refused", ana, action[1], {}, 409)
        self.assertEqual(ana.post(action[0], {}).status, 303)
        self.get("changes-undone", ana, "/log/settings?said=restored")

    def tryouts(self, ana):
        web = Web()
        self.addCleanup(web.close)
        web.pages = {
            "/": PAGE % (ALTERNATE % "/a.xml" + ALTERNATE % "/b.xml"),
            "/a.xml": rss("All of it", *[f"A story about lungs {n}" for n in range(9)]),
            "/b.xml": rss("A long name " * 9, "unbreakable" * 20),
            "/empty": PAGE % "",
        }
        where = {}
        for name, path, fields in (
            ("page", "/sources/look", {"address": web.url}),
            ("feed", "/sources/look", {"address": web.url + "/a.xml"}),
            ("none", "/sources/look", {"address": web.url + "/empty"}),
            ("unreachable", "/sources/look", {"address": "http://127.0.0.1:1/"}),
            ("mistake", "/sources/try", FEED | {"title": "X", "keep": "(open"}),
            ("topic", "/topics/try", TOPIC | {"title": "Others"}),
        ):
            answer = ana.post(path, fields)
            self.assertEqual(answer.status, 303)
            where[name] = answer.headers["Location"]
        self.get("tryout-waits", ana, where["page"])
        self.run_tidings("run", now=WEEK_2)
        for name, path in where.items():
            self.get(f"tryout-{name}", ana, path)
        self.get("tryout-gone", ana, "/sources/try/999", 404)
        self.post("look-wrong", ana, "/sources/look", {"address": "no address"}, 400)

    def lists(self, ana):
        """A list of feeds, uploaded."""
        outline = '<outline text="%s" xmlUrl="https://site.example/%s"/>'
        feeds = outline % ("A feed", "a") + outline % ("A long name " * 9, "b" * 200)
        where = {}
        for name, text in (
            ("list", f"<opml version='2.0'><body>{feeds}</body></opml>"),
            ("no-list", "<html></html>"),
        ):
            answer = send_opml(ana, text)
            self.assertEqual(answer.status, 303)
            where[name] = answer.headers["Location"]
        self.get("list-waits", ana, where["list"])
        self.run_tidings("run", now=WEEK_2)
        for name, path in where.items():
            self.get(name, ana, path)
        self.post("list-none-ticked", ana, where["list"], {}, 409)
        self.get("list-gone", ana, "/sources/opml/999", 404)

    def hand_page(self, ana):
        """A page kept by hand, uploaded for a topic."""
        page = HAND_PAGE + "<h2>" + "Long heading " * 12 + "</h2><p>" + "unbreakable" * 20 + "</p>"
        answer = send_page(ana, page.encode(), "https://old.example/", topic="lungs")
        self.assertEqual(answer.status, 303)
        where = answer.headers["Location"]
        self.get("page-waits", ana, where)
        self.run_tidings("run", now=WEEK_2)
        form = form_of(self.get("page-read", ana, where).text, where)
        self.assertEqual(ana.post(where, form).status, 303)
        self.get("page-taken", ana, f"{where}?said=taken")
        self.get("page-gone", ana, "/topics/lungs/page/999", 404)

    def publication(self, ana):
        """Before, while and after a publication that was asked for; one that failed."""
        self.get("published-none", ana, "/published")
        self.assertEqual(ana.post("/published", {"what": "now"}).status, 303)
        self.get("publication-waits", ana, "/published?said=publish")
        self.run_tidings("run", now=WEEK_2)
        self.get("publication-done", ana, "/published")
        template = f"{self.site}/templates/index.mustache"
        kept = read(template)
        write(template, kept + "{{#open}}")
        self.run_tidings("publish", "--all", now=WEEK_2)
        self.get("publication-failed", ana, "/published")
        write(template, kept)

    def filters(self, ana):
        """Filters that an editor keeps."""
        self.assertEqual(
            ana.post("/filters", {"name": "Long name " * 8, "q": "lungs", "back": "/queue"}).status,
            303,
        )
        self.get("filter-kept", ana, "/queue?said=filter-kept")

    def broken(self, ana):
        before = read(f"{self.site}/feeds/desk.conf")
        write(f"{self.site}/feeds/desk.conf", before + "topic {")
        self.get("broken-topics", ana, "/topics")
        write(f"{self.site}/feeds/desk.conf", before)

    def all_states(self):
        self.configure(LOOPBACK, "net.conf")
        self.add_editor("Ana", "admin")
        self.add_editor("Ben")
        self.serve(now=WEEK_2)
        ana, ben = self.entered("Ana"), self.entered("Ben")
        self.forms(ana)
        self.tryouts(ana)
        self.lists(ana)
        self.hand_page(ana)
        self.filters(ana)
        self.publication(ana)
        self.broken(ana)
        self.get("queue", ana, "/queue")
        self.get("sources-of-an-editor", ben, "/sources")
        return ana


if __name__ == "__main__":
    prepare()
    unittest.main()
