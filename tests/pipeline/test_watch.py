"""What is published is watched by its number: whatever became of the source that found it, each
change of a record comes back to the queue once, as what it is, and nothing else does."""
import re
import unittest
from dataclasses import replace

from pipeline import LOOPBACK, SiteTest, site_block
from standin import Answer, Paper, StandIn, Study, World, studies_json

DAY_1, DAY_2, DAY_3, DAY_4, DAY_5 = (f"2026-11-0{day}T08:00:00Z" for day in range(1, 6))
SERVICES = "".join(
    f'service "{name}" {{ base_url = "http://127.0.0.1:PORT/{path}" }}\n'
    for name, path in (("pubmed", "eutils/"), ("clinicaltrials", "ctgov/"))
)
TRIALS = 'clinicaltrials "Trials" { condition = "sclerosis" }\n'
OTHER_TRIALS = 'clinicaltrials "Other" { term = "sclerosis" }\n'


class Watch(SiteTest):
    def begin(self, world, sources, now=DAY_1):
        self.world = world
        self.service = StandIn(world)
        self.service.__enter__()
        self.addCleanup(self.service.__exit__)
        self.use(sources)
        self.tidings("fetch", now=now)
        self.approve_all(now)
        self.tidings("publish", now=now)

    def use(self, sources):
        self.port = self.service.port
        text = site_block("Watch") + LOOPBACK + SERVICES + sources
        self.configure(re.sub(r"\bPORT\b", str(self.port), text))

    def approve_all(self, now):
        ids = [item["id"] for item in self.queue(now=now)]
        if ids:
            self.tidings("approve", *ids, now=now)
        return ids

    def cards(self, now):
        """{tag: [what changed]} of the updates in the queue."""
        found = self.queue(now=now)
        self.assertEqual([i["state"] for i in found if i["state"] != "update"], [])
        tags = dict(self.rows("SELECT id, tag FROM item"))
        return {tags[item["id"]].split("/")[-1]: item["update"] for item in found}

    def item_words(self, tag):
        """The item's page without what is said of its last change."""
        page = self.public_files()[f"items/{tag.replace('/', '-')}.html"].decode()
        return re.sub(r'<p class="note">.*?</p>', "", page, flags=re.S)

    def items(self):
        return self.rows("SELECT count(*) FROM item WHERE merged_into IS NULL")[0][0]


PLACE = {
    "facility": "Sample Hospital",
    "status": "RECRUITING",
    "city": "Chicago",
    "state": "Illinois",
    "country": "United States",
}
OTHER_PLACE = {**PLACE, "facility": "Second Hospital", "city": "Paris", "state": "Paris"}
CONTACT = {"name": "Ana Sample", "role": "CONTACT", "phone": "555-0100", "phoneExt": "7"}
DETAILS = {
    "statusModule": {
        "statusVerifiedDate": "2026-09",
        "startDateStruct": {"date": "2026-01"},
        "primaryCompletionDateStruct": {"date": "2027-01"},
        "completionDateStruct": {"date": "2027-06-30"},
    },
    "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Sample University"}},
    "conditionsModule": {"conditions": ["Systemic Sclerosis"]},
    "designModule": {"phases": ["PHASE1", "PHASE2"]},
    "eligibilityModule": {"minimumAge": "18 Years", "maximumAge": "65 Years", "sex": "ALL"},
    "contactsLocationsModule": {"locations": [PLACE, OTHER_PLACE], "centralContacts": [CONTACT]},
}


def trial_changes():
    """{what is done: (the study before, the study after)}."""
    plain = Study("2026-10-20", "RECRUITING", "A study of cells", more=DETAILS)
    moved = replace(plain, updated="2026-11-01")

    def with_details(study, module, **members):
        return replace(study, more={**DETAILS, module: {**DETAILS[module], **members}})

    def changed(module, **members):
        return (plain, with_details(moved, module, **members))

    def dated(name):
        return changed("statusModule", **{f"{name}DateStruct": {"date": "2028-02-02"}})

    def placed(*places):
        return changed("contactsLocationsModule", locations=places)

    stopped = with_details(
        replace(plain, status="TERMINATED"), "statusModule", whyStopped="No money"
    )
    return {
        "nothing": (plain, plain),
        "nothing but the date": (plain, moved),
        "closed": (plain, replace(moved, status="ACTIVE_NOT_RECRUITING")),
        "completed": (plain, replace(moved, status="COMPLETED")),
        "suspended": (plain, replace(moved, status="SUSPENDED")),
        "terminated": (plain, replace(moved, status="TERMINATED")),
        "withdrawn": (plain, replace(moved, status="WITHDRAWN")),
        "unknown, with an unmoved date": (plain, replace(plain, status="UNKNOWN")),
        "opened": (replace(plain, status="NOT_YET_RECRUITING"), moved),
        "title": (plain, replace(moved, title="A study of other cells")),
        "reason for stopping": (
            stopped,
            with_details(stopped, "statusModule", whyStopped="Too few patients"),
        ),
        "start": dated("start"),
        "primary completion": dated("primaryCompletion"),
        "completion": dated("completion"),
        "results posted": (plain, replace(dated("resultsFirstPost")[1], has_results=True)),
        "phase": changed("designModule", phases=["PHASE3"]),
        "label": changed("sponsorCollaboratorsModule", leadSponsor={"name": "Another"}),
        "conditions": changed("conditionsModule", conditions=["Systemic Sclerosis", "Morphea"]),
        "ages": changed("eligibilityModule", maximumAge="75 Years"),
        "sex": changed("eligibilityModule", sex="FEMALE"),
        "contact": changed("contactsLocationsModule", centralContacts=[{**CONTACT, "phone": "1"}]),
        "places": placed(PLACE, OTHER_PLACE, {**PLACE, "facility": "Third Hospital"}),
        "places of which one closed": placed(PLACE, {**OTHER_PLACE, "status": "COMPLETED"}),
    }


REASONS = ("reason for stopping", "start", "primary completion", "completion", "phase", "label")
REASONS += ("conditions", "ages", "sex", "contact", "places")  # they name themselves


UNCHANGED = 2  # the first of them


class Trials(Watch):
    def published(self, sources=TRIALS, pick=None):
        self.changes = {
            f"NCT9900{i:04}": change for i, change in enumerate(trial_changes().items(), 1)
        }
        if pick:
            self.changes = {n: c for n, c in self.changes.items() if pick(c[0])}
        studies = {nct: change[1][0] for nct, change in self.changes.items()}
        self.begin(World(studies=dict(studies), page=100), sources)

    def change(self):
        for nct, (_, (_, after)) in self.changes.items():
            self.world.studies[nct] = after

    def expect_once(self):
        """Each change has a card; once they are approved, nothing comes again."""
        self.tidings("fetch", now=DAY_2)
        names = {nct: name for nct, (name, _) in self.changes.items()}
        expected = list(names.values())[UNCHANGED:]
        cards = self.cards(DAY_2)
        self.assertEqual([names[nct] for nct in sorted(cards)], expected, cards)
        for nct, why in cards.items():
            if names[nct] in REASONS:
                self.assertEqual(len(why), 1, why)
                self.assertIn(f"The {names[nct]} changed", why[0])
        self.assertEqual(len(self.approve_all(DAY_2)), len(expected))
        for day in (DAY_3, DAY_4):
            self.tidings("fetch", now=day)
            self.assertEqual(self.cards(day), {})
        self.assertEqual(self.items(), len(self.changes))

    def test_each_change_comes_once_while_the_source_is_there(self):
        self.published()
        self.change()
        self.expect_once()

    def test_each_change_comes_once_when_two_searches_hold_it(self):
        self.published(TRIALS + OTHER_TRIALS)
        self.change()
        self.expect_once()

    def test_each_change_comes_once_when_the_source_was_renamed(self):
        self.published()
        self.use(TRIALS.replace("Trials", "Renamed"))
        self.change()
        self.expect_once()

    def test_each_change_comes_once_when_the_source_was_removed(self):
        self.published()
        self.use("")
        self.change()
        self.expect_once()

    def test_each_change_comes_once_when_no_search_finds_it(self):
        self.published()
        self.use(TRIALS.replace("sclerosis", "other"))
        self.change()
        for nct, study in self.world.studies.items():
            self.world.studies[nct] = replace(study, found=False)
        self.expect_once()

    def status_line(self, tag):
        self.tidings("publish", now=DAY_5)
        return self.item_words(f"nct/{tag}")

    def test_readers_find_what_the_registry_says(self):
        study = Study("2026-10-20", "RECRUITING", "A study of cells", more=DETAILS)
        self.begin(World(studies={"NCT99000001": study}, page=100), TRIALS)
        page = self.status_line("NCT99000001")
        for words in (
            "Phase 1",
            "Phase 2",
            "18 Years to 65 Years",
            "2026-01",
            "2027-01",
            "2027-06-30",
            "Sample University",
            "Systemic Sclerosis",
            "Ana Sample, 555-0100 ext. 7",
            "Sample Hospital, Chicago, Illinois, United States (Recruiting)",
            "Second Hospital, Paris, United States (Recruiting)",
        ):
            self.assertIn(f">{words}</dd>", page)
        study.more = {**DETAILS, "designModule": {"phases": ["PHASE3"]}}
        study.updated = "2026-11-01"
        self.tidings("fetch", now=DAY_2)
        self.assertNotIn("Phase 3", self.status_line("NCT99000001"), "before it was approved")
        declined = [item["id"] for item in self.queue(now=DAY_2)]
        self.tidings("reject", *declined, now=DAY_2)
        self.tidings("fetch", now=DAY_3)
        self.assertEqual(self.cards(DAY_3), {}, "exactly that was declined")
        study.more = {**study.more, "eligibilityModule": {"sex": "MALE"}}
        self.tidings("fetch", now=DAY_4)
        self.assertEqual(len(self.cards(DAY_4)), 1)
        self.approve_all(DAY_4)
        self.assertIn("Phase 3", self.status_line("NCT99000001"))

    def test_the_status_is_no_part_of_an_editors_title(self):
        study = Study("2026-10-20", "RECRUITING", "A study of cells", more=DETAILS)
        self.begin(World(studies={"NCT99000001": study}, page=100), TRIALS)
        item = self.rows("SELECT id FROM item")[0][0]
        self.tidings("edit", item, "--title", "Cells for the skin: Now Recruiting", now=DAY_1)
        self.assertIn("Cells for the skin: Now Recruiting<", self.status_line("NCT99000001"))
        study.status = "UNKNOWN"
        self.tidings("fetch", now=DAY_2)
        self.assertEqual(len(self.cards(DAY_2)), 1)
        self.assertIn("Cells for the skin: Now Recruiting<", self.status_line("NCT99000001"))
        self.approve_all(DAY_2)
        page = self.status_line("NCT99000001")
        self.assertIn("Cells for the skin<", page)
        self.assertNotIn("Now Recruiting", page)
        study.status = "COMPLETED"
        self.tidings("fetch", now=DAY_3)
        self.tidings("edit", item, "--title", "Cells for skin: Enrollment Completed", now=DAY_3)
        self.assertIn("Cells for skin<", self.status_line("NCT99000001"), "as readers know it yet")
        self.approve_all(DAY_3)
        self.assertIn("Cells for skin: Enrollment Completed<", self.status_line("NCT99000001"))

    def test_a_vanished_trial_is_unknown_to_readers(self):
        """Said once, though search and watch both notice; and taken back when it returns."""
        verified = {"statusModule": {"statusVerifiedDate": "2026-04"}}
        there = Study("2026-10-20", "RECRUITING", "A study of cells", more=verified)
        studies = {f"NCT9900000{i}": replace(there) for i in range(1, 4)}
        for sources in (TRIALS, ""):
            with self.subTest(sources):
                self.begin(World(studies=dict(studies), page=100), TRIALS)
                self.use(sources)
                gone = self.world.studies["NCT99000001"] = replace(there, listed=False)
                self.tidings("fetch", now=DAY_2)
                self.assertEqual(self.cards(DAY_2), {}, "one answer without it says nothing")
                self.tidings("fetch", now=DAY_3)
                cards = self.cards(DAY_3)
                self.assertEqual(list(cards), ["NCT99000001"])
                self.assertIn("no longer", " ".join(cards["NCT99000001"]))
                self.approve_all(DAY_3)
                for day in (DAY_4, DAY_5):
                    self.tidings("fetch", now=day)
                    self.assertEqual(self.cards(day), {})
                page = self.status_line("NCT99000001")
                self.assertIn("Status unknown; last verified April 2026.", page)
                self.assertIn("ClinicalTrials.gov no longer has this study.", page)
                self.assertNotIn("Now Recruiting", page)
                gone.listed = True
                self.tidings("fetch", now="2026-11-06T08:00:00Z")
                self.assertEqual(list(self.cards(DAY_5)), ["NCT99000001"])
                self.approve_all("2026-11-06T08:00:00Z")
                page = self.status_line("NCT99000001")
                self.assertIn("A study of cells: Now Recruiting", page)
                self.assertNotIn("no longer has", page)
                self.service.__exit__()
                self.doCleanups()
                self.setUp()

    def test_a_failing_registry_takes_nothing_away(self):
        self.published()
        self.use("")
        self.world.fail = lambda request: Answer("Bad Gateway", "text/plain", 502)
        for day in (DAY_2, DAY_3, DAY_4):
            self.tidings("fetch", now=day, status=1)
            self.assertEqual(self.cards(day), {})
        watch = self.sources(now=DAY_4)["Watch: ClinicalTrials.gov"]
        self.assertEqual(watch["health"], "failing")
        self.world.fail = lambda request: lambda answer: (
            studies_json(studies=[], totalCount=0) if request.path == "studies" else answer
        )
        self.tidings("fetch", now=DAY_5, status=1)
        self.assertEqual(self.cards(DAY_5), {})
        self.world.fail = None
        self.change()
        self.tidings("fetch", now="2026-11-07T08:00:00Z")
        self.assertEqual(len(self.cards(DAY_5)), len(self.changes) - UNCHANGED)
        self.assertEqual(self.sources(now=DAY_5)["Watch: ClinicalTrials.gov"]["health"], "well")

    def test_a_trial_that_was_joined_with_another_leads_there(self):
        there = Study("2026-10-20", "RECRUITING", "A study of cells")
        self.begin(World(studies={"NCT99000001": there}, page=100), TRIALS)
        self.use("")
        there.joined = "NCT99000007"
        self.world.studies["NCT99000007"] = Study(
            "2026-11-01",
            "COMPLETED",
            "A study of cells",
            more={"identificationModule": {"nctIdAliases": ["NCT99000001"]}},
        )
        self.tidings("fetch", now=DAY_2)
        self.assertEqual(list(self.cards(DAY_2)), ["NCT99000001"])
        said = " ".join(self.cards(DAY_2)["NCT99000001"])
        self.assertIn("NCT99000007", said)
        self.approve_all(DAY_2)
        self.tidings("fetch", now=DAY_3)
        self.assertEqual(self.cards(DAY_3), {})
        self.assertEqual(self.items(), 1)


PAPERS = 'pubmed "Papers" { query = "stem cells" }\n'


# CommentsCorrections/@RefType, and what readers are told of the paper.
CORRECTIONS = {
    "RetractionIn": "Retracted",
    "RetractedandRepublishedIn": "Retracted and republished",
    "PartialRetractionIn": "Retracted in part",
    "ExpressionOfConcernIn": "Expression of concern",
    "ErratumIn": "Corrected",
    "CorrectedandRepublishedIn": "Corrected and republished",
    "UpdateIn": "A later version was published",
}
# The same as the notice's own record names the paper.
NOTICES = {
    "RetractionOf": "Retracted",
    "PartialRetractionOf": "Retracted in part",
    "ExpressionOfConcernFor": "Expression of concern",
    "ErratumFor": "Corrected",
    "CorrectedandRepublishedFrom": "Corrected and republished",
    "RetractedandRepublishedFrom": "Retracted and republished",
    "UpdateOf": "A later version was published",
}


def paper_changes():
    """{what is done: (the paper before, the paper after)}."""
    softer = "We treated ten. In conclusion, the skin became softer after six months."
    turned = "We treated ten. In conclusion, the skin did not become softer at all."
    plain = Paper("2026-10-20", "Stem cells and the skin", abstract=softer)
    ahead = replace(plain, issue="")
    revised = replace(plain, mdat="2026-11-01")
    return {
        "nothing": (plain, plain),
        "nothing but the date": (plain, revised),
        "retracted": (plain, replace(revised, retracted_by=99000900)),
        "retracted, with an unmoved date": (plain, replace(plain, retracted_by=99000900)),
        "abstract": (plain, replace(revised, abstract=turned)),
        "citation": (ahead, replace(revised, pages="218-68")),
        "title": (plain, replace(revised, title="Stem cells and the lung")),
        "text": (plain, replace(revised, abstract="We treated six. " + softer)),
        **{kind: (plain, replace(revised, corrections=[(kind, 99000901)])) for kind in CORRECTIONS},
        "a second erratum": (
            replace(plain, corrections=[("ErratumIn", 99000902)]),
            replace(revised, corrections=[("ErratumIn", 99000902), ("ErratumIn", 99000903)]),
        ),
        "concern beside an erratum": (
            replace(plain, corrections=[("ErratumIn", 99000902)]),
            replace(
                revised, corrections=[("ErratumIn", 99000902), ("ExpressionOfConcernIn", 99000903)]
            ),
        ),
        "comment": (plain, replace(revised, corrections=[("CommentIn", 99000901)])),
    }


SILENT = ("nothing", "nothing but the date", "comment")


class Papers(Watch):
    def published(self):
        self.changes = {99000000 + i: c for i, c in enumerate(paper_changes().items(), 1)}
        papers = {pmid: replace(change[1][0]) for pmid, change in self.changes.items()}
        self.begin(World(papers=papers), PAPERS)

    def change(self):
        for pmid, (_, (_, after)) in self.changes.items():
            self.world.papers[pmid] = replace(after, found=False)

    def expect_once(self, unmoved=False):
        """Each change has a card within a day, and what moves no date within a week."""
        names = {str(pmid): name for pmid, (name, _) in self.changes.items()}
        expected = [name for name in names.values() if name not in SILENT]
        found = []
        for day in range(2, 10):
            now = f"2026-11-{day:02}T08:00:00Z"
            self.tidings("fetch", now=now)
            cards = self.cards(now)
            found += cards
            self.approve_all(now)
            if day == 2:
                self.assertGreaterEqual(len(found), len(expected) - 1, cards)
        self.assertEqual([names[pmid] for pmid in sorted(found)], expected)
        self.assertEqual(self.items(), len(self.changes))
        self.tidings("publish", now=now)
        pages = self.public_files()
        for pmid, name in names.items():
            page = pages[f"items/pmid-{pmid}.html"].decode()
            self.assertEqual("<s>" in page, name.startswith("Retract") or "retracted" in name, name)
            if name in CORRECTIONS:
                told = re.sub("<[^>]*>", "", page)
                self.assertIn(f"{CORRECTIONS[name]}: see PMID 99000901.", told)

    def test_a_notice_brings_its_paper_back(self):
        """The notice is there before the paper's own record says anything."""
        paper = Paper("2026-10-20", "Stem cells and the skin")
        papers = {99000001 + i: replace(paper) for i in range(len(NOTICES))}
        self.begin(World(papers=papers), PAPERS)
        for i, kind in enumerate(NOTICES):
            self.world.papers[99000101 + i] = Paper(
                "2026-11-01", f"Notice {i}", corrections=[(kind, 99000001 + i)], kind="Letter"
            )
        self.tidings("fetch", now=DAY_2)
        queue = self.queue(now=DAY_2)
        cards = {item["tag"]: item["update"] for item in queue if item["update"]}
        self.assertEqual(set(cards), {f"pmid/{99000001 + i}" for i in range(len(NOTICES))})
        for i, words in enumerate(NOTICES.values()):
            said = f"The notice is new: {words}: see PMID {99000101 + i}."
            self.assertEqual(cards[f"pmid/{99000001 + i}"], [said])
        self.approve_all(DAY_2)
        # Then the papers' own records say the same: nothing new.
        kinds = [kind.replace("Of", "In").replace("For", "In").replace("From", "In")
                 for kind in NOTICES]  # fmt: skip
        for i, kind in enumerate(kinds):
            record = self.world.papers[99000001 + i]
            record.mdat, record.corrections = "2026-11-02", [(kind, 99000101 + i)]
        self.tidings("fetch", now=DAY_3)
        self.assertEqual(self.cards(DAY_3), {})

    def test_a_notice_names_its_paper_by_doi_in_its_abstract(self):
        doi = "10.1234/sample.1"
        paper = Paper("2026-10-20", "Stem cells and the skin", doi=doi)
        self.begin(World(papers={99000001: paper}), PAPERS)
        self.world.papers[99000101] = Paper(
            "2026-11-01",
            "Retraction notice",
            kind="Retraction of Publication",
            abstract=f"[This retracts the article DOI: {doi}.].",
        )
        self.world.papers[99000102] = Paper(
            "2026-11-01", "Retraction note", kind="Retraction of Publication"
        )
        self.tidings("fetch", now=DAY_2)
        queue = {item["tag"]: item for item in self.queue(now=DAY_2)}
        # The second names nothing, so that an editor has to see it.
        self.assertEqual(set(queue), {"pmid/99000001", "pmid/99000102"})
        said = "The notice is new: Retracted: see PMID 99000101."
        self.assertEqual(queue["pmid/99000001"]["update"], [said])
        self.assertEqual(queue["pmid/99000102"]["warnings"][0], "Retraction notice")

    def test_a_journals_own_feed_says_what_became_of_a_paper(self):
        doi = "10.1234/sample.1"
        papers = {
            99000001: Paper("2026-10-20", "Stem cells in the skin of mice and men", doi=doi),
            99000002: Paper("2026-10-20", "A paper of which nothing is said", doi="10.1234/other"),
        }
        for title, words in (
            ("RETRACTED: Stem cells in the skin of mice and men", "Retracted."),
            ("WITHDRAWN: Stem cells in the skin of mice and men", "Withdrawn."),
            ("Correction: Stem cells in the skin of mice and men", "Corrected."),
            ("Expression of Concern: Stem cells in the skin of mice and men", "Expression of"),
            ("Retraction Note: Stem cells in the skin of mice and men", "Retracted."),
        ):
            with self.subTest(title):
                journal = f'feed "Journal" {{ url = "http://127.0.0.1:PORT/feeds/{words[0]}.rss" }}'
                self.begin(World(papers=dict(papers)), PAPERS)
                self.world.stories[f"doi/{doi}"] = title
                self.use(PAPERS + journal)
                self.tidings("fetch", now=DAY_2)
                cards = {i["tag"]: " ".join(i["update"]) for i in self.queue(now=DAY_2)}
                self.assertIn(words, cards.pop("pmid/99000001"))
                self.assertEqual({tag for tag, update in cards.items() if update}, set())
                self.service.__exit__()
                self.doCleanups()
                self.setUp()

    def test_each_change_comes_once_when_the_query_was_narrowed(self):
        self.published()
        self.use(PAPERS.replace("stem", "other"))
        self.change()
        self.expect_once()

    def test_each_change_comes_once_when_the_source_was_removed(self):
        self.published()
        self.use("")
        self.change()
        self.expect_once()

    def test_a_paper_that_pubmed_deleted_is_said_to_be_gone_once(self):
        self.published()
        self.use("")
        del self.world.papers[99000001]
        found = []
        for day in range(2, 10):
            now = f"2026-11-{day:02}T08:00:00Z"
            self.tidings("fetch", now=now)
            found += self.cards(now).items()
            self.approve_all(now)
        self.assertEqual([tag for tag, _ in found], ["99000001"])
        self.assertIn("no longer", " ".join(found[0][1]))
        self.tidings("publish", now=now)
        page = self.public_files()["items/pmid-99000001.html"].decode()
        self.assertIn("PubMed no longer has this record.", page)


if __name__ == "__main__":
    unittest.main()
