"""The Crossref REST API: works by their DOIs, from JSON files of what each says of corrections.

A file is an object {DOI: {"updated-by": […], "update-to": […], "relation": {…}}}, with the API's
own members. Other DOIs are none of Crossref's: a list leaves them out, and by itself each is not
found.
"""

import json

from answer import Answer, text
from folder import read


def reply(kind, message):
    value = {"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message}
    return Answer(json.dumps(value).encode(), "application/json")


class Crossref:
    def __init__(self, folder):
        self.works = {}
        for path in folder.files("crossref", (".json",)).values():
            self.works.update(json.loads(read(path)))

    def work(self, doi):
        return {"DOI": doi, **self.works[doi]}

    def answer(self, request):
        kind, _, doi = request.path.partition("/")
        if kind != "works" or (doi and doi not in self.works):
            return text(404, "Resource not found.")
        if doi:
            return reply("work", self.work(doi))
        asked = [f[len("doi:") :] for f in request.params.get("filter", "").split(",")]
        items = [self.work(doi) for doi in asked if doi in self.works]
        rows = request.number("rows", 20)
        return reply("work-list", {"total-results": len(items), "items": items[:rows]})
