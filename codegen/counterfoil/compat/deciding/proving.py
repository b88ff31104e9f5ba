"""Proves that values of which some formulas hold are values of which one of others holds.

A proof goes from the values around to the values inside. What is asked again of a value inside, while
it is being asked of one around, may be taken for granted: values are finite, so no chain of such
questions goes on for ever. A proof that rests on such a question is kept once that question is answered.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, combinations, takewhile
from typing import TypeAlias

from counterfoil.compat.deciding import lists, numbers, objects, texts
from counterfoil.compat.deciding.closing import closing
from counterfoil.compat.deciding.flattening import flat
from counterfoil.compat.deciding.formulas import (
    ALWAYS,
    NEVER,
    All,
    Among,
    Any,
    Formula,
    Kind,
    Known,
    Not,
    One,
    Role,
    Said,
)
from counterfoil.compat.deciding.holding import holds
from counterfoil.compat.deciding.interest import Interest
from counterfoil.compat.deciding.opening import Opening
from counterfoil.compat.deciding.tags import Tags
from counterfoil.compat.terms import Caps
from counterfoil.model import Json

Side: TypeAlias = tuple[Formula, ...]
"""In the order in which they were met, so that every run takes the same way."""
Question: TypeAlias = tuple[Kind, frozenset[Formula], frozenset[Formula]]

_STEPS = 25_000
"""What one proof may take: a question, and half a dozen things given in it, count as one each."""
_TOGETHER = 6
_DEEPEST = 2500
"""Questions that may be open at a time."""
_WIDEST = 4
"""Alternatives that are told apart part by part."""
_FREE = 1 << 30


@contextmanager
def deep() -> Iterator[None]:
    """Lets a proof go as deep as `_DEEPEST` allows; a question takes a dozen calls."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, 20 * _DEEPEST))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


class TooHard(Exception):
    """A proof takes more than it may."""


@dataclass(slots=True)
class _Open:
    """A question that is being asked."""

    position: int
    level: int


@dataclass(slots=True)
class _Leaning:
    """An answer that rests on an open question, and the level at which it was found."""

    lowest: int
    level: int
    serial: int


@dataclass(slots=True)
class Prover:
    """Proves inclusions of one pool's schemas, under one set of policies."""

    opening: Opening
    caps: Caps
    _tags: Tags = field(init=False)
    _interest: Interest = field(init=False)
    _answers: dict[Question, bool] = field(default_factory=dict)
    _open: dict[Question, _Open] = field(default_factory=dict)
    _leaning: dict[Question, _Leaning] = field(default_factory=dict)
    _level: int = 0
    _lowest: int = _FREE
    """The lowest of the open questions that were taken for granted since."""
    _blocked: int = _FREE
    """The lowest of the open questions for want of which one failed since."""
    _steps: int = 0
    _serial: int = 0

    def __post_init__(self) -> None:
        self._tags = Tags(self.opening)
        self._interest = Interest(self.opening)

    def proves(self, left: Formula, right: Formula) -> bool:
        """Whether all values of one formula are proved to be values of the other one."""
        self._steps = self._level = 0
        self._lowest = self._blocked = _FREE
        try:
            with deep():
                return self.inside((left,), (right,))
        except TooHard:
            self._open.clear()
            self._leaning.clear()
            return False

    def inside(self, left: Iterable[Formula], right: Iterable[Formula]) -> bool:
        """The same of a value inside: of any kind, and all of `left` hold of it."""
        given, goals = _all(left), _all(right)
        if NEVER in given or ALWAYS in goals or _same(given, goals):
            return True
        self._level += 1
        try:
            for kind in Kind:  # noqa: SIM110 - `all` would nest on the stack of C
                if not self.asks(kind, self._closed(kind, given), goals):
                    return False
            return True
        finally:
            self._level -= 1

    def holds(self, formula: Formula, value: object) -> bool | None:
        """Whether a formula holds of a value; None where that is unknown."""
        return holds(self.opening, formula, value)

    def words(self, formula: Formula) -> tuple[str, ...] | None:
        """The texts of which alone a formula can hold, where it lists them."""
        state = flat(self.opening, Kind.STRING, (formula,), ())
        return () if state is None else _values(Kind.STRING, state[0])

    def asks(self, kind: Kind, left: Iterable[Formula], right: Iterable[Formula]) -> bool:
        """Whether one of `right` is proved to hold of each value of a kind of which all of `left` do."""
        given, goals = _all(left), _all(right)
        question = kind, frozenset(given), frozenset(goals)
        known = self._known(question)
        return self._asked(question, given, goals) if known is None else known

    def _closed(self, kind: Kind, given: Side) -> Side:
        if kind is not Kind.OBJECT or not self.opening.relaxed.closes:
            return given
        sent = [each for each in given if isinstance(each, Said) and each.role is Role.SENT]
        found = closing(self.opening.pool, tuple(sorted(sent, key=lambda each: each.colour)))
        return given if found is None else _all(given, (found,))

    def _known(self, question: Question) -> bool | None:
        if question in self._answers:
            return self._answers[question]
        if question in self._open:
            around = self._open[question]
            if around.level >= self._level:
                self._blocked = min(self._blocked, around.position)
                return False
            self._lowest = min(self._lowest, around.position)
            return True
        leaning = self._leaning.get(question)
        if leaning is not None and leaning.level <= self._level:
            self._lowest = min(self._lowest, leaning.lowest)
            return True
        return None

    def _asked(self, question: Question, given: Side, goals: Side) -> bool:
        self._steps += 1 + len(given) // _TOGETHER
        position = len(self._open)
        if self._steps > _STEPS or position > _DEEPEST:
            raise TooHard
        before, self._lowest = self._lowest, _FREE
        blocked, self._blocked = self._blocked, _FREE
        since = self._serial
        self._open[question] = _Open(position, self._level)
        answer = self._answer(question[0], given, goals)
        del self._open[question]
        if not answer:
            self._forget(since)
            self._fail(question, position)
            self._lowest = before
            self._blocked = min(blocked, self._blocked)
            return False
        if self._lowest >= position:
            self._settle(since, position)
            self._answers[question] = True
            self._lowest = before
        else:
            self._lean(question)
            self._lowest = min(before, self._lowest)
        self._blocked = blocked
        return True

    def _fail(self, question: Question, position: int) -> None:
        """What failed for want of an open question may succeed when asked on its own."""
        if self._blocked >= position:
            self._answers[question] = False
            self._blocked = _FREE

    def _lean(self, question: Question) -> None:
        self._serial += 1
        self._leaning.pop(question, None)
        self._leaning[question] = _Leaning(self._lowest, self._level, self._serial)

    def _since(self, serial: int) -> list[Question]:
        """The answers that rest on open questions, as far as they were found since."""
        newest = reversed(self._leaning.items())
        return [each for each, _ in takewhile(lambda item: item[1].serial > serial, newest)]

    def _forget(self, since: int) -> None:
        for each in self._since(since):
            del self._leaning[each]

    def _settle(self, since: int, position: int) -> None:
        """What rests on nothing but the question that is answered now is an answer itself."""
        for each in self._since(since):
            if self._leaning[each].lowest >= position:
                del self._leaning[each]
                self._answers[each] = True

    def _answer(self, kind: Kind, left: Side, right: Side) -> bool:
        state = flat(self.opening, kind, left, right)
        if state is None:
            return True
        given, goals = state
        if _same(given, goals):
            return True
        given = self._interest.trimmed(kind, given, goals)
        counted = self._counted(kind, given, goals)
        if counted is not None:
            return counted
        simple = tuple(each for each in goals if not isinstance(each, Said | All | One))
        if self._leaf(kind, given, simple):
            return True
        composed = tuple(each for each in goals if isinstance(each, Said | All | One))
        if len(composed) == 1 and not isinstance(goal := composed[0], One):
            return self._every(kind, given, simple, self._parts(goal, kind))
        branches = [each for each in given if isinstance(each, Any | One)]
        if branches:
            return self._split(kind, given, goals, min(branches, key=_width))
        return self._chosen(kind, given, simple, composed)

    def _counted(self, kind: Kind, given: Side, goals: Side) -> bool | None:
        """The answer where the values are few enough to be looked at one by one."""
        values = _values(kind, given)
        return None if values is None else self._each(values, given, goals)

    def _each(self, values: Iterable[Json], given: Side, goals: Side) -> bool | None:
        unknown = False
        plain = [each for each in given if not isinstance(each, Known)]
        for value in values:
            sent = _every([self.holds(each, value) for each in plain])
            if sent is False:
                continue
            told = [self.holds(each, value) for each in goals]
            if True in told:
                continue
            if sent and None not in told:
                return False
            unknown = True
        return None if unknown else True

    def _leaf(self, kind: Kind, given: Side, goals: Side) -> bool:
        """Whether the keywords of one kind prove it, with no choice made of alternatives."""
        lattice = self.opening.relaxed.lattice
        match kind:
            case Kind.NULL | Kind.BOOLEAN:
                return False
            case Kind.INTEGER | Kind.FRACTION:
                within = numbers.numbers(kind, given, goals, lattice)
                if within.empty or any(
                    numbers.taken(within, each, given, lattice) for each in goals
                ):
                    return True
                few = within.few()
                return few is not None and bool(self._each(few, given, goals))
            case Kind.STRING:
                return texts.taken(given, goals, lattice, self.caps)
            case Kind.ARRAY:
                return lists.taken(self, given, goals)
        return objects.taken(self, given, goals)

    def _parts(self, goal: Formula, kind: Kind) -> tuple[Formula, ...]:
        whole = self.opening.opened(goal, kind) if isinstance(goal, Said) else goal
        return whole.parts if isinstance(whole, All) else (whole,)

    def _every(self, kind: Kind, given: Side, others: Side, goals: Iterable[Formula]) -> bool:
        for each in goals:  # noqa: SIM110 - `all` would nest on the stack of C
            if not self.asks(kind, given, (*others, each)):
                return False
        return True

    def _split(self, kind: Kind, given: Side, goals: Side, choice: Any | One) -> bool:
        """Each alternative of what is sent on its own."""
        rest = tuple(each for each in given if each != choice)
        for index, each in enumerate(choice.parts):
            if self._clash(kind, rest, each) or self.asks(kind, (*rest, each), goals):
                continue
            if isinstance(choice, Any):
                return False
            others = [Not(other) for at, other in enumerate(choice.exact) if at != index]
            if not self.asks(kind, (*rest, each, *others), goals):
                return False
        return True

    def _chosen(self, kind: Kind, given: Side, simple: Side, composed: Side) -> bool:
        """One of the alternatives that are taken, or what is left of them where some cannot be."""
        if len(composed) > 1:
            near = tuple(e for e in composed if not self._clash(kind, given, e))
            if near != composed:
                return self.asks(kind, given, simple + near)
            for each in composed:
                if self.asks(kind, given, (*simple, each)):
                    return True
            left = tuple(e for e in composed if not self.asks(kind, (*given, e), simple))
            if left != composed:
                return self.asks(kind, given, simple + left)
        if not composed or len(composed) > _WIDEST:
            return False
        goal = min(composed, key=lambda each: len(self._alternatives(each, kind)))
        others = (*simple, *(each for each in composed if each != goal))
        if isinstance(goal, One):
            return self._exactly_one(kind, given, others, goal)
        return self._every(kind, given, others, self._parts(goal, kind))

    def _clash(self, kind: Kind, given: Side, alternative: Formula) -> bool:
        """Whether a tag tells at once that nothing is both."""
        return kind is Kind.OBJECT and self._tags.clash(given, alternative)

    def _alternatives(self, goal: Formula, kind: Kind) -> tuple[Formula, ...]:
        return goal.parts if isinstance(goal, One) else self._parts(goal, kind)

    def _exactly_one(self, kind: Kind, given: Side, others: Side, goal: One) -> bool:
        left = [
            index
            for index, each in enumerate(goal.exact)
            if not self._clash(kind, given, each) and not self.asks(kind, (*given, each), others)
        ]
        wanted = Any(tuple(goal.parts[index] for index in left))
        if not self.asks(kind, given, (*others, wanted)):
            return False
        for one, other in combinations(left, 2):
            if not self.asks(kind, (*given, goal.exact[one], goal.exact[other]), others):
                return False
        return True


def _all(*sides: Iterable[Formula]) -> Side:
    return tuple(dict.fromkeys(chain(*sides)))


def _same(given: Side, goals: Side) -> bool:
    """Whether something is asked for that is given. What is relaxed holds of no fewer values."""
    if not set(given).isdisjoint(goals):
        return True
    told = {each.key for each in given if isinstance(each, Known)}
    told |= {each.colour for each in given if isinstance(each, Said)}
    return any(isinstance(each, Said) and each.colour in told for each in goals)


def _values(kind: Kind, given: Side) -> tuple[Json, ...] | None:
    """All values that there may be, where they are listed."""
    lists = [each.values for each in given if isinstance(each, Among)]
    if lists:
        return min(lists, key=len)
    return _WHOLE.get(kind)


_WHOLE: Mapping[Kind, tuple[Json, ...]] = {Kind.NULL: (None,), Kind.BOOLEAN: (False, True)}


def _every(told: list[bool | None]) -> bool | None:
    if False in told:
        return False
    return None if None in told else True


def _width(choice: Formula) -> int:
    return len(choice.parts) if isinstance(choice, Any | One) else 0
