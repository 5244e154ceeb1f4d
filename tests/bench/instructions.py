#!/usr/bin/env python3
"""What two builds of the program cost in instructions, counted by callgrind: by hand, since it
takes minutes.

    instructions.py OLD NEW [--records 500] [--limit 1.03]

OLD and NEW are folders of builds. Counted are a record of PubMed that is read and taken in
(record_bench), and an item that is stored, decided on and listed (store_bench); each with `records`
more less 100, so that the start does not count. The program itself cannot be counted: valgrind has
no seccomp, in which the reader of documents is shut. Exit status 1 when a ratio is over the limit,
77 without ../shared/bench."""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

from fetch import BENCH


def counted(folder, *command):
    out = f"{folder}/out"
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", *command]
    with open(f"{folder}/log", "wb") as log:
        subprocess.run(command, stdout=log, stderr=log, check=True)
    with open(out, encoding="utf-8") as f:
        return int(re.search(r"(?m)^(?:totals|summary): (\d+)", f.read()).group(1))


def records(folder, build, count):
    generator = [sys.executable, f"{BENCH}/gen.py", folder, "--feeds", "1"]
    subprocess.run([*generator, "--pubmed", str(count)], check=True, stdout=subprocess.DEVNULL)
    program = f"{build}/tests/bench/record_bench"
    return counted(folder, program, f"{folder}/pubmed.xml", f"{folder}/store")


def items(folder, build, count):
    program = f"{build}/tests/bench/store_bench"
    return counted(folder, program, f"{folder}/store", str(count // 10), "10")


def each(count, work, build, more):
    folders = [tempfile.mkdtemp(prefix="run-", dir=work) for _ in range(2)]
    return (count(folders[0], build, more + 100) - count(folders[1], build, 100)) / more


def main():
    args = argparse.ArgumentParser()
    args.add_argument("old")
    args.add_argument("new")
    args.add_argument("--records", type=int, default=500)
    args.add_argument("--limit", type=float, default=1.03)
    a = args.parse_args()
    if not os.path.isdir(BENCH):
        print("skipped: ../shared/bench is not there")
        return 77
    work = tempfile.mkdtemp(prefix="tidings-instructions-")
    over = False
    try:
        for name, count in (("a record taken in", records), ("an item stored", items)):
            before, after = (each(count, work, build, a.records) for build in (a.old, a.new))
            print(f"{name}: {before:,.0f} -> {after:,.0f} instructions, {after / before:.3f}")
            over = over or after / before > a.limit
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
