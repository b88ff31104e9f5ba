"""Faults of the kind "takes what it should refuse": what is no longer looked at, and what becomes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .description import Schema

Part = Any
"""A part of a body: what stands at the end of a path."""


@dataclass(frozen=True)
class Loosened:
    """One check that is missing: where in which body, which schema stands there instead, and how
    an unfit value is made to fit. None keeps it as it is: garbage goes in, garbage comes out."""

    body: str
    path: str
    schema: Callable[[Schema], Schema]
    fitted: Callable[[Part], Part] | None = None


def without(*keywords: str) -> Callable[[Schema], Schema]:
    """The schema with some keywords missing."""
    return lambda schema: {key: value for key, value in schema.items() if key not in keywords}


def instead(schema: Schema) -> Callable[[Schema], Schema]:
    """Another schema altogether."""
    return lambda _: schema


def either(schema: Schema) -> Callable[[Schema], Schema]:
    """The schema, or another."""
    return lambda kept: {"anyOf": [kept, schema]}


def not_needed(name: str) -> Callable[[Schema], Schema]:
    """The schema that no longer asks for a property."""
    return lambda schema: {
        **schema,
        "required": [each for each in schema["required"] if each != name],
    }


def known(names: str) -> Callable[[Part], Part]:
    """Drops what has another name."""
    return lambda part: {key: value for key, value in part.items() if key in names.split()}


def whole(part: Part) -> Part:
    """The number without what stands behind its point."""
    return int(part) if isinstance(part, float) else part


def distinct(part: Part) -> Part:
    """The list without repetitions."""
    return list(dict.fromkeys(part))


def lower(part: Part) -> Part:
    """A word in lower case."""
    return part.lower()


NUMERIC = {"type": "string", "pattern": "^[1-9][0-9]?$"}
ANY_CASE = {"type": "string", "pattern": "^(?i:standard|express|overnight)$"}

LOOSENED: Mapping[str, Loosened] = {
    "quantity-text-coerced": Loosened("parcel", "contents/*/quantity", either(NUMERIC), int),
    "amount-fraction-cut": Loosened(
        "parcel",
        "contents/*/value/amount",
        lambda schema: {**schema, "type": "number"},
        whole,
    ),
    "amount-negative": Loosened(
        "parcel", "contents/*/value/amount", without("minimum"), lambda part: max(0, part)
    ),
    "address-misspelt": Loosened(
        "parcel", "recipient/address", without("additionalProperties"), known("street city country")
    ),
    "service-in-any-case": Loosened("parcel", "service", instead(ANY_CASE), lower),
    "description-any-length": Loosened(
        "parcel", "contents/*/description", without("maxLength"), lambda part: part[:100]
    ),
    "city-null": Loosened(
        "parcel", "recipient/address/city", either({"type": "null"}), lambda part: part or "Here"
    ),
    "email-not-needed": Loosened(
        "parcel",
        "recipient",
        not_needed("email"),
        lambda part: {"email": "nobody@parcels.example", **part},
    ),
    "email-unchecked": Loosened("parcel", "recipient/email", without("format")),
    "country-unchecked": Loosened(
        "parcel",
        "recipient/address/country",
        without("pattern"),
        lambda part: part if len(part) == 2 and part.isascii() and part.isupper() else "GB",
    ),
    "tags-repeated": Loosened("parcel", "tags", without("uniqueItems"), distinct),
    "fragile-from-text": Loosened(
        "parcel",
        "fragile",
        either({"enum": ["true", "false"]}),
        lambda part: part in (True, "true"),
    ),
    "contents-without-end": Loosened(
        "parcel", "contents", without("maxItems"), lambda part: part[:20]
    ),
    "weight-nothing": Loosened(
        "parcel", "weight", without("exclusiveMinimum"), lambda part: part if part > 0 else 0.1
    ),
    "amendment-empty": Loosened("amendment", "", without("minProperties")),
    "scan-unknown-field": Loosened(
        "scan", "", without("additionalProperties"), known("place event")
    ),
    "pickup-any-day": Loosened("pickup", "day", without("format")),
}


def loosen(bodies: Mapping[str, Schema], faults: frozenset[str]) -> dict[str, Schema]:
    """The descriptions without what the faults take away."""
    loosened = dict(bodies)
    for name, each in LOOSENED.items():
        if name in faults:
            steps = [step for step in each.path.split("/") if step]
            loosened[each.body] = _changed(loosened[each.body], steps, each.schema)
    return loosened


def _changed(schema: Schema, steps: list[str], change: Callable[[Schema], Schema]) -> Schema:
    if not steps:
        return change(schema)
    if "anyOf" in schema:
        first, *others = schema["anyOf"]
        return {"anyOf": [_changed(first, steps, change), *others]}
    first, *deeper = steps
    if first == "*":
        return {**schema, "items": _changed(schema["items"], deeper, change)}
    properties = schema["properties"]
    inner = {**properties, first: _changed(properties[first], deeper, change)}
    return {**schema, "properties": inner}


def fit(kind: str, body: Any, faults: frozenset[str]) -> Any:
    """The body with what should have been refused made to fit."""
    for name, each in LOOSENED.items():
        if name in faults and each.body == kind and each.fitted is not None:
            body = _fitted(body, [step for step in each.path.split("/") if step], each.fitted)
    return body


def _fitted(part: Part, steps: list[str], fitted: Callable[[Part], Part]) -> Part:
    if not steps:
        return fitted(part)
    first, *deeper = steps
    if first == "*":
        return [_fitted(each, deeper, fitted) for each in part]
    if first not in part:
        return part
    return {**part, first: _fitted(part[first], deeper, fitted)}
