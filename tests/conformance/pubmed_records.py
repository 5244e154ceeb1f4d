#!/usr/bin/env python3
"""Every recorded PubMed file is read: no record is lost, no identifier is that of a cited paper.

The counts and identifiers are found a second time here, by ElementTree and by element names alone.
usage: pubmed_records.py DUMP_PROGRAM SHARED_FOLDER
"""
import glob
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

DUMP, SHARED = sys.argv[1:3]
AUTHORS_MAX, PARTS_MAX = 50, 60


def flat(element):
    """All text below the element, each run of XML white space as one space. A no-break space is
    no white space."""
    return (
        re.sub("[ \t\r\n]+", " ", "".join(element.itertext())).strip(" ")
        if element is not None
        else ""
    )


def text(record, path):
    return flat(record.find(path))


def first(record, path, wanted=lambda e: True):
    return next((flat(e) for e in record.findall(path) if wanted(e) and flat(e)), "")


def doi(value):
    return value.lower().rstrip(".,;") if value.startswith("10.") else value


def records(root):
    """(MedlineCitation or BookDocument, its PubmedData or None) of every record, below any root."""
    for element in root.iter():
        if element.tag in ("PubmedArticle", "PubmedBookArticle"):
            core = element.find("MedlineCitation")
            data = element.find("PubmedData")
            if core is None:
                core, data = element.find("BookDocument"), element.find("PubmedBookData")
            yield core, data
    if root.tag == "MedlineCitationSet":
        yield from ((core, None) for core in root.findall("MedlineCitation"))


def own_ids(core, data):
    ids = {"doi": "", "pmc": ""}
    for holder in (core, data):
        if holder is None:
            continue
        for e in holder.findall("ArticleIdList/ArticleId"):
            kind = e.get("IdType")
            if kind in ids and not ids[kind]:
                ids[kind] = flat(e)
    located = first(
        core, "Article/ELocationID", lambda e: e.get("EIdType") == "doi" and e.get("ValidYN") != "N"
    )
    return doi(ids["doi"] or located), ids["pmc"].partition(".")[0]  # "PMC1.3" is a version of PMC1


def expected(core, data):
    doi_text, pmc = own_ids(core, data)
    article = core.find("Article")
    if article is None:
        article = core
    parts = [e for e in article.findall("Abstract/AbstractText") if flat(e)]
    authors = [
        e
        for e in article.findall("AuthorList/Author")
        if e.get("ValidYN") != "N" and (text(e, "LastName") or text(e, "CollectiveName"))
    ]
    title = text(article, "ArticleTitle")
    return {
        "pmid": text(core, "PMID"),
        "version": int(core.find("PMID").get("Version", 0)),
        "doi": doi_text,
        "pmcid": pmc,
        "ta": text(core, "MedlineJournalInfo/MedlineTA"),
        "volume": text(article, "Journal/JournalIssue/Volume"),
        "issue": text(article, "Journal/JournalIssue/Issue"),
        "pages": text(article, "Pagination/MedlinePgn"),
        "medline_date": text(article, "Journal/JournalIssue/PubDate/MedlineDate"),
        "season": text(article, "Journal/JournalIssue/PubDate/Season"),
        "authors": min(len(authors), AUTHORS_MAX),
        "parts": min(len(parts), PARTS_MAX),
        "types": len(article.findall("PublicationTypeList/PublicationType")),
        "title": title,
    }


def dump(data):
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(data)
        file.flush()
        run = subprocess.run([DUMP, file.name], capture_output=True, text=True)
    if run.returncode:
        raise SystemExit("%s: %s" % (file.name, run.stderr))
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    return lines[:-1], lines[-1]


def same_title(ours, theirs):
    if not theirs or theirs.startswith(
        "["
    ):  # translated and missing titles have rules and unit tests of their own
        return bool(ours) or theirs in ("", "[Not Available].")
    return ours == theirs


def compare(name, data):
    root = ET.fromstring(data)
    wanted = {}
    for core, pubmed_data in records(root):
        e = expected(core, pubmed_data)
        if e["pmid"] not in wanted or wanted[e["pmid"]]["version"] <= e["version"]:
            wanted[e["pmid"]] = e
    got, whole = dump(data)
    faults = []
    if sorted(r["pmid"] for r in got) != sorted(wanted):
        faults.append("%s: %d records, expected %d" % (name, len(got), len(wanted)))
    if whole["truncated"] or whole["deleted"] != len(root.findall("DeleteCitation/PMID")):
        faults.append("%s: %s" % (name, whole))
    for record in got:
        for key, value in wanted.get(record["pmid"], {}).items():
            if not (same_title(record[key], value) if key == "title" else record[key] == value):
                faults.append(
                    "%s: PMID %s: %s is %r, expected %r"
                    % (name, record["pmid"], key, record[key], value)
                )
    return len(got), whole["deleted"], faults


def main():
    files = sorted(glob.glob(os.path.join(SHARED, "cases/sources/pubmed/*.xml*")))
    files += sorted(glob.glob(os.path.join(SHARED, "cases/sources/eutils/*pubmed*.xml")))
    if not files:
        print("skipped: the recorded data is not there")
        return 77
    read = deleted = 0
    faults = []
    for path in files:
        data = (gzip.open if path.endswith(".gz") else open)(path, "rb").read()
        if not re.search(rb"<(PubmedArticleSet|MedlineCitationSet)\b", data):
            continue
        n, gone, wrong = compare(os.path.basename(path), data)
        read, deleted, faults = read + n, deleted + gone, faults + wrong
    print(
        "%d files, %d records, %d deletions, %d differences"
        % (len(files), read, deleted, len(faults))
    )
    print("\n".join(faults[:20]))
    return 1 if faults or not read else 0


sys.exit(main())
