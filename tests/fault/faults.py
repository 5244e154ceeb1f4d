#!/usr/bin/env python3
"""faults.py [--points N] [--only WORD] [--workers N] [--long]: each command that writes, with
something going wrong at many points of its way: no memory, a full disk, an error of the disk, too
many open files, a kill, a torn write (fault.c).

A command is run once undisturbed; what the store and out/ hold then is the right end. It is run
again from the same beginning with one fault. Afterwards
 - the store is sound, and holds every row of the beginning;
 - no row is there that the right end has not: nothing is doubled, nothing altered;
 - every public file is as it was at the beginning or as it is at the right end;
 - a command that says that it was done (status 0) has reached the right end;
 - the same command, run again without a fault, reaches the right end, and leaves no litter.

$TIDINGS is the program, $FAULT the library."""
import argparse
import collections
import concurrent.futures
import contextlib
import errno
import glob
import gzip
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.normpath(os.path.join(HERE, "..", ".."))
sys.path.insert(0, os.path.join(TOP, "tests", "pipeline"))
from pipeline import (
    LOOPBACK,
    SAMPLE,
    TIDINGS,
    Replay,
    feed_block,
    read,
    site_block,
    write,
)  # noqa: E402
from world import rss, rss_item  # noqa: E402

FAULT = os.environ.get("FAULT", os.path.join(TOP, "build", "tests", "fault", "libfault.so"))
PAPERS, TRIALS = "Stem cells in autoimmune disease", "Stem cells in systemic sclerosis"
WEEK_1, WEEK_2 = "2026-11-02T08:00:00Z", "2026-11-09T08:00:00Z"
SOON = "2026-11-02T08:05:00Z"  # no source is due

# What the store holds that may not be lost, doubled or altered: columns of each table, by which a
# row is known, and whether a row stays for ever.
FACTS = {
    "decision": ("id, at, editor, verb, item, other, undoes, automatic, reason, note", True),
    "entry": ("id, source, native, hash, title, text, url, published", True),
    "release": ("id, item, at, title, summary", True),
    "edition": ("list, period, frozen", True),
    "item": ("id, tag, state, section, title, summary, live, merged_into", False),
    "editor": ("name, role", False),
    "page": ("name", False),
    "note WHERE name NOT IN ('publication problem', 'published from')": ("name, value", False),
    "hub_topic": ("url, path, hash", False),
    "hub_ping": ("hub, topic, due IS NULL", False),
    "websub_named": ("source, hub, topic, url", False),
    "websub": ("source, hub, topic, wanted", False),  # tokens and secrets are random
    "websub_delivery": ("source, hash, type, body", False),
    "arrangement": ("id, topic, editor, back_to, parts", True),
    "item_note": ("id, item, editor, text, taken_back", True),
    "addition": ("id, kind, text, editor, asked, state, item", False),
}
VERSION = len(glob.glob(f"{TOP}/src/store/schema*.sql"))  # of the schema
# Hubs that never answer: of the site's own feeds, and of one that it reads.
HUBS = """hub { urls = {"http://127.0.0.1:9/"} own = "yes" }
door { url = "https://news.example.org/" }
"""
MARK = ".site"  # of out/: it counts publications, and one that was broken off counts

# The ways in which a call on files goes wrong, and the error that it gives.
FILE_FAULTS = [
    {"FAULT_DO": "kill"},
    {"FAULT_DO": "after"},
    {"FAULT_DO": "torn"},
    {"FAULT_DO": "short"},
    {"FAULT_DO": "errno", "FAULT_ERRNO": str(errno.EIO)},
    {"FAULT_DO": "errno", "FAULT_ERRNO": str(errno.ENOSPC), "FAULT_EVER": "1"},
    {"FAULT_DO": "errno", "FAULT_ERRNO": str(errno.EROFS), "FAULT_EVER": "1"},
    {"FAULT_DO": "errno", "FAULT_ERRNO": str(errno.EMFILE), "FAULT_READS": "1"},
    {"FAULT_DO": "errno", "FAULT_ERRNO": str(errno.EIO), "FAULT_READS": "1"},
]
MALLOC = {"FAULT_DO": "malloc"}


class Wrong(Exception):
    pass


def run(site, port, args, now, fault=None, input=None, stop_after=None):
    environment = dict(os.environ, TIDINGS_REPLAY_PORT=str(port), USER="tester", **(fault or {}))
    if fault is not None:
        environment.update(LD_PRELOAD=FAULT, FAULT_UNDER=site)
    process = subprocess.Popen(
        [TIDINGS, "-C", site, "--now", now, *args],
        stdin=subprocess.PIPE if input else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        env=environment,
    )
    if stop_after:
        try:
            process.wait(stop_after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGTERM)
    out, err = process.communicate(input, timeout=120)
    return process.returncode, out, err


def facts(site):
    """{table: set of rows}; None without a store."""
    path = f"{site}/tidings.db"
    if not os.path.exists(path):
        return None
    with contextlib.closing(sqlite3.connect(path)) as db:
        for check, right in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
            said = db.execute(f"PRAGMA {check}").fetchall()
            if said != right:
                raise Wrong(f"{check}: {said[:3]}")
        found = {}
        for table, (columns, _) in FACTS.items():
            try:
                rows = db.execute(f"SELECT {columns} FROM {table}").fetchall()
            except sqlite3.OperationalError:  # an older store has no such table or column
                if version(site) >= VERSION:
                    raise
                continue
            found[table] = collections.Counter(rows)
    return found


def version(site):
    with contextlib.closing(sqlite3.connect(f"{site}/tidings.db")) as db:
        return db.execute("PRAGMA user_version").fetchone()[0]


def files(folder):
    found = {}
    for at, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(at, name)
            if name == MARK:
                continue
            with open(path, "rb") as f:
                found[os.path.relpath(path, folder)] = f.read()
    return found


def difference(got, wanted):
    for table in FACTS:
        for row in (got[table] - wanted[table]) + (wanted[table] - got[table]):
            there = "there" if row in got[table] else "missing"
            return f"{table}: {there}: {str(row)[:300]}"
    return None


def with_more(path):
    """Makes the site lay a compressed twin beside each file, and tell hubs of its feeds."""
    with open(path, encoding="utf-8") as f:
        text = f.read()
    write(path, text.replace("site {", 'site { gzip = "yes"', 1) + HUBS)


class Scene:
    """A command and the site that it begins with."""

    def __init__(self, name, site, *args, now=WEEK_2, again=None, port=9, input=None, **more):
        self.name, self.site, self.args, self.now = name, site, args, now
        self.port, self.input = port, input
        self.again = again or args  # the command that ends what was broken off
        self.makes = more.get("makes")  # a file of the site that comes into being whole
        self.stop_after = more.get("stop_after")
        self.weight = more.get("weight", 1)
        self.may_fail_again = more.get("may_fail_again", False)  # when all was done before
        self.finish = more.get("finish", ())  # a command that makes the ends comparable

    def copy(self):
        site = tempfile.mkdtemp(prefix="tidings-fault-")
        if self.site:
            shutil.copytree(self.site, site, dirs_exist_ok=True)
        return site

    def do(self, site, fault=None):
        args = [a.replace("@SITE@", site) for a in self.args]
        return run(site, self.port, args, self.now, fault, self.input, self.stop_after)

    def end(self, site):
        """Runs the command once more, and what makes its end comparable."""
        with contextlib.closing(sqlite3.connect(f"{site}/tidings.db")) as db, db:
            db.execute("UPDATE source SET lease_until = 0")  # as if the lease's time had passed
        args = [a.replace("@SITE@", site) for a in self.again]
        rc, out, err = run(site, self.port, args, self.now, None, self.input)
        if rc and not self.may_fail_again:
            raise Wrong(f"the command fails when it is run again: {err}")
        self.settle(site)

    def settle(self, site):
        for args in self.finish:
            rc, _, err = run(site, self.port, args, self.now)
            if rc:
                raise Wrong(f"{args}: {err}")

    def measure(self):
        """What is there at the beginning and at the right end; how many calls there are."""
        site = self.copy()
        self.before = facts(site) if self.site else {}
        self.before_out = files(f"{self.site}/out") if self.site else {}
        shutil.rmtree(site)
        site = self.copy()
        rc, _, err = self.do(site)
        if rc:
            raise Wrong(f"{self.name} fails without a fault: {err}")
        self.done, self.done_out = facts(site), files(f"{site}/out")
        self.settle(site)
        self.right, self.right_out = facts(site), files(f"{site}/out")
        self.made = self.makes and files_of(f"{site}/{self.makes}")
        shutil.rmtree(site)
        self.calls = {}
        for fault in (MALLOC, FILE_FAULTS[0], FILE_FAULTS[-1]):
            site = self.copy()
            count = f"{site}.count"
            self.do(site, {**fault, "FAULT_COUNT": count})
            self.calls[fault["FAULT_DO"], "FAULT_READS" in fault] = int(read(count) or 0)
            os.remove(count)
            shutil.rmtree(site)

    def count(self, fault):
        what = fault["FAULT_DO"]
        return self.calls[
            "malloc" if what == "malloc" else "kill" if "FAULT_READS" not in fault else "errno",
            "FAULT_READS" in fault,
        ]

    def check_middle(self, site, rc, err, fault):
        if rc and not err and rc != -signal.SIGKILL:
            raise Wrong(f"status {rc} without a word")
        if fault["FAULT_DO"] == "malloc" and rc not in (0, 1):
            raise Wrong(f"without memory: status {rc}: {err}")
        if not os.path.exists(f"{site}/tidings.db") or os.path.getsize(f"{site}/tidings.db") == 0:
            if self.site:
                raise Wrong("the store is gone")
            return
        if version(site) < VERSION:
            if rc == 0:
                raise Wrong("status 0, and the store is not migrated")
            return
        now = facts(site)
        for table, (_, stays) in FACTS.items():
            before = self.before.get(table, collections.Counter())
            if stays and self.name.split()[0] != "restore" and before - now[table]:
                raise Wrong(f"{table}: lost: {list(before - now[table])[0]}")
            more = now[table] - before - self.done[table] - self.right[table]
            if more:
                raise Wrong(f"{table}: neither before nor after: {str(list(more)[0])[:300]}")
        if rc == 0 and not self.stop_after and (said := difference(now, self.done)):
            raise Wrong(f"status 0, but {said}")
        self.check_files(site, rc)

    def check_files(self, site, rc):
        out = files(f"{site}/out")
        for path, content in out.items():
            if os.path.basename(path).startswith(".tidings-"):
                continue
            if content not in (
                self.before_out.get(path),
                self.done_out.get(path),
                self.right_out.get(path),
            ):
                raise Wrong(f"out/{path}: neither as before nor as after")
            if path.endswith(".gz") and gzip.decompress(content) != out.get(path[:-3]):
                raise Wrong(f"out/{path}: a twin of other bytes than its file has")
        for path in set(self.before_out) & set(self.done_out) - set(out):
            if not path.endswith(".gz"):  # a twin goes before its file changes
                raise Wrong(f"out/{path} is gone")
        if rc == 0 and not self.stop_after:
            self.check_same(out, self.done_out)
        if self.makes and os.path.exists(f"{site}/{self.makes}"):
            if files_of(f"{site}/{self.makes}") != self.made:
                raise Wrong(f"{self.makes} is there and not whole")

    def check_same(self, out, wanted):
        for path in sorted(set(out) | set(wanted)):
            if out.get(path) != wanted.get(path):
                raise Wrong(
                    f"out/{path}: "
                    + (
                        "missing"
                        if path not in out
                        else "litter"
                        if path not in wanted
                        else "other"
                    )
                )

    @staticmethod
    def check_litter(site):
        """What a killed command left is removed when it is run again."""
        for folder, _, names in os.walk(site):
            for name in names:
                if name.startswith(".tidings-"):
                    raise Wrong(f"litter in the end: {folder}/{name}")

    def try_point(self, fault):
        """None, or what is wrong after this fault."""
        site = self.copy()
        rc, err = None, ""
        try:
            rc, _, err = self.do(site, fault)
            self.check_middle(site, rc, err, fault)
            if self.site or os.path.exists(f"{site}/tidings.db"):
                self.end(site)
                if said := difference(facts(site), self.right):
                    raise Wrong(f"in the end {said}")
                self.check_same(files(f"{site}/out"), self.right_out)
                self.check_litter(site)
            return None
        except (Wrong, sqlite3.Error, subprocess.TimeoutExpired) as problem:
            kind = {k[6:].lower(): v for k, v in fault.items()}
            return f"{self.name} {kind}: status {rc}, “{err.strip()[:200]}”: {problem}"
        finally:
            shutil.rmtree(site, ignore_errors=True)

    def points(self, n):
        """n faults, spread over all calls and all ways; where is chosen at random in each part."""
        chance = random.Random(self.name)
        ways = FILE_FAULTS + [MALLOC] * 3
        for i in range(n):
            fault = ways[i % len(ways)]
            calls, parts = self.count(fault), max(1, n // len(ways))
            part = (i // len(ways)) % parts
            first, last = calls * part // parts, calls * (part + 1) // parts
            if calls:
                yield {**fault, "FAULT_AT": str(chance.randint(first + 1, max(first + 1, last)))}


def files_of(path):
    """What a backup holds."""
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        if db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise Wrong(f"{path} is damaged")
        return {t: db.execute(f"SELECT {c} FROM {t}").fetchall() for t, (c, _) in FACTS.items()}


class Stage:
    """The sites and servers that the scenes begin with."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="tidings-stage-")
        self.replays = []

    def close(self):
        for replay in self.replays:
            replay.__exit__()
        shutil.rmtree(self.folder)

    def replay(self, folder, step=1):
        replay = Replay(folder, step=step)
        replay.__enter__()
        self.replays.append(replay)
        return replay.port

    def must(self, site, port, *args, now=WEEK_1, input=None):
        rc, out, err = run(site, port, args, now, input=input)
        if rc:
            raise SystemExit(f"{args}: {err}")
        return out

    def sample(self):
        """The sample's first week: fetched, decided, published, mailed."""
        site = f"{self.folder}/sample"
        os.makedirs(f"{site}/feeds")
        shutil.copytree(f"{TOP}/templates", f"{site}/templates")
        for path in glob.glob(f"{TOP}/feeds/*.conf"):
            shutil.copy(path, f"{site}/feeds/")
        with_more(f"{site}/feeds/site.conf")
        port = self.replay(SAMPLE)
        self.must(site, 9, "init", site)
        self.must(site, port, "fetch")
        self.queue = [
            json.loads(line) for line in self.must(site, port, "queue", "--json").splitlines()
        ]
        ids = [str(item["id"]) for item in self.queue]
        self.must(site, port, "approve", *ids[:12], "--as", "ana")
        self.must(site, port, "publish")
        self.must(site, port, "digest")
        self.must(site, port, "approve", *ids[12:18], "--as", "ana")
        self.must(site, port, "reject", *ids[18:20], "--as", "ana")
        self.ids = ids
        return site

    def news(self):
        """A small site of news feeds whose second visit brings as much again."""
        site, world = f"{self.folder}/news", f"{self.folder}/world"
        os.makedirs(f"{site}/feeds")
        os.makedirs(f"{world}/feeds")
        shutil.copytree(f"{TOP}/templates", f"{site}/templates")
        names = ("one", "two", "three")
        conf = site_block("News", 'timezone = "UTC"') + LOOPBACK.replace("}\n", " at_once = 1 }\n")
        write(
            f"{site}/feeds/site.conf",
            conf
            + HUBS
            + "".join(
                feed_block(name, f"{name}.rss", 'approve = "auto" section = "news"')
                for name in names
            ),
        )
        self.must(site, 9, "init", site)
        for name in names:
            self.write_feed(world, name, 8)
        port = self.replay(world)
        self.must(site, port, "run")
        for name in names:
            self.write_feed(world, name, 16)
        return site, port

    def delivered(self, news, source):
        """The same, with its second visit delivered by the hub of a source."""
        site, document = f"{self.folder}/delivered", read(f"{self.folder}/world/feeds/{source}.rss")
        shutil.copytree(news, site)
        with contextlib.closing(sqlite3.connect(f"{site}/tidings.db")) as db, db:
            (id,) = db.execute("SELECT id FROM source WHERE name = ?", (source,)).fetchone()
            changed = db.execute(
                "UPDATE websub SET since = 1, ends = 1 << 40 WHERE source = ?", (id,)
            )
            if changed.rowcount != 1:
                raise SystemExit(f"{source} has no subscription")
            row = (id, bytes(16), "application/rss+xml", document.encode())
            db.execute("INSERT INTO websub_delivery VALUES (?, ?, ?, ?)", row)
        return site

    @staticmethod
    def write_feed(world, name, n):
        items = (
            rss_item(
                title=f"Story {i} of {name}, which has nothing in common with number {i * i + 7}",
                link=f"https://{name}.example/{i}",
                guid=f"{name}-{i}",
                pubDate=f"Sun, {1 + i % 28:02} Oct 2026 08:00:00 GMT",
                description=f"{name} says {i}. " * 20,
            )
            for i in range(n)
        )
        links = "".join(
            f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="{rel}" href="{url}"/>'
            for rel, url in (("hub", "http://127.0.0.1:9/"), ("self", f"https://{name}.example/"))
            if name == "one"
        )
        write(f"{world}/feeds/{name}.rss", rss(name, links, *items))

    def older(self):
        """A store of version 5."""
        site = f"{self.folder}/older"
        os.makedirs(f"{site}/feeds")
        shutil.copytree(f"{TOP}/templates", f"{site}/templates")
        for path in glob.glob(f"{TOP}/feeds/*.conf"):
            shutil.copy(path, f"{site}/feeds/")
        with contextlib.closing(sqlite3.connect(f"{site}/tidings.db")) as db:
            for step in ["schema.sql"] + [f"schema_{n}.sql" for n in range(2, 6)]:
                db.executescript(read(f"{TOP}/src/store/{step}"))
            db.executescript("PRAGMA application_id = 0x54494447; PRAGMA user_version = 5;")
            rows = read(f"{TOP}/tests/pipeline/store_5.sql")
            db.executescript(f"BEGIN; {rows.replace('@PORT@', '9')} COMMIT;")
        os.makedirs(f"{site}/out/digest")
        for edition in glob.glob(f"{TOP}/tests/golden/digest/2026-W45-*"):
            shutil.copy(edition, f"{site}/out/digest/")
        return site

    @staticmethod
    def copy_of(site):
        """A copy of an item that has several."""
        with contextlib.closing(sqlite3.connect(f"{site}/tidings.db")) as db:
            return str(
                db.execute(
                    "SELECT max(id) FROM entry WHERE current = 1 GROUP BY item "
                    "HAVING count(*) > 1 ORDER BY item"
                ).fetchone()[0]
            )

    def opml(self):
        outline = '<outline text="Feed {0}" xmlUrl="https://feed{0}.example/"/>'
        outlines = "".join(outline.format(n) for n in range(50))
        write(f"{self.folder}/list.opml", f"<opml><body>{outlines}</body></opml>")
        return f"{self.folder}/list.opml"

    def logged(self, site):
        """The same, but SQLite's log beside the store holds what the store does not: its process
        was killed."""
        copy = f"{self.folder}/logged"
        with contextlib.closing(sqlite3.connect(f"{site}/tidings.db")) as db:
            db.executescript("PRAGMA wal_autocheckpoint = 0; INSERT INTO note VALUES ('x', 'y');")
            shutil.copytree(site, copy)
        if not os.path.getsize(f"{copy}/tidings.db-wal"):
            raise SystemExit("there is no log")
        return copy

    def scenes(self, long):
        sample = self.sample()
        news, port = self.news()
        ids = self.ids
        second = self.replay(SAMPLE, step=2)
        backed = f"{self.folder}/backed"
        shutil.copytree(sample, backed)
        self.must(backed, 9, "backup", f"{backed}/b.tidings")
        self.must(backed, 9, "reject", ids[20], "--as", "ana")
        done = {"may_fail_again": True}
        publish = [("publish",)]
        copying = ("store", "copy", "@SITE@/tidings.db", "@SITE@/copy.tidings")
        # ClinicalTrials.gov is asked once a second.
        slow = [Scene("fetch trials", sample, "fetch", TRIALS, port=second)] if long else []
        return slow + [
            Scene("digest", sample, "digest", weight=3, finish=publish),
            Scene("publish", sample, "publish", weight=3),
            Scene("fetch", news, "fetch", port=port, weight=3),
            Scene("run", news, "run", port=port, weight=3),
            Scene("take a delivery", self.delivered(news, "one"), "run", now=SOON, port=port),
            Scene("fetch PubMed", sample, "fetch", PAPERS, port=second, weight=2),
            Scene("approve", sample, "approve", ids[20], "--as", "ana", **done),
            Scene(
                "withdraw", sample, "withdraw", ids[0], "--reason", "wrong", "--as", "ana", **done
            ),
            Scene("edit", sample, "edit", ids[1], "--summary", "Other words.", **done),
            Scene("defer", sample, "defer", ids[24], "--until", "2026-12-24", **done),
            Scene("reject", sample, "reject", ids[21], "--reason", "old", "--as", "ana", **done),
            Scene("add", sample, "add", "99000007", "NCT99000007", "--as", "ana", **done),
            Scene("part", sample, "part", "add", "stem-cell-transplantation", "Stories", **done),
            Scene("note", sample, "note", ids[2], "Is it so?", "--as", "ana", **done),
            Scene("add typed", sample, "add", "--title", "T", "--summary", "S", **done),
            Scene("merge", sample, "merge", ids[25], ids[26], "--as", "ana", **done),
            Scene("split", sample, "split", self.copy_of(sample), "--as", "ana", **done),
            Scene("import", sample, "import", self.opml(), **done),
            Scene("undo", sample, "undo", ids[19], "--as", "ana", **done),
            Scene(
                "editor",
                sample,
                "editor",
                "add",
                "Ana",
                "--password-stdin",
                input="six plain words are enough here\n",
                **done,
            ),
            Scene("backup", sample, "backup", "@SITE@/copy.tidings", makes="copy.tidings", **done),
            Scene("store copy", sample, *copying, makes="copy.tidings", **done),
            Scene("restore", backed, "restore", "@SITE@/b.tidings"),
            Scene("restore over a log", self.logged(backed), "restore", "@SITE@/b.tidings"),
            Scene("migrate", self.older(), "publish", weight=3),
            Scene("init", None, "init", "@SITE@", **done),
            Scene("work", news, "work", again=("run",), port=port, stop_after=3, weight=0.15),
        ]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--points", type=int, default=1500)
    parser.add_argument("--only", default="")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--long", action="store_true", help="the slow commands as well")
    options = parser.parse_args()
    if os.access("/dev/shm", os.W_OK):
        tempfile.tempdir = "/dev/shm"  # thousands of syncs, which a disk takes its time for
    stage, began, tried, wrong = Stage(), time.monotonic(), 0, []
    try:
        scenes = [scene for scene in stage.scenes(options.long) if options.only in scene.name]
        weight = sum(scene.weight for scene in scenes)
        with concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
            list(pool.map(Scene.measure, scenes))
            for scene in scenes:
                n = max(1, round(options.points * scene.weight / weight))
                faults = list(scene.points(n))
                said = [s for s in pool.map(scene.try_point, faults) if s]
                tried += len(faults)
                wrong += said
                print(
                    f"{scene.name}: {len(faults)} points of "
                    f"{scene.calls['kill', False]} calls on files and "
                    f"{scene.calls['malloc', False]} allocations, {len(said)} wrong",
                    flush=True,
                )
                print("".join(f"  {s}\n" for s in said[:20]), end="", flush=True)
    finally:
        stage.close()
    print(f"{tried} points, {len(wrong)} wrong, {time.monotonic() - began:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
