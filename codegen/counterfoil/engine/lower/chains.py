"""How many schemas describe one value, each because another one refers to it."""

from collections.abc import Iterator, Mapping

from counterfoil.model import Schema

LONGEST = 100
"""Schemas in one another that all describe one value; no contract written for people has as many."""
_LISTED = ("allOf", "anyOf", "oneOf")
_SINGLE = ("not", "if", "then", "else")


def too_long(schemas: Mapping[str, Schema]) -> Iterator[str]:
    """The keys of the schemas at which chains of references have to end, so that none is too long."""
    lengths: dict[str, int] = {}
    for start in sorted(schemas):
        # A stack, because it is the long chains that are looked for.
        waiting, opened = [start], set[str]()
        while waiting:
            key = waiting[-1]
            if key in lengths:
                waiting.pop()
                continue
            targets = [each for each in same_value(schemas[key]) if each[0] in schemas]
            if key not in opened:
                opened.add(key)
                waiting += (each for each, _ in targets if each not in {*lengths, *opened})
                continue
            waiting.pop()
            # What leads back to where it came from ends there.
            lengths[key] = max((depth + lengths.get(each, 0) for each, depth in targets), default=1)
            if lengths[key] > LONGEST:
                lengths[key] = 1
                yield key


def same_value(schema: Schema) -> Iterator[tuple[str, int]]:
    """What a schema refers to for the value that it describes, and how many schemas deep in it."""
    waiting = [(schema, 1)]
    while waiting:
        part, depth = waiting.pop()
        if "$ref" in part:
            yield part["$ref"], depth
        inner = [part[key] for key in _SINGLE if key in part]
        inner += (each for key in _LISTED for each in part.get(key, ()))
        inner += part.get("dependentSchemas", {}).values()
        waiting += ((each, depth + 1) for each in inner)
