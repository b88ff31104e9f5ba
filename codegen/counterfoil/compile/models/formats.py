"""Formats that a value can break, and where a type says them."""

from counterfoil.compile.models.kinds import types_of
from counterfoil.model import Schema
from counterfoil.runtime.formats import FORMATS, SIZED

CLASSES = frozenset({"date", "date-time", "uuid"})
"""Formats whose texts are read as Python values of their own."""

_LENGTHS = frozenset({"minLength", "maxLength"})
_LISTED = frozenset({"const", "enum"})


def is_class(schema: Schema) -> bool:
    """Whether texts of a schema are dates, moments or UUIDs in Python; with a length they stay texts."""
    return schema.get("format") in CLASSES and not _LENGTHS & schema.keys()


def can_break(name: str) -> bool:
    """Whether some value does not have the format.

    >>> can_break("email"), can_break("int32"), can_break("password")
    (True, True, False)
    """
    return name in FORMATS or name in SIZED


def noted(schema: Schema) -> str:
    """The format that stands beside the type of a schema; empty where none does.

    >>> noted({"type": "string", "format": "email"}), noted({"type": "integer", "format": "int64"})
    ('email', 'int64')
    >>> noted({"type": "string", "format": "uuid"}), noted({"format": "email"})
    ('', '')
    """
    name: str = schema.get("format", "")
    match [each for each in types_of(schema) if each != "null"]:
        case ["string"]:
            told = name in FORMATS and not is_class(schema)
        case ["integer"] | ["number"]:
            told = name in SIZED
        case _:
            told = False
    return name if told and not _LISTED & schema.keys() else ""


def is_said(schema: Schema) -> bool:
    """Whether the type of a schema of one kind says its format, where it has one that can be broken."""
    name = schema.get("format", "")
    typed = is_class(schema) and not _LISTED & schema.keys()
    return not can_break(name) or typed or noted(schema) == name
