"""Generated modules as black writes them, at a fraction of black's cost.

Emitters write statements that black would leave alone as long as no line is too long. So a module is
taken apart into top-level statements, and classes into members; only those with a long line are
given to black. The tests format whole modules of every kind with black and find them unchanged.
"""

import re
from functools import lru_cache

from counterfoil.compile.formatting import WIDTH, formatted

_LONG = re.compile(rf"^[^\n]{{{WIDTH + 1},}}$", re.MULTILINE)
_QUOTES = '"""'
_CLASS = "class _:\n\n"


def tidy(text: str) -> str:
    """The module as black writes it. Raises black.InvalidInput where it is no Python."""
    if not text.strip():
        return text
    parts = _split(text.strip("\n"), "\n\n\n")
    return "\n\n\n".join(_statement(each) for each in parts) + "\n"


def _split(text: str, border: str) -> list[str]:
    """The text between borders, none of them inside a docstring."""
    parts: list[str] = []
    open_ = False
    for piece in text.split(border):
        if open_:
            parts[-1] += border + piece
        else:
            parts.append(piece)
        open_ = open_ is not bool(piece.count(_QUOTES) % 2)
    return parts


def _is_long(text: str) -> bool:
    """Whether a line is too long, those of docstrings aside: black does not wrap them."""
    return bool(_LONG.search("".join(text.split(_QUOTES)[::2])))


@lru_cache(maxsize=50_000)
def _statement(text: str) -> str:
    if not _is_long(text):
        return text
    if not text.startswith("class "):
        return formatted(text).strip("\n")
    head, *members = _split(text, "\n\n    ")
    if _is_long(head):
        return formatted(text).strip("\n")
    return "\n\n    ".join([head, *map(_member, members)])


@lru_cache(maxsize=50_000)
def _member(text: str) -> str:
    if not _is_long(f"    {text}"):
        return text
    shown = formatted(f"{_CLASS}    {text}\n")
    return shown.removeprefix(_CLASS).strip("\n").removeprefix("    ")
