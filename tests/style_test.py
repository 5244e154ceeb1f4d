#!/usr/bin/env python3
"""The measures of the code: sizes of files and functions, words and calls that may not stand in it, where SQL may stand."""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES, FUNCTION_LINES = 800, 100

TOKENS = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b")
UNSAFE = re.compile(r"\b(strcpy|strcat|stpcpy|sprintf|vsprintf|gets|alloca|strncpy|strncat)\s*\(")
# What begins a statement in a string; upper case, as SQL is written here.
SQL = re.compile(
    r'"\s*(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(TABLE|INDEX|TRIGGER|VIEW|UNIQUE|VIRTUAL)\s)'
)
PRINTED_SQL = re.compile(
    r"\b(\w*printf|str_printf|buf_v?addf|sqlite3_\w*mprintf)\s*\((?:[^;]*?)\"[^\";]*\b(SELECT\s+\w|INSERT\s+(OR\s+\w+\s+)?INTO\b|UPDATE\s+\S+\s+SET\b|DELETE\s+FROM\b)"
)


def blanked(text, keep_strings):
    """The text with its comments (and strings) as blanks; lines stay where they are."""

    def blank(match):
        token = match.group()
        if token[0] in "\"'" and keep_strings:
            return token
        return (
            re.sub(r"[^\n]", " ", token)
            if token[0] == "/"
            else token[0] + re.sub(r"[^\n]", " ", token[1:-1]) + token[-1]
        )

    return TOKENS.sub(blank, text)


def functions(text):
    """(first line, lines) of every function body: a brace in the first column up to the brace that closes it in the first column."""
    start = None
    for number, line in enumerate(blanked(text, False).split("\n"), 1):
        if line.rstrip() == "{":
            start = number
        elif line.startswith("}") and start:
            yield start, number - start + 1
            start = None


def violations(path, text):
    may_hold_sql = path.startswith(("src/store/", "tests/"))
    code, plain = blanked(text, True), blanked(text, False)
    lines = text.count("\n")
    if lines > FILE_LINES:
        yield f"{path}: {lines} lines, over {FILE_LINES}"
    for start, length in functions(text):
        if length > FUNCTION_LINES:
            yield f"{path}:{start}: a function of {length} lines, over {FUNCTION_LINES}"
    if path.endswith(".h") and not text.lstrip().startswith("/*"):
        yield f"{path}: a header says first what it is for"
    for pattern, what, where in (
        (UNFINISHED, "unfinished: ", text),
        (UNSAFE, "an unbounded call: ", plain),
    ):
        for match in pattern.finditer(where):
            yield f"{path}:{where.count(chr(10), 0, match.start()) + 1}: {what}{match.group(1)}"
    for pattern, wrong, what in (
        (SQL, not may_hold_sql, "SQL outside src/store"),
        (PRINTED_SQL, not path.startswith("tests/"), "text printed into SQL"),
    ):
        for match in pattern.finditer(code) if wrong else ():
            yield f"{path}:{code.count(chr(10), 0, match.start()) + 1}: {what}"


def checks_itself():
    """The checker sees what it is there to see, and not what only looks like it."""
    body = "\tx();\n" * 99
    wrong = {
        "src/base/a.c": "void f(void)\n{\n" + body + "}\n",
        "src/base/b.c": "\n" * 801,
        "src/base/c.h": "#ifndef C\n#endif\n",
        "src/base/d.c": "/* TO" + "DO: later */\n",
        "src/base/e.c": "void f(char *a)\n{\n\tstrcpy(a, \"b\");\n}\n",
        "src/base/f.c": 'const char *q = "SELECT id FROM item";\n',
        "src/store/g.c": 'str_printf(a, "SELECT id FROM item WHERE name = \'%s\'", name);\n',
        "src/store/h.c": 'buf_addf(&b,\n\t"DELETE FROM %s", table);\n',
    }
    right = {
        "src/base/a.c": "void f(void)\n{\n" + body[6:] + "}\n/* strcpy( is not called */\n",
        "src/store/b.c": '/* what it is */\nconst char *q = "SELECT id FROM item";\nprintf("%d", 1);\n',
        "src/cli/d.c": 'printf("%s", changed ? "UPDATE" : "");\n',
        "src/cli/c.c": 'puts("Select the item to update");\n',
    }
    for path, text in wrong.items():
        assert len(list(violations(path, text))) == 1, path
    for path, text in right.items():
        assert not list(violations(path, text)), path


def main():
    checks_itself()
    paths = sorted(p for folder in ("src", "tests") for p in (ROOT / folder).rglob("*.[ch]"))
    found, lengths = [], []
    for path in paths:
        text = path.read_text()
        found += violations(str(path.relative_to(ROOT)), text)
        if (ROOT / "src") in path.parents:
            lengths += [length for _, length in functions(text)]
    print("\n".join(found))
    lengths.sort()
    if lengths:
        print(
            f"{len(paths)} files; functions of src/: half have at most {lengths[len(lengths) // 2]} lines, "
            f"nine tenths at most {lengths[len(lengths) * 9 // 10]}, the longest {lengths[-1]}"
        )
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
