"""Changes of one place as two sides: a payload and a piece of client code before, and the same after."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from counterfoil.compat.change import Carrier, Change, Party
from counterfoil.compat.documents.answers import of_answer, of_message
from counterfoil.compat.documents.calling import called
from counterfoil.compat.documents.calls import least
from counterfoil.compat.documents.client import Client
from counterfoil.compat.documents.inside import Nothing, excerpt
from counterfoil.compat.documents.looks import Look
from counterfoil.compat.documents.payloads import fields_of, payloads, subject
from counterfoil.compat.documents.python import written
from counterfoil.compat.documents.side import Side
from counterfoil.model import In, Json, Operation

_LONG = 1500
"""A payload of more characters is cut down to what changed."""


def sides(
    changes: Sequence[Change], carrier: Carrier | None, baseline: Client, candidate: Client
) -> tuple[Side, Side]:
    """Changes in what one carrier carries, before and after; without one, of one operation."""
    if carrier is None:
        return (
            called(changes, baseline, [each.baseline for each in changes]),
            called(changes, candidate, [each.near for each in changes]),
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
) -> tuple[Look, Look]:
    was, is_ = carrier.baseline_operation, carrier.candidate_operation
    mine = subject(carrier, baseline, was, carrier.baseline)
    other = subject(carrier, candidate, is_, carrier.candidate)
    before, after = payloads([replace(each, carriers=(carrier,)) for each in changes], mine, other)
    fields = fields_of(changes)
    return (
        _cut(Look(baseline, was, carrier.baseline, carrier, fields, before)),
        _cut(Look(candidate, is_, carrier.candidate, carrier, fields, after)),
    )


def _cut(look: Look) -> Look:
    if isinstance(look.payload, Nothing) or len(str(look.payload)) <= _LONG:
        return look
    return replace(look, payload=excerpt(look.payload, look.fields), cut=True)


def _shown(look: Look) -> Side:
    if look.carrier.sender is Party.WRITER:
        return Side(look.payload, code="\n".join(of_message(look)), cut=look.cut)
    if look.operation is None or not _is_called(look):
        return Side(look.payload, cut=look.cut)
    if look.carrier.sender is Party.CONSUMER:
        return _of_request(look, look.operation)
    return Side(look.payload, code="\n".join(of_answer(look, look.operation)), cut=look.cut)


def _is_called(look: Look) -> bool:
    """Whether a client calls the operation: nobody calls webhooks and callbacks."""
    return any(each is look.operation for each in look.client.api.operations)


def _of_request(look: Look, operation: Operation) -> Side:
    request = least(look.client, operation)
    if look.carrier.name:
        request = replace(request, parameters=_with(request.parameters, look, operation))
        return Side(line=request.line(), code=written(request.expression))
    if isinstance(look.payload, Nothing):
        return Side(line=request.line(), code=written(request.expression))
    request = replace(request, body=look.payload, media_type=_media_type(look, operation))
    return Side(look.payload, code=written(request.expression), cut=look.cut)


def _with(
    given: Mapping[tuple[In, str], Json], look: Look, operation: Operation
) -> dict[tuple[In, str], Json]:
    """The parameters with the one that the change is about."""
    found = dict(given)
    for each in operation.parameters:
        same = each.name == look.carrier.name or each.schema is look.schema
        if same and not isinstance(look.payload, Nothing):
            found[(each.location, each.name)] = look.payload
    return found


def _media_type(look: Look, operation: Operation) -> str:
    """The media type in this version: the carrier's own, or the first that has its schema."""
    content = operation.body.content if operation.body else ()
    names = [each.media_type for each in content if each.schema is look.schema]
    return look.carrier.media_type if look.carrier.media_type in names else next(iter(names), "")
