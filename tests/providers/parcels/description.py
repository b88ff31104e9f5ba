"""What the depot takes, in its own words: written apart from the contract, for other bodies of code."""

from typing import Any

from jsonschema_rs import Draft202012Validator, FancyRegexOptions

Schema = dict[str, Any]


def text(longest: int) -> Schema:
    """A text that is not empty."""
    return {"type": "string", "minLength": 1, "maxLength": longest}


def one_of(*members: str) -> Schema:
    """One of some words."""
    return {"enum": list(members)}


def closed(required: str, **properties: Schema) -> Schema:
    """An object that has these properties and no other."""
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


def services() -> Schema:
    """How fast a parcel may travel."""
    return one_of("standard", "express", "overnight")


def address() -> Schema:
    """Where something goes, or is."""
    country = {"type": "string", "pattern": "^[A-Z]{2}$"}
    return closed("street city country", street=text(100), city=text(60), country=country)


def note() -> Schema:
    """A note, or that there is none."""
    return {"type": ["string", "null"], "maxLength": 200}


def day() -> Schema:
    """A day."""
    return {"type": "string", "format": "date"}


def bodies() -> dict[str, Schema]:
    """What each kind of body looks like."""
    amount = {"type": "integer", "minimum": 0, "maximum": 100_000_000}
    money = closed("amount currency", amount=amount, currency=one_of("EUR", "GBP", "USD"))
    quantity = {"type": "integer", "minimum": 1, "maximum": 100}
    item = closed(
        "description quantity value", description=text(100), quantity=quantity, value=money
    )
    email = {"type": "string", "format": "email", "maxLength": 120}
    recipient = closed("name email address", name=text(80), email=email, address=address())
    return {
        "parcel": closed(
            "depot service weight recipient contents",
            depot=one_of("north", "south", "harbour"),
            service=services(),
            weight={"type": "number", "exclusiveMinimum": 0, "maximum": 50},
            recipient=recipient,
            contents={"type": "array", "items": item, "minItems": 1, "maxItems": 20},
            collectOn=day(),
            tags={"type": "array", "items": text(20), "maxItems": 5, "uniqueItems": True},
            note=note(),
            fragile={"type": "boolean"},
            pin={"type": "string", "pattern": "^[0-9]{4}$"},
        ),
        "amendment": {
            **closed(
                "", service=services(), collectOn=day(), note=note(), fragile={"type": "boolean"}
            ),
            "minProperties": 1,
        },
        "scan": closed(
            "place event", place=text(60), event=one_of("collected", "sorted", "delivered")
        ),
        "pickup": closed(
            "day at",
            day=day(),
            at=address(),
            crates={"type": "integer", "minimum": 0, "maximum": 40},
        ),
    }


def validator(schema: Schema) -> Draft202012Validator:
    """What judges values by a schema, formats included."""
    return Draft202012Validator(schema, validate_formats=True, pattern_options=FancyRegexOptions())
