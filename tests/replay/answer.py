"""What goes in and out of a service: one request, one answer."""

from dataclasses import dataclass, field
from html import escape


@dataclass
class Request:
    method: str
    path: str  # behind the service's prefix: "esearch.fcgi", "studies/NCT99000001", "news.rss"
    params: dict  # name -> first value, of the address and of a posted form
    headers: dict  # names in lower case
    names: tuple = ()  # the parameter names in the order they came

    def number(self, name, default):
        text = self.params.get(name, "")
        return int(text) if text.isdigit() else default


@dataclass
class Answer:
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    status: int = 200
    headers: dict = field(default_factory=dict)
    pack: bool = True  # gzip the body for a client that accepts it


def text(status, message, **headers):
    return Answer(message.encode(), status=status, headers=headers)


def element(name, value):
    """<name>value</name>, or <name/> for an empty value."""
    return f"<{name}>{escape(str(value), quote=False)}</{name}>" if value != "" else f"<{name}/>"
