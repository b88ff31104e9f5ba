"""What a contract says of the field that a pattern names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from jsonschema_rs import Draft202012Validator, ValidationError

from counterfoil.engine.expectations.alternatives import (
    ANYTHING,
    everything,
    named_in,
    unions_of,
)
from counterfoil.engine.expectations.pointers import (
    EVERY,
    lacking,
    pattern_of,
    steps_of,
    values_at,
)
from counterfoil.engine.records import HIDING, IMPOSSIBLE, all_of, marked, parts, parts_of_all
from counterfoil.model import Component, Direction, Schema

__all__ = [
    "EVERY",
    "Field",
    "field_at",
    "lacking",
    "pattern_of",
    "steps_of",
    "values_at",
]

MOST = 32
"""Alternatives of one field that are told apart; beyond them each schema counts for itself."""
DEEPEST = 50
"""Unions within unions that are looked into."""
_OTHERS = ("additionalProperties", "unevaluatedProperties")
_TELLING = frozenset(
    {"properties", "patternProperties", *_OTHERS, "items", "prefixItems", "unevaluatedItems"}
)
"""Keywords that say what is inside a value."""


@dataclass(frozen=True, slots=True)
class Field:
    """What a contract says of a field."""

    schemas: tuple[Schema, ...]
    """Every schema that may describe it; several where unions lead to it."""
    required: bool
    """Whether no value that the contract allows is `lacking` it."""
    named: bool = True
    """Whether the contract names it; not where it only admits whatever has no name."""


def field_at(
    schema: Schema | None, pattern: str, components: Mapping[str, Component], direction: Direction
) -> Field | None:
    """What a schema says of the field at a pattern, as it travels in a direction; None: no such field.

    A schema that says nothing of what is inside a value, as None does, admits every field and names none.
    """
    found = Field(() if schema is None else (schema,), required=True, named=schema is not None)
    for step in steps_of(pattern):
        look = _Look(components, direction, step)
        below = [look.into(each) for each in found.schemas or (ANYTHING,)]
        groups = _distinct(group for each in below for group in each.groups)
        if not groups:
            return None
        found = Field(
            tuple(all_of(list(group)) for group in groups),
            found.required and all(each.required for each in below),
            any(each.named for each in below),
        )
    return found


Group: TypeAlias = tuple[Schema, ...]
"""Schemas that all hold of one value."""


@dataclass(frozen=True, slots=True)
class _Below:
    """What is one step below a schema."""

    groups: tuple[Group, ...] = ()
    """Alternatives of what describes it."""
    required: bool = False
    named: bool = False


_NOWHERE = _Below(required=True)
"""Below what is no container; nothing is lacking there."""


@dataclass(frozen=True, slots=True)
class _Look:
    """One step down, from any schema of a contract."""

    components: Mapping[str, Component]
    direction: Direction
    step: str
    seen: dict[tuple[int, bool], _Below] = field(default_factory=dict)
    """What is below the alternatives of unions, by their identity: the contract keeps them."""

    def into(self, schema: Schema) -> _Below:
        """What is at the step in a value of a schema."""
        found = self._described((schema,), 0, silent=True)
        return self._admitted(schema, found) if not found.groups else found

    def _described(self, group: Group, depth: int, silent: bool) -> _Below:
        """What the contract describes there; `silent`: nothing around it says what is inside."""
        core = tuple(parts_of_all(group, self.components))
        if not all(_may_contain(part, self.step) for part in core):
            return _NOWHERE
        own = tuple(self._own(core))
        if self.step != EVERY and any(self.is_hidden(each) for group in own for each in group):
            return _Below()
        unions = [union for part in core for union in unions_of(part)]
        silent = silent and not any(part.keys() & _TELLING for part in core)
        required = self._is_required(core)
        if silent and not unions:
            return _Below(((ANYTHING,),), required, named=False)
        found = _Below(own, required, named=bool(own))
        return self._either(found, unions, depth + 1, silent)

    def _either(self, own: _Below, unions: Iterable[Group], depth: int, silent: bool) -> _Below:
        """What is there, given what the alternatives of unions say beside it."""
        groups: list[Group] = []
        required, named = own.required, own.named
        for union in unions:
            below = [self._alternative(each, depth, silent) for each in union]
            if all(each is _NOWHERE for each in below):
                return _NOWHERE
            all_do = all(each.required for each in below)
            required = required and all_do if self.step == EVERY else required or all_do
            named = named or any(each.named for each in below)
            groups += (group for each in below for group in _together(each, own.groups))
        return _Below(_distinct(groups or own.groups), required, named)

    def _alternative(self, schema: Schema, depth: int, silent: bool) -> _Below:
        key = id(schema), silent
        if depth > DEEPEST:
            return _Below()
        if key not in self.seen:
            # A union that leads to itself adds nothing.
            self.seen[key] = _NOWHERE
            self.seen[key] = self._described((schema,), depth, silent)
        return self.seen[key]

    def _is_required(self, core: Sequence[Schema]) -> bool:
        """Whether it is always there; for `*`, whether all that may be there is described."""
        if self.step != EVERY:
            return any(self.step in part.get("required", ()) for part in core)
        said = frozenset(key for part in core for key in part)
        return not (
            (said & {"properties", "patternProperties"} and not said & {*_OTHERS})
            or ("prefixItems" in said and not said & {"items", "unevaluatedItems"})
        )

    def _own(self, core: Sequence[Schema]) -> Iterator[Group]:
        """What describes it apart from unions: one group where it has a name."""
        if self.step == EVERY:
            yield from self._members(core)
            return
        named = [part["properties"][self.step] for part in core if self.step in named_in(part)]
        named += (
            schema
            for part in core
            for expression, schema in part.get("patternProperties", {}).items()
            if _matches(expression, self.step)
        )
        if named:
            yield tuple(named)

    def _members(self, core: Sequence[Schema]) -> Iterator[Group]:
        """What describes every item of a list, and every value of a map."""
        items = tuple(part["items"] for part in core if "items" in part)
        if items and IMPOSSIBLE not in items:
            yield items
        for part in core:
            yield from ((each,) for each in part.get("prefixItems", ()))
            yield from ((each,) for each in named_in(part).values() if not self.is_hidden(each))
            yield from ((each,) for each in part.get("patternProperties", {}).values())
            others = (part.get(key, IMPOSSIBLE) for key in (*_OTHERS, "unevaluatedItems"))
            yield from ((each,) for each in others if each != IMPOSSIBLE)

    def is_hidden(self, schema: Schema) -> bool:
        keyword = HIDING[self.direction]
        return marked(schema, keyword, self.components)

    def _admitted(self, schema: Schema, described: _Below) -> _Below:
        """What may be there though nothing describes it."""
        core = tuple(parts(schema, self.components))
        others = [part[key] for part in core for key in _OTHERS if key in part]
        if described is _NOWHERE or IMPOSSIBLE in others:
            return described
        whole = tuple(everything(schema, self.components))
        if any(self.step in named_in(part) for part in whole):
            return described
        if self.step != EVERY and any(self.step in _demanded(part) for part in whole):
            return _Below((tuple(others) or (ANYTHING,),), described.required, named=True)
        usable = [
            part[key]
            for part in whole
            for key in _OTHERS
            if part.get(key, IMPOSSIBLE) != IMPOSSIBLE
        ]
        if usable and self.step != EVERY:
            return _Below(_distinct((each,) for each in usable), described.required, named=False)
        return described


def _together(below: _Below, own: Sequence[Group]) -> Iterator[Group]:
    """What an alternative says, and what holds beside it."""
    if len(own) == 1:
        yield from ((*group, *own[0]) for group in below.groups or [()] if below is not _NOWHERE)
        return
    yield from below.groups
    yield from own


def _distinct(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Each group once; each schema for itself, which admits more, where there are very many."""
    found = {tuple(sorted(map(id, group))): group for group in groups}
    if len(found) <= MOST:
        return tuple(found.values())
    alone = {id(each): (each,) for group in found.values() for each in group}
    return tuple(alone.values())


def _may_contain(part: Schema, step: str) -> bool:
    """Whether a value of the schema may be what has such members, as far as its type says."""
    types = part.get("type", ("object", "array"))
    listed = (types,) if isinstance(types, str) else types
    if "object" not in listed and not (step == EVERY and "array" in listed):
        return False
    values = [part["const"]] if "const" in part else part.get("enum", [{}])
    return any(isinstance(each, dict | list) for each in values)


def _demanded(part: Schema) -> set[str]:
    """Names that a value has to have, always or beside another one."""
    beside = part.get("dependentRequired", {}).values()
    return {name for each in (part.get("required", ()), *beside) for name in each}


def _matches(expression: str, name: str) -> bool:
    return (validator := _pattern(expression)) is not None and validator.is_valid(name)


@lru_cache(maxsize=4096)
def _pattern(expression: str) -> Draft202012Validator | None:
    """What tells whether a name matches; None for what is no regular expression, and matches nothing."""
    try:
        return Draft202012Validator({"pattern": expression})
    except (ValidationError, ValueError):
        return None
