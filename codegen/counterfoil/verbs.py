"""What each verb does: a configuration goes in, a report comes out."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from counterfoil import sentences
from counterfoil.engine.words import plural
from counterfoil.model import Bundle, CannotRun, Config, Finding, Json, Place, Report, Severity
from counterfoil.progress import Steps

if TYPE_CHECKING:
    from counterfoil.compats import Compared, Tell
    from counterfoil.compile import Compiled
    from counterfoil.engine.contracts import Loaded
    from counterfoil.engine.manifest import Manifest
    from counterfoil.engine.reconcile import Written


@dataclass(frozen=True, slots=True)
class Run:
    """A monorepo, the day on which it is looked at, and where progress goes."""

    config: Config
    today: date
    steps: Steps


def lint(run: Run) -> Report:
    """Looks at every contract with every rule."""
    loaded = _load(run)
    found, holds = _linted(run, loaded)
    return _report(run, loaded, found, proved=holds)


def generate(run: Run) -> Report:
    """Compiles every contract and writes the generated folder.

    Where reading finds an error nothing is written, so that no package is made of half a contract.
    Where neither a contract nor the toolkit has changed nothing is compiled.
    """
    loaded = _load(run)
    if unreadable(loaded) or has_errors(run, loaded.findings):
        kept = (
            f"{run.config.generated}/ is as it was: nothing is written while a contract has errors"
        )
        return _report(run, loaded, loaded.findings, {"compiled": False}, (kept,))
    standing = _standing(run, loaded)
    if standing is None:
        return _compiled_anew(run, loaded)
    return _report(
        run,
        loaded,
        (*loaded.findings, *_placed(standing.findings, loaded.bundles)),
        {"artifacts": len(standing.entries), "compiled": False},
        (sentences.still_follows(run.config, loaded.bundles, len(standing.entries)),),
    )


def _compiled_anew(run: Run, loaded: "Loaded") -> Report:
    compiled = _compile(run, loaded)
    written = _write(run, compiled)
    return _report(
        run,
        loaded,
        (*loaded.findings, *compiled.findings),
        {**compiled.facts, **asdict(written), "compiled": True},
        (sentences.follows(run.config, loaded.bundles, written),),
    )


def drift(run: Run) -> Report:
    """Compares the generated folder with what the contracts compile to; writes nothing."""
    loaded = _load(run)
    if unreadable(loaded):
        return _report(run, loaded, loaded.findings)
    compiled = _compile(run, loaded)
    drifted = _drift(run, compiled)
    return _report(
        run,
        loaded,
        (*loaded.findings, *compiled.findings, *drifted),
        compiled.facts,
        sentences.files_that_match(run.config, compiled.plan, drifted),
    )


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
    return _report(run, loaded, found, since.facts, since.proved)


def compat_files(run: Run, before: Path, after: Path, tell: "Tell") -> Report:
    """Compares two documents, each of any format that can be read."""
    from counterfoil.compat.settings import terms_of
    from counterfoil.compats import compared_files
    from counterfoil.engine.contracts import Loaded

    with run.steps("read", f"reading {before} and {after}"):
        one, other = (_document(run, each) for each in (before, after))
    both = Loaded((*one.bundles, *other.bundles), (*one.findings, *other.findings))
    if not one.bundles or not other.bundles:
        return _report(run, both, both.findings)
    (baseline,), (candidate,) = one.bundles, other.bundles
    terms = terms_of(candidate.contract.id, run.config.compat, run.today)
    with _comparing(run, both):
        since = compared_files(str(before), baseline, candidate, terms, tell)
    return _report(run, both, (*both.findings, *since.findings), since.facts, since.proved)


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
        loaded = _load(run)
        contracts = _contracts(run, loaded)
        with run.steps("services", f"examining {plural(len(services), 'service')}"):
            folded = fold()
    found = (*contracts.findings, *folded.findings)
    if not unreadable(loaded) and not folded.not_run and not contracts.missing:
        found += _unused_waivers(found, folded.waived, run.config)
    idle = [sentences.not_started(each) for each in services if each.provides and not each.start]
    return _report(
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
    compiled = _compile(run, loaded)
    drifted = _drift(run, compiled)
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


def _load(run: Run) -> "Loaded":
    from counterfoil.engine.contracts import load

    with run.steps("read", f"reading {run.config.contracts}/"):
        return load(run.config)


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


def _compile(run: Run, loaded: "Loaded") -> "Compiled":
    with needs("compile"):
        from counterfoil.compile import compile_bundles

        with run.steps("compile", f"compiling {plural(len(loaded.bundles), 'contract')}"):
            compiled = compile_bundles(loaded.bundles, run.config)
    return _documented(run, loaded, compiled)


def _documented(run: Run, loaded: "Loaded", compiled: "Compiled") -> "Compiled":
    """With the documents that follow from comparing versions of the same contract."""
    from counterfoil.compat.documents.files import documents

    with run.steps("documents", "writing what changed from version to version"):
        made = documents(loaded.bundles, run.config)
    artifacts = sorted((*compiled.plan.artifacts, *made), key=lambda each: each.path)
    return replace(
        compiled,
        plan=replace(compiled.plan, artifacts=tuple(artifacts), key=_plan_key(run.config)),
        facts={**compiled.facts, "artifacts": len(artifacts)},
    )


def _plan_key(config: Config) -> str:
    """What decides the generated folder beside the contracts."""
    from counterfoil.compat.documents.files import key as documents_key
    from counterfoil.compile.versions import key
    from counterfoil.engine.manifest import digest

    return digest(f"{key(config)};{documents_key(config)}")


def _standing(run: Run, loaded: "Loaded") -> "Manifest | None":
    """The manifest of the generated folder, where compiling again would write the same."""
    from counterfoil.engine import manifest
    from counterfoil.engine.reconcile import unchanged

    folder = run.config.root / run.config.generated
    with needs("compile"), run.steps("compare", f"comparing {run.config.generated}/"):
        from counterfoil.compile.versions import sources

        known = manifest.load(folder)
        if (
            known is None
            or known.key != _plan_key(run.config)
            or known.sources != sources(loaded.bundles)
        ):
            return None
        return known if unchanged(folder, known) else None


def _placed(findings: Sequence[Finding], bundles: Sequence[Bundle]) -> tuple[Finding, ...]:
    """Findings that are known by path and pointer alone, with their lines and columns."""
    sources = {source.path: source for bundle in bundles for source in bundle.sources}
    return tuple(
        (
            replace(each, at=Place(sources[each.at.path], each.at.pointer).at)
            if each.at.path in sources
            else each
        )
        for each in findings
    )


def _write(run: Run, compiled: "Compiled") -> "Written":
    from counterfoil.engine.reconcile import write

    with run.steps("write", f"writing {plural(len(compiled.plan.artifacts), 'file')}"):
        return write(compiled.plan, run.config.root / run.config.generated)


def _drift(run: Run, compiled: "Compiled") -> tuple[Finding, ...]:
    from counterfoil.engine.reconcile import drift as compare

    with run.steps("compare", f"comparing {run.config.generated}/"):
        return compare(compiled.plan, run.config.root / run.config.generated)


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


def _report(
    run: Run,
    loaded: "Loaded",
    found: Sequence[Finding],
    facts: Mapping[str, Json] | None = None,
    proved: Sequence[str] = (),
) -> Report:
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
