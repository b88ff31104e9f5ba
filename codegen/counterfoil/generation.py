"""Generating: contracts become the generated folder, or it is said where the folder differs from them."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from counterfoil import console, sentences
from counterfoil.engine.garbage import all_of_it_stays
from counterfoil.engine.kept import FOLDER, kept
from counterfoil.engine.loaded import Loaded
from counterfoil.engine.locks import alone
from counterfoil.engine.manifest import Manifest
from counterfoil.engine.manifest import load as load_manifest
from counterfoil.engine.standing import NOTHING, Standing, reads_alike, record_of, standing
from counterfoil.engine.strangers import strangers_told
from counterfoil.engine.survey import Found, survey
from counterfoil.engine.words import plural
from counterfoil.increments import Grown, grown
from counterfoil.model import Bundle, CannotRun, Config, Finding, Json, Record, Report
from counterfoil.planning import (
    Basis,
    Compiled,
    Read,
    compile_basis,
    compile_loaded,
    counts,
    plan_key,
    shared_paths,
)
from counterfoil.runs import Run, cache_of, has_errors, jobs_for, load, needs, report, unreadable

if TYPE_CHECKING:
    from counterfoil.compile.workers import Workers
    from counterfoil.engine.reconcile import Written

_PATIENCE = 600
"""Seconds that a run waits for another one to end."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """The contracts: those that were read, and those of which it is known what reading them gives."""

    loaded: Loaded
    compiled: Mapping[str, Record]
    """Those that need not be compiled."""
    fresh: tuple[Bundle, ...]
    """Those that have to be."""
    findings: tuple[Finding, ...]
    """Of reading, then or now."""

    def records(self, config: Config) -> list[Record]:
        """What is known of all of them."""
        return [*self.compiled.values(), *(record_of(each, config.root) for each in self.fresh)]


def generate(
    run: Run,
    within: frozenset[str] | None = None,
    told: Mapping[str, Json] | None = None,
    read: Read | None = None,
) -> Report:
    """Compiles the contracts that have changed, and writes the generated folder.

    Where reading finds an error nothing is written, so that no package is made of half a contract.
    What stands as the manifest has it is neither read nor compiled; contracts that are not `within`
    are taken to stand. `told` is added to the facts of the report, and `read` reads contracts.
    """
    with _alone(run.config):
        return _generate(run, within, told or {}, read or _read)


def _generate(
    run: Run, within: frozenset[str] | None, told: Mapping[str, Json], read: Read
) -> Report:
    from counterfoil.engine.reconcile import complete

    config = run.config
    complete(config.root / config.generated)
    with run.steps("compare", f"comparing {config.generated}/"), all_of_it_stays():
        found = survey(config)
        known = load_manifest(config.root / config.generated) or Manifest({})
        same = known.key == plan_key(config)
        stands = standing(config, known, found, within) if same else NOTHING
    growing = _growing(run, found, stands)
    with _crew(run, found, {*stands.records, *growing}) as crew:
        looked = _look(run, found, stands, read, growing)
        if unreadable(looked.loaded) or has_errors(run, looked.findings):
            return _refused(run, looked, told)
        if not looked.fresh and not growing and _follows(config, known, stands, looked.compiled):
            return _nothing_made(run, looked, len(known.entries), told, within)
        ids = tuple(dict.fromkeys(each.id for each in found))
        basis = Basis(ids, looked.fresh, looked.compiled, stands, read, growing)
        return _made(run, looked, basis, crew, told, within)


@contextmanager
def _crew(run: Run, found: Sequence[Found], done: Collection[str]) -> Iterator["Workers | None"]:
    """Who compiles, if anything has to be: while contracts are read they prepare themselves."""
    if all(each.id in done for each in found):
        yield None
        return
    with needs("compile"):
        from counterfoil.compile.workers import workers
    changed = {each.entry.parent for each in found if each.id not in done}
    with workers(jobs_for(run, sum(map(_size, changed)))) as crew:
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


def _refused(run: Run, looked: _Looked, told: Mapping[str, Json]) -> Report:
    kept_as_it_was = (
        f"{run.config.generated}/ is as it was: nothing is written while a contract has errors"
    )
    facts = {**counts(looked.records(run.config)), "compiled": False, **told}
    return report(run, looked.loaded, looked.findings, facts, (kept_as_it_was,))


def _look(
    run: Run,
    found: Sequence[Found],
    stands: Standing,
    read: Read,
    growing: Mapping[str, Grown],
) -> _Looked:
    config = run.config
    loaded = Loaded((), ())
    known = {**stands.records, **{name: each.record for name, each in growing.items()}}
    unread = {each.id for each in found} - known.keys()
    if unread or not found:
        from counterfoil.engine.contracts import contract_ids

        with run.steps("read", f"reading {config.contracts}/"):
            loaded = read(config, unread or contract_ids(config))
    compiled, fresh = dict(known), []
    for bundle in loaded.bundles:
        was = stands.remembered.get(bundle.contract.id)
        if was is not None and reads_alike(record_of(bundle, config.root), was):
            compiled[was.id] = was
        else:
            fresh.append(bundle)
    strange = strangers_told(loaded.bundles, known.values(), config.root)
    standing_findings = (each for one in known.values() for each in one.findings)
    findings = (*loaded.findings, *standing_findings, *strange)
    return _Looked(loaded, compiled, tuple(fresh), findings)


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
    looked: _Looked,
    files: int,
    told: Mapping[str, Json],
    within: frozenset[str] | None,
) -> Report:
    records = [*looked.compiled.values()]
    left_out = (each for one in records for each in one.left_out)
    numbers = counts(records)
    return report(
        run,
        looked.loaded,
        (*looked.findings, *left_out),
        {**numbers, "artifacts": files, "compiled": False, **told},
        (sentences.still_follows(run.config, _looked_at(records, within), files),),
    )


def _made(
    run: Run,
    looked: _Looked,
    basis: Basis,
    crew: "Workers | None",
    told: Mapping[str, Json],
    within: frozenset[str] | None,
) -> Report:
    # Never for `drift`, which proves what came of it.
    with cache_of(run) as store:
        compiled = compile_basis(run, basis, store, crew)
        written = _write(run, compiled)
    records = looked.records(run.config)
    return report(
        run,
        looked.loaded,
        (*looked.findings, *compiled.findings, *store.findings),
        {
            **compiled.facts,
            **asdict(written),
            "compiled": True,
            "increments": len(basis.grown),
            "cache": store.facts,
            **told,
        },
        (sentences.follows(run.config, _looked_at(records, within), written),),
    )


def _looked_at(records: Sequence[Record], within: frozenset[str] | None) -> dict[str, Json]:
    """The numbers of the contracts that were looked at; of others nothing is proved."""
    return counts(each for each in records if within is None or each.id in within)


def _read(config: Config, ids: Collection[str]) -> Loaded:
    from counterfoil.engine.contracts import read_named

    return read_named(config, ids)


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
