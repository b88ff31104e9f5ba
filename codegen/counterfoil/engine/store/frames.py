"""How an entry of a store is written, so that whatever happens to it is noticed."""

import hashlib
import json
import struct
import zlib
from collections.abc import Iterable

from counterfoil.model import Json

FORMAT = 1
LARGEST = 256 * 1024 * 1024
"""Bytes of the largest payload that is read; a few bytes can be made to unpack into any number."""

# Begins like a PNG, and for its reasons: whoever translates line ends or strips a bit destroys it.
_MAGIC = b"\x89CFS\r\n\x1a\n"
_HEAD = struct.Struct(">8sB32s32sQ")
"""Magic, format, key, SHA-256 over all that counts, length of the payload, which follows deflated."""
_LEVEL = 1
"""More would take longer than it saves, of generated text."""


def key_of(kind: str, **parts: Json) -> str:
    """The key of what follows from named parts: a SHA-256, in hexadecimal.

    >>> key_of("compile", toolkit="1", sources=["ab"]) == key_of("compile", sources=["ab"], toolkit="1")
    True
    >>> key_of("compile", toolkit="1", sources=["ab"]) == key_of("compile", toolkit="1", sources=["a", "b"])
    False
    """
    return hashlib.sha256(json.dumps([kind, parts], sort_keys=True).encode()).hexdigest()


def framed(key: str, pieces: Iterable[bytes]) -> bytes:
    """The bytes of an entry, whose payload may come in pieces, so that it need never be there as a whole.

    >>> opened("ab" * 32, framed("ab" * 32, [b"what ", b"was made"]))
    b'what was made'
    """
    packing, seal, length = zlib.compressobj(_LEVEL), _seal(key), 0
    packed: list[bytes] = []
    for piece in pieces:
        packed.append(packing.compress(piece))
        seal.update(piece)
        length += len(piece)
    head = _HEAD.pack(_MAGIC, FORMAT, bytes.fromhex(key), seal.digest(), length)
    return b"".join((head, *packed, packing.flush()))


def opened(key: str, raw: bytes) -> bytes | None:
    """The payload of an entry; None where the bytes are not exactly what was written under this key."""
    if len(raw) < _HEAD.size:
        return None
    magic, version, named, digest, length = _HEAD.unpack_from(raw)
    if (magic, version, named) != (_MAGIC, FORMAT, bytes.fromhex(key)) or length > LARGEST:
        return None
    payload = _unpacked(raw[_HEAD.size :], length)
    if payload is None:
        return None
    seal = _seal(key)
    seal.update(payload)
    return payload if seal.digest() == digest else None


def _unpacked(body: bytes, length: int) -> bytes | None:
    unpacking = zlib.decompressobj()
    try:
        # One byte more than there should be: 0 would mean any number.
        payload = unpacking.decompress(body, length + 1)
    except zlib.error:
        return None
    whole = len(payload) == length and unpacking.eof and not unpacking.unused_data
    return payload if whole else None


def _seal(key: str) -> "hashlib._Hash":
    """Holds key and payload together, so that no payload passes under another key."""
    return hashlib.sha256(f"{FORMAT};{key};".encode())
