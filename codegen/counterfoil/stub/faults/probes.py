"""Changes an answer in ways that a tolerant reader does not notice.

Each probe takes a value that fits its schema, and returns what a later version of the contract, or
another provider that keeps this one, might as well have sent.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from counterfoil.engine.lower.references import PREFIX
from counterfoil.engine.validators import Validators
from counterfoil.model import Direction, Json, Schema

_FIELD = "unknownField"
_MEMBER = "unknown-member"


@dataclass(frozen=True, slots=True)
class Reading:
    """How answers are read: by the schemas of one contract."""

    validators: Validators

    def fits(self, schemas: Sequence[Schema], value: Json) -> bool:
        """Whether a value is as each of the schemas says."""
        judges = (self.validators.of(each, Direction.RESPONSE) for each in schemas)
        return all(judge.is_valid(value) for judge in judges)

    def about(self, schemas: Sequence[Schema], value: Json) -> tuple[Schema, ...]:
        """The schemas, and all those inside them that speak about the very same value."""
        waiting, found = list(schemas), dict[int, Schema]()
        while waiting:
            each = waiting.pop()
            if id(each) not in found:
                found[id(each)] = each
                waiting += self._inside(each, value)
        return tuple(found.values())

    def _inside(self, schema: Schema, value: Json) -> Iterator[Schema]:
        yield from schema.get("allOf", ())
        for key in ("anyOf", "oneOf"):
            yield from (branch for branch in schema.get(key, ()) if self.fits([branch], value))
        if "$ref" in schema:
            yield self.validators.forms.components[schema["$ref"].removeprefix(PREFIX)].schema


Probe: TypeAlias = Callable[[Reading, Schema, Json], Json]
_Change: TypeAlias = Callable[[Reading, Sequence[Schema], Json], Json]
"""Takes the schemas of one value, and that value with what is in it changed already."""


def unknown_fields(reading: Reading, schema: Schema, value: Json) -> Json:
    """The value with one more property in each of its objects."""
    return _changed(reading, [schema], value, _with_field)


def unknown_members(reading: Reading, schema: Schema, value: Json) -> Json:
    """The value with text that the contract does not list in place of each enumerated one."""
    return _changed(reading, [schema], value, _with_member)


def optionals_absent(reading: Reading, schema: Schema, value: Json) -> Json:
    """The value with only those properties that the contract requires."""
    return _changed(reading, [schema], value, _without_optionals)


def nulls(reading: Reading, schema: Schema, value: Json) -> Json:
    """The value with null wherever the contract allows it inside."""
    return _changed(reading, [schema], value, _with_nulls)


def _changed(reading: Reading, schemas: Sequence[Schema], value: Json, change: _Change) -> Json:
    about = reading.about(schemas, value)
    if isinstance(value, dict):
        value = {
            key: _changed(reading, _of_property(about, key), each, change)
            for key, each in value.items()
        }
    elif isinstance(value, list):
        value = [
            _changed(reading, _of_item(about, place), each, change)
            for place, each in enumerate(value)
        ]
    return change(reading, about, value)


def _of_property(about: Sequence[Schema], key: str) -> list[Schema]:
    found: list[Schema] = []
    for each in about:
        if key in each.get("properties", {}):
            found.append(each["properties"][key])
        elif "additionalProperties" in each:
            found.append(each["additionalProperties"])
    return found


def _of_item(about: Sequence[Schema], place: int) -> list[Schema]:
    found: list[Schema] = []
    for each in about:
        first = each.get("prefixItems", ())
        if place < len(first):
            found.append(first[place])
        elif "items" in each:
            found.append(each["items"])
    return found


def _with_field(_: Reading, about: Sequence[Schema], value: Json) -> Json:
    # An object without named properties is a map: another key in it is nothing unknown.
    if isinstance(value, dict) and any("properties" in each for each in about):
        return {**value, _FIELD: "unknown"}
    return value


def _with_member(_: Reading, about: Sequence[Schema], value: Json) -> Json:
    listed = isinstance(value, str) and any("enum" in each for each in about)
    return _MEMBER if listed else value


def _without_optionals(reading: Reading, about: Sequence[Schema], value: Json) -> Json:
    if not isinstance(value, dict) or not any("properties" in each for each in about):
        return value
    required = {name for each in about for name in each.get("required", ())}
    fewer = {key: each for key, each in value.items() if key in required}
    return fewer if reading.fits(about, fewer) else value


def _with_nulls(reading: Reading, about: Sequence[Schema], value: Json) -> Json:
    if isinstance(value, list):
        nulled = [
            None if reading.fits(_of_item(about, place), None) else each
            for place, each in enumerate(value)
        ]
        return nulled if reading.fits(about, nulled) else value
    if not isinstance(value, dict):
        return value
    named = {name for each in about for name in each.get("properties", {})}
    nullable = {name for name in sorted(named) if reading.fits(_of_property(about, name), None)}
    with_nulls = {**value, **dict.fromkeys(sorted(nullable))}
    return with_nulls if reading.fits(about, with_nulls) else value
