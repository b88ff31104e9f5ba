"""Field patterns: JSON Pointers (RFC 6901) in which `*` is every item of a list or value of a map.

An object with a key `*` cannot be told from a map by its pattern: the pattern then means all its values.
"""

from collections.abc import Iterator

from counterfoil.model import Json, escape, unescape

EVERY = "*"


def steps_of(pattern: str) -> tuple[str, ...]:
    """The keys of a pattern.

    >>> steps_of("/lines/*/sku"), steps_of("")
    (('lines', '*', 'sku'), ())
    """
    return tuple(unescape(each) for each in pattern.split("/")[1:])


def pattern_of(steps: tuple[str | int, ...]) -> str:
    """The pattern of these keys; a number, the index of an item, becomes `*`.

    >>> pattern_of(("lines", 0, "sku"))
    '/lines/*/sku'
    """
    return "".join(f"/{EVERY if isinstance(each, int) else escape(each)}" for each in steps)


def values_at(value: Json, pattern: str) -> list[Json]:
    """What is at a pattern in a value, in order.

    >>> values_at({"lines": [{"sku": "A"}, {}, {"sku": "B"}]}, "/lines/*/sku")
    ['A', 'B']
    """
    found = [value]
    for step in steps_of(pattern):
        found = [below for each in found for below in _below(each, step)]
    return found


def lacking(value: Json, pattern: str) -> str | None:
    """The first place, as a JSON Pointer, at which a value should have what a pattern names, and has not.

    What has no items at a `*` lacks nothing; so does `null` on the way, and what is no container.

    >>> lacking({"lines": [{"sku": "A"}, {}]}, "/lines/*/sku")
    '/lines/1/sku'
    >>> lacking({"lines": []}, "/lines/*/sku") is None
    True
    """
    steps = steps_of(pattern)
    # A stack, so that no pattern is too long; what comes first is on top.
    waiting: list[tuple[Json, int, str]] = [(value, 0, "")]
    while waiting:
        current, depth, pointer = waiting.pop()
        if depth == len(steps):
            continue
        step = steps[depth]
        if step == EVERY:
            below = list(_members(current, pointer))
            waiting += [(each, depth + 1, place) for place, each in reversed(below)]
        elif isinstance(current, dict):
            place = f"{pointer}/{escape(step)}"
            if step not in current:
                return place
            waiting.append((current[step], depth + 1, place))
    return None


def _below(value: Json, step: str) -> Iterator[Json]:
    if step == EVERY:
        yield from (each for _, each in _members(value, ""))
    elif isinstance(value, dict) and step in value:
        yield value[step]


def _members(value: Json, pointer: str) -> Iterator[tuple[str, Json]]:
    """What is inside a list or a map, each with its place."""
    match value:
        case dict():
            yield from ((f"{pointer}/{escape(str(key))}", each) for key, each in value.items())
        case list():
            yield from ((f"{pointer}/{index}", each) for index, each in enumerate(value))
