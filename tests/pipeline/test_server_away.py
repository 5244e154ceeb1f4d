"""PostgreSQL is restarted under a desk, a worker and commands: nothing is lost, and they go on by
themselves. On a server of this test's own."""
import atexit
import contextlib
import glob
import os
import subprocess
import sys
import tempfile
import time
import unittest

if not glob.glob("/usr/lib/postgresql/*/bin"):
    print("PostgreSQL is not installed")
    sys.exit(77)
SERVER = tempfile.mkdtemp(prefix="tidings-pg-", dir="/tmp")
os.environ["TEST_POSTGRES"] = f"host={SERVER} user=postgres"

import stores
from desk import form_of
from desk_sample import PAPER, WEEK_1, TwoEditors
from pipeline import TIDINGS, TOP


def server(word):
    subprocess.run([f"{TOP}/tests/postgres/server.sh", word, SERVER], check=True)


server("start")
atexit.register(server, "stop")  # after those of stores.py, which drop what was made there


class Away(TwoEditors):
    @contextlib.contextmanager
    def away(self):
        server("halt")
        try:
            yield
        finally:
            server("resume")

    def answered(self, path, status, seconds):
        """Asks until the answer has this status."""
        end = time.monotonic() + seconds
        while self.ana.get(path).status != status:
            self.assertLess(time.monotonic(), end, path)
            time.sleep(0.1)

    def test_the_desk_says_so_and_comes_back(self):
        paper = self.item(PAPER)
        form = {**self.form(paper), "do": "approve", "summary": "Words of Ana & her <friends>."}
        with self.away():
            for path in ("/queue", f"/item/{paper}", "/log"):
                answer = self.ana.get(path)
                self.assertEqual((answer.status, answer.headers["Retry-After"]), (503, "1"), path)
            answer = self.ana.post(f"/item/{paper}/decide", form)
            self.assertEqual(answer.status, 503)
        self.answered("/queue", 200, 5)
        self.assertEqual(self.shown(paper)["state"], "queued")
        self.assertEqual(self.ana.post(f"/item/{paper}/decide", form).status, 303)
        shown = self.shown(paper)
        self.assertEqual((shown["state"], shown["summary"]), ("approved", form["summary"]))

    def test_words_are_kept_while_it_is_away(self):
        """The form comes back with what was typed, and can be sent again as it is."""
        paper = self.item(PAPER)
        form = {**self.form(paper), "do": "approve", "summary": "Words of Ana."}
        with self.away():
            answer = self.ana.post(f"/item/{paper}/decide", form)
            self.assertEqual(answer.status, 503)
            self.assertIn("Words of Ana.", answer.text)
        again = form_of(answer.text, f"/item/{paper}/decide")
        self.answered("/queue", 200, 5)
        self.assertEqual(self.ana.post(f"/item/{paper}/decide", again).status, 303)
        self.assertEqual(self.shown(paper)["summary"], "Words of Ana.")

    def test_a_command_says_so(self):
        with self.away():
            done = self.run_tidings("queue", now=WEEK_1)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertIn("cannot reach the store", done.stderr)
        self.assertEqual(self.run_tidings("queue", now=WEEK_1).returncode, 0)

    def test_publications_follow_one_another(self):
        """Also those of other machines, whose out/ is another folder."""
        held = stores.Database(self.site)
        held.execute("SELECT pg_advisory_lock(hashtext('tidings'), hashtext(current_schema()))")
        held.commit()
        command = [TIDINGS, "-C", self.site, "--now", WEEK_1, "publish"]
        publish = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        time.sleep(1)
        self.assertIsNone(publish.poll())
        self.assertEqual(self.ana.get("/queue").status, 200)
        held.close()
        self.assertEqual(publish.wait(timeout=30), 0)

    def test_the_worker_waits(self):
        command = [TIDINGS, "-C", self.site, "--now", WEEK_1, "work"]
        with open(f"{self.site}/work.log", "w", encoding="utf-8") as log:
            work = subprocess.Popen(command, stdout=log, stderr=log)
        self.addCleanup(work.wait)
        self.addCleanup(work.kill)
        time.sleep(1)
        with self.away():
            time.sleep(2)
            self.assertIsNone(work.poll())
        paper = self.item(PAPER)
        self.answered("/queue", 200, 5)
        form = {**self.form(paper), "do": "approve"}
        self.assertEqual(self.ana.post(f"/item/{paper}/decide", form).status, 303)
        self.assertIsNone(work.poll())


if __name__ == "__main__":
    unittest.main()
