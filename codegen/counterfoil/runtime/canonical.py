"""Canonical JSON (RFC 8785): equal values are equal bytes."""

import json
import math
import re
from decimal import Decimal
from typing import Any, NoReturn

MAX_DEPTH = 200
"""How deep arrays and objects may nest: as deep as pydantic reads."""

_LARGEST_EXACT = 2**53
_BOM = "\ufeff"
# RFC 8785, section 3.2.2.2: only these are escaped, and all but five by number.
_ESCAPED = re.compile(r'["\\\x00-\x1f]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SURROGATE = re.compile("[\ud800-\udfff]")


class NotCanonical(ValueError):
    """A value that JSON, or its canonical form, cannot say."""


def canonical(value: Any) -> bytes:
    """The canonical form of a JSON value, as UTF-8.

    >>> canonical({"b": [1e21, -0.0, 0.5], "a": "€"}).decode()
    '{"a":"€","b":[1e+21,0,0.5]}'
    """
    return _text(value, 0).encode()


def parse(data: bytes | str) -> Any:
    """The value of a JSON text in which nothing is ambiguous; NotCanonical for any other.

    Refused: duplicate names, NaN and infinities, a byte order mark, bytes that are no UTF-8, lone
    surrogates, and nesting deeper than `MAX_DEPTH`. The text need not be in canonical form.

    >>> parse('{"a": [1, 2.50]}')
    {'a': [1, 2.5]}
    """
    text = _decoded(data)
    if text.startswith(_BOM):
        raise NotCanonical("the text starts with a byte order mark")
    _refuse_depth(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_float=_float,
            parse_int=_int,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise NotCanonical(f"no JSON at {where}: {error.msg}") from error
    _refuse_surrogates(value)
    return value


# Writing


def _text(value: Any, depth: int) -> str:
    if isinstance(value, str):
        return _string(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return _number(value)
    if depth >= MAX_DEPTH:
        raise NotCanonical(f"the value nests deeper than {MAX_DEPTH} levels")
    if isinstance(value, (list, tuple)):
        return f"[{','.join([_text(item, depth + 1) for item in value])}]"
    if isinstance(value, dict):
        names = sorted(_names(value), key=_utf_16)
        return f"{{{','.join([f'{_string(k)}:{_text(value[k], depth + 1)}' for k in names])}}}"
    raise NotCanonical(f"{type(value).__name__} is no JSON")


def _names(value: dict[Any, Any]) -> list[str]:
    for name in value:
        if not isinstance(name, str):
            raise NotCanonical(f"the name {name!r} is no string")
    return list(value)


def _utf_16(name: str) -> bytes:
    # Section 3.2.3: names are sorted by UTF-16 code units, which big-endian bytes sort as.
    return name.encode("utf-16-be", "surrogatepass")


def _string(text: str) -> str:
    if _SURROGATE.search(text):
        raise NotCanonical(f"{text!r} holds a lone surrogate")
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}"


def _number(value: int | float) -> str:
    """ECMA-262, section 6.1.6.1.20, Number::toString."""
    if isinstance(value, int):
        return str(value) if abs(value) <= _LARGEST_EXACT else _large(value)
    if not math.isfinite(value):
        raise NotCanonical(f"{value} is no JSON number")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    digits, point = _shortest(abs(value))
    return sign + _placed(digits, point)


def _large(value: int) -> str:
    """The text of the double nearest to `value`, where it says the same number (section 3.2.2.3).

    Where it says another, two different messages would have the same bytes.
    """
    try:
        text = _number(float(value))
    except OverflowError:
        text = "0"
    if int(Decimal(text)) != value:
        raise NotCanonical(f"{value} is no IEEE 754 double: write it as a string")
    return text


def _shortest(value: float) -> tuple[str, int]:
    """The fewest digits that read back as `value`, and where the point stands among them."""
    # repr is the shortest text that reads back, as ECMA-262 asks; only its layout differs.
    mantissa, _, exponent = repr(value).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    return digits.rstrip("0"), point


def _placed(digits: str, point: int) -> str:
    count = len(digits)
    if count <= point <= 21:
        return digits + "0" * (point - count)
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    mantissa = digits if count == 1 else f"{digits[0]}.{digits[1:]}"
    return f"{mantissa}e{point - 1:+d}"


# Reading


def _decoded(data: bytes | str) -> str:
    if isinstance(data, str):
        return data
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise NotCanonical(f"byte {error.start} is no UTF-8") from error


_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")


def _refuse_depth(text: str) -> None:
    depth = 0
    for bracket in _BRACKET.findall(_STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > MAX_DEPTH:
            raise NotCanonical(f"the text nests deeper than {MAX_DEPTH} levels")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            shown = json.dumps(name, ensure_ascii=False)
            raise NotCanonical(f"the name {shown} stands twice in one object")
        found[name] = value
    return found


def _refuse_constant(text: str) -> NoReturn:
    raise NotCanonical(f"{text} is no JSON number")


def _float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise NotCanonical(f"{text} is more than a double can hold")
    return value


def _int(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise NotCanonical(f"a number of {len(text)} digits is more than can be read") from error


def _refuse_surrogates(value: Any) -> None:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str) and _SURROGATE.search(each):
            raise NotCanonical(f"{each!r} holds a lone surrogate")
        if isinstance(each, list):
            waiting += each
        if isinstance(each, dict):
            waiting += each.keys()
            waiting += each.values()
