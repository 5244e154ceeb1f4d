"""Sites in other languages: no English word is left where the language has one of its own."""
import email
import email.policy
import html
import json
import os
import re
import shutil
import unittest

from pipeline import LOOPBACK, TOP, feed_block, service_block, site_block, write
from world import WorldTest, rss, rss_item

DAY, LATER = "2026-11-23T12:00:00Z", "2026-11-30T12:00:00Z"
STUDIES = {
    "NCT99000001": "RECRUITING",
    "NCT99000002": "ACTIVE_NOT_RECRUITING",
    "NCT99000003": "TERMINATED",
}
DETAILS = {
    "designModule": {"phases": ["EARLY_PHASE1", "PHASE2"]},
    "conditionsModule": {"conditions": ["Now recruiting disease"]},
    "eligibilityModule": {"minimumAge": "18 Years", "maximumAge": "6 Months", "sex": "FEMALE"},
    "contactsLocationsModule": {
        "locations": [{"facility": "Zorgel", "status": "NOT_YET_RECRUITING"}] * 2
    },
}
LATER_DETAILS = {
    **DETAILS,
    "designModule": {"phases": ["NA"]},
    "eligibilityModule": {"minimumAge": "30 Years", "sex": "ALL"},
}
DATES = {f"{name}DateStruct": {"date": "2026-05"} for name in ("start", "completion")}
TOPIC = 'topic "Zorgel" { slug = "zorgel" match = "zorgel" }\n'


def words(language):
    with open(f"{TOP}/templates/words/{language}.conf", encoding="utf-8") as f:
        return dict(re.findall(r'^(\w+) = "(.*)"$', f.read(), re.M))


def fragments(text):
    """What a reader would see of a word, whatever stands in its places."""
    for part in re.split(r"\{\w*\}|\|", text):
        part = part.strip(" .,:;()“”")
        if len(part) >= 4:
            yield part


FOREIGN = re.compile(r'<(\w+)(?: [^<>]*)? lang="en"[^<>]*>[^<>]*</\1>')


def visible(path, data):
    """The text that readers see of a file, and what is read aloud to them, but for what is marked
    as English."""
    data = FOREIGN.sub("", data)
    if path.endswith(".json"):
        texts = (FOREIGN.sub("", i["content_html"]) for i in json.loads(data)["items"])
        return " ".join(html.unescape(re.sub("<[^>]*>", " ", text)) for text in texts)
    if path.endswith(".opml"):
        return html.unescape(" ".join(re.findall(r' text="([^"]*)"', data)))
    if path.endswith(".eml"):
        return str(email.message_from_string(data, policy=email.policy.default)["Subject"])
    if path.endswith((".html", ".atom", ".rss")):
        data = re.sub(
            "<style>.*?</style>|<script.*?</script>|<generator>.*?</generator>",
            "",
            data,
            flags=re.S,
        )
        said = re.findall(r' aria-label="([^"]*)"', data)
        text = html.unescape(re.sub("<[^>]*>", " ", data))
        return " ".join([text, *said]) if path.endswith(".html") else re.sub("<[^>]*>", " ", text)
    return data


class Languages(WorldTest):
    def trials(self, details=DETAILS, updated="2026-11-03"):
        os.makedirs(f"{self.world}/clinicaltrials", exist_ok=True)
        studies = [
            {
                "protocolSection": {
                    "identificationModule": {"nctId": nct, "briefTitle": f"Zorgel mefi {nct}"},
                    "statusModule": {
                        "overallStatus": status,
                        "lastUpdatePostDateStruct": {"date": updated},
                        "statusVerifiedDate": "2026-02",
                        **DATES,
                        **({"whyStopped": "Studied"} if status == "TERMINATED" else {}),
                    },
                    **details,
                }
            }
            for nct, status in STUDIES.items()
        ]
        write(f"{self.world}/clinicaltrials/studies.json", json.dumps({"studies": studies}))

    def publish_in(self, language, *settings):
        """A site with trials that change, and entries of a feed, of which one is withdrawn."""
        self.trials()
        entries = (
            rss_item(title=f"Zorgel {n}", link=f"https://a.example/{n}", guid=n) for n in "xyz"
        )
        self.write_feed("a.rss", rss("Mefi", *entries))
        routes = {"clinicaltrials": {"match": "all"}, "feeds": {"a.rss": {}}}
        write(f"{self.world}/routes.json", json.dumps(routes))
        shutil.rmtree(f"{self.site}/templates/pages")
        self.configure(
            site_block("Zorgel mefi", f'language = "{language}"', *settings)
            + LOOPBACK
            + service_block("clinicaltrials", "ctgov/")
            + TOPIC
            + feed_block("Mefi", "a.rss")
            + 'clinicaltrials "Trufi" { condition = "x" }\n'
        )
        with self.replay() as replay:
            self.port = replay.port
            self.fetch_in_order(DAY)
        ids = [item["id"] for item in self.queue(now=DAY)]
        self.assertEqual(len(ids), 6)
        self.tidings("approve", *ids, "--as", "ana", now=DAY)
        self.tidings("publish", now=DAY)
        self.count_as_news()
        self.tidings("digest", now=DAY)
        self.trials(LATER_DETAILS, "2026-11-29")
        with self.replay() as replay:
            self.port = replay.port
            self.fetch_in_order(LATER)
        updates = [item["id"] for item in self.queue(now=LATER)]
        self.assertEqual(len(updates), 3)
        self.tidings("approve", *updates, "--as", "ana", now=LATER)
        gone = next(id for id in ids if self.objects("show", id, now=DAY)[0]["title"] == "Zorgel x")
        self.tidings("withdraw", gone, "--reason", "Brelo", "--as", "ana", now=LATER)
        self.tidings("publish", now=LATER)
        self.count_as_news()
        self.tidings("digest", now=LATER)
        return {
            path: data.decode()
            for path, data in self.public_files().items()
            if not path.endswith((".css", ".js", ".svg", ".xml", "robots.txt"))
            and not path.startswith("search/")  # titles and terms, for the script
        }

    def check_nothing_is_english(self, language, files):
        english, own = words("en"), words(language)
        translated = {k: v for k, v in english.items() if k in own and own[k] != v}
        kept = {part for k, v in own.items() for part in fragments(v)}
        self.assertGreater(len(translated), 100)
        for path, data in files.items():
            text = re.sub(r"(?:tag:|https?://)\S+", "", visible(path, data))
            for key in english.keys() - own.keys():
                for part in fragments(english[key]):
                    text = text.replace(part, "")
            for key, word in translated.items():
                for part in fragments(word):
                    if part not in kept:
                        self.assertNotRegex(text, rf"\b{re.escape(part)}\b", f"{path}: {key}")

    def test_german(self):
        files = self.publish_in("de")
        self.check_nothing_is_english("de", files)
        page = files["trials/index.html"]
        self.assertIn('<html lang="de">', page)
        self.assertIn("Zorgel mefi NCT99000001: Teilnehmer gesucht", page)
        self.assertIn("Nimmt zurzeit Teilnehmer auf. Zuletzt aktualisiert: 29.11.26.", page)
        self.assertIn("Zuletzt geändert am <time", page)
        self.assertIn("23. November 2026 – 3 neue Einträge", files["digest/2026-W48-news.txt"])
        self.assertIn("Zurückgezogen am 30.11.2026: Brelo.", files["digest/2026-W49-news.txt"])
        self.assertIn("<at:comment>Zurückgezogen: Brelo.</at:comment>", files["news/feed.atom"])
        page = files["items/nct-NCT99000003.html"]
        for words in (
            '<dd dir="auto">Nicht zutreffend</dd>',
            '<dd dir="auto" lang="en">Now recruiting disease</dd>',
            '<dd dir="auto">30 Jahre und älter</dd>',
            '<dd dir="auto">Alle</dd>',
            '<dd dir="auto">05/2026</dd>',
            '<dd dir="auto">Zorgel (Nimmt noch keine Teilnehmer auf)</dd>',
            'Studie vorzeitig beendet: <span lang="en">Studied</span>. Zuletzt aktualisiert: ',
            "Phase: Frühe Phase 1; Phase 2 → Nicht zutreffend; Alter: "
            "18 Jahre bis 6 Monate → 30 Jahre und älter; Geschlecht: Weiblich → Alle",
        ):
            self.assertIn(words, page)

    def test_a_command_shows_what_readers_see(self):
        self.publish_in("de")
        tag = "SELECT id FROM item WHERE tag = 'nct/NCT99000001'"
        ours, seen = self.tidings("show", self.rows(tag)[0][0], now=LATER).split("Readers see:")
        self.assertIn("NCT99000001: Now Recruiting", ours)
        self.assertIn("Zorgel mefi NCT99000001: Teilnehmer gesucht", seen)
        self.assertIn("Nimmt zurzeit Teilnehmer auf. Zuletzt aktualisiert: 29.11.26.", seen)
        self.assertNotIn("ecruiting", seen)

    def test_what_is_looked_for_is_german(self):
        self.publish_in("de")
        shards = {p: d for p, d in self.public_files().items() if p.startswith("search/1/")}
        terms = set()
        for path, data in shards.items():
            if "items-" not in path:
                terms.update(json.loads(data))
        self.assertLessEqual({"zutreffend", "jahre", "teilnehmer", "beendet"}, terms)
        self.assertTrue(terms.isdisjoint({"older", "applicable", "stopped", "currently"}), terms)
        results = json.loads(shards["search/1/items-1.json"])
        said = {result.get("status_line", "")[:31] for result in results.values()}
        self.assertIn("Studie vorzeitig beendet: Studi", said)

    def test_arabic(self):
        files = self.publish_in("ar")
        self.check_nothing_is_english("ar", files)
        for path in ("index.html", "404.html", "digest/2026-W48-news.html"):
            self.assertIn('<html lang="ar" dir="rtl">', files[path], path)
        self.assertIn("3 أخبار جديدة", files["digest/2026-W48-news.txt"])
        self.assertIn("تحديث واحد", files["digest/2026-W49-news.txt"])

    def test_iso_dates_and_british_ones(self):
        page = self.publish_in("en", 'dates = "iso"')["trials/index.html"]
        self.assertIn("Last updated 2026-11-29.", page)
        self.assertIn(">2026-11-30</time>", page)

    def test_own_words_stand_before_the_programs(self):
        os.makedirs(f"{self.site}/templates/words")
        write(f"{self.site}/templates/words/en.conf", 'details = "More of it"\n')
        write(f"{self.site}/templates/words/en-gb.conf", 'follow = "Follow us:"\n')
        page = self.publish_in("en-GB")["trials/index.html"]
        self.assertIn(">More of it</a>", page)
        self.assertIn("Follow us: <a", page)
        self.assertIn("Last updated 29/11/26.", page)
        write(f"{self.site}/templates/words/en.conf", 'detials = "x"\nupdates = "{n} update"\nx\n')
        said = self.run_tidings("check").stderr
        self.assertIn(
            "templates/words/en.conf:1: “detials” is no word; did you mean “details”?", said
        )
        self.assertIn("templates/words/en.conf:2: updates must have as many forms", said)
        self.assertIn(
            'templates/words/en.conf:3: a line must be empty, a comment, or: key = "text"', said
        )

    def test_check_says_what_is_missing(self):
        self.configure(site_block("A", 'language = "pl"'))
        self.assertIn(
            '! language = "pl": there are no words in that language', self.tidings("check")
        )
        self.configure(site_block("A", 'language = "nl"'))
        self.assertIn("shown in English: status_available, ", self.tidings("check"))
        for language in ("de", "es", "fr", "it", "pt", "ar"):
            self.configure(site_block("A", f'language = "{language}"'))
            self.assertNotIn("shown in English", self.tidings("check"), language)
        self.configure(site_block("A", 'language = "de-AT"'))
        self.assertNotIn("language", self.tidings("check"))


if __name__ == "__main__":
    unittest.main()
