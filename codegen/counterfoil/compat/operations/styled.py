"""How a parameter is written: the same value may look otherwise, or be read as another one."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from counterfoil.compat.change import Kind
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.speaking import Speaker
from counterfoil.compat.operations.trials import Trials, as_kept
from counterfoil.compat.outcome import Outcome, broken, unknown
from counterfoil.compat.terms import Version
from counterfoil.compat.told import Told
from counterfoil.engine.conform.subjects import subject
from counterfoil.engine.wire import ABSENT
from counterfoil.engine.wire.shapes import shape_of
from counterfoil.model import Direction, In, Json, Parameter, Reply
from counterfoil.runtime.server_shapes import Scalar

_TRIES = 8
"""Values of the parameter that are written."""


def restyled(
    trials: Trials, meeting: Meeting, baseline: Parameter, candidate: Parameter
) -> Iterator[Told]:
    """A change of `style`, `explode` or `content`, where it shows in some request."""
    before, after = _style(baseline), _style(candidate)
    if before == after:
        return
    outcome = _outcome(trials, meeting, baseline, candidate)
    if outcome is None:
        return
    named = subject(f"{candidate.location} {candidate.name}")
    yield Told(
        "request-parameter-style-changed",
        Kind.CHANGED,
        f"{named} was written {_words(before)} and is written {_words(after)} now",
        candidate.place,
        baseline.place,
        outcome,
        before=before,
        after=after,
        subject=f"{candidate.location} {candidate.name}",
        fix="Keep the style, or add a parameter of another name that is written the other way.",
    )


def _style(parameter: Parameter) -> dict[str, str | bool]:
    if parameter.media_type:
        return {"content": parameter.media_type}
    return {"style": parameter.style, "explode": parameter.explode}


def _words(style: dict[str, str | bool]) -> str:
    if "content" in style:
        return f"as {style['content']}"
    return f"in style {style['style']}" + (", exploded" if style["explode"] else "")


def _outcome(
    trials: Trials, meeting: Meeting, baseline: Parameter, candidate: Parameter
) -> Outcome | None:
    """None where both ways of writing are one for the values that the parameter has."""
    if _is_scalar(trials.baseline, baseline) and _is_scalar(trials.candidate, candidate):
        return None
    sides = {Version.BASELINE: baseline, Version.CANDIDATE: candidate}
    for sender in trials.senders(meeting.asker):
        witness = _witness(trials, meeting, sender, sides)
        if witness is not None:
            return as_kept(meeting.asker, sender, broken(witness))
    return unknown("no value was found that is read as another one, and some might be")


def _is_scalar(speaker: Speaker, parameter: Parameter) -> bool:
    shape = shape_of(parameter.schema, speaker.api.components)
    same = parameter.style in ("form", "simple") and not parameter.media_type
    return same and isinstance(shape, Scalar)


def _witness(
    trials: Trials, meeting: Meeting, sender: Version, sides: dict[Version, Parameter]
) -> Json:
    """A request whose parameter the other version reads as another value, or cannot read."""
    says, hears = trials.speaker(sender), trials.speaker(sender.other)
    key, other = (_key(sides[each]) for each in (sender, sender.other))
    for call in islice(says.calls(meeting.of(sender)), 1):
        for number in range(_TRIES):
            value = says.drawn(sides[sender].schema, Direction.REQUEST, number)
            given = replace(call, parameters={**call.parameters, key: value})
            request = None if value is ABSENT else says.request(meeting.of(sender), given)
            if request is None:
                continue
            own = says.heard(meeting, meeting.of(sender), request)
            if own.breaches or own.call.parameters.get(key) != value:
                continue
            read = hears.heard(meeting, meeting.of(sender.other), request)
            if read.call.parameters.get(other, ABSENT) != value:
                return says.witness(request, Reply(400))
    return None


def _key(parameter: Parameter) -> tuple[In, str]:
    return parameter.location, parameter.name
