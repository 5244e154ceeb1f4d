"""What a validator says of a feed: the rules of RFC 4287 (Atom), RFC 5005 (archives), RFC 6721
(deleted entries), RSS 2.0 and JSON Feed 1.1 that bear on what Tidings writes.

    problems(path, data, base)    the file of out/ at `path`, published under `base`
    walk_problems(files, base)    all feeds of out/ together: what archives are to each other

Each gives a list of sentences, empty when all is well."""
import json
import re
import xml.etree.ElementTree as ET
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser

ATOM = "{http://www.w3.org/2005/Atom}"
AT = "{http://purl.org/atompub/tombstones/1.0}"
FH = "{http://purl.org/syndication/history/1.0}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# RFC 3986: a scheme, and no character that an address must escape.
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
WEB = re.compile(r"https?://[^/]+/")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
# RFC 4287 section 3.3: capital T and Z.
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
RFC_822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT")


class Fragment(HTMLParser):
    """The addresses of a fragment, and what must not be in one."""

    def __init__(self):
        super().__init__()
        self.addresses, self.wrong, self.open = [], [], []

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style", "iframe", "object", "embed", "form", "meta", "base"):
            self.wrong.append(f"<{tag}> in the content")
        if tag not in ("br", "img", "hr", "wbr"):
            self.open.append(tag)
        for name, value in attrs:
            if name in ("href", "src"):
                self.addresses.append(value or "")
            if name.startswith("on") or name == "style":
                self.wrong.append(f"{name}= in the content")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> ends what is not open")


class Report:
    def __init__(self, path):
        self.path, self.problems = path, []

    def __call__(self, holds, text):
        if not holds:
            self.problems.append(f"{self.path}: {text}")

    def time(self, text, what):
        self(text is not None and TIME.fullmatch(text), f"{what} is no time of RFC 3339: {text}")

    def web(self, address, what):
        sound = URI.fullmatch(address or "") and WEB.match(address)
        self(sound, f"{what} is no whole address: {address}")

    def html(self, text, what):
        fragment = Fragment()
        fragment.feed(text or "")
        fragment.close()
        for address in fragment.addresses:
            sound = URI.fullmatch(address) and address.startswith(("http:", "https:", "mailto:"))
            self(sound, f"{what} has an address that is not whole: {address}")
        for wrong in fragment.wrong + [f"<{tag}> stays open" for tag in fragment.open]:
            self(False, f"{what}: {wrong}")

    def once(self, element, names, space=ATOM):
        for name in names.split():
            n = len(element.findall(space + name))
            self(n == 1, f"{n} {name} in {element.tag.rpartition('}')[2]}, must be 1")

    def at_most_once(self, element, names, space=ATOM):
        for name in names.split():
            self(len(element.findall(space + name)) < 2, f"more than one {name}")


def text_construct(report, element, what):
    """RFC 4287 section 3.1"""
    if element is None:
        return
    kind = element.get("type", "text")
    report(kind in ("text", "html"), f"{what} of type {kind}")
    report(not list(element), f"{what} has elements in it")
    report((element.text or "").strip(), f"{what} is empty")
    if kind == "html":
        report.html(element.text, what)


def links(report, element, what):
    """RFC 4287 section 4.2.7; the addresses by relation."""
    found = {}
    for link in element.findall(f"{ATOM}link"):
        rel = link.get("rel", "alternate")
        report.web(link.get("href"), f"link {rel} of {what}")
        report("type" not in link.attrib or TYPE.fullmatch(link.get("type")), f"type of link {rel}")
        if rel in ("alternate", "self", "current", "prev-archive", "next-archive"):
            report(rel not in found, f"two links {rel} of {what}")
        found.setdefault(rel, link.get("href"))
    return found


def atom_entry(report, entry):
    """RFC 4287 section 4.1.2"""
    name = entry.findtext(f"{ATOM}id")
    what = f"entry {name}"
    report.once(entry, "id title updated")
    report.at_most_once(entry, "published content summary source rights")
    report(URI.fullmatch(name or ""), f"id is no IRI: {name}")
    for time in ("updated", "published"):
        if entry.find(ATOM + time) is not None:
            report.time(entry.findtext(ATOM + time), f"{time} of {what}")
    for text in ("title", "summary", "content"):
        text_construct(report, entry.find(ATOM + text), f"{text} of {what}")
    found = links(report, entry, what)
    report("alternate" in found, f"{what} has no alternate link")
    for category in entry.findall(f"{ATOM}category"):
        report(category.get("term"), f"a category of {what} without a term")
        report.web(category.get("scheme"), f"scheme of a category of {what}")


def deleted_entry(report, entry):
    """RFC 6721 section 3"""
    report(URI.fullmatch(entry.get("ref", "")), f"ref is no IRI: {entry.get('ref')}")
    report.time(entry.get("when"), f"when of {entry.get('ref')}")
    text_construct(report, entry.find(f"{AT}comment"), f"comment of {entry.get('ref')}")
    links(report, entry, entry.get("ref"))


def distinct(report, values, what):
    twice = {v for v in values if values.count(v) > 1}
    report(not twice, f"{what} twice: {sorted(twice)[:3]}")


def xml_of(report, data):
    report(data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n'), "no XML declaration")
    for element in (root := ET.fromstring(data)).iter():
        if XML_LANG in element.attrib:
            language = element.get(XML_LANG)
            report(LANGUAGE.fullmatch(language), f"xml:lang is no language: {language}")
    return root


def atom(report, path, data, base):
    """RFC 4287 section 4.1.1, RFC 5005 section 4"""
    root = xml_of(report, data)
    report(root.tag == f"{ATOM}feed", f"the root is {root.tag}")
    report.once(root, "id title updated author")
    report.at_most_once(root, "generator icon logo subtitle rights")
    report.time(root.findtext(f"{ATOM}updated"), "updated")
    report(URI.fullmatch(root.findtext(f"{ATOM}id") or ""), "id of the feed is no IRI")
    report(root.findtext(f"{ATOM}author/{ATOM}name"), "an author without a name")
    for name in ("title", "subtitle"):
        text_construct(report, root.find(ATOM + name), name)
    for name in ("icon", "logo", f"author/{ATOM}uri"):
        if root.find(ATOM + name) is not None:
            report.web(root.findtext(ATOM + name), name)
    found = links(report, root, "the feed")
    report(found.get("self") == base + path, f"self is {found.get('self')}")
    archive = root.find(f"{FH}archive") is not None
    report(archive == ("/archive/" in f"/{path}"), "fh:archive stands in archives, and only there")
    report(archive == ("current" in found), "archives have a current link, and only they")
    entries, gone = root.findall(f"{ATOM}entry"), root.findall(f"{AT}deleted-entry")
    for entry in entries:
        atom_entry(report, entry)
    for entry in gone:
        deleted_entry(report, entry)
    names = [e.findtext(f"{ATOM}id") for e in entries]
    times = [e.findtext(f"{ATOM}updated") for e in entries]
    distinct(report, names + [e.get("ref") for e in gone], "an id")
    distinct(report, times, "one time of `updated`")
    latest = max(times + [e.get("when") for e in gone], default=None)
    report(latest in (None, root.findtext(f"{ATOM}updated")), "updated is not that of the latest")


def rss(report, path, data, base):
    """RSS 2.0, and the RSS Advisory Board's best practices"""
    root = xml_of(report, data)
    report(root.tag == "rss" and root.get("version") == "2.0", "no rss 2.0")
    channel = root.find("channel")
    report.once(channel, "title link description language lastBuildDate", "")
    report.web(channel.findtext("link"), "link of the channel")
    report(LANGUAGE.fullmatch(channel.findtext("language") or ""), "language of the channel")
    report(RFC_822.fullmatch(channel.findtext("lastBuildDate") or ""), "lastBuildDate")
    addresses = [x.get("href") for x in channel.findall(f"{ATOM}link") if x.get("rel") == "self"]
    report(addresses == [base + path], f"atom:link self: {addresses}")
    items = channel.findall("item")
    for item in items:
        name = item.findtext("guid")
        report.once(item, "title link guid pubDate", "")
        report.at_most_once(item, "description author source enclosure comments", "")
        report.web(item.findtext("link"), f"link of {name}")
        permanent = item.find("guid").get("isPermaLink", "true") == "true"
        report(not permanent or WEB.match(name), f"guid is no permanent link: {name}")
        report(RFC_822.fullmatch(item.findtext("pubDate") or ""), f"pubDate of {name}")
        report.html(item.findtext(CONTENT), f"content of {name}")
    distinct(report, [item.findtext("guid") for item in items], "a guid")


def json_feed(report, path, data, base):
    """JSON Feed 1.1"""
    feed = json.loads(data.decode("utf-8"))
    report(next(iter(feed)) == "version", "version is not the first member")
    report(feed["version"] == "https://jsonfeed.org/version/1.1", "version")
    report(isinstance(feed.get("title"), str) and feed["title"], "title")
    report(feed.get("feed_url") == base + path, f"feed_url is {feed.get('feed_url')}")
    report.web(feed.get("home_page_url"), "home_page_url")
    report(LANGUAGE.fullmatch(feed.get("language", "en")), "language")
    for author in feed.get("authors", []):
        report({"name", "url", "avatar"} & set(author), "an author without a name")
        if "url" in author:
            report.web(author["url"], "url of an author")
    for item in feed["items"]:
        name = item.get("id")
        report(isinstance(name, str) and name, "an item without an id")
        report(item.get("content_html") or item.get("content_text"), f"{name} has no content")
        report("<" not in item.get("summary", ""), f"markup in the summary of {name}")
        report.web(item.get("url"), f"url of {name}")
        if "external_url" in item:
            report.web(item["external_url"], f"external_url of {name}")
        for time in ("date_published", "date_modified"):
            if time in item:
                report.time(item[time], f"{time} of {name}")
        report.html(item.get("content_html"), f"content of {name}")
    distinct(report, [item.get("id") for item in feed["items"]], "an id")


FORMATS = {"atom": atom, "rss": rss, "json": json_feed}


def is_feed(path):
    return re.search(r"(^|/)(feed\.(atom|rss|json)|archive/\d+\.atom|changes\.atom)$", path)


def problems(path, data, base):
    report = Report(path)
    try:
        FORMATS[path.rpartition(".")[2]](report, path, data, base)
    except (ET.ParseError, ValueError, KeyError, AttributeError) as e:
        report(False, f"cannot be read: {e!r}")
    return report.problems


def walk_problems(files, base):
    """RFC 5005 section 4: the chain of archives has no end but the first one and no circle, and
    every archive is in the chain of its feed."""
    found, reached = [], set()
    for path in [p for p in files if is_feed(p) and not "/archive/" in f"/{p}"]:
        found += problems(path, files[path], base)
        at = path if path.endswith("feed.atom") else None
        while at:
            root = ET.fromstring(files[at])
            links_of = {x.get("rel"): x.get("href") for x in root.findall(f"{ATOM}link")}
            if at != path and links_of.get("current") != base + path:
                found.append(f"{at}: current is {links_of.get('current')}")
            at = links_of.get("prev-archive", base).removeprefix(base)
            if at and (at in reached or at not in files):
                found.append(f"{path}: a second way to {at}, or none")
                break
            if at:
                found += problems(at, files[at], base)
                reached.add(at)
    archives = {p for p in files if "/archive/" in f"/{p}" and is_feed(p)}
    return found + [f"{p}: no feed leads there" for p in sorted(archives - reached)]
