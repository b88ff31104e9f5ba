"""Generating: contracts become the generated folder, or it is said where the folder differs from them."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from counterfoil import console, sentences
from counterfoil.engine.garbage import all_of_it_stays
from counterfoil.engine.kept import FOLDER, kept
from counterfoil.engine.loaded import Loaded
from counterfoil.engine.locks import alone
from counterfoil.engine.manifest import Manifest
from counterfoil.engine.manifest import load as load_manifest
from counterfoil.engine.standing import NOTHING, Standing, standing
from counterfoil.engine.survey import Found, survey
from counterfoil.engine.words import plural
from counterfoil.increments import Grown, grown
from counterfoil.model import Bundle, CannotRun, Config, Finding, Json, Record, Report
from counterfoil.planning import (
    Basis,
    Compiled,
    Done,
    compile_loaded,
    compile_some,
    counts,
    plan_key,
    planned,
    shared_paths,
)
from counterfoil.reading import Reading
from counterfoil.runs import Run, cache_of, jobs_for, load, needs, report, unreadable

if TYPE_CHECKING:
    from counterfoil.compile.workers import Workers
    from counterfoil.engine.reconcile import Written
    from counterfoil.engine.store import Store

_PATIENCE = 600
"""Seconds that a run waits for another one to end."""


def generate(
    run: Run,
    within: frozenset[str] | None = None,
    told: Mapping[str, Json] | None = None,
) -> Report:
    """Compiles the contracts that have changed, and writes the generated folder.

    Where reading finds an error nothing is written, so that no package is made of half a contract.
    What stands as the manifest has it is neither read nor compiled; contracts that are not `within`
    are taken to stand. `told` is added to the facts of the report.
    """
    with _alone(run.config):
        return _generate(run, within, told or {})


def _generate(run: Run, within: frozenset[str] | None, told: Mapping[str, Json]) -> Report:
    from counterfoil.engine.reconcile import complete

    config = run.config
    complete(config.root / config.generated)
    with run.steps("compare", f"comparing {config.generated}/"), all_of_it_stays():
        found = survey(config)
        known = load_manifest(config.root / config.generated) or Manifest({})
        with needs("compile"):
            same = known.key == plan_key(config)
        stands = standing(config, known, found, within) if same else NOTHING
    growing = _growing(run, found, stands)
    reading = Reading(run, found, stands, growing)
    with _crew(run, reading.unread) as crew:
        with run.steps("read", f"reading {config.contracts}/"):
            bundles = reading.bundles()
            first = next(bundles, None)
        if reading.has_errors:
            return _refused(run, reading, told)
        if not reading.fresh and not growing and _follows(config, known, stands, reading.compiled):
            return _nothing_made(run, reading, len(known.entries), told, within)
        # Never for `drift`, which proves what came of it.
        with cache_of(run) as store:
            fresh = () if first is None else chain((first,), bundles)
            done = _compiled(run, reading, fresh, crew, store)
            if reading.has_errors:
                return _refused(run, reading, told)
            compiled = planned(run, _basis(found, stands, reading, done), crew, store)
            written = _write(run, compiled)
    return _made(run, reading, (compiled, written), store, told, within)


def _basis(
    found: Sequence[Found], stands: Standing, reading: Reading, done: Sequence[Done]
) -> Basis:
    where = {each.id: each for each in found}
    return Basis(
        order=tuple(where),
        done=done,
        kept=reading.compiled,
        standing=stands,
        texts=reading.texts,
        bundles=reading.at_hand,
        found=where,
        grown=reading.grown,
    )


def _compiled(
    run: Run,
    reading: Reading,
    bundles: Iterable[Bundle],
    crew: "Workers | None",
    store: "Store",
) -> list[Done]:
    """What contracts compile into, which are read meanwhile; of no use once reading has found an error."""
    if crew is None:
        return []
    done: list[Done] = []
    with run.steps("compile", f"compiling {plural(len(reading.unread), 'contract')}"):
        for each in compile_some(run, bundles, reading.fresh, crew, store):
            done.append(each)
            if reading.has_errors:
                break
    return done


@contextmanager
def _crew(run: Run, unread: Sequence[Found]) -> Iterator["Workers | None"]:
    """Who compiles, if anything has to be: while contracts are read they prepare themselves."""
    if not unread:
        yield None
        return
    with needs("compile"):
        from counterfoil.compile.workers import workers
    with workers(jobs_for(run, sum(_size(each.entry.parent) for each in unread))) as crew:
        crew.warm()
        yield crew


def _size(folder: Path) -> int:
    """The bytes in a folder of a contract."""
    return sum(
        path.stat().st_size
        for at, _, names in os.walk(folder)
        for path in (Path(at, name) for name in names)
        if path.is_file()
    )


def _growing(run: Run, found: Sequence[Found], stands: Standing) -> Mapping[str, Grown]:
    from counterfoil.engine.store import is_off

    if all(each.id in stands.records for each in found) or is_off(run.config, run.variables):
        return {}
    with run.steps("increments", "looking at what has changed"), needs("compile"):
        return grown(run.config, found, stands, plan_key(run.config))


def _refused(run: Run, reading: Reading, told: Mapping[str, Json]) -> Report:
    kept_as_it_was = (
        f"{run.config.generated}/ is as it was: nothing is written while a contract has errors"
    )
    facts = {**counts(reading.records), "compiled": False, **told}
    return report(run, _loaded(reading), reading.findings, facts, (kept_as_it_was,))


def _follows(
    config: Config, known: Manifest, stands: Standing, records: Mapping[str, Record]
) -> bool:
    """Whether the folder is what the contracts amount to, none of which has changed."""
    shared = {
        path
        for path, each in known.entries.items()
        if not each.of
        and (path.endswith("/__init__.py") or each.emitter in ("suites", "documents"))
        and each.emitter != "runtime"
    }
    return (
        known.contracts.keys() == records.keys()
        and known.entries.keys() == stands.entries.keys()
        # A merge can take away what only both of its sides together need.
        and shared == shared_paths(records.values(), config)
    )


def _nothing_made(
    run: Run,
    reading: Reading,
    files: int,
    told: Mapping[str, Json],
    within: frozenset[str] | None,
) -> Report:
    records = reading.records
    left_out = (each for one in records for each in one.left_out)
    return report(
        run,
        _loaded(reading),
        (*reading.findings, *left_out),
        {**counts(records), "artifacts": files, "compiled": False, **told},
        (sentences.still_follows(run.config, _looked_at(records, within), files),),
    )


def _made(
    run: Run,
    reading: Reading,
    outcome: "tuple[Compiled, Written]",
    store: "Store",
    told: Mapping[str, Json],
    within: frozenset[str] | None,
) -> Report:
    compiled, written = outcome
    return report(
        run,
        _loaded(reading),
        (*reading.findings, *compiled.findings, *store.findings),
        {
            **compiled.facts,
            **asdict(written),
            "compiled": True,
            "increments": len(reading.grown),
            "cache": store.facts,
            **told,
        },
        (sentences.follows(run.config, _looked_at(reading.records, within), written),),
    )


def _loaded(reading: Reading) -> Loaded:
    """What a report tells of contracts that could not be read; of the others it has the numbers."""
    return Loaded((), tuple(reading.unreadable))


def _looked_at(records: Sequence[Record], within: frozenset[str] | None) -> dict[str, Json]:
    """The numbers of the contracts that were looked at; of others nothing is proved."""
    return counts(each for each in records if within is None or each.id in within)


@contextmanager
def _alone(config: Config) -> Iterator[None]:
    """No other run generates here meanwhile; one that does is waited for."""

    def waiting(holder: str) -> None:
        by = f"process {holder}" if holder else "another process"
        console.complain(f"counterfoil: {by} generates into {config.generated}/; waiting for it\n")

    try:
        path = kept(config.root) / "generating.lock"
        path.touch()
    except OSError:
        # Where nothing can be kept there is nothing to tell two runs apart by.
        yield
        return
    with alone(path, _PATIENCE, waiting) as entered:
        if not entered:
            raise CannotRun(
                f"another run has been generating into {config.generated}/ for"
                f" {_PATIENCE // 60} minutes",
                f"it holds {FOLDER}/{path.name}, which the operating system takes from it when it ends",
                "end that run, and run again",
            )
        yield


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


def _write(run: Run, compiled: Compiled) -> "Written":
    from counterfoil.engine.reconcile import write

    files = len(compiled.plan.artifacts) + len(compiled.plan.kept)
    with run.steps("write", f"writing {plural(files, 'file')}"):
        return write(compiled.plan, run.config.root / run.config.generated)


def drift_of(run: Run, compiled: Compiled) -> tuple[Finding, ...]:
    """Where the generated folder is not what was compiled."""
    from counterfoil.engine.reconcile import drift as compare

    with run.steps("compare", f"comparing {run.config.generated}/"):
        return compare(compiled.plan, run.config.root / run.config.generated)
