"""What a schema asks for and no value shows, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from counterfoil.engine.values.flat import NOTHING, Flat
from counterfoil.engine.values.inside import LONGEST_ARRAY
from counterfoil.engine.values.leaves import is_leaf
from counterfoil.engine.values.making import UNMADE, Maker, name_of
from counterfoil.engine.values.picks import Path, bare, starred
from counterfoil.engine.values.places import pointer, spots
from counterfoil.engine.values.texts import LONGEST
from counterfoil.model import Direction, Json, Schema


@dataclass(frozen=True, slots=True)
class Gap:
    """A place of a schema of which no value, or not every value, could be made."""

    schema: str
    """The component that was asked for; empty for a schema without a name."""
    direction: Direction
    pointer: str
    why: str


def untold(maker: Maker, schema: Schema, values: Iterable[Json]) -> Iterator[tuple[str, str]]:
    """Pointer and reason of each place that none of the values shows."""
    shown: dict[tuple[Path, int], tuple[Flat, set[str]]] = {}
    nothing = True
    for value in values:
        nothing = False
        for spot in spots(maker, schema, value):
            _, names = shown.setdefault((starred(spot.path), id(spot.flat)), (spot.flat, set()))
            names.update(spot.value if isinstance(spot.value, dict) else ())
    if nothing:
        yield "", _why(maker, schema, ())
    for (path, _), (flat, names) in shown.items():
        yield from ((pointer(path), why) for why in _capped(flat))
        for name in flat.known if not is_leaf(flat) else ():
            here = (*path, name)
            schema = flat.child(name)
            if name in names or schema == NOTHING:
                continue
            if maker.make(schema, bare, here) is UNMADE:
                yield pointer(here), _why(maker, schema, here)


def _why(maker: Maker, schema: Schema, path: Path) -> str:
    flats = maker.ways.of(schema)
    if not flats:
        return "the keywords that apply here exclude each other"
    if not maker.heights.by_height(schema):
        return "every value would hold another of its kind, without end"
    for flat in flats:
        if is_leaf(flat):
            return maker.leaf(schema, flat, name_of(path)).why
    return "no value is found that keeps all that is asked of it"


def _capped(flat: Flat) -> Iterator[str]:
    """What is told of bounds that are too far away to be reached."""
    if flat.members is not None:
        return
    if flat.type == "string" and (flat.lengths.most or 0) > LONGEST:
        yield f"texts may have {flat.lengths.most} characters, and {LONGEST} at most are tried"
    if flat.type == "array" and (flat.items.most or 0) > LONGEST_ARRAY:
        yield f"arrays may have {flat.items.most} items, and {LONGEST_ARRAY} at most are tried"
