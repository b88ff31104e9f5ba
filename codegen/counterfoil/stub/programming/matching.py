"""Picks requests out: by method, path, query, headers, and what their bodies hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qsl, unquote

import orjson

from counterfoil.model import Json, JsonObject, Operation, Request, unescape, values_of
from counterfoil.runtime.server_styles import ABSENT
from counterfoil.stub.seams import Received


@dataclass(frozen=True, slots=True)
class When:
    """The requests that are meant. Whatever is left out, any request has.

    >>> get = Received(Request("GET", "/v2/orders?limit=2"), "orders/v2")
    >>> When(path="/orders", query={"limit": "2"}).fits(get, base="/v2")
    True
    """

    operation: str = ""
    """An operationId, or a method and a path as the contract writes them: `GET /orders/{id}`."""
    method: str = ""
    path: str = ""
    """Below the contract's base path. `{anything}` fits one segment: `/orders/{id}`."""
    query: Mapping[str, str] = field(default_factory=dict)
    """Parameter and text; one of several of the same name is enough."""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Json = ABSENT
    """JSON that the body has in it: an object may have more properties, a list no other items."""
    at: Mapping[str, Json] = field(default_factory=dict)
    """JSON Pointer into the body, and the value that stands there."""

    def fits(self, received: Received, base: str) -> bool:
        """Whether a request is one of those meant."""
        request = received.request
        return (
            self.method in ("", request.method)
            and means(self.operation, received)
            and (not self.path or _path_fits(self.path, request, base))
            and (not self.query or _query_fits(self.query, request))
            and all(
                value in values_of(request.headers, name) for name, value in self.headers.items()
            )
            and self._body_fits(request)
        )

    def _body_fits(self, request: Request) -> bool:
        if self.body is ABSENT and not self.at:
            return True
        try:
            value = orjson.loads(request.body)
        except orjson.JSONDecodeError:
            return False
        if self.body is not ABSENT and not within(self.body, value):
            return False
        return all(same(wanted, value_at(value, pointer)) for pointer, wanted in self.at.items())


def means(operation: str, received: Received) -> bool:
    """Whether a name of an operation is that of the operation which received a request."""
    if not operation:
        return True
    return received.operation is not None and names(operation, received.operation)


def names(name: str, operation: Operation) -> bool:
    """Whether a text is the id of an operation, or its method and path."""
    return name in (operation.id, operation.author_id, operation.title)


def within(part: Json, whole: Json) -> bool:
    """Whether a JSON value has another one in it.

    >>> within({"a": [{"b": 1}]}, {"a": [{"b": 1, "c": 2}], "d": 3})
    True
    >>> within({"a": 1}, {"a": True})
    False
    """
    if isinstance(part, Mapping) and isinstance(whole, Mapping):
        return all(key in whole and within(value, whole[key]) for key, value in part.items())
    if _is_list(part) and _is_list(whole):
        return len(part) == len(whole) and all(map(within, part, whole))
    return same(part, whole)


def same(one: Json, other: Json) -> bool:
    """Whether two JSON values are equal: 1 is 1.0, and it is not true."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if _is_list(one) and _is_list(other):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def value_at(value: Json, pointer: str) -> Json:
    """What stands at a JSON Pointer, or ABSENT (RFC 6901, section 4).

    >>> value_at({"lines": [{"sku": "MUG"}]}, "/lines/0/sku")
    'MUG'
    """
    for token in pointer.split("/")[1:]:
        value = _child(value, unescape(token))
    return value


def _child(value: Json, key: str) -> Json:
    if isinstance(value, Mapping):
        return cast("JsonObject", value).get(key, ABSENT)
    if _is_list(value) and key.isascii() and key.isdigit() and int(key) < len(value):
        return value[int(key)]
    return ABSENT


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _path_fits(template: str, request: Request, base: str) -> bool:
    path = request.target.partition("?")[0]
    if not path.startswith(base):
        return False
    wanted, found = template.split("/"), path[len(base) :].split("/")
    return len(wanted) == len(found) and all(map(_segment_fits, wanted, found))


def _segment_fits(wanted: str, found: str) -> bool:
    if wanted.startswith("{") and wanted.endswith("}"):
        return bool(found)
    return wanted in (found, unquote(found))


def _query_fits(wanted: Mapping[str, str], request: Request) -> bool:
    query = request.target.partition("?")[2]
    found = set(parse_qsl(query, keep_blank_values=True, max_num_fields=10_000))
    return all(pair in found for pair in wanted.items())
