"""Generated modules as black writes them, at a fraction of black's cost.

Emitters write statements that black would leave alone as long as no line is too long. So only the
statements with a long line are laid out anew, by `lines`; black itself is asked about the few forms
that `lines` is not sure of. The tests format whole modules of every kind with black and find them
unchanged.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from counterfoil.compile.formatting import NARROW, WIDTH, formatted, is_known, width
from counterfoil.compile.lines import laid_out

_LONG = re.compile(rf"^[^\n]{{{WIDTH + 1},}}$", re.MULTILINE)
_WIDE = re.compile(rf"^[^\n]*[^{NARROW}][^\n]*$", re.MULTILINE)
_WHOLE = re.compile(
    r"""\s*(?:[\w.]+=|"(?:[^"\\]|\\.)*":[ ])?      # an argument's name, or a key
    (?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\w.]+(?:\(\)|[ ]as[ ]\w+)?|[\[{(])[,:]?""",
    re.VERBOSE,
)
"""A line that has nothing to break it at: one name, a call of it with nothing or its other name in an import, one
text, or the opening of what follows."""
_QUOTES = '"""'
_OPENING, _CLOSING = ("(", "[", "{"), (")", "]", "}")


def tidy(text: str) -> str:
    """The module as black writes it. Raises black.InvalidInput where it is no Python."""
    if not text.strip():
        return text
    if not is_known():
        # Slower, and right whatever the newer black has changed.
        return formatted(text)
    text = text.strip("\n") + "\n"
    made: list[str] = []
    done = 0
    for at in _long_lines(text):
        if at >= done:
            start = _start(text, at)
            end = _end(text, start)
            made += [text[done:start], _laid_out(text[start:end])]
            done = end
    return "".join([*made, text[done:]])


def _long_lines(text: str) -> Iterator[int]:
    """Where the lines of code begin that black would break: too long, with something to break them at."""
    found = [each.span() for each in _LONG.finditer(text)]
    if not text.isascii():
        # Some characters fill two columns.
        found = sorted({*found, *(each.span() for each in _WIDE.finditer(text))})
    quotes = [*_quotes(text)] if found else []
    for start, end in found:
        before = bisect_left(quotes, start)
        in_docstring = before % 2 or bisect_left(quotes, end) > before
        if in_docstring or _WHOLE.fullmatch(text, start, end):
            continue
        if end - start > WIDTH or width(text[start:end]) > WIDTH:
            yield start


def _quotes(text: str) -> Iterator[int]:
    """Where docstrings begin and end: other texts may have as many quotes, but inside a line."""
    at = text.find(_QUOTES)
    while at >= 0:
        end = at + len(_QUOTES)
        if text[end] == "\n" or not text[text.rfind("\n", 0, at) + 1 : at].strip(" "):
            yield at
        at = text.find(_QUOTES, end)


def _start(text: str, at: int) -> int:
    """Where the statement begins whose line begins at `at`."""
    while at:
        before = text.rfind("\n", 0, at - 1) + 1
        margin = _margin(text, at)
        closes = text[at + margin] in _CLOSING
        if not closes and text[at - 2] not in (*_OPENING, ","):
            break
        at = before
        while _margin(text, at) >= margin + closes:
            at = text.rfind("\n", 0, at - 1) + 1
    return at


def _end(text: str, start: int) -> int:
    """Where the last line of a statement ends: it closes the bracket that the first one opens."""
    margin = _margin(text, start)
    end = text.index("\n", start)
    while text[end - 1] in _OPENING:
        closing = _not_deeper(margin).search(text, end + 1)
        if closing is None:
            break
        end = closing.end()
    return end


@cache
def _not_deeper(margin: int) -> re.Pattern[str]:
    return re.compile(rf"^ {{0,{margin}}}[^ \n].*$", re.MULTILINE)


def _margin(text: str, at: int) -> int:
    end = at
    while text[end] == " ":
        end += 1
    return end - at


def _laid_out(text: str) -> str:
    margin = _margin(text, 0)
    return laid_out(text.lstrip(" "), margin // 4) or _asked(text, margin // 4)


def _asked(text: str, depth: int) -> str:
    """A simple statement, or the head of a compound one, as black writes it below `depth` others."""
    margin = "    " * depth
    around = "".join(f"{'    ' * each}if _:\n" for each in range(depth))
    below = f"\n{margin}def _():\n{margin}    pass" if text.startswith(f"{margin}@") else ""
    below = f"\n{margin}    pass" if text.endswith(":") else below
    shown = formatted(f"{around}{text}{below}\n")
    # Between heads black leaves a line empty.
    return shown.removeprefix(around).removesuffix(f"{below}\n").strip("\n")
