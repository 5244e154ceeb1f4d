"""The connection to PostgreSQL breaks at a COMMIT, before it or before its answer: what was done is
known as done, what was not is done again, and nobody gets a mail twice. The programs reach the
server by way of a proxy that breaks the connections, on a server of this test's own."""
import atexit
import collections
import glob
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import unittest

if not glob.glob("/usr/lib/postgresql/*/bin"):
    print("PostgreSQL is not installed")
    sys.exit(77)
SERVER, PROXY = (tempfile.mkdtemp(prefix="tidings-pg-", dir="/tmp") for _ in range(2))
SOCKET = ".s.PGSQL.5432"
os.environ["TEST_POSTGRES"] = f"host={PROXY} user=postgres"

import stores
from desk import form_of
from desk_sample import PAPER, WEEK_1, TwoEditors
from pipeline import LOOPBACK, TIDINGS, TOP, feed_block, site_block
from sending import EDITION, NOW, Sending
from smtp_sink import Sink
from world import WorldTest, rss, rss_item


class Cutter:
    """Hands on what programs and the server say to each other. Of each COMMIT that writes it asks
    `cut`, with the COMMIT's number: "before": the server never gets it; "answer": it does, and its
    answer is lost; else nothing happens."""

    def __init__(self):
        self.cut, self.commits, self.lock = None, 0, threading.Lock()
        self.deaf = False  # after the first cut no new connection comes about
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(f"{PROXY}/{SOCKET}")
        self.listener.listen(64)
        self.start(self.accept)

    def start(self, function, *args):
        threading.Thread(target=function, args=args, daemon=True).start()

    def accept(self):
        while True:
            program, _ = self.listener.accept()
            if self.deaf and self.commits:
                program.close()
                continue
            server = socket.socket(socket.AF_UNIX)
            server.connect(f"{SERVER}/{SOCKET}")
            losing = threading.Event()
            self.start(self.ask, program, server, losing)
            self.start(self.answer, program, server, losing)

    def how(self, message):
        if not self.cut or b"); COMMIT" not in message:
            return None
        with self.lock:
            self.commits += 1
            return self.cut(self.commits)

    def ask(self, program, server, losing):
        begun = False
        try:
            while message := self.message(program, begun):
                begun, how = True, self.how(message)
                if how == "before":
                    break
                if how == "answer":
                    losing.set()
                server.sendall(message)
        except OSError:
            pass
        if not losing.is_set():
            self.end(program, server)

    @staticmethod
    def message(program, begun):
        """The next one; the first has no byte that says of what kind it is."""

        def read(n):
            data = b""
            while len(data) < n and (more := program.recv(n - len(data))):
                data += more
            return data

        head = read(5 if begun else 4)
        return head and head + read(struct.unpack("!I", head[-4:])[0] - 4)

    def answer(self, program, server, losing):
        try:
            while data := server.recv(1 << 16):
                if losing.is_set():
                    break
                program.sendall(data)
        except OSError:
            pass
        self.end(program, server)
        program.close()
        server.close()

    @staticmethod
    def end(*ends):
        for one in ends:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cutting(self, how, *numbers):
        """Those of the COMMITs that follow; without numbers every third."""
        self.commits = 0
        self.cut = lambda n: how if (n in numbers if numbers else n % 3 == 0) else None


subprocess.run([f"{TOP}/tests/postgres/server.sh", "start", SERVER], check=True)
atexit.register(subprocess.run, [f"{TOP}/tests/postgres/server.sh", "stop", SERVER])
cutter = Cutter()


class AtTheDesk(TwoEditors):
    def setUp(self):
        super().setUp()
        self.addCleanup(setattr, cutter, "cut", None)

    def approvals(self, item):
        sql = "SELECT count(*) FROM decision WHERE item = ?1 AND editor = 'Ana'"
        return self.rows(sql, item)[0][0]

    def test_a_decision_whose_answer_is_lost_is_done_once(self):
        paper = self.item(PAPER)
        form = {**self.form(paper), "do": "approve", "summary": "Words of Ana."}
        cutter.cutting("answer", 1)
        self.assertEqual(self.ana.post(f"/item/{paper}/decide", form).status, 303)
        self.assertGreaterEqual(cutter.commits, 1)
        cutter.cut = None
        shown = self.shown(paper)
        self.assertEqual((shown["state"], shown["summary"]), ("approved", "Words of Ana."))
        self.assertEqual(self.approvals(paper), 1)
        self.assertEqual(self.ana.get("/queue").status, 200)

    def test_a_decision_that_never_arrived_is_told_and_can_be_made_again(self):
        paper = self.item(PAPER)
        form = {**self.form(paper), "do": "approve", "summary": "Words of Ana."}
        cutter.cutting("before", 1)
        answer = self.ana.post(f"/item/{paper}/decide", form)
        cutter.cut = None
        self.assertEqual(answer.status, 503)
        self.assertIn("Words of Ana.", answer.text)
        self.assertEqual(self.approvals(paper), 0)
        again = form_of(answer.text, f"/item/{paper}/decide")
        self.assertEqual(self.ana.post(f"/item/{paper}/decide", again).status, 303)
        self.assertEqual((self.shown(paper)["state"], self.approvals(paper)), ("approved", 1))

    def test_numbers_that_nobody_asks_for_any_more_go(self):
        old = "INSERT INTO tidings_commit VALUES ('x', 1, now() - interval '2 days')"
        stores.on_server(old, database=stores.name_of(self.site))
        self.tidings("approve", self.item(PAPER), now=WEEK_1)
        self.assertEqual(self.rows("SELECT n FROM tidings_commit WHERE connection = 'x'"), [])


class NewSites(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="tidings-new-", dir="/tmp")
        self.addCleanup(shutil.rmtree, self.folder)
        self.site = f"{self.folder}/site"
        stores.on_server(f"CREATE DATABASE {stores.name_of(self.site)}")
        self.addCleanup(stores.drop, self.site)
        self.addCleanup(setattr, cutter, "cut", None)
        self.place = ["--store", stores.place_of(self.site)]

    def run_tidings(self, *args):
        return subprocess.run([TIDINGS, *args], capture_output=True, text=True, timeout=60)

    def works(self):
        done = self.run_tidings("-C", self.site, "sources")
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_one_whose_answer_is_lost_is_made(self):
        cutter.cutting("answer", 1)
        done = self.run_tidings("init", *self.place, self.site)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(cutter.commits, 1)
        cutter.cut = None
        self.works()

    def test_one_that_was_not_made_leaves_nothing_in_the_way(self):
        cutter.cutting("before", 1)
        done = self.run_tidings("init", *self.place, self.site)
        self.assertEqual(done.returncode, 1)
        self.assertIn("the connection to the server was lost; try again", done.stderr)
        self.assertFalse(os.path.exists(f"{self.site}/feeds/store.conf"))
        cutter.cut = None
        self.assertEqual(self.run_tidings("init", *self.place, self.site).returncode, 0)
        self.works()

    def test_one_of_which_nobody_can_tell_says_how_to_find_out(self):
        cutter.cutting("answer", 1)
        cutter.deaf = True
        self.addCleanup(setattr, cutter, "deaf", False)
        done = self.run_tidings("init", *self.place, self.site)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"`tidings -C {self.site} sources` says whether", done.stderr)
        cutter.cut, cutter.deaf = None, False
        self.works()


class Mail(Sending):
    def sent(self, how, again=0):
        """How many mails each of thirty people got. The command may have to be given again, where
        it had nothing in hand that only it knows."""
        self.subscribers(0, 30)
        with Sink() as sink:
            self.mail_to(sink.port)
            cutter.cutting(how)
            self.addCleanup(setattr, cutter, "cut", None)
            for left in range(again, -1, -1):
                done = self.run_tidings("send", EDITION, "--people", "30", now=NOW)
                if done.returncode == 0:
                    break
                self.assertTrue(left, done.stderr)
                self.assertIn("the connection to the server was lost", done.stderr)
            cutter.cut = None
        self.assertGreater(cutter.commits, 20)
        self.assertEqual(self.states(), {"sent": 30})
        return set(collections.Counter(mail["to"] for mail in sink.messages).values())

    def test_nobody_gets_a_mail_twice_when_answers_are_lost(self):
        self.assertEqual(self.sent("answer"), {1})

    def test_nobody_gets_a_mail_twice_when_commits_are_lost(self):
        self.assertEqual(self.sent("before", again=5), {1})


class Work(WorldTest):
    def test_what_came_in_is_there_once(self):
        items = (
            rss_item(title=f"Story {n}", link=f"https://n.example/{n}", guid=str(n))
            for n in range(20)
        )
        self.write_feed("news.rss", rss("news", *items))
        more = feed_block("news", "news.rss", 'approve = "auto"')
        self.configure(site_block("Lost") + LOOPBACK + more)
        cutter.cutting("answer")
        self.addCleanup(setattr, cutter, "cut", None)
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("run")
        self.assertGreater(cutter.commits, 3)
        cutter.cut = None
        self.assertEqual(self.rows("SELECT count(*), count(DISTINCT title) FROM item"), [(20, 20)])
        self.assertEqual(self.rows("SELECT count(*) FROM decision"), [(20,)])
        self.assertEqual(self.objects("audit")[:-1], [])


if __name__ == "__main__":
    unittest.main()
