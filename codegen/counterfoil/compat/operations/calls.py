"""Webhooks and callbacks: the provider asks, and the consumer answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from counterfoil.compat.change import Kind, Party
from counterfoil.compat.lifecycle import farewell, stage_of_operation
from counterfoil.compat.operations.meeting import Meeting, addressed
from counterfoil.compat.operations.trials import Trials
from counterfoil.compat.outcome import Outcome, safe, unknown
from counterfoil.compat.terms import Version
from counterfoil.compat.told import Told
from counterfoil.model import Operation, Place

Named = Mapping[tuple[str, str, str], Operation]
"""Name of the callback, expression or webhook, and method → what the provider asks."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """What the provider asks of its own accord, in both versions."""

    meetings: tuple[Meeting, ...]
    changes: tuple[Told, ...]


def webhooks(trials: Trials) -> Aligned:
    """The webhooks of a contract."""
    contract = trials.candidate.api.contract.title
    before = {("", each.path, each.method): each for each in trials.baseline.api.webhooks}
    after = {("", each.path, each.method): each for each in trials.candidate.api.webhooks}
    near = trials.candidate.api.place / "webhooks"
    return _aligned(trials, "webhook", f"{contract} webhook", (before, after), near)


def callbacks(trials: Trials, meeting: Meeting) -> Aligned:
    """The callbacks of an operation that both versions have."""
    before, after = _named(meeting.baseline), _named(meeting.candidate)
    near = meeting.candidate.place / "callbacks"
    return _aligned(trials, "callback", f"{meeting.title} callback", (before, after), near)


def _named(operation: Operation) -> Named:
    return {
        (name, each.path, each.method): each
        for name, inside in operation.callbacks.items()
        for each in inside
    }


def _aligned(
    trials: Trials, word: str, title: str, both: tuple[Named, Named], near: Place
) -> Aligned:
    before, after = both
    return Aligned(
        tuple(
            Meeting(
                _titled(title, key),
                addressed(each),
                addressed(after[key]),
                Party.PROVIDER,
            )
            for key, each in before.items()
            if key in after
        ),
        tuple(_changes(trials, word, title, both, near)),
    )


def _changes(
    trials: Trials, word: str, title: str, both: tuple[Named, Named], near: Place
) -> Iterator[Told]:
    before, after = both
    kept = Version.BASELINE in trials.terms.mode.kept_by
    for key in _only_in(before, after):
        said = farewell(stage_of_operation(trials.baseline.api, before[key]), trials.terms)
        yield Told(
            f"{word}-{said.verb}",
            Kind.REMOVED,
            f"it is never sent any more; {said.words}",
            near / (key[0] or key[1]),
            before[key].place,
            _one_sided(trials, word, Version.BASELINE),
            before=_titled("", key),
            subject=_titled("", key),
            severity=said.severity if kept else None,
            operation=_titled(title, key),
            fix=said.fix,
        )
    for key in _only_in(after, before):
        yield Told(
            f"{word}-added",
            Kind.ADDED,
            "it is new",
            after[key].place,
            None,
            _one_sided(trials, word, Version.CANDIDATE),
            after=_titled("", key),
            subject=_titled("", key),
            operation=_titled(title, key),
        )


def _one_sided(trials: Trials, word: str, known_to: Version) -> Outcome:
    registered = word == "webhook"
    return trials.known_to_one(
        Party.PROVIDER,
        known_to,
        lambda: _REGISTERED if registered else _SURPRISE,
        lambda: unknown("what is never sent is never refused; only whoever waits for it knows"),
    )


_REGISTERED = safe("a webhook comes to those who register for it")
_SURPRISE = unknown("it is sent to whoever gave its URL, prepared or not")


def _only_in(these: Named, those: Named) -> Iterable[tuple[str, str, str]]:
    return [key for key in these if key not in those]


def _titled(title: str, key: tuple[str, str, str]) -> str:
    name, path, method = key
    return " ".join(filter(None, (title, name, method, path)))
