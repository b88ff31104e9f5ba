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
class Comparing:
    """The table `[tool.counterfoil.compat]`: what contracts are compared with, and how strictly.

    Modes and policies are as they are written; whoever compares knows which there are.
    """

    baseline: str = field(
        default="",
        metadata=_key(
            "What contracts are compared with: `git:BRANCH` (where HEAD left it), `tag:PATTERN` (the"
            " newest that fits), or a folder of contracts or of released versions.",
            "`git:origin/main`, where there is such a branch",
        ),
    )
    mode: str = field(
        default="BACKWARD",
        metadata=_key(
            "Which versions have to get on: `BACKWARD`, `FORWARD`, `FULL`, each of them with"
            " `_TRANSITIVE` for every released version, or `NONE`.",
            "`BACKWARD`",
        ),
    )
    modes: Mapping[str, str] = field(
        default_factory=dict,
        metadata=_key("Contract, or a pattern such as `events/*`, to a mode of its own.", "none"),
    )
    without: tuple[str, ...] = field(
        default=(),
        metadata=_key(
            "Policies not to rely on: `closed-writer`, `tolerant-reader`, `required-with-default`,"
            " `extensible-enums`, `format-lattice`.",
            "none: all are relied on",
        ),
    )
    unknown: Severity = field(
        default=Severity.WARNING,
        metadata=_key(
            "How severe a change is of which nobody knows whether it breaks anybody: `error`, `warning` or `note`.",
            "`warning`",
        ),
    )
    notice: Mapping[str, int] = field(
        default_factory=lambda: {"stable": 90},
        metadata=_key(
            "Stability level to the days from a deprecation to its sunset, at least.",
            "`stable` 90 days, others none",
        ),
    )
    released: str = field(
        default="",
        metadata=_key(
            "Every released version, for `_TRANSITIVE`: `tag:PATTERN`, or a folder of folders.",
            "none",
        ),
    )


@dataclass(frozen=True, slots=True)
class Caching:
    """The table `[tool.counterfoil.cache]`: where what was made once is looked up before it is made anew."""

    url: str = field(
        default="",
        metadata=_key(
            "Cache that machines share: a folder, or an address of fsspec such as `s3://bucket/cache`."
            " The variable `COUNTERFOIL_CACHE` takes its place; `off` there means no cache at all.",
            "none: the folder `.counterfoil/cache/` alone",
        ),
    )
    write: bool = field(
        default=False,
        metadata=_key(
            "Whether runs write the shared cache. Leave it to `COUNTERFOIL_CACHE_WRITE=1` where only"
            " CI on the main branch is trusted with that.",
            "`false`",
        ),
    )
    size: int = field(
        default=512,
        metadata=_key(
            "Megabytes that `.counterfoil/cache/` may have; what was written longest ago goes first."
            " 0 keeps nothing there.",
            "512",
        ),
    )
    verify: bool = field(
        default=False,
        metadata=_key(
            "Whether `verify` takes what it has proved of a service or journey before, while every file"
            " that can reach it is as it was; the report says so. `verify --remembered` asks for it once.",
            "`false`",
        ),
    )


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
    compat: Comparing = field(
        default=Comparing(),
        metadata=_key(
            "What contracts are compared with, and how strictly; see below.", "see below"
        ),
    )
    cache: Caching = field(
        default=Caching(),
        metadata=_key(
            "Where what was made once is looked up before it is made anew; see below.", "see below"
        ),
    )
