"""Mistakes that people make in a configuration: `check` says where, and what to write."""
import unittest

import stores
from pipeline import SiteTest

RIGHT = '''site {
    title     = "Our News Desk"
    base_url  = "https://news.example.org/"
    authority = "example.org,2026"
    email     = "desk@example.org"
    language  = "en"
    timezone  = "UTC"
}
topic "Stem Cells" {
    slug  = "stem-cells"
    match = 'stem cell|HSCT'
}
pubmed "HSCT" {
    query = '"systemic sclerosis"[tiab] AND "stem cell"[tiab]'
    every = "6h"
}
clinicaltrials "Trials" {
    condition = "systemic sclerosis"
    status = {"RECRUITING"}
}
feed "A news site" {
    url     = "https://news.example.com/feed/"
    section = "news"
    topics  = {"stem-cells"}
    every   = "1h"
}
'''
AUTHORITY = (
    '“authority” is not a domain of yours and a day when it was yours, as “example.org,2026” '
    '(RFC 4151): '
)
# What stands there, what somebody writes in its place, the line that is named, what is said of it.
MISTAKES = [
    (
        '"Our News Desk"',
        '"Our News Desk',
        2,
        'a quotation mark of this line has no other one that closes it',
    ),
    (
        '"Our News Desk"',
        'Our News Desk',
        2,
        'put the value in quotation marks: title = "Our News Desk"',
    ),
    (
        '"Our News Desk"',
        '“Our News Desk”',
        2,
        'values stand in plain quotation marks, "…" or \'…\', not in “…”',
    ),
    (
        '"Our News Desk"',
        '«Our News Desk»',
        2,
        'values stand in plain quotation marks, "…" or \'…\', not in “…”',
    ),
    ('title     =', 'title:', 2, 'write = and not : behind title'),
    ('title     =', 'title', 2, '“title” needs an = and a value after it'),
    ('"Our News Desk"', '"Our News Desk";', 2, 'a line ends without a semicolon'),
    ('"Our News Desk"', '"Our News Desk",', 2, 'a line ends without a comma'),
    ('"UTC"\n}', '"UTC"\n', 9, 'the } that ends “site” is missing before this “topic”'),
    ('"UTC"\n}', '"UTC"\n}\n}', 9, 'there is a } too many'),
    ('topics  =', 'topic   =', 24, '“topic” is no key of feed; did you mean “topics”?'),
    ('{"stem-cells"}', '["stem-cells"]', 24, 'a list stands in braces: {"one", "two"}'),
    (
        '{"stem-cells"}',
        '{"stem-cell"}',
        21,
        'there is no topic with the slug “stem-cell”; did you mean “stem-cells”?',
    ),
    (
        'slug  = "stem-cells"',
        'slug  = "Stem Cells"',
        10,
        '“slug” is not a name for a file, of small letters a-z, digits and single '
        'hyphens: “Stem Cells”',
    ),
    (
        "'stem cell|HSCT'",
        "'stem cell|(HSCT'",
        11,
        "the expression 'stem cell|(HSCT' is wrong at character 16: missing closing parenthesis",
    ),
    ('every   =', 'evry    =', 25, '“evry” is no key of feed; did you mean “every”?'),
    (
        'every   = "1h"',
        'every   = "1"',
        25,
        '“every” is not a time, as “90s”, “30m”, “1h” or “2d”: “1”',
    ),
    (
        'every   = "1h"',
        'every   = "1 hour"',
        25,
        '“every” is not a time, as “90s”, “30m”, “1h” or “2d”: “1 hour”',
    ),
    (
        '"https://news.example.com/feed/"',
        '"news.example.com/feed/"',
        22,
        '“url” is not a web address (http:// or https://): “news.example.com/feed/”',
    ),
    ('    url     = "https://news.example.com/feed/"\n', '', 21, 'feed “A news site” needs “url”'),
    ('"news"\n    topics', '"New"\n    topics', 23, '“New” is no section; did you mean “news”?'),
    ('pubmed "HSCT"', 'pubmd "HSCT"', 13, '“pubmd” is no kind of section; did you mean “pubmed”?'),
    (
        'pubmed "HSCT"',
        'PubMed "HSCT"',
        13,
        '“PubMed” is no kind of section; did you mean “pubmed”?',
    ),
    ('pubmed "HSCT" {', 'pubmed {', 13, '“pubmed” needs a name in quotation marks before its {'),
    ('pubmed "HSCT" {', 'pubmed "HSCT"', 14, '“pubmed” needs a { here'),
    ('"Trials"', '"HSCT"', 17, 'the name “hsct” is already given at feeds/site.conf:13'),
    ('every = "6h"', 'every = "6h"\n    every = "7h"', 16, '“every” is given twice'),
    (
        '"RECRUITING"',
        '"NOT YET RECRUITING"',
        19,
        '“NOT YET RECRUITING” is no status of a trial; did you mean “NOT_YET_RECRUITING”?',
    ),
    ('"example.org,2026"', '"example.org"', 4, f'{AUTHORITY}“example.org”'),
    (
        '"example.org,2026"',
        '"https://example.org,2026"',
        4,
        f'{AUTHORITY}“https://example.org,2026”',
    ),
    (
        '"desk@example.org"',
        '"desk at example.org"',
        5,
        '“email” is not an e-mail address: “desk at example.org”',
    ),
    (
        '"UTC"',
        '"Berlin"',
        7,
        '“timezone” is not a time zone, as “America/Chicago” or “UTC”: “Berlin”',
    ),
    (
        '"https://news.example.org/"',
        '"news.example.org"',
        3,
        '“base_url” is not a web address (http:// or https://): “news.example.org”',
    ),
    (
        '\'"systemic sclerosis"[tiab] AND "stem cell"[tiab]\'',
        '""systemic sclerosis"[tiab]"',
        14,
        'a value that has " in it stands in single quotation marks: \'…\'',
    ),
    (
        'topic "Stem',
        '<!-- mine -->\ntopic "Stem',
        9,
        'a comment begins with # and ends with its line',
    ),
    ('pubmed "HSCT" {', 'pubmed "HSCT" [', 13, '“pubmed” needs a { here'),
    (
        '    every = "6h"\n',
        '    url = "https://a.b/"\n',
        15,
        '“url” is no key of pubmed; there are query, label, home, every, keep, drop, section, '
        'topics, approve',
    ),
    ('site {', '[site]', 1, 'a section is written with braces: site { … }'),
    ('site {', 'site = {', 1, 'a section is written without =: site {'),
    ('"Our News Desk"', '""', 1, 'site needs “title”'),
    (
        '\'"systemic sclerosis"[tiab] AND "stem cell"[tiab]\'',
        "''",
        13,
        'pubmed “HSCT” needs “query”',
    ),
    (
        'every   = "1h"',
        'every   = "1h"\n    approve = "yes"',
        26,
        '“yes” is no way to approve; there are editor, auto',
    ),
    (
        "'stem cell|HSCT'",
        '‘stem cell|HSCT’',
        11,
        'values stand in plain quotation marks, "…" or \'…\', not in “…”',
    ),
]
# What is understood, though it is written in another way.
UNDERSTOOD = [
    ('{"stem-cells"}', '"stem-cells"'),
    ('{"stem-cells"}', '{stem-cells}'),
    ('every   = "1h"', 'every   = 1h'),
    ('pubmed "HSCT" {', 'pubmed HSCT {'),
    ('"RECRUITING"', '"recruiting"'),
    ('{"RECRUITING"}', '"RECRUITING"'),
    ('"en"', '"English"'),
    ('topic "Stem', '// mine\ntopic "Stem'),
]


@stores.of_sqlite_alone
class Mistakes(SiteTest):
    def check(self, old, new):
        self.assertIn(old, RIGHT)
        self.configure(RIGHT.replace(old, new, 1), "site.conf")
        done = self.run_tidings("check")
        return done.returncode, done.stderr

    def test_each_is_said_with_its_line_and_what_to_write(self):
        for old, new, line, said in MISTAKES:
            with self.subTest(new=new):
                expected = f"tidings: feeds/site.conf:{line}: {said}\n"
                self.assertEqual(self.check(old, new), (1, expected))

    def test_what_is_understood_all_the_same(self):
        self.assertEqual(self.check("UTC", "UTC"), (0, ""))
        for old, new in UNDERSTOOD:
            with self.subTest(new=new):
                self.assertEqual(self.check(old, new), (0, ""))


if __name__ == "__main__":
    unittest.main()
