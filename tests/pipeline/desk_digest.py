"""The desk of a site whose first week is approved, so that every section has a next edition."""
import os
import re
import subprocess

from desk import plain
from desk_sample import PreparedDesk
from pipeline import SAMPLE, TIDINGS, Replay

NOW = "2026-11-02T08:00:00Z"
EDITION = "digest/2026-W45-research"


class DigestDesk(PreparedDesk):
    """All is approved; Ana and Ben are editors, Rea is a reader. Ana has a mail address."""

    def prepare(self):
        with Replay(SAMPLE, step=1) as replay:
            DigestDesk.replay_port = replay.port
            self.tidings("fetch", now=NOW)
        self.count_as_news()
        self.tidings("approve", *[item["id"] for item in self.queue(now=NOW)], now=NOW)
        for name, role in (("Ana", "editor"), ("Ben", "editor"), ("Rea", "reader")):
            self.add_editor(name, role)
        self.has_address("Ana", "ana@example.net")

    def run_tidings(self, *args, **more):
        """With the address that the sources were visited at, so that none is due again."""
        here, self.port = self.port, DigestDesk.replay_port
        try:
            return super().run_tidings(*args, **more)
        finally:
            self.port = here

    def start_worker(self, **more):
        environment = dict(os.environ, TIDINGS_REPLAY_PORT=str(DigestDesk.replay_port))
        worker = subprocess.Popen(
            [TIDINGS, "-C", self.site, "--now", NOW, "work"],
            stdout=subprocess.DEVNULL,
            env=environment,
            text=True,
            **more,
        )
        self.addCleanup(lambda: worker.poll() is None and worker.kill())
        return worker

    def section(self, word="research", browser=None):
        """The part of the page that is about this section."""
        part = rf'<section aria-labelledby="digest-{word}">.*?</section>'
        return re.search(part, self.page(f"/digest/{word}", browser), re.S).group(0)

    def says(self, words, word="research"):
        """The page says these words of this section."""
        shown = plain(self.section(word))
        self.assertTrue(words in shown, f"no {words!r} in {shown[:800]}")

    def press(self, action, fields=None, browser=None, status=303):
        answer = (browser or self.ana).post(action, fields or {})
        self.assertEqual(answer.status, status, plain(answer.text)[-400:])
        return answer

    def preview(self, kind, browser=None):
        answer = (browser or self.ana).get(f"/digest/research/{kind}")
        self.assertEqual(answer.status, 200)
        return answer.bytes
