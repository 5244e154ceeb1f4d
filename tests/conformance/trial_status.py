#!/usr/bin/env python3
"""Every recorded ClinicalTrials.gov study is read and its status has the right words.

Only RECRUITING is ever called recruiting.

usage: trial_status.py STATUS_PROGRAM SHARED_FOLDER
"""
import gzip
import json
import os
import re
import subprocess
import sys

PROGRAM, SHARED = sys.argv[1:3]
STUDIES = os.path.join(SHARED, "cases/sources/clinicaltrials/studies.jsonl.gz")
UPDATED = r"( Last updated \d\d/\d\d/\d\d\.)"
MONTH = "(January|February|March|April|May|June|July|August|September|October|November|December)"
WORDING = {  # overallStatus: the whole line; house style 7
    "RECRUITING": r"Currently recruiting\.",
    "NOT_YET_RECRUITING": r"Not yet recruiting\.",
    "ENROLLING_BY_INVITATION": r"Enrolling by invitation only\.",
    "ACTIVE_NOT_RECRUITING": r"Enrollment completed; study still active\.",
    "COMPLETED": r"This study has been completed\.",
    "SUSPENDED": r"Enrollment suspended(: .+)?[.?!]",
    "TERMINATED": r"Study stopped early(: .+)?[.?!]",
    "WITHDRAWN": r"Withdrawn before enrollment(: .+)?[.?!]",
    "UNKNOWN": r"Status unknown; last verified " + MONTH + r" \d{4}\.",
}
SUFFIX = {
    "RECRUITING": ": Now Recruiting",
    "ACTIVE_NOT_RECRUITING": ": Enrollment Completed",
    "COMPLETED": ": Enrollment Completed",
}


def says_recruiting(verdict):
    words = verdict["status_line"].lower() + " " + verdict["title"].lower()
    return bool(re.search(r"currently recruiting|now recruiting", words))


def faults_of(study, verdict):
    protocol = study["protocolSection"]
    status = protocol.get("statusModule", {}).get("overallStatus", "")
    line = verdict["status_line"]
    if verdict["status"] != status:
        yield "status %r, expected %r" % (verdict["status"], status)
    updated = UPDATED if protocol.get("statusModule", {}).get("lastUpdatePostDateStruct") else ""
    if status and not re.fullmatch(WORDING[status] + updated, line):
        yield "%s worded as %r" % (status, line)
    if not status and line:
        yield "no status, but worded as %r" % line
    if says_recruiting(verdict) != (status == "RECRUITING"):
        yield "%s: %r %r" % (status, verdict["title"], line)
    if not verdict["title"].endswith(SUFFIX.get(status, "")):
        yield "%s: heading %r" % (status, verdict["title"])
    sites = protocol.get("contactsLocationsModule", {}).get("locations", [])
    if verdict["locations"] != len(sites):
        yield "%d locations, expected %d" % (verdict["locations"], len(sites))
    if verdict["section"] != "trials":
        yield "section %r" % verdict["section"]
    summary = protocol.get("descriptionModule", {}).get("briefSummary", "")
    plain = " ".join(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", summary).split())
    if verdict["summary"] not in plain:
        yield "the summary is not word for word: %r" % verdict["summary"]


def main():
    if not os.path.exists(STUDIES):
        print("skipped: the recorded data is not there")
        return 77
    studies = [json.loads(line) for line in gzip.open(STUDIES)]
    page = json.dumps({"studies": studies}).encode()
    run = subprocess.run([PROGRAM], input=page, capture_output=True)
    if run.returncode:
        print(run.stderr.decode())
        return 1
    verdicts = {v["nct"]: v for v in map(json.loads, run.stdout.decode().splitlines())}
    faults = []
    for study in studies:
        nct = study["protocolSection"]["identificationModule"]["nctId"]
        found = faults_of(study, verdicts[nct]) if nct in verdicts else ["not read"]
        faults += ["%s: %s" % (nct, fault) for fault in found]
    begun = sum(v["status_line"].startswith("Currently recruiting") for v in verdicts.values())
    wanted = sum(
        s["protocolSection"].get("statusModule", {}).get("overallStatus") == "RECRUITING"
        for s in studies
    )
    print(
        "%d studies, %d read, %d worded as recruiting, %d are, %d faults"
        % (len(studies), len(verdicts), begun, wanted, len(faults))
    )
    print("\n".join(faults[:20]))
    return 1 if faults or begun != wanted or not studies else 0


sys.exit(main())
