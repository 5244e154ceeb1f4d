#!/usr/bin/env python3
"""Tables of fields (base/record.h) name every member of their struct, so that none is lost on the
way into the store or out of the process that reads documents."""
import re
import sys
from pathlib import Path

from c_source import blanked

SRC = Path(__file__).resolve().parent.parent / "src"
STRUCT = re.compile(r"^struct (\w+) \{\n(.*?)^\};", re.M | re.S)
RECORD = re.compile(r"const struct record \w+ = RECORD\(struct (\w+), (\w+)\)")
TABLE = r"const struct field %s\[\] = \{(.*?)\};"
ROW = re.compile(
    r"\bFIELD(?:_ENUM|_ARRAY|_ONE)?\(struct \w+, (?:FIELD_\w+, )?([\w.]+)(?:, ([\w.]+))?"
)
PARTS = {"EDITORIAL_FIELDS", "PAGE_PARTS_FIELDS"}  # tables that name only a part of their struct
MEMBER = re.compile(r"^(?:const |enum |struct )*(\w+)[ *]+(.+)$", re.S)


def members(structs, name):
    """The members of a struct: those of records that it holds by value stand for their struct."""
    for statement in structs[name].split(";"):
        found = MEMBER.match(" ".join(statement.split()))
        if not found:
            continue
        of, declared = found.groups()
        for member in declared.split(","):
            plain = member.strip().lstrip("*")
            whole = "*" in statement or of in ("str", "strs", "date", "hash") or of not in structs
            if whole:
                yield plain
            else:
                yield from (f"{plain}.{inner}" for inner in members(structs, of))


def rows(table):
    for row in ROW.finditer(" ".join(table.split())):
        yield row[1]
        if row[0].startswith("FIELD_ARRAY"):
            yield row[2]


def forgotten(texts):
    """(table's struct, member) of all members that a table lacks."""
    structs, tables = {}, 0
    for text in texts:
        structs.update(STRUCT.findall(text))
    for text in texts:
        for name, table in RECORD.findall(text):
            if table in PARTS:
                continue
            tables += 1
            named = set(rows(re.search(TABLE % table, text, re.S)[1]))
            for member in members(structs, name):
                if member not in named:
                    yield name, member
    assert tables


def checks_itself():
    text = """
struct point {
	int x, y;
};
struct line {
	struct point from, to;
	struct str name;
	const struct point *more;
	size_t count;
};
static const struct field LINE_FIELDS[] = {
	FIELD(struct line, FIELD_INT, from.x),
	FIELD(struct line, FIELD_INT, to.x),
	FIELD_ENUM(struct line, to.y, 3),
	FIELD_ARRAY(struct line, more, count, POINT),
};
static const struct record LINE = RECORD(struct line, LINE_FIELDS);
"""
    assert list(forgotten([text])) == [("line", "from.y"), ("line", "name")]


def main():
    checks_itself()
    lost = list(forgotten([blanked(p.read_text(), True) for p in sorted(SRC.rglob("*.[ch]"))]))
    for name, member in lost:
        print(f"the table of struct {name} lacks {member}")
    return bool(lost)


if __name__ == "__main__":
    sys.exit(main())
