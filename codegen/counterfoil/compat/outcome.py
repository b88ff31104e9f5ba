"""What is known of one change outside schemas."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from counterfoil.compat.terms import Policy
from counterfoil.model import Json, Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict, and what it rests on."""

    verdict: Verdict
    why: str = ""
    witness: Json = None
    policies: tuple[Policy, ...] = ()


Known: TypeAlias = Outcome | Callable[[], Outcome]
"""An outcome, or what finds it out: of a thousand operations with one root one proof is enough."""
SAFE = Outcome(Verdict.PROVED_SAFE)


def safe(why: str, *policies: Policy) -> Outcome:
    """Nobody breaks."""
    return Outcome(Verdict.PROVED_SAFE, why, policies=policies)


def unknown(why: str) -> Outcome:
    """Neither a proof nor a witness."""
    return Outcome(Verdict.UNKNOWN, why)
