"""Payloads that show a change: short, valid in their own version, and alike where nothing changed."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from counterfoil.compat.change import Carrier, Change, Party
from counterfoil.compat.documents.client import Client
from counterfoil.compat.documents.inside import (
    NOTHING,
    Fields,
    Nothing,
    Payload,
    at,
    has,
    placed,
    shared,
    touches,
    without,
)
from counterfoil.engine.expectations.pointers import steps_of
from counterfoil.model import Direction, Json, Media, Operation, Schema
from counterfoil.runtime.identity import identity

_SHORTER = 300
"""How many times a payload is tried with something left out."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What one version says of a payload."""

    client: Client
    schema: Schema
    form: Direction
    examples: tuple[Json, ...] = ()

    def accepts(self, value: Json) -> bool:
        """Whether a value is valid here."""
        return bool(self.client.validators.of(self.schema, self.form).is_valid(value))

    def values(self) -> Iterator[Json]:
        """Valid values: those that the author gives first."""
        yield from (each for each in self.examples if self.accepts(each))
        yield from self.client.samples(self.schema, self.form)


def payloads(
    changes: Sequence[Change], baseline: Subject, candidate: Subject
) -> tuple[Payload, Payload]:
    """A payload of each version that shows as many of the changes as one can; or NOTHING."""
    fields = fields_of(changes)
    proofs = [value for each in changes for value in _proof(each)]
    # One change is shown best by its proof; several are by what somebody would really send.
    telling = _proving if len(changes) == 1 else _telling
    before, after = (
        _short(telling(proofs, mine, other, fields), mine, fields)
        for mine, other in ((baseline, candidate), (candidate, baseline))
    )
    return before, _closer(after, before, candidate, fields)


def fields_of(changes: Iterable[Change]) -> tuple[tuple[str, ...], ...]:
    """The steps to what changed; where only the whole did, none."""
    found = tuple(dict.fromkeys(steps_of(each.pattern) for each in changes))
    return tuple(filter(None, found)) or found


def _proof(change: Change) -> tuple[Json, ...]:
    """The payload that proves a break, where it is one."""
    carrier = change.carriers[0] if change.carriers else None
    match change.witness:
        case None:
            return ()
        case {"request": Mapping() as request, **rest} if carrier is not None:
            reply = rest.get("reply")
            message = request if carrier.sender is Party.CONSUMER else reply
            if not isinstance(message, Mapping) or "body" not in message:
                return ()
            return tuple(_read(message["body"]))
        case value:
            return (value,)


def _read(body: Json) -> Iterator[Json]:
    yield body
    if isinstance(body, str):
        try:
            yield json.loads(body)
        except ValueError:
            return


def _proving(proofs: Sequence[Json], mine: Subject, other: Subject, fields: Fields) -> Payload:
    """The proof that is valid here alone, or else the most telling value."""
    for each in proofs:
        if mine.accepts(each) and not other.accepts(each):
            return each
    return _telling(proofs, mine, other, fields)


def _telling(proofs: Sequence[Json], mine: Subject, other: Subject, fields: Fields) -> Payload:
    """The value that has the most of the fields, if possible as the other version could not have it."""
    found = [*mine.values(), *filter(mine.accepts, proofs)]
    if not found:
        return NOTHING
    # Where there is a proof, the other side of it is an ordinary value.
    elsewhere = [] if proofs else list(other.values())
    known = [{_identity_at(each, steps) for each in elsewhere} for steps in fields]

    def tells(value: Json) -> tuple[int, int, bool]:
        present = [has(value, steps) for steps in fields]
        new = [
            _identity_at(value, steps) not in seen
            for steps, seen in zip(fields, known, strict=True)
        ]
        return sum(present), 0 if proofs else sum(new), not other.accepts(value)

    return max(found, key=tells)


def _identity_at(value: Json, steps: Sequence[str]) -> object:
    found = at(value, steps)
    return None if isinstance(found, Nothing) else identity(found)


def _short(value: Payload, subject: Subject, fields: Fields) -> Payload:
    """The value without what it can do without, as long as it has the fields that it had."""
    if isinstance(value, Nothing):
        return value
    had = _told(value, fields)
    tries = _SHORTER
    shorter: Iterator[Json] = without(value)
    while tries > 0:
        each = next(shorter, NOTHING)
        if isinstance(each, Nothing):
            return value
        tries -= 1
        if subject.accepts(each) and _told(each, fields) == had:
            value, shorter = each, without(each)
    return value


def _told(value: Json, fields: Fields) -> list[tuple[bool, bool]]:
    """Of each field whether it is there, and whether there is nothing in it."""
    return [(has(value, steps), at(value, steps) in ([], {})) for steps in fields]


def _closer(value: Payload, model: Payload, subject: Subject, fields: Fields) -> Payload:
    """The value with as much of `model` in it as is valid, away from the fields."""
    if isinstance(value, Nothing) or isinstance(model, Nothing):
        return value
    for path, part in shared(value, model):
        if any(touches(path, steps) for steps in fields):
            continue
        nearer = placed(value, path, part)
        if subject.accepts(nearer):
            value = nearer
    return value


def subject(
    carrier: Carrier, client: Client, operation: Operation | None, schema: Schema
) -> Subject:
    """What a version says of what a carrier carries, with the examples of its media type."""
    medium = None if operation is None else _media(carrier, operation)
    examples = () if medium is None else tuple(value for value, _ in medium.examples)
    return Subject(client, schema, carrier.form, examples)


def _media(carrier: Carrier, operation: Operation) -> Media | None:
    if carrier.name or not carrier.media_type:
        return None
    if carrier.status:
        answers = (each for each in operation.responses if each.status == carrier.status)
        content = next((each.content for each in answers), ())
    else:
        content = operation.body.content if operation.body else ()
    return next((each for each in content if each.media_type == carrier.media_type), None)
