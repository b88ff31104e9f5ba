"""Where a file is not as the format of expectations says."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError
from jsonschema_rs import ValidationErrorKind as Kind

from counterfoil.engine.expectations.schema import USUAL, malformed, schema_text
from counterfoil.engine.words import nearest
from counterfoil.model import Finding, Json, Place, Source, unescape

MOST = 50
"""Objections that are told of one file."""
_PARTS = {
    "interaction": "it has neither `request` and `response` nor `message`",
    "state": "it is neither a text nor an object with `state` and `params`",
    "given": "it is neither a provider state nor a list of them",
}
"""What an alternative is of → what it is to say that none of its alternatives holds."""


def objections(source: Source) -> Iterator[Finding]:
    """What is wrong with a file, as far as its own text can say; no value of it is told."""
    errors = _validator().iter_errors(source.value)
    yield from (_objection(source, error) for error in islice(errors, MOST))
    left = sum(1 for _ in errors)
    if left:
        place = Place(source)
        yield malformed(place, f"there are {left} more places like these", subject="more")


@cache
def _schema() -> Mapping[str, Any]:
    schema: Mapping[str, Any] = json.loads(schema_text())
    return schema


@cache
def _validator() -> Draft202012Validator:
    # What a person has written by mistake may be a secret.
    return Draft202012Validator(dict(_schema()), mask="it")


def _objection(source: Source, error: ValidationError) -> Finding:
    place = Place(source)
    for step in error.instance_path:
        place /= step
    why, fix = _told(error)
    return malformed(place, f"{_where(place)}{why}", fix)


def _told(error: ValidationError) -> tuple[str, str]:
    match error.kind:
        case Kind.AdditionalProperties(unexpected=names):
            return _unexpected(error, names[0])
        case Kind.OneOfNotValid() | Kind.OneOfMultipleValid() | Kind.AnyOf():
            return _no_alternative(error)
        case Kind.Required(property=name):
            return f"`{name}` is missing", f"Add `{name}`."
        case Kind.Pattern() if "pattern" in _owner(error):
            return (
                "it is no field pattern",
                "Begin it with a slash, as in `/lines/*/sku`, and write `/` in a key as `~1`.",
            )
        case Kind.Pattern():
            return "it is not one line of text, or has a character that it must not have", USUAL
    return error.message, USUAL


def _no_alternative(error: ValidationError) -> tuple[str, str]:
    if isinstance(error.kind, Kind.OneOfMultipleValid):
        return "it has `message` beside `request` and `response`", "Remove one of the two."
    part = _owner(error)
    return _PARTS.get(part, error.message), USUAL


def _unexpected(error: ValidationError, name: str) -> tuple[str, str]:
    known = _at(error.schema_path[:-1]).get("properties", {})
    near = nearest(name, known)
    fix = f"Write `{near}`." if near else f"Known are {', '.join(f'`{key}`' for key in known)}."
    return f"`{name:.60}` is no key of it", fix


def _owner(error: ValidationError) -> str:
    """The name under `$defs` of the schema that objects."""
    path = [str(each) for each in error.schema_path]
    return path[path.index("$defs") + 1] if "$defs" in path else ""


def _at(path: list[str | int]) -> Mapping[str, Any]:
    node: Json = _schema()
    for key in path:
        node = node[key]
    found: Mapping[str, Any] = node
    return found


def _where(place: Place) -> str:
    """The way to a place, for a person."""
    tokens = [unescape(token) for token in place.pointer.split("/")[1:]]
    return f"`{' › '.join(tokens)}`: " if tokens else ""
