"""Answers in which there is what a consumer reads, also where the contract leaves it out at times."""

from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from counterfoil.engine.expectations.fields import lacking, values_at
from counterfoil.engine.values import Values
from counterfoil.model import Api, Direction, Header, Json, Media, Response
from counterfoil.runtime.client_media import is_json
from counterfoil.stub import Answer

_MANY = 200
"""Values of a schema that are looked at for one that has certain fields."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """What an answer has to be, and to have."""

    operation: str
    status: int
    having: tuple[str, ...] = ()
    """Patterns of fields."""
    headers: tuple[str, ...] = ()


def arranged(api: Api, wanted: Arranged) -> Answer:
    """The contract's own answer, with what it has to have where the contract can have it."""
    response = _response(api, wanted)
    if response is None or not (wanted.having or wanted.headers):
        return Answer(wanted.status)
    values = Values(api)
    headers = dict(_headers(values, response, wanted.headers))
    for media in response.content if wanted.having else ():
        if media.item_schema is not None:
            for item in _drawn(values, media, wanted.having):
                line = orjson.dumps(item).decode() + "\n"
                return Answer(wanted.status, text=line, headers=headers)
        elif is_json(media.media_type):
            for body in _drawn(values, media, wanted.having):
                return Answer(wanted.status, body, headers=headers)
    return Answer(wanted.status, headers=headers)


def _response(api: Api, wanted: Arranged) -> Response | None:
    for operation in api.operations:
        if wanted.operation in (operation.author_id, operation.title):
            responses = {each.status.upper(): each for each in operation.responses}
            keys = (str(wanted.status), f"{wanted.status // 100}XX", "DEFAULT")
            return next((responses[key] for key in keys if key in responses), None)
    return None


def _headers(
    values: Values, response: Response, names: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    wanted = {name.lower() for name in names}
    for header in response.headers:
        if header.name.lower() in wanted:
            yield from ((header.name, each) for each in _texts(values, header))


def _texts(values: Values, header: Header) -> Iterator[str]:
    """A value of a header as text, where it is as simple as headers are."""
    for each in values.valid(header.schema, Direction.RESPONSE):
        if isinstance(each.value, str | int | float) and not isinstance(each.value, bool):
            yield str(each.value)
            return


def _drawn(values: Values, media: Media, having: tuple[str, ...]) -> Iterator[Json]:
    """A body, or an item of a stream, that has the fields."""
    items = media.item_schema is not None
    schema = media.item_schema if items else media.schema
    if schema is None:
        return
    patterns = [each.removeprefix("/*") if items else each for each in having]
    found = values.valid(schema, Direction.RESPONSE)
    for _, each in zip(range(_MANY), found, strict=False):
        if all(_has(each.value, pattern) for pattern in patterns):
            yield each.value
            return


def _has(value: Json, pattern: str) -> bool:
    return lacking(value, pattern) is None and bool(values_at(value, pattern))
