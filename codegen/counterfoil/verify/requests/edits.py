"""JSON with one thing changed, the rest as it was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterfoil.model import Json, escape
from counterfoil.verify.judging.demands import NOTHING, tokens


@dataclass(frozen=True, slots=True)
class Edit:
    """A value for a place; `NOTHING` takes away what is there."""

    pointer: str
    value: Json


def edited(value: Json, edits: Iterable[Edit]) -> Json:
    """The value with every edit made; what an edit does not reach stays as it is.

    >>> edited({"a": {"b": 1}, "c": 2}, [Edit("/a/b", 3), Edit("/c", NOTHING)])
    {'a': {'b': 3}}
    """
    for edit in edits:
        value = _put(value, tokens(edit.pointer), edit.value)
    return value


def _put(value: Json, path: Sequence[str], new: Json) -> Json:
    if not path:
        return new
    name, *deeper = path
    if isinstance(value, list):
        return _put_in_list(value, name, deeper, new)
    if not isinstance(value, dict):
        return value
    if deeper and name not in value:
        return value
    inside = _put(value.get(name), deeper, new)
    if inside is NOTHING:
        return {key: each for key, each in value.items() if key != name}
    return {**value, name: inside}


def _put_in_list(value: list[Json], name: str, deeper: Sequence[str], new: Json) -> Json:
    if not name.isdecimal() or int(name) > len(value) - (1 if deeper else 0):
        return value
    index = int(name)
    inside = _put(value[index] if index < len(value) else None, deeper, new)
    kept = () if inside is NOTHING else (inside,)
    return [*value[:index], *kept, *value[index + 1 :]]


def leaves(value: Json, pointer: str = "") -> Iterable[tuple[str, Json]]:
    """Every value that holds no other, with its pointer."""
    if isinstance(value, dict) and value:
        for name, each in value.items():
            yield from leaves(each, f"{pointer}/{escape(name)}")
    elif isinstance(value, list) and value:
        for index, each in enumerate(value):
            yield from leaves(each, f"{pointer}/{index}")
    else:
        yield pointer, value


def apart(edits: Iterable[Edit]) -> list[Edit]:
    """The edits of which none lies inside the place of another, the first come first."""
    kept: list[Edit] = []
    for edit in edits:
        if not any(_overlap(edit.pointer, each.pointer) for each in kept):
            kept.append(edit)
    return kept


def _overlap(one: str, other: str) -> bool:
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")
