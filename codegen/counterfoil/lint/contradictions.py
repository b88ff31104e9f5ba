"""Schemas that no value satisfies."""

from collections.abc import Iterator, Mapping

from jsonschema_rs import ValidationError
from jsonschema_rs.canonical import CanonicalizationError, Satisfiability

from counterfoil.lint.judge import Judge, judge_of
from counterfoil.lint.schemas import Spot, spots, subschemas
from counterfoil.model import Api, Schema, escape

_HARMLESS = frozenset(
    {"$ref", "type", "format", "title", "description", "default", "deprecated", "readOnly"}
    | {"writeOnly", "examples", "properties", "additionalProperties", "items", "discriminator"}
    | {"x-unit", "x-extensible-enum", "anyOf"}
)
"""Keywords that contradict nothing among themselves, whatever is inside."""


def contradictions(api: Api) -> Iterator[Spot]:
    """The schemas that no value satisfies though each schema that they are made of has one."""
    judge = judge_of(api)
    hopeless = {spot.pointer: spot for spot in spots(api) if _contradictory(spot, judge)}
    for spot in hopeless.values():
        if not any(_leads(pointer, hopeless) for pointer in _parts(spot.pointer, spot.schema)):
            yield spot


def _contradictory(spot: Spot, judge: Judge) -> bool:
    if _HARMLESS.issuperset(spot.schema) or _said_plainly(spot.schema):
        return False
    try:
        return judge.canonical(spot.pointer).satisfiability() == Satisfiability.NO
    except (CanonicalizationError, ValidationError):
        # It cannot be analysed; whatever is wrong with it is another rule's business.
        return False


def _said_plainly(schema: Schema) -> bool:
    return schema.get("not") == {}


def _parts(pointer: str, schema: Schema) -> Iterator[str]:
    """Pointers of what a schema refers to or contains."""
    if "$ref" in schema:
        yield schema["$ref"].removeprefix("#")
    for keys, inside in subschemas(schema):
        below = pointer + "".join(f"/{escape(str(key))}" for key in keys)
        yield below
        yield from _parts(below, inside)


def _leads(pointer: str, hopeless: Mapping[str, Spot]) -> bool:
    return pointer in hopeless
