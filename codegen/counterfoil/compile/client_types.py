"""Python types in generated clients."""

from collections.abc import Iterable

from counterfoil.compile.types import Direction, TypeExpr, Types
from counterfoil.model import Api, Schema

ANY = TypeExpr("Any", frozenset({"from typing import Any"}))
NONE = TypeExpr("None")
TEXT = TypeExpr("str")
BYTES = TypeExpr("bytes")
SERVER_SENT_EVENT = TypeExpr("ServerSentEvent", frozenset({"from httpx2 import ServerSentEvent"}))


def request_type(schema: Schema | None, types: Types) -> TypeExpr:
    """What a caller passes."""
    return types.of(schema, Direction.REQUEST)


def response_type(schema: Schema | None, types: Types) -> TypeExpr:
    """What a caller gets."""
    return types.of(schema, Direction.RESPONSE)


def union(members: Iterable[TypeExpr]) -> TypeExpr:
    """The type of what is any of them.

    >>> union([NONE, TEXT, BYTES, TEXT]).text
    'str | bytes | None'
    """
    given = list(dict.fromkeys(members))
    texts = dict.fromkeys(member.text.removesuffix(" | None") for member in given)
    if ANY.text in texts:
        return ANY
    nullable = any(member.text.endswith("None") for member in given) or not given
    parts = [*(text for text in texts if text != NONE.text), *([NONE.text] if nullable else [])]
    return TypeExpr(" | ".join(parts), frozenset().union(*(member.imports for member in given)))


def optional(expression: TypeExpr) -> TypeExpr:
    """The type of what may be absent."""
    return union([expression, NONE])


def resolved(schema: Schema | None, api: Api) -> Schema:
    """The schema that a reference leads to; an empty one where there is none."""
    seen: set[str] = set()
    found: Schema = schema or {}
    while "$ref" in found and found["$ref"] not in seen:
        seen.add(found["$ref"])
        component = api.components.get(found["$ref"].rpartition("/")[2])
        found = component.schema if component is not None else {}
    return found
