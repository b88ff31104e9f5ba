"""black, applied where a text might not be what black would write."""

import re
from functools import lru_cache

import black

_MODE = black.Mode(target_versions={black.TargetVersion.PY311})
WIDTH = 88


def formatted(text: str) -> str:
    """A module as black writes it. Raises black.InvalidInput where it is no Python."""
    return black.format_str(text, mode=_MODE)


@lru_cache(maxsize=20_000)
def block(text: str) -> str:
    """A top-level statement as black writes it.

    Emitters write blocks that black would leave alone while their lines are short; `tests` hold them
    to it by formatting every generated module. So only blocks with a long line are formatted.
    """
    return formatted(text).rstrip("\n") if _LONG.search(text) else text


_LONG = re.compile(rf"^[^\n]{{{WIDTH + 1},}}$", re.MULTILINE)
