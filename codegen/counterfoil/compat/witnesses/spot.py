"""The place of a value at which a witness stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from counterfoil.compat.differences import Step, Way
from counterfoil.compat.witnesses.material import Dispute
from counterfoil.compat.witnesses.naming import NAMES, matching
from counterfoil.engine.values.flat import Flat
from counterfoil.engine.values.inside import extra_names
from counterfoil.engine.values.making import Maker
from counterfoil.engine.values.picks import Path
from counterfoil.model import Json, Schema

_OTHERS = 2
"""Further names, of those that the schema allows."""
_WAYS = 16
"""Ways through the unions around a place that are followed."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, and the schema of all values in which the witness stands there."""

    path: Path
    schema: Schema

    @property
    def tight(self) -> Schema:
        """The same, where arrays on the way end with the item on the way."""
        return _tight(self.schema, len(self.path))

    def within(self, height: int) -> Schema:
        """The schema of what stands at the first steps of the path."""
        schema = self.schema
        for key in self.path[:height]:
            schema = schema["properties" if isinstance(key, str) else "prefixItems"][key]
        return schema

    def is_among(self, dispute: Dispute, whole: Json) -> bool:
        """Whether the value at its place is one of those that are complained of."""
        return any(self._is_here(place, kind) for place, kind in dispute.complaints(whole))

    def _is_here(self, place: Path, kind: str) -> bool:
        if kind == "propertyNames":
            return place == self.path[:-1]
        return place[: len(self.path)] == self.path


def spots(maker: Maker, around: Schema, trail: Sequence[Step], value: Json) -> Iterator[Spot]:
    """The places that a trail may lead to: items behind a tuple, properties of any name."""
    yield from _spots(maker, around, trail, value, Spot((), {"const": value}))
    if isinstance(value, dict):
        # Of overlapping alternatives, it may be something else in the object that decides.
        kept = {name: {"const": each} for name, each in value.items()}
        among = {"type": "object", "required": [*value], "properties": kept}
        yield from _spots(maker, around, trail, value, Spot((), among))


def _spots(
    maker: Maker, around: Schema, trail: Sequence[Step], value: Json, here: Spot
) -> Iterator[Spot]:
    if not trail:
        yield here
        return
    step, rest = trail[0], trail[1:]
    if step.way is Way.NAME:
        yield Spot((value,), {"type": "object", "required": [value]})
        return
    for key, below in _places(maker, around, step).items():
        for inner in _spots(maker, below, rest, value, here):
            yield Spot((key, *inner.path), _holding(key, inner.schema))


def _tight(schema: Schema, height: int) -> Schema:
    if not height:
        return schema
    if "prefixItems" in schema:
        *before, last = schema["prefixItems"]
        items = [*before, _tight(last, height - 1)]
        return {**schema, "maxItems": len(items), "prefixItems": items}
    inside = schema.get("properties", {})
    return {**schema, "properties": {k: _tight(v, height - 1) for k, v in inside.items()}}


def present(path: Path) -> Schema:
    """The schema of all values that have anything at a place."""
    schema: Schema = {}
    for key in reversed(path):
        schema = _holding(key, schema)
    return schema


def _places(maker: Maker, around: Schema, step: Step) -> Mapping[str | int, Schema]:
    """Where a step may lead to, each with what is said of the value there."""
    wanted = "array" if step.way in (Way.ITEM, Way.INDEX) else "object"
    flats = [flat for flat in maker.ways.of(around) if flat.type == wanted][:_WAYS]
    keys: dict[str | int, Schema] = {}
    for flat in sorted(flats, key=lambda flat: step.key not in flat.known):
        for key in _keys(maker, flat, step):
            keys.setdefault(key, flat.child(key))
    return keys


def _keys(maker: Maker, flat: Flat, step: Step) -> Iterable[str | int]:
    match step.way:
        case Way.PROPERTY:
            return (step.key,)
        case Way.INDEX:
            return (int(step.key),)
        case Way.ITEM:
            # Who takes it may have a tuple that is one longer.
            return (flat.row_end, flat.row_end + 1)
        case _ if step.key:
            return matching(step.key)
        case _:
            return (*NAMES, *islice(extra_names(maker, flat), _OTHERS))


def _holding(key: str | int, inner: Schema) -> Schema:
    if isinstance(key, str):
        return {"type": "object", "required": [key], "properties": {key: inner}}
    return {"type": "array", "minItems": key + 1, "prefixItems": [*[{}] * key, inner]}
