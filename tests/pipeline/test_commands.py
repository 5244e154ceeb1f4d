"""The command line as its contract says: usage, configuration, feed files, OPML, backup."""
import json
import os
import re
import sqlite3
import subprocess
import unittest
from xml.sax.saxutils import quoteattr

import stores
from pipeline import LOOPBACK, SAMPLE, TIDINGS, TOP, Replay, SiteTest, feed_block, read
from pipeline import site_block, write
from world import WorldTest, rss, rss_item

SITE = site_block("Commands") + LOOPBACK
COMMANDS = (
    *("init", "check", "run", "work", "fetch", "sources", "queue", "list", "show", "add"),
    *("approve", "reject", "defer", "edit", "merge", "split", "undo", "log"),
    *("publish", "digest", "parse", "sanitize", "import", "export", "backup", "restore"),
)
ITEM = rss_item(title="One", link="x/1", guid="g1")


class Usage(SiteTest):
    def plain(self, *args, **more):
        """The program without the options that run_tidings gives."""
        return subprocess.run(
            [TIDINGS, *map(str, args)], capture_output=True, text=True, timeout=60, **more
        )

    def wrong(self, *args):
        done = self.plain(*args)
        self.assertEqual((done.returncode, done.stdout), (2, ""), args)
        self.assertTrue(done.stderr.startswith("tidings: "), args)
        return done.stderr

    def test_help_and_version(self):
        for word in ("--help", "-h", "help"):
            done = self.plain(word)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            for command in COMMANDS:
                self.assertRegex(done.stdout, rf"(?m)^  {command}\b")
        self.assertRegex(self.plain("--version").stdout, r"^tidings \d+\.\d+\.\d+\n$")
        for command in COMMANDS:
            done = self.plain(command, "--help")
            self.assertEqual((done.returncode, done.stderr), (0, ""), command)
            self.assertRegex(done.stdout, rf"\A.* {command}\b")
            for other in ([command, "-h"], ["help", command]):
                again = self.plain(*other)
                self.assertEqual((again.returncode, again.stdout), (0, done.stdout), command)

    def test_wrong_usage(self):
        self.assertEqual(self.plain().returncode, 2)
        self.assertIn("frobnicate", self.wrong("frobnicate"))
        self.assertIn("no command", self.wrong("-C", self.site))
        self.assertIn("-C", self.wrong("-C"))
        self.assertIn("--now", self.wrong("--now", "yesterday", "queue"))
        self.assertIn("-x", self.wrong("-x", "1", "queue"))
        for command in COMMANDS:
            self.assertIn("--frobnicate", self.wrong("-C", self.site, command, "--frobnicate"))
        for args in (
            ["queue", "--section"],
            ["queue", "--json=yes"],
            ["queue", "--section", "sports"],
            ["queue", "7"],
            ["show"],
            ["show", "x"],
            ["show", "1-2"],
            ["edit", "1-2", "--summary", "For both."],
            ["approve", "1-2", "--summary", "For both."],
            ["approve", "1,,2"],
            ["list", "--state", "nowhere"],
            ["list", "--state", "all"],
            ["list", "--order", "best"],
            ["queue", "--limit", "0"],
            ["completion", "tcsh"],
            ["show", "0"],
            ["show", "1", "2"],
            ["approve"],
            ["approve", "1", "2", "--summary", "For both."],
            ["approve", "1", "--section", "sports"],
            ["reject"],
            ["defer"],
            ["defer", "1", "--until", "soon"],
            ["defer", "1", "--until", "2001-01-01"],
            ["edit", "1"],
            ["edit"],
            ["edit", "1", "--title", " "],
            ["merge", "1"],
            ["merge", "1", "x"],
            ["split"],
            ["undo", "1", "2"],
            ["log", "--item", "x"],
            ["publish", "now"],
            ["digest", "--period", "../../etc"],
            ["digest", "--period", ""],
            ["parse"],
            ["sanitize", "x"],
            ["import"],
            ["export", "x"],
            ["backup"],
            ["init"],
            ["check", "x"],
            ["run", "x"],
            ["work", "x"],
            ["sources", "x"],
        ):
            self.assertIn("usage: tidings ", self.wrong("-C", self.site, *args), args)
        self.assertEqual(self.rows("SELECT count(*) FROM item"), [(0,)])

    def test_digests_are_those_of_the_configuration(self):
        self.configure(site_block("A Desk"))
        done = self.plain("-C", self.site, "digest", "--section", "trails")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("there is no digest “trails”; did you mean “trials”?", done.stderr)

    def test_did_you_mean(self):
        for args, near in (
            (["aprove", "1"], "approve"),
            (["help", "fech"], "fetch"),
            (["editor", "ad", "Ana"], "add"),
            (["help", "editor", "passwrod"], "password"),
            (["queue", "--secton", "news"], "--section"),
            (["approve", "1", "--ass", "ana"], "--as"),
            (["editor", "add", "Ana", "--rol", "admin"], "--role"),
        ):
            self.assertIn(f"did you mean “{near}”?", self.wrong("-C", self.site, *args), args)

    def test_actions(self):
        self.assertIn("usage: tidings ", self.wrong("editor"))
        done = self.plain("help", "editor", "add")
        self.assertRegex(done.stdout, r"\Ausage: .* editor add NAME .*--password-stdin")
        for action in ("add", "list", "role", "email", "password", "remove"):
            self.assertRegex(self.plain("editor", "--help").stdout, rf"(?m)^  editor {action}\b")

    def test_options_may_stand_anywhere_and_end(self):
        self.configure(SITE)
        self.assertEqual(self.tidings("queue", "--json", "--section=news"), "")
        self.assertEqual(self.run_tidings("approve", "--as", "ana", "--", "--help").returncode, 2)

    def test_no_site(self):
        done = self.plain("-C", f"{self.site}/nowhere", "queue")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("tidings init", done.stderr)
        self.assertFalse(os.path.exists(f"{self.site}/nowhere"))

    def test_results_that_cannot_be_written(self):
        self.configure(SITE)
        with open("/dev/full", "w") as full:
            for args in ("queue", "export", "publish", "--help"):
                done = subprocess.run(
                    [TIDINGS, "-C", self.site, args],
                    stdout=full,
                    stderr=subprocess.PIPE,
                    text=True,
                    timeout=60,
                )
                self.assertEqual(done.returncode, 1, args)
                self.assertIn("No space left", done.stderr)

    def test_init(self):
        folder = f"{self.site}/deep/new site"
        said = self.plain("init", folder).stdout
        for words in ("is a site now", "editor add", "serve", "work", "check"):
            self.assertIn(words, said)
        self.assertEqual(self.plain("-C", folder, "check").returncode, 0)
        self.assertEqual(self.plain("-C", folder, "queue", "--json").stdout, "")
        self.assertEqual(self.plain("-C", folder, "publish").returncode, 0)
        self.assertIn("Our News Desk", read(f"{folder}/out/index.html"))
        # The examples of the configuration are watched by nobody and seen by nobody.
        self.assertFalse(os.path.exists(f"{folder}/out/topics"))
        self.assertEqual(self.plain("-C", folder, "sources", "--json").stdout, "")
        mine = f"{folder}/feeds/site.conf"
        write(mine, read(mine) + "# mine\n")
        before = {
            path: os.stat(f"{folder}/{path}").st_mtime_ns
            for path in ("feeds/site.conf", "feeds/desk.conf", "templates/index.mustache")
        }
        again = self.plain("init", folder)
        self.assertEqual((again.returncode, again.stdout), (1, ""))
        self.assertIn("is a site already", again.stderr)
        self.assertEqual(before, {path: os.stat(f"{folder}/{path}").st_mtime_ns for path in before})

    def test_init_where_nothing_can_be_written(self):
        write(f"{self.site}/file")
        done = self.plain("init", f"{self.site}/file")
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"{self.site}/file", done.stderr)


class Configuration(SiteTest):
    def test_everything_wrong_is_said_in_one_go(self):
        self.configure(SITE, "a.conf")
        self.configure(
            'topic "Stem Cells" {\n slug = "stem-cells"\n mach = "x"\n}\n'
            'topic "Lung" {\n match = "("\n slug = "lung"\n}\n',
            "b.conf",
        )
        self.configure(
            'feed "A" {\n url = "ftp://a.example/"\n aprove = "auto"\n every = "soon"\n'
            ' section = "newz"\n topics = {"stem-cell"}\n}\npubmd "B" {\n query = "x"\n}\n',
            "c.conf",
        )
        done = self.run_tidings("check")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        for wanted in (
            r"feeds/b\.conf:3: .*“mach”.*“match”",
            r"feeds/b\.conf:6: .*parenthesis",
            r"feeds/c\.conf:2: .*ftp://a\.example/",
            r"feeds/c\.conf:3: .*“aprove”.*“approve”",
            r"feeds/c\.conf:4: .*“soon”|feeds/c\.conf:4: .*every",
            r"feeds/c\.conf:5: .*“newz”.*“news”",
            r"feeds/c\.conf:\d+: .*“stem-cell”.*“stem-cells”",
            r"feeds/c\.conf:8: .*“pubmd”.*“pubmed”",
        ):
            self.assertRegex(done.stderr, wanted)
        # No command goes on with a configuration that was only half understood.
        for args in (["queue"], ["fetch"], ["publish"], ["run"], ["export"]):
            self.assertEqual(self.run_tidings(*args).stderr, done.stderr, args)
        self.assertEqual(self.rows("SELECT count(*) FROM item"), [(0,)])

    def test_a_file_that_ends_too_early(self):
        self.configure(SITE, "a.conf")
        self.configure('feed "A" {\n url = "https://a.example/', "b.conf")
        done = self.run_tidings("check")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"feeds/b\.conf:\d+: ")

    def test_the_configuration_of_the_sample_is_right(self):
        self.use_sample()
        self.assertIn("9 sources, 3 topics", self.tidings("check"))

    def test_a_template_of_a_newer_version_is_missing(self):
        self.configure(SITE)
        self.tidings("check")
        os.remove(f"{self.site}/templates/gone.mustache")
        done = self.run_tidings("check")
        self.assertEqual(done.returncode, 1)
        self.assertIn("templates/gone.mustache is missing: copy it from a new site", done.stderr)


class Files(SiteTest):
    """Commands on files: no network, no store."""

    def file(self, name, text):
        path = f"{self.site}/{name}"
        write(path, text)
        return path

    def test_parse(self):
        path = self.file("a.rss", rss("A &amp; B", ITEM))
        self.assertIn("One", self.tidings("parse", path))
        document = json.loads(
            self.tidings("parse", "--json", "--url", "https://a.example/feed/", path)
        )
        self.assertEqual(document["entries"][0]["url"], "https://a.example/feed/x/1")
        headers = self.file("headers", "HTTP/1.1 200 OK\nContent-Type: text/xml; charset=utf-8\n")
        self.assertEqual(
            json.loads(self.tidings("parse", "--json", "--headers", headers, path))["entries"][0][
                "title"
            ]["text"],
            "One",
        )
        self.assertEqual(
            json.loads(
                self.tidings(
                    "parse", "--json", self.file("page", "<html><body>Hello</body></html>")
                )
            )["entries"],
            [],
        )
        done = self.run_tidings("parse", f"{self.site}/absent")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("absent", done.stderr)

    def test_doctor_mail(self):
        seeds = f"{TOP}/tests/fuzz/seeds/mail_received"
        well = self.tidings("doctor", "mail", f"{seeds}/google.eml")
        self.assertEqual(re.findall(r"(?m)^[!?].*", well), [])
        self.assertIn("DMARC", well)
        done = self.run_tidings("doctor", "mail", f"{seeds}/exim.eml", "--json")
        self.assertEqual(done.returncode, 1)
        said = {d["about"]: d["kind"] for d in map(json.loads, done.stdout.splitlines())}
        self.assertEqual(said["SPF"], "wrong")
        self.assertEqual(said["DKIM"], "wrong")
        self.assertEqual(said["DMARC"], "unseen")  # the one that is there is of a stranger
        self.assertEqual(said["Server"], "well")
        done = self.run_tidings("doctor", "mail", self.file("a.rss", rss("A", ITEM)))
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("with its whole header", done.stderr)

    def test_parse_batch(self):
        path = self.file("a.rss", rss("A", ITEM))
        lines = [
            {"id": "first", "file": path, "url": "https://a.example/"},
            {
                "id": 2,
                "file": path,
                "url": "https://b.example/",
                "headers": {"content-type": "text/xml"},
            },
        ]
        found = [
            json.loads(line)
            for line in self.tidings(
                "parse", "--batch", input="".join(json.dumps(line) + "\n" for line in lines)
            ).splitlines()
        ]
        self.assertEqual(
            [document["entries"][0]["url"] for document in found],
            ["https://a.example/x/1", "https://b.example/x/1"],
        )
        # A request that cannot be answered is said; those after it are answered.
        for bad in (
            "nonsense",
            "[]",
            "{}",
            json.dumps({"file": f"{self.site}/absent"}),
            json.dumps({"file": 7}),
            "",
        ):
            done = self.run_tidings("parse", "--batch", input=f"{bad}\n{json.dumps(lines[0])}\n")
            self.assertEqual(done.returncode, 1, bad)
            self.assertTrue(done.stderr.startswith("tidings: "), bad)
            self.assertEqual(len(done.stdout.splitlines()), 1, bad)

    def test_sanitize(self):
        hostile = '<script>alert(1)</script><a href="javascript:x">a</a>'
        safe = self.tidings("sanitize", input=f'<p onclick="x()">Hi {hostile}</p>')
        self.assertEqual(safe.replace("\n", ""), "<p>Hi <a>a</a></p>")
        self.assertIn(
            '"https://a.example/b"',
            self.tidings("sanitize", "--url", "https://a.example/", input='<a href="b">x</a>'),
        )
        self.assertEqual(self.tidings("sanitize", input=""), "\n")
        requests = [
            {"id": 1, "html": "<b>x</b><iframe src=x>"},
            {"id": "two", "html": "<img src=x onerror=y>", "base": "https://a.example/"},
            {"html": "\ud83d\ude00"},
        ]
        found = [
            json.loads(line)
            for line in self.tidings(
                "sanitize", "--batch", input="".join(json.dumps(r) + "\n" for r in requests)
            ).splitlines()
        ]
        self.assertEqual([answer.get("id") for answer in found], [1, "two", None])
        self.assertEqual(found[0]["text"], "x")
        self.assertNotIn("onerror", found[1]["html"])
        self.assertEqual(self.run_tidings("sanitize", "--batch", input='{"id":1}\n').returncode, 1)


HOSTILE = [
    "Plain",
    'With "double" quotes',
    "With 'single' quotes",
    "back\\slash \\",
    "${HOME} and $USER",
    "# no comment",
    "} { = ,",
    "line\nbreak\tand tab",
    "Sjögren’s 硬皮症",
    "",
    "Plain",
    "a" * 3000,
    "<b>&amp;</b>",
    "\\'; system('x')",
]


class LongLists(WorldTest):
    """More than the program reads at once."""

    def test_all_are_listed_once(self):
        items = [rss_item(title=f"Story {i}", link=f"x/{i}", guid=f"g{i}") for i in range(650)]
        self.write_feed("long.xml", rss("Long", *items))
        self.configure(SITE + feed_block("Long", "long.xml", 'section = "news"'))
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch")
        order = "SELECT id FROM item ORDER BY score DESC, id"
        wanted = [item for (item,) in self.rows(order)]
        self.assertEqual([item["id"] for item in self.queue()], wanted)
        of_section = self.objects("queue", "--section", "news")
        self.assertEqual([item["id"] for item in of_section], wanted)
        for limit in (1, 199, 200, 201, 400, 649, 650, 651):
            listed = self.objects("queue", "--limit", limit)
            self.assertEqual([item["id"] for item in listed], wanted[:limit])
        self.assertIn("more than 400;", self.tidings("queue", "--limit", 400))
        self.assertNotIn("more than", self.tidings("queue", "--limit", 650))


@stores.of_sqlite_alone
class Opml(SiteTest):
    def opml(self, titles):
        """A file with a feed for each title, and outlines that are no feeds of the web."""
        space = {chr(10): "&#10;", chr(9): "&#9;"}
        outlines = "".join(
            f'<outline type="rss" text={quoteattr(title, space)} '
            f'xmlUrl="https://feed{i}.example/rss?a=1&amp;q=%27{i}"/>\n'
            for i, title in enumerate(titles)
        )
        path = f"{self.site}/feeds.opml"
        write(
            path,
            '<?xml version="1.0"?><opml version="2.0"><head/><body>'
            f'<outline text="Folder">{outlines}</outline><outline text="no feed"/>'
            '<outline xmlUrl="file:///etc/passwd" text="no"/>'
            '<outline text="script" xmlUrl="javascript:alert(1)"/></body></opml>',
        )
        return path

    def test_import(self):
        self.configure(SITE)
        path = self.opml(HOSTILE)
        said = self.tidings("import", path)
        self.assertIn(f"{len(HOSTILE)} new feeds", said)
        self.assertIn(f"{len(HOSTILE)} sources", self.tidings("check"))
        conf = f"{self.site}/feeds/imported.conf"
        before = os.stat(conf).st_mtime_ns
        self.tidings("import", path)
        self.assertEqual(os.listdir(f"{self.site}/feeds").count("imported.conf"), 1)
        self.assertEqual(len(os.listdir(f"{self.site}/feeds")), 2)
        self.assertEqual(os.stat(conf).st_mtime_ns, before)
        # The export has what was imported, but for what the name of a source cannot hold.
        exported = self.tidings("export")
        for i in range(len(HOSTILE)):
            self.assertIn(f"https://feed{i}.example/rss?a=1&amp;q=%27{i}", exported)
        for title in (
            "With &quot;double&quot; quotes",
            "back\\slash \\",
            "${HOME} and $USER",
            "# no comment",
            "Sjögren’s 硬皮症",
            "Plain 2",
            "&lt;b&gt;&amp;amp;&lt;/b&gt;",
        ):
            self.assertIn(f'text="{title}"', exported)
        # The round trip: into another site, and out of it.
        os.rename(conf, f"{self.site}/first")
        write(f"{self.site}/out.opml", exported)
        self.tidings("import", f"{self.site}/out.opml")
        self.assertEqual(self.tidings("export"), exported)

    def import_outlines(self, *outlines):
        write(
            f"{self.site}/list.opml",
            "<opml><body>"
            + "".join(f'<outline text="{text}" xmlUrl="{url}"/>\n' for text, url in outlines)
            + "</body></opml>",
        )
        return self.tidings("import", f"{self.site}/list.opml")

    def test_import_takes_what_check_takes_and_names_the_rest(self):
        self.configure(SITE)
        said = self.import_outlines(
            ("Search feed", "http://e.example/rss.php?q=lung disease"),
            ("Feed scheme", "feed://e.example/f1"),
            ("Feed and https", "feed:https://e.example/f2"),
            ("No scheme", "e.example/f3"),
            ("Bad port", "http://e.example:99999/f4"),
            ("Broken & bare", "http://e.example/f5?a=1&b=2"),
            ("Café", "http://e.example/f6"),
            ("CAFE", "http://e.example/f7"),
            ("\u200b", "http://e.example/f8"),
        )
        self.assertIn("6 sources", self.tidings("check"))
        for name in ("Search feed", "No scheme", "Bad port"):
            self.assertIn(f"left out “{name}”", said)
        self.assertIn("6 new feeds", said)
        self.assertIn("3 were left out", said)
        exported = self.tidings("export")
        for url in ("http://e.example/f1", "https://e.example/f2", "f5?a=1&amp;b=2"):
            self.assertIn(url, exported)

    def test_import_of_nothing_new_says_so(self):
        self.configure(SITE)
        said = self.import_outlines(("Search feed", "http://e.example/rss.php?q=lung disease"))
        self.assertIn("no new feeds; 0 were configured already, 1 were left out", said)
        self.assertNotIn("imported.conf", os.listdir(f"{self.site}/feeds"))
        self.tidings("check")

    def test_a_second_file_overwrites_nothing(self):
        self.configure(SITE)
        self.tidings("import", self.opml(["One"]))
        more = f"{self.site}/more.opml"
        feeds = (("One", "other"), ("Twice", "twice"), ("Twice again", "twice"))
        outlines = (f'<outline text="{t}" xmlUrl="https://{h}.example/"/>' for t, h in feeds)
        write(more, f"<opml><body>{''.join(outlines)}</body></opml>")
        self.assertIn("2 new feeds", self.tidings("import", more))
        self.assertEqual(
            sorted(os.listdir(f"{self.site}/feeds")),
            ["imported-2.conf", "imported.conf", "test.conf"],
        )
        self.assertIn("3 sources", self.tidings("check"))
        self.assertEqual(
            {source["name"] for source in self.objects("sources")}, {"One", "One 2", "Twice"}
        )

    def test_no_opml(self):
        self.configure(SITE)
        for name, text in (
            ("page", "<html><body>x</body></html>"),
            ("cut", '<opml><body><outline text="a" xmlUrl="https://a.example/"/>'),
            ("empty", ""),
        ):
            write(f"{self.site}/{name}", text)
            done = self.run_tidings("import", f"{self.site}/{name}")
            self.assertEqual((done.returncode, done.stdout), (1, ""), name)
        self.assertEqual(self.run_tidings("import", f"{self.site}/absent").returncode, 1)
        self.assertEqual(os.listdir(f"{self.site}/feeds"), ["test.conf"])


@stores.of_sqlite_alone
class Backup(SiteTest):
    def test_backup(self):
        self.use_sample()
        with Replay(SAMPLE) as replay:
            self.port = replay.port
            self.tidings("fetch", "Scleroderma News")
        waiting = self.queue()
        self.tidings("approve", waiting[0]["id"])
        copy = f"{self.site}/copy.db"
        self.tidings("backup", copy)
        with sqlite3.connect(copy) as db:
            self.assertEqual(db.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            self.assertEqual(db.execute("PRAGMA foreign_key_check").fetchall(), [])
        log = self.tidings("log", "--json")
        self.tidings("undo")
        # The copy put in its place is the site as it was.
        for ending in ("", "-wal", "-shm"):
            if os.path.exists(f"{self.site}/tidings.db{ending}"):
                os.remove(f"{self.site}/tidings.db{ending}")
        os.rename(copy, f"{self.site}/tidings.db")
        self.assertEqual(self.tidings("log", "--json"), log)
        self.assertEqual(
            [item["id"] for item in self.queue()], [item["id"] for item in waiting[1:]]
        )

    def test_where_no_backup_can_be(self):
        self.configure(SITE)
        self.tidings("queue")
        for path in (f"{self.site}/nowhere/copy.db", self.site, f"{self.site}/tidings.db"):
            done = self.run_tidings("backup", path)
            self.assertEqual((done.returncode, done.stdout), (1, ""), path)
        self.assertEqual(self.queue(), [])


if __name__ == "__main__":
    unittest.main()
