"""`replies.py` and `errors.py`: a class for each response that needs more than its body."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from counterfoil.compile.server.successes import (
    header_arguments,
    is_error,
    reply_name,
    status_argument,
    successes,
)
from counterfoil.compile.server.types import response_type
from counterfoil.compile.source import call, enclosed, mapping, write
from counterfoil.compile.statuses import error_name
from counterfoil.compile.text import docstring, literal
from counterfoil.compile.types import NONE, TypeExpr, Types, optional, union
from counterfoil.engine.wire.shapes import Components
from counterfoil.model import Api, Direction, Header, Operation, Response


@dataclass(frozen=True, slots=True)
class Answered:
    """A class of replies or errors, ready for its template.

    Its constructor is that of its base where `signature` is empty.
    """

    opening: str
    """`class NAME(BASE):`"""
    docstring: str
    types: tuple[TypeExpr, ...]
    signature: str = ""
    construction: str = ""


def reply_classes(api: Api, operations: Iterable[Operation], types: Types) -> list[Answered]:
    """A class for each success that has headers, or stands beside others."""
    return [
        _reply(api.components, types, operation, response)
        for operation in operations
        for response in successes(operation).replies
    ]


def _reply(
    components: Components, types: Types, operation: Operation, response: Response
) -> Answered:
    body = response_type(response, components, types)
    told = f"{response.status} of `{operation.name}`: {response.description}".rstrip(": ")
    name = reply_name(operation, response)
    base = f"Reply[{body.text}]"
    if not response.headers and not status_argument(response.status):
        opening = _opening(name, base, f"status={response.status}")
        return Answered(opening, docstring(told, 4), (body,))
    return _answered(name, base, told, response.status, body, response.headers, types)


def error_classes(api: Api, operations: Iterable[Operation], types: Types) -> list[Answered]:
    """A class for each error status, whose body and headers are those of any operation."""
    grouped: dict[str, list[Response]] = {}
    for operation in operations:
        for response in filter(is_error, operation.responses):
            grouped.setdefault(response.status, []).append(response)
    return [_error(api.components, types, status, grouped[status]) for status in sorted(grouped)]


def _error(
    components: Components, types: Types, status: str, responses: Sequence[Response]
) -> Answered:
    members = {response_type(response, components, types) for response in responses}
    body = union(sorted(members, key=lambda member: member.text))
    names = sorted(
        {header.name.lower(): header for each in responses for header in each.headers}.items()
    )
    headers = tuple(replace(header, required=False) for _, header in names)
    described = sorted({each.description.strip() for each in responses} - {""})
    told = f"{status}: {described[0]}" if len(described) == 1 else f"Status {status}."
    return _answered(error_name(status), "ApiError", told, status, body, headers, types)


def _answered(
    name: str,
    base: str,
    told: str,
    status: str,
    body: TypeExpr,
    headers: tuple[Header, ...],
    types: Types,
) -> Answered:
    header_types = [_header_type(header, types) for header in headers]
    names = header_arguments(headers)
    choice = status_argument(status)
    default = " = None" if body == NONE or body.text.endswith("| None") else ""
    members = [
        "self",
        f"body: {body.text}{default}",
        "*",
        *(["status: int"] if choice else []),
        *(_argument(*each) for each in zip(names, headers, header_types, strict=True)),
        "headers: Mapping[str, str] | None = None",
        'media_type: str = ""',
    ]
    pairs = [
        (literal(header.name), argument) for header, argument in zip(headers, names, strict=True)
    ]
    construction = call(
        "super().__init__",
        "body",
        status="status" if choice else status,
        headers="headers",
        media_type="media_type",
        declared=mapping(pairs) if pairs else None,
    )
    signature = enclosed("def __init__(", members, ") -> None:")
    return Answered(
        opening=_opening(name, base),
        docstring=docstring(told, 4),
        signature=write(signature, 4),
        construction=write(construction, 8),
        types=(body, *header_types),
    )


def _opening(name: str, *bases: str) -> str:
    return write(enclosed(f"class {name}(", bases, "):"))


def _header_type(header: Header, types: Types) -> TypeExpr:
    found = types.of(header.schema, Direction.RESPONSE)
    return found if header.required else optional(found)


def _argument(name: str, header: Header, type_: TypeExpr) -> str:
    return f"{name}: {type_.text}" if header.required else f"{name}: {type_.text} = None"
