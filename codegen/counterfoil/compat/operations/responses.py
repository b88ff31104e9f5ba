"""What changed in the answers of an operation: statuses, headers, media types and bodies."""

from collections.abc import Iterator
from dataclasses import replace

from counterfoil.compat.change import Carrier
from counterfoil.compat.operations import headers, media
from counterfoil.compat.operations.carriers import carried, carrier
from counterfoil.compat.operations.contents import contents
from counterfoil.compat.operations.known_statuses import status_added, status_removed
from counterfoil.compat.operations.links import links
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.statuses import align, said
from counterfoil.compat.operations.trials import Trials
from counterfoil.compat.told import Told
from counterfoil.model import Direction


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
        yield status_removed(trials, meeting, gone)
    for new in aligned.added:
        yield status_added(trials, meeting, new)
    for status, baseline, candidate in aligned.both:
        yield from headers.headers(trials, meeting, status, baseline, candidate)
        yield from contents(trials, meeting, status, baseline, candidate)
        yield from links(status, baseline, candidate)
