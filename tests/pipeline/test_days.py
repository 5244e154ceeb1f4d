"""Services that fail for days, each in its own way, and recover: after that every record and every
retraction is there, and nothing twice.

Each script has a site and services of its own, and the clock of --now. They run side by side, since
much of their time is spent waiting for another try."""
import json
import os
import sys
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from pipeline import LOOPBACK, SHARED, SiteTest, read, site_block
from standin import (
    Answer,
    Paper,
    StandIn,
    Study,
    World,
    error_xml,
    records_xml,
    search_xml,
    studies_json,
    topics_xml,
)

DAY_1, DAY_2, DAY_3, DAY_4 = (f"2026-11-0{day}T08:00:00Z" for day in (1, 2, 3, 4))
RECOVERY, AFTER, LONG_AFTER = "2026-11-05T08:00:00Z", "2026-11-06T09:00:00Z", "2026-11-08T09:00:00Z"
# When a source that is visited every six hours is tried again, if what fails may pass.
TRIES = {
    "2026-11-02T08:00:00Z": "2026-11-02T08:01:00Z",
    "2026-11-02T08:01:00Z": "2026-11-02T08:06:00Z",
    "2026-11-02T08:06:00Z": "2026-11-02T08:21:00Z",
    "2026-11-02T08:21:00Z": "2026-11-02T09:21:00Z",
    "2026-11-02T09:21:00Z": "2026-11-02T13:21:00Z",
    "2026-11-03T08:00:00Z": "2026-11-03T14:00:00Z",
    "2026-11-04T08:00:00Z": "2026-11-04T14:00:00Z",
}
FEW_TRIES = dict(list(TRIES.items())[:2])  # where a visit takes seconds
GONE = "no longer"

SOURCES = {
    "pubmed": 'pubmed "s" { query = "stem cells" every = "6h" }\n',
    "clinicaltrials": 'clinicaltrials "s" { condition = "sclerosis" every = "6h" }\n',
    "medlineplus": 'medlineplus "s" { query = "scleroderma" every = "6h" }\n',
    "feed": 'feed "s" { url = "http://127.0.0.1:PORT/feeds/news.rss" every = "6h" }\n',
}
SERVICES = "".join(
    f'service "{name}" {{ base_url = "http://127.0.0.1:PORT/{path}" }}\n'
    for name, path in (
        ("pubmed", "eutils/"),
        ("clinicaltrials", "ctgov/"),
        ("medlineplus", "medlineplus/query"),
    )
)


def utility(name, answer):
    """Fails the requests to one of the E-utilities, or of the API, in that way."""
    return lambda request: answer if request.path.startswith(name) else None


def first_day():
    return World(
        papers={
            99000001: Paper("2026-10-20", "Stem cells in systemic sclerosis"),
            99000002: Paper("2026-10-21", "Autologous transplantation and the skin"),
        },
        studies={
            "NCT99000001": Study("2026-10-20", "RECRUITING", "Cells for sclerosis"),
            "NCT99000002": Study("2026-10-21", "RECRUITING", "Marrow for sclerosis"),
        },
        topics={
            "https://medlineplus.gov/a.html": "Scleroderma",
            "https://medlineplus.gov/b.html": "Raynaud",
        },
        stories={"one": "A story of Monday", "two": "A report of Tuesday"},
    )


def while_it_fails(world):
    """What happens at the services meanwhile: new records, a retraction, a trial that ends."""
    world.papers[99000003] = Paper("2026-11-02", "A third paper, of the second day")
    world.papers[99000001].mdat = "2026-11-03"
    world.papers[99000001].retracted_by = 99000009
    world.studies["NCT99000003"] = Study("2026-11-02", "RECRUITING", "A third trial")
    world.studies["NCT99000001"].status = "COMPLETED"
    world.studies["NCT99000001"].updated = "2026-11-03"
    world.topics["https://medlineplus.gov/c.html"] = "Morphea"
    world.stories["three"] = "News of the second day"


class Days(SiteTest):
    def setUp(self):
        super().setUp()
        self.world = first_day()

    def begin(self, kind):
        self.service = StandIn(self.world)
        self.service.__enter__()
        self.addCleanup(self.stop)
        text = site_block("Days") + LOOPBACK + SERVICES + SOURCES[kind]
        self.configure(text.replace("PORT", str(self.service.port)))
        self.tidings("fetch", now=DAY_1)
        self.assertEqual(len(self.queue(now=DAY_1)), 2)
        self.approve_all(DAY_1)

    def stop(self):
        if self.service:
            self.service.__exit__()
            self.service = None

    def visit(self, now, status=0):
        """Visits what is due; what went wrong is said on standard error."""
        done = self.run_tidings("fetch", now=now)
        self.assertEqual(done.returncode, status, f"{now}: {done.stdout}{done.stderr}")

    def source(self, now):
        return self.sources(now=now)["s"]

    def approve_all(self, now):
        ids = [item["id"] for item in self.queue(now=now)]
        if ids:
            self.tidings("approve", *ids, now=now)

    def kept(self):
        """What a failed visit leaves alone."""
        return self.rows(
            "SELECT etag, last_modified, new_mark, changed_mark, url, warning, last_success FROM "
            "source WHERE name = 's'"
        )

    def source_row(self):
        """What the store has of the source, but for who visits it."""
        with self.beside(to_read=True) as db:
            answer = db.execute("SELECT * FROM source WHERE name = 's'")
            row = dict(zip((name for name, *_ in answer.description), answer.fetchone()))
        return {name: value for name, value in row.items() if not name.startswith("lease")}

    def failing(self, says, tries=TRIES):
        """Visits that fail: each is tried again within minutes, and what was known stays."""
        kept = self.kept()
        for now, again in tries.items():
            self.visit(now, 1)
            source = self.source(now)
            self.assertEqual(source["health"], "failing")
            self.assertIn(says, source["problem"])
            self.assertEqual(source["next"], again)
            self.assertEqual(self.kept(), kept)
            if now == DAY_2:
                while_it_fails(self.world)
        for item in self.queue(now=DAY_4):
            self.assertNotIn(GONE, json.dumps(item), "a failure was taken for emptiness")

    def recover(self, changed, new):
        """All is well again: what changed and what is new is in the queue, once."""
        self.world.fail = None
        self.visit(RECOVERY)
        self.assertEqual(self.source(RECOVERY)["health"], "well")
        waiting = {item["tag"]: item for item in self.queue(now=RECOVERY)}
        self.assertEqual(
            {tag for tag, item in waiting.items() if item["update"]}, {changed} - {None}
        )
        self.assertNotIn(GONE, json.dumps(waiting))
        if changed and changed.startswith("pmid"):
            self.assertIn("etract", json.dumps(waiting[changed]["update"]))
        titles = [item["title"] for item in waiting.values() if not item["update"]]
        self.assertEqual(titles, [new])
        self.assertEqual(self.rows("SELECT count(*) FROM item"), [(3,)])
        self.assertEqual(self.rows("SELECT count(*) FROM missing_record"), [(0,)])
        self.quiet(RECOVERY)

    def quiet(self, now):
        """Once decided, nothing comes back by itself."""
        self.approve_all(now)
        for later in (AFTER, LONG_AFTER):
            self.visit(later)
            self.assertEqual(self.queue(now=later), [])

    def recover_pubmed(self):
        self.recover("pmid/99000001", "A third paper, of the second day")

    def recover_trials(self):
        self.recover("nct/NCT99000001", "A third trial: Now Recruiting")

    # PubMed

    def test_01_a_search_that_answers_with_an_error_under_status_200(self):
        self.begin("pubmed")
        self.world.fail = utility("esearch", error_xml("Search Backend failed: not supported"))
        self.failing("PubMed says: Search Backend failed: not supported")
        self.recover_pubmed()

    def test_02_a_search_that_counts_and_names_nothing(self):
        self.begin("pubmed")
        self.world.fail = utility("esearch", search_xml(5, []))
        self.failing("counts 5 records and names 0")
        self.recover_pubmed()

    def test_03_records_that_are_an_empty_set(self):
        self.begin("pubmed")
        while_it_fails(self.world)
        self.world.fail = utility("efetch", records_xml())
        self.failing("gives none of the")
        self.recover_pubmed()

    def test_04_records_that_break_off(self):
        self.begin("pubmed")
        while_it_fails(self.world)
        self.world.fail = utility("efetch", lambda answer: replace(answer, body=answer.body[:-60]))
        self.failing("breaks off in the middle")
        self.recover_pubmed()

    def test_05_a_service_that_is_busy(self):
        self.begin("pubmed")
        busy = Answer(
            '{"error":"API rate limit \\u202e exceeded","count":"4"}',
            "application/json",
            429,
            {"Retry-After": "7200"},
        )
        self.world.fail = lambda request: busy
        again = {DAY_2: "2026-11-02T10:00:00Z", DAY_3: "2026-11-03T10:00:00Z"}
        self.failing("“API rate limit exceeded”", again)
        self.recover_pubmed()

    def test_00_a_slow_service_holds_nothing_back(self):
        """What one source gave is stored while another does not answer."""
        self.begin("feed")
        slow = SOURCES["feed"].replace('"s"', '"slow"').replace("news.rss", "slow.rss")
        self.configure(slow.replace("PORT", str(self.service.port)), "slow.conf")
        self.world.stories["three"] = "A story of Tuesday"
        answered = threading.Event()
        self.addCleanup(answered.set)

        def late(answer):
            answered.wait(60)
            return answer

        self.world.fail = lambda request: late if request.path == "slow.rss" else None
        with ThreadPoolExecutor() as pool:
            visit = pool.submit(self.visit, DAY_2)
            end = time.monotonic() + 30
            while time.monotonic() < end and self.rows("SELECT count(*) FROM item") == [(2,)]:
                time.sleep(0.1)
            stored = self.rows("SELECT count(*) FROM item")
            done = visit.done()
            answered.set()
            visit.result()
        self.assertEqual((stored, done), ([(3,)], False))

    def test_05_a_request_that_is_sent_again_holds_up_no_other_source(self):
        """The pause before its third try is 4 s; meanwhile another source reads all its pages."""
        self.begin("pubmed")
        self.configure(SOURCES["pubmed"].replace('"s"', '"t"').replace("stem", "other"), "t.conf")
        for pmid in range(99001000, 99001700):
            self.world.papers[pmid] = Paper("2026-11-02", f"Paper {pmid}")
        self.world.asked.clear()
        trouble = Answer("", status=500)
        self.world.fail = lambda r: trouble if "stem" in r.params.get("term", "") else None
        self.visit(DAY_2, 1)
        asked = [request.params.get("term", "page") for request in self.world.asked]
        self.assertEqual(asked.count("stem cells"), 3)
        self.assertEqual(asked[-1], "stem cells", asked)
        self.assertGreaterEqual(asked.count("page"), 4)

    def test_06_one_record_is_left_out_for_days(self):
        """It is asked for until it comes; the others are not held up."""
        self.begin("pubmed")
        while_it_fails(self.world)
        self.world.papers[99000004] = Paper("2026-11-02", "A fourth paper")
        self.world.ungiven.add(99000003)
        for now in (DAY_2, DAY_3, DAY_4):
            self.visit(now)
            source = self.source(now)
            self.assertEqual(source["health"], "warning")
            self.assertIn("PMID 99000003", source["warning"])
        self.approve_all(DAY_4)
        self.world.papers[99000003].edat = "2026-10-01"  # no search finds it any more
        self.world.ungiven.clear()
        self.visit(RECOVERY)
        self.assertEqual([item["tag"] for item in self.queue(now=RECOVERY)], ["pmid/99000003"])
        self.assertEqual(self.source(RECOVERY)["health"], "well")
        self.assertEqual(self.rows("SELECT count(*) FROM item"), [(4,)])
        self.quiet(RECOVERY)

    def test_07_a_record_that_pubmed_deletes_before_it_gave_it(self):
        self.begin("pubmed")
        self.world.papers[99000003] = Paper("2026-11-02", "Never given")
        self.world.ungiven.add(99000003)
        self.visit(DAY_2)
        del self.world.papers[99000003]
        for now in (DAY_3, DAY_4):
            self.visit(now)
        self.assertEqual(self.rows("SELECT count(*) FROM missing_record"), [(0,)])
        self.assertEqual(self.source(DAY_4)["health"], "well")
        self.world.asked.clear()
        self.visit(RECOVERY)
        self.assertFalse([r for r in self.world.asked if "99000003" in json.dumps(r.params)])

    def test_08_published_records_that_do_not_come(self):
        """Two complete answers running say that they are gone, once; they take that back by
        themselves. A new record comes meanwhile."""
        self.begin("pubmed")
        self.world.papers[99000001].mdat = "2026-11-02"
        self.world.papers[99000002].mdat = "2026-11-02"
        self.world.papers[99000003] = Paper("2026-11-02", "A third paper")
        self.world.ungiven.update((99000001, 99000002))
        self.visit(DAY_2, 1)  # the watch has no other record yet by which to trust the answer
        self.assertEqual([item["tag"] for item in self.queue(now=DAY_2)], ["pmid/99000003"])
        self.approve_all(DAY_2)
        self.visit(DAY_3)
        told = {item["tag"]: json.dumps(item) for item in self.queue(now=DAY_3)}
        self.assertEqual(set(told), {"pmid/99000001", "pmid/99000002"})
        for words in told.values():
            self.assertIn(GONE, words)
        self.approve_all(DAY_3)
        for now in (DAY_4, RECOVERY):
            self.visit(now)
            self.assertEqual(self.queue(now=now), [])
        self.world.ungiven.clear()
        self.visit(AFTER)
        self.assertEqual(self.rows("SELECT count(*) FROM missing_record"), [(0,)])
        back = {item["tag"]: item["update"] for item in self.queue(now=AFTER)}
        self.assertEqual(set(back), set(told), "readers still see the notice that they are gone")
        self.assertNotIn(GONE, json.dumps([words[1:] for words in back.values()]))
        self.approve_all(AFTER)
        self.visit(LONG_AFTER)
        self.assertEqual(self.queue(now=LONG_AFTER), [])

    def test_20_the_answers_that_were_found(self):
        """Those of ../shared, where it is there."""
        folder = f"{SHARED}/cases/found/sources"
        if not os.path.isdir(folder):
            self.skipTest(f"{folder} is not there")
        self.begin("pubmed")
        while_it_fails(self.world)
        kept = self.kept()
        for utility_of, file in (
            ("esearch", "F01-esearch-error.xml"),
            ("esearch", "F01b-esearch-count-without-ids.xml"),
            ("efetch", "F03-efetch-empty.xml"),
        ):
            self.world.fail = utility(utility_of, Answer(read(f"{folder}/{file}")))
            self.tidings("fetch", "s", now=DAY_2, status=1)
            self.assertEqual(self.kept(), kept, file)
            self.assertEqual(self.queue(now=DAY_2), [], file)
        self.recover_pubmed()

    # ClinicalTrials.gov

    def test_09_a_registry_that_answers_with_an_error_under_status_200(self):
        self.begin("clinicaltrials")
        error = studies_json(error={"code": 500, "message": "Index is being rebuilt"})
        self.world.fail = utility("studies", error)
        self.failing("ClinicalTrials.gov says: Index is being rebuilt", FEW_TRIES)
        self.recover_trials()

    def test_10_pages_that_end_before_the_count(self):
        self.begin("clinicaltrials")

        def break_off(answer):
            value = json.loads(answer.body)
            value.pop("nextPageToken", None)
            value["studies"] = value["studies"][:-1]
            return studies_json(**value)

        self.world.studies["NCT99000002"].updated = "2026-11-01"
        self.world.fail = utility("studies", break_off)
        self.failing("of them", FEW_TRIES)
        self.recover_trials()

    def test_11_a_registry_that_has_lost_its_index(self):
        self.begin("clinicaltrials")

        def empty(request):
            if request.path == "studies":
                return studies_json(studies=[], totalCount=0)
            return Answer("NCT number not found\n", "text/plain", 404)

        self.world.fail = empty
        self.failing("lists none of the 2 studies", FEW_TRIES)
        self.recover_trials()

    def test_12_a_study_that_is_gone_and_comes_back(self):
        self.begin("clinicaltrials")
        gone = self.world.studies["NCT99000002"]
        gone.listed = False
        self.visit(DAY_2)
        self.assertEqual(self.queue(now=DAY_2), [])
        self.world.fail = utility("studies", Answer("{}", "application/json", 400))
        self.visit(DAY_3, 1)  # says nothing of it
        self.world.fail = None
        self.visit(DAY_4)
        told = self.queue(now=DAY_4)
        self.assertEqual([item["tag"] for item in told], ["nct/NCT99000002"])
        self.assertIn(GONE, json.dumps(told))
        gone.listed = True  # back before anybody decided
        self.visit(RECOVERY)
        self.assertEqual(self.queue(now=RECOVERY), [])
        gone.listed = False
        for now in ("2026-11-06T08:00:00Z", "2026-11-06T15:00:00Z"):
            self.visit(now)
        self.assertEqual(len(self.queue(now="2026-11-06T15:00:00Z")), 1)
        self.approve_all("2026-11-06T15:00:00Z")
        for now in (LONG_AFTER, "2026-11-09T09:00:00Z"):
            self.visit(now)
            self.assertEqual(self.queue(now=now), [])

    # MedlinePlus

    def test_13_topics_that_are_counted_and_not_given(self):
        self.begin("medlineplus")
        self.world.fail = lambda request: topics_xml(7, [])
        self.failing("counts 7 health topics and gave 0")
        self.recover(None, "Morphea")

    def test_14_topics_that_are_all_others(self):
        self.begin("medlineplus")
        self.world.fail = lambda request: topics_xml(0, [])
        self.failing("gives none of the 2 health topics")
        self.recover(None, "Morphea")

    # Feeds, and the network

    def test_15_a_server_that_is_not_there(self):
        self.begin("feed")
        port = self.service.port
        self.stop()
        self.failing("could not be reached", FEW_TRIES)
        self.service = StandIn(self.world, port)
        self.service.__enter__()
        self.recover(None, "News of the second day")

    def test_16_an_answer_that_breaks_off_on_the_wire(self):
        self.begin("feed")
        self.world.fail = lambda request: lambda answer: replace(answer, cut=80)
        self.failing("broke off", FEW_TRIES)
        self.recover(None, "News of the second day")

    def test_17_what_lasts_doubles_the_interval(self):
        self.begin("feed")
        self.world.fail = lambda request: Answer("Not here\n", "text/plain", 404)
        again = {DAY_2: "2026-11-02T20:00:00Z", DAY_3: "2026-11-04T08:00:00Z"}
        self.failing("status 404: there is nothing at this address: “Not here”", again)
        self.recover(None, "News of the second day")

    def test_18_a_page_that_expires_is_asked_for_again(self):
        """The search was answered, so the 404 of its second page is no lasting failure."""
        self.begin("medlineplus")
        self.world.fail = lambda request: (
            Answer("The search has expired\n", "text/plain", 404)
            if "retstart" in request.params
            else None
        )
        while_it_fails(self.world)
        self.failing("The search has expired", FEW_TRIES)
        self.recover(None, "Morphea")

    # This machine

    def test_19_our_own_store_fails(self):
        """That is no failure of the source: the visit does not count and is made again."""
        self.begin("pubmed")
        while_it_fails(self.world)
        before = self.source_row()
        with self.beside() as db:
            db.execute(
                "CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'full'); END"
            )
        for now in (DAY_2, "2026-11-02T08:01:00Z"):
            self.visit(now, 1)
            source = self.source(now)
            self.assertEqual((source["health"], source["failures"]), ("well", 0))
            self.assertEqual(source["next"], now, "it is due at once")
        self.assertEqual(self.source_row(), before)
        with self.beside() as db:
            db.execute("DROP TRIGGER full")
        self.recover_pubmed()


def run(test):
    result = unittest.TestResult()
    test.run(result)
    return result


def main():
    tests = list(unittest.defaultTestLoader.loadTestsFromTestCase(Days))
    with ThreadPoolExecutor(len(tests)) as pool:
        results = list(pool.map(run, tests))
    for result in results:
        for test, trace in result.failures + result.errors:
            print(f"{test.id()}\n{trace}", file=sys.stderr)
    failed = sum(not result.wasSuccessful() for result in results)
    skipped = sum(len(result.skipped) for result in results)
    print(f"{len(tests)} scripts, {failed} failed, {skipped} skipped", file=sys.stderr)
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
