"""PubMed's E-utilities: esearch and efetch over files of PubmedArticleSet.

Files of the old MedlineCitationSet are read as well. A term is not interpreted: the first rule of
routes.json whose term_contains (in any case) is part of the term says which files answer it:

    {"pubmed": [{"term_contains": "antibodies", "files": ["antibodies.xml", "sample-*.xml"],
                 "quoted_phrase_not_found": ["…"], "phrase_not_found": ["…"]}, …]}

Without a rule, or without its "files", all files answer. A window of dates (datetype edat or mdat)
is applied to the records.
"""

import hashlib
import json
import re
import time
from collections import deque
from datetime import date, timedelta
from fnmatch import fnmatch

from answer import Answer, element, text
from folder import read

RECORD = re.compile(rb"<(PubmedArticle|PubmedBookArticle|MedlineCitation)[ >].*?</\1>", re.S)
PMID = re.compile(rb"<PMID[^>]*>\s*(\d+)\s*</PMID>")
VERSION = re.compile(rb'<PMID[^>]*Version="(\d+)"')
DAY = rb"\s*<Year>(\d+)</Year>\s*<Month>(\d+)</Month>\s*<Day>(\d+)</Day>"
REVISED = re.compile(rb"<DateRevised>" + DAY)
ENTREZ = re.compile(rb'<PubMedPubDate PubStatus="entrez">' + DAY)
PUBMED = re.compile(rb'<PubMedPubDate PubStatus="pubmed">' + DAY)
ARTICLE_DATE = re.compile(rb"<ArticleDate[^>]*>" + DAY)
PUB_YEAR = re.compile(rb"<PubDate>\s*<(?:Year|MedlineDate)>(\d{4})")

DATES = {"edat": lambda record: record.edat, "mdat": lambda record: record.mdat}
SEARCH_LAST = 9998  # PubMed shows the first 9,999 records of a search and no more
RETMAX_LIMIT = 10000
SET_HEAD = (
    '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC '
    '"-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n<PubmedArticleSet>\n'
)
SEARCH_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n'
    '<!DOCTYPE eSearchResult PUBLIC "-//NLM//DTD esearch 20060628//EN" '
    '"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20060628/esearch.dtd">\n'
)
XML = "text/xml; charset=UTF-8"


def day_of(*matches):
    """The first match as a date; None when nothing matched."""
    for match in matches:
        if match:
            return date(*(int(part) for part in match.groups()))
    return None


def first_of_year(match):
    return date(int(match.group(1)), 1, 1) if match else date.min


class Record:
    def __init__(self, xml, file):
        self.xml, self.file = xml, file
        self.pmid = int(PMID.search(xml).group(1))
        version = VERSION.search(xml)
        self.version = int(version.group(1)) if version else 1
        # PubMed has both dates of every record; where a file lacks one, the next best is taken.
        self.edat = day_of(
            ENTREZ.search(xml), PUBMED.search(xml), ARTICLE_DATE.search(xml)
        ) or first_of_year(PUB_YEAR.search(xml))
        self.mdat = day_of(REVISED.search(xml)) or self.edat

    def rank(self):
        """Of records with one PMID the service shows the highest version, revised last."""
        return self.version, self.mdat


def records_of(data, file):
    """The records of one file. A MedlineCitation of the old form is put into a PubmedArticle, as
    efetch gives it."""
    for match in RECORD.finditer(data):
        xml = match.group(0)
        if match.group(1) == b"MedlineCitation":
            xml = b"<PubmedArticle>" + xml + b"</PubmedArticle>"
        yield Record(xml, file)


def parse_day(word, last):
    """YYYY, YYYY/MM or YYYY/MM/DD as a date: the first day of what is given, or the last."""
    parts = [int(part) for part in word.replace("-", "/").split("/")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else (12 if last else 1)
    if not last:
        return date(year, month, 1)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


class Eutils:
    def __init__(self, folder, strict=False, strict_rate=False):
        self.rules = folder.routes("pubmed") or []
        self.strict, self.strict_rate = strict, strict_rate
        self.calls = deque()
        self.histories = {}
        self.records = {}
        for name, path in folder.files("pubmed", (".xml", ".xml.gz")).items():
            for record in records_of(read(path), name):
                known = self.records.get(record.pmid)
                if known is None or known.rank() <= record.rank():
                    self.records[record.pmid] = record

    def answer(self, request):
        handlers = {"esearch.fcgi": self.esearch, "efetch.fcgi": self.efetch}
        if request.path not in handlers:
            return text(404, "no such utility\n")
        refusal = self.refuse(request)
        return refusal or handlers[request.path](request)

    def refuse(self, request):
        if self.strict_rate and self.too_fast(10 if request.params.get("api_key") else 3):
            body = {"error": "API rate limit exceeded", "count": str(len(self.calls)), "limit": "3"}
            return Answer(json.dumps(body).encode(), "application/json", 429, {"Retry-After": "2"})
        if self.strict and not (request.params.get("tool") and request.params.get("email")):
            return text(400, "tool and email are wanted on every call\n")
        if request.params.get("db") != "pubmed":
            return Answer(
                b"<eSearchResult><ERROR>Invalid db name specified</ERROR></eSearchResult>", XML
            )
        return None

    def too_fast(self, limit):
        """Whether this call is one too many within a second; a refused call does not count."""
        now = time.monotonic()
        while self.calls and now - self.calls[0] >= 1:
            self.calls.popleft()
        if len(self.calls) >= limit:
            return True
        self.calls.append(now)
        return False

    def rule(self, term):
        for rule in self.rules:
            if rule.get("term_contains", "").lower() in term.lower():
                return rule
        return {}

    def search(self, params, rule):
        """The PMIDs that answer a search, newest in PubMed first."""
        files = rule.get("files")
        found = [
            r
            for r in self.records.values()
            if files is None or any(fnmatch(r.file, pattern) for pattern in files)
        ]
        day, window = DATES.get(params.get("datetype", "")), self.window(params)
        if day and window:
            found = [r for r in found if window[0] <= day(r) <= window[1]]
        return [r.pmid for r in sorted(found, key=lambda r: (r.edat, r.pmid), reverse=True)]

    @staticmethod
    def window(params):
        if params.get("mindate") and params.get("maxdate"):
            return parse_day(params["mindate"], False), parse_day(params["maxdate"], True)
        if params.get("reldate", "").isdigit():
            return date.today() - timedelta(days=int(params["reldate"])), date.today()
        return None

    def esearch(self, request):
        params = request.params
        term = params.get("term", "")
        start = request.number("retstart", 0)
        if not term:
            return self.search_error("Empty term and query_key - nothing todo")
        if start > SEARCH_LAST:
            return self.search_error(
                "Search Backend failed: Exception: 'retstart' cannot be larger than 9998. "
                "For PubMed, ESearch can only retrieve the first 9,999 records matching the query."
            )
        rule = self.rule(term)
        ids = self.search(params, rule)
        page = ids[
            start : min(start + min(request.number("retmax", 20), RETMAX_LIMIT), SEARCH_LAST + 1)
        ]
        return Answer(self.search_xml(params, rule, ids, start, page).encode(), XML)

    @staticmethod
    def search_error(message):
        return Answer(
            (
                SEARCH_HEAD + "<eSearchResult>" + element("ERROR", message) + "</eSearchResult>\n"
            ).encode(),
            XML,
        )

    def search_xml(self, params, rule, ids, start, page):
        parts = [
            SEARCH_HEAD,
            "<eSearchResult>",
            element("Count", len(ids)),
            element("RetMax", len(page)),
            element("RetStart", start),
        ]
        if params.get("usehistory") == "y":
            parts += [element("QueryKey", 1), element("WebEnv", self.remember(ids))]
        parts.append(
            "<IdList>\n" + "".join(f"<Id>{pmid}</Id>\n" for pmid in page) + "</IdList>"
            if page
            else "<IdList/>"
        )
        parts += ["<TranslationSet/>", element("QueryTranslation", params["term"])]
        errors = [element("PhraseNotFound", phrase) for phrase in rule.get("phrase_not_found", [])]
        warnings = [
            element("QuotedPhraseNotFound", phrase)
            for phrase in rule.get("quoted_phrase_not_found", [])
        ]
        if not ids:
            warnings.append(element("OutputMessage", "No items found."))
        if errors:
            parts.append("<ErrorList>" + "".join(errors) + "</ErrorList>")
        if warnings:
            parts.append("<WarningList>" + "".join(warnings) + "</WarningList>")
        return "".join(parts) + "</eSearchResult>\n"

    def remember(self, ids):
        """The WebEnv of a result; the same result has the same one."""
        key = "MCID_" + hashlib.sha256(repr(ids).encode()).hexdigest()[:24]
        self.histories[key] = ids
        return key

    def efetch(self, request):
        params = request.params
        if params.get("WebEnv"):
            ids = self.histories.get(params["WebEnv"])
            if ids is None or params.get("query_key") != "1":
                return Answer(
                    b"<eFetchResult><ERROR>Unable to obtain query #1</ERROR></eFetchResult>",
                    XML,
                    400,
                )
            start = request.number("retstart", 0)
            ids = ids[start : start + min(request.number("retmax", 20), RETMAX_LIMIT)]
        else:
            ids = [
                int(word) for word in re.split(r"[,\s]+", params.get("id", "")) if word.isdigit()
            ]
            if not ids:
                return Answer(
                    b"<eFetchResult><ERROR>Empty id list - nothing todo</ERROR></eFetchResult>",
                    XML,
                    400,
                )
        # The service leaves out ids that it does not have, and says nothing of them.
        found = [self.records[pmid].xml for pmid in ids if pmid in self.records]
        return Answer(SET_HEAD.encode() + b"\n".join(found) + b"\n</PubmedArticleSet>\n", XML)
