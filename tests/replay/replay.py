#!/usr/bin/python3
"""A small server on loopback that answers as PubMed, ClinicalTrials.gov, MedlinePlus and news
sites do, from a folder of records.

    replay.py FOLDER [--step N]         a story in steps, such as feeds/sample
    replay.py --recorded FOLDER         one flat set of records; all of them answer every search

Base addresses: /eutils/ (E-utilities), /ctgov/ (API v2), /medlineplus/query,
/crossref/, /feeds/NAME. It prints
"listening on http://…" when it is ready and stops on SIGTERM. Standard library only.
"""

import argparse
import gzip
import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from answer import Request, text
from crossref import Crossref
from ctgov import Ctgov
from eutils import Eutils
from feeds import Feeds
from folder import Folder
from medlineplus import Medlineplus

FORM_LIMIT = 1 << 20


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "replay", ""
    wbufsize = 1 << 16  # head and body leave in one packet
    disable_nagle_algorithm = True

    def do_GET(self):
        self.respond(b"")

    def do_POST(self):
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > FORM_LIMIT:
            self.close_connection = True
            return self.send(text(413, "too large\n"))
        self.respond(self.rfile.read(int(length)))

    def respond(self, form):
        address = urlsplit(self.path)
        pairs = parse_qsl(address.query, keep_blank_values=True) + parse_qsl(
            form.decode("utf-8", "replace"), keep_blank_values=True
        )
        prefix, _, rest = unquote(address.path).lstrip("/").partition("/")
        service = self.server.services.get(prefix)
        if service is None:
            return self.send(text(404, "no such service\n"))
        request = Request(
            self.command,
            rest,
            dict(reversed(pairs)),
            {name.lower(): value for name, value in self.headers.items()},
            tuple(name for name, _ in pairs),
        )
        try:
            self.send(service.answer(request))
        except ValueError as error:  # a parameter that cannot be read, such as the date 2026/13
            self.send(text(400, f"{error}\n"))

    def send(self, answer):
        body = answer.body
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.pack and body and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 1, mtime=0)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        if answer.status != 304:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.server.note(f"{self.command} {self.path} {answer.status}")

    def log_message(self, *_):
        """Requests are noted by send(), in the form that tests count."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port, services, log):
        super().__init__(("127.0.0.1", port), Handler)
        self.services = services
        self.log = open(log, "a", encoding="utf-8") if log else None
        self.log_lock = threading.Lock()

    def note(self, line):
        if self.log:
            with self.log_lock:
                self.log.write(line + "\n")
                self.log.flush()


def options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", help="the story to replay")
    parser.add_argument(
        "--recorded", metavar="FOLDER", help="a flat set of records; every search finds all of them"
    )
    parser.add_argument("--port", type=int, default=0, help="0 (default): any free one")
    parser.add_argument(
        "--step", type=int, default=1, help="how far the story has gone (default 1)"
    )
    parser.add_argument(
        "--log", metavar="FILE", help="a line for every request: method, path, status"
    )
    parser.add_argument(
        "--strict", action="store_true", help="refuse E-utilities calls without tool and email"
    )
    parser.add_argument(
        "--strict-rate",
        action="store_true",
        help="answer 429 beyond 3 E-utilities calls a second (10 with api_key)",
    )
    chosen = parser.parse_args()
    if bool(chosen.folder) == bool(chosen.recorded):
        parser.error("one folder is wanted, plain or with --recorded")
    return chosen


def main():
    chosen = options()
    folder = Folder(chosen.recorded or chosen.folder, chosen.step)
    match_all = bool(chosen.recorded)
    services = {
        "eutils": Eutils(folder, chosen.strict, chosen.strict_rate),
        "ctgov": Ctgov(folder, match_all),
        "medlineplus": Medlineplus(folder, match_all),
        "crossref": Crossref(folder),
        "feeds": Feeds(folder),
    }
    server = Server(chosen.port, services, chosen.log)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever(poll_interval=0.05)
    server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
