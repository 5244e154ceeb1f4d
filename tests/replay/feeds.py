"""News feeds: files with validators and conditional requests, and servers that misbehave.

routes.json may say of a name {"feeds": {"NAME": {…}}} with any of
    "file"            the name of another file to answer with
    "content_type"    instead of the one that belongs to the name's ending
    "status", "location", "retry_after"   an answer without a feed: 301, 410, 429, 500 …
    "cut_gzip"        true: a gzip that breaks off in the middle
    "validators"      false: neither ETag nor Last-Modified
"""

import gzip
import hashlib
import os
from email.utils import formatdate

from answer import Answer, text
from folder import read

CONTENT_TYPES = {
    ".rss": "application/rss+xml; charset=UTF-8",
    ".atom": "application/atom+xml; charset=UTF-8",
    ".rdf": "application/rdf+xml",
    ".json": "application/feed+json; charset=utf-8",
    ".xml": "application/xml",
    ".html": "text/html; charset=utf-8",
}


class Feeds:
    def __init__(self, folder):
        self.files = folder.files("feeds")
        self.routes = folder.routes("feeds")

    def answer(self, request):
        route = self.routes.get(request.path, {})
        if "status" in route:
            headers = {"Location": route.get("location"), "Retry-After": route.get("retry_after")}
            return Answer(
                b"",
                status=route["status"],
                headers={name: str(value) for name, value in headers.items() if value is not None},
            )
        name = route.get("file", request.path)
        if name not in self.files:
            return text(404, "no such feed\n")
        return self.serve(request, route, name)

    def serve(self, request, route, name):
        body = read(self.files[name])
        headers = {}
        if route.get("validators", True):
            headers["ETag"] = '"' + hashlib.sha256(body).hexdigest()[:32] + '"'
            headers["Last-Modified"] = formatdate(os.path.getmtime(self.files[name]), usegmt=True)
            if self.unchanged(request.headers, headers):
                return Answer(status=304, headers=headers)
        ending = os.path.splitext(name.removesuffix(".gz"))[1]
        content_type = route.get(
            "content_type", CONTENT_TYPES.get(ending, "text/xml; charset=UTF-8")
        )
        if route.get("cut_gzip"):
            packed = gzip.compress(body, mtime=0)
            return Answer(
                packed[: len(packed) // 2],
                content_type,
                200,
                {**headers, "Content-Encoding": "gzip"},
                pack=False,
            )
        return Answer(body, content_type, 200, headers)

    @staticmethod
    def unchanged(asked, current):
        """RFC 9110 13.2.2: If-None-Match decides if it is there. Only the exact bytes match."""
        if "if-none-match" in asked:
            return asked["if-none-match"] == current["ETag"]
        return asked.get("if-modified-since") == current["Last-Modified"]
