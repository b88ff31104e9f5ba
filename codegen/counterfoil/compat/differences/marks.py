"""Differences in properties that do not travel in a direction, and in what keeps them out of the other.

Only a pool that leaves no marks out has any of this to tell.
"""

from collections.abc import Iterator, Mapping

from counterfoil.compat.differences.both import Both, Events, Said
from counterfoil.compat.differences.nodes import Node
from counterfoil.compat.facts import Fact
from counterfoil.compat.pool import MARKS, Pool
from counterfoil.engine.records import HIDING
from counterfoil.model import Direction

HIDDEN: Mapping[Direction, str] = {
    Direction.REQUEST: "it is `readOnly`, and no request has it",
    Direction.RESPONSE: "it is `writeOnly`, and no answer has it",
}
HIDDEN_NOW: Mapping[Direction, str] = {
    Direction.REQUEST: "it is `readOnly` now, and requests are told to leave it out altogether",
    Direction.RESPONSE: "it is `writeOnly` now, and answers are told to leave it out altogether",
}
AS_BEFORE: Mapping[Direction, str] = {
    Direction.REQUEST: "requests have it as before",
    Direction.RESPONSE: "answers have it as before",
}
_TURNED = {
    "readOnly": (Fact.PROPERTY_BECAME_NOT_READ_ONLY, Fact.PROPERTY_BECAME_READ_ONLY),
    "writeOnly": (Fact.PROPERTY_BECAME_NOT_WRITE_ONLY, Fact.PROPERTY_BECAME_WRITE_ONLY),
}


def hidden(both: Both, before: Node, after: Node) -> str:
    """Why what is said of a property says nothing in this direction any more; empty where it does.

    That it does not travel any more is told by itself, with whom it breaks.
    """
    mark = HIDING[both.pool.direction]
    if mark not in marks_of(both.pool, after):
        return ""
    said = HIDDEN if mark in marks_of(both.pool, before) else HIDDEN_NOW
    return said[both.pool.direction]


def remarked(both: Both, name: str, before: Node, after: Node) -> Events:
    """That a property goes the other way alone now, or both ways: in this one it travels all the same."""
    one, other = marks_of(both.pool, before), marks_of(both.pool, after)
    if HIDING[both.pool.direction] in one | other:
        return
    for mark in sorted(one ^ other):
        yield both.idly(
            AS_BEFORE[both.pool.direction],
            _TURNED[mark][mark in other],
            Said({}, mark in one, before[0].place),
            Said({}, mark in other, after[0].place),
            name,
        )


def marks_of(pool: Pool, node: Node) -> frozenset[str]:
    """The marks of a property: its own, and those of the component that it refers to."""
    return frozenset(
        mark
        for part in node
        for schema in (part.schema, *_target(pool, part.schema))
        for mark in MARKS & schema.keys()
        if schema[mark] is True
    )


def _target(pool: Pool, schema: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    component = pool.target(schema)
    if component is not None:
        yield component.schema
