"""Mail servers of Debian, each in a copy of this machine's files that is thrown away: what they
install and change is gone with the test. They share a network in which there is nothing but the
loopback, and end with the test, since the number space of their processes ends with it.

    if not inside(): enter(["postfix", "opensmtpd"], folder)    # does not return, or gives why not
    root = Root("postfix", folder); root.run("postfix", "start")
"""
import glob
import os
import subprocess
import sys

MARK = "TIDINGS_MTA_INSIDE"


def quiet(*command, **more):
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more
    ).stdout


def inside():
    return MARK in os.environ


def missing(package):
    """The packages that it needs and this machine lacks."""
    plan = quiet("apt-get", "install", "-s", "--no-install-recommends", *package.split("+"))
    return [line.split()[1] for line in plan.splitlines() if line.startswith("Inst ")]


def download(package, folder):
    """Into folder/PACKAGE; once."""
    target = f"{folder}/{package}"
    if os.path.exists(f"{target}/complete"):
        return
    os.makedirs(target, exist_ok=True)
    names = missing(package)
    if names:
        quiet("apt-get", "download", *names, cwd=target)
    with open(f"{target}/complete", "w", encoding="ascii"):
        pass


def enter(packages, folder):
    """Runs this test again, shut in. Gives why that is not possible."""
    if os.geteuid() != 0:
        return "this takes root"
    try:
        for package in packages:
            download(package, folder)
        quiet("unshare", "-m", "-n", "-p", "-f", "--mount-proc", "true")
    except (OSError, subprocess.CalledProcessError) as problem:
        return f"{problem}\n{getattr(problem, 'output', '')}"
    os.environ[MARK] = "1"
    sys.stdout.flush()
    os.execvp(
        "unshare",
        ["unshare", "-m", "-n", "-p", "-f", "--kill-child", "--mount-proc", sys.executable]
        + sys.argv,
    )


class Root:
    """The files of this machine, with a package installed."""

    def __init__(self, package, folder):
        base = f"{folder}/{package}/mounted"  # seen by this test alone
        os.makedirs(base, exist_ok=True)
        quiet("mount", "-t", "tmpfs", "tmpfs", base)
        for name in ("upper", "work", "root"):
            os.mkdir(f"{base}/{name}")
        self.path = f"{base}/root"
        layers = f"lowerdir=/,upperdir={base}/upper,workdir={base}/work"
        quiet("mount", "-t", "overlay", "overlay", "-o", layers, self.path)
        for name in ("proc", "dev"):
            quiet("mount", "--rbind", f"/{name}", f"{self.path}/{name}")
        self.write("/usr/sbin/policy-rc.d", "#!/bin/sh\nexit 101\n", 0o755)  # starts nothing
        debs = glob.glob(f"{folder}/{package}/*.deb")
        os.makedirs(f"{self.path}/debs")
        for deb in debs:
            quiet("cp", deb, f"{self.path}/debs/")
        if debs:
            self.run("sh", "-c", "dpkg -i --force-depends /debs/*.deb")

    def run(self, *command, **more):
        """Runs a command in it; gives what it says."""
        environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive", PATH=os.environ["PATH"])
        try:
            return quiet("chroot", self.path, *command, env=environment, **more)
        except subprocess.CalledProcessError as problem:
            raise AssertionError(f"{command}: {problem.output}") from problem

    def write(self, path, text, mode=0o644):
        with open(self.path + path, "w", encoding="utf-8") as f:
            f.write(text)
        os.chmod(self.path + path, mode)

    def read(self, path):
        with open(self.path + path, encoding="utf-8", errors="replace") as f:
            return f.read()
