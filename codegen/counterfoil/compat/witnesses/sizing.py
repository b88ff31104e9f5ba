"""Arrays and objects that are just too large or too small for who takes them."""

from collections.abc import Iterator
from itertools import chain

from counterfoil.compat.witnesses.seen import seen
from counterfoil.engine.values.flat import Flat
from counterfoil.engine.values.inside import LONGEST_ARRAY, another, extra_names
from counterfoil.engine.values.making import UNMADE, Maker
from counterfoil.engine.values.picks import bare
from counterfoil.engine.values.places import Spot
from counterfoil.model import Json, Schema


def sized(maker: Maker, sent: Schema, taken: Schema, bases: list[Json]) -> Iterator[Json]:
    """What is sent, with as many items or properties in one place as are just not taken."""
    for place in seen(maker, sent, taken, bases):
        for size in _sizes(place.taken.flat):
            if isinstance(place.value, list):
                yield place.instead(_of_size(maker, place.sent, size))
            elif isinstance(place.value, dict) and size > len(place.value):
                yield place.instead(_widened(maker, place.sent, size))


def _sizes(flat: Flat) -> Iterator[int]:
    """How many there are just beyond a bound: items, those of one kind, or properties."""
    counts = [flat.items, flat.counts, *(share.count for share in flat.shares)]
    for count in counts:
        if count.least:
            yield count.least - 1
        if count.most is not None and count.most < LONGEST_ARRAY:
            yield count.most + 1


def _of_size(maker: Maker, spot: Spot, size: int) -> list[Json]:
    """The items of an array, fewer or more; as many as can be made."""
    items = list(spot.value[:size])
    while len(items) < size:
        item = another(maker, spot.flat, items)
        if item is UNMADE:
            # Of what `contains` counts, as many may be allowed as are made at once, and more.
            item = maker.make(spot.flat.child(len(items)), bare)
        if item is UNMADE:
            break
        items.append(item)
    return items


def _widened(maker: Maker, spot: Spot, size: int) -> dict[str, Json]:
    """The object with further properties, as many as can be made."""
    value = dict(spot.value)
    for name in chain(spot.flat.known, extra_names(maker, spot.flat)):
        if len(value) == size:
            break
        each = maker.make(spot.flat.child(name), bare) if name not in value else UNMADE
        if each is not UNMADE:
            value[name] = each
    return value
