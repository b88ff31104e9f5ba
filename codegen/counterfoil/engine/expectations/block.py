"""Writes JSON values as YAML in block style, one fact a line, so that a change of one is a change of one line."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from counterfoil.model import Json

WIDTH = 100
"""Columns; a list of scalars that is longer is written one item a line."""
_LONGEST_KEY = 1000
"""Characters; a longer one is written with a question mark (YAML 1.2.2, section 7.4.2 allows 1024)."""
_UNPLAIN = re.compile(r"[^\n]*(: | #|[:\s]$|^[\s,\[\]{}#&*!|>'\"%@`]|^[-?:]( |$)|^(---|\.\.\.))")
_OTHERWISE = re.compile(
    r"~|null|Null|NULL|true|True|TRUE|false|False|FALSE|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|<<|="
)
"""What a plain scalar is read as something else than a text for (section 10.3.2); `<<` merges."""
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def lines(value: Mapping[str, Json]) -> Iterator[str]:
    """The lines of a mapping, without line ends.

    >>> print(*lines({"status": 200, "reads": ["/id"], "members": {"/status": ["on", "1"]}}), sep=chr(10))
    status: 200
    reads:
      - /id
    members:
      /status:
        - on
        - "1"
    """
    for key, each in value.items():
        yield from _member(key, each)


def item(value: Mapping[str, Json]) -> Iterator[str]:
    """The lines of a mapping as an item of a list."""
    for index, line in enumerate(lines(value)):
        yield f"{'  ' if index else '- '}{line}"


def _member(key: str, value: Json) -> Iterator[str]:
    name, colon = scalar(key), ":"
    if len(name) > _LONGEST_KEY:
        yield f"? {name}"
        name = ""
    if not _opens(value):
        yield f"{name}{colon} {_closed(value)}"
        return
    yield f"{name}{colon}"
    yield from (f"  {line}" for line in _inside(value))


def _inside(value: Json) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from lines(value)
        return
    for each in value:
        if isinstance(each, Mapping) and each:
            yield from item(each)
        elif _opens(each):
            # A list in a list begins on the line of its first item.
            for index, line in enumerate(_inside(each)):
                yield f"{'  ' if index else '- '}{line}"
        else:
            yield f"- {_closed(each)}"


def _opens(value: Json) -> bool:
    """Whether the value is written over several lines."""
    return isinstance(value, Mapping | Sequence) and not isinstance(value, str) and bool(value)


def _closed(value: Json) -> str:
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[]"
    return scalar(value)


def scalar(value: str | float | bool | None) -> str:
    """A scalar, quoted only where it would else be read as something else.

    >>> scalar("no"), scalar("1.0"), scalar("a: b"), scalar(1.0), scalar(None)
    ('no', '"1.0"', '"a: b"', '1.0', 'null')
    """
    if not isinstance(value, str):
        return json.dumps(value, allow_nan=False)
    if value and not (
        _UNPLAIN.match(value) or _OTHERWISE.fullmatch(value) or _UNPRINTABLE.search(value)
    ):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
