"""How a schema reads as a Python type in generated code."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from counterfoil.model import Schema


class Direction(StrEnum):
    """Which way a value travels, seen from the contract."""

    REQUEST = "request"
    RESPONSE = "response"


@dataclass(frozen=True, slots=True)
class TypeExpr:
    """A type expression, and the import lines that it needs beside `models`."""

    text: str
    imports: frozenset[str] = frozenset()


class Types(Protocol):
    """Names the Python type of a schema in normal form."""

    def of(self, schema: Schema | None, direction: Direction) -> TypeExpr:
        """The type of `schema`; `Any` where the contract gives none."""
        ...
