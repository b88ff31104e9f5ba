"""Simple conditions, read: literals, expressions and operators (Arazzo 1.0.1, "Criterion Object")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from counterfoil.engine.journeys.expressions import Expression, Malformed, expression
from counterfoil.model import Json

COMPARISONS = ("==", "!=", "<=", ">=", "<", ">")
_DEEPEST = 32
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<text>'(?:[^']|'')*')
    | (?P<number>-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![\w.])
    | (?P<braced>\{\$[^{}]*\})
    | (?P<expression>\$(?:\['[^']*'\]|\[[0-9]+\]|[^\s=!<>&|()\[\]'])+)
    | (?P<word>true|false|null)(?!\w)
    | (?P<operator>==|!=|<=|>=|&&|\|\||[<>!()])
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that is written out."""

    value: Json


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sides and what is said of them: one of `COMPARISONS`."""

    operator: str
    left: "Condition"
    right: "Condition"


@dataclass(frozen=True, slots=True)
class Denied:
    """The opposite."""

    inner: "Condition"


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """One part holds."""

    parts: tuple["Condition", ...]


Condition: TypeAlias = Literal | Expression | Compared | Denied | All | Some


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def condition(text: str) -> Condition:
    """The condition that a text is. Raises Malformed.

    >>> condition("$statusCode == 200").operator
    '=='
    """
    inner = text.strip()
    if inner.startswith("{") and inner.endswith("}") and inner.count("{") == 1:
        inner = inner[1:-1]
    reading = _Reading(text, list(_tokens(inner, text)))
    found = reading.some(0)
    reading.finish()
    return found


def expressions_of(said: Condition) -> Iterator[Expression]:
    """Every expression in a condition, from left to right."""
    match said:
        case Expression():
            yield said
        case Compared(_, left, right):
            yield from expressions_of(left)
            yield from expressions_of(right)
        case Denied(inner):
            yield from expressions_of(inner)
        case All(parts) | Some(parts):
            for each in parts:
                yield from expressions_of(each)
        case Literal():
            return


def _tokens(text: str, whole: str) -> Iterator[_Token]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise Malformed(f"`{whole:.120}` cannot be read from `{text[at:].strip()[:40]}` on")
        yield _Token(found.lastgroup, found[found.lastgroup])
        at = found.end()


class _Reading:
    """Takes a condition apart, from the operator that binds least to the one that binds most."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._at = 0

    def finish(self) -> None:
        """Raises Malformed where something is left."""
        if self._at < len(self._tokens):
            raise self._wrong(f"`{self._tokens[self._at].text}` has no place there")

    def some(self, depth: int) -> Condition:
        parts = [self._all(depth)]
        while self._takes("||"):
            parts.append(self._all(depth))
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def _all(self, depth: int) -> Condition:
        parts = [self._comparison(depth)]
        while self._takes("&&"):
            parts.append(self._comparison(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _comparison(self, depth: int) -> Condition:
        left = self._operand(depth)
        for each in COMPARISONS:
            if self._takes(each):
                return Compared(each, left, self._operand(depth))
        return left

    def _operand(self, depth: int) -> Condition:
        if depth > _DEEPEST:
            raise self._wrong(f"nests more than {_DEEPEST} deep")
        if self._takes("!"):
            return Denied(self._operand(depth + 1))
        if self._takes("("):
            inner = self.some(depth + 1)
            if not self._takes(")"):
                raise self._wrong("a parenthesis is not closed")
            return inner
        if self._at == len(self._tokens):
            raise self._wrong("ends where a value has to follow")
        token = self._tokens[self._at]
        self._at += 1
        return self._value(token)

    def _value(self, token: _Token) -> Condition:
        match token.kind:
            case "text":
                return Literal(token.text[1:-1].replace("''", "'"))
            case "number":
                whole = token.text.lstrip("-").isdecimal()
                return Literal(int(token.text) if whole else float(token.text))
            case "word":
                return Literal({"true": True, "false": False, "null": None}[token.text])
            case "expression":
                return expression(token.text)
            case "braced":
                return expression(token.text[1:-1])
            case _:
                raise self._wrong(f"`{token.text}` stands where a value has to")

    def _takes(self, operator: str) -> bool:
        if self._at < len(self._tokens) and self._tokens[self._at] == _Token("operator", operator):
            self._at += 1
            return True
        return False

    def _wrong(self, why: str) -> Malformed:
        return Malformed(f"`{self._text:.120}` cannot be read: {why}")
