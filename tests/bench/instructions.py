#!/usr/bin/env python3
"""What two builds of the program cost in instructions, counted by callgrind: by hand, since it
takes minutes.

    instructions.py OLD NEW [--records 600] [--items 2000] [--limit 1.03]

A record of PubMed that is read and taken in (record_bench; 100 records more less 100, so that the
start does not count), and a page of the desk's queue with another item's card each time (120
requests less 20). The desk's store is made by the old build's tools; a first run brings its copy up
to date, and does not count. A whole fetch cannot be counted: valgrind has no seccomp, in which the
reader of documents is shut. Exit status 1 when a ratio is over the limit, 77 without
../shared/bench."""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import desk  # noqa: E402
import fetch  # noqa: E402


def callgrind(out):
    return ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}"]


def counted(out):
    with open(out, encoding="utf-8") as f:
        return int(re.search(r"(?m)^(?:totals|summary): (\d+)", f.read()).group(1))


def tools_of(tidings):
    return os.path.join(os.path.dirname(tidings), "tests", "bench")


def records(work, tidings, count):
    folder = tempfile.mkdtemp(prefix="records-", dir=work)
    bench = f"{fetch.BENCH}/gen.py"
    command = [sys.executable, bench, folder, "--feeds", "1", "--pubmed", str(count)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    command = [f"{tools_of(tidings)}/record_bench", f"{folder}/pubmed.xml", f"{folder}/store"]
    with open(f"{folder}/log", "wb") as log:
        subprocess.run([*callgrind(f"{folder}/out"), *command], stdout=log, stderr=log, check=True)
    return counted(f"{folder}/out")


def record(work, tidings, count):
    return (records(work, tidings, count + 100) - records(work, tidings, 100)) / count


def queue_pages(site, tidings, requests):
    out = f"{site}/out-{requests}"
    command = [*callgrind(out), tidings, "-C", site, "serve", "--listen", "127.0.0.1:0"]
    server = desk.Server(command, f"{site}/log")
    cookie = desk.login(server.port)
    for i in range(requests):
        status, *_ = desk.request(server.port, "GET", f"/queue?item={i + 1}", cookie)
        assert status == 200, status
    server.close()
    return counted(out)


def queue_page(work, name, tidings, made):
    site = f"{work}/{name}"
    shutil.copytree(made, site)
    shutil.rmtree(f"{site}/templates")
    templates = os.path.join(os.path.dirname(os.path.realpath(tidings)), "..", "templates")
    shutil.copytree(templates, f"{site}/templates")
    queue_pages(site, tidings, 120)
    return (queue_pages(site, tidings, 120) - queue_pages(site, tidings, 20)) / 100


def main():
    args = argparse.ArgumentParser()
    args.add_argument("old")
    args.add_argument("new")
    args.add_argument("--records", type=int, default=600)
    args.add_argument("--items", type=int, default=2000)
    args.add_argument("--limit", type=float, default=1.03)
    a = args.parse_args()
    if not os.path.isdir(fetch.BENCH):
        print("skipped: ../shared/bench is not there")
        return 77
    old, new = os.path.abspath(a.old), os.path.abspath(a.new)
    work = tempfile.mkdtemp(prefix="tidings-instructions-")
    try:
        desk.make_site(f"{work}/made", old, tools_of(old), a.items)
        rows = {
            "record": [record(work, t, a.records) for t in (old, new)],
            "queue page": [
                queue_page(work, n, t, f"{work}/made") for n, t in (("o", old), ("n", new))
            ],
        }
        for name, (before, after) in rows.items():
            print(f"{name}: {before:,.0f} -> {after:,.0f} instructions, {after / before:.3f}")
        return int(any(after / before > a.limit for before, after in rows.values()))
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
