#!/usr/bin/env python3
"""The HTML of editions in a browser: by the Nu HTML checker, by axe, and whether phones show it."""
import os
import unittest

from desk_site import BrowserTest, prepare
from editions import EditionTest

# Mail programs put the page into theirs, with its landmarks.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EDITIONS = (
    ("en", "paper", 0),
    ("en", "word", 1),
    ("en", "mixed", 9),
    ("ar", "mixed", 9),
    ("en", "mixed", 150),
)


class Mail(EditionTest):
    node = BrowserTest.node
    check_html = BrowserTest.check_html

    def test_editions(self):
        pages = []
        for language, kind, items in EDITIONS:
            self.language(language)
            name = f"{language}-{kind}-{items}"
            html = self.read(self.edition(kind, items))[2]
            pages.append(
                {"name": name, "path": f"/{name}", "status": 200, "html": html, "keys": []}
            )
        self.check_html(pages)
        job = {
            "base": "http://127.0.0.1:9",
            "tags": TAGS,
            "pages": pages,
            "shots": os.environ.get("SHOTS", ""),
            "cookie": {"name": "none", "value": "none"},
        }
        self.assertEqual(self.node("look.mjs", job)["problems"], [])


if __name__ == "__main__":
    prepare()
    unittest.main()
