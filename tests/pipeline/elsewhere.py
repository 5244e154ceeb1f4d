"""A small server on loopback that stands for sites elsewhere, and a network of one's own, in which
a test has nothing but loopback."""
import collections
import contextlib
import http.server
import os
import shutil
import subprocess
import sys
import threading
import unittest
import urllib.parse

INSIDE = "TIDINGS_TEST_OWN_NETWORK"
NAMESPACE = ["unshare", "-r", "-n"]

Request = collections.namedtuple("Request", "method path query headers body")


class Elsewhere:
    """`self.answer(request)`, which a kind of site has, gives (status, headers, body)."""

    def __init__(self):
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                path, _, query = self.path.partition("?")
                body = self.rfile.read(int(self.headers["Content-Length"] or 0))
                params = urllib.parse.parse_qs(query)
                request = Request(self.command, path, params, self.headers, body)
                self.reply(*outer.answer(request))

            do_POST = do_GET

            def reply(self, status, headers, body):
                self.send_response(status)
                for name, value in [*headers, ("Content-Length", str(len(body)))]:
                    self.send_header(name, value)
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def main_in_own_network():
    """Runs the tests of the script where nothing leaves loopback, whatever the address guard lets
    through."""
    if INSIDE in os.environ:
        unittest.main()
    if (
        not all(map(shutil.which, ("unshare", "ip")))
        or subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode
    ):
        print("skipped: no network namespace of one's own")
        sys.exit(77)
    os.environ[INSIDE] = "1"
    again = ["sh", "-c", 'ip link set lo up && exec "$0" "$@"', sys.executable, *sys.argv]
    os.execvp("unshare", [*NAMESPACE, *again])
