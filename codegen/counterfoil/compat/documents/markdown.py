"""Markdown in which text from a contract stays text: it opens no link, no tag and no table cell."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from counterfoil.engine.render.plain import finite, safe
from counterfoil.model import Json

_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_SPECIAL = re.compile(r"([\\*_\[\]<>|~#&])")
_WORD_JOINED = re.compile(r"(?<=[^\W_])\\_(?=[^\W_])")
_TICKS = re.compile(r"`+")


def prose(text: str) -> str:
    r"""A sentence on one line, with its spans of code as they are and nothing else that is markup.

    >>> print(prose("`a_b` is *gone*;\nsee <b>"))
    `a_b` is \*gone\*; see \<b\>
    """
    line = safe(" ".join(text.split()))
    return "".join(_pieces(line))


def _pieces(line: str) -> Iterator[str]:
    at = 0
    for span in _CODE.finditer(line):
        yield _escaped(line[at : span.start()])
        yield span.group()
        at = span.end()
    yield _escaped(line[at:])


def _escaped(text: str) -> str:
    without_marks = _SPECIAL.sub(r"\\\1", text).replace("`", r"\`")
    # An underscore inside a word is none of Markdown's, and reads better bare.
    return _WORD_JOINED.sub("_", without_marks)


def code(text: str) -> str:
    """A span of code, whatever is in it.

    >>> print(code("a`b"))
    ``a`b``
    """
    line = safe(" ".join(text.split())) or " "
    ticks = "`" * (1 + max(map(len, _TICKS.findall(line)), default=0))
    padding = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{padding}{line}{padding}{ticks}"


def block(text: str, language: str) -> str:
    """A block of code, whatever is in it."""
    lines = [safe(line) for line in text.rstrip("\n").split("\n")]
    longest = max((len(run) for line in lines for run in _TICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}{language}", *lines, fence])


def json_block(value: Json) -> str:
    """A value as a block of JSON, an item a line where it does not fit on one."""
    flat = json.dumps(finite(value), ensure_ascii=False)
    fits = len(flat) <= 80
    return block(flat if fits else json.dumps(finite(value), ensure_ascii=False, indent=2), "json")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [_row(head), _row(["---"] * len(head)), *map(_row, rows)]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    # A bar ends a cell even inside a span of code.
    barred = (re.sub(r"(?<!\\)\|", r"\\|", each) for each in cells)
    return f"| {' | '.join(barred)} |"


def document(*parts: str) -> str:
    """Paragraphs, headings and blocks as one text, an empty line between them."""
    return "\n\n".join(part for part in parts if part) + "\n"
