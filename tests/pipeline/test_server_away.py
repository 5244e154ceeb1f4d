"""PostgreSQL is restarted under a desk, a worker, a sender and commands: nothing is lost, and they
go on by themselves. On a server of this test's own."""
import atexit
import collections
import contextlib
import glob
import os
import signal
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
from desk import form_of, plain
from desk_sample import PAPER, WEEK_1, TwoEditors
from pipeline import LOOPBACK, TIDINGS, TOP, SiteTest, read, site_block, write
from sending import Sending
from smtp_sink import Sink
from test_several_workers import SlowFeeds
from test_subscribers import MARIA, ReadersTest


def server(word):
    subprocess.run([f"{TOP}/tests/postgres/server.sh", word, SERVER], check=True)


server("start")
atexit.register(server, "stop")  # after those of stores.py, which drop what was made there


@contextlib.contextmanager
def away():
    server("halt")
    try:
        yield
    finally:
        server("resume")


class Away(TwoEditors):
    def answered(self, path, status, seconds):
        """Asks until the answer has this status."""
        end = time.monotonic() + seconds
        while self.ana.get(path).status != status:
            self.assertLess(time.monotonic(), end, path)
            time.sleep(0.1)

    def test_the_desk_says_so_and_comes_back(self):
        paper = self.item(PAPER)
        form = {**self.form(paper), "do": "approve", "summary": "Words of Ana & her <friends>."}
        with away():
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
        with away():
            answer = self.ana.post(f"/item/{paper}/decide", form)
            self.assertEqual(answer.status, 503)
            self.assertIn("Words of Ana.", answer.text)
        again = form_of(answer.text, f"/item/{paper}/decide")
        self.answered("/queue", 200, 5)
        self.assertEqual(self.ana.post(f"/item/{paper}/decide", again).status, 303)
        self.assertEqual(self.shown(paper)["summary"], "Words of Ana.")

    def test_a_server_that_cannot_be_written(self):
        """Also a primary that is read-only for the site's role: the words are kept."""
        paper = self.item(PAPER)
        form = {**self.form(paper), "do": "approve", "summary": "Words of Ana."}
        alter = f"ALTER DATABASE {stores.name_of(self.site)}"
        stores.on_server(f"{alter} SET default_transaction_read_only = on")
        with away():
            pass
        self.answered("/queue", 200, 5)
        answer = self.ana.post(f"/item/{paper}/decide", form)
        self.assertEqual((answer.status, answer.headers["Retry-After"]), (503, "60"))
        self.assertIn("the server is a standby, or read-only for this role", plain(answer.text))
        again = form_of(answer.text, f"/item/{paper}/decide")
        stores.on_server(f"{alter} RESET default_transaction_read_only")
        with away():
            pass
        self.answered("/queue", 200, 5)
        self.assertEqual(self.ana.post(f"/item/{paper}/decide", again).status, 303)
        self.assertEqual(self.shown(paper)["summary"], "Words of Ana.")

    def test_another_place_is_told(self):
        """Who runs already goes on with the store that was open at the start, and says so."""
        told = "the store is another one now: start serve and work again"
        self.add_editor("Ada", "admin")
        ada = self.entered("Ada")
        self.start_worker(WEEK_1)
        place = f"{self.site}/feeds/store.conf"
        before = read(place)
        self.assertNotIn("The store is another one now", plain(ada.get("/queue").text))
        write(place, 'site { store = "host=/nowhere dbname=other" }\n')
        for _ in range(2):
            self.assertIn("The store is another one now", plain(ada.get("/queue").text))
        self.assertNotIn("The store is another one now", plain(self.ana.get("/queue").text))
        self.wait_for_log(told)
        end = time.monotonic() + 20
        while told not in read(f"{self.site}/work.log"):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.1)
        time.sleep(2)
        for log in "work.log", "desk.log":
            self.assertEqual(read(f"{self.site}/{log}").count(told), 1, log)
        write(place, before)
        self.assertNotIn("The store is another one now", plain(ada.get("/queue").text))

    def test_a_command_says_so(self):
        with away():
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

    def test_a_publication_that_loses_its_turn_ends(self):
        """With its connection it lost its turn, and another machine has it by now."""
        self.decide(self.item(PAPER), "approve")
        writes, turns = stores.Database(self.site), stores.Database(self.site)
        writes.execute("LOCK TABLE tidings_schema IN EXCLUSIVE MODE")
        publish = subprocess.Popen(
            [TIDINGS, "-C", self.site, "--now", WEEK_1, "publish"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        holders = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
        while not turns.execute(holders).fetchall():
            time.sleep(0.01)
        turns.execute("SELECT pg_advisory_lock(hashtext('tidings'), hashtext(current_schema()))")
        writes.close()
        try:
            said = publish.communicate(timeout=30)[1]
        finally:
            publish.kill()
            turns.close()
        self.assertIn("another program publishes by now", said)
        self.assertEqual(publish.returncode, 1)
        self.assertFalse(os.path.exists(f"{self.site}/out/index.html"))
        self.tidings("publish", now=WEEK_1)
        self.assertTrue(os.path.exists(f"{self.site}/out/index.html"))

    def test_the_worker_waits(self):
        work = self.start_worker(WEEK_1)
        with away():
            time.sleep(8)
            self.assertIsNone(work.poll())
        paper = self.item(PAPER)
        self.answered("/queue", 200, 5)
        form = {**self.form(paper), "do": "approve"}
        self.assertEqual(self.ana.post(f"/item/{paper}/decide", form).status, 303)
        self.assertIsNone(work.poll())


class ReadersWhileAway(ReadersTest):
    SAID = "This does not work at the moment. Try again in a minute."

    def refused(self, answer):
        self.assertEqual((answer.status, answer.headers["Retry-After"]), (503, "1"))
        self.assertTrue(answer.headers["Content-Type"].startswith("text/html"))
        self.assertIn("no-store", answer.headers["Cache-Control"])
        self.assertIn(self.SAID, answer.text)
        self.assertIn("Desk of the Test</title>", answer.text)

    def test_a_page_says_so_and_keeps_what_was_typed(self):
        token = self.confirmed().rsplit("/", 1)[-1]
        other = "o%27th%26er@patients.example"
        with away():
            for _ in range(4):  # more often than letters go to one address
                answer = self.sign_up(other, "research", "no-such-list")
                self.refused(answer)
            self.assertIn('value="o&#39;th&amp;er@patients.example"', answer.text)
            self.assertIn('value="research" checked', answer.text)
            self.assertEqual(answer.text.count("@patients.example"), 1)
            self.assertEqual(answer.text.count(" checked"), 1)
            self.refused(self.ask("GET", f"/mail/confirm/{token}"))
            answer = self.ask("GET", "/search?q=lungs+%26+skin")
            self.refused(answer)
            self.assertIn('value="lungs &amp; skin"', answer.text)
            answer = self.ask("POST", f"/mail/settings/{token}", "do=save&list=trials")
            self.refused(answer)
            self.assertIn('value="trials" checked', answer.text)
            self.assertNotIn('value="research" checked', answer.text)
            # A program is told in a line.
            answer = self.ask("POST", "/hub", "hub.mode=subscribe&hub.topic=a&hub.callback=b")
            self.assertNotIn("<html", answer.text)

    def test_who_tried_meanwhile_gets_a_letter_afterwards(self):
        with away():
            for _ in range(4):
                self.refused(self.sign_up(MARIA))
        for _ in range(50):
            if self.ask("GET", "/search?q=skin").status == 200:
                break
            time.sleep(0.1)
        self.assertEqual(self.sign_up(MARIA).status, 200)
        self.worker()
        self.assertEqual(len(self.letters(MARIA)), 1)


class VisitWhileAway(SiteTest):
    def test_what_was_broken_off_is_visited_when_it_is_back(self):
        feeds = SlowFeeds(0, workers=2)  # the first answer waits
        self.addCleanup(feeds.server_close)
        self.addCleanup(feeds.shutdown)
        url = f"http://127.0.0.1:{feeds.server_port}/0"
        self.configure(site_block("Sample") + LOOPBACK)
        self.configure(f'feed "F" {{ url = "{url}" }}\n', "feeds.conf")
        with open(f"{self.site}/work.log", "w", encoding="utf-8") as log:
            work = subprocess.Popen([TIDINGS, "-C", self.site, "work"], stdout=log, stderr=log)
        self.addCleanup(work.kill)
        while not feeds.asked:
            time.sleep(0.01)
        with away():
            feeds.all_here.set()
            time.sleep(2)
        end = time.monotonic() + 20
        while feeds.asked.total() < 2 or self.rows("SELECT count(*) FROM item") == [(0,)]:
            self.assertLess(time.monotonic(), end, read(f"{self.site}/work.log"))
            time.sleep(0.1)
        work.terminate()
        self.assertEqual(work.wait(30), 0)


class MailWhileAway(Sending):
    def sent_while_away(self, seconds, times):
        """How many mails each of sixty people got, while the server was away so often."""
        self.subscribers(0, 60)
        with Sink(slow_end=0.05) as sink:
            self.mail_to(sink.port)
            sender = self.start("--people", "60")
            for _ in range(times):
                wanted = len(sink.messages) + 7
                while len(sink.messages) < wanted:
                    self.assertIsNone(sender.poll())
                    time.sleep(0.003)
                with away():
                    time.sleep(seconds)
            self.assertEqual(sender.wait(60), 0)
        self.assertEqual(self.states(), {"sent": 60})
        return set(collections.Counter(mail["to"] for mail in sink.messages).values())

    def test_a_sender_keeps_what_it_knows(self):
        """What was handed over when the server went away is written down when it is back."""
        self.assertEqual(self.sent_while_away(seconds=3, times=1), {1})

    def test_a_server_that_is_restarted_again_and_again(self):
        self.assertEqual(self.sent_while_away(seconds=0, times=4), {1})

    def test_who_is_told_to_end_meanwhile_ends_with_that_written(self):
        self.subscribers(0, 20)
        with Sink(slow_end=0.05) as sink:
            self.mail_to(sink.port)
            sender = self.start("--people", "20")
            while len(sink.messages) < 5:
                time.sleep(0.003)
            with away():
                time.sleep(1)
                sender.send_signal(signal.SIGTERM)
                time.sleep(1)
                self.assertIsNone(sender.poll())
            self.assertEqual(sender.wait(30), 0)
            sent = len(sink.messages)
            self.assertEqual(self.states(), {"sent": sent, "planned": 20 - sent})
            self.send()
        self.assertEqual(len({mail["to"] for mail in sink.messages}), len(sink.messages))


if __name__ == "__main__":
    unittest.main()
