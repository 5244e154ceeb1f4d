#!/usr/bin/env python3
"""damaged.py TIDINGS SHARED: real feeds, damaged as feeds often are, read beside feedparser.

The damage is the same in every run. In each damaged feed at least as many entries are found as
feedparser finds; over all feeds, titles, addresses, ids and dates are found as often."""
import collections
import csv
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import warnings

tidings, shared = sys.argv[1], sys.argv[2]
folder = os.path.join(shared, 'cases', 'realfeeds')
if not os.path.isdir(folder):
    print('skipped: no recorded feeds')
    sys.exit(77)
try:
    import feedparser
except ImportError:
    print('skipped: feedparser is not installed')
    sys.exit(77)
warnings.simplefilter('ignore')
FEEDS, LARGEST = 240, 60000
END, START, QUOTED = rb'</[\w:]+>', rb'<[\w:]+[ >]', rb'(\s[\w:]+=)"([^"<>]*)"'


def damage(pattern, change):
    """What does `change` to one match of the pattern."""

    def apply(feed, rng):
        matches = list(re.finditer(pattern, feed))
        match = rng.choice(matches) if matches else None
        return feed[: match.start()] + change(match) + feed[match.end() :] if match else feed

    return apply


DAMAGES = {
    'an end tag is missing': damage(END, lambda m: b''),
    'an end tag twice': damage(END, lambda m: m[0] + m[0]),
    'end tags in the wrong order': damage(rb'(</[\w:]+>)\s*(</[\w:]+>)', lambda m: m[2] + m[1]),
    'end tags that fit nothing open': damage(START, lambda m: b'</p></div>' + m[0]),
    'an attribute without quotes': damage(rb'(\s[\w:]+=)"([^"\s<>&]+)"', lambda m: m[1] + m[2]),
    'a quote is missing': damage(QUOTED, lambda m: m[1] + b'"' + m[2]),
    'odd attributes': damage(
        rb'<(?:link|enclosure|guid|category)(?=[ >])', lambda m: m[0] + b' foo bar=baz"" a=1 a=2'
    ),
    'markup as it is': damage(
        rb'<description>|<title>|<summary[^>]*>',
        lambda m: m[0] + b'<p>raw <b>bold<br> text <img src=x> a < b & c',
    ),
    'a stray <': damage(rb'<(?=[\w/])', lambda m: b'<<'),
    'cut': lambda feed, rng: feed[: rng.randrange(len(feed) // 2, len(feed))],
}


def damaged_feeds(directory):
    """(damage, file) of each."""
    rng = random.Random(1)
    with open(os.path.join(folder, 'INDEX.tsv')) as f:
        rows = [
            r
            for r in csv.DictReader(f, delimiter='\t')
            if r['format'] != 'json' and int(r['bytes']) < LARGEST and int(r['items']) > 2
        ]
    for number in range(FEEDS):
        name, row = rng.choice(list(DAMAGES)), rng.choice(rows)
        with open(os.path.join(folder, row['file']), 'rb') as f:
            feed = DAMAGES[name](f.read(), rng)
        path = os.path.join(directory, str(number))
        with open(path, 'wb') as f:
            f.write(feed)
        yield name + ': ' + row['file'], path


def peer(path):
    try:
        return feedparser.parse(path).entries
    except Exception:  # it has faults of its own
        return []


def known(entries, *names):
    return sum(any(e.get(name) for name in names) for e in entries)


with tempfile.TemporaryDirectory() as directory:
    feeds = list(damaged_feeds(directory))
    requests = ''.join(
        json.dumps({'file': path, 'url': 'https://example.org/feed'}) + '\n' for _, path in feeds
    )
    out = subprocess.run(
        [tidings, 'parse', '--batch'], input=requests, capture_output=True, text=True, check=True
    ).stdout
    ours = [json.loads(line)['entries'] for line in out.split('\n') if line]
    theirs = [peer(path) for _, path in feeds]
fewer = [(what, len(a), len(b)) for (what, _), a, b in zip(feeds, ours, theirs) if len(a) < len(b)]
total = collections.Counter()
for a, b in zip(ours, theirs):
    total.update(
        {
            'entries': len(a),
            'peer': len(b),
            'titles': known(a, 'title') - known(b, 'title'),
            'ids': known(a, 'id') - known(b, 'id'),
            'addresses': known(a, 'url') - known(b, 'link'),
            'dates': known(a, 'published', 'updated')
            - known(b, 'published_parsed', 'updated_parsed'),
        }
    )
print(
    '%d damaged feeds: %d entries, feedparser %d; more than its %s; fewer in %s'
    % (
        len(ours),
        total['entries'],
        total['peer'],
        ', '.join('%s %+d' % (k, total[k]) for k in ('titles', 'ids', 'addresses', 'dates')),
        fewer or 'none',
    )
)
sys.exit(
    1
    if fewer
    or len(ours) != len(feeds)
    or any(total[k] < 0 for k in ('titles', 'ids', 'addresses', 'dates'))
    else 0
)
