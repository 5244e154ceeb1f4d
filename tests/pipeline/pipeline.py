"""What whole runs stand on: a site in its own folder, a replay server, the program ($TIDINGS)."""
import atexit
import functools
import glob
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import stores

TOP = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
SHARED = os.path.normpath(os.path.join(TOP, "..", "shared"))
TIDINGS = os.environ.get("TIDINGS", os.path.join(TOP, "build", "tidings"))
SAMPLE = os.path.join(TOP, "feeds", "sample")
REPLAY = "http://127.0.0.1:${TIDINGS_REPLAY_PORT}"  # where a configuration finds the replay server
with open(os.path.join(TOP, "src", "model", "decision.h")) as f:
    VERBS = {int(n): word for word, n in re.findall(r"VERB\(\w+, (\w+), (\d+)\)", f.read())}
# Nothing is asked of the addresses that tests make up. The stand-ins are asked without pauses, but
# where a test is about them (test_pauses.py).
LOOPBACK = 'network { allow = {"127.0.0.0/8"} links = "no" pauses = "no" }\n'


def site_block(title, *settings):
    """What every site's configuration has, with further settings of the site. What readers see is
    looked up at Crossref too, which is this machine for a test."""
    usual = (
        f'title = "{title}"',
        'base_url = "https://news.example.org/"',
        'authority = "example.org,2026"',
        'email = "desk@example.org"',
    )
    return f"site {{ {' '.join(usual + settings)} }}\n" + service_block("crossref", "crossref/")


def feed_block(name, file, settings=""):
    """A source that reads a feed of the replay server."""
    return f'feed "{name}" {{ url = "{REPLAY}/feeds/{file}" {settings} }}\n'


def service_block(name, path, settings=""):
    return f'service "{name}" {{ base_url = "{REPLAY}/{path}" {settings} }}\n'


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def write(path, text=""):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


class Replay:
    """The replay server: `with Replay(FOLDER, step=2) as replay: replay.port`."""

    def __init__(self, folder, *options, step=1, log=None):
        self.command = [
            sys.executable,
            f"{TOP}/tests/replay/replay.py",
            "--port",
            "0",
            *options,
            *([folder] if folder else []),
            "--step",
            str(step),
        ]
        if log:
            self.command += ["--log", log]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r":(\d+)$", self.process.stdout.readline().strip()).group(1))
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        self.process.stdout.close()


def unless_sanitized(whole, short):
    """The size of a drill: short in the run with sanitizers ($SANITIZE), which is about memory.
    What the drill is about, the run of the release proves at its whole size."""
    return short if os.environ.get("SANITIZE") == "ON" else whole


MAKING = threading.Lock()


@functools.cache
def kept_folder():
    """For sites that are made once; it goes with the process."""
    folder = tempfile.mkdtemp(prefix="tidings-made-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def new_site(folder):
    """Fills a folder with a site as `init` makes it. `init` runs once: the sites of one process are
    copies, which have one id. A test that needs sites of two ids runs `init` itself."""
    first = f"{kept_folder()}/new"
    with MAKING:
        if not os.path.exists(first):

            def init(*options):
                command = [TIDINGS, "init", first, *options]
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

            stores.make(first, init)
    stores.copy(first, folder)


class SiteTest(unittest.TestCase):
    """Each test has a fresh site in self.site, as `init` makes it, but with no configuration."""

    maxDiff = 4000

    def setUp(self):
        self.site = tempfile.mkdtemp(prefix="tidings-site-")
        self.addCleanup(shutil.rmtree, self.site)
        new_site(self.site)
        for path in glob.glob(f"{self.site}/feeds/*"):
            os.remove(path)
        stores.configure(self.site)
        self.addCleanup(stores.drop, self.site)
        self.port = 0

    def made_once(self, make):
        """Brings the site, which nothing was done to yet, to where make() leads. It is called for
        the first test of its class; the others go on from copies of that site, with the same port.
        No program may have the site open after make()."""
        made = f"{kept_folder()}/{type(self).__qualname__}-{make.__name__}"
        if os.path.exists(made):
            shutil.rmtree(self.site)
            stores.copy(made, self.site)
            self.port = int(read(f"{made}.port"))
            return
        make()
        write(f"{made}.port", str(self.port))
        stores.copy(self.site, made)

    def remove_store(self):
        """Leaves the site without a store, and out/ without its mark."""
        for path in glob.glob(f"{self.site}/tidings.db*") + [f"{self.site}/out/.site"]:
            os.remove(path)

    def configure(self, text, name="test.conf"):
        write(f"{self.site}/feeds/{name}", text)

    def use_sample(self):
        for name in os.listdir(f"{TOP}/feeds"):
            if name.endswith(".conf"):
                shutil.copy(f"{TOP}/feeds/{name}", f"{self.site}/feeds/{name}")

    def run_tidings(self, *args, now="2026-11-23T12:00:00Z", input=None):
        # A leak of what ends at once harms nobody, and a sanitizer takes its time to look for it,
        # and to keep the way to each allocation. Who looks into a report asks for them by hand.
        environment = {
            "ASAN_OPTIONS": "detect_leaks=0:malloc_context_size=1",
            **os.environ,
            "TIDINGS_REPLAY_PORT": str(self.port),
            "USER": "tester",
        }
        return subprocess.run(
            [TIDINGS, "-C", self.site, "--now", now, *map(str, args)],
            capture_output=True,
            text=True,
            env=environment,
            input=input,
            timeout=300,
        )

    def tidings(self, *args, status=0, **more):
        """Runs the program; gives its standard output. A run that should succeed must leave
        standard error empty."""
        done = self.run_tidings(*args, **more)
        self.assertEqual(done.returncode, status, f"{args}: {done.stdout}{done.stderr}")
        if status == 0:
            self.assertEqual(done.stderr, "", args)
        return done.stdout

    def objects(self, *args, **more):
        return [json.loads(line) for line in self.tidings(*args, "--json", **more).splitlines()]

    def queue(self, **more):
        return self.objects("queue", **more)

    def sources(self, **more):
        return {source["name"]: source for source in self.objects("sources", **more)}

    def fetch_in_order(self, now):
        """Visits one source after the other, so that items always get the same numbers."""
        paths = sorted(glob.glob(f"{self.site}/feeds/*.conf"))
        kinds = r'(?m)^(?:pubmed|clinicaltrials|medlineplus|feed) "(.*)" \{'
        names = re.findall(kinds, "".join(map(read, paths)))
        return "".join(self.tidings("fetch", name, now=now) for name in names)

    def rows(self, query, *values):
        """What the store answers to a query; nothing can be changed by it. verb_word(decision.verb)
        is the verb's word."""
        with self.beside(to_read=True) as db:
            if "verb_word" in query:
                db.create_function("verb_word", 1, VERBS.get)
            return db.execute(query, values).fetchall()

    def start_worker(self, now):
        """`tidings work`, when it has said in the store that it is there. It writes to work.log."""
        command = [TIDINGS, "-C", self.site, "--now", now, "work"]
        with open(f"{self.site}/work.log", "w", encoding="utf-8") as log:
            worker = subprocess.Popen(command, stdout=log, stderr=log)
        self.addCleanup(worker.wait)
        self.addCleanup(worker.kill)
        end = time.monotonic() + 30
        while not self.rows("SELECT 1 FROM worker WHERE stays = 1"):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.05)
        return worker

    def beside(self, **more):
        """`with self.beside() as db: db.execute(…)`: the store, looked into beside the program."""
        return stores.Beside(self.site, **more)

    def count_as_news(self):
        """What came with a source's first visit is no old stock: the digest may tell of it."""
        with self.beside() as db:
            db.execute("UPDATE item SET backfill = 0")

    def public_files(self):
        """{path: bytes} of out/, but for its mark, which holds the site's random id."""
        found = {}
        for folder, _, names in os.walk(f"{self.site}/out"):
            for name in set(names) - {".site"}:
                path = os.path.join(folder, name)
                with open(path, "rb") as f:
                    found[os.path.relpath(path, f"{self.site}/out")] = f.read()
        return found

    def item_page(self, item):
        """The path in out/ of an item's page: its tag is its name."""
        tag = self.rows("SELECT tag FROM item WHERE id = ?", item)[0][0].removeprefix("item/")
        plain = {"/": "-", ".": ".", "_": "_"}
        name = (c if c.isalnum() else plain.get(c) or f"~{ord(c):02x}" for c in tag)
        return f"items/{''.join(name)}.html"

    def times(self):
        """{path: mtime} of out/: an unchanged file is untouched."""
        return {
            path: os.stat(f"{self.site}/out/{path}").st_mtime_ns for path in self.public_files()
        }
