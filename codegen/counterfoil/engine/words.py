"""Words for messages."""

import json
from collections.abc import Iterator, Mapping

from counterfoil.model import Json

_LONGEST = 80
_MOST = 12


def shown(value: Json) -> str:
    """A JSON value on one line, cut where it gets long; a large one only by its size.

    >>> shown({"total": 12.5}), shown([0] * 100)
    ('{"total": 12.5}', 'a list of 100 items')
    """
    match value:
        case bytes():
            return f"{len(value)} bytes"
        case Mapping() | list() if _is_large(value):
            kind, word = (
                ("a list", "items") if isinstance(value, list) else ("an object", "properties")
            )
            return f"{kind} of {len(value)} {word}"
        case str():
            value = value[: _LONGEST + 1]
    text = json.dumps(value, ensure_ascii=False, default=shown)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _is_large(value: Json) -> bool:
    return any(count >= _MOST for count, _ in enumerate(_leaves(value)))


def _leaves(value: Json) -> Iterator[Json]:
    waiting = [value]
    while waiting:
        current = waiting.pop()
        match current:
            case Mapping():
                waiting += current.values()
            case list():
                waiting += current[: _MOST + 1]
            case _:
                yield current
                continue
        yield current


def number_of(count: int, word: str) -> str:
    """A count with its noun.

    >>> number_of(1, "item"), number_of(2, "property")
    ('1 item', '2 properties')
    """
    plural = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{count} {word if count == 1 else plural}"
