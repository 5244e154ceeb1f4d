#!/usr/bin/env python3
"""sentences.py DRAFTED SHARED LABELS.tsv [--table]: how well the drafted sentence is chosen.

DRAFTED is the program drafted. LABELS.tsv says of sentences of the recorded papers and news in
SHARED, each by its fingerprint, whether an editor would take it: 2 yes, 1 as it is, 0 no. "all" is
said of every sentence of the text (0 where none is named), "some" of those that are named. Papers
are also trained on every other abstract of which the authors say where the conclusion is, with
their headings taken away: without a title, and a little with it, it is one of the conclusion's.
Tested is on a fifth of the texts, five times. With --table: trained on all, the weights for
src/judge/sentence_model.c. By hand, since it takes minutes."""
import glob
import gzip
import hashlib
import json
import math
import os
import random
import re
import subprocess
import sys
import tempfile

FOLDS, ROUNDS, STEP, PENALTY = 5, 250, 0.03, {"paper": 0.0015, "news": 0.004}
TARGET = {2: 1.0, 1: 0.8, 0: 0.0}
UNTITLED, TITLED = 0.6, 0.1  # what an abstract without its headings counts
HERE = os.path.dirname(os.path.abspath(__file__))


def fingerprint(text, size):
    return hashlib.blake2b(text.encode(), digest_size=size).hexdigest()


def drafted(program, names):
    """(traits of papers, traits of news, what the program says of each entry)."""
    run = subprocess.run(
        [program, "--traits"], input="\n".join(names), capture_output=True, text=True, check=True
    )
    lines = run.stdout.splitlines()
    names = [line.split() for line in lines if not line.startswith("{")]
    traits = {"paper": [], "news": []}
    for name, first, last in names:
        kind = "paper" if name.startswith("PAPER") else "news"
        traits[kind].append((name, int(first), int(last)))
    return traits, [json.loads(line) for line in lines if line.startswith("{")]


def recorded(shared, folder):
    """The files with recorded papers and news."""
    out = []
    for path in sorted(glob.glob(f"{shared}/cases/sources/*/*")):
        if path.endswith((".tsv", ".dtd")) or os.path.isdir(path):
            continue
        if path.endswith(".gz"):
            with gzip.open(path) as f, open(f"{folder}/{os.path.basename(path)[:-3]}", "wb") as g:
                g.write(f.read())
            path = f"{folder}/{os.path.basename(path)[:-3]}"
        out.append(path)
    with open(f"{shared}/cases/sections/items.jsonl", encoding="utf-8") as f:
        items = [json.loads(line) for line in f]
    with open(f"{folder}/sections.texts", "w", encoding="utf-8") as g:
        for item in items:
            text = {"id": "", "kind": "news", "title": item["title"], "text": item.get("text", "")}
            for key, beginning in (("pmid", "pmid:"), ("doi", "https://doi.org/")):
                if item.get("url", "").startswith(beginning):
                    text[key] = item["url"][len(beginning) :]
            g.write(json.dumps(text) + "\n")
    return out + [f"{folder}/sections.texts"]


def without_headings(shared, folder):
    """{id: conclusion} and the file with every other abstract, with and without its title."""
    with open(f"{HERE}/../conformance/drafted_sentences.py", encoding="utf-8") as f:
        source = f.read()
    parts = {"re": re}
    exec(source[source.index("HEADINGS_MIN") : source.index("def main")], parts)
    conclusions, seen = {}, set()
    with open(f"{folder}/conclusions.texts", "w", encoding="utf-8") as out:
        for path in sorted(glob.glob(f"{shared}/cases/triage/*/items.jsonl")):
            for line in open(path, encoding="utf-8"):
                item = json.loads(line)
                derived = parts["without_headings"](item.get("abstract") or "")
                if not derived or derived[0] in seen:
                    continue
                seen.add(derived[0])
                if len(seen) % 2:
                    continue
                for title in ("", item.get("title") or ""):
                    conclusions[str(len(conclusions))] = derived[1]
                    text = {"id": str(len(conclusions) - 1), "title": title, "text": derived[0]}
                    out.write(json.dumps(text) + "\n")
    return conclusions, f"{folder}/conclusions.texts"


def rows_of(entry, label):
    whole, grades = label
    out = []
    for choice in entry["choices"]:
        grade = grades.get(fingerprint(choice["sentence"], 4), 0 if whole else None)
        if grade is not None:
            out.append((grade, choice["traits"]))
    return out


def read_labels(path):
    labels = {}
    with open(path, encoding="utf-8") as f:
        for line in f:
            kind, title, whole, grades = line.rstrip("\n").split("\t")
            said = {k: int(v) for k, v in (g.split("=") for g in grades.split())}
            labels.setdefault((kind, title), []).append((whole == "all", said))
    return labels


def score(weights, traits):
    return sum(weights[t] for t in traits) + weights[-1]


def train(texts, width, penalty):
    """Logistic regression: `texts` are (what each counts, its rows). By Adam."""
    weights, first, second = [0.0] * (width + 1), [0.0] * (width + 1), [0.0] * (width + 1)
    count = sum(weight for weight, _ in texts)
    rows = [(w, TARGET[grade], traits + [width]) for w, of in texts for grade, traits in of]
    for n in range(1, ROUNDS + 1):
        slope = [0.0] * (width + 1)
        for weight, target, traits in rows:
            said = 0.0
            for t in traits:
                said += weights[t]
            error = weight * (1 / (1 + math.exp(-said)) - target)
            for t in traits:
                slope[t] += error
        for i, s in enumerate(slope):
            s = s / count + (penalty * weights[i] if i < width else 0)
            first[i] += 0.1 * (s - first[i])
            second[i] += 0.001 * (s * s - second[i])
            way = (first[i] / (1 - 0.9**n)) / (math.sqrt(second[i] / (1 - 0.999**n)) + 1e-8)
            weights[i] -= STEP * way * (0.2 if n > 0.7 * ROUNDS else 1)
    return weights


def test(kind, labelled, extra, width):
    random.Random(1).shuffle(labelled)
    found = [0, 0, 0, 0]
    for fold in range(FOLDS):
        learned = [text for i, text in enumerate(labelled) if i % FOLDS != fold] + extra
        weights = train(learned, width, PENALTY[kind])
        for _, rows in labelled[fold::FOLDS]:
            best = max(((score(weights, t), grade) for grade, t in rows), default=(0, 0))
            found[best[1] if rows else 3] += 1
    n = len(labelled)
    print(
        f"{kind}: of {n} texts {found[2] / n:.3f} good, {found[1] / n:.3f} acceptable, "
        f"{found[0] / n:.3f} bad, {found[3] / n:.3f} without",
        flush=True,
    )


def table(kind, traits, weights):
    print(f"static const short {kind.upper()}_WEIGHTS[{kind.upper()}_TRAIT_COUNT] = {{")
    for name, first, last in traits:
        line = f"\t[{name}] ="
        for w in weights[first : last + 1]:
            item = f" {round(100 * w)},"
            if len(line.expandtabs(4)) + len(item) > 100:
                print(line)
                line = "\t\t"
            line += item.lstrip() if line == "\t\t" else item
        print(line)
    print(f"}};\nenum {{ {kind.upper()}_BIAS = {round(100 * weights[-1])} }};")


def main():
    program, shared, labels = sys.argv[1:4]
    labels = read_labels(labels)
    with tempfile.TemporaryDirectory() as folder:
        conclusions, abstracts = without_headings(shared, folder)
        traits, entries = drafted(program, recorded(shared, folder) + [abstracts])
    texts = {"paper": ([], []), "news": ([], [])}
    for entry in entries:
        kind = "news" if entry["kind"] == "news" else "paper"
        if entry["file"].endswith("conclusions.texts"):
            of = conclusions[entry["id"]]
            rows = [(2 if c["sentence"] in of else 0, c["traits"]) for c in entry["choices"]]
            texts["paper"][1].append((TITLED if entry["title"] else UNTITLED, rows))
            continue
        for label in labels.pop((kind, fingerprint(entry["title"].strip(), 6)), []):
            rows = rows_of(entry, label)
            few = not label[0] and len(label[1]) == 1
            texts[kind][few].append((1, rows))
    for kind, (labelled, extra) in texts.items():
        width = traits[kind][-1][2] + 1
        if "--table" in sys.argv:
            table(kind, traits[kind], train(labelled + extra, width, PENALTY[kind]))
        else:
            test(kind, labelled, extra, width)
    if labels:
        print(f"{len(labels)} labels are of texts that are not there", file=sys.stderr)


if __name__ == "__main__":
    main()
