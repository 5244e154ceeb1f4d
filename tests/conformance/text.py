#!/usr/bin/env python3
"""text.py TIDINGS UTF8_BATCH SHARED: dates and UTF-8 as feeds have them, read by
`tidings parse --batch` and by utf8_batch.

What a date means is worked out here a second time, by strict shapes and with the time zones of the
system. A string that fits no shape is a failure: somebody has to read it and add its shape."""
import datetime
import html
import json
import os
import re
import subprocess
import sys
import tempfile
import zoneinfo
from xml.sax.saxutils import escape

tidings, utf8_batch, shared = sys.argv[1:4]
cases = os.path.join(shared, 'cases')
SOURCES = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'src')
failures = []


def check(ok, what):
    print(('ok    ' if ok else 'FAILED ') + what)
    if not ok:
        failures.append(what)


def ask(command, lines):
    run = subprocess.run(
        command, input=''.join(line + '\n' for line in lines), capture_output=True, text=True
    )
    check(
        run.returncode == 0,
        '%s ends well%s'
        % (os.path.basename(command[0]), ': ' + run.stderr[-400:] if run.returncode else ''),
    )
    return [json.loads(line) for line in run.stdout.split('\n') if line]


def read(texts):
    """What the program makes of these dates, each in an item of one RSS feed."""
    items = ''.join(
        '<item><guid>%d</guid><pubDate>%s</pubDate></item>' % (i, escape(t))
        for i, t in enumerate(texts)
    )
    with tempfile.NamedTemporaryFile('w', suffix='.xml', encoding='utf-8') as f:
        f.write(
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>%s</channel></rss>'
            % items
        )
        f.flush()
        entries = ask([tidings, 'parse', '--batch'], [json.dumps({'file': f.name})])[0]['entries']
    return [e.get('published') for e in entries]


def compare(what, texts, wanted):
    got = read(texts)
    wrong = [(t[:60], w, g) for t, w, g in zip(texts, wanted, got) if w != g]
    check(
        len(got) == len(texts) and not wrong,
        '%s: %d of %d right %s' % (what, len(texts) - len(wrong), len(texts), wrong[:6] or ''),
    )


MONTHS = {}
for number, names in enumerate(
    (
        'january jan',
        'february feb',
        'march mar märz mär',
        'april apr avril avr',
        'may',
        'june jun',
        'july jul juil július ιούλ',
        'august aug',
        'september sep set',
        'october oct',
        'november nov novembre',
        'december dec déc',
    ),
    1,
):
    MONTHS.update({name: number for name in names.split()})
HOURS = {
    'z': 0,
    'ut': 0,
    'utc': 0,
    'gmt': 0,
    'est': -5,
    'edt': -4,
    'pst': -8,
    'met': 1,
    'mest': 2,
    'cest': 2,
}
PLACES = {
    'at': 'America/Halifax',
    'et': 'America/New_York',
    'ct': 'America/Chicago',
    'mt': 'America/Denver',
    'pt': 'America/Los_Angeles',
}
KNOWN = {name.lower(): name for name in zoneinfo.available_timezones()}

DAY = r'(?:[^\W\d]+(?:[.,]+\s*|\s+))?'
TIME = r'(?P<H>\d{1,2}):(?P<M>\d\d)(?::(?P<S>\d{1,2})(?:\.\d+)?)?(?:\s*(?P<half>[ap]\.?m\b\.?))?'
ZONE = (
    r'\s*(?P<zone>(?:[a-z]+)?[-+]\d\d:?\d\d|[a-z]+(?:/[a-z_]+)*)?'
    r'(?:(?<=\d)z|(?<=\d)textra| \(.*\))?'
)
MON = r'(?P<mon>[^\W\d]+)\.?'
SHAPES = [
    re.compile(shape + r'\Z', re.I)
    for shape in (
        DAY
        + r'(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?\s*'
        + MON
        + r',?\s*(?P<y>\d\d|\d{4})(?:,?\s*(?:- )?'
        + TIME
        + ')?'
        + ZONE,
        DAY + MON + r' (?P<d>\d{1,2}),? (?P<y>\d{4}),?(?: -| at)?\s*' + TIME + ZONE,
        DAY + MON + r'\s+(?P<d>\d{1,2}) ' + TIME + ZONE + r' (?P<y>\d{4})',
        DAY
        + r'(?P<y>\d{4})(?P<sep>[-/])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?:[t ]'
        + TIME
        + ')?'
        + ZONE,
        DAY + r'(?P<m>0\d|1[0-2])/(?P<d>\d\d)/(?P<y>\d{4}|\d\d)(?:(?: -)? ' + TIME + ')?' + ZONE,
        DAY + r'(?P<d>1[3-9]|[23]\d)/(?P<m>\d\d)/(?P<y>\d{4})',
        r'(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>\d\d)',
        DAY + r'(?P<d>\d\d) (?P<m>\d\d) (?P<y>\d{4}) ' + TIME + ZONE,
        MON + r' (?P<y>\d{4})',
        r'(?P<y>\d{4})(?:-(?P<m>\d\d))?',
        r'(?P<y>\d{4})-' + MON + r'-(?P<d>\d\d)t' + TIME + ZONE,
        r'(?P<y>\d{4})년 (?P<m>\d\d)월 (?P<d>\d\d)일\s+' + TIME,
        r'(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d) (?P<half>오후|오전) (?P<H>\d\d):(?P<M>\d\d):(?P<S>\d\d)',
        # a date with a zone, as XML Schema has it
        r'(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?P<zone>-\d\d)',
    )
]
# Shapes that name no day for certain: without a century, with parts that are no numbers, with four
# parts of a time or three digits of a month.
UNREADABLE = [
    re.compile(shape + r'\Z', re.I)
    for shape in (
        r'-\d\d-?\d\d',
        r'\d\d-\d\d-\d\d',
        r'\d{5,6}',
        r'\d{4}-xx-\d\d',
        r'.*\b(?:zzz|x|zz)\b.*',
        r'.*t\d\d:xx:.*',
        r'.*\+(?:zz:00|00:zz|00:xx)',
        r'.* \d:\d:\d:\d .*',
        r'\d{4}-0\d\d-.*',
        r'[^\w]*[ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ]{3}, .*',
    )
]


def zone_of(name, when):
    offset = re.match(r'(?:[a-z]+)?([-+])(\d\d):?(\d\d)?\Z', name or '', re.I)
    if offset:
        minutes = int(offset.group(2)) * 60 + int(offset.group(3) or 0)
        return datetime.timedelta(minutes=-minutes if offset.group(1) == '-' else minutes)
    name = (name or 'utc').lower()
    if name in HOURS:
        return datetime.timedelta(hours=HOURS[name])
    place = PLACES.get(name) or KNOWN[name]
    return when.replace(tzinfo=zoneinfo.ZoneInfo(place)).utcoffset()


def meaning(text):
    """RFC 3339 of a date, None when it means none; KeyError when nobody has read this shape."""
    text = html.unescape(text).strip()
    if any(shape.match(text) for shape in UNREADABLE):
        return None
    if re.match(r'\d{10}\Z', text):
        when = datetime.datetime.fromtimestamp(int(text), datetime.timezone.utc)
        return when.strftime('%Y-%m-%dT%H:%M:%SZ')
    part = next((m.groupdict() for m in (shape.match(text) for shape in SHAPES) if m), None)
    if not part:
        raise KeyError(text)
    year = int(part['y']) + (0 if len(part['y']) > 2 else 2000 if int(part['y']) < 70 else 1900)
    if part.get('mon') and part['mon'].lower() not in MONTHS:
        return None
    month = MONTHS[part['mon'].lower()] if part.get('mon') else int(part.get('m') or 1)
    hour = int(part.get('H') or 0)
    if part.get('half'):
        hour = hour % 12 + (12 if part['half'][0].lower() in 'p오' and part['half'] != '오전' else 0)
    when = datetime.datetime(
        year, month, int(part.get('d') or 1), hour, int(part.get('M') or 0), int(part.get('S') or 0)
    )
    return (when - zone_of(part.get('zone'), when)).strftime('%Y-%m-%dT%H:%M:%SZ')


def zones():
    """Every zone that date_zone.c knows by name, in all years of feeds, against the system's."""
    with open(os.path.join(SOURCES, 'parse', 'text', 'date_zone.c'), encoding='utf-8') as f:
        names = re.findall(r'S\("([A-Z]\w+/\w+)"\)', f.read())
    texts = [
        '%s 12:00 %s' % (datetime.date(year, month, 9 + month).strftime('%d %b %Y'), name)
        for name in names
        for year in range(1998, 2030, 3)
        for month in (1, 3, 4, 7, 10, 11)
    ]
    for i in range(0, len(texts), 4000):
        compare(
            'dates of %d zones' % len(names),
            texts[i : i + 4000],
            [meaning(t) for t in texts[i : i + 4000]],
        )


def dates_seen():
    with open(os.path.join(cases, 'feeds', 'dates-seen.json'), encoding='utf-8') as f:
        texts = [row[2] for row in json.load(f)]
    compare('dates seen', texts, [meaning(t) for t in texts])


def dates():
    with open(os.path.join(cases, 'hostile', 'text', 'dates.jsonl')) as f:
        rows = [json.loads(line) for line in f]
    instants = [
        None
        if r['unix'] is None
        else datetime.datetime.fromtimestamp(r['unix'], datetime.timezone.utc)
        for r in rows
    ]
    compare(
        'dates',
        [r['text'] for r in rows],
        [t and t.strftime('%Y-%m-%dT%H:%M:%SZ') for t in instants],
    )


def utf8():
    """Malformed bytes become U+FFFD; control characters become spaces, except tab and newline."""
    with open(os.path.join(cases, 'hostile', 'text', 'utf8.jsonl')) as f:
        rows = [json.loads(line) for line in f]
    wanted = [
        (r['valid'], re.sub(r'[\0-\x08\x0b-\x1f\x7f-\x9f]', ' ', r['expected'])) for r in rows
    ]
    got = [(a['valid'], a['text']) for a in ask([utf8_batch], [r['hex'] for r in rows])]
    wrong = [(r['id'], w, g) for r, w, g in zip(rows, wanted, got) if w != g]
    check(
        len(got) == len(rows) and not wrong,
        'UTF-8: %d of %d right %s' % (len(rows) - len(wrong), len(rows), wrong[:3] or ''),
    )


zones()
if os.path.isdir(cases):
    dates_seen()
    dates()
    utf8()
elif not failures:
    print('skipped the rest: no recorded dates')
    sys.exit(77)
sys.exit(1 if failures else 0)
