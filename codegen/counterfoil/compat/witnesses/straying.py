"""Values that leave one alternative of a union, so that fewer or more of them take it than before."""

from collections.abc import Iterator, Sequence
from itertools import chain, combinations, islice

from counterfoil.compat.witnesses.listing import resolved
from counterfoil.compat.witnesses.making import extent, made, variously
from counterfoil.compat.witnesses.naming import matching
from counterfoil.compat.witnesses.seen import seen
from counterfoil.engine.values.flat import Flat, type_of
from counterfoil.engine.values.making import Maker
from counterfoil.engine.values.picks import Path
from counterfoil.engine.values.places import with_value
from counterfoil.engine.values.proposals import proposals
from counterfoil.model import Json, Schema
from counterfoil.runtime.identity import identity

_STRANGE: tuple[Json, ...] = (7, "amber", None, [], {})
_WAYS = 24
"""Ways through the unions of one place that are looked at."""
_BASES = 8
"""Values that are changed, the smallest."""
_SHARED = 4
"""Values of a pair of alternatives."""
_PAIRS = 15
"""Pairs of alternatives of which common values are made."""


def strays(maker: Maker, sent: Schema, taken: Schema) -> Iterator[Json]:
    """What is sent, with a value of another type at one property that some alternative names."""
    bases = {identity(each): each for each in variously(maker, sent)}
    for base in sorted(bases.values(), key=extent)[:_BASES]:
        for path, value, names in _named(maker, (sent, taken), base, ()):
            for name in names:
                for strange in _STRANGE:
                    if type_of(strange) != type_of(value.get(name, 0.5)):
                        yield with_value(base, path, {**value, name: strange})


def _named(
    maker: Maker, schemas: Sequence[Schema], value: Json, path: Path
) -> Iterator[tuple[Path, dict[str, Json], list[str]]]:
    """Every object in a value, with the properties that any alternative of any schema has for it."""
    flats = [flat for schema in schemas for flat in maker.ways.of(schema)][:_WAYS]
    below: Sequence[tuple[str | int, Json]] = ()
    if isinstance(value, dict):
        objects = [flat for flat in flats if flat.type == "object"]
        yield path, value, list(dict.fromkeys(name for flat in objects for name in _names(flat)))
        below = [*value.items()]
    elif isinstance(value, list):
        below = [*enumerate(value)]
    for key, each in below:
        inside = {id(flat.child(key)): flat.child(key) for flat in flats}
        yield from _named(maker, [*inside.values()], each, (*path, key))


def _names(flat: Flat) -> Iterator[str]:
    """Names of properties of which a way says anything, one for each pattern."""
    yield from flat.known
    yield from (name for name, _ in flat.dependents)
    for fields in flat.fields:
        for pattern, _ in fields.patterns:
            yield from islice(matching(pattern), 1)


def overlaps(maker: Maker, sent: Schema, taken: Schema) -> Iterator[Json]:
    """What two alternatives take of which only one may, and one of those that are sent does not."""
    for place in seen(maker, sent, taken, islice(made(maker, sent), _WAYS)):
        branches = _exclusive(maker, place.taken.schema)
        own = _exclusive(maker, place.sent.schema) or (place.sent.schema,)
        for pair in islice(combinations(branches, 2), _PAIRS):
            shared = [*islice(made(maker, maker.both(*pair)), _SHARED)]
            wrong = (each for branch in own for each in proposals(maker, branch, shared))
            yield from map(place.instead, chain(shared, (each.value for each in wrong)))


def _exclusive(maker: Maker, schema: Schema) -> Sequence[Schema]:
    """The alternatives of a schema, or of what it refers to, that exclude each other."""
    return tuple(resolved(maker, schema).get("oneOf", ()))
