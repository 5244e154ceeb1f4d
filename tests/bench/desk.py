#!/usr/bin/env python3
"""What a page of the desk costs, beside the least that it can cost.

    desk.py TIDINGS [--items 100000] [--rounds 3] [--seconds 4] [--clients 50] [--path /queue]
            [--requests 100000] [--slack 1.0] [--keep DIR]

The least is libmicrohttpd that sends as many bytes from memory (desk_bare). wrk asks both in turn;
the median of the rounds' ratios counts. Then come --requests requests more, for many pages, and the
memory before and after them. Last, how long a page takes that is made anew, as after a decision.

Exit status 1 when a limit is passed (--slack: by more than this factor, for a machine with other
work), 77 when wrk is not there. Needs store_bench and desk_bare (tests/bench of the build)."""
import argparse
import http.client
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import urllib.parse

TOP = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
PASSWORD = "a password for the bench"
SITE = """site {
    title = "Bench" base_url = "https://bench.example/" authority = "bench.example,2026"
    email = "desk@bench.example" timezone = "UTC"
}
"""
# The limits: p99 in milliseconds, requests a second as a part of the bare server's, memory in MB
# and its growth.
P99_MS, RATE, MEMORY_MB, GROWTH_MB = 20.0, 0.5, 30.0, 1.0


def cpu_of(pid):
    """Seconds of processor time."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as f:
        fields = f.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Server:
    """A program that prints where it listens."""

    def __init__(self, command, log):
        self.log = open(log, "ab")
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log
        )
        self.port = int(re.search(rb"(\d+)/?\s*$", self.process.stdout.readline()).group(1))

    def cpu_seconds(self):
        return cpu_of(self.process.pid)

    def memory_mb(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as f:
            return int(re.search(r"VmRSS:\s+(\d+)", f.read()).group(1)) / 1024

    def close(self):
        self.process.stdin.close()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        self.log.close()


def request(port, method, path, cookie="", body=None, headers=()):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    sent = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", **dict(headers)}
    connection.request(method, path, body, sent)
    response = connection.getresponse()
    text = response.read().decode()
    cookies = [value.split(";")[0] for value in response.headers.get_all("Set-Cookie") or []]
    connection.close()
    return response.status, text, cookies, response.headers


def login(port):
    _, page, cookies, _ = request(port, "GET", "/login")
    token = re.search(r'name="csrf" value="(\w+)"', page).group(1)
    fields = urllib.parse.urlencode({"csrf": token, "name": "bench", "password": PASSWORD})
    status, _, cookies, _ = request(port, "POST", "/login", cookies[0], fields)
    assert status == 303, status
    return next(cookie for cookie in cookies if cookie.startswith(f"tidings-{port}="))


def milliseconds(text):
    number, unit = re.match(r"([\d.]+)(us|ms|s)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def wrk_says(port, path, cookie, *options):
    url = f"http://127.0.0.1:{port}{path}"
    command = ["wrk", *options, "-H", f"Cookie: {cookie}", url]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def requests_in(said):
    return int(re.search(r"(\d+) requests in", said).group(1))


def wrk(port, path, cookie, clients, seconds):
    said = wrk_says(port, path, cookie, "-t2", f"-c{clients}", f"-d{seconds}s", "--latency")
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)", said)
    assert not wrong, said
    return {
        "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1)),
        "p50": milliseconds(re.search(r"(?m)^ +50%\s+(\S+)", said).group(1)),
        "p99": milliseconds(re.search(r"(?m)^ +99%\s+(\S+)", said).group(1)),
        "requests": requests_in(said),
    }


def asked(server, options, path, cookie):
    """What wrk says, and the server's processor time for a request, which other work on the
    machine does not change."""
    before = server.cpu_seconds()
    got = wrk(server.port, path, cookie, options.clients, options.seconds)
    return {**got, "cpu_us": (server.cpu_seconds() - before) / got["requests"] * 1e6}


def ask_everything(desk, path, cookie):
    """A second of wrk for each kind of answer; gives how many there were."""
    sent = 0
    for where in (path, "/account", "/log", "/sources", "/healthz", "/login", "/nowhere"):
        sent += requests_in(wrk_says(desk.port, where, cookie, "-t1", "-c20", "-d1s"))
    return sent


def make_site(folder, tidings, tools, *sizes):
    """A site with an editor, and a store of these sizes (store_bench.c)."""
    os.makedirs(f"{folder}/feeds")
    shutil.copytree(f"{TOP}/templates", f"{folder}/templates")
    with open(f"{folder}/feeds/site.conf", "w", encoding="utf-8") as f:
        f.write(SITE)
    subprocess.run(
        [f"{tools}/store_bench", f"{folder}/tidings.db", *map(str, sizes)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    subprocess.run(
        [tidings, "-C", folder, "editor", "add", "bench", "--password-stdin"],
        input=PASSWORD,
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def measure(options, folder):
    tools = os.path.join(os.path.dirname(os.path.abspath(options.tidings)), "tests", "bench")
    make_site(folder, options.tidings, tools, options.items // 100, 100)
    desk = Server(
        [options.tidings, "-C", folder, "serve", "--listen", "127.0.0.1:0"], f"{folder}/desk.log"
    )
    cookie = login(desk.port)
    status, page, _, headers = request(desk.port, "GET", options.path, cookie)
    packed = request_gzip(desk.port, options.path, cookie)
    print(
        f"{options.path}: status {status}, {len(page.encode())} bytes, {packed} packed, "
        f"{options.items} items"
    )
    bare = Server([f"{tools}/desk_bare", str(len(page.encode()))], f"{folder}/bare.log")
    wrk(desk.port, options.path, cookie, options.clients, 1)
    rounds = []
    for i in range(options.rounds):
        one, other = asked(desk, options, options.path, cookie), asked(bare, options, "/", cookie)
        rounds.append((one, other))
        print(
            f"round {i + 1}: desk {one['rate']:.0f}/s p50 {one['p50']:.2f} ms "
            f"p99 {one['p99']:.2f} ms {one['cpu_us']:.0f} us; "
            f"bare {other['rate']:.0f}/s p99 {other['p99']:.2f} ms {other['cpu_us']:.0f} us; "
            f"rate {one['rate'] / other['rate']:.2f}, "
            f"processor time {other['cpu_us'] / one['cpu_us']:.2f}"
        )
    ask_everything(desk, options.path, cookie)
    before, sent = desk.memory_mb(), 0
    while sent < options.requests:
        sent += ask_everything(desk, options.path, cookie)
    after = desk.memory_mb()
    print(f"memory {before:.1f} MB, after {sent} more requests {after:.1f} MB")
    # Another address each time, so that the page is made anew.
    fresh = [request(desk.port, "GET", f"{options.path}?x={i}", cookie)[0] for i in range(50)]
    took = [
        int(us)
        for us in re.findall(r" us=(\d+) ", open(f"{folder}/desk.log", encoding="utf-8").read())[
            -len(fresh) :
        ]
    ]
    print(f"made anew: median {statistics.median(took)} us, worst {max(took)} us")
    desk.close()
    bare.close()
    return {
        "p99": statistics.median(one["p99"] for one, _ in rounds),
        "bare_p99": statistics.median(other["p99"] for _, other in rounds),
        "rate": statistics.median(one["rate"] / other["rate"] for one, other in rounds),
        "cpu": statistics.median(other["cpu_us"] / one["cpu_us"] for one, other in rounds),
        "memory": after,
        "growth": after - before,
    }


def request_gzip(port, path, cookie):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, None, {"Cookie": cookie, "Accept-Encoding": "gzip"})
    return len(connection.getresponse().read())


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tidings")
    parser.add_argument("--path", default="/queue")
    parser.add_argument("--keep")
    parser.add_argument("--slack", type=float, default=1.0)
    for name, default in (
        ("items", 100000),
        ("rounds", 3),
        ("seconds", 4),
        ("clients", 50),
        ("requests", 100000),
    ):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        print("skipped: wrk is not installed")
        return 77
    folder = options.keep or tempfile.mkdtemp(prefix="tidings-desk-")
    try:
        got = measure(options, os.path.join(folder, "site"))
    finally:
        if not options.keep:
            shutil.rmtree(folder)
    print(
        f"p99 {got['p99']:.2f} ms (at most {P99_MS}; the bare server's: {got['bare_p99']:.2f} ms), "
        f"{got['rate']:.2f} of the bare server's rate (at least {RATE}; {got['cpu']:.2f} by "
        f"processor time), memory {got['memory']:.1f} MB (at most {MEMORY_MB}), "
        f"grown by {got['growth']:.1f} MB (at most {GROWTH_MB})"
    )
    # p99 is of the requests that the machine made wait. With other work on it, the bare server's
    # p99 says how long that is.
    longest = P99_MS if options.slack == 1 else max(P99_MS, got["bare_p99"]) * options.slack
    slow = got["p99"] > longest or got["rate"] < RATE / options.slack
    return int(slow or got["memory"] > MEMORY_MB or got["growth"] > GROWTH_MB)


if __name__ == "__main__":
    sys.exit(main())
