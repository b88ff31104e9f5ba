"""What a schema says of a value once one way through its unions is chosen: no `allOf`, no reference."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from math import isfinite

from counterfoil.engine.asserted import bounds
from counterfoil.engine.values.numbers import EVERY_NUMBER, Interval, fraction, interval
from counterfoil.engine.values.patterns import finds, is_pattern
from counterfoil.model import Json, Schema
from counterfoil.runtime.identity import identity

NOTHING: Schema = {"not": {}}
"""The schema that accepts no value."""
ANYTHING: Schema = {}

_NESTED = 64
"""Levels of an example or member; what is nested deeper is left alone."""
TYPES = ("string", "integer", "number", "boolean", "array", "object", "null")


@dataclass(frozen=True, slots=True)
class Count:
    """How many: characters, items or properties."""

    least: int = 0
    most: int | None = None

    def meet(self, other: "Count") -> "Count":
        """The counts in both."""
        limits = [each for each in (self.most, other.most) if each is not None]
        return Count(max(self.least, other.least), min(limits) if limits else None)

    @property
    def empty(self) -> bool:
        """Whether no count is left."""
        return self.most is not None and self.most < self.least

    def __contains__(self, count: int) -> bool:
        return self.least <= count and (self.most is None or count <= self.most)


@dataclass(frozen=True, slots=True)
class Fields:
    """What one schema object says of an object's properties. `rest` is None where it says nothing."""

    properties: Mapping[str, Schema]
    patterns: tuple[tuple[str, Schema], ...] = ()
    rest: Schema | None = None

    def of(self, name: str) -> Iterator[Schema]:
        """The schemas that the property `name` has to keep."""
        if name in self.properties:
            yield self.properties[name]
        matched = [each for pattern, each in self.patterns if finds(pattern, name)]
        yield from matched
        if self.rest is not None and not matched and name not in self.properties:
            yield self.rest


@dataclass(frozen=True, slots=True)
class Row:
    """What one schema object says of an array's items. `rest` is None where it says nothing."""

    prefix: tuple[Schema, ...]
    rest: Schema | None = None

    def of(self, index: int) -> Iterator[Schema]:
        """The schema that the item at `index` has to keep, if any."""
        if index < len(self.prefix):
            yield self.prefix[index]
        elif self.rest is not None:
            yield self.rest


@dataclass(frozen=True, slots=True)
class Share:
    """How many items of an array are of one kind."""

    schema: Schema
    count: Count


@dataclass(frozen=True, slots=True)
class Flat:
    """All that holds for a value at once, keyword by keyword."""

    types: tuple[str, ...] = TYPES
    members: tuple[Json, ...] | None = None
    """The only values there are, from `enum` and `const`."""
    barred: tuple[Json, ...] = ()
    """Values that it is not."""
    numbers: Interval = EVERY_NUMBER
    sized: str = ""
    """The format that bounds an integer, such as `int32`."""
    lengths: Count = Count()
    patterns: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    encoding: str = ""
    rows: tuple[Row, ...] = ()
    items: Count = Count()
    distinct: bool = False
    shares: tuple[Share, ...] = ()
    fields: tuple[Fields, ...] = ()
    required: tuple[str, ...] = ()
    absent: frozenset[str] = frozenset()
    dependents: tuple[tuple[str, tuple[str, ...]], ...] = ()
    names: tuple[Schema, ...] = ()
    counts: Count = Count()
    rejected: tuple[Schema, ...] = ()
    """Schemas that must not accept the value."""
    examples: tuple[Json, ...] = ()
    hidden: frozenset[str] = frozenset()
    """Properties that the other direction has."""
    typed: bool = False
    """Whether the contract names the type, rather than only keywords that suit it."""
    _children: dict[str | int, Schema] = field(default_factory=dict, compare=False, repr=False)

    @property
    def type(self) -> str:
        """The type, where only one is left."""
        return self.types[0]

    @property
    def known(self) -> tuple[str, ...]:
        """The properties that the contract names, in its order."""
        names = [name for each in self.fields for name in each.properties]
        return tuple(dict.fromkeys([*names, *self.required]))

    def child(self, key: str | int) -> Schema:
        """The schema of the property or item at `key`; the same object each time."""
        found = self._children.get(key)
        if found is None:
            found = self._children[key] = both(*self._said(key))
        return found

    def _said(self, key: str | int) -> list[Schema]:
        if isinstance(key, int):
            return [schema for row in self.rows for schema in row.of(key)]
        if key in self.absent:
            return [NOTHING]
        return [schema for each in self.fields for schema in each.of(key)]

    @property
    def closed(self) -> bool:
        """Whether a property that the contract does not name is refused."""
        return any(each.rest == NOTHING for each in self.fields)

    @property
    def row_end(self) -> int:
        """How many items have a schema of their own."""
        return max((len(row.prefix) for row in self.rows), default=0)

    def needs(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """`names` with all that they depend on."""
        if not self.dependents:
            return names
        found = dict.fromkeys(names)
        waiting = list(names)
        table = dict(self.dependents)
        while waiting:
            for name in table.get(waiting.pop(), ()):
                if name not in found:
                    found[name] = None
                    waiting.append(name)
        return tuple(found)


BLANK = Flat()
"""All that a schema without keywords says."""


def both(*schemas: Schema) -> Schema:
    """One schema for all of `schemas`."""
    telling = list({id(each): each for each in schemas if each}.values())
    if not telling:
        return ANYTHING
    return telling[0] if len(telling) == 1 else {"allOf": telling}


def own(schema: Schema) -> Flat:
    """What a schema's own keywords say, without those that apply other schemas in place."""
    given = schema.get("type", ())
    types = _types(given) if given else TYPES
    required = tuple(dict.fromkeys(schema.get("required", ())))
    if not all(map(is_writable, required)):
        types = tuple(each for each in types if each != "object")
    flat = Flat(
        types=types,
        typed=bool(given),
        members=_members(schema),
        numbers=interval(schema),
        lengths=_count(schema, "minLength", "maxLength"),
        patterns=tuple(filter(is_pattern, [schema["pattern"]] if "pattern" in schema else [])),
        encoding=schema.get("contentEncoding", ""),
        rows=_rows(schema),
        items=_count(schema, "minItems", "maxItems"),
        distinct=schema.get("uniqueItems", False),
        shares=_shares(schema),
        fields=_fields(schema),
        required=required,
        dependents=tuple((k, tuple(v)) for k, v in schema.get("dependentRequired", {}).items()),
        names=(schema["propertyNames"],) if "propertyNames" in schema else (),
        counts=_count(schema, "minProperties", "maxProperties"),
        examples=tuple(_examples(schema)),
    )
    return _formatted(flat, schema.get("format", ""))


def meet(one: Flat, two: Flat) -> Flat | None:
    """What holds where both do; None where nothing can."""
    if two is BLANK or one is two:
        return one
    if one is BLANK:
        return two
    types = tuple(each for each in one.types if each in two.types)
    members = _shared(one.members, two.members)
    if not types or members == ():
        return None
    return Flat(
        types=types,
        typed=one.typed or two.typed,
        members=members,
        barred=one.barred + two.barred,
        numbers=one.numbers.meet(two.numbers),
        sized=one.sized or two.sized,
        lengths=one.lengths.meet(two.lengths),
        patterns=_joined(one.patterns, two.patterns),
        formats=_joined(one.formats, two.formats),
        encoding=one.encoding or two.encoding,
        rows=one.rows + two.rows,
        items=one.items.meet(two.items),
        distinct=one.distinct or two.distinct,
        shares=one.shares + two.shares,
        fields=one.fields + two.fields,
        required=_joined(one.required, two.required),
        absent=one.absent | two.absent,
        dependents=one.dependents + two.dependents,
        names=one.names + two.names,
        counts=one.counts.meet(two.counts),
        rejected=one.rejected + two.rejected,
        examples=one.examples + two.examples,
        hidden=one.hidden | two.hidden,
    )


def without(flat: Flat, refused: Schema) -> Flat | None:
    """What holds where `refused` does not; said by a keyword where one can say it."""
    stated = {key: value for key, value in refused.items() if key not in _ANNOTATING}
    match stated:
        case {} if not stated:
            return None
        case {"required": [name], **rest} if not rest:
            # A value that is no object has all of its properties, so to speak.
            if name in flat.required or "object" not in flat.types:
                return None
            return replace(flat, types=("object",), absent=flat.absent | {name})
        case {"type": given, **rest} if not rest:
            excluded = _types(given)
            if "number" not in excluded and "integer" in excluded and "number" in flat.types:
                return replace(flat, rejected=(*flat.rejected, refused))
            left = tuple(each for each in flat.types if each not in excluded)
            return replace(flat, types=left, typed=True) if left else None
        case {"enum": list(members), **rest} if not rest:
            return _barring(flat, members)
        case {"const": member, **rest} if not rest:
            return _barring(flat, [member])
        case _:
            return replace(flat, rejected=(*flat.rejected, refused))


_ANNOTATING = ("title", "description", "examples", "default", "deprecated", "readOnly", "writeOnly")


def _barring(flat: Flat, members: list[Json]) -> Flat | None:
    barred = {identity(each) for each in members}
    left = flat.members
    if left is not None:
        left = tuple(each for each in left if identity(each) not in barred)
    return None if left == () else replace(flat, members=left, barred=(*flat.barred, *members))


def type_of(value: Json) -> str:
    """The JSON type of a value; `integer` for a number without a fraction.

    >>> type_of(True), type_of(2.0), type_of(2.5)
    ('boolean', 'integer', 'number')
    """
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case str():
            return "string"
        case list():
            return "array"
        case dict():
            return "object"
        case _:
            return "integer" if value == value // 1 else "number"


def is_writable(value: Json, levels: int = _NESTED) -> bool:
    """Whether JSON can write a value: half of a surrogate pair has no bytes, infinity no digits.

    >>> is_writable(["a", {"b": 1}]), is_writable("\\ud800")
    (True, False)
    """
    match value:
        case str():
            return value.isascii() or not any("\ud800" <= each <= "\udfff" for each in value)
        case float():
            return isfinite(value)
        case list() | dict() if not levels:
            return False
        case list():
            return all(is_writable(each, levels - 1) for each in value)
        case dict():
            inside = chain(value, value.values())
            return all(is_writable(each, levels - 1) for each in inside)
        case _:
            return True


def _types(given: str | list[str]) -> tuple[str, ...]:
    names = [given] if isinstance(given, str) else given
    found = [each for name in names for each in (("integer",) if name == "number" else ())]
    return tuple(dict.fromkeys([*names, *found]))


def _members(schema: Schema) -> tuple[Json, ...] | None:
    if "const" in schema:
        return _shared(tuple(filter(is_writable, [schema["const"]])), _listed(schema))
    return _listed(schema)


def _listed(schema: Schema) -> tuple[Json, ...] | None:
    if "enum" not in schema:
        return None
    return tuple({identity(each): each for each in schema["enum"] if is_writable(each)}.values())


def _shared(one: tuple[Json, ...] | None, two: tuple[Json, ...] | None) -> tuple[Json, ...] | None:
    if one is None or two is None:
        return two if one is None else one
    known = {identity(each) for each in two}
    return tuple(each for each in one if identity(each) in known)


def _count(schema: Schema, least: str, most: str) -> Count:
    return Count(int(schema.get(least, 0)), int(schema[most]) if most in schema else None)


def _rows(schema: Schema) -> tuple[Row, ...]:
    if "items" not in schema and "prefixItems" not in schema:
        return ()
    return (Row(tuple(schema.get("prefixItems", ())), schema.get("items")),)


def _shares(schema: Schema) -> tuple[Share, ...]:
    if "contains" not in schema:
        return ()
    most = schema.get("maxContains")
    count = Count(int(schema.get("minContains", 1)), None if most is None else int(most))
    return (Share(schema["contains"], count),)


def _fields(schema: Schema) -> tuple[Fields, ...]:
    if not schema.keys() & {"properties", "patternProperties", "additionalProperties"}:
        return ()
    patterns = schema.get("patternProperties", {})
    kept = tuple((name, each) for name, each in patterns.items() if is_pattern(name))
    named = schema.get("properties", {})
    if not all(map(is_writable, named)):
        named = {name: each for name, each in named.items() if is_writable(name)}
    return (Fields(named, kept, schema.get("additionalProperties")),)


def _examples(schema: Schema) -> Iterator[Json]:
    yield from filter(is_writable, schema.get("examples", ()))
    if "default" in schema and is_writable(schema["default"]):
        yield schema["default"]


def _joined(one: tuple[str, ...], two: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one + two)) if two else one


def _formatted(flat: Flat, name: str) -> Flat:
    sized = bounds(name)
    if sized is None:
        return replace(flat, formats=(name,)) if name else flat
    least, greatest = sized
    limits = Interval(least=fraction(least), greatest=fraction(greatest))
    return replace(flat, numbers=flat.numbers.meet(limits), sized=name)
