"""The characters that a few expressions tell apart, one bit for each kind of them."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from counterfoil.engine.values.expressions import Range

_END = 0x110000
_SURROGATES = range(0xD800, 0xE000)
"""No text holds one of them alone."""
_LEGIBLE = (
    (0x61, 0x7A),
    (0x30, 0x39),
    (0x41, 0x5A),
    (0x20, 0x7E),
    (0xC0, 0x24F),
    (0xA1, 0xD7FF),
    (0xE000, 0x10FFFF),
)
"""Where a character to show is looked for, first to last."""


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Kinds of characters; no expression tells two of one kind apart."""

    masks: Mapping[tuple[Range, ...], int]
    """Set of characters → a bit for each kind in it."""
    shown: tuple[str, ...]
    """A character of each kind, the most legible first."""

    @property
    def whole(self) -> int:
        """Every kind."""
        return (1 << len(self.shown)) - 1


def alphabet(sets: Iterable[tuple[Range, ...]]) -> Alphabet:
    """The fewest kinds of characters that tell some sets apart.

    >>> alphabet([((0x61, 0x7A),), ((0x61, 0x66),)]).shown
    ('a', 'g', '0')
    """
    known = tuple(dict.fromkeys(sets))
    kinds: dict[int, list[Range]] = {}
    for interval, members in _intervals(known):
        kinds.setdefault(members, []).append(interval)
    ordered = sorted((min(map(_legible, found)), members) for members, found in kinds.items())
    masks = dict.fromkeys(known, 0)
    for kind, (_, members) in enumerate(ordered):
        for index, each in enumerate(known):
            masks[each] |= (members >> index & 1) << kind
    return Alphabet(masks, tuple(chr(code) for (_, code), _ in ordered))


def _intervals(sets: tuple[tuple[Range, ...], ...]) -> Iterator[tuple[Range, int]]:
    """What no set divides any more, each with a bit for every set that it is in."""
    ends = {0, _SURROGATES.start, _SURROGATES.stop, _END}
    starts = sorted(ends.union(*({first, last + 1} for each in sets for first, last in each)))
    members = [0] * len(starts)
    for index, each in enumerate(sets):
        for first, last in each:
            for at in range(bisect_left(starts, first), bisect_left(starts, last + 1)):
                members[at] |= 1 << index
    for (start, end), found in zip(pairwise(starts), members, strict=False):
        if start not in _SURROGATES:
            yield (start, end - 1), found


def _legible(interval: Range) -> tuple[int, int]:
    """How early one would show the most legible character of an interval, and which it is."""
    for rank, (first, last) in enumerate(_LEGIBLE):
        if interval[0] <= last and first <= interval[1]:
            return rank, max(first, interval[0])
    return len(_LEGIBLE), interval[0]
