#!/usr/bin/env python3
"""Which room may include which: every #include "room/…" of src/ goes one way."""
import re
import sys
from pathlib import Path

SRC = Path(__file__).resolve().parent.parent / "src"

PURE = {"base", "model"}
BESIDE = PURE | {"store", "judge", "config", "fetch", "render"}
MAY_INCLUDE = {
    "base": set(),
    "model": {"base"},
    "config": PURE,
    "store": PURE,
    "fetch": PURE,
    "parse": PURE,
    "match": PURE,
    "judge": PURE,
    "render": PURE,
    "item": PURE | {"config", "store", "match", "judge"},
    "source": PURE | {"config", "store", "fetch", "parse", "match", "judge", "item"},
    "publish": BESIDE,
    "mail": BESIDE | {"publish"},
    "desk": PURE | {"config", "store", "judge", "render", "item", "publish", "mail"},
    "work": PURE | {"config", "store", "item", "source", "publish", "mail"},
    "cli": BESIDE | {"parse", "match", "item", "source", "publish", "mail", "work", "desk"},
    "main.c": PURE | {"cli"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)


def violations(files):
    """A line for every include that goes the wrong way; files: [(path below src, text)]."""
    for path, text in files:
        room = path.split("/")[0]
        if room not in MAY_INCLUDE:
            yield f"src/{path}: {room} is no room of the house"
            continue
        for target in INCLUDE.findall(text):
            other = target.split("/")[0]
            if "/" not in target:
                yield f'src/{path}: "{target}" is not named by its room'
            elif other != room and other not in MAY_INCLUDE[room]:
                yield f'src/{path}: {room} must not include "{target}"'


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
    ]
    right = [
        ("mail/x.c", '#include "publish/view.h"\n#include "mail/digest.h"\n#include <stdio.h>\n'),
        ("cli/x.c", '#include "source/source.h"'),
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
