"""Generated modules as black writes them, at a fraction of black's cost.

Emitters write statements that black would leave alone as long as no line is too long. So a module is
taken apart into top-level statements, and classes into members; only those with a long line are
given to black. The tests format whole modules of every kind with black and find them unchanged.
"""

import re
from functools import lru_cache

from counterfoil.compile.formatting import WIDTH, formatted

_LONG = re.compile(rf"^[^\n]{{{WIDTH + 1},}}$", re.MULTILINE)


def tidy(text: str) -> str:
    """The module as black writes it. Raises black.InvalidInput where it is no Python."""
    return "\n\n\n".join(_tidied(each) for each in text.strip("\n").split("\n\n\n")) + "\n" if text else text


@lru_cache(maxsize=50_000)
def _tidied(statement: str) -> str:
    if not _LONG.search(statement):
        return statement
    return formatted(statement).strip("\n")
