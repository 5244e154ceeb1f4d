"""Two desks of one site on two machines: two folders with the same configuration, and one store on
a server. Whoever is at one is at the other."""
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
import unittest

import stores
from desk import PASSWORD, Browser, DeskTest, plain
from desk_sample import PAPER, WEEK_1, TwoEditors, said
from pipeline import TIDINGS

HOUR = 3600
LIBRARY = os.environ.get("OTHER_CLOCK")
of_machines = unittest.skipUnless(stores.SERVER, "a file is of one machine")
unless_clock = unittest.skipUnless(LIBRARY, "no library for another clock")


class SecondDesk(DeskTest):
    def second_desk(self, now=None, ahead=0):
        """Opens a desk of the same store elsewhere, whose clock is ahead; its port."""
        folder = tempfile.mkdtemp(prefix="tidings-second-")
        self.addCleanup(shutil.rmtree, folder)
        shutil.copytree(self.site, folder, dirs_exist_ok=True)
        clock = ["--now", now] if now else []
        environment = dict(os.environ, TIDINGS_REPLAY_PORT="1")
        if ahead:
            environment.update(LD_PRELOAD=LIBRARY, CLOCK_OFF=str(ahead))
        with open(f"{folder}/desk.log", "w", encoding="utf-8") as log:
            desk = subprocess.Popen(
                [TIDINGS, "-C", folder, *clock, "serve", "--listen", "127.0.0.1:0"],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=environment,
            )

        def close():
            desk.terminate()
            desk.stdout.close()
            self.assertEqual(desk.wait(timeout=30), 0)

        self.addCleanup(close)
        return int(re.search(r":(\d+)/", desk.stdout.readline())[1])

    @staticmethod
    def at(port, browser):
        """The same browser at another desk, as a balancer before both would send it there."""
        other = Browser(port, **browser.headers)
        other.cookies = browser.cookies
        return other


@of_machines
class TwoDesks(SecondDesk, TwoEditors):
    """Ana works at the first desk, Ben at the second."""

    def setUp(self):
        super().setUp()
        self.second = self.second_desk(now=WEEK_1)
        self.ben = self.at(self.second, self.ben)

    def test_who_is_logged_in_at_one_is_logged_in_at_the_other(self):
        there = self.at(self.second, self.ana)
        self.assertEqual(there.get("/queue").status, 200)
        paper = self.item(PAPER)
        self.assertIn("Approved", said(self.decide(paper, "approve", browser=there))[0])
        self.assertEqual(there.post("/logout", {}).status, 303)
        self.assertEqual(self.ana.get("/queue").status, 303)

    def test_a_new_password_ends_the_sessions_at_both(self):
        there = Browser(self.second)
        there.login("Ana")
        change = {"password": PASSWORD, "new": "another good one of Ana"}
        self.assertEqual(self.ana.post("/account/password", change).status, 303)
        self.assertEqual(there.get("/queue").status, 303)
        self.assertEqual(there.login("Ana").status, 403)
        self.assertEqual(there.login("Ana", change["new"]).status, 303)

    def test_a_colleague_at_the_other_desk_is_seen(self):
        paper = self.item(PAPER)
        self.page(f"/item/{paper}", self.ben)
        self.assertIn("Ben opened this just now.", plain(self.page(f"/item/{paper}")))

    def test_a_decision_is_seen_and_taken_back_there(self):
        paper = self.item(PAPER)
        waiting = self.waiting()
        self.decide(paper, "approve", summary="Words of Ana.")
        queue = self.page("/queue", self.ben)
        self.assertEqual(self.waiting(queue), waiting - 1)
        self.assertNotIn(paper, self.listed(queue))
        self.assertIn("Words of Ana.", self.page(f"/item/{paper}", self.ben))
        there = self.at(self.second, self.ana)
        undo = re.search(r'action="(/[^"]*undo[^"]*)"', self.page("/log", there))[1]
        (decision,) = self.rows("SELECT max(id) FROM decision")[0]
        self.assertEqual(there.post(undo, {"decision": decision}).status, 303)
        self.assertEqual(self.shown(paper)["state"], "queued")
        self.assertEqual(self.waiting(), waiting)

    def test_what_was_decided_elsewhere_is_not_overwritten(self):
        """The form of an item that was opened before is refused, with what the other one did."""
        paper = self.item(PAPER)
        path, form = f"/item/{paper}/decide", self.form(paper)
        self.decide(paper, "reject", browser=self.ben)
        answer = self.ana.post(path, {**form, "do": "approve"})
        self.assertEqual(answer.status, 409)
        self.assertIn("Ben", plain(answer.text))
        self.assertEqual(self.shown(paper)["state"], "rejected")

    def test_of_two_at_the_same_moment_one_wins_and_the_other_is_told(self):
        items = [row[0] for row in self.rows("SELECT id FROM item WHERE state = 0 ORDER BY id")]
        wins = set()
        for item in items[:8]:
            path, answers = f"/item/{item}/decide", {}
            forms = {
                "ana": (self.ana, {**self.form(item), "do": "approve"}),
                "ben": (self.ben, {**self.form(item, self.ben), "do": "reject"}),
            }
            together = threading.Barrier(2)

            def decide(name):
                browser, form = forms[name]
                together.wait()
                answers[name] = browser.post(path, form)

            threads = [threading.Thread(target=decide, args=(name,)) for name in forms]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            status = {name: answer.status for name, answer in answers.items()}
            self.assertEqual(sorted(status.values()), [303, 409], item)
            winner = min(status, key=status.get)
            loser = answers["ben" if winner == "ana" else "ana"]
            self.assertIn(winner.title(), plain(loser.text))
            state = {"ana": "approved", "ben": "rejected"}[winner]
            self.assertEqual(self.shown(item)["state"], state)
            rows = "SELECT count(*) FROM decision WHERE item = ? AND automatic = 0"
            self.assertEqual(self.rows(rows, item), [(1,)])
            wins.add(winner)


@of_machines
class Tries(SecondDesk):
    """Tries to log in are counted for both desks together, whatever their clocks say."""

    def setUp(self):
        super().setUp()
        self.add_editor("Ana", "admin")
        self.add_editor("Ben")

    def check_tries(self, ahead):
        self.serve(now=None)
        ports = self.port, self.second_desk(ahead=ahead)
        began, through = time.monotonic(), 0
        for i in range(12):
            answer = Browser(ports[i % 2]).login("Ana", "wrong")
            if answer.status == 429:
                break
            self.assertEqual(answer.status, 403)
            through += 1
        seconds = time.monotonic() - began
        self.assertGreaterEqual(through, 5)
        self.assertLessEqual(through, 5 + seconds / 12)
        for port in ports:
            answer = Browser(port).login("Ana", PASSWORD)
            self.assertEqual(answer.status, 429)
            self.assertTrue(1 <= int(answer.headers["Retry-After"]) <= 60)
        self.assertEqual(Browser(ports[1]).login("Ben").status, 303)

    def test_both_desks_count_together(self):
        self.check_tries(ahead=0)

    @unless_clock
    def test_a_clock_that_is_wrong_gives_no_more_tries_and_locks_nobody_out(self):
        self.check_tries(ahead=HOUR)

    @unless_clock
    def test_a_session_goes_by_one_clock(self):
        self.serve(now=None)
        ana = self.entered()
        for ahead in (-96 * HOUR, 96 * HOUR):  # a session ends after three days without use
            there = self.at(self.second_desk(ahead=ahead), ana)
            self.assertEqual(there.get("/queue").status, 200)
            self.assertEqual(ana.get("/queue").status, 200)


if __name__ == "__main__":
    unittest.main()
