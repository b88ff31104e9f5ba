"""What changed in where a contract is served."""

from collections.abc import Iterator, Sequence

from counterfoil.compat.change import Kind
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.trials import Trials
from counterfoil.compat.outcome import safe, unknown
from counterfoil.compat.terms import Version
from counterfoil.compat.told import Told
from counterfoil.model import Place

_WHY = "whether it still answers there, no contract says"


def servers(trials: Trials) -> Iterator[Told]:
    """A change for each server of the contract that came or went."""
    before, after = trials.baseline.api, trials.candidate.api
    kept = Version.BASELINE in trials.terms.mode.kept_by
    yield from _compared(before.servers, after.servers, (before.place, after.place), kept)


def servers_of(trials: Trials, meeting: Meeting) -> Iterator[Told]:
    """A change for each server that an operation has for itself."""
    before, after = meeting.baseline, meeting.candidate
    kept = Version.BASELINE in trials.terms.mode.kept_by
    yield from _compared(before.servers, after.servers, (before.place, after.place), kept)


def _compared(
    before: Sequence[str], after: Sequence[str], places: tuple[Place, Place], kept: bool
) -> Iterator[Told]:
    for url in before:
        if not _among(url, after):
            yield Told(
                "server-removed",
                Kind.REMOVED,
                f"the server {url} is gone",
                places[1] / "servers",
                places[0] / "servers",
                unknown(_WHY) if kept else safe("nobody keeps to the baseline"),
                before=url,
                subject=url,
                fix="Let the former server answer as well, or redirect, until nobody asks it.",
            )
    for url in after:
        if not _among(url, before):
            yield Told(
                "server-added",
                Kind.ADDED,
                f"the server {url} is new",
                places[1] / "servers",
                None,
                safe("the servers so far are still there, or told to be gone"),
                after=url,
                subject=url,
            )


def _among(url: str, known: Sequence[str]) -> bool:
    return url.rstrip("/") in {each.rstrip("/") for each in known}
