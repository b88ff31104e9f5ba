"""The operations of a contract as static descriptions, which the runtime consumes."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from counterfoil.compile.server.checks import unsaid
from counterfoil.compile.server.defaults import usable_default
from counterfoil.compile.server.fills import fill_of
from counterfoil.compile.server.handlers import argument_names
from counterfoil.compile.server.shapes import shape_source
from counterfoil.compile.server.shared import Hinted, Shared, shared
from counterfoil.compile.server.successes import successes
from counterfoil.compile.server.types import Coded, coded_request, coded_response
from counterfoil.compile.source import Group, Source, call, items, mapping, spell
from counterfoil.compile.text import literal
from counterfoil.compile.types import TypeExpr, Types
from counterfoil.engine.naming import identifier, unique
from counterfoil.engine.wire.shapes import Components, shape_of
from counterfoil.model import (
    Api,
    Body,
    Direction,
    Encoding,
    Header,
    Json,
    Media,
    Operation,
    Parameter,
    Response,
    Schema,
)
from counterfoil.runtime.server_operations import Coding

_STRICT = re.compile(r"\bmodels\.(HasFormat|Strict(?:Bool|Date|DateTime|Float|Int|Str|Uuid))\b")
"""Types of the runtime, which `models` only holds where it needs them itself."""

_REFUSABLE = frozenset({"400", "401", "403", "413", "415", "422", "4XX", "500", "5XX", "default"})
"""Statuses that the runtime itself answers with."""


@dataclass(frozen=True, slots=True)
class Described:
    """The operations as Python source, each with a name; what several share has one too."""

    shared: tuple[tuple[str, Source], ...]
    operations: tuple[tuple[str, Source], ...]
    types: tuple[TypeExpr, ...]


def describe(api: Api, operations: Sequence[Operation], types: Types) -> Described:
    """The descriptions of operations, in their order."""
    describing = _Describing(api, types, [])
    names = unique([f"_{operation.name.upper()}" for operation in operations])
    content = [_contents(describing, operation) for operation in operations]
    media = shared((each for some in content for within in some for each in within), names)
    parts = [
        _parts_of(describing, operation, [list(map(media.name, within)) for within in some])
        for operation, some in zip(operations, content, strict=True)
    ]
    hinted = (each for part in parts for each in (*part.parameters, *part.responses))
    others = shared(hinted, (*names, *media.names.values()))
    sources = [_operation(api, part, others) for part in parts]
    return Described(
        (*media.named(), *others.named()),
        tuple(zip(names, sources, strict=True)),
        tuple(describing.seen),
    )


@dataclass(frozen=True, slots=True)
class _Describing:
    """What descriptions are made of; `seen` gathers the types that they refer to."""

    api: Api
    types: Types
    seen: list[TypeExpr]
    parameters: dict[tuple[object, ...], Source] = field(default_factory=dict)
    """Those that are described already, by all that is described of them."""

    @property
    def components(self) -> Components:
        return self.api.components

    def type(self, schema: Schema | None, way: Direction) -> str:
        return self.known(self.types.of(schema, way))

    def known(self, expression: TypeExpr) -> str:
        self.seen.append(expression.checked)
        return _STRICT.sub(r"\1", expression.checked.text)


@dataclass(frozen=True, slots=True)
class _Parts:
    """One operation's description, whose parameters and responses may be shared."""

    operation: Operation
    parameters: tuple[Hinted, ...]
    body: Source | None
    responses: tuple[Hinted, ...]


def _contents(describing: _Describing, operation: Operation) -> list[list[Hinted]]:
    """The media types of each response."""
    return [list(_content(describing, operation, response)) for response in operation.responses]


def _parts_of(
    describing: _Describing, operation: Operation, contents: Sequence[Sequence[Source]]
) -> _Parts:
    named = zip(operation.parameters, argument_names(operation), strict=True)
    answered = zip(operation.responses, contents, strict=True)
    responses = [
        Hinted(f"_{each.status.upper()}", _response(describing, each, content))
        for each, content in answered
    ]
    if successes(operation).undocumented:
        responses.append(Hinted("_204", call("Response", '"204"')))
    return _Parts(
        operation=operation,
        parameters=tuple(
            Hinted(_hint(parameter), _parameter(describing, parameter, name))
            for parameter, name in named
        ),
        body=None if operation.body is None else _body(describing, operation.body),
        responses=tuple(responses),
    )


def _hint(parameter: Parameter) -> str:
    return f"_{parameter.location.upper()}_{identifier(parameter.name).upper()}"


def _operation(api: Api, parts: _Parts, others: Shared) -> Source:
    operation = parts.operation
    status = successes(operation).status
    return call(
        "Operation",
        literal(operation.name),
        literal(operation.method),
        literal(operation.path),
        success=None if status == 200 else str(status),
        parameters=_items(parts.parameters, others),
        body=parts.body,
        responses=_items(parts.responses, others),
        security=_security(operation),
        headers=_literals(_lifecycle(api, operation)),
    )


def _items(parts: Sequence[Hinted], others: Shared) -> Source | None:
    return items(map(others.name, parts)) if parts else None


def _literals(pairs: Mapping[str, Json]) -> Source | None:
    if not pairs:
        return None
    return mapping((literal(key), literal(text)) for key, text in pairs.items())


def _check(schema: Schema | None) -> Source | None:
    keywords = unsaid(schema)
    return call("Check", spell(keywords)) if keywords else None


def _flag(set_: bool) -> str | None:
    return "True" if set_ else None


def _parameter(describing: _Describing, parameter: Parameter, name: str) -> Source:
    place, style = (parameter.location, parameter.name), (parameter.style, parameter.explode)
    given = (parameter.required, parameter.allow_empty_value, parameter.media_type)
    key = (name, *place, *style, *given, repr(parameter.schema))
    if key not in describing.parameters:
        # Operations of one API take the same parameters over and over.
        describing.parameters[key] = _described(describing, parameter, name)
    return describing.parameters[key]


def _described(describing: _Describing, parameter: Parameter, name: str) -> Source:
    shape = shape_source(shape_of(parameter.schema, describing.components))
    default = usable_default(parameter, describing.components)
    return call(
        "Parameter",
        literal(name),
        literal(str(parameter.location)),
        literal(parameter.name),
        describing.type(parameter.schema, Direction.REQUEST),
        shape=None if shape == "TEXT" or parameter.media_type else shape,
        style=None if parameter.style == "form" else literal(parameter.style),
        explode=_flag(parameter.explode),
        required=_flag(parameter.required),
        default=None if default is None else spell(default),
        allow_empty=_flag(parameter.allow_empty_value),
        media=_media_of_parameter(parameter),
        check=_check(parameter.schema),
    )


def _media_of_parameter(parameter: Parameter) -> str | None:
    if not parameter.media_type:
        return None
    return '"json"' if "json" in parameter.media_type else '"text"'


def _body(describing: _Describing, body: Body) -> Source:
    coded = (coded_request(each, describing.components, describing.types) for each in body.content)
    content = items(_media(describing, each) for each in coded)
    return call("Body", content, required=_flag(body.required))


def _media(describing: _Describing, coded: Coded, fill: Source | None = None) -> Source:
    raw = coded.coding in (Coding.BYTES, Coding.STREAM)
    parted = coded.coding in (Coding.FORM, Coding.MULTIPART, Coding.TEXT)
    shape = shape_source(shape_of(coded.schema, describing.components)) if parted else "TEXT"
    return call(
        "Media",
        literal(coded.media.media_type),
        f"Coding.{coded.coding.name}",
        *([] if raw else [describing.known(coded.type)]),
        shape=None if shape == "TEXT" else shape,
        parts=_parts(coded.media) if parted else None,
        check=None if raw else _check(coded.schema),
        fill=fill,
    )


def _parts(media: Media) -> Source | None:
    pairs = [(literal(name), _part(media.encoding[name])) for name in sorted(media.encoding)]
    return mapping(pairs) if pairs else None


def _part(encoding: Encoding) -> Source:
    joined = encoding.explode is False or (
        encoding.explode is None and encoding.style not in ("", "form")
    )
    return call(
        "Part",
        media_type=literal(encoding.content_type) if encoding.content_type else None,
        style=literal(encoding.style) if encoding.style else None,
        explode="False" if joined else None,
    )


def _response(describing: _Describing, response: Response, content: Sequence[Source]) -> Source:
    headers = [_header(describing, header) for header in response.headers]
    return call(
        "Response",
        literal(response.status),
        content=items(content) if content else None,
        headers=items(headers) if headers else None,
    )


def _content(describing: _Describing, operation: Operation, response: Response) -> Iterator[Hinted]:
    if operation.method == "HEAD":
        return
    covers_success = response.status == "default" and successes(operation).bare is response
    refusable = response.status in _REFUSABLE and not covers_success
    for media in response.content:
        coded = coded_response(media, describing.components, describing.types)
        filled = refusable and coded.coding is Coding.JSON
        fill = fill_of(coded.schema, describing.components) if filled else None
        name = identifier(coded.type.text.rpartition(".")[2]).strip("_").upper()
        hint = f"_{name}_REFUSAL" if fill is not None else f"_{name}"
        yield Hinted(hint, _media(describing, coded, fill))


def _header(describing: _Describing, header: Header) -> Source:
    return call(
        "Header",
        literal(header.name),
        describing.type(header.schema, Direction.RESPONSE),
        required=_flag(header.required),
        explode=_flag(header.explode),
        check=_check(header.schema),
    )


def _security(operation: Operation) -> Source | None:
    if not operation.security:
        return None
    return items(
        mapping((literal(id_), _scopes(scopes)) for id_, scopes in requirement.schemes.items())
        for requirement in operation.security
    )


def _scopes(scopes: Iterable[str]) -> Group:
    return items(map(literal, scopes))


def _lifecycle(api: Api, operation: Operation) -> dict[str, str]:
    """Headers that tell every caller of a deprecated operation (RFC 9745, RFC 8594)."""
    headers = {}
    since = _date(operation.since or api.lifecycle.since)
    if since is not None and (operation.deprecated or api.lifecycle.deprecated):
        headers["Deprecation"] = f"@{since.timestamp():.0f}"
    if sunset := operation.sunset or api.lifecycle.sunset:
        day = _date(sunset)
        if day is not None:
            headers["Sunset"] = _http_date(day)
    return headers


def _http_date(day: datetime.datetime) -> str:
    """A moment as HTTP headers have it (RFC 9110, section 5.6.7)."""
    # Few operations have one, and it brings a tenth of what a small contract takes to compile.
    from email.utils import format_datetime

    return format_datetime(day, usegmt=True)


def _date(text: str) -> datetime.datetime | None:
    try:
        day = datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None
    return datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)
