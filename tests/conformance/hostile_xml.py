#!/usr/bin/env python3
"""hostile_xml.py TIDINGS SHARED: the documents of cases/hostile/xml, each by a process of its own.

Every answer is one JSON document that holds what the list below says, and comes quickly and in
little memory. Nothing is asked of the network: the script runs in a network of its own and listens
where the documents point."""
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile

tidings, shared = sys.argv[1], sys.argv[2]
build = os.path.join(shared, 'cases', 'hostile', 'xml', 'build.py')
LARGE = 5 << 20
# CPU seconds and bytes of a release build. On a busy machine, or with the compiler's sanitizers, a
# test fails at several times as much.
SECONDS, SECONDS_LARGE, MEMORY = 0.1, 0.4, 64 << 20
LOOSE = 10
failures = []

# What a document must give: entries at least and at most, and the code of an error (None: any).
KEPT = (1, 1, None)
NOT_A_FEED = (0, 0, 'not-a-feed')
LIMIT = (0, 1, 'limit')
EXPECTED = {
    'xxe_file': (1, 1, 'xml'),
    'xxe_http': (1, 1, 'xml'),
    'xxe_param': KEPT,
    'xxe_dtd': KEPT,
    'xxe_oob': KEPT,
    'xinclude': KEPT,
    'xslt_pi': KEPT,
    'billion_laughs': (0, 1, 'xml'),
    'quadratic_blowup': (0, 1, 'xml'),
    'pe_recursion': (0, 1, 'xml'),
    'attr_entities': (0, 1, 'xml'),
    'attr_default': (0, 5000, 'limit'),
    'deep_300': LIMIT,
    'deep_100k': NOT_A_FEED,
    'deep_unclosed': LIMIT,
    'huge_attr': (0, 1, 'limit'),
    'many_attrs': LIMIT,
    'many_ns': LIMIT,
    'many_items': (5000, 5000, 'limit'),
    'long_text': (1, 1, 'limit'),
    'long_name': (0, 0, 'limit'),
    'long_comment': (0, 0, 'limit'),
    'long_pi': (0, 0, 'limit'),
    'cdata_split': KEPT,
    'charref_flood': KEPT,
    'nul': (0, 0, 'xml'),
    'c0': (1, 1, 'xml'),
    'bad_utf8': (1, 1, 'encoding'),
    'cp1252_as_utf8': (1, 1, 'encoding'),
    'decl_lie_utf16': (1, 1, 'encoding'),
    'utf16le_bom': KEPT,
    'utf32': (0, 1, None),
    'utf7': (0, 1, 'encoding'),
    'ebcdic': (0, 1, None),
    'unknown_enc': (1, 1, 'encoding'),
    'bom_ws': (1, 1, 'xml'),
    'junk_before': (1, 1, 'xml'),
    'truncated': (0, 1, 'truncated'),
    'unescaped_amp': (1, 1, 'xml'),
    'two_roots': (1, 2, 'xml'),
    'html_not_xml': NOT_A_FEED,
    'empty': NOT_A_FEED,
    'ws': NOT_A_FEED,
    'null_bytes': NOT_A_FEED,
    'gz_magic': NOT_A_FEED,
    'ns_prefix_tricks': NOT_A_FEED,
    'dup_guid': (1, 5000, None),
    'future_date': (2, 2, None),
}
# What a title of the feed or of the entry must be.
TITLES = {
    'c0': 'ab',
    'nul': 'ab',
    'cp1252_as_utf8': '“Quote”',
    'unescaped_amp': 'AT&T & <3 é &bogus;',
}


def check(ok, what):
    print(('ok    ' if ok else 'FAILED ') + what)
    if not ok:
        failures.append(what)


def answer(path):
    """(document, CPU seconds, bytes of memory at the most)"""
    with subprocess.Popen(
        [tidings, 'parse', '--batch'], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        process.stdin.write(
            json.dumps({'id': 1, 'file': path, 'url': 'https://feed.example/'}).encode() + b'\n'
        )
        process.stdin.flush()
        line = process.stdout.readline()
        with open('/proc/%d/status' % process.pid) as f:
            memory = next(int(row.split()[1]) << 10 for row in f if row.startswith('VmHWM:'))
        with open('/proc/%d/stat' % process.pid) as f:
            ticks = sum(map(int, f.read().rsplit(')', 1)[1].split()[11:13]))
    return json.loads(line), ticks / os.sysconf('SC_CLK_TCK'), memory


def keeps_to(name, document):
    least, most, code = EXPECTED[name]
    entries, errors = document.get('entries', []), document['errors']
    text = json.dumps(document)
    return (
        least <= len(entries) <= most
        and (not code or code in [e['code'] for e in errors])
        and (document['well_formed'] or errors)
        and 'root:' not in text
        and '<script' not in text
        and not (
            len(text) > 100000
            and name
            not in (
                'attr_default',
                'many_items',
                'long_text',
                'charref_flood',
                'cdata_split',
                'dup_guid',
            )
        )
    )


def case(row, folder, release):
    name = row['file'].removesuffix('.xml')
    document, seconds, memory = answer(os.path.join(folder, row['file']))
    titles = [document.get('feed', {}).get('title', {}).get('text')] + [
        e.get('title', {}).get('text') for e in document.get('entries', [])
    ]
    limit = SECONDS_LARGE if row['bytes'] > LARGE else SECONDS
    check(
        keeps_to(name, document) and TITLES.get(name, titles[0]) in titles,
        '%s: %s; %d entries, %s'
        % (
            row['file'],
            row['why'],
            len(document.get('entries', [])),
            [(e['code'], e['message']) for e in document['errors']] or 'no error',
        ),
    )
    check(
        seconds <= limit * LOOSE and (not release or memory <= MEMORY),
        '%s: %.2f s, %d MiB' % (row['file'], seconds, memory >> 20),
    )
    return seconds / limit


def main():
    with open(tidings, 'rb') as f:
        release = b'__asan_init' not in f.read()
    listener = socket.create_server(('127.0.0.1', 9))
    listener.setblocking(False)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, build, folder], check=True, stdout=subprocess.DEVNULL)
        with open(os.path.join(folder, 'index.json')) as f:
            rows = json.load(f)
        check(
            {r['file'] for r in rows} == {n + '.xml' for n in EXPECTED}, '%d documents' % len(rows)
        )
        ratios = [case(row, folder, release) for row in rows]
    print(
        'the slowest took %.2f of its time; %d were over it'
        % (max(ratios), sum(r > 1 for r in ratios))
    )
    try:
        listener.accept()
        check(False, 'something connected')
    except BlockingIOError:
        check(True, 'nothing connected')
    sys.exit(1 if failures else 0)


if not os.path.exists(build):
    print('skipped: no cases/hostile/xml')
    sys.exit(77)
if os.environ.get('TIDINGS_NAMESPACE') != 'own':
    namespace = ['unshare', '-r', '-n']
    if (
        not shutil.which('unshare')
        or subprocess.run([*namespace, 'true'], capture_output=True).returncode
    ):
        print('skipped: no namespaces here')
        sys.exit(77)
    os.environ['TIDINGS_NAMESPACE'] = 'own'
    os.execvp(
        'unshare',
        [*namespace, 'sh', '-c', 'ip link set lo up && exec "$0" "$@"', sys.executable, *sys.argv],
    )
main()
