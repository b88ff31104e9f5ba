"""Contracts that share a file: what changed in it is told once, with all that it reaches in any of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from counterfoil.compat.change import Change
from counterfoil.compat.comparing import Comparison
from counterfoil.compat.outcome import WORST
from counterfoil.model import Place, Severity

_Key = tuple[str, str, tuple[str, str], tuple[str, str] | None]


def shared_once(comparisons: Sequence[Comparison]) -> Iterator[Comparison]:
    """The same, in which each change is left to the comparison where it is worst."""
    known: dict[_Key, list[tuple[int, Change]]] = {}
    for number, comparison in enumerate(comparisons):
        for change in comparison.changes:
            known.setdefault(_key(change), []).append((number, change))
    told = {key: _worst(each) for key, each in known.items()}
    for number, comparison in enumerate(comparisons):
        own = (told[_key(each)] for each in comparison.changes)
        yield replace(comparison, changes=tuple(each for at, each in own if at == number))


def _worst(same: Sequence[tuple[int, Change]]) -> tuple[int, Change]:
    """The worst of what is one change, with everything that the others reach, and where it stands."""
    number, worst = min(same, key=lambda each: _order(each[1]))
    if len(same) == 1:
        return number, worst
    others = [each for _, each in same if each is not worst]
    consumers = {name for each in (worst, *others) for name in each.consumers}
    spared = {name for each in (worst, *others) for name in each.spared} - consumers
    operations = [title for each in (worst, *others) for title in each.operations]
    carriers = (*worst.carriers, *(one for each in others for one in each.carriers))
    return number, replace(
        worst,
        operations=tuple(dict.fromkeys(operations)),
        carriers=carriers,
        consumers=tuple(sorted(consumers)),
        spared=tuple(sorted(spared)),
    )


def _order(change: Change) -> tuple[bool, int]:
    """What breaks somebody who is there comes before what breaks nobody who is."""
    return change.severity is Severity.NOTE, WORST.index(change.verdict)


def _key(change: Change) -> _Key:
    before = None if change.baseline is None else _written(change.baseline)
    return change.rule, change.subject, _written(change.near), before


def _written(place: Place) -> tuple[str, str]:
    return place.source.path, place.pointer
