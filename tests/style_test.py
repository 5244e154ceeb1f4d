#!/usr/bin/env python3
"""The style test: runs the rules of style_rules.py over src/, tests/ and the rest."""
import sys
from pathlib import Path

from style_rules import OVER_SRC, PER_C_FILE, PER_FILE, Source, summary

ROOT = Path(__file__).resolve().parent.parent

# What is code and plain prose, by folder. Mustache templates, and pages and words of readers, are
# written as they come out.
CODE = {
    "src": ("*.c", "*.h", "*.in", "*.sql", "*.js", "*.conf"),
    "feeds": ("*.conf", "*.md"),
    "tests": ("*.c", "*.h", "*.py", "*.mjs", "*.sh", "CMakeLists.txt"),
}
FILES = ("CMakeLists.txt", "README.md", "check", "demo", ".ci/run")


def read_sources():
    paths = {p for folder, names in CODE.items() for n in names for p in (ROOT / folder).rglob(n)}
    paths |= {ROOT / name for name in FILES}
    return [Source(str(path.relative_to(ROOT)), path.read_text()) for path in sorted(paths)]


def violations(sources):
    """(rule, what) for all that breaks a rule."""
    for source in sources:
        rules = {**PER_FILE, **PER_C_FILE} if source.is_c else PER_FILE
        for name, rule in rules.items():
            yield from ((name, what) for what in rule(source))
    ours = [source for source in sources if source.in_src and source.is_c]
    for name, rule in OVER_SRC.items():
        yield from ((name, what) for what in rule(ours))


def main():
    checks_itself()
    sources = read_sources()
    broken = [f"{what} ({rule})" for rule, what in violations(sources)]
    if broken:
        print("\n".join(broken))
    print(summary([s for s in sources if s.in_src and s.is_c]))
    return bool(broken)


# What breaks a rule, by its name: (path, text); each breaks that rule once and no other.
C = "void x_f(void)\n{\n%s}\n"
STATIC = "static " + C
WRONG = [
    ("width", "src/a/x.sql", "-- " + "x" * 98),
    ("width", "src/a/x.c", "\t" * 24 + "x(1, 2);\n"),
    ("width", "tests/a/x.mjs", "\t" * 25 + "x\n"),
    ("width", "src/x.js", "/* " + "é" * 98),
    ("width", "README.md", "x" * 101),
    ("width", "feeds/x.conf", "x = 'y' # " + "x" * 98),
    ("file_length", "src/a/x.h", "/* x */" + "\n" * 601),
    ("file_length", "tests/a/x.py", "\n" * 601),
    ("function_length", "src/a/x.c", C % ("\tx();\n" * 39)),
    ("function_length", "tests/a/x.c", C % ("\tx();\n" * 99)),
    ("header_purpose", "src/a/x.h", "#ifndef X\n#endif\n"),
    ("comment_shape", "src/a/x.h", "/* x */\nint x; /* of x and\n\t\t  y */\n"),
    ("comment_shape", "tests/a/x.c", "/* One\n * and two.\n */\n"),
    ("comment_shape", "src/a/x.c", "/* One.\n */\n"),
    ("torn_members", "src/a/x.h", "/* x */\nstruct x {\n\tstruct str\n\t\ty; /* of x */\n};\n"),
    ("unfinished", "src/a/x.c", "/* TO" + "DO: later */\n"),
    ("unsafe_calls", "tests/a/x.c", C % '\tstrcpy(a, "b");\n'),
    ("plain_calls", "src/a/x.c", C % "\treturn (all ? x_all :\n\t\t\tx_one)(a, b);\n"),
    ("sql_in_store", "src/a/x.c", 'const char *q = "SELECT id FROM item";\n'),
    ("sql_in_store", "src/a/x.c", C % "\tsqlite3_step(s);\n"),
    ("sql_in_store", "src/store/x.c", "#include <sqlite3.h>\n"),
    ("sql_in_store", "src/store/x.c", C % "\tif (s->engine == SQLITE)\n\t\tx();\n"),
    ("sql_in_store", "src/store/x.c", 'str_printf(a, "SELECT id FROM item WHERE n = %s", n);\n'),
    ("sql_in_store", "src/store/x.c", 'buf_addf(&b,\n\t"DELETE FROM %s", table);\n'),
    ("sql_in_store", "src/store/x.c", C % "\tselect_add(&sel, sql, n);\n"),
    ("meaning_in_text", "src/a/x.c", 'x = str_eq(d->verb, S("split"));\n'),
    ("meaning_in_text", "src/a/x.c", "x = str_eq(verb, str_of(verbs[i].verb));\n"),
    ("meaning_in_text", "src/a/x.c", 'x = str_eq(given(r, "do"), S("approve"));\n'),
    ("meaning_in_text", "src/a/x.c", "x = str_starts(row.reason, THE);\n"),
    ("meaning_in_text", "src/a/x.c", "at = str_find(notice, label);\n"),
    ("meaning_in_text", "src/a/x.c", 'x = str_starts(str_of(problem->text), S("a (b"));\n'),
    ("meaning_in_text", "src/a/x.c", "x = strcmp(err.text, ours) == 0;\n"),
    ("meaning_in_text", "src/a/x.c", "x = str_ends(v->warnings.v[i], suffix);\n"),
    ("meaning_in_text", "src/a/x.c", 'x = str_starts(link->said, S("Same "));\n'),
    ("meaning_in_text", "src/a/x.c", "x = str_starts(detail, UNTIL);\n"),
    ("meaning_in_text", "src/a/x.c", 'x = str_eq(face->status, S("RECRUITING"));\n'),
    ("own_clock", "src/a/x.c", C % "\tx = time(NULL);\n"),
    ("own_clock", "src/store/x.c", C % "\tx = clock_wall_ms();\n"),
    ("external_names", "src/a/b/x.c", "void y_f(void)\n{\n}\n"),
    ("external_names", "src/a/x.c", "bool MUST_USE xf(void)\n{\n}\n"),
    ("bare_names", "src/a/x.c", "static void f(void)\n{\n}\n\nstatic int f(void)\n{\n}\n"),
    ("named_files", "src/a/x.c", "/* as in a/y.h */\n"),
    ("function_lengths", "src/a/x.c", C % ("\tx();\n" * 8)),
    ("file_lengths", "src/a/x.c", "\n" * 201),
    (
        "parameters",
        "src/a/x.c",
        STATIC.replace("void)", "int a, b (*c)(d, e), f, g, h, i, j)") % "",
    ),
    ("asserts", "src/a/x.c", "/* assert( is not called */\n" * 200),
]
RIGHT = [
    ("README.md", "| " + "x" * 100),
    ("feeds/x.conf", "x = '" + "x" * 98 + "'"),
    ("src/a/x.c", "\t" * 24 + "x();\n"),
    ("src/a/x.c", '/* strcpy( is not called */\nputs("strcpy(");\n'),
    ("src/a/b/x.c", C % "" + "\nint a_f(int a, int b)\n{\n}\n\nvoid b_f(void)\n{\n}\n"),
    ("src/a/x.c", "static void f(void)\n{\n}\n"),
    ("src/a/x.c", "/* a/x.c, and linux/landlock.h; a/NAME.c */\n"),
    ("src/a/x.c", "x = (a ? b : c) + (d ? e(f) : g(h)) * (int)(i);\n"),
    ("src/a/x.h", "/* x: one\n *\n *     x_f();\n */\nchar c[] = \"/* \"; /* of x\n * y */\n"),
    ("src/a/x.c", "int PRINTF(1, 2) x_f(int a, b (*c)(d, e), f, g, h, i)\n{\n}\n"),
    ("src/a/x.c", "x = str_eq(old->notice, new->notice) || str_eq(word, VERBS[i].word);\n"),
    ("src/a/x.c", 'x = str_eq(type, S("Retracted Publication")) || str_eq(verbose, S("why"));\n'),
    ("src/a/x.c", "x = list_find(verb) || str_eq(name_of(d->verb, a), name);\n"),
    ("src/a/x.c", 'printf("%s", changed ? "UPDATE" : "");\nputs("Select the item");\n'),
    ("src/store/x.c", C % '\tQUERY(s, "SELECT 1");\n\tSELECT_ADD(&sel, "AND 1 ");\n'),
    ("src/store/x.c", 'const char *q = "SELECT id FROM item";\n'),
    ("src/store/sqlite/x.c", "#include <sqlite3.h>\nsqlite3_int64 n;\n"),
    ("src/parse/text/reference_table.c", "\n" * 700),
    ("tests/a/x.c", 'x = str_eq(d->verb, S("split"));\n' + C % ("\tx();\n" * 98)),
]


def broken_rules(path, text):
    """The rules that are broken in a tree of this one file."""
    return {rule for rule, _ in violations([Source(path, text)])}


def checks_itself():
    """Each rule sees what breaks it, and not what only looks like it. The rules that count over
    all of src/ see too little in a sample: each is looked at in its own sample only."""
    counted = {"function_lengths", "file_lengths", "parameters", "asserts"}
    assert {rule for rule, _, _ in WRONG} == {*PER_FILE, *PER_C_FILE, *OVER_SRC}
    for rule, path, text in WRONG:
        found = broken_rules(path, text) - (counted - {rule})
        assert found == {rule}, (rule, path, text, found)
    for path, text in RIGHT:
        found = broken_rules(path, text) - counted
        assert not found, (path, text, found)


if __name__ == "__main__":
    sys.exit(main())
