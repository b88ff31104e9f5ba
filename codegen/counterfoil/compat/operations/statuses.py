"""Statuses of an operation in both versions: numbers, ranges such as `4XX`, and `default`."""

from collections.abc import Iterator
from dataclasses import dataclass

from counterfoil.compat.operations.meeting import Meeting
from counterfoil.model import Operation, Response

_CLASSES = {"1": (100, 103), "2": (200, 299), "3": (300, 399), "4": (400, 499), "5": (501, 599)}
_MOST = 3
"""Statuses of a range that are tried."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """The responses of both versions, by what a status means in each."""

    both: tuple[tuple[str, Response, Response], ...]
    removed: tuple[Response, ...]
    added: tuple[Response, ...]


def align(meeting: Meeting) -> Aligned:
    """Which documented responses describe the same answers; `404` is met by `4XX` and by `default`."""
    baseline = {each.status: each for each in meeting.baseline.responses}
    candidate = {each.status: each for each in meeting.candidate.responses}
    both: dict[tuple[int, int], tuple[str, Response, Response]] = {}
    removed, added = [], []
    for status in dict.fromkeys((*baseline, *candidate)):
        before, after = meaning(status, baseline), meaning(status, candidate)
        if before is not None and after is not None:
            both.setdefault((id(before), id(after)), (status, before, after))
        elif before is not None and after is None:
            removed.append(before)
        elif after is not None:
            added.append(after)
    return Aligned(tuple(both.values()), tuple(removed), tuple(added))


def meaning(status: str, documented: dict[str, Response]) -> Response | None:
    """The response that documents a status: its own, that of its range, or the default."""
    for key in (status, f"{status[0]}XX", "default"):
        if key in documented:
            return documented[key]
    return None


def said(status: str) -> str:
    """A status as a sentence names it.

    >>> said("404"), said("default")
    ('answer 404', 'the answer by default')
    """
    return "the answer by default" if status == "default" else f"answer {status}"


def sample(status: str, sender: Operation, taker: Operation) -> Iterator[int]:
    """Statuses that stand for a documented one: where it is a range, such as nobody names else."""
    if status.isdecimal():
        yield int(status)
        return
    low, high = _CLASSES["4" if status == "default" else status[0]]
    named = {each.status for each in (*sender.responses, *taker.responses)}
    free = (each for each in range(low, high + 1) if str(each) not in named)
    for _, each in zip(range(_MOST), free, strict=False):
        yield each
