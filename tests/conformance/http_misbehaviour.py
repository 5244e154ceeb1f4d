#!/usr/bin/env python3
"""http_misbehaviour.py FETCH_ONE SHARED: each case of cases/hostile/http ends as `expect` says."""
import json
import os
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

LIMITS = [
    "--allow",
    "127.0.0.1/32",
    "--max",
    str(1 << 20),
    "--connect",
    "2",
    "--stall",
    "2",
    "--total",
    "6",
]
# More than the bomb has on the wire, so that decoding it is what stops.
BOMB_LIMITS = ["--allow", "127.0.0.1/32", "--max", str(16 << 20), "--stall", "60", "--total", "60"]
BODY = 103  # bytes of the document that the server's good cases send
# What a sanitizer keeps of freed memory is not the program's.
os.environ.setdefault("ASAN_OPTIONS", "quarantine_size_mb=4")
MOST_MEMORY = 64 << 20
MOST_SECONDS = 2


def is_done(r, status=200):
    return r["outcome"] == "done" and r["status"] == status


def is_parsed(r):
    return is_done(r) and r["length"] == BODY


def is_refused(r):
    return r["outcome"] == "refused" and r["length"] == 0


def is_error(r):
    return r["outcome"] in ("refused", "failed", "truncated")


def is_too_large(r):
    return r["outcome"] == "too large" and r["length"] == 0


def is_partial(length):
    return lambda r: r["outcome"] == "truncated" and r["length"] == length


def has_status(status, retry_after=-1):
    return lambda r: is_done(r, status) and r["retry_after"] == retry_after


def is_parsed_or_error(r):
    return is_parsed(r) or is_error(r)


# The names of the cases, and what their `expect` means for what fetch returns. What the parser and
# the schedule make of it is tested elsewhere.
EXPECTED = {
    "ok chunk_ok gzip_ok te_cl status_103 cookies hdr_fold lm_bad ct_html ct_bad": is_parsed,
    "cl_long": is_partial(BODY),
    "cl_short": lambda r: is_done(r) and r["length"] == 40,
    "cl_two cl_neg cl_text": is_refused,
    "cl_huge endless gzip_bomb": is_too_large,
    "chunk_trunc": is_partial(50),
    "chunk_badsize chunk_hugesize": is_error,
    "chunk_ext": lambda r: is_error(r) or (is_done(r) and r["length"] == 5),
    "gzip_trunc": lambda r: r["outcome"] == "truncated" and 0 < r["length"] < BODY,
    "gzip_lie enc_unknown enc_chain": is_refused,
    "gzip_twice": is_parsed_or_error,
    "gzip_unlabelled": lambda r: is_done(r) or is_error(r),
    "slow_body": lambda r: r["outcome"] == "truncated" and 0 < r["length"] < 100,
    "slow_headers silent close garbage http2_pref": is_error,
    "rst": is_partial(20),
    "http09 hdr_many hdr_long hdr_nul": is_refused,
    "status_flood": is_parsed_or_error,
    "status_101 status_000 status_999 status_206": is_refused,
    "status_204": lambda r: is_done(r, 204) and r["length"] == 0,
    "status_304": lambda r: is_done(r, 304) and r["length"] == 0,
    "status_400": has_status(400),
    "status_401": has_status(401),
    "status_403": has_status(403),
    "status_404": has_status(404),
    "status_410": has_status(410),
    "status_429": has_status(429, 3600),
    "status_500": has_status(500),
    "status_503": has_status(503, 3600),
    "retry_huge": has_status(503, 7 * 86400),
    "retry_neg retry_date": has_status(503),
    "loop hop1 hop2 hop3 hop4 hop5 hop6 loc_none loc_file loc_meta loc_long": is_refused,
    "hop7 hop8 hop9 hop10 hop11": lambda r: is_parsed(r) and r["moved_to"] == "",
    "perm": lambda r: is_parsed(r) and r["moved_to"].endswith("/ok") and r["url"] == r["moved_to"],
    "etag_weird": lambda r: is_parsed(r) and len(r["etag"]) < 65000,
    "ct_charset_lie": lambda r: is_done(r) and r["content_type"] == "text/xml; charset=iso-8859-1",
}
CHECKS = {name: check for names, check in EXPECTED.items() for name in names.split()}


def fetch(program, limits, url):
    started = time.monotonic()
    process = subprocess.run([program, *limits, url], capture_output=True, timeout=90)
    if process.returncode:
        return {
            "outcome": "crashed",
            "status": 0,
            "length": 0,
            "problem": process.stderr.decode(errors="replace")[:2000],
            "seconds": 0,
        }
    return {**json.loads(process.stdout), "seconds": time.monotonic() - started}


def main():
    program, shared = sys.argv[1:]
    folder = os.path.join(shared, "cases/hostile/http")
    if not os.path.isdir(folder):
        print("skipped: no", folder)
        return 77
    with open(os.path.join(folder, "cases.json"), encoding="utf-8") as f:
        cases = {c["path"].lstrip("/"): c for c in json.load(f)}
    unknown = set(cases) ^ set(CHECKS)
    server = subprocess.Popen(
        [sys.executable, os.path.join(folder, "badhttp.py"), "0"], stdout=subprocess.PIPE, text=True
    )
    try:
        base = "http://127.0.0.1:%s/" % server.stdout.readline().strip()
        with ThreadPoolExecutor(8) as pool:
            # The server takes time to make the bomb, so it is fetched twice and the second counts.
            bomb = pool.submit(
                lambda: [fetch(program, BOMB_LIMITS, base + "gzip_bomb") for _ in range(2)][1]
            )
            jobs = {
                name: pool.submit(fetch, program, LIMITS, base + name)
                for name in CHECKS
                if name != "gzip_bomb"
            }
            results = {name: job.result() for name, job in jobs.items()}
            results["gzip_bomb"] = bomb.result()
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    finally:
        server.terminate()
        server.wait()

    wrong = [
        name
        for name, r in results.items()
        if not CHECKS[name](r) or (r["outcome"] != "done") != bool(r["problem"])
    ]
    for name in wrong:
        print(
            "%s: expected: %s\n  got: %s" % (name, cases.get(name, {}).get("expect"), results[name])
        )
    seconds = results["gzip_bomb"]["seconds"]
    print(
        "%d of %d cases as expected; the gzip bomb took %.2f s; no case took more than %d MB"
        % (len(results) - len(wrong), len(cases), seconds, memory >> 20)
    )
    if unknown:
        print("cases without a check, or checks without a case:", sorted(unknown))
    return 1 if wrong or unknown or seconds > MOST_SECONDS or memory > MOST_MEMORY else 0


if __name__ == "__main__":
    sys.exit(main())
