"""Requests that an operation should accept, the likeliest first: the contract's examples, then made ones."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from counterfoil.engine.wire.call import Call
from counterfoil.model import Direction, In, Json, Media, Operation, Parameter, Schema
from counterfoil.runtime.server_styles import ABSENT
from counterfoil.verify.asking.ground import Ground, pointed
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.demands import NOTHING, tokens
from counterfoil.verify.requests.drafts import Draft
from counterfoil.verify.requests.edits import Edit, edited, leaves
from counterfoil.verify.requests.files import file_of
from counterfoil.verify.requests.said import keywords

_EXAMPLES = 4
"""Of one body."""
Name: TypeAlias = tuple[In, str]
Wanted: TypeAlias = Callable[[Parameter], bool]


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request that should be accepted; the contract's own words where it is all examples."""

    draft: Draft
    own_words: bool


def examples(inquiry: Inquiry, operation: Operation) -> Iterator[Attempt]:
    """Each example of a body, with what else is required; then every parameter that has an example."""
    ground = inquiry.ground
    needed, told = _parameters(inquiry, operation, wanted=_is_needed)
    bodies = list(_bodies(operation))
    for media, value in bodies[:_EXAMPLES]:
        yield Attempt(_draft(ground, operation, Call(needed, value, media.media_type)), told)
    if not bodies and (operation.body is None or not operation.body.required):
        yield Attempt(_draft(ground, operation, Call(needed)), told)
    more, _ = _parameters(inquiry, operation, wanted=_has_example)
    if more.keys() - needed.keys():
        call = Call(more, *_with(bodies))
        if bodies or operation.body is None or not operation.body.required:
            yield Attempt(_draft(ground, operation, call), own_words=False)


def made(inquiry: Inquiry, operation: Operation) -> Iterator[Draft]:
    """Requests with values that nobody wrote down: with ids of what is there, plain, and full."""
    ground = inquiry.ground
    needed, _ = _parameters(inquiry, operation, wanted=_is_needed)
    for media, value in list(_bodies(operation))[:1]:
        yield _draft(ground, operation, Call(needed, linked(ground, value), media.media_type))
    media_types = operation.body.content[:1] if operation.body else ()
    for number, body in enumerate(_made_bodies(inquiry, operation, media_types)):
        # Other values of parameters, too: it may be one of them that is not accepted.
        others, _ = _parameters(inquiry, operation, wanted=_is_needed, turn=number)
        media_type = media_types[0].media_type if media_types else ""
        yield _draft(ground, operation, Call(others, linked(ground, body), media_type))


def _made_bodies(
    inquiry: Inquiry, operation: Operation, content: Sequence[Media]
) -> Iterator[Json]:
    """Bodies that nobody wrote down: in plain words first, for strange ones may be what is wrong."""
    schema = content[0].schema if content else None
    if schema is None:
        yield from [file_of(content[0].media_type)] if content else [ABSENT] * _DRAWN
        return
    accepted = inquiry.validators.of(schema, Direction.REQUEST).is_valid
    drawn = [inquiry.drawn(schema, f"{operation.id} body {number}") for number in range(_DRAWN)]
    plain = in_plain_words(inquiry, schema, drawn[0])
    if accepted(plain):
        yield plain
    yield from (each for each in drawn if each is not NOTHING)
    for valid in islice(inquiry.values.valid(schema, Direction.REQUEST), _DRAWN):
        yield valid.value


_DRAWN = 3


def in_plain_words(inquiry: Inquiry, schema: Schema, value: Json) -> Json:
    """The value with every free text in it a plain word."""
    edits = []
    for spot in inquiry.walk.spots(schema, "", value, Direction.REQUEST):
        if isinstance(spot.value, str) and not _SPELT & keywords(inquiry, spot.schema).keys():
            accepted = inquiry.validators.of(spot.schema, Direction.REQUEST).is_valid
            word = next((each for each in _WORDS if accepted(each)), spot.value)
            edits.append(Edit(spot.pointer, word))
    return edited(value, edits)


_SPELT = {"format", "pattern", "enum", "const"}
_WORDS = ("Sample", "Sample text that is long enough", "Ada", "A")


def linked(ground: Ground, body: Json) -> Json:
    """The body with every property that is called like a reference pointing at what is there."""
    if body is ABSENT or isinstance(body, bytes):
        return body
    edits = []
    for pointer, value in leaves(body):
        names = [each for each in tokens(pointer) if not each.isdecimal()]
        known = next(ground.named(names[-1]), None) if names else None
        if known is not None and type(known) is type(value):
            edits.append(Edit(pointer, known))
    return edited(body, edits)


def example_of(
    inquiry: Inquiry, operation: Operation, parameter: Parameter, turn: int = 0
) -> tuple[Json, bool]:
    """A value for a parameter, and whether the contract gives it; another one at each turn."""
    given = list(examples_of(parameter.schema, parameter.examples))
    if turn < len(given):
        return given[turn], True
    key = f"{operation.id} {parameter.location} {parameter.name} {turn}"
    return inquiry.drawn(parameter.schema, key), False


def examples_of(schema: Schema, given: tuple[tuple[Json, object], ...]) -> Iterator[Json]:
    """The examples of a parameter or a body: its own, then those of its schema."""
    yield from (value for value, _ in given)
    yield from schema.get("examples", ())


def _draft(ground: Ground, operation: Operation, call: Call) -> Draft:
    """A draft addressed to something that is there, where anything is known to be."""
    draft, live = Draft(operation, call), ground.nearest(operation.path)
    draft = pointed(draft, live) if live is not None else draft
    return draft.filled(ground.given.get(operation.id, {}))


def _is_needed(parameter: Parameter) -> bool:
    return parameter.required


def _has_example(parameter: Parameter) -> bool:
    told = next(examples_of(parameter.schema, parameter.examples), None)
    return parameter.required or (told is not None and not parameter.deprecated)


def _bodies(operation: Operation) -> Iterator[tuple[Media, Json]]:
    for media in operation.body.content if operation.body else ():
        for value in examples_of(media.schema or {}, media.examples):
            yield media, value


def _with(bodies: list[tuple[Media, Json]]) -> tuple[Json, ...]:
    return (bodies[0][1], bodies[0][0].media_type) if bodies else ()


def _parameters(
    inquiry: Inquiry, operation: Operation, wanted: Wanted, turn: int = 0
) -> tuple[Mapping[Name, Json], bool]:
    """Values for parameters, and whether all of them are the contract's own or name things."""
    found: dict[Name, Json] = {}
    told = True
    for parameter in operation.parameters:
        if wanted(parameter):
            value, known = example_of(inquiry, operation, parameter, turn)
            if value is not NOTHING:
                found[parameter.location, parameter.name] = value
            told = told and (known or parameter.location is In.PATH)
    return found, told
