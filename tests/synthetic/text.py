"""Documents as text, YAML or JSON, and back: an edit of one value changes the lines of that value."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
import yaml

_PLAIN = re.compile(r"[A-Za-z$_][A-Za-z0-9$_/.-]*(?: [A-Za-z0-9][A-Za-z0-9_/.-]*)*")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))


def read(path: Path) -> Any:
    """What the document says."""
    text = path.read_bytes()
    return orjson.loads(text) if path.suffix == ".json" else yaml.load(text, yaml.CSafeLoader)


def write(path: Path, value: Any) -> None:
    """Writes a document, in the format that its name tells."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".json":
        path.write_bytes(orjson.dumps(value, option=orjson.OPT_INDENT_2) + b"\n")
    else:
        path.write_text("\n".join((*_lines(value, ""), "")), "utf-8")


def _lines(value: Any, margin: str) -> Iterator[str]:
    """A mapping or a sequence in block style. What is short stands in one line."""
    if isinstance(value, dict):
        for key, each in value.items():
            if _flows(each):
                yield f"{margin}{_scalar(key)}: {_flow(each)}"
            else:
                yield f"{margin}{_scalar(key)}:"
                yield from _lines(each, margin + "  ")
        return
    for each in value:
        if _flows(each):
            yield f"{margin}- {_flow(each)}"
            continue
        first, *others = _lines(each, margin + "  ")
        yield f"{margin}- {first[len(margin) + 2:]}"
        yield from others


def _flows(value: Any) -> bool:
    if isinstance(value, dict):
        return not value or value.keys() == {"$ref"}
    if isinstance(value, list):
        return not any(isinstance(each, dict | list) for each in value)
    return True


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        inside = ", ".join(f"{_scalar(key)}: {_scalar(each)}" for key, each in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_scalar, value))}]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    return _quoted(value) if isinstance(value, str) else orjson.dumps(value).decode()


@lru_cache(100_000)
def _quoted(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return orjson.dumps(text).decode()
