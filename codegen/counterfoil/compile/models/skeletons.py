"""Skeletons of classes, from what datamodel-code-generator says of their names, bounds and members.

It is asked about each of these once, however many classes have them, and not at all about plain
ones. Types are ours (`expressions`), for only there is it known what a reference means on each side.
"""

from collections.abc import Mapping

from counterfoil.compile.models import plain
from counterfoil.compile.models.answers import Answers, Questions, ask, bounds_key
from counterfoil.compile.models.fields import FieldSkeleton, Made, Skeleton
from counterfoil.compile.models.generator import generated
from counterfoil.model import Json

_FREE = FieldSkeleton("", "", {})
"""What nothing bounds, and what has no default."""
_TYPES = frozenset({"int", "float", "str", "bool", "list", "dict"})
"""Fields that the engine calls otherwise where it means the types."""


def skeletons(bodies: Mapping[str, Json], known: Answers | None = None) -> Made:
    """The skeleton of each body, by the body's own key, or why there is none.

    `known` is what the engine has answered before; what it answers now is added to that. Raises
    CannotRun where it cannot even make the simplest class.
    """
    known = Answers() if known is None else known
    questions = unanswered(bodies, known)
    if questions:
        known.add(ask(questions))
    return composed(bodies, known)


def unanswered(bodies: Mapping[str, Json], known: Answers) -> Questions:
    """What the engine has to be asked before the skeletons of bodies can be composed."""
    names: set[str] = set()
    bounds: set[str] = set()
    enums: set[str] = set()
    for key, body in bodies.items():
        if "enum" in body:
            enums |= set() if plain.members(body) else {key}
            continue
        required = frozenset(body["required"])
        for name, each in body["properties"].items():
            if plain.field_name(name) is None:
                names.add(name)
            if each and plain.bounded(each, name in required) is None:
                bounds.add(bounds_key(each, name in required))
    return Questions(
        names - known.names.keys(), bounds - known.bounds.keys(), enums - known.enums.keys()
    )


def composed(bodies: Mapping[str, Json], known: Answers) -> Made:
    """The skeletons that follow from answers. The engine is asked for the others as they are: fields
    that would be called alike, or as a type, and what it has refused."""
    found = {key: _composed(key, body, known) for key, body in bodies.items()}
    others = {key: bodies[key] for key, each in found.items() if each is None}
    made = generated(others) if others else {}
    return {key: made[key] if each is None else each for key, each in found.items()}


def _composed(key: str, body: Json, known: Answers) -> Skeleton | None:
    if "enum" in body:
        members = plain.members(body) or known.enums.get(key)
        return None if members is None else Skeleton(members=members)
    required = frozenset(body["required"])
    fields = []
    for wire_name, each in body["properties"].items():
        name = plain.field_name(wire_name) or known.names.get(wire_name)
        bounds = _bounded(each, wire_name in required, known) if each else _FREE
        if name is None or bounds is None:
            return None
        fields.append(FieldSkeleton(name, wire_name, bounds.bounds, bounds.default))
    distinct = {each.name for each in fields}
    hidden = _TYPES & distinct and any(body["properties"].values())
    return None if hidden or len(distinct) < len(fields) else Skeleton(fields=tuple(fields))


def _bounded(body: Json, required: bool, known: Answers) -> FieldSkeleton | None:
    return plain.bounded(body, required) or known.bounds.get(bounds_key(body, required))
