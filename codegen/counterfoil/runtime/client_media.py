"""Families of media types."""

import re

_JSON = re.compile(r"(?:application/json|text/json|[^/]+/[^/]+\+json)")
_XML = re.compile(r"(?:application/xml|text/xml|[^/]+/[^/]+\+xml)")
LINES = frozenset(
    {"application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"}
)
RECORDS = frozenset({"application/json-seq"})
EVENTS = "text/event-stream"


def essence(media_type: str) -> str:
    """The media type without its parameters, in lower case.

    >>> essence("Application/JSON; charset=utf-8")
    'application/json'
    """
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """True for `application/json` and everything that is written like it."""
    return _JSON.fullmatch(essence(media_type)) is not None


def is_xml(media_type: str) -> bool:
    """True for `application/xml` and everything that is written like it."""
    return _XML.fullmatch(essence(media_type)) is not None


def is_sequence(media_type: str) -> bool:
    """True where items follow each other: events, lines of JSON, records of JSON."""
    name = essence(media_type)
    return name == EVENTS or name in LINES or name in RECORDS


def is_text(media_type: str) -> bool:
    """True for text that is neither JSON, nor XML, nor a sequence."""
    name = essence(media_type)
    return name.startswith("text/") and not (is_json(name) or is_xml(name) or is_sequence(name))


def is_range(media_type: str) -> bool:
    """True for `*/*`, `image/*`."""
    return "*" in essence(media_type)


def matches(documented: str, actual: str) -> bool:
    """True where a media type or range of a contract covers that of an answer.

    >>> matches("image/*", "image/png"), matches("*/*", "text/plain"), matches("a/b", "a/b; c=d")
    (True, True, True)
    """
    wanted, found = essence(documented), essence(actual)
    return wanted in (found, "*/*") or (
        wanted.endswith("/*") and found.startswith(wanted.removesuffix("*"))
    )
