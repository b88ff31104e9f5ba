"""Choices that a seed decides, the same on every machine and every Python."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1


class Dice:
    """A short stream of numbers from a text.

    The standard library promises the same `random()` everywhere, though not the same `randrange`;
    and to seed its generator costs more than a whole small value here.

    >>> Dice("0:orders").roll(6) == Dice("0:orders").roll(6)
    True
    """

    __slots__ = ("_state",)

    def __init__(self, key: str) -> None:
        digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        self._state = int.from_bytes(digest, "big")

    def roll(self, sides: int) -> int:
        """A number from 0 to `sides` - 1."""
        # SplitMix64 (Steele, Lea, Flood 2014).
        self._state = state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & _MASK
        return (state ^ (state >> 31)) % sides

    def choice(self, among: Sequence[T]) -> T:
        """One of `among`."""
        return among[self.roll(len(among))]
