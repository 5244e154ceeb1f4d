"""An item after its publication: withdrawn, undone after readers saw it, corrected with a note.

At the desk without JavaScript, and on the command line."""
import html
import re
import unittest
import xml.etree.ElementTree as ET

from desk import form_of, text_of
from desk_sample import WEEK_1, WEEK_2, SampleDesk

LATER = "2026-11-03T08:00:00Z"
ATOM, GONE = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
REASON = "It was about <mice> & men"


COMPLETED = "Status: Recruiting → Completed; completion: 2026-12 → 2026-10-30"


class Gone(SampleDesk):
    def setUp(self):
        super().setUp()
        self.ben = self.entered("Ben")  # a senior
        self.paper = self.item("pmid/99000101")

    def later(self, now):
        """The desk at another time, and both editors at it."""
        self.serve(now=now)
        self.ana, self.ben = self.entered("Ana"), self.entered("Ben")

    def publish(self, now=WEEK_1):
        self.tidings("publish", now=now)
        return {path: data.decode() for path, data in self.public_files().items()}

    def feed(self, section="research"):
        feed = ET.fromstring(self.public_files()[f"{section}/feed.atom"])
        self.assertEqual([child.tag for child in feed.iter(ATOM + "feed")], [ATOM + "feed"])
        entries = {entry.findtext(ATOM + "id"): entry for entry in feed.findall(ATOM + "entry")}
        return (
            entries,
            {entry.get("ref"): entry for entry in feed.findall(GONE + "deleted-entry")},
            feed,
        )

    def withdraw(self, item, reason=REASON, browser=None, **changes):
        browser = browser or self.ben
        fields = {
            **form_of(self.page(f"/item/{item}", browser), f"/item/{item}/withdraw"),
            "reason": reason,
            **changes,
        }
        return browser.post(f"/item/{item}/withdraw", fields)

    def published_paper(self):
        self.decide(self.paper, "approve")
        self.publish()
        self.tidings("digest", "--section", "research", now=WEEK_1)
        self.later(LATER)

    def test_withdrawn(self):
        self.decide(self.paper, "approve")
        card = self.page(f"/item/{self.paper}", self.ben)
        self.assertNotIn("/withdraw", card, "readers have not seen it yet")
        self.published_paper()
        self.assertNotIn("/withdraw", self.page(f"/item/{self.paper}"))
        self.assertEqual(
            self.ana.post(f"/item/{self.paper}/withdraw", {"reason": REASON}).status, 403
        )
        self.assertEqual(self.withdraw(self.paper, "  \r\n ").status, 400)
        self.assertEqual(self.withdraw(self.paper, "x" * 301).status, 409)
        self.assertEqual(
            self.ben.post(f"/item/{self.paper}/withdraw", {"reason": REASON}).status,
            400,
            "without the version that was seen",
        )
        answer = self.withdraw(self.paper)
        self.assertEqual(answer.status, 303, text_of(answer.text)[:300])
        said = self.page(answer.headers["Location"], self.ben)
        self.assertIn("Withdrawn “Sample: a paper on stem cells", html.unescape(said))
        self.assertIn(
            "With the next publication readers are told: withdrawn on 11/03/2026 . "
            "It was about <mice> & men.",
            text_of(said),
        )
        self.assertNotIn(f'action="/item/{self.paper}/decide"', said)
        version = self.objects("show", self.paper, now=LATER)[0]["version"]
        refused = self.ana.post(
            f"/item/{self.paper}/decide",
            {
                "do": "approve",
                "version": version,
                "words": "1",
                "title": "x",
                "summary": "x",
                "section": "research",
            },
        )
        self.assertEqual(refused.status, 409)
        self.assertIn("was withdrawn: undo that first", refused.text)

        id = "tag:example.org,2026:pmid/99000101"
        files = self.publish(LATER)
        self.assertIn(
            "Readers are told: withdrawn on 11/03/2026", text_of(self.page(f"/item/{self.paper}"))
        )
        page = files[self.item_page(self.paper)]
        self.assertIn('<meta name="robots" content="noindex">', page)
        self.assertIn("Withdrawn on 11/03/2026 . It was about <mice> & men.", text_of(page))
        for path, text in files.items():
            if path.endswith("index.html") or path.startswith("topics/"):
                self.assertNotIn("a paper on stem cells with", text, path)
        entries, gone, feed = self.feed()
        self.assertNotIn(id, entries)
        self.assertEqual(
            gone[id].findtext(GONE + "comment"), "Withdrawn: It was about <mice> & men."
        )
        self.assertTrue(gone[id].get("when").startswith("2026-11-03T08:00:00."))
        self.assertEqual(feed.findtext(ATOM + "updated"), gone[id].get("when"))
        times = self.times()
        self.publish("2026-11-20T08:00:00Z")
        self.assertEqual(self.times(), times)

        # The next digest tells those who got it by mail, once.
        self.assertIn("Withdrawn, which it will tell: 1.", text_of(self.page("/digest")))
        self.assertIn("It was about <mice> & men.", text_of(self.page("/digest/research")))
        self.tidings("digest", "--section", "research", "--period", "2026-W46", now=LATER)
        mail = self.public_files()["digest/2026-W46-research.txt"].decode()
        self.assertIn("Withdrawn on 11/03/2026: It was about <mice> & men.", mail)
        self.assertIn(f"https://news.example.org/{self.item_page(self.paper)}", mail)
        self.assertIn(
            "nothing was approved",
            self.tidings("digest", "--section", "research", "--period", "2026-W47", now=LATER),
        )

        # Taken back: the same id, newer than its deletion. Subscribers who were told that it is
        # gone are told that it is not.
        back = "2026-11-04T08:00:00Z"
        self.later(back)
        self.assertEqual(self.ana.post("/undo", {}).status, 409)
        self.press(self.ben, "/undo", form_of(self.page(f"/item/{self.paper}", self.ben), "/undo"))
        files = self.publish(back)
        entries, gone, feed = self.feed()
        self.assertTrue(entries[id].findtext(ATOM + "updated").startswith("2026-11-04T08:00:00."))
        self.assertEqual((gone, entries[id].findtext(ATOM + "published")), ({}, WEEK_1))
        self.assertNotIn("noindex", files[self.item_page(self.paper)])
        self.assertIn(
            "1 correct",
            self.tidings("digest", "--section", "research", "--period", "2026-W48", now=back),
        )

    def test_undone_after_readers_saw_it(self):
        self.published_paper()
        self.press(self.ben, "/undo", form_of(self.page(f"/item/{self.paper}", self.ben), "/undo"))
        self.assertEqual(self.objects("show", self.paper, now=LATER)[0]["state"], "queued")
        files = self.publish(LATER)
        self.assertIn("The decision to publish it was undone.", files[self.item_page(self.paper)])
        self.assertEqual(list(self.feed()[1]), ["tag:example.org,2026:pmid/99000101"])
        self.tidings("digest", "--section", "research", "--period", "2026-W46", now=LATER)
        self.assertIn(
            "The decision to publish it was undone.",
            self.public_files()["digest/2026-W46-research.txt"].decode(),
        )
        # Approved again it is back under its old name, published on its old day.
        self.decide(self.paper, "approve")
        self.publish(LATER)
        entries, gone, _ = self.feed()
        self.assertEqual((len(entries), len(gone)), (1, 0))

    def test_undone_before_anybody_saw_it(self):
        self.decide(self.paper, "approve")
        self.press(self.ana, "/undo", {})
        self.assertNotIn(self.item_page(self.paper), self.publish())
        self.assertEqual(self.feed()[1], {})

    def test_a_stale_withdrawal_asks(self):
        """A senior who withdraws sees what changed meanwhile, and can withdraw all the same."""
        self.published_paper()
        stale = form_of(self.page(f"/item/{self.paper}", self.ben), f"/item/{self.paper}/withdraw")
        self.decide(self.paper, "save", summary="Of Ana.")
        answer = self.ben.post(f"/item/{self.paper}/withdraw", {**stale, "reason": REASON})
        self.assertEqual(answer.status, 409)
        self.assertEqual(self.objects("show", self.paper, now=LATER)[0]["state"], "approved")
        again = form_of(answer.text, f"/item/{self.paper}/withdraw")
        self.assertEqual(again["reason"], [REASON])
        self.press(self.ben, f"/item/{self.paper}/withdraw", again)
        self.assertEqual(self.objects("show", self.paper, now=LATER)[0]["state"], "withdrawn")

    def test_corrected_with_a_note(self):
        self.published_paper()
        before = self.feed()[0]["tag:example.org,2026:pmid/99000101"]
        self.decide(self.paper, "save", summary="Of Ana.", note=" The  dose was\r\nwrong. ")
        self.assertIn("note: “The dose was wrong.”", text_of(self.page(f"/item/{self.paper}")))
        self.assertIn("Readers are told: The dose was wrong.", text_of(self.page("/published")))
        preview = self.fragment(self.paper)
        files = self.publish(LATER)
        self.assertIn(preview.decode(), files["research/index.html"])
        self.assertIn(
            "Changed 11/03/2026 : The dose was wrong.", text_of(files["research/index.html"])
        )
        self.assertIn(
            "Changed 11/03/2026 : The dose was wrong.", text_of(files[self.item_page(self.paper)])
        )
        after = self.feed()[0]["tag:example.org,2026:pmid/99000101"]
        self.assertGreater(after.findtext(ATOM + "updated"), before.findtext(ATOM + "updated"))
        self.assertIn("The dose was wrong.", after.findtext(ATOM + "content"))
        self.tidings("digest", "--section", "research", "--period", "2026-W46", now=LATER)
        self.assertIn(
            "Changed 11/03/2026: The dose was wrong.",
            self.public_files()["digest/2026-W46-research.txt"].decode(),
        )
        answer = self.decide(self.paper, "save", follow=False, note="x" * 301)
        self.assertEqual(answer.status, 409)
        self.assertIn("at most 300 characters", answer.text)

    def test_update_drafts_its_note(self):
        """The note that the card drafts is shown by the preview and published by an approval. If
        the editor empties it, readers are told nothing."""
        trial, retracted = self.item("nct/NCT99000101"), self.item("pmid/99000102")
        for item in (trial, retracted):
            self.decide(item, "approve")
        self.publish()
        self.visit(2, WEEK_2)
        self.later(WEEK_2)
        page = self.page(f"/item/{trial}")
        self.assertEqual(form_of(page, f"/item/{trial}/decide")["note"], [COMPLETED])
        preview = self.fragment(trial).decode()
        self.assertIn(preview, page)
        # This corrects what readers see; the update still waits, and nothing is said of it.
        self.decide(trial, "save", summary="Of Ana.")
        files = self.publish(WEEK_2)
        self.assertIn("Of Ana.", files[self.item_page(trial)])
        self.assertNotIn("Changed", text_of(files[self.item_page(trial)]))
        preview = self.fragment(trial).decode()
        self.decide(trial, "approve")
        self.decide(retracted, "approve", note="")
        files = self.publish(WEEK_2)
        self.assertIn(preview, files["trials/index.html"])
        self.assertIn(
            "Changed 11/09/2026 : Status: Recruiting → Completed",
            text_of(files[self.item_page(trial)]),
        )
        self.assertNotIn("Changed", text_of(files[self.item_page(retracted)]))
        link = '<a href="https://pubmed.ncbi.nlm.nih.gov/99000103/">PMID 99000103</a>'
        for text in (
            files[self.item_page(retracted)],
            files["research/index.html"],
            html.unescape(files["research/feed.atom"]),
            self.page(f"/item/{retracted}"),
            self.page("/published"),
        ):
            self.assertIn(f"Retracted: see {link}.", text)

    def test_changed_while_it_was_withdrawn(self):
        trial = self.item("nct/NCT99000101")
        self.decide(trial, "approve")
        self.publish()
        self.later(LATER)
        self.assertEqual(self.withdraw(trial).status, 303)
        self.visit(2, WEEK_2)
        self.later(WEEK_2)
        self.press(self.ben, "/undo", form_of(self.page(f"/item/{trial}", self.ben), "/undo"))
        self.assertEqual(
            form_of(self.page(f"/item/{trial}"), f"/item/{trial}/decide")["note"], [COMPLETED]
        )

    def test_states_are_filters(self):
        """Published, corrected, retracted, withdrawn: on their page and in the queue's filter."""
        ids = {
            name: self.item(f"pmid/{pmid}")
            for name, pmid in (
                ("corrected", 99000101),
                ("retracted", 99000102),
                ("withdrawn", 99000105),
                ("published", 99000113),
            )
        }
        for item in ids.values():
            self.decide(item, "approve")
        self.publish()
        self.visit(2, WEEK_2)
        self.later(WEEK_2)
        self.decide(ids["retracted"], "approve")
        self.decide(ids["corrected"], "save", title="Another title")
        self.assertEqual(self.withdraw(ids["withdrawn"]).status, 303)
        for state, expected in (
            ("corrected", {ids["corrected"], ids["retracted"]}),
            ("retracted", {ids["retracted"]}),
            ("withdrawn", {ids["withdrawn"]}),
            ("published", {ids["corrected"], ids["retracted"], ids["published"]}),
        ):
            self.assertEqual(set(self.listed(self.page(f"/queue?state={state}"))), expected, state)
            page = self.page("/published?state=" + (state if state != "published" else ""))
            self.assertEqual(
                {int(id) for id in re.findall(r'<a href="/item/(\d+)" dir="auto"><b>', page)},
                expected,
                state,
            )
            self.assertIn("Nothing here", self.page(f"/published?state={state}&section=trials"))
        self.assertIn(
            "withdrawn 11/09/2026 : It was about <mice> & men.",
            text_of(self.page("/published?state=withdrawn")),
        )

    def test_many_items(self):
        """All that was published is withdrawn at once; each page of the list follows the last."""
        many = [item["id"] for item in self.queue(now=WEEK_1)]
        self.tidings("approve", *many, now=WEEK_1)
        self.publish()
        self.tidings("withdraw", *many, "--reason", REASON, now=LATER)
        half = sorted(many)[len(many) // 2]
        for path, expected in (
            ("/published?state=withdrawn", sorted(many)[::-1]),
            (
                f"/published?state=withdrawn&before={half}",
                [id for id in sorted(many)[::-1] if id < half],
            ),
        ):
            self.assertEqual(
                [
                    int(id)
                    for id in re.findall(r'<a href="/item/(\d+)" dir="auto"><b>', self.page(path))
                ],
                expected,
            )
        self.assertEqual(self.waiting(self.page("/queue?state=withdrawn")), len(many))
        files = self.publish(LATER)
        self.assertEqual(
            sum(len(self.feed(section)[1]) for section in ("research", "news", "trials")), len(many)
        )
        hidden = [path for path, text in files.items() if "noindex" in text]
        self.assertEqual(len(hidden), len(many) + 1)  # and 404.html

    def test_command_line(self):
        self.published_paper()
        self.assertEqual(self.run_tidings("withdraw", self.paper).returncode, 2)
        self.assertEqual(self.run_tidings("withdraw", self.paper, "--reason", " ").returncode, 2)
        self.assertIn(
            "not published",
            self.run_tidings("withdraw", self.item("pmid/99000105"), "--reason", REASON).stderr,
        )
        self.assertEqual(
            self.tidings(
                "withdraw", self.paper, "--reason", "Two\nlines \x1b[31m", "--as", "ben", now=LATER
            ),
            f"{self.paper} withdrawn\n",
        )
        log = self.objects("log", "--item", self.paper)[0]
        self.assertEqual((log["verb"], log["editor"]), ("withdraw", "ben"))
        self.assertNotIn("\x1b", log["detail"])
        self.assertEqual(self.objects("show", self.paper)[0]["state"], "withdrawn")
        self.assertIn("told that it was withdrawn", self.tidings("show", self.paper))
        self.tidings("undo", self.paper, now=LATER)
        self.tidings("edit", self.paper, "--note", "By request.", now=LATER)
        self.assertEqual(self.objects("show", self.paper)[0]["note"], "By request.")
        self.assertEqual(self.run_tidings("edit", self.paper, "--note", "x" * 301).returncode, 1)


if __name__ == "__main__":
    unittest.main()
