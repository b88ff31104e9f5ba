"""What each verb does: a configuration goes in, a report comes out."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from counterfoil import sentences
from counterfoil.engine.words import plural
from counterfoil.generation import compile_loaded, drift_of
from counterfoil.model import Config, Finding, Json, Report
from counterfoil.runs import Run, load, report, unreadable

if TYPE_CHECKING:
    from counterfoil.compats import Compared, Tell
    from counterfoil.engine.contracts import Loaded


def lint(run: Run) -> Report:
    """Looks at every contract with every rule."""
    loaded = load(run)
    found, holds = _linted(run, loaded)
    return report(run, loaded, found, proved=holds)


def compat(run: Run, baseline: str, tell: "Tell") -> Report:
    """Compares every contract with what it was at a baseline; without one, with the configured one."""
    from counterfoil.compats import Asked, compared_with, needless
    from counterfoil.engine.baselines import STANDARD
    from counterfoil.engine.baselines import baseline as standing
    from counterfoil.engine.contracts import contract_ids, load_named

    name = baseline or run.config.compat.baseline or STANDARD
    known = contract_ids(run.config)
    with ExitStack() as opened:
        with run.steps("baseline", f"looking up {name}"):
            was = opened.enter_context(standing(name, run.config))
        same = needless(was, run.config)
        with run.steps("read", f"reading {run.config.contracts}/"):
            loaded = load_named(run.config, known - same)
        with _comparing(run, loaded):
            since = compared_with(was, Asked(run.config, run.today, loaded, tell, same))
    found = (*loaded.findings, *since.findings)
    return report(run, loaded, found, since.facts, since.proved)


def compat_files(run: Run, before: Path, after: Path, tell: "Tell") -> Report:
    """Compares two documents, each of any format that can be read."""
    from counterfoil.compat.settings import terms_of
    from counterfoil.compats import compared_files
    from counterfoil.engine.contracts import Loaded

    with run.steps("read", f"reading {before} and {after}"):
        one, other = (_document(run, each) for each in (before, after))
    both = Loaded((*one.bundles, *other.bundles), (*one.findings, *other.findings))
    if not one.bundles or not other.bundles:
        return report(run, both, both.findings)
    (baseline,), (candidate,) = one.bundles, other.bundles
    terms = terms_of(candidate.contract.id, run.config.compat, run.today)
    with _comparing(run, both):
        since = compared_files(str(before), baseline, candidate, terms, tell)
    return report(run, both, (*both.findings, *since.findings), since.facts, since.proved)


def _document(run: Run, path: Path) -> "Loaded":
    """One document, with what consumers rely on where it is the contract of a version folder."""
    from counterfoil.engine.contracts import folder_around, load_file, relied_on

    folder = folder_around(path, run.config.root)
    loaded = load_file(path, folder)
    return replace(loaded, bundles=tuple(relied_on(each, folder) for each in loaded.bundles))


def verify(run: Run, jobs: int, options: Sequence[str]) -> Report:
    """Everything that CI has to know, in one report; says which parts it does not cover, and why.

    Services are examined while contracts are looked at, `jobs` of them at once; `options` are passed
    on to each examination.
    """
    from counterfoil.engine.journeys import journey_files
    from counterfoil.engine.services import read_services
    from counterfoil.engine.suites import relies_on
    from counterfoil.fold import examining

    services = read_services(run.config.root)
    started = [each for each in services if each.start or relies_on(run.config, each.name)]
    journeys = sorted(journey_files(run.config))
    with examining(started, run.config.root, jobs, options, journeys) as fold:
        loaded = load(run)
        contracts = _contracts(run, loaded)
        with run.steps("services", f"examining {plural(len(services), 'service')}"):
            folded = fold()
    found = (*contracts.findings, *folded.findings)
    if not unreadable(loaded) and not folded.not_run and not contracts.missing:
        found += _unused_waivers(found, folded.waived, run.config)
    idle = [sentences.not_started(each) for each in services if each.provides and not each.start]
    return report(
        run,
        loaded,
        found,
        {
            **contracts.facts,
            **folded.facts,
            "not_covered": [*contracts.missing, *idle],
        },
        (*contracts.proved, *folded.proved, *sentences.without_providers(services)),
    )


def verify_services(run: Run, names: Sequence[str], jobs: int, options: Sequence[str]) -> Report:
    """Examines these services alone, each as `verify_service` does, `jobs` of them at once."""
    from counterfoil.engine.services import read_services, service_called
    from counterfoil.fold import examining

    known = read_services(run.config.root)
    services = [service_called(each, known) for each in dict.fromkeys(names)]
    with (
        run.steps("services", f"examining {plural(len(services), 'service')}"),
        examining(services, run.config.root, jobs, options) as fold,
    ):
        folded = fold()
    facts = {**folded.facts, "proved": list(folded.proved), "seconds": dict(run.steps.seconds)}
    return Report(folded.findings, facts)


@dataclass(frozen=True, slots=True)
class _Contracts:
    """What contracts and generated folder have shown, and what could not be looked at."""

    findings: tuple[Finding, ...]
    facts: Mapping[str, Json]
    proved: tuple[str, ...]
    missing: tuple[str, ...] = ()


def _contracts(run: Run, loaded: "Loaded") -> _Contracts:
    linted, holds = _linted(run, loaded)
    since = _compared(run, loaded)
    found, proved = (*linted, *since.findings), (*holds, *since.proved)
    if unreadable(loaded):
        return _Contracts(found, since.facts, proved, ("drift", *since.missing))
    compiled = compile_loaded(run, loaded)
    drifted = drift_of(run, compiled)
    return _Contracts(
        (*found, *compiled.findings, *drifted),
        {**compiled.facts, **since.facts},
        (*proved, *sentences.files_that_match(run.config, compiled.plan, drifted)),
        since.missing,
    )


def _compared(run: Run, loaded: "Loaded") -> "Compared":
    from counterfoil.compat.findings import findings
    from counterfoil.compats import Asked, compared

    with _comparing(run, loaded):
        return compared(Asked(run.config, run.today, loaded, findings))


def _comparing(run: Run, loaded: "Loaded") -> AbstractContextManager[None]:
    return run.steps("compatibility", f"comparing {plural(len(loaded.bundles), 'contract')}")


def _unused_waivers(
    found: Sequence[Finding], waived: Sequence[str], config: Config
) -> tuple[Finding, ...]:
    from counterfoil.engine.rules import unused_waivers

    return tuple(each for each in unused_waivers(found, config) if each.subject not in waived)


def _lint(run: Run, loaded: "Loaded") -> tuple[Finding, ...]:
    from counterfoil.lint import lint as look

    with run.steps("lint", f"looking at {plural(len(loaded.bundles), 'contract')}"):
        return look(loaded.bundles, run.config, run.today)


def _linted(run: Run, loaded: "Loaded") -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """What is wrong with contracts and journeys as they are written, and what holds."""
    from counterfoil.engine.journeys import check_journey, journey_files, read_journeys

    found = (*loaded.findings, *_lint(run, loaded))
    holds = sentences.rules_that_hold(run.config, loaded.bundles, found)
    if not journey_files(run.config):
        return found, holds
    with run.steps("journeys", "looking at journeys"):
        read = read_journeys(run.config)
        checked = (each for one in read.journeys for each in check_journey(one, loaded.bundles))
        wrong = (*read.findings, *checked)
    return (*found, *wrong), (*holds, *sentences.journeys_that_fit(read.journeys, wrong))
