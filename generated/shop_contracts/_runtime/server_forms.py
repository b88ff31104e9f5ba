"""Form bodies as JSON values: urlencoded and multipart, property by property."""

from collections.abc import Sequence
from typing import Any

from .server_json import Malformed, read_strictly
from .server_media import matches
from .server_multipart import Broken, FormPart, split
from .server_multipart import parameters as header_parameters
from .server_operations import Media, Part
from .server_refusals import Refused, Violation, malformed, violated
from .server_shapes import TEXT, Array, Either, Object, Scalar, Shape, scalar
from .server_styles import ABSENT, Entries, Unreadable, decode_form, from_entries, split_query

_FREE = Object({}, TEXT)
_FILE = Scalar(("binary",))


def read_form(media: Media, data: bytes) -> dict[str, Any]:
    """The value of an application/x-www-form-urlencoded body."""
    shape = media.shape if isinstance(media.shape, Object) else _FREE
    try:
        entries = split_query(data.decode("ascii"))
    except (UnicodeDecodeError, Unreadable) as problem:
        raise malformed("body", "is not percent-encoded UTF-8") from problem
    value: dict[str, Any] = {}
    known: set[str] = set()
    for name, inner in shape.properties.items():
        found, names = _property(name, inner, media.parts.get(name, Part()), entries)
        known |= names
        if found is not ABSENT:
            value[name] = found
    value |= _others(shape, [entry for entry in entries if entry[0] not in known])
    return value


def _property(name: str, shape: Shape, part: Part, entries: Entries) -> tuple[Any, frozenset[str]]:
    try:
        shape = _meant(shape, [decode_form(value) for key, value in entries if key == name])
        if part.style or not _is_json(shape, part.media_type):
            style, explode = part.style or "form", part.explode
            reading = from_entries(name, style, explode, shape, entries, decode_form)
            return reading.value, reading.names
        texts = [decode_form(value) for key, value in entries if key == name]
        return _from_texts(shape, texts), frozenset({name})
    except (Unreadable, Malformed) as problem:
        raise _violation(name, str(problem)) from problem


def _from_texts(shape: Shape, texts: Sequence[str | bytes]) -> Any:
    if not texts:
        return ABSENT
    if isinstance(shape, Array) and len(texts) > 1:
        return [read_strictly(text) for text in texts]
    if len(texts) > 1:
        raise Unreadable(f"is given {len(texts)} times")
    value = read_strictly(texts[0])
    return [value] if isinstance(shape, Array) and not isinstance(value, list) else value


def _others(shape: Object, entries: Entries) -> dict[str, Any]:
    # A name the record does not admit is kept as well: the exact type says what is wrong with it.
    values: dict[str, list[Any]] = {}
    for name, raw in entries:
        values.setdefault(name, []).append(scalar(shape.of(name), decode_form(raw)))
    # Where nothing is said about a name, one that comes again is a list.
    return {name: each[0] if len(each) == 1 else each for name, each in values.items()}


def _is_json(shape: Shape, media_type: str) -> bool:
    if media_type:
        essence = media_type.partition(";")[0].strip()
        return essence == "application/json" or essence.endswith("+json")
    return isinstance(shape.item if isinstance(shape, Array) else shape, Object | Array)


def _violation(name: str, detail: str) -> Refused:
    return violated(
        [Violation("body", "", "/" + name.replace("~", "~0").replace("/", "~1"), detail)]
    )


def read_multipart(
    media: Media, data: bytes, boundary: str
) -> tuple[dict[str, Any], Sequence[FormPart]]:
    """The value of a multipart/form-data body, and its parts as they were sent."""
    try:
        parts = split(data, boundary)
    except Broken as problem:
        raise malformed("body", str(problem)) from problem
    shape = media.shape if isinstance(media.shape, Object) else _FREE
    grouped: dict[str, list[FormPart]] = {}
    for part in parts:
        grouped.setdefault(part.name, []).append(part)
    value = {
        name: _from_parts(name, _shape(shape, name, group), media.parts.get(name, Part()), group)
        for name, group in grouped.items()
    }
    return value, parts


def _shape(shape: Object, name: str, group: Sequence[FormPart]) -> Shape:
    # A file name is all that tells what a part is of which the contract says nothing.
    if name in shape.properties:
        return _meant(shape.properties[name], [sent.content for sent in group])
    found = _FILE if any(sent.filename for sent in group) else shape.of(name)
    return Array(found) if len(group) > 1 and isinstance(found, Scalar) else found


def _meant(shape: Shape, contents: Sequence[str | bytes]) -> Shape:
    """Of several shapes, the one that a part means: by how often it is sent, and how it begins."""
    if not isinstance(shape, Either):
        return shape
    kind: type[Scalar | Array | Object] = Scalar
    if len(contents) > 1:
        kind = Array
    elif contents and contents[0].lstrip()[:1] in ("{", b"{"):
        kind = Object
    fitting = [option for option in shape.options if isinstance(option, kind)]
    return (fitting or shape.options)[0]


def _from_parts(name: str, shape: Shape, part: Part, group: Sequence[FormPart]) -> Any:
    for sent in group:
        _judge_media_type(name, part, sent)
    try:
        if _is_json(shape, part.media_type):
            return _from_texts(shape, [sent.content for sent in group])
        if isinstance(shape, Array) and part.explode:
            return [_from_bytes(shape.item, sent.content) for sent in group]
        if len(group) > 1:
            raise Unreadable(f"is given {len(group)} times")
        if isinstance(shape, Array | Object):
            entries = [(name, group[0].content.decode())]
            return from_entries(name, part.style or "form", part.explode, shape, entries, str).value
        return _from_bytes(shape, group[0].content)
    except (Unreadable, Malformed, UnicodeDecodeError) as problem:
        detail = "is not UTF-8" if isinstance(problem, UnicodeDecodeError) else str(problem)
        raise _violation(name, detail) from problem


def _from_bytes(shape: Shape, content: bytes) -> Any:
    if isinstance(shape, Scalar) and "binary" in shape.kinds:
        return content
    return scalar(shape, content.decode())


def _judge_media_type(name: str, part: Part, sent: FormPart) -> None:
    if not part.media_type or not sent.media_type:
        return
    essence, _ = header_parameters(sent.media_type)
    if not any(matches(pattern, essence) for pattern in part.media_type.split(",")):
        raise _violation(name, f"is {essence}; send {part.media_type}")
