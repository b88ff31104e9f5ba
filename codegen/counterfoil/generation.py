"""Generating: contracts become the generated folder, or it is said where the folder differs from them."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from counterfoil import sentences
from counterfoil.engine.words import plural
from counterfoil.model import Bundle, Config, Finding, Place, Report
from counterfoil.runs import Run, has_errors, load, needs, report, unreadable

if TYPE_CHECKING:
    from counterfoil.compile import Compiled
    from counterfoil.engine.contracts import Loaded
    from counterfoil.engine.manifest import Manifest
    from counterfoil.engine.reconcile import Written
    from counterfoil.engine.store import Store


def generate(run: Run) -> Report:
    """Compiles every contract and writes the generated folder.

    Where reading finds an error nothing is written, so that no package is made of half a contract.
    Where neither a contract nor the toolkit has changed nothing is compiled.
    """
    loaded = load(run)
    if unreadable(loaded) or has_errors(run, loaded.findings):
        kept = (
            f"{run.config.generated}/ is as it was: nothing is written while a contract has errors"
        )
        return report(run, loaded, loaded.findings, {"compiled": False}, (kept,))
    standing = _standing(run, loaded)
    if standing is None:
        return _anew(run, loaded)
    return report(
        run,
        loaded,
        (*loaded.findings, *_placed(standing.findings, loaded.bundles)),
        {"artifacts": len(standing.entries), "compiled": False},
        (sentences.still_follows(run.config, loaded.bundles, len(standing.entries)),),
    )


def _anew(run: Run, loaded: "Loaded") -> Report:
    with _store(run) as store:
        compiled = compile_loaded(run, loaded, store)
        written = _write(run, compiled)
    return report(
        run,
        loaded,
        (*loaded.findings, *compiled.findings, *store.findings),
        {**compiled.facts, **asdict(written), "compiled": True, "cache": store.facts},
        (sentences.follows(run.config, loaded.bundles, written),),
    )


def _store(run: Run) -> "Store":
    """Where what was compiled before is looked up; never for `drift`, which proves what came of it."""
    from counterfoil.engine.store import open_store

    with needs("cache"):
        return open_store(run.config, run.variables)


def drift(run: Run) -> Report:
    """Compares the generated folder with what the contracts compile to; writes nothing."""
    loaded = load(run)
    if unreadable(loaded):
        return report(run, loaded, loaded.findings)
    compiled = compile_loaded(run, loaded)
    drifted = drift_of(run, compiled)
    return report(
        run,
        loaded,
        (*loaded.findings, *compiled.findings, *drifted),
        compiled.facts,
        sentences.files_that_match(run.config, compiled.plan, drifted),
    )


def compile_loaded(run: Run, loaded: "Loaded", store: "Store | None" = None) -> "Compiled":
    """The generated folder that the contracts amount to, documents and all; without a store, all anew."""
    with needs("compile"):
        from counterfoil.compile import compile_bundles
        from counterfoil.compile.workers import workers
        from counterfoil.engine.store import NOWHERE

        with (
            run.steps("compile", f"compiling {plural(len(loaded.bundles), 'contract')}"),
            workers(run.jobs) as crew,
        ):
            compiled = compile_bundles(loaded.bundles, run.config, crew, store or NOWHERE)
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


def drift_of(run: Run, compiled: "Compiled") -> tuple[Finding, ...]:
    """Where the generated folder is not what was compiled."""
    from counterfoil.engine.reconcile import drift as compare

    with run.steps("compare", f"comparing {run.config.generated}/"):
        return compare(compiled.plan, run.config.root / run.config.generated)
