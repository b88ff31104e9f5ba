"""Examines one provider: a service that is started for it, or whatever runs at a URL."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from counterfoil.model import Bundle, CannotRun, Finding, Headers, Json, Report, Severity
from counterfoil.runs import Run, needs, unreadable
from counterfoil.verify.consumers.accepting import Accepting, accepting
from counterfoil.verify.settings import REQUESTS

if TYPE_CHECKING:
    from counterfoil.engine.contracts import Loaded
    from counterfoil.verify.provided import Look, Verified
    from counterfoil.verify.running.environment import Home
    from counterfoil.verify.settings import Settings
    from counterfoil.verify.suites.consumer import Suite, Suited

NOT_COVERED = "not_covered"


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says about an examination."""

    seed: int = 0
    headers: Headers = ()
    strangers: Mapping[str, str] = field(default_factory=dict)
    """Security scheme → the credential of a second user."""
    replay: str = ""
    """The fingerprint of the finding whose case is to be repeated; empty for all of them."""
    requests: int = REQUESTS
    """For each operation, on average."""
    accept: bool = False
    """Whether what holds of consumers' expectations is written down."""


def verify_service(run: Run, name: str, options: Options) -> Report:
    """Runs a service, and examines every contract that it provides; then its suites against stubs."""
    from counterfoil.engine.contracts import contract_ids, load_named
    from counterfoil.engine.services import check_contracts, read_services, service_called

    service = service_called(name, read_services(run.config.root))
    check_contracts(service, contract_ids(run.config))
    wanted = (*service.provides, *service.consumes)
    with run.steps("read", f"reading {run.config.contracts}/"):
        contracts = readable(run, load_named(run.config, wanted), wanted)
    with needs("verify"):
        from counterfoil.verify.provided import Verified
        from counterfoil.verify.provided import verify_service as verify
        from counterfoil.verify.running.environment import Home
        from counterfoil.verify.suites.consumer import suites_of

        look, provided = _look(run, options, service.provides)
        service = replace(service, provides=provided)
        home = Home(run.config.root, run.config.root / run.config.generated)
        known = accepting(run.config.root, {each: contracts[each] for each in provided})
        settings = _settings(run, options)
        suites = () if options.replay else suites_of(name, contracts)
        if service.start or not suites:
            found = verify(service, contracts, home, settings, run.steps, known.look(look))
        else:
            found = Verified()
        suited = _suited(run, name, suites, home)
    return _report(run, name, found, _kept(known, found, options, name), suited)


def _suited(run: Run, name: str, suites: Sequence["Suite"], home: "Home") -> "Suited | None":
    """What the suites of a consumer show, where it has any."""
    from counterfoil.verify.suites.consumer import run_suites

    if not suites:
        return None
    with run.steps("suites", f"running the suites of {name}"):
        return run_suites(name, suites, home)


def verify_url(run: Run, contract: Path, url: str, options: Options) -> Report:
    """Examines whatever answers at a URL by one contract."""
    from counterfoil.engine.contracts import folder_around, load_file, relied_on

    folder = folder_around(contract, run.config.root)
    with run.steps("read", f"reading {contract}"):
        loaded = load_file(contract, folder)
        read = readable(run, loaded, [each.contract.id for each in loaded.bundles])
        contracts = {name: relied_on(each, folder) for name, each in read.items()}
    with needs("verify"):
        from counterfoil.verify.provided import verify_url as verify

        look, (provided, *_) = _look(run, options, tuple(contracts))
        known = accepting(folder, contracts)
        settings = _settings(run, options)
        found = verify(contracts[provided], url, settings, run.steps, known.look(look))
    named = f"--contract {contract} --url {url}"
    return _report(run, url, found, _kept(known, found, options, named))


def _look(run: Run, options: Options, provided: tuple[str, ...]) -> tuple["Look", tuple[str, ...]]:
    """How a provider is looked at, and by which of its contracts."""
    from counterfoil.verify.provided import everything

    if not options.replay:
        return everything, provided
    from counterfoil.verify.judging.journal import recall, repeat

    remembered = recall(run.config.root, options.replay)
    if remembered.case.contract not in provided:
        raise CannotRun(
            f"{options.replay} is a case of {remembered.case.contract}",
            f"and this provider keeps {', '.join(provided) or 'no contract'}",
            "Name the provider that it was found in.",
        )
    return partial(repeat, remembered), (remembered.case.contract,)


def _settings(run: Run, options: Options) -> "Settings":
    from counterfoil.verify.settings import Settings

    return Settings(
        seed=options.seed,
        requests=options.requests,
        headers=options.headers,
        strangers=options.strangers,
        coverage=run.config.coverage,
    )


def readable(run: Run, loaded: "Loaded", wanted: Sequence[str]) -> Mapping[str, Bundle]:
    """The contracts by id. Raises CannotRun where one that is needed cannot be read, or only in part."""
    from counterfoil.engine.expectations.paths import is_expectations
    from counterfoil.engine.rules import settle

    contracts = {each.contract.id: each for each in loaded.bundles}
    missing = [each for each in wanted if each not in contracts]
    settled = settle(loaded.findings, run.config, run.today)
    # What one consumer has not written well is a finding, and keeps nobody from examining the provider.
    errors = tuple(
        each
        for each in settled
        if each.severity is Severity.ERROR and not is_expectations(each.at.path)
    )
    if missing or errors or unreadable(loaded):
        raise _unreadable(dict.fromkeys((*unreadable(loaded), *errors)), missing)
    return contracts


def _unreadable(errors: Collection[Finding], missing: Sequence[str]) -> CannotRun:
    told = [f"{each.at.path}:{each.at.line}: {each.message}" for each in errors]
    more = [f"and {len(told) - _TOLD} more"] if len(told) > _TOLD else []
    fixes = [each.fix for each in errors if each.fix]
    return CannotRun(
        f"{', '.join(missing) or 'the contract'} cannot be read"
        f"{'' if missing else ' as a whole'}",
        "\n".join((*told[:_TOLD], *more)),
        fixes[0] if len(set(fixes)) == 1 else _CORRECT,
    )


_TOLD = 8
_CORRECT = "Correct the contract; `counterfoil lint` says the same, and more."


def _own(facts: Mapping[str, Json]) -> dict[str, Json]:
    """The facts that are not lifted into those of the whole report."""
    from counterfoil.engine.report import PROVED

    return {name: each for name, each in facts.items() if name not in (NOT_COVERED, PROVED)}


def _each(found: "Verified", name: str) -> Iterator[str]:
    for examined in found.examined.values():
        yield from examined.facts.get(name, ())


def _failing(found: "Verified", name: str) -> tuple[str, ...]:
    """What is told of the time when what the service relies on failed."""
    return getattr(found.failing, name) if found.failing is not None else ()


def _started(provider: str, found: "Verified") -> Iterator[str]:
    """What is known of a service that provides nothing."""
    if found.log and not found.examined and not found.findings:
        yield f"{provider} starts and is ready, and provides nothing that can be asked for"


@dataclass(frozen=True, slots=True)
class _Kept:
    """What there is to say of the files that say what holds of consumers' expectations."""

    findings: tuple[Finding, ...] = ()
    proved: tuple[str, ...] = ()


def _kept(known: Accepting, found: "Verified", options: Options, provider: str) -> _Kept:
    """Compares these files with what held, or writes them."""
    broken = tuple(known.broken())
    if options.replay:
        return _Kept(broken)
    if options.accept:
        return _Kept(broken, tuple(known.accept(found.examined)))
    command = f"counterfoil verify {provider}"
    return _Kept((*broken, *known.differing(found.examined, command)))


def _report(
    run: Run, provider: str, found: "Verified", kept: _Kept, suited: "Suited | None" = None
) -> Report:
    from counterfoil.engine.report import CONTRACTS, PROVED, WAIVED
    from counterfoil.engine.rules import ordered, settle, waived
    from counterfoil.verify.judging.journal import keep

    keep(run.config.root, found.examined)
    findings = (
        *found.findings,
        *(f for each in found.examined.values() for f in each.findings),
        *kept.findings,
        *(suited.findings if suited else ()),
    )
    facts: dict[str, Json] = {
        "provider": provider,
        CONTRACTS: {name: _own(each.facts) for name, each in found.examined.items()},
        NOT_COVERED: [
            *_each(found, NOT_COVERED),
            *_failing(found, NOT_COVERED),
            *(f"{each} (messages)" for each in found.messages),
            *(suited.not_covered if suited else ()),
        ],
        **({"suites": dict(suited.facts)} if suited and suited.facts else {}),
        **({"resilience": dict(found.failing.facts)} if found.failing else {}),
        **({"log": found.log} if found.log else {}),
        WAIVED: list(waived(findings, run.config)),
        PROVED: [
            *_each(found, PROVED),
            *kept.proved,
            *_failing(found, PROVED),
            *_started(provider, found),
            *(suited.proved if suited else ()),
        ],
        "seconds": dict(run.steps.seconds),
    }
    return Report(ordered(settle(findings, run.config, run.today)), facts)
