"""What a walk over two schemas comes back with."""

from dataclasses import dataclass
from typing import TypeAlias

from counterfoil.compat.differences.difference import Difference, Pair, Step

Nested: TypeAlias = tuple[Pair, tuple[Step, ...], bool]
"""A pair of components right below another pair: the way to it, and whether that is covariant."""


@dataclass(frozen=True, slots=True)
class Found:
    """The differences of one pair of schemas, and the pairs of components in it that differ too."""

    differences: tuple[Difference, ...] = ()
    pairs: tuple[Nested, ...] = ()
