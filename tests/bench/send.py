#!/usr/bin/env python3
"""How fast an edition goes to its subscribers, against the least that mailing can be.

    send.py TIDINGS MAKE_SUBSCRIBERS SMTP_BARE [--people 2000] [--seventh] [--slack 1.0]
        [--sink FILE]

An edition of a few items is mailed to --people subscribers by a mail server on this machine, and in
the same run libcurl alone hands a message of the same size to as many addresses. --seventh: the
server puts every seventh address off (451), and both try those again at the end. Prints both
rates, the ratio, and how much memory the sender had. Exit status 1 when it is slower than half of
the bare loop (--slack: by more than this factor), or when not everybody got one copy.

--sink: a program `FILE FOLDER PORT [7]` that writes each message there and its envelope beside it
(NAME.json), instead of the server of these tests."""
import argparse
import collections
import contextlib
import json
import os
import re
import resource
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, f"{os.path.dirname(os.path.abspath(__file__))}/../pipeline")
from smtp_sink import Sink  # noqa: E402

NOW = "2026-11-23T12:00:00Z"
SITE = """site { title = "A Desk"  base_url = "https://news.example.org/"
    authority = "example.org,2026"  email = "desk@example.org" }
door { url = "https://news.example.org/" }
mail { smtp = "smtp://127.0.0.1:%d"  bounces = "bounce@example.org" }
"""
ITEMS = 9


class Putting(Sink):
    """Counts who got a message, and keeps none of them. Every seventh address is put off."""

    def __init__(self, seventh):
        self.asked = 0
        super().__init__(**({"RCPT": self.answer} if seventh else {}))
        self.to, self.size = collections.Counter(), 0

    def answer(self, _):
        self.asked += 1
        return "451 4.7.1 later" if self.asked % 7 == 0 else "250 2.1.5 OK"

    async def take(self, reader, writer, envelope):
        on = await super().take(reader, writer, envelope)
        for message in self.messages:
            self.to[message["to"]] += 1
            self.size = len(message["data"])
            self.last = message["data"]
        self.messages.clear()
        self.commands.clear()
        return on

    def counts(self):
        return self.to


class Program:
    """A sink that is a program, and writes what it gets into a folder."""

    def __init__(self, path, seventh):
        self.command, self.folder = [path], tempfile.mkdtemp(prefix="tidings-sink-")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.command += [self.folder, str(self.port)] + (["7"] if seventh else [])

    def __enter__(self):
        self.running = subprocess.Popen(self.command, stdout=subprocess.PIPE)
        self.running.stdout.readline()
        return self

    def __exit__(self, *_):
        self.running.terminate()
        self.running.wait()

    def counts(self):
        to = collections.Counter()
        for entry in os.scandir(self.folder):
            if entry.name.endswith(".json"):
                with open(entry.path) as file:
                    to.update(json.load(file)["to"])
        return to

    @property
    def last(self):
        name = max(e.name for e in os.scandir(self.folder) if e.name.endswith(".eml"))
        with open(f"{self.folder}/{name}", "rb") as file:
            return file.read()


def feed():
    items = "".join(
        f"<item><title>Story {n} of stem cells</title><link>https://a.example/{n}</link>"
        f"<guid>g{n}</guid><pubDate>Fri, 20 Nov 2026 08:00:00 GMT</pubDate>"
        f"<description>{'Patients with systemic sclerosis were asked. ' * 12}</description></item>"
        for n in range(ITEMS)
    )
    return f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


class Feed:
    """Answers every request with the feed."""

    def __enter__(self):
        import http.server
        import threading

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = feed().encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/rss+xml")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self.server.server_address[1]

    def __exit__(self, *_):
        self.server.shutdown()


def run(*command):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command}: {done.stdout}{done.stderr}")
    return done.stdout


def make_site(folder, port, o):
    os.makedirs(f"{folder}/feeds")
    templates = f"{os.path.dirname(os.path.abspath(__file__))}/../../templates"
    os.symlink(os.path.abspath(templates), f"{folder}/templates")
    with Feed() as feed_port:
        with open(f"{folder}/feeds/site.conf", "w") as file:
            file.write(SITE % port)
            file.write('network { allow = {"127.0.0.0/8"}  pauses = "no" }\n')
            file.write(
                f'feed "News" {{ url = "http://127.0.0.1:{feed_port}/"  approve = "auto" }}\n'
            )
        tidings = [o.tidings, "-C", folder, "--now", NOW]
        run(o.tidings, "init", f"{folder}/new")
        os.rename(f"{folder}/new/tidings.db", f"{folder}/tidings.db")
        run(*tidings, "fetch")
    with contextlib.closing(sqlite3.connect(f"{folder}/tidings.db")) as db, db:
        db.execute("UPDATE item SET backfill = 0")
    run(*tidings, "digest", "--section", "news")
    run(o.make_subscribers, folder, "news", 0, o.people)
    return tidings


def send(folder, o, sink):
    """Seconds that the sender took; what was put off is tried again at once."""
    tidings = make_site(folder, sink.port, o)
    started = time.monotonic()
    run(*tidings, "send", "2026-W48-news", "--people", o.people)
    for _ in range(8):
        with contextlib.closing(sqlite3.connect(f"{folder}/tidings.db")) as db, db:
            waits = db.execute("UPDATE delivery SET due = 0 WHERE due IS NOT NULL").rowcount
            db.execute("UPDATE mailing SET due = 0")
        if not waits:
            break
        run(*tidings, "send", "2026-W48-news")
    return time.monotonic() - started


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tidings")
    parser.add_argument("make_subscribers")
    parser.add_argument("smtp_bare")
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--seventh", action="store_true")
    parser.add_argument("--slack", type=float, default=1.0)
    parser.add_argument("--sink")
    o = parser.parse_args()
    make_sink = lambda: Program(o.sink, o.seventh) if o.sink else Putting(o.seventh)
    with tempfile.TemporaryDirectory(prefix="tidings-send-") as folder:
        with make_sink() as sink:
            seconds = send(f"{folder}/site", o, sink)
            to, message = sink.counts(), sink.last
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        with open(f"{folder}/message", "wb") as file:
            file.write(re.sub(rb"\r?\n", b"\r\n", message))
        with make_sink() as sink:
            started = time.monotonic()
            run(o.smtp_bare, sink.port, f"{folder}/message", 0, o.people)
            bare = time.monotonic() - started
    once = len(to) == o.people and max(to.values()) == 1
    ratio = bare / seconds
    print(
        f"{o.people} people, {len(message)} bytes each: {o.people / seconds:.0f} a second; "
        f"libcurl alone {o.people / bare:.0f}; ratio {ratio:.2f}; "
        f"largest process {memory // 1024} MB; each once: {once}"
    )
    return 0 if once and ratio * o.slack >= 0.5 else 1


sys.exit(main())
