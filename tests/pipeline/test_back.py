#!/usr/bin/env python3
"""Looking back: known deeds of twelve weeks, and every number that is told of them, by the desk,
its tables and the command line."""
import csv
import io
import math
import re
import unittest
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desk import DeskTest, plain
from pipeline import LOOPBACK, feed_block, site_block
from world import WorldTest, rss, rss_item

ZONE = "America/New_York"
SITE = site_block("A Desk", f'timezone = "{ZONE}"') + LOOPBACK
HOSTILE = "<b>Bold</b> & =1+1"  # the name of a source: in pages, pictures and tables
SOURCES = (
    feed_block(HOSTILE, "hostile.xml")
    + feed_block("News", "news.xml")
    + feed_block("auto", "auto.xml", 'approve = "auto"')
    + feed_block("Silent", "silent.xml")
)
NOW = "2027-01-07T15:00:00Z"  # the last week began on Monday, January 4th
WEEKS = [f"2026-W{n}" for n in range(43, 54)] + ["2027-W01"]
NUMBERS = ("brought", "approved", "rejected", "deferred", "waiting")


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def week_of(text):
    year, week, _ = instant(text).astimezone(ZoneInfo(ZONE)).isocalendar()
    return f"{year}-W{week:02}"


def share(seconds, percent):
    """The nearest rank, counted otherwise than the program does."""
    ordered = sorted(seconds)
    return ordered[math.ceil(len(ordered) * percent / 100) - 1] if ordered else None


class Expected:
    """What is expected of one source or editor, added up deed by deed."""

    def __init__(self):
        self.weeks = {week: dict.fromkeys(NUMBERS, 0) for week in WEEKS}
        self.seconds = []

    def add(self, week, *what):
        for one in what:
            self.weeks[week][one] += 1

    def numbers(self):
        return {what: sum(week[what] for week in self.weeks.values()) for what in NUMBERS}


class Back(WorldTest, DeskTest):
    def setUp(self):
        super().setUp()
        self.configure(SITE + SOURCES)
        self.stories = {"hostile.xml": [], "news.xml": [], "auto.xml": [], "silent.xml": []}
        self.texts = {}  # of a story, when it says something else than at first

    def came(self, now, **stories):
        """The feeds have these stories more, and are visited."""
        for file, names in stories.items():
            self.stories[f"{file}.xml"] += names
        for file, names in self.stories.items():
            items = (
                rss_item(
                    title=f"Of {n}",
                    link=f"https://{file}.example/{n}",
                    guid=f"{file}{n}",
                    description=self.texts.get(n, "A text."),
                )
                for n in names
            )
            self.write_feed(file, rss(file, *items))
        with self.replay() as replay:
            self.port = replay.port
            self.tidings("fetch", HOSTILE, "News", "auto", "Silent", now=now)

    def id(self, story):
        """The item that has the story as a copy, whatever it is called after a merge."""
        return self.rows("SELECT item FROM entry WHERE native LIKE ?", f"%.xml{story}")[0][0]

    def decide(self, verb, story, now, editor, *more):
        self.tidings(verb, self.id(story), *more, "--as", editor, now=now)

    def deeds(self):
        """Twelve weeks; gives what is expected of sources and of editors."""
        before, sunday, monday = (
            "2026-10-18T12:00:00Z",  # of the week before the first
            "2026-11-02T04:30:00Z",  # the day on which the clocks went back, in New York
            "2026-11-02T05:30:00Z",
        )
        first, eve, day = "2026-10-19T04:00:00Z", "2027-01-01T04:59:00Z", "2027-01-04T05:00:00Z"
        self.came(before, hostile=["ant"])
        self.came(first, hostile=["bee", "cat"], news=["dog"])
        self.came(sunday, news=["elk", "fox"], hostile=["gnu"])
        self.texts["cat"] = "Another text."  # a new version of what was brought already
        self.came(monday, hostile=["hen"], auto=["ibis", "jay"])
        versions = "SELECT count(*), sum(first) FROM entry WHERE native = 'hostile.xmlcat'"
        self.assertEqual(self.rows(versions), [(2, 1)])
        self.came(eve, news=["kite", "lark", "mole"])
        self.came(day, hostile=["newt"], news=["pika"])
        self.tidings("add", "--title", "An owl by hand", "--as", "Zoe", now=day)
        self.decide("approve", "bee", "2026-10-19T09:00:00Z", "Zoe")  # after 5 hours
        self.decide("approve", "bee", "2026-10-27T09:00:00Z", "ana", "--summary", "Own words.")
        self.decide("reject", "cat", sunday, "Zoe")  # after two weeks and half an hour
        self.decide("approve", "dog", sunday, "ana")
        self.tidings("undo", self.id("dog"), "--as", "ana", now=sunday)
        self.decide("defer", "dog", monday, "ana", "--until", "2027-02-01T12:00:00Z")
        self.decide("approve", "ant", monday, "Zoe")  # came before the twelve weeks
        self.decide("defer", "gnu", monday, "Zoe", "--until", "2026-12-01T12:00:00Z")  # is back
        # Two copies of one: each counts for its source.
        self.tidings("merge", self.id("hen"), self.id("elk"), "--as", "Zoe", now=monday)
        self.decide("approve", "hen", "2026-11-02T06:30:00Z", "Zoe")  # an hour later
        self.tidings("publish", now=eve)
        self.decide("withdraw", "hen", eve, "Zoe", "--reason", "Wrong.")
        # A copy of what was decided long before it came.
        self.tidings("merge", self.id("bee"), self.id("pika"), "--as", "Zoe", now=day)
        self.add_editor("Zoe", "senior")
        self.serve(now=day)
        self.batch(["kite", "lark", "mole"])
        return self.expected(
            {
                HOSTILE: [
                    (first, "approved", 5 * 3600),
                    (first, "rejected", 14 * 86400 + 1800),
                    (sunday, "waiting", None),
                    (monday, "approved", 3600),
                    (day, "waiting", None),
                ],
                "News": [
                    (first, "deferred", None),
                    (sunday, "approved", 2 * 3600),
                    (sunday, "waiting", None),
                    *[(eve, "rejected", 3 * 86400 + 60)] * 3,
                    (day, "approved", None),
                ],
                "auto": [(monday, "approved", None)] * 2,
                "Added by hand": [(day, "waiting", None)],
                "Silent": [],
            },
            {
                "Zoe": [
                    (first, "approved", 5 * 3600),
                    (sunday, "rejected", 14 * 86400 + 1800),
                    (monday, "approved", 14 * 86400 + 17 * 3600 + 1800),
                    (monday, "deferred", None),
                    (monday, "approved", 3600),
                    (day, "brought", None),
                    *[(day, "rejected", 3 * 86400 + 60)] * 3,
                ],
                "ana": [("2026-10-27T09:00:00Z", "approved", None), (monday, "deferred", None)],
            },
        )

    def batch(self, stories):
        """One decision on all of them, at the desk."""
        zoe = self.entered("Zoe")
        items = [
            f"{id}_{self.rows('SELECT version FROM item WHERE id = ?', id)[0][0]}"
            for id in map(self.id, stories)
        ]
        answer = zoe.post("/batch", {"do": "reject", "item": items, "reason": "off topic"})
        self.assertEqual(answer.status, 303, plain(answer.text))

    @staticmethod
    def expected(sources, editors):
        def add_up(deeds, *also):
            row = Expected()
            for at, what, seconds in deeds:
                row.add(week_of(at), what, *also)
                row.seconds += [] if seconds is None else [seconds]
            return row

        return (
            {name: add_up(deeds, "brought") for name, deeds in sources.items()},
            {name: add_up(deeds) for name, deeds in editors.items()},
        )

    def check_rows(self, rows, expected, of):
        self.assertEqual([row["name"] for row in rows[1:]], sorted(expected, key=str.casefold))
        self.assertIsNone(rows[0]["name"])
        for row in rows[1:]:
            want = expected[row["name"]]
            with self.subTest(of=of, name=row["name"]):
                self.assertEqual({what: row[what] for what in NUMBERS}, want.numbers())
                weeks = {w["week"]: {what: w[what] for what in NUMBERS} for w in row["weeks"]}
                self.assertEqual(weeks, want.weeks)
                self.assertEqual(row["decided"], len(want.seconds))
                self.assertEqual(row["half_within"], share(want.seconds, 50))
                self.assertEqual(row["nine_in_ten_within"], share(want.seconds, 90))
        for what in NUMBERS:
            self.assertEqual(rows[0][what], sum(row[what] for row in rows[1:]))

    def check_page(self, page, rows, of):
        """The page says the same numbers in words, in tables and in pictures."""
        for row in rows:
            name = row["name"] or "all together"
            summary = f"Week by week : {name}"
            parts = [part for part in re.split(r"(?=<h3)", page) if summary in plain(part)]
            if not any(row[what] for what in NUMBERS):
                self.assertEqual(parts, [])
                continue
            with self.subTest(of=of, name=name):
                part = next(p for p in parts if (of == "source") == ("Brought " in plain(p)))
                words = plain(part)
                self.assertIn(f"pproved {row['approved']}, rejected {row['rejected']}, ", words)
                self.assertIn(f"put off {row['deferred']}", words)
                if row["decided"]:
                    self.assertIn(f"(of {row['decided']})", words)
                table = re.search(r"<tbody>(.*?)</tbody>", part, re.S)[1]
                cells = [re.findall(r">([^<]+)</t[hd]>", line) for line in table.split("</tr>")]
                count = 5 if of == "source" else 4
                self.assertEqual(
                    [line for line in cells if line],
                    [
                        [week["week"], *(str(week[what]) for what in NUMBERS[:count])]
                        for week in row["weeks"]
                    ],
                )
                self.check_picture(part, row, of)

    def check_picture(self, part, row, of):
        wholes = [
            week["brought"]
            if of == "source"
            else week["approved"] + week["rejected"] + week["deferred"]
            for week in row["weeks"]
        ]
        svg = re.search(r"<svg.*?</svg>", part, re.S)[0]
        heights = [int(h) for h in re.findall(r'height="(\d+)" fill-opacity', svg)]
        self.assertEqual(heights, [math.ceil(40 * n / max(wholes)) for n in wholes])
        described = re.search(r"<desc[^>]*>(.*?)</desc>", svg)[1]
        self.assertEqual(
            described,
            "; ".join(
                f"{week['week']}: {n}, {week['approved']}" for week, n in zip(row["weeks"], wholes)
            ),
        )

    def check_tables(self, browser, rows):
        for of in ("source", "editor"):
            answer = browser.get(f"/log/back.csv?table={of}s")
            self.assertIn("text/csv", answer.headers["Content-Type"])
            self.assertIn(f"{of}s.csv", answer.headers["Content-Disposition"])
            table = list(csv.reader(io.StringIO(answer.text)))[1:]
            self.assertEqual(
                [[cell if cell else None for cell in line] for line in table],
                [
                    [row["name"], *(str(row[what]) for what in NUMBERS), str(row["decided"])]
                    + [
                        None if row[key] is None else str(row[key])
                        for key in ("half_within", "nine_in_ten_within")
                    ]
                    for row in rows[of][1:]
                ],
            )
        lines = list(csv.reader(io.StringIO(browser.get("/log/back.csv").text)))[1:]
        self.assertEqual(
            lines,
            [
                [of, row["name"], week["week"], *(str(week[what]) for what in NUMBERS)]
                for of in ("source", "editor")
                for row in rows[of][1:]
                for week in row["weeks"]
            ],
        )

    def test_every_number_of_known_deeds(self):
        sources, editors = self.deeds()
        self.serve(now=NOW)
        told = self.objects("stats", now=NOW)
        rows = {of: [row for row in told if row["of"] == of] for of in ("source", "editor")}
        self.check_rows(rows["source"], sources, "source")
        self.check_rows(rows["editor"], editors, "editor")
        self.assertEqual([w["week"] for w in rows["source"][0]["weeks"]], WEEKS)
        zoe = self.entered("Zoe")
        page = zoe.get("/log/back").text
        self.assertNotIn("<b>Bold", page)
        self.assertIn("&lt;b&gt;Bold", page)
        self.check_page(page, rows["source"], "source")
        self.check_page(page, rows["editor"], "editor")
        self.check_tables(zoe, rows)
        words = self.tidings("stats", now=NOW)
        self.assertIn("Zoe: half within 4 days, all within 15 days", words)
        # A source that left the configuration, and one that brought nothing.
        self.assertIn("Silent", plain(page))
        self.configure(SITE + SOURCES.replace(feed_block("News", "news.xml"), ""))
        told = {row["name"]: row for row in self.objects("stats", now=NOW)}
        self.assertEqual((told["News"]["configured"], told["Silent"]["configured"]), (False, True))

    def test_nothing_yet(self):
        self.add_editor("Zoe")
        self.serve(now=NOW)
        page = plain(self.entered("Zoe").get("/log/back").text)
        self.assertIn("Nothing came and nothing was decided in these weeks.", page)


if __name__ == "__main__":
    unittest.main()
