#!/usr/bin/env python3
"""How long each page of the desk takes when very many items wait, on SQLite or on PostgreSQL.

    pages.py TIDINGS [--items 1000000] [--decided 50000] [--rounds 100] [--postgres PLACE]
             [--keep DIR] [--only WORD]

PLACE is where a server is, as libpq has it ("host=/tmp/pg user=postgres"): the site is copied into
a database of it, which is dropped at the end. --keep keeps the site (and its database), and takes
one that is there already: both engines may use the same. Every page is asked for --rounds times,
each time made anew. --only: pages with this word in their address. Exit status 1 when a page's p99
is over 20 ms. Needs store_bench (tests/bench of the build)."""
import argparse
import atexit
import http.client
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

from desk import Server, cpu_of, login, make_site

P99_MS, SOURCES, TEXT = 20.0, 100, 300
# Two topics of many items, and one of few.
TOPICS = """
topic "Many" { slug = "many" match = 'item [0-3]' }
topic "Some" { slug = "some" match = 'item 0' }
topic "Few" { slug = "few" match = 'item 00[0-3]' }
"""
PAGES = (
    *("/queue", "/queue?section=research", "/queue?section=news", "/queue?section=trials"),
    *("/queue?source=5", "/queue?topic=many", "/queue?topic=some", "/queue?topic=few"),
    *("/queue?for=1", "/queue?order=newest", "/queue?order=oldest"),
    *("/queue?section=trials&source=5", "/queue?topic=many&section=trials&order=newest"),
    *("/queue?q=headline", "/queue?q=headl", "/queue?q=00a", "/queue?q=headline&section=trials"),
    *(f"/queue?state={state}" for state in ("updates", "later", "approved", "rejected", "all")),
    *(f"/queue?state={state}" for state in ("published", "corrected", "retracted", "withdrawn")),
    *("/queue?state=rejected&section=trials", "/queue?state=published&section=trials"),
    *("/queue?state=later&source=5", "/queue?state=later&topic=many&order=oldest"),
    *("/published", "/published?section=trials", "/published?q=headline", "/published?q=00a"),
    *("/published?state=corrected", "/published?state=withdrawn", "/published?before=500"),
    *("/log", "/log?editor=editor", "/log?item=1", "/log?day=2027-01-15", "/log?before=500"),
    *("/item/1", "/item/2", "/item/90000", "/sources", "/for-you", "/account", "/people"),
    *("/topics", "/new", "/digest", "/log/back", "/start"),
)
# Pages behind the first: where they begin, of the address without it.
DEEP = ("/queue", "/queue?section=trials", "/queue?source=5", "/queue?topic=some")


def say(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def catch_up(options, folder):
    """Brings what pages are filtered by up to date."""
    say(options.tidings, "-C", folder, "queue", "--section", "trials", "--limit", "1")


def site_of_sqlite(options, folder):
    tools = os.path.join(os.path.dirname(os.path.abspath(options.tidings)), "tests", "bench")
    if os.path.exists(folder):
        return
    each = options.items // SOURCES
    make_site(folder, options.tidings, tools, SOURCES, each, options.decided, TEXT)
    with open(f"{folder}/feeds/topics.conf", "w", encoding="utf-8") as f:
        f.write(TOPICS)
    catch_up(options, folder)
    with sqlite3.connect(f"{folder}/tidings.db") as store:  # as if it were published
        store.execute(
            "INSERT INTO shown (item, release, tag) SELECT id, live, tag FROM item "
            "WHERE live IS NOT NULL"
        )


def site_of_postgres(options, from_, folder):
    place, name = f"{options.postgres} dbname=bench_pages", "bench_pages"
    sql = ["psql", "-q", f"{options.postgres} dbname=postgres", "-c"]
    if os.path.exists(folder):
        return
    shutil.copytree(from_, folder, ignore=shutil.ignore_patterns("tidings.db*"))
    with open(f"{folder}/feeds/store.conf", "w", encoding="utf-8") as f:
        f.write(f'site {{ store = "{place}" }}\n')
    say(*sql, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    say(*sql, f"CREATE DATABASE {name} TEMPLATE template0")
    say(options.tidings, "store", "copy", f"{from_}/tidings.db", place)
    catch_up(options, folder)
    say("psql", "-q", place, "-c", "VACUUM ANALYZE")


def backends_of(options):
    asked = "SELECT pid FROM pg_stat_activity WHERE application_name = 'tidings'"
    command = ["psql", "-At", f"{options.postgres} dbname=postgres", "-c", asked]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


class Browser:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.cookie = login(port)

    def get(self, path):
        self.connection.request("GET", path, headers={"Cookie": self.cookie})
        response = self.connection.getresponse()
        body = response.read()
        assert response.status == 200, (path, response.status, body)
        return body.decode()

    def times(self, path, rounds, cpu=lambda: 0):
        """Milliseconds, sorted, and of processor time on average. Another address each time, so
        that the page is made anew."""
        took, spent = [], 0
        for i in range(rounds + 5):
            if i == 5:
                spent = cpu()
            begin = time.perf_counter()
            self.get(f"{path}{'&' if '?' in path else '?'}x={i}")
            took.append((time.perf_counter() - begin) * 1000)
        return sorted(took[5:]), (cpu() - spent) / rounds * 1000


def deep_pages(browser, path):
    """The second page, and ones that begin far behind it."""
    page = browser.get(path)
    following = re.search(r'after=(\w[\w.]*)_(\d+)_(\d+)"', page)
    if not following:
        return
    join = "&" if "?" in path else "?"
    yield f"{path}{join}after={following[1]}_{following[2]}_{following[3]}"
    for score in (0.5, 0.01):
        yield f"{path}{join}after=0_{score}_700000_{following[3]}"
    yield f"{path}{join}order=newest&after=0_0.5_300000_{following[3]}"


def measure(options, folder):
    desk = Server(
        [options.tidings, "-C", folder, "serve", "--listen", "127.0.0.1:0"], f"{folder}/desk.log"
    )
    browser, plain, over = Browser(desk.port), None, 0
    atexit.register(desk.close)

    def spent():
        """Seconds of processor time, of the desk and of the server's process for it."""
        return desk.cpu_seconds() + sum(map(cpu_of, backends))

    backends = backends_of(options) if options.postgres else []
    paths = [*PAGES, *(page for path in DEEP for page in deep_pages(browser, path))]
    for path in paths:
        if plain and options.only not in path:
            continue
        took, cpu = browser.times(path, options.rounds, spent)
        p50, p99 = took[len(took) // 2], took[len(took) * 99 // 100]
        plain = plain or p50
        late = p99 > P99_MS
        over += late
        said = " over 20 ms" if late else ""
        times = f"{p50:8.2f} {p99:8.2f} ms {p50 / plain:6.2f} x {cpu:8.2f} ms"
        print(f"{times} {path}{said}", flush=True)
    return over


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tidings")
    parser.add_argument("--items", type=int, default=1000000)
    parser.add_argument("--decided", type=int, default=50000)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--postgres")
    parser.add_argument("--keep")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    top = options.keep or tempfile.mkdtemp(prefix="tidings-pages-")
    try:
        site_of_sqlite(options, f"{top}/sqlite")
        if options.postgres:
            site_of_postgres(options, f"{top}/sqlite", f"{top}/postgres")
        over = measure(options, f"{top}/postgres" if options.postgres else f"{top}/sqlite")
    finally:
        if not options.keep:
            shutil.rmtree(top)
            if options.postgres:
                drop = "DROP DATABASE IF EXISTS bench_pages WITH (FORCE)"
                say("psql", "-q", f"{options.postgres} dbname=postgres", "-c", drop)
    print(f"{over} of the pages took over {P99_MS:.0f} ms" if over else "every page in time")
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())
