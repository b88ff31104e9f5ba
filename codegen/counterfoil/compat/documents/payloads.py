"""Payloads that show a change: short, valid in their own version, and alike where nothing changed."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from counterfoil.compat.change import Carrier, Change, Party
from counterfoil.compat.documents.client import Client
from counterfoil.engine.expectations.pointers import steps_of
from counterfoil.model import Direction, Json, Media, Operation, Schema
from counterfoil.runtime.identity import identity

Fields: TypeAlias = Sequence[Sequence[str]]
"""The steps to each field that a payload should show."""
_SHORTER = 300
"""How many times a payload is tried with something left out."""


class Nothing:
    """Stands where a version has no payload."""


NOTHING: Final = Nothing()
Payload: TypeAlias = Json | Nothing


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
    fields = [steps_of(each.pattern) for each in changes]
    proofs = [value for each in changes for value in _proof(each)]
    before = _short(_telling(proofs, baseline, candidate, fields), baseline, fields)
    after = _short(_telling(proofs, candidate, baseline, fields), candidate, fields)
    return before, _closer(after, before, candidate, fields)


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


def _telling(proofs: Sequence[Json], mine: Subject, other: Subject, fields: Fields) -> Payload:
    """The most telling value: it has the most of the fields, in values that the other version lacks."""
    proving = [each for each in proofs if mine.accepts(each) and not other.accepts(each)]
    found = [*proving, *mine.values()]
    if not found:
        return NOTHING
    # Of what is proved, the proof tells the most; else what can only be said in this version.
    elsewhere = [] if proofs else list(other.values())
    known = [{_identity_at(each, steps) for each in elsewhere} for steps in fields]

    def tells(value: Json) -> tuple[int, int, bool]:
        present = [_has(value, steps) for steps in fields]
        new = [
            _identity_at(value, steps) not in seen
            for steps, seen in zip(fields, known, strict=True)
        ]
        return sum(present), 0 if proofs else sum(new), not other.accepts(value)

    return max(found, key=tells)


def _identity_at(value: Json, steps: Sequence[str]) -> object:
    found = at(value, steps)
    return None if isinstance(found, Nothing) else identity(found)


def _has(value: Json, steps: Sequence[str]) -> bool:
    """Whether there is something at the end of the steps."""
    if not steps:
        return True
    step, rest = steps[0], steps[1:]
    match value:
        case Mapping() if step == "*":
            return any(_has(each, rest) for each in value.values())
        case Mapping():
            return step in value and _has(value[step], rest)
        case list() if step == "*":
            return any(_has(each, rest) for each in value)
    return False


def _short(value: Payload, subject: Subject, fields: Fields) -> Payload:
    """The value without what it can do without, as long as it has the fields that it had."""
    if isinstance(value, Nothing):
        return value
    had = [_has(value, steps) for steps in fields]
    tries = _SHORTER
    shorter: Iterator[Json] = _without(value)
    while tries > 0:
        each = next(shorter, NOTHING)
        if isinstance(each, Nothing):
            return value
        tries -= 1
        if subject.accepts(each) and [_has(each, steps) for steps in fields] == had:
            value, shorter = each, _without(each)
    return value


def _without(value: Json) -> Iterator[Json]:
    """The value with one thing left out, the largest things first."""
    match value:
        case Mapping():
            for key in value:
                yield {name: each for name, each in value.items() if name != key}
            for key, inner in value.items():
                yield from ({**value, key: each} for each in _without(inner))
        case list():
            if value:
                yield []
            if len(value) > 1:
                yield value[:1]
            for at, inner in enumerate(value):
                yield from ([*value[:at], each, *value[at + 1 :]] for each in _without(inner))


def _closer(value: Payload, model: Payload, subject: Subject, fields: Fields) -> Payload:
    """The value with as much of `model` in it as is valid, away from the fields."""
    if isinstance(value, Nothing) or isinstance(model, Nothing):
        return value
    for path, part in _shared(value, model):
        if any(_touches(path, steps) for steps in fields):
            continue
        nearer = _placed(value, path, part)
        if subject.accepts(nearer):
            value = nearer
    return value


def _shared(value: Json, model: Json) -> Iterator[tuple[tuple[str | int, ...], Json]]:
    """The places that both have and where they differ, with what the model has there, outermost first."""
    pairs: Iterable[tuple[str | int, Any, Any]] = ()
    if isinstance(value, Mapping) and isinstance(model, Mapping):
        pairs = [(key, value[key], model[key]) for key in value if key in model]
    elif isinstance(value, list) and isinstance(model, list):
        pairs = [(at, *both) for at, both in enumerate(zip(value, model, strict=False))]
    for key, mine, other in pairs:
        if identity(mine) != identity(other):
            yield (key,), other
            yield from (((key, *path), part) for path, part in _shared(mine, other))


def _touches(path: Sequence[str | int], steps: Sequence[str]) -> bool:
    """Whether a place is around the field, the field itself, or inside it."""
    return all(step in ("*", str(key)) for key, step in zip(path, steps, strict=False))


def _placed(value: Json, path: Sequence[str | int], part: Json) -> Json:
    if not path:
        return part
    key, rest = path[0], path[1:]
    if isinstance(value, Mapping):
        return {**value, key: _placed(value[key], rest, part)} if key in value else value
    if isinstance(value, list) and isinstance(key, int) and key < len(value):
        return [*value[:key], _placed(value[key], rest, part), *value[key + 1 :]]
    return value


def at(value: Json, steps: Sequence[str]) -> Payload:
    """What is at the end of the steps, the first of several."""
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    inside: Sequence[Json] = ()
    match value:
        case Mapping() if step == "*":
            inside = list(value.values())
        case Mapping() if step in value:
            inside = [value[step]]
        case list() if step == "*":
            inside = value
    found = (at(each, rest) for each in inside)
    return next((each for each in found if not isinstance(each, Nothing)), NOTHING)


def excerpt(value: Json, fields: Fields) -> Json:
    """Of a value only the fields, and what is on the way to them."""
    if any(not steps for steps in fields):
        return value
    match value:
        case Mapping():
            return {
                key: excerpt(each, below)
                for key, each in value.items()
                if (below := _below(fields, key))
            }
        case list():
            below = _below(fields, "*")
            return [excerpt(each, below) for each in value[:1]] if below else []
    return value


def _below(fields: Fields, key: str) -> list[Sequence[str]]:
    return [steps[1:] for steps in fields if steps[0] in (key, "*")]


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
