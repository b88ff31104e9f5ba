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
        raise Unreadable(_told(text, problem)) from problem


def _told(text: bytes | str, problem: orjson.JSONDecodeError) -> str:
    if not text:
        return "is no JSON: it is empty"
    # orjson shows no text, and knows no place, where it cannot decode.
    if not problem.doc:
        return "is no JSON: it is not UTF-8"
    return f"is no JSON: {problem.msg} at line {problem.lineno} column {problem.colno}"
