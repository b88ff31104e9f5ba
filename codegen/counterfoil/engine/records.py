"""Schemas of objects and lists as one thing, however many `allOf` and references they are made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from counterfoil.engine.lower.references import PREFIX
from counterfoil.model import Component, Direction, Schema

HIDING = {Direction.REQUEST: "readOnly", Direction.RESPONSE: "writeOnly"}
"""The keyword that keeps a property out of a direction."""
IMPOSSIBLE: Schema = {"not": {}}
"""What no value satisfies: `false`, in normal form."""


@dataclass(frozen=True, slots=True)
class Record:
    """What one direction sees of a schema: properties by name, and the schema of a list's items."""

    properties: Mapping[str, Schema] = field(default_factory=dict)
    """Those that travel in the direction, in the author's order."""
    hidden: frozenset[str] = frozenset()
    """Names of those that do not."""
    required: frozenset[str] = frozenset()
    others: Schema | None = None
    """Of properties that have no name here; None where nothing says whether there are any."""
    items: Schema | None = None
    unions: tuple[tuple[Schema, ...], ...] = ()
    """Branches of each `oneOf` and `anyOf`, which are not merged."""

    @property
    def closed(self) -> bool:
        """Whether no other properties are admitted."""
        return self.others == IMPOSSIBLE


def record_of(schema: Schema, components: Mapping[str, Component], direction: Direction) -> Record:
    """What a schema says of objects and lists, its references followed and its `allOf` merged."""
    keyword = HIDING[direction]
    named: dict[str, list[Schema]] = {}
    hidden: set[str] = set()
    required: list[str] = []
    items: list[Schema] = []
    unions: list[tuple[Schema, ...]] = []
    others: Schema | None = None
    for part in parts(schema, components):
        for name, each in part.get("properties", {}).items():
            named.setdefault(name, []).append(each)
            if marked(each, keyword, components):
                hidden.add(name)
        required += part.get("required", ())
        if "items" in part:
            items.append(part["items"])
        unions += (tuple(part[key]) for key in ("oneOf", "anyOf") if part.get(key))
        for key in ("additionalProperties", "unevaluatedProperties"):
            others = part.get(key, others)
    return Record(
        {name: all_of(each) for name, each in named.items() if name not in hidden},
        frozenset(hidden),
        frozenset(required) - hidden,
        others,
        all_of(items) if items else None,
        tuple(unions),
    )


def parts(schema: Schema, components: Mapping[str, Component]) -> Iterator[Schema]:
    """The schema, what it refers to, and the parts of its `allOf`: all that a value must satisfy."""
    return parts_of_all((schema,), components)


def parts_of_all(
    schemas: Sequence[Schema], components: Mapping[str, Component]
) -> Iterator[Schema]:
    """The parts of schemas that all hold of one value; each once, whichever ways lead to it."""
    seen: set[int] = set()
    waiting = list(reversed(schemas))
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        yield part
        waiting += reversed(part.get("allOf", ()))
        component = components.get(part.get("$ref", "").removeprefix(PREFIX))
        if component is not None:
            waiting.append(component.schema)


def marked(schema: Schema, keyword: str, components: Mapping[str, Component]) -> bool:
    """Whether the schema, or what it is made of, carries a flag such as `writeOnly`."""
    return any(part.get(keyword) is True for part in parts(schema, components))


def all_of(schemas: list[Schema]) -> Schema:
    """One schema that says what all of them say."""
    return schemas[0] if len(schemas) == 1 else {"allOf": schemas}


def under(value: Any, names: tuple[str, ...]) -> Any:
    """What stands in nested objects below `names`; None where nothing does.

    >>> under({"data": {"id": 7}}, ("data", "id"))
    7
    """
    for name in names:
        if not isinstance(value, Mapping) or name not in value:
            return None
        value = value[name]
    return value
