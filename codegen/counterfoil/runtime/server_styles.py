"""Parameter styles: text from a request as JSON values (OpenAPI 3.1, section 4.8.12).

A value is split while it is still percent-encoded, so an encoded delimiter stays data.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import unquote, unquote_plus

from .server_shapes import Array, Object, Shape, scalar

Entries: TypeAlias = Sequence[tuple[str, str]]
"""Decoded name and raw value, in the order sent: a query, a form, or cookies."""
Decode: TypeAlias = Callable[[str], str]

_DELIMITERS = {"spaceDelimited": " ", "pipeDelimited": "|"}


class Absent:
    """The one value that says that nothing was sent."""


ABSENT = Absent()


class Unreadable(ValueError):
    """The text does not have the form that its style asks for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value, and the names of the entries that it was read from."""

    value: Any
    names: frozenset[str] = frozenset()


def split_query(query: str) -> Entries:
    """The entries of a query string or form; values stay encoded.

    >>> split_query("a=1&b=x%2Cy&c")
    [('a', '1'), ('b', 'x%2Cy'), ('c', '')]
    """
    pairs = (part.partition("=") for part in query.split("&") if part)
    return [(decode_form(name), value) for name, _, value in pairs]


def split_cookies(header: str) -> Entries:
    """The entries of a Cookie header (RFC 6265, section 4.2)."""
    pairs = (part.strip().partition("=") for part in header.split(";") if part.strip())
    return [(name.strip(), value.strip().strip('"')) for name, _, value in pairs]


def decode_path(text: str) -> str:
    """Text from a path, decoded; `Unreadable` where it is not UTF-8."""
    return _decoded(text, unquote)


def decode_form(text: str) -> str:
    """Text from a query or a form, where `+` is a blank."""
    return _decoded(text, unquote_plus)


def _decoded(text: str, decode: Callable[..., str]) -> str:
    try:
        return decode(text, errors="strict")
    except UnicodeDecodeError as problem:
        raise Unreadable("is not UTF-8 once percent-decoded") from problem


def from_entries(
    name: str, style: str, explode: bool, shape: Shape, entries: Entries, decode: Decode
) -> Reading:
    """A parameter of a query, a form or cookies; its value is `ABSENT` where nothing was sent."""
    match shape:
        case Object() if style == "deepObject":
            return _deep(name, shape, entries, decode)
        case Object() if explode:
            return _exploded_object(shape, entries, decode)
        case Array(item) if explode or style == "deepObject":
            names = {name} if style != "deepObject" else {n for n, _ in entries if _under(name, n)}
            found = [scalar(item, decode(value)) for key, value in entries if key in names]
            return Reading(found or ABSENT, frozenset(names))
    values = [value for key, value in entries if key == name]
    if len(values) > 1:
        raise Unreadable(f"is given {len(values)} times")
    if not values:
        return Reading(ABSENT)
    return Reading(_delimited(values[0], style, shape, decode), frozenset({name}))


def _delimited(text: str, style: str, shape: Shape, decode: Decode) -> Any:
    if delimiter := _DELIMITERS.get(style):
        # Both delimiters are only ever sent encoded.
        return joined(decode(text), delimiter, shape, str)
    return joined(text, ",", shape, decode)


def joined(text: str, delimiter: str, shape: Shape, decode: Decode) -> Any:
    """A value whose parts stand side by side: `a,b,c`, or `R,100,G,200` for an object."""
    match shape:
        case Array(item):
            return [scalar(item, decode(part)) for part in text.split(delimiter)] if text else []
        case Object():
            parts = text.split(delimiter) if text else []
            if len(parts) % 2:
                raise Unreadable(f"needs pairs of name and value between {delimiter!r}")
            return _record(zip(parts[::2], parts[1::2], strict=True), shape, decode)
    return scalar(shape, decode(text))


def assigned(text: str, delimiter: str, shape: Object, decode: Decode) -> Any:
    """An exploded object: `R=100,G=200`."""
    pairs = []
    for part in text.split(delimiter) if text else []:
        name, equals, value = part.partition("=")
        if not equals:
            raise Unreadable(f"needs name=value between {delimiter!r}")
        pairs.append((name, value))
    return _record(pairs, shape, decode)


def _record(pairs: Any, shape: Object, decode: Decode) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for raw_name, value in pairs:
        name = decode(raw_name)
        if name in record:
            raise Unreadable(f"gives {name!r} twice")
        record[name] = scalar(shape.of(name), decode(value))
    return record


def _exploded_object(shape: Object, entries: Entries, decode: Decode) -> Reading:
    record: dict[str, Any] = {}
    for name, value in entries:
        inner = shape.properties.get(name)
        if inner is None and shape.others is None:
            continue
        if isinstance(inner, Array):
            record.setdefault(name, []).append(scalar(inner.item, decode(value)))
        elif name in record:
            raise Unreadable(f"gives {name!r} twice")
        else:
            record[name] = scalar(shape.of(name), decode(value))
    return Reading(record or ABSENT, frozenset(record))


def _under(name: str, key: str) -> bool:
    return key == name or (key.startswith(f"{name}[") and key.endswith("]"))


def _deep(name: str, shape: Object, entries: Entries, decode: Decode) -> Reading:
    record: dict[str, Any] = {}
    names: set[str] = set()
    for key, value in entries:
        if key != name and _under(name, key):
            names.add(key)
            path = key[len(name) + 1 : -1].split("][")
            _put(record, path, shape, decode(value))
    return Reading(record if names else ABSENT, frozenset(names))


def _put(record: dict[str, Any], path: Sequence[str], shape: Object, text: str) -> None:
    name, *deeper = path
    inner = shape.of(name)
    match inner:
        case Object() if deeper:
            _put(record.setdefault(name, {}), deeper, inner, text)
        case Array(item) if len(deeper) < 2:
            record.setdefault(name, []).append(scalar(item, text))
        case _ if deeper or name in record:
            raise Unreadable(f"gives {name!r} twice" if name in record else f"nests {name!r}")
        case _:
            record[name] = scalar(inner, text)


def from_path(name: str, style: str, explode: bool, shape: Shape, raw: str) -> Any:
    """A path parameter; `raw` is its text as sent."""
    match style:
        case "label":
            return _label(raw, explode, shape)
        case "matrix":
            return _matrix(name, raw, explode, shape)
    return from_text(raw, explode, shape, decode_path)


def from_text(text: str, explode: bool, shape: Shape, decode: Decode) -> Any:
    """A value in style `simple`, as paths and headers have it."""
    if isinstance(shape, Object) and explode:
        return assigned(text, ",", shape, decode)
    return joined(text, ",", shape, decode)


def _label(raw: str, explode: bool, shape: Shape) -> Any:
    if not raw.startswith("."):
        raise Unreadable("starts with no '.'")
    text, delimiter = raw[1:], "." if explode else ","
    if isinstance(shape, Object) and explode:
        return assigned(text, delimiter, shape, decode_path)
    return joined(text, delimiter, shape, decode_path)


def _matrix(name: str, raw: str, explode: bool, shape: Shape) -> Any:
    if not raw.startswith(";"):
        raise Unreadable("starts with no ';'")
    if isinstance(shape, Object) and explode:
        return assigned(raw[1:], ";", shape, decode_path)
    entries = [part.partition("=")[::2] for part in raw[1:].split(";")]
    if any(decode_path(key) != name for key, _ in entries):
        raise Unreadable(f"names something else than {name!r}")
    named = [(name, value) for _, value in entries]
    return from_entries(name, "form", explode, shape, named, decode_path).value


def from_header(values: Sequence[str], explode: bool, shape: Shape) -> Any:
    """A header parameter; a list may be spread over several lines (RFC 9110, section 5.3)."""
    if not values:
        return ABSENT
    if not isinstance(shape, Array | Object):
        if len(values) > 1:
            raise Unreadable(f"is given {len(values)} times")
        return scalar(shape, values[0])
    return from_text(",".join(values), explode, shape, str.strip)
