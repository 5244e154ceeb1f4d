"""A web server before the desk that passes one path of a host on to it."""
import http.client
import http.server
import threading

ROOT = "/office/desk"
HOST = "example.org"


class Proxy(http.server.ThreadingHTTPServer):
    """Passes what is under the path on to the desk, as a web server that speaks https does;
    `outside`: what was asked for beside it. `strips`: without that path. `local`: as a browser on
    this machine would ask the desk itself."""

    daemon_threads = True

    def __init__(self, strips=False, local=False):
        super().__init__(("127.0.0.1", 0), Passing)
        self.desk, self.strips, self.local, self.outside = None, strips, local, []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Passing(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        if self.path != ROOT and not self.path.startswith(ROOT + "/"):
            self.server.outside.append(self.path)
            self.send_error(404)
            return
        path = self.path[len(ROOT) :] if self.server.strips else self.path
        headers = {name: value for name, value in self.headers.items() if name != "Connection"}
        if self.server.local:
            headers["Host"] = f"127.0.0.1:{self.server.desk}"
            if "Origin" in headers:
                headers["Origin"] = "http://" + headers["Host"]
        else:
            headers.update({"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"})
        connection = http.client.HTTPConnection("127.0.0.1", self.server.desk, timeout=30)
        connection.request(self.command, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name not in ("Connection", "Content-Length", "Date"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        connection.close()

    do_POST = do_GET

    def log_message(self, *_):
        pass
