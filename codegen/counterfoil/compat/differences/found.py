"""What a walk over two schemas comes back with."""

from dataclasses import dataclass

from counterfoil.compat.differences.difference import Difference, Pair, Step


@dataclass(frozen=True, slots=True)
class Nested:
    """A pair of components right below another pair."""

    pair: Pair
    trail: tuple[Step, ...]
    """The way to it."""
    covariant: bool
    """Whether the way is such that a wider part makes a wider whole."""
    partial: bool
    """Whether other schemas describe the same values: those may have properties that it does not declare."""


@dataclass(frozen=True, slots=True)
class Found:
    """The differences of one pair of schemas, and the pairs of components in it that differ too."""

    differences: tuple[Difference, ...] = ()
    pairs: tuple[Nested, ...] = ()
