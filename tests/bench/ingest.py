#!/usr/bin/env python3
"""What taking feeds in costs in PostgreSQL, as a ratio to the same in SQLite.

    ingest.py TIDINGS [--feeds 200] [--rounds 3] [--limit 4] [--slack 1.0] [--keep DIR]

Both fetch the feeds of ../shared/bench/gen.py from the same server on loopback, in turn; the median
of the rounds' ratios counts. Processor time is that of the program and, for PostgreSQL, of all
processes of its server, which is one of our own (tests/postgres/server.sh).

Exit status 1 when the limit is passed, 77 when ../shared or PostgreSQL is not there."""
import argparse
import glob
import os
import statistics
import subprocess
import sys
import tempfile
import time

import fetch

SERVER = os.path.join(fetch.HERE, "..", "postgres", "server.sh")
TICKS = os.sysconf("SC_CLK_TCK")


class Database:
    """A PostgreSQL server of our own."""

    def __init__(self, folder):
        self.folder = folder

    def __enter__(self):
        subprocess.run([SERVER, "start", self.folder], check=True)
        with open(f"{self.folder}/.s.PGSQL.5432.lock") as f:
            self.pid = int(f.readline())
        return self

    def __exit__(self, *_):
        subprocess.run([SERVER, "stop", self.folder], check=True)

    def ask(self, sql):
        command = ["psql", "-h", self.folder, "-U", "postgres", "-qAtc", sql]
        return subprocess.run(command, check=True, capture_output=True).stdout

    def place(self, name):
        """An empty database for a store."""
        self.ask(f"CREATE DATABASE {name} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
        return f"postgresql:///{name}?host={self.folder}&user=postgres"

    def sessions(self):
        return int(
            self.ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tidings'")
        )

    def seconds(self):
        """Processor time of the server: of its processes, and of those that ended. Those of the
        program's sessions count when the server has seen that they ended."""
        while self.sessions():
            time.sleep(0.1)
        ticks = 0
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/stat") as f:
                    words = f.read().rsplit(")", 1)[1].split()
            except OSError:
                continue  # it ended meanwhile
            if int(pid) == self.pid:
                ticks += sum(map(int, words[11:15]))
            elif int(words[1]) == self.pid:
                ticks += sum(map(int, words[11:13]))
        return ticks / TICKS


def fetched(work, tidings, name, urls, place):
    """Processor time of a first fetch into a new store."""
    site = f"{work}/{name}"
    fetch.write_site(site, urls)
    init = [tidings, "init", site, *(["--store", place] if place else [])]
    subprocess.run(init, check=True, stdout=subprocess.DEVNULL)
    command = [tidings, "-C", site, "--now", "2026-11-23T12:00:00Z", "fetch"]
    run = fetch.measured(command, f"{work}/log")
    if run["exit"]:
        sys.exit(f"the fetch into {place or 'SQLite'} ended with {run['exit']}")
    return run["cpu"]


def one_round(work, tidings, number, urls, database):
    sqlite = fetched(work, tidings, f"s{number}", urls, None)
    place, before = database.place(f"r{number}"), database.seconds()
    client = fetched(work, tidings, f"p{number}", urls, place)
    server = database.seconds() - before
    print(f"  SQLite {sqlite:.2f} s, PostgreSQL {client:.2f} + {server:.2f} s")
    return (client + server) / sqlite


def main():
    args = argparse.ArgumentParser()
    args.add_argument("tidings")
    args.add_argument("--feeds", type=int, default=200)
    args.add_argument("--rounds", type=int, default=3)
    args.add_argument("--limit", type=float, default=4)
    args.add_argument("--slack", type=float, default=1.0)
    args.add_argument("--keep", help="a folder for the corpus, kept for the next time")
    a = args.parse_args()
    if not os.path.isdir(fetch.BENCH) or not glob.glob("/usr/lib/postgresql/*/bin/initdb"):
        print("skipped: ../shared/bench or PostgreSQL is not there")
        return 77
    with tempfile.TemporaryDirectory(prefix="tidings-ingest-") as work, Database(
        f"{tempfile.gettempdir()}/tidings-ingest-{os.getpid()}"
    ) as database, fetch.served(work, a.keep or f"{work}/corpus", "-l", "1", "-L", "5") as port:
        urls = fetch.addresses(a.feeds, port)
        tidings = os.path.abspath(a.tidings)
        ratio = statistics.median(
            one_round(work, tidings, i, urls, database) for i in range(a.rounds)
        )
    print(f"ingest: {ratio:.2f} times SQLite's processor time, asked <= {a.limit}")
    return ratio > a.limit * a.slack


if __name__ == "__main__":
    sys.exit(main())
