"""Keywords that look at a value itself (JSON Schema Validation 2020-12, section 6)."""

from collections.abc import Callable, Mapping, Sized
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any

from .formats import has_format
from .identity import Number, exact, identity, is_number
from .patterns import searcher
from .rules import ARRAY, FINE, Build, Keyword, Path, Rule, Violation, fail, names, show


def _is_integer(value: Any) -> bool:
    if isinstance(value, float):
        return value.is_integer()
    return isinstance(value, int) and not isinstance(value, bool)


_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": _is_integer,
    "number": is_number,
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, ARRAY),
    "object": lambda value: isinstance(value, dict),
}


def _type(keyword: Keyword) -> Rule:
    wanted: list[str] = [keyword.value] if isinstance(keyword.value, str) else list(keyword.value)
    tests = [_TYPES[name] for name in wanted]
    expected = " or ".join(wanted)

    def check(value: Any, path: Path) -> list[Violation]:
        for test in tests:
            if test(value):
                return FINE
        return fail(path, "type", f"{show(value)} is not of type {expected}")

    return check


def _enum(keyword: Keyword) -> Rule:
    allowed = {identity(member) for member in keyword.value}
    shown = ", ".join(show(member) for member in list(keyword.value)[:20])

    def check(value: Any, path: Path) -> list[Violation]:
        if identity(value) in allowed:
            return FINE
        return fail(path, "enum", f"{show(value)} is none of {shown}")

    return check


def _const(keyword: Keyword) -> Rule:
    wanted = identity(keyword.value)
    shown = show(keyword.value)

    def check(value: Any, path: Path) -> list[Violation]:
        if identity(value) == wanted:
            return FINE
        return fail(path, "const", f"{show(value)} is not {shown}")

    return check


def _limit(name: str, words: str, fits: Callable[[Number, Number], bool]) -> Build:
    def build(keyword: Keyword) -> Rule:
        limit = exact(keyword.value)
        shown = show(keyword.value)

        def check(value: Any, path: Path) -> list[Violation]:
            if not is_number(value) or fits(exact(value), limit):
                return FINE
            return fail(path, name, f"{show(value)} is {words} {shown}")

        return check

    return build


def _multiple_of(keyword: Keyword) -> Rule:
    step = _fraction(keyword.value)
    shown = show(keyword.value)

    def check(value: Any, path: Path) -> list[Violation]:
        if not is_number(value) or (isfinite(value) and _fraction(value) % step == 0):
            return FINE
        return fail(path, "multipleOf", f"{show(value)} is not a multiple of {shown}")

    return check


def _fraction(number: Number) -> Fraction:
    # 19.99 is a multiple of 0.01 in decimal, as written, though not in binary.
    return Fraction(Decimal(repr(number))) if isinstance(number, float) else Fraction(number)


def _size(
    name: str,
    kind: type[Sized] | tuple[type[Sized], ...],
    words: str,
    fits: Callable[[int, Number], bool],
) -> Build:
    def build(keyword: Keyword) -> Rule:
        bound: Number = keyword.value
        complaint = words.format(bound=show(bound))

        def check(value: Any, path: Path) -> list[Violation]:
            if not isinstance(value, kind) or fits(len(value), bound):
                return FINE
            return fail(path, name, f"{show(value)} {complaint}")

        return check

    return build


def _pattern(keyword: Keyword) -> Rule:
    search = searcher(keyword.value)

    def check(value: Any, path: Path) -> list[Violation]:
        if not isinstance(value, str) or search(value):
            return FINE
        return fail(path, "pattern", f"{show(value)} does not match {keyword.value}")

    return check


def _format(keyword: Keyword) -> Rule:
    name: str = keyword.value

    def check(value: Any, path: Path) -> list[Violation]:
        if has_format(value, name):
            return FINE
        return fail(path, "format", f"{show(value)} does not have the format {name}")

    return check


def _unique_items(keyword: Keyword) -> Rule:
    wanted: bool = keyword.value

    def check(value: Any, path: Path) -> list[Violation]:
        if not wanted or not isinstance(value, ARRAY):
            return FINE
        first: dict[Any, int] = {}
        for index, item in enumerate(value):
            earlier = first.setdefault(identity(item), index)
            if earlier != index:
                return fail(path, "uniqueItems", f"items {earlier} and {index} are equal")
        return FINE

    return check


def _required(keyword: Keyword) -> Rule:
    return requires(keyword.value)


def requires(wanted: list[str]) -> Rule:
    """A rule that objects have every property of `wanted`."""

    def check(value: Any, path: Path) -> list[Violation]:
        if not isinstance(value, dict):
            return FINE
        missing = [name for name in wanted if name not in value]
        return fail(path, "required", f"{names(missing)} is missing") if missing else FINE

    return check


def _at_least(size: Number, bound: Number) -> bool:
    return size >= bound


def _at_most(size: Number, bound: Number) -> bool:
    return size <= bound


ASSERTIONS: Mapping[str, Build] = {
    "type": _type,
    "const": _const,
    "enum": _enum,
    "minimum": _limit("minimum", "less than", _at_least),
    "maximum": _limit("maximum", "more than", _at_most),
    "exclusiveMinimum": _limit("exclusiveMinimum", "not more than", lambda a, b: a > b),
    "exclusiveMaximum": _limit("exclusiveMaximum", "not less than", lambda a, b: a < b),
    "multipleOf": _multiple_of,
    "minLength": _size("minLength", str, "is shorter than {bound} characters", _at_least),
    "maxLength": _size("maxLength", str, "is longer than {bound} characters", _at_most),
    "pattern": _pattern,
    "format": _format,
    "minItems": _size("minItems", ARRAY, "of fewer than {bound} items", _at_least),
    "maxItems": _size("maxItems", ARRAY, "of more than {bound} items", _at_most),
    "uniqueItems": _unique_items,
    "required": _required,
    "minProperties": _size("minProperties", dict, "of fewer than {bound} properties", _at_least),
    "maxProperties": _size("maxProperties", dict, "of more than {bound} properties", _at_most),
}
