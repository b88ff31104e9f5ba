"""Python types of what handlers are given and what they answer."""

from dataclasses import dataclass

from counterfoil.compile.types import BYTES, NONE, TEXT, TypeExpr, Types, union
from counterfoil.engine.wire.codings import coding_of_request, coding_of_response, item_schema
from counterfoil.engine.wire.shapes import Components
from counterfoil.model import Body, Direction, Media, Response, Schema
from counterfoil.runtime.server_operations import Coding

_STREAMED = (
    Coding.EVENTS,
    Coding.LINES,
    Coding.RAW_EVENTS,
    Coding.RECORDS,
    Coding.WHOLE_EVENTS,
)
_ASYNC = frozenset({"from collections.abc import AsyncIterable"})


@dataclass(frozen=True, slots=True)
class Coded:
    """A media type with how it is coded; `schema` and `type` are of an item where it is a stream."""

    media: Media
    coding: Coding
    schema: Schema | None
    type: TypeExpr

    @property
    def streamed(self) -> bool:
        """True where items follow each other."""
        return self.coding in _STREAMED


def coded_request(media: Media, components: Components, types: Types) -> Coded:
    """A media type of a request body."""
    coding = coding_of_request(media, components)
    return _coded(media, coding, components, types, Direction.REQUEST)


def coded_response(media: Media, components: Components, types: Types) -> Coded:
    """A media type of a response."""
    coding = coding_of_response(media, components)
    return _coded(media, coding, components, types, Direction.RESPONSE)


def _coded(
    media: Media, coding: Coding, components: Components, types: Types, way: Direction
) -> Coded:
    if coding in (Coding.BYTES, Coding.STREAM):
        return Coded(media, coding, None, BYTES)
    schema = item_schema(media, components) if coding in _STREAMED else media.schema
    if schema is None and coding in (Coding.TEXT, Coding.RAW_EVENTS):
        return Coded(media, coding, None, TEXT)
    return Coded(media, coding, schema, types.of(schema, way))


def body_type(body: Body, components: Components, types: Types) -> TypeExpr:
    """What a handler gets as `body`."""
    members = [_given(coded_request(media, components, types)) for media in body.content]
    return union([*members, *([] if body.required else [NONE])])


def _given(coded: Coded) -> TypeExpr:
    if coded.coding is Coding.STREAM:
        return TypeExpr("ByteStream")
    if coded.streamed:
        return TypeExpr(f"AsyncIterable[{coded.type.text}]", coded.type.imports | _ASYNC)
    return coded.type


def response_type(response: Response, components: Components, types: Types) -> TypeExpr:
    """What a handler answers as the body of a response."""
    if not response.content:
        return NONE
    return union(_taken(coded_response(media, components, types)) for media in response.content)


def _taken(coded: Coded) -> TypeExpr:
    if coded.coding is Coding.BYTES:
        return TypeExpr("Binary")
    if coded.streamed:
        return TypeExpr(f"Stream[{coded.type.text}]", coded.type.imports)
    return coded.type
