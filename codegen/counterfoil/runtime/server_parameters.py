"""A request's parameters as a handler's typed arguments; every violation is told at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers

from .server_json import Malformed, read_strictly
from .server_operations import Operation, Parameter, Scheme
from .server_refusals import Refused, Violation, violated
from .server_shapes import Object, Scalar, Shape, readings
from .server_styles import (
    ABSENT,
    Entries,
    Reading,
    Unreadable,
    decode_form,
    decode_path,
    from_entries,
    from_header,
    from_path,
    split_cookies,
    split_query,
)
from .server_values import conforms, judge


@dataclass(frozen=True, slots=True)
class Sent:
    """The parts of a request that hold parameters, undecoded."""

    path: Mapping[str, str]
    query: Entries
    headers: Headers
    cookies: Entries


def sent(path: Mapping[str, str], query: bytes, headers: Headers) -> Sent:
    """Takes a request apart; `Refused` where a query's names cannot be decoded."""
    try:
        entries = split_query(query.decode("latin-1"))
    except Unreadable as problem:
        raise violated([Violation("query", "", "", str(problem))]) from problem
    cookies = split_cookies("; ".join(headers.getlist("cookie")))
    return Sent(path, entries, headers, cookies)


def arguments(operation: Operation, parts: Sent, keys: frozenset[str]) -> dict[str, Any]:
    """Argument name → typed value. `keys` are query names that carry credentials."""
    values: dict[str, Any] = {}
    violations: list[Violation] = []
    known = set(keys)
    known |= {name for name, _ in split_query(operation.path.partition("?")[2])}
    for parameter in operation.parameters:
        try:
            value, names = _argument(parameter, parts)
            values[parameter.argument] = value
            known |= names
        except Refused as refused:
            violations += refused.refusal.violations
            known |= _claimed(parameter, parts.query)
    violations += _unknown(parts.query, known)
    if violations:
        raise violated(violations)
    return values


def _claimed(parameter: Parameter, query: Entries) -> frozenset[str]:
    """The query names that a parameter would have taken, had it been readable."""
    shape = parameter.shape
    spread = shape.properties.keys() if isinstance(shape, Object) and parameter.explode else ()
    own = parameter.name
    return frozenset(
        name for name, _ in query if name == own or name.startswith(f"{own}[") or name in spread
    )


def query_keys(schemes: Sequence[Scheme]) -> frozenset[str]:
    """Names of the query entries that carry an API key."""
    return frozenset(scheme.name for scheme in schemes if scheme.location == "query")


def _unknown(query: Entries, known: set[str]) -> list[Violation]:
    names = dict.fromkeys(name for name, _ in query if name not in known)
    return [Violation("query", name, "", "is not a parameter of this operation") for name in names]


def _argument(parameter: Parameter, parts: Sent) -> tuple[Any, frozenset[str]]:
    reading = _best(parameter, parts)
    if reading.value is ABSENT:
        return _absent(parameter), reading.names
    type_, check, where = parameter.type, parameter.check, parameter.location
    return judge(type_, check, reading.value, where, parameter.name), reading.names


def _best(parameter: Parameter, parts: Sent) -> Reading:
    first, *others = readings(parameter.shape)
    if not others:
        return _read(parameter, first, parts)
    problem: Refused | None = None
    for shape in (first, *others):
        try:
            reading = _read(parameter, shape, parts)
        except Refused as refused:
            problem = problem or refused
            continue
        if reading.value is ABSENT or conforms(parameter.type, parameter.check, reading.value):
            return reading
    if problem:
        raise problem
    return _read(parameter, first, parts)


def _absent(parameter: Parameter) -> Any:
    if parameter.required:
        raise _violation(parameter, "is missing")
    if parameter.default is None:
        return None
    return judge(parameter.type, None, parameter.default, parameter.location, parameter.name)


def _read(parameter: Parameter, shape: Shape, parts: Sent) -> Reading:
    try:
        reading = _READERS[parameter.location](parameter, shape, parts)
        if parameter.media == "json" and reading.value is not ABSENT:
            return Reading(read_strictly(reading.value), reading.names)
    except (Unreadable, Malformed) as problem:
        raise _violation(parameter, str(problem)) from problem
    if parameter.allow_empty and reading.value == "" and _refuses_empty(shape):
        return Reading(ABSENT, reading.names)
    return reading


def _refuses_empty(shape: Shape) -> bool:
    return isinstance(shape, Scalar) and "string" not in shape.kinds


def _violation(parameter: Parameter, detail: str) -> Refused:
    return violated([Violation(parameter.location, parameter.name, "", detail)])


def _from_path(parameter: Parameter, shape: Shape, parts: Sent) -> Reading:
    raw = parts.path[parameter.name]
    if parameter.media:
        return Reading(decode_path(raw))
    return Reading(from_path(parameter.name, parameter.style, parameter.explode, shape, raw))


def _from_query(parameter: Parameter, shape: Shape, parts: Sent) -> Reading:
    return _from_entries(parameter, shape, parts.query, decode_form)


def _from_cookies(parameter: Parameter, shape: Shape, parts: Sent) -> Reading:
    decode = str if parameter.style == "cookie" else decode_path
    return _from_entries(parameter, shape, parts.cookies, decode)


def _from_entries(
    parameter: Parameter, shape: Shape, entries: Entries, decode: Callable[[str], str]
) -> Reading:
    style, explode = parameter.style, parameter.explode
    return from_entries(parameter.name, style, explode, shape, entries, decode)


def _from_headers(parameter: Parameter, shape: Shape, parts: Sent) -> Reading:
    return Reading(from_header(parts.headers.getlist(parameter.name), parameter.explode, shape))


_READERS: Mapping[str, Callable[[Parameter, Shape, Sent], Reading]] = {
    "path": _from_path,
    "query": _from_query,
    "header": _from_headers,
    "cookie": _from_cookies,
}
