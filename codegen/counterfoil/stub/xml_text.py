"""JSON values as XML, element by element: for consumers that ask a stub for XML.

Names come from properties and from the contract's `xml` keyword on the outermost schema; attributes
and wrapping are not written.
"""

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from counterfoil.model import Json, Media

_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_OTHER = re.compile(r"[^\w.-]")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_xml(value: Json, media: Media) -> str:
    """An XML document that says what the value says."""
    root = _root(media)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{"".join(_element(root, value))}\n'


def _root(media: Media) -> str:
    reference = (media.schema or {}).get("$ref", "")
    return _named(reference.rpartition("/")[2] or "document")


def _element(name: str, value: Json) -> Iterator[str]:
    tag = _named(name)
    match value:
        case Mapping():
            inside = "".join(text for key, each in value.items() for text in _below(str(key), each))
            yield f"<{tag}>{inside}</{tag}>"
        case list():
            yield f"<{tag}>{''.join(text for each in value for text in _element('item', each))}</{tag}>"
        case None:
            yield f"<{tag}/>"
        case _:
            yield f"<{tag}>{_text(value)}</{tag}>"


def _below(name: str, value: Json) -> Iterator[str]:
    # Without `wrapped`, the items of a list stand side by side (OpenAPI 3.1, section 4.8.26).
    for each in value if isinstance(value, list) else [value]:
        yield from _element(name, each)


def _text(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(_FORBIDDEN.sub("\ufffd", str(value)))


def _named(name: str) -> str:
    if _NAME.fullmatch(name):
        return name
    return "_" + _OTHER.sub("_", name)
