"""black, as generated code is formatted."""

import black
from black.mode import TargetVersion

_MODE = black.Mode(target_versions={TargetVersion.PY311})
WIDTH = 88


def formatted(text: str) -> str:
    """A module as black writes it. Raises black.InvalidInput where it is no Python."""
    return black.format_str(text, mode=_MODE)
