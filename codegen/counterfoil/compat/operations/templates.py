"""Path templates by position: `/orders/{id}` and `/orders/{orderId}` are one path."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from counterfoil.engine.wire.routes import base_path
from counterfoil.model import Api, Operation

_NAME = re.compile(r"\{([^{}]*)\}")


def shape(path: str) -> str:
    """The path without the names of its parameters.

    >>> shape("/orders/{id}/lines/{line}")
    '/orders/{}/lines/{}'
    """
    return _NAME.sub("{}", path)


def names(path: str) -> list[str]:
    """The parameters of a path, in order.

    >>> names("/orders/{id}/lines/{line}")
    ['id', 'line']
    """
    return _NAME.findall(path)


@dataclass(frozen=True, slots=True)
class Aligned:
    """Operations of two versions, by method and path."""

    both: tuple[tuple[Operation, Operation], ...]
    removed: tuple[Operation, ...]
    added: tuple[Operation, ...]


def align(baseline: Api, candidate: Api) -> Aligned:
    """Which operations of two versions are the same one: by path, and what then is left by whole URL.

    A prefix may have moved from the paths to the server, or back.
    """
    first = _by(baseline.operations, "", candidate.operations, "")
    bases = base_path(baseline), base_path(candidate)
    if bases[0] == bases[1] or not (first.removed and first.added):
        return first
    rest = _by(first.removed, bases[0], first.added, bases[1])
    return Aligned((*first.both, *rest.both), rest.removed, rest.added)


def _by(
    baseline: Sequence[Operation], base: str, candidate: Sequence[Operation], other_base: str
) -> Aligned:
    exact = {(each.method, other_base + each.path): each for each in candidate}
    shapes = {(each.method, other_base + shape(each.path)): each for each in reversed(candidate)}
    both: list[tuple[Operation, Operation]] = []
    removed: list[Operation] = []
    taken: set[int] = set()
    for each in baseline:
        found = exact.get((each.method, base + each.path)) or shapes.get(
            (each.method, base + shape(each.path))
        )
        if found is None or id(found) in taken:
            removed.append(each)
        else:
            taken.add(id(found))
            both.append((each, found))
    return Aligned(
        tuple(both), tuple(removed), tuple(each for each in candidate if id(each) not in taken)
    )
