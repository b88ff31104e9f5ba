"""Bodies without their content coding (RFC 9110, section 8.4)."""

import zlib

from counterfoil.runtime.server_styles import Unreadable

MOST = 64 * 1024 * 1024
"""Bytes that a body may unfold to; beyond that it is a bomb."""

_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 47}


def unfolded(data: bytes, coding: str) -> bytes:
    """The bytes behind a Content-Encoding. Raises Unreadable where they cannot be had.

    >>> unfolded(b"as it is", "identity")
    b'as it is'
    """
    codings = [each.strip().lower() for each in coding.split(",")]
    for each in reversed(codings):
        if each not in ("", "identity"):
            data = _inflated(data, each)
    return data


def _inflated(data: bytes, coding: str) -> bytes:
    if coding not in _WINDOWS:
        raise Unreadable(f"is encoded as {coding}, which nobody asked for")
    try:
        reader = zlib.decompressobj(_WINDOWS[coding])
        found = reader.decompress(data, MOST)
    except zlib.error:
        # Many senders mean raw deflate by `deflate`.
        found = _raw(data) if coding == "deflate" else b""
        if not found:
            raise Unreadable(f"is not {coding}, although its Content-Encoding says so") from None
        return found
    if reader.unconsumed_tail:
        raise Unreadable(f"unfolds to more than {MOST} bytes")
    return found


def _raw(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(-15).decompress(data, MOST)
    except zlib.error:
        return b""
