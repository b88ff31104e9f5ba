"""Faults of objects and arrays: what is missing, too much, double, or of another branch."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from counterfoil.engine.values.faulty import Fault, Kind
from counterfoil.engine.values.flat import Flat
from counterfoil.engine.values.inside import another, extra_names
from counterfoil.engine.values.making import UNMADE, Maker
from counterfoil.engine.values.options import shown
from counterfoil.engine.values.picks import first
from counterfoil.engine.values.places import Spot
from counterfoil.model import Json

_STRANGE = ("unexpected", "unheardOf")
_STRANGE_NAMES = ("", "A b!", "é", "0", "a" * 65, "A", "a")
_MANY = 256


def object_faults(maker: Maker, spot: Spot) -> Iterator[Fault]:
    """Objects without something required, or with something that is not allowed."""
    flat, value = spot.flat, spot.value
    for name in flat.required:
        if name in value:
            yield Fault(_less(value, name), Kind.MISSING, "required", "without {}", name)
    for name, needed in flat.dependents:
        for each in needed if name in value else ():
            if each in value and each not in flat.required:
                tail = f"without {{}}, although `{name}` is there"
                yield Fault(_less(value, each), Kind.DEPENDENT, "dependentRequired", tail, each)
    if flat.closed:
        strange = [name for name in _STRANGE if name not in value]
        for name in strange[:1]:
            more = {**value, name: "text"}
            yield Fault(more, Kind.EXTRA, "additionalProperties", "with the unknown {}", name)
    for name in sorted(flat.absent):
        yield Fault({**value, name: "text"}, Kind.EXCLUDED, "not", "with the excluded {}", name)
    yield from _branches(maker, spot)
    yield from _counts(maker, flat, value)
    yield from _names(maker, flat, value)


def _less(value: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: each for key, each in value.items() if key != name}


def _branches(maker: Maker, spot: Spot) -> Iterator[Fault]:
    """The tag of another branch, where a property tells branches apart."""
    others = [each for each in maker.ways.of(spot.schema) if each.type == "object"]
    for name in spot.flat.required if len(others) > 1 else ():
        own = _tags(maker, spot.flat, name)
        tags = {tag: None for each in others for tag in _tags(maker, each, name) if tag not in own}
        for tag in tags if own and name in spot.value else ():
            tail = f"{{}} as {shown(tag)}, the tag of another branch"
            yield Fault({**spot.value, name: tag}, Kind.BRANCH, "oneOf", tail, name)


def _tags(maker: Maker, flat: Flat, name: str) -> list[str]:
    listed = [each.members or () for each in maker.ways.of(flat.child(name))]
    return [tag for members in listed for tag in members if isinstance(tag, str)]


def _counts(maker: Maker, flat: Flat, value: Json) -> Iterator[Fault]:
    least, most = flat.counts.least, flat.counts.most
    optional = [name for name in value if name not in flat.required]
    dropped = len(value) - least + 1
    if least and 0 <= dropped <= len(optional):
        gone = optional[len(optional) - dropped :]
        fewer = {name: each for name, each in value.items() if name not in gone}
        yield Fault(fewer, Kind.PROPERTIES, "minProperties", f"with {len(fewer)} properties")
    if most is not None and len(value) <= most < _MANY:
        names = [name for name in flat.known if name not in value and name not in flat.absent]
        extras = (name for name in extra_names(maker, flat) if name not in value)
        more = dict(value)
        for name in islice((*names, *islice(extras, most + 1)), most + 1 - len(value)):
            more[name] = maker.make(flat.child(name), first, room=1)
        if len(more) == most + 1 and not any(each is UNMADE for each in more.values()):
            yield Fault(more, Kind.PROPERTIES, "maxProperties", f"with {len(more)} properties")


def _names(maker: Maker, flat: Flat, value: Json) -> Iterator[Fault]:
    for schema in flat.names:
        for name in _STRANGE_NAMES:
            if name not in value and not maker.fits(schema, name):
                each = maker.make(flat.child(name), first, room=1)
                if each is not UNMADE:
                    tail = f"with a property called {shown(name)}"
                    yield Fault({**value, name: each}, Kind.PROPERTIES, "propertyNames", tail)


def array_faults(maker: Maker, spot: Spot) -> Iterator[Fault]:
    """Arrays with too few, too many, double or the wrong items."""
    flat, value = spot.flat, spot.value
    least, most = flat.items.least, flat.items.most
    if 0 < least <= len(value) + 1:
        yield Fault(value[: least - 1], Kind.ITEMS, "minItems", f"with {least - 1} items")
    if most is not None and len(value) <= most < _MANY:
        more = _longer(maker, flat, value, most + 1)
        if more is not None:
            yield Fault(more, Kind.ITEMS, "maxItems", f"with {most + 1} items")
    if flat.distinct and value:
        for double in ([*value, value[0]], [*value[:-1], value[0]] if len(value) > 1 else []):
            if len(double) in flat.items and double:
                yield Fault(double, Kind.DUPLICATE, "uniqueItems", "with one item twice")
    for share in flat.shares:
        yield from _none_such(maker, flat, value, share.schema)
    for row in flat.rows:
        if row.prefix and not maker.ways.of(flat.child(flat.row_end)):
            yield Fault([*value, "text"], Kind.EXTRA, "items", "with one item more than listed")


def _longer(maker: Maker, flat: Flat, value: Json, size: int) -> list[Json] | None:
    items = list(value[:size])
    while len(items) < size:
        item = another(maker, flat, items)
        if item is UNMADE:
            return None
        items.append(item)
    return items


def _none_such(maker: Maker, flat: Flat, value: Json, wanted: Json) -> Iterator[Fault]:
    items = []
    for index in range(max(len(value), flat.items.least)):
        item = maker.make(
            maker.both(flat.child(index), maker.excluding(wanted)), first, (index,), 20
        )
        if item is UNMADE:
            return
        items.append(item)
    yield Fault(items, Kind.ITEMS, "contains", "without an item that it has to hold")
