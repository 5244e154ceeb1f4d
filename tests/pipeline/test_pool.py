"""A pool of connections stands before the database server. One that keeps a connection for a whole
session is like the server; one that gives each transaction another is refused before anything goes
wrong. PgBouncer, and a server of this test's own."""
import atexit
import glob
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

if not glob.glob("/usr/lib/postgresql/*/bin") or not shutil.which("pgbouncer"):
    print("PostgreSQL or PgBouncer is not installed")
    sys.exit(77)
SERVER, POOL = (tempfile.mkdtemp(prefix="tidings-pg-", dir="/tmp") for _ in range(2))
os.environ["TEST_POSTGRES"] = f"host={SERVER} user=postgres"

import stores
from desk_sample import PAPER, WEEK_1, TwoEditors
from pipeline import TIDINGS, TOP, write

AT_ONCE, ROUNDS = 6, 20
CONFIG = """[databases]
* = host={server} user=postgres
[pgbouncer]
listen_addr =
unix_socket_dir = {pool}
listen_port = {port}
auth_type = any
default_pool_size = 3
pool_mode = {mode}
logfile = {pool}/{mode}.log
pidfile = {pool}/{mode}.pid
"""


def server(word):
    subprocess.run([f"{TOP}/tests/postgres/server.sh", word, SERVER], check=True)


def start_pool(mode, port):
    """Root hands it to the user that Debian's package made."""
    config = f"{POOL}/{mode}.ini"
    write(config, CONFIG.format(server=SERVER, pool=POOL, port=port, mode=mode))
    user = ["-u", "postgres"] if os.getuid() == 0 else []
    process = subprocess.Popen(["pgbouncer", "-q", *user, config], stdin=subprocess.DEVNULL)
    atexit.register(process.wait)
    atexit.register(process.terminate)
    end = time.monotonic() + 10
    while not os.path.exists(f"{POOL}/.s.PGSQL.{port}"):
        assert time.monotonic() < end and process.poll() is None
        time.sleep(0.02)


os.chmod(POOL, 0o777)
atexit.register(shutil.rmtree, POOL)
atexit.register(server, "stop")  # after those of stores.py
server("start")
start_pool("session", 6432)
start_pool("transaction", 6433)


class Pools(TwoEditors):
    def behind(self, port):
        place = f"host={POOL} port={port} user=postgres dbname={stores.name_of(self.site)}"
        write(f"{self.site}/feeds/store.conf", f'site {{ store = "{place}" }}\n')

    def at_once(self, *commands):
        """(exit status, what it said) of each."""
        running = [
            subprocess.Popen(
                [TIDINGS, "-C", self.site, "--now", WEEK_1, *map(str, words)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for words in commands
        ]
        said = [process.communicate() for process in running]
        return [(p.returncode, out, err) for p, (out, err) in zip(running, said)]

    def test_one_that_keeps_a_session_is_like_the_server(self):
        told = self.tidings("queue", "--json", now=WEEK_1)
        self.behind(6432)
        for status, out, err in self.at_once(*[("queue", "--json")] * AT_ONCE):
            self.assertEqual((status, out, err), (0, told, ""))
        items = [item["id"] for item in self.queue(now=WEEK_1)][:AT_ONCE]
        for status, _, err in self.at_once(*[("approve", i, "--as", "ben") for i in items]):
            self.assertEqual((status, err), (0, ""))
        self.assertEqual({self.shown(i)["state"] for i in items}, {"approved"})

    def test_one_that_does_not_is_refused(self):
        told = self.tidings("queue", "--json", now=WEEK_1)
        item = self.item(PAPER)
        self.behind(6433)
        refused = 0
        for _ in range(ROUNDS):
            for status, out, err in self.at_once(*[("queue", "--json")] * AT_ONCE):
                if status == 0:  # it was alone with its connection
                    self.assertEqual((out, err), (told, ""))
                else:
                    self.assertEqual((status, out), (1, ""))
                    self.assertIn("pool_mode = session", err)
                    refused += 1
            if refused >= AT_ONCE:
                break
        self.assertTrue(refused)
        decided = self.at_once(*[("approve", item, "--as", "ben")] * AT_ONCE)
        self.behind(6432)
        log = self.tidings("log", "--item", item, "--json", now=WEEK_1).splitlines()
        self.assertEqual(self.shown(item)["state"], "approved" if log else "queued")
        self.assertLessEqual(len(log), 1, decided)


if __name__ == "__main__":
    unittest.main()
