"""Examines one provider: a service that is started for it, or whatever runs at a URL."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from counterfoil.model import Bundle, CannotRun, Finding, Headers, Json, Report, Severity
from counterfoil.verbs import Run, needs, unreadable

if TYPE_CHECKING:
    from counterfoil.engine.contracts import Loaded
    from counterfoil.verify.provided import Look, Verified
    from counterfoil.verify.settings import Settings

NOT_COVERED = "not_covered"


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says about an examination."""

    seed: int = 0
    headers: Headers = ()
    replay: str = ""
    """The fingerprint of the finding whose case is to be repeated; empty for all of them."""
    requests: int = 36
    """For each operation, on average."""


def verify_service(run: Run, name: str, options: Options) -> Report:
    """Runs a service, and examines every contract that it provides."""
    from counterfoil.engine.contracts import contract_ids, load_named
    from counterfoil.engine.services import check_contracts, read_services, service_called

    service = service_called(name, read_services(run.config.root))
    check_contracts(service, contract_ids(run.config))
    wanted = (*service.provides, *service.consumes)
    with run.steps("read", f"reading {run.config.contracts}/"):
        contracts = _readable(run, load_named(run.config, wanted), wanted)
    with needs("verify"):
        from counterfoil.verify.environment import Home
        from counterfoil.verify.provided import verify_service as verify

        look, provided = _look(run, options, service.provides)
        service = replace(service, provides=provided)
        home = Home(run.config.root, run.config.root / run.config.generated)
        found = verify(service, contracts, home, _settings(run, options), run.steps, look)
    return _report(run, name, found)


def verify_url(run: Run, contract: Path, url: str, options: Options) -> Report:
    """Examines whatever answers at a URL by one contract."""
    from counterfoil.engine.contracts import folder_around, load_file

    with run.steps("read", f"reading {contract}"):
        loaded = load_file(contract, folder_around(contract, run.config.root))
        contracts = _readable(run, loaded, [each.contract.id for each in loaded.bundles])
    with needs("verify"):
        from counterfoil.verify.provided import verify_url as verify

        look, (provided, *_) = _look(run, options, tuple(contracts))
        found = verify(contracts[provided], url, _settings(run, options), run.steps, look)
    return _report(run, url, found)


def _look(run: Run, options: Options, provided: tuple[str, ...]) -> tuple["Look", tuple[str, ...]]:
    """How a provider is looked at, and by which of its contracts."""
    from counterfoil.verify.provided import everything

    if not options.replay:
        return everything, provided
    from counterfoil.verify.journal import recall, repeat

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
        coverage=run.config.coverage,
    )


def _readable(run: Run, loaded: "Loaded", wanted: Sequence[str]) -> Mapping[str, Bundle]:
    """The contracts by id. Raises CannotRun where one that is needed cannot be read, or only in part."""
    from counterfoil.engine.rules import settle

    contracts = {each.contract.id: each for each in loaded.bundles}
    missing = [each for each in wanted if each not in contracts]
    settled = settle(loaded.findings, run.config, run.today)
    errors = tuple(each for each in settled if each.severity is Severity.ERROR)
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


def _started(provider: str, found: "Verified") -> Iterator[str]:
    """What is known of a service that provides nothing."""
    if not found.examined and not found.findings:
        yield f"{provider} starts and is ready, and provides nothing that can be asked for"


def _report(run: Run, provider: str, found: "Verified") -> Report:
    from counterfoil.engine.report import CONTRACTS, PROVED, WAIVED
    from counterfoil.engine.rules import ordered, settle, waived
    from counterfoil.verify.journal import keep

    keep(run.config.root, found.examined)
    findings = (*found.findings, *(f for each in found.examined.values() for f in each.findings))
    facts: dict[str, Json] = {
        "provider": provider,
        CONTRACTS: {name: _own(each.facts) for name, each in found.examined.items()},
        NOT_COVERED: [
            *_each(found, NOT_COVERED),
            *(f"{each} (messages)" for each in found.messages),
        ],
        **({"log": found.log} if found.log else {}),
        WAIVED: list(waived(findings, run.config)),
        PROVED: [*_each(found, PROVED), *_started(provider, found)],
        "seconds": dict(run.steps.seconds),
    }
    return Report(ordered(settle(findings, run.config, run.today)), facts)
