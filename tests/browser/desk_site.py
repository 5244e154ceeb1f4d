"""A desk for browsers to visit: the sample site after two weeks, with items in every state."""
import json
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "pipeline")]
sys.dont_write_bytecode = True

from browser import install, need  # noqa: E402
from desk import PASSWORD, DeskTest  # noqa: E402,F401
from pipeline import SAMPLE, Replay  # noqa: E402

WEEK_1, WEEK_2 = "2026-11-02T08:00:00Z", "2026-11-09T08:00:00Z"
FOLDER = os.environ.get(
    "BROWSER_FOLDER", os.path.join(HERE, "..", "..", "build", "tests", "browser")
)


def prepare():
    """What all of these tests need, or they are skipped."""
    need("node", "npm", "chromium")
    install(FOLDER)


class BrowserTest(DeskTest):
    def node(self, script, job, **environment):
        """Runs tests/browser/SCRIPT with the job as JSON; what it printed, as JSON."""
        run = subprocess.run(
            ["node", os.path.join(FOLDER, script)],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            timeout=1400,  # under that of the longest test
            env=dict(os.environ, **environment),
        )
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        return json.loads(run.stdout)

    def check_html(self, pages):
        """By the Nu HTML checker, where there is a java."""
        if not shutil.which("java"):
            print("no java: the Nu HTML checker is left out")
            return
        paths = []
        for page in pages:
            paths.append(f"{self.site}/{page['name']}.html")
            with open(paths[-1], "w", encoding="utf-8") as f:
                f.write(page["html"])
        vnu = f"{FOLDER}/node_modules/vnu-jar/build/dist/vnu.jar"
        run = subprocess.run(
            ["java", "-jar", vnu, "--errors-only", *paths], capture_output=True, text=True
        )
        self.assertEqual(run.stdout + run.stderr, "")

    def address(self, path=""):
        return f"http://127.0.0.1:{self.port}{path}"

    def cookie(self, browser):
        """For the browsers of playwright."""
        return {"name": f"tidings-{self.port}", "value": browser.cookies["tidings"]}

    def two_weeks(self):
        """Week 1 is decided and published but for a few items; week 2 brings updates. There are
        published, rejected, put off, merged and waiting items. Gives those that wait, by number."""
        self.use_sample()
        os.remove(f"{self.site}/feeds/test.conf")
        self.visit(1, WEEK_1)
        waiting = {item["tag"]: item["id"] for item in self.queue(now=WEEK_1)}
        for tag, verb, *options in (
            ("pmid/99000109", "reject", "--reason", "off topic"),
            ("nct/NCT99000103", "defer", "--until", "2026-11-05"),
        ):
            self.tidings(verb, waiting.pop(tag), *options, "--as", "Ben", now=WEEK_1)
        approved = [id for tag, id in waiting.items() if tag.startswith(("pmid/", "nct/"))]
        self.tidings("approve", *approved[2:], "--as", "Ben", now=WEEK_1)
        self.tidings(
            "edit", approved[3], "--summary", "Words of an editor.", "--as", "Ben", now=WEEK_1
        )
        self.tidings("publish", now=WEEK_1)
        self.tidings("digest", now=WEEK_1)
        self.visit(2, WEEK_2)
        waiting = {item["tag"]: item for item in self.queue(now=WEEK_2)}
        fresh = [item for item in waiting.values() if item["state"] != "update"]
        self.tidings("approve", fresh[0]["id"], fresh[1]["id"], "--as", "Ben", now=WEEK_2)
        return {item["id"]: item for item in self.queue(now=WEEK_2)}

    def visit(self, step, now):
        with Replay(SAMPLE, step=step) as replay:
            self.port = replay.port
            self.tidings("fetch", now=now)
