#!/usr/bin/env python3
"""Which room may include which: every #include "room/…" of src/ goes one way.

A room may have sub-rooms, between which includes go one way too. The pure rooms turn values into
values: they read no file, no clock and no environment, and have no variables that outlive a call.
"""
import re
import sys
from pathlib import Path

from c_source import blanked, line_of

SRC = Path(__file__).resolve().parent.parent / "src"

# From below to above: a room may include what is named here, and no room that is above it.
NOUNS = {"base", "model"}
BESIDE = {"config", "store", "fetch", "parse", "match", "judge", "render"}
ITEM = NOUNS | BESIDE - {"fetch", "parse"}
OUTPUT = ITEM | {"item"}
MAY_INCLUDE = {
    "base": set(),
    "model": {"base"},
    **{room: NOUNS for room in BESIDE},
    "item": ITEM,
    "reader": NOUNS | {"parse"},
    "source": ITEM | {"item", "fetch", "reader"},
    "publish": OUTPUT,
    "mail": OUTPUT | {"reader"},
    "work": OUTPUT | {"source", "fetch", "publish", "mail"},
    "web": {"base"},
    "desk": OUTPUT | {"publish", "mail", "web"},
    "door": OUTPUT | {"publish", "mail", "web"},
    "cli": NOUNS | BESIDE | {"item", "reader", "source", "publish", "mail"}
    | {"work", "web", "desk", "door"},
    "main.c": {"cli"},
}
# What a file of a sub-room may include of its own room. All files of such a room are in sub-rooms.
SUB_ROOMS = {
    "parse": {
        "text": set(),
        "html": {"text"},
        "xml": {"text"},
        "feed": {"text", "html", "xml"},
        "record": {"text", "html", "xml"},
        "opml": {"text", "xml"},
        "page": {"text", "html"},
        "report": set(),
    }
}
PURE_ROOMS = ("parse", "match", "judge", "render")
OUTSIDE = re.compile(
    r"(?<![.>])\b(f?open|openat|fdopen|freopen|popen|fread|fwrite|fgets|fputs|fprintf|printf"
    r"|puts|putchar|read|write|remove|unlink|rename|system|socket|connect|getenv|setenv"
    r"|rand|random|getrandom|time|clock(?:_\w+)?|gettimeofday|file_(?:read|write)\w*)\s*\("
)
STATIC_VARIABLE = re.compile(r"^\s*static\b([^(;={]*)[;={]", re.M)
CONSTANT = re.compile(r"[^*]*\bconst\b[^*]*|.*\*\s*const\b[^*]*", re.S)
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)


def wrong_includes(path, text):
    room, *inner = path.split("/")[:-1] or [path]
    if room not in MAY_INCLUDE:
        yield f"src/{path}: {room} is no room of the house"
        return
    if room in SUB_ROOMS and (not inner or inner[0] not in SUB_ROOMS[room]):
        yield f"src/{path}: it is in no sub-room of {room}"
        return
    for target in INCLUDE.findall(text):
        other, *parts = target.split("/")
        if not parts:
            yield f'src/{path}: "{target}" is not named by its room'
        elif other != room:
            if other not in MAY_INCLUDE[room]:
                yield f'src/{path}: {room} must not include "{target}"'
        elif room in SUB_ROOMS and parts[0] not in {inner[0]} | SUB_ROOMS[room][inner[0]]:
            yield f'src/{path}: {room}/{inner[0]} must not include "{target}"'


def impure(path, text):
    plain = blanked(text, False)
    for call in OUTSIDE.finditer(plain):
        yield f"src/{path}:{line_of(plain, call.start())}: a pure room calls {call[1]}"
    for variable in STATIC_VARIABLE.finditer(plain):
        if not CONSTANT.fullmatch(variable[1]):
            line = line_of(plain, variable.start(1))
            yield f"src/{path}:{line}: a pure room keeps a variable: static{variable[1].rstrip()}"


def violations(files):
    """A line for all that is wrong; files: [(path below src, text)]."""
    for path, text in files:
        yield from wrong_includes(path, text)
        if path.split("/")[0] in PURE_ROOMS:
            yield from impure(path, text)


def checks_itself():
    """The checker sees what it is there to see."""
    wrong = [
        ("match/x.c", '#include "store/store.h"\n'),
        ("fetch/x.c", '# include  "parse/feed.h"'),
        ("publish/x.h", '#include "source/source.h"'),
        ("base/x.c", '#include "model/item.h"'),
        ("attic/x.c", ""),
        ("judge/x.c", '#include "judge.h"'),
        ("item/x.c", '#include "source/ingest.h"'),
        ("desk/x.c", '#include "fetch/fetch.h"'),
        ("desk/x.c", '#include "source/run.h"'),
        ("work/x.c", '#include "cli/report.h"'),
        ("item/x.c", '#include "fetch/fetch.h"'),
        ("web/x.c", '#include "model/item.h"'),
        ("render/x.c", '#include "judge/judge.h"'),
        ("source/x.c", '#include "parse/feed/feed.h"'),
        ("reader/x.c", '#include "store/store.h"'),
        ("parse/x.c", ""),
        ("parse/attic/x.c", ""),
        ("parse/text/x.c", '#include "parse/html/html.h"'),
        ("parse/xml/x.c", '#include "parse/html/html.h"'),
        ("parse/feed/x.c", '#include "parse/record/pubmed.h"'),
        ("match/x.c", 'FILE *f = fopen("x", "r");'),
        ("judge/x.c", "\tint64_t now = time(NULL);"),
        ("match/x.c", "\tint64_t now = clock_ms();"),
        ("parse/xml/x.c", "static int count;"),
        ("parse/xml/x.c", "\tstatic const char *last = NULL;"),
        ("parse/xml/x.c", "static struct str words[4] = {"),
    ]
    right = [
        ("mail/x.c", '#include "render/view.h"\n#include "mail/digest.h"\n#include <stdio.h>\n'),
        ("cli/x.c", '#include "source/source.h"'),
        ("reader/x.c", '#include "parse/feed/feed.h"'),
        ("parse/feed/x.c", '#include "parse/html/html.h"\n#include "parse/feed/feed.h"\n'),
        (
            "parse/text/x.c",
            "/* time(NULL) */\nstatic int f(int x)\n{\n\treturn rows[x].time(x);\n}",
        ),
        ("parse/text/x.c", "static const char *const WORDS[] = {\nstatic const struct {"),
        ("store/x.c", "static int count;\n"),
    ]
    assert all(len(list(violations([file]))) == 1 for file in wrong)
    assert not list(violations(right))


def main():
    checks_itself()
    files = [(str(p.relative_to(SRC)), p.read_text()) for p in sorted(SRC.rglob("*.[ch]"))]
    found = list(violations(files))
    print("\n".join(found) if found else f"{len(files)} files include the right way")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
