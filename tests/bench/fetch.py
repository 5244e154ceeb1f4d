#!/usr/bin/env python3
"""What a cold and a warm `tidings fetch` of many feeds cost, as ratios to the least possible.

    fetch.py TIDINGS [--feeds 200,2000] [--rounds 3] [--slack 1.0] [--keep DIR]

The least is ../shared/bench/bound.c, which does nothing but fetch, parse and insert. Both run in
turn against the same server on loopback (../shared/bench/serve.c: each feed a host of its own, with
a latency of 50 to 500 ms); the median of the rounds' ratios counts. Processor time is that of the
whole process (wait4).

Exit status 1 when a limit is passed (--slack: by more than this factor, for a machine with other
work), 77 when ../shared is not there."""
import argparse
import contextlib
import os
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
BENCH = os.path.normpath(os.path.join(HERE, "..", "..", "..", "shared", "bench"))
AT_ONCE = 64
# The limits: ratios of processor time and of wall clock, and memory in MB.
# The bound stores what it reads; a cold run of ours also judges every item and compares it with
# those like it, which are two thirds of its time. 1.5 and 1.1 are what we would like.
LIMITS = {"cold cpu": 5.9, "warm cpu": 1.5, "cold wall": 2.0, "warm wall": 1.5, "memory MB": 64}


def compile_program(folder, name, *libraries):
    flags = subprocess.run(
        ["pkg-config", "--cflags", "libxml-2.0"], capture_output=True, text=True
    ).stdout.split()
    subprocess.run(
        ["cc", "-O2", "-w", *flags, "-o", f"{folder}/{name}", f"{BENCH}/{name}.c", *libraries],
        check=True,
    )


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@contextlib.contextmanager
def served(work, corpus, *latency):
    """The port of a server for the corpus, which is made unless it is there."""
    compile_program(work, "serve", "-lz")
    if not os.path.exists(f"{corpus}/manifest.tsv"):
        generator = [sys.executable, f"{BENCH}/gen.py", corpus, "--pubmed", "0"]
        subprocess.run(generator, check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    command = [f"{work}/serve", str(port), corpus, *latency, "-h", "2000"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as server:
        server.stderr.readline()  # "ready"
        try:
            yield port
        finally:
            server.send_signal(signal.SIGTERM)


def measured(command, log):
    started = time.monotonic()
    with open(log, "ab") as out:
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return {
        "cpu": usage.ru_utime + usage.ru_stime,
        "wall": time.monotonic() - started,
        "MB": usage.ru_maxrss / 1024,
        "exit": child.returncode,
    }


def addresses(count, port):
    return [f"http://127.1.{i // 250}.{i % 250 + 1}:{port}/f/{i}" for i in range(count)]


def write_site(folder, urls):
    os.makedirs(f"{folder}/feeds")
    with open(f"{folder}/feeds/site.conf", "w") as f:
        f.write(
            'site { title = "Bench" base_url = "https://news.example.org/" '
            'authority = "example.org,2026" email = "desk@example.org" }\n'
            f'network {{ allow = {{"127.0.0.0/8"}} at_once = {AT_ONCE} }}\n'
        )
        for i, url in enumerate(urls):
            f.write(f'feed "Feed {i:05d}" {{ url = "{url}" }}\n')


def contents(site):
    """Everything that a warm run must leave alone."""
    with sqlite3.connect(f"file:{site}/tidings.db?mode=ro", uri=True) as db:
        return [
            db.execute(
                f"SELECT count(*), coalesce(sum(id * (1 + length(title))), 0) FROM {table}"
            ).fetchone()
            for table in ("item", "entry")
        ] + [
            db.execute("SELECT count(*) FROM ikey").fetchone(),
            db.execute("SELECT max(version), sum(version) FROM item").fetchone(),
        ]


def one_round(work, tidings, count, port):
    urls = addresses(count, port)
    for name in ("site", "b.db", "b.db-wal", "b.db-shm"):
        shutil.rmtree(f"{work}/{name}", ignore_errors=True)
        if os.path.exists(f"{work}/{name}"):
            os.remove(f"{work}/{name}")
    write_site(f"{work}/site", urls)
    subprocess.run([tidings, "init", f"{work}/site"], check=True, stdout=subprocess.DEVNULL)
    with open(f"{work}/urls", "w") as f:
        f.write("\n".join(urls) + "\n")
    bound = [f"{work}/bound", f"{work}/urls", f"{work}/b.db", str(AT_ONCE)]
    ours = [tidings, "-C", f"{work}/site", "--now"]
    result = {}
    result["bound cold"] = measured(bound, f"{work}/log")
    result["tidings cold"] = measured(ours + ["2026-11-23T12:00:00Z", "fetch"], f"{work}/log")
    before = contents(f"{work}/site")
    result["bound warm"] = measured(bound, f"{work}/log")
    result["tidings warm"] = measured(ours + ["2026-11-23T14:00:00Z", "fetch"], f"{work}/log")
    result["untouched"] = before == contents(f"{work}/site")
    result["items"] = before[0][0]
    return result


def report(count, rounds, slack):
    """Prints the figures; returns those that pass a limit."""
    passed = []
    print(f"{count} feeds, {rounds[0]['items']} items, {len(rounds)} rounds, median (min–max)")
    for phase in ("cold", "warm"):
        for who in ("bound", "tidings"):
            runs = [r[f"{who} {phase}"] for r in rounds]
            print(
                f"  {who:8} {phase}  "
                + "  ".join(
                    f"{key} {statistics.median(x[key] for x in runs):.3f}"
                    for key in ("cpu", "wall", "MB")
                )
            )
        for key in ("cpu", "wall"):
            ratios = sorted(r[f"tidings {phase}"][key] / r[f"bound {phase}"][key] for r in rounds)
            middle, limit = statistics.median(ratios), LIMITS[f"{phase} {key}"]
            print(
                f"  {phase} {key}: {middle:.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f}) "
                f"times the bound, asked <= {limit}"
            )
            if middle > limit * slack:
                passed.append(f"{count} feeds: {phase} {key} {middle:.2f} > {limit}")
    memory = max(r[f"tidings {phase}"]["MB"] for r in rounds for phase in ("cold", "warm"))
    print(f"  memory: {memory:.0f} MB, asked <= {LIMITS['memory MB']}")
    if memory > LIMITS["memory MB"] * slack:
        passed.append(f"{count} feeds: {memory:.0f} MB")
    if not all(r["untouched"] for r in rounds):
        passed.append(f"{count} feeds: a warm run wrote to items")
    return passed


def main():
    args = argparse.ArgumentParser()
    args.add_argument("tidings")
    args.add_argument("--feeds", default="200,2000")
    args.add_argument("--rounds", type=int, default=3)
    args.add_argument("--slack", type=float, default=1.0)
    args.add_argument("--keep", help="a folder for the corpus, kept for the next time")
    a = args.parse_args()
    if not os.path.isdir(BENCH):
        print("skipped: ../shared/bench is not there")
        return 77
    passed = []
    with tempfile.TemporaryDirectory(prefix="tidings-bench-") as work, served(
        work, a.keep or f"{work}/corpus", "-l", "50", "-L", "500"
    ) as port:
        compile_program(work, "bound", "-lcurl", "-lxml2", "-lsqlite3")
        for count in map(int, a.feeds.split(",")):
            passed += report(
                count,
                [one_round(work, os.path.abspath(a.tidings), count, port) for _ in range(a.rounds)],
                a.slack,
            )
    for line in passed:
        print("over the limit:", line)
    return 1 if passed else 0


if __name__ == "__main__":
    sys.exit(main())
