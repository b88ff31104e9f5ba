"""Schemas that take every value, or none, and say so plainly."""

from counterfoil.engine.lower.keywords import ANNOTATIONS
from counterfoil.model import Schema


def takes_all(schema: Schema) -> bool:
    """Whether nothing is asked for.

    >>> takes_all({"description": "anything"}), takes_all({"type": "string"})
    (True, False)
    """
    return schema.keys() <= ANNOTATIONS


def takes_none(schema: Schema) -> bool:
    """Whether it is `false`, as the normal form has it.

    >>> takes_none({"not": {}, "description": "nothing"})
    True
    """
    return "not" in schema and takes_all(schema["not"])
