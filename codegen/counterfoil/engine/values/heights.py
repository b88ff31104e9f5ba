"""How deep and how large the smallest value of a schema is, so that every value comes to an end."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from counterfoil.engine.values.flat import Flat
from counterfoil.engine.values.leaves import is_leaf
from counterfoil.engine.values.ways import Ways
from counterfoil.model import Schema

DEEPEST = 24
"""Levels below which a value counts as endless."""
_LARGEST = 20_000
"""Places of the largest value that is made because the contract asks for it."""


@dataclass(slots=True)
class Heights:
    """Measures schemas, each when it is first asked for."""

    ways: Ways
    _known: dict[tuple[int, int], int] = field(default_factory=dict)
    _ordered: dict[int, tuple[Flat, ...]] = field(default_factory=dict)
    _possible: dict[int, tuple[Flat, ...]] = field(default_factory=dict)
    _kept: list[Schema] = field(default_factory=list)

    def by_height(self, schema: Schema) -> tuple[Flat, ...]:
        """The ways in the order of their smallest values; endless ones are left out."""
        known = self._ordered.get(id(schema))
        if known is None:
            self._kept.append(schema)
            known = self._ordered[id(schema)] = tuple(self._in_order(schema))
        return known

    def possible(self, schema: Schema) -> tuple[Flat, ...]:
        """The ways in the order of the contract; endless ones are left out."""
        known = self._possible.get(id(schema))
        if known is None:
            finite = {id(flat) for flat in self.by_height(schema)}
            known = tuple(flat for flat in self.ways.of(schema) if id(flat) in finite)
            self._possible[id(schema)] = known
        return known

    def _in_order(self, schema: Schema) -> Iterator[Flat]:
        waiting = list(self.ways.of(schema))
        for within in range(DEEPEST + 1):
            ended = {id(each) for each in waiting if self._size(each, within) <= _LARGEST}
            yield from (each for each in waiting if id(each) in ended)
            waiting = [each for each in waiting if id(each) not in ended]
            if not waiting:
                return

    def _least(self, schema: Schema, within: int) -> int:
        """Places of the smallest value that is no deeper than `within`; too many where none is."""
        key = (id(schema), within)
        found = self._known.get(key)
        if found is None:
            self._kept.append(schema)
            sizes = (self._size(flat, within) for flat in self.ways.of(schema))
            found = self._known[key] = min(sizes, default=_LARGEST + 1)
        return found

    def _size(self, flat: Flat, within: int) -> int:
        if is_leaf(flat):
            return 1
        parts = [*_parts(flat)]
        if parts and not within:
            return _LARGEST + 1
        total = 1 + sum(times * self._least(schema, within - 1) for schema, times in parts)
        return min(total, _LARGEST + 1)


def _parts(flat: Flat) -> Iterator[tuple[Schema, int]]:
    """What the smallest value of one way holds, and how often."""
    if flat.type == "object":
        yield from ((flat.child(name), 1) for name in flat.needs(flat.required))
        return
    listed = min(flat.items.least, flat.row_end)
    yield from ((flat.child(index), 1) for index in range(listed))
    if flat.items.least > listed:
        yield flat.child(flat.row_end), flat.items.least - listed
    yield from ((share.schema, share.count.least) for share in flat.shares if share.count.least)
