"""What changed in what the answers of one status hold: whether a body, and of which media types."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from counterfoil.compat.change import Kind
from counterfoil.compat.operations import media
from counterfoil.compat.operations.answering import missed, surprise
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.statuses import said
from counterfoil.compat.operations.trials import Trials
from counterfoil.compat.outcome import Outcome, broken, safe
from counterfoil.compat.terms import Policy, Version
from counterfoil.compat.told import Told
from counterfoil.engine.conform import Breach
from counterfoil.model import Media, Response, Verdict

_FOREIGN = ("undocumented-media-type", "undocumented-body", "response-body-missing")


def contents(
    trials: Trials, meeting: Meeting, status: str, baseline: Response, candidate: Response
) -> Iterator[Told]:
    """Every change of the bodies of a status that both versions document."""
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
    outcome = trials.settled(
        meeting.answerer,
        lambda _: True,
        lambda sender: surprise(trials, meeting, sender, sides[sender], _is_foreign),
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
        partial(_one_sided, trials, meeting, sides, new, Version.CANDIDATE),
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
        partial(_one_sided, trials, meeting, sides, gone, Version.BASELINE),
        before=gone.media_type,
        subject=f"{status} {gone.media_type}",
        fix=f"Keep sending {gone.media_type} to those who name it in `Accept`.",
    )


def _one_sided(
    trials: Trials,
    meeting: Meeting,
    sides: tuple[Response, Response],
    known: Media,
    known_to: Version,
) -> Outcome:
    """Who asks names what it takes in `Accept` (RFC 9110, section 12.5.1): what both know is sent then."""
    shared = bool(media.align(sides[0].content, sides[1].content).both)
    response = replace(sides[known_to is Version.CANDIDATE], content=(known,))

    def sent() -> Outcome:
        if shared and Policy.TOLERANT_READER in trials.terms.policies:
            why = "who asks names what it takes in `Accept`, and that is still sent"
            return safe(why, Policy.TOLERANT_READER)
        return broken(surprise(trials, meeting, known_to, response, _is_foreign))

    def never() -> Outcome:
        return broken(missed(trials, meeting, known_to, response, _is_foreign))

    return trials.known_to_one(meeting.answerer, known_to, sent, never)


def _is_foreign(breach: Breach) -> bool:
    return breach.rule in _FOREIGN
