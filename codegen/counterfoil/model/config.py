"""The `[tool.counterfoil]` table of a monorepo's pyproject.toml."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from counterfoil.model.finding import Severity


@dataclass(frozen=True, slots=True)
class Waiver:
    """An acceptance of one finding, which fails once `until` has passed."""

    fingerprint: str
    reason: str
    until: datetime.date


@dataclass(frozen=True, slots=True)
class Config:
    """Where things are, and how severe each rule is.

    `root` is the folder of the pyproject.toml; `contracts` and `generated` are relative to it.
    `rules` maps a rule id to its severity, or to None where the rule is off.
    """

    root: Path
    package: str
    """Import name of the generated package."""
    distribution: str
    """Name of the generated distribution, as services require it."""
    contracts: str = "contracts"
    generated: str = "generated"
    rules: Mapping[str, Severity | None] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
