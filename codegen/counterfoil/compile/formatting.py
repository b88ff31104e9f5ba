"""black, as generated code is formatted; imported when it is first asked, which is seldom."""

import re
from functools import cache

from counterfoil.engine.installed import version

WIDTH = 88
NARROW = r"\x00-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff"
"""Characters that fill one column each, as a range of a pattern: Latin, dashes, quotes, arrows."""
_NARROW = re.compile(f"[{NARROW}]*")
_COMPARED = frozenset({"26"})
"""Years of black's stable style (it may change each January) with which `lines` has been compared."""


def formatted(text: str) -> str:
    """A module as black writes it. Raises black.InvalidInput where it is no Python."""
    import black
    from black.mode import TargetVersion

    return black.format_str(text, mode=black.Mode(target_versions={TargetVersion.PY311}))


def width(text: str) -> int:
    """How many columns black takes a text to fill."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    from black.strings import str_width

    return str_width(text)


@cache
def is_known() -> bool:
    """Whether the rules of `lines` are those of the black that is installed."""
    return version("black").partition(".")[0] in _COMPARED
