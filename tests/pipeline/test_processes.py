"""Whole runs: publishing, digests, processes at the same time, signals, read-only folders."""
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
import unittest

import stores
from pipeline import LOOPBACK, TIDINGS, feed_block, read, site_block, write
from world import WorldTest, rss, rss_item

SITE = site_block("Processes", 'timezone = "UTC"') + LOOPBACK
NOW, LATER = "2026-11-23T12:00:00Z", "2026-11-30T12:00:00Z"
AUTO = 'approve = "auto"'
PUBLISHED = "Sun, 22 Nov 2026 08:00:00 GMT"


class World(WorldTest):
    """A site that watches some news feeds, and the server that answers for them."""

    def feed(self, name, *titles):
        items = (
            rss_item(
                title=title,
                link=f"https://{name}.example/{title}",
                guid=title,
                pubDate=PUBLISHED,
                description=f"About {title}.",
            )
            for title in titles
        )
        self.write_feed(f"{name}.rss", rss(name, *items))

    def watch(self, *names, **settings):
        """A source for each feed; settings: NAME="more settings"."""
        feeds = (feed_block(name, f"{name}.rss", settings.get(name, "")) for name in names)
        self.configure(SITE + "".join(feeds))

    def start_replay(self):
        """Answers until the test ends."""
        replay = self.replay()
        replay.__enter__()
        self.addCleanup(replay.__exit__)
        self.port = replay.port

    def start(self, *args, **more):
        return self.start_command([TIDINGS, "-C", self.site, *args], **more)

    def start_command(self, command, **more):
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=dict(os.environ, TIDINGS_REPLAY_PORT=str(self.port), USER="tester"),
            **more,
        )
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.kill()
        process.communicate()

    def finish(self, process, status=0):
        out, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, err), (status, ""), out)
        return out

    def wait_for(self, what):
        deadline = time.monotonic() + 30
        while not what():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)


class Dripper:
    """A server that begins an answer and goes on with 11 bytes a second, until it is closed."""

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.asked, self.ended = threading.Event(), threading.Event()
        threading.Thread(target=self.answer, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()
        self.ended.set()

    def answer(self):
        connection, _ = self.listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<rss>")
            self.asked.set()
            try:
                while not self.ended.wait(1):
                    connection.sendall(b" " * 11)
            except OSError:
                self.ended.set()  # the visitor hung up


class SlowSource(World):
    """A source that drips, beside one whose items are published."""

    def setUp(self):
        super().setUp()
        self.feed("mine", "one")
        self.watch("mine", mine=AUTO)
        self.start_replay()
        self.tidings("run")
        self.page = f"{self.site}/out/news/index.html"
        self.assertIn(">one.<", read(self.page))

    def watch_dripping(self, port):
        dripping = f'feed "Drip" {{ url = "http://127.0.0.1:{port}/" }}'
        self.configure(SITE + feed_block("mine", "mine.rss", AUTO) + dripping)

    def test_a_withdrawal_waits_for_no_source(self):
        with Dripper() as drip:
            self.watch_dripping(drip.port)
            work = self.start("work")
            self.assertTrue(drip.asked.wait(30))
            self.tidings("withdraw", 1, "--reason", "It was wrong")
            withdrawn = time.monotonic()
            self.wait_for(lambda: ">one.<" not in read(self.page))
            took = time.monotonic() - withdrawn
            self.assertFalse(drip.ended.is_set(), "the source was waited for")
            print(f"withdrawal to page while a source drips: {took:.1f} s")
            work.send_signal(signal.SIGTERM)
            self.finish(work)

    def test_an_idle_worker_publishes_what_is_decided_elsewhere(self):
        work = self.start("work")
        self.wait_for(lambda: not self.rows("SELECT 1 FROM dirty UNION SELECT 1 FROM due"))
        self.tidings("withdraw", 1, "--reason", "It was wrong")
        self.wait_for(lambda: ">one.<" not in read(self.page))
        work.send_signal(signal.SIGTERM)
        self.finish(work)

    def test_what_a_killed_worker_had_taken_is_free_at_once(self):
        with Dripper() as drip:
            self.watch_dripping(drip.port)
            work = self.start("work")
            self.assertTrue(drip.asked.wait(30))
            busy = self.tidings("fetch", "Drip", now=LATER)
            self.assertIn("1 source is being visited by another run", busy)
            work.kill()
            work.wait()
        done = self.run_tidings("fetch", "Drip", now=LATER)  # nobody listens there now
        self.assertNotIn("another run", done.stdout + done.stderr)
        self.assertEqual(done.returncode, 1)


class Publishing(World):
    def setUp(self):
        super().setUp()
        self.feed("mine", "one", "two")
        self.feed("theirs", "three", "four")
        self.watch("mine", "theirs", mine=AUTO)
        self.start_replay()

    def test_run_publishes_what_its_source_may_publish_and_nothing_else(self):
        said = self.tidings("run")
        self.assertIn("4 new items", said)
        self.assertEqual({item["title"] for item in self.queue()}, {"three", "four"})
        text = b"".join(self.public_files().values()).decode()
        for title, public in (("one", True), ("two", True), ("three", False), ("four", False)):
            self.assertEqual(f".example/{title}" in text, public, title)
        # The source decides for itself, and the log says so.
        self.assertEqual(
            {(d["verb"], d["title"]) for d in self.objects("log")},
            {("approve", "one"), ("approve", "two")},
        )
        self.assertNotIn("tester", {d["editor"] for d in self.objects("log")})

    def test_what_one_source_may_publish_another_may_not(self):
        # The source that must ask saw the page first: the item waits, whoever brings another copy.
        self.feed("theirs", "one")
        shutil.copy(f"{self.world}/feeds/theirs.rss", f"{self.world}/feeds/mine.rss")
        self.tidings("fetch", "theirs")
        self.tidings("fetch", "mine")
        (item,) = self.queue()
        self.assertEqual(len(item["copies"]), 2)
        self.tidings("publish")
        self.assertNotIn(b"theirs.example/one", b"".join(self.public_files().values()))

    def test_a_second_time_nothing_is_written(self):
        self.tidings("run")
        self.tidings("approve", *[item["id"] for item in self.queue()])
        self.tidings("publish")
        files, times = self.public_files(), self.times()
        nothing = "out/: 0 written, 0 removed, 0 unchanged\n"
        self.assertEqual(self.tidings("publish"), nothing)
        self.assertIn("0 written, 0 removed", self.tidings("run", now=LATER))
        self.assertEqual((self.public_files(), self.times()), (files, times))
        self.assertEqual([path for path in files if ".tidings-" in path], [])
        # What somebody else changed or took away comes back as it was.
        write(f"{self.site}/out/index.html")
        os.remove(f"{self.site}/out/news/feed.atom")
        self.assertIn("2 written", self.tidings("publish", "--all", now=LATER))
        self.assertEqual(self.public_files(), files)

    def test_digest(self):
        self.assertEqual(self.tidings("digest").count("nothing was approved"), 3)
        self.assertEqual(self.public_files(), {})
        # What a source approves by itself on its first visit is published, but it is no news.
        self.tidings("run")
        self.assertIn("nothing was approved", self.tidings("digest", "--section", "news"))
        three, four = sorted(self.queue(), key=lambda item: item["title"], reverse=True)
        self.tidings("approve", three["id"])
        self.assertIn(
            "out/digest/2026-W48-news.eml, .html, .txt: 1 new",
            self.tidings("digest", "--section", "news"),
        )
        self.assertEqual(
            {path for path in self.public_files() if path.startswith("digest/")},
            {f"digest/2026-W48-news.{ending}" for ending in ("eml", "html", "txt")},
        )
        files, times = self.public_files(), self.times()
        # Once more in the same period: there is nothing new, and nothing is written. What was
        # approved since then makes the next edition.
        self.assertIn("nothing was approved", self.tidings("digest", "--section=news"))
        self.assertEqual((self.public_files(), self.times()), (files, times))
        self.feed("mine", "five")
        self.tidings("approve", four["id"], now=LATER)
        self.tidings("run", now=LATER)
        self.assertIn(
            "2026-W49-news.eml, .html, .txt: 2 new",
            self.tidings("digest", "--section", "news", now=LATER),
        )
        text = self.public_files()["digest/2026-W49-news.txt"].decode()
        self.assertEqual(
            [f".example/{title}" in text for title in ("one", "two", "three", "four", "five")],
            [False, False, False, True, True],
        )
        self.assertEqual(
            files["digest/2026-W48-news.txt"], self.public_files()["digest/2026-W48-news.txt"]
        )

    def test_a_frozen_edition_stays_as_it_is(self):
        self.tidings("run")
        one, two = [item["id"] for item in self.queue()]
        self.tidings("approve", one)
        self.tidings("digest", "--period", "first")
        edition = self.public_files()["digest/first-news.eml"]
        self.tidings("approve", two)
        done = self.run_tidings("digest", "--section", "news", "--period", "first")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("first", done.stderr)
        self.assertEqual(self.public_files()["digest/first-news.eml"], edition)
        # What came too late for it is in the next one, once.
        self.assertIn("1 new", self.tidings("digest", "--section", "news", "--period", "second"))
        self.assertIn(
            "nothing was approved", self.tidings("digest", "--section", "news", "--period", "third")
        )


class Together(World):
    def test_decisions_while_sources_are_fetched(self):
        self.feed("early", *[f"early{k}" for k in range(6)])
        names = [f"feed{i}" for i in range(60)]
        for name in names:
            self.feed(name, *[f"{name}-item{k}" for k in range(20)])
        self.watch("early", *names)
        self.start_replay()
        self.tidings("fetch", "early")
        waiting = [item["id"] for item in self.queue()]
        fetch = self.start("fetch")
        for id in waiting:
            self.tidings("approve", id)
        self.tidings("undo")
        self.finish(fetch)
        self.assertEqual(len(self.queue()), 60 * 20 + 1)
        self.tidings("publish")
        self.assertEqual(self.public_files()["feed.atom"].count(b"<entry>"), 5)

    def test_editors_at_the_same_moment(self):
        self.feed("news", *[f"item{k}" for k in range(12)])
        self.watch("news")
        self.start_replay()
        self.tidings("fetch")
        ids = [str(item["id"]) for item in self.queue()]
        editors = [self.start("approve", *ids[k::4], "--as", f"editor{k}") for k in range(4)]
        for process in editors:
            self.finish(process)
        self.assertEqual(self.queue(), [])
        self.assertEqual(sorted(d["item"] for d in self.objects("log")), sorted(map(int, ids)))


class Work(World):
    def test_work_until_it_is_told_to_stop(self):
        self.feed("mine", "one")
        self.watch("mine", mine=AUTO)
        self.start_replay()
        for number in (signal.SIGTERM, signal.SIGINT):
            work = self.start("work")
            self.wait_for(lambda: os.path.exists(f"{self.site}/out/index.html"))
            time.sleep(0.2)
            self.assertIsNone(work.poll())
            asked = time.monotonic()
            work.send_signal(number)
            self.finish(work)
            self.assertLess(time.monotonic() - asked, 5)
            self.assertIn(b"mine.example/one", self.public_files()["news/feed.atom"])
            shutil.rmtree(f"{self.site}/out")

    def test_work_stops_in_the_middle_of_a_visit(self):
        # A server that takes the request and never answers.
        with socket.create_server(("127.0.0.1", 0)) as silent:
            self.port = silent.getsockname()[1]
            self.watch("mine")
            work = self.start("work")
            connection, _ = silent.accept()
            asked = time.monotonic()
            work.send_signal(signal.SIGTERM)
            work.communicate(timeout=30)
            self.assertEqual(work.returncode, 0)
            self.assertLess(time.monotonic() - asked, 5)
            connection.close()
        # The source is free for whoever comes next.
        self.feed("mine", "one")
        self.start_replay()
        self.assertIn("1 new item,", self.tidings("fetch", "mine"))


class Folders(World):
    """A disk that is full or read-only is told clearly, and breaks nothing."""

    def setUp(self):
        super().setUp()
        self.feed("mine", "one", "two")
        self.feed("theirs", "three")
        self.watch("mine", "theirs", mine=AUTO)
        self.start_replay()
        self.tidings("run")
        self.ask = self.queue()[0]["id"]

    def refused(self, process, *words):
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 1, out + err)
        self.assertTrue(err.startswith("tidings: "), err)
        for word in words:
            self.assertIn(word, err)

    @stores.of_sqlite_alone
    def test_a_read_only_site(self):
        program = shutil.copy(TIDINGS, f"{self.site}/program")  # where another user may reach it
        for folder, _, names in os.walk(self.site):
            os.chmod(folder, 0o555)
            for name in names:
                os.chmod(f"{folder}/{name}", 0o555)
        self.addCleanup(subprocess.run, ["chmod", "-R", "u+w", self.site], check=True)
        other = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        for args in (
            ["fetch"],
            ["publish"],
            ["approve", "1"],
            ["queue"],
            ["init", f"{self.site}/new"],
            ["backup", f"{self.site}/copy.db"],
        ):
            process = self.start_command([program, "-C", self.site, *args], **other)
            self.refused(process, self.site)

    def test_a_publication_that_was_killed_leaves_nothing(self):
        left, kept = f"{self.site}/out/items/.tidings-aB3dE6", f"{self.site}/out/items/.htaccess"
        for path in (left, kept):
            write(path)
        with self.beside() as db:
            db.execute("INSERT INTO due (output) VALUES (0)")  # what it had not written yet
        self.tidings("publish")
        self.assertFalse(os.path.exists(left))
        self.assertTrue(os.path.exists(kept))  # somebody else's

    def test_publications_follow_one_another(self):
        self.tidings("approve", self.ask)
        before = self.public_files()
        folder = os.open(f"{self.site}/out", os.O_RDONLY)
        fcntl.flock(folder, fcntl.LOCK_EX)  # as another publication does
        process = self.start("publish")
        time.sleep(0.3)
        self.assertIsNone(process.poll())
        self.assertEqual(self.public_files(), before)
        os.close(folder)
        self.finish(process)
        self.assertNotEqual(self.public_files(), before)

    def test_a_file_stands_where_out_should_be(self):
        shutil.rmtree(f"{self.site}/out")
        write(f"{self.site}/out")
        self.refused(self.start("publish"), "out")
        self.tidings("approve", self.ask)
        self.refused(self.start("digest", "--section", "news"), "out")
        os.remove(f"{self.site}/out")
        self.tidings("publish")
        # The edition that could not be written is not lost.
        self.assertIn("1 new", self.tidings("digest", "--section", "news"))

    @stores.of_sqlite_alone
    def test_a_full_disk(self):
        """No file may grow: what was there stays whole, and work goes on when there is room."""
        before = self.public_files()
        self.feed("mine", *[f"more{k}" for k in range(400)])
        limit = ["sh", "-c", 'ulimit -f 8; exec "$@"', "sh"]
        # Python leaves SIGXFSZ ignored for its children here: writing fails as on a full disk.
        for command in ("fetch", "run"):
            ours = [TIDINGS, "-C", self.site, "--now", LATER, command]
            self.refused(self.start_command([*limit, *ours], restore_signals=False))
        self.assertEqual({path: self.public_files().get(path) for path in before}, before)
        self.assertEqual([path for path in self.public_files() if ".tidings-" in path], [])
        self.tidings("fetch", "mine", now=LATER)
        self.assertIn("written", self.tidings("publish", now=LATER))
        self.assertEqual(len(self.objects("log")), 402)


if __name__ == "__main__":
    unittest.main()
