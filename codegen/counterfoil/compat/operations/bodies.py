"""What changed in the body of a request."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from counterfoil.compat.change import Carrier, Kind
from counterfoil.compat.operations.carriers import carried, carrier
from counterfoil.compat.operations.media import align, sent_as, taking
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.speaking import Speaker
from counterfoil.compat.operations.trials import Trials, as_it_is
from counterfoil.compat.outcome import Outcome, unknown, worst
from counterfoil.compat.terms import Version
from counterfoil.compat.told import Told
from counterfoil.engine.conform import Breach
from counterfoil.engine.wire.bodies import content_type
from counterfoil.engine.wire.call import Call
from counterfoil.engine.wire.content import chosen
from counterfoil.model import Body, Direction, Json, Media, Severity
from counterfoil.runtime.server_styles import ABSENT

_TRIES = 4
"""Bodies that are tried of one media type."""
UNDOCUMENTED = "request-media-type-undocumented"


def carriers(meeting: Meeting, trials: Trials) -> Iterator[Carrier]:
    """The bodies that both versions take."""
    baseline, candidate = meeting.baseline.body, meeting.candidate.body
    if baseline is None or candidate is None:
        return
    for pair in align(baseline.content, candidate.content).both:
        what = f"the body ({pair[1].media_type})"
        blank = carrier(meeting, meeting.asker, Direction.REQUEST, what)
        yield from carried(blank, pair, trials.baseline.api, trials.candidate.api)


def bodies(trials: Trials, meeting: Meeting) -> Iterator[Told]:
    """Every change of a request's body that is none of a schema."""
    match meeting.baseline.body, meeting.candidate.body:
        case None, Body() as new:
            yield _added(trials, meeting, new)
        case Body() as gone, None:
            yield _removed(trials, meeting, gone)
        case Body() as baseline, Body() as candidate:
            yield from _required(trials, meeting, baseline, candidate)
            yield from _media(trials, meeting, baseline, candidate)


def _added(trials: Trials, meeting: Meeting, new: Body) -> Told:
    word = "required-body" if new.required else "body"
    return Told(
        f"request-{word}-added",
        Kind.ADDED,
        "it takes a body now"
        + (", and refuses requests without one" if new.required else ", which may be left out"),
        new.place,
        None,
        partial(_unheard, trials, meeting),
        fix="Make the body optional, with what happened so far where it is missing." * new.required,
    )


def _removed(trials: Trials, meeting: Meeting, gone: Body) -> Told:
    sent = Version.BASELINE in trials.senders(meeting.asker)
    return Told(
        f"request-{'required-' if gone.required else ''}body-removed",
        Kind.REMOVED,
        "it takes no body any more; what is sent in one is lost",
        meeting.candidate.place / "requestBody",
        gone.place,
        partial(_unheard, trials, meeting),
        severity=Severity.ERROR if sent else None,
        fix="Keep the body until nobody sends it.",
    )


def _required(trials: Trials, meeting: Meeting, baseline: Body, candidate: Body) -> Iterator[Told]:
    if baseline.required == candidate.required:
        return
    yield Told(
        f"request-body-became-{'optional' if baseline.required else 'required'}",
        Kind.CHANGED,
        (
            "the body may be left out now"
            if baseline.required
            else "the body is now required; requests without it are refused"
        ),
        candidate.place / "required",
        baseline.place / "required",
        partial(_missing, trials, meeting),
        before=baseline.required,
        after=candidate.required,
        fix="Keep it optional, with what happened so far where it is missing."
        * (not baseline.required),
    )


def _unheard(trials: Trials, meeting: Meeting) -> Outcome:
    """Like `_missing`, where a body may not be refused, but is not heard either."""
    lost = any(meeting.of(each).body for each in trials.senders(meeting.asker))
    missing = _missing(trials, meeting)
    return worst((missing, unknown(_UNHEARD))) if lost else missing


_UNHEARD = "requests with a body are not refused; what they say is lost"


def _missing(trials: Trials, meeting: Meeting) -> Outcome:
    """Whether one version may send no body where the other one requires one."""

    def requires(version: Version) -> bool:
        body = meeting.of(version).body
        return body is not None and body.required

    def proof(sender: Version) -> Json:
        return trials.asked(
            meeting, sender, as_it_is, lambda each: each.rule == "request-body-missing"
        )

    return trials.settled(
        meeting.asker, lambda sender: requires(sender.other) and not requires(sender), proof
    )


def _media(trials: Trials, meeting: Meeting, baseline: Body, candidate: Body) -> Iterator[Told]:
    aligned = align(baseline.content, candidate.content)
    for gone in aligned.removed:
        yield _media_removed(trials, meeting, gone, candidate)
    for new in aligned.added:
        yield Told(
            "request-media-type-added",
            Kind.ADDED,
            f"the body may be sent as {new.media_type} now",
            new.place,
            baseline.place / "content",
            partial(_of_media, trials, meeting, new, Version.CANDIDATE),
            after=new.media_type,
            subject=new.media_type,
        )


def _media_removed(trials: Trials, meeting: Meeting, gone: Media, candidate: Body) -> Told:
    narrowed = taking(gone, candidate.content)
    rest = f", except as {narrowed.media_type}" if narrowed else ""
    return Told(
        "request-media-type-removed",
        Kind.REMOVED,
        f"the body may no longer be sent as {gone.media_type}{rest}",
        candidate.place / "content" / gone.media_type,
        gone.place,
        partial(_of_media, trials, meeting, gone, Version.BASELINE),
        before=gone.media_type,
        after=narrowed.media_type if narrowed else None,
        subject=gone.media_type,
        fix=f"Keep taking {gone.media_type} until nobody sends it.",
    )


def _of_media(trials: Trials, meeting: Meeting, media: Media, known_to: Version) -> Outcome:
    return trials.settled(
        meeting.asker,
        lambda sender: sender is known_to,
        lambda sender: _refused(trials, meeting, sender, (media,)),
    )


def _refused(trials: Trials, meeting: Meeting, sender: Version, content: tuple[Media, ...]) -> Json:
    """A request whose media type the other version does not take."""
    other = meeting.of(sender.other).body
    taken = other.content if other else ()
    for media in content:
        for name in sent_as(media):
            if chosen(taken, name) is None:
                for number in range(_TRIES):
                    made = _with_body(trials.speaker(sender), media, name, number)
                    found = trials.asked(meeting, sender, made, _is_undocumented)
                    if found is not None:
                        return found
    return None


def _with_body(says: Speaker, media: Media, name: str, number: int) -> Callable[[Call], Call]:
    drawn = says.sendable(media, number)
    # Of a type that only a range covers nothing is known but that it is bytes.
    body = drawn if name == content_type(media) else b"x"
    return lambda call: call if body is ABSENT else replace(call, body=body, media_type=name)


def _is_undocumented(breach: Breach) -> bool:
    return breach.rule == UNDOCUMENTED
