"""Spoils the body of a reply: so that it breaks the contract, or tries how tolerantly it is read."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from itertools import islice

import orjson

from counterfoil.engine.validators import Validators
from counterfoil.engine.values import Values
from counterfoil.model import Api, Direction, Media, Operation, Reply, Schema, values_of
from counterfoil.stub.faults import probes
from counterfoil.stub.faults.kinds import (
    Fault,
    MalformedJson,
    Nulls,
    OptionalsAbsent,
    UnknownFields,
    UnknownMembers,
    Violate,
    WrongType,
)
from counterfoil.stub.replies.json_bytes import json_bytes

_STRANGE = ("text/html; charset=utf-8", "text/plain", "application/xml", "application/octet-stream")
_WAYS = 64
"""Ways of breaking a schema that take turns."""

_PROBES: Mapping[type, probes.Probe] = {
    UnknownFields: probes.unknown_fields,
    UnknownMembers: probes.unknown_members,
    OptionalsAbsent: probes.optionals_absent,
    Nulls: probes.nulls,
}


class Spoiler:
    """Spoils the replies of one contract."""

    def __init__(self, api: Api, seed: int) -> None:
        self._api = api
        self._seed = seed
        self._broken: dict[int, tuple[Schema, list[bytes]]] = {}

    @cached_property
    def _validators(self) -> Validators:
        return Validators(self._api)

    @cached_property
    def _values(self) -> Values:
        return Values(self._api, self._seed)

    def spoil(self, fault: Fault, operation: Operation, reply: Reply, number: int) -> Reply | None:
        """The reply with its body spoilt; None where this fault cannot befall it."""
        if not reply.body:
            return None
        match fault:
            case WrongType():
                return _retyped(reply, operation)
            case MalformedJson():
                # Whatever the text was, it now ends in an object, or a string, that never does.
                return replace(reply, body=reply.body[:-1] + b"{") if _is_json(reply) else None
            case Violate():
                return self._violating(operation, reply, number)
            case _:
                return self._probing(_PROBES[type(fault)], operation, reply)

    def _violating(self, operation: Operation, reply: Reply, number: int) -> Reply | None:
        schema = _schema(operation, reply)
        ways = self._ways(schema) if schema is not None else []
        return replace(reply, body=ways[number % len(ways)]) if ways else None

    def _ways(self, schema: Schema) -> list[bytes]:
        if id(schema) not in self._broken:
            broken = islice(self._values.invalid(schema, Direction.RESPONSE), _WAYS)
            self._broken[id(schema)] = schema, [json_bytes(each.value) for each in broken]
        return self._broken[id(schema)][1]

    def _probing(self, probe: probes.Probe, operation: Operation, reply: Reply) -> Reply | None:
        schema = _schema(operation, reply)
        if schema is None:
            return None
        try:
            value = orjson.loads(reply.body)
        except orjson.JSONDecodeError:
            return None
        reading = probes.Reading(self._validators)
        probed = probe(reading, schema, value)
        return replace(reply, body=json_bytes(probed)) if probed != value else None


def _retyped(reply: Reply, operation: Operation) -> Reply:
    documented = {media.media_type for each in operation.responses for media in each.content}
    strange = next(
        each for each in (*_STRANGE, "image/x-strange") if each.partition(";")[0] not in documented
    )
    kept = tuple(each for each in reply.headers if each[0].lower() != "content-type")
    return replace(reply, headers=(*kept, ("Content-Type", strange)))


def _is_json(reply: Reply) -> bool:
    return _essence(reply).endswith(("/json", "+json"))


def _essence(reply: Reply) -> str:
    given = values_of(reply.headers, "content-type")
    return given[0].partition(";")[0].strip().lower() if given else ""


def _schema(operation: Operation, reply: Reply) -> Schema | None:
    """What the contract says about a JSON body, if the reply has one."""
    if not _is_json(reply):
        return None
    by_status = {each.status.upper(): each for each in operation.responses}
    status = str(reply.status)
    keys = (status, f"{status[0]}XX", "DEFAULT")
    response = next((by_status[key] for key in keys if key in by_status), None)
    media = _media(response.content if response else (), _essence(reply))
    return media.schema if media else None


def _media(content: tuple[Media, ...], essence: str) -> Media | None:
    named = {each.media_type.partition(";")[0].strip().lower(): each for each in content}
    return next((named[key] for key in (essence, "application/*", "*/*") if key in named), None)
