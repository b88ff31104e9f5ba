"""Reads queries (RFC 9535, section 2)."""

import json
import re

from counterfoil.engine.journeys.expressions import Malformed
from counterfoil.engine.journeys.jsonpath.parts import (
    All,
    Compared,
    Denied,
    Every,
    Function,
    Index,
    Literal,
    Name,
    Operand,
    Query,
    Segment,
    Selector,
    Slice,
    Some,
    Test,
    Where,
)
from counterfoil.model import Json

VALUE, NODES, TRUTH = "value", "nodes", "truth"
FUNCTIONS = {
    "length": ((VALUE,), VALUE),
    "count": ((NODES,), VALUE),
    "value": ((NODES,), VALUE),
    "match": ((VALUE, VALUE), TRUTH),
    "search": ((VALUE, VALUE), TRUTH),
}
"""What each takes, and what it is."""
_DEEPEST = 32
_LARGEST = 2**53 - 1
_BLANK = re.compile(r"[ \t\n\r]*")
_MEMBER = re.compile(
    "[A-Za-z_\u0080-\ud7ff\ue000-\U0010ffff][A-Za-z0-9_\u0080-\ud7ff\ue000-\U0010ffff]*"
)
_INT = re.compile(r"0|-?[1-9][0-9]*")
_NUMBER = re.compile(r"(?:-?(?:0|[1-9][0-9]*))(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_FUNCTION = re.compile(r"([a-z][a-z_0-9]*)\(")
_WORD = re.compile(r"(true|false|null)(?![A-Za-z0-9_])")
_SIGN = re.compile(r"==|!=|<=|>=|<|>")
_DOUBLE = re.compile(r'"((?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*)"')
_SINGLE = re.compile(r"'((?:[^'\\\x00-\x1f]|\\(?:['\\/bfnrt]|u[0-9A-Fa-f]{4}))*)'")


def query(text: str) -> Query:
    """The query that a text is. Raises Malformed.

    >>> query("$.lines[0].sku").is_singular
    True
    """
    return _Reading(text).whole()


class _Reading:
    """Takes a text apart, from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def whole(self) -> Query:
        if not self._takes("$"):
            raise self._wrong("begins without `$`")
        segments = self._segments(0)
        if self._at < len(self._text):
            raise self._wrong("cannot be read on")
        return Query(segments)

    def _segments(self, depth: int) -> tuple[Segment, ...]:
        found: list[Segment] = []
        while True:
            back = self._at
            self._blank()
            if self._takes(".."):
                selectors = self._bracketed(depth) if self._sees("[") else (self._short(),)
                found.append(Segment(selectors, deep=True))
            elif self._takes("."):
                found.append(Segment((self._short(),)))
            elif self._sees("["):
                found.append(Segment(self._bracketed(depth)))
            else:
                self._at = back
                return tuple(found)

    def _short(self) -> Selector:
        if self._takes("*"):
            return Every()
        name = self._matched(_MEMBER)
        if name is None:
            raise self._wrong("has no name behind a dot")
        return Name(name[0])

    def _bracketed(self, depth: int) -> tuple[Selector, ...]:
        self._at += 1
        found = [self._selector(depth)]
        while self._takes_after_blank(","):
            found.append(self._selector(depth))
        if not self._takes_after_blank("]"):
            raise self._wrong("has a bracket that is not closed")
        return tuple(found)

    def _selector(self, depth: int) -> Selector:
        self._blank()
        if self._takes("*"):
            return Every()
        if self._takes("?"):
            return Where(self._some(depth + 1))
        if self._sees("'") or self._sees('"'):
            return Name(self._quoted())
        return self._place()

    def _place(self) -> Selector:
        start = self._integer()
        if not self._takes_after_blank(":"):
            if start is None:
                raise self._wrong("has a selector that is none")
            return Index(start)
        self._blank()
        end, step = self._integer(), None
        if self._takes_after_blank(":"):
            self._blank()
            step = self._integer()
        return Slice(start, end, 1 if step is None else step)

    def _integer(self) -> int | None:
        found = self._matched(_INT)
        if found is None:
            return None
        if len(found[0]) > 17 or abs(int(found[0])) > _LARGEST:
            raise self._wrong("has a number that is too large")
        return int(found[0])

    def _some(self, depth: int) -> Test:
        parts = [self._all(depth)]
        while self._takes_after_blank("||"):
            parts.append(self._all(depth))
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def _all(self, depth: int) -> Test:
        parts = [self._basic(depth)]
        while self._takes_after_blank("&&"):
            parts.append(self._basic(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _basic(self, depth: int) -> Test:
        if depth > _DEEPEST:
            raise self._wrong(f"nests more than {_DEEPEST} deep")
        self._blank()
        if self._takes("!"):
            self._blank()
            if self._takes("("):
                return Denied(self._closed(depth))
            return Denied(self._test(self._operand(depth)))
        if self._takes("("):
            return self._closed(depth)
        left = self._operand(depth)
        self._blank()
        sign = self._matched(_SIGN)
        if sign is None:
            return self._test(left)
        self._blank()
        return Compared(sign[0], self._comparable(left), self._comparable(self._operand(depth)))

    def _closed(self, depth: int) -> Test:
        inner = self._some(depth + 1)
        if not self._takes_after_blank(")"):
            raise self._wrong("has a parenthesis that is not closed")
        return inner

    def _test(self, operand: Operand) -> Test:
        if isinstance(operand, Query):
            return operand
        if isinstance(operand, Function) and FUNCTIONS[operand.name][1] == TRUTH:
            return operand
        raise self._wrong("tests a value, which is neither true nor false")

    def _comparable(self, operand: Operand) -> Operand:
        if isinstance(operand, Query) and not operand.is_singular:
            raise self._wrong("compares what may be several values")
        if isinstance(operand, Function) and FUNCTIONS[operand.name][1] != VALUE:
            raise self._wrong(f"compares `{operand.name}`, which is no value")
        return operand

    def _operand(self, depth: int) -> Operand:
        if self._takes("@"):
            return Query(self._segments(depth), from_root=False)
        if self._takes("$"):
            return Query(self._segments(depth))
        if self._sees("'") or self._sees('"'):
            return Literal(self._quoted())
        if (found := self._matched(_WORD)) is not None:
            return Literal({"true": True, "false": False, "null": None}[found[1]])
        if (found := self._matched(_FUNCTION)) is not None:
            return self._function(found[1], depth)
        if (found := self._matched(_NUMBER)) is not None:
            return Literal(_number(found[0]))
        raise self._wrong("has no value there")

    def _function(self, name: str, depth: int) -> Function:
        if name not in FUNCTIONS:
            raise self._wrong(f"knows no function `{name}`")
        if depth > _DEEPEST:
            raise self._wrong(f"nests more than {_DEEPEST} deep")
        takes, _ = FUNCTIONS[name]
        found: list[Operand] = []
        for index, kind in enumerate(takes):
            if index and not self._takes_after_blank(","):
                raise self._wrong(f"gives `{name}` too little")
            self._blank()
            found.append(self._argument(self._operand(depth + 1), kind, name))
        if not self._takes_after_blank(")"):
            raise self._wrong(f"gives `{name}` too much, or does not close it")
        return Function(name, tuple(found))

    def _argument(self, operand: Operand, kind: str, name: str) -> Operand:
        if kind == VALUE:
            return self._comparable(operand)
        if isinstance(operand, Query):
            return operand
        raise self._wrong(f"gives `{name}` something else than a query")

    def _quoted(self) -> str:
        found = self._matched(_SINGLE if self._sees("'") else _DOUBLE)
        if found is None:
            raise self._wrong("has a text that is not closed, or holds what must be escaped")
        inner = found[1]
        if found[0].startswith("'"):
            inner = re.sub(r"\\(.)|\"", _as_double, inner)
        text: str = json.loads(f'"{inner}"')
        if any("\ud800" <= each <= "\udfff" for each in text):
            raise self._wrong("has half a character in a text")
        return text

    def _matched(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self._text, self._at)
        if found is not None:
            self._at = found.end()
        return found

    def _blank(self) -> None:
        self._matched(_BLANK)

    def _sees(self, text: str) -> bool:
        return self._text.startswith(text, self._at)

    def _takes(self, text: str) -> bool:
        if not self._sees(text):
            return False
        self._at += len(text)
        return True

    def _takes_after_blank(self, text: str) -> bool:
        back = self._at
        self._blank()
        if self._takes(text):
            return True
        self._at = back
        return False

    def _wrong(self, why: str) -> Malformed:
        rest = self._text[self._at :][:40]
        where = f" at `{rest}`" if rest else " at its end"
        return Malformed(f"`{self._text:.120}` is no JSONPath query: it {why}{where}")


def _as_double(found: re.Match[str]) -> str:
    """What stands in single quotes as it would stand in double ones."""
    if found[0] == '"':
        return '\\"'
    return "'" if found[1] == "'" else found[0]


def _number(text: str) -> Json:
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 40 else float(text)
