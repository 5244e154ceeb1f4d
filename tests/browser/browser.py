"""What the browser tests stand on: node, Chromium and the packages of package-lock.json. Without them a test is skipped (77)."""
import fcntl
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def skip(why):
    print("skipped: " + why)
    sys.exit(77)


def need(*programs):
    for program in programs:
        if not shutil.which(program):
            skip(program + " is not installed")


def install(folder):
    """The packages, in FOLDER/node_modules, which stays between runs; tests that run at the same time wait for each other."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "install.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(os.path.join(HERE, name), folder)
        installed = os.path.join(folder, "node_modules", ".package-lock.json")
        if os.path.exists(installed) and os.path.getmtime(installed) >= os.path.getmtime(
            os.path.join(HERE, "package-lock.json")
        ):
            return
        run = subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=folder,
            capture_output=True,
            text=True,
        )
        if run.returncode:
            skip("npm cannot install the packages: " + run.stderr[-300:])
