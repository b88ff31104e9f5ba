"""Root causes: everything that was seen of one fault, as one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from counterfoil.model import Operation, Reply
from counterfoil.verify.judging.sightings import MANY, Sighting

Key: TypeAlias = tuple[object, ...]
_WIDE = 4
"""So many places that all go wrong in the same way do it for one reason."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One fault: how it is best seen, and everything it reaches."""

    sighting: Sighting
    """The smallest request that shows it."""
    operations: tuple[Operation, ...]
    times: int
    places: tuple[str, ...] = ()
    """Other places in the contract that the same fault reaches."""


def causes(sightings: Iterable[Sighting], operations: Sequence[Operation]) -> tuple[Cause, ...]:
    """The faults behind what was seen, in the order in which they were first met."""
    seen = list(sightings)
    groups: dict[Key, list[Sighting]] = {}
    for each in _without_consequences(seen):
        groups.setdefault(key_of(each), []).append(each)
    merged = _widened(groups)
    places = {id(each): number for number, each in enumerate(operations)}
    return tuple(_cause(each, places) for each in merged.values())


def _cause(seen: Sequence[Sighting], places: Mapping[int, int]) -> Cause:
    reached = {id(o): o for each in seen for o in (each.operation, *each.others)}
    ordered = sorted(reached.values(), key=lambda each: places.get(id(each), len(places)))
    pointers = dict.fromkeys(each.breach.place.pointer for each in seen)
    best = min(seen, key=_size)
    others = tuple(each for each in pointers if each != best.breach.place.pointer)
    return Cause(best, tuple(ordered), len(seen), others)


def _size(sighting: Sighting) -> tuple[int, int]:
    """Small requests, and few of them, show a fault best."""
    case = sighting.case
    return len(case.steps), len(case.request.target) + len(case.request.body)


def key_of(sighting: Sighting) -> Key:
    """What sightings of one fault have in common, whichever operation was asked."""
    breach = sighting.breach
    return _KEYS.get(breach.rule, _by_place)(sighting)


def _by_place(sighting: Sighting) -> Key:
    breach = sighting.breach
    return breach.rule, _at(sighting), breach.keyword, _property(sighting)


def _by_operation(sighting: Sighting) -> Key:
    return sighting.rule, sighting.operation.id


def _by_trigger(sighting: Sighting) -> Key:
    """What makes a provider fail may be in a schema that many operations share."""
    return sighting.rule, sighting.tried.key or sighting.operation.id


def _by_value(sighting: Sighting) -> Key:
    breach = sighting.breach
    return breach.rule, _at(sighting), str(breach.value)


def _at(sighting: Sighting) -> tuple[str, str]:
    place = sighting.breach.place
    return place.source.path, place.pointer


def _property(sighting: Sighting) -> str:
    """The name that is too many: two of one object are two faults.

    What is missing is one: an answer of another shape lacks everything, in every item of a list.
    """
    breach = sighting.breach
    if breach.keyword in ("additionalProperties", "unevaluatedProperties"):
        return breach.pointer.rpartition("/")[2]
    return ""


def _by_keyword(sighting: Sighting) -> Key:
    """A parameter that is not looked at breaks every keyword at once; a body is read value by value."""
    breach = sighting.breach
    location = breach.where.partition(" ")[0]
    if location in ("query", "header", "cookie", "path"):
        return breach.rule, sighting.operation.id, breach.where
    return _by_place(sighting)


_KEYS: Mapping[str, Callable[[Sighting], Key]] = {
    "invalid-request-accepted": _by_keyword,
    "server-error": _by_trigger,
    "reply-lost": _by_trigger,
    "undocumented-status": _by_value,
    "undocumented-refusal": lambda sighting: (sighting.rule, str(sighting.breach.value)),
    "undocumented-media-type": _by_value,
    "credentials-not-required": _by_operation,
    "credentials-not-checked": _by_operation,
}


def _widened(groups: Mapping[Key, list[Sighting]]) -> dict[Key, list[Sighting]]:
    """Groups of one shape as one, where there are so many that they must have one reason."""
    wide: dict[Key, list[Key]] = {}
    for key, seen in groups.items():
        if (shape := _shape(seen[0])) is not None:
            wide.setdefault(shape, []).append(key)
    together = {key: shape for shape, keys in wide.items() if len(keys) >= _WIDE for key in keys}
    merged: dict[Key, list[Sighting]] = {}
    for key, seen in groups.items():
        merged.setdefault(together.get(key, key), []).extend(seen)
    return merged


def _shape(sighting: Sighting) -> Key | None:
    """What faults have in common that come from one place in the provider, not in the contract."""
    breach, rule = sighting.breach, sighting.rule
    match rule:
        case "credentials-not-required" | "credentials-not-checked" | "method-not-refused":
            return rule, "everywhere"
        case "absent-answered" | "stranger-let-in":
            return rule, "everywhere"
        case "undocumented-status" | "undocumented-media-type":
            status = sighting.reply.status if isinstance(sighting.reply, Reply) else 0
            return rule, status, str(breach.value)
        case "server-error" | "reply-lost":
            return rule, "at", sighting.operation.id if sighting.tried.key else "everywhere"
        case "invalid-request-accepted":
            return rule, breach.keyword, _coercion(breach.value) or sighting.operation.id
    return None


def _coercion(value: object) -> str:
    """How a value that was taken for another looks: a text that a lenient reader makes a number of."""
    if isinstance(value, str):
        return "text"
    return "null" if value is None else ""


def _without_consequences(seen: Sequence[Sighting]) -> list[Sighting]:
    """What was seen, without what only follows from something else that was seen."""
    rules = {(each.rule, each.operation.id) for each in seen}
    simple = {(e.rule, e.operation.id) for e in seen if e.rule in _FATAL and e.tried.key == ""}
    single = {(e.rule, e.operation.id) for e in seen if e.rule in _FATAL and e.tried.key != MANY}
    return [each for each in seen if not _follows(each, rules, simple, single)]


_FATAL = ("server-error", "reply-lost")


def _follows(
    each: Sighting,
    rules: set[tuple[str, str]],
    simple: set[tuple[str, str]],
    single: set[tuple[str, str]],
) -> bool:
    where = (each.rule, each.operation.id)
    if each.rule in _FATAL:
        # What fails whatever is tried does not fail because of what is tried.
        return (each.tried.key != "" and where in simple) or (
            each.tried.key == MANY and where in single
        )
    match each.rule:
        case "credentials-not-checked":
            return ("credentials-not-required", each.operation.id) in rules
        case "created-not-kept":
            return ("created-not-found", each.operation.id) in rules
        case "valid-request-rejected":
            return ("undocumented-status", each.operation.id) in rules and each.tried.key == ""
    return False
