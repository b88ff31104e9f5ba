"""How deep the smallest value of a schema is, so that recursion comes to an end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from counterfoil.engine.values.flat import Flat
from counterfoil.engine.values.leaves import is_leaf
from counterfoil.engine.values.ways import Ways
from counterfoil.model import Schema

DEEPEST = 24
"""Levels below which a value counts as endless."""


@dataclass(slots=True)
class Heights:
    """Measures schemas, each when it is first asked for."""

    ways: Ways
    _known: dict[tuple[int, int], bool] = field(default_factory=dict)
    _ordered: dict[int, tuple[Flat, ...]] = field(default_factory=dict)
    _kept: list[Schema] = field(default_factory=list)

    def ends(self, schema: Schema, within: int) -> bool:
        """Whether some value of the schema is no deeper than `within` levels."""
        key = (id(schema), within)
        found = self._known.get(key)
        if found is None:
            self._kept.append(schema)
            found = any(self.flat_ends(flat, within) for flat in self.ways.of(schema))
            self._known[key] = found
        return found

    def flat_ends(self, flat: Flat, within: int) -> bool:
        """Whether some value along one way is no deeper than `within` levels."""
        if is_leaf(flat):
            return True
        if flat.type == "object":
            below = [flat.child(name) for name in flat.needs(flat.required)]
        else:
            below = [flat.child(index) for index in range(min(flat.items.least, flat.row_end + 1))]
            below += [share.schema for share in flat.shares if share.count.least]
        return not below or (within > 0 and all(self.ends(each, within - 1) for each in below))

    def by_height(self, schema: Schema) -> tuple[Flat, ...]:
        """The ways in the order of their smallest values; endless ones are left out."""
        known = self._ordered.get(id(schema))
        if known is None:
            self._kept.append(schema)
            known = self._ordered[id(schema)] = tuple(self._by_height(self.ways.of(schema)))
        return known

    def _by_height(self, flats: Sequence[Flat]) -> Iterator[Flat]:
        waiting = list(flats)
        for within in range(DEEPEST + 1):
            yield from (flat for flat in waiting if self.flat_ends(flat, within))
            waiting = [flat for flat in waiting if not self.flat_ends(flat, within)]
            if not waiting:
                return
