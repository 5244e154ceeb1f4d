#!/usr/bin/env python3
"""sections.py CUES ITEMS.jsonl OWN.tsv [--table]: how well news are filed by their cues.

CUES is the program section_cues. The model is trained on four fifths of ITEMS and all of OWN, and
asked about the fifth that is left, five times. What a source or an address decides is left out.
With --table: trained on all, the weights for src/judge/section_model.c."""
import json
import math
import random
import subprocess
import sys

SECTIONS = ("news", "trials", "research")
FOLDS, ROUNDS, STEP, PENALTY = 5, 500, 2.0, 1.5
# The cues of where a study stands never speak for news.
NEVER_NEWS = range(11)
HIGH, MEDIUM = 300, 120  # MARGIN_HIGH, MARGIN_MEDIUM


def read(items, own):
    with open(items, encoding="utf-8") as f:
        found = [json.loads(line) for line in f]
    found = [item for item in found if not item["doubtful"] and item["kind"] != "pubmed"]
    with open(own, encoding="utf-8") as f:
        for line in f:
            label, title, text = line.rstrip("\n").split("\t")
            found.append({"label": label, "title": title, "text": text, "own": True})
    return found


def features(cues, items):
    names = subprocess.check_output([cues, "names"], text=True).splitlines()
    lines = "".join(json.dumps(item) + "\n" for item in items)
    said = subprocess.run([cues], input=lines, capture_output=True, text=True, check=True).stdout
    alone, stands = names.index("stands alone"), names.index("stands")
    rows = []
    for line in said.splitlines():
        title, text = map(int, line.split())
        row = [i for i in range(len(names)) if title >> i & 1]
        row += [len(names) + i for i in range(len(names)) if text >> i & 1]
        if title >> alone & 1 and text >> stands & 1:
            row.append(2 * len(names))
        rows.append(row + [2 * len(names) + 1])
    return names, rows


def scores(weights, row):
    return [sum(of_section[i] for i in row) for of_section in weights]


def train(rows, labels, width):
    """Multinomial logistic regression by gradient descent; the last feature is the bias."""
    weights = [[0.0] * width for _ in SECTIONS]
    for _ in range(ROUNDS):
        gradient = [[PENALTY * w for w in of_section] for of_section in weights]
        for row, label in zip(rows, labels):
            said = scores(weights, row)
            parts = [math.exp(s - max(said)) for s in said]
            for k, of_section in enumerate(gradient):
                error = parts[k] / sum(parts) - (label == k)
                for i in row:
                    of_section[i] += error
        for k, of_section in enumerate(gradient):
            of_section[-1] -= PENALTY * weights[k][-1]
            for i, slope in enumerate(of_section):
                weights[k][i] -= STEP * slope / len(rows)
        for i in (cue + at for cue in NEVER_NEWS for at in (0, width // 2 - 1)):
            weights[0][i] = min(weights[0][i], weights[1][i])
    return weights


def cross_validate(items, rows, labels, width):
    tried = [i for i, item in enumerate(items) if "own" not in item]
    own = [i for i, item in enumerate(items) if "own" in item]
    random.Random(1).shuffle(tried)
    answers = []
    for fold in range(FOLDS):
        asked = set(tried[fold::FOLDS])
        taught = [i for i in tried if i not in asked] + own
        weights = train([rows[i] for i in taught], [labels[i] for i in taught], width)
        for i in sorted(asked):
            said = scores(weights, rows[i])
            best = max(range(len(SECTIONS)), key=lambda k: said[k])
            margin = 100 * (said[best] - sorted(said)[-2])
            answers.append((i, best, margin))
    return answers


def report(items, labels, answers):
    right = [(labels[i] == best) for i, best, _ in answers]
    print(f"accuracy {sum(right) / len(right):.3f} of {len(right)}")
    for k, section in enumerate(SECTIONS):
        of = [best == k for i, best, _ in answers if labels[i] == k]
        print(f"recall of {section} {sum(of) / len(of):.3f} of {len(of)}")
    for word, low, high in (("high", HIGH, 1e9), ("medium", MEDIUM, HIGH), ("low", 0, MEDIUM)):
        of = [labels[i] == best for i, best, margin in answers if low <= margin < high]
        print(f"{word}: right {sum(of)} of {len(of)}")
    for i, best, margin in sorted(answers, key=lambda answer: -answer[2]):
        if best != labels[i]:
            print(f"{margin:5.0f} {SECTIONS[best]} for {items[i]['label']}: {items[i]['title']}")


def table(names, weights):
    """Relative to news, in hundredths."""
    over = [[round(100 * (w - n)) for w, n in zip(of, weights[0])] for of in weights[1:]]
    text = len(names)
    for i, name in enumerate(names):
        pairs = ", ".join(f"{{{of[i]}, {of[text + i]}}}" for of in over)
        print(f"\t[CUE_{name.upper().replace(' ', '_')}] = {{{pairs}}},")
    print(f"both {over[0][-2]}, {over[1][-2]}; bias {over[0][-1]}, {over[1][-1]}")


def main():
    items = read(sys.argv[2], sys.argv[3])
    names, rows = features(sys.argv[1], items)
    labels = [SECTIONS.index(item["label"]) for item in items]
    width = 2 * len(names) + 2
    if "--table" in sys.argv:
        table(names, train(rows, labels, width))
    else:
        report(items, labels, cross_validate(items, rows, labels, width))


if __name__ == "__main__":
    main()
