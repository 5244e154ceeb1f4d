#!/usr/bin/env python3
"""The order of the queue, as it is learned from what editors decide: by the command line and at
the desk."""
import html
import json
import re
import signal
import subprocess
import time
import unittest

from desk import DeskTest, plain
from pipeline import LOOPBACK, TIDINGS, feed_block, read, site_block
from world import WorldTest, rss, rss_item

NOW = "2027-01-07T15:00:00Z"
TAUGHT, WAITING = 10, 30
GOOD, BAD = "Digital ulcers of fingers", "Crises of kidneys"


def site(*lines):
    return site_block("A Desk", *lines) + LOOPBACK + feed_block("News", "news.xml")


class Learn(WorldTest, DeskTest):
    def setUp(self):
        super().setUp()
        self.configure(site())
        items = [
            rss_item(
                title=f"{topic}, report {n}",
                link=f"https://news.example/{topic[0]}{n}",
                guid=f"{topic[0]}{n}",
                description="A text.",
            )
            for topic in (BAD, GOOD)
            for n in range(TAUGHT + WAITING)
        ]
        self.write_feed("news.xml", rss("News", *items))
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch", now=NOW)
        self.feed_port = self.port

    def ids(self, topic, count=TAUGHT):
        found = self.rows("SELECT id FROM item WHERE title LIKE ? ORDER BY id", f"{topic}%")
        return [id for (id,) in found][:count]

    def teach(self):
        self.tidings("approve", *self.ids(GOOD), "--as", "Zoe", now=NOW)
        self.tidings("reject", *self.ids(BAD), "--reason", "off topic", "--as", "Zoe", now=NOW)

    def round(self):
        """What a worker does when nothing is due: the feed has its address still."""
        self.port = self.feed_port
        self.tidings("run", now=NOW)

    def queue(self):
        lines = self.tidings("queue", "--json", now=NOW).splitlines()
        return [json.loads(line) for line in lines]

    def test_the_queue_shows_first_what_is_like_the_approved(self):
        self.assertTrue(self.queue()[0]["title"].startswith(BAD))
        self.teach()
        self.round()
        queue = self.queue()
        self.assertEqual(len(queue), 2 * WAITING)
        first = queue[: WAITING - 1]
        drawn = [one for one in first if one["why"][0].startswith("Drawn from lower down")]
        self.assertEqual([first.index(one) for one in drawn], [19])
        rest = [one["title"] for one in first if one not in drawn]
        self.assertTrue(all(title.startswith(GOOD) for title in rest))
        self.assertIn("“ulcers”", queue[0]["why"][0])

    def test_switched_off_the_queue_is_as_it_was(self):
        before = self.queue()
        taught = set(self.ids(GOOD) + self.ids(BAD))
        self.teach()
        self.round()
        self.configure(site('learn = "no"'))
        self.round()
        self.assertEqual(self.queue(), [one for one in before if one["id"] not in taught])

    def test_the_desk_says_why_and_begins_anew_in_another_order(self):
        self.add_editor("Zoe", "senior")
        self.teach()
        self.round()
        self.serve(now=NOW)
        zoe = self.entered("Zoe")
        page = zoe.get("/queue")
        self.assertIn("Approved items have words of it: “", plain(page.text))
        following = html.unescape(re.search(r'<a href="([^"]*)" id="next"', page.text)[1])
        second = zoe.get(following)
        self.assertNotIn("The order was learned anew", second.text)
        seen = [
            set(re.findall(r'href="/queue\?[^"]*item=(\d+)', one.text)) for one in (page, second)
        ]
        self.assertFalse(seen[0] & seen[1])
        self.tidings("reject", self.ids(GOOD, 99)[-1], "--as", "Zoe", now=NOW)
        self.round()
        again = zoe.get(following)
        self.assertIn("The order was learned anew", again.text)
        back = plain(zoe.get("/log/back").text)
        self.assertIn("How well the queue was ordered", back)
        self.assertIn("Approved 10 of 21: 48 %.", back)
        self.assertIn("The first 10 of each day", back)
        self.assertIn("/log/back.csv?table=order", zoe.get("/log/back").text)
        lines = zoe.get("/log/back.csv?table=order").text.split("\r\n")
        self.assertEqual(lines[0].lstrip("\ufeff"), "part,week,decided,approved")
        self.assertIn('"All together",2027-W01,21,10', lines)
        self.assertIn('"The first 10 of each day",2027-W01,10,0', "\n".join(lines))

    def test_a_worker_that_sleeps_wakes_for_a_decision(self):
        """A rejection publishes nothing: what wakes it is that there is something to learn."""
        self.port = self.feed_port
        with open(f"{self.site}/work.log", "w") as log:
            command = [TIDINGS, "-C", self.site, "--now", NOW, "work"]
            worker = subprocess.Popen(command, stdout=log, stderr=log)
        self.addCleanup(lambda: (worker.send_signal(signal.SIGTERM), worker.wait()))
        self.teach()
        learned = "SELECT count(*) FROM item WHERE learned LIKE '%ulcers%'"
        self.wait_until(lambda: self.rows(learned)[0][0] > 0)
        order = "SELECT value FROM note WHERE name = 'order of the queue'"
        before = self.rows(order)
        self.tidings("reject", self.ids(BAD, 99)[-1], "--as", "Zoe", now=NOW)
        self.wait_until(lambda: self.rows(order) != before)

    def wait_until(self, done):
        for _ in range(300):
            if done():
                return
            time.sleep(0.1)
        self.fail(read(f"{self.site}/work.log"))


if __name__ == "__main__":
    unittest.main()
