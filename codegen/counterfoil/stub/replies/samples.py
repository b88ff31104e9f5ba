"""Values for the answers of one contract: its examples first, drawn ones where it has none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from counterfoil.engine.records import parts
from counterfoil.engine.validators import Validators
from counterfoil.engine.wire.codings import item_schema
from counterfoil.model import Api, Direction, Json, Media, Schema, unescape
from counterfoil.runtime.client_media import is_sequence
from counterfoil.runtime.server_styles import ABSENT, Absent
from counterfoil.stub.replies.accept import acceptable
from counterfoil.stub.replies.bodies import placeholder
from counterfoil.stub.replies.hidden import visible

if TYPE_CHECKING:
    from counterfoil.engine.values import Values

_NAMED = re.compile(r".*/examples/([^/]+)/(?:value|dataValue)")
_MOST = 1000
"""Types that are remembered of ranges."""
_ITEMS = 2
"""Items of a stream for which the contract has no example."""


def named(media: Media) -> Iterator[tuple[str, Json]]:
    """The examples of a media type with their names; the one without a name has an empty one."""
    for value, place in media.examples:
        found = _NAMED.fullmatch(place.pointer)
        yield (unescape(found[1]) if found else "", value)


class Unmakeable(ValueError):
    """No value is found that a schema of the contract admits."""


@dataclass(slots=True)
class Samples:
    """Draws and keeps values of one contract."""

    api: Api
    validators: Validators
    values: "Values"
    seed: int = 0
    _firsts: dict[int, tuple[Media, Json | Absent]] = field(default_factory=dict)
    _ranged: dict[tuple[str, str], Media] = field(default_factory=dict)
    """Media of ranges, each with a type that somebody wanted."""

    def media(self, content: Sequence[Media], accept: str) -> Media | None:
        """The media that a request accepts; the same object whenever it has the same type."""
        found = acceptable(content, accept)
        if found is None or any(found is each for each in content):
            return found
        key = (found.place.pointer, found.media_type)
        if key not in self._ranged and len(self._ranged) >= _MOST and accept:
            # Clients may make up types for ever.
            return self.media(content, "")
        return self._ranged.setdefault(key, found)

    def usual(self, media: Media, siblings: Sequence[Media], key: str) -> Json:
        """The first example that the contract itself admits, else a value drawn by `key`."""
        example = self.example(media, siblings)
        return self.drawn(media, key) if isinstance(example, Absent) else example

    def example(self, media: Media, siblings: Sequence[Media] = ()) -> Json | Absent:
        """The first example of a media type, of its schema, or of a sibling with values alike."""
        found = self._firsts.get(id(media))
        if found is None:
            # The media is kept along, so that its id stays its own.
            found = self._firsts[id(media)] = media, self._example(media, siblings)
        return found[1]

    def drawn(self, media: Media, key: str) -> Json:
        """A value drawn by `key`, the same whenever the key is the same."""
        if is_sequence(media.media_type):
            schema = item_schema(media, self.api.components)
            if schema is None:
                return placeholder(media)
            return [self.draw(schema, f"{key}/{index}") for index in range(_ITEMS)]
        if media.schema is None:
            return placeholder(media)
        return self.draw(media.schema, key)

    def draw(self, schema: Schema, key: str) -> Json:
        """A value of a schema, as responses have it."""
        try:
            drawn = self.values.draw(schema, Direction.RESPONSE, key)
        except ValueError as problem:
            raise Unmakeable(str(problem)) from problem
        return visible(schema, drawn, self.api.components)

    def is_valid(self, schema: Schema, value: Json) -> bool:
        """Whether an answer may have the value."""
        return self.validators.sealed(schema).is_valid(value)

    def _example(self, media: Media, siblings: Sequence[Media]) -> Json | Absent:
        if is_sequence(media.media_type):
            return self._items(media)
        for value in self._candidates(media, siblings):
            if media.schema is None:
                return value
            shown = visible(media.schema, value, self.api.components)
            if self.is_valid(media.schema, shown):
                return shown
        return ABSENT

    def _candidates(self, media: Media, siblings: Sequence[Media]) -> Iterator[Json]:
        yield from (value for value, _ in media.examples)
        yield from self._of_schema(media.schema)
        for each in siblings:
            yield from (value for value, _ in each.examples)

    def _of_schema(self, schema: Schema | None) -> Iterator[Json]:
        for part in parts(schema, self.api.components) if schema is not None else ():
            yield from part.get("examples", ())

    def _items(self, media: Media) -> Json | Absent:
        schema = item_schema(media, self.api.components)
        for value, _ in media.examples:
            items = value if isinstance(value, list) else [value]
            shown = [visible(schema or {}, each, self.api.components) for each in items]
            if schema is None or all(self.is_valid(schema, each) for each in shown):
                return shown
        found = [each for each in self._of_schema(schema) if self.is_valid(schema or {}, each)]
        return found or ABSENT
