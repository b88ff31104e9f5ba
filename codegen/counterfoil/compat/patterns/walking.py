"""Follows a language from character to character."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from counterfoil.compat.patterns.algebra import Algebra, TooLarge
from counterfoil.compat.patterns.language import (
    AT_START,
    EVERYWHERE,
    Both,
    Chars,
    Either,
    Language,
    Place,
    Side,
    Then,
    Times,
    Without,
    bit,
)

_Spot: TypeAlias = tuple[Language, Side]
"""What is left of a language, and what stands before it."""


@dataclass(slots=True)
class Walk:
    """What is left of a language behind its first character (its derivative, after Brzozowski)."""

    algebra: Algebra
    words: int
    """The kinds of characters that words are made of; 0 where no expression asks for their edges."""
    _left: dict[tuple[Language, Side, int], Language] = field(default_factory=dict)
    _first: dict[Language, frozenset[int]] = field(default_factory=dict)
    _begun: dict[Language, Language] = field(default_factory=dict)

    def shortest(self, language: Language, most: int) -> tuple[int, ...] | None:
        """The kinds of characters of one of the shortest texts, the most legible; None: no text.

        Raises TooLarge where that takes more than `most` places.
        """
        return self._found(language, most, deque.popleft)

    def some(self, language: Language, most: int) -> tuple[int, ...] | None:
        """Like `shortest`, of any text; it can find one where the shortest is behind too many places."""
        return self._found(language, most, deque.pop)

    def _found(
        self, language: Language, most: int, take: Callable[[deque[_Spot]], _Spot]
    ) -> tuple[int, ...] | None:
        start: _Spot = (language, Side.NOTHING)
        came: dict[_Spot, tuple[_Spot, int] | None] = {start: None}
        waiting: deque[_Spot] = deque([start])
        while waiting:
            here = take(waiting)
            if here[0].empty & bit(here[1], Side.NOTHING):
                return tuple(_way(came, here))[::-1]
            for kind, there in self._ahead(*here):
                if there not in came:
                    if len(came) >= most:
                        raise TooLarge
                    came[there] = here, kind
                    waiting.append(there)
        return None

    def _ahead(self, language: Language, before: Side) -> Iterator[tuple[int, _Spot]]:
        for kind in self._kinds(language):
            left = self._later(self._behind(language, before, kind))
            if left is not self.algebra.none:
                yield kind, (left, self._side(kind))

    def _kinds(self, language: Language) -> list[int]:
        """One kind of characters for each way in which a text can go on."""
        parts = [self.algebra.whole]
        for each in (*sorted(self._firsts(language)), self.words):
            parts = [part for found in parts for part in (found & each, found & ~each) if part]
        return sorted((part & -part).bit_length() - 1 for part in parts)

    def _side(self, kind: int) -> Side:
        return Side.WORD if self.words >> kind & 1 else Side.OTHER

    def _behind(self, language: Language, before: Side, kind: int) -> Language:
        key = (language, before, kind)
        if key not in self._left:
            self._left[key] = self._derived(language, before, kind)
        return self._left[key]

    def _derived(self, language: Language, before: Side, kind: int) -> Language:
        make = self.algebra
        match language:
            case Chars(kinds):
                return make.blank if kinds >> kind & 1 else make.none
            case Place():
                return make.none
            case Times(part, least, most):
                rest = make.times(part, max(least - 1, 0), None if most is None else most - 1)
                return make.then(self._behind(part, before, kind), rest)
            case Either(branches):
                return make.either([self._behind(each, before, kind) for each in branches])
            case Both(branches):
                return make.both([self._behind(each, before, kind) for each in branches])
            case Without(part):
                return make.without(self._behind(part, before, kind))
            case Then():
                return make.either(self._through(language, before, kind))

    def _through(self, language: Language, before: Side, kind: int) -> Iterator[Language]:
        """What is left behind each part that can be the first with a character in it."""
        here = bit(before, self._side(kind))
        while isinstance(language, Then):
            yield self.algebra.then(self._behind(language.head, before, kind), language.tail)
            if not language.head.empty & here:
                return
            language = language.tail
        yield self._behind(language, before, kind)

    def _firsts(self, language: Language) -> frozenset[int]:
        """The sets of characters that can be asked for next."""
        if language not in self._first:
            self._first[language] = self._asked(language)
        return self._first[language]

    def _asked(self, language: Language) -> frozenset[int]:
        match language:
            case Chars(kinds):
                return frozenset((kinds,))
            case Place():
                return frozenset()
            case Times(part) | Without(part):
                return self._firsts(part)
            case Either(branches) | Both(branches):
                return frozenset().union(*map(self._firsts, branches))
            case Then():
                found: frozenset[int] = frozenset()
                rest: Language = language
                while isinstance(rest, Then):
                    found |= self._firsts(rest.head)
                    if not rest.head.empty:
                        return found
                    rest = rest.tail
                return found | self._firsts(rest)

    def _later(self, language: Language) -> Language:
        """The same where the text has begun already, and `^` cannot be met any more."""
        if not language.starts:
            return language
        if language not in self._begun:
            self._begun[language] = self._rebuilt(language)
        return self._begun[language]

    def _rebuilt(self, language: Language) -> Language:
        make = self.algebra
        match language:
            case Place(empty):
                return make.place(empty & EVERYWHERE & ~AT_START, starts=False)
            case Times(part, least, most):
                return make.times(self._later(part), least, most)
            case Then(head, tail):
                return make.then(self._later(head), self._later(tail))
            case Either(branches):
                return make.either(map(self._later, branches))
            case Both(branches):
                return make.both(map(self._later, branches))
            case Without(part):
                return make.without(self._later(part))
        return language


def _way(came: dict[_Spot, tuple[_Spot, int] | None], here: _Spot) -> Iterator[int]:
    while (step := came[here]) is not None:
        here, kind = step
        yield kind
