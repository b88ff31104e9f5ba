"""What is known of one change outside schemas."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from counterfoil.compat.terms import Policy, Version
from counterfoil.model import Json, Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict, and what it rests on."""

    verdict: Verdict
    why: str = ""
    witness: Json = None
    policies: tuple[Policy, ...] = ()
    kept: Version = Version.BASELINE
    """The version that one side keeps to, while the other side is of the other one."""


Known: TypeAlias = Outcome | Callable[[], Outcome]
"""An outcome, or what finds it out: of a thousand operations with one root one proof is enough."""
SAFE = Outcome(Verdict.PROVED_SAFE)


def safe(why: str, *policies: Policy) -> Outcome:
    """Nobody breaks."""
    return Outcome(Verdict.PROVED_SAFE, why, policies=policies)


def unknown(why: str) -> Outcome:
    """Neither a proof nor a witness."""
    return Outcome(Verdict.UNKNOWN, why)


def broken(witness: Json) -> Outcome:
    """What a witness proves; None is none, and proves nothing."""
    if witness is None:
        return unknown("no request or answer could be made up that shows it")
    return Outcome(Verdict.PROVED_BREAK, witness=witness)


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The worst of several; of none that nobody breaks.

    >>> worst([SAFE, unknown("nobody looked")]).why
    'nobody looked'
    """
    return min(outcomes, key=lambda each: WORST.index(each.verdict), default=SAFE)


WORST = (Verdict.PROVED_BREAK, Verdict.UNKNOWN, Verdict.PROVED_SAFE)
