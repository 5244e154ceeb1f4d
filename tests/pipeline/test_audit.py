"""`tidings audit`: what is published and not true is found by name, and nothing else is."""
import gzip
import os
import unittest

import stores
import test_sample
from pipeline import read
from test_sample import WEEK_1, WEEK_2, WITHDRAWN

LATER = "2026-12-21T08:00:00Z"


class Audit(test_sample.Sample):
    """The tests of Sample are run by their own file."""

    test_two_weeks = test_nothing_new_changes_nothing = None
    test_what_was_not_approved_is_not_published = None

    def setUp(self):
        super().setUp()
        self.made_once(self.first_week)

    def audit(self, now=WEEK_1, status=0):
        """{kind: [(what, why), …]} of what is not true."""
        *found, summary = self.objects("audit", now=now, status=status)
        self.assertEqual(summary["kind"], "summary")
        self.assertEqual(summary["findings"], len(found))
        kinds = {}
        for finding in found:
            kinds.setdefault(finding["kind"], []).append((finding["what"], finding["why"]))
        self.summary = summary
        return kinds

    def by_hand(self, *statements):
        """Past the program: triggers do not hold somebody who drops them."""
        with self.beside() as db:
            db.execute("PRAGMA foreign_keys = OFF")
            for trigger in ("decision_kept", "decision_never_lost", "release_kept", "chain_kept"):
                db.execute(f"DROP TRIGGER IF EXISTS {trigger}")
            for statement in statements:
                db.execute(statement)

    def path(self, name):
        return f"{self.site}/out/{name}"

    def test_a_sound_site(self):
        files, times, rows = self.public_files(), self.times(), self.rows("SELECT * FROM note")
        self.assertEqual(self.audit(), {})
        self.assertEqual(self.summary["files"], len(files))
        self.assertEqual(
            self.summary["decisions"], self.rows("SELECT count(*) FROM decision")[0][0]
        )
        self.assertIn("Everything that is published is true", self.tidings("audit", now=WEEK_1))
        # It only looks.
        self.assertEqual((files, times), (self.public_files(), self.times()))
        self.assertEqual(rows, self.rows("SELECT * FROM note"))
        self.assertEqual(self.rows("SELECT count(*) FROM due"), [(0,)])

    def test_two_weeks_of_work(self):
        self.week(2, WEEK_2)
        updates = [item for item in self.queue(now=WEEK_2) if item["state"] == "update"]
        self.tidings("publish", now=WEEK_2)
        found = self.audit(WEEK_2, status=1)
        self.assertEqual(set(found), {"status", "retracted", "changed"})
        [(trial, why)] = found["status"]
        self.assertEqual(trial, "SAMPLE-1 Trial: Now Recruiting")
        self.assertIn("The status changed from RECRUITING to COMPLETED", why)
        self.assertIn("it waits in the queue", why)
        self.assertIn("Retracted: see PMID 99000103.", found["retracted"][0][1])
        self.assertIn("301-9", found["changed"][0][1])
        self.decide_second_week(updates)
        self.assertEqual(self.audit(WEEK_2), {})
        self.tidings("undo", WITHDRAWN, "--as", "ben", now=WEEK_2)
        self.assertEqual(set(self.audit(WEEK_2, status=1)), {"unpublished"})
        self.tidings("publish", now=WEEK_2)
        self.assertEqual(self.audit(WEEK_2), {})

    def test_an_update_that_nobody_was_told_of(self):
        self.week(2, WEEK_2)
        self.tidings("publish", now=WEEK_2)
        self.by_hand("UPDATE item SET update_why = ''")
        found = self.audit(WEEK_2, status=1)
        self.assertIn("no editor was told", found["status"][0][1])

    def test_what_an_editor_declined_is_meant(self):
        self.week(2, WEEK_2)
        for item in self.queue(now=WEEK_2):
            if item["state"] == "update":
                self.tidings("reject", item["id"], "--as", "ana", now=WEEK_2)
        self.tidings("publish", now=WEEK_2)
        # But readers of a paper that was retracted are to be told.
        self.assertEqual(list(self.audit(WEEK_2, status=1)), ["retracted"])
        self.assertEqual(self.summary["declined"], 3)

    def test_decisions(self):
        self.by_hand("UPDATE decision SET editor = 'eve' WHERE id = 3")
        self.assertEqual(
            self.audit(status=1),
            {
                "decision": [
                    (
                        "decision 3",
                        "it is not what it was when it was taken, or the one before it was removed",
                    )
                ]
            },
        )
        self.by_hand("DELETE FROM decision WHERE id = 5")
        self.assertEqual(
            [what for what, _ in self.audit(status=1)["decision"]], ["decision 3", "decision 5"]
        )

    def test_files(self):
        page = self.item_page(self.rows("SELECT min(item) FROM release")[0][0])
        with open(self.path(page), "a", encoding="utf-8") as f:
            f.write("<!-- -->")
        os.remove(self.path("research/feed.json"))
        with open(self.path("research/advertisement.html"), "w", encoding="utf-8") as f:
            f.write("buy")
        os.mkdir(self.path(".well-known"))
        with open(self.path(".well-known/security.txt"), "w", encoding="utf-8") as f:
            f.write("Contact: mailto:desk@example.org")
        os.chmod(self.path("digest/2026-W45-news.eml"), 0o644)
        with open(self.path("digest/2026-W45-news.eml"), "a", encoding="utf-8") as f:
            f.write("PS")
        self.assertEqual(
            {kind: [what for what, _ in found] for kind, found in self.audit(status=1).items()},
            {
                "altered": [page, "digest/2026-W45-news.eml"],
                "missing": ["research/feed.json"],
                "unexplained": ["research/advertisement.html"],
            },
        )

    def test_compressed_twins(self):
        path = f"{self.site}/feeds/site.conf"
        text = read(path)
        self.configure(text.replace("site {", 'site {\n    gzip = "yes"', 1), "site.conf")
        self.tidings("publish", now=WEEK_1)
        self.assertEqual(self.audit(), {})
        self.assertEqual(self.summary["files"], len(self.public_files()))
        with open(self.path("research/feed.atom.gz"), "wb") as f:
            f.write(gzip.compress(b"<feed/>"))
        found = self.audit(status=1)
        self.assertEqual([what for what, _ in found.pop("altered")], ["research/feed.atom.gz"])
        self.assertEqual(found, {})

    def test_a_release_that_was_altered(self):
        """Its pages show something else than the store says now, and it says another thing than its
        sources do."""
        [(release, item)] = self.rows("SELECT live, id FROM item WHERE tag = 'nct/NCT99000101'")
        self.by_hand(f"UPDATE release SET status = 'COMPLETED' WHERE id = {release}")
        found = self.audit(status=1)
        self.assertIn(self.item_page(item), [what for what, _ in found["altered"]])
        self.assertEqual(len(found["status"]), 1)

    def test_a_changed_configuration_waits(self):
        with open(f"{self.site}/templates/style.css", "a", encoding="utf-8") as f:
            f.write("\n")
        found = self.audit(status=1)
        self.assertEqual(list(found), ["unpublished"])
        self.assertIn("a template or the program changed", found["unpublished"][0][1])

    def test_services_that_were_not_asked(self):
        found = self.audit(LATER, status=1)
        self.assertEqual(set(found), {"unwatched"})
        self.assertEqual(
            [what for what, _ in found["unwatched"]],
            ["Watch: PubMed", "Watch: ClinicalTrials.gov", "Watch: Crossref"],
        )

    def test_sources_that_fail(self):
        self.tidings("fetch", "Scleroderma News", now=WEEK_2, status=1)  # nobody answers any more
        found = self.audit(WEEK_2, status=1)
        self.assertEqual(list(found), ["source"])
        self.assertEqual(found["source"][0][0], "Scleroderma News")

    @stores.of_sqlite_alone
    def test_an_older_store_and_a_restored_one(self):
        self.tidings("backup", f"{self.site}/backup.db", now=WEEK_1)
        self.tidings("undo", "--as", "ana", now=WEEK_1)
        self.tidings("publish", now=WEEK_1)
        self.tidings("restore", f"{self.site}/backup.db", now=WEEK_1)
        self.tidings("publish", now=WEEK_1)
        self.assertEqual(self.audit(), {})


if __name__ == "__main__":
    unittest.main()
