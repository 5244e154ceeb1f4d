"""Items by hand: an identifier becomes the item of its record, a title the item that was typed;
each once, whatever else brings it, and from then on it goes the way of all items."""
import re
import unittest

from pipeline import SiteTest
from standin import Answer, Paper, Study, Work, World
from test_watch import DAY_1, DAY_2, DAY_3, PAPERS, Watch

PMID, NCT = "99000007", "NCT99000007"
TRIAL = "A trial by hand: Now Recruiting"
SOON, LATER = "2026-11-01T08:01:00Z", "2026-11-01T08:02:00Z"
HELD = "99000001"


class Add(Watch):
    def setUp(self):
        super().setUp()
        self.begin(
            World(
                papers={
                    99000001: Paper("2026-10-20", "A paper that a search finds"),
                    99000007: Paper("2019-01-02", "A paper by hand", found=False),
                    99000008: Paper("2018-01-02", "Another paper by hand", found=False),
                },
                studies={NCT: Study("2026-10-01", "RECRUITING", "A trial by hand", found=False)},
            ),
            PAPERS,
        )

    def add(self, *what, now=DAY_1, **more):
        return self.tidings("add", *what, "--as", "ana", now=now, **more).splitlines()

    def additions(self, now=DAY_1):
        return {w["what"]: w for w in self.objects("add", "--list", now=now)}

    def asked(self):
        """The requests since the last call, without those of other sources."""
        asked, self.world.asked = self.world.asked, []
        return [(r.path, r.params.get("id") or r.params.get("filter.ids")) for r in asked]

    def titles(self, now=DAY_1):
        return sorted(item["title"] for item in self.queue(now=now))

    def test_numbers_become_items(self):
        self.asked()
        said = self.add(PMID, f"https://clinicaltrials.gov/study/{NCT}")
        self.assertEqual(
            said, [f"PMID {PMID}: waits for PubMed", f"{NCT}: waits for ClinicalTrials.gov"]
        )
        self.assertEqual(self.asked(), [], "the command opens no connection")
        self.tidings("run", now=DAY_1)
        self.assertEqual(
            sorted(self.asked()), [("efetch.fcgi", PMID), ("studies", NCT)], "and nothing else"
        )
        items = {item["title"]: item for item in self.queue(now=DAY_1)}
        self.assertEqual(sorted(items), ["A paper by hand", TRIAL])
        self.assertEqual(items["A paper by hand"]["keys"]["pmid"], PMID)
        additions = self.additions()
        for name, title in ((f"PMID {PMID}", "A paper by hand"), (NCT, TRIAL)):
            addition, item = additions[name], items[title]
            self.assertEqual(
                (addition["state"], addition["held"], addition["editor"]), ("came", False, "ana")
            )
            self.assertEqual(addition["words"], f"is item {item['id']} (queued): {title}")
        labels = self.rows("SELECT label FROM item WHERE live IS NULL ORDER BY 1")
        self.assertEqual(labels, [("ClinicalTrials.gov",), ("PubMed",)], "as readers know them")
        self.tidings("run", now=DAY_2)
        self.assertNotIn("Added by hand: PubMed", self.sources(now=DAY_2), "nothing waits")

    def test_other_names_of_papers(self):
        """Whatever else PubMed finds for the name, only the record that bears it is taken."""
        self.world.papers[99000007].doi = "10.1234/Sample(1)"
        self.world.papers[99000008].pmcid = "PMC9900008"
        self.world.papers[99000009] = Paper(
            "2018-01-02", "It only mentions them", found=False, mesh=("PMC9900008",)
        )
        self.asked()
        said = self.add("https://doi.org/10.1234/Sample(1)", "PMC9900008", "10.1234/none")
        self.assertEqual(said[0], "DOI 10.1234/sample(1): waits for PubMed")
        self.tidings("run", now=DAY_1)
        self.assertEqual(self.titles(), ["A paper by hand", "Another paper by hand"])
        additions = self.additions()
        self.assertIn("(queued): A paper by hand", additions["DOI 10.1234/sample(1)"]["words"])
        self.assertIn("(queued): Another paper", additions["PMC9900008"]["words"])
        self.assertEqual(additions["DOI 10.1234/none"]["state"], "waiting")
        self.tidings("run", now=SOON)
        self.assertEqual(
            self.additions()["DOI 10.1234/none"]["words"],
            "neither PubMed nor Crossref has such a record",
        )
        self.assertIn("already (queued)", self.add(PMID, now=SOON)[0])
        self.assertEqual(self.items(), 3)

    def work(self, **more):
        """A work that PubMed does not have, as Crossref gives it."""
        return Work(
            more={
                "title": ["A work of <i>samples</i>"],
                "type": "journal-article",
                "container-title": ["Journal of Samples"],
                "publisher": "Sample Press",
                "volume": "7",
                "page": "12-3",
                "issued": {"date-parts": [[2025, 4]]},
                "URL": "https://doi.org/10.1234/work",
                "abstract": "<jats:p>It was looked at. In conclusion, it works.</jats:p>",
                **more,
            }
        )

    def test_what_pubmed_does_not_have_is_looked_up_at_crossref(self):
        self.world.works["10.1234/work"] = self.work()
        self.asked()
        self.add("https://doi.org/10.1234/WORK")
        self.tidings("run", now=DAY_1)
        self.assertEqual([path for path, _ in self.asked()], ["esearch.fcgi", "works/10.1234/work"])
        item = self.queue(now=DAY_1)[0]
        self.assertEqual(
            (item["title"], item["url"], item["section"], item["summary"], item["published"]),
            (
                "A work of samples",
                "https://doi.org/10.1234/work",
                "research",
                "In conclusion, it works.",
                None,
            ),
        )
        self.assertEqual(item["citation"], "Journal of Samples, 2025 Apr;7:12-3")
        self.assertEqual(item["keys"]["doi"], "10.1234/work")
        self.assertEqual(
            self.rows("SELECT tag, label, kind FROM item WHERE id = ?", item["id"]),
            [("doi/10.1234/work", "Sample Press", 4)],
        )
        addition = self.additions()["DOI 10.1234/work"]
        self.assertIn("(queued): A work of samples", addition["words"])
        self.assertIn("already (queued)", self.add("10.1234/work")[0])
        self.tidings("run", now=DAY_2)
        self.assertNotIn("Added by hand: Crossref", self.sources(now=DAY_2), "nothing waits")

    def test_a_work_is_watched_and_shown_as_what_it_is(self):
        self.world.works["10.1234/work"] = self.work()
        self.add("10.1234/work", "--wait")
        self.approve_all(DAY_1)
        self.tidings("publish", now=DAY_1)
        page = self.item_words("doi/10.1234/work")
        self.assertIn("Journal of Samples, 2025 Apr;7:12-3", re.sub("<[^>]*>", "", page))
        self.assertIn("MedicalScholarlyArticle", page)
        self.world.works["10.1234/work"].updated_by = [("retraction", "10.1234/notice")]
        self.tidings("fetch", now=DAY_3)
        self.assertIn("Retracted", " ".join(self.cards(DAY_3)["work"]))

    def test_a_work_that_is_retracted_already_is_said_to_be(self):
        self.world.works["10.1234/work"] = self.work()
        self.world.works["10.1234/work"].updated_by = [("retraction", "10.1234/notice")]
        self.add("10.1234/work", "--wait")
        shown = self.tidings("show", self.queue(now=DAY_1)[0]["id"], now=DAY_1)
        self.assertRegex(shown, r"Retracted.*doi:10\.1234/notice")

    def test_a_doi_that_is_an_alias_is_the_work_to_which_it_leads(self):
        self.world.works["10.1234/work"] = self.work()
        self.world.works["10.1234/old"] = Work(alias_of="10.1234/work")
        self.add("10.1234/old", "--wait")
        self.assertIn("(queued): A work", self.additions()["DOI 10.1234/old"]["words"])
        self.assertEqual(self.queue(now=DAY_1)[0]["keys"]["doi"], "10.1234/work")

    def test_a_work_that_pubmed_gets_later_is_one_item(self):
        self.world.works["10.1234/work"] = self.work()
        self.add("10.1234/work", "--wait")
        item = self.queue(now=DAY_1)[0]["id"]
        self.world.papers[99000010] = Paper(
            "2026-11-01", "A work of samples.", doi="10.1234/work", abstract="In short, yes."
        )
        self.tidings("run", now=DAY_2)
        item = {i["id"]: i for i in self.queue(now=DAY_2)}[item]
        self.assertEqual((item["keys"]["pmid"], len(item["copies"])), ("99000010", 2))
        self.assertEqual(item["title"], "A work of samples.", "PubMed’s record speaks for it")
        self.assertEqual(self.items(), 2)

    def test_crossref_that_fails_is_asked_again(self):
        self.world.works["10.1234/work"] = self.work()
        self.world.fail = lambda r: r.service == "crossref" and Answer("busy", "text/plain", 500)
        self.add("10.1234/work")
        self.tidings("run", now=DAY_1, status=1)
        self.assertEqual(
            self.additions()["DOI 10.1234/work"]["words"],
            "waits for Crossref; PubMed has no such record",
        )
        self.world.fail = None
        self.tidings("run", now=DAY_2)
        self.assertEqual(self.additions()["DOI 10.1234/work"]["state"], "came")

    def test_what_is_added_is_watched(self):
        self.add(PMID, NCT, "--wait")
        self.approve_all(DAY_1)
        self.tidings("publish", now=DAY_1)
        self.world.papers[99000007].retracted_by, self.world.papers[99000007].mdat = 5, "2026-11-02"
        self.world.studies[NCT].status, self.world.studies[NCT].updated = "COMPLETED", "2026-11-02"
        self.tidings("fetch", now=DAY_3)
        cards = self.cards(DAY_3)
        self.assertEqual(set(cards), {PMID, NCT})
        self.assertIn("Completed", " ".join(cards[NCT]))
        ids = [str(item["id"]) for item in self.queue(now=DAY_3)]
        self.tidings("withdraw", ids[0], "--reason", "By mistake", now=DAY_3)

    def test_twice_is_once(self):
        self.add(PMID)
        self.add(f"https://pubmed.ncbi.nlm.nih.gov/{PMID}/", f"PMID: {PMID}")
        self.assertEqual(self.rows("SELECT count(*) FROM addition"), [(1,)])
        self.add("--wait", PMID)
        self.tidings("run", now=DAY_2)
        item = self.queue(now=DAY_2)[0]["id"]
        self.tidings("reject", item, now=DAY_2)
        self.assertEqual(
            self.add(PMID, now=DAY_2),
            [f"PMID {PMID}: is item {item} already (rejected): A paper by hand"],
        )
        self.assertEqual(self.items(), 2)
        self.assertEqual(self.titles(DAY_2), [])

    def test_what_a_search_brought_is_said(self):
        self.asked()
        said = self.add(HELD)
        self.assertRegex(said[0], rf"^PMID {HELD}: is item 1 already \(approved\): A paper that")
        self.tidings("run", now=DAY_1)
        self.assertEqual((self.asked(), self.items()), ([], 1))

    def test_a_record_that_does_not_exist_holds_up_no_other(self):
        self.add("99000404", "NCT99000404", "NCT99000405", "99000404")
        self.tidings("run", now=DAY_1)
        self.assertEqual({w["state"] for w in self.additions().values()}, {"waiting"}, "one answer")
        self.add(PMID, NCT, now=SOON)
        self.tidings("run", now=SOON)
        additions = self.additions(SOON)
        self.assertEqual(additions["PMID 99000404"]["words"], "PubMed has no such record")
        for name in ("NCT99000404", "NCT99000405"):
            self.assertEqual(additions[name]["words"], "ClinicalTrials.gov has no such record")
        self.assertEqual({additions[f"PMID {PMID}"]["state"], additions[NCT]["state"]}, {"came"})
        # Asked for once more it is looked up once more.
        self.world.papers[99000404] = Paper("2026-11-01", "It came to PubMed", found=False)
        said = self.add("99000404", "--wait", now=LATER)
        self.assertIn("(queued): It came to PubMed", said[-1])

    def test_on_an_empty_site_too(self):
        self.service.__exit__()
        self.doCleanups()
        SiteTest.setUp(self)
        self.begin(World(), "")
        self.add("99000404")
        for now in (DAY_1, SOON):
            self.tidings("run", now=now)
        self.assertEqual(self.additions()["PMID 99000404"]["state"], "missing")

    def test_a_record_that_pubmed_lists_and_does_not_give_is_waited_for(self):
        self.world.ungiven = {99000007}
        self.add(PMID, "99000008")
        for now in (DAY_1, SOON, LATER):
            self.tidings("run", now=now)
        additions = self.additions()
        self.assertEqual(additions[f"PMID {PMID}"]["state"], "waiting")
        self.assertEqual(additions["PMID 99000008"]["state"], "came")
        self.world.ungiven = set()
        self.tidings("run", now=DAY_2)
        self.assertEqual(self.additions()[f"PMID {PMID}"]["state"], "came")

    def test_a_service_that_fails_is_asked_again(self):
        self.world.fail = lambda request: Answer("busy", "text/plain", 500)
        self.add(PMID)
        self.tidings("run", now=DAY_1, status=1)
        self.assertEqual(self.additions()[f"PMID {PMID}"]["state"], "waiting")
        self.world.fail = None
        self.tidings("run", now=DAY_2)
        self.assertEqual(self.additions()[f"PMID {PMID}"]["state"], "came")

    def test_a_number_that_the_registry_joined_to_another(self):
        self.world.studies["NCT99000002"] = Study("2026-10-01", "RECRUITING", "x", joined=NCT)
        self.world.studies[NCT].more = {"identificationModule": {"nctIdAliases": ["NCT99000002"]}}
        self.add("NCT99000002", NCT, "--wait")
        self.assertEqual({w["state"] for w in self.additions().values()}, {"came"})
        self.assertEqual(self.titles(), [TRIAL])

    def test_typed(self):
        args = (
            *("--title", "A fund for travel", "--summary", "It pays the way to a centre."),
            *("--label", "Sample Fund", "--url", "https://fund.example/apply?utm_source=x"),
            *("--section", "news", "--day", "2026-10-30"),
        )
        said = self.add(*args)
        item = self.queue(now=DAY_1)[0]
        self.assertEqual(
            said, [f"A fund for travel: is item {item['id']} (queued): A fund for travel"]
        )
        self.assertEqual(
            (item["summary"], item["url"], item["section"]),
            ("It pays the way to a centre.", "https://fund.example/apply", "news"),
        )
        self.assertIn("2026-10-30", item["published"])
        self.assertEqual(
            self.rows("SELECT label FROM item WHERE id = ?", item["id"]), [("Sample Fund",)]
        )
        again = self.add(*args)
        self.assertIn(f"is item {item['id']} already (queued)", again[0])
        self.assertEqual(self.items(), 2)
        self.tidings("approve", item["id"], now=DAY_1)
        self.tidings("publish", now=DAY_1)
        pages = b"".join(self.public_files().values()).decode(errors="replace")
        self.assertIn("A fund for travel", pages)
        self.assertIn("It pays the way to a centre.", pages)
        self.tidings("run", now=DAY_2)
        self.assertEqual(self.additions()["A fund for travel"]["held"], False)

    def test_typed_alone_with_a_title(self):
        self.add("--title", "A story of a patient")
        self.assertIn("An editor added it.", self.queue()[0]["why"])
        item = self.queue(now=DAY_1)[0]
        self.assertEqual((item["title"], item["published"]), ("A story of a patient", None))
        self.tidings("reject", item["id"], now=DAY_1)
        self.assertEqual(self.titles(), [])

    def test_wrong_usage_adds_nothing(self):
        for args in (
            (),
            (PMID, "no such thing"),
            (PMID, "--title", "T"),
            ("--title", ""),
            ("--summary", "S"),
            ("--title", "T", "--day", "2026-11"),
            ("--list", PMID),
        ):
            done = self.run_tidings("add", *args, now=DAY_1)
            self.assertEqual(done.returncode, 2, args)
        for args in (("--title", "T", "--url", "javascript:1"), ("--title", "T", "--topics", "x")):
            self.assertEqual(self.run_tidings("add", *args, now=DAY_1).returncode, 1, args)
        self.assertEqual((self.rows("SELECT count(*) FROM addition"), self.items()), ([(0,)], 1))
        self.assertEqual(self.tidings("add", "--list"), "Nothing was added by hand.\n")


if __name__ == "__main__":
    unittest.main()
