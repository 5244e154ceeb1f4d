#!/usr/bin/env python3
"""One decision on all items that match, and one undo for all of them."""
import re
import unittest

from desk import plain
from desk_sample import TRIAL, WEEK_1, WEEK_2, SampleDesk


class Many(SampleDesk):
    def many(self, query, **fields):
        """Fills the form of all that match `query`; gives the answer."""
        page = self.page("/many" + query)
        items = re.search(r'name="items" value="([^"]*)"', page)[1]
        return self.ana.post("/batch", {"items": items, "back": "/queue" + query, **fields})

    def standing(self, item):
        return self.objects("show", item, now=WEEK_2)[0]

    def counted(self, query=""):
        return len(self.rows("SELECT id FROM item WHERE state = 0 AND merged_into IS NULL" + query))

    def test_rejected_by_a_filter_and_taken_back_by_one_undo(self):
        before = self.counted()
        trials = self.counted(" AND section = 3")
        self.assertGreater(trials, 2)
        page = self.page("/queue?section=trials")
        self.assertIn('href="/many?section=trials"', page)
        self.assertIn(f"All {trials} that match", plain(page))
        answer = self.many("?section=trials", do="reject", reason="off topic")
        self.assertEqual(answer.status, 303)
        self.assertEqual(self.counted(), before - trials)
        said = self.page(answer.headers["Location"].split("#")[0])
        self.assertIn(f"Rejected {trials} items", plain(said))
        # One row of the log names them, and how they were chosen; each item has its own row.
        log = self.page("/log")
        self.assertEqual(len(re.findall(r'<b>Rejected</b> <a href="/log\?batch', log)), 1)
        self.assertIn(f"{trials} items", plain(log))
        self.assertIn("Waiting; Trials", plain(log))
        self.assertIn("off topic", plain(log))
        batch = re.search(r'href="/log\?batch=(\d+)"', log)[1]
        self.assertEqual(self.page(f"/log?batch={batch}").count("<b>Rejected</b>"), trials)
        self.assertIn("off topic", plain(self.page(f"/item/{self.item(TRIAL)}")))
        # What the command line says of it.
        told = [row for row in self.objects("log", now=WEEK_2) if row["editor"] == "Ana"]
        self.assertEqual([(row["verb"], len(row["items"])) for row in told], [("reject", trials)])
        undo = re.search(r'name="decision" value="(\d+)"', said)[1]
        answer = self.ana.post("/undo", {"decision": undo, "back": "/queue"})
        self.assertEqual((answer.status, self.counted()), (303, before))
        said = plain(self.page(answer.headers["Location"].split("#")[0]))
        self.assertIn(f"Rejected {trials} items – taken back", said)
        self.tidings("publish", now=WEEK_1)
        self.assertEqual(self.objects("audit", now=WEEK_1)[:-1], [], "the log hangs together")
        # Once more: it was taken back already.
        answer = self.ana.post("/undo", {"decision": undo, "back": "/queue"})
        self.assertEqual(self.counted(), before)
        self.assertLess(answer.status, 400)

    def test_what_somebody_else_decided_meanwhile_is_left_out_and_named(self):
        ben = self.entered("Ben")
        trial = self.item(TRIAL)
        trials = self.counted(" AND section = 3")
        page = self.page("/many?section=trials")
        items = re.search(r'name="items" value="([^"]*)"', page)[1]
        self.decide(trial, "save", browser=ben, summary="Of Ben.")
        answer = self.ana.post("/batch", {"items": items, "do": "reject", "back": "/queue"})
        self.assertEqual(answer.status, 409)
        text = plain(answer.text)
        self.assertIn(f"Done: {trials - 1}.", text)
        self.assertIn("somebody else changed it in between", text)
        self.assertIn(self.standing(trial)["title"][:40], text)
        self.assertEqual(self.standing(trial)["state"], "queued")
        # An undo leaves out what was decided on since, and names it.
        row = re.search(r"did=(\d+)", answer.text)[1]
        other = next(int(c.split("_")[0]) for c in items.split() if c.split("_")[0] != str(trial))
        self.decide(other, "later", browser=ben)
        answer = self.ana.post("/undo", {"decision": row, "back": "/queue"})
        self.assertEqual(answer.status, 409)
        self.assertIn("was decided on after that by Ben", plain(answer.text))
        self.assertEqual(self.standing(other)["state"], "deferred")
        self.assertIn("of them taken back", plain(self.page("/log")))

    def test_one_of_a_batch_is_taken_back_alone(self):
        trials = self.counted(" AND section = 3")
        self.many("?section=trials", do="reject")
        row = self.rows("SELECT id FROM decision WHERE item = ?", self.item(TRIAL))[0][0]
        answer = self.ana.post("/undo", {"decision": row, "alone": "1", "back": "/queue"})
        self.assertEqual(answer.status, 303)
        self.assertEqual(self.counted(" AND section = 3"), 1)
        self.assertIn("1 of them taken back", plain(self.page("/log")))
        self.tidings("undo", "--as", "Ben", now=WEEK_2)
        self.assertEqual(self.counted(" AND section = 3"), trials)

    def test_filed_and_put_off(self):
        trials = self.counted(" AND section = 3")
        topic = re.search(
            r'<select id="topic".*?<option value="([a-z-]+)">',
            self.page("/many?section=trials"),
            re.S,
        )[1]
        answer = self.many("?section=trials", do="file", section="news", topic=topic)
        self.assertEqual(answer.status, 303)
        moved = self.rows("SELECT edited_topics FROM item WHERE edited_section = 2")
        self.assertEqual(len(moved), trials)
        self.assertTrue(all(topic in row[0].split("\n") for row in moved), moved)
        self.assertEqual(self.many("?section=news", do="file").status, 400)
        self.assertEqual(self.many("?section=news", do="later", until="2020-01-01").status, 400)
        self.assertEqual(self.many("?section=news", do="later", until="2027-01-01").status, 303)
        self.assertEqual(self.counted(" AND coalesce(edited_section, section) = 2"), 0)

    def test_updates_of_what_is_published_are_not_among_them(self):
        self.tidings(
            "approve",
            *[item["id"] for item in self.queue(now=WEEK_1) if item["section"] == "trials"],
            "--as",
            "Ben",
            now=WEEK_1,
        )
        self.tidings("publish", now=WEEK_1)
        self.a_week_later()
        updates = self.rows("SELECT id FROM item WHERE update_why <> '' AND live IS NOT NULL")
        self.assertTrue(updates)
        page = self.page("/many?section=trials")
        self.assertIn("are updates of what is published", plain(page))
        self.assertNotRegex(page, rf'name="items" value="[^"]*\b{updates[0][0]}_')
        self.assertRegex(
            self.page("/many?state=updates"), rf'name="items" value="[^"]*\b{updates[0][0]}_'
        )

    def test_filters_are_kept_by_name_by_each_editor(self):
        self.assertEqual(self.ana.post("/filters", {"name": " ", "back": "/queue?q=x"}).status, 400)
        for query in ("?section=trials", "?section=trials&q=cell"):
            kept = self.ana.post("/filters", {"name": "Cells & <b>", "back": "/queue" + query})
            self.assertEqual(kept.status, 303)
        page = self.page("/queue")
        self.assertIn('<a href="/queue?section=trials&amp;q=cell"', page)
        self.assertEqual(page.count("Cells &amp; &lt;b&gt;"), 1)
        ben = self.entered("Ben")
        self.assertNotIn("Cells &amp;", self.page("/queue", ben))
        forget = re.search(r'action="(/filters/\d+/forget)"', self.page("/many?q=cell"))[1]
        self.assertEqual(ben.post(forget, {"back": "/queue"}).status, 303)
        self.assertIn("Cells &amp;", self.page("/queue"), "it is Ana's")
        self.assertEqual(self.ana.post(forget, {"back": "//evil.example/?q=x"}).status, 303)
        self.assertNotIn("Cells &amp;", self.page("/queue"))

    def test_from_the_command_line(self):
        before, trials = self.counted(), self.counted(" AND section = 3")
        self.assertEqual(self.run_tidings("reject", now=WEEK_2).returncode, 2)
        self.assertEqual(
            self.run_tidings("reject", "1", "--section", "trials", now=WEEK_2).returncode, 2
        )
        told = self.tidings(
            "reject", "--section", "trials", "--reason", "off topic", "--as", "Ben", now=WEEK_2
        )
        self.assertEqual(told, f"{trials} items rejected\n")
        self.assertEqual(self.counted(), before - trials)
        self.assertIn(f"{trials} items: “", self.tidings("log", now=WEEK_2))
        self.assertEqual(
            self.tidings("undo", "--as", "Ben", now=WEEK_2),
            f"{trials} items: reject by Ben undone\n",
        )
        self.assertEqual(self.counted(), before)

    def test_nothing_is_written_when_the_store_fails_in_the_middle(self):
        before = self.counted()
        with self.beside() as store:
            store.execute(
                "CREATE TRIGGER stop BEFORE INSERT ON decision WHEN (SELECT count(*) FROM "
                "decision) > 1 BEGIN SELECT RAISE(ABORT, 'stop'); END"
            )
        self.assertEqual(self.many("?section=trials", do="reject").status, 500)
        self.assertEqual((self.counted(), self.rows("SELECT * FROM batch")), (before, []))


if __name__ == "__main__":
    unittest.main()
