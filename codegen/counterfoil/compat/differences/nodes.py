"""Several schemas that describe the same value, and how one gets from them to what is inside.

`allOf`, a reference and what stands beside it are all the same to a value: each says something of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from counterfoil.compat.pool import MARKS, Pool
from counterfoil.engine.lower.chains import LONGEST
from counterfoil.engine.lower.keywords import ANNOTATIONS
from counterfoil.engine.lower.references import PREFIX
from counterfoil.model import Json, Place, Schema, unescape

UNSAID = frozenset({"title", "description", "xml", "x-unit", *MARKS})
"""Keywords that no comparison looks at; marks belong to the property that has them."""


@dataclass(frozen=True, slots=True)
class Part:
    """One schema, and where it stands."""

    schema: Schema
    place: Place

    def at(self, keyword: str) -> Place:
        """Where a keyword stands."""
        return inside(self.place, keyword)


Node: TypeAlias = tuple[Part, ...]
"""Everything that is said of one value: it satisfies all of them."""


def whole(node: Node) -> Schema:
    """The node as one schema."""
    if len(node) == 1:
        return node[0].schema
    return {"allOf": [each.schema for each in node]} if node else {}


def reference(node: Node) -> str:
    """The component that a node is nothing but a reference to, wrapped or not; or empty."""
    if len(node) != 1:
        return ""
    schema = node[0].schema
    said = schema.keys() - UNSAID
    while said == {"allOf"}:
        telling = [each for each in schema["allOf"] if each.keys() - UNSAID]
        if len(telling) != 1:
            return ""
        schema = telling[0]
        said = schema.keys() - UNSAID
    return name_of(schema) if said == {"$ref"} else ""


def is_references(schema: Schema) -> bool:
    """Whether a schema is nothing but references to components, all of which hold."""
    said = schema.keys() - UNSAID
    return said == {"$ref"} or (said == {"allOf"} and all(map(is_references, schema["allOf"])))


def name_of(schema: Schema) -> str:
    """The component that a schema refers to, or empty."""
    target: str = schema.get("$ref", "")
    return target.removeprefix(PREFIX)


def component(pool: Pool, name: str) -> Part:
    """A component of the pool."""
    found = pool.components[name]
    return Part(found.schema, found.place)


def unwrapped(pool: Pool, schema: Schema) -> Schema:
    """The schema without what is only wrapped around it: references, and an `allOf` of one."""
    # More than a contract has in one another is a circle.
    for _ in range(LONGEST):
        said = schema.keys() - UNSAID
        if said == {"$ref"} and name_of(schema) in pool.components:
            schema = pool.components[name_of(schema)].schema
        elif said == {"allOf"} and len(schema["allOf"]) == 1:
            schema = schema["allOf"][0]
        else:
            break
    return schema


def telling(pool: Pool, node: Node) -> Node:
    """The parts that say more than that anything will do."""
    return tuple(each for each in node if unwrapped(pool, each.schema).keys() - ANNOTATIONS)


def closed(pool: Pool, node: Node) -> bool:
    """Whether it is said outright that nothing will do."""
    return any(unwrapped(pool, each.schema) == {"not": {}} for each in node)


def once(parts: Iterable[Part]) -> Node:
    """The parts without those that say the same as one before them."""
    kept: dict[str | int, Part] = {}
    for each in parts:
        kept.setdefault(reference((each,)) or id(each.schema), each)
    return tuple(kept.values())


def inside(place: Place, *tokens: str | int) -> Place:
    """A place below another one, in the normal form; `standing` says where that is in the text."""
    for token in tokens:
        place = place / token
    return place


def standing(place: Place) -> Place:
    """Where something of the normal form stands in the author's text, as near as that goes.

    What the author wrote in another way, such as `nullable`, has no place of its own.
    """
    found, value = Place(place.source), place.source.value
    for token in place.pointer.split("/")[1:]:
        below = _child(value, unescape(token))
        if below is not _NOTHING:
            found, value = Place(place.source, f"{found.pointer}/{token}"), below
    return found


def is_written(place: Place, *tokens: str) -> bool:
    """Whether there is something in the author's text at the end of this way down."""
    value = place.source.value
    for token in standing(place).pointer.split("/")[1:]:
        value = _child(value, unescape(token))
    for token in tokens:
        value = _child(value, token)
    return value is not _NOTHING


_NOTHING: Any = object()


def _child(value: Json, token: str) -> Json:
    if isinstance(value, Mapping):
        return value.get(token, _NOTHING)
    if isinstance(value, list) and token.isdigit() and int(token) < len(value):
        return value[int(token)]
    return _NOTHING
