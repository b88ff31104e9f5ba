"""Bodies without their content coding (RFC 9110, section 8.4), within bounds."""

import zlib

from counterfoil.runtime.server_styles import Unreadable

MOST = 64 * 1024 * 1024
"""Bytes that a body may unfold to, unless somebody says otherwise; beyond that it is a bomb."""

_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_RAW = -15
_LAYERS = 3
"""Nobody compresses a fourth time, except to keep a reader busy."""
_MEMBERS = 100


class Oversized(Unreadable):
    """What is inside is larger than the reader wants."""


def unfolded(data: bytes, coding: str, most: int = MOST) -> bytes:
    """The bytes behind a Content-Encoding. Raises Unreadable where they cannot be had, and its
    Oversized beyond `most` bytes.

    >>> unfolded(zlib.compress(b"plain"), "deflate, identity")
    b'plain'
    """
    codings = [each.strip().lower() for each in coding.split(",")]
    named = [each for each in codings if each not in ("", "identity")]
    if len(named) > _LAYERS:
        raise Unreadable(f"is encoded {len(named)} times over")
    for each in reversed(named):
        data = _without(each, data, most) if data else data
    return data


def _without(coding: str, data: bytes, most: int) -> bytes:
    if coding not in _WINDOWS:
        raise Unreadable(f"is encoded as {coding[:40]}, which nobody asked for")
    # Many senders mean raw deflate by `deflate` (RFC 9110, section 8.4.1.2).
    windows = (_WINDOWS[coding], _RAW) if coding == "deflate" else (_WINDOWS[coding],)
    for window in windows:
        try:
            return _inflated(data, window, most)
        except zlib.error:
            continue
    raise Unreadable(f"is not {coding}, although its Content-Encoding says so")


def _inflated(data: bytes, window: int, most: int) -> bytes:
    found = bytearray()
    for _ in range(_MEMBERS):
        stream = zlib.decompressobj(window)
        found += stream.decompress(data, most + 1 - len(found))
        if len(found) > most:
            raise Oversized(f"unfolds to more than {most} bytes")
        if not stream.eof:
            raise Unreadable("is compressed, and the end of it is missing")
        # A gzip file may hold several members, one after the other (RFC 1952, section 2.2).
        data = stream.unused_data
        if not data or window != _WINDOWS["gzip"]:
            return bytes(found)
    raise Unreadable(f"is compressed in more than {_MEMBERS} pieces")
