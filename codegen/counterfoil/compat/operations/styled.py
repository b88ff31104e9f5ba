"""How a parameter is written: the same value may look otherwise, or be read as another one."""

from collections.abc import Iterator
from dataclasses import replace

from counterfoil.compat.change import Kind
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.misreading import misread
from counterfoil.compat.operations.speaking import Speaker
from counterfoil.compat.operations.trials import Trials
from counterfoil.compat.outcome import Outcome
from counterfoil.compat.terms import Version
from counterfoil.compat.told import Told
from counterfoil.engine.conform.subjects import subject
from counterfoil.engine.wire.call import Call
from counterfoil.engine.wire.shapes import shape_of
from counterfoil.model import Direction, In, Json, Parameter
from counterfoil.runtime.server_shapes import Scalar
from counterfoil.runtime.server_styles import ABSENT


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

    def writes(sender: Version, call: Call, number: int) -> Call | None:
        own = sides[sender]
        value = trials.speaker(sender).drawn(own.schema, Direction.REQUEST, number)
        if value is ABSENT:
            return None
        return replace(call, parameters={**call.parameters, _key(own): value})

    def reads(version: Version, call: Call) -> Json:
        return call.parameters.get(_key(sides[version]), ABSENT)

    return misread(trials, meeting, writes, reads)


def _is_scalar(speaker: Speaker, parameter: Parameter) -> bool:
    shape = shape_of(parameter.schema, speaker.api.components)
    same = parameter.style in ("form", "simple") and not parameter.media_type
    return same and isinstance(shape, Scalar)


def _key(parameter: Parameter) -> tuple[In, str]:
    return parameter.location, parameter.name
