"""Values of a schema, made from the choices of whoever asks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from counterfoil.engine.validators import Validator, Validators
from counterfoil.engine.values.flat import NOTHING, Count, Flat, Share, both
from counterfoil.engine.values.heights import DEEPEST, Heights
from counterfoil.engine.values.leaves import is_leaf, leaves
from counterfoil.engine.values.options import Option
from counterfoil.engine.values.picks import Path, Pick, bare, first, shifted
from counterfoil.engine.values.spelling import spelled
from counterfoil.engine.values.texts import texts
from counterfoil.engine.values.ways import Ways
from counterfoil.model import Json, Schema
from counterfoil.runtime.identity import identity

UNMADE: Final = object()
"""Stands for the value that could not be made."""

ROOM = 600
"""About how many places one value has at most."""
LONGEST_ARRAY = 64
_DEPTH = 10
_TRIES = 4
_EXTRA_NAMES = ("first", "second", "third", "fourth", "a", "b", "x-1", "key", "X-Extra", "1")
_OPTIONS = 40


@dataclass(slots=True)
class Maker:
    """Makes values of one direction's schemas, and knows whether a schema accepts one."""

    ways: Ways
    heights: Heights
    validators: Validators
    escapes: Callable[["Maker", Schema, Json], Iterator[Json]]
    """Values near one that a schema accepts, most of which it does not accept."""
    note: Callable[[Path, str], None]
    """Takes what cannot be made, and why."""
    _judges: dict[int, tuple[Schema, Validator]] = field(default_factory=dict)
    _options: dict[tuple[int, str], tuple[Option, ...]] = field(default_factory=dict)
    _mixed: dict[tuple[int, int, bool], tuple[Schema, Schema, Schema]] = field(default_factory=dict)

    def fits(self, schema: Schema, value: Json) -> bool:
        """Whether the schema accepts the value."""
        found = self._judges.get(id(schema))
        if found is None:
            found = self._judges[id(schema)] = schema, self.validators.formed(schema)
        return found[1].is_valid(value)

    def make(self, schema: Schema, pick: Pick, path: Path = (), room: int = ROOM) -> Json:
        """A value that the schema accepts, or UNMADE."""
        flats = list(self.ways.of(schema))
        if room < 1 or len(path) > _DEPTH:
            flats, pick = self.heights.by_height(tuple(flats)), bare
        if len(path) > DEEPEST:
            return UNMADE
        if not flats:
            if schema != NOTHING:
                self.note(path, "no value keeps all that is asked of it")
            return UNMADE
        start = pick(path, "way", len(flats)) if len(flats) > 1 else 0
        for flat in flats[start:] + flats[:start]:
            value = self.along(schema, flat, pick, path, room)
            if value is not UNMADE:
                return value
        return UNMADE

    def along(self, schema: Schema, flat: Flat, pick: Pick, path: Path, room: int) -> Json:
        """A value along one way through the schema, or UNMADE."""
        if is_leaf(flat):
            options = self.options(schema, flat, _name(path))
            if not options:
                self.note(path, _unreached(flat))
                return UNMADE
            return options[pick(path, "option", len(options))].value
        if not _is_doubtful(flat):
            return self._built(flat, pick, path, room)
        value: Json = UNMADE
        for choices in (*(shifted(pick, each) for each in range(_TRIES)), bare):
            value = self._built(flat, choices, path, room)
            if value is not UNMADE and self.fits(schema, value):
                return value
        return UNMADE if value is UNMADE else self._escaped(schema, flat, value)

    def options(self, schema: Schema, flat: Flat, name: str) -> tuple[Option, ...]:
        """What a place without anything below may hold, each accepted by the schema."""
        key = (id(flat), name)
        found = self._options.get(key)
        if found is None:
            proposed = leaves(flat, name)
            sound = (each for each in proposed if self.fits(schema, each.value))
            found = self._options[key] = tuple(_different(sound))
        return found

    def _escaped(self, schema: Schema, flat: Flat, value: Json) -> Json:
        """The value, changed so that no schema accepts it that must not."""
        for rejected in flat.rejected:
            if self.fits(rejected, value):
                for other in self.escapes(self, rejected, value):
                    if self.fits(schema, other):
                        return other
        return UNMADE

    def _built(self, flat: Flat, pick: Pick, path: Path, room: int) -> Json:
        if flat.type == "array":
            return self._array(flat, pick, path, room)
        return self._object(flat, pick, path, room)

    # Objects

    def _object(self, flat: Flat, pick: Pick, path: Path, room: int) -> Json:
        required = flat.needs(flat.required)
        names = self._names(flat, required, pick, path, room)
        below = max(0, room - 1) // max(1, len(names))
        built: dict[str, Json] = {}
        for name in names:
            value = self.make(flat.child(name), pick, (*path, name), below)
            if value is not UNMADE:
                built[name] = value
            elif name in required:
                return UNMADE
        return self._kept(flat, built, required)

    def _names(
        self, flat: Flat, required: tuple[str, ...], pick: Pick, path: Path, room: int
    ) -> list[str]:
        wanted = [
            name
            for name in flat.known
            if name in required or (name not in flat.absent and self._wants(name, pick, path, room))
        ]
        names = [*wanted, *(each for each in flat.needs(tuple(wanted)) if each not in wanted)]
        names = self._enough(flat, names, pick, path, room)
        if flat.counts.most is not None and len(names) > flat.counts.most:
            optional = [name for name in names if name not in required]
            dropped = optional[flat.counts.most - len(required) :]
            names = [name for name in names if name not in dropped]
        return names

    def _wants(self, name: str, pick: Pick, path: Path, room: int) -> bool:
        # A property of an object deep inside stays away before its required ones do.
        return pick((*path, name), "present", 2) == 0 and room > 1

    def _enough(self, flat: Flat, names: list[str], pick: Pick, path: Path, room: int) -> list[str]:
        least = flat.counts.least
        if not flat.known and pick is not bare and room > 1 and _is_map(flat):
            least = max(least, (2, 0, 1)[pick(path, "size", 3)])
        missing = least - len(names)
        if missing > 0:
            more = [name for name in flat.known if name not in names and name not in flat.absent]
            names += more[:missing]
        missing = least - len(names)
        if missing > 0:
            extras = (name for name in self.extra_names(flat) if name not in names)
            names += [name for name, _ in zip(extras, range(missing), strict=False)]
        return names

    def extra_names(self, flat: Flat) -> Iterator[str]:
        """Names that an object may have beyond those that the contract names."""
        proposed: list[str] = []
        for each in flat.names:
            for way in self.ways.of(both(each, _TEXT)):
                proposed += [option.value for option in texts(way, "")]
        for fields in flat.fields:
            for pattern, _ in fields.patterns:
                proposed += spelled(pattern, Count())
        numbered = (f"key{number}" for number in range(1, LONGEST_ARRAY))
        for name in dict.fromkeys((*proposed, *_EXTRA_NAMES, *numbered)):
            allowed = all(self.fits(each, name) for each in flat.names)
            if allowed and name not in flat.known and self.ways.of(flat.child(name)):
                yield name

    def _kept(self, flat: Flat, built: dict[str, Json], required: tuple[str, ...]) -> Json:
        """Without properties that need one that could not be made."""
        for name in [*built]:
            if name in built and any(need not in built for need in flat.needs((name,))):
                if name in required:
                    return UNMADE
                del built[name]
        return built

    # Arrays

    def _array(self, flat: Flat, pick: Pick, path: Path, room: int) -> Json:
        sizes = self._sizes(flat, room)
        size = sizes[pick(path, "size", len(sizes))]
        least = max(flat.items.least, sum(share.count.least for share in flat.shares))
        below = max(0, room - 1) // max(1, size)
        items: list[Json] = []
        for index in range(size):
            schema = self._item(flat, index)
            item = self._another(schema, flat, items, pick, (*path, index), below)
            if item is UNMADE:
                return items if index >= least else UNMADE
            items.append(item)
        return items

    def _sizes(self, flat: Flat, room: int) -> list[int]:
        """Plain, least, a few, most."""
        needed = sum(share.count.least for share in flat.shares)
        least = max(flat.items.least, needed)
        most = flat.items.most
        plain = max(least, flat.row_end or 1)
        if room < 2:
            plain = least
        several = min(LONGEST_ARRAY, 3 if most is None else most)
        sizes = [plain, least, max(least, 2), max(several, least)]
        return list(
            dict.fromkeys(
                min(each, least if most is None else most) if most is not None else each
                for each in sizes
            )
        )

    def _item(self, flat: Flat, index: int) -> Schema:
        """The schema of an item, with what `contains` asks of the first ones."""
        schema = flat.child(min(index, flat.row_end))
        if not flat.shares:
            return schema
        start = 0
        for share in flat.shares:
            count = share.count
            if index < start + count.least:
                return self._mix(schema, share, wanted=True)
            start += count.least
        for share in flat.shares:
            if share.count.most is not None:
                schema = self._mix(schema, share, wanted=False)
        return schema

    def _mix(self, schema: Schema, share: Share, *, wanted: bool) -> Schema:
        key = (id(schema), id(share.schema), wanted)
        found = self._mixed.get(key)
        if found is None:
            kind = share.schema if wanted else {"not": share.schema}
            # The parts are kept along, so that their ids stay their own.
            found = self._mixed[key] = both(schema, kind), schema, share.schema
        return found[0]

    def another(self, flat: Flat, items: list[Json]) -> Json:
        """One more item for an array, or UNMADE."""
        index = len(items)
        return self._another(self._item(flat, index), flat, items, first, (index,), 20)

    def _another(
        self, schema: Schema, flat: Flat, items: list[Json], pick: Pick, path: Path, room: int
    ) -> Json:
        """An item; one that differs from all before where items are to be distinct."""
        value = self.make(schema, pick, path, room)
        if not flat.distinct:
            return value
        known = {identity(each) for each in items}
        for shift in range(1, _OPTIONS):
            if value is UNMADE or identity(value) not in known:
                return value
            value = self.make(schema, _varied(pick, shift), path, room)
        return UNMADE


_TEXT: Schema = {"type": "string"}


def _varied(pick: Pick, by: int) -> Pick:
    """Other values and other ways: anything but the same again."""

    def other(path: Path, question: str, count: int) -> int:
        return (pick(path, question, count) + by) % count if question != "present" else 0

    return other


def _name(path: Path) -> str:
    """The nearest property's name, which tells what a text is about."""
    return next((each for each in reversed(path) if isinstance(each, str)), "")


def _is_doubtful(flat: Flat) -> bool:
    """Whether keywords are about the value as a whole, so that it has to be tried."""
    return bool(
        flat.rejected
        or flat.shares
        or flat.barred
        or (flat.type == "object" and (flat.names or flat.counts != Count()))
    )


def _unreached(flat: Flat) -> str:
    """Why a text or number is not found."""
    if flat.patterns:
        return f"no text is found that matches {' and '.join(flat.patterns)}"
    if flat.formats:
        return f"no text of the format {' and '.join(flat.formats)} is found"
    return "no value is found that keeps all that is asked of it"


def _is_map(flat: Flat) -> bool:
    return any(each.patterns or each.rest is not None for each in flat.fields)


def _different(options: Iterator[Option]) -> Iterator[Option]:
    seen: set[object] = set()
    for option in options:
        key = identity(option.value)
        if key not in seen:
            seen.add(key)
            yield option
