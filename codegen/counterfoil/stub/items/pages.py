"""Which part of a list a request asks for, by the names that authors give to such parameters."""

from dataclasses import dataclass
from functools import lru_cache

from counterfoil.engine.naming import words
from counterfoil.engine.wire.call import Call
from counterfoil.model import In, Json, Operation, Parameter

_LIMITS = frozenset({"limit", "page size", "per page", "size", "max results", "count", "take"})
_OFFSETS = frozenset({"offset", "skip", "start"})
_NUMBERS = frozenset({"page", "page number"})
_CURSORS = frozenset({"cursor", "after", "page token", "next token", "continue", "marker"})


@dataclass(frozen=True, slots=True)
class Page:
    """Positions in a list: the first that is wanted, and the first that is not any more."""

    begin: int
    end: int


def page_of(operation: Operation, call: Call, count: int) -> Page:
    """The part of a list of so many items that a request asks for; all of it where it asks not."""
    size, offset, number = count, 0, 0
    for parameter in operation.parameters:
        if parameter.location is not In.QUERY:
            continue
        said = words_of(parameter.name)
        value = call.parameters.get((In.QUERY, parameter.name))
        if said in _LIMITS:
            size = _count(value, _count(parameter.schema.get("default"), size))
        elif said in _OFFSETS:
            offset = _count(value, 0)
        elif said in _NUMBERS and value is not None:
            number = max(_count(value, 0) - _first(parameter), 0)
        elif said in _CURSORS and value is not None:
            # A cursor that no list gave leads behind the end.
            offset = int(value) if isinstance(value, str) and value.isdecimal() else count
    begin = min(offset + number * max(size, 1), count)
    return Page(begin, min(begin + size, count))


def _count(value: Json, otherwise: int) -> int:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return max(value, 0) if whole else otherwise


def _first(parameter: Parameter) -> int:
    """The number of the first page."""
    return 0 if 0 in (parameter.schema.get("minimum"), parameter.schema.get("default")) else 1


@lru_cache(maxsize=1024)
def words_of(name: str) -> str:
    """A name as words.

    >>> words_of("nextPageToken")
    'next page token'
    """
    return " ".join(words(name)).lower()
