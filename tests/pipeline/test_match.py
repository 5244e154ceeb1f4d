"""`tidings match`: which records are one publication, and how well on collections that people
labelled (../shared/cases/dedup, skipped where they are not)."""
import json
import os
import random
import subprocess
import sys
import unittest
from collections import Counter

from pipeline import SHARED, TIDINGS, unless_sanitized

DEDUP = f"{SHARED}/cases/dedup"
PAPER = {
    "title": "Autologous stem cells for scleroderma of the hands",
    "authors": "Rossi, Anna; Weber, Max",
    "journal": "Skin Research",
    "year": "2020",
    "volume": "12",
    "pages": "101-109",
}


def run(lines, *options):
    return subprocess.run(
        [TIDINGS, "match", *options], input=lines, capture_output=True, text=True, timeout=300
    )


def lines_of(*records):
    return "".join(json.dumps(record) + "\n" for record in records)


def groups(lines, *options):
    """The sets of ids that are one."""
    done = run(lines, "--batch", *options)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    sets = {}
    for line in done.stdout.splitlines():
        name, group = line.split("\t")
        sets.setdefault(group, set()).add(name)
    return {frozenset(members) for members in sets.values()}


class Match(unittest.TestCase):
    def test_groups_and_reasons(self):
        text = lines_of(
            {"id": "a", **PAPER},
            {"id": "b", **PAPER, "authors": "A. Rossi and M. Weber", "pages": "101-9"},
            {"id": "c", **PAPER, "title": "Erratum: " + PAPER["title"], "pages": "400"},
            {"id": "d", **PAPER, "volume": "14"},
            {"id": 5, "title": None, "authors": None},
        )
        sets = {frozenset("ab"), frozenset("c"), frozenset("d"), frozenset("5")}
        self.assertEqual(groups(text), sets)
        told = {tuple(line.split("\t")[:3]) for line in run(text).stdout.splitlines()}
        self.assertLessEqual({("same", "a", "b"), ("possible", "a", "d")}, told)
        self.assertIn(("related", "a", "c"), told)

    def test_news_and_related(self):
        words = " ".join(f"word{i}" for i in range(90))
        news = {"title": "Stem cells heal the hands of patients", "abstract": words, "day": 3}
        preprint = {**PAPER, "journal": "medRxiv", "doi": "10.1101/2019.01.02.19001234"}
        text = lines_of(
            {"id": "n1", **news, "source": "Wire"},
            {"id": "n2", **news, "title": news["title"] + " | Daily", "abstract": f"X -- {words}"},
            {"id": "n3", **news, "abstract": "It is another text of the same day."},
            {"id": "p", **PAPER},
            {"id": "pre", **preprint, "volume": "", "pages": ""},
        )
        self.assertIn(frozenset({"n1", "n2"}), groups(text))
        self.assertIn(frozenset({"pre"}), groups(text))
        self.assertIn(frozenset({"p", "pre"}), groups(text, "--related"))
        self.assertIn(frozenset({"n1", "n2"}), groups(text, "--related"))
        self.assertIn("possible\tn1\tn3\t", run(text).stdout)

    def test_hostile_lines(self):
        big = "x" * 100_000
        text = lines_of(
            {"id": "a", "title": big, "authors": " and " * 9999, "pages": "-" * 9999},
            {"id": "b", "title": [1], "authors": {"x": 1}, "year": -4, "day": 10**15},
            {"id": "t\tab", "title": "x"},
            {"title": "no id"},
        )
        done = run(text + '{"id":\n[]\n', "--batch")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, "a\ta\nb\tb\n")
        self.assertEqual(done.stderr.count("tidings: "), 4)
        self.assertEqual(run("", "--batch").stdout, "")

    def test_lines_as_editors_save_them(self):
        one, two = ({"id": name, **PAPER} for name in "ab")
        text = "\ufeff" + lines_of(one, two)
        self.assertEqual(groups(text.replace("\n", "\r\n")), {frozenset("ab")})

    def test_what_is_wrong_is_said_with_its_line(self):
        text = lines_of({"id": "a"}, {"id": "b"}, {"id": "a"}, {"id": "c\rd"}, {"id": "e\0f"})
        done = run(text + "{", "--batch")
        self.assertEqual((done.returncode, done.stdout), (1, "a\ta\nb\tb\n"))
        told = [line.split(": ")[1] for line in done.stderr.splitlines()]
        self.assertEqual(told, ["line 3", "line 4", "line 5", "line 6"])
        folder = os.open("/", os.O_RDONLY)
        self.addCleanup(os.close, folder)
        done = subprocess.run([TIDINGS, "match"], stdin=folder, capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot be read", done.stderr)


@unittest.skipUnless(os.path.isdir(DEDUP), "there are no labelled collections")
class Collections(unittest.TestCase):
    def setUp(self):
        sys.path.insert(0, DEDUP)
        import score

        self.score = score
        self.addCleanup(sys.path.remove, DEDUP)

    def records(self, name):
        with open(f"{DEDUP}/{name}/records.jsonl", encoding="utf-8") as file:
            return file.read()

    def scored(self, name, *options):
        text = self.records(name)
        system = {}
        for members in groups(text, *options):
            for member in members:
                system[member] = min(members)
        return self.score.score([json.loads(line) for line in text.splitlines()], system)

    def test_reviews(self):
        all_sets = Counter()
        for name in ("stroke", "respiratory", "digital_work", "copper"):
            scored = self.scored(name)
            all_sets.update({key: scored[key] for key in ("TP", "FP", "FN")})
        tp, fp, fn = (all_sets[key] for key in ("TP", "FP", "FN"))
        self.assertLessEqual(fp, 2)
        self.assertGreaterEqual(2 * tp / (2 * tp + fp + fn), 0.994)

    def test_tricky_pairs(self):
        sets = groups(self.records("bibdedupe_cases"))
        with open(f"{DEDUP}/bibdedupe_cases/pairs.tsv", encoding="utf-8") as file:
            for line in file:
                one, other, same, why = line.rstrip("\n").split("\t")
                joined = any({one, other} <= members for members in sets)
                self.assertEqual(joined, same == "1", why)

    def test_preprints(self):
        self.assertEqual(self.scored("medrxiv_gold")["pair_tp"], 0)
        scored = self.scored("medrxiv_gold", "--related")
        self.assertGreaterEqual(scored["pair_p"], 0.999)
        self.assertGreaterEqual(scored["pair_r"], 0.995)

    def test_syndicated_news(self):
        self.assertGreaterEqual(self.scored("synd_1")["f1"], 0.997)

    def test_order_of_arrival(self):
        for name in ("stroke", "respiratory", "digital_work", "copper", "medrxiv_gold", "synd_1"):
            options = ["--related"] if name == "medrxiv_gold" else []
            lines = self.records(name).splitlines()
            first = groups("\n".join(lines), *options)
            for seed in range(unless_sanitized(20, 2)):
                random.Random(seed).shuffle(lines)
                self.assertEqual(groups("\n".join(lines), *options), first, f"{name}, {seed}")


if __name__ == "__main__":
    unittest.main()
