"""A schema as one list of what it says, however it is wrapped, split, extracted or inlined.

Null is left aside: a view is of all the other values.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from counterfoil.compat.differences import kinds
from counterfoil.compat.differences.kinds import Kinds
from counterfoil.compat.differences.members import identity, members_of
from counterfoil.compat.differences.nodes import (
    UNSAID,
    Node,
    Part,
    component,
    inside,
    name_of,
    unwrapped,
)
from counterfoil.compat.differences.nulls import only_null
from counterfoil.compat.pool import Pool
from counterfoil.model import Json, Schema

UNIONS = ("anyOf", "oneOf")


@dataclass(frozen=True, slots=True)
class Union:
    """An `anyOf` or `oneOf` of which more than one branch is not null."""

    keyword: str
    branches: tuple[Part, ...]
    owner: Part
    """The schema that it stands in."""

    @property
    def schema(self) -> Schema:
        """The union alone."""
        return {self.keyword: [each.schema for each in self.branches]}


@dataclass(frozen=True, slots=True)
class View:
    """What is said of one value."""

    node: Node
    parts: tuple[Part, ...]
    """Without references, `allOf` and unions: these have been followed."""
    unions: tuple[Union, ...]
    refs: tuple[str, ...]
    """The components that it consists of, with what these consist of left out."""

    def saying(self, keyword: str) -> Iterator[tuple[Json, Part]]:
        """Each value that the keyword has, with the part that says it."""
        return ((each.schema[keyword], each) for each in self.parts if keyword in each.schema)

    def first(self, keyword: str) -> tuple[Json, Part] | None:
        """The keyword's value where it matters which part says it first."""
        return next(self.saying(keyword), None)

    def named(self, keyword: str) -> dict[str, Node]:
        """Of a keyword that maps names to schemas: all that is said under each name."""
        found: dict[str, list[Part]] = {}
        for schemas, part in self.saying(keyword):
            for name, each in schemas.items():
                found.setdefault(name, []).append(Part(each, inside(part.place, keyword, name)))
        return {name: tuple(each) for name, each in found.items()}

    def inner(self, keyword: str) -> Node:
        """Of a keyword whose value is a schema: all that is said by it."""
        return tuple(Part(each, part.at(keyword)) for each, part in self.saying(keyword))

    @property
    def declared(self) -> Kinds:
        """The types that `type` allows."""
        found = kinds.ALL
        for each in self.parts:
            found &= kinds.declared(each.schema)
        return found

    @property
    def members(self) -> tuple[Json, ...] | None:
        """The values that are enumerated; None where none are."""
        allowed = self.declared
        found = members_of(each.schema for each in self.parts)
        if found is None:
            return None
        return tuple(each for each in found if kinds.kind_of(each) in allowed)

    @property
    def impossible(self) -> bool:
        """Whether it is said outright that no value will do."""
        return any(not _saying(each) for each, _ in self.saying("not"))


def view_of(pool: Pool, node: Node) -> View:
    """What a node says. A union of nothing but types is said as a list of them, and so are members."""
    return _seen(pool, node, _folded)


def views_of(pool: Pool, baseline: Node, candidate: Node) -> tuple[View, View]:
    """What two nodes say. Where one has alternatives that say more than their type, both keep theirs."""
    one, other = view_of(pool, baseline), view_of(pool, candidate)
    if len(one.unions) == len(other.unions):
        return one, other
    return _seen(pool, baseline, _kept), _seen(pool, candidate, _kept)


def _seen(pool: Pool, node: Node, fold: "_Fold") -> View:
    found = _Flattened(pool, fold)
    for each in node:
        found.take(each, 0)
    return View(node, tuple(found.parts), tuple(found.unions), tuple(found.refs))


def effective(pool: Pool, view: View) -> Kinds:
    """The types that a value may have, all in all, null aside."""
    return _effective(pool, view, {})


def _effective(pool: Pool, view: View, known: dict[int, Kinds]) -> Kinds:
    """The same, where something is known of alternatives. One that leads back to itself allows anything.

    Each alternative is looked at once: two that share what they refer to, twenty deep, are a million ways.
    """
    found = view.declared
    members = view.members
    if members is not None:
        found &= frozenset(kinds.kind_of(each) for each in members)
    for union in view.unions:
        allowed: Kinds = frozenset()
        for branch in union.branches:
            key = id(branch.schema)
            if key not in known:
                known[key] = kinds.ALL
                known[key] = _effective(pool, view_of(pool, (branch,)), known)
            allowed |= known[key]
        found &= allowed
    return found


@dataclass
class _Flattened:
    """Grows while the parts of a node are followed."""

    pool: Pool
    fold: "_Fold"

    def __post_init__(self) -> None:
        self.parts: list[Part] = []
        self.unions: list[Union] = []
        self.refs: list[str] = []
        self._seen: set[int] = set()
        self._entered: set[str] = set()

    def take(self, part: Part, depth: int) -> None:
        """Follows a part. `depth`: how many components it is in."""
        schema = part.schema
        if id(schema) in self._seen:
            return
        self._seen.add(id(schema))
        if any(key not in ("$ref", "allOf", *UNIONS) and key not in UNSAID for key in schema):
            self.parts.append(part)
        self._follow(name_of(schema), depth)
        for index, each in enumerate(schema.get("allOf", ())):
            self.take(Part(each, inside(part.place, "allOf", index)), depth)
        for keyword in UNIONS:
            if keyword in schema:
                self._union(keyword, part, depth)

    def _follow(self, name: str, depth: int) -> None:
        if name not in self.pool.components:
            return
        if not depth and name not in self.refs:
            self.refs.append(name)
        # What got its name from its place stands inline where the author has it.
        inline = self.pool.components[name].hoisted
        self.take(component(self.pool, name), depth if inline else depth + 1)

    def _union(self, keyword: str, part: Part, depth: int) -> None:
        branches = [
            Part(each, inside(part.place, keyword, index))
            for index, each in enumerate(part.schema[keyword])
            if not only_null(self.pool, each)
        ]
        if not branches and part.schema[keyword]:
            self.parts.append(Part({"type": "null"}, part.at(keyword)))
        elif len(branches) == 1:
            self.take(branches[0], depth)
        elif (folded := self.fold(self.pool, keyword, branches)) is not None:
            self.parts.append(Part(folded, part.at(keyword)))
        elif branches:
            self.unions.append(Union(keyword, tuple(branches), part))


_Fold: TypeAlias = Callable[[Pool, str, list[Part]], Schema | None]
"""Says a union in one schema; None where it has to stay a union."""


def _kept(_: Pool, __: str, ___: list[Part]) -> Schema | None:
    return None


def _folded(pool: Pool, keyword: str, branches: list[Part]) -> Schema | None:
    """What a union says that is only about types, or only about members, in one schema."""
    bare = [unwrapped(pool, each.schema) for each in branches]
    said = [_saying(each) for each in bare]
    if all(each == {"type"} for each in said):
        allowed = [kinds.declared(each) for each in bare]
        together = frozenset[str]().union(*allowed)
        overlapping = sum(len(each) for each in allowed) != len(together)
        return None if keyword == "oneOf" and overlapping else {"type": kinds.spoken(together)}
    if all(each <= {"type", "const", "enum"} and each & {"const", "enum"} for each in said):
        listed = [member for each in bare for member in _members(each)]
        overlapping = len({identity(each) for each in listed}) != len(listed)
        return None if keyword == "oneOf" and overlapping else {"enum": listed}
    return None


def _members(schema: Schema) -> list[Json]:
    """The values that one schema enumerates, as far as its own `type` allows them; null aside."""
    allowed = kinds.declared(schema)
    found = members_of([schema]) or ()
    return [each for each in found if kinds.kind_of(each) in allowed]


def _saying(schema: Schema) -> set[Any]:
    return set(schema) - UNSAID
