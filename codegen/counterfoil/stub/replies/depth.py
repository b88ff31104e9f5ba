"""How deeply values are nested: what is too deep cannot be written back."""

from counterfoil.model import Json, Request

DEEPEST = 200
"""Levels; orjson writes 254, and an item may stand inside a page."""


def is_too_deep(request: Request, body: Json) -> bool:
    """Whether a body that was read is nested more deeply than answers can be.

    >>> is_too_deep(Request("POST", "/", (), b"[1]"), [1])
    False
    """
    if not isinstance(body, dict | list):
        return False
    raw = request.body
    # Text with few opening brackets cannot be deep; in forms they may be escaped.
    if raw.count(b"{") + raw.count(b"[") + raw.count(b"%") <= DEEPEST:
        return False
    return _depth(body) > DEEPEST


def _depth(value: Json) -> int:
    level, depth = [value], 0
    while level and depth <= DEEPEST:
        depth += 1
        level = [each for one in level for each in _inside(one) if isinstance(each, dict | list)]
    return depth


def _inside(value: Json) -> list[Json]:
    return list(value.values()) if isinstance(value, dict) else value
