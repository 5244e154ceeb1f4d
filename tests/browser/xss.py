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
JUDGES = 2
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


def judge_of(rows, name):
    """A judge at work on the rows, in a Chromium of its own; and where its verdicts will be."""
    paths = [os.path.join(folder, name + suffix) for suffix in ('.jsonl', '-verdicts.jsonl')]
    with open(paths[0], 'w') as f:
        f.writelines(json.dumps(row) + '\n' for row in rows)
    command = ['node', 'judge_xss.mjs', *paths, '--batch=%d' % PAGE]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True), paths[1]


def judge(rows, name):
    """One verdict a row: {"id", "executed", "how", "dom"}. The rows are shared out among
    judges, who wait as long as they compute."""
    judges = [judge_of(rows[i::JUDGES], '%s-%d' % (name, i)) for i in range(JUDGES)]
    verdicts = []
    for process, path in judges:
        print(process.communicate()[0].strip(), flush=True)
        with open(path) as f:
            verdicts += [json.loads(line) for line in f]
    return verdicts


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


def distinct(policy, *options):
    """{what a fragment became: its row} of those that still hold markup."""
    safe = sanitize((r['input_html'] for r in rows), *options)
    check(len(safe) == len(rows), '%s: %d fragments made safe' % (policy, len(safe)))
    found = {html: row for html, row in zip(safe, rows) if '<' in html}
    check(found, '%s: %d of %d results hold markup' % (policy, len(found), len(set(safe))))
    return found


# What both make of a fragment is shown once, and held to the narrower one.
page, formatted = distinct('page'), distinct('formatted', '--formatted')
shown = list({**formatted, **page}.items())
verdicts = judge(
    [{'id': i, 'source': row['source'], 'input_html': html} for i, (html, row) in enumerate(shown)],
    'safe',
)
check(sorted(v['id'] for v in verdicts) == list(range(len(shown))), '%d are shown' % len(shown))
ran = [(shown[v['id']][1]['id'], v['how']) for v in verdicts if v['executed']]
check(not ran, 'no script runs %s' % ran[:5])
beyond = [
    (shown[v['id']][1]['id'], v['dom'])
    for v in verdicts
    if set(v['dom']) - (set() if shown[v['id']][0] in page else FORMATTED)
]
check(not beyond, 'nothing beyond the allow-lists %s' % beyond[:5])
sys.exit(1 if failures else 0)
