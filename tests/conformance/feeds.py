#!/usr/bin/env python3
"""feeds.py TIDINGS SHARED: the recorded feeds, read by `tidings parse --batch`.

Feeds with expectations are scored by cases/feeds/score.py; every real feed keeps as many entries as
the index of the recordings counts."""
import csv
import json
import os
import re
import subprocess
import sys

tidings, shared = sys.argv[1], sys.argv[2]
cases = os.path.join(shared, 'cases')
if not os.path.isdir(os.path.join(cases, 'feeds')):
    print('skipped: no recorded feeds')
    sys.exit(77)
BATCH = [tidings, 'parse', '--batch']
# The scores that were reached once, in percent.
AT_LEAST = {'A': 99.0, 'B': 95.0, 'X': 100.0}
# The index counts elements by their names. These feeds have fewer entries:
COUNTED = {
    'allthis-partial.json': 2,  # the third breaks off
    'feedly_macintosh_initial.json': 0,  # an answer of a service's API, no feed
    'jsonfeed_spec_1.serde.json': 0,  # a feed as another program stores it, no feed
    'xml_test-rdf.xml': 1,  # four are content:item elements inside that one
    'os_sample2.xml': 1,  # one stands in a comment
}
failures = []


def check(ok, what):
    print(('ok    ' if ok else 'FAILED ') + what)
    if not ok:
        failures.append(what)


def ask(requests):
    lines = ''.join(json.dumps(r) + '\n' for r in requests)
    run = subprocess.run(BATCH, input=lines, capture_output=True, text=True)
    check(
        run.returncode == 0,
        'the batch ends well' + (': ' + run.stderr[-400:] if run.returncode else ''),
    )
    return [json.loads(line) for line in run.stdout.split('\n') if line]


def scores():
    score = [sys.executable, os.path.join(cases, 'feeds', 'score.py'), '--batch', ' '.join(BATCH)]
    out = subprocess.run(score, capture_output=True, text=True).stdout
    reached = {
        tier: float(percent)
        for tier, percent in re.findall(r'tier (\w)[^:]*: \d+/\d+ = ([\d.]+)%', out)
    }
    for tier, percent in AT_LEAST.items():
        check(
            reached.get(tier, 0) >= percent,
            f'recorded feeds, tier {tier}: {reached.get(tier)} %, at least {percent}',
        )
    check('invalid output: 0 ' in out, 'recorded feeds: no crash')


def wanted(row):
    return next((n for name, n in COUNTED.items() if row['file'].endswith(name)), int(row['items']))


def real_feeds():
    folder = os.path.join(cases, 'realfeeds')
    with open(os.path.join(folder, 'INDEX.tsv')) as f:
        rows = list(csv.DictReader(f, delimiter='\t'))
    answers = ask(
        {
            'id': r['file'],
            'file': os.path.join(folder, r['file']),
            'url': 'https://example.org/feed',
        }
        for r in rows
    )
    behind = [r['file'] for r, a in zip(rows, answers) if len(a['entries']) < wanted(r)]
    untrue = [r['file'] for r, a in zip(rows, answers) if a['well_formed'] == bool(a['errors'])]
    total = sum(len(a['entries']) for a in answers)
    check(
        len(answers) == len(rows) and not behind,
        f'real feeds: {len(answers)} read, {total} entries, fewer than counted in {behind}',
    )
    check(not untrue, f'real feeds: well_formed and errors agree {untrue}')


for part in (scores, real_feeds):
    part()
sys.exit(1 if failures else 0)
