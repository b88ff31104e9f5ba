"""JSON values as bytes, those included that have no quick way there."""

import json

import orjson

from counterfoil.model import Json


def json_bytes(value: Json) -> bytes:
    """The value as JSON text. Raises TypeError or ValueError where JSON has no form for it.

    >>> json_bytes({"a": 10**30})
    b'{"a": 1000000000000000000000000000000}'
    """
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:  # an integer beyond 64 bits, or half of a surrogate pair
        return json.dumps(value, allow_nan=False).encode("ascii")
