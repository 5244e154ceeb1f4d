#!/usr/bin/env python3
"""Editors at work in a browser: by forms alone with JavaScript off, and by keys."""
import unittest

from desk_site import PASSWORD, WEEK_2, BrowserTest, prepare


class Story(BrowserTest):
    def setUp(self):
        super().setUp()
        for name in ("Ana", "Ben", "Cem"):
            self.add_editor(name)
        self.two_weeks()
        self.serve(now=WEEK_2)

    def test_the_whole_story_without_javascript(self):
        seen = self.node("story.mjs", {"base": self.address(), "name": "Ana", "password": PASSWORD})
        self.assertEqual((seen["led_to"], seen["after_login"]), ("/login", "/queue"))
        self.assertEqual(seen["saved"], "A summary of the story, & more.")
        self.assertIn("A summary of the story, & more.", seen["preview"])
        self.assertIn("Approved", seen["said"])
        self.assertIn("taken back", seen["undone"])
        self.assertEqual(seen["focus"], ["card", "card"])
        self.assertEqual((seen["back"], seen["previous"], seen["next"]), (seen["first"], seen["first"], seen["second"]))
        self.assertNotEqual(seen["second"], seen["first"])
        start = seen["left"][0]
        self.assertEqual(seen["left"], [start, start - 1, start, start - 2, start - 4])
        self.assertEqual((seen["after_logout"], seen["then"]), ("/login", "/login"))

    def test_keys(self):
        ana, ben, cem = self.entered("Ana"), self.entered("Ben"), self.entered("Cem")
        self.assertEqual(cem.post("/account/keys", {"keys": "off"}).status, 303)
        seen = self.node("keys.mjs", {"base": self.address(), "cookie": self.cookie(ana), "other": self.cookie(ben), "keys_off": self.cookie(cem)})
        self.assertEqual(seen["errors"], [])
        self.assertEqual(seen["undone"], seen["start"])
        self.assertEqual((seen["preview_open"], seen["section"]), (True, "news"))
        self.assertEqual((seen["typed"], seen["typing_decided"], seen["search_decided"]), (13, 0, 0))
        self.assertEqual(seen["focus"], ["card", "card", "card"])
        self.assertIn("approve", seen["help"])
        self.assertEqual(seen["chosen"], "2 selected. Shift+A approves them.")
        self.assertEqual(seen["batch"], 2)
        self.assertEqual(seen["refused"], {"gone": True, "left": 0, "kept": "What I wrote."})
        self.assertTrue(seen["both"])
        self.assertEqual(seen["kept_mine"], "/queue")
        self.assertEqual(seen["cut"], 0)
        self.assertTrue(seen["switched_off"])


if __name__ == "__main__":
    prepare()
    unittest.main()
