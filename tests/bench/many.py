#!/usr/bin/env python3
"""How long it takes to reject all items that match a filter at the desk, and to take that back.

    many.py TIDINGS [--items 2000] [--matching 300] [--kills 0] [--slack 1.0]

The site has read a feed of --items stories, of which --matching have a word more. An editor's
requests follow each other as clicks do: search, "All that match", the button (with a reason), the
list again, undo, the list again. Exit status 1 when a click takes over two seconds (--slack: by
more than this factor), or not exactly the matching ones were rejected and came back.

--kills: so many times more the desk is killed (SIGKILL) while it rejects them, at a moment that is
spread over the time that this takes. All of them or none must be rejected then, and the log must
hang together."""
import argparse
import contextlib
import html
import http.client
import http.server
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

from desk import PASSWORD, SITE, Server, login, request

LIMIT_S = 2.0


def feed_of(items, matching):
    """Stories of two hundred words each; the matching ones are spread among them."""
    text = " ".join(f"patients{n} with systemic sclerosis" for n in range(50))
    more = [" in mice" if n * matching % items < matching else "" for n in range(items)]
    stories = (
        f"<item><title>Story {n} of stem cells{more[n]}</title>"
        f"<guid isPermaLink='false'>{n}</guid><link>https://news.example/{n}</link>"
        f"<description>{text}</description></item>"
        for n in range(items)
    )
    return (
        f"<rss version='2.0'><channel><title>B</title>{''.join(stories)}</channel></rss>".encode()
    )


def make_site(folder, tidings, feed):
    """A site that has read the feed, with an editor."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(feed)))
            self.end_headers()
            self.wfile.write(feed)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    subprocess.run([tidings, "init", folder], check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(f"{folder}/feeds")
    os.makedirs(f"{folder}/feeds")
    with open(f"{folder}/feeds/site.conf", "w", encoding="utf-8") as f:
        f.write(
            f'{SITE}network {{ allow = {{"127.0.0.0/8"}} }}\nfeed "Bench" '
            f'{{ url = "http://127.0.0.1:{server.server_port}/feed" }}\n'
        )
    run = [tidings, "-C", folder]
    subprocess.run([*run, "fetch"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(
        [*run, "editor", "add", "bench", "--password-stdin"],
        input=PASSWORD,
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    server.shutdown()


def waiting(folder):
    with contextlib.closing(sqlite3.connect(f"{folder}/tidings.db")) as store:
        return store.execute("SELECT count(*) FROM item WHERE state = 0").fetchone()[0]


class Editor:
    def __init__(self, port, folder):
        self.port, self.folder, self.cookie, self.slowest = port, folder, login(port), 0.0
        self.batch = 0.0  # seconds that the decision took

    def click(self, name, method, path, fields=None):
        body = urllib.parse.urlencode(fields) if fields else None
        headers = {"Origin": f"http://127.0.0.1:{self.port}", "Sec-Fetch-Site": "same-origin"}
        start = time.monotonic()
        status, page, _, answered = request(
            self.port, method, path, self.cookie, body, headers.items()
        )
        took = time.monotonic() - start
        self.slowest = max(self.slowest, took)
        self.batch = took if path == "/batch" else self.batch
        print(f"{name}: {took * 1000:.0f} ms, status {status}, {waiting(self.folder)} wait")
        return page, answered


def field(page, name):
    return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', page).group(1))


def decide(editor, search):
    """Gives how many were rejected, and how many an undo brought back."""
    query = "?q=" + urllib.parse.quote(search)
    editor.click("search", "GET", f"/queue{query}")
    page, _ = editor.click("all that match", "GET", f"/many{query}")
    form = {name: field(page, name) for name in ("csrf", "items", "back")}
    before = waiting(editor.folder)
    _, answered = editor.click(
        "reject all", "POST", "/batch", {**form, "do": "reject", "reason": "off topic"}
    )
    after = waiting(editor.folder)
    page, _ = editor.click("the list", "GET", answered["Location"].partition("#")[0])
    form = {"csrf": field(page, "csrf"), "decision": field(page, "decision"), "back": "/queue"}
    editor.click("undo", "POST", "/undo", form)
    editor.click("the list", "GET", "/queue")
    return before - after, waiting(editor.folder) - after


def reject_and_kill(command, folder, cookie, after):
    """Opens the desk, sends the decision, and kills the desk so many seconds later."""
    desk = Server(command, f"{folder}/desk.log")
    value = f"tidings-{desk.port}={cookie}"
    _, page, _, _ = request(desk.port, "GET", "/many?q=mice", value)
    form = {name: field(page, name) for name in ("csrf", "items", "back")}
    body = urllib.parse.urlencode({**form, "do": "reject"})
    origin = {"Origin": f"http://127.0.0.1:{desk.port}", "Sec-Fetch-Site": "same-origin"}

    def send():
        with contextlib.suppress(OSError, http.client.HTTPException):
            request(desk.port, "POST", "/batch", value, body, origin.items())

    sender = threading.Thread(target=send)
    sender.start()
    time.sleep(after)
    desk.process.kill()
    sender.join()
    desk.close()


def kill_points(options, folder, cookie, took):
    """Whether every kill found all rejected or none."""
    run, before = [options.tidings, "-C", folder], waiting(folder)
    ends = {"all": 0, "none": 0, "between": 0}
    for i in range(options.kills):
        after = took * 1.2 * i / options.kills
        reject_and_kill([*run, "serve", "--listen", "127.0.0.1:0"], folder, cookie, after)
        decided = before - waiting(folder)
        ends["all" if decided == options.matching else "between" if decided else "none"] += 1
        if decided:
            subprocess.run([*run, "undo", "--as", "bench"], check=True, stdout=subprocess.DEVNULL)
    with contextlib.closing(sqlite3.connect(f"{folder}/tidings.db")) as store:
        lone, broken = store.execute(
            "SELECT (SELECT count(*) FROM batch WHERE id NOT IN (SELECT batch FROM decision "
            "WHERE batch IS NOT NULL)), (SELECT count(*) FROM decision AS d LEFT JOIN chain AS c "
            "ON c.decision = d.id WHERE c.hash IS NULL)"
        ).fetchone()
    print(f"killed {options.kills} times: {ends}; empty batches {lone}, rows unchained {broken}")
    return not (ends["between"] or lone or broken) and waiting(folder) == before


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tidings")
    parser.add_argument("--items", type=int, default=2000)
    parser.add_argument("--matching", type=int, default=300)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--slack", type=float, default=1.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tidings-many-") as folder:
        make_site(folder, options.tidings, feed_of(options.items, options.matching))
        desk = Server(
            [options.tidings, "-C", folder, "serve", "--listen", "127.0.0.1:0"],
            f"{folder}/desk.log",
        )
        editor = Editor(desk.port, folder)
        rejected, returned = decide(editor, "mice")
        desk.close()
        whole = kill_points(options, folder, editor.cookie.partition("=")[2], editor.batch)
    print(
        f"{rejected} of {options.items} rejected and {returned} taken back; the slowest click took "
        f"{editor.slowest * 1000:.0f} ms"
    )
    return not (
        whole
        and rejected == returned == options.matching
        and editor.slowest < LIMIT_S * options.slack
    )


if __name__ == "__main__":
    sys.exit(main())
