"""A damaged store is not shown as an editor's mistake: status 500, and the log says what it is."""
import unittest

from desk import plain
from desk_sample import OTHER, PAPER, TwoEditors

WENT_WRONG = "Something went wrong on the server. Nothing was lost; the log says what it was."


class Damage(TwoEditors):
    def damage(self, *statements):
        """Changes rows behind the program's back, past the triggers that protect them."""
        with self.beside() as store:
            for trigger in ("decision_kept", "entry_kept"):
                store.execute(f"DROP TRIGGER {trigger}")
            for statement, *values in statements:
                self.assertGreater(store.execute(statement, values).rowcount, 0, statement)

    def damage_copies(self, item):
        self.damage(("UPDATE entry SET detail = '{\"journal\": ' WHERE item = ?", item))

    def assert_trouble(self, answer, problem):
        self.assertEqual(answer.status, 500, plain(answer.text))
        self.assertIn(WENT_WRONG, plain(answer.text))
        self.assertNotIn("could not be done", answer.text)
        self.wait_for_log("level=error")
        self.assertRegex(self.logged(), f'level=error .* status=500 .*problem="[^"]*{problem}')

    def state(self, item):
        return self.rows("SELECT state, version FROM item WHERE id = ?", item)

    def test_an_undo_of_a_decision_whose_record_is_damaged(self):
        paper = self.item(PAPER)
        self.decide(paper, "reject")
        before = self.state(paper)
        self.damage(("UPDATE decision SET before = '{\"items\": [' WHERE item = ?", paper))
        self.assert_trouble(self.ana.post("/undo", {}), "what stood before a decision")
        self.assertEqual(self.state(paper), before)

    def test_a_decision_on_an_item_whose_copy_is_damaged(self):
        paper, other = self.item(PAPER), self.item(OTHER)
        form = self.form(paper)
        before = self.state(paper)
        self.damage_copies(paper)
        for do in ("approve", "reject", "save"):
            fields = {**form, "do": do, "summary": "Of Ana."}
            answer = self.ana.post(f"/item/{paper}/decide", fields)
            self.assert_trouble(answer, "what a source said")
        self.assertEqual(self.state(paper), before)
        self.decide(other, "reject")  # the desk goes on

    def test_the_page_of_an_item_whose_copy_is_damaged(self):
        paper = self.item(PAPER)
        self.damage_copies(paper)
        self.assert_trouble(self.ana.get(f"/item/{paper}"), "what a source said")

    def test_the_script_is_told_so_too(self):
        paper = self.item(PAPER)
        form = self.form(paper)
        self.damage_copies(paper)
        status, told = self.by_script(f"/item/{paper}/decide", {**form, "do": "approve"})
        self.assertEqual((status, told), (500, {"error": WENT_WRONG}))

    def test_a_merge_with_an_item_whose_copy_is_damaged(self):
        supplement, paper = self.pair()
        form = self.merge_form(supplement, paper)
        self.damage_copies(paper)
        answer = self.ana.post(f"/item/{supplement}/merge", form)
        self.assert_trouble(answer, "what a source said")
        self.assertEqual(self.ana.get(f"/item/{supplement}").status, 200, "nothing was merged")

    def refuse(self, *changes):
        """The store refuses such changes: "INSERT ON editor"."""
        with self.beside() as store:
            for number, change in enumerate(changes):
                store.execute(
                    f"CREATE TRIGGER refuse_{number} BEFORE {change} "
                    "BEGIN SELECT RAISE(ABORT, 'no room in it'); END"
                )

    def test_a_batch_is_broken_off(self):
        """It does not go on to say of each item why not."""
        items = [self.item(PAPER), self.item(OTHER)]
        choices = [f"{item}_{self.form(item)['version'][0]}" for item in items]
        self.refuse("INSERT ON decision")
        answer = self.ana.post("/batch", {"do": "approve", "item": choices})
        self.assert_trouble(answer, "no room in it")

    def test_editors_that_cannot_be_written(self):
        """What the store refuses to write is no wrong name or role."""
        self.add_editor("Cleo", "admin")
        cleo = self.entered("Cleo")
        number = self.rows("SELECT id FROM editor WHERE name = 'Ana'")[0][0]
        self.refuse("INSERT ON editor", "UPDATE OF role, active ON editor")
        for path, fields in (
            ("/people", {"name": "Dora", "role": "editor"}),
            (f"/people/{number}/role", {"role": "reader"}),
            (f"/people/{number}/remove", {"sure": "remove"}),
        ):
            self.assert_trouble(cleo.post(path, fields), "no room in it")


if __name__ == "__main__":
    unittest.main()
