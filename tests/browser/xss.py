#!/usr/bin/env python3
"""xss.py TIDINGS SHARED FOLDER: hostile fragments, sanitised, then shown to Chromium without a
Content-Security-Policy.

Each different result gets a document of its own. No script may run, whatever is moved, clicked or
typed, and the tree that Chromium built may hold nothing beyond the allow-list: that of pages
(`sanitize`), and the wider one of the normalized document (`sanitize --formatted`). Some fragments
are shown unsanitised first, to prove that the judge sees scripts run. FOLDER keeps node_modules
between runs."""
import json
import os
import shutil
import subprocess
import sys

from browser import install, need, skip

tidings, shared, folder = sys.argv[1:4]
xss = os.path.join(shared, 'cases', 'hostile', 'xss')
PAGE = 49  # fragments shown together: as many as one window holds
RAW = 49
failures = []


def check(ok, what):
    print(('ok    ' if ok else 'FAILED ') + what, flush=True)
    if not ok:
        failures.append(what)


# What the formatted policy keeps and a page does not, as the judge names it.
FORMATTED = {'attr:style'} | {
    'tag:' + name
    for name in '''
    acronym address area audio datagrid dialog dir event-source fieldset label legend map menu
    meter multicol nav output progress sound spacer video svg circle ellipse g line path
    polygon polyline rect switch text title desc tspan math annotation menclose merror mfenced
    mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt
    mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics
    '''.split()
}


def sanitize(fragments, *options):
    lines = ''.join(
        json.dumps({'html': h, 'base': 'https://example.org/x/y'}) + '\n' for h in fragments
    )
    out = subprocess.run(
        [tidings, 'sanitize', '--batch', *options],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [json.loads(line)['html'] for line in out.split('\n') if line]


def judge(rows, name):
    """One verdict a row: {"executed", "how", "dom"}."""
    paths = [os.path.join(folder, name + suffix) for suffix in ('.jsonl', '-verdicts.jsonl')]
    with open(paths[0], 'w') as f:
        f.writelines(json.dumps(row) + '\n' for row in rows)
    run = subprocess.run(
        ['node', 'judge_xss.mjs', *paths, '--batch=%d' % PAGE],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    print(run.stdout.strip(), run.stderr[-400:])
    with open(paths[1]) as f:
        return [json.loads(line) for line in f]


if not os.path.isdir(xss):
    skip('no cases/hostile/xss')
need('node', 'npm', 'chromium')
install(folder)
shutil.copy(os.path.join(xss, 'judge_xss.mjs'), folder)
with open(os.path.join(xss, 'xss.jsonl')) as f:
    rows = [json.loads(line) for line in f]
raw = judge([r for r in rows if r['source'] == 'tidings'][:RAW], 'raw')
check(
    sum(v['executed'] for v in raw) >= 10,
    'of %d fragments as they are, %d run a script' % (len(raw), sum(v['executed'] for v in raw)),
)


def check_policy(name, allowed, *options):
    safe = sanitize((r['input_html'] for r in rows), *options)
    check(len(safe) == len(rows), '%s: %d fragments made safe' % (name, len(safe)))
    distinct = {html: row for html, row in zip(safe, rows) if '<' in html}
    verdicts = judge(
        [
            {'id': r['id'], 'source': r['source'], 'input_html': html}
            for html, r in distinct.items()
        ],
        name,
    )
    check(
        len(verdicts) == len(distinct),
        '%s: %d of %d results hold markup' % (name, len(distinct), len(set(safe))),
    )
    ran = [(v['id'], v['how']) for v in verdicts if v['executed']]
    check(not ran, '%s: no script runs %s' % (name, ran[:5]))
    beyond = [(v['id'], v['dom']) for v in verdicts if set(v['dom']) - allowed]
    check(not beyond, '%s: nothing beyond the allow-list %s' % (name, beyond[:5]))


check_policy('page', set())
check_policy('formatted', FORMATTED, '--formatted')
sys.exit(1 if failures else 0)
