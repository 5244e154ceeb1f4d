#!/usr/bin/env python3
"""The words for readers: every key is used, every key that is used is there, in every language.

A word of another language has the places of the English one, and as many forms as the plural rules
of its language have categories (Unicode CLDR).
"""
import re
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
FOLDER = TOP / "templates/words"
LINE = re.compile(r'([a-z0-9_]+) = "([^"]+)"')
PLACE = re.compile(r"\{[a-z]*\}")
FORMS = {"ar": 6}
DATES = ("date_", "month_unknown", "fact_date")


def words_of(path, wrong):
    words = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = LINE.fullmatch(line)
        if match and match[1] not in words:
            words[match[1]] = match[2]
        elif line and not line.startswith("#"):
            wrong.append(f"{path.name}:{number}: not a word, or one that is there twice: {line}")
    return words


def used_keys():
    for path in (TOP / "src").rglob("*.[ch]"):
        for key in re.findall(r"\bWORD_([a-z0-9_]+)\b", path.read_text(encoding="utf-8")):
            yield key, path
    for path in (TOP / "templates").glob("*.mustache"):
        for key in re.findall(r"\{\{[#&]?words\.(\w+)", path.read_text(encoding="utf-8")):
            yield key, path


def compare(language, english, words):
    for key, text in words.items():
        if key not in english:
            yield f"{language}.conf: {key} is no word of en.conf"
            continue
        places, wanted = set(PLACE.findall(text)), set(PLACE.findall(english[key]))
        # A form for one thing may do without its number; dates are put together in many ways.
        missing = wanted - places if "|" not in text else set()
        if not key.startswith(DATES) and (places - wanted or missing):
            yield f"{language}.conf: {key} has other places than in English"
        if "|" in english[key]:
            forms = 12 if key == "months" else FORMS.get(language.split("-")[0], 2)
            if len(text.split("|")) != forms:
                yield f"{language}.conf: {key} must have {forms} forms"


def main():
    wrong = []
    english = words_of(FOLDER / "en.conf", wrong)
    used = dict(used_keys())
    wrong += [f"en.conf: {key} is used nowhere" for key in english if key not in used]
    wrong += [
        f"{p.relative_to(TOP)}: en.conf has no {k}" for k, p in used.items() if k not in english
    ]
    for path in sorted(FOLDER.glob("*.conf")):
        if path.stem != "en":
            wrong += compare(path.stem, english, words_of(path, wrong))
    print("\n".join(wrong) or f"{len(english)} words", file=sys.stderr if wrong else sys.stdout)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
