"""One value of a place, and what makes it worth trying."""

from dataclasses import dataclass
from json import dumps

from counterfoil.model import Json

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Option:
    """A value that a place may take. `label` says what is special about it; empty for a plain one."""

    value: Json
    label: str = ""
    keyword: str = ""


def shown(value: Json) -> str:
    """A value in a phrase, cut where it is long.

    >>> shown("2"), shown(["a"])
    ('"2"', '["a"]')
    """
    text = dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
