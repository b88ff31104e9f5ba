"""Which alternatives exclude each other, as far as that shows at a glance."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from counterfoil.compat.differences.kinds import Kinds
from counterfoil.compat.differences.members import identity
from counterfoil.compat.differences.nodes import Part, closed
from counterfoil.compat.differences.nulls import accepts_null
from counterfoil.compat.differences.views import View, effective, view_of
from counterfoil.compat.pool import Pool


@dataclass(frozen=True, slots=True)
class Marks:
    """By what a schema excludes others."""

    kinds: Kinds
    required: frozenset[str]
    members: Mapping[str, frozenset[Hashable]]
    """Of each property that has only some values: these."""
    named: frozenset[str] | None
    """The only properties that there may be; None where others may."""


def marks_of(pool: Pool, branches: Sequence[Part]) -> tuple[Marks, ...]:
    """The marks of alternatives."""
    return tuple(_marks(pool, each) for each in branches)


def alone(marks: Sequence[Marks], index: int) -> bool:
    """Whether what one of several schemas describes is described by no other one of them."""
    return all(_apart(marks[index], each) for other, each in enumerate(marks) if other != index)


def _apart(one: Marks, other: Marks) -> bool:
    return (
        not one.kinds & other.kinds
        or _tagged(one, other)
        or _lacking(one, other)
        or _lacking(other, one)
    )


def _tagged(one: Marks, other: Marks) -> bool:
    return any(
        not members & other.members[name]
        for name, members in one.members.items()
        if name in other.members and name in one.required | other.required
    )


def _lacking(one: Marks, other: Marks) -> bool:
    """Whether one requires a property that there cannot be in the other one."""
    return other.named is not None and bool(one.required - other.named)


def _marks(pool: Pool, branch: Part) -> Marks:
    view = view_of(pool, (branch,))
    null = frozenset({"null"}) if accepts_null(pool, view.node) else frozenset[str]()
    kinds = effective(pool, view) | null
    if kinds != {"object"}:
        # What is no object has no properties to be told by.
        return Marks(kinds, frozenset(), {}, None)
    members = {
        name: frozenset(identity(each) for each in found)
        for name, node in view.named("properties").items()
        if (found := _members(pool, view_of(pool, node))) is not None
    }
    required = frozenset(name for names, _ in view.saying("required") for name in names)
    return Marks(kinds, required, members, _only(pool, view))


def _members(pool: Pool, view: View) -> tuple[Hashable, ...] | None:
    return None if accepts_null(pool, view.node) else view.members


def _only(pool: Pool, view: View) -> frozenset[str] | None:
    for each, part in view.saying("additionalProperties"):
        if closed(pool, (Part(each, part.place),)) and "patternProperties" not in part.schema:
            return frozenset(part.schema.get("properties", ()))
    return None
