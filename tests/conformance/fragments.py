#!/usr/bin/env python3
"""fragments.py TIDINGS SHARED: hostile fragments and items of real feeds, made safe by
`tidings sanitize --batch`.

The results are read by html5lib, which builds trees as browsers do and shares no code with the
sanitiser:
  - the tree holds nothing beyond the allow-list, and is the tree that was written (but for what
    browsers add to tables);
  - sanitising again changes no byte;
  - of real items, the words that a reader sees and the elements that are allowed are kept."""
import collections
import csv
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

tidings, shared = sys.argv[1], sys.argv[2]
cases = os.path.join(shared, 'cases')
if not os.path.isdir(os.path.join(cases, 'hostile', 'xss')):
    print('skipped: no hostile fragments')
    sys.exit(77)
try:
    import html5lib
except ImportError:
    print('skipped: html5lib is not installed')
    sys.exit(77)

BASE = 'https://example.org/x/y'
KEPT_AT_LEAST = 0.999
EVERY = 4  # one real item in so many is sanitised
ALLOWED = set(
    '''a abbr article aside b bdi bdo big blockquote br caption center cite code col colgroup dd
    del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img
    ins kbd li main mark ol p pre q rp rt ruby s samp section small span strike strong sub
    summary sup table tbody td tfoot th thead time tr tt u ul var wbr'''.split()
)
ATTRIBUTES = set(
    '''abbr align alt border cellpadding cellspacing cite color colspan datetime dir face headers
    height href hreflang lang reversed rowspan scope size span src start summary title type
    valign value width'''.split()
)
IMPLIED = {'tbody', 'tr', 'colgroup'}  # browsers add them to tables that lack them
UNSEEN = {
    'script',
    'style',
    'template',
    'noscript',
    'title',
    'head',
    'iframe',
    'noembed',
    'noframes',
}
failures = []


def check(ok, what):
    print(('ok    ' if ok else 'FAILED ') + what)
    if not ok:
        failures.append(what)


def sanitize(fragments):
    lines = ''.join(json.dumps({'html': h, 'base': BASE}) + '\n' for h in fragments)
    run = subprocess.run(
        [tidings, 'sanitize', '--batch'], input=lines, capture_output=True, text=True
    )
    check(run.returncode == 0, 'tidings sanitize ends well %s' % run.stderr[-400:])
    return [json.loads(line) for line in run.stdout.split('\n') if line]


def tree(html):
    """The body of a page that holds this."""
    return html5lib.parse(
        '<!doctype html><body>' + html, treebuilder='etree', namespaceHTMLElements=False
    ).find('body')


def elements(root):
    return [e for e in root.iter() if e is not root and isinstance(e.tag, str)]


def is_safe(element):
    if element.tag not in ALLOWED or set(element.keys()) - ATTRIBUTES:
        return False
    return all(
        re.match(r'(https?://|mailto:)', element.get(name, 'https://'), re.I)
        for name in ('href', 'src', 'cite')
    )


def shape(element):
    return element.tag, tuple(sorted(element.items()))


def written(html):
    """The start tags of what the sanitiser wrote, which is well-formed."""
    return [shape(e) for e in elements(ElementTree.fromstring('<r>%s</r>' % html))]


def hostile():
    with open(os.path.join(cases, 'hostile', 'xss', 'xss.jsonl')) as f:
        fragments = [json.loads(line)['input_html'] for line in f]
    once = [a['html'] for a in sanitize(fragments)]
    twice = [a['html'] for a in sanitize(once)]
    check(
        len(once) == len(fragments) and once == twice,
        '%d hostile fragments: %d are not stable'
        % (len(once), sum(a != b for a, b in zip(once, twice))),
    )
    distinct = sorted(set(once))
    trees = [elements(tree(html)) for html in distinct]
    unsafe = [html for html, found in zip(distinct, trees) if not all(map(is_safe, found))]
    check(
        not unsafe,
        '%d different results, %d beyond the allow-list %s'
        % (len(distinct), len(unsafe), unsafe[:2] or ''),
    )
    changed = [
        html
        for html, found in zip(distinct, trees)
        if sorted(shape(e) for e in found if e.tag not in IMPLIED)
        != sorted(s for s in written(html) if s[0] not in IMPLIED)
    ]
    check(
        not changed,
        '%d are read as another tree than was written %s' % (len(changed), changed[:2] or ''),
    )


def real_items():
    """The fragments of HTML in the well-formed ones of the real feeds."""
    folder = os.path.join(cases, 'realfeeds')
    with open(os.path.join(folder, 'INDEX.tsv')) as f:
        files = [row['file'] for row in csv.DictReader(f, delimiter='\t')]
    for name in files:
        try:
            root = ElementTree.parse(os.path.join(folder, name)).getroot()
        except (ElementTree.ParseError, ValueError, LookupError):
            continue
        for element in root.iter():
            kind = element.tag.rpartition('}')[2]
            if kind in ('description', 'encoded') or (
                kind in ('summary', 'content') and element.get('type') == 'html'
            ):
                text = ''.join(element.itertext())
                if re.search(r'<\w', text):
                    yield text


def seen(element, parts):
    if isinstance(element.tag, str) and element.tag not in UNSEEN:
        parts.append(element.text or '')
        for child in element:
            seen(child, parts)
            parts.append(child.tail or '')
    return parts


def is_kept_element(element):
    tiny = [element.get(name) for name in ('width', 'height')]
    return element.tag in ALLOWED - IMPLIED and not (
        element.tag == 'img' and ({'0', '1', '0px', '1px'} & set(tiny) or 'style' in element.keys())
    )


def kept(before, after):
    return sum((collections.Counter(before) & collections.Counter(after)).values())


def fidelity():
    fragments = list(real_items())[::EVERY]
    totals = collections.Counter()
    answers = sanitize(fragments)
    check(
        [a['html'] for a in sanitize(a['html'] for a in answers)] == [a['html'] for a in answers],
        'real items are stable',
    )
    for before, answer in zip(fragments, answers):
        old, new = tree(before), tree(answer['html'])
        old_text, new_text = ''.join(seen(old, [])), ''.join(seen(new, []))
        totals.update(
            words=len(old_text.split()), words_kept=kept(old_text.split(), new_text.split())
        )
        totals.update(
            letters=len(''.join(old_text.split())),
            letters_kept=kept(''.join(old_text.split()), answer['text']),
        )
        marks = [[e.tag for e in elements(t) if is_kept_element(e)] for t in (old, new)]
        totals.update(elements=len(marks[0]), elements_kept=kept(*marks))
    for what in ('words', 'letters', 'elements'):
        share = totals[what + '_kept'] / max(totals[what], 1)
        name = 'letters in the plain text' if what == 'letters' else what
        check(
            share >= KEPT_AT_LEAST and totals[what] > 1000,
            '%d real items: %d of %d %s kept, %.4f %%'
            % (len(fragments), totals[what + '_kept'], totals[what], name, 100 * share),
        )


hostile()
fidelity()
sys.exit(1 if failures else 0)
