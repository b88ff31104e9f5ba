"""Whether a version of a contract breaks somebody who keeps to another one: proved, or said to be unknown."""

from counterfoil.compat.change import Change, Kind
from counterfoil.compat.comparing import Comparison, compare
from counterfoil.compat.findings import findings, notes
from counterfoil.compat.terms import Caps, Mode, Policy, Terms

__all__ = [
    "Caps",
    "Change",
    "Comparison",
    "Kind",
    "Mode",
    "Policy",
    "Terms",
    "compare",
    "findings",
    "notes",
]
