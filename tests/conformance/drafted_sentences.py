#!/usr/bin/env python3
"""The drafted sentence is one of the conclusion's.

Structured abstracts are taken from recorded search results, and their headings removed, so that
only the sentences themselves tell where the conclusion is.
usage: drafted_sentences.py DRAFTED_PROGRAM SHARED_FOLDER [--show]
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

PROGRAM, SHARED = sys.argv[1:3]
SHOW = "--show" in sys.argv
AT_LEAST = 0.99
HEADINGS_MIN = 3
# "RESULTS:" or "Study selection:" at the beginning of a sentence.
HEADING = re.compile(
    r"(?:^|(?<=[.?!)\]]\s)|(?<=\n))"
    r"([A-Z][A-Z&/,()\- ]{3,60}"
    r"|(?:Background|Methods?|Results?|Conclusions?|Objectives?|Aims?|Purpose|Introduction"
    r"|Discussion|Interpretation|Findings|Design|Setting)[A-Za-z ,&/()\-]{0,40}):\s+"
)


def without_headings(abstract):
    """(the abstract without headings, its conclusion), or None when it has too few headings or no
    conclusion."""
    found = list(HEADING.finditer(abstract))
    if len(found) < HEADINGS_MIN:
        return None
    parts, conclusion = [abstract[: found[0].start()]], ""
    for i, heading in enumerate(found):
        end = found[i + 1].start() if i + 1 < len(found) else len(abstract)
        parts.append(abstract[heading.end() : end].strip())
        if heading[1].upper().startswith("CONCLUSION"):
            conclusion = parts[-1]
        elif conclusion and not re.search(r"(?i)regist|fund|trial|level", heading[1]):
            conclusion += " " + parts[-1]  # "Clinical implications", which conclude as well
    return (" ".join(p for p in parts if p), conclusion) if conclusion else None


def main():
    items = sorted(glob.glob(os.path.join(SHARED, "cases/triage/*/items.jsonl")))
    if not items:
        print("skipped: no recorded abstracts")
        return 77
    conclusions, seen = {}, set()
    with tempfile.NamedTemporaryFile("w", suffix=".texts") as texts:
        for line in (line for path in items for line in open(path)):
            derived = without_headings(json.loads(line).get("abstract") or "")
            if derived and derived[0] not in seen:
                seen.add(derived[0])
                conclusions[str(len(conclusions))] = derived[1]
                name = str(len(conclusions) - 1)
                texts.write(json.dumps({"id": name, "title": "", "text": derived[0]}) + "\n")
        texts.flush()
        out = subprocess.run(
            [PROGRAM], input=texts.name, capture_output=True, text=True, check=True
        ).stdout
    right = empty = 0
    for line in out.splitlines():
        drafted = json.loads(line)
        conclusion = conclusions[drafted["id"]]
        is_right = bool(drafted["sentence"]) and drafted["sentence"] in conclusion
        right += is_right
        empty += not drafted["sentence"]
        if SHOW and not is_right:
            print(f"- {drafted['sentence']}\n  {conclusion}\n")
    share = right / len(conclusions)
    print(
        f"{len(conclusions)} abstracts: of {share:.4f} the sentence is one of the conclusion's, "
        f"asked >= {AT_LEAST}; without one: {empty}"
    )
    return share < AT_LEAST


if __name__ == "__main__":
    sys.exit(main())
