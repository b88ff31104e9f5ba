"""Names of items: those that clients choose, and those that the stub gives."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TypeAlias

from counterfoil.engine.records import parts, record_of
from counterfoil.engine.resources import Resource
from counterfoil.model import Direction, In, Json, JsonObject, Operation, Schema
from counterfoil.runtime.styles import text
from counterfoil.stub.replies.samples import Samples

_PLAIN = re.compile(r"[A-Za-z0-9_~:@-][A-Za-z0-9._~:@-]*")
_DRAWS = 8
_TELLING = 8
"""Characters from which on a name is unlikely to stand somewhere by chance."""


Make: TypeAlias = Callable[[str], Json]
"""Makes a name of 32 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Ids:
    """What items of one resource may be called, in their bodies and in their paths."""

    samples: Samples
    inside: Schema | None
    """Of the property; None where bodies do not say."""
    outside: Schema | None
    """Of the path parameter."""
    makes: tuple[Make, ...] = ()
    """The likely ways to make a name."""
    sure: Make | None = None
    """The first of them, where every name that it makes is admitted."""

    def fresh(self, seed: str) -> Json:
        """A name that nobody chose, the same for the same seed."""
        digest = blake2b(seed.encode("utf-8", "replace"), digest_size=16).hexdigest()
        if self.sure is not None:
            return self.sure(digest)
        for make in self.makes:
            if self.admits(value := make(digest)):
                return value
        return self._drawn(digest)

    def _drawn(self, digest: str) -> Json:
        schema = self.inside if self.inside is not None else self.outside or {}
        drawn = [self.samples.draw(schema, f"{digest}/{index}") for index in range(_DRAWS)]
        fitting = [each for each in drawn if self.admits(each)]
        # A name that needs no escaping is one that nobody stumbles over.
        plain = (each for each in fitting if _PLAIN.fullmatch(text(each)))
        return next(plain, fitting[0] if fitting else digest[:12])

    def admits(self, value: Json) -> bool:
        """Whether a value can be a name both in a body and in a path."""
        if not isinstance(value, str | int) or isinstance(value, bool) or value == "":
            return False
        return self._inside(value) and self._outside(value)

    def said(self, value: Json) -> Json:
        """A name from a path as the body says it; None where the body cannot."""
        if self._inside(value):
            return value
        written = text(value)
        others = [written, int(written)] if written.lstrip("-").isdecimal() else [written]
        return next((each for each in others if self._inside(each)), None)

    def _inside(self, value: Json) -> bool:
        return self.inside is None or self.samples.is_valid(self.inside, value)

    def _outside(self, value: Json) -> bool:
        if self.outside is None:
            return True
        validator = self.samples.validators.of(self.outside, Direction.REQUEST)
        # A path is text: `7` in it is a number to whoever expects one.
        return bool(validator.is_valid(value) or validator.is_valid(text(value)))


def ids_of(samples: Samples, resource: Resource, form: Schema | None) -> Ids:
    """The names of a resource whose items are read in this form."""
    inside = form
    for name in resource.identity.property:
        if inside is not None:
            seen = record_of(inside, samples.api.components, Direction.RESPONSE)
            inside = seen.properties.get(name)
    inside = inside if resource.identity.property else None
    own = (resource.read, resource.replace, resource.update, resource.delete)
    outside = next((_schema(each, resource.parameter) for each in own if each is not None), None)
    schema = inside if inside is not None else outside or {}
    makes = tuple(_makes(schema, samples))
    ids = Ids(samples, inside, outside, makes)
    # All that a way makes looks alike, so the extremes speak for the rest.
    sure = makes and all(ids.admits(makes[0](digit * 32)) for digit in "07af")
    return replace(ids, sure=makes[0]) if sure else ids


def _makes(schema: Schema, samples: Samples) -> Iterator[Make]:
    for part in parts(schema, samples.api.components):
        kind = part.get("type", "")
        if "integer" in kind:
            yield lambda digest: int(digest[:8], 16) % 0x7FFFFFFF + 1
        elif "string" in kind and part.get("format") == "uuid":
            yield _uuid
        elif "string" in kind and not part.keys() & {"format", "enum", "const"}:
            yield lambda digest: digest[:12]


def _schema(operation: Operation, name: str) -> Schema | None:
    for each in operation.parameters:
        if each.location is In.PATH and each.name == name:
            return each.schema
    return None


def called(value: Json, path: tuple[str, ...], name: Json) -> Json:
    """The item with another name.

    >>> called({"metadata": {"name": "a"}, "b": 1}, ("metadata", "name"), "c")
    {'metadata': {'name': 'c'}, 'b': 1}
    """
    if not path:
        return value
    around: JsonObject = value if isinstance(value, dict) else {}
    return {**around, path[0]: called(around.get(path[0]), path[1:], name) if path[1:] else name}


def mentions(value: Json, name: str) -> bool:
    """Whether a value speaks of a name more than once: to say it, and in links to itself."""
    return len(name) >= _TELLING and str(value).count(name) > 1


def mentioning(value: Json, was: str, name: str) -> Json:
    """The value with one name in place of another in all its texts."""
    match value:
        case str():
            return value.replace(was, name)
        case list():
            return [mentioning(each, was, name) for each in value]
        case dict():
            return {key: mentioning(each, was, name) for key, each in value.items()}
    return value


def _uuid(digest: str) -> str:
    return f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-a{digest[17:20]}-{digest[20:]}"
