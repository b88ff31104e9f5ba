"""What changed in the parameters of an operation."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from counterfoil.compat.change import Carrier, Kind
from counterfoil.compat.lifecycle import farewell
from counterfoil.compat.operations.carriers import carrier
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.stages import stage_in
from counterfoil.compat.operations.styled import restyled
from counterfoil.compat.operations.templates import names
from counterfoil.compat.operations.trials import Trials, as_it_is
from counterfoil.compat.outcome import Outcome, safe, unknown, worst
from counterfoil.compat.terms import Version
from counterfoil.compat.told import Told
from counterfoil.engine.conform.subjects import subject
from counterfoil.model import Direction, In, Json, Operation, Parameter, Place, Severity

MISSING = "request-parameter-missing"
UNPLACED = "the path has no place for it, and no request has it"


@dataclass(frozen=True, slots=True)
class Aligned:
    """The parameters of two versions of an operation, by where they travel and what they are called."""

    both: tuple[tuple[Parameter, Parameter], ...]
    moved: tuple[tuple[Parameter, Parameter], ...]
    """The same name, elsewhere."""
    removed: tuple[Parameter, ...]
    added: tuple[Parameter, ...]


def align(meeting: Meeting) -> Aligned:
    """Which parameters of both versions are the same one; those of paths by position."""
    baseline, candidate = _keyed(meeting.baseline), _keyed(meeting.candidate)
    both = tuple((each, candidate[key]) for key, each in baseline.items() if key in candidate)
    removed = {key: each for key, each in baseline.items() if key not in candidate}
    added = {key: each for key, each in candidate.items() if key not in baseline}
    moved = []
    for key, each in list(removed.items()):
        other = next((k for k, a in added.items() if a.name.lower() == each.name.lower()), None)
        if other is not None:
            moved.append((removed.pop(key), added.pop(other)))
    return Aligned(both, tuple(moved), tuple(removed.values()), tuple(added.values()))


def carriers(meeting: Meeting) -> Iterator[Carrier]:
    """The parameters that both versions have."""
    aligned = align(meeting)
    for pair in (*aligned.both, *aligned.moved):
        yield _carrier(meeting, *pair)
    unplaced = {each.name: each for each in meeting.candidate.unplaced}
    for each in meeting.baseline.unplaced:
        if each.name in unplaced:
            yield replace(_carrier(meeting, each, unplaced[each.name]), idle=UNPLACED)


def _carrier(meeting: Meeting, baseline: Parameter, candidate: Parameter) -> Carrier:
    return replace(
        carrier(meeting, meeting.asker, Direction.REQUEST, told(candidate)),
        baseline=baseline.schema,
        candidate=candidate.schema,
        baseline_place=inside(baseline),
        candidate_place=inside(candidate),
        name=candidate.name,
        media_type=candidate.media_type,
    )


def parameters(trials: Trials, meeting: Meeting) -> Iterator[Told]:
    """Every change of an operation's parameters that is none of a schema."""
    aligned = align(meeting)
    for each in aligned.removed:
        yield _removed(trials, meeting, each)
    for each in aligned.added:
        yield _added(trials, meeting, each)
    for pair in aligned.moved:
        yield _moved(trials, meeting, *pair)
    for baseline, candidate in aligned.both:
        yield from _required(trials, meeting, baseline, candidate)
        yield from _renamed(baseline, candidate)
        yield from _emptied(trials, meeting, baseline, candidate)
        yield from restyled(trials, meeting, baseline, candidate)


def told(parameter: Parameter) -> str:
    """The parameter as a sentence names it.

    >>> from counterfoil.model import Place, Source
    >>> told(Parameter("limit", In.QUERY, {}, Place(Source("a.yaml", ""))))
    'query parameter `limit`'
    """
    return subject(f"{parameter.location} {parameter.name}")


def inside(parameter: Parameter) -> Place:
    """Where its schema stands."""
    if parameter.media_type:
        return parameter.place / "content" / parameter.media_type / "schema"
    return parameter.place / "schema"


def _keyed(operation: Operation) -> dict[tuple[In, str], Parameter]:
    positions = {name: str(index) for index, name in enumerate(names(operation.path))}
    keyed = {}
    for each in operation.parameters:
        name = each.name
        if each.location is In.PATH:
            name = positions.get(name, name)
        elif each.location is In.HEADER:
            name = name.lower()
        keyed[each.location, name] = each
    return keyed


def _removed(trials: Trials, meeting: Meeting, gone: Parameter) -> Told:
    said = farewell(stage_in(trials, meeting, gone.place), trials.terms)
    word = "required-parameter" if gone.required and said.verb == "removed" else "parameter"
    return Told(
        f"request-{word}-{said.verb}",
        Kind.REMOVED,
        f"{told(gone)} is gone; {said.words}",
        meeting.candidate.place / "parameters" / gone.name,
        gone.place,
        partial(_unheard, trials, meeting, None, gone),
        before=gone.name,
        subject=f"{gone.location} {gone.name}",
        severity=said.own_severity if _is_sent(trials, meeting) else None,
        fix=said.fix,
    )


def _is_sent(trials: Trials, meeting: Meeting) -> bool:
    """Whether somebody of the baseline sends, to whom the parameter is known."""
    return Version.BASELINE in trials.senders(meeting.asker)


def _added(trials: Trials, meeting: Meeting, new: Parameter) -> Told:
    word = "required-parameter" if new.required else "parameter"
    ending = "requests without it are refused" if new.required else "it may be left out"
    return Told(
        f"request-{word}-added",
        Kind.ADDED,
        f"{told(new)} is new, and {'required' if new.required else 'optional'}; {ending}",
        new.place,
        None,
        partial(_unheard, trials, meeting, new, None),
        after=new.name,
        subject=f"{new.location} {new.name}",
        fix="Make it optional, with what happened so far where it is missing." * new.required,
    )


def _moved(trials: Trials, meeting: Meeting, baseline: Parameter, candidate: Parameter) -> Told:
    return Told(
        "request-parameter-moved",
        Kind.CHANGED,
        f"{told(baseline)} is now {told(candidate)}",
        candidate.place,
        baseline.place,
        partial(_unheard, trials, meeting, candidate, baseline),
        before=baseline.location.value,
        after=candidate.location.value,
        subject=f"{candidate.location} {candidate.name}",
        fix="Take it at both places until nobody sends it at the first one.",
    )


def _required(
    trials: Trials, meeting: Meeting, baseline: Parameter, candidate: Parameter
) -> Iterator[Told]:
    if baseline.required == candidate.required:
        return
    optional = baseline.required
    yield Told(
        f"request-parameter-became-{'optional' if optional else 'required'}",
        Kind.CHANGED,
        f"{told(candidate)} is {'no longer' if optional else 'now'} required"
        + ("" if optional else "; requests without it are refused"),
        candidate.place / "required",
        baseline.place / "required",
        partial(_missing, trials, meeting, candidate, baseline),
        before=baseline.required,
        after=candidate.required,
        subject=f"{candidate.location} {candidate.name}",
        fix="" if optional else "Keep it optional, with what happened so far where it is missing.",
    )


def _unheard(
    trials: Trials, meeting: Meeting, candidate: Parameter | None, baseline: Parameter | None
) -> Outcome:
    """Like `_missing`, where what is sent may not be refused, but is not heard either."""
    sides = {Version.BASELINE: baseline, Version.CANDIDATE: candidate}
    lost = any(sides[each] is not None for each in trials.senders(meeting.asker))
    missing = _missing(trials, meeting, candidate, baseline)
    return worst((missing, unknown(_UNHEARD))) if lost else missing


_UNHEARD = "it is not refused, and whether it is heeded no contract says"


def _missing(
    trials: Trials, meeting: Meeting, candidate: Parameter | None, baseline: Parameter | None
) -> Outcome:
    """Whether one version may leave out what the other one requires."""
    sides = {Version.BASELINE: baseline, Version.CANDIDATE: candidate}

    def breaks(sender: Version) -> bool:
        own, other = sides[sender], sides[sender.other]
        if other is None or not other.required:
            return False
        return own is None or not own.required or own.location is not other.location

    def proof(sender: Version) -> Json:
        other = sides[sender.other]
        where = f"{other.location} {other.name}" if other else ""
        return trials.asked(
            meeting, sender, as_it_is, lambda each: (each.rule, each.where) == (MISSING, where)
        )

    return trials.settled(meeting.asker, breaks, proof)


def _renamed(baseline: Parameter, candidate: Parameter) -> Iterator[Told]:
    if baseline.location is In.PATH and baseline.name != candidate.name:
        yield Told(
            "path-parameter-renamed",
            Kind.CHANGED,
            f"path parameter `{baseline.name}` is called `{candidate.name}` now; requests stay the"
            " same, and code that is generated from the contract is called differently",
            candidate.place,
            baseline.place,
            safe("a path parameter has no name in a request"),
            before=baseline.name,
            after=candidate.name,
            subject=candidate.name,
            severity=Severity.WARNING,
            fix=f"Keep the name `{baseline.name}`.",
        )


def _emptied(
    trials: Trials, meeting: Meeting, baseline: Parameter, candidate: Parameter
) -> Iterator[Told]:
    if baseline.allow_empty_value == candidate.allow_empty_value:
        return
    allowed = {
        Version.BASELINE: baseline.allow_empty_value,
        Version.CANDIDATE: candidate.allow_empty_value,
    }
    sending = any(allowed[each] for each in trials.senders(meeting.asker))
    why = "whether an empty value is refused depends on its schema"
    yield Told(
        f"request-parameter-empty-value-{'allowed' if candidate.allow_empty_value else 'forbidden'}",
        Kind.CHANGED,
        f"{told(candidate)} may {'now' if candidate.allow_empty_value else 'no longer'} be sent"
        " without a value",
        candidate.place,
        baseline.place,
        unknown(why) if sending else safe("who may send it without a value is understood by both"),
        before=baseline.allow_empty_value,
        after=candidate.allow_empty_value,
        subject=f"{candidate.location} {candidate.name}",
    )
