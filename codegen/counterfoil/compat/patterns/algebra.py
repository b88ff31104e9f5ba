"""Makes languages in their simplest form, each once."""

from collections.abc import Callable, Hashable, Iterable

from counterfoil.compat.patterns.language import (
    EVERYWHERE,
    NOWHERE,
    Both,
    Chars,
    Either,
    Language,
    Place,
    Then,
    Times,
    Without,
)

_MANY = 48
"""Branches that are not compared with each other any more."""
_DEPTH = 24
"""How deep two languages are compared before one is not said to be inside the other."""


class TooLarge(Exception):
    """More work was asked for than the caps allow."""


class Algebra:
    """Languages over one alphabet. Raises `TooLarge` behind `limit` steps of work.

    A step is a language that is made, a branch that is looked at, or two languages that are compared:
    a limit of time would let the same question have two answers.
    """

    def __init__(self, whole: int, limit: int) -> None:
        self.whole = whole
        self._left = limit
        self._known: dict[Hashable, Language] = {}
        self._inside: dict[tuple[int, int], bool] = {}
        self.none = self.chars(0)
        self.blank = self.place(EVERYWHERE, starts=False)
        self.any = self.chars(whole)
        self.all = self.times(self.any, 0, None)

    def chars(self, kinds: int) -> Language:
        """One character of some kinds."""
        return self._once((Chars, kinds), lambda serial: Chars(kinds, serial))

    def place(self, places: int, *, starts: bool) -> Language:
        """The empty text at some places."""
        if places == NOWHERE:
            return self.none
        return self._once((Place, places), lambda serial: Place(places, serial, starts))

    def then(self, head: Language, tail: Language) -> Language:
        """One after the other."""
        parts = []
        while isinstance(head, Then):
            parts.append(head.head)
            head = head.tail
        made = self._then(head, tail)
        for part in reversed(parts):
            made = self._then(part, made)
        return made

    def _then(self, head: Language, tail: Language) -> Language:
        if head is self.none or tail is self.none:
            return self.none
        if head is self.blank:
            return tail
        if tail is self.blank:
            return head
        if head is self.all and tail.empty == EVERYWHERE:
            return self.all
        if tail is self.all and head.empty == EVERYWHERE:
            return self.all
        if head is self.all and isinstance(tail, Then) and tail.head is self.all:
            return tail
        key = (Then, head.serial, tail.serial)
        empty, starts = head.empty & tail.empty, head.starts or tail.starts
        return self._once(key, lambda serial: Then(head, tail, empty, serial, starts))

    def times(self, part: Language, least: int, most: int | None) -> Language:
        """One text after the other, so many times."""
        if most == 0 or part is self.blank:
            return self.blank
        if part is self.none:
            return self.none if least else self.blank
        if (least, most) == (1, 1):
            return part
        if part.empty == EVERYWHERE:
            least = 0
        if isinstance(part, Times) and _joins(part, least, most):
            turns = None if part.most is None or most is None else part.most * most
            return self.times(part.part, part.least * least, turns)
        if part.empty not in (NOWHERE, EVERYWHERE) and least:
            # Whether a turn may be empty depends on where it is.
            rest = None if most is None else most - least
            return self._several(part, least, self.times(part, 0, rest))
        key = (Times, part.serial, least, most)
        empty = part.empty if least else EVERYWHERE
        return self._once(key, lambda serial: Times(part, least, most, empty, serial, part.starts))

    def _several(self, part: Language, count: int, made: Language) -> Language:
        for _ in range(count):
            self._spend(1)
            made = self.then(part, made)
        return made

    def either(self, branches: Iterable[Language]) -> Language:
        """The texts of any branch."""
        flat = self._flat(Either, branches)
        kinds = 0
        for each in flat:
            kinds |= each.kinds if isinstance(each, Chars) else 0
        others = [each for each in flat if not isinstance(each, Chars)]
        kept = self._outermost([*others, *([self.chars(kinds)] if kinds else [])])
        if not kept:
            return self.none
        if len(kept) == 1:
            return kept[0]
        key = (Either, *(each.serial for each in kept))
        empty = 0
        for each in kept:
            empty |= each.empty
        starts = any(each.starts for each in kept)
        return self._once(key, lambda serial: Either(tuple(kept), empty, serial, starts))

    def both(self, branches: Iterable[Language]) -> Language:
        """The texts that every branch has."""
        kept = [each for each in self._flat(Both, branches) if each is not self.all]
        if self.none in kept or self._apart(kept):
            return self.none
        kept = self._innermost(kept)
        if len(kept) < 2:
            return kept[0] if kept else self.all
        key = (Both, *(each.serial for each in kept))
        empty = EVERYWHERE
        for each in kept:
            empty &= each.empty
        starts = any(each.starts for each in kept)
        return self._once(key, lambda serial: Both(tuple(kept), empty, serial, starts))

    def without(self, part: Language) -> Language:
        """Every text that is not in a language."""
        if part is self.none:
            return self.all
        if part is self.all:
            return self.none
        if isinstance(part, Without):
            return part.part
        empty = EVERYWHERE & ~part.empty
        return self._once(
            (Without, part.serial), lambda serial: Without(part, empty, serial, part.starts)
        )

    def inside(self, one: Language, other: Language) -> bool:
        """Whether one is seen to be part of the other; False where that takes a search."""
        return self._seen(one, other, _DEPTH)

    def _seen(self, one: Language, other: Language, depth: int) -> bool:
        if one is other or one is self.none or other is self.all:
            return True
        if depth == 0 or one.empty & ~other.empty:
            return False
        key = (one.serial, other.serial)
        if key not in self._inside:
            self._spend(1)
            self._inside[key] = self._compared(one, other, depth - 1)
        return self._inside[key]

    def _compared(self, one: Language, other: Language, depth: int) -> bool:
        match one, other:
            case Either(), _:
                return all(self._seen(each, other, depth) for each in one.branches)
            case _, Both():
                return all(self._seen(one, each, depth) for each in other.branches)
            case Without(), Without():
                return self._seen(other.part, one.part, depth)
            case Chars(), Chars():
                return one.kinds & ~other.kinds == 0
            case Place(), _:
                return True  # the empty text at these places, which the other one has there
            case Times(), Times() if self._counted(one, other):
                return self._seen(one.part, other.part, depth)
            case Then(), Then() if self._seen(one.head, other.head, depth):
                if self._seen(one.tail, other.tail, depth):
                    return True
        return self._partly(one, other, depth)

    def _partly(self, one: Language, other: Language, depth: int) -> bool:
        """Whether it is inside a part of the other, or a part of it, which it needs, is inside."""
        match other:
            case Either():
                return any(self._seen(one, each, depth) for each in other.branches)
            case Times() if other.least <= 1 and self._seen(one, other.part, depth):
                return True
            case Then() if other.head.empty == EVERYWHERE and self._seen(one, other.tail, depth):
                return True
            case Then() if other.tail.empty == EVERYWHERE and self._seen(one, other.head, depth):
                return True
        match one:
            case Both():
                return any(self._seen(each, other, depth) for each in one.branches)
            case Then() if isinstance(other, Times) and other.least == 0 and other.most is None:
                return self._seen(one.head, other, depth) and self._seen(one.tail, other, depth)
        return False

    def _counted(self, one: Times, other: Times) -> bool:
        return other.least <= one.least and (
            other.most is None or (one.most is not None and one.most <= other.most)
        )

    def _flat(
        self, kind: type[Either] | type[Both], branches: Iterable[Language]
    ) -> list[Language]:
        flat: dict[int, Language] = {}
        for each in branches:
            for part in each.branches if isinstance(each, kind) else (each,):
                flat[part.serial] = part
        self._spend(len(flat))
        return [flat[serial] for serial in sorted(flat)]

    def _outermost(self, branches: list[Language]) -> list[Language]:
        """Branches without those that are seen to be part of another one."""
        kept: list[Language] = []
        for each in branches[:_MANY]:
            if not any(self.inside(each, other) for other in kept):
                kept = [other for other in kept if not self.inside(other, each)]
                kept.append(each)
        return sorted([*kept, *branches[_MANY:]], key=lambda each: each.serial)

    def _innermost(self, branches: list[Language]) -> list[Language]:
        """Branches without those that another one is seen to be part of."""
        kept: list[Language] = []
        for each in branches[:_MANY]:
            if not any(self.inside(other, each) for other in kept):
                kept = [other for other in kept if not self.inside(each, other)]
                kept.append(each)
        return sorted([*kept, *branches[_MANY:]], key=lambda each: each.serial)

    def _apart(self, branches: list[Language]) -> bool:
        """Whether two branches are seen to have no text in common."""
        refused = [each.part for each in branches if isinstance(each, Without)]
        wanted = [each for each in branches if not isinstance(each, Without)]
        return any(self.inside(each, part) for part in refused for each in wanted)

    def _once(self, key: Hashable, make: Callable[[int], Language]) -> Language:
        if key not in self._known:
            self._spend(1)
            self._known[key] = make(len(self._known))
        return self._known[key]

    def _spend(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0:
            raise TooLarge


def _joins(part: Times, least: int, most: int | None) -> bool:
    """Whether the counts of turns of turns leave none out between the fewest and the most."""
    if part.least <= 1 or least == most:
        return True
    return least >= 1 and (part.most is None or least * (part.most - part.least) >= part.least - 1)
