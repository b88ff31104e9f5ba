"""Items of sequential media types as bytes."""

import re
from typing import Any

from .server_json import write_compactly
from .server_operations import Coding

_BREAK = re.compile(r"\r\n|\r|\n")
"""What ends a line in an event stream; `splitlines` knows a dozen more."""


def frame(coding: Coding, wire: Any) -> bytes:
    r"""One item with what sets it apart from the next.

    >>> frame(Coding.EVENTS, {"a": 1})
    b'data: {"a":1}\n\n'
    """
    match coding:
        case Coding.WHOLE_EVENTS:
            return _event(wire)
        case Coding.RAW_EVENTS:
            return ("\n".join(_data(wire)) + "\n\n").encode()
        case Coding.EVENTS:
            return b"data: " + write_compactly(wire) + b"\n\n"
        case Coding.RECORDS:
            return b"\x1e" + write_compactly(wire) + b"\n"
    return write_compactly(wire) + b"\n"


def _event(wire: dict[str, Any]) -> bytes:
    named = [(name, wire.get(name)) for name in ("event", "id", "retry")]
    lines = [f"{name}: {_single(value)}" for name, value in named if value is not None]
    value = wire.get("data")
    if value is not None:
        text = value if isinstance(value, str) else write_compactly(value).decode()
        lines += _data(text)
    return ("\n".join(lines) + "\n\n").encode()


def _data(text: str) -> list[str]:
    return [f"data: {line}" for line in _BREAK.split(text)]


def _single(value: Any) -> str:
    # A line break inside a field would begin the next one.
    return _BREAK.sub(" ", str(value))
