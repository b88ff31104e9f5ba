"""What changed in where a contract is served."""

from collections.abc import Iterator, Sequence

from counterfoil.compat.change import Kind, Party
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.trials import Trials
from counterfoil.compat.outcome import Outcome, safe, unknown
from counterfoil.compat.terms import Version
from counterfoil.compat.told import Told
from counterfoil.model import Place


def servers(trials: Trials) -> Iterator[Told]:
    """A change for each server of the contract that came or went."""
    before, after = trials.baseline.api, trials.candidate.api
    yield from _compared(trials, before.servers, after.servers, (before.place, after.place))


def servers_of(trials: Trials, meeting: Meeting) -> Iterator[Told]:
    """A change for each server that an operation has for itself."""
    before, after = meeting.baseline, meeting.candidate
    yield from _compared(trials, before.servers, after.servers, (before.place, after.place))


def _compared(
    trials: Trials, before: Sequence[str], after: Sequence[str], places: tuple[Place, Place]
) -> Iterator[Told]:
    for url in before:
        if not _among(url, after):
            yield Told(
                "server-removed",
                Kind.REMOVED,
                f"the server {url} is gone",
                places[1] / "servers",
                places[0] / "servers",
                _asked(trials, Version.BASELINE),
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
                _asked(trials, Version.CANDIDATE),
                after=url,
                subject=url,
            )


def _asked(trials: Trials, known_to: Version) -> Outcome:
    """Whether somebody asks there who keeps to the one version, while the other one answers."""
    if known_to in trials.senders(Party.CONSUMER):
        return unknown("whether anybody answers there, the other version does not say")
    return safe("nobody asks where no server is told")


def _among(url: str, known: Sequence[str]) -> bool:
    return url.rstrip("/") in {each.rstrip("/") for each in known}
