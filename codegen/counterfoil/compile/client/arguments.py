"""What a caller passes to an operation."""

from collections.abc import Sequence
from dataclasses import dataclass

from counterfoil.compile.client.names import ARGUMENTS
from counterfoil.compile.client.types import request_type
from counterfoil.compile.source import Source, enclosed
from counterfoil.compile.text import literal
from counterfoil.compile.types import BYTES, TEXT, TypeExpr, Types, optional, union
from counterfoil.engine.naming import identifier, unique
from counterfoil.model import In, Media, Operation, Parameter
from counterfoil.runtime.client_media import (
    essence,
    is_json,
    is_range,
    is_sequence,
    is_text,
)

_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_LITERAL = TypeExpr("Literal", frozenset({"from typing import Literal"}))
_MAPPING = TypeExpr("Mapping[str, object]", frozenset({"from collections.abc import Mapping"}))
_ITERABLE = frozenset({"from collections.abc import Iterable"})


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a method; `default` is source, empty where there is none."""

    name: str
    type: TypeExpr
    default: str = ""
    keyword_only: bool = True
    parameter: Parameter | None = None

    choices: tuple[str, ...] = ()
    """Source of the values it may have, where they are few."""

    @property
    def declaration(self) -> Source:
        """As a signature has it."""
        default = f" = {self.default}" if self.default else ""
        if self.choices:
            return enclosed(f"{self.name}: Literal[", self.choices, f"]{default}")
        return f"{self.name}: {self.type.text}{default}"


@dataclass(frozen=True, slots=True)
class Sent:
    """One media type that a body may have. `type` is what the wire form is made from."""

    media: Media
    type: TypeExpr
    accepted: tuple[TypeExpr, ...]
    """What the caller may pass."""
    items: bool = False


def parameter_arguments(operation: Operation, types: Types) -> tuple[Argument, ...]:
    """An argument for each parameter: those of the path first, in its order."""
    ordered = sorted(operation.parameters, key=lambda each: _position(each, operation.path))
    wanted = [identifier(each.name) for each in ordered]
    names = unique([f"{name}_" if name in ARGUMENTS else name for name in wanted], ARGUMENTS)
    return tuple(
        _argument(name, parameter, types) for name, parameter in zip(names, ordered, strict=True)
    )


def sent(operation: Operation, types: Types, upload: TypeExpr) -> tuple[Sent, ...]:
    """The media types of the body, the preferred one first; `upload` is the type of raw content."""
    if operation.body is None:
        return ()
    ordered = sorted(operation.body.content, key=lambda media: _preference(media.media_type))
    return tuple(_sent(media, types, upload) for media in ordered)


def body_arguments(operation: Operation, bodies: Sequence[Sent]) -> tuple[Argument, ...]:
    """The argument for the body, and the one that chooses its media type where there is a choice."""
    if operation.body is None or not bodies:
        return ()
    accepted = union(each for body in bodies for each in body.accepted)
    if operation.body.required:
        body = Argument("body", accepted, keyword_only=False)
    else:
        body = Argument("body", optional(accepted), "None")
    return body, *_content_type(bodies)


def _content_type(bodies: Sequence[Sent]) -> tuple[Argument, ...]:
    names = [body.media.media_type for body in bodies]
    if is_range(names[0]) and not _json_like(bodies[0]):
        # Only the caller knows what the bytes are.
        return (Argument("content_type", TEXT),)
    first = "application/json" if is_range(names[0]) else names[0]
    if any(is_range(name) for name in names):
        return (Argument("content_type", TEXT, literal(first)),)
    if len(names) == 1:
        return ()
    choices = tuple(map(literal, names))
    return (Argument("content_type", _LITERAL, literal(first), choices=choices),)


def _argument(name: str, parameter: Parameter, types: Types) -> Argument:
    expression = request_type(parameter.schema, types)
    if parameter.location is In.PATH:
        return Argument(name, expression, keyword_only=False, parameter=parameter)
    if parameter.required:
        return Argument(name, expression, parameter=parameter)
    return Argument(name, optional(expression), "None", parameter=parameter)


def _position(parameter: Parameter, path: str) -> int:
    if parameter.location is In.PATH:
        return path.find(f"{{{parameter.name}}}")
    return len(path)


def _preference(media_type: str) -> int:
    """JSON, forms, text, anything else; the contract's order among equals."""
    if is_json(media_type):
        return 0 if essence(media_type) == "application/json" else 1
    if essence(media_type) in _FORMS:
        return 2
    return 3 if is_text(media_type) else 4


def _sent(media: Media, types: Types, upload: TypeExpr) -> Sent:
    name = essence(media.media_type)
    if is_sequence(name) and media.item_schema is not None:
        item = request_type(media.item_schema, types)
        items = TypeExpr(f"Iterable[{item.text}]", item.imports | _ITERABLE)
        return Sent(media, item, (items,), items=True)
    if name in _FORMS and media.schema is None:
        return Sent(media, _MAPPING, (_MAPPING,))
    expression = request_type(media.schema, types)
    if name in _FORMS:
        return Sent(media, expression, (expression, _MAPPING))
    if is_text(name):
        return Sent(media, TEXT, (TEXT,))
    structured = expression.text != BYTES.text and media.schema is not None
    if (is_json(name) and expression.text != BYTES.text) or (is_range(name) and structured):
        return Sent(media, expression, (expression,))
    return Sent(media, BYTES, (upload,))


def _json_like(body: Sent) -> bool:
    return body.type.text != BYTES.text and not is_text(body.media.media_type)
