"""The machine of the database dies, and its standby takes over: what was done stays done, and the
desk and the worker go on there by themselves. Two servers of this test's own."""
import atexit
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
    "-c wal_level=replica -c max_wal_senders=4 -c synchronous_commit=remote_apply"
)
os.environ["TEST_POSTGRES"] = f"host={FIRST},{SECOND} user=postgres target_session_attrs=read-write"

import stores
from desk_sample import OTHER, PAPER, WEEK_1, TwoEditors
from pipeline import TOP, read


def server(word, *folders):
    subprocess.run([f"{TOP}/tests/postgres/server.sh", word, *folders], check=True)


for folder in FIRST, SECOND:
    atexit.register(server, "stop", folder)  # after those of stores.py
server("start", FIRST)
server("standby", SECOND, FIRST)
stores.on_server("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")


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
