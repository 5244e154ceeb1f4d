"""Workers that visit sources and mail an edition are killed at any moment: every source is visited,
no item comes twice, and everybody gets the edition once.

    WORKER_KILLS=60 test_killed_workers.py    the long run, by hand
"""
import collections
import os
import random
import signal
import subprocess
import sys
import time
import unittest

from pipeline import LOOPBACK, TIDINGS, site_block
from sending import NOW, Sending
from smtp_sink import Sink
from test_several_workers import SlowFeeds

LONG = int(os.environ.get("WORKER_KILLS", "0"))
WORKERS = 4
KILLS = LONG or 8
SOURCES, PEOPLE = (1600, 4000) if LONG else (60, 60)
EVERY = 1 if LONG else 0.4  # seconds between kills


class KilledWorkers(Sending):
    def setUp(self):
        super().setUp()
        os.remove(f"{self.site}/feeds/feed.conf")
        self.feeds = SlowFeeds(0.3, workers=1)
        self.addCleanup(self.feeds.server_close)
        self.addCleanup(self.feeds.shutdown)
        url = f"http://127.0.0.1:{self.feeds.server_port}"
        blocks = "".join(f'feed "F{n}" {{ url = "{url}/{n}" }}\n' for n in range(SOURCES))
        self.configure(blocks, "feeds.conf")
        self.configure(
            site_block("A Desk")
            + LOOPBACK.replace("{ allow", "{ at_once = 4 allow")
            + 'door { url = "https://news.example.org/" }\n',
            "site.conf",
        )
        self.subscribers(0, PEOPLE)

    def worker(self):
        worker = subprocess.Popen(
            [TIDINGS, "-C", self.site, "--now", NOW, "work"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.addCleanup(lambda: worker.poll() is None and worker.kill())
        return worker

    def begin(self, sink):
        """The edition is on its way; a worker goes on with it."""
        sender = self.start("--people", str(PEOPLE))
        while not sink.messages:
            time.sleep(0.002)
        sender.kill()
        sender.wait()

    def kill_some(self):
        """Kills one of the workers again and again, and starts another one in its place."""
        chance, workers = random.Random(14), [self.worker() for _ in range(WORKERS)]
        for _ in range(KILLS):
            time.sleep(EVERY * (0.5 + chance.random()))
            victim = chance.choice(workers)
            victim.send_signal(signal.SIGKILL)
            victim.wait()
            workers.remove(victim)
            workers.append(self.worker())
        end = time.monotonic() + 300
        while not self.all_done() and time.monotonic() < end:
            time.sleep(0.5)
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(60)

    def all_done(self):
        """What is left to do now is nothing, or an editor's."""
        visited = "SELECT count(*) FROM source WHERE active = 1 AND last_success IS NULL"
        left = self.states()
        return self.rows(visited) == [(0,)] and not {"planned", "sending"} & set(left)

    def run_through(self, after_crash):
        """{how many mails somebody got: so many people}, and how many an editor was to look at."""
        with Sink(slow_end=0.01) as sink:
            self.mail_to(sink.port, f'after_crash = "{after_crash}"')
            self.begin(sink)
            self.kill_some()
            unknown = self.states().get("unknown", 0)
            got = collections.Counter(mail["to"] for mail in sink.messages)
            if after_crash == "editor":
                self.assertLessEqual(len(got), PEOPLE)
                self.assertLessEqual(unknown, KILLS + 1)
                self.assertEqual(self.states().get("sent", 0) + unknown, PEOPLE)
            else:
                if unknown:
                    self.send("--again")
                self.assertEqual(self.states(), {"sent": PEOPLE})
            got = collections.Counter(mail["to"] for mail in sink.messages)
        self.assertEqual(len(self.feeds.asked), SOURCES)
        items = "SELECT count(*), count(DISTINCT title) FROM item WHERE title LIKE 'What mouse%'"
        self.assertEqual(self.rows(items), [(SOURCES, SOURCES)])
        times = collections.Counter(got.values())
        if LONG:
            again = sum(n - 1 for n in self.feeds.asked.values())
            print(
                f"{after_crash}: {KILLS} kills, {SOURCES} sources ({again} asked again), "
                f"{PEOPLE} people, mails for each: {dict(times)}, unknown: {unknown}",
                file=sys.stderr,
            )
        return times, unknown

    def test_what_may_have_arrived_is_an_editors_and_nobody_is_mailed_twice(self):
        times, unknown = self.run_through("editor")
        self.assertEqual(set(times), {1})
        self.assertGreaterEqual(times[1], PEOPLE - unknown)

    def test_what_may_have_arrived_goes_once_more(self):
        times, _ = self.run_through("again")
        self.assertEqual(times.total(), PEOPLE)
        self.assertLessEqual(sum(n * (times_ - 1) for times_, n in times.items()), KILLS + 1)


if __name__ == "__main__":
    unittest.main()
