"""Request bodies: a Python value and its media type become what the transport sends."""

import json
from collections.abc import AsyncIterable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any, TypeAlias

from pydantic import BaseModel

from .client_media import EVENTS, LINES, RECORDS, essence, is_json, is_range, matches
from .client_operations import Body, Encoding
from .client_styles import plain
from .reading import write_json
from .styles import escaped, form_pairs, text

Upload: TypeAlias = bytes | IO[bytes] | Iterable[bytes]
"""Bytes to send: at once, from a file, or piece by piece."""
AsyncUpload: TypeAlias = bytes | IO[bytes] | Iterable[bytes] | AsyncIterable[bytes]
"""Bytes to send: at once, from a file, or piece by piece as they come."""


@dataclass(frozen=True, slots=True)
class File:
    """One part of a multipart body that has a file name, a media type or headers of its own."""

    content: bytes | IO[bytes]
    name: str = "file"
    content_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


Part: TypeAlias = tuple[str | None, bytes | IO[bytes], str | None, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Payload:
    """A body on the wire: either `content` or the `parts` of a multipart form."""

    content_type: str = ""
    content: AsyncUpload = b""
    parts: Sequence[tuple[str, Part]] = ()

    @property
    def replayable(self) -> bool:
        """True where the same bytes can be sent again."""
        contents = [part[1] for _, part in self.parts] if self.parts else [self.content]
        return all(isinstance(content, bytes) for content in contents)


_NO_PARTS = Payload("multipart/form-data; boundary=none", b"--none--\r\n")
"""A form without a field, which the transport would take for no body at all."""


def select(bodies: Sequence[Body], content_type: str) -> Body:
    """The body with that media type; the preferred one where none is named."""
    if not content_type:
        return bodies[0]
    for body in bodies:
        if body.media_type == content_type or matches(body.media_type, content_type):
            return body
    documented = ", ".join(body.media_type for body in bodies)
    raise ValueError(f"content_type={content_type!r} is none of {documented}")


def encode(body: Body, value: Any, content_type: str) -> Payload:
    """A value on the wire."""
    sent = content_type or ("application/json" if is_range(body.media_type) else body.media_type)
    name = essence(sent)
    if name == "multipart/form-data":
        parts = _parts(value, body.encoding)
        return Payload(parts=parts) if parts else _NO_PARTS
    if name == "application/x-www-form-urlencoded":
        return Payload(sent, _form(value, body.encoding))
    if body.items:
        return Payload(sent, b"".join(_item(name, body.type, item) for item in value))
    if is_json(name) and body.type is not bytes:
        return Payload(sent, write_json(body.type, value))
    if isinstance(value, str):
        # A character set in the media type would contradict bytes in another one.
        return Payload(sent, value.encode(_charset(sent)))
    if isinstance(value, bytearray | memoryview):
        return Payload(sent, bytes(value))
    if isinstance(value, bytes | Iterable | AsyncIterable):
        return Payload(sent, value)
    return Payload(sent, write_json(body.type, value))


def members(value: Any) -> list[tuple[str, Any]]:
    """The properties of an object by their wire names, as Python values; absent ones are left out."""
    if isinstance(value, Mapping):
        return [(str(name), item) for name, item in value.items() if item is not None]
    if not isinstance(value, BaseModel):
        # A form has no way to say that it is not an object.
        raise TypeError(f"a form is written from an object, not from a {type(value).__name__}")
    fields = type(value).model_fields
    written = [
        (known.serialization_alias or known.alias or name, getattr(value, name))
        for name, known in fields.items()
        if name in value.model_fields_set
    ]
    extra = list((value.model_extra or {}).items())
    return [(name, item) for name, item in written + extra if item is not None]


def _item(media_type: str, item_type: Any, item: Any) -> bytes:
    written = write_json(item_type, item)
    if media_type == EVENTS:
        return b"data: " + written + b"\n\n"
    if media_type in RECORDS:
        return b"\x1e" + written + b"\n"
    if media_type in LINES:
        return written + b"\n"
    raise ValueError(f"{media_type} is no sequence of items")


def _charset(media_type: str) -> str:
    _, found, rest = media_type.lower().partition("charset=")
    return rest.split(";")[0].strip().strip('"') if found else "utf-8"


def _form(value: Any, encodings: Mapping[str, Encoding]) -> bytes:
    pairs = [
        f"{name}={written}"
        for key, item in members(value)
        for name, written in _fields(key, item, encodings.get(key, Encoding()))
    ]
    return "&".join(pairs).encode()


def _fields(name: str, item: Any, encoding: Encoding) -> list[tuple[str, str]]:
    content = plain(item)
    styled = encoding.style or encoding.explode is not None
    if not styled and (isinstance(content, Mapping) or is_json(encoding.content_type)):
        # Without a style, an object is written as one document (OpenAPI 3.1, section 4.8.14.4).
        return [(escaped(name), escaped(json.dumps(content, separators=(",", ":"))))]
    style = encoding.style or "form"
    explode = style == "form" if encoding.explode is None else encoding.explode
    return form_pairs(name, content, style, explode, escaped)


def _parts(value: Any, encodings: Mapping[str, Encoding]) -> list[tuple[str, Part]]:
    return [
        (name, _part(name, item, encodings.get(name, Encoding())))
        for name, content in members(value)
        for item in (content if isinstance(content, list | tuple) else [content])
    ]


def _part(name: str, item: Any, encoding: Encoding) -> Part:
    # A list of media types, or a range, leaves the choice to the sender.
    chosen = encoding.content_type if "," not in encoding.content_type else ""
    media_type = "" if is_range(chosen) else chosen
    match item:
        case File():
            content_type = item.content_type or media_type or "application/octet-stream"
            return item.name, item.content, content_type, dict(item.headers)
        case bytes() | bytearray() | memoryview():
            return name, bytes(item), media_type or "application/octet-stream", {}
        case _ if hasattr(item, "read"):
            return _file_name(item, name), item, media_type or "application/octet-stream", {}
        case _:
            content = plain(item)
            written = json.dumps(content) if is_json(media_type) else text(content)
            default = "application/json" if isinstance(content, Mapping | list) else "text/plain"
            return None, written.encode(), media_type or f"{default}; charset=utf-8", {}


def _file_name(file: Any, default: str) -> str:
    name = getattr(file, "name", None)
    return name.replace("\\", "/").rpartition("/")[2] if isinstance(name, str) else default
