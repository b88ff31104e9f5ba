"""How a schema reads as a Python type in generated code."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from counterfoil.model import Direction, Schema


@dataclass(frozen=True, slots=True)
class TypeExpr:
    """A type expression, and the import lines that it needs beside `models`."""

    text: str
    """As a signature shows it: `str`, `models.Order`."""
    imports: frozenset[str] = frozenset()
    exact: "TypeExpr | None" = None
    """As a strict reader validates it: `StrictStr`; None where that is the same."""

    @property
    def checked(self) -> "TypeExpr":
        """The expression to validate with."""
        return self.exact or self


class Types(Protocol):
    """Names the Python type of a schema in normal form."""

    def of(self, schema: Schema | None, direction: Direction) -> TypeExpr:
        """The type of `schema`; `Any` where the contract gives none."""
        ...


ANY = TypeExpr("Any", frozenset({"from typing import Any"}))
NONE = TypeExpr("None")
TEXT = TypeExpr("str")
BYTES = TypeExpr("bytes")


def union(members: Iterable[TypeExpr]) -> TypeExpr:
    """The type of what is any of them.

    >>> union([NONE, TEXT, BYTES, TEXT]).text
    'str | bytes | None'
    """
    return _union(tuple(dict.fromkeys(members)))


@lru_cache(maxsize=10_000)
def _union(given: tuple[TypeExpr, ...]) -> TypeExpr:
    texts = dict.fromkeys(member.text.removesuffix(" | None") for member in given)
    if ANY.text in texts:
        return ANY
    nullable = any(member.text.endswith("None") for member in given) or not given
    parts = [*(text for text in texts if text != NONE.text), *([NONE.text] if nullable else [])]
    return TypeExpr(" | ".join(parts), frozenset().union(*(member.imports for member in given)))


def optional(expression: TypeExpr) -> TypeExpr:
    """The type of what may be absent."""
    return union([expression, NONE])
