"""The headers of an answer: those that the contract requires, and those that it has examples of."""

import re
from collections.abc import Iterator

from counterfoil.engine.records import parts
from counterfoil.engine.wire.shapes import shape_of
from counterfoil.model import Header, Headers, Json, Response
from counterfoil.runtime.server_shapes import readings
from counterfoil.runtime.server_styles import Unreadable, from_header
from counterfoil.runtime.styles import text
from counterfoil.stub.replies.samples import Samples

_FIELD = re.compile(r"(?:[\x21-\x7e\xa1-\xff](?:[\t\x20-\x7e\xa0-\xff]*[\x21-\x7e\xa1-\xff])?)?")
_DRAWS = 12
_FRAMING = frozenset({"content-length", "content-type", "transfer-encoding", "connection", "date"})


def headers_of(response: Response, samples: Samples, key: str) -> Headers:
    """The documented headers of a response that have a value of their own."""
    found = ((each.name, _value(each, samples, key)) for each in response.headers)
    return tuple((name, value) for name, value in found if value is not None)


def fits(header: Header, written: str, samples: Samples) -> bool:
    """Whether a header may have the text as its value."""
    if not _FIELD.fullmatch(written):
        return False
    for shape in readings(shape_of(header.schema, samples.api.components)):
        try:
            value = from_header([written], header.explode, shape)
        except Unreadable:
            continue
        if samples.is_valid(header.schema, value):
            return True
    return False


def _value(header: Header, samples: Samples, key: str) -> str | None:
    if header.name.lower() in _FRAMING:
        return None
    for value in _candidates(header, samples, key):
        written = simple(value, header.explode)
        if fits(header, written, samples):
            return written
    return None


def _candidates(header: Header, samples: Samples, key: str) -> Iterator[Json]:
    yield from (value for value, _ in header.examples)
    for part in parts(header.schema, samples.api.components):
        yield from part.get("examples", ())
        if "default" in part:
            yield part["default"]
    if header.required:
        for index in range(_DRAWS):
            yield samples.draw(header.schema, f"{key}/{header.name}/{index}")


def simple(value: Json, explode: bool) -> str:
    """A value in style `simple`, as headers have it.

    >>> simple([1, 2], False), simple({"a": 1}, True), simple(True, False)
    ('1,2', 'a=1', 'true')
    """
    match value:
        case list():
            return ",".join(map(text, value))
        case dict() if explode:
            return ",".join(f"{name}={text(each)}" for name, each in value.items())
        case dict():
            return ",".join(f"{name},{text(each)}" for name, each in value.items())
    return text(value)
