"""Selects values by queries (RFC 9535, section 2)."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from jsonschema_rs import Draft202012Validator, ValidationError

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
    Selector,
    Slice,
    Some,
    Test,
    Where,
)
from counterfoil.model import Json
from counterfoil.runtime.server_styles import ABSENT

MOST = 100_000


class TooMuch(ValueError):
    """A query looks at more than anybody waits for."""


def select(asked: Query, root: Json) -> list[Json]:
    """The values that a query selects, in order. Raises TooMuch."""
    return _Selecting(root).nodes(asked, root)


class _Selecting:
    """The root that all queries of one filter may ask, and how much has been looked at."""

    def __init__(self, root: Json) -> None:
        self._root = root
        self._looked = 0

    def nodes(self, asked: Query, current: Json) -> list[Json]:
        found = [self._root if asked.from_root else current]
        for segment in asked.segments:
            starts = (each for node in found for each in _descent(node)) if segment.deep else found
            found = [
                each
                for start in self._counted(starts)
                for selector in segment.selectors
                for each in self._counted(self._selected(selector, start))
            ]
        return found

    def _counted(self, values: Iterable[Json]) -> Iterator[Json]:
        for each in values:
            self._looked += 1
            if self._looked > MOST:
                raise TooMuch(f"the query looks at more than {MOST:,} values")
            yield each

    def _selected(self, selector: Selector, value: Json) -> Iterable[Json]:
        match selector:
            case Name(name):
                return [value[name]] if isinstance(value, dict) and name in value else []
            case Index(index):
                inside = isinstance(value, list) and -len(value) <= index < len(value)
                return [value[index]] if inside else []
            case Every():
                return _children(value)
            case Slice():
                return _sliced(value, selector) if isinstance(value, list) else []
            case Where(test):
                return (each for each in _children(value) if self._holds(test, each))

    def _holds(self, test: Test, current: Json) -> bool:
        match test:
            case All(parts):
                return all(self._holds(each, current) for each in parts)
            case Some(parts):
                return any(self._holds(each, current) for each in parts)
            case Denied(inner):
                return not self._holds(inner, current)
            case Compared(sign, left, right):
                return _compared(sign, self._value(left, current), self._value(right, current))
            case Query():
                return bool(self.nodes(test, current))
            case Function():
                return self._function(test, current) is True

    def _value(self, operand: Operand, current: Json) -> Json:
        match operand:
            case Literal(value):
                return value
            case Query():
                found = self.nodes(operand, current)
                return found[0] if found else ABSENT
            case Function():
                return self._function(operand, current)

    def _function(self, called: Function, current: Json) -> Json:
        first = called.arguments[0]
        if called.name in ("count", "value"):
            found = self.nodes(first, current) if isinstance(first, Query) else []
            if called.name == "count":
                return len(found)
            return found[0] if len(found) == 1 else ABSENT
        value = self._value(first, current)
        if called.name == "length":
            return len(value) if isinstance(value, str | list | dict) else ABSENT
        pattern = self._value(called.arguments[1], current)
        if not isinstance(value, str) or not isinstance(pattern, str):
            return False
        return _matches(f"^(?:{pattern})$" if called.name == "match" else pattern, value)


def _children(value: Json) -> Iterable[Json]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _descent(value: Json) -> Iterator[Json]:
    """The value, and all below it, each before what is below it."""
    waiting = [value]
    while waiting:
        current = waiting.pop()
        yield current
        waiting += reversed(list(_children(current)))


def _sliced(value: list[Json], asked: Slice) -> Iterable[Json]:
    return () if asked.step == 0 else value[asked.start : asked.end : asked.step]


def _compared(sign: str, left: Json, right: Json) -> bool:
    match sign:
        case "==":
            return _equal(left, right)
        case "!=":
            return not _equal(left, right)
        case "<":
            return _less(left, right)
        case ">":
            return _less(right, left)
        case "<=":
            return _less(left, right) or _equal(left, right)
        case _:
            return _less(right, left) or _equal(left, right)


def _equal(left: Json, right: Json) -> bool:
    if left is ABSENT or right is ABSENT:
        return left is right
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_equal(left[each], right[each]) for each in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_equal, left, right))
    return bool(left == right)


def _less(left: Json, right: Json) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left < right
    numbers = all(
        isinstance(each, int | float) and not isinstance(each, bool) for each in (left, right)
    )
    return numbers and left < right


def _matches(pattern: str, text: str) -> bool:
    judge = _judge(pattern)
    return judge is not None and judge.is_valid(text)


@lru_cache(256)
def _judge(pattern: str) -> Draft202012Validator | None:
    """Finds a pattern in texts; None where it is none, and so matches nothing."""
    try:
        return Draft202012Validator({"pattern": pattern})
    except (ValidationError, ValueError):
        return None
