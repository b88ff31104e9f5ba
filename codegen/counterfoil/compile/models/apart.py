"""Whether a value can be of two schemas at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations
from typing import TypeAlias

from counterfoil.model import Json, Schema

PREFIX = "#/components/schemas/"

Kinds: TypeAlias = frozenset[str]
"""Types of JSON Schema, where a number is an `integer` or a `fraction`."""

EVERY_KIND: Kinds = frozenset(
    {"null", "boolean", "integer", "fraction", "string", "array", "object"}
)


@dataclass(frozen=True, slots=True)
class Tag:
    """What a property that tells objects apart may be, and whether every object has it."""

    values: frozenset[str]
    required: bool


Tags: TypeAlias = Mapping[str, Tag]


@dataclass(slots=True)
class Table:
    """The components of a contract, and what is certain of the values of each."""

    definitions: Mapping[str, Schema]
    _kinds: dict[str, Kinds] = field(default_factory=dict)
    _tags: dict[str, Tags] = field(default_factory=dict)

    def apart(self, branches: Sequence[Schema]) -> bool:
        """Whether no value is of two of `branches`.

        >>> Table({}).apart([{"type": "string"}, {"type": "null"}])
        True
        >>> Table({}).apart([{"type": "integer"}, {"type": "number"}])
        False
        """
        known = [(self.kinds(branch), self.tags(branch)) for branch in branches]
        return all(_differ(*one, *other) for one, other in combinations(known, 2))

    def kinds(self, schema: Schema) -> Kinds:
        """The kinds that the values of `schema` are certain to be among."""
        parts = [EVERY_KIND]
        if "type" in schema:
            parts.append(_of_types(schema["type"]))
        if "const" in schema:
            parts.append(_of_values([schema["const"]]))
        if "enum" in schema:
            parts.append(_of_values(schema["enum"]))
        if "$ref" in schema:
            parts.append(self._kinds_of(schema["$ref"].removeprefix(PREFIX)))
        parts += [self.kinds(each) for each in schema.get("allOf", ())]
        for keyword in ("anyOf", "oneOf"):
            if keyword in schema:
                parts.append(Kinds().union(*[self.kinds(each) for each in schema[keyword]]))
        return parts[0].intersection(*parts[1:])

    def tags(self, schema: Schema) -> Tags:
        """Properties that can only be certain strings, where a value of `schema` is an object."""
        parts: list[Tags] = [self._own_tags(schema)]
        if "$ref" in schema:
            parts.append(self._tags_of(schema["$ref"].removeprefix(PREFIX)))
        parts += [self.tags(each) for each in schema.get("allOf", ())]
        for keyword in ("anyOf", "oneOf"):
            if schema.get(keyword):
                parts.append(reduce(_either, [self.tags(each) for each in schema[keyword]]))
        return reduce(_both, parts)

    def _own_tags(self, schema: Schema) -> Tags:
        required = frozenset(schema.get("required", ()))
        strings = {name: self._strings(each) for name, each in schema.get("properties", {}).items()}
        return {
            name: Tag(values, name in required)
            for name, values in strings.items()
            if values is not None
        }

    def _strings(self, schema: Schema) -> frozenset[str] | None:
        met = set()
        while "$ref" in schema and schema["$ref"] not in met:
            met.add(schema["$ref"])
            schema = self.definitions.get(schema["$ref"].removeprefix(PREFIX), {})
        values = [schema["const"]] if "const" in schema else schema.get("enum", [])
        if not values or not all(isinstance(value, str) for value in values):
            return None
        return frozenset(values)

    def _kinds_of(self, name: str) -> Kinds:
        if name not in self._kinds:
            # Nothing is certain of a component while it is being looked at: it may refer to itself.
            self._kinds[name] = EVERY_KIND
            self._kinds[name] = self.kinds(self.definitions.get(name, {}))
        return self._kinds[name]

    def _tags_of(self, name: str) -> Tags:
        if name not in self._tags:
            self._tags[name] = {}
            self._tags[name] = self.tags(self.definitions.get(name, {}))
        return self._tags[name]


def _differ(kinds: Kinds, tags: Tags, other_kinds: Kinds, other_tags: Tags) -> bool:
    common = kinds & other_kinds
    if not common:
        return True
    return common == {"object"} and any(
        tag.values.isdisjoint(other_tags[name].values)
        and (tag.required or other_tags[name].required)
        for name, tag in tags.items()
        if name in other_tags
    )


def _both(one: Tags, other: Tags) -> Tags:
    """What is certain of a value of both."""
    found = {**one, **other}
    for name in one.keys() & other.keys():
        first, second = one[name], other[name]
        found[name] = Tag(first.values & second.values, first.required or second.required)
    return found


def _either(one: Tags, other: Tags) -> Tags:
    """What is certain of a value of one or the other."""
    return {
        name: Tag(tag.values | other[name].values, tag.required and other[name].required)
        for name, tag in one.items()
        if name in other
    }


def _of_types(types: str | Iterable[str]) -> Kinds:
    named = frozenset([types] if isinstance(types, str) else types)
    return (named - {"number"}) | ({"integer", "fraction"} if "number" in named else frozenset())


def _of_values(values: Iterable[Json]) -> Kinds:
    return frozenset(_kind(value) for value in values)


def _kind(value: Json) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "integer" if value == int(value) else "fraction"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"
