"""JSON text (RFC 8259) with positions, found on demand at the speed of the standard library's scanner."""

import bisect
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from json.decoder import scanstring  # type: ignore[attr-defined]  # public by use, missing in typeshed

from counterfoil.model import Json, escape, unescape

DEEPEST = 200
"""Containers within containers; real contracts stay below fifty."""

_SPACE = re.compile(r"[ \t\n\r]*")
_HALF = re.compile(r"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]..")
_LONGEST = 4000
"""Digits; the interpreter itself refuses to read many more."""


class NotJson(ValueError):
    """The text is not JSON; carries the offset."""

    def __init__(self, problem: str, offset: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.offset = offset


@dataclass(slots=True)
class _Pairs:
    """Builds objects, remembering whether any key came twice."""

    repeated: bool = False

    def __call__(self, pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        built = dict(pairs)
        if len(built) != len(pairs):
            self.repeated = True
        return built


class _Refused(ValueError):
    """A token that the scanner takes and JSON, or a double, does not."""

    def __init__(self, problem: str, token: str) -> None:
        super().__init__(problem)
        self.token = token


def parse(text: str) -> tuple[Json, bool]:
    """The value of a JSON text, and whether some object repeats a key.

    Raises NotJson, or RecursionError where the nesting is beyond the interpreter.
    """
    pairs = _Pairs()
    try:
        value = json.loads(
            text,
            object_pairs_hook=pairs,
            parse_int=_whole,
            parse_float=_finite,
            parse_constant=_refuse,
        )
    except json.JSONDecodeError as error:
        raise NotJson(error.msg, error.pos) from None
    except _Refused as error:
        raise NotJson(str(error), max(text.find(error.token), 0)) from None
    _no_half_characters(text, value)
    return value, pairs.repeated


def _whole(token: str) -> int:
    if len(token) > _LONGEST:
        raise _Refused("this number has too many digits", token)
    return int(token)


def _finite(token: str) -> float:
    value = float(token)
    if math.isinf(value):
        raise _Refused(f"{token} is beyond what a double can hold", token)
    return value


def _refuse(constant: str) -> Json:
    raise _Refused(f"{constant} is not a JSON number", constant)


def _no_half_characters(text: str, value: Json) -> None:
    """Half of a surrogate pair can be escaped, but is no character: it cannot be written as UTF-8."""
    # Few texts escape any surrogate, and to look for these letters alone is quick.
    escaped = "\\ud" in text or "\\uD" in text
    found = _HALF.search(text) if escaped else None
    if found is None:
        return
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise NotJson(f"{found[0]} is half of a character", found.start()) from None


@dataclass(slots=True)
class JsonPositions:
    """Finds JSON Pointers in a JSON text. Each container is scanned once, and only when asked for."""

    held: str | bytes
    """The text, or its UTF-8 until it is first asked for a position."""
    _lines: list[int] = field(default_factory=list)
    _members: dict[int, dict[str, tuple[int, int]]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        if isinstance(self.held, bytes):
            self.held = self.held.decode()
        return self.held

    def locate(self, pointer: str) -> tuple[int, int]:
        """Line and column of the member's key, or of the list item, that `pointer` names."""
        value = shown = self._skip_space(0)
        for token in pointer.split("/")[1:]:
            found = self._children(value).get(unescape(token))
            if found is None:
                break
            shown, value = found
        return self.position(shown)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of a character offset."""
        if not self._lines:
            self._lines = [0, *(match.end() for match in re.finditer("\n", self.text))]
        line = bisect.bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def repeated(self) -> Iterator[tuple[str, int]]:
        """Pointer and offset of every key that its object has already."""
        stack = [("", self._skip_space(0))]
        while stack:
            pointer, offset = stack.pop()
            seen: set[str] = set()
            for key, shown, value in self._scan(offset):
                child = f"{pointer}/{escape(key)}"
                if key in seen:
                    yield child, shown
                seen.add(key)
                if self.text[value] in "{[":
                    stack.append((child, value))

    def _children(self, offset: int) -> dict[str, tuple[int, int]]:
        if offset not in self._members:
            self._members[offset] = {
                key: (shown, value) for key, shown, value in self._scan(offset)
            }
        return self._members[offset]

    def _scan(self, offset: int) -> Iterator[tuple[str, int, int]]:
        """(key or index, offset to show, offset of the value) for each child of the container there."""
        text = self.text
        opening = text[offset : offset + 1]
        if opening not in ("{", "["):
            return
        decode, at, index = json.JSONDecoder().raw_decode, self._skip_space(offset + 1), 0
        while text[at] not in "}]":
            shown, key = at, str(index)
            if opening == "{":
                key, at = scanstring(text, at + 1, True)
                at = self._skip_space(self._skip_space(at) + 1)
            yield key, shown, at
            _, at = decode(text, at)
            at, index = self._skip_space(at), index + 1
            if text[at] == ",":
                at = self._skip_space(at + 1)

    def _skip_space(self, offset: int) -> int:
        match = _SPACE.match(self.text, offset)
        return match.end() if match else offset
