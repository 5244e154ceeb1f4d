"""The editors' desk over plain HTTP, as a browser without JavaScript uses it.

Every decision is a form that is posted and answered with 303."""
import csv
import gzip
import html
import io
import os
import re
import unittest

from desk import form_of, plain
from desk_sample import WEEK_1, WEEK_2, SampleDesk
from pipeline import SAMPLE, TOP, Replay, read, write


class Pages(SampleDesk):
    def test_the_whole_story(self):
        """Edit, approve, undo, approve again, publish: readers get the preview, byte for byte."""
        before, paper = self.waiting(), self.item("pmid/99000101")
        self.decide(paper, "save", summary="An editor's  own\r\nwords.", section="news")
        card = self.page(f"/item/{paper}")
        self.assertEqual(
            form_of(card, f"/item/{paper}/decide")["summary"], ["An editor's own words."]
        )
        self.assertIn("an editor’s words", card)
        page = self.decide(paper, "approve")
        self.assertIn("Approved “Sample: a paper on stem cells", html.unescape(page))
        self.assertEqual(self.waiting(), before - 1)
        page = self.press(self.ana, "/undo", form_of(page, "/undo"))
        self.assertIn("taken back", page)
        self.assertEqual(self.waiting(), before)
        self.decide(paper, "approve")
        preview = self.fragment(paper)
        self.tidings("publish", now=WEEK_1)
        self.assertIn(preview, self.public_files()["news/index.html"])
        self.assertIn(preview, self.page(f"/item/{paper}").encode())
        self.assertEqual(self.ana.post("/logout", {}).status, 303)
        self.assertEqual(self.ana.get("/queue").status, 303)

    def test_preview_of_every_item(self):
        ids = [item["id"] for item in self.queue(now=WEEK_1)]
        previews = {id: self.fragment(id) for id in ids}
        self.tidings("approve", *ids, now=WEEK_1)
        self.tidings("publish", now=WEEK_1)
        published = self.public_files()
        for id in ids:
            section = self.objects("show", id, now=WEEK_1)[0]["section"]
            self.assertIn(previews[id], published[f"{section}/index.html"], id)
            self.assertEqual(previews[id], self.fragment(id), id)

    def test_preview_of_what_is_typed(self):
        paper = self.item("pmid/99000101")
        path, form = f"/item/{paper}", form_of(self.page(f"/item/{paper}"), f"/item/{paper}/decide")
        typed = form | {"summary": "Typed <b> & not saved.", "lead": "Soon.", "section": "news"}
        seen = self.ana.post(f"{path}/preview", typed, **{"X-Desk": "script"})
        self.assertEqual(seen.status, 200)
        self.assertIn("Typed &lt;b&gt; &amp; not saved.", seen.text)
        self.assertIn("Soon.", seen.text)
        self.assertNotIn(b"not saved", self.fragment(paper), "nothing is written")
        page = self.ana.post(f"{path}/preview", typed).text
        self.assertIn(seen.text, page)
        bad = self.ana.post(f"{path}/preview", typed | {"url": "ftp://x"}, **{"X-Desk": "script"})
        self.assertEqual((bad.status, "http://" in bad.text), (400, True))
        carried = form_of(page, f"{path}/decide")
        self.assertEqual(self.ana.post(f"{path}/decide", carried | {"do": "save"}).status, 303)
        self.assertEqual(self.fragment(paper).decode(), seen.text, "as it is once saved")
        self.assertEqual(self.ana.post("/item/99999/preview", typed).status, 404)

    def test_what_a_card_shows(self):
        card = plain(self.page(f"/item/{self.item('pmid/99000102')}"))
        for words in (
            "PubMed, Sample J Med, 2026 Jul;12(7):210-8.",
            "from the conclusion of the abstract (sentence",
            "high confidence",
            "Words that counted",
            "A paper on PubMed.",
            "Topics t Stem Cell (Bone Marrow) Transplantation",
            "Abstract",
            "First seen",
        ):
            self.assertIn(words, card)
        self.assertRegex(
            self.page(f"/item/{self.item('pmid/99000102')}"), r"<mark>[^<]*(?i:marrow)[^<]*</mark>"
        )

    def test_reject_later_and_states(self):
        paper, trial = self.item("pmid/99000105"), self.item("nct/NCT99000103")
        self.decide(paper, "reject", reason="off topic")
        self.decide(trial, "later", until="2026-12-01")
        self.assertIn(paper, self.listed(self.page("/queue?state=rejected")))
        self.assertIn(trial, self.listed(self.page("/queue?state=later")))
        self.assertIn("until 12/01/2026", plain(self.page(f"/item/{trial}")))
        self.assertIn("until 12/01/2026", plain(self.page(f"/log?item={trial}")))
        card = plain(self.page(f"/item/{trial}"))
        self.assertEqual(card.count("until 12/01/2026"), 2, "its state and its history")
        self.assertNotIn(trial, self.listed(self.page("/queue")))
        log = plain(self.page("/log"))
        self.assertIn("off topic", log)
        self.serve(now="2026-12-02T08:00:00Z")
        self.assertIn("Came back", plain(self.page(f"/queue?item={trial}", self.entered("Ana"))))

    def test_topics_and_citation(self):
        paper = self.item("pmid/99000113")
        self.decide(
            paper, "approve", topic=["antibodies"], citation="An own citation", title="An own title"
        )
        shown = self.objects("show", paper, now=WEEK_1)[0]
        self.assertEqual((shown["title"], shown["citation"]), ("An own title", "An own citation"))
        self.tidings("publish", now=WEEK_1)
        self.assertIn("An own title", self.public_files()["topics/antibodies.html"].decode())
        # An approval fixes no field that the editor did not change.
        other = self.item("pmid/99000101")
        self.decide(other, "approve")
        edited = self.rows(
            "SELECT edited_topics, edited_title, edited_summary, edited_citation, edited_section "
            "FROM item WHERE id = ?",
            other,
        )
        self.assertEqual(edited, [(None,) * 5])

    def test_two_editors(self):
        """The second to save is shown both texts, and keeps either."""
        ben, paper = self.entered("Ben"), self.item("pmid/99000101")
        stale = form_of(self.page(f"/item/{paper}", ben), f"/item/{paper}/decide")
        self.assertIn("Ben opened this just now", plain(self.page(f"/item/{paper}")))
        self.decide(paper, "save", summary="Of Ana.")
        answer = self.press(
            ben,
            f"/item/{paper}/decide",
            {**stale, "do": "approve", "summary": "Of Ben."},
            follow=False,
        )
        self.assertEqual(answer.status, 409)
        page = plain(answer.text)
        for words in ("Of Ana.", "Of Ben.", "Keep mine", "Take theirs", "Ana : Edited"):
            self.assertIn(words, page)
        self.assertEqual(self.objects("show", paper, now=WEEK_1)[0]["summary"], "Of Ana.")
        mine = form_of(answer.text, f"/item/{paper}/decide")
        self.press(ben, f"/item/{paper}/decide", mine)
        shown = self.objects("show", paper, now=WEEK_1)[0]
        self.assertEqual((shown["summary"], shown["state"]), ("Of Ben.", "approved"))
        # The same decision by both is no conflict.
        other = self.item("pmid/99000105")
        forms = [
            (browser, form_of(self.page(f"/item/{other}", browser), f"/item/{other}/decide"))
            for browser in (self.ana, ben)
        ]
        for browser, form in forms:
            self.press(browser, f"/item/{other}/decide", {**form, "do": "reject"})

    def test_who_may_undo(self):
        ben, paper = self.entered("Ben"), self.item("pmid/99000101")
        self.decide(paper, "approve", browser=ben)
        self.assertNotIn("Undo this", self.page(f"/item/{paper}"))
        decision = form_of(self.page(f"/item/{paper}", ben), "/undo")["decision"]
        self.assertEqual(self.ana.post("/undo", {"decision": decision}).status, 403)
        self.assertEqual(self.ana.post("/undo", {}).status, 409)  # nothing of hers
        self.press(ben, "/undo", {"decision": decision})
        self.decide(paper, "approve")
        self.tidings("publish", now="2026-11-02T09:00:00Z")
        self.assertEqual(self.ana.post("/undo", {}).status, 403)  # readers have seen it
        decision = form_of(self.page(f"/item/{paper}", ben), "/undo")["decision"]
        self.press(ben, "/undo", {"decision": decision})
        self.assertEqual(self.objects("show", paper, now=WEEK_1)[0]["state"], "queued")

    def test_undo_to_any_depth(self):
        ids = self.listed(self.page("/queue"))[:6]
        start = self.waiting()
        for i, id in enumerate(ids):
            self.decide(id, ("approve", "reject", "later")[i % 3])
        self.serve(now=WEEK_1)  # a new server, another browser
        self.ana = self.entered("Ana")
        self.assertEqual(self.waiting(), start - 6)
        for i in range(6):
            self.press(self.ana, "/undo", {"back": "/queue"})
            self.assertEqual(self.waiting(), start - 5 + i)

    def test_batch(self):
        page, start = self.page("/queue?select=1"), self.waiting()
        choices = re.findall(r'name="item" value="(\d+_\d+)"', page)[:4]
        self.assertEqual(self.ana.post("/batch", {"do": "approve"}).status, 400)
        self.press(self.ana, "/batch", {"do": "approve", "item": choices, "back": "/queue"})
        self.assertEqual(self.waiting(), start - 4)
        # One of them was changed by somebody else: it is named, and the others are done.
        choices = re.findall(r'name="item" value="(\d+_\d+)"', self.page("/queue?select=1"))[:3]
        self.decide(
            int(choices[1].split("_")[0]), "save", browser=self.entered("Ben"), summary="Of Ben."
        )
        answer = self.ana.post("/batch", {"do": "reject", "item": choices, "back": "/queue"})
        self.assertEqual(answer.status, 409)
        self.assertIn("Done: 2.", plain(answer.text))
        self.assertIn(f'<a href="/item/{choices[1].split("_")[0]}">Look at it</a>', answer.text)
        self.assertEqual(self.waiting(), start - 6)

    def test_from_card_to_card(self):
        """The links to the next and previous item, and where a decision leads."""
        ids = self.listed(self.page("/queue?section=research"))

        def step(path, by):
            link = rf'<a href="([^"]*)" data-step="{by}"'
            return html.unescape(re.search(link, self.page(path))[1])

        self.assertEqual(
            step("/queue?section=research", 1), f"/queue?section=research&item={ids[1]}"
        )
        self.assertEqual(
            step(f"/queue?section=research&item={ids[1]}", -1),
            f"/queue?section=research&item={ids[0]}",
        )
        self.assertEqual(step("/queue?section=research", -1), "/queue?section=research")
        self.assertEqual(
            step(f"/queue?section=research&item={ids[-1]}", 1), "/queue?section=research"
        )
        answer = self.decide(
            ids[0], "reject", follow=False, back="/queue?section=research", next=ids[1]
        )
        self.assertRegex(
            answer.headers["Location"], rf"^/queue\?section=research&item={ids[1]}&did=\d+#card$"
        )
        page = self.page(answer.headers["Location"])
        self.assertRegex(
            page,
            r'<article id="card" tabindex="-1" aria-labelledby="card-title" '
            r'aria-describedby="said"',
        )
        answer = self.ana.post("/undo", {"back": "/queue"})
        self.assertRegex(answer.headers["Location"], rf"^/queue\?item={ids[0]}&did=\d+#card$")

    def test_filters_and_search(self):
        # No source answers, but the run brings the catalogue up to date.
        self.tidings("run", now=WEEK_1, status=1)
        self.assertEqual(
            self.listed(self.page("/queue?state=all&q=99000113")), [self.item("pmid/99000113")]
        )
        self.assertIn(self.item("nct/NCT99000101"), self.listed(self.page("/queue?q=sample+trial")))
        trials = self.listed(self.page("/queue?section=trials"))
        self.assertTrue(trials)
        self.assertEqual(
            sorted(trials), self.listed(self.page("/queue?section=trials&order=oldest"))
        )
        self.assertEqual(
            self.listed(self.page("/queue?section=trials&topic=antibodies&source=1&q=nowhere")), []
        )
        self.assertIn("Nothing here fits", self.page("/queue?q=nowhereatall"))
        # An index that is made anew is left to the worker, but for a little each time.
        unfinished = "still indexing what is new"
        for path in ("/queue?section=trials", "/many?section=trials", "/published?q=trial"):
            with self.beside() as db:
                db.execute("DELETE FROM note WHERE name = 'catalog topics'")
            self.assertIn(unfinished, self.page(path))
        self.assertNotIn(unfinished, self.page("/queue"))
        self.tidings("run", now=WEEK_1)
        self.assertNotIn(unfinished, self.page("/queue?section=trials"))
        self.assertEqual(self.listed(self.page("/queue?section=trials")), trials)
        for nonsense in (
            "state=x",
            "order=%00",
            "after=1_nan_2",
            "after=0_9e999_1",
            "item=99999",
            "source=99999",
            "q=%22AND(",
            "topic=%3Cscript%3E",
        ):
            self.page("/queue?" + nonsense)

    def test_paging(self):
        for order in ("", "newest", "oldest"):
            seen, path = [], f"/queue?order={order}"
            while path:
                page = self.page(path)
                seen += self.listed(page)
                more = re.search(r'<a href="([^"]*)" id="next">', page)
                path = html.unescape(more.group(1)) if more else None
            self.assertEqual(len(seen), self.waiting())
            self.assertEqual(len(set(seen)), len(seen))
            if order:
                self.assertEqual(seen, sorted(seen, reverse=order == "newest"))

    def test_duplicates(self):
        """The card asks about two items that share a DOI but not the title. They are told apart,
        merged and split, and each of these is taken back."""
        supplement = self.item("pmid/99000109")
        card = self.page(f"/item/{supplement}")
        paper = int(re.search(r'name="other" value="(\d+)"', card).group(1))
        self.assertIn("Is this the same publication?", card)
        self.press(
            self.ana,
            f"/item/{supplement}/apart",
            {**form_of(card, f"/item/{supplement}/apart"), "other": paper},
        )
        self.assertNotIn("Is this the same publication?", self.page(f"/item/{supplement}"))
        self.press(self.ana, "/undo", {})
        self.assertIn("Is this the same publication?", self.page(f"/item/{supplement}"))
        self.assertRegex(plain(card), r"The titles are \d+ % alike\.")
        start = self.waiting()
        # A paper and news: the editor is asked first.
        merge = {**form_of(card, f"/item/{supplement}/merge"), "into": paper}
        asked = self.ana.post(f"/item/{supplement}/merge", merge)
        self.assertEqual((asked.status, self.waiting()), (409, start))
        self.assertRegex(plain(asked.text), "is a paper, and .* is a news item")
        merge = form_of(asked.text, f"/item/{supplement}/merge")
        self.press(self.ana, f"/item/{supplement}/merge", merge)
        log = plain(self.page("/log"))
        for item in (supplement, paper):
            title = self.rows("SELECT title FROM item WHERE id = ?", item)[0][0]
            self.assertIn(title[:40], log)
        self.assertRegex(log, "Merged .* and “")
        self.assertEqual(self.waiting(), start - 1)
        self.assertEqual(self.ana.get(f"/item/{supplement}").headers["Location"], f"/item/{paper}")
        page = self.page(f"/item/{paper}")
        copy = re.search(r'name="copy" value="(\d+)"', page).group(1)
        self.press(
            self.ana,
            f"/item/{paper}/split",
            {**form_of(page, f"/item/{paper}/split"), "copy": copy},
        )
        self.assertEqual(self.waiting(), start)
        for _ in range(2):
            self.press(self.ana, "/undo", {})
        self.assertEqual(self.ana.get(f"/item/{supplement}").status, 200)
        found = self.page(f"/item/{supplement}/duplicate?q={paper}")
        self.assertIn("% alike", plain(found))
        self.assertIn(f'name="into" value="{paper}"', found)

    def test_updates(self):
        """A trial that stopped recruiting comes back with what changed, word by word; approving it
        corrects what readers see."""
        trial = self.item("nct/NCT99000101")
        self.decide(trial, "approve")
        self.tidings("publish", now=WEEK_1)
        self.a_week_later()
        page = self.page("/queue")
        self.assertEqual(self.listed(page)[0], trial)
        self.assertIn("<del>Now Recruiting</del><ins>Enrollment Completed</ins>", page)
        self.decide(trial, "approve")
        self.tidings("publish", now=WEEK_2)
        self.assertIn("Enrollment Completed", self.public_files()[self.item_page(trial)].decode())
        history = self.page(f"/item/{trial}")
        self.assertIn("<del>RECRUITING</del><ins>COMPLETED</ins>", history)

    def test_log(self):
        paper = self.item("pmid/99000101")
        self.decide(paper, "save", title='=HYPERLINK("x"), "quoted"')
        self.decide(self.item("pmid/99000105"), "reject", browser=self.entered("Ben"))
        self.assertNotIn("Rejected", plain(self.page("/log?editor=Ana")).split("CSV")[1])
        self.assertIn("Edited", plain(self.page(f"/log?item={paper}")))
        self.assertIn("No decision fits", self.page("/log?day=2020-01-01"))
        answer = self.ana.get("/log.csv")
        self.assertIn("text/csv", answer.headers["Content-Type"])
        rows = [
            row
            for row in csv.DictReader(io.StringIO(answer.text))
            if not row["editor"].startswith("source ")
        ]
        self.assertEqual(
            [(row["editor"], row["did"]) for row in rows], [("Ben", "reject"), ("Ana", "edit")]
        )
        self.assertEqual(rows[1]["title"], "'=HYPERLINK(\"x\"), \"quoted\"")
        older = list(
            csv.DictReader(io.StringIO(self.ana.get(f"/log.csv?before={rows[0]['decision']}").text))
        )
        self.assertEqual((older[0]["decision"], rows[0] in older), (rows[1]["decision"], False))

    def test_sources(self):
        """A check that the desk asks for is made by `run`; the desk opens no connection."""
        page = self.page("/sources")
        id = re.search(r'action="/sources/(\d+)/check".*?: CTV News<', page, re.S)
        id = re.findall(r'action="/sources/(\d+)/check"', page[: id.end()])[-1]
        self.press(self.ana, f"/sources/{id}/check", {})
        self.assertIn(
            "Ana asked for a check just now: it waits for the worker", plain(self.page("/sources"))
        )
        with Replay(SAMPLE, step=2) as replay:
            here, self.port = self.port, replay.port
            self.tidings("run", now="2026-11-02T08:05:00Z")
            self.port = here
        self.assertRegex(
            plain(self.page("/sources")), r"Checked .*, as Ana asked: 0 new items, 0 changed\."
        )
        self.assertEqual(self.ana.post(f"/sources/{id}/pause", {"pause": "on"}).status, 403)
        self.add_editor("Cleo", "admin")
        cleo = self.entered("Cleo")
        self.press(cleo, f"/sources/{id}/pause", {"pause": "on"})
        self.assertEqual(self.sources(now=WEEK_2)["CTV News"]["health"], "paused")
        self.press(cleo, f"/sources/{id}/pause", {"pause": "off"})
        self.assertNotEqual(self.sources(now=WEEK_2)["CTV News"]["health"], "paused")

    def test_digest(self):
        paper = self.item("pmid/99000101")
        self.assertEqual(self.ana.get("/digest/research/html").status, 404)
        self.decide(paper, "approve")
        self.assertIn("Sample: a paper on stem cells", self.page("/digest/research"))
        self.tidings("digest", "--section", "research", now=WEEK_1)
        previews = {
            kind: self.entered("Ana").get(f"/digest/research/{kind}") for kind in ("html", "text")
        }
        self.assertEqual(previews["html"].status, 404)  # it was in an edition now
        self.assertEqual(self.ana.post("/undo", {}).status, 403)  # which is mailed: readers saw it

    def test_digest_preview_is_what_is_mailed(self):
        self.decide(self.item("pmid/99000101"), "approve")
        previews = {
            kind: self.ana.get(f"/digest/research/{kind}").bytes for kind in ("html", "text")
        }
        self.tidings("digest", "--section", "research", now=WEEK_1)
        files = self.public_files()
        self.assertEqual(files["digest/2026-W45-research.html"], previews["html"])
        self.assertEqual(files["digest/2026-W45-research.txt"], previews["text"])

    def test_every_page(self):
        paper = self.item("pmid/99000101")
        for path in (
            "/queue",
            "/queue?select=1",
            f"/item/{paper}",
            f"/item/{paper}/duplicate",
            f"/cards?item={paper}",
            "/new",
            "/published",
            "/digest",
            "/digest/research",
            "/digest/editions",
            "/digest/subscribers",
            "/sources",
            "/topics",
            "/log",
            "/account",
            "/help",
        ):
            page = self.page(path)
            self.assertNotIn("{{", page, path)
            self.assertNotRegex(page, r' (on\w+|style)="', path)
        for path in ("/item/999999", "/nowhere", "/cards?item=999999", "/cards", "/item/x"):
            self.assertIn("There is no such", self.page(path, status=404))
        self.add_editor("Rita", "reader")
        rita = self.entered("Rita")
        self.assertNotIn("/decide", self.page("/queue", rita))
        self.assertEqual(rita.post(f"/item/{paper}/decide", {"do": "approve"}).status, 403)
        self.assertNotIn("<form method=\"post\" action=\"/new", self.page("/new", rita))
        for path in ("/new/record", "/new/typed"):
            self.assertEqual(rita.post(path, {"what": "1", "title": "T"}).status, 403)

    def test_new(self):
        said = self.ana.post("/new/record", {"what": " https://pubmed.ncbi.nlm.nih.gov/99007777/"})
        self.assertEqual((said.status, said.headers["Location"]), (303, "/new?added=1"))
        page = plain(self.page("/new?added=1"))
        self.assertIn("It waits for PubMed. No worker", page)
        self.assertNotIn("It waits for", plain(self.page("/new?added=77")))
        self.assertIn("PMID 99007777 waits for PubMed", page)
        paper = self.item("pmid/99000101")
        held = self.ana.post("/new/record", {"what": "PMID: 99000101"})
        self.assertEqual((held.status, held.headers["Location"]), (303, f"/item/{paper}"))
        wrong = self.ana.post("/new/record", {"what": "<b>no number"})
        self.assertEqual(wrong.status, 400)
        self.assertIn("&lt;b&gt;no number” is no PMID", wrong.text)
        self.assertIn(
            'name="what" required maxlength="2000" autocomplete="off" value="&lt;b', wrong.text
        )
        for fields, problem in (
            ({"title": " "}, "An item needs a title."),
            ({"title": "T", "day": "2026-13-01"}, "That is no day."),
            ({"title": "T", "url": "javascript:alert(1)"}, "is not a web address"),
            ({"title": "T" * 2001}, "That is too long."),
        ):
            wrong = self.ana.post("/new/typed", fields)
            self.assertEqual(wrong.status, 400, fields)
            self.assertIn(problem, html.unescape(wrong.text))
        typed = {
            "title": "A fund for travel",
            "summary": "It pays the way.",
            "label": "Sample Fund",
            "url": "https://fund.example/apply",
            "day": "2026-10-30",
            "section": "news",
            "topic": "stem-cell-transplantation",
        }
        wrong = self.ana.post("/new/typed", typed | {"title": ""})
        self.assertIn('value="stem-cell-transplantation" checked', wrong.text)
        done = self.ana.post("/new/typed", typed)
        again = self.ana.post("/new/typed", typed)
        self.assertEqual(done.status, 303)
        self.assertEqual(again.headers["Location"], done.headers["Location"], "once")
        card = html.unescape(self.page(done.headers["Location"]))
        self.assertIn('name="topic" value="stem-cell-transplantation" checked', card)
        for words in ("A fund for travel", "It pays the way.", "Sample Fund", "fund.example"):
            self.assertIn(words, card)
        self.assertIn("the beginning of what an editor typed", card)
        versions = card.split("What the sources said")[1]
        self.assertIn("<b>Added by hand</b>, <time", versions, "and no number of the program's")
        self.assertIn(
            f'<a href="{done.headers["Location"]}">is item',
            self.page("/new"),
            "the list leads to it",
        )
        asked = self.rows("SELECT editor, state FROM addition ORDER BY id")
        self.assertEqual(asked, [("Ana", 0), ("Ana", 1), ("Ana", 1)])

    def test_weight(self):
        """What a browser loads for the queue, in bytes as they are sent."""
        packed = {"Accept-Encoding": "gzip"}
        page = self.ana.get("/queue", **packed)
        self.assertEqual(page.headers["Content-Encoding"], "gzip")
        text = gzip.decompress(page.bytes).decode()
        self.assertEqual(len(self.listed(text)), 25)
        self.assertLessEqual(len(page.bytes), 15000)
        assets = dict(re.findall(r'"(/assets/([^"?]*)[^"]*)"', text))
        self.assertEqual(sorted(assets.values()), ["desk.css", "desk.js"])
        for path, name in assets.items():
            most = {"desk.css": 4000, "desk.js": 6000}[name]
            self.assertLessEqual(len(self.ana.get(path, **packed).bytes), most, name)

    def test_comments_of_a_style_are_not_sent(self):
        source = read(f"{TOP}/src/desk/templates/desk.css")
        sent = self.browser().get("/assets/desk.css").text
        self.assertRegex(source, r"(?m)^\s*/\*")
        self.assertNotRegex(sent, r"(?m)^\s*/\*")
        bare = re.sub(r"(?ms)^\s*/\*.*?\*/", "", source)
        self.assertEqual("".join(sent.split()), "".join(bare.split()))

    def test_a_site_has_no_templates_of_the_desk(self):
        """A site of before has some that do not fit any more; they are not read."""
        write(f"{self.site}/templates/desk-queue.mustache", "{{#of an older program")
        self.assertFalse(os.path.exists(f"{self.site}/templates/desk.css"))
        self.serve(now=WEEK_1)
        self.ana = self.entered("Ana")
        self.assertIn("Queue", self.page("/queue"))


if __name__ == "__main__":
    unittest.main()
