"""What a test asserts of a reply, so that it fails while a breach is there."""

from collections.abc import Iterator
from typing import Any

from counterfoil.engine.conform.breach import Breach
from counterfoil.engine.wire.json_text import read_json
from counterfoil.model import Exchange, Json, unescape
from counterfoil.runtime.server_styles import Unreadable

_TYPES = {str: "str", bool: "bool", int: "int", float: "float", list: "list", dict: "dict"}
_LONGEST = 400
_ACCEPTED = ("invalid-request-accepted", "credentials-not-required", "method-not-refused")
_ABSENT = ("additionalProperties", "unevaluatedProperties", "writeOnly", "not")


def assertions(exchange: Exchange, breach: Breach | None) -> Iterator[str]:
    """Lines of a test that has the reply as `response`."""
    status = exchange.reply.status
    if breach is not None and breach.rule in _ACCEPTED:
        yield "assert 400 <= response.status_code < 500, response.text"
    elif breach is None or breach.where == "status" or not _is_of_reply(breach):
        yield f"assert response.status_code != {status}, response.text"
    elif breach.where == "media type":
        told = literal(breach.value)
        yield f'assert response.headers.get("Content-Type", "") != {told}, response.text'
    elif breach.where.startswith("header "):
        yield from _of_header(breach)
    else:
        yield from _of_body(exchange, breach)


def literal(value: Json) -> str:
    """A Python literal, with double quotes where that costs no escape.

    >>> print(literal("a"), literal('"'), literal(b"b"))
    "a" \'"\' b"b"
    """
    shown = repr(value)
    if isinstance(value, str | bytes) and shown.endswith("'") and '"' not in shown:
        prefix = shown.partition("'")[0]
        return f'{prefix}"{shown[len(prefix) + 1 : -1]}"'
    return shown


def _is_of_reply(breach: Breach) -> bool:
    return breach.rule.startswith(("response-", "write-only-", "undocumented-"))


def _of_header(breach: Breach) -> Iterator[str]:
    name = breach.where.partition(" ")[2]
    if breach.rule == "response-header-missing":
        yield f"assert {literal(name)} in response.headers"
    else:
        yield f"assert response.headers.get({literal(name)}) != {literal(_as_text(breach.value))}"


def _as_text(value: Json) -> str:
    return value if isinstance(value, str) else str(value)


def _of_body(exchange: Exchange, breach: Breach) -> Iterator[str]:
    if breach.rule == "undocumented-body":
        yield "assert not response.content"
        return
    yield "found = response.json()"
    try:
        body = read_json(exchange.reply.body)
    except Unreadable:
        # Reading it is what fails.
        return
    yield from _of_value(breach, list(_keys(body, breach.pointer)))


def _of_value(breach: Breach, keys: list[str | int]) -> Iterator[str]:
    if breach.keyword in _ABSENT and keys:
        yield f"assert {literal(keys[-1])} not in found{_path(keys[:-1])}"
    elif breach.keyword in ("required", "dependentRequired"):
        yield f"assert {literal(breach.member)} in found{_path(keys)}"
    elif breach.keyword == "type" and type(breach.value) in _TYPES:
        yield f"assert type(found{_path(keys)}) is not {_TYPES[type(breach.value)]}"
    elif len(shown := literal(breach.value)) > _LONGEST:
        yield f"assert not repr(found{_path(keys)}).startswith({literal(shown[:_LONGEST])})"
    else:
        yield f"assert found{_path(keys)} != {literal(breach.value)}"


def _keys(body: Json, pointer: str) -> Iterator[str | int]:
    node: Any = body
    for token in pointer.split("/")[1:]:
        key: Any = int(token) if isinstance(node, list) and token.isdecimal() else unescape(token)
        yield key
        try:
            node = node[key]
        except (KeyError, IndexError, TypeError):
            node = None


def _path(keys: list[str | int]) -> str:
    return "".join(f"[{literal(key)}]" for key in keys)
