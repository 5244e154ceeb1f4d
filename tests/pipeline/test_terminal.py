"""The command line as editors type it: lists, ranges, completion; how it looks on a terminal."""
import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import termios
import unittest

from pipeline import LOOPBACK, TIDINGS, feed_block, site_block
from world import WorldTest, rss, rss_item

SITE = (
    site_block("Terminal")
    + LOOPBACK
    + 'topic "Skin" { slug = "skin" }\n'
    + feed_block("One", "one.xml", 'topics = {"skin"}')
    + feed_block("Two", "two.xml", 'topics = {"skin"}')
)
TITLES = ["Skin and lungs", "Hearts of mice", "Stem cells " + "and cells " * 12, "皮膚 " * 30]
LINK = "https://news.example"
BIN = os.path.dirname(TIDINGS)


def ids(items):
    return [item["id"] for item in items]


class Terminal(WorldTest):
    def setUp(self):
        super().setUp()
        for name, titles in (("one", TITLES[:2]), ("two", TITLES[2:])):
            items = [
                rss_item(title=t, link=f"{LINK}/{name}/{i}", guid=f"{name}{i}")
                for i, t in enumerate(titles)
            ]
            self.write_feed(f"{name}.xml", rss(name, *items))
        self.configure(SITE)
        with self.replay() as replay:
            self.port = replay.port
            for name in ("One", "Two"):
                self.tidings("fetch", name)

    def test_lists(self):
        one, two = self.objects("queue", "--source", "one"), self.objects(
            "queue", "--source", "Two"
        )
        self.assertEqual(sorted(ids(one)), [1, 2])
        self.assertEqual(sorted(ids(two)), [3, 4])
        self.assertEqual(ids(self.objects("queue", "--search", "mice")), [2])
        self.assertEqual(len(self.objects("queue", "--limit", 3)), 3)
        self.assertIn("more than 3", self.tidings("queue", "--limit", 3))
        self.assertNotIn("more than", self.tidings("queue", "--limit", 4))
        self.tidings("approve", 1, "--as", "ana")
        self.assertEqual(ids(self.objects("list", "--state", "approved")), [1])
        self.assertEqual(ids(self.objects("list", "--state", "all", "--search", "skin")), [1])
        self.assertEqual(
            self.tidings("queue", "--search", "whales"), "Nothing like that waits for a decision.\n"
        )
        newest = ids(self.objects("list", "--order", "newest"))
        self.assertEqual(newest, ids(self.objects("list", "--order", "oldest"))[::-1])
        for option, said in (("--source", "did you mean Two"), ("--topic", "did you mean skin")):
            done = self.run_tidings("queue", option, "Twoo" if option == "--source" else "skim")
            self.assertEqual(done.returncode, 1)
            self.assertIn(said, done.stderr.replace("`", "").replace("“", "").replace("”", ""))

    def test_ranges(self):
        said = self.tidings("reject", "2-3,1", "3", "--as", "ana")
        self.assertEqual(said, "2 rejected\n3 rejected\n1 rejected\n")
        for wrong in ("3-1", "1-2000", "1,x", "-3", "1-"):
            done = self.run_tidings("approve", 4, wrong, "--as", "ana")
            self.assertEqual((done.returncode, done.stdout), (2, ""), wrong)
        self.assertEqual(ids(self.queue()), [4])

    def shell(self, *command):
        if not shutil.which(command[0]):
            self.skipTest(f"{command[0]} is not installed")
        path = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}"}
        done = subprocess.run(command, capture_output=True, text=True, env=path, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""), command)
        return done.stdout.splitlines()

    def test_bash(self):
        ask = (
            "source <(tidings completion bash); "
            'ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tidings; printf "%s\\n" '
            '"${COMPREPLY[@]}"; }; ask tidings -C . list --state re; ask tidings wi'
        )
        self.assertEqual(
            self.shell("bash", "--norc", "-c", ask), ["rejected", "retracted", "withdraw"]
        )

    def test_zsh(self):
        ask = (
            'compdef() { :; }; _describe() { print -rl -- "${(@P)2}" }; _files() { print files }; '
            'source <(tidings completion zsh); ask() { words=("$@"); CURRENT=$#; _tidings }; '
            "ask tidings queue --sec; ask tidings show 1; ask tidings ru"
        )
        said = self.shell("zsh", "-f", "-c", ask)
        self.assertEqual(said[:2], ["--section:S", "files"])
        self.assertTrue(said[2].startswith("run:everything that is due, once\\: what"), said)

    def test_fish(self):
        ask = "tidings completion fish | source; complete -C 'tidings editor pass'"
        said = self.shell("fish", "--no-config", "-c", ask)
        self.assertEqual([line.split("\t")[0] for line in said], ["password"])

    def on_terminal(self, *args, width=60, **environment):
        """What the program prints on a terminal of this width."""
        ours, its = pty.openpty()
        fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
        usual = {**os.environ, "TERM": "xterm", "TIDINGS_PAGER": ""}
        usual.pop("NO_COLOR", None)
        program = subprocess.Popen(
            [TIDINGS, "-C", self.site, "--now", "2026-11-23T12:00:00Z", *args],
            stdout=its,
            env={**usual, **environment},
        )
        os.close(its)
        said = b""
        try:
            while part := os.read(ours, 65536):
                said += part
        except OSError:  # the end, on Linux
            pass
        os.close(ours)
        self.assertEqual(program.wait(), 0)
        return said.decode().replace("\r\n", "\n")

    def test_a_terminal_has_a_width_and_colours(self):
        said = self.on_terminal("queue")
        self.assertIn("\33[1mSkin and lungs\33[0m", said)
        plain = re.sub("\33\\[[0-9]*m", "", said)
        self.assertEqual(plain, self.on_terminal("queue", NO_COLOR="1"))
        self.assertEqual(plain, self.on_terminal("queue", TERM="dumb"))
        wide = [sum(2 if c > "\u2e80" else 1 for c in line) for line in plain.splitlines()]
        self.assertEqual(max(wide), 60)
        self.assertIn("…", plain)
        self.assertNotIn("…", self.on_terminal("queue", width=200))
        piped = self.tidings("queue")
        self.assertNotIn("\33", piped)
        self.assertIn(TITLES[2].strip(), piped)

    def test_a_pager_shows_long_lists(self):
        said = self.on_terminal("queue", TIDINGS_PAGER="sed s/^/P:/")
        self.assertTrue(all(line.startswith("P:") for line in said.splitlines()), said)
        self.assertEqual(self.on_terminal("queue", TIDINGS_PAGER="true"), "")
        self.assertNotIn("P:", self.tidings("queue"))


if __name__ == "__main__":
    unittest.main()
