"""A site on a disk that is full, and on one that became read-only: reading goes on, and what cannot
be written is said. The disk is a small one in memory, in a mount namespace of this test's own."""
import os
import shutil
import subprocess
import sys
import unittest

import stores
from desk import DeskTest, form_of, plain
from pipeline import SAMPLE, Replay

NOW = "2026-11-02T08:00:00Z"
INSIDE = "TIDINGS_TEST_OWN_MOUNTS"
UNSHARE = ["unshare", "--map-root-user", "--mount"]
FETCH = ("fetch", "Stem cells in systemic sclerosis")
READING = (("queue",), ("queue", "--json"), ("show", "1"), ("log",), ("sources",), ("check",))


@stores.of_sqlite_alone
class SmallDisk(DeskTest):
    def setUp(self):
        super().setUp()
        os.remove(f"{self.site}/feeds/test.conf")
        self.mount("-t", "tmpfs", "-o", "size=8m,mode=700", "tmpfs", self.site)
        self.addCleanup(subprocess.run, ["umount", "--lazy", self.site], check=True)
        os.makedirs(f"{self.site}/feeds")
        shutil.copytree(f"{os.path.dirname(SAMPLE)}/../templates", f"{self.site}/templates")
        self.use_sample()
        self.tidings("init", self.site)
        with Replay(SAMPLE) as replay:
            self.port = replay.port
            self.tidings("fetch", now=NOW)
        self.add_editor("Ana", "admin")

    def mount(self, *args):
        subprocess.run(["mount", *args], check=True)

    def fill(self):
        with open(f"{self.site}/fill", "wb", buffering=0) as f:
            try:
                while f.write(b"x" * 4096):
                    pass
            except OSError:
                pass

    def check_reading(self, word):
        for args in READING:
            done = self.run_tidings(*args, now=NOW)
            self.assertEqual(done.returncode, 0, f"{args}: {done.stderr}")
            if args[0] != "check":
                self.assertIn(word, done.stderr)
        self.assertGreater(len(self.run_tidings("queue", "--json").stdout.splitlines()), 40)

    def check_writing_fails(self, word, *commands):
        for args in commands:
            done = self.run_tidings(*args, now=NOW)
            self.assertEqual(done.returncode, 1, f"{args}: {done.stdout}")
            self.assertIn(word, done.stderr, args)

    def test_a_full_disk(self):
        self.fill()
        self.check_reading("the disk is full")
        writing = ("approve", 1), ("publish",), FETCH, ("work",), ("serve",)
        self.check_writing_fails("the disk is full", *writing)
        os.remove(f"{self.site}/fill")
        self.tidings("approve", 1, now=NOW)

    def test_a_disk_that_became_read_only(self):
        self.mount("-o", "remount,ro", self.site)
        self.check_reading("read-only")
        self.check_writing_fails("read-only", ("approve", 1), FETCH, ("work",), ("serve",))
        self.mount("-o", "remount,rw", self.site)
        self.tidings("approve", 1, now=NOW)

    def test_the_desk_reads_on_and_keeps_the_words(self):
        self.serve(now=NOW)
        ana = self.entered()
        form = form_of(ana.get("/item/1").text, "/item/1/decide")
        self.fill()
        for path in ("/queue", "/item/2", "/log", "/published", "/sources", "/healthz"):
            self.assertEqual(ana.get(path).status, 200, path)
        words = {"do": "approve", "summary": "Words of Ana."}
        answer = ana.post("/item/1/decide", {**form, **words})
        self.assertEqual((answer.status, answer.headers["Retry-After"]), (503, "60"))
        self.assertIn("the disk is full", plain(answer.text))
        os.remove(f"{self.site}/fill")
        again = form_of(answer.text, "/item/1/decide")
        self.assertEqual(ana.post("/item/1/decide", again).status, 303)
        rows = self.rows("SELECT edited_summary FROM item WHERE id = 1")
        self.assertEqual(rows, [("Words of Ana.",)])


if __name__ == "__main__":
    if INSIDE in os.environ:
        unittest.main()
    if subprocess.run([*UNSHARE, "true"], capture_output=True).returncode:
        print("skipped: no mount namespace of one's own")
        sys.exit(77)
    os.environ[INSIDE] = "1"
    os.execvp("unshare", [*UNSHARE, sys.executable, *sys.argv])
