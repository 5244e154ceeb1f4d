#!/usr/bin/env python3
"""feeds.py FEED_BATCH SHARED: the recorded feeds, dates and hostile input, read by feed_batch.

Feeds are scored by cases/feeds/score.py; every real feed keeps the entries that its index counts; every date is the expected one;
hostile XML is answered quickly; what the sanitiser wrote stays the same when it is sanitised again."""
import csv, datetime, json, os, re, subprocess, sys, tempfile, time

batch, shared = sys.argv[1], sys.argv[2]
if not os.path.isdir(os.path.join(shared, 'cases', 'feeds')):
    print('skipped: no recorded feeds')
    sys.exit(77)
cases = os.path.join(shared, 'cases')
# In at most this many real feeds fewer entries may be found than the index counts: broken ones that need another parser, and documents that are no feeds.
REAL_FEEDS_BEHIND = 9
TIER_A_AT_LEAST = 96.5
# Generous: the sanitizers of the compiler look at all that is left of a document at each search in it.
HOSTILE_SECONDS = 8.0
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


def json_lines(*path):
    with open(os.path.join(cases, *path)) as f:
        return [json.loads(line) for line in f]


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


def dates():
    rows = json_lines('hostile', 'text', 'dates.jsonl')
    wanted = [None if r['unix'] is None else datetime.datetime.fromtimestamp(r['unix'], datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ') for r in rows]
    got = [a['date'] for a in ask({'id': r['id'], 'date': r['text']} for r in rows)]
    wrong = [(r['text'][:60], w, g) for r, w, g in zip(rows, wanted, got) if w != g]
    check(not wrong and len(got) == len(rows), 'dates: %d of %d %s' % (len(rows) - len(wrong), len(rows), wrong[:3] or ''))


def fragments():
    rows = json_lines('hostile', 'xss', 'xss.jsonl')
    base = 'https://example.org/x/y'
    once = [a['html'] for a in ask({'html': r['input_html'], 'base': base} for r in rows)]
    twice = [a['html'] for a in ask({'html': h, 'base': base} for h in once)]
    unstable = [r['id'] for r, a, b in zip(rows, once, twice) if a != b]
    check(len(once) == len(rows) and not unstable, 'fragments: %d sanitised, %d not stable %s' % (len(once), len(unstable), unstable[:3] or ''))
    unsafe = re.compile(r'<(?!/?(a|abbr|article|aside|b|bdi|bdo|big|blockquote|br|caption|center|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|'
                        r'figcaption|figure|font|footer|h[1-6]|header|hr|i|img|ins|kbd|li|main|mark|ol|p|pre|q|rp|rt|ruby|s|samp|section|small|span|strike|'
                        r'strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|var|wbr)[ />])'
                        r'| (on\w+|style|srcdoc|id|class)="| (href|src|cite)="(?!https?://|mailto:)', re.I)
    tags = [t for h in once for t in re.findall(r'<[^>]*>?', h)]
    check(not [t for t in tags if unsafe.search(re.sub(r'"[^"]*"', lambda m: m.group(0).replace(' ', '_'), t))], 'fragments: nothing beyond the allow-list')


def hostile_xml():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, os.path.join(cases, 'hostile', 'xml', 'build.py'), folder], check=True, stdout=subprocess.DEVNULL)
        for case in json.load(open(os.path.join(folder, 'index.json'))):
            start = time.monotonic()
            answers = ask_quietly(os.path.join(folder, case['file']))
            seconds = time.monotonic() - start
            if not answers or seconds > HOSTILE_SECONDS or 'root:' in answers:
                check(False, '%s (%s): %.1f s' % (case['file'], case['why'], seconds))
        check(True, 'hostile XML: done')


def ask_quietly(path):
    return subprocess.run([batch], input=json.dumps({'file': path}) + '\n', capture_output=True, text=True).stdout


for part in (scores, real_feeds, dates, fragments, hostile_xml):
    part()
sys.exit(1 if failures else 0)
