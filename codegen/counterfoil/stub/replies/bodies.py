"""Values as the bytes of an answer, in whatever media type the contract gives."""

from functools import lru_cache

import orjson

from counterfoil.engine.wire.bodies import write_body
from counterfoil.engine.wire.call import Inexpressible
from counterfoil.engine.wire.shapes import Components
from counterfoil.model import Json, Media
from counterfoil.runtime.client_media import essence, is_json, is_range, is_xml

_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a4944415478da63"
    "f80f00010101001cb08c990000000049454e44ae426082"
)
_GIF = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_SAMPLES = {"image/png": _PIXEL, "image/gif": _GIF, "application/pdf": _PDF}


def body_of(media: Media, value: Json, components: Components) -> bytes:
    """The bytes that say `value` in the media type; of an example that has no such form, its JSON."""
    if isinstance(value, bytes):
        return value
    match _family(media.media_type):
        case "json":
            return dumped(value)
        case "xml" if isinstance(value, str) and value.lstrip().startswith("<"):
            return value.encode("utf-8", "replace")
        case "xml":
            return _xml(media, value, components)
    try:
        return write_body(media, value, components)
    except Inexpressible:
        return dumped(value)


@lru_cache(maxsize=1024)
def _family(media_type: str) -> str:
    if is_json(media_type) or is_range(media_type):
        return "json"
    return "xml" if is_xml(media_type) else ""


def _xml(media: Media, value: Json, components: Components) -> bytes:
    from counterfoil.engine.wire.xml_writing import write_xml

    return write_xml(media.schema or {}, components, value).encode("utf-8", "replace")


def dumped(value: Json) -> bytes:
    """JSON text in UTF-8."""
    return orjson.dumps(value)


def placeholder(media: Media) -> bytes:
    """A body of a media type about which the contract says nothing more.

    >>> from counterfoil.model import Place, Source
    >>> placeholder(Media("text/csv", None, Place(Source("a.yaml", ""))))
    b'counterfoil\\n'
    """
    name = essence(media.media_type)
    if is_json(name) or is_range(name):
        return b"{}"
    if is_xml(name):
        return b'<?xml version="1.0" encoding="UTF-8"?>\n<counterfoil/>\n'
    return _SAMPLES.get(name, b"counterfoil\n")
