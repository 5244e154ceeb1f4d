#!/usr/bin/env python3
"""What fails on this machine while sources are visited says nothing of them: their health stays as
it was, and they are visited again in a minute. $TIDINGS is the program, $FAULT the library."""
import errno
import os
import sys
import unittest
import unittest.mock

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "pipeline"))
import pipeline  # noqa: E402
from pipeline import LOOPBACK, feed_block, site_block, write  # noqa: E402
from world import WorldTest, rss, rss_item  # noqa: E402

FAULT = os.environ["FAULT"]
SOON = "2026-11-01T13:01:00Z"


class Ours(WorldTest):
    def setUp(self):
        super().setUp()
        self.configure(
            site_block("Ours", 'timezone = "UTC"')
            + LOOPBACK
            + feed_block("One", "one.rss")
            + feed_block("Two", "two.rss")
        )
        self.write_feeds("first")
        replay = self.replay()
        self.port = replay.__enter__().port
        self.addCleanup(replay.__exit__)
        self.tidings("fetch", now="2026-11-01T12:00:00Z")
        self.write_feeds("first", "second")

    def write_feeds(self, *stories):
        for name in ("one", "two"):
            items = (rss_item(title=f"{story} of {name}", guid=story) for story in stories)
            self.write_feed(f"{name}.rss", rss(name, *items))

    def health(self):
        return self.rows("SELECT name, failures, problem, failure, new_mark FROM source ORDER BY 1")

    def visit(self, number, **fault):
        """Visits both sources while the first socket, or all, cannot be had."""
        fault.update(FAULT_DO="errno", FAULT_AT="1", FAULT_ERRNO=str(number), FAULT_SOCKETS="1")
        with unittest.mock.patch.dict(os.environ, fault, LD_PRELOAD=FAULT):
            return self.run_tidings("fetch", "One", "Two", now="2026-11-01T13:00:00Z")

    def test_no_socket(self):
        for number in (errno.EMFILE, errno.ENOMEM):
            before = self.health()
            done = self.visit(number, FAULT_EVER="1")
            self.assertEqual(done.returncode, 1)
            self.assertIn(
                f"this machine could not ask the server 127.0.0.1: {os.strerror(number)}",
                done.stderr,
            )
            self.assertEqual(self.health(), before)
            for source in self.sources(now=SOON).values():
                self.assertEqual((source["health"], source["next"]), ("well", SOON))
        self.tidings("run", now=SOON)
        titles = {item["title"] for item in self.queue(now=SOON)}
        stories = [f"{story} of {name}" for story in ("first", "second") for name in ("one", "two")]
        self.assertEqual(titles, set(stories))

    def test_one_socket(self):
        """A moment without one: the visit asks again by itself."""
        done = self.visit(errno.EMFILE)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("2 new", done.stdout)

    def test_any_limit_of_files(self):
        """Wherever on its way the program can open no more files: it says so, and no more."""
        before, refused = self.health(), 0
        for limit in range(4, 20):
            with unittest.mock.patch.object(pipeline, "TIDINGS", self.limited(limit)):
                done = self.run_tidings("fetch", "One", "Two", now=SOON)
            if done.returncode:
                refused += 1
                self.assertEqual(self.health(), before, limit)
                self.assertNotEqual(done.stderr, "", limit)
                self.assertNotIn("init", done.stderr, "the store is there")
        self.assertGreater(refused, 4)
        self.assertEqual(self.health(), before)
        self.assertEqual(len(self.queue(now=SOON)), 4)

    def limited(self, files):
        """The program, which may open so many files."""
        path = f"{self.world}/limited"
        write(path, f'#!/bin/sh\nulimit -n {files}\nexec {pipeline.TIDINGS} "$@"\n')
        os.chmod(path, 0o755)
        return path


if __name__ == "__main__":
    unittest.main()
