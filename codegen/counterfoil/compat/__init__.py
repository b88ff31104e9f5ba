"""Whether a version of a contract breaks somebody who keeps to another one: proved, or said to be unknown."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_HOMES = {
    "change": ("Change", "Kind"),
    "comparing": ("Comparison", "compare"),
    "findings": ("findings", "notes"),
    "terms": ("Caps", "Mode", "Policy", "Terms"),
}


def __getattr__(name: str) -> object:
    """Manual pages and documents are here as well, and whoever reads them compares nothing."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
