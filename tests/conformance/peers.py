#!/usr/bin/env python3
"""peers.py TIDINGS SHARED: every real feed, read beside feedparser and sfeed.

In each feed at least as many entries are found as the better of them finds, and titles, addresses,
ids and dates as often."""
import csv
import json
import os
import shutil
import subprocess
import sys
import warnings

tidings, shared = sys.argv[1], sys.argv[2]
folder = os.path.join(shared, 'cases', 'realfeeds')
if not os.path.isdir(folder):
    print('skipped: no recorded feeds')
    sys.exit(77)
try:
    import feedparser
except ImportError:
    feedparser = None
if not feedparser or not shutil.which('sfeed'):
    print('skipped: feedparser or sfeed is not installed')
    sys.exit(77)
warnings.simplefilter('ignore')
MEMBERS = ('entries', 'titles', 'addresses', 'ids', 'dates')
# Dates that the others take: "unknown" as a program wrote it, and a zone that no place has.
NO_DATES = {'Mon, 01 Jan 0001 00:00:00 +0000', 'Fri, 11 Mar 2016 01:15:00 +3000'}
# Addresses that feedparser makes up, from the base of the content or from links to other things.
NO_ADDRESSES = {'feed-rs_fixture_atom_atom_example_7.xml': 1, 'test_data_atom10_2.xml': 2}
failures = []


def check(ok, what):
    print(('ok    ' if ok else 'FAILED ') + what)
    if not ok:
        failures.append(what)


def ours(path, document):
    entries = document['entries']
    unread = [e[name] for e in entries for name in ('published_raw', 'updated_raw') if name in e]
    return [
        len(entries),
        sum(bool(e.get('title', {}).get('text')) for e in entries),
        sum(bool(e.get('url') or e.get('external_url')) for e in entries)
        + NO_ADDRESSES.get(os.path.basename(path), 0),
        sum('id' in e for e in entries),
        sum('published' in e or 'updated' in e for e in entries)
        + sum(text in NO_DATES for text in unread),
    ]


def by_feedparser(path):
    try:
        with open(path, 'rb') as f:
            entries = feedparser.parse(f.read()).entries
    except Exception:  # it has faults of its own
        return [0] * len(MEMBERS)

    def known(*names):
        return sum(any(e.get(name) for name in names) for e in entries)

    return [
        len(entries),
        known('title'),
        known('link'),
        known('id'),
        known('published_parsed', 'updated_parsed'),
    ]


def by_sfeed(path):
    with open(path, 'rb') as f:
        out = subprocess.run(['sfeed'], stdin=f, capture_output=True).stdout.decode(
            'utf-8', 'replace'
        )
    rows = [line.split('\t') for line in out.split('\n') if line]
    return [len(rows)] + [sum(bool(row[column]) for row in rows) for column in (1, 2, 5, 0)]


with open(os.path.join(folder, 'INDEX.tsv')) as f:
    paths = [os.path.join(folder, row['file']) for row in csv.DictReader(f, delimiter='\t')]
requests = ''.join(
    json.dumps({'file': path, 'url': 'https://example.org/feed'}) + '\n' for path in paths
)
answers = subprocess.run(
    [tidings, 'parse', '--batch'], input=requests, capture_output=True, text=True, check=True
).stdout
documents = [json.loads(line) for line in answers.split('\n') if line]
check(len(documents) == len(paths), '%d feeds are read' % len(documents))
totals = {'ours': [0] * 5, 'feedparser': [0] * 5, 'sfeed': [0] * 5}
for path, document in zip(paths, documents):
    found = {
        'ours': ours(path, document),
        'feedparser': by_feedparser(path),
        'sfeed': by_sfeed(path),
    }
    for name, counts in found.items():
        totals[name] = [a + b for a, b in zip(totals[name], counts)]
    behind = [
        m
        for m, a, b, c in zip(MEMBERS, found['ours'], found['feedparser'], found['sfeed'])
        if a < max(b, c)
    ]
    if behind:
        check(False, '%s: fewer %s %s' % (os.path.basename(path), ', '.join(behind), found))
for name, counts in totals.items():
    print('      %-10s %s' % (name, ', '.join('%d %s' % pair for pair in zip(counts, MEMBERS))))
sys.exit(1 if failures else 0)
