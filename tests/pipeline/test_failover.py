"""The machine of the database dies, and its standby takes over: what was done stays done, and the
desk and the worker go on there by themselves. Before that the standby dies, and what it does not
have counts for nothing. Two servers of this test's own."""
import atexit
import collections
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
FIRST, SECOND = (tempfile.mkdtemp(prefix="tidings-pg-", dir="/tmp") for _ in range(2))
# A commit counts when the standby has it too, and shows it.
os.environ["POSTGRES_OPTIONS"] = (
    "-c wal_level=replica -c max_wal_senders=4 -c synchronous_commit=remote_apply "
    "-c wal_retrieve_retry_interval=200ms"
)
os.environ["TEST_POSTGRES"] = f"host={FIRST},{SECOND} user=postgres target_session_attrs=read-write"

import stores
from desk import plain
from desk_sample import OTHER, PAPER, THIRD, WEEK_1, TwoEditors
from pipeline import TOP, read
from sending import Sending
from smtp_sink import Sink
from test_subscribers import MARIA, NOW, ReadersTest


def server(word, *folders):
    subprocess.run([f"{TOP}/tests/postgres/server.sh", word, *folders], check=True)


for folder in FIRST, SECOND:
    atexit.register(server, "stop", folder)  # after those of stores.py
server("start", FIRST)
server("standby", SECOND, FIRST)
stores.on_server("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")


@contextlib.contextmanager
def without_standby():
    server("crash", SECOND)
    try:
        yield
    finally:
        server("resume", SECOND)


SAVED_ALONE = "saved, but on one server alone"
NOT_BEGUN = "standby does not answer, so nothing is written"


class AloneAtTheDesk(TwoEditors):
    def approval(self, item):
        return {**self.form(item), "do": "approve", "summary": f"Words of {item}."}

    def refused(self, item, form, seconds):
        begun = time.monotonic()
        answer = self.ana.post(f"/item/{item}/decide", form)
        self.assertLess(time.monotonic() - begun, seconds)
        self.assertEqual((answer.status, answer.headers["Retry-After"]), (503, "1"))
        self.assertIn(f"Words of {item}.", answer.text)
        self.assertNotIn("nothing was changed", plain(answer.text))

    def test_the_desk_says_so_and_goes_on(self):
        first, second = self.item(PAPER), self.item(OTHER)
        forms = self.approval(first), self.approval(second)
        with without_standby():
            self.refused(first, forms[0], 9)
            self.refused(second, forms[1], 4)
            self.assertEqual(self.ana.get("/queue").status, 200)
            self.assertEqual(self.shown(first)["state"], "approved")
            self.assertEqual(self.shown(second)["state"], "queued")
        log = read(f"{self.site}/desk.log")
        self.assertIn(SAVED_ALONE, log)
        self.assertIn(NOT_BEGUN, log)
        end = time.monotonic() + 10
        while self.ana.post(f"/item/{second}/decide", forms[1]).status != 303:
            self.assertLess(time.monotonic(), end)
        self.assertEqual(self.shown(second)["summary"], f"Words of {second}.")
        # Who sends the first again is not told of a conflict, and it is decided once.
        self.assertEqual(self.ana.post(f"/item/{first}/decide", forms[0]).status, 303)
        decided = "SELECT count(*) FROM decision WHERE item = ?1 AND editor = 'Ana'"
        self.assertEqual(self.rows(decided, first), [(1,)])

    def test_a_command_says_so(self):
        third = self.item(THIRD)
        with without_standby():
            done = self.run_tidings("approve", third, now=WEEK_1)
            self.assertEqual(done.returncode, 1)
            self.assertIn(SAVED_ALONE, done.stderr)


class AloneAsSender(Sending):
    def test_nobody_gets_a_mail_that_the_standby_does_not_know(self):
        self.subscribers(0, 30)
        with Sink(slow_end=0.05) as sink:
            self.mail_to(sink.port)
            sender = self.start("--people", "30")
            while len(sink.messages) < 7:
                time.sleep(0.003)
            with without_standby():
                time.sleep(1)
                before = len(sink.messages)
                time.sleep(8)
                self.assertEqual(len(sink.messages), before)
                self.assertIsNone(sender.poll())
            self.assertEqual(sender.wait(60), 0)
        self.assertEqual(self.states(), {"sent": 30})
        mails = collections.Counter(mail["to"] for mail in sink.messages)
        self.assertEqual(set(mails.values()), {1})


class AloneWithReaders(ReadersTest):
    def test_who_signs_up_again_gets_one_letter(self):
        with without_standby():
            for _ in range(2):
                answer = self.sign_up(MARIA)
                self.assertEqual(answer.status, 503)
                self.assertIn(f'value="{MARIA}"', answer.text)
            self.run_tidings("run", now=NOW)
            self.assertEqual(self.letters(), [])
        end = time.monotonic() + 10
        while self.sign_up(MARIA).status != 200:
            self.assertLess(time.monotonic(), end)
        self.worker()
        self.assertEqual(len(self.letters(MARIA)), 1)


class Failover(TwoEditors):
    def decide(self, item, words):
        form = {**self.form(item), "do": "approve", "summary": words}
        self.assertEqual(self.ana.post(f"/item/{item}/decide", form).status, 303)

    def test_the_standby_takes_over(self):
        worker = self.start_worker(WEEK_1)
        before, after = self.item(PAPER), self.item(OTHER)
        self.decide(before, "Decided just before.")
        server("crash", FIRST)
        self.assertEqual(self.ana.get("/queue").status, 503)
        done = self.run_tidings("queue", now=WEEK_1)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        server("promote", SECOND)
        end = time.monotonic() + 5
        while self.ana.get("/queue").status != 200:
            self.assertLess(time.monotonic(), end)
            time.sleep(0.1)
        shown = self.shown(before)
        self.assertEqual((shown["state"], shown["summary"]), ("approved", "Decided just before."))
        self.decide(after, "Decided behind it.")
        self.tidings("publish", now=WEEK_1)
        # The feed may leave one to its archive: the worker may have published in between.
        page = self.public_files()["research/index.html"]
        self.assertIn(b"Decided just before.", page)
        self.assertIn(b"Decided behind it.", page)
        self.assertIsNone(worker.poll(), read(f"{self.site}/work.log"))


if __name__ == "__main__":
    unittest.main()
