"""Values as the bytes of a body."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from counterfoil.engine.wire.call import Inexpressible
from counterfoil.engine.wire.codings import coding_of_response
from counterfoil.engine.wire.shapes import Components, is_binary
from counterfoil.model import Encoding, Json, Media
from counterfoil.runtime.client_media import EVENTS, LINES, RECORDS, essence, is_json, is_range
from counterfoil.runtime.server_json import write_compactly
from counterfoil.runtime.server_operations import Coding
from counterfoil.runtime.styles import escaped, form_pairs, text

BOUNDARY = "counterfoil-boundary-5d8fb0c2"
"""Between the parts of every multipart body, so that equal values are equal bytes."""

_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_STANDS_FOR = {"text/*": "text/plain", "image/*": "image/png", "audio/*": "audio/mpeg"}


def content_type(media: Media) -> str:
    """The Content-Type of a body that `write_body` wrote."""
    name = essence(media.media_type)
    if name == _MULTIPART:
        return f"{_MULTIPART}; boundary={BOUNDARY}"
    if not is_range(name):
        return media.media_type
    binary = media.schema is not None and is_binary(media.schema)
    family = "application/octet-stream" if binary else "application/json"
    return _STANDS_FOR.get(name, family if name in ("*/*", "application/*") else name)


def write_body(media: Media, value: Json, components: Components = MappingProxyType({})) -> bytes:
    """The value as a body of this media type. Raises Inexpressible where it has no such form.

    Bytes stay as they are. A sequence of items (events, lines of JSON) is written from a list;
    `components` tell how events are written whose schema is a reference.
    """
    if isinstance(value, bytes):
        return value
    name = essence(content_type(media))
    try:
        if is_json(name):
            return write_compactly(value)
        if name == _FORM:
            return "&".join(_form(_members(name, value), media.encoding)).encode()
        if name == _MULTIPART:
            return _multipart(_members(name, value), media.encoding)
        if name == EVENTS:
            items = _items(name, value)
            coding = _event_coding(media, components, items)
            return b"".join(_event(each, coding) for each in items)
        if name in LINES or name in RECORDS:
            return b"".join(_item(name, each) for each in _items(name, value))
    except ValueError as problem:
        raise Inexpressible(f"{name}: {problem}") from problem
    return _plain(name, value)


def _plain(name: str, value: Json) -> bytes:
    if isinstance(value, Mapping | list) or (value is None and not name.startswith("text/")):
        raise Inexpressible(f"{name} has no form for {type(value).__name__}")
    return text(value).encode("utf-8", "surrogatepass")


def _members(name: str, value: Json) -> Mapping[str, Json]:
    """The properties that a form can say; one that is null is left out, as clients leave it out."""
    if isinstance(value, Mapping):
        return {key: each for key, each in value.items() if each is not None}
    raise Inexpressible(f"{name} is written from an object")


def _items(name: str, value: Json) -> list[Json]:
    if isinstance(value, list):
        return value
    raise Inexpressible(f"{name} is written from a list of items")


def _item(name: str, item: Json) -> bytes:
    written = write_compactly(item)
    return b"\x1e" + written + b"\n" if name in RECORDS else written + b"\n"


def _event(item: Json, coding: Coding) -> bytes:
    """One server-sent event."""
    whole = coding is Coding.WHOLE_EVENTS and isinstance(item, Mapping)
    fields = item if whole else {"data": item}
    raw = coding is not Coding.EVENTS
    lines = [
        f"{name}: {line}"
        for name, value in fields.items()
        for line in (value if raw and isinstance(value, str) else _compact(value)).split("\n")
    ]
    if any("\r" in line for line in lines):
        raise Inexpressible("an event has no form for a carriage return")
    return ("\n".join(lines) + "\n\n").encode()


def _event_coding(media: Media, components: Components, items: list[Json]) -> Coding:
    schema = media.item_schema or {}
    if schema.get("$ref", "").removeprefix(_PREFIX) in components or "$ref" not in schema:
        return coding_of_response(media, components)
    # What the reference says is not known here; an object of an event's fields tells it.
    whole = all(isinstance(each, Mapping) and "data" in each for each in items)
    alike = whole and all(each.keys() <= _FIELDS for each in items)
    return Coding.WHOLE_EVENTS if alike and items else Coding.EVENTS


_FIELDS = frozenset({"data", "event", "id", "retry"})
_PREFIX = "#/components/schemas/"


def _compact(value: Json) -> str:
    return write_compactly(value).decode()


def _form(members: Mapping[str, Json], encodings: Mapping[str, Encoding]) -> Iterator[str]:
    for name, item in members.items():
        for key, written in _fields(name, item, encodings.get(name, Encoding())):
            yield f"{key}={written}"


def _fields(name: str, item: Json, encoding: Encoding) -> list[tuple[str, str]]:
    styled = encoding.style or encoding.explode is not None
    if not styled and (isinstance(item, Mapping) or is_json(encoding.content_type)):
        # Without a style, an object is written as one document (OpenAPI 3.1, section 4.8.14.4).
        return [(escaped(name), escaped(_compact(item)))]
    style = encoding.style or "form"
    explode = style == "form" if encoding.explode is None else encoding.explode
    return form_pairs(name, item, style, explode, escaped)


def _multipart(members: Mapping[str, Json], encodings: Mapping[str, Encoding]) -> bytes:
    parts = [
        _part(name, each, encodings.get(name, Encoding()))
        for name, item in members.items()
        for each in (item if isinstance(item, list) else [item])
    ]
    mark = f"--{BOUNDARY}".encode()
    if any(mark in part for part in parts):
        raise Inexpressible("a part holds the boundary of the parts")
    return b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"


def _part(name: str, item: Json, encoding: Encoding) -> bytes:
    # A list of media types, or a range, leaves the choice to the sender.
    chosen = encoding.content_type if "," not in encoding.content_type else ""
    media_type = "" if is_range(chosen) else chosen
    lines = [f'Content-Disposition: form-data; name="{_quoted(name)}"']
    if isinstance(item, bytes):
        lines[0] += f'; filename="{_quoted(name)}"'
        lines.append(f"Content-Type: {media_type or 'application/octet-stream'}")
        content = item
    elif isinstance(item, Mapping | list) or is_json(media_type):
        lines.append(f"Content-Type: {media_type or 'application/json'}")
        content = write_compactly(item)
    else:
        lines += [f"Content-Type: {media_type}"] if media_type else []
        content = text(item).encode()
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def _quoted(name: str) -> str:
    """A name inside quotes, as browsers write it (HTML, 4.10.21.8)."""
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
