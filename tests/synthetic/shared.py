"""The files that several contracts refer to."""

from collections.abc import Iterator
from random import Random

from .words import AREAS, PROPERTIES, Schema

_FILES: dict[str, Schema] = {
    "money": {
        "required": ["amount", "currency"],
        "additionalProperties": False,
        "properties": {
            "amount": {"description": "In minor units.", "type": "integer", "minimum": 0},
            "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        },
    },
    "address": {
        "required": ["street", "city", "country"],
        "properties": {
            "street": {"type": "string", "minLength": 1, "maxLength": 200},
            "city": {"type": "string", "minLength": 1, "maxLength": 100},
            "postcode": {"type": "string", "maxLength": 20},
            "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
        },
    },
    "party": {
        "required": ["name"],
        "properties": {
            "name": {"type": "string", "minLength": 1},
            "email": {"type": "string", "format": "email"},
            "address": {"$ref": "address.yaml"},
        },
    },
    "period": {
        "required": ["from"],
        "properties": {
            "from": {"type": "string", "format": "date-time"},
            "until": {"type": "string", "format": "date-time"},
        },
    },
    "audit": {
        "required": ["at", "by"],
        "properties": {
            "at": {"type": "string", "format": "date-time"},
            "by": {"$ref": "party.yaml"},
            "within": {"$ref": "period.yaml"},
        },
    },
    "problem": {
        "required": ["title", "status"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": {"type": "string"},
        },
    },
}
"""Name → schema; `audit` leads to `party` and that to `address`, so that an edit reaches far."""


def shared_files(seed: int) -> Iterator[tuple[str, Schema]]:
    """Name → document: those of everybody, and one of each area."""
    for name, schema in _FILES.items():
        yield name, _document(name, schema)
    for area in AREAS:
        own = dict(Random(f"{seed}/{area}").sample(PROPERTIES, 4))
        named = {"code": {"type": "string", "pattern": "^[A-Z]{3}[0-9]{3}$"}, **own}
        yield area, _document(f"{area}-unit", {"required": ["code"], "properties": named})


def drawn_names(random: Random, area: str, share: float) -> Iterator[str]:
    """Which of them a contract of an area refers to, if any."""
    if random.random() < share:
        yield "problem"
        yield from random.sample(sorted(_FILES.keys() - {"problem"}), random.randint(1, 3))
        if random.random() < 0.5:
            yield area


def _document(name: str, schema: Schema) -> Schema:
    title = "".join(name.replace("-", " ").title().split())
    # Without a dialect, for contracts of OpenAPI 3.0 refer to it too.
    return {"title": title, "type": "object", **schema}
