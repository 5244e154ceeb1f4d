"""Machines whose clocks differ by an hour share a store: it goes by the server's clock, so nobody
takes what another one holds, and nobody is mailed twice."""
import collections
import os
import subprocess
import time
import unittest

import stores
from pipeline import LOOPBACK, TIDINGS, SiteTest, site_block
from sending import EDITION, Sending
from smtp_sink import Sink
from test_several_workers import SlowFeeds

HOUR = 3600
LIBRARY = os.environ.get("OTHER_CLOCK")
of_machines = unittest.skipUnless(stores.SERVER and LIBRARY, "a file is of one machine")


class OtherClock:
    """What starts the program on a machine whose clock is ahead by so many seconds."""

    def elsewhere(self, ahead, *args):
        process = subprocess.Popen(
            [TIDINGS, "-C", self.site, *args],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=dict(os.environ, LD_PRELOAD=LIBRARY, CLOCK_OFF=str(ahead)),
        )
        self.addCleanup(lambda: process.poll() is None and process.kill())
        return process

    def said_elsewhere(self, ahead, *args, status=0):
        process = self.elsewhere(ahead, *args)
        said = process.communicate(timeout=60)[0]
        self.assertEqual(process.returncode, status, said)
        return said


@of_machines
class Sources(OtherClock, SiteTest):
    def feeds(self, waits=False):
        """One feed, whose answer waits until `all_here` is set."""
        feeds = SlowFeeds(0, workers=2 if waits else 1)
        self.addCleanup(feeds.server_close)
        self.addCleanup(feeds.shutdown)
        url = f"http://127.0.0.1:{feeds.server_port}/0"
        self.configure(site_block("Sample") + LOOPBACK)
        self.configure(f'feed "F" {{ url = "{url}" }}\n', "feeds.conf")
        return feeds

    def test_a_source_that_is_visited_is_taken_by_nobody(self):
        for ahead in (HOUR, -HOUR):
            for first, then in ((0, ahead), (ahead, 0)):
                with self.subTest(first=first, then=then):
                    feeds = self.feeds(waits=True)
                    visitor = self.elsewhere(first, "fetch", "F")
                    while not feeds.asked:
                        time.sleep(0.01)
                    said = self.said_elsewhere(then, "fetch", "F")
                    feeds.all_here.set()
                    self.assertIn("1 source is being visited", said)
                    self.assertEqual(visitor.wait(30), 0)
                    visitor.stdout.close()
                    self.assertEqual(feeds.asked.total(), 1)

    def test_a_source_is_due_for_all_at_the_same_time(self):
        feeds = self.feeds()
        for ahead in (-HOUR, 0, HOUR - 120, -HOUR):  # the next visit is due in an hour
            self.said_elsewhere(ahead, "fetch")
        self.assertEqual(feeds.asked.total(), 1)

    def test_a_worker_that_looked_is_there(self):
        """For a desk on a machine of another time it has not been silent for an hour."""
        self.configure(site_block("Sample") + LOOPBACK)
        work = self.elsewhere(-HOUR, "work")
        seen = "SELECT count(*) FROM worker WHERE looked BETWEEN unixepoch() - 60 AND unixepoch()"
        end = time.monotonic() + 20
        while self.rows(seen) == [(0,)] and time.monotonic() < end:
            time.sleep(0.05)
        work.terminate()
        work.communicate(timeout=30)
        self.assertEqual(self.rows(seen), [(1,)])


@of_machines
class Mail(OtherClock, Sending):
    def test_a_copy_in_hand_is_not_sent_by_another(self):
        self.subscribers(0, 12)
        with Sink(slow_end=0.4) as sink:
            self.mail_to(sink.port)
            senders = [self.elsewhere(0, "send", EDITION, "--people", "12")]
            for ahead in (HOUR, -HOUR, HOUR):
                wanted = len(sink.messages) + 1
                while len(sink.messages) < wanted and senders[0].poll() is None:
                    time.sleep(0.005)
                senders.append(self.elsewhere(ahead, "send", EDITION))
            for sender in senders:
                said = sender.communicate(timeout=60)[0]
                self.assertEqual(sender.returncode, 0, said)
        self.assertEqual(self.states(), {"sent": 12})
        to = collections.Counter(mail["to"] for mail in sink.messages)
        self.assertEqual(set(to.values()), {1})

    def test_who_is_put_off_is_tried_when_the_time_has_come(self):
        """Which is in five minutes for all: the one whose clock is ahead does not ask at once."""
        self.subscribers(0, 3)
        with Sink(RCPT="451 4.7.1 later") as sink:
            self.mail_to(sink.port)
            self.said_elsewhere(0, "send", EDITION, "--people", "3")
            asked = len(sink.commands)
            for ahead in (HOUR, -HOUR):
                self.assertIn("3 deferred", self.said_elsewhere(ahead, "send", EDITION))
            self.assertEqual(len(sink.commands), asked)

    def test_an_hour_has_its_share(self):
        self.subscribers(0, 9)
        with Sink() as sink:
            self.mail_to(sink.port, "per_hour = 4")
            self.said_elsewhere(0, "send", EDITION, "--people", "9")
            for ahead in (2 * HOUR, -2 * HOUR):
                self.assertIn("5 planned, 4 sent", self.said_elsewhere(ahead, "send", EDITION))
        self.assertEqual(len(sink.messages), 4)


if __name__ == "__main__":
    unittest.main()
