"""What can be wrong at one place: one broken keyword each, whatever the type."""

from collections.abc import Iterator
from functools import partial

from counterfoil.engine.values.faults_in_leaves import number_faults, text_faults
from counterfoil.engine.values.faults_inside import array_faults, object_faults
from counterfoil.engine.values.faulty import Fault, Kind
from counterfoil.engine.values.making import UNMADE, Maker
from counterfoil.engine.values.options import shown
from counterfoil.engine.values.picks import first
from counterfoil.engine.values.places import Spot, spots, with_value
from counterfoil.model import Json, Schema

_EXCLUSIONS = 2
"""Excluded schemas of which a value is made."""
_ROOM = 30


def faults(maker: Maker, spot: Spot) -> Iterator[Fault]:
    """The faults that a value may have at one place. Some may be no fault after all."""
    yield from _stated(maker, spot)
    yield from _excluded(maker, spot)


def escapes(maker: Maker, schema: Schema, value: Json) -> Iterator[Json]:
    """Values near one that a schema accepts, most of which it does not accept."""
    found = sorted(spots(maker, schema, value), key=lambda spot: len(spot.path))
    for spot in found:
        if isinstance(spot.value, dict):
            for name in (*spot.flat.known, "unexpected"):
                for strange in (0, "", None) if name not in spot.value else ():
                    yield with_value(value, spot.path, {**spot.value, name: strange})
    for spot in found:
        for fault in _stated(maker, spot):
            yield with_value(value, spot.path, fault.value)


def _stated(maker: Maker, spot: Spot) -> Iterator[Fault]:
    yield from _of_type(spot)
    if spot.flat.members is not None:
        yield from _of_members(spot)
        return
    match spot.flat.type:
        case "string":
            yield from text_faults(spot.flat, spot.value)
        case "integer" | "number":
            yield from number_faults(spot.flat, spot.value)
        case "array":
            yield from array_faults(maker, spot)
        case "object":
            yield from object_faults(maker, spot)
        case _:
            pass


def _of_type(spot: Spot) -> Iterator[Fault]:
    for wrong, kind in _wrong(spot.flat.type, spot.value):
        yield Fault(wrong, kind, "type", _said(wrong))


def _wrong(kind: str, value: Json) -> Iterator[tuple[Json, Kind]]:
    """Values of other types, the easiest to mistake first."""
    match kind:
        case "integer" | "number":
            yield shown(value), Kind.TEXT_FOR_NUMBER
            if kind == "integer" and abs(value) < 2**50:
                yield value + 0.5, Kind.FRACTION
            yield True, Kind.BOOLEAN_FOR_NUMBER
            yield "many", Kind.WORD
        case "boolean":
            yield shown(value), Kind.TEXT_FOR_BOOLEAN
            yield int(value), Kind.NUMBER_FOR_BOOLEAN
            yield "yes", Kind.WORD
        case "string":
            yield 12, Kind.NUMBER_FOR_TEXT
            yield True, Kind.WRONG_KIND
            yield [value], Kind.WRONG_KIND
            yield {}, Kind.WRONG_KIND
        case "array":
            yield value[0] if value else {}, Kind.WRONG_KIND
            yield {}, Kind.WRONG_KIND
            yield "text", Kind.WORD
        case "object":
            yield [value], Kind.WRONG_KIND
            yield "text", Kind.WORD
        case _:
            return
    yield None, Kind.NULL


def _said(wrong: Json) -> str:
    match wrong:
        case str():
            return f"as text {shown(wrong)}"
        case list():
            return "as a list"
        case dict():
            return "as an object"
        case _:
            return f"as {shown(wrong)}"


def _of_members(spot: Spot) -> Iterator[Fault]:
    members = spot.flat.members or ()
    keyword = "const" if len(members) == 1 else "enum"
    for wrong in _unlisted(spot.value, members):
        yield Fault(wrong, Kind.UNLISTED, keyword, f"as {shown(wrong)}, which is not listed")
    for text in dict.fromkeys((spot.value, *members)) if isinstance(spot.value, str) else ():
        for wrong in (text.upper(), text.lower(), text.swapcase()) if isinstance(text, str) else ():
            if wrong not in members:
                yield Fault(wrong, Kind.CASE, keyword, f"as {shown(wrong)}, in another case")


def _unlisted(value: Json, members: tuple[Json, ...]) -> tuple[Json, ...]:
    """Values of the same type that are none of the members."""
    match value:
        case str():
            return ("unknown" if "unknown" not in members else "unheard-of", f"{value} ", "")
        case bool():
            return (not value,)
        case int() | float():
            numbers = [each for each in members if isinstance(each, int | float)]
            return (max(numbers) + 1, min(numbers) - 1)
        case list():
            return ([*value, 0],)
        case dict():
            return ({**value, "unheard-of": 0},)
        case _:
            return ()


def _excluded(maker: Maker, spot: Spot) -> Iterator[Fault]:
    for barred in spot.flat.barred:
        yield Fault(barred, Kind.EXCLUDED, "not", f"as {shown(barred)}, which is excluded")
    for rejected in spot.flat.rejected[:_EXCLUSIONS]:
        allowed = maker.kept(
            ("allowed", id(spot.schema)), partial(_without_exclusion, spot.schema), spot.schema
        )
        wrong = maker.make(maker.both(allowed, rejected), first, room=_ROOM)
        if wrong is not UNMADE:
            yield Fault(wrong, Kind.EXCLUDED, "not", f"as {shown(wrong)}, which is excluded")


def _without_exclusion(schema: Schema) -> Schema:
    kept = {key: each for key, each in schema.items() if key not in ("not", "oneOf")}
    return kept | ({"anyOf": schema["oneOf"]} if "oneOf" in schema else {})
