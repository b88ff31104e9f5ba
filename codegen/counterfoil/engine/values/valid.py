"""Valid values of a schema, the most telling first."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

from counterfoil.engine.values.leaves import is_leaf
from counterfoil.engine.values.making import UNMADE, Maker, name_of
from counterfoil.engine.values.picks import Ledger, Path, bare, first
from counterfoil.engine.values.places import Spot, examples, phrase, pointer, spots, with_value
from counterfoil.model import Json, Schema

_ROUNDS = 16


@dataclass(frozen=True, slots=True)
class Valid:
    """A value that the contract allows."""

    value: Json
    label: str
    keyword: str = ""
    """What it shows: `example`, `optional`, `enum`, `minimum`, …; empty where it is the value as a whole."""
    pointer: str = ""
    """The place that it is about, where only one place is special."""
    certain: bool = False
    """Whether it was made to be valid, rather than changed in the hope that it still is."""


def proposals(maker: Maker, schema: Schema) -> Iterator[Valid]:
    """Values to be judged: examples, the whole in few values, then one change at a time."""
    yield from _examples(maker, schema)
    if all(map(is_leaf, maker.ways.of(schema))):
        yield from _leaves(maker, schema)
        return
    yield from wholes(maker, schema)
    everything = maker.make(schema, first)
    if everything is not UNMADE:
        yield from _changes(maker, schema, everything)


def bases(maker: Maker, schema: Schema) -> Iterator[Valid]:
    """Values to begin from, where one place is to be made wrong."""
    yield from _examples(maker, schema)
    everything = maker.make(schema, first)
    if everything is not UNMADE:
        yield Valid(everything, "everything", certain=True)
    yield from wholes(maker, schema)


def _examples(maker: Maker, schema: Schema) -> Iterator[Valid]:
    for flat in maker.ways.of(schema):
        for example in examples(maker, schema, flat):
            yield Valid(example, "the contract's example", "example")


def _leaves(maker: Maker, schema: Schema) -> Iterator[Valid]:
    for flat in maker.ways.of(schema):
        found = maker.leaf(schema, flat, "")
        for option in found.options[: found.telling]:
            yield Valid(option.value, option.label or "a plain value", option.keyword)


def wholes(maker: Maker, schema: Schema) -> Iterator[Valid]:
    """A handful of values that together show every member, branch, border, presence and absence."""
    for pick, label in ((bare, "only what is required"), (first, "everything")):
        value = maker.make(schema, pick)
        if value is not UNMADE:
            yield Valid(value, label, certain=True)
    ledger = Ledger()
    for number in range(2, _ROUNDS + 2):
        ledger.begin()
        value = maker.make(schema, ledger)
        if ledger.news == 0 and number > 5:
            return
        if value is not UNMADE:
            yield Valid(value, f"everything with other values, number {number}", certain=True)


def _changes(maker: Maker, schema: Schema, whole: Json) -> Iterator[Valid]:
    """The whole with one place changed, in turn for each place."""
    streams = [_at(maker, spot, whole) for spot in spots(maker, schema, whole)]
    missing = object()
    for each in chain.from_iterable(zip_longest(*streams, fillvalue=missing)):
        if isinstance(each, Valid):
            yield each


def _at(maker: Maker, spot: Spot, whole: Json) -> Iterator[Valid]:
    for value, tail, keyword in _others(maker, spot):
        label = f"{phrase(spot.path)} {tail}" if spot.path else tail
        yield Valid(with_value(whole, spot.path, value), label, keyword, pointer(spot.path))
    if isinstance(spot.value, dict) and not is_leaf(spot.flat):
        yield from _presences(maker, spot, whole)


def _others(maker: Maker, spot: Spot) -> Iterator[tuple[Json, str, str]]:
    """Other values for one place: other options, other branches, other sizes."""
    ways = maker.ways.of(spot.schema)
    for number, flat in enumerate(ways, 1):
        if is_leaf(flat):
            found = maker.leaf(spot.schema, flat, name_of(spot.path))
            for option in found.options[: found.telling]:
                yield option.value, option.label or "as another value", option.keyword
        elif flat is not spot.flat:
            value = maker.along(spot.schema, flat, first, spot.path)
            if value is not UNMADE:
                yield value, f"as alternative {number} of {len(ways)}", "oneOf"
        elif flat.type == "array":
            for value in _sizes(maker, spot):
                yield value, f"with {len(value)} items", "items"


def _sizes(maker: Maker, spot: Spot) -> Iterator[Json]:
    for turn in range(4):

        def sized(path: Path, question: str, count: int, turn: int = turn) -> int:
            return turn % count if question == "size" and path == spot.path else 0

        value = maker.along(spot.schema, spot.flat, sized, spot.path)
        if value is not UNMADE and value != spot.value:
            yield value


def _presences(maker: Maker, spot: Spot, whole: Json) -> Iterator[Valid]:
    least = maker.along(spot.schema, spot.flat, bare, spot.path)
    for name in spot.value:
        if name in spot.flat.required:
            continue
        at = pointer((*spot.path, name))
        fewer = {key: each for key, each in spot.value.items() if key != name}
        words = phrase((*spot.path, name))
        yield Valid(with_value(whole, spot.path, fewer), f"without {words}", "optional", at)
        if least is not UNMADE:
            alone = {**least, name: spot.value[name]}
            label = f"{words} and only what is required beside it"
            yield Valid(with_value(whole, spot.path, alone), label, "optional", at)
