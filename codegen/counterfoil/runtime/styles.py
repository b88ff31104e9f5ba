"""Parameters on the wire (OpenAPI 3.1, section 4.8.12; RFC 6570), from JSON values."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol
from urllib.parse import quote

_SEPARATORS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_PERCENT = re.compile(r"(%[0-9A-Fa-f]{2})")
# Left out of the reserved characters: those that would end a parameter instead of standing in it.
_RESERVED_IN_QUERY = ":/?@!$'()*,;="
_RESERVED_IN_PATH = ":/@!$&'()*+,;="

Escape = Callable[[str], str]


class Styled(Protocol):
    """A parameter, as far as it decides how its value is written."""

    @property
    def name(self) -> str: ...
    @property
    def style(self) -> str: ...
    @property
    def explode(self) -> bool: ...
    @property
    def reserved(self) -> bool: ...
    @property
    def media_type(self) -> str:
        """Set where the value is written as one document instead of in a style."""
        ...


def text(value: Any) -> str:
    """A JSON-compatible value as one text.

    >>> text(True), text(None), text(1.5), text("a"), text({"a": 1})
    ('true', '', '1.5', 'a', '{"a":1}')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def expand(template: str, values: Mapping[str, str]) -> str:
    """The path of a template whose values are escaped already.

    A segment that is `.` or `..` is escaped, because it would name another path.

    >>> expand("/files/{name}", {"name": ".."})
    '/files/%2E%2E'
    """
    path = re.sub(r"\{([^{}]*)\}", lambda match: values[match[1]], template)
    segments = path.split("/")
    return "/".join(
        segment.replace(".", "%2E") if segment in (".", "..") else segment for segment in segments
    )


def path_text(parameter: Styled, value: Any) -> str:
    """A path parameter, escaped. Raises ValueError where nothing would be left in the path."""
    escape = _escape(_RESERVED_IN_PATH if parameter.reserved else "")
    content = _content(parameter, value)
    if parameter.style == "matrix":
        return _matrix(escape(parameter.name), content, parameter.explode, escape)
    parts = _parts(content, parameter.explode, escape)
    if parameter.style == "label":
        # A dot inside a value is escaped, though it need not be, because dots separate values.
        dotted = (part.replace(".", "%2E") for part in parts)
        return "." + (".".join(dotted) if parameter.explode else ",".join(parts))
    written = ",".join(parts)
    if not written:
        raise ValueError(f"the path parameter `{parameter.name}` must not be empty")
    return written


def query_texts(parameter: Styled, value: Any) -> list[str]:
    """The `name=value` pairs of a query parameter, escaped."""
    escape = _escape(_RESERVED_IN_QUERY if parameter.reserved else "")
    style = parameter.style or "form"
    pairs = form_pairs(parameter.name, _content(parameter, value), style, parameter.explode, escape)
    return [f"{name}={written}" for name, written in pairs]


def header_text(parameter: Styled, value: Any) -> str:
    """A header parameter. Raises ValueError where the value holds control characters."""
    parts = _parts(_content(parameter, value), parameter.explode, _unescaped)
    written = ",".join(parts)
    if _CONTROL.search(written):
        raise ValueError(f"the header `{parameter.name}` must not hold control characters")
    return written


def cookie_texts(parameter: Styled, value: Any) -> list[str]:
    """The `name=value` pairs of a cookie parameter."""
    content = _content(parameter, value)
    pairs = form_pairs(parameter.name, content, "form", parameter.explode, _escape(""))
    return [f"{name}={written}" for name, written in pairs]


def form_pairs(
    name: str, content: Any, style: str, explode: bool, escape: Escape
) -> list[tuple[str, str]]:
    """The pairs that a value in one of the styles of queries and forms becomes, escaped."""
    if style == "deepObject":
        return _deep(name, content, escape)
    if explode and isinstance(content, Mapping):
        return [pair for key, item in content.items() for pair in _repeated(key, item, escape)]
    if explode:
        return _repeated(name, content, escape)
    parts = _parts(content, False, escape)
    return [(escape(name), _SEPARATORS.get(style, ",").join(parts))] if parts else []


def escaped(written: str) -> str:
    """Everything but the unreserved characters percent-encoded."""
    return quote(written, safe="")


def _content(parameter: Styled, value: Any) -> Any:
    if parameter.media_type:
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return value


def _parts(content: Any, explode: bool, escape: Escape) -> list[str]:
    """What a delimiter joins: items, or names and values."""
    match content:
        case Mapping() if explode:
            return [f"{escape(key)}={escape(text(item))}" for key, item in content.items()]
        case Mapping():
            return [escape(text(part)) for item in content.items() for part in item]
        case list():
            return [escape(text(item)) for item in content]
        case _:
            return [escape(text(content))]


def _matrix(name: str, content: Any, explode: bool, escape: Escape) -> str:
    parts = _parts(content, explode, escape)
    if explode and isinstance(content, Mapping):
        return "".join(f";{part}" for part in parts)
    if explode:
        return "".join(_matrix_pair(name, part) for part in parts)
    return _matrix_pair(name, ",".join(parts))


def _matrix_pair(name: str, written: str) -> str:
    return f";{name}={written}" if written else f";{name}"


def _repeated(name: str, content: Any, escape: Escape) -> list[tuple[str, str]]:
    items: Iterable[Any] = content if isinstance(content, list) else (content,)
    return [(escape(name), escape(text(item))) for item in items]


def _deep(name: str, content: Any, escape: Escape) -> list[tuple[str, str]]:
    if not isinstance(content, Mapping):
        return _repeated(name, content, escape)
    return [pair for key, item in content.items() for pair in _deep(f"{name}[{key}]", item, escape)]


def _unescaped(written: str) -> str:
    return written


def _escape(safe: str) -> Escape:
    if not safe:
        return escaped

    def keep_reserved(written: str) -> str:
        # What is percent-encoded already stays as it is (RFC 6570, section 3.2.3).
        pieces = _PERCENT.split(written)
        return "".join(
            piece if index % 2 else quote(piece, safe=safe) for index, piece in enumerate(pieces)
        )

    return keep_reserved
