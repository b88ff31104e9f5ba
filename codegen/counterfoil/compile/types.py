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
    """As a signature shows it: `str`, `models.Order`."""
    imports: frozenset[str] = frozenset()
    exact: str = ""
    """As a strict reader validates it: `models.Str`. The same as `text` for a tolerant one."""

    @property
    def checked(self) -> str:
        """The expression to validate with."""
        return self.exact or self.text


class Types(Protocol):
    """Names the Python type of a schema in normal form."""

    def of(self, schema: Schema | None, direction: Direction) -> TypeExpr:
        """The type of `schema`; `Any` where the contract gives none."""
        ...
