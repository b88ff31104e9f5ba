"""Python types in generated clients."""

import re

from counterfoil.compile.types import TypeExpr, Types
from counterfoil.model import Api, Direction, Schema

SERVER_SENT_EVENT = TypeExpr("ServerSentEvent", frozenset({"from httpx2 import ServerSentEvent"}))


def request_type(schema: Schema | None, types: Types) -> TypeExpr:
    """What a caller passes."""
    return _unconstrained(types.of(schema, Direction.REQUEST))


def response_type(schema: Schema | None, types: Types) -> TypeExpr:
    """What a caller gets."""
    return _unconstrained(types.of(schema, Direction.RESPONSE))


def _unconstrained(expression: TypeExpr) -> TypeExpr:
    """The type without its bounds: a tolerant reader accepts more, and a signature reads better.

    >>> bounded = "list[Annotated[list[Annotated[int, Field(ge=1, le=9)]], Field(max_length=2)]]"
    >>> _unconstrained(TypeExpr(bounded, frozenset({"from pydantic import Field"})))
    TypeExpr(text='list[list[int]]', imports=frozenset(), exact=None)
    """
    if "Annotated[" not in expression.text:
        return expression
    text, found = expression.text, 1
    while found:
        text, found = _CONSTRAINED.subn(r"\1", text)
    return expression if text == expression.text else TypeExpr(text, expression.imports - _BOUNDS)


_CONSTRAINED = re.compile(r"Annotated\[((?:(?!Annotated\[).)*?), Field\([^()]*\)\]")
_BOUNDS = frozenset({"from typing import Annotated", "from pydantic import Field"})


def resolved(schema: Schema | None, api: Api) -> Schema:
    """The schema that a reference leads to; an empty one where there is none."""
    seen: set[str] = set()
    found: Schema = schema or {}
    while "$ref" in found and found["$ref"] not in seen:
        seen.add(found["$ref"])
        component = api.components.get(found["$ref"].rpartition("/")[2])
        found = component.schema if component is not None else {}
    return found
