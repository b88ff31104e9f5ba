"""One run of a verb: what it looks at, what reading gives, and the report that it ends in."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from counterfoil import sentences
from counterfoil.model import CannotRun, Config, Finding, Json, Report, Severity
from counterfoil.progress import Steps

if TYPE_CHECKING:
    from counterfoil.engine.contracts import Loaded
    from counterfoil.engine.store import Store


@dataclass(frozen=True, slots=True)
class Run:
    """A monorepo, the day on which it is looked at, and where progress goes."""

    config: Config
    today: date
    steps: Steps
    jobs: int = 1
    """Processes that compile at once."""
    variables: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Those of the environment, for what is a matter of the machine and decides no result."""


_WORTH_IT = 400_000
"""Bytes of contracts; to start processes for less takes longer than they would save."""


def jobs_for(run: Run, size: int) -> int:
    """How many processes are worth it for contracts of so many bytes in all."""
    return run.jobs if size > _WORTH_IT else 1


def load(run: Run) -> "Loaded":
    """Every contract, as `engine.contracts.load` gives it."""
    from counterfoil.engine.contracts import load as load_all

    with run.steps("read", f"reading {run.config.contracts}/"):
        return load_all(run.config)


def cache_of(run: Run) -> "Store":
    """The store that settings and environment ask for."""
    from counterfoil.engine.store import open_store

    with needs("cache"):
        return open_store(run.config, run.variables)


@contextmanager
def needs(extra: str) -> Iterator[None]:
    """Turns a missing package of an extra into the command that installs it."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("counterfoil"):
            raise
        raise CannotRun(
            f"the package {missing.name} is not installed",
            f"this verb needs counterfoil's `{extra}` extra, which the base install leaves out",
            f"pip install 'counterfoil[{extra}]'",
        ) from missing


def unreadable(loaded: "Loaded") -> tuple[Finding, ...]:
    """Why contracts are missing altogether; a finding inside one that was read is no obstacle."""
    read = {each for bundle in loaded.bundles for each in map(_key, bundle.findings)}
    errors = (each for each in loaded.findings if each.severity is Severity.ERROR)
    return tuple(each for each in errors if _key(each) not in read)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.fingerprint, finding.message


def has_errors(run: Run, findings: Sequence[Finding]) -> bool:
    """Whether one of them is an error, now that severities and waivers are settled."""
    from counterfoil.engine.rules import settle

    settled = settle(findings, run.config, run.today)
    return any(each.severity is Severity.ERROR for each in settled)


def report(
    run: Run,
    loaded: "Loaded",
    found: Sequence[Finding],
    facts: Mapping[str, Json] | None = None,
    proved: Sequence[str] = (),
) -> Report:
    """What was found, settled by severities and waivers, with the numbers of what was looked at."""
    from counterfoil.engine.rules import ordered, settle, waived

    settled = settle(found, run.config, run.today)
    # No setting and no waiver hides these: a contract that nobody could read would look clean.
    findings = ordered((*unreadable(loaded), *settled))
    return Report(
        findings,
        {
            "contracts": len(loaded.bundles),
            "operations": sentences.operations(loaded.bundles),
            "schemas": sentences.schemas(loaded.bundles),
            "files": sum(len(each.sources) for each in loaded.bundles),
            **(facts or {}),
            "waived": list(waived(found, run.config)),
            "proved": list(proved),
            "seconds": dict(run.steps.seconds),
        },
    )
