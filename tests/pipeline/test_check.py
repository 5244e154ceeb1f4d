"""`check` looks further than the syntax: templates, the store, values that are well formed and
yet wrong. Remarks are lines that begin with "!"."""
import os
import re
import shutil
import unittest

import stores
from pipeline import TOP, SiteTest, read, site_block, write

OURS = (
    'site { title = "Ours" base_url = "https://desk.tidings.test/" '
    'authority = "%s" email = "desk@tidings.test" language = "%s" }\n'
)


class Check(SiteTest):
    def setUp(self):
        super().setUp()
        self.configure_ours()

    def configure_ours(self, authority="tidings.test,2026", language="en"):
        self.configure(OURS % (authority, language))

    def remarks(self, **more):
        return [line for line in self.tidings("check", **more).splitlines() if line[0] == "!"]

    def remark(self, words, **more):
        """The only remark has these words."""
        remarks = self.remarks(**more)
        self.assertEqual(len(remarks), 1, remarks)
        self.assertIn(words, remarks[0])
        return remarks[0]

    def template(self, name):
        return f"{self.site}/templates/{name}"

    def change(self, name, before, after):
        text = read(self.template(name))
        self.assertIn(before, text)
        write(self.template(name), text.replace(before, after))

    def test_nothing_to_remark(self):
        self.assertEqual(self.remarks(), [])

    def test_addresses_of_the_example(self):
        self.configure(site_block("Example"))
        remarks = "\n".join(self.remarks())
        for key in ("base_url", "authority", "email"):
            self.assertRegex(remarks, rf"! {key} = .* is of the example")
        text = OURS % ("notexample.org,2026", "en")
        self.configure(text.replace("desk.tidings.test", "example.org.tidings.test"))
        self.assertEqual(self.remarks(), [])

    def test_languages(self):
        for language in ("en", "pt-BR", "zh-Hant-TW", "de-CH-1996", "es-419", "sr-Latn"):
            self.configure_ours(language=language)
            said = [line for line in self.remarks() if " in English" not in line]
            self.assertEqual(said, [], language)
        for language in ("english", "deutsch", "en-", "e-n", "en-u", "pt-brasil-x"):
            self.configure_ours(language=language)
            done = self.run_tidings("check")
            self.assertIn("language", done.stdout + done.stderr, language)

    def test_the_date_of_the_authority(self):
        for day in ("2027", "2026-12", "2026-11-24"):
            self.configure_ours(authority=f"tidings.test,{day}")
            self.remark("has a date in the future")
        for day in ("2026", "2026-11", "2026-11-23"):
            self.configure_ours(authority=f"tidings.test,{day}")
            self.assertEqual(self.remarks(), [], day)

    def test_an_authority_that_was_changed(self):
        self.tidings("publish")
        self.assertEqual(self.remarks(), [])
        self.configure_ours(authority="other.test,2026")
        self.tidings("publish")
        said = self.remark('authority = "other.test,2026" was "tidings.test,2026"')
        self.assertIn("once more as new", said)

    @stores.of_sqlite_alone
    def test_the_store(self):
        os.rename(f"{self.site}/tidings.db", f"{self.site}/aside.db")
        self.nothing_works("tidings.db is not there")
        self.assertFalse(os.path.exists(f"{self.site}/tidings.db"))
        write(f"{self.site}/tidings.db", "a letter\n" * 50)
        self.nothing_works("tidings.db is not a database")

    def nothing_works(self, why):
        done = self.run_tidings("check")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertRegex(done.stderr, f"^tidings: nothing works on this site: .*{why}")

    def test_images(self):
        text = OURS % ("tidings.test,2026", "en")
        self.configure(text.replace("site {", 'site { logo = "logo.png" icon = "icon.svg"', 1))
        done = self.run_tidings("check")
        self.assertEqual(done.returncode, 1)
        self.assertIn("templates/logo.png", done.stderr)
        write(self.template("logo.png"), "<html>no image</html>")
        self.remark('logo = "logo.png": templates/logo.png is no image of that kind')
        with open(self.template("logo.png"), "wb") as f:
            f.write(b"\x89PNG\r\n\x1a\n")
        self.assertEqual(self.remarks(), [])
        self.configure(text.replace("site {", 'site { logo = "../out/index.html"', 1))
        done = self.run_tidings("check")
        self.assertIn("is not the name of an image in templates/", done.stdout + done.stderr)

    def test_pages_of_ones_own(self):
        self.assertEqual(self.remarks(), [])
        for name, words in (
            ("index.md", "a page of the program has that name"),
            ("a b.md", "its name may have letters"),
            ("about.html", "about.md is not published: about.html is its page"),
        ):
            write(self.template(f"pages/{name}"), "# A page")
            self.remark(words)
            os.remove(self.template(f"pages/{name}"))
        os.remove(self.template("pages/about.md"))
        self.assertEqual(self.remarks(), [])

    def test_every_template_has_a_version(self):
        for name in os.listdir(f"{TOP}/templates"):
            if name in ("pages", "words") or name.endswith(".svg"):
                continue
            first = read(f"{TOP}/templates/{name}").partition("\n")[0]
            self.assertRegex(first, r"^(\{\{!|/\*) tidings template [1-9]\d* (\}\}|\*/)$", name)

    def test_a_template_of_ones_own_that_shows_everything(self):
        self.change("item-page.mustache", "<article", '<article id="ours"')
        self.assertEqual(self.remarks(), [])

    def test_a_template_that_is_older_than_the_program(self):
        text = read(self.template("gone.mustache"))
        write(self.template("gone.mustache"), text.partition("\n")[2])
        now = re.search(r"tidings template (\d+)", text)[1]
        self.remark(f"templates/gone.mustache is older than the program’s (version 0, now {now})")

    def test_what_readers_would_miss(self):
        self.change("gone.mustache", "{{reason}}", "")
        said = self.remark("templates/gone.mustache leaves out what the program’s shows: ")
        self.assertIn("{{reason}} (why an item was withdrawn)", said)
        # A partial of the site's own may show it.
        self.change("gone.mustache", "{{>foot}}", "{{>why}}{{>foot}}")
        write(self.template("why.mustache"), "{{reason}}")
        self.assertEqual(self.remarks(), [])

    def test_templates_that_are_malformed(self):
        self.change("topic.mustache", "{{>foot}}", "{{#open}}")
        write(self.template("own.mustache"), "one\n{{/two}}")
        self.change("section.mustache", "{{>foot}}", "{{>absent}}")
        done = self.run_tidings("check")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"topic\.mustache: line \d+")
        self.assertRegex(done.stderr, r"own\.mustache: line 2")
        self.assertRegex(done.stderr, r"absent\.mustache")
        self.assertNotIn("is sound", done.stdout)

    def complaints(self):
        done = self.run_tidings("check")
        self.assertEqual(done.returncode, 1)
        return done.stderr.splitlines()

    def test_a_template_that_cannot_be_read_is_not_missing(self):
        """A link to itself stands for one without rights, which are nothing to root."""
        for name in ("gone.mustache", "digest.txt.mustache"):
            os.remove(self.template(name))
            os.symlink(name, self.template(name))
            (said,) = self.complaints()
            self.assertRegex(said, rf"cannot read .*templates/{name}: ")
            os.remove(self.template(name))
            (said,) = self.complaints()
            self.assertIn(f"templates/{name} is missing: copy it", said)
            shutil.copy(f"{TOP}/templates/{name}", self.template(name))

    def test_what_a_file_may_say_that_cannot_be_read_is_not_missing(self):
        """The site may be described in several files."""
        name = f"{self.site}/feeds/desk.conf"
        self.configure('site { title = "Ours" }')
        os.symlink("desk.conf", name)
        (said,) = self.complaints()
        self.assertRegex(said, "feeds/desk.conf: cannot read .*/desk.conf: ")
        os.remove(name)
        self.assertEqual(len(self.complaints()), 3)

    def test_templates_of_the_desk_that_an_older_program_left(self):
        write(self.template("desk-queue.mustache"), "{{#broken")
        self.remark("templates/desk-queue.mustache is not read any more")


if __name__ == "__main__":
    unittest.main()
