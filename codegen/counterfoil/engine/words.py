"""Words for messages."""

import json
from collections.abc import Iterable, Iterator, Mapping

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


def plural(number: int, noun: str) -> str:
    """A number with its noun.

    >>> plural(1, "schema"), plural(2, "schema"), plural(0, "reply")
    ('1 schema', '2 schemas', '0 replies')
    """
    if number == 1:
        return f"1 {noun}"
    changed = noun.endswith("y") and noun[-2] not in "aeou"
    return f"{number:,} {noun[:-1]}ies" if changed else f"{number:,} {noun}s"


def nearest(word: str, known: Iterable[str], least: float = 0.6) -> str:
    """The one among `known` that a word was meant to be; empty where it resembles none.

    `least` is how much alike they have to be, from 0 to 1; upper and lower case are always alike.

    >>> nearest("custmer", ["customer", "total"]), nearest("ID", ["id"]), nearest("note", ["customer"])
    ('customer', 'id', '')
    """
    # Nobody has mistyped anything in most runs.
    import difflib

    listed = list(known)
    alike = (each for each in listed if each.casefold() == word.casefold())
    return next(alike, "") or next(iter(difflib.get_close_matches(word, listed, 1, least)), "")
