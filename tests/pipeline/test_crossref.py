"""What has a DOI is looked up at Crossref too, the second witness: each correction of a work comes
back once, as what it is, whichever service says it first."""
import re
import unittest

from standin import Answer, Paper, Work, World
from test_watch import DAY_2, DAY_3, DAY_4, DAY_5, PAPERS, Watch

DOI = "10.1234/sample."
# The type of an update as Crossref writes it, and what readers are told of the work.
UPDATES = {
    "retraction": "Retracted",
    "partial_retraction": "Retracted in part",
    "withdrawal": "Withdrawn",
    "removal": "Removed by its publisher",
    "expression_of_concern": "Expression of concern",
    "correction": "Corrected",
    "corrigendum": "Corrected",
    "erratum": "Corrected",
    "addendum": "Corrected",
    "clarification": "Corrected",
    "new_version": "A later version was published",
    "new_edition": "A later version was published",
}
# What PubMed says of the same notices.
REF_TYPES = {
    "retraction": "RetractionIn",
    "partial_retraction": "PartialRetractionIn",
    "expression_of_concern": "ExpressionOfConcernIn",
    "erratum": "ErratumIn",
    "new_version": "UpdateIn",
}


class Works(Watch):
    """What has a DOI is looked up at Crossref too."""

    def published(self, kinds, sources=PAPERS, **options):
        self.dois = {f"{DOI}{i}": kind for i, kind in enumerate(kinds, 1)}
        self.begin(
            World(
                papers={
                    99000000 + i: Paper("2026-10-20", f"Sample work {i}", doi=doi, **options)
                    for i, doi in enumerate(self.dois, 1)
                },
                works={doi: Work() for doi in self.dois},
            ),
            sources,
        )

    def visit(self, day):
        now = f"2026-11-{day:02}T08:00:00Z"
        self.tidings("fetch", now=now)
        return now

    def cards_of(self, day):
        return {tag: " ".join(why) for tag, why in self.cards(self.visit(day)).items()}

    def page(self, number, now=DAY_5):
        self.tidings("publish", now=now)
        return re.sub("<[^>]*>", "", self.item_words(f"pmid/{99000000 + number}"))

    def notice(self, doi):
        return doi.replace("sample", "notice")

    def say(self):
        for doi, kind in self.dois.items():
            self.world.works[doi] = Work(updated_by=[(kind, self.notice(doi))])

    def test_each_kind_of_update_comes_once_as_what_it_is(self):
        for sources in (PAPERS, ""):
            with self.subTest(sources):
                self.published(UPDATES)
                self.use(sources)
                self.assertEqual(self.cards_of(2), {})
                self.say()
                cards = self.cards_of(3)
                self.assertEqual(len(cards), len(UPDATES))
                for i, (doi, kind) in enumerate(self.dois.items(), 1):
                    said = f"{UPDATES[kind]}: see doi:{self.notice(doi)}."
                    self.assertEqual(cards[str(99000000 + i)], f"The notice is new: {said}")
                self.approve_all(DAY_3)
                for i, (doi, kind) in enumerate(self.dois.items(), 1):
                    self.assertIn(f"{UPDATES[kind]}: see doi:{self.notice(doi)}.", self.page(i))
                for day in (4, 5):
                    self.assertEqual(self.cards_of(day), {})
                self.assertEqual(self.items(), len(UPDATES))
                self.tearDownWorld()

    def tearDownWorld(self):
        self.service.__exit__()
        self.doCleanups()
        self.setUp()

    def test_what_pubmed_says_later_is_the_same_notice(self):
        """With its DOI in the RefSource, and without."""
        for source in ("J Samples. 2026;1:2. doi: DOI", "J"):
            with self.subTest(source):
                self.published(REF_TYPES)
                self.say()
                self.assertEqual(len(self.cards_of(2)), len(REF_TYPES))
                self.approve_all(DAY_2)
                self.revise(source, "2026-11-02")
                for day in (3, 4):
                    self.assertEqual(self.cards_of(day), {})
                self.assertIn(
                    f"Retracted: see doi:{DOI.replace('sample', 'notice')}1.", self.page(1)
                )
                self.tearDownWorld()

    def revise(self, source, mdat):
        for i, (doi, kind) in enumerate(self.dois.items(), 1):
            record = self.world.papers[99000000 + i]
            record.mdat = mdat
            record.corrections = [(REF_TYPES[kind], 99000900 + i)]
            record.source = source.replace("DOI", self.notice(doi))

    def test_what_crossref_says_later_is_the_same_notice(self):
        for source in ("J Samples. 2026;1:2. doi: DOI", "J"):
            with self.subTest(source):
                self.published(REF_TYPES)
                self.revise(source, "2026-11-01")
                self.assertEqual(len(self.cards_of(2)), len(REF_TYPES))
                self.approve_all(DAY_2)
                self.say()
                for day in (3, 4):
                    self.assertEqual(self.cards_of(day), {})
                self.assertIn("Retracted: see PMID 99000901.", self.page(1))
                self.tearDownWorld()

    def test_a_second_erratum_is_another_one(self):
        self.published(["erratum"])
        self.say()
        self.assertEqual(len(self.cards_of(2)), 1)
        self.approve_all(DAY_2)
        notice = self.notice(f"{DOI}1")
        self.world.works[f"{DOI}1"].updated_by.append(("corrigendum", "10.1234/notice.9"))
        said = f"Corrected: see doi:{notice}, doi:10.1234/notice.9."
        self.assertIn(said, self.cards_of(3)["99000001"])
        self.approve_all(DAY_3)
        # PubMed knows the second one alone, then both.
        record = self.world.papers[99000001]
        record.mdat, record.source = "2026-11-03", "J. doi: 10.1234/notice.9"
        record.corrections = [("ErratumIn", 99000909)]
        self.assertEqual(self.cards_of(4), {})
        record.mdat, record.corrections = "2026-11-04", [("RetractionIn", 99000910)]
        record.source = "J. doi: 10.1234/notice.10"
        self.assertIn("Retracted: see PMID 99000910.", self.cards_of(5)["99000001"])

    def test_declined_is_declined_whoever_says_it_again(self):
        self.published(["erratum"])
        self.say()
        self.assertEqual(len(self.cards_of(2)), 1)
        self.tidings("reject", *[item["id"] for item in self.queue(now=DAY_2)], now=DAY_2)
        self.revise("J", "2026-11-02")
        for day in (3, 4):
            self.assertEqual(self.cards_of(day), {})

    def test_a_title_and_crossref_say_the_same(self):
        self.published(["retraction"])
        self.world.stories[f"doi/{DOI}1"] = "RETRACTED: Sample work 1 of the journal"
        self.use(PAPERS + 'feed "Journal" { url = "http://127.0.0.1:PORT/feeds/j.rss" }')
        now = self.visit(2)
        cards = {i["tag"]: i["update"] for i in self.queue(now=now) if i["update"]}
        self.assertEqual(cards, {"pmid/99000001": ["The notice is new: Retracted."]})
        self.approve_all(now)
        self.say()
        for day in (3, 4):
            self.assertEqual(self.cards_of(day), {})

    def test_a_preprint_that_became_a_paper_comes_back_once(self):
        self.published(["", ""])
        preprint, other = self.dois
        self.world.works[preprint].relation = {"is-preprint-of": ["10.1234/paper"]}
        # The paper's own record says it of the second.
        self.world.works[f"{DOI}3"] = Work(relation={"has-preprint": [other]})
        self.world.papers[99000003] = Paper("2026-11-01", "Sample paper 3", doi=f"{DOI}3")
        now = self.visit(2)
        cards = {i["tag"]: i["update"] for i in self.queue(now=now) if i["update"]}
        said = "The notice is new: A later version was published: see doi:"
        self.assertEqual(cards, {"pmid/99000001": [f"{said}10.1234/paper."]})
        self.approve_all(now)
        self.assertEqual(self.cards_of(3), {"99000002": f"{said}{DOI}3."})
        self.approve_all(DAY_3)
        for day in (4, 5):
            self.assertEqual(self.cards_of(day), {})
        self.assertIn(f"A later version was published: see doi:{DOI}3.", self.page(2))

    def test_a_doi_is_gone_after_two_complete_answers(self):
        self.published(["", "", ""])
        self.assertEqual(self.cards_of(2), {})
        gone = self.world.works[f"{DOI}1"]
        gone.there = False
        self.assertEqual(self.cards_of(3), {}, "one answer without it says nothing")
        self.world.fail = lambda request: (
            Answer("busy", "text/plain", 500) if request.service == "crossref" else None
        )
        self.tidings("fetch", now=DAY_4, status=1)
        self.assertEqual(self.cards(DAY_4), {}, "nor does a failed one")
        self.world.fail = None
        cards = self.cards_of(5)
        said = "Its DOI is no longer registered."
        self.assertEqual(cards, {"99000001": f"The notice is new: {said}"})
        self.approve_all(DAY_5)
        self.assertIn(said, self.page(1))
        for day in (6, 7):
            self.assertEqual(self.cards_of(day), {})
        gone.there = True
        self.assertEqual(list(self.cards_of(8)), ["99000001"])
        self.approve_all("2026-11-08T08:00:00Z")
        self.assertNotIn(said, self.page(1, now="2026-11-08T08:00:00Z"))

    def test_what_is_none_of_crossrefs_is_no_failure(self):
        self.published(["", "", ""])
        self.world.works.clear()  # DOIs of DataCite
        for day in (2, 3, 4, 5):
            self.assertEqual(self.cards_of(day), {})
        self.assertEqual(self.sources(now=DAY_5)["Watch: Crossref"]["health"], "well")
        self.assertEqual([r for r in self.world.asked if r.path.startswith("works/")], [])

    def test_an_alias_leads_to_its_work(self):
        self.published(["", ""])
        self.assertEqual(self.cards_of(2), {})
        self.world.works[f"{DOI}1"].alias_of = "10.1234/new"
        self.world.works["10.1234/new"] = Work(updated_by=[("retraction", "10.1234/notice")])
        self.assertIn("Retracted: see doi:10.1234/notice.", self.cards_of(3)["99000001"])
        self.approve_all(DAY_3)
        self.assertEqual(self.cards_of(4), {})

    def test_a_service_that_lost_its_works_takes_nothing_away(self):
        self.published(["", "", ""])
        self.assertEqual(self.cards_of(2), {})
        for work in self.world.works.values():
            work.there = False
        for day in (3, 4, 5):
            self.tidings("fetch", now=f"2026-11-0{day}T08:00:00Z", status=1)
            self.assertEqual(self.cards(DAY_5), {})
        self.assertEqual(self.sources(now=DAY_5)["Watch: Crossref"]["health"], "failing")

    def test_odd_dois_and_refused_lists(self):
        odd = ("10.1234/a,b", "10.1234/(sici)1097-0142<1::aid>3.0;2-x", "10.1234/a%2fb#c?d=e&f")
        papers = {
            99000001 + i: Paper("2026-10-20", f"Sample {i}", doi=doi.replace("<", "&lt;")
                                .replace(">", "&gt;").replace("&f", "&amp;f"))
            for i, doi in enumerate(odd)
        }  # fmt: skip
        self.begin(World(papers=papers), PAPERS)
        dois = [d for d, in self.rows("SELECT key FROM ikey WHERE kind = 3")]
        self.assertEqual(len(dois), len(odd))
        self.world.works = {d: Work(updated_by=[("retraction", "10.1234/n")]) for d in dois}
        self.world.fail = lambda request: (
            Answer("{}", "application/json", 400) if "filter" in request.params else None
        )
        self.assertEqual(len(self.cards_of(2)), len(odd))
        asked = [r for r in self.world.asked if r.service == "crossref"]
        self.assertEqual([("select" in r.params) for r in asked[:2]], [True, False])

    def test_hundreds_of_works_are_asked_for_by_lists(self):
        self.published(["erratum"] * 130)
        self.assertEqual(self.cards_of(2), {})
        asked = [r for r in self.world.asked if r.service == "crossref"]
        self.assertEqual(len(asked), 7)


if __name__ == "__main__":
    unittest.main()
