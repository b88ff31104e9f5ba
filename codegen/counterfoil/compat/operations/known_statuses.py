"""Statuses that one version answers with and the other one does not document."""

from functools import partial

from counterfoil.compat.change import Kind
from counterfoil.compat.operations.answering import missed, surprise
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.trials import Trials
from counterfoil.compat.outcome import Outcome, broken, safe
from counterfoil.compat.terms import Policy, Version
from counterfoil.compat.told import Told
from counterfoil.engine.conform import Breach
from counterfoil.model import Response


def status_added(trials: Trials, meeting: Meeting, new: Response) -> Told:
    """The change of an answer that is new."""
    success = _is_success(new)
    return Told(
        f"response-{'success-' if success else ''}status-added",
        Kind.ADDED,
        f"it may answer with {_named(new.status)} now, which the baseline does not document",
        new.place,
        None,
        partial(_one_sided, trials, meeting, new, Version.CANDIDATE),
        after=new.status,
        subject=new.status,
        fix="Answer as so far, unless the request asks for the other way: by a parameter, or by"
        " `Prefer`.",
    )


def status_removed(trials: Trials, meeting: Meeting, gone: Response) -> Told:
    """The change of an answer that is gone."""
    success = _is_success(gone)
    return Told(
        f"response-{'success-' if success else ''}status-removed",
        Kind.REMOVED,
        f"it no longer answers with {_named(gone.status)}",
        meeting.candidate.place / "responses" / gone.status,
        gone.place,
        partial(_one_sided, trials, meeting, gone, Version.BASELINE),
        before=gone.status,
        subject=gone.status,
        fix=f"Keep answering {gone.status} until nobody waits for it.",
    )


def _one_sided(trials: Trials, meeting: Meeting, known: Response, known_to: Version) -> Outcome:
    def sent() -> Outcome:
        if not _is_success(known) and Policy.TOLERANT_READER in trials.terms.policies:
            # RFC 9110, section 15: an unrecognized status is understood as the x00 of its class.
            why = "whoever asks knows what every status of its class means"
            return safe(why, Policy.TOLERANT_READER)
        return broken(surprise(trials, meeting, known_to, known, _is_undocumented))

    def never() -> Outcome:
        if not _is_success(known) or _is_one_left(meeting):
            return safe("another answer that both versions document is left")
        # Whoever waits for this answer never gets it, although no answer that it gets is wrong.
        return broken(missed(trials, meeting, known_to, known, _is_undocumented))

    return trials.known_to_one(meeting.answerer, known_to, sent, never)


def _is_one_left(meeting: Meeting) -> bool:
    """Whether both versions have a success in common."""
    before, after = (
        {each.status for each in meeting.of(version).responses if _is_success(each)}
        for version in Version
    )
    return bool(before & after)


def _is_success(response: Response) -> bool:
    return response.status[0] in "123"


def _named(status: str) -> str:
    return "statuses that it does not name" if status == "default" else status


def _is_undocumented(breach: Breach) -> bool:
    return breach.rule in ("undocumented-status", "server-error")
