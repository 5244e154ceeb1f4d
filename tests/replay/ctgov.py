"""ClinicalTrials.gov API v2: /studies, /studies/{nctId}, /version.

The files are JSON, JSON Lines or {"studies": […]}. A search matches a study when every word of the
query is in its titles, conditions, keywords, interventions or summary. Of `fields` only NCTId is
understood; anything else gives the whole study.

routes.json may say {"clinicaltrials": {"match": "all", "empty_page": 1}}:
    "match": "all"    every study answers every search
    "empty_page"      the page of this number (from 0) is empty but has a nextPageToken, as pages of
                      the real service sometimes are
"""

import base64
import json
import re

from answer import Answer, text
from folder import read

PARAMETERS = re.compile(
    r"format|markupFormat|query\.\w+|filter\.\w+|postFilter\.\w+|aggFilters|geoDecay|fields|sort|"
    r"countTotal|pageSize|pageToken"
)
RANGE = re.compile(r"AREA\[LastUpdatePostDate\]RANGE\[([\w-]+),\s*([\w-]+)\]")
NCT = re.compile(r"[Nn][Cc][Tt]0*[1-9]\d{0,7}")
PAGE_SIZE, PAGE_SIZE_LIMIT = 10, 1000


def dig(value, *names):
    """value[name]… through objects; None where a part is missing."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def studies_of(data):
    """The studies of one file: an object, a list, {"studies": […]}, or one object a line."""
    try:
        value = json.loads(data)
    except json.JSONDecodeError:
        return [json.loads(line) for line in data.splitlines() if line.strip()]
    if isinstance(value, dict):
        return value.get("studies", [value])
    return value


class Study:
    def __init__(self, value):
        protocol = value.get("protocolSection", {})
        self.value = value
        self.nct = dig(protocol, "identificationModule", "nctId") or ""
        self.aliases = dig(protocol, "identificationModule", "nctIdAliases") or []
        self.status = dig(protocol, "statusModule", "overallStatus") or ""
        self.updated = dig(protocol, "statusModule", "lastUpdatePostDateStruct", "date") or ""
        searched = [
            protocol.get(name)
            for name in (
                "identificationModule",
                "conditionsModule",
                "descriptionModule",
                "armsInterventionsModule",
            )
        ]
        self.text = json.dumps([searched, value.get("derivedSection")], ensure_ascii=False).lower()

    def number_only(self):
        return {"protocolSection": {"identificationModule": {"nctId": self.nct}}}

    def has(self, query):
        return all(
            word in self.text
            for word in re.findall(r"\w+", query.lower())
            if word not in ("and", "or", "not")
        )


class Ctgov:
    def __init__(self, folder, match_all=False):
        routes = folder.routes("clinicaltrials")
        self.match_all = match_all or routes.get("match") == "all"
        self.empty_page = routes.get("empty_page")
        self.studies = {}
        for path in folder.files(
            "clinicaltrials", (".json", ".jsonl", ".json.gz", ".jsonl.gz")
        ).values():
            for value in studies_of(read(path)):
                study = Study(value)
                if study.nct:
                    self.studies[study.nct] = study
        self.aliases = {
            alias: study.nct for study in self.studies.values() for alias in study.aliases
        }

    def answer(self, request):
        if request.path == "version":
            newest = max((study.updated for study in self.studies.values()), default="")
            return self.json(
                {"apiVersion": "2.0.5", "dataTimestamp": f"{newest}T09:00:05" if newest else ""}
            )
        if request.path == "studies":
            return self.search(request)
        if request.path.startswith("studies/"):
            return self.study(request.path.split("/", 1)[1])
        return text(404, "No such endpoint\n")

    @staticmethod
    def json(value):
        return Answer(
            json.dumps(value, ensure_ascii=False).encode(), "application/json; charset=utf-8"
        )

    def study(self, name):
        if not NCT.fullmatch(name):
            return text(400, f"Path parameter nctId has incorrect format: {name}\n")
        nct = f"NCT{int(name[3:]):08d}"
        if nct in self.studies:
            return self.json(self.studies[nct].value)
        if nct in self.aliases:
            return text(301, "", Location=f"/ctgov/studies/{self.aliases[nct]}")
        return text(404, f"NCT number {nct} not found\n")

    def search(self, request):
        for name in request.names:
            if not PARAMETERS.fullmatch(name):
                return text(400, f"`{name}` is not a known parameter\n")
        token = request.params.get("pageToken", "")
        page = self.page_of(token) if token else 0
        if page is None:
            return text(400, "`pageToken` is invalid\n")
        found = self.find(request.params)
        size = min(max(request.number("pageSize", PAGE_SIZE), 1), PAGE_SIZE_LIMIT)
        answer = self.page(found, page, size, request.params.get("fields", ""))
        if request.params.get("countTotal") == "true" and page == 0:
            answer["totalCount"] = len(found)
        return self.json(answer)

    def page(self, found, page, size, fields):
        """One page; an empty page moves those after it on by one."""
        empty = self.empty_page is not None and page == self.empty_page
        passed = self.empty_page is not None and page > self.empty_page
        start = (page - 1 if passed else page) * size
        studies = [] if empty else found[start : start + size]
        answer = {
            "studies": [
                study.number_only() if fields == "NCTId" else study.value for study in studies
            ]
        }
        if start + len(studies) < len(found):
            answer["nextPageToken"] = (
                base64.urlsafe_b64encode(f"page {page + 1}".encode()).decode().rstrip("=")
            )
        return answer

    @staticmethod
    def page_of(token):
        try:
            word, number = (
                base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode().split()
            )
            return int(number) if word == "page" else None
        except ValueError:
            return None

    def find(self, params):
        found = list(self.studies.values())
        if not self.match_all:
            for name in ("query.cond", "query.intr", "query.term"):
                found = [study for study in found if study.has(params.get(name, ""))]
        statuses = set(filter(None, re.split(r"[,|]", params.get("filter.overallStatus", ""))))
        ids = {word.upper() for word in re.split(r"[,|\s]+", params.get("filter.ids", "")) if word}
        found = [study for study in found if not statuses or study.status in statuses]
        found = [
            study for study in found if not ids or study.nct in ids or ids & set(study.aliases)
        ]
        window = RANGE.search(params.get("filter.advanced", ""))
        if window:
            first = "" if window.group(1) == "MIN" else window.group(1)
            last = "9999" if window.group(2) == "MAX" else window.group(2)
            found = [study for study in found if study.updated and first <= study.updated <= last]
        field, _, order = params.get("sort", "").partition(":")
        if field == "LastUpdatePostDate":
            found.sort(key=lambda study: study.updated, reverse=order != "asc")
        return found
