"""Inclusion as a second library sees it, where nothing that counts is out of its sight."""

from collections.abc import Iterable, Mapping

from jsonschema_rs import CanonicalSchema, Draft202012, Registry, ValidationError, canonicalize
from jsonschema_rs.canonical import CanonicalizationError, Containment

from counterfoil.engine.asserted import ROOT, asserted
from counterfoil.engine.forms import below
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
        "pattern",
        "patternProperties",
    }
)
"""Keywords that the library takes for remarks, or may take very long to compare."""
_WIDEST = 60
"""Components that are looked at together at most."""
_ALTERNATIVES = 16
"""Alternatives in all of them at most: the time it takes is that of their combinations."""


def covers(components: Mapping[str, Component], sent: Schema, taken: Schema) -> bool:
    """Whether the library proves that `taken` accepts all that `sent` does.

    False proves nothing.
    """
    reached = below(components, (sent, taken), _WIDEST)
    if reached is None or _is_beyond((sent, taken, *(each.schema for each in reached.values()))):
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


def _is_beyond(schemas: Iterable[Schema]) -> bool:
    """Whether one of them says what the library does not see, or they say more than it can take."""
    waiting, alternatives = list(schemas), 0
    while waiting:
        node = waiting.pop()
        alternatives += len(node.get("anyOf", ())) + len(node.get("oneOf", ()))
        if _UNSEEN & node.keys() or alternatives > _ALTERNATIVES:
            return True
        waiting += (node[key] for key in SINGLE if key in node)
        waiting += (each for key in MAPPED for each in node.get(key, {}).values())
        waiting += (each for key in LISTED for each in node.get(key, ()))
    return False
