"""Inclusion as a second library sees it, where nothing that counts is out of its sight."""

from collections.abc import Iterable, Mapping

from jsonschema_rs import CanonicalSchema, Draft202012, Registry, ValidationError, canonicalize
from jsonschema_rs.canonical import CanonicalizationError, Containment

from counterfoil.engine.asserted import ROOT, asserted
from counterfoil.engine.forms import references
from counterfoil.engine.lower.keywords import LISTED, MAPPED, SINGLE
from counterfoil.model import Component, Schema

_UNSEEN = frozenset(
    {
        "format",
        "discriminator",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
        "x-extensible-enum",
        "unevaluatedItems",
        "unevaluatedProperties",
    }
)
"""Keywords that the library takes for remarks, or that it has not been seen to decide."""
_WIDEST = 60
"""Components that are looked at together at most."""


def covers(components: Mapping[str, Component], sent: Schema, taken: Schema) -> bool:
    """Whether the library proves that `taken` accepts all that `sent` does.

    False proves nothing.
    """
    reached = _reached(components, sent, taken)
    if reached is None or _blind((sent, taken, *(each.schema for each in reached.values()))):
        return False
    try:
        schemas = {name: asserted(each.schema) for name, each in reached.items()}
        document = {"components": {"schemas": schemas}}
        registry = Registry([(ROOT, document)], draft=Draft202012)
        wider, narrower = _canonical(taken, registry), _canonical(sent, registry)
        return wider.covers(narrower) is Containment.YES
    except (CanonicalizationError, ValidationError, ValueError):
        return False


def _canonical(schema: Schema, registry: Registry) -> CanonicalSchema:
    return canonicalize(asserted(schema), draft=Draft202012, registry=registry, offline=True)


def _reached(
    components: Mapping[str, Component], *schemas: Schema
) -> Mapping[str, Component] | None:
    """The components that the schemas refer to, at any depth; None where they are many."""
    waiting = [name for each in schemas for name in references(each)]
    found: dict[str, Component] = {}
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = components[name]
            waiting += references(components[name].schema)
        if len(found) > _WIDEST:
            return None
    return found


def _blind(schemas: Iterable[Schema]) -> bool:
    """Whether a keyword stands in one of them, at any depth, that the library does not see."""
    waiting = list(schemas)
    while waiting:
        node = waiting.pop()
        if _UNSEEN & node.keys():
            return True
        waiting += (node[key] for key in SINGLE if key in node)
        waiting += (each for key in MAPPED for each in node.get(key, {}).values())
        waiting += (each for key in LISTED for each in node.get(key, ()))
    return False
