"""Inclusion of sets of texts: by length, by pattern, by format."""

from collections.abc import Collection

from counterfoil.compat.deciding.formats import LENGTHS, is_inside, takes_any
from counterfoil.compat.deciding.formulas import (
    Extensible,
    Formatted,
    Formula,
    Kind,
    Matching,
    Sized,
)
from counterfoil.compat.deciding.sizes import sizes
from counterfoil.compat.patterns import Texts, absent, common
from counterfoil.compat.terms import Caps
from counterfoil.engine.asserted import BASE64, ENCODED


def taken(left: Collection[Formula], right: Collection[Formula], lattice: bool, caps: Caps) -> bool:
    """Whether each text that all of one side hold of has one of the other side hold of it."""
    least, most = sizes([*left, *_lengths(left)] if lattice else left, right)
    if most is not None and least > most:
        return True
    patterns = tuple(sorted(each.pattern for each in left if isinstance(each, Matching)))
    texts = Texts(patterns, least, most)
    if patterns and common(texts, Texts(), caps) is None:
        return True
    for goal in right:
        match goal:
            case Matching(pattern) if absent(texts, Texts((pattern,)), caps) is None:
                return True
            case Formatted(name) if _formatted(name, texts, left, lattice, caps):
                return True
            case Extensible(keys) if _extensible(keys, left):
                return True
    return False


def _formatted(
    name: str, texts: Texts, left: Collection[Formula], lattice: bool, caps: Caps
) -> bool:
    if name in ENCODED and absent(texts, Texts((BASE64,)), caps) is None:
        return True
    if not lattice:
        return False
    named = (each.name for each in left if isinstance(each, Formatted))
    return takes_any(name, Kind.STRING) or any(is_inside(each, name) for each in named)


def _extensible(keys: frozenset[object], left: Collection[Formula]) -> bool:
    return any(isinstance(each, Extensible) and each.keys <= keys for each in left)


def _lengths(left: Collection[Formula]) -> list[Formula]:
    named = [LENGTHS.get(each.name) for each in left if isinstance(each, Formatted)]
    return [Sized(*each) for each in named if each is not None]
