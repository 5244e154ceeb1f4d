#!/usr/bin/env python3
"""What two builds of the program cost in instructions, counted by callgrind: by hand, since it
takes minutes.

    instructions.py OLD NEW [--feeds 200] [--items 2000] [--limit 1.03]

A cold fetch of many feeds, and a page of the desk's queue with another item's card each time (120
requests less 20, so that the start does not count). The desk's store is made by the old build's
tools; a first run brings its copy up to date, and does not count. Exit status 1 when a ratio is
over the limit, 77 without ../shared/bench."""
import argparse
import os
import re
import shutil
import signal
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


def cold_fetch(work, tidings, count, port):
    site = tempfile.mkdtemp(prefix="site-", dir=work)
    fetch.write_site(site, fetch.addresses(count, port))
    # A build of before `init` made the store says that this is a site already.
    subprocess.run([tidings, "init", site], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    command = [*callgrind(f"{site}/out"), tidings, "-C", site, "--now", "2026-11-23T12:00:00Z"]
    with open(f"{site}/log", "wb") as log:
        subprocess.run([*command, "fetch"], stdout=log, stderr=log, check=True)
    return counted(f"{site}/out")


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
    args.add_argument("--feeds", type=int, default=200)
    args.add_argument("--items", type=int, default=2000)
    args.add_argument("--limit", type=float, default=1.03)
    a = args.parse_args()
    if not os.path.isdir(fetch.BENCH):
        print("skipped: ../shared/bench is not there")
        return 77
    old, new = os.path.abspath(a.old), os.path.abspath(a.new)
    work = tempfile.mkdtemp(prefix="tidings-instructions-")
    fetch.compile_program(work, "serve", "-lz")
    corpus = f"{work}/corpus"
    subprocess.run(
        [sys.executable, f"{fetch.BENCH}/gen.py", corpus, "--pubmed", "0"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    port = fetch.free_port()
    server = subprocess.Popen(
        [f"{work}/serve", str(port), corpus, "-l", "1", "-L", "5", "-h", "2000"],
        stderr=subprocess.PIPE,
    )
    try:
        server.stderr.readline()  # "ready"
        tools = os.path.join(os.path.dirname(old), "tests", "bench")
        desk.make_site(f"{work}/made", old, tools, a.items)
        rows = {
            "cold fetch": [cold_fetch(work, t, a.feeds, port) for t in (old, new)],
            "queue page": [
                queue_page(work, n, t, f"{work}/made") for n, t in (("o", old), ("n", new))
            ],
        }
        for name, (before, after) in rows.items():
            print(f"{name}: {before:,.0f} -> {after:,.0f} instructions, {after / before:.3f}")
        return int(any(after / before > a.limit for before, after in rows.values()))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
