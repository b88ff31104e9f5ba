"""What changed in an operation that no request and no answer shows."""

from collections.abc import Iterator

from counterfoil.compat.change import Kind, Party
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.trials import Trials
from counterfoil.compat.outcome import safe, unknown
from counterfoil.compat.terms import Version
from counterfoil.compat.told import Told
from counterfoil.model import Severity

_UNSEEN = "no request and no answer shows it"


def details(trials: Trials, meeting: Meeting) -> Iterator[Told]:
    """Every change of an operation's id, tags and deadline."""
    yield from _id(meeting)
    yield from _tags(meeting)
    yield from _deadline(trials, meeting)


def _id(meeting: Meeting) -> Iterator[Told]:
    before, after = meeting.baseline.author_id, meeting.candidate.author_id
    if before == after:
        return
    word = "added" if not before else "removed" if not after else "changed"
    called = meeting.baseline.name != meeting.candidate.name
    sentence = {
        "added": f"it has the operationId `{after}` now",
        "removed": f"it no longer has the operationId `{before}`",
        "changed": f"its operationId was `{before}` and is `{after}` now",
    }[word]
    yield Told(
        f"operation-id-{word}",
        Kind.CHANGED,
        sentence + ("; what is generated for it is called differently" if called else ""),
        meeting.candidate.place / "operationId",
        meeting.baseline.place / "operationId",
        safe(_UNSEEN),
        before=before or None,
        after=after or None,
        severity=Severity.WARNING if called else None,
        fix=f"Keep the operationId `{meeting.baseline.id}`." if called else "",
    )


def _tags(meeting: Meeting) -> Iterator[Told]:
    before, after = meeting.baseline.tags, meeting.candidate.tags
    for tag in dict.fromkeys((*before, *after)):
        if (tag in before) == (tag in after):
            continue
        new = tag in after
        yield Told(
            f"operation-tag-{'added' if new else 'removed'}",
            Kind.CHANGED,
            f"it {'has' if new else 'no longer has'} the tag `{tag}`{' now' if new else ''}",
            meeting.candidate.place / "tags",
            meeting.baseline.place / "tags",
            safe(_UNSEEN),
            before=None if new else tag,
            after=tag if new else None,
            subject=tag,
        )


def _deadline(trials: Trials, meeting: Meeting) -> Iterator[Told]:
    before, after = meeting.baseline.deadline, meeting.candidate.deadline
    if before == after:
        return
    later = before is not None and (after is None or after > before)
    # Who waits for the shorter time may be answered by who takes the longer one.
    shorter = Version.BASELINE if later else Version.CANDIDATE
    waits = shorter in trials.senders(Party.CONSUMER)
    yield Told(
        f"operation-deadline-{'increased' if later else 'decreased'}",
        Kind.CHANGED,
        _words(before, after),
        meeting.candidate.place / "x-deadline",
        meeting.baseline.place / "x-deadline",
        (
            unknown("who waits for an answer may give up before it comes")
            if waits
            else safe("answers come sooner than they had to")
        ),
        before=before,
        after=after,
        fix="Answer in time with what is known, and let the rest be asked for." * later,
    )


def _words(before: float | None, after: float | None) -> str:
    if after is None:
        return "no time is promised for an answer any more"
    until_now = "" if before is None else f", and could take {before:g} s"
    return f"an answer may take {after:g} s now{until_now}"
