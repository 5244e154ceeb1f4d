#!/usr/bin/env python3
"""What reading the feeds of a folder costs, beside a bare parse by libxml2 of the same files.

    parse_ratio.py PARSE_RATIO FOLDER [--rounds 5] [--slack 1.0]

Measured are processor time, and instructions by valgrind's callgrind, where that is installed.
Exit status 1 when a limit is passed (--slack: times by more than this factor, for a machine with
other work; instructions are exact anywhere), 77 when the folder is not there."""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

SPEED_AT_LEAST = 0.75  # megabytes a second of parse, as a part of those of bare
ENTRIES_AT_LEAST = 0.50  # the same with entries for the pipeline
INSTRUCTIONS_AT_MOST = 0.80  # instructions of parse, as a multiple of those of bare
JSON_AT_LEAST = 40.0  # megabytes a second of parse, sanitising and JSON together


def speeds(program, directory, rounds):
    out = subprocess.run(
        [program, directory, str(rounds)], capture_output=True, text=True, check=True
    ).stdout
    return {name: float(megabytes) for name, _, megabytes in map(str.split, out.splitlines())}


def instructions(program, directory, work):
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [
                "valgrind",
                "--tool=callgrind",
                f"--callgrind-out-file={folder}/out",
                program,
                directory,
                "1",
                work,
            ],
            capture_output=True,
            text=True,
            check=True,
        )
    return int(re.search(r"Collected : (\d+)", run.stderr).group(1))


def main():
    args = argparse.ArgumentParser()
    args.add_argument("program")
    args.add_argument("directory")
    args.add_argument("--rounds", type=int, default=5)
    args.add_argument("--slack", type=float, default=1.0)
    a = args.parse_args()
    if not os.path.isdir(a.directory):
        print("skipped: no recorded feeds")
        return 77
    rate = speeds(a.program, a.directory, a.rounds)
    print("MB/s: " + "  ".join(f"{name} {value:.0f}" for name, value in rate.items()))
    ratio, entries = rate["parse"] / rate["bare"], rate["entries"] / rate["bare"]
    print(
        f"parse: {ratio:.2f} of the bare parse's speed, asked >= {SPEED_AT_LEAST}; "
        f"with entries for the pipeline {entries:.2f}, asked >= {ENTRIES_AT_LEAST}"
    )
    passed = ratio * a.slack < SPEED_AT_LEAST or entries * a.slack < ENTRIES_AT_LEAST
    passed |= rate["json"] * a.slack < JSON_AT_LEAST
    print(f"parse, sanitise, JSON: {rate['json']:.0f} MB/s, asked >= {JSON_AT_LEAST:.0f}")
    if shutil.which("valgrind"):
        none, bare, parse = (
            instructions(a.program, a.directory, work) for work in ("none", "bare", "parse")
        )
        ratio = (parse - none) / (bare - none)
        print(f"instructions: {ratio:.2f} of the bare parse's, asked <= {INSTRUCTIONS_AT_MOST}")
        passed |= ratio > INSTRUCTIONS_AT_MOST
    return 1 if passed else 0


if __name__ == "__main__":
    sys.exit(main())
