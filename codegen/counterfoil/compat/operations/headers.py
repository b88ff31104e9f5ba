"""What changed in the headers of an answer."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from counterfoil.compat.change import Carrier, Kind
from counterfoil.compat.lifecycle import farewell
from counterfoil.compat.operations.answering import replies
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.stages import stage_in
from counterfoil.compat.operations.statuses import said
from counterfoil.compat.operations.trials import Trials
from counterfoil.compat.outcome import Known, Outcome, safe, unknown, worst
from counterfoil.compat.terms import Version
from counterfoil.compat.told import Told
from counterfoil.engine.conform import Breach
from counterfoil.engine.wire.shapes import shape_of
from counterfoil.model import Header, Json, Response
from counterfoil.runtime.server_shapes import Object

Proof = Callable[[], Outcome]

_ANNOUNCING = ("deprecation", "sunset")
"""Headers that only say when something goes (RFC 9745, RFC 8594): with what they announce they go too."""


def carriers(
    blank: Carrier, named: str, baseline: Response, candidate: Response
) -> Iterator[Carrier]:
    """The headers that both versions document."""
    candidates = _named(candidate)
    for name, header in _named(baseline).items():
        if (other := candidates.get(name)) is not None:
            yield replace(
                blank,
                what=f"header `{other.name}` of {named}",
                baseline=header.schema,
                candidate=other.schema,
                baseline_place=header.place / "schema",
                candidate_place=other.place / "schema",
                name=other.name,
            )


def headers(
    trials: Trials, meeting: Meeting, status: str, baseline: Response, candidate: Response
) -> Iterator[Told]:
    """Every change of an answer's headers that is none of a schema."""
    before, after = _named(baseline), _named(candidate)
    for name in dict.fromkeys((*before, *after)):
        sides = {Version.BASELINE: before.get(name), Version.CANDIDATE: after.get(name)}
        outcome = partial(_missing, trials, meeting, (baseline, candidate), sides)
        match sides[Version.BASELINE], sides[Version.CANDIDATE]:
            case None, Header() as new:
                yield _added(trials, meeting, status, new, outcome)
            case Header() as gone, None:
                yield _removed(trials, meeting, status, (gone, candidate), outcome)
            case Header() as header, Header() as other:
                yield from _required(status, header, other, outcome)
                yield from _restyled(trials, meeting, status, header, other)


def _named(response: Response) -> dict[str, Header]:
    return {each.name.lower(): each for each in response.headers}


def _added(trials: Trials, meeting: Meeting, status: str, new: Header, missing: Proof) -> Told:
    return Told(
        "response-header-added",
        Kind.ADDED,
        f"{said(status)} has the header `{new.name}` now",
        new.place,
        None,
        partial(_unsent, trials, meeting, Version.CANDIDATE, missing),
        after=new.name,
        subject=f"{status} {new.name}",
    )


def _removed(
    trials: Trials, meeting: Meeting, status: str, sides: tuple[Header, Response], missing: Proof
) -> Told:
    gone, response = sides
    sent = Version.CANDIDATE in trials.senders(meeting.answerer)
    announces = gone.name.lower() in _ANNOUNCING
    told = farewell(stage_in(trials, meeting, gone.place), trials.terms)
    return Told(
        f"response-header-{told.verb}",
        Kind.REMOVED,
        f"{said(status)} no longer has the header `{gone.name}`; {told.words}",
        response.place / "headers" / gone.name,
        gone.place,
        missing if announces else partial(_unsent, trials, meeting, Version.BASELINE, missing),
        before=gone.name,
        subject=f"{status} {gone.name}",
        severity=told.own_severity if sent and not announces else None,
        fix=told.fix,
    )


def _unsent(trials: Trials, meeting: Meeting, known_to: Version, missing: Proof) -> Outcome:
    """Like `missing`, where answers without it were allowed, but its readers never get it."""
    lost = any(each is not known_to for each in trials.senders(meeting.answerer))
    return worst((missing(), unknown(_UNSENT))) if lost else missing()


_UNSENT = "answers without it were allowed, and whether its readers heeded that is not known"


def _required(status: str, header: Header, other: Header, outcome: Known) -> Iterator[Told]:
    if header.required == other.required:
        return
    yield Told(
        f"response-header-became-{'optional' if header.required else 'required'}",
        Kind.CHANGED,
        f"{said(status)} {'may lack' if header.required else 'always has'} the header"
        f" `{other.name}` now",
        other.place / "required",
        header.place / "required",
        outcome,
        before=header.required,
        after=other.required,
        subject=f"{status} {other.name}",
        fix=f"Keep sending `{other.name}` always." * header.required,
    )


def _missing(
    trials: Trials,
    meeting: Meeting,
    responses: tuple[Response, Response],
    sides: dict[Version, Header | None],
) -> Outcome:
    """Whether one version may leave out what the other one relies on."""

    def requires(version: Version) -> bool:
        header = sides[version]
        return header is not None and header.required

    def proof(sender: Version) -> Json:
        made = replies(meeting, sender, responses[sender is Version.CANDIDATE])
        missing = sides[sender.other]
        where = f"header {missing.name}" if missing else ""

        def objects(breach: Breach) -> bool:
            return (breach.rule, breach.where) == ("response-header-missing", where)

        request = trials.plain(sender.other, meeting.of(sender.other))
        return trials.answered(meeting, sender, request, made, objects)

    return trials.settled(
        meeting.answerer, lambda sender: requires(sender.other) and not requires(sender), proof
    )


def _restyled(
    trials: Trials, meeting: Meeting, status: str, header: Header, other: Header
) -> Iterator[Told]:
    if header.explode == other.explode:
        return
    sides = ((trials.baseline, header), (trials.candidate, other))
    if not any(
        isinstance(shape_of(each.schema, speaker.api.components), Object) for speaker, each in sides
    ):
        # Of a header, `explode` says how objects are written, and nothing else.
        return
    yield Told(
        "response-header-style-changed",
        Kind.CHANGED,
        f"{said(status)} writes the header `{other.name}`"
        f" {'exploded' if other.explode else 'as one list'} now",
        other.place,
        header.place,
        (
            unknown("an object is written otherwise, and may be read as another one")
            if trials.senders(meeting.answerer)
            else safe("")
        ),
        before=header.explode,
        after=other.explode,
        subject=f"{status} {other.name}",
        fix="Keep `explode`, or add a header of another name that is written the other way.",
    )
