"""What is known of one pair of schemas."""

from dataclasses import dataclass

from counterfoil.compat.terms import Policy
from counterfoil.model import Json, Verdict


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether every value that one schema sends is taken by the other one."""

    verdict: Verdict
    witness: Json = None
    """Of a proved break: a value that is sent and not taken."""
    policies: tuple[Policy, ...] = ()
    """Of a proved safety: the relaxations without which it would not hold."""
    why: str = ""
    """In words: what the proof is, or what could not be decided and why."""
