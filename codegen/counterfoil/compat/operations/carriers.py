"""What both versions of an operation carry, before its schemas are known."""

from collections.abc import Iterator
from dataclasses import replace

from counterfoil.compat.change import Carrier, Party
from counterfoil.compat.operations.media import place_of, schemas
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.model import Api, Direction, Media


def carrier(meeting: Meeting, sender: Party, form: Direction, what: str) -> Carrier:
    """A carrier of an operation that still lacks its schemas."""
    return Carrier(
        title=meeting.title,
        what=what,
        sender=sender,
        form=form,
        baseline={},
        candidate={},
        baseline_place=meeting.baseline.place,
        candidate_place=meeting.candidate.place,
        baseline_operation=meeting.baseline,
        candidate_operation=meeting.candidate,
    )


def carried(
    blank: Carrier, pair: tuple[Media, Media], baseline: Api, candidate: Api
) -> Iterator[Carrier]:
    """The carrier with the schemas of a media type, where one of both has any."""
    before, after = pair
    found = schemas((before, baseline.components), (after, candidate.components))
    if found is not None:
        yield replace(
            blank,
            baseline=found[0],
            candidate=found[1],
            baseline_place=place_of(before),
            candidate_place=place_of(after),
            media_type=after.media_type,
            items=found[2],
        )
