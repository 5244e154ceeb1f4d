"""The desk says whether readers see what was approved, when they will, and what keeps them from it:
no worker, or a publication that fails."""
import signal
import subprocess
import time
import unittest

from desk import plain
from desk_sample import LATER, PAPER, WEEK_1, TwoEditors
from pipeline import TIDINGS, read, write


class Publication(TwoEditors):
    def work(self):
        """Starts a worker that stays."""
        log = open(f"{self.site}/work.log", "w")
        worker = subprocess.Popen(
            [TIDINGS, "-C", self.site, "--now", LATER, "work"], stdout=log, stderr=log
        )
        log.close()
        self.addCleanup(lambda: (worker.kill(), worker.wait()))
        self.wait_until(lambda: self.rows("SELECT 1 FROM worker WHERE stays = 1"))
        return worker

    def wait_until(self, done):
        for _ in range(200):
            if done():
                return
            time.sleep(0.1)
        self.fail(read(f"{self.site}/work.log"))

    def published(self, browser=None):
        return plain(self.page("/published", browser))

    def ask(self, what="now", browser=None):
        answer = (browser or self.ana).post("/published", {"what": what})
        self.assertEqual(answer.status, 303)
        return plain(self.page(answer.headers["Location"]))

    def run_once(self):
        """As a timer does; nobody answers for the sources, which is no matter here."""
        self.run_tidings("run", now=LATER)

    def test_a_wish_waits_for_a_worker_and_is_done_by_it(self):
        self.decide(self.item(PAPER), "approve")
        self.assertIn("1 item waits to go out.", self.published())
        self.assertIn("No worker has looked after this site yet.", self.published())
        said = self.ask()
        self.assertIn("It is to be published. No worker", said)
        self.assertRegex(said, "Ana asked for a publication just now. No worker")
        self.run_once()
        seen = self.published()
        self.assertRegex(seen, r"Ana asked for a publication: Published: \d+ written")
        self.assertNotIn("to go out", seen)
        self.assertNotIn("Nothing is fetched", seen)
        self.assertIn("The worker comes from time to time, and last did just now", self.ask())

    def test_everything_is_written_anew_by_who_may(self):
        self.decide(self.item(PAPER), "approve")
        self.tidings("publish", now=WEEK_1)
        page = f"{self.site}/out/index.html"
        with open(page, "a") as file:
            file.write("spoilt")
        self.assertNotIn("Write every page anew", self.page("/published"))
        self.ask("all")  # Ana may not: it is a plain publication, which looks at what changed
        self.run_once()
        self.assertIn("spoilt", read(page))
        self.assertIn("all of it was out already", self.published())
        self.add_editor("Cem", "admin")
        cem = self.entered("Cem")
        self.assertIn("Write every page anew", self.page("/published", cem))
        self.ask("all", cem)
        self.run_once()
        self.assertNotIn("spoilt", read(page))
        self.assertRegex(self.published(), r"Cem asked for a publication: Published: 1 written")

    def test_a_worker_that_stays_is_seen_and_missed(self):
        worker = self.work()
        self.assertIn("The worker publishes what is approved within seconds.", self.published())
        self.assertIn("The worker does it within a minute.", self.ask())
        self.wait_until(lambda: "asked for a publication:" in self.published())
        self.assertNotIn("Nothing is fetched", self.page("/queue"))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        for path in ("/queue", "/sources", "/log"):
            self.assertIn("Nothing is fetched, published or mailed", self.page(path), path)
        worker = self.work()
        self.wait_until(lambda: "Nothing is fetched" not in self.page("/queue"))
        worker.send_signal(signal.SIGTERM)
        worker.wait()
        self.assertIn("Nothing is fetched, published or mailed", self.page("/queue"))

    def test_a_publication_that_fails_is_told_on_every_page_until_it_went_well(self):
        self.decide(self.item(PAPER), "approve")
        template = f"{self.site}/templates/item.mustache"
        kept = read(template)
        for _ in range(2):
            write(template, kept + "{{#open}}")
            self.assertNotEqual(self.run_tidings("publish", now=LATER).returncode, 0)
            for path in ("/queue", "/published"):
                said = plain(self.page(path))
                self.assertIn("Not all that was approved could be published", said)
                self.assertIn("partial item: line", said)
            self.assertIn("There is no preview:", plain(self.page("/queue")))
        self.ask()
        self.run_once()
        self.assertRegex(self.published(), "asked for a publication: failed : .*partial item")
        write(template, kept)
        self.tidings("publish", now=LATER)
        self.assertNotIn("could be published", plain(self.page("/queue")))


if __name__ == "__main__":
    unittest.main()
