"""What changed in the answers of an operation: statuses, headers, media types and bodies."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from counterfoil.compat.change import Carrier, Kind
from counterfoil.compat.operations import headers, media
from counterfoil.compat.operations.carriers import carried, carrier
from counterfoil.compat.operations.links import links
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.speaking import Speaker
from counterfoil.compat.operations.statuses import align, said, sample
from counterfoil.compat.operations.trials import Objects, Replies, Trials
from counterfoil.compat.outcome import Outcome, safe, unknown
from counterfoil.compat.terms import Policy, Version
from counterfoil.compat.told import Told
from counterfoil.engine.conform import Breach
from counterfoil.model import Direction, Json, Media, Operation, Reply, Response, Verdict


def carriers(meeting: Meeting, trials: Trials) -> Iterator[Carrier]:
    """The answers that both versions document."""
    for status, baseline, candidate in align(meeting).both:
        blank = replace(carrier(meeting, meeting.answerer, Direction.RESPONSE, ""), status=status)
        named = said(status)
        for pair in media.align(baseline.content, candidate.content).both:
            what = replace(blank, what=f"{named} ({pair[1].media_type})")
            yield from carried(what, pair, trials.baseline.api, trials.candidate.api)
        yield from headers.carriers(blank, named, baseline, candidate)


def responses(trials: Trials, meeting: Meeting) -> Iterator[Told]:
    """Every change of an operation's answers that is none of a schema."""
    aligned = align(meeting)
    for gone in aligned.removed:
        yield _removed(trials, meeting, gone)
    for new in aligned.added:
        yield _added(trials, meeting, new)
    for status, baseline, candidate in aligned.both:
        yield from headers.headers(trials, meeting, status, baseline, candidate)
        yield from _bodies(trials, meeting, status, baseline, candidate)
        yield from links(status, baseline, candidate)


def _added(trials: Trials, meeting: Meeting, new: Response) -> Told:
    refused = new.status == "default" or new.status[0] in "45"
    return Told(
        f"response-{'' if refused else 'success-'}status-added",
        Kind.ADDED,
        f"it may answer with {_status(new.status)} now, which the baseline does not document",
        new.place,
        None,
        partial(_new_status, trials, meeting, new, refused),
        after=new.status,
        subject=new.status,
        fix=(
            ""
            if refused
            else "Answer as so far, unless the request asks for the other way: by a parameter or `Prefer`."
        ),
    )


def _status(status: str) -> str:
    return "statuses that it does not name" if status == "default" else status


def _new_status(trials: Trials, meeting: Meeting, new: Response, refused: bool) -> Outcome:
    outcome = trials.settled(
        meeting.answerer,
        lambda sender: sender is Version.CANDIDATE,
        lambda sender: _reply(trials, meeting, sender, new, _is_undocumented),
    )
    tolerant = refused and Policy.TOLERANT_READER in trials.terms.policies
    if tolerant and outcome.verdict is not Verdict.PROVED_SAFE:
        # RFC 9110, section 15: an unrecognized status is understood as the x00 of its class.
        why = "whoever asks knows what every status of its class means"
        return safe(why, Policy.TOLERANT_READER)
    return outcome


def _removed(trials: Trials, meeting: Meeting, gone: Response) -> Told:
    success = gone.status[0] in "123"
    return Told(
        f"response-{'success-' if success else ''}status-removed",
        Kind.REMOVED,
        f"it no longer answers with {_status(gone.status)}",
        meeting.candidate.place / "responses" / gone.status,
        gone.place,
        (
            partial(_gone_status, trials, meeting, gone)
            if success
            else safe("what is not sent breaks nobody")
        ),
        before=gone.status,
        subject=gone.status,
        fix=f"Keep answering {gone.status} until nobody waits for it." if success else "",
    )


def _gone_status(trials: Trials, meeting: Meeting, gone: Response) -> Outcome:
    kept = {each.status for each in meeting.baseline.responses}
    left = [each.status for each in meeting.candidate.responses if each.status[0] in "123"]
    if any(each in kept for each in left):
        return safe(f"{' and '.join(left)} is left, which the baseline documents too")
    if Version.CANDIDATE not in trials.senders(meeting.answerer):
        return safe("what is not sent breaks nobody")
    # Whoever waits for this answer never gets it, although no answer it gets is wrong.
    witness = _missed(trials, meeting, gone, _is_undocumented)
    if witness is None:
        return unknown("no answer could be made up that shows it")
    return Outcome(Verdict.PROVED_BREAK, witness=witness)


def _bodies(
    trials: Trials, meeting: Meeting, status: str, baseline: Response, candidate: Response
) -> Iterator[Told]:
    if not baseline.content and not candidate.content:
        return
    if not baseline.content or not candidate.content:
        yield _body(trials, meeting, status, baseline, candidate)
        return
    aligned = media.align(baseline.content, candidate.content)
    for gone in aligned.removed:
        yield _media_removed(trials, meeting, status, (baseline, candidate), gone)
    for new in aligned.added:
        yield _media_added(trials, meeting, status, (baseline, candidate), new)


def _body(
    trials: Trials, meeting: Meeting, status: str, baseline: Response, candidate: Response
) -> Told:
    added = not baseline.content
    return Told(
        f"response-body-{'added' if added else 'removed'}",
        Kind.ADDED if added else Kind.REMOVED,
        f"{said(status)} {'has a body now' if added else 'has no body any more'}",
        candidate.place / "content",
        baseline.place / "content",
        partial(_surplus, trials, meeting, baseline, candidate),
        subject=status,
        fix="" if added else "Keep sending the body until nobody reads it.",
    )


def _surplus(trials: Trials, meeting: Meeting, baseline: Response, candidate: Response) -> Outcome:
    sides = {Version.BASELINE: baseline, Version.CANDIDATE: candidate}
    rules = ("undocumented-body", "response-body-missing")
    outcome = trials.settled(
        meeting.answerer,
        lambda _: True,
        lambda sender: _reply(
            trials, meeting, sender, sides[sender], lambda each: each.rule in rules
        ),
    )
    tolerant = Policy.TOLERANT_READER in trials.terms.policies
    surplus = all(sides[each].content for each in trials.senders(meeting.answerer))
    if tolerant and surplus and outcome.verdict is not Verdict.PROVED_SAFE:
        return safe("who expects no body does not look for one", Policy.TOLERANT_READER)
    return outcome


def _media_added(
    trials: Trials, meeting: Meeting, status: str, sides: tuple[Response, Response], new: Media
) -> Told:
    return Told(
        "response-media-type-added",
        Kind.ADDED,
        f"{said(status)} may come as {new.media_type} now",
        new.place,
        sides[0].place / "content",
        partial(_new_media, trials, meeting, sides, new, Version.CANDIDATE),
        after=new.media_type,
        subject=f"{status} {new.media_type}",
        fix="Send it only to those who name it in `Accept`, and keep what was sent so far.",
    )


def _media_removed(
    trials: Trials, meeting: Meeting, status: str, sides: tuple[Response, Response], gone: Media
) -> Told:
    return Told(
        "response-media-type-removed",
        Kind.REMOVED,
        f"{said(status)} no longer comes as {gone.media_type}",
        sides[1].place / "content" / gone.media_type,
        gone.place,
        partial(_gone_media, trials, meeting, sides, gone),
        before=gone.media_type,
        subject=f"{status} {gone.media_type}",
        fix=f"Keep sending {gone.media_type} to those who name it in `Accept`.",
    )


def _new_media(
    trials: Trials,
    meeting: Meeting,
    sides: tuple[Response, Response],
    new: Media,
    known_to: Version,
) -> Outcome:
    """What was sent so far is asked for by `Accept` (RFC 9110, section 12.5.1), where it is left."""
    if media.align(sides[0].content, sides[1].content).both:
        return safe("who asks names what it takes in `Accept`, and that is still sent")
    response = sides[0] if known_to is Version.BASELINE else sides[1]
    return trials.settled(
        meeting.answerer,
        lambda sender: sender is known_to,
        lambda sender: _reply(
            trials, meeting, sender, replace(response, content=(new,)), _is_foreign
        ),
    )


def _gone_media(
    trials: Trials, meeting: Meeting, sides: tuple[Response, Response], gone: Media
) -> Outcome:
    if Version.CANDIDATE not in trials.senders(meeting.answerer):
        return safe("what is not sent breaks nobody")
    # Whoever names it in `Accept` was answered so, and is not any more.
    response = replace(sides[0], content=(gone,))
    witness = _missed(trials, meeting, response, _is_foreign)
    if witness is None:
        return unknown("no answer could be made up that shows it")
    return Outcome(Verdict.PROVED_BREAK, witness=witness)


def _reply(
    trials: Trials, meeting: Meeting, sender: Version, response: Response, objects: Objects
) -> Json:
    """An answer of one version to which the other one, which asked, objects in this way."""
    request = trials.plain(sender.other, meeting.of(sender.other))
    replies = _replies(meeting, sender, response)
    return trials.answered(meeting, sender, request, replies, objects)


def _missed(trials: Trials, meeting: Meeting, gone: Response, objects: Objects) -> Json:
    """An answer that the baseline gives to who asks for it, and that the candidate does not know."""
    request = trials.plain(Version.BASELINE, replace(meeting.baseline, responses=(gone,)))
    replies = _replies(meeting, Version.BASELINE, gone)
    return trials.answered(meeting, Version.BASELINE, request, replies, objects)


def _replies(meeting: Meeting, sender: Version, response: Response) -> Replies:
    other = meeting.of(sender.other)

    def replies(says: Speaker, operation: Operation) -> Iterator[Reply]:
        for status in sample(response.status, operation, other):
            for each in response.content or (None,):
                yield from says.replies(response, status, each)

    return replies


def _is_undocumented(breach: Breach) -> bool:
    return breach.rule in ("undocumented-status", "server-error")


def _is_foreign(breach: Breach) -> bool:
    return breach.rule in ("undocumented-media-type", "undocumented-body", "response-body-missing")
