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


def _key(doc: str, default: str) -> Mapping[str, str]:
    return {"doc": doc, "default": default}


@dataclass(frozen=True, slots=True)
class Config:
    """Where things are, and how severe each rule is.

    `root` is the folder of the pyproject.toml; `contracts` and `generated` are relative to it.
    `rules` maps a rule id to its severity, or to None where the rule is off. A field with a `doc`
    is a key of the table, and its documentation is that line.
    """

    root: Path
    package: str = field(
        metadata=_key(
            "Import name of the generated package.", "the project's name and `_contracts`"
        )
    )
    distribution: str = field(
        metadata=_key(
            "Name of the generated distribution, as services require it.", "`package`, with dashes"
        )
    )
    contracts: str = field(
        default="contracts",
        metadata=_key("Folder of the contracts, relative to pyproject.toml.", "`contracts`"),
    )
    generated: str = field(
        default="generated",
        metadata=_key(
            "Folder that counterfoil writes and nobody edits, relative to pyproject.toml.",
            "`generated`",
        ),
    )
    rules: Mapping[str, Severity | None] = field(
        default_factory=dict,
        metadata=_key(
            "Rule id to `error`, `warning`, `note` or `off`, where that is not the rule's own.",
            "every rule at its own",
        ),
    )
    waivers: tuple[Waiver, ...] = field(
        default=(),
        metadata=_key(
            "Findings accepted for a while: `fingerprint`, `reason` and `until` (a date).", "none"
        ),
    )
    coverage: float | None = field(
        default=None,
        metadata=_key(
            "Share of a contract, 0 to 1, that an examination of its provider has to exercise.",
            "none: any is enough",
        ),
    )
