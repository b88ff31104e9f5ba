"""Values of a schema, made from the choices of whoever asks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Final

from counterfoil.engine.validators import Validator, Validators
from counterfoil.engine.values.flat import Count, Flat, both
from counterfoil.engine.values.heights import DEEPEST, Heights
from counterfoil.engine.values.leaves import Leaf, is_leaf, leaf
from counterfoil.engine.values.picks import Path, Pick, bare, first, shifted
from counterfoil.engine.values.ways import Ways
from counterfoil.model import Json, Schema

UNMADE: Final = object()
"""Stands for the value that could not be made."""

ROOM = 400
"""About how many places one value has at most."""
_DEPTH = 10
_ATTEMPTS = 5
_HOPELESS = _ATTEMPTS
_AMPLE = 20
"""Room that is enough for one object with its properties."""
_ESCAPES = 150
"""Changes that are tried on a value which a schema accepts that must not."""


@dataclass(slots=True)
class Maker:
    """Makes values of one direction's schemas, and knows whether a schema accepts one."""

    ways: Ways
    heights: Heights
    validators: Validators
    build: Callable[["Maker", Flat, Pick, Path, int], Json]
    """Makes the object or array of one way."""
    escapes: Callable[["Maker", Schema, Json], Iterator[Json]]
    """Values near one that a schema accepts, most of which it does not accept."""
    seed: int = 0
    _judges: dict[int, tuple[Schema, Validator]] = field(default_factory=dict)
    _leaves: dict[tuple[int, str], Leaf] = field(default_factory=dict)
    _mixed: dict[tuple[str | int, ...], tuple[Schema, ...]] = field(default_factory=dict)
    _working: dict[tuple[int, bool], int] = field(default_factory=dict)
    """Way, and whether there is ample room → the attempt that made a value of it last."""

    def fits(self, schema: Schema, value: Json) -> bool:
        """Whether the schema accepts the value."""
        found = self._judges.get(id(schema))
        if found is None:
            found = self._judges[id(schema)] = schema, self.validators.formed(schema)
        return found[1].is_valid(value)

    def make(self, schema: Schema, pick: Pick, path: Path = (), room: int = ROOM) -> Json:
        """A value that the schema accepts, or UNMADE."""
        flats = self.heights.possible(schema)
        if room < 1 or len(path) > _DEPTH:
            flats, pick = self.heights.by_height(schema), bare
        if len(path) > DEEPEST or not flats:
            return UNMADE
        start = pick(path, "way", len(flats)) if len(flats) > 1 else 0
        for flat in (*flats[start:], *flats[:start]):
            value = self.along(schema, flat, pick, path, room)
            if value is not UNMADE:
                return value
        return UNMADE

    def along(self, schema: Schema, flat: Flat, pick: Pick, path: Path, room: int = ROOM) -> Json:
        """A value along one way through the schema, or UNMADE."""
        if is_leaf(flat):
            found = self.leaf(schema, flat, name_of(path))
            if not found.options:
                return UNMADE
            # The spare ones stand at the end.
            chosen = pick(path, "option", found.telling) - pick(path, "spare", len(found.options))
            return found.options[chosen % len(found.options)].value
        if is_doubtful(flat):
            return self._tried(schema, flat, pick, path, room)
        return self.build(self, flat, pick, path, room)

    def leaf(self, schema: Schema, flat: Flat, name: str) -> Leaf:
        """What a place without anything below may hold, each accepted by the schema."""
        key = (id(flat), name)
        found = self._leaves.get(key)
        if found is None:
            found = leaf(flat, name, partial(self.fits, schema), self.seed)
            self._leaves[key] = found
        return found

    def _tried(self, schema: Schema, flat: Flat, pick: Pick, path: Path, room: int) -> Json:
        """A value that is judged as a whole; what has worked before is tried first."""
        place = (id(flat), room > _AMPLE)
        known = self._working.get(place, 0)
        if known == _HOPELESS:
            return UNMADE
        for number in (known, *(each for each in range(_ATTEMPTS) if each != known)):
            value = self._attempt(number, schema, flat, pick, path, room)
            if value is not UNMADE and self.fits(schema, value):
                self._working[place] = number
                return value
        self._working[place] = _HOPELESS
        return UNMADE

    def _attempt(
        self, number: int, schema: Schema, flat: Flat, pick: Pick, path: Path, room: int
    ) -> Json:
        picks = (pick, bare, first, shifted(pick, 1))
        value = self.build(self, flat, picks[number % len(picks)], path, room)
        if number < len(picks) or value is UNMADE:
            return value
        return self._escaped(schema, flat, value)

    def _escaped(self, schema: Schema, flat: Flat, value: Json) -> Json:
        """The value, changed so that no schema accepts it that must not."""
        beam = [value]
        for rejected in flat.rejected:
            if not any(self.fits(rejected, each) for each in beam):
                continue
            changed = []
            for other in islice(self.escapes(self, rejected, beam[0]), _ESCAPES):
                if self.fits(schema, other):
                    return other
                if not self.fits(rejected, other):
                    changed.append(other)
            beam = changed[:1] or beam
        return UNMADE

    def both(self, *schemas: Schema) -> Schema:
        """One schema for all of these; the same object each time."""
        return self.kept(("both", *map(id, schemas)), partial(both, *schemas), *schemas)

    def excluding(self, schema: Schema) -> Schema:
        """The schema of all that this one does not accept; the same object each time."""
        return self.kept(("not", id(schema)), lambda: {"not": schema}, schema)

    def kept(
        self, key: tuple[str | int, ...], make: Callable[[], Schema], *parts: Schema
    ) -> Schema:
        """What is made once for a key; `parts` are kept along, so that their ids stay their own."""
        if key not in self._mixed:
            self._mixed[key] = make(), *parts
        return self._mixed[key][0]


def is_doubtful(flat: Flat) -> bool:
    """Whether keywords are about the value as a whole, so that it has to be tried."""
    return bool(
        flat.rejected
        or flat.shares
        or flat.barred
        or (flat.type == "object" and (flat.names or flat.counts != Count()))
    )


def name_of(path: Path) -> str:
    """The nearest property's name, which tells what a text is about."""
    return next((each for each in reversed(path) if isinstance(each, str)), "")
