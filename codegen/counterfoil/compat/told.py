"""Changes of operations while they are collected, and one for each root cause of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from counterfoil.compat.change import Change, Kind
from counterfoil.compat.outcome import SAFE, Outcome
from counterfoil.model import Json, Place, Severity, Verdict

_WORST = (Verdict.PROVED_BREAK, Verdict.UNKNOWN, Verdict.PROVED_SAFE)


@dataclass(frozen=True, slots=True)
class Told:
    """A change of one operation; `sentence` does not name the operation yet."""

    rule: str
    kind: Kind
    sentence: str
    near: Place
    baseline: Place | None = None
    outcome: Outcome = SAFE
    before: Json = None
    after: Json = None
    subject: str = ""
    severity: Severity | None = None
    fix: str = ""
    operation: str = ""
    """Its title; empty where it is about the contract as a whole."""

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for what has one root: a parameter that several operations refer to."""
        before = (self.baseline.source.path, self.baseline.pointer) if self.baseline else None
        near = (self.near.source.path, self.near.pointer)
        return self.rule, self.subject, self.sentence, near, before


def changes(contract: str, found: Iterable[Told]) -> tuple[Change, ...]:
    """One change for each root cause, with the operations that it reaches, in the order found."""
    groups: dict[tuple[object, ...], list[Told]] = {}
    for each in found:
        groups.setdefault(each.key, []).append(each)
    return tuple(_change(contract, group) for group in groups.values())


def _change(contract: str, group: list[Told]) -> Change:
    worst = min(group, key=lambda each: _WORST.index(each.outcome.verdict))
    titles = tuple(dict.fromkeys(each.operation for each in group if each.operation))
    subject = titles[0] if len(titles) == 1 else contract
    blank = Change(worst.rule, f"{subject}: {worst.sentence}", worst.kind, worst.near)
    return replace(
        blank,
        baseline=worst.baseline,
        before=worst.before,
        after=worst.after,
        verdict=worst.outcome.verdict,
        severity=worst.severity,
        witness=worst.outcome.witness,
        policies=worst.outcome.policies,
        why=worst.outcome.why,
        subject=worst.subject,
        operations=titles,
        fix=worst.fix if _matters(worst) else "",
    )


def _matters(told: Told) -> bool:
    """Whether there is anything to be done about it."""
    return told.outcome.verdict is not Verdict.PROVED_SAFE or told.severity is not None
