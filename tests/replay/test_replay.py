#!/usr/bin/python3
"""The replay server answers the sample site's folder as the real services would."""

import gzip
import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
from urllib.parse import urlencode, urlsplit

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLE = os.path.join(HERE, "..", "..", "feeds", "sample")
QUERY = '"stem cell"[tiab]'


class Replay:
    """A running server. Requests are plain: no redirect is followed, nothing is unpacked."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [sys.executable, os.path.join(HERE, "replay.py"), *arguments],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.address = urlsplit(self.process.stdout.readline().split()[-1])

    def get(self, path, headers=None, form=None, **params):
        connection = http.client.HTTPConnection(
            self.address.hostname, self.address.port, timeout=10
        )
        target = path + ("?" + urlencode(params) if params else "")
        if form is None:
            connection.request("GET", target, headers=headers or {})
        else:
            connection.request(
                "POST",
                target,
                urlencode(form),
                {"Content-Type": "application/x-www-form-urlencoded"},
            )
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body

    def xml(self, path, **params):
        return ET.fromstring(self.get(path, **params)[1])

    def json(self, path, **params):
        return json.loads(self.get(path, **params)[1])

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=10)
        self.process.stdout.close()
        return self.process.returncode


class ReplayTest(unittest.TestCase):
    arguments = (SAMPLE,)

    @classmethod
    def setUpClass(cls):
        cls.server = Replay(*cls.arguments)

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()


class Pubmed(ReplayTest):
    def search(self, **params):
        return self.server.xml(
            "/eutils/esearch.fcgi", **{"db": "pubmed", "term": QUERY, "retmax": 1000, **params}
        )

    def ids(self, **params):
        return [node.text for node in self.search(**params).iter("Id")]

    def test_pages_of_a_search_are_the_whole(self):
        whole = self.ids()
        self.assertEqual(len(whole), int(self.search().findtext("Count")))
        self.assertEqual(len(set(whole)), len(whole))
        pages = [self.ids(retstart=start, retmax=5) for start in range(0, len(whole), 5)]
        self.assertEqual(sum(pages, []), whole)
        self.assertNotIn("99000018", whole)

    def test_history_gives_the_records_of_the_search(self):
        found = self.search(usehistory="y")
        where = {
            "db": "pubmed",
            "WebEnv": found.findtext("WebEnv"),
            "query_key": found.findtext("QueryKey"),
        }
        pmids = []
        for start in range(0, int(found.findtext("Count")), 7):
            page = self.server.xml("/eutils/efetch.fcgi", retstart=start, retmax=7, **where)
            pmids += [
                node.findtext("MedlineCitation/PMID") or node.findtext("BookDocument/PMID")
                for node in page
            ]
        self.assertEqual(pmids, self.ids())

    def test_unknown_ids_are_left_out_and_post_is_taken(self):
        _, body = self.server.get(
            "/eutils/efetch.fcgi", form={"db": "pubmed", "id": "99000002,12,99000110"}
        )
        self.assertEqual(
            [node.tag for node in ET.fromstring(body)], ["PubmedArticle", "PubmedBookArticle"]
        )

    def test_windows_of_dates(self):
        self.assertEqual(
            self.ids(datetype="edat", mindate="2026/10/20", maxdate="2026/11/02"), ["99000101"]
        )
        self.assertEqual(
            self.ids(datetype="edat", mindate="2026/10/21", maxdate="2026/10/21"), ["99000101"]
        )
        self.assertEqual(
            sorted(self.ids(datetype="mdat", mindate="2026/08", maxdate="2026/08")),
            ["99000104", "99000105"],
        )
        self.assertEqual(self.ids(datetype="edat", mindate="2030", maxdate="2031"), [])

    def test_what_pubmed_did_not_understand_is_said(self):
        found = self.search(term="autoantibodies[mh]")
        self.assertIn("anti-topo489-573", found.findtext("WarningList/QuotedPhraseNotFound"))
        self.assertIn(
            "No items",
            self.search(datetype="edat", mindate="2030", maxdate="2031").findtext(
                "WarningList/OutputMessage"
            ),
        )

    def test_errors_come_with_status_200(self):
        self.assertIn(
            "Empty term", self.server.xml("/eutils/esearch.fcgi", db="pubmed").findtext("ERROR")
        )
        self.assertIn("9,999", self.search(retstart=9999).findtext("ERROR"))


class Trials(ReplayTest):
    def studies(self, **params):
        """All studies of a search, and the sizes of its pages."""
        studies, sizes, token = [], [], {}
        while True:
            page = self.server.json("/ctgov/studies", **params, **token)
            studies += page["studies"]
            sizes.append(len(page["studies"]))
            if "nextPageToken" not in page:
                return [
                    study["protocolSection"]["identificationModule"]["nctId"] for study in studies
                ], sizes
            token = {"pageToken": page["nextPageToken"]}

    def test_every_page_to_the_end_through_an_empty_one(self):
        search = {"query.cond": "systemic sclerosis", "query.intr": "stem cell", "pageSize": 4}
        found, sizes = self.studies(**search)
        self.assertEqual(len(set(found)), 11)
        self.assertEqual(sizes, [0, 4, 4, 3])
        self.assertEqual(
            self.server.json("/ctgov/studies", countTotal="true", **search)["totalCount"], 11
        )

    def test_filters(self):
        recruiting, _ = self.studies(**{"filter.overallStatus": "RECRUITING"})
        self.assertEqual(sorted(recruiting), ["NCT99000007", "NCT99000008", "NCT99000101"])
        recent, _ = self.studies(
            **{
                "filter.advanced": "AREA[LastUpdatePostDate]RANGE[2026-10-01,MAX]",
                "sort": "LastUpdatePostDate:desc",
            }
        )
        self.assertEqual(recent, ["NCT99000104", "NCT99000101"])
        self.assertEqual(self.studies(**{"query.cond": "asthma"})[0], [])
        self.assertEqual(
            sorted(self.studies(**{"filter.ids": "NCT99000009,NCT99000103"})[0]),
            ["NCT99000009", "NCT99000103"],
        )

    def test_only_the_fields_asked_for(self):
        page = self.server.json(
            "/ctgov/studies",
            **{"filter.ids": "NCT99000009", "fields": "NCTId", "pageToken": "cGFnZSAx"}
        )
        self.assertEqual(
            page["studies"],
            [{"protocolSection": {"identificationModule": {"nctId": "NCT99000009"}}}],
        )

    def test_refusals_are_plain_text(self):
        for path, status in (
            ("/ctgov/studies/NCT99000999", 404),
            ("/ctgov/studies/99", 400),
            ("/ctgov/studies?condition=x", 400),
            ("/ctgov/studies?pageToken=x", 400),
        ):
            answer, _ = self.server.get(path)
            self.assertEqual(
                (answer.status, answer.getheader("Content-Type")),
                (status, "text/plain; charset=utf-8"),
                path,
            )


class Topics(ReplayTest):
    def test_a_page_and_the_next_by_file_and_server(self):
        first = self.server.xml("/medlineplus/query", db="healthTopics", term="cells", retmax=1)
        self.assertEqual((first.findtext("count"), len(first.findall("list/document"))), ("2", 1))
        second = self.server.xml(
            "/medlineplus/query",
            file=first.findtext("file"),
            server=first.findtext("server"),
            retstart=1,
            retmax=1,
        )
        urls = [page.find("list/document").get("url") for page in (first, second)]
        self.assertEqual(
            urls,
            [
                "https://medlineplus.gov/stemcells.html",
                "https://medlineplus.gov/bonemarrowtransplantation.html",
            ],
        )

    def test_title_search_and_marked_words(self):
        page = self.server.xml("/medlineplus/query", db="healthTopics", term='title:"stem cells"')
        contents = {node.get("name"): node.text for node in page.iter("content")}
        self.assertEqual(page.findtext("count"), "1")
        self.assertEqual(
            contents["title"], '<span class="qt0">Stem</span> <span class="qt0">Cells</span>'
        )
        self.assertTrue(contents["FullSummary"].startswith("<p>"))


class News(ReplayTest):
    def test_only_its_own_validators_give_304(self):
        answer, body = self.server.get("/feeds/scleroderma-news.rss")
        etag, modified = answer.getheader("ETag"), answer.getheader("Last-Modified")
        self.assertEqual(ET.fromstring(body).tag, "rss")
        for headers, status in (
            ({"If-None-Match": etag}, 304),
            ({"If-Modified-Since": modified}, 304),
            ({"If-None-Match": etag.strip('"')}, 200),
            ({"If-None-Match": '"other"', "If-Modified-Since": modified}, 200),
        ):
            again, rest = self.server.get("/feeds/scleroderma-news.rss", headers=headers)
            self.assertEqual((again.status, bool(rest)), (status, status == 200), headers)
            self.assertEqual(again.getheader("ETag"), etag)

    def test_gzip_for_those_who_accept_it(self):
        plain = self.server.get("/feeds/ctv-news.json")
        packed = self.server.get("/feeds/ctv-news.json", headers={"Accept-Encoding": "gzip"})
        self.assertEqual(packed[0].getheader("Content-Encoding"), "gzip")
        self.assertEqual(gzip.decompress(packed[1]), plain[1])
        self.assertEqual(plain[0].getheader("Content-Type"), "application/feed+json; charset=utf-8")


class SecondStep(ReplayTest):
    arguments = (SAMPLE, "--step", "2")

    def test_a_file_replaces_the_one_of_the_same_name_before(self):
        def record(pmid):
            return self.server.xml("/eutils/efetch.fcgi", db="pubmed", id=pmid)

        self.assertEqual(record(99000101).findtext(".//Volume"), "12")
        self.assertEqual(
            record(99000102).find(".//CommentsCorrections").get("RefType"), "RetractionIn"
        )
        self.assertIsNotNone(record(99000002).find(".//MedlineTA"))
        study = self.server.json("/ctgov/studies/NCT99000101")
        self.assertEqual(study["protocolSection"]["statusModule"]["overallStatus"], "COMPLETED")

    def test_an_alias_leads_to_its_study(self):
        answer, _ = self.server.get("/ctgov/studies/NCT99000196")
        self.assertEqual(
            (answer.status, answer.getheader("Location")), (301, "/ctgov/studies/NCT99000106")
        )
        study = self.server.json("/ctgov/studies/NCT99000106")
        self.assertEqual(
            study["protocolSection"]["identificationModule"]["nctIdAliases"], ["NCT99000196"]
        )

    def test_the_windows_of_a_second_visit(self):
        def ids(datetype):
            answer = self.server.xml(
                "/eutils/esearch.fcgi",
                db="pubmed",
                term=QUERY,
                datetype=datetype,
                mindate="2026/10/31",
                maxdate="2026/11/09",
            )
            return sorted(node.text for node in answer.iter("Id"))

        self.assertEqual(ids("edat"), ["99000103", "99000114"])
        self.assertEqual(ids("mdat"), ["99000101", "99000102", "99000103", "99000114"])


class Misbehaviour(unittest.TestCase):
    ROUTES = {
        "feeds": {
            "moved": {"status": 301, "location": "/feeds/a.rss"},
            "gone": {"status": 410},
            "busy": {"status": 429, "retry_after": 90},
            "cut": {"file": "a.rss", "cut_gzip": True},
            "bare": {"file": "a.rss", "validators": False, "content_type": "text/html"},
        }
    }

    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        os.mkdir(os.path.join(self.folder, "feeds"))
        with open(os.path.join(self.folder, "feeds", "a.rss"), "w", encoding="utf-8") as file:
            file.write(
                "<rss version='2.0'><channel>"
                + "<item><title>x</title></item>" * 99
                + "</channel></rss>"
            )
        with open(os.path.join(self.folder, "routes.json"), "w", encoding="utf-8") as file:
            json.dump(self.ROUTES, file)
        self.log = os.path.join(self.folder, "log")

    def test_routes_of_a_flat_folder(self):
        server = Replay("--recorded", self.folder, "--log", self.log)
        self.addCleanup(server.stop)
        self.assertEqual(server.get("/feeds/moved")[0].getheader("Location"), "/feeds/a.rss")
        self.assertEqual(server.get("/feeds/gone")[0].status, 410)
        self.assertEqual(server.get("/feeds/busy")[0].getheader("Retry-After"), "90")
        with self.assertRaises(EOFError):
            gzip.decompress(server.get("/feeds/cut")[1])
        bare = server.get("/feeds/bare")[0]
        self.assertEqual(
            (bare.getheader("ETag"), bare.getheader("Content-Type")), (None, "text/html")
        )
        with open(self.log, encoding="utf-8") as file:
            self.assertEqual([line.split() for line in file][1], ["GET", "/feeds/gone", "410"])

    def test_strictness(self):
        server = Replay("--recorded", self.folder, "--strict", "--strict-rate")
        self.addCleanup(server.stop)
        self.assertEqual(server.get("/eutils/esearch.fcgi", db="pubmed", term="x")[0].status, 400)
        polite = {"db": "pubmed", "term": "x", "tool": "t", "email": "e"}
        answers = [server.get("/eutils/esearch.fcgi", **polite) for _ in range(6)]
        self.assertEqual(answers[-1][0].status, 429)
        self.assertEqual(json.loads(answers[-1][1])["error"], "API rate limit exceeded")

    def test_it_stops_when_asked(self):
        self.assertEqual(Replay(SAMPLE).stop(), 0)


if __name__ == "__main__":
    unittest.main()
