"""JSON text as the contract means it: no duplicate keys, no NaN, no infinities, UTF-8 only."""

import json
import math
from typing import Any, NoReturn


class Malformed(ValueError):
    """The text is not JSON (RFC 8259), or says two things at once."""


def read_strictly(text: bytes | str) -> Any:
    """The value of a JSON text.

    >>> read_strictly('{"a": [1, 2.5]}')
    {'a': [1, 2.5]}
    """
    try:
        decoded = text.decode() if isinstance(text, bytes) else text
        return json.loads(
            decoded,
            object_pairs_hook=_record,
            parse_constant=_refuse_constant,
            parse_float=_finite,
        )
    except Malformed:
        raise
    except json.JSONDecodeError as problem:
        place = f"line {problem.lineno} column {problem.colno}"
        raise Malformed(f"{problem.msg} at {place}") from problem
    except UnicodeDecodeError as problem:
        raise Malformed(f"byte {problem.start} is not UTF-8") from problem
    except RecursionError as problem:
        raise Malformed("nested too deeply") from problem
    except ValueError as problem:
        # An integer of more digits than the interpreter is willing to read.
        raise Malformed("a number is too long") from problem


def write_compactly(value: Any) -> bytes:
    """UTF-8 JSON text without blanks; `ValueError` for NaN and infinities."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


def _record(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise Malformed(f"the key {key!r} is given twice")
            seen.add(key)
    return record


def _refuse_constant(name: str) -> NoReturn:
    raise Malformed(f"{name} is not JSON")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise Malformed("a number is too large")
    return value
