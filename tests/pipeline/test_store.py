"""The store of a site: lost, replaced, put back; and who may read the files."""
import contextlib
import glob
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import tempfile
import time
import unittest

import stores
from desk import PASSWORD, DeskTest, form_of
from pipeline import LOOPBACK, TIDINGS, feed_block, read, site_block, write
from world import WorldTest, rss, rss_item

SITE = site_block("A Site") + LOOPBACK
NEWS = feed_block("News", "news.xml")


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


@stores.of_sqlite_alone
class StoreTest(WorldTest):
    """A site with three published items, an edition, and a fourth item that waits."""

    def setUp(self):
        super().setUp()
        self.configure(SITE + NEWS)
        self.stories = 4
        self.fetch()
        self.approve("Story 1", "Story 2", "Story 3")
        self.tidings("publish")
        self.tidings("digest", "--section", "news")

    def fetch(self):
        day = "Sun, 22 Nov 2026 08:00:00 GMT"
        items = (
            rss_item(title=f"Story {n}", link=f"https://a.example/{n}", guid=f"g{n}", pubDate=day)
            for n in range(1, self.stories + 1)
        )
        self.write_feed("news.xml", rss("News", *items))
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch", "News")

    def approve(self, *titles):
        ids = {item["title"]: item["id"] for item in self.queue()}
        self.tidings("approve", *(ids[title] for title in titles))

    def pages(self):
        return sorted(os.listdir(f"{self.site}/out/items"))

    def backup(self):
        folder = tempfile.mkdtemp(prefix="tidings-backup-")
        self.addCleanup(shutil.rmtree, folder)
        self.tidings("backup", f"{folder}/copy.db")
        return f"{folder}/copy.db"

    def start(self, *args):
        """A program that goes on until it is told to stop, once it has said that it does."""
        process = subprocess.Popen(
            [TIDINGS, "-C", self.site, *args], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def start_desk(self):
        desk = self.start("serve", "--listen", "127.0.0.1:0", "--quiet")
        self.assertIn(b"The desk is open", desk.stdout.readline())
        return desk


@stores.of_sqlite_alone
class Lost(StoreTest):
    """Nothing is taken down, and nothing is made, when the store is not what it should be."""

    COMMANDS = (
        ("run",),
        ("work",),
        ("fetch",),
        ("sources",),
        ("queue",),
        ("show", "1"),
        ("approve", "4"),
        ("undo",),
        ("log",),
        ("publish",),
        ("digest",),
        ("backup", "/nonexistent/copy.db"),
        ("serve", "--listen", "127.0.0.1:0"),
        ("editor", "list"),
    )

    def everything(self):
        found = {}
        for folder, _, names in os.walk(self.site):
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as f:
                    found[path] = (f.read(), os.stat(path).st_mtime_ns)
        return found

    def refused(self, words):
        before = self.everything()
        for command in self.COMMANDS:
            done = self.run_tidings(*command)
            self.assertEqual((done.returncode, done.stdout), (1, ""), command)
            self.assertIn(words, done.stderr, command)
            self.assertIn("restore FILE", done.stderr, command)
        self.assertEqual(self.everything(), before)

    def drop_store(self):
        for path in glob.glob(f"{self.site}/tidings.db*"):
            os.remove(path)

    def test_a_store_that_is_missing(self):
        self.drop_store()
        self.refused("tidings.db is not there")
        done = self.run_tidings("init", self.site)
        self.assertEqual(done.returncode, 1)
        self.assertIn("a site whose store is missing", done.stderr)
        self.assertEqual(len(self.pages()), 3)

    def test_a_store_that_is_empty(self):
        self.drop_store()
        write(f"{self.site}/tidings.db")
        self.refused("tidings.db is empty")

    def test_a_file_of_something_else(self):
        self.drop_store()
        write(f"{self.site}/tidings.db", "not what it should be\n" * 100)
        self.refused("is not a database")
        os.remove(f"{self.site}/tidings.db")
        with self.beside() as db:
            db.execute("CREATE TABLE recipe (name TEXT)")
        self.refused("another program")

    def test_the_store_of_another_site(self):
        other = tempfile.mkdtemp(prefix="tidings-other-")
        self.addCleanup(shutil.rmtree, other)
        self.tidings("init", other)
        self.drop_store()
        shutil.copy(f"{other}/tidings.db", f"{self.site}/tidings.db")
        self.refused("another site")

    def test_a_store_that_is_older_than_what_readers_see(self):
        copy = self.backup()
        self.approve("Story 4")
        self.tidings("publish")
        self.drop_store()
        shutil.copy(copy, f"{self.site}/tidings.db")
        self.refused("older than what readers see")

    def test_an_emptied_out_is_written_anew(self):
        before = self.public_files()
        shutil.rmtree(f"{self.site}/out")
        self.tidings("publish")
        del before["digest/2026-W48-news.eml"]
        del before["digest/2026-W48-news.html"], before["digest/2026-W48-news.txt"]
        self.assertEqual(self.public_files(), before)
        self.assertTrue(os.path.exists(f"{self.site}/out/.site"))

    def test_pages_that_no_row_explains_stay(self):
        write(f"{self.site}/out/items/901.html", "of a store that was lost")
        done = self.run_tidings("publish", "--all")
        self.assertEqual(done.returncode, 0)
        self.assertIn("1 page of which the store knows nothing: 901.html", done.stderr)
        self.assertEqual(read(f"{self.site}/out/items/901.html"), "of a store that was lost")


@stores.of_sqlite_alone
class Restore(StoreTest):
    def test_back_to_the_backup_and_on(self):
        copy = self.backup()
        known = set(self.pages())
        self.stories = 6
        self.fetch()
        self.approve("Story 5")
        self.tidings("withdraw", 1, "--reason", "It was about mice.")
        self.tidings("publish")
        self.tidings("digest", "--section", "news", "--period", "2026-W49")
        after, pages = self.public_files(), self.pages()
        said = self.tidings("restore", copy)
        new = set(pages) - known
        self.assertTrue(new)
        for name in new:
            self.assertIn(f"out/items/{name}", said)
        self.assertIn("out/digest/2026-W49-news.eml", said)
        self.assertRegex(said, r"1 item that the backup shows was withdrawn since(?s:.*)1  Story 1")
        self.assertIn("tidings.db.before-", said)
        self.assertEqual(self.public_files(), after)
        self.assertEqual([item["title"] for item in self.queue()], ["Story 4"])
        # No address goes to another story.
        self.tidings("publish")
        for name in new:
            self.assertEqual(self.public_files()[f"items/{name}"], after[f"items/{name}"])
        self.stories = 7
        self.fetch()
        self.approve("Story 7")
        self.tidings("publish")
        for name in new:
            self.assertEqual(self.public_files()[f"items/{name}"], after[f"items/{name}"])
        # An edition that readers have is not frozen again.
        done = self.run_tidings("digest", "--section", "news", "--period", "2026-W49")
        self.assertEqual(done.returncode, 1)
        self.assertIn("out/digest/2026-W49-news.html is there", done.stderr)
        self.assertEqual(
            self.public_files()["digest/2026-W49-news.eml"], after["digest/2026-W49-news.eml"]
        )
        self.tidings("digest", "--section", "news", "--period", "2026-W49b")

    def test_a_wal_that_a_power_cut_left(self):
        copy = self.backup()
        log = self.tidings("log", "--json")
        desk = self.start_desk()
        self.tidings("undo", "--as", "x")
        desk.kill()
        desk.wait()
        self.assertTrue(os.path.exists(f"{self.site}/tidings.db-wal"))
        self.tidings("restore", copy)
        self.assertEqual(self.tidings("log", "--json"), log)
        self.tidings("publish")
        self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])

    def test_a_copy_that_was_put_over_a_wal(self):
        """As the manual said before there was a command."""
        copy = self.backup()
        desk = self.start_desk()
        self.tidings("undo", "--as", "x")
        desk.kill()
        desk.wait()
        shutil.copy(copy, f"{self.site}/tidings.db")
        done = self.run_tidings("queue")
        if done.returncode:  # what the -wal holds may fit by chance
            self.assertIn("damaged; `tidings restore FILE`", done.stderr)
        self.tidings("restore", copy)
        self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])
        self.assertEqual(len(self.queue()), 1)

    def test_not_while_something_runs(self):
        copy = self.backup()
        for start in (self.start_desk, lambda: self.start("work")):
            process = start()
            deadline = time.monotonic() + 20
            done = self.run_tidings("restore", copy)
            while done.returncode == 0 and time.monotonic() < deadline:  # not open yet
                done = self.run_tidings("restore", copy)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertIn(f"in use by process {process.pid}", done.stderr)
            process.kill()
            process.wait()
            self.tidings("restore", copy)

    def test_a_backup_that_is_killed_leaves_none(self):
        for delay in (0.0, 0.002, 0.004, 0.008, 0.016, 0.03):
            folder = tempfile.mkdtemp(prefix="tidings-killed-")
            self.addCleanup(shutil.rmtree, folder)
            process = self.start("backup", f"{folder}/copy.db")
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            process.wait()
            shown = [name for name in os.listdir(folder) if not name.startswith(".")]
            self.assertIn(shown, ([], ["copy.db"]))
            if shown:
                with contextlib.closing(sqlite3.connect(f"{folder}/copy.db")) as db:
                    self.assertEqual(db.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
                self.tidings("restore", f"{folder}/copy.db")


@stores.of_sqlite_alone
class Modes(WorldTest):
    def test_whatever_the_umask(self):
        for umask in (0, 0o077, 0o777):
            before = os.umask(umask)
            try:
                site = tempfile.mkdtemp(prefix="tidings-modes-")
                os.chmod(site, 0o755)
                self.addCleanup(shutil.rmtree, site)
                subprocess.run(
                    [TIDINGS, "init", f"{site}/desk"], check=True, stdout=subprocess.DEVNULL
                )
                self.site = f"{site}/desk"
                desk = subprocess.Popen(
                    [TIDINGS, "-C", self.site, "serve", "--listen", "127.0.0.1:0", "--quiet"],
                    stdout=subprocess.PIPE,
                )
                self.addCleanup(desk.stdout.close)
                desk.stdout.readline()
                self.tidings("publish")
                self.tidings("backup", f"{site}/copy.db")
                private = glob.glob(f"{self.site}/tidings.db*")
                self.assertEqual(len(private), 3)
                for path in [*private, f"{site}/copy.db"]:
                    self.assertEqual(mode(path), 0o600, (path, oct(umask)))
                desk.kill()
                desk.wait()
            finally:
                os.umask(before)
            for folder, _, names in os.walk(f"{self.site}/out"):
                self.assertEqual(mode(folder), 0o755, (folder, oct(umask)))
                for name in names:
                    self.assertEqual(mode(f"{folder}/{name}"), 0o644, (name, oct(umask)))


@stores.of_sqlite_alone
class Health(DeskTest):
    def test_the_desk_notices_that_its_store_is_gone(self):
        self.add_editor("Ana")
        self.serve()
        ana = self.entered("Ana")
        self.assertEqual((ana.get("/healthz").status, ana.get("/healthz").text), (200, "ok\n"))
        os.rename(f"{self.site}/tidings.db", f"{self.site}/aside.db")
        answer = ana.get("/healthz")
        self.assertEqual(answer.status, 503)
        self.assertIn("removed or replaced", answer.text)
        # What an editor does then is refused, not lost.
        fields = {**form_of(ana.get("/account").text, "/account/email"), "password": PASSWORD}
        self.assertEqual(ana.post("/account/email", fields).status, 500)
        os.rename(f"{self.site}/aside.db", f"{self.site}/tidings.db")
        self.assertEqual(ana.get("/healthz").status, 200)
        shutil.copy(f"{self.site}/tidings.db", f"{self.site}/copy.db")
        os.replace(f"{self.site}/copy.db", f"{self.site}/tidings.db")
        self.assertEqual(ana.get("/healthz").status, 503)


if __name__ == "__main__":
    unittest.main()
