"""How each media type of a contract is read and written."""

import re

from counterfoil.engine.wire.shapes import Components, resolve, shape_of
from counterfoil.model import Media, Schema
from counterfoil.runtime.client_media import is_sequence
from counterfoil.runtime.server_operations import Coding
from counterfoil.runtime.server_shapes import Object

_JSON = re.compile(r"application/json|text/json|[^/]+/[^/]+\+json")
_XML = re.compile(r"application/xml|text/xml|[^/]+/[^/]+\+xml")
_LINES = re.compile(r"application/(x-ndjson|ndjson|jsonl|x-jsonl|x-jsonlines|jsonlines)")
_EVENT = frozenset({"data", "event", "id", "retry"})


def coding_of_request(media: Media, components: Components) -> Coding:
    """How a request body of this media type is read."""
    match _coding(media, components):
        case Coding.EVENTS | Coding.RAW_EVENTS | Coding.WHOLE_EVENTS:
            return Coding.BYTES
        case Coding.BYTES if not _XML.fullmatch(essence(media)):
            return Coding.STREAM
        case coding:
            return coding


def coding_of_response(media: Media, components: Components) -> Coding:
    """How a response body of this media type is written."""
    match _coding(media, components):
        case Coding.FORM | Coding.MULTIPART:
            return Coding.BYTES
        case coding:
            return coding


def essence(media: Media) -> str:
    """The media type without its parameters, in lower case."""
    return media.media_type.partition(";")[0].strip().lower()


def item_schema(media: Media, components: Components) -> Schema | None:
    """The schema of each item of a stream.

    Before OpenAPI 3.2 some describe the sequence as an array, others each of its items.
    """
    if media.item_schema is not None or media.schema is None:
        return media.item_schema
    items: Schema | None = resolve(media.schema, components).get("items")
    return media.schema if items is None else items


def value_schema(media: Media, components: Components) -> Schema | None:
    """What describes a body as one value; that of a stream describes the list of its items."""
    if media.item_schema is None and not is_sequence(media.media_type):
        return media.schema
    items = item_schema(media, components)
    return {} if items is None else {"items": items}


def _coding(media: Media, components: Components) -> Coding:
    name = essence(media)
    if _JSON.fullmatch(name):
        return Coding.JSON
    if name == "text/event-stream":
        return _events(media, components)
    if _LINES.fullmatch(name):
        return Coding.LINES
    return _KNOWN.get(name) or _by_family(name, media.schema, components)


_KNOWN = {
    "application/json-seq": Coding.RECORDS,
    "application/x-www-form-urlencoded": Coding.FORM,
    "multipart/form-data": Coding.MULTIPART,
}


def _by_family(name: str, schema: Schema | None, components: Components) -> Coding:
    if _XML.fullmatch(name):
        return Coding.BYTES
    binary = resolve(schema or {}, components).get("format") == "binary"
    if name.startswith("text/"):
        return Coding.BYTES if binary else Coding.TEXT
    # A range with a schema is how a contract says "JSON" when it names no media type at all.
    if name in ("*/*", "application/*") and schema is not None and not binary:
        return Coding.JSON
    return Coding.BYTES


def _events(media: Media, components: Components) -> Coding:
    schema = item_schema(media, components)
    if schema is None or _is_plain_text(resolve(schema, components)):
        return Coding.RAW_EVENTS
    shape = shape_of(media.item_schema, components)
    if not isinstance(shape, Object) or "data" not in shape.properties:
        return Coding.EVENTS
    return Coding.WHOLE_EVENTS if shape.properties.keys() <= _EVENT else Coding.EVENTS


def _is_plain_text(schema: Schema) -> bool:
    return schema.get("type") == "string" and not {"const", "enum", "format"} & schema.keys()
