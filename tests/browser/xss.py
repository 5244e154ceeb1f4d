#!/usr/bin/env python3
"""xss.py TIDINGS SHARED FOLDER: hostile fragments, made safe, shown to Chromium without a Content-Security-Policy.

Each different result gets a document of its own. No script may run, whatever is moved, clicked or typed, and nothing beyond the allow-list may be
in the tree that Chromium built. Some fragments are shown as they are first: a judge that sees nothing run there sees nothing at all.
FOLDER keeps node_modules between runs."""
import json, os, shutil, subprocess, sys

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


def sanitize(fragments):
    lines = ''.join(json.dumps({'html': h, 'base': 'https://example.org/x/y'}) + '\n' for h in fragments)
    out = subprocess.run([tidings, 'sanitize', '--batch'], input=lines, capture_output=True, text=True, check=True).stdout
    return [json.loads(line)['html'] for line in out.split('\n') if line]


def judge(rows, name):
    """One verdict a row: {"executed", "how", "dom"}."""
    paths = [os.path.join(folder, name + suffix) for suffix in ('.jsonl', '-verdicts.jsonl')]
    with open(paths[0], 'w') as f:
        f.writelines(json.dumps(row) + '\n' for row in rows)
    run = subprocess.run(['node', 'judge_xss.mjs', *paths, '--batch=%d' % PAGE], cwd=folder, capture_output=True, text=True)
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
check(sum(v['executed'] for v in raw) >= 10, 'of %d fragments as they are, %d run a script' % (len(raw), sum(v['executed'] for v in raw)))

safe = sanitize(r['input_html'] for r in rows)
check(len(safe) == len(rows), '%d fragments made safe' % len(safe))
distinct = {html: row for html, row in zip(safe, rows) if '<' in html}
verdicts = judge([{'id': r['id'], 'source': r['source'], 'input_html': html} for html, r in distinct.items()], 'safe')
check(len(verdicts) == len(distinct), '%d of %d results hold markup' % (len(distinct), len(set(safe))))
check(not [v for v in verdicts if v['executed']], 'no script runs %s' % [(v['id'], v['how']) for v in verdicts if v['executed']][:5])
check(not [v for v in verdicts if v['dom']], 'nothing beyond the allow-list %s' % [(v['id'], v['dom']) for v in verdicts if v['dom']][:5])
sys.exit(1 if failures else 0)
