"""Reads C as it is laid out here: comments, functions, calls. Used by style_test.py.

A function begins with a brace in the first column and ends with one there; its declaration stands
on the lines above it. Nothing is compiled, so the whole of src/ takes about a second.
"""
import re
from typing import NamedTuple

TOKENS = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)
ATTRIBUTES = re.compile(r"PRINTF\([^)]*\)|__attribute__\(\(.*?\)\)|\bMUST_USE\b")
ASSERT = re.compile(r"\b(?:static_)?assert\s*\(")


class Function(NamedTuple):
    line: int  # of the opening brace, from 1
    name: str
    static: bool
    parameters: int
    lines: int  # of the body, both braces counted


def blanked(text, keep_strings):
    """The text with its comments (and what is in its strings) as blanks; all else stays put."""

    def blank(match):
        token = match.group()
        if token[0] == "/":
            return re.sub(r"[^\n]", " ", token)
        return token if keep_strings else token[0] + " " * (len(token) - 2) + token[-1]

    return TOKENS.sub(blank, text)


def comments(text):
    """(line, comment) for each /* comment */ of the text."""
    for match in TOKENS.finditer(text):
        if match.group().startswith("/*"):
            yield line_of(text, match.start()), match.group()


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def arguments(plain, text, at):
    """The arguments of the call whose first argument begins at `at`. Strings in `plain` are blank,
    so that no bracket in one is counted; the arguments are taken from `text`."""
    depth, start, found = 0, at, []
    for i in range(at, len(plain)):
        c = plain[i]
        if c in "([{":
            depth += 1
        elif c in ")]}":
            if depth == 0:
                return found + [text[start:i].strip()]
            depth -= 1
        elif c == "," and depth == 0:
            found.append(text[start:i].strip())
            start = i + 1
    return found


def _declaration(lines, brace):
    """The lines above the brace, up to the end of what stands before them."""
    first = brace
    while first > 0:
        above = lines[first - 1].rstrip()
        if not above or above.startswith(("}", "#")) or above.endswith(";"):
            break
        first -= 1
    return " ".join(line.strip() for line in lines[first:brace])


def functions(plain):
    """Every function of a file whose comments and strings are blank."""
    lines = plain.split("\n")
    for number, line in enumerate(lines):
        if line.rstrip() != "{":
            continue
        declaration = ATTRIBUTES.sub("", _declaration(lines, number))
        called = re.search(r"(\w+)\s*\(", declaration)
        if not called or declaration.startswith("typedef"):
            continue
        end = number
        while end + 1 < len(lines) and not lines[end].startswith("}"):
            end += 1
        yield Function(
            line=number + 1,
            name=called[1],
            static=declaration.startswith("static"),
            parameters=len(arguments(declaration, declaration, called.end())),
            lines=end - number + 1,
        )
