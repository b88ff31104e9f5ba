"""What travels over HTTP: a request, the reply to it, and both together."""

from dataclasses import dataclass
from typing import TypeAlias

Headers: TypeAlias = tuple[tuple[str, str], ...]
"""Name and value of each field line, in the order sent. A name may occur several times."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it is sent."""

    method: str
    """In upper case."""
    target: str
    """In origin form (RFC 9112, section 3.2.1): the percent-encoded path, and the query behind `?`."""
    headers: Headers = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. `response` is what a contract documents; a reply is what a provider sends."""

    status: int
    headers: Headers = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its reply."""

    request: Request
    reply: Reply


def values_of(headers: Headers, name: str) -> tuple[str, ...]:
    """The values of every field line called `name`, whatever its case (RFC 9110, section 5.1).

    >>> values_of((("ETag", "a"), ("Vary", "b"), ("etag", "c")), "etag")
    ('a', 'c')
    """
    wanted = name.lower()
    return tuple(value for key, value in headers if key.lower() == wanted)
