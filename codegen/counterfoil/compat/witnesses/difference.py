"""What one schema accepts and another one does not, as a schema, where that can be said."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from jsonschema_rs import CanonicalSchema, Draft202012, Registry, ValidationError, canonicalize
from jsonschema_rs.canonical import CanonicalizationError, Satisfiability

from counterfoil.engine.asserted import ROOT, asserted, sound
from counterfoil.engine.forms import below
from counterfoil.engine.lower.keywords import LISTED, MAPPED, SINGLE
from counterfoil.engine.lower.references import PREFIX
from counterfoil.model import Component, Json, Schema

_CANONICAL = "urn:jsonschema:canonical:"
"""What the definitions of a canonical schema are called by, before the place they come from."""
_NOTHING: Schema = {"not": {}}
_WIDEST = 200
"""Components of the largest schemas that are taken from each other."""


def difference(components: Mapping[str, Component], sent: Schema, taken: Schema) -> Schema | None:
    """The schema of all that is sent and not taken; None where it cannot be said, or is empty."""
    reached = below(components, (sent, taken), _WIDEST)
    if reached is None:
        return None
    try:
        registry = _registry(reached)
        left = _canonical(sent, registry).subtract(_canonical(taken, registry))
        if left.satisfiability() is Satisfiability.NO:
            return None
        return _normal(left.to_json_schema(), components)
    except (CanonicalizationError, ValidationError, ValueError, _Unsayable):
        return None


class _Unsayable(Exception):
    """The difference refers to what no component is."""


def _canonical(schema: Schema, registry: Registry) -> CanonicalSchema:
    return canonicalize(
        asserted(schema),
        draft=Draft202012,
        validate_formats=True,
        registry=registry,
        offline=True,
    )


def _registry(components: Mapping[str, Component]) -> Registry:
    schemas = {name: asserted(each.schema) for name, each in components.items()}
    document = sound({"components": {"schemas": schemas}})
    return Registry([(ROOT, document)], draft=Draft202012)


def _normal(schema: Json, components: Mapping[str, Component]) -> Schema:
    """A canonical schema in the normal form, its references turned back to the components."""
    if isinstance(schema, bool):
        return {} if schema else _NOTHING
    built: dict[str, Any] = {}
    for key, value in schema.items():
        if key == "$ref":
            built[key] = _component(value, components)
        elif key in SINGLE:
            built[key] = _normal(value, components)
        elif key in MAPPED:
            built[key] = {name: _normal(each, components) for name, each in value.items()}
        elif key in LISTED:
            built[key] = [_normal(each, components) for each in value]
        elif not key.startswith("$"):
            built[key] = value
    return built


def _component(reference: str, components: Mapping[str, Component]) -> str:
    place = unquote(unquote(reference)).partition(_CANONICAL)[2]
    name = place.removeprefix(f"{ROOT}{PREFIX}")
    if name not in components:
        raise _Unsayable
    return f"{PREFIX}{name}"
