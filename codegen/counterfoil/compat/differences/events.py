"""All that can differ in one value, in the order in which it is told."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from counterfoil.compat.differences.alternatives import alternatives, single
from counterfoil.compat.differences.both import Both, Event, Events, Into
from counterfoil.compat.differences.bounds import bounds
from counterfoil.compat.differences.coded import coded
from counterfoil.compat.differences.constraints import (
    conditions,
    dependent_names,
    dependent_schemas,
    negations,
)
from counterfoil.compat.differences.contained import contained
from counterfoil.compat.differences.discriminators import discriminators
from counterfoil.compat.differences.leaves import leaves
from counterfoil.compat.differences.lists import items, positions, unique
from counterfoil.compat.differences.notes import notes
from counterfoil.compat.differences.objects import properties
from counterfoil.compat.differences.others import additional, names, patterns
from counterfoil.compat.differences.unevaluated import unevaluated
from counterfoil.compat.differences.values import members, nulls, possible, types

_OF_ANY: tuple[Callable[[Both], Events], ...] = (nulls, types, members, notes, discriminators)
_OF_SHARED: tuple[Callable[[Both], Events], ...] = (
    bounds,
    leaves,
    coded,
    alternatives,
    negations,
    conditions,
)
"""What is compared where both allow values of some type: where they do not, the types tell it all."""
_OF_OBJECTS = (properties, patterns, additional, names, dependent_names, dependent_schemas)
_OF_LISTS = (items, positions, unique, contained)
_INSIDE = ((frozenset({"object"}), properties), (frozenset({"array"}), items))
"""What leads on where there is nothing inside, as no value is of the type that has it."""


def events(both: Both) -> Iterator[Event]:
    """Everything that differs in a value, and the ways to what is inside it."""
    forbidden = list(possible(both))
    yield from forbidden
    if forbidden:
        return
    one_of_several = single(both)
    if one_of_several is not None:
        yield from one_of_several
        return
    for compare in _compared(both):
        yield from compare(both)
    if both.kinds:
        yield from _nowhere(both)


def _nowhere(both: Both) -> Events:
    """Further into properties and items that no value has."""
    for kinds, compare in _INSIDE:
        meant = both.of(kinds)
        if meant is not None and meant.idle:
            inside = (each for each in compare(meant) if isinstance(each, Into))
            yield from (replace(each, idle=each.idle or meant.idle) for each in inside)


def _compared(both: Both) -> Iterator[Callable[[Both], Events]]:
    yield from _OF_ANY
    if both.kinds:
        yield from _OF_SHARED
    if "object" in both.kinds:
        yield from _OF_OBJECTS
    if "array" in both.kinds:
        yield from _OF_LISTS
    if both.kinds & {"object", "array"}:
        yield unevaluated
