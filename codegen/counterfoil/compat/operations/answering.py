"""Answers that one version gives and the other one does not know."""

from collections.abc import Iterator
from dataclasses import replace

from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.speaking import Speaker
from counterfoil.compat.operations.statuses import sample
from counterfoil.compat.operations.trials import Objects, Replies, Trials
from counterfoil.compat.terms import Version
from counterfoil.model import Json, Operation, Reply, Response


def surprise(
    trials: Trials, meeting: Meeting, sender: Version, response: Response, objects: Objects
) -> Json:
    """An answer of one version to which the other one, which asked, objects in this way."""
    request = trials.plain(sender.other, meeting.of(sender.other))
    return trials.answered(meeting, sender, request, replies(meeting, sender, response), objects)


def missed(
    trials: Trials, meeting: Meeting, known_to: Version, response: Response, objects: Objects
) -> Json:
    """An answer that who asks knows and waits for, and that the other version never gives."""
    request = trials.plain(known_to, replace(meeting.of(known_to), responses=(response,)))
    made = replies(meeting, known_to, response)
    return trials.answered(meeting, known_to, request, made, objects)


def replies(meeting: Meeting, sender: Version, response: Response) -> Replies:
    """The answers of one status, in each of its media types."""
    other = meeting.of(sender.other)

    def made(says: Speaker, operation: Operation) -> Iterator[Reply]:
        for status in sample(response.status, operation, other):
            for each in response.content or (None,):
                yield from says.replies(response, status, each)

    return made
