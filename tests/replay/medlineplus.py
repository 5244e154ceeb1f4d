"""The MedlinePlus web service: nlmSearchResult pages over JSON files of health topics.

A file is a list of topics {"title", "url", "summary" (HTML), "also_called": […], "mesh": […],
"groups": […], "language"}, or an object {title: summary}, whose addresses are made from the titles.
A topic answers when it has every word of the term; a term that begins with `title:` looks at the
title alone. {"medlineplus": {"match": "all"}} in routes.json lets every topic answer.
"""

import hashlib
import json
import re
from html import escape

from answer import Answer, element, text
from folder import read

DATABASES = {"healthTopics": "en", "healthTopicsSpanish": "es"}
ORGANIZATION = "National Library of Medicine"
SERVER = "replay"
RETMAX = 10


def topics_of(data):
    value = json.loads(data)
    if isinstance(value, list):
        return value
    return [
        {
            "title": title,
            "summary": summary,
            "url": "https://medlineplus.gov/" + re.sub(r"\W", "", title.lower()) + ".html",
        }
        for title, summary in value.items()
    ]


def words(value):
    return re.findall(r"\w+", value.lower())


class Medlineplus:
    def __init__(self, folder, match_all=False):
        self.match_all = match_all or folder.routes("medlineplus").get("match") == "all"
        self.files = {}
        self.topics = {}
        for path in folder.files("medlineplus", (".json", ".json.gz")).values():
            self.topics.update((topic["title"], topic) for topic in topics_of(read(path)))

    def answer(self, request):
        params = request.params
        if params.get("file"):
            if params["file"] not in self.files or params.get("server") != SERVER:
                return text(404, "The search of this file has expired\n")
            term, found = self.files[params["file"]]
        else:
            language = DATABASES.get(params.get("db", ""))
            term = params.get("term", "")
            if not language or not term:
                return text(400, "db and term are wanted\n")
            found = self.find(term, language)
        start, size = request.number("retstart", 0), request.number("retmax", RETMAX)
        return Answer(self.xml(term, found, start, size).encode(), "text/xml; charset=UTF-8")

    def find(self, term, language):
        in_title = term.startswith("title:")
        wanted = words(term[len("title:") :] if in_title else term)
        found = []
        for topic in self.topics.values():
            parts = [topic["title"]] + (
                []
                if in_title
                else [topic["summary"], *topic.get("also_called", []), *topic.get("mesh", [])]
            )
            has = set(words(" ".join(parts)))
            if self.match_all or (
                topic.get("language", "en") == language and all(word in has for word in wanted)
            ):
                found.append(topic)
        return found

    def xml(self, term, found, start, size):
        name = (
            "viv_"
            + hashlib.sha256(repr([topic["title"] for topic in found]).encode()).hexdigest()[:6]
        )
        self.files[name] = term, found
        page = found[start : start + size]
        parts = [
            '<?xml version="1.0" encoding="UTF-8"?>\n<nlmSearchResult>\n',
            element("term", term),
            element("file", name),
            element("server", SERVER),
            element("count", len(found)),
            element("retstart", start),
            element("retmax", size),
            f'\n<list num="{len(page)}" start="{start}" per="{size}">\n',
        ]
        wanted = words(term.partition(":")[2] or term)
        parts += [self.document(topic, start + i, wanted) for i, topic in enumerate(page)]
        return "".join(parts) + "</list>\n</nlmSearchResult>\n"

    @staticmethod
    def document(topic, rank, wanted):
        """The fields hold escaped HTML; the words of the term are marked as the service does."""
        mark = (
            re.compile(r"\b(" + "|".join(map(re.escape, wanted)) + r")\b", re.I) if wanted else None
        )
        title = escape(topic["title"], quote=False)
        title = mark.sub(r'<span class="qt0">\1</span>', title) if mark else title
        fields = [("title", title), ("organizationName", topic.get("organization", ORGANIZATION))]
        fields += [("altTitle", escape(name, quote=False)) for name in topic.get("also_called", [])]
        fields += [("FullSummary", topic["summary"])]
        fields += [("mesh", name) for name in topic.get("mesh", [])] + [
            ("groupName", name) for name in topic.get("groups", [])
        ]
        contents = "".join(
            f'<content name="{name}">{escape(value, quote=False)}</content>\n'
            for name, value in fields
        )
        return f'<document rank="{rank}" url="{escape(topic["url"])}">\n{contents}</document>\n'
