"""black, as generated code is formatted."""

import black
from black.mode import TargetVersion
from black.strings import str_width

_MODE = black.Mode(target_versions={TargetVersion.PY311})
WIDTH = 88


def formatted(text: str) -> str:
    """A module as black writes it. Raises black.InvalidInput where it is no Python."""
    return black.format_str(text, mode=_MODE)


def width(text: str) -> int:
    """How many columns black takes a text to fill."""
    return len(text) if text.isascii() else str_width(text)
