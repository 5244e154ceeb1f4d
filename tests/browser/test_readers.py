#!/usr/bin/env python3
"""The pages on which readers sign up for the digest and leave it, in a browser: by the Nu HTML
checker, by axe, at 320 pixels; also from the right to the left."""
import os
import re
import sys
import unittest

from desk_site import BrowserTest, prepare
from pipeline import read, write
from test_subscribers import MARIA, ReadersTest

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Readers(ReadersTest):
    node, check_html = BrowserTest.node, BrowserTest.check_html

    def state(self, name, answer, status=200):
        """The style sheet is of out/, and stands in the page here."""
        self.assertEqual(answer.status, status, answer.text[-400:])
        style = read(f"{self.site}/out/style.css")
        link = re.search(r'<link rel="stylesheet"[^>]*>', answer.text)[0]
        html = answer.text.replace(link, f"<style>{style}</style>")
        self.pages.append(
            {"name": name, "path": f"/{name}", "status": 200, "html": html, "keys": []}
        )
        return answer

    def all_states(self, word):
        self.state(f"{word}-form", self.ask("GET", "/mail/subscribe"))
        self.state(f"{word}-wrong-address", self.sign_up("nobody"), 400)
        self.state(f"{word}-sent", self.sign_up(MARIA, "research", "news"))
        self.worker()
        self.state(f"{word}-confirm", self.ask("GET", self.link()))
        confirmed = self.state(f"{word}-confirmed", self.ask("POST", self.link(), "do=confirm"))
        settings = self.settings_of(confirmed)
        self.state(f"{word}-settings", self.ask("GET", settings))
        self.state(f"{word}-saved", self.ask("POST", settings, "do=save&list=news&list=trials"))
        leave = self.leave_path("leave news")
        self.state(f"{word}-leave", self.ask("GET", leave))
        self.state(f"{word}-left", self.ask("POST", leave, "do=list"))
        self.state(f"{word}-unsubscribed", self.ask("POST", settings, "do=leave"))
        self.state(f"{word}-deleted", self.ask("POST", settings, "do=delete"))
        self.state(f"{word}-wrong-link", self.ask("GET", settings), 404)
        key = f"{self.site}/subscribers.key"
        kept = read(key)
        write(key, "no key\n")
        self.state(f"{word}-failed", self.sign_up("o'neill@clinic.example", "research"), 500)
        save = self.ask("POST", settings, "do=save&list=news")
        self.state(f"{word}-settings-failed", save, 500)
        write(key, kept)

    def test_every_state(self):
        self.pages = []
        self.tidings("publish")
        self.all_states("en")
        english = read(f"{self.site}/feeds/test.conf")
        self.configure(english.replace(" title", ' language = "ar" title', 1))
        self.serve()
        self.all_states("ar")
        self.assertIn('dir="rtl"', self.pages[-1]["html"])
        self.check_html(self.pages)
        job = {
            "base": "http://127.0.0.1:9",
            "tags": TAGS,
            "pages": self.pages,
            "shots": os.environ.get("SHOTS", ""),
            "cookie": {"name": "none", "value": "none"},
        }
        self.assertEqual(self.node("look.mjs", job)["problems"], [])


if __name__ == "__main__":
    prepare()
    unittest.main(argv=[sys.argv[0], "Readers", *sys.argv[1:]])
