"""Calls and collections as Python source that a formatter leaves alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from counterfoil.compile.text import literal

WIDTH = 88


@dataclass(frozen=True, slots=True)
class Group:
    """Items between brackets: on one line where they fit, else each on its own."""

    opening: str
    items: "tuple[Expression, ...]"
    closing: str

    def __str__(self) -> str:
        # A tuple of one is no tuple without its comma.
        alone = "," if self.opening.endswith(_TUPLE) and len(self.items) == 1 else ""
        return f"{self.opening}{', '.join(map(str, self.items))}{alone}{self.closing}"


_TUPLE = ("=(", ": (")
"""What a bracket opens with unless it holds the arguments of a call."""

Expression: TypeAlias = str | Group


def call(name: str, items: Iterable[Expression]) -> Group:
    """`name(…)`."""
    return Group(f"{name}(", tuple(items), ")")


def import_from(module: str, names: Sequence[str]) -> str:
    """`from module import …`."""
    head = f"from {module} import "
    flat = head + ", ".join(names)
    if len(flat) <= WIDTH:
        return flat
    return head + laid_out(Group("(", tuple(names), ")"), 0, WIDTH)


def entry(key: str, value: Expression) -> Expression:
    """`"key": value`, in a dict."""
    return _prefixed(f"{literal(key)}: ", value)


def keyword(name: str, value: Expression) -> Expression:
    """`name=value`, in a call."""
    return _prefixed(f"{name}=", value)


def laid_out(expression: Expression, indent: int, before: int = 0, after: int = 0) -> str:
    """Source of an expression in a statement at depth `indent`, its first line after `before` columns
    of other text and its last line before `after`.

    >>> print(laid_out(call("f", ["a", "b"]), 0))
    f(a, b)
    """
    flat = str(expression)
    if isinstance(expression, str) or indent + before + len(flat) + after <= WIDTH:
        return flat
    margin = "\n" + " " * indent
    items = (laid_out(item, indent + 4, 0, 1) for item in expression.items)
    lines = "".join(f"{margin}    {item}," for item in items)
    return f"{expression.opening}{lines}{margin}{expression.closing}"


def _prefixed(prefix: str, value: Expression) -> Expression:
    if isinstance(value, str):
        return prefix + value
    return Group(prefix + value.opening, value.items, value.closing)
