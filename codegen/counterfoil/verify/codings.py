"""Takes the content coding off a body (RFC 9110, section 8.4), within bounds."""

import zlib
from collections.abc import Sequence

_WINDOW = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_RAW = -15
_MOST = 3
"""Layers: nobody compresses a fourth time, except to keep a reader busy."""
_MEMBERS = 100


class Undecodable(Exception):
    """The body cannot be read as what its Content-Encoding says."""


class Oversized(Exception):
    """What is inside is larger than the caller wants."""


def decoded(body: bytes, fields: Sequence[str], most: int) -> bytes:
    """The body without its codings. Raises Undecodable, or Oversized beyond `most` bytes.

    >>> decoded(zlib.compress(b"plain"), ["deflate"], 100)
    b'plain'
    """
    codings = [each.strip().lower() for field in fields for each in field.split(",")]
    named = [each for each in codings if each not in ("", "identity")]
    if not body:
        return body
    if len(named) > _MOST:
        raise Undecodable(f"says that its body was encoded {len(named)} times")
    for coding in reversed(named):
        body = _without(coding, body, most)
    return body


def _without(coding: str, body: bytes, most: int) -> bytes:
    if coding not in _WINDOW:
        raise Undecodable(f"answers in the content coding `{coding[:40]}`, which nobody asked for")
    try:
        return _inflated(body, _WINDOW[coding], most)
    except zlib.error as problem:
        if coding == "deflate":
            return _raw(body, most)
        raise Undecodable(f"says `{coding}`, and its body is not that: {problem}") from None


def _raw(body: bytes, most: int) -> bytes:
    """Deflate without the zlib format around it, as some send it (RFC 9110, section 8.4.1.2)."""
    try:
        return _inflated(body, _RAW, most)
    except zlib.error as problem:
        raise Undecodable(f"says `deflate`, and its body is not that: {problem}") from None


def _inflated(body: bytes, window: int, most: int) -> bytes:
    found = bytearray()
    for _ in range(_MEMBERS):
        stream = zlib.decompressobj(window)
        found += stream.decompress(body, most + 1 - len(found))
        if len(found) > most:
            raise Oversized
        if not stream.eof:
            raise Undecodable("compressed its body, and the end of it is missing")
        # A gzip file may hold several members, one after the other (RFC 1952, section 2.2).
        body = stream.unused_data
        if not body or window != _WINDOW["gzip"]:
            return bytes(found)
    raise Undecodable(f"compressed its body into more than {_MEMBERS} pieces")
