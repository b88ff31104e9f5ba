"""What datamodel-code-generator makes of plain names and bounds, known without asking it."""

import keyword
import re
from functools import cache

from counterfoil.compile.models.fields import FieldSkeleton, Members
from counterfoil.engine.installed import version
from counterfoil.engine.naming import OF_MODELS
from counterfoil.model import Json

_COMPARED = frozenset({"0.89.0"})
"""Versions of the engine with whose answers these rules have been compared."""
_SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_CAMEL = re.compile(r"[a-z]+(?:[A-Z][a-z]+)+")
_CAPITAL = re.compile(r"[A-Z]")
_TEXT = re.compile(r"[ !#-&(-\[\]-~]*")
"""ASCII without quotes and backslashes."""
_LARGE = 2**53
"""Where floating-point numbers begin to leave integers out."""
_LIMITS = {
    "minimum": "ge",
    "maximum": "le",
    "exclusiveMinimum": "gt",
    "exclusiveMaximum": "lt",
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_length",
    "maxItems": "max_length",
}
_TYPES = frozenset({"integer", "number", "string", "array"})


@cache
def is_known() -> bool:
    """Whether the rules are those of the engine that is installed; if not, it is asked for every name."""
    return version("datamodel-code-generator") in _COMPARED


def field_name(wire_name: str) -> str | None:
    """The name of a property's field, if it is one that everybody would choose; None otherwise.

    >>> field_name("order_id"), field_name("orderId"), field_name("Order-ID"), field_name("class")
    ('order_id', 'order_id', None, None)
    """
    if not is_known():
        return None
    if _SNAKE.fullmatch(wire_name):
        found = wire_name
    elif _CAMEL.fullmatch(wire_name):
        found = _CAPITAL.sub(lambda each: f"_{each[0].lower()}", wire_name)
    else:
        return None
    return None if keyword.iskeyword(found) or found in OF_MODELS else found


def bounded(body: Json, required: bool) -> FieldSkeleton | None:
    """The bounds and the default of a property, where they are small whole numbers and plain values.

    >>> bounded({"type": "integer", "minimum": 1, "default": 3}, required=False)
    FieldSkeleton(name='', wire_name='', bounds={'ge': 1}, default=3)
    >>> bounded({"type": "number", "multipleOf": 0.1}, required=False)
    """
    default = body.get("default")
    kind = body.get("type")
    limits = {key: value for key, value in body.items() if key not in ("type", "default")}
    if (
        not is_known()
        or not (kind in _TYPES if limits else kind is None or kind in _TYPES)
        or not all(key in _LIMITS and _is_small(value) for key, value in limits.items())
        or not (default is None or isinstance(default, bool) or _is_plain(default))
    ):
        return None
    bounds = {
        _LIMITS[key]: float(value) if kind == "number" else value for key, value in limits.items()
    }
    ordered = {name: bounds[name] for name in sorted(bounds)}
    return FieldSkeleton("", "", ordered, None if required else default)


def members(body: Json) -> Members | None:
    """The members of an enumeration of plain texts; None where one is not.

    >>> members({"enum": ["in_transit"]}), members({"enum": ["in transit"]}), members({"enum": [3]})
    ((('IN_TRANSIT', 'in_transit'),), None, None)
    """
    values = body["enum"]
    if not is_known() or not all(
        isinstance(each, str) and _SNAKE.fullmatch(each) for each in values
    ):
        return None
    return tuple((each.upper(), each) for each in values)


def _is_small(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGE


def _is_plain(value: Json) -> bool:
    return bool(_TEXT.fullmatch(value)) if isinstance(value, str) else _is_small(value)
