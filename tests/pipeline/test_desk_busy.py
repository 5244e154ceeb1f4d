"""Another program writes to the store and takes its time: the desk waits for nobody."""
import contextlib
import time
import unittest

from desk import form_of, plain
from desk_sample import PAPER, TwoEditors


class Busy(TwoEditors):
    @contextlib.contextmanager
    def writer(self):
        """A program that has begun to write and does not end."""
        with self.beside() as store:
            store.isolation_level = None
            store.execute("BEGIN IMMEDIATE")
            yield
            store.execute("ROLLBACK")

    def test_reading_goes_on(self):
        paper = self.item(PAPER)
        with self.writer():
            for path in ("/queue", f"/item/{paper}", "/log", "/published", "/sources", "/healthz"):
                began = time.monotonic()
                self.assertEqual(self.ana.get(path).status, 200, path)
                self.assertLess(time.monotonic() - began, 1, path)

    def test_a_decision_is_put_off_and_its_words_are_kept(self):
        paper = self.item(PAPER)
        form = {**self.form(paper), "do": "approve", "summary": "Words of Ana & her <friends>."}
        with self.writer():
            began = time.monotonic()
            answer = self.ana.post(f"/item/{paper}/decide", form)
            self.assertLess(time.monotonic() - began, 2)
        self.assertEqual((answer.status, answer.headers["Retry-After"]), (503, "1"))
        self.assertIn("Try again in a moment", plain(answer.text))
        self.assertEqual(self.shown(paper)["state"], "queued")
        again = form_of(answer.text, f"/item/{paper}/decide")
        self.assertEqual(self.ana.post(f"/item/{paper}/decide", again).status, 303)
        shown = self.shown(paper)
        self.assertEqual(shown["state"], "approved")
        self.assertEqual(shown["summary"], "Words of Ana & her <friends>.")

    def test_the_script_is_told_so_too(self):
        paper = self.item(PAPER)
        form = {**self.form(paper), "do": "reject"}
        with self.writer():
            answer = self.ana.post(f"/item/{paper}/decide", form, **{"X-Desk": "script"})
        self.assertEqual(answer.status, 503)
        self.assertIn("Try again in a moment", answer.text)

    def test_a_login_is_put_off(self):
        with self.writer():
            self.assertEqual(self.browser().login().status, 503)
        self.assertEqual(self.browser().login().status, 303)


if __name__ == "__main__":
    unittest.main()
