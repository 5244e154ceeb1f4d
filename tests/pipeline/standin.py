"""Stand-ins on loopback for PubMed, ClinicalTrials.gov, MedlinePlus and a news site.

They answer from records that a test changes while they run, honour the dates that they are asked
for, and fail as the test tells them to:

    world = World()
    world.papers[99000001] = Paper("2026-11-01", title="…")
    with StandIn(world) as service:
        service.port
        world.fail = lambda request: None        or an Answer, or Cut(Answer), or a change of it

world.fail gets each Request before it is answered. What it returns is sent instead: an Answer, or a
function from the true Answer to another one; None lets the true answer go.
"""
import json
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.sax.saxutils import escape

XML = "text/xml; charset=UTF-8"
JSON = "application/json"
RANGE = re.compile(r"AREA\[LastUpdatePostDate\]RANGE\[([\d-]+),MAX\]")


@dataclass
class Request:
    service: str  # "eutils", "ctgov", "medlineplus", "crossref", "feeds"
    path: str  # behind it: "esearch.fcgi", "studies/NCT99000001"
    params: dict


@dataclass
class Answer:
    body: str
    content_type: str = XML
    status: int = 200
    headers: dict = field(default_factory=dict)
    cut: int = 0  # so many bytes of the body are announced and not sent


@dataclass
class Paper:
    edat: str  # when it entered PubMed, "2026-11-01"
    title: str
    mdat: str = ""  # when it was last revised
    retracted_by: int = 0
    found: bool = True  # False: no query finds it, only its PMID
    corrections: list = field(default_factory=list)  # (RefType, PMID)
    kind: str = "Journal Article"
    abstract: str = ""
    issue: str = "<Volume>1</Volume>"
    pages: str = ""
    doi: str = ""
    pmcid: str = ""
    source: str = "J"  # RefSource of each correction
    mesh: tuple = ()

    def xml(self, pmid):
        year, month, day = (self.mdat or self.edat).split("-")
        kind = "Retracted Publication" if self.retracted_by else self.kind
        retracted = [("RetractionIn", self.retracted_by)] if self.retracted_by else []
        words = f"<RefSource>{escape(self.source)}</RefSource>"
        notice = "".join(
            f'<CommentsCorrections RefType="{kind}">{words}<PMID>{pmid}</PMID>'
            "</CommentsCorrections>"
            for kind, pmid in retracted + self.corrections
        )
        abstract = f"<Abstract><AbstractText>{escape(self.abstract)}</AbstractText></Abstract>"
        pages = f"<Pagination><MedlinePgn>{self.pages}</MedlinePgn></Pagination>"
        mesh = "".join(
            f"<MeshHeading><DescriptorName>{name}</DescriptorName></MeshHeading>"
            for name in self.mesh
        )
        doi = f'<ELocationID EIdType="doi" ValidYN="Y">{self.doi}</ELocationID>'
        return (
            f'<PubmedArticle><MedlineCitation><PMID Version="1">{pmid}</PMID><DateRevised><Year>'
            f"{year}</Year><Month>{month}</Month><Day>{day}</Day></DateRevised><Article>"
            f"<Journal><JournalIssue>{self.issue}<PubDate><Year>2026</Year></PubDate>"
            "</JournalIssue></Journal>"
            f"<ArticleTitle>{escape(self.title)}</ArticleTitle>{pages if self.pages else ''}"
            f"{doi if self.doi else ''}{abstract if self.abstract else ''}<PublicationTypeList>"
            f"<PublicationType>{kind}</PublicationType></PublicationTypeList></Article>"
            "<MedlineJournalInfo><MedlineTA>J Samples</MedlineTA></MedlineJournalInfo>"
            f"<CommentsCorrectionsList>{notice}</CommentsCorrectionsList>"
            f"<MeshHeadingList>{mesh}</MeshHeadingList>"
            "</MedlineCitation><PubmedData><ArticleIdList>"
            f'<ArticleId IdType="pmc">{self.pmcid}</ArticleId>'
            "</ArticleIdList></PubmedData></PubmedArticle>"
        )


@dataclass
class Study:
    updated: str
    status: str
    title: str
    listed: bool = True  # False: the registry no longer has it
    found: bool = True  # False: no search finds it, only its number
    joined: str = ""  # the number under which the registry has it now
    more: dict = field(default_factory=dict)  # module -> further members of it
    has_results: bool = False

    def value(self, nct):
        protocol = {
            "identificationModule": {"nctId": nct, "briefTitle": self.title},
            "statusModule": {
                "overallStatus": self.status,
                "lastUpdatePostDateStruct": {"date": self.updated},
            },
        }
        for module, members in self.more.items():
            protocol[module] = {**protocol.get(module, {}), **members}
        return {"protocolSection": protocol, "hasResults": self.has_results}


@dataclass
class Work:
    """What Crossref says of a DOI."""

    updated_by: list = field(default_factory=list)  # (type, DOI of the notice)
    update_to: list = field(default_factory=list)  # (type, DOI that this notice is about)
    relation: dict = field(default_factory=dict)  # "is-preprint-of": [DOI]
    alias_of: str = ""  # the DOI under which Crossref has it now
    there: bool = True  # False: Crossref has it no longer
    more: dict = field(default_factory=dict)  # further members: "title": ["…"]

    def value(self, doi):
        def updates(list):
            return [
                {"DOI": other, "type": kind, "label": kind.capitalize(), "source": source}
                for kind, other in list
                for source in ("publisher", "retraction-watch")
            ]

        relation = {
            name: [{"id-type": "doi", "id": other, "asserted-by": "subject"} for other in others]
            for name, others in self.relation.items()
        }
        value = {"DOI": doi, "updated-by": updates(self.updated_by), **self.more}
        return {**value, "update-to": updates(self.update_to), "relation": relation}


@dataclass
class World:
    papers: dict = field(default_factory=dict)  # PMID -> Paper
    studies: dict = field(default_factory=dict)  # NCT number -> Study
    topics: dict = field(default_factory=dict)  # address -> title
    stories: dict = field(default_factory=dict)  # guid -> title
    works: dict = field(default_factory=dict)  # DOI -> Work
    ungiven: set = field(default_factory=set)  # PMIDs that EFetch leaves out
    fail: object = None
    page: int = 2  # studies of one answer
    asked: list = field(default_factory=list)  # every Request


def error_xml(text):
    return Answer(f"<eSearchResult><ERROR>{escape(text)}</ERROR></eSearchResult>")


def search_xml(count, ids):
    return Answer(
        f'<?xml version="1.0"?><eSearchResult><Count>{count}</Count><RetMax>{len(ids)}</RetMax>'
        "<RetStart>0</RetStart><QueryKey>1</QueryKey><WebEnv>ENV</WebEnv><IdList>"
        + "".join(f"<Id>{pmid}</Id>" for pmid in ids)
        + "</IdList></eSearchResult>"
    )


def records_xml(*records):
    return Answer(f'<?xml version="1.0"?><PubmedArticleSet>{"".join(records)}</PubmedArticleSet>')


def topics_xml(count, topics):
    documents = "".join(
        f'<document rank="{i}" url="{url}"><content name="title">{title}</content></document>'
        for i, (url, title) in enumerate(topics)
    )
    return Answer(
        f"<nlmSearchResult><file>viv_a</file><server>s1</server><count>{count}</count>"
        f"<retstart>0</retstart><list>{documents}</list></nlmSearchResult>"
    )


def studies_json(**value):
    return Answer(json.dumps(value), JSON)


def work_json(kind, message):
    return Answer(json.dumps({"status": "ok", "message-type": kind, "message": message}), JSON)


class Services:
    def __init__(self, world):
        self.world = world
        self.found = []  # of the last search, for the history server

    def answer(self, request):
        return getattr(self, request.service)(request)

    def eutils(self, request):
        return self.esearch(request) if request.path == "esearch.fcgi" else self.efetch(request)

    def esearch(self, request):
        params = request.params
        papers = self.world.papers
        named = re.findall(r"(\d+)\[uid\]", params["term"])
        name_of = "".join
        for name in re.findall(r'^(PMC\d+)$|"([^"]+)"\[aid\]', params["term"]):
            ids = [
                n for n, p in papers.items() if name_of(name) in (p.doi.lower(), p.pmcid, *p.mesh)
            ]
            return search_xml(len(ids), ids)
        first = params.get("mindate", "").replace("/", "-")
        last = params.get("maxdate", "9999").replace("/", "-")
        if named:
            ids = [int(pmid) for pmid in named if int(pmid) in papers]
            if params.get("datetype") == "mdat":
                ids = [n for n in ids if first <= (papers[n].mdat or papers[n].edat) <= last]
            return search_xml(len(ids), ids)
        papers = {n: p for n, p in papers.items() if p.found}
        if params.get("datetype") == "mdat":
            ids = [n for n, p in papers.items() if first <= (p.mdat or p.edat) <= last]
        else:
            ids = [n for n, p in papers.items() if first <= p.edat <= last]
        if "usehistory" in params:
            self.found = ids
        return search_xml(len(ids), ids)

    def efetch(self, request):
        params = request.params
        if "WebEnv" in params:
            start = int(params["retstart"])
            ids = self.found[start : start + int(params["retmax"])]
        else:
            ids = [int(pmid) for pmid in params["id"].split(",")]
        return records_xml(
            *(
                self.world.papers[pmid].xml(pmid)
                for pmid in ids
                if pmid in self.world.papers and pmid not in self.world.ungiven
            )
        )

    def ctgov(self, request):
        listed = {n: s for n, s in self.world.studies.items() if s.listed and not s.joined}
        if request.path.startswith("studies/"):
            nct = request.path.split("/")[1]
            now = self.world.studies[nct].joined if nct in self.world.studies else ""
            if now:
                return Answer("", "text/plain", 301, {"Location": f"/ctgov/studies/{now}"})
            if nct not in listed:
                return Answer(f"NCT number {nct} not found\n", "text/plain", 404)
            return studies_json(**listed[nct].value(nct))
        params = request.params
        if "filter.ids" in params:
            listed = {n: s for n, s in listed.items() if n in params["filter.ids"].split(",")}
        else:
            listed = {n: s for n, s in listed.items() if s.found}
        since = RANGE.search(params.get("filter.advanced", ""))
        if since:
            listed = {n: s for n, s in listed.items() if s.updated >= since.group(1)}
        studies = [s.value(n) for n, s in listed.items()]
        page = int(params.get("pageToken", "0"))
        value = {"studies": studies[page : page + self.world.page]}
        if page + self.world.page < len(studies):
            value["nextPageToken"] = str(page + self.world.page)
        if params.get("countTotal") == "true":
            value["totalCount"] = len(studies)
        return studies_json(**value)

    def crossref(self, request):
        works = {d: w for d, w in self.world.works.items() if w.there}
        kind, _, doi = request.path.partition("/")
        assert kind == "works" and request.params["mailto"]
        if doi:
            if doi not in works:
                return Answer("Resource not found.", "text/plain", 404)
            if works[doi].alias_of:
                return Answer(
                    "", "text/plain", 301, {"Location": f"{works[doi].alias_of}?mailto=a"}
                )
            return work_json("work", works[doi].value(doi.upper()))
        asked = [f[len("doi:") :] for f in request.params["filter"].split(",")]
        if not all(doi.startswith("10.") for doi in asked):
            return Answer('{"status":"failed","message-type":"validation-failure"}', JSON, 400)
        items = [works[d].value(d) for d in asked if d in works and not works[d].alias_of]
        return work_json("work-list", {"total-results": len(items), "items": items})

    def medlineplus(self, request):
        start = int(request.params.get("retstart", "0"))
        topics = list(self.world.topics.items())
        return topics_xml(len(topics), topics[start : start + 2])

    def feeds(self, _):
        items = "".join(
            f"<item><title>{escape(title)}</title><link>https://news.example/{guid}</link>"
            f"<guid>{guid}</guid></item>"
            for guid, title in self.world.stories.items()
        )
        return Answer(
            f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>',
            "application/rss+xml",
        )


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 1 << 16

    def do_GET(self):
        self.respond("")

    def do_POST(self):
        self.respond(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def respond(self, form):
        address = urlsplit(self.path)
        service, _, path = unquote(address.path).lstrip("/").partition("/")
        request = Request(service, path, dict(parse_qsl(address.query) + parse_qsl(form)))
        with self.server.lock:
            self.server.world.asked.append(request)
            answer = self.server.services.answer(request)
            instead = self.server.world.fail and self.server.world.fail(request)
        self.send(instead(answer) if callable(instead) else instead or answer)

    def send(self, answer):
        body = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[: len(body) - answer.cut])
        self.close_connection = self.close_connection or answer.cut > 0

    def log_message(self, *_):
        """The requests are in world.asked."""


class StandIn:
    """`with StandIn(world) as service: service.port`. Started again, it has the same port."""

    def __init__(self, world, port=0):
        self.world, self.port = world, port

    def __enter__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.server.daemon_threads = True
        self.server.world = self.world
        self.server.services = Services(self.world)
        self.server.lock = threading.Lock()
        self.port = self.server.server_port
        self.thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}
        )
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
