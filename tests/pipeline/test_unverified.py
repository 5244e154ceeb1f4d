"""A trial that goes on by its record, and that nobody has verified for two years, is unknown to
readers from the day on which that is so, though nothing at its registry changed. It comes to the
queue once."""
import re
import unittest

from standin import Study, World
from test_watch import TRIALS, Watch

BEFORE, SINCE = "2026-10-20T08:00:00Z", "2026-11-02T08:00:00Z"
LATER, LAST = "2026-11-05T08:00:00Z", "2026-12-03T08:00:00Z"
TOPIC = 'topic "Skin" { slug = "skin" match = "study" }\n'
OPEN, ENDED, VERIFIED, FUTURE = (f"NCT9900000{i}" for i in range(1, 5))
UNKNOWN = "Status unknown; last verified October 2024. Last updated 10/01/24."
FILES = (
    f"items/nct-{OPEN}.html",
    "index.html",
    "trials/index.html",
    "topics/skin.html",
    "feed.atom",
    "trials/feed.atom",
    "trials/feed.rss",
    "trials/feed.json",
    "topics/skin/feed.atom",
    "search/1/items-1.json",
)


def study(status, verified, updated="2024-10-01", title="A study of cells"):
    more = {"statusModule": {"statusVerifiedDate": verified}}
    return Study(updated, status, title, more=more)


class Unverified(Watch):
    def begin_before(self, settings=""):
        studies = {
            OPEN: study("RECRUITING", "2024-10"),
            ENDED: study("COMPLETED", "2019-01"),
            VERIFIED: study("RECRUITING", "2024-11", title="Another study"),
            FUTURE: study("NOT_YET_RECRUITING", "2024-10-30"),
        }
        sources = TOPIC + TRIALS.replace("}", settings + "}")
        self.begin(World(studies=studies, page=100), sources, BEFORE)

    def publish(self, now):
        self.tidings("publish", now=now)
        return {path: data.decode() for path, data in self.public_files().items()}

    def say_unknown(self, files):
        for path in FILES:
            self.assertIn(OPEN, files[path], path)
        page = files[f"items/nct-{OPEN}.html"]
        self.assertIn(f'<p class="status">{UNKNOWN}</p>', page)
        self.assertNotIn("Recruiting", re.sub(r'<p class="note">.*?</p>', "", page))
        for path in FILES:
            self.assertIn("Status unknown; last verified October 2024", files[path], path)
            self.assertNotIn("A study of cells: Now", files[path], path)

    def test_it_is_unknown_by_the_time_that_passes(self):
        self.begin_before()
        before = self.publish(BEFORE)
        self.assertIn("Currently recruiting", before[f"items/nct-{OPEN}.html"])
        self.assertIn("Now Recruiting", before[f"items/nct-{OPEN}.html"])
        self.assertEqual(self.queue(now=BEFORE), [])
        files = self.publish(SINCE)
        self.say_unknown(files)
        self.assertIn("Status unknown", files[f"items/nct-{FUTURE}.html"])
        for nct in (ENDED, VERIFIED):
            self.assertEqual(files[f"items/nct-{nct}.html"], before[f"items/nct-{nct}.html"])
        enrolling = files["topics/skin.html"].split("Open enrollments</h2>")[1].split("<h2")[0]
        self.assertIn(VERIFIED, enrolling)
        self.assertNotIn(OPEN, enrolling)
        self.assertEqual(sorted(self.cards(SINCE)), [OPEN, FUTURE])
        self.assertEqual(
            self.cards(SINCE)[OPEN][-1], "The status changed from RECRUITING to UNKNOWN"
        )
        self.assertEqual(self.publish(SINCE), files)
        said = self.run_tidings("audit", now=SINCE).stdout
        self.assertNotIn("another status", said)
        self.assertNotIn("altered", said)

    def test_it_comes_once(self):
        self.begin_before()
        for now in (SINCE, SINCE, LATER):
            self.tidings("fetch", now=now)
            self.assertEqual(sorted(self.cards(now)), [OPEN, FUTURE])
        self.approve_all(LATER)
        files = self.publish(LATER)
        self.say_unknown(files)
        note = "Status: Recruiting → Unknown"
        self.assertIn(note, files[f"items/nct-{OPEN}.html"])
        self.assertIn(note, files["trials/feed.atom"])
        self.assertIn(note, files["changes.html"])
        # The registry says so by itself, later; and another trial is too old the month after.
        self.world.studies[OPEN] = study("UNKNOWN", "2024-10")
        self.tidings("fetch", now=LAST)
        self.assertEqual(sorted(self.cards(LAST)), [VERIFIED])

    def test_what_was_declined_stays_away_and_is_unknown_all_the_same(self):
        self.begin_before()
        self.tidings("fetch", now=SINCE)
        self.tidings("reject", *(item["id"] for item in self.queue(now=SINCE)), now=SINCE)
        self.tidings("fetch", now=LATER)
        self.assertEqual(self.cards(LATER), {})
        self.say_unknown(self.publish(LATER))

    def test_a_trial_that_is_verified_again(self):
        self.begin_before()
        self.tidings("fetch", now=SINCE)
        self.say_unknown(self.publish(SINCE))
        self.world.studies[OPEN] = study("RECRUITING", "2026-11", "2026-11-04")
        self.tidings("fetch", now=LATER)
        self.assertEqual(sorted(self.cards(LATER)), [FUTURE], "it is as readers were told first")
        files = self.publish(LATER)
        self.assertIn("Currently recruiting", files[f"items/nct-{OPEN}.html"])
        self.assertIn("A study of cells: Now Recruiting", files["trials/feed.atom"])

    def test_a_trial_that_is_verified_again_after_readers_were_told(self):
        self.begin_before()
        self.tidings("fetch", now=SINCE)
        self.approve_all(SINCE)
        self.world.studies[OPEN] = study("RECRUITING", "2026-11", "2026-11-04")
        self.tidings("fetch", now=LATER)
        self.assertEqual(
            self.cards(LATER)[OPEN][-1], "The status changed from UNKNOWN to RECRUITING"
        )
        self.say_unknown(self.publish(LATER))
        self.approve_all(LATER)
        self.assertIn("Currently recruiting", self.publish(LATER)[f"items/nct-{OPEN}.html"])

    def test_a_trial_that_ends_meanwhile_is_not_open_again(self):
        self.begin_before()
        self.tidings("fetch", now=SINCE)
        self.world.studies[OPEN] = study("COMPLETED", "2026-11", "2026-11-04")
        self.tidings("fetch", now=LATER)
        self.say_unknown(self.publish(LATER))
        self.approve_all(LATER)
        page = self.publish(LATER)[f"items/nct-{OPEN}.html"]
        self.assertIn("This study has been completed.", page)

    def test_an_automatic_source_says_it_by_itself(self):
        self.begin_before('approve = "auto" ')
        self.publish(SINCE)
        self.assertEqual(self.queue(now=SINCE), [])
        self.say_unknown(self.publish(SINCE))

    def test_the_digest_and_a_new_item(self):
        self.begin_before()
        self.count_as_news()
        self.tidings("digest", now=SINCE)
        self.tidings("publish", now=SINCE)
        editions = [d.decode() for p, d in self.public_files().items() if p.endswith("trials.txt")]
        self.assertIn(f"A study of cells\n{UNKNOWN}", "".join(editions))
        # A study that comes with such a record is unknown from the beginning.
        self.world.studies["NCT99000009"] = study("RECRUITING", "2020-02", "2026-11-03")
        self.tidings("fetch", now=LATER)
        new = next(i for i in self.queue(now=LATER) if i["state"] == "queued")
        self.assertEqual(new["status"], "UNKNOWN")
        self.assertEqual(new["title"], "A study of cells")
        self.assertIn(
            "Its registry still says that it goes on, unverified for two years", new["warnings"]
        )


if __name__ == "__main__":
    unittest.main()
