"""One value as both versions have it, and the differences that are made of that."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from counterfoil.compat.differences.difference import Difference, Pair, Side, Step
from counterfoil.compat.differences.kinds import Kinds, named
from counterfoil.compat.differences.nodes import Node, Part, standing, whole
from counterfoil.compat.differences.nulls import accepts_null
from counterfoil.compat.differences.views import View, effective, views_of
from counterfoil.compat.facts import Fact
from counterfoil.compat.pool import Pool
from counterfoil.model import Json, Place, Schema


@dataclass(frozen=True, slots=True)
class Said:
    """One side of a difference: a schema that says nothing else, its value as shown, its place."""

    part: Schema
    value: Json = None
    place: Place | None = None


NOTHING = Said({})


@dataclass(frozen=True, slots=True)
class Into:
    """Further in, there may be more: what both versions say of the value at the end of a way."""

    baseline: Node
    candidate: Node
    way: tuple[Step, ...] = ()
    covariant: bool = True
    partial: bool = False
    """Whether the same value is described by more, as an alternative is by what stands beside the union."""
    idle: str = ""
    """Why no value is there, where there cannot be one: what differs then is told all the same."""


Event: TypeAlias = Difference | Into
Events: TypeAlias = Iterator[Event]


@dataclass(frozen=True, slots=True)
class Both:
    """What the two versions say of the same value."""

    pool: Pool
    baseline: View
    candidate: View
    trail: tuple[Step, ...]
    covariant: bool
    kinds: Kinds
    """The types that both allow: of what is said of others, the change of type tells."""
    ever: Kinds
    """The types that any of them allows: what is said of others says nothing."""
    alike: Callable[[Node, Node], bool]
    """Whether two nodes say the same, however they say it."""
    partial: bool = False
    """Whether other schemas describe the same value."""
    idle: str = ""
    """Why nothing that is said here changes which values are valid; empty where it may."""

    def of(self, kinds: Kinds) -> "Both | None":
        """The same as far as values of some types are meant; None where one version alone has them."""
        if kinds & self.kinds:
            return self
        if kinds & self.ever:
            return None
        return replace(self, idle=self.idle or f"no {named(kinds)} is allowed here")

    @property
    def pair(self) -> Pair:
        """The whole schemas."""
        return Pair(side(self.baseline.node), side(self.candidate.node))

    def told(
        self,
        fact: Fact,
        baseline: Said = NOTHING,
        candidate: Said = NOTHING,
        subject: str = "",
        *,
        pair: Pair | None = None,
        covariant: bool = True,
    ) -> Difference:
        """A difference that decides which values are valid, where there are any."""
        if self.idle:
            return self.idly(self.idle, fact, baseline, candidate, subject)
        return Difference(
            fact,
            pair or self.pair,
            self.trail,
            self._leaving_null(self.baseline, baseline.part),
            self._leaving_null(self.candidate, candidate.part),
            _standing(baseline.place),
            _standing(candidate.place),
            subject,
            baseline.value,
            candidate.value,
            self.covariant and covariant,
            self.partial and pair is None,
        )

    def _leaving_null(self, view: View, part: Schema) -> Schema:
        """The part, which a null that is accepted has nothing to do with."""
        alone = (Part(part, view.node[0].place),)
        if not accepts_null(self.pool, view.node) or accepts_null(self.pool, alone):
            return part
        return {"anyOf": [part, {"type": "null"}]}

    def noted(
        self, fact: Fact, baseline: Said = NOTHING, candidate: Said = NOTHING, subject: str = ""
    ) -> Difference:
        """A difference that leaves valid what was valid."""
        return Difference(
            fact,
            self.pair,
            self.trail,
            baseline.part,
            candidate.part,
            _standing(baseline.place),
            _standing(candidate.place),
            subject,
            baseline.value,
            candidate.value,
            self.covariant,
            on_wire=False,
        )

    def idly(
        self, why: str, fact: Fact, baseline: Said, candidate: Said, subject: str = ""
    ) -> Difference:
        """A difference in what is said that leaves valid what was valid, and why it does."""
        return replace(self.noted(fact, baseline, candidate, subject), idle=why)


def both_of(
    pool: Pool,
    nodes: tuple[Node, Node],
    trail: tuple[Step, ...],
    alike: Callable[[Node, Node], bool],
    *,
    covariant: bool,
    partial: bool = False,
    idle: str = "",
) -> Both:
    """What both versions say of the value at the end of a way."""
    one, other = views_of(pool, *nodes)
    allowed = effective(pool, one), effective(pool, other)
    shared, ever = allowed[0] & allowed[1], allowed[0] | allowed[1]
    return Both(pool, one, other, trail, covariant, shared, ever, alike, partial, idle)


def side(node: Node) -> Side:
    """A node as one schema, at the place of the first that it is made of."""
    return Side(whole(node), standing(node[0].place))


def _standing(place: Place | None) -> Place | None:
    return None if place is None else standing(place)


def said(keyword: str, value: Json, part: Part) -> Said:
    """What a keyword says by itself."""
    return Said({keyword: value}, value, part.at(keyword))
