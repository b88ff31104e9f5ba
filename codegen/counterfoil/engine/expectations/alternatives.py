"""Everything that a contract says of a value, whichever alternatives hold of it."""

from collections.abc import Iterable, Iterator, Mapping

from counterfoil.engine.records import HIDING, marked, parts
from counterfoil.model import Component, Direction, Schema

ANYTHING: Schema = {}


def sayings(schemas: Iterable[Schema], components: Mapping[str, Component]) -> Iterator[Schema]:
    """Every schema that says something of a value of these, references and alternatives followed."""
    for schema in schemas:
        yield from everything(schema, components)


def everything(schema: Schema, components: Mapping[str, Component]) -> Iterator[Schema]:
    """The parts of a schema, and those of all its alternatives."""
    seen: set[int] = set()
    waiting = [schema]
    while waiting:
        for part in parts(waiting.pop(), components):
            if id(part) not in seen:
                seen.add(id(part))
                yield part
                waiting += (each for union in unions_of(part) for each in union)


def unions_of(part: Schema) -> Iterator[tuple[Schema, ...]]:
    """The alternatives that a schema gives of a value, one of which holds."""
    yield from (tuple(part[key]) for key in ("oneOf", "anyOf") if part.get(key))
    if "if" in part:
        yield part.get("then", ANYTHING), part.get("else", ANYTHING)
    yield from ((each, ANYTHING) for each in part.get("dependentSchemas", {}).values())


def names_below(
    schemas: Iterable[Schema], components: Mapping[str, Component], direction: Direction
) -> tuple[str, ...]:
    """The names that a contract has for what is right inside a value, in the author's order."""
    found = {
        name: each
        for schema in schemas
        for part in everything(schema, components)
        for name, each in named_in(part).items()
    }
    return tuple(
        name for name, each in found.items() if not marked(each, HIDING[direction], components)
    )


def named_in(part: Schema) -> Mapping[str, Schema]:
    """The properties that a schema has names for."""
    named: Mapping[str, Schema] = part.get("properties", {})
    return named
