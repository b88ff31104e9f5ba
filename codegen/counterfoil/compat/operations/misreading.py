"""Requests that one version writes, and that the other one reads as something else."""

from collections.abc import Callable
from itertools import islice

from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.trials import Trials, as_kept
from counterfoil.compat.outcome import Outcome, broken, unknown, worst
from counterfoil.compat.terms import Version
from counterfoil.engine.wire.call import Call
from counterfoil.model import Json, Reply

_TRIES = 8
"""Values that are written."""

Writes = Callable[[Version, Call, int], Call | None]
"""What a version may say beside what it has to, by number; None where nothing can be made."""
Reads = Callable[[Version, Call], Json]
"""What of a call is written otherwise, as a version has read it."""


def misread(trials: Trials, meeting: Meeting, writes: Writes, reads: Reads) -> Outcome:
    """Whether something that is asked in one version is something else in the other one."""
    proofs = (
        (each, _witness(trials, meeting, each, writes, reads))
        for each in trials.senders(meeting.asker)
    )
    return worst(as_kept(meeting.asker, each, _shown(witness)) for each, witness in proofs)


def _shown(witness: Json) -> Outcome:
    if witness is None:
        return unknown("no value was found that is read as another one, and some might be")
    return broken(witness)


def _witness(
    trials: Trials, meeting: Meeting, sender: Version, writes: Writes, reads: Reads
) -> Json:
    says, hears = trials.speaker(sender), trials.speaker(sender.other)
    operation = meeting.of(sender)
    for call in islice(says.calls(operation), 1):
        for number in range(_TRIES):
            made = writes(sender, call, number)
            request = None if made is None else says.request(operation, made)
            own = None if request is None else says.heard(meeting, operation, request)
            if request is None or own is None or own.breaches:
                continue
            other = hears.heard(meeting, meeting.of(sender.other), request)
            if reads(sender.other, other.call) != reads(sender, own.call):
                return says.witness(request, Reply(400))
    return None
