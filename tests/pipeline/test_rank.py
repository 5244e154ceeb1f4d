"""`tidings rank`: the order of a queue as it learns, and how well on collections that people
screened (../shared/cases/triage, skipped where they are not)."""
import json
import os
import re
import subprocess
import sys
import unittest

from pipeline import SHARED, TIDINGS, unless_sanitized

TRIAGE = f"{SHARED}/cases/triage"
SETS = ["Cohen_NSAIDS", "Cohen_Estrogens", "Cohen_ADHD"]
SETS = unless_sanitized(SETS, SETS[:1])


def rank(*requests):
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    return subprocess.run(
        [TIDINGS, "rank", "--batch"], input=lines, capture_output=True, text=True, timeout=60
    )


def added(*titles):
    return [
        {"op": "add", "id": f"t{i}", "title": title, "abstract": "", "source": ""}
        for i, title in enumerate(titles)
    ]


def decided(name, approve):
    return {"op": "decide", "id": name, "approve": approve}


ORDER = {"op": "rank", "limit": 10}
TEXTS = added(
    "Ulcers of the fingers",
    "Crisis of the kidneys",
    "Kidneys in crisis again",
    "Fingers with ulcers again",
    "Hands",
)


class Protocol(unittest.TestCase):
    def answers(self, *requests):
        done = rank(*requests)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_what_waits_comes_in_the_order_that_was_taught(self):
        before, after, few, other = self.answers(
            *TEXTS,
            ORDER,
            decided("t0", True),
            decided("t1", False),
            ORDER,
            {"op": "rank", "limit": 1},
            decided("t0", False),
            decided("t1", True),
            ORDER,
            {"op": "quit"},
        )
        self.assertEqual(before, ["t0", "t1", "t2", "t3", "t4"])
        self.assertEqual(after, ["t3", "t4", "t2"])
        self.assertEqual(few, ["t3"])
        self.assertEqual(other[0], "t2")

    def test_what_is_taken_back_waits_again(self):
        (answer,) = self.answers(*TEXTS, decided("t1", False), decided("t1", None), ORDER)
        self.assertEqual(sorted(answer), ["t0", "t1", "t2", "t3", "t4"])

    def test_an_empty_queue_has_an_order(self):
        self.assertEqual(self.answers(ORDER), [[]])

    def test_ids_come_back_as_they_went(self):
        odd = 'a"\u202e\u00e9\t'
        self.assertEqual(self.answers({"op": "add", "id": odd}, ORDER), [[odd]])

    def test_what_is_no_request_is_said_and_the_rest_is_answered(self):
        for wrong, word in [
            ({"op": "add"}, "id"),
            ({"op": "add", "id": "t0"}, "already"),
            (decided("t9", True), "t9"),
            (decided("t1", "yes"), "approve"),
            ({"op": "rank", "limit": -1}, "limit"),
            ({"op": "rank", "limit": "all"}, "limit"),
            ({"op": "sort"}, "op"),
            ({}, "op"),
            ([1], "op"),
        ]:
            with self.subTest(wrong=wrong):
                done = rank(*TEXTS, wrong, ORDER)
                self.assertIn(word, done.stderr)
                self.assertEqual(len(json.loads(done.stdout)), 5)


@unittest.skipUnless(os.path.isdir(TRIAGE), "there is no ../shared/cases/triage")
class Collections(unittest.TestCase):
    """Floors, somewhat under what is reached: with few seeds, as ASReview screens."""

    def measured(self, mode, name, *sets):
        done = subprocess.run(
            [sys.executable, f"{TRIAGE}/simulate.py", "--cmd", f"{TIDINGS} rank --batch"]
            + ["--mode", mode, "--batch", "geo", "--seeds", "2"]
            + [f"{TRIAGE}/{one}" for one in sets],
            capture_output=True,
            text=True,
            timeout=500,
        )
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return [float(value) for value in re.findall(rf"\b{name}=([\d.]+)", done.stdout)]

    def test_screening_finds_what_was_wanted_early(self):
        *_, mean = self.measured("screen", "loss", *SETS)
        self.assertLess(mean, 0.115)

    def test_nearly_all_is_found_early(self):
        nsaids, *_ = self.measured("screen", "wss95", SETS[0])
        self.assertGreater(nsaids, 0.6)

    def test_each_day_is_ordered_by_the_days_before(self):
        (nsaids,) = self.measured("stream", "auc", SETS[0])
        self.assertGreater(nsaids, 0.91)


if __name__ == "__main__":
    unittest.main()
