"""Values that a schema lists: its members, and the plainest of each of its alternatives."""

from collections.abc import Iterator, Sequence

from counterfoil.engine.lower.references import PREFIX
from counterfoil.engine.values.flat import is_writable
from counterfoil.engine.values.making import UNMADE, Maker
from counterfoil.engine.values.picks import bare
from counterfoil.model import Json, Schema
from counterfoil.runtime.identity import identity

_REFERENCES = 8
"""References that follow each other."""


def listed(maker: Maker, sent: Schema, taken: Schema) -> Iterator[Json]:
    """What one side lists, as far as the other one does not list the same.

    Each alternative is made by itself: to keep hundreds of them apart takes long.
    """
    ours, theirs = resolved(maker, sent), resolved(maker, taken)
    known = {identity(each) for each in theirs.get("enum", ())}
    members = (each for each in ours.get("enum", ()) if is_writable(each))
    yield from (each for each in members if identity(each) not in known)
    for keyword in ("oneOf", "anyOf"):
        same: Sequence[Schema] = theirs.get(keyword, ())
        for branch in ours.get(keyword, ()):
            value = UNMADE if branch in same else maker.make(branch, bare)
            if value is not UNMADE:
                yield value


def resolved(maker: Maker, schema: Schema) -> Schema:
    """What a schema says, where it does no more than refer to another one."""
    for _ in range(_REFERENCES):
        if "$ref" not in schema or len(schema) > 1:
            break
        schema = maker.ways.components[schema["$ref"].removeprefix(PREFIX)].schema
    return schema
