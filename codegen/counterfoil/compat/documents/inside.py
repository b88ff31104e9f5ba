"""What is inside a JSON value: found, left out, or put in place of something else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from counterfoil.model import Json
from counterfoil.runtime.identity import identity

Fields: TypeAlias = Sequence[Sequence[str]]
"""The steps to each field that matters; `*` is every item of a list and every value of a map."""


class Nothing:
    """Stands where there is no value."""


NOTHING: Final = Nothing()
Payload: TypeAlias = Json | Nothing


def has(value: Json, steps: Sequence[str]) -> bool:
    """Whether there is something at the end of the steps."""
    if not steps:
        return True
    step, rest = steps[0], steps[1:]
    match value:
        case Mapping() if step == "*":
            return any(has(each, rest) for each in value.values())
        case Mapping():
            return step in value and has(value[step], rest)
        case list() if step == "*":
            return any(has(each, rest) for each in value)
    return False


def at(value: Json, steps: Sequence[str]) -> Payload:
    """What is at the end of the steps, the first of several."""
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    inside: Sequence[Json] = ()
    match value:
        case Mapping() if step == "*":
            inside = list(value.values())
        case Mapping() if step in value:
            inside = [value[step]]
        case list() if step == "*":
            inside = value
    found = (at(each, rest) for each in inside)
    return next((each for each in found if not isinstance(each, Nothing)), NOTHING)


def excerpt(value: Json, fields: Fields) -> Json:
    """Of a value only the fields, and what is on the way to them."""
    if any(not steps for steps in fields):
        return value
    match value:
        case Mapping():
            return {
                key: excerpt(each, below)
                for key, each in value.items()
                if (below := _below(fields, key))
            }
        case list():
            below = _below(fields, "*")
            return [excerpt(each, below) for each in value[:1]] if below else []
    return value


def _below(fields: Fields, key: str) -> list[Sequence[str]]:
    return [steps[1:] for steps in fields if steps[0] in (key, "*")]


def without(value: Json) -> Iterator[Json]:
    """The value with one thing left out, the largest things first."""
    match value:
        case Mapping():
            for key in value:
                yield {name: each for name, each in value.items() if name != key}
            for key, inner in value.items():
                yield from ({**value, key: each} for each in without(inner))
        case list():
            if value:
                yield []
            if len(value) > 1:
                yield value[:1]
            for at, inner in enumerate(value):
                yield from ([*value[:at], each, *value[at + 1 :]] for each in without(inner))


def shared(value: Json, model: Json) -> Iterator[tuple[tuple[str | int, ...], Json]]:
    """The places that both have and where they differ, with what the model has there, outermost first."""
    pairs: Iterable[tuple[str | int, Any, Any]] = ()
    if isinstance(value, Mapping) and isinstance(model, Mapping):
        pairs = [(key, value[key], model[key]) for key in value if key in model]
    elif isinstance(value, list) and isinstance(model, list):
        pairs = [(at, *both) for at, both in enumerate(zip(value, model, strict=False))]
    for key, mine, other in pairs:
        if identity(mine) != identity(other):
            yield (key,), other
            yield from (((key, *path), part) for path, part in shared(mine, other))


def placed(value: Json, path: Sequence[str | int], part: Json) -> Json:
    """The value with a part of it in place of what is at the end of the path; as it was where nothing is."""
    if not path:
        return part
    key, rest = path[0], path[1:]
    if isinstance(value, Mapping):
        return {**value, key: placed(value[key], rest, part)} if key in value else value
    if isinstance(value, list) and isinstance(key, int) and key < len(value):
        return [*value[:key], placed(value[key], rest, part), *value[key + 1 :]]
    return value


def touches(path: Sequence[str | int], steps: Sequence[str]) -> bool:
    """Whether a place is around the field, the field itself, or inside it."""
    return all(step in ("*", str(key)) for key, step in zip(path, steps, strict=False))
