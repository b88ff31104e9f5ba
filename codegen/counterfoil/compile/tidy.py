"""Generated modules as black writes them, at a fraction of black's cost.

Emitters write statements that black would leave alone as long as no line is too long. So a module is
taken apart into top-level statements, and classes into members; only those with a long line are
given to black. The tests format whole modules of every kind with black and find them unchanged.
"""

import re
from functools import lru_cache

from counterfoil.compile.formatting import WIDTH, formatted

_LONG = re.compile(rf"^[^\n]{{{WIDTH + 1},}}$", re.MULTILINE)
_WHOLE = re.compile(
    r"""\s*(?:[\w.]+=|"(?:[^"\\]|\\.)*":[ ])?      # an argument's name, or a key
    (?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\w.]+|[\[{(])[,:]?""",
    re.VERBOSE,
)
"""A line that has nothing to break it at: one name, one text, or the opening of what follows."""
_TOP = re.compile(r"\n{2,}(?=\S)")
_INSIDE = re.compile(r"\n\n    (?=\S)")
_QUOTES = '"""'
_CLASS = "class _:\n\n"


def tidy(text: str) -> str:
    """The module as black writes it. Raises black.InvalidInput where it is no Python."""
    if not text.strip():
        return text
    return "".join(map(_statement, _split(text.strip("\n"), _TOP))) + "\n"


def _split(text: str, border: re.Pattern[str]) -> list[str]:
    """The parts that begin at borders, none of which is inside a docstring; nothing is lost."""
    cuts, open_, at = [0], False, 0
    for found in border.finditer(text):
        open_ = open_ is not bool(text.count(_QUOTES, at, found.start()) % 2)
        at = found.start()
        if not open_:
            cuts += [found.start(), found.end()]
    return [text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _is_long(text: str) -> bool:
    """Whether black would break a line: one of code, too long, with something to break it at."""
    code = "".join(text.split(_QUOTES)[::2])
    return any(not _WHOLE.fullmatch(line[0]) for line in _LONG.finditer(code))


@lru_cache(maxsize=50_000)
def _statement(text: str) -> str:
    if not _is_long(text):
        return text
    parts = _split(text, _INSIDE)
    if not text.startswith("class ") or _is_long(parts[0]):
        return formatted(text).strip("\n")
    return "".join([parts[0], *map(_member, parts[1:])])


@lru_cache(maxsize=50_000)
def _member(text: str) -> str:
    """A member of a class, without its indentation; or fields below one another, and a docstring."""
    if not _is_long(f"    {text}"):
        return text
    fields, quotes, about = text.partition(_QUOTES)
    lines = fields.split("\n    ")
    if len(lines) > 1 and not any(line.startswith((" ", ")", "]", "}", "@")) for line in lines):
        return "\n    ".join(line and _member(line) for line in lines) + quotes + about
    shown = formatted(f"{_CLASS}    {text}\n")
    return shown.removeprefix(_CLASS).strip("\n").removeprefix("    ")
