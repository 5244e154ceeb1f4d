#!/usr/bin/env python3
"""feeds.py FEED_ITEMS: the feeds of tests/cases/feeds, each read as its lines of cases.jsonl say.

A line is {"file", "why", "expect"}, perhaps with {"url", "headers", "items"}. "expect" is a part of
the normalized document, "items" of what the pipeline takes from it. Members that are not named may
be anything, null means that a member is missing, and lists have as many elements as given."""
import json
import os
import subprocess
import sys

feed_items = sys.argv[1]
folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'feeds')


def differences(wanted, got, path):
    if isinstance(wanted, dict) and isinstance(got, dict):
        return [
            d
            for name, value in wanted.items()
            for d in differences(value, got.get(name), path + '.' + name)
        ]
    if isinstance(wanted, list) and isinstance(got, list) and len(wanted) == len(got):
        return [
            d
            for i, (w, g) in enumerate(zip(wanted, got))
            for d in differences(w, g, '%s[%d]' % (path, i))
        ]
    return (
        []
        if wanted == got
        else [
            '%s is %s, not %s'
            % (path, json.dumps(got, ensure_ascii=False), json.dumps(wanted, ensure_ascii=False))
        ]
    )


with open(os.path.join(folder, 'cases.jsonl'), encoding='utf-8') as f:
    cases = [json.loads(line) for line in f]
requests = (
    {
        'id': c['file'],
        'file': os.path.join(folder, c['file']),
        'url': c.get('url', ''),
        'headers': c.get('headers', {}),
    }
    for c in cases
)
run = subprocess.run(
    [feed_items],
    input=''.join(json.dumps(r) + '\n' for r in requests),
    capture_output=True,
    text=True,
    check=True,
)
documents = [json.loads(line) for line in run.stdout.split('\n') if line]
wrong = 0
for case, document in zip(cases, documents):
    found = differences(case['expect'], document, 'document') + differences(
        case.get('items', document['items']), document['items'], 'items'
    )
    if not document['well_formed'] and not document['errors']:
        found.append('no error says why it is not well-formed')
    wrong += bool(found)
    for difference in found:
        print('%s (%s): %s' % (case['file'], case['why'], difference))
unused = set(os.listdir(folder)) - {c['file'] for c in cases} - {'cases.jsonl'}
print(
    '%d of %d cases as expected; files that no case reads: %s'
    % (len(cases) - wrong, len(cases), sorted(unused) or 'none')
)
sys.exit(wrong > 0 or len(documents) != len(cases) or bool(unused))
