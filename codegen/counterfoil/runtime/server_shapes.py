"""Text from the wire as JSON values, guided by what the contract expects at each place.

Nothing is coerced: text that does not read as an expected kind stays text, and the exact type
says what is wrong with it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_LONGEST_NUMBER = 400
"""Digits; beyond that the value is infinite as a float, and slow to read as an integer."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value that may read as any of `kinds`, tried in order."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Array:
    """A list whose items read alike."""

    item: "Shape"


@dataclass(frozen=True, slots=True)
class Object:
    """A record; `others` is the shape of properties it does not name, None where it admits none."""

    properties: Mapping[str, "Shape"] = field(default_factory=dict)
    others: "Shape | None" = None

    def of(self, name: str) -> "Shape":
        """The shape of the property `name`."""
        return self.properties.get(name) or self.others or TEXT


@dataclass(frozen=True, slots=True)
class Either:
    """A value that may be of several shapes, tried in order; only understood at the top."""

    options: tuple["Shape", ...]


Shape: TypeAlias = Scalar | Array | Object | Either

TEXT = Scalar(("string",))
INTEGER = Scalar(("integer",))
NUMBER = Scalar(("number",))
BOOLEAN = Scalar(("boolean",))


def scalar(shape: Shape, text: str) -> Any:
    """The JSON value that `text` stands for.

    >>> scalar(INTEGER, "12"), scalar(INTEGER, "012"), scalar(BOOLEAN, "true"), scalar(TEXT, "1")
    (12, '012', True, '1')
    """
    if not isinstance(shape, Scalar):
        return text
    for kind in shape.kinds:
        match kind:
            case "boolean" if text in ("true", "false"):
                return text == "true"
            case "integer" if _INTEGER.fullmatch(text) and len(text) < _LONGEST_NUMBER:
                return int(text)
            case "number" if _NUMBER.fullmatch(text) and len(text) < _LONGEST_NUMBER:
                return _number(text)
            case "null" if text == "":
                return None
            case "string":
                return text
    return text


def _number(text: str) -> int | float | str:
    if _INTEGER.fullmatch(text):
        return int(text)
    value = float(text)
    return text if value in (float("inf"), float("-inf")) else value


def readings(shape: Shape) -> tuple[Shape, ...]:
    """Every way to read a value, the likeliest first.

    `type: [integer, string]` reads `12` as an integer first, yet `enum: ["12"]` wants the text.
    """
    options = shape.options if isinstance(shape, Either) else (shape,)
    plain = (_textual(option) for option in options)
    return (*options, *(option for option in plain if option is not None))


def _textual(shape: Shape) -> Shape | None:
    """The shape that reads ambiguous scalars as strings; None where nothing is ambiguous."""
    match shape:
        case Scalar(kinds):
            return TEXT if "string" in kinds and len(kinds) > 1 else None
        case Array(item):
            plain = _textual(item)
            return Array(plain) if plain else None
        case Object(properties, others):
            plainer = {name: _textual(inner) for name, inner in properties.items()}
            plain_others = _textual(others) if others else None
            if plain_others is None and not any(plainer.values()):
                return None
            kept = {name: plainer[name] or inner for name, inner in properties.items()}
            return Object(kept, plain_others or others)
    return None
