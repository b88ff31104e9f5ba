"""Which of many things that refer to each other are the same, whatever they are called."""

from collections.abc import Mapping, Sequence

Told = tuple[bytes, Sequence[str]]
"""What a thing says itself, and the names of what it refers to, in an order that has a meaning."""


def classes(told: Mapping[str, Told]) -> dict[str, int]:
    """Name → the number of its class. Two are in one class exactly where nothing tells them apart.

    That is the coarsest bisimulation: all that say the same begin in one class, and a class is divided
    as long as its members refer to different classes. Only what refers to something that has just been
    divided is looked at again, and of a class that is divided the largest part keeps its number.

    >>> chain = {"a": (b"", ["b"]), "b": (b"", ["a"]), "c": (b"", ["c"]), "d": (b"!", ["a"])}
    >>> classes(chain)
    {'a': 0, 'b': 0, 'c': 0, 'd': 1}
    """
    numbers: dict[bytes, int] = {}
    of = {name: numbers.setdefault(own, len(numbers)) for name, (own, _) in told.items()}
    # Dictionaries stand for sets here: their order is the same in every run.
    members: list[dict[str, None]] = [{} for _ in numbers]
    for name, number in of.items():
        members[number][name] = None
    above: dict[str, list[str]] = {name: [] for name in told}
    for name, (_, targets) in told.items():
        for target in dict.fromkeys(targets):
            above[target].append(name)
    waiting = dict.fromkeys(told)
    while waiting:
        moved: list[str] = []
        for number, parts in _divided(waiting, of, told).items():
            for part in _leaving(members[number], parts):
                for name in part:
                    del members[number][name]
                of.update(dict.fromkeys(part, len(members)))
                members.append(dict.fromkeys(part))
                moved += part
        waiting = {name: None for each in moved for name in above[each]}
    return of


def _leaving(members: Mapping[str, None], parts: Sequence[list[str]]) -> Sequence[list[str]]:
    """The parts that get a number of their own; what waits in none is a part as well."""
    largest = max(parts, key=len)
    if len(members) - sum(map(len, parts)) >= len(largest):
        return parts
    waiting = {name for part in parts for name in part}
    settled = [name for name in members if name not in waiting]
    rest = [each for each in parts if each is not largest]
    return [settled, *rest] if settled else rest


def _divided(
    waiting: Mapping[str, None], of: Mapping[str, int], told: Mapping[str, Told]
) -> dict[int, list[list[str]]]:
    """Class → those of its members that wait, apart where they refer to different classes."""
    found: dict[int, dict[tuple[int, ...], list[str]]] = {}
    for name in waiting:
        signature = tuple(of[each] for each in told[name][1])
        found.setdefault(of[name], {}).setdefault(signature, []).append(name)
    return {number: list(parts.values()) for number, parts in found.items()}
