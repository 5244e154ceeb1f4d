#!/usr/bin/env python3
"""name_service.py FETCH_ONE: a name service that does not answer costs the time limit of a
connection and no more.

Runs in a network namespace of its own, with a name service on loopback that never answers."""
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time

NAMESPACE = ["unshare", "-r", "-n", "-m"]
CONNECT_SECONDS = 1


def main(program):
    with tempfile.NamedTemporaryFile("w", encoding="ascii") as resolv, socket.socket(
        socket.AF_INET, socket.SOCK_DGRAM
    ) as service:
        resolv.write("nameserver 127.0.0.1\n")
        resolv.flush()
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        subprocess.run(["mount", "--bind", resolv.name, "/etc/resolv.conf"], check=True)
        service.bind(("127.0.0.1", 53))
        started = time.monotonic()
        output = subprocess.run(
            [program, "--connect", str(CONNECT_SECONDS), "http://nowhere.example/"],
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout
        seconds = time.monotonic() - started
    result = json.loads(output)
    print("%s after %.2f s: %s" % (result["outcome"], seconds, result["problem"]))
    return 0 if result["outcome"] == "failed" and seconds < CONNECT_SECONDS + 1 else 1


if __name__ == "__main__":
    if os.environ.get("TIDINGS_NAMESPACE") != "own":
        if (
            not all(map(shutil.which, ("unshare", "ip", "mount")))
            or subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode
        ):
            print("skipped: no namespaces here")
            sys.exit(77)
        os.environ["TIDINGS_NAMESPACE"] = "own"
        os.execvp(NAMESPACE[0], [*NAMESPACE, sys.executable, *sys.argv])
    sys.exit(main(sys.argv[1]))
