"""Compares regular expressions as sets of texts: inclusion, overlap, and a text that tells them apart."""

from counterfoil.compat.patterns.texts import (
    Texts,
    Undecided,
    absent,
    common,
    disjoint,
    empty,
    example,
    included,
)

__all__ = [
    "Texts",
    "Undecided",
    "absent",
    "common",
    "disjoint",
    "empty",
    "example",
    "included",
]
