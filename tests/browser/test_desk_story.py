#!/usr/bin/env python3
"""Editors at work in a browser: by forms alone with JavaScript off, and by keys."""
import email
import email.policy
import re
import unittest

from desk_site import PASSWORD, WEEK_2, BrowserTest, prepare
from smtp_sink import Sink


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
        self.assertEqual(
            (seen["back"], seen["previous"], seen["next"]),
            (seen["first"], seen["first"], seen["second"]),
        )
        self.assertNotEqual(seen["second"], seen["first"])
        start = seen["left"][0]
        self.assertEqual(seen["left"], [start, start - 1, start, start - 2, start - 4])
        self.assertEqual((seen["after_logout"], seen["then"]), ("/login", "/login"))

    def test_the_digest_without_javascript(self):
        """Arranged, tested and previewed by forms alone; the mail that arrives has the order that
        was chosen."""
        job = {"base": self.address(), "name": "Ana", "password": PASSWORD}
        self.tidings(
            "approve", *[item["id"] for item in self.queue(now=WEEK_2)], "--as", "Ben", now=WEEK_2
        )
        self.has_address("Ana", "ana@example.net")
        with Sink() as sink:
            self.configure(f'mail {{ smtp = "smtp://127.0.0.1:{sink.port}" }}', "mail.conf")
            asked = self.node("digest.mjs", {**job, "ask": True})
            self.run_tidings("run", now=WEEK_2)  # the sources are out of reach by now
            sent = self.node("digest.mjs", job)
        first, second, third, *rest = asked["usual"]
        self.assertEqual(asked["led_to"], "/digest/news#item-N")
        self.assertEqual(asked["down"], [second, first, third, *rest])
        self.assertEqual(asked["arranged"], [second, third, first, *rest])
        self.assertIn("It is to be mailed.", asked["said"])
        self.assertIn("it waits for the worker", asked["state"])
        self.assertIn("Test sent to ana@example.net", sent["state"])
        self.assertEqual((asked["console"], sent["console"]), ([], []))
        self.assertEqual(
            (sent["preview"]["path"], sent["preview"]["width"]), ("/digest/news/html", "640px")
        )
        self.assertEqual(
            [title.rstrip(".") for title in sent["preview"]["order"][:3]],
            [title.rstrip(".") for title in asked["arranged"][:3]],
        )
        text = (
            email.message_from_bytes(sink.messages[0]["data"], policy=email.policy.default)
            .get_body(("plain",))
            .get_content()
        )
        places = [re.sub(r"\s+", " ", text).index(title.rstrip(".")) for title in asked["arranged"]]
        self.assertEqual(places, sorted(places))

    def test_keys(self):
        ana, ben, cem = self.entered("Ana"), self.entered("Ben"), self.entered("Cem")
        self.assertEqual(cem.post("/account/keys", {"keys": "off"}).status, 303)
        seen = self.node(
            "keys.mjs",
            {
                "base": self.address(),
                "cookie": self.cookie(ana),
                "other": self.cookie(ben),
                "keys_off": self.cookie(cem),
            },
        )
        self.assertEqual(seen["errors"], [])
        self.assertEqual(seen["undone"], seen["start"])
        self.assertEqual((seen["preview_open"], seen["section"]), (True, "news"))
        self.assertTrue(seen["preview_follows"])
        self.assertEqual(
            (seen["typed"], seen["typing_decided"], seen["search_decided"]), (13, 0, 0)
        )
        self.assertEqual(seen["focus"], ["card", "card", "card"])
        self.assertIn("approve", seen["help"])
        self.assertEqual(seen["chosen"], "2 selected. Shift+A approves them.")
        self.assertEqual(seen["batch"], 2)
        self.assertEqual(seen["refused"], {"gone": True, "left": 0, "kept": "What I wrote."})
        self.assertTrue(seen["both"])
        self.assertEqual(seen["kept_mine"], "/queue")
        self.assertEqual(
            (seen["waited"], seen["asked"], seen["undone_from_log"]),
            ("Half a sentence", "beforeunload", True),
        )
        self.assertEqual(seen["cut"], 0)
        self.assertTrue(seen["switched_off"])

    def test_others_act_in_between(self):
        """The session ends while a summary is typed; somebody else changes one of two selected
        items; a card that is only fetched ahead does not count as opened."""
        seen = self.node(
            "again.mjs",
            {
                "base": self.address(),
                "name": "Ana",
                "password": PASSWORD,
                "cookie": self.cookie(self.entered("Ana")),
                "other": self.cookie(self.entered("Ben")),
            },
        )
        self.assertEqual(seen["errors"], [])
        self.assertEqual(seen["kept"], "Typed while the session ended.")
        shown = self.objects("show", seen["item"], now=WEEK_2)[0]
        self.assertEqual(
            (shown["state"], shown["summary"]), ("approved", "Typed while the session ended.")
        )
        self.assertEqual((seen["rows"], seen["fewer"]), ([False, True], 1))
        self.assertIn("somebody else changed it in between", seen["batch"])
        self.assertIn(
            self.objects("show", seen["chosen"][1], now=WEEK_2)[0]["title"][:60], seen["batch"]
        )
        self.assertFalse(seen["ahead"])

    def press(self, keys, by):
        """The keys, in a browser that has just logged in."""
        return self.node(
            "press.mjs",
            {
                "base": self.address(),
                "cookie": self.cookie(self.entered("Ana")),
                "keys": keys,
                "by": by,
            },
        )

    def test_one_key_takes_back_after_a_restart_and_from_another_browser(self):
        # One key a decision, three with another section.
        done = self.press(["a", "r", "l", ["s", "2", "a"], "r"], -1)
        self.assertEqual(done["left"], [done["start"] - n for n in range(1, 6)])
        rows = self.rows(
            "SELECT id, item, verb_word(verb), edited FROM decision ORDER BY id DESC LIMIT 5"
        )
        rows.reverse()
        self.assertEqual(
            [verb for _, _, verb, _ in rows], ["approve", "reject", "defer", "approve", "reject"]
        )
        self.assertEqual([str(item) for _, item, _, _ in rows], done["cards"][:5])
        self.assertEqual(rows[3][3], 1)  # EDITED_SECTION
        self.kill()
        self.serve(now=WEEK_2)
        back = self.press(["z"] * 5, 1)
        self.assertEqual(back["left"], [done["start"] - n for n in range(4, -1, -1)])
        self.assertEqual(back["cards"][1:], done["cards"][4::-1])
        undone = self.rows(
            "SELECT undoes FROM decision WHERE undoes IS NOT NULL ORDER BY id DESC LIMIT 5"
        )
        self.assertEqual([id for (id,) in undone], [id for id, _, _, _ in rows])


if __name__ == "__main__":
    prepare()
    unittest.main()
