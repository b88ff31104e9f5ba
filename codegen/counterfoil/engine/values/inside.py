"""Objects and arrays, built from what lies below."""

from collections.abc import Iterator
from itertools import islice

from counterfoil.engine.values.flat import Count, Flat
from counterfoil.engine.values.making import UNMADE, Maker
from counterfoil.engine.values.picks import Path, Pick, first, varied
from counterfoil.engine.values.spelling import spelled
from counterfoil.model import Json, Schema
from counterfoil.runtime.identity import identity

LONGEST_ARRAY = 100
"""Items of the longest array that is made; a greater bound is told, and not tried."""
_TEXT: Schema = {"type": "string"}
_NAMES = ("first", "second", "third", "fourth", "a", "b", "x-1", "key", "X-Extra", "1")
_SHALLOW = 1
_MANY = 1_000
_VARIATIONS = 64


def build(maker: Maker, flat: Flat, pick: Pick, path: Path, room: int) -> Json:
    """The object or array of one way, or UNMADE."""
    if flat.type == "array":
        return _array(maker, flat, pick, path, room)
    return _object(maker, flat, pick, path, room)


def _object(maker: Maker, flat: Flat, pick: Pick, path: Path, room: int) -> Json:
    required = flat.needs(flat.required)
    names = _names(maker, flat, required, pick, path, room)
    below = max(0, room - 1) // max(1, len(names))
    built: dict[str, Json] = {}
    for name in names:
        value = maker.make(flat.child(name), pick, (*path, name), below)
        if value is not UNMADE:
            built[name] = value
        elif name in required:
            return UNMADE
    return _sufficient(flat, built, required) if flat.dependents else built


def _names(
    maker: Maker, flat: Flat, required: tuple[str, ...], pick: Pick, path: Path, room: int
) -> list[str]:
    """The properties that an object shall have, in the order of the contract."""
    known = [name for name in flat.known if name in required or _is_allowed(maker, flat, name)]
    spare = room - 1 - len(required) if len(path) > _SHALLOW else _MANY
    wanted: list[str] = []
    for name in known:
        if name in required:
            wanted.append(name)
        elif spare > 0 and pick((*path, name), "present", 2) == 0:
            # Deep inside, a value is as wide as there is room.
            wanted.append(name)
            spare -= 1
    if flat.dependents:
        wanted += [each for each in flat.needs(tuple(wanted)) if each not in wanted]
    least, most = flat.counts.least, flat.counts.most
    if not flat.known and room > 1 and is_map(flat):
        least = max(least, (2, 0, 1)[pick(path, "size", 3)])
    if len(wanted) < least:
        rest = [name for name in known if name not in wanted]
        more = (name for name in extra_names(maker, flat) if name not in wanted)
        wanted += rest[: least - len(wanted)]
        wanted += islice(more, least - len(wanted))
    if most is not None and len(wanted) > most:
        optional = [name for name in wanted if name not in required]
        kept = {*required, *optional[: max(0, most - len(required))]}
        wanted = [name for name in wanted if name in kept]
    return wanted


def _sufficient(flat: Flat, built: dict[str, Json], required: tuple[str, ...]) -> Json:
    """Without properties that need one which could not be made."""
    for name in [*built]:
        if any(need not in built for need in flat.needs((name,))):
            if name in required:
                return UNMADE
            del built[name]
    return built


def extra_names(maker: Maker, flat: Flat) -> Iterator[str]:
    """Names that an object may have beyond those that the contract names."""
    proposed: list[str] = []
    for each in flat.names:
        for way in maker.ways.of(maker.both(each, _TEXT)):
            proposed += [str(option.value) for option in maker.leaf(each, way, "").options]
    for fields in flat.fields:
        for pattern, _ in fields.patterns:
            proposed += spelled(pattern, Count())
    numbered = (f"key{number}" for number in range(1, LONGEST_ARRAY))
    for name in dict.fromkeys((*proposed, *_NAMES, *numbered)):
        free = name not in flat.known and _is_allowed(maker, flat, name)
        if free and maker.ways.of(flat.child(name)):
            yield name


def _is_allowed(maker: Maker, flat: Flat, name: str) -> bool:
    return name not in flat.absent and all(maker.fits(each, name) for each in flat.names)


def is_map(flat: Flat) -> bool:
    """Whether the contract says something of properties that it does not name."""
    return any(each.patterns or each.rest is not None for each in flat.fields)


def _array(maker: Maker, flat: Flat, pick: Pick, path: Path, room: int) -> Json:
    choices = sizes(flat, room)
    size = choices[pick(path, "size", len(choices))]
    least = max(flat.items.least, sum(share.count.least for share in flat.shares))
    below = max(0, room - 1) // max(1, size)
    items: list[Json] = []
    while len(items) < size:
        item = another(maker, flat, items, pick, path, below)
        if item is UNMADE:
            return items if len(items) >= least else UNMADE
        items.append(item)
    return items


def sizes(flat: Flat, room: int) -> list[int]:
    """How many items an array may have: plain, least, a few, most."""
    least = max(flat.items.least, sum(share.count.least for share in flat.shares))
    if room < 2:
        return [least]
    most = LONGEST_ARRAY if flat.items.most is None else max(flat.items.most, least)
    plain = max(least, flat.row_end or 1)
    full = 3 if flat.items.most is None else min(most, LONGEST_ARRAY)
    return list(dict.fromkeys(min(most, max(least, each)) for each in (plain, least, 2, full)))


def another(
    maker: Maker, flat: Flat, items: list[Json], pick: Pick = first, path: Path = (), room: int = 20
) -> Json:
    """One more item for an array, differing from all before where they are to be distinct."""
    schema, here = _item(maker, flat, len(items)), (*path, len(items))
    if not flat.distinct:
        return maker.make(schema, pick, here, room)
    known = {identity(each) for each in items}
    for shift in range(len(items), len(items) + _VARIATIONS):
        value = maker.make(schema, varied(pick, shift), here, room)
        if value is UNMADE or identity(value) not in known:
            return value
    return UNMADE


def _item(maker: Maker, flat: Flat, index: int) -> Schema:
    """The schema of an item, with what `contains` asks of the first ones."""
    schema = flat.child(min(index, flat.row_end))
    start = 0
    for share in flat.shares:
        if index < start + share.count.least:
            return maker.both(schema, share.schema)
        start += share.count.least
    for share in flat.shares:
        if share.count.most is not None:
            schema = maker.both(schema, maker.excluding(share.schema))
    return schema
