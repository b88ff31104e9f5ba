"""The ways to call one operation: for a value, for a stream of items, for a download."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from counterfoil.compile.client.types import SERVER_SENT_EVENT, resolved, response_type
from counterfoil.compile.statuses import error_name
from counterfoil.compile.types import ANY, BYTES, NONE, TEXT, TypeExpr, Types, union
from counterfoil.model import Api, Media, Operation, Response
from counterfoil.runtime.client_media import (
    EVENTS,
    essence,
    is_json,
    is_range,
    is_sequence,
    is_text,
    is_xml,
)


class Kind(StrEnum):
    """What a call results in, and so what a media type is good for."""

    VALUE = "value"
    STREAM = "stream"
    DOWNLOAD = "download"


@dataclass(frozen=True, slots=True)
class Content:
    """One media type as a kind of result. `whole` marks whole server-sent events."""

    media: Media
    kind: Kind
    type: TypeExpr
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Described:
    """What a way makes of one status: `error` names an exception class, or nothing."""

    status: str
    content: tuple[Content, ...] = ()
    error: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to call an operation; each becomes a method."""

    kind: Kind
    suffix: str
    result: TypeExpr
    replies: tuple[Described, ...]


def ways(operation: Operation, api: Api, types: Types) -> tuple[Way, ...]:
    """Every way to call the operation, the plain one first."""
    successes = _successes(operation.responses)
    contents = {
        each.status: tuple(_content(media, api, types) for media in each.content)
        for each in operation.responses
    }
    if operation.method == "HEAD":
        contents = dict.fromkeys(contents, ())
    errors = tuple(_errors(operation.responses, successes, contents))
    kinds = _kinds([contents[each.status] for each in successes])
    return tuple(_way(kind, kind is not kinds[0], successes, contents, errors) for kind in kinds)


def _way(
    kind: Kind,
    extra: bool,
    successes: Sequence[Response],
    contents: Mapping[str, tuple[Content, ...]],
    errors: tuple[Described, ...],
) -> Way:
    replies = [
        Described(each.status, _of_kind(contents[each.status], kind), "", each.description)
        for each in successes
    ]
    if not replies:
        # A contract that says nothing of success still means success by a 2xx.
        replies.append(Described("2XX"))
    made = [content.type for reply in replies for content in reply.content]
    if kind is Kind.VALUE:
        made += [NONE for reply in replies if not reply.content]
    suffix = f"_{kind}" if extra else ""
    return Way(kind, suffix, union(made), (*replies, *errors))


def _successes(responses: Sequence[Response]) -> list[Response]:
    successes = [each for each in responses if each.status.startswith("2")]
    return successes or [each for each in responses if each.status[0] in "3d"]


def _errors(
    responses: Sequence[Response],
    successes: Sequence[Response],
    contents: Mapping[str, tuple[Content, ...]],
) -> Iterator[Described]:
    documented = {each.status for each in responses}
    for each in responses:
        carried = _of_kind(contents[each.status], Kind.VALUE)
        if each not in successes:
            yield Described(each.status, carried, error_name(each.status), each.description)
        elif each.status == "default":
            # It covers success, because nothing else does, and beside it every other error.
            for status in ("4XX", "5XX"):
                if status not in documented:
                    yield Described(status, carried, error_name("default"), each.description)


def _content(media: Media, api: Api, types: Types) -> Content:
    name = media.media_type
    if is_sequence(name):
        return _items(media, api, types)
    if is_json(name):
        return Content(media, Kind.VALUE, response_type(media.schema, types))
    if is_text(name):
        return Content(media, Kind.VALUE, TEXT)
    if is_xml(name):
        return Content(media, Kind.VALUE, BYTES)
    if is_range(name) and media.schema is not None:
        expression = response_type(media.schema, types)
        if expression.text != BYTES.text:
            return Content(media, Kind.VALUE, expression)
    return Content(media, Kind.DOWNLOAD, BYTES)


def _items(media: Media, api: Api, types: Types) -> Content:
    events = essence(media.media_type) == EVENTS
    if media.item_schema is not None:
        whole = events and _is_event(media.item_schema, api)
        return Content(media, Kind.STREAM, response_type(media.item_schema, types), whole)
    if media.schema is None:
        return Content(media, Kind.STREAM, SERVER_SENT_EVENT if events else ANY)
    schema = resolved(media.schema, api)
    # Before OpenAPI 3.2 some describe the sequence as an array, others each of its items.
    items = schema.get("items", media.schema)
    return Content(media, Kind.STREAM, response_type(items, types))


def _is_event(schema: object, api: Api) -> bool:
    """True where a schema describes an event with its fields, rather than the data in it."""
    found = resolved(schema if isinstance(schema, Mapping) else None, api)
    properties = found.get("properties", {})
    if "data" in properties and set(properties) <= {"data", "event", "id", "retry"}:
        return True
    return any(
        _is_event(each, api) for key in ("allOf", "anyOf", "oneOf") for each in found.get(key, ())
    )


def _kinds(contents: Sequence[tuple[Content, ...]]) -> list[Kind]:
    """The kinds worth a method each."""
    every = [content for each in contents for content in each]
    found = list(dict.fromkeys(content.kind for content in every))
    if Kind.VALUE not in found:
        return found or [Kind.VALUE]
    extra = []
    for each in contents:
        valued = [content.media.schema for content in each if content.kind is Kind.VALUE]
        # The same schema in another media type is the same thing written otherwise.
        extra += [
            content.kind
            for content in each
            if valued and content.kind is not Kind.VALUE and not _repeats(content, valued)
        ]
    return list(dict.fromkeys([Kind.VALUE, *extra]))


def _repeats(content: Content, valued: Sequence[object]) -> bool:
    return content.kind is Kind.DOWNLOAD and content.media.schema in valued


def _of_kind(contents: tuple[Content, ...], kind: Kind) -> tuple[Content, ...]:
    """The media types that serve a kind: for a value JSON where there is any, else what reads alike."""
    chosen = tuple(content for content in contents if content.kind is kind)
    if kind is not Kind.VALUE:
        return chosen
    if not chosen:
        # Beside answers with values, a sequence is one text and a download one run of bytes.
        return tuple(
            Content(each.media, kind, BYTES if each.kind is Kind.DOWNLOAD else TEXT)
            for each in contents
        )
    structured = [each for each in chosen if each.type.text not in (TEXT.text, BYTES.text)]
    first = next((each for each in chosen if is_json(each.media.media_type)), chosen[0])
    return _distinct(structured or [each for each in chosen if each.type == first.type])


def _distinct(contents: Sequence[Content]) -> tuple[Content, ...]:
    """The contents without those that differ in parameters of the media type only."""
    found = {(essence(each.media.media_type), each.type.text): each for each in reversed(contents)}
    return tuple(each for each in contents if each in found.values())
