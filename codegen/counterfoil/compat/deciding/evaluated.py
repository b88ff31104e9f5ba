"""What a schema and those inside it evaluate of an object or a list (2020-12 core, section 11)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from counterfoil.compat.deciding.kinds import compiles
from counterfoil.compat.pool import Pool
from counterfoil.model import Schema

_CONDITIONAL_LISTS = ("anyOf", "oneOf")
_CONDITIONAL = ("if", "then", "else")


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What is evaluated of each value, and what may be, where some branch of the schema applies."""

    names: frozenset[str] = frozenset()
    patterns: frozenset[str] = frozenset()
    every_property: bool = False
    items: int = 0
    every_item: bool = False
    conditional: bool = False
    """Whether there are branches, so that more than this may be evaluated."""
    possible_names: frozenset[str] = frozenset()
    possible_patterns: frozenset[str] = frozenset()
    possibly_every_property: bool = False
    possible_items: int | None = 0

    @property
    def possible(self) -> tuple[frozenset[str], frozenset[str]] | None:
        """The properties that may be evaluated; None where that is any."""
        if self.possibly_every_property:
            return None
        return self.names | self.possible_names, self.patterns | self.possible_patterns


def evaluated(pool: Pool, schema: Schema) -> Evaluated:
    """What the parts of a schema evaluate, its own `unevaluated…` keywords aside."""
    inside = [_whole(pool, each, frozenset()) for each in _always(pool, schema)]
    branches = [_whole(pool, each, frozenset()) for each in _sometimes(schema)]
    return _together(_own(schema), inside, branches)


def _whole(pool: Pool, schema: Schema, within: frozenset[int]) -> Evaluated:
    if id(schema) in within:
        return Evaluated()
    within |= {id(schema)}
    own = _own(schema)
    if "unevaluatedProperties" in schema:
        own = replace(own, every_property=True)
    if "unevaluatedItems" in schema:
        own = replace(own, every_item=True)
    inside = [_whole(pool, each, within) for each in _always(pool, schema)]
    branches = [_whole(pool, each, within) for each in _sometimes(schema)]
    return _together(own, inside, branches)


def _own(schema: Schema) -> Evaluated:
    patterns = schema.get("patternProperties", ())
    # Which names a pattern means that no validator takes is not known.
    unread = not all(map(compiles, patterns))
    return Evaluated(
        names=frozenset(schema.get("properties", ())),
        patterns=frozenset(each for each in patterns if compiles(each)),
        every_property="additionalProperties" in schema,
        items=len(schema.get("prefixItems", ())),
        every_item="items" in schema,
        # Which items a `contains` evaluates is a matter of each value.
        conditional="contains" in schema or unread,
        possibly_every_property=unread,
        possible_items=None if "contains" in schema else 0,
    )


def _always(pool: Pool, schema: Schema) -> Iterator[Schema]:
    target = pool.target(schema)
    if target is not None:
        yield target.schema
    yield from schema.get("allOf", ())


def _sometimes(schema: Schema) -> Iterator[Schema]:
    for key in _CONDITIONAL_LISTS:
        yield from schema.get(key, ())
    yield from (schema[key] for key in _CONDITIONAL if key in schema)
    yield from schema.get("dependentSchemas", {}).values()


def _together(own: Evaluated, inside: list[Evaluated], branches: list[Evaluated]) -> Evaluated:
    sure = [own, *inside]
    maybe = [*sure, *branches]
    return Evaluated(
        names=frozenset().union(*(each.names for each in sure)),
        patterns=frozenset().union(*(each.patterns for each in sure)),
        every_property=any(each.every_property for each in sure),
        items=max(each.items for each in sure),
        every_item=any(each.every_item for each in sure),
        conditional=bool(branches) or any(each.conditional for each in sure),
        possible_names=frozenset().union(*(each.names | each.possible_names for each in maybe)),
        possible_patterns=frozenset().union(
            *(each.patterns | each.possible_patterns for each in maybe)
        ),
        possibly_every_property=any(
            each.every_property or each.possibly_every_property for each in maybe
        ),
        possible_items=_highest(maybe),
    )


def _highest(parts: list[Evaluated]) -> int | None:
    """The most first items that may be evaluated; None where that may be all."""
    highest = 0
    for each in parts:
        if each.every_item or each.possible_items is None:
            return None
        highest = max(highest, each.items, each.possible_items)
    return highest
