"""Changes of operations while they are collected, and one for each root cause of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from counterfoil.compat.change import Change, Kind
from counterfoil.compat.outcome import SAFE, WORST, Known, Outcome
from counterfoil.compat.terms import Version
from counterfoil.model import Json, Place, Severity, Verdict

_VAIN = 20
"""Operations of one root of which no witness is found, before the others are left alone."""


_AHEAD = "Do what both versions allow, until the side that is still of the baseline has moved."


@dataclass(frozen=True, slots=True)
class Told:
    """A change of one operation; `sentence` does not name the operation yet."""

    rule: str
    kind: Kind
    sentence: str
    near: Place
    baseline: Place | None = None
    outcome: Known = SAFE
    before: Json = None
    after: Json = None
    subject: str = ""
    severity: Severity | None = None
    fix: str = ""
    operation: str = ""
    """Its title; empty where it is about the contract as a whole."""

    def settled(self) -> Outcome:
        """What is known of it."""
        return self.outcome if isinstance(self.outcome, Outcome) else self.outcome()

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for what has one root: a parameter that several operations refer to."""
        before = (self.baseline.source.path, self.baseline.pointer) if self.baseline else None
        # What is gone has no place left that operations could share, but the one where it was.
        near = None if before and self.is_gone else (self.near.source.path, self.near.pointer)
        return self.rule, self.subject, self.sentence, near, before

    @property
    def is_gone(self) -> bool:
        """Whether it tells of something that the candidate has not."""
        return self.rule.endswith(("-removed", "-withdrawn", "-retired"))


def changes(contract: str, found: Iterable[Told]) -> tuple[Change, ...]:
    """One change for each root cause, with the operations that it reaches, in the order found."""
    groups: dict[tuple[object, ...], list[Told]] = {}
    for each in found:
        groups.setdefault(each.key, []).append(each)
    return tuple(_change(contract, group) for group in groups.values())


def _change(contract: str, group: list[Told]) -> Change:
    worst, outcome = _worst(group)
    titles = tuple(dict.fromkeys(each.operation for each in group if each.operation))
    subject = titles[0] if len(titles) == 1 else contract
    matters = outcome.verdict is not Verdict.PROVED_SAFE or worst.severity is not None
    blank = Change(worst.rule, f"{subject}: {worst.sentence}", worst.kind, worst.near)
    return replace(
        blank,
        baseline=worst.baseline,
        before=worst.before,
        after=worst.after,
        verdict=outcome.verdict,
        severity=worst.severity,
        witness=outcome.witness,
        policies=outcome.policies,
        why=outcome.why,
        subject=worst.subject,
        operations=titles,
        kept=outcome.kept,
        fix=_fix(worst, outcome) if matters else "",
    )


def _fix(told: Told, outcome: Outcome) -> str:
    ahead = outcome.verdict is Verdict.PROVED_BREAK and outcome.kept is Version.CANDIDATE
    return _AHEAD if ahead else told.fix


def _worst(group: list[Told]) -> tuple[Told, Outcome]:
    """The first that breaks somebody, else the worst, of as many as may be tried in vain."""
    found: list[tuple[Told, Outcome]] = []
    vain = 0
    for each in group:
        found.append((each, each.settled()))
        verdict = found[-1][1].verdict
        vain += verdict is Verdict.UNKNOWN
        if verdict is Verdict.PROVED_BREAK or vain == _VAIN:
            break
    return min(found, key=lambda each: WORST.index(each[1].verdict))
