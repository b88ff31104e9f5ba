"""Values as a request, however wrong they are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from counterfoil.engine.wire.bodies import content_type, write_body
from counterfoil.engine.wire.call import Call, Inexpressible
from counterfoil.engine.wire.shapes import resolve
from counterfoil.model import Api, Headers, In, Json, Media, Operation, Parameter, Request
from counterfoil.runtime import styles
from counterfoil.runtime.server_styles import ABSENT

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Styled:
    """A parameter as the writers of styles want it."""

    name: str
    style: str
    explode: bool
    reserved: bool
    media_type: str


def write(api: Api, operation: Operation, call: Call, base: str = "") -> Request:
    """The request that says what `call` says. Raises Inexpressible where nothing could say it.

    Values need not be right. Those of parameters that the operation does not document are left
    out; so are parameters without a value, except in a path.
    """
    lines = _Lines(operation, call)
    path, _, fixed = operation.path.partition("?")
    query = "&".join([*([fixed] if fixed else []), *lines.of(In.QUERY, styles.query_texts)])
    cookies = lines.of(In.COOKIE, styles.cookie_texts)
    target = f"{base}{lines.path(path)}"
    body, body_headers = _body(api, operation, call)
    return Request(
        operation.method,
        f"{target}?{query}" if query else target,
        (
            *lines.headers(),
            *((("Cookie", "; ".join(cookies)),) if cookies else ()),
            *_accept(operation),
            *body_headers,
        ),
        body,
    )


@dataclass(frozen=True, slots=True)
class _Lines:
    """The parameters of a call, written one location at a time."""

    operation: Operation
    call: Call

    def of(self, location: In, written: Callable[[_Styled, Json], list[str]]) -> list[str]:
        return [
            text
            for parameter, value in self._values(location)
            for text in _entries(written, parameter, value) * self._times(parameter)
        ]

    def headers(self) -> list[tuple[str, str]]:
        return [
            (parameter.name, text)
            for parameter, value in self._values(In.HEADER)
            for text in [_header(parameter, value)] * self._times(parameter)
        ]

    def path(self, template: str) -> str:
        texts = {
            parameter.name: _attempt(styles.path_text, parameter, value)
            for parameter, value in self._values(In.PATH)
        }
        try:
            return styles.expand(template, texts)
        except KeyError as missing:
            raise Inexpressible(f"the path has no value for {missing}") from missing

    def _values(self, location: In) -> list[tuple[Parameter, Json]]:
        given = self.call.parameters
        return [
            (each, given[location, each.name])
            for each in self.operation.parameters
            if each.location is location and (location, each.name) in given
        ]

    def _times(self, parameter: Parameter) -> int:
        return 2 if (parameter.location, parameter.name) in self.call.twice else 1


def _entries(
    written: Callable[[_Styled, Json], list[str]], parameter: Parameter, value: Json
) -> list[str]:
    texts = _attempt(written, parameter, value)
    if not texts:
        raise Inexpressible(f"nothing says that `{parameter.name}` is empty")
    return texts


def _attempt(written: Callable[[_Styled, Json], T], parameter: Parameter, value: Json) -> T:
    if not parameter.media_type and _has_null(value):
        raise Inexpressible(f"nothing says that `{parameter.name}` is null")
    styled = _Styled(
        parameter.name,
        parameter.style,
        parameter.explode,
        parameter.allow_reserved,
        parameter.media_type,
    )
    try:
        return written(styled, value)
    except ValueError as problem:
        raise Inexpressible(str(problem)) from problem


def _has_null(value: Json) -> bool:
    match value:
        case Mapping():
            return any(map(_has_null, value.values()))
        case list():
            return any(map(_has_null, value))
    return value is None


def _header(parameter: Parameter, value: Json) -> str:
    text = _attempt(styles.header_text, parameter, value)
    if not text.isascii() or text != text.strip():
        # RFC 9110, section 5.5: blanks around a value are not part of it, other octets are opaque.
        raise Inexpressible(f"the header `{parameter.name}` cannot say {text!r}")
    return text


def _accept(operation: Operation) -> Headers:
    """What the operation documents, so that a provider of several forms chooses one of them."""
    documented = (media.media_type for each in operation.responses for media in each.content)
    return (("Accept", ", ".join(dict.fromkeys(documented)) or "*/*"),)


def _body(api: Api, operation: Operation, call: Call) -> tuple[bytes, Headers]:
    if call.body is ABSENT:
        return b"", ()
    media = _media(operation, call)
    if media.schema is not None:
        media = replace(media, schema=resolve(media.schema, api.components))
    body = (
        call.body if isinstance(call.body, bytes) else write_body(media, call.body, api.components)
    )
    named = content_type(media)
    return body, (("Content-Type", named),) if named else ()


def _media(operation: Operation, call: Call) -> Media:
    documented = operation.body.content if operation.body else ()
    for media in documented:
        if call.media_type in ("", media.media_type):
            return media
    return Media(call.media_type, None, operation.place)
