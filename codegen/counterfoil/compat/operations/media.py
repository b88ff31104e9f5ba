"""Media types of a body in both versions: which of one takes what is sent as one of the other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from counterfoil.engine.wire.bodies import content_type
from counterfoil.engine.wire.codings import item_schema
from counterfoil.engine.wire.content import chosen
from counterfoil.model import Component, Media, Place, Schema
from counterfoil.runtime.client_media import is_range, is_sequence

_ODD = "vnd.counterfoil.sample"
"""A subtype that no contract lists."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """The media types of one body in both versions."""

    both: tuple[tuple[Media, Media], ...]
    """What is sent as the one is read as the other, or the other way round."""
    removed: tuple[Media, ...]
    """Of the baseline: something may be sent as it that the candidate does not document."""
    added: tuple[Media, ...]


def align(baseline: Sequence[Media], candidate: Sequence[Media]) -> Aligned:
    """Which media types of both versions describe the same bytes."""
    if [each.media_type for each in baseline] == [each.media_type for each in candidate]:
        return Aligned(tuple(zip(baseline, candidate, strict=True)), (), ())
    both: dict[tuple[int, int], tuple[Media, Media]] = {}
    for each in baseline:
        if (other := taking(each, candidate)) is not None:
            both[id(each), id(other)] = (each, other)
    for each in candidate:
        if (other := taking(each, baseline)) is not None:
            both.setdefault((id(other), id(each)), (other, each))
    return Aligned(
        tuple(both.values()),
        tuple(each for each in baseline if not _taken(each, candidate)),
        tuple(each for each in candidate if not _taken(each, baseline)),
    )


def taking(sent: Media, documented: Sequence[Media]) -> Media | None:
    """What a version takes a body for that the other one documents as `sent`."""
    exact = (each for each in documented if _plain(each.media_type) == _plain(sent.media_type))
    return next(exact, None) or chosen(documented, content_type(sent))


def sent_as(media: Media) -> Iterator[str]:
    """Content-Types that a documented media type allows; of a range one that is nobody's own too."""
    yield content_type(media)
    if is_range(media.media_type):
        family = media.media_type.partition("/")[0].strip()
        yield f"{'application' if family == '*' else family}/{_ODD}"


def schemas(
    baseline: tuple[Media, Mapping[str, Component]],
    candidate: tuple[Media, Mapping[str, Component]],
) -> tuple[Schema, Schema, bool] | None:
    """What both say of the value, and whether that is each item of a stream; None: neither does."""
    streamed = any(
        media.item_schema is not None or is_sequence(media.media_type)
        for media, _ in (baseline, candidate)
    )
    both = [
        item_schema(media, components) if streamed else media.schema
        for media, components in (baseline, candidate)
    ]
    if both[0] is None and both[1] is None:
        return None
    return both[0] or {}, both[1] or {}, streamed


def place_of(media: Media) -> Place:
    """Where the schema of a media type stands."""
    return media.place / ("schema" if media.item_schema is None else "itemSchema")


def _taken(sent: Media, documented: Sequence[Media]) -> bool:
    if any(_plain(each.media_type) == _plain(sent.media_type) for each in documented):
        return True
    return all(chosen(documented, each) is not None for each in sent_as(sent))


@cache
def _plain(media_type: str) -> str:
    return ";".join(part.strip().lower() for part in media_type.split(";"))
