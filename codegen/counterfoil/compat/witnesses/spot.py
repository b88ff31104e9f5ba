"""The place of a value at which a witness stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counterfoil.compat.differences import Step, Way
from counterfoil.compat.witnesses.material import Dispute
from counterfoil.compat.witnesses.missing import MISSING, Missing
from counterfoil.compat.witnesses.naming import NAMES, matching
from counterfoil.engine.values.picks import Path
from counterfoil.model import Json, Schema
from counterfoil.runtime.identity import identity

_UNIONS = frozenset({"anyOf", "oneOfNotValid", "oneOfMultipleValid", "not"})
"""Kinds of complaints that are made at a union, about what is anywhere inside it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, what stands there, and the schema of all values in which it does."""

    path: Path
    value: Json | Missing
    """MISSING where only the name of the property matters."""
    schema: Schema

    def holds(self, whole: Json) -> bool:
        """Whether the value still stands at its place."""
        for key in self.path:
            match whole:
                case dict() if key in whole:
                    whole = whole[key]
                case list() if isinstance(key, int) and key < len(whole):
                    whole = whole[key]
                case _:
                    return False
        return self.value is MISSING or identity(whole) == identity(self.value)

    def alone(self, dispute: Dispute, whole: Json) -> bool:
        """Whether nothing but the value at its place is complained of."""
        return all(self._is_here(place, kind) for place, kind in dispute.complaints(whole))

    def _is_here(self, place: Path, kind: str) -> bool:
        if self.value is MISSING:
            return kind == "propertyNames" and place == self.path[:-1]
        if place[: len(self.path)] == self.path:
            return True
        return kind in _UNIONS and self.path[: len(place)] == place


def spots(trail: Sequence[Step], value: Json) -> Iterator[Spot]:
    """The places that a trail may lead to, where it leads to properties of any name."""
    if not trail:
        yield Spot((), value, {"const": value})
        return
    step, rest = trail[0], trail[1:]
    if step.way is Way.NAME:
        yield Spot((value,), MISSING, {"type": "object", "required": [value]})
        return
    for inner in spots(rest, value):
        for key in _keys(step):
            yield Spot((key, *inner.path), inner.value, _holding(key, inner.schema))


def _keys(step: Step) -> Iterator[str | int]:
    match step.way:
        case Way.PROPERTY:
            yield step.key
        case Way.ITEM:
            yield 0
        case Way.INDEX:
            yield int(step.key)
        case _:
            yield from matching(step.key) if step.key else ()
            yield from NAMES


def _holding(key: str | int, inner: Schema) -> Schema:
    if isinstance(key, str):
        return {"type": "object", "required": [key], "properties": {key: inner}}
    return {"type": "array", "minItems": key + 1, "prefixItems": [*[{}] * key, inner]}
