"""The parameters of a request, read and judged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from counterfoil.engine.conform.breach import Breach
from counterfoil.engine.conform.judging import Judge, judge_of_requests
from counterfoil.engine.conform.subjects import subject
from counterfoil.engine.validators import Validators
from counterfoil.engine.wire.fields import Fields
from counterfoil.engine.wire.json_text import read_json
from counterfoil.engine.wire.shapes import shape_of
from counterfoil.model import Api, In, Json, Operation, Parameter
from counterfoil.runtime.client_media import is_json
from counterfoil.runtime.server_shapes import TEXT, Object, Scalar, Shape, readings
from counterfoil.runtime.server_styles import (
    ABSENT,
    Entries,
    Unreadable,
    decode_form,
    decode_path,
    from_entries,
    from_header,
    from_path,
    split_cookies,
    split_query,
)

BREACH = "request-parameter-breach"
MISSING = "request-parameter-missing"


@dataclass(frozen=True, slots=True)
class Sent:
    """The parts of a request that hold parameters, undecoded."""

    path: Mapping[str, str]
    query: Entries
    headers: Fields
    cookies: Entries


def sent(path_values: Mapping[str, str], target: str, fields: Fields) -> Sent:
    """Takes a request apart. Names of query entries that cannot be decoded stay as they are."""
    query = target.partition("?")[2]
    cookies = "; ".join(fields.get("cookie", ()))
    entries = _entries(query) if query else ()
    return Sent(path_values, entries, fields, split_cookies(cookies) if cookies else ())


def _entries(query: str) -> Entries:
    try:
        return split_query(query)
    except Unreadable:
        pairs = (part.partition("=") for part in query.split("&") if part)
        return [(name, value) for name, _, value in pairs]


@dataclass(frozen=True, slots=True)
class Reader:
    """One parameter, ready to be read and judged."""

    parameter: Parameter
    readings: tuple[Shape, ...]
    judge: Judge
    json: bool
    """Whether the value is a JSON document."""
    foreign: frozenset[str] = frozenset()
    """Entries of the query that an object of any properties must not take for its own."""

    @property
    def key(self) -> tuple[In, str]:
        """How a call names the parameter."""
        return self.parameter.location, self.parameter.name

    def read(self, parts: Sent) -> tuple[Json, tuple[Breach, ...]]:
        """The value, `ABSENT` where there is none, and what is wrong with it."""
        first, *others = self.readings
        try:
            value = self._read(first, parts)
        except Unreadable as problem:
            return self._other(others, parts) or (ABSENT, (self._unreadable(str(problem)),))
        if value is ABSENT:
            return ABSENT, ((self._missing(),) if self.parameter.required else ())
        if breaches := self.judge.breaches(value):
            return self._other(others, parts) or (value, breaches)
        return value, ()

    def _other(
        self, shapes: Sequence[Shape], parts: Sent
    ) -> tuple[Json, tuple[Breach, ...]] | None:
        """The value as the first of the other shapes that is right, if one is."""
        for shape in shapes:
            try:
                value = self._read(shape, parts)
            except Unreadable:
                continue
            if value is not ABSENT and self.judge.validator.is_valid(value):
                return value, ()
        return None

    def _read(self, shape: Shape, parts: Sent) -> Json:
        if self.foreign:
            own = [entry for entry in parts.query if entry[0] not in self.foreign]
            parts = replace(parts, query=own)
        value = _READERS[self.parameter.location](self.parameter, shape, parts)
        if value is ABSENT:
            return ABSENT
        if self.json:
            return read_json(value)
        empty = self.parameter.allow_empty_value and value == ""
        return (
            ABSENT if empty and isinstance(shape, Scalar) and shape.kinds != ("string",) else value
        )

    def _missing(self) -> Breach:
        where = self.judge.where
        message = f"{subject(where)} is missing, which the contract requires"
        return Breach(MISSING, message, self.parameter.place, where, keyword="required")

    def _unreadable(self, problem: str) -> Breach:
        where = self.judge.where
        message = f"{subject(where)} {problem}"
        return Breach(BREACH, message, self.parameter.place, where, keyword="style")


def readers(api: Api, validators: Validators, operation: Operation) -> tuple[Reader, ...]:
    """The readers of an operation's parameters."""
    keys = frozenset(
        each.name
        for each in api.security_schemes.values()
        if each.type == "apiKey" and each.location == "query"
    )
    names = keys | {each.name for each in operation.parameters if each.location is In.QUERY}
    return tuple(_reader(api, validators, each, names) for each in operation.parameters)


def _reader(
    api: Api, validators: Validators, parameter: Parameter, names: frozenset[str]
) -> Reader:
    place, where = parameter.place, f"{parameter.location} {parameter.name}"
    if parameter.media_type:
        place = place / "content" / parameter.media_type
    judge = judge_of_requests(validators, parameter.schema, place / "schema", where, BREACH)
    if parameter.media_type:
        return Reader(parameter, (TEXT,), judge, is_json(parameter.media_type))
    shape = shape_of(parameter.schema, api.components)
    spread = parameter.location is In.QUERY and parameter.explode and parameter.style == "form"
    free = isinstance(shape, Object) and shape.others is not None
    foreign = names - {parameter.name} if spread and free else frozenset[str]()
    return Reader(parameter, readings(shape), judge, False, foreign)


def _from_path(parameter: Parameter, shape: Shape, parts: Sent) -> Json:
    raw = parts.path.get(parameter.name)
    if raw is None:
        return ABSENT
    if parameter.media_type:
        return decode_path(raw)
    return from_path(parameter.name, parameter.style, parameter.explode, shape, raw)


def _from_query(parameter: Parameter, shape: Shape, parts: Sent) -> Json:
    return _from_entries(parameter, shape, parts.query, decode_form)


def _from_cookies(parameter: Parameter, shape: Shape, parts: Sent) -> Json:
    decode = str if parameter.style == "cookie" else decode_path
    return _from_entries(parameter, shape, parts.cookies, decode)


def _from_entries(
    parameter: Parameter, shape: Shape, entries: Entries, decode: Callable[[str], str]
) -> Json:
    style, explode = parameter.style, parameter.explode
    return from_entries(parameter.name, style, explode, shape, entries, decode).value


def _from_headers(parameter: Parameter, shape: Shape, parts: Sent) -> Json:
    return from_header(parts.headers.get(parameter.name.lower(), ()), parameter.explode, shape)


_READERS: Mapping[In, Callable[[Parameter, Shape, Sent], Json]] = {
    In.PATH: _from_path,
    In.QUERY: _from_query,
    In.HEADER: _from_headers,
    In.COOKIE: _from_cookies,
}
