"""Schemas with branches, case by case: in each case, it is known which branches apply."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from counterfoil.compat.deciding.formulas import Formula, Not
from counterfoil.model import Schema

_CONDITION = ("if", "then", "else")
_PLACES = (
    "$ref",
    "allOf",
    "anyOf",
    "oneOf",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "contains",
    "unevaluatedItems",
    "unevaluatedProperties",
    "additionalProperties",
)

Read: TypeAlias = Callable[[Schema], Formula]
"""Reads a schema as it is, with nothing relaxed."""


@dataclass(frozen=True, slots=True)
class Case:
    """What holds in the case, and the schema with the branches that apply in it for good."""

    when: Formula
    schema: Schema


def sure(schema: Schema, read: Read) -> tuple[Case, ...] | None:
    """Cases of which one applies to every value that the schema takes; None where none are told."""
    if "oneOf" in schema:
        return _branches(schema, "oneOf", read)
    if "if" in schema:
        return _conditions(schema, read)
    return None


def some(schema: Schema, read: Read) -> tuple[Case, ...]:
    """Cases that may apply: in each, more is evaluated than in all."""
    found = sure(schema, read) or ()
    return (*found, *_branches(schema, "anyOf", read)) if "anyOf" in schema else found


def skeleton(schema: Schema) -> Schema:
    """What decides which properties and items a schema evaluates; not what it says of them."""
    built = {key: schema[key] for key in _PLACES if key in schema}
    for key in ("properties", "patternProperties"):
        if key in schema:
            built[key] = {name: {} for name in schema[key]}
    if "prefixItems" in schema:
        built["prefixItems"] = [{} for _ in schema["prefixItems"]]
    return built


def _branches(schema: Schema, key: str, read: Read) -> tuple[Case, ...]:
    rest = {keyword: value for keyword, value in schema.items() if keyword != key}
    return tuple(Case(read(each), _with(rest, each)) for each in schema[key])


def _conditions(schema: Schema, read: Read) -> tuple[Case, ...]:
    rest = {keyword: value for keyword, value in schema.items() if keyword not in _CONDITION}
    met = read(schema["if"])
    then = (schema["then"],) if "then" in schema else ()
    otherwise = (schema["else"],) if "else" in schema else ()
    return Case(met, _with(rest, schema["if"], *then)), Case(Not(met), _with(rest, *otherwise))


def _with(schema: Schema, *parts: Schema) -> Schema:
    return {**schema, "allOf": [*schema.get("allOf", ()), *parts]}
