"""Field patterns of what was read, and of values."""

from collections.abc import Iterable, Iterator

from counterfoil.engine.expectations.pointers import EVERY, steps_of
from counterfoil.model import Json, escape


def smallest(patterns: Iterable[str]) -> tuple[str, ...]:
    """The patterns in order, without those that others lead through.

    >>> smallest(["/lines/*/sku", "/lines", "/id", ""])
    ('/id', '/lines/*/sku')
    """
    known = {steps_of(each): each for each in patterns}
    through = {steps[:length] for steps in known for length in range(len(steps))}
    return tuple(each for steps, each in sorted(known.items()) if steps not in through)


def patterns_in(value: Json, pattern: str = "") -> Iterator[str]:
    """The patterns of everything in a value that holds nothing else.

    >>> sorted(set(patterns_in({"lines": [{"sku": "A"}, {"sku": "B"}], "note": None})))
    ['/lines/*/sku', '/note']
    """
    match value:
        case dict() if value:
            for name, each in value.items():
                yield from patterns_in(each, f"{pattern}/{escape(name)}")
        case list() if value:
            for each in value:
                yield from patterns_in(each, f"{pattern}/{EVERY}")
        case _:
            yield pattern
