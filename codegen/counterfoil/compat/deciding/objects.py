"""Inclusion of sets of objects: by their properties, one by one, and by all that have no name."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from counterfoil.compat.deciding.formulas import (
    ALWAYS,
    NEVER,
    All,
    Any,
    Formula,
    Has,
    Kind,
    Matching,
    Names,
    Shape,
    Tagged,
)
from counterfoil.compat.deciding.holding import named
from counterfoil.compat.deciding.kinds import among
from counterfoil.compat.deciding.proof import Proof
from counterfoil.compat.deciding.sizes import lower, sizes

_PATTERNS = 4
"""Patterns of names whose combinations are gone through."""


@dataclass(frozen=True, slots=True)
class Group:
    """The names in which some patterns are found, and others are not; none of them is listed."""

    found: frozenset[str]
    absent: frozenset[str]

    def of(self, shape: Shape) -> list[Formula]:
        """What a shape says of the properties of these names."""
        told = [each for pattern, each in shape.patterned if pattern in self.found]
        return told or [shape.rest]


def taken(proof: Proof, left: Collection[Formula], right: Collection[Formula]) -> bool:
    """Whether each object that all of one side hold of has one of the other side hold of it."""
    return _Objects(proof, tuple(left), tuple(right)).are_taken()


@dataclass(frozen=True)
class _Objects:
    proof: Proof
    left: tuple[Formula, ...]
    right: tuple[Formula, ...]

    def are_taken(self) -> bool:
        if self._contradicts_itself():
            return True
        for goal in self.right:
            match goal:
                case Shape() if self._has_shape(goal):
                    return True
                case Names(of) if self._has_names(of):
                    return True
                case Tagged() if self._is_tagged(goal):
                    return True
        return self._lacks_a_value()

    @cached_property
    def shapes(self) -> list[Shape]:
        return [each for each in self.left if isinstance(each, Shape)]

    @cached_property
    def names(self) -> list[Formula]:
        return [each.of for each in self.left if isinstance(each, Names)]

    @cached_property
    def absent(self) -> frozenset[str]:
        """Properties that one of the goals would be met by, and that are missing therefore."""
        return frozenset(each.name for each in self.right if isinstance(each, Has))

    @cached_property
    def wanted(self) -> frozenset[str]:
        return frozenset(each.name for each in self.left if isinstance(each, Has))

    @cached_property
    def is_full(self) -> bool:
        """Whether what is required leaves no room for more."""
        most = sizes(self.left, self.right)[1]
        return most is not None and most <= len(self.wanted)

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """Every name that either side speaks of."""
        told = set(self.absent | self.wanted)
        for each in (*self.left, *self.right):
            if isinstance(each, Shape):
                told |= {name for name, _ in each.named}
        for words in (self.proof.words(each) for each in self.names):
            told |= set(words or ())
        return tuple(sorted(told))

    def of(self, name: str) -> tuple[Formula, ...]:
        """What is given of the property of a name; `NEVER` where there can be none."""
        if name in self.absent or (self.is_full and name not in self.wanted):
            return (NEVER,)
        if any(self.proof.holds(each, name) is False for each in self.names):
            return (NEVER,)
        return _plain(part for shape in self.shapes for part in named(shape, name))

    @cached_property
    def possible(self) -> tuple[str, ...]:
        return tuple(name for name in self.listed if NEVER not in self.of(name))

    @cached_property
    def groups(self) -> tuple[tuple[Group, tuple[Formula, ...]], ...] | None:
        """The kinds of names that nobody lists, with what is given of each; None: too many."""
        if self.is_full or any(self.proof.words(each) is not None for each in self.names):
            return ()
        patterns = {
            pattern
            for each in (*self.left, *self.right)
            if isinstance(each, Shape)
            for pattern, _ in each.patterned
        }
        if len(patterns) > _PATTERNS:
            return None
        told = (
            (group, _plain(part for shape in self.shapes for part in group.of(shape)))
            for group in _combined(patterns)
        )
        return tuple(
            (group, parts)
            for group, parts in told
            if NEVER not in parts and not self._is_nobody(group)
        )

    def _is_nobody(self, group: Group) -> bool:
        """Whether no name is of the group."""
        if not group.found and not self.names:
            return False
        return self.proof.asks(Kind.STRING, self._texts(group), map(Matching, sorted(group.absent)))

    def _texts(self, group: Group) -> tuple[Formula, ...]:
        return (*self.names, *map(Matching, sorted(group.found)))

    def _contradicts_itself(self) -> bool:
        least, most = sizes(self.left, self.right)
        least = max(least, len(self.wanted))
        if any(NEVER in self.of(name) for name in self.wanted):
            return True
        if self.groups == ():
            most = lower(most, len(self.possible))
        return most is not None and least > most

    def _has_shape(self, goal: Shape) -> bool:
        if goal.named and goal.named[0][1] != ALWAYS:
            name = goal.named[0][0]
            return self.proof.inside(self.of(name), self._asked_of(name))
        for name in self.possible:
            for part in named(goal, name):
                if part != ALWAYS and not self.proof.inside(self.of(name), (part,)):
                    return False
        for group, given in self.groups or ():
            for part in group.of(goal):
                if part != ALWAYS and not self.proof.inside(given, (part,)):
                    return False
        return self.groups is not None

    def _asked_of(self, name: str) -> tuple[Formula, ...]:
        """What all the goals that are about this property alone ask of it."""
        return tuple(
            part
            for each in self.right
            if isinstance(each, Shape) and each.named
            for key, part in each.named
            if key == name and part != ALWAYS
        )

    def _has_names(self, goal: Formula) -> bool:
        for name in self.possible:
            if self.proof.holds(goal, name) is not True:
                return False
        for group, _ in self.groups or ():
            asked = (goal, *map(Matching, sorted(group.absent)))
            if not self.proof.asks(Kind.STRING, self._texts(group), asked):
                return False
        return self.groups is not None

    def _is_tagged(self, goal: Tagged) -> bool:
        """Each tag that is sent is known, and stands for no more than it does to who takes it."""
        wanted = dict(goal.tags)
        for given in self.left:
            if isinstance(given, Tagged) and given.name == goal.name and given.tags:
                tags = dict(given.tags)
                if tags.keys() <= wanted.keys() and self._all_inside(tags, wanted):
                    return True
        # Who sends may say the same by properties that are constant.
        read = Any(tuple(_read_as(goal.name, tag, part) for tag, part in goal.tags))
        return bool(goal.tags) and self.proof.asks(Kind.OBJECT, self.left, (read,))

    def _all_inside(self, tags: dict[str, Formula], wanted: dict[str, Formula]) -> bool:
        return all(self.proof.inside((given,), (wanted[tag],)) for tag, given in tags.items())

    def _lacks_a_value(self) -> bool:
        """Whether a required property can have no value. Looked for where there is a hint of it."""
        for name in sorted(self.wanted):
            given = self.of(name)
            if (len(given) > 1 or not self.right) and self.proof.inside(given, ()):
                return True
        return False


def _read_as(name: str, tag: str, part: Formula) -> Formula:
    return All((Has(name), Shape(named=((name, among([tag], Kind.STRING)),)), part))


def _plain(parts: Iterator[Formula]) -> tuple[Formula, ...]:
    return tuple(dict.fromkeys(each for each in parts if each != ALWAYS))


def _combined(patterns: set[str]) -> Iterator[Group]:
    for count in range(len(patterns) + 1):
        for found in combinations(sorted(patterns), count):
            yield Group(frozenset(found), frozenset(patterns) - set(found))
