"""Why a contract refuses what a consumer says that it sends."""

from collections.abc import Iterator
from dataclasses import dataclass

from counterfoil.engine.conform.bodies import Bodies, Known, Rules
from counterfoil.engine.conform.breach import Breach
from counterfoil.engine.conform.judging import judge_of_requests
from counterfoil.engine.expectations.reading import SECTIONS
from counterfoil.engine.validators import Validators
from counterfoil.lint.relied import Relied
from counterfoil.lint.secrets import is_secret
from counterfoil.model import Ask, Body, Direction, In, Json, Parameter, Place, unescape
from counterfoil.runtime.server_operations import Coding

_RULES = Rules("request-body-malformed", "request-body-breach")
_JUDGED = (Coding.JSON, Coding.FORM)
"""Codings whose values are JSON in a file of expectations too."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in a request that the contract refuses."""

    why: str
    place: Place
    fix: str
    witness: Json = None


def refusals(relied: Relied, validators: Validators) -> Iterator[Refusal]:
    """Everything in a request that the contract refuses."""
    operation, ask = relied.operation, relied.interaction.ask
    if operation is None or ask is None:
        return
    request = relied.interaction.place / "request"
    for parameter in operation.parameters:
        yield from _of_parameter(parameter, ask, request, validators)
    if operation.body is not None:
        yield from _of_body(operation.body, ask, request, validators)
    elif ask.has_body:
        yield Refusal("it has a body, and the operation takes none", request / "body", _REMOVE)


_REMOVE = "Remove it, or describe it in the contract."
_CORRECT = (
    "Send a value that the contract takes; where the provider takes this one, correct the contract."
)


def _of_parameter(
    parameter: Parameter, ask: Ask, request: Place, validators: Validators
) -> Iterator[Refusal]:
    place = request / SECTIONS[parameter.location]
    name = _as_given(parameter, ask)
    if name is None:
        if parameter.required:
            why = f"the {parameter.location} parameter `{parameter.name}` is missing"
            yield Refusal(
                why, request, f"Add `{parameter.name}` under `{SECTIONS[parameter.location]}`."
            )
        return
    value = ask.parameters[parameter.location][name]
    where = f"{parameter.location} {parameter.name}"
    judge = judge_of_requests(validators, parameter.schema, parameter.place / "schema", where, "")
    for breach in judge.breaches(value):
        yield _refusal(breach, place / name)


def _as_given(parameter: Parameter, ask: Ask) -> str | None:
    """The name that a parameter has in a request; None where it is not in it."""
    names = ask.parameters.get(parameter.location, {})
    if parameter.location is not In.HEADER:
        return parameter.name if parameter.name in names else None
    return next((each for each in names if each.lower() == parameter.name.lower()), None)


def _of_body(body: Body, ask: Ask, request: Place, validators: Validators) -> Iterator[Refusal]:
    if not ask.has_body:
        if body.required:
            yield Refusal("its body is missing", request, "Add `body`.")
        return
    bodies = Bodies(validators.api, validators, Direction.REQUEST, body.content, _RULES)
    wanted = ask.media_type or (body.content[0].media_type if body.content else "")
    known = bodies.known(wanted)
    if known is None:
        takes = " or ".join(each.media_type for each in body.content) or "no body"
        why = f"its body is {wanted}, and the operation takes {takes}"
        yield Refusal(why, request / "media-type", "Send one that the operation takes.")
        return
    for breach in _breaches(known, ask.body):
        yield _refusal(breach, request / "body")


def _breaches(known: Known, value: Json) -> Iterator[Breach]:
    if known.judge is None:
        return
    if known.content.streamed and isinstance(value, list):
        for index, item in enumerate(value):
            yield from known.judge.within(index).breaches(item)
    elif known.content.coding in _JUDGED:
        yield from known.judge.breaches(value)


def _refusal(breach: Breach, place: Place) -> Refusal:
    keys = [unescape(each) for each in breach.pointer.split("/")[1:]]
    names = [unescape(each) for each in f"{place.pointer}{breach.pointer}".split("/")]
    for key in keys:
        place /= key
    if is_secret(names, breach.value):
        # A report is read by more people than the file.
        return Refusal(f"`{names[-1]}` breaks `{breach.keyword}`", place, _CORRECT)
    return Refusal(breach.message, place, _CORRECT, breach.value)
