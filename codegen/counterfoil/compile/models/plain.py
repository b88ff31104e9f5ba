"""What datamodel-code-generator makes of plain names, known without asking it."""

import keyword
import re
from functools import cache

from counterfoil.engine.installed import version
from counterfoil.engine.naming import OF_MODELS

_COMPARED = frozenset({"0.89.0"})
"""Versions of the engine with whose answers these rules have been compared."""
_SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_CAMEL = re.compile(r"[a-z]+(?:[A-Z][a-z]+)+")
_CAPITAL = re.compile(r"[A-Z]")


@cache
def is_known() -> bool:
    """Whether the rules are those of the engine that is installed; if not, it is asked for every name."""
    return version("datamodel-code-generator") in _COMPARED


def field_name(wire_name: str) -> str | None:
    """The name of a property's field, if it is one that everybody would choose; None otherwise.

    >>> field_name("order_id"), field_name("orderId"), field_name("Order-ID"), field_name("class")
    ('order_id', 'order_id', None, None)
    """
    if _SNAKE.fullmatch(wire_name):
        found = wire_name
    elif _CAMEL.fullmatch(wire_name):
        found = _CAPITAL.sub(lambda each: f"_{each[0].lower()}", wire_name)
    else:
        return None
    return None if keyword.iskeyword(found) or found in OF_MODELS else found


def member_name(value: object) -> str | None:
    """The same of a member of an enumeration, by its value.

    >>> member_name("in_transit"), member_name("in transit"), member_name(3)
    ('IN_TRANSIT', None, None)
    """
    return value.upper() if isinstance(value, str) and _SNAKE.fullmatch(value) else None
