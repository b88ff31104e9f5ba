"""How an entry of a store is written, so that whatever happens to it is noticed."""

import hashlib
import json
import struct
import zlib

from counterfoil.model import Json

FORMAT = 1
LARGEST = 256 * 1024 * 1024
"""Bytes of the largest payload that is read; a few bytes can be made to unpack into any number."""

# Begins like a PNG, and for its reasons: whoever translates line ends or strips a bit destroys it.
_MAGIC = b"\x89CFS\r\n\x1a\n"
_HEAD = struct.Struct(">8sBB32s32sQ")
"""Magic, format, packing, key, SHA-256 over all that counts, length of the payload."""
_PLAIN, _DEFLATED = 0, 1
_WORTHWHILE = 256


def key_of(kind: str, **parts: Json) -> str:
    """The key of what follows from named parts: a SHA-256, in hexadecimal.

    >>> key_of("compile", toolkit="1", sources=["ab"]) == key_of("compile", sources=["ab"], toolkit="1")
    True
    >>> key_of("compile", toolkit="1", sources=["ab"]) == key_of("compile", toolkit="1", sources=["a", "b"])
    False
    """
    return hashlib.sha256(json.dumps([kind, parts], sort_keys=True).encode()).hexdigest()


def framed(key: str, payload: bytes) -> bytes:
    """The bytes of an entry.

    >>> opened("ab" * 32, framed("ab" * 32, b"what was made"))
    b'what was made'
    """
    packed = zlib.compress(payload, 1) if len(payload) >= _WORTHWHILE else payload
    packing = _DEFLATED if len(packed) < len(payload) else _PLAIN
    body = packed if packing == _DEFLATED else payload
    seal = _seal(key, payload)
    return _HEAD.pack(_MAGIC, FORMAT, packing, bytes.fromhex(key), seal, len(payload)) + body


def opened(key: str, raw: bytes) -> bytes | None:
    """The payload of an entry; None where the bytes are not exactly what was written under this key."""
    if len(raw) < _HEAD.size:
        return None
    magic, version, packing, named, seal, length = _HEAD.unpack_from(raw)
    if (magic, version, named) != (_MAGIC, FORMAT, bytes.fromhex(key)) or length > LARGEST:
        return None
    payload = _unpacked(raw[_HEAD.size :], packing, length)
    return payload if payload is not None and _seal(key, payload) == seal else None


def _unpacked(body: bytes, packing: int, length: int) -> bytes | None:
    if packing == _PLAIN:
        return body if len(body) == length else None
    if packing != _DEFLATED:
        return None
    unpacking = zlib.decompressobj()
    try:
        # One byte more than there should be: 0 would mean any number.
        payload = unpacking.decompress(body, length + 1)
    except zlib.error:
        return None
    whole = len(payload) == length and unpacking.eof and not unpacking.unused_data
    return payload if whole else None


def _seal(key: str, payload: bytes) -> bytes:
    """Holds key and payload together, so that no payload passes under another key."""
    sealed = hashlib.sha256(f"{FORMAT};{key};".encode())
    sealed.update(payload)  # which may be large, and is not copied for this
    return sealed.digest()
