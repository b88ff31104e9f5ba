"""Where a difference is, as expectations name fields."""

from collections.abc import Sequence

from counterfoil.compat.differences import Difference, Step
from counterfoil.compat.facts import Fact
from counterfoil.engine.expectations.pointers import EVERY
from counterfoil.model import escape

_OF_A_NAME = frozenset(
    {
        Fact.PROPERTY_ADDED,
        Fact.PROPERTY_REMOVED,
        Fact.REQUIRED_PROPERTY_ADDED,
        Fact.REQUIRED_PROPERTY_REMOVED,
        Fact.PROPERTY_BECAME_REQUIRED,
        Fact.PROPERTY_BECAME_OPTIONAL,
        Fact.PROPERTY_BECAME_READ_ONLY,
        Fact.PROPERTY_BECAME_NOT_READ_ONLY,
        Fact.PROPERTY_BECAME_WRITE_ONLY,
        Fact.PROPERTY_BECAME_NOT_WRITE_ONLY,
    }
)
"""Facts of the property that they name, told in the schema of the object around it."""


def pattern_of(trail: Sequence[Step], difference: Difference) -> str:
    """`/items/*/price`: the field at the end of a trail, or the property of it that is meant."""
    steps = [each.token for each in trail]
    if difference.fact in _OF_A_NAME:
        steps.append(difference.subject)
    return "".join(f"/{step if step == EVERY else escape(step)}" for step in steps)
