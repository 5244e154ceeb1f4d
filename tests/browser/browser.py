"""What the browser tests need: node, Chromium and the packages of package-lock.json.

Without them a test is skipped (exit status 77)."""
import fcntl
import filecmp
import glob
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


def copy_changed(path, to):
    """A file that is the same is left alone: another test may read it just now."""
    if not os.path.exists(to) or not filecmp.cmp(path, to, shallow=False):
        shutil.copy(path, to)


def install(folder):
    """Installs the packages in FOLDER/node_modules, which stays between runs, and copies the
    scripts there, where node finds the packages. Tests that run at the same time wait for each
    other."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "install.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for path in glob.glob(os.path.join(HERE, "*.mjs")) + [
            os.path.join(HERE, name) for name in ("package.json", "package-lock.json")
        ]:
            copy_changed(path, os.path.join(folder, os.path.basename(path)))
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
