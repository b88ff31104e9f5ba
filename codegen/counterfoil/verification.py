"""Verifying: contracts, generated code, services and journeys, in one report."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from counterfoil import sentences
from counterfoil.engine.words import plural
from counterfoil.generation import drift_of
from counterfoil.model import Bundle, Config, Finding, Json, Report
from counterfoil.planning import Compiled, compile_loaded
from counterfoil.runs import Run, cache_of, report, unreadable
from counterfoil.scope import WHOLE, Scope, among
from counterfoil.verbs import by_rules, comparing, journeys_as_written

if TYPE_CHECKING:
    from counterfoil.compats import Compared
    from counterfoil.earlier import Earlier
    from counterfoil.engine.contracts import Loaded
    from counterfoil.engine.services import Service

UNUSED_WAIVERS = "waivers that waive nothing any more: only a run of everything can tell"

TOGETHER = "has for all contracts together: only a run of everything compiles it"


def verify(run: Run, jobs: int, options: Sequence[str], scope: Scope = WHOLE) -> Report:
    """Everything that CI has to know, in one report; says which parts it does not cover, and why.

    Services are examined while contracts are looked at, `jobs` of them at once; `options` are passed
    on to each examination.
    """
    seen = _seen(run, jobs, options, scope)
    unused = seen.unused_waivers or () if scope.is_whole else ()
    return report(run, seen.loaded, (*seen.findings, *unused), seen.facts, seen.proved)


def verify_part(
    run: Run, jobs: int, options: Sequence[str], scope: Scope
) -> tuple[Report, tuple[Finding, ...] | None]:
    """The same of a part, and a finding for each waiver that waives nothing of it; None where that
    cannot be judged."""
    from counterfoil.engine.rules import settle

    seen = _seen(run, jobs, options, scope)
    unused = seen.unused_waivers
    settled = None if unused is None else settle(unused, run.config, run.today)
    return report(run, seen.loaded, seen.findings, seen.facts, seen.proved), settled


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a run has found and proved, before settings have a say."""

    loaded: "Loaded"
    findings: tuple[Finding, ...]
    facts: Mapping[str, Json]
    proved: tuple[str, ...]
    unused_waivers: tuple[Finding, ...] | None
    """None where something was not looked at that they may waive."""


def _seen(run: Run, jobs: int, options: Sequence[str], scope: Scope) -> _Seen:
    from counterfoil.engine.contracts import contract_ids
    from counterfoil.engine.journeys import journey_files
    from counterfoil.engine.services import read_services
    from counterfoil.fold import examining

    services = read_services(run.config.root)
    started = [each for each in startable(run.config, services) if _is_among(each, scope.services)]
    journeys = sorted(among(scope.journeys, journey_files(run.config)))
    ids = contract_ids(run.config)
    with (
        _proved_before(run, options) as before,
        examining(started, run.config.root, jobs, options, journeys, before.asked) as fold,
    ):
        loaded = _load(run, among(scope.contracts, ids))
        contracts = _contracts(run, loaded, scope)
        with run.steps("services", f"examining {plural(len(started), 'service')}"):
            folded = fold()
    found = (*contracts.findings, *folded.findings, *before.store.findings)
    idle = [each for each in services if each.provides and not each.start]
    told = [sentences.not_started(each) for each in idle if _is_among(each, scope.idle)]
    is_blind = bool(unreadable(loaded) or folded.not_run or contracts.missing)
    return _Seen(
        loaded,
        found,
        {
            **contracts.facts,
            **folded.facts,
            **scope.facts,
            **before.facts,
            "not_covered": [*contracts.missing, *told, *scope.missing],
        },
        (*contracts.proved, *_without_providers(services, scope), *folded.proved),
        None if is_blind else _unused_waivers(found, folded.waived, run.config),
    )


def startable(config: Config, services: Sequence["Service"]) -> tuple["Service", ...]:
    """The services that can be examined: they can be started, or have suites."""
    from counterfoil.engine.suites import relies_on

    return tuple(each for each in services if each.start or relies_on(config, each.name))


def _is_among(service: "Service", names: frozenset[str] | None) -> bool:
    return names is None or service.name in names


def _without_providers(services: Sequence["Service"], scope: Scope) -> tuple[str, ...]:
    return sentences.without_providers(services) if scope.idle is None else ()


def _load(run: Run, ids: frozenset[str]) -> "Loaded":
    from counterfoil.engine.contracts import Loaded, load_named

    if not ids:
        return Loaded((), ())
    with run.steps("read", f"reading {run.config.contracts}/"):
        return load_named(run.config, ids)


def verify_services(run: Run, names: Sequence[str], jobs: int, options: Sequence[str]) -> Report:
    """Examines these services alone, each as `verify_service` does, `jobs` of them at once."""
    from counterfoil.engine.services import read_services, service_called
    from counterfoil.fold import examining

    known = read_services(run.config.root)
    services = [service_called(each, known) for each in dict.fromkeys(names)]
    with (
        run.steps("services", f"examining {plural(len(services), 'service')}"),
        _proved_before(run, options) as before,
        examining(services, run.config.root, jobs, options, asked=before.asked) as fold,
    ):
        folded = fold()
    proved, seconds = list(folded.proved), dict(run.steps.seconds)
    facts = {**folded.facts, **before.facts, "proved": proved, "seconds": seconds}
    return Report((*folded.findings, *before.store.findings), facts)


@contextmanager
def _proved_before(run: Run, options: Sequence[str]) -> "Iterator[Earlier]":
    """What is known of services and journeys, where settings ask for it."""
    from counterfoil.earlier import Earlier, earlier

    if not run.config.cache.verify:
        yield Earlier()
        return
    with cache_of(run) as store, earlier(run.config, options, run.today, store) as before:
        yield before


@dataclass(frozen=True, slots=True)
class _Contracts:
    """What contracts and generated folder have shown, and what could not be looked at."""

    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)
    proved: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def _contracts(run: Run, loaded: "Loaded", scope: Scope) -> _Contracts:
    from counterfoil.engine.journeys import journey_files

    journeys = among(scope.written, journey_files(run.config))
    wrong, fit = journeys_as_written(run, journeys, _called(run, loaded, scope))
    if scope.contracts == frozenset():
        return _Contracts(wrong, proved=fit)
    linted, holds = by_rules(run, loaded)
    since = _compared(run, loaded, scope)
    found, proved = (*linted, *wrong, *since.findings), (*holds, *fit, *since.proved)
    if unreadable(loaded):
        return _Contracts(found, since.facts, proved, ("drift", *since.missing))
    compiled, drifted = _drifted(run, loaded, scope)
    return _Contracts(
        (*found, *compiled.findings, *drifted),
        {**compiled.facts, **since.facts},
        (*proved, *sentences.files_that_match(run.config, compiled.plan, drifted)),
        since.missing,
    )


def _called(run: Run, loaded: "Loaded", scope: Scope) -> tuple[Bundle, ...]:
    """The contracts, with those beside them that the journeys call."""
    from counterfoil.engine.contracts import load_named

    beside = scope.called - {each.contract.id for each in loaded.bundles}
    return (*loaded.bundles, *(load_named(run.config, beside).bundles if beside else ()))


def _compared(run: Run, loaded: "Loaded", scope: Scope) -> "Compared":
    from counterfoil.compat.findings import findings
    from counterfoil.compats import Asked, compared

    with comparing(run, loaded):
        return compared(Asked(run.config, run.today, loaded, findings, within=scope.contracts))


def _drifted(run: Run, loaded: "Loaded", scope: Scope) -> tuple[Compiled, tuple[Finding, ...]]:
    """What the contracts compile to, and where the generated folder is something else."""
    from counterfoil.engine.partial import drift_of_part, part

    compiled = compile_loaded(run, loaded)
    if scope.contracts is None or scope.owners is None:
        return compiled, drift_of(run, compiled)
    folder = run.config.root / run.config.generated
    own = replace(compiled, plan=part(compiled.plan, scope.owners, scope.contracts))
    with run.steps("compare", f"comparing {run.config.generated}/"):
        return own, drift_of_part(own.plan, folder, scope.owners, scope.contracts)


def _unused_waivers(
    found: Sequence[Finding], waived: Sequence[str], config: Config
) -> tuple[Finding, ...]:
    from counterfoil.engine.rules import unused_waivers

    return tuple(each for each in unused_waivers(found, config) if each.subject not in waived)
