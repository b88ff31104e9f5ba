"""Values that are put into others."""

from counterfoil.model import Json, unescape


class Misplaced(Exception):
    """A replacement has no place in its payload; carries its target."""


def replaced(value: Json, target: str, by: Json) -> Json:
    """A value with another at a JSON Pointer. Raises Misplaced where there is no such place.

    >>> replaced({"lines": [{"sku": "A"}]}, "/lines/0/sku", "B")
    {'lines': [{'sku': 'B'}]}
    """
    if not target:
        return by
    if not target.startswith("/"):
        raise Misplaced(target)
    return _replaced(value, [unescape(each) for each in target.split("/")[1:]], by, target)


def _replaced(value: Json, keys: list[str], by: Json, target: str) -> Json:
    if not keys:
        return by
    key, *rest = keys
    if isinstance(value, dict) and (key in value or not rest):
        return {**value, key: _replaced(value.get(key), rest, by, target)}
    if isinstance(value, list) and key.isdecimal() and int(key) < len(value):
        at = int(key)
        return [*value[:at], _replaced(value[at], rest, by, target), *value[at + 1 :]]
    raise Misplaced(target)
