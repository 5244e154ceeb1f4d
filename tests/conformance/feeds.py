#!/usr/bin/env python3
"""feeds.py FEED_BATCH SHARED: the recorded feeds, read by feed_batch.

Feeds are scored by cases/feeds/score.py; every real feed keeps the entries that its index counts."""
import csv, json, os, re, subprocess, sys

batch, shared = sys.argv[1], sys.argv[2]
if not os.path.isdir(os.path.join(shared, 'cases', 'feeds')):
    print('skipped: no recorded feeds')
    sys.exit(77)
cases = os.path.join(shared, 'cases')
# In at most this many real feeds fewer entries may be found than the index counts: broken ones that need another parser, and documents that are no feeds.
REAL_FEEDS_BEHIND = 9
TIER_A_AT_LEAST = 96.5
failures = []


def check(ok, what):
    print(('ok    ' if ok else 'FAILED ') + what)
    if not ok:
        failures.append(what)


def ask(requests):
    lines = ''.join(json.dumps(r) + '\n' for r in requests)
    run = subprocess.run([batch], input=lines, capture_output=True, text=True)
    check(run.returncode == 0, 'feed_batch ends well%s' % (': ' + run.stderr[-400:] if run.returncode else ''))
    return [json.loads(line) for line in run.stdout.split('\n') if line]


def scores():
    out = subprocess.run([sys.executable, os.path.join(cases, 'feeds', 'score.py'), '--batch', batch], capture_output=True, text=True).stdout
    tier = re.search(r'tier A: \d+/\d+ = ([\d.]+)%', out)
    check(tier and float(tier.group(1)) >= TIER_A_AT_LEAST, 'recorded feeds, tier A: %s %%' % (tier and tier.group(1)))
    crashes = re.search(r'crashes/timeouts/invalid output: (\d+)', out)
    check(crashes and crashes.group(1) == '0', 'recorded feeds: no crash')


def real_feeds():
    folder = os.path.join(cases, 'realfeeds')
    with open(os.path.join(folder, 'INDEX.tsv')) as f:
        rows = list(csv.DictReader(f, delimiter='\t'))
    answers = ask({'id': r['file'], 'file': os.path.join(folder, r['file']), 'url': 'https://example.org/feed'} for r in rows)
    behind = [r['file'] for r, a in zip(rows, answers) if len(a.get('entries', [])) < int(r['items'])]
    check(len(answers) == len(rows) and len(behind) <= REAL_FEEDS_BEHIND, 'real feeds: %d read, %d with fewer entries than counted' % (len(answers), len(behind)))


for part in (scores, real_feeds):
    part()
sys.exit(1 if failures else 0)
