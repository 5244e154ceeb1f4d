"""What the tables promise: a new source, command, job, output or verb of decisions is one new file
and one line in one list.

The program is copied, each extension below is added to the copy (its file, its line, nothing else),
and the extended program is built once and tried. EXTEND_BUILD names a folder that is kept, so that
the next run builds only what changed.
"""
import contextlib
import http.server
import os
import re
import sqlite3
import subprocess
import sys
import threading
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.normpath(os.path.join(HERE, "..", ".."))
FOLDER = os.path.abspath(os.environ.get("EXTEND_BUILD", f"{TOP}/build/tests/extend"))
# pipeline.py reads TIDINGS when it is loaded.
os.environ["TIDINGS"] = os.path.join(FOLDER, "build", "tidings")
sys.path.insert(0, os.path.join(TOP, "tests", "pipeline"))
from pipeline import SAMPLE, Replay, SiteTest  # noqa: E402

# An extension: the file and the room it goes to, the header of the list, the list, and the line.
EXTENSIONS = (
    (
        *("notices.c", "source", "model/source_kinds.h", "SOURCE_KINDS"),
        'KIND(NOTICES, .word = "notices", .hours = 2, .service = "https://notices.example/", '
        '.settings = {{.key = "topic", .type = SETTING_SEARCH}, {.key = "order", '
        '.type = SETTING_CHOICE, .what = "order", .choices = {"new", "old"}}}, .needs = {"topic"})',
    ),
    ("greet.c", "cli", "cli/commands.h", "COMMANDS", "COMMAND(GREET)"),
    ("remind.c", "work", "model/job.h", "JOB_KINDS", 'JOB(REMIND, "remind")'),
    ("titles.c", "publish", "publish/output.h", "OUTPUTS", "OUTPUT(titles, 95, CHANGE)"),
    ("star.c", "item", "model/decision.h", "VERBS", "VERB(STAR, star, 90)"),
    ("star_command.c", "cli", "cli/commands.h", "COMMANDS", "COMMAND(STAR)"),
)


def with_line(text, name, line):
    """The text of a header with the line at the end of its list (#define NAME(…) \\ …)."""
    found = re.search(rf"^#define {name}\(.*\\\n(?:.*\\\n)*.*$", text, re.M)
    assert found, f"there is no list {name}"
    return f"{text[:found.end()]} \\\n\t{line}{text[found.end():]}"


def files():
    """{path: bytes} of the extended program."""
    found = {"tests/CMakeLists.txt": b""}
    for part in ("CMakeLists.txt", "src", "templates"):
        for folder, _, names in os.walk(os.path.join(TOP, part)):
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as f:
                    found[os.path.relpath(path, TOP)] = f.read()
    with open(os.path.join(TOP, "CMakeLists.txt"), "rb") as f:
        found["CMakeLists.txt"] = f.read()
    for file, room, header, name, line in EXTENSIONS:
        with open(os.path.join(HERE, file), "rb") as f:
            found[f"src/{room}/{file}"] = f.read()
        text = found[f"src/{header}"].decode()
        found[f"src/{header}"] = with_line(text, name, line).encode()
    return found


def write(found):
    """Makes FOLDER hold these files; one that is the same keeps its date, and is not built anew."""
    for folder, _, names in os.walk(os.path.join(FOLDER, "src")):
        for name in names:
            if os.path.relpath(os.path.join(folder, name), FOLDER) not in found:
                os.remove(os.path.join(folder, name))
    for path, data in found.items():
        target = os.path.join(FOLDER, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if os.path.exists(target):
            with open(target, "rb") as f:
                if f.read() == data:
                    continue
        with open(target, "wb") as f:
            f.write(data)


def build():
    write(files())
    flags = ["-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_C_FLAGS_DEBUG=-O0"]
    environment = dict(os.environ, CCACHE_BASEDIR=FOLDER, CCACHE_NOHASHDIR="1")
    if subprocess.run(["which", "ccache"], capture_output=True).returncode == 0:
        flags.append("-DCMAKE_C_COMPILER_LAUNCHER=ccache")
    configure = ["cmake", "-S", ".", "-B", "build", *flags]
    for command in (configure, ["ninja", "-C", "build", "tidings"]):
        done = subprocess.run(
            command, cwd=FOLDER, env=environment, text=True, stdout=subprocess.PIPE
        )
        assert done.returncode == 0, done.stdout


def setUpModule():
    build()


SITE = """
site {
    title = "x" base_url = "https://x.example/" authority = "x.example,2026" email = "a@x.example"
}
network { allow = {"127.0.0.0/8"} links = "no" pauses = "no" }
"""


class Notices(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"1\tThe first notice\thttps://notices.example/1\n")
        self.wfile.write(b"2\tThe second notice\thttps://notices.example/2\n")

    def log_message(self, *_):
        pass


class ASource(SiteTest):
    def serve(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Notices)
        server.asked = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server

    def test_its_block_is_read_and_checked(self):
        self.configure(SITE + 'notices "N" { topic = "skin" order = "old" every = "3h" }')
        self.assertIn("1 source,", self.tidings("check"))
        self.configure(SITE + 'notices "N" { topik = "skin" order = "odl" }\nnotices "M" { }')
        said = self.run_tidings("check").stderr
        self.assertIn("“topik” is no key of notices; did you mean “topic”?", said)
        self.assertIn("“odl” is no order; did you mean “old”?", said)
        self.assertIn("notices “M” needs “topic”", said)

    def test_a_visit_brings_its_items(self):
        server = self.serve()
        service = f'service "notices" {{ base_url = "http://127.0.0.1:{server.server_port}" }}\n'
        self.configure(SITE + service + 'notices "Skin notices" { topic = "skin" }')
        self.assertIn("2 new items", self.tidings("fetch"))
        self.assertEqual(server.asked, ["/notices?topic=skin&order=new"])
        self.assertEqual(
            sorted((item["title"], item["url"]) for item in self.queue()),
            [
                ("The first notice", "https://notices.example/1"),
                ("The second notice", "https://notices.example/2"),
            ],
        )
        state = self.sources()["Skin notices"]
        self.assertEqual((state["kind"], state["health"]), ("notices", "well"))
        self.assertEqual(state["next"], "2026-11-23T14:00:00Z")


class ACommand(SiteTest):
    def test_it_runs_and_is_in_the_help(self):
        self.assertEqual(self.tidings("greet", "Ana"), "Hello Ana.\n")
        loud = self.tidings("greet", "--loud", "--language=de", "Ana")
        self.assertEqual(loud, "Guten Tag Ana!\n")
        self.assertIn("  greet NAME [--language TAG] [--loud]\n", self.tidings("help"))
        said = self.run_tidings("grete", "Ana")
        self.assertEqual(said.returncode, 2)
        self.assertIn("did you mean “greet”?", said.stderr)


class AJob(SiteTest):
    def ask(self, kind, key):
        """Asks as the desk does."""
        with contextlib.closing(sqlite3.connect(f"{self.site}/tidings.db")) as db, db:
            db.execute(
                "INSERT INTO job (kind, key, asked_by, asked, due) VALUES (?, ?, 'ana', 0, 0)",
                (kind, key),
            )

    def outcomes(self):
        with contextlib.closing(sqlite3.connect(f"{self.site}/tidings.db")) as db:
            return db.execute("SELECT kind, failed, outcome FROM job ORDER BY id").fetchall()

    def test_a_worker_does_it(self):
        self.configure(SITE)
        self.tidings("queue")
        self.ask("remind", "Ben")
        self.tidings("run")
        self.assertEqual(self.outcomes(), [("remind", 0, "Ben was reminded")])

    def test_one_that_no_worker_knows_fails(self):
        self.configure(SITE)
        self.tidings("queue")
        self.ask("juggle", "Ben")
        self.tidings("run")
        kind, failed, outcome = self.outcomes()[0]
        self.assertEqual((kind, failed), ("juggle", 1))
        self.assertIn("does not know such a job", outcome)


class AnOutputAndAVerb(SiteTest):
    def setUp(self):
        super().setUp()
        self.use_sample()
        with Replay(SAMPLE) as replay:
            self.port = replay.port
            self.tidings("fetch", "Scleroderma News")
        self.id = self.queue()[0]["id"]

    def test_the_output_is_written_with_the_others(self):
        self.tidings("approve", self.id, "--as", "ana")
        self.tidings("publish")
        title = self.objects("show", self.id)[0]["title"]
        self.assertEqual(self.public_files()["titles.txt"].decode(), title + "\n")

    def test_the_verb_is_decided_logged_and_taken_back(self):
        self.assertEqual(self.tidings("star", self.id, "--as", "ana"), f"{self.id} starred\n")
        self.assertEqual(self.objects("log")[0]["verb"], "star")
        self.assertIn("star by ana undone", self.tidings("undo", "--as", "ana"))
        self.assertTrue(self.objects("log")[1]["undone"])
        said = self.run_tidings("star", 999, "--as", "ana")
        self.assertIn("there is no item 999", said.stderr)


if __name__ == "__main__":
    unittest.main()
