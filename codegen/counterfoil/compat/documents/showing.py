"""Changes of one place as two sides: a payload and a piece of client code before, and the same after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from counterfoil.compat.change import Carrier, Change, Party
from counterfoil.compat.change import Kind as ChangeKind
from counterfoil.compat.documents.calls import Request, least
from counterfoil.compat.documents.client import Client
from counterfoil.compat.documents.payloads import (
    NOTHING,
    Nothing,
    Payload,
    excerpt,
    payloads,
    subject,
)
from counterfoil.compat.documents.python import assigned, call, literal, written
from counterfoil.compat.documents.reading import reading
from counterfoil.engine.expectations.pointers import steps_of
from counterfoil.engine.naming import identifier
from counterfoil.model import (
    Api,
    Direction,
    Header,
    In,
    Json,
    Kind,
    Operation,
    Parameter,
    Place,
    Requirement,
    Schema,
)
from counterfoil.runtime.client_media import is_json, is_sequence

_Placed = TypeVar("_Placed", Parameter, Header)
_LONG = 1500
"""A payload of more characters is cut down to what changed."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one version looks like."""

    payload: Payload = NOTHING
    line: str = ""
    """The request, where it has no payload that matters."""
    code: str = ""
    cut: bool = False
    """Whether it is an excerpt."""


@dataclass(frozen=True, slots=True)
class _Look:
    """One version's view of a place."""

    client: Client
    operation: Operation | None
    schema: Schema
    carrier: Carrier
    fields: tuple[tuple[str, ...], ...]
    payload: Payload
    cut: bool = False


def sides(
    changes: Sequence[Change], carrier: Carrier | None, baseline: Client, candidate: Client
) -> tuple[Side, Side]:
    """Changes in what one carrier carries, before and after; without one, of one operation."""
    if carrier is None:
        return (
            _called(changes, baseline, [each.baseline for each in changes]),
            _called(changes, candidate, [each.near for each in changes]),
        )
    before, after = _looks(changes, carrier, baseline, candidate)
    return _shown(before), _shown(after)


def carrier_of(change: Change) -> Carrier | None:
    """The carrier that the message speaks of, among those that a change reaches."""
    told = (
        each
        for each in change.carriers
        if each.title in change.message and each.what in change.message
    )
    return next(told, change.carriers[0] if change.carriers else None)


def _looks(
    changes: Sequence[Change], carrier: Carrier, baseline: Client, candidate: Client
) -> tuple[_Look, _Look]:
    was, is_ = carrier.baseline_operation, carrier.candidate_operation
    mine = subject(carrier, baseline, was, carrier.baseline)
    other = subject(carrier, candidate, is_, carrier.candidate)
    before, after = payloads([replace(each, carriers=(carrier,)) for each in changes], mine, other)
    fields = tuple(dict.fromkeys(steps_of(each.pattern) for each in changes))
    return (
        _cut(_Look(baseline, was, carrier.baseline, carrier, fields, before)),
        _cut(_Look(candidate, is_, carrier.candidate, carrier, fields, after)),
    )


def _cut(look: _Look) -> _Look:
    if isinstance(look.payload, Nothing) or len(str(look.payload)) <= _LONG:
        return look
    return replace(look, payload=excerpt(look.payload, look.fields), cut=True)


def _called(changes: Sequence[Change], client: Client, places: Sequence[Place | None]) -> Side:
    """The operation that changes are about as it is called; nothing where there is none."""
    operation = _operation(changes[0], client.api)
    if operation is None:
        return Side()
    where = [each for each in places if each is not None]
    request = least(client, operation, _at(operation.parameters, where))
    headers = [each for answer in operation.responses for each in _at(answer.headers, where)]
    code = [written(request.expression)]
    if headers:
        code = [assigned("answer", request.raw), *map(_header_read, _names(headers))]
    if any(each.kind is ChangeKind.SECURITY for each in changes):
        code = [made(client, operation.security[:1]), *code]
    return Side(line=request.line(), code="\n".join(code))


def _at(parts: Sequence[_Placed], places: Sequence[Place]) -> list[_Placed]:
    """Those of some parts of a contract in which a place is."""
    return [each for each in parts if any(_is_in(place, each.place) for place in places)]


def _is_in(place: Place, around: Place) -> bool:
    same_file = place.source.path == around.source.path
    return same_file and f"{place.pointer}/".startswith(f"{around.pointer}/")


def _names(headers: Sequence[Header]) -> Iterator[str]:
    yield from dict.fromkeys(each.name for each in headers)


def _header_read(name: str) -> str:
    return f"print(answer.headers.get({written(literal(name))}))"


def _operation(change: Change, api: Api) -> Operation | None:
    """The operation that a change reaches first, in one version."""
    known = {each.title: each for each in api.operations}
    # A title names the contract, and then method and path.
    reached = (" ".join(each.split(" ")[-2:]) for each in change.operations)
    return next((known[each] for each in reached if each in known), None)


def _shown(look: _Look) -> Side:
    if look.carrier.sender is Party.WRITER:
        return Side(look.payload, code="\n".join(_of_message(look)), cut=look.cut)
    if look.operation is None or not _is_called(look):
        return Side(look.payload, cut=look.cut)
    if look.carrier.sender is Party.CONSUMER:
        return _of_request(look, look.operation)
    return Side(look.payload, code="\n".join(_of_answer(look, look.operation)), cut=look.cut)


def _is_called(look: _Look) -> bool:
    """Whether a client calls the operation: nobody calls webhooks and callbacks."""
    return any(each is look.operation for each in look.client.api.operations)


def _of_request(look: _Look, operation: Operation) -> Side:
    request = least(look.client, operation)
    if look.carrier.name:
        request = replace(request, parameters=_with(request.parameters, look, operation))
        return Side(line=request.line(), code=written(request.expression))
    if isinstance(look.payload, Nothing):
        return Side(line=request.line(), code=written(request.expression))
    request = replace(request, body=look.payload, media_type=_media_type(look, operation))
    return Side(look.payload, code=written(request.expression), cut=look.cut)


def _with(
    given: Mapping[tuple[In, str], Json], look: _Look, operation: Operation
) -> dict[tuple[In, str], Json]:
    """The parameters with the one that the change is about."""
    found = dict(given)
    for each in operation.parameters:
        same = each.name == look.carrier.name or each.schema is look.schema
        if same and not isinstance(look.payload, Nothing):
            found[(each.location, each.name)] = look.payload
    return found


def _media_type(look: _Look, operation: Operation) -> str:
    """The media type in this version: the carrier's own, or the first that has its schema."""
    content = operation.body.content if operation.body else ()
    names = [each.media_type for each in content if each.schema is look.schema]
    return look.carrier.media_type if look.carrier.media_type in names else next(iter(names), "")


def _of_answer(look: _Look, operation: Operation) -> Iterator[str]:
    carrier, request = look.carrier, least(look.client, operation)
    if carrier.name:
        yield assigned("answer", request.raw)
        yield _header_read(carrier.name)
    elif carrier.items or is_sequence(carrier.media_type):
        yield f"with {written(request.asked)} as found:"
        yield "    for each in found:"
        yield from (f"        {line}" for line in _read(look, "each"))
        yield "        ..."
    elif not is_json(carrier.media_type):
        yield written(request.asked)
    elif carrier.status.startswith("2"):
        name = _name(look)
        yield assigned(name, request.asked)
        yield from _read(look, name)
    else:
        yield from _of_error(look, request)


def _of_error(look: _Look, request: Request) -> Iterator[str]:
    """What is raised for a status that is no success: `body` is what the contract describes."""
    yield "try:"
    yield f"    {written(request.asked, 4)}"
    yield "except ApiError as problem:"
    depth = "    "
    if look.carrier.status.isdecimal():
        yield f"    if problem.status == {look.carrier.status}:"
        depth = "        "
    yield f"{depth}body = problem.body"
    yield from (f"{depth}{line}" for line in _read(look, "body"))


def _of_message(look: _Look) -> Iterator[str]:
    yield "message = messages.decode(data)"
    yield from _read(look, "message")


def _read(look: _Look, name: str) -> list[str]:
    """Statements that read every field that changed."""
    schema = look.client.seen(look.schema, look.carrier.form)
    return reading(look.client, schema, look.fields, name)


def _name(look: _Look) -> str:
    """What the result of a call is kept as: after its class where it has one."""
    component = look.client.target(look.client.seen(look.schema, Direction.RESPONSE))
    named = component is not None and look.client.is_record(component.name)
    found = identifier(component.name) if component is not None and named else "answer"
    return f"{found}_" if found in ("client", "models", "messages") else found


def imports(client: Client, code: str) -> str:
    """What code of one version imports, and how its client is made."""
    code = "\n".join(line.partition("  # ")[0] for line in code.splitlines())
    modules = [f"import {name}\n" for name in ("datetime", "uuid") if f"{name}." in code]
    if client.api.contract.kind is Kind.JSON_SCHEMA:
        names = "messages, models" if "models." in code else "messages"
        return f"{''.join(modules)}from {client.module} import {names}"
    named = [name for name in ("ApiError", "Client", "models") if name == "Client" or name in code]
    head = f"{''.join(modules)}from {client.module} import {', '.join(named)}"
    asked = next((each.security for each in client.api.operations if each.security), ())
    return f"{head}\n\n{made(client, asked)}"


def made(client: Client, requirements: Sequence[Requirement]) -> str:
    """How a client is made that has the credentials of the first requirement."""
    schemes = client.api.security_schemes
    wanted = [schemes[each] for one in requirements[:1] for each in one.schemes if each in schemes]
    given = {
        identifier(each.id): '("…", "…")' if each.scheme == "basic" else '"…"'
        for each in sorted(wanted, key=lambda each: each.id)
        if each.type != "mutualTLS"
    }
    return assigned("client", call("Client", **given))
