"""JSON texts as values, fast; duplicate keys are tolerated, the last one counts."""

import orjson

from counterfoil.model import Json
from counterfoil.runtime.server_styles import Unreadable


def read_json(text: bytes | str) -> Json:
    """The value of a JSON text. Raises Unreadable where it is none, such as NaN or broken UTF-8.

    >>> read_json(b'{"a": 1, "a": 2}')
    {'a': 2}
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as problem:
        raise Unreadable(_told(problem)) from problem


def _told(problem: orjson.JSONDecodeError) -> str:
    place = f"line {problem.lineno} column {problem.colno}"
    return f"is no JSON: {problem.msg} at {place}" if problem.doc else "is no JSON: it is empty"
