#!/usr/bin/env python3
"""ssrf.py FETCH_ONE SHARED: of the addresses of cases/hostile/ssrf, those that are allowed are
connected to, and no other.

Runs in a network namespace of its own in which every address of the Internet is this host, so that
each connection is seen. /etc/hosts takes the place of the name service."""
import json
import os
import re
import select
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading

PUBLIC = "93.184.216.34"
PORTS = (22, 25, 80, 443, 6379, 8443)
CA_FILE = "/etc/ssl/certs/ca-certificates.crt"
LOCAL_NAMES = "127.0.0.1 localhost localhost.localdomain\n::1 localhost ip6-localhost\n"
SERVER = "test-server.example"
ALLOWED_NAMES = [
    "pubmed.ncbi.nlm.nih.gov",
    "clinicaltrials.gov",
    "example.org",
    "xn--nxasmq6b.example",
    SERVER,
]
LIMITS = ["--connect", "2", "--stall", "2", "--total", "5"]


def say(text):
    print(text, flush=True)


class Servers:
    """Listens on every address of the namespace and remembers which of them were connected to."""

    def __init__(self, certificate):
        self.seen = []
        self.answers = {}
        self.tls = None
        if certificate:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(certificate)
        self.sockets = {}
        for port in PORTS:
            self.listen(socket.AF_INET, ("0.0.0.0", port))
            self.listen(socket.AF_INET6, ("::", port))
        threading.Thread(target=self.run, daemon=True).start()

    def listen(self, family, address):
        s = socket.socket(family)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        s.bind(address)
        s.listen(16)
        self.sockets[s] = address[1]

    def run(self):
        while True:
            for s in select.select(list(self.sockets), [], [])[0]:
                connection = s.accept()[0]
                self.seen.append(connection.getsockname()[0])
                try:
                    self.answer(connection, self.sockets[s])
                except OSError:
                    pass

    def answer(self, connection, port):
        connection.settimeout(2)
        if port == 443 and self.tls:
            connection = self.tls.wrap_socket(connection, server_side=True)
        with connection:
            request = connection.recv(4096).decode("latin-1")
            path = request.split(" ")[1] if " " in request else ""
            connection.sendall(
                self.answers.get(
                    path, b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
                )
            )


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def set_up(folder):
    """The namespace: all addresses are local, names come from our own files, and our own
    certificate is trusted."""
    run("ip", "link", "set", "lo", "up")
    run("ip", "route", "add", "local", "0.0.0.0/0", "dev", "lo")
    run("ip", "-6", "route", "add", "local", "::/0", "dev", "lo")
    for name in ("hosts", "resolv.conf"):
        path = os.path.join(folder, name)
        open(path, "w", encoding="ascii").close()
        run("mount", "--bind", path, "/etc/" + name)
    certificate = os.path.join(folder, "certificate.pem")
    if not shutil.which("openssl") or not os.path.exists(CA_FILE):
        return None
    run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=" + SERVER,
        "-addext",
        "subjectAltName=DNS:" + SERVER,
        "-keyout",
        certificate + ".key",
        "-out",
        certificate + ".crt",
    )
    with open(certificate, "w", encoding="ascii") as f:
        for part in (".key", ".crt"):
            with open(certificate + part, encoding="ascii") as p:
                f.write(p.read())
    run("mount", "--bind", certificate + ".crt", CA_FILE)
    return certificate


def set_names(folder, answers):
    """answers: what rebind.test is; an address or another name."""
    with open(os.path.join(folder, "hosts"), "w", encoding="ascii") as f:
        f.write(LOCAL_NAMES + "".join("%s %s\n" % (PUBLIC, name) for name in ALLOWED_NAMES))
        for answer in answers:
            f.write("%s rebind.test\n" % ("127.0.0.1" if answer == "localhost" else answer))


def fetch(program, url):
    process = subprocess.run([program, *LIMITS, url], capture_output=True, timeout=60)
    if process.returncode:
        return {"outcome": "crashed", "problem": process.stderr.decode(errors="replace")[:2000]}
    return json.loads(process.stdout)


def answer_of(case):
    """What the test server says at the case's path."""
    target, status = case["target"].replace("{P}", "80"), re.match(
        r"\d{3}$", case["url"].rsplit("/", 1)[1]
    )
    head = "HTTP/1.1 200 OK\r\n"
    body = ""
    if target.startswith(("Refresh:", "Alt-Svc:")):
        head += target + "\r\n"
    elif target.startswith(("<", "xml:base")):
        body = target
    else:
        head = "HTTP/1.1 %s Moved\r\nLocation: %s\r\n" % (
            status.group() if status else "302",
            target,
        )
    return (
        "%sContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        % (head, len(body), body)
    ).encode()


def hops():
    """The chains that end at loopback."""
    redirect = (
        "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\nLocation: %s\r\n\r\n"
    )
    chain = {"/hop?n=%d" % n: (redirect % ("/hop?n=%d" % (n - 1))).encode() for n in range(1, 11)}
    return {
        **chain,
        "/hop?n=0": (redirect % "http://127.0.0.1/").encode(),
        "/r2": (redirect % "http://127.0.0.1/").encode(),
    }


def check_refused(r, seen):
    return (
        None
        if not seen and r["outcome"] in ("refused", "failed") and r["problem"]
        else "connected to %s, %s" % (seen, r)
    )


def check_address(r, seen):
    """Stage address: the refusal of an address that was understood says what to do about it."""
    wrong = check_refused(r, seen)
    understood = r["outcome"] == "refused" and "not well-formed" not in r["problem"]
    return wrong or (
        None if not understood or "network.allow" in r["problem"] else "no way out is named: %s" % r
    )


def check_allowed(r, seen):
    return None if seen and r["outcome"] in ("done", "failed") else "not connected: %s" % r


def check_only_public(r, seen):
    others = [a for a in seen if a != PUBLIC]
    return None if r["outcome"] != "crashed" and not others else "connected to %s, %s" % (others, r)


def check_redirect(case):
    def check(r, seen):
        follows = "Location" in answer_of(case).decode()
        expected = ("refused", "failed") if follows else ("done",)
        wrong = check_only_public(r, seen)
        return wrong or (None if seen and r["outcome"] in expected else "%s after %s" % (r, seen))

    return check


CHECKS = {
    "address": check_address,
    "parse": check_refused,
    "scheme": check_refused,
    "dns": check_only_public,
    "allow": check_allowed,
}


def try_case(program, folder, servers, case):
    set_names(folder, case.get("answers", []))
    servers.seen.clear()
    if case["stage"] != "redirect":
        return CHECKS[case["stage"]](fetch(program, case["url"]), servers.seen)
    path = "/" + case["url"].split(":/", 1)[1]
    servers.answers = {path: answer_of(case), **hops()}
    scheme = "https" if path == "/https" else "http"
    if scheme == "https" and not servers.tls:
        return None
    return check_redirect(case)(fetch(program, "%s://%s%s" % (scheme, SERVER, path)), servers.seen)


def main(program, shared):
    with open(os.path.join(shared, "cases/hostile/ssrf/ssrf.jsonl"), encoding="utf-8") as f:
        cases = [json.loads(line) for line in f]
    with tempfile.TemporaryDirectory() as folder:
        try:
            servers = Servers(set_up(folder))
        except (OSError, subprocess.CalledProcessError) as problem:
            say("skipped: no network namespace with routes of its own (%s)" % problem)
            return 77
        wrong = 0
        for case in cases:
            problem = try_case(program, folder, servers, case)
            if problem:
                wrong += 1
                say("%s %s (%s): %s" % (case["id"], case["url"], case["why"], problem))
    say("%d of %d cases as expected" % (len(cases) - wrong, len(cases)))
    return 1 if wrong else 0


if __name__ == "__main__":
    if not os.path.isdir(os.path.join(sys.argv[2], "cases/hostile/ssrf")):
        say("skipped: no cases/hostile/ssrf in " + sys.argv[2])
        sys.exit(77)
    if os.environ.get("TIDINGS_NAMESPACE") != "own":
        namespace = ["unshare", "-r", "-n", "-m"]
        if (
            not shutil.which("unshare")
            or subprocess.run([*namespace, "true"], capture_output=True).returncode
        ):
            say("skipped: no namespaces here")
            sys.exit(77)
        os.environ["TIDINGS_NAMESPACE"] = "own"
        os.execvp("unshare", [*namespace, sys.executable, *sys.argv])
    sys.exit(main(*sys.argv[1:]))
