"""Runs one journey: reads it, looks at it, starts who takes part, and reports."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from counterfoil.engine.words import nearest
from counterfoil.model import Bundle, CannotRun, Finding, Json, Kind, Report
from counterfoil.providers import readable
from counterfoil.runs import Run, has_errors, needs

if TYPE_CHECKING:
    from counterfoil.engine.journeys.parts import Journey
    from counterfoil.engine.services import Service
    from counterfoil.verify.journeys.cast import Cast
    from counterfoil.verify.journeys.played import Played

NOT_COVERED = "not_covered"


def verify_journey(run: Run, name: str) -> Report:
    """What a journey shows, which is run for that. Where its file is wrong nothing is started."""
    from counterfoil.engine.contracts import contract_ids
    from counterfoil.engine.journeys import check_journey, journey_files, read_journey, sources_of
    from counterfoil.engine.services import check_contracts, read_services

    file = _called(name, journey_files(run.config))
    services = read_services(run.config.root)
    known = contract_ids(run.config)
    for each in services:
        check_contracts(each, known)
    with run.steps("read", f"reading {file.name}"):
        found, findings = read_journey(file, run.config.root)
    for journey in found:
        with run.steps("contracts", f"reading {run.config.contracts}/"):
            called = _documents(run, journey, known)
            contracts, cast = _needed(run, called, services)
        sources = sources_of(journey, contracts.values())
        findings = (*findings, *check_journey(journey, contracts.values()))
        if not has_errors(run, findings):
            with needs("verify"):
                from counterfoil.verify.journeys.played import play
                from counterfoil.verify.running.environment import Home

                home = Home(run.config.root, run.config.root / run.config.generated)
                with run.steps("play", f"running journey {name}"):
                    played = play(journey, sources, cast, contracts, home)
                return _report(run, name, findings, played)
    return _report(run, name, findings, None)


def _called(name: str, files: Mapping[str, Path]) -> Path:
    if name in files:
        return files[name]
    near = nearest(name, files, 0.4)
    raise CannotRun(
        f"there is no journey `{name}`",
        f"the journeys are {', '.join(sorted(files)) or 'none'}",
        f"did you mean `{near}`?" if near else "",
    )


def _documents(run: Run, journey: "Journey", known: Collection[str]) -> tuple[str, ...]:
    """The ids of the contracts whose documents the journey names."""
    folder = Path(run.config.contracts)
    named = (Path(each.document).parent for each in journey.described if each.document)
    inside = (each.relative_to(folder) for each in named if each.is_relative_to(folder))
    ids = dict.fromkeys(each.as_posix() for each in inside)
    return tuple(each for each in ids if each in known)


def _needed(
    run: Run, called: Sequence[str], services: Sequence["Service"]
) -> tuple[Mapping[str, Bundle], "Cast"]:
    """Who takes part, and every contract that one of them provides or relies on."""
    from counterfoil.engine.contracts import load_named
    from counterfoil.verify.journeys.cast import cast_of

    # Which contracts describe messages is known once they are read: until then any might.
    wanted = sorted({*called, *cast_of(called, services).contracts})
    contracts = readable(run, load_named(run.config, wanted), wanted)
    messages = {name for name, each in contracts.items() if each.contract.kind is not Kind.OPENAPI}
    return contracts, cast_of(called, services, messages.__contains__)


def _report(run: Run, name: str, found: Sequence[Finding], played: "Played | None") -> Report:
    from counterfoil.engine.report import PROVED, WAIVED
    from counterfoil.engine.rules import ordered, settle, waived

    findings = (*found, *(played.findings if played else ()))
    facts: dict[str, Json] = {
        "journey": name,
        **(played.facts if played else {}),
        PROVED: list(played.proved) if played else [],
        NOT_COVERED: list(played.not_covered) if played else [f"journey {name}, which is not run"],
        WAIVED: list(waived(findings, run.config)),
        "seconds": dict(run.steps.seconds),
    }
    return Report(ordered(settle(findings, run.config, run.today)), facts)


def verify_journeys(run: Run, names: Sequence[str], jobs: int) -> Report:
    """Runs these journeys alone, each as `verify_journey` does, `jobs` of them at once."""
    from counterfoil.engine.journeys import journey_files
    from counterfoil.engine.report import PROVED
    from counterfoil.fold import examining

    files = journey_files(run.config)
    wanted = [_called(each, files).stem for each in dict.fromkeys(names)]
    with (
        run.steps("journeys", f"running {len(wanted)} journeys"),
        examining((), run.config.root, jobs, (), wanted) as fold,
    ):
        folded = fold()
    facts = {**folded.facts, PROVED: list(folded.proved), "seconds": dict(run.steps.seconds)}
    return Report(folded.findings, facts)
