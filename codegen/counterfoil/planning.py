"""The generated folder that contracts amount to: what is made, and what is kept of an earlier run."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from counterfoil.engine.making import key_of
from counterfoil.engine.manifest import entry
from counterfoil.engine.standing import NOTHING, Standing, record_of, text_of
from counterfoil.engine.suites import CONTRACTS, copied, suite_folder
from counterfoil.engine.suites import FOLDER as SUITES
from counterfoil.engine.survey import package_path
from counterfoil.engine.words import plural
from counterfoil.increments import Grown
from counterfoil.model import (
    Artifact,
    Bundle,
    Config,
    Entry,
    Finding,
    Json,
    Plan,
    Record,
)
from counterfoil.papers import Bundles, Kept, documents_of, noted, paths_of_documents
from counterfoil.runs import Run, jobs_for, needs

if TYPE_CHECKING:
    from counterfoil.compile.workers import Workers
    from counterfoil.engine.contracts import Loaded
    from counterfoil.engine.store import Store

_ROOMS = ("compat", "compile", "engine", "model", "runtime")
_WRITERS = ("black", "datamodel-code-generator", "jinja2", "jsonschema-rs", "pydantic")

Read = Callable[[Config, Collection[str]], "Loaded"]
"""Reads the contracts that have one of some ids."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """Every file, what could not be expressed, and what was counted."""

    plan: Plan
    findings: tuple[Finding, ...]
    facts: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan is made of: contracts that were read, and are compiled, and those that are kept."""

    order: Sequence[str]
    """The id of every contract."""
    bundles: Sequence[Bundle]
    kept: Mapping[str, Record]
    standing: Standing
    read: Read
    """For contracts that are kept and have to be compared with one that is not."""
    grown: Mapping[str, Grown] = field(default_factory=dict)
    """Those of `kept` of which some files have changed."""


def compile_loaded(run: Run, loaded: "Loaded") -> Compiled:
    """The generated folder that contracts amount to, documents and all; nothing of it is kept."""
    from counterfoil.engine.contracts import read_named

    order = [each.contract.id for each in loaded.bundles]
    return compile_basis(run, Basis(order, loaded.bundles, {}, NOTHING, read_named))


def compile_basis(
    run: Run, basis: Basis, store: "Store | None" = None, crew: "Workers | None" = None
) -> Compiled:
    """The same where some contracts are kept; without a store all others are compiled anew."""
    with needs("compile"):
        from counterfoil.compile import compile_each, emit_shared
        from counterfoil.compile.memories import Memories
        from counterfoil.compile.workers import workers
        from counterfoil.engine.store import NOWHERE

        config = run.config
        size = sum(len(each.text) for bundle in basis.bundles for each in bundle.sources)
        # Who proves what came of increments leaves nothing for the next one.
        remembers = store is not None and store is not NOWHERE
        memories = Memories(config.root, config.package, plan_key(config)) if remembers else None
        with (
            run.steps("compile", f"compiling {plural(len(basis.bundles), 'contract')}"),
            nullcontext(crew) if crew is not None else workers(jobs_for(run, size)) as begun,
        ):
            made = [*compile_each(basis.bundles, config, begun, store or NOWHERE, memories)]
        records = _records(run.config, basis, [found for _, found in made])
        artifacts = [each for one, _ in made for each in one]
        artifacts += (each for one in basis.grown.values() for each in one.artifacts)
        texts = {each.path: each.text for bundle in basis.bundles for each in bundle.sources}
        artifacts += emit_shared(
            [*records.values()],
            run.config,
            lambda path: texts[path] if path in texts else text_of(path, run.config.root),
        )
    with run.steps("documents", "writing what changed from version to version"):
        documents = documents_of(
            run.config, records, Kept(basis.kept, basis.standing.entries), _bundles(run, basis)
        )
        artifacts += documents.made
    renewed = {path for one in basis.grown.values() for path in _renewed(one)}
    kept = {
        path: each
        for path, each in basis.standing.entries.items()
        if (each.of in basis.kept or path in documents.kept) and path not in renewed
    }
    if not kept.keys().isdisjoint(each.path for each in artifacts):
        # Two contracts want the same file: only with both of them at hand is it told who gets it.
        whole = basis.read(run.config, basis.order)
        everything = Basis(basis.order, whole.bundles, {}, NOTHING, basis.read)
        return compile_basis(run, everything, store, crew)
    return _compiled(run.config, artifacts, records, kept, basis.standing)


def _renewed(grown: Grown) -> Iterator[str]:
    yield from grown.removed
    yield from (each.path for each in grown.artifacts)


def _bundles(run: Run, basis: Basis) -> Bundles:
    known = {each.contract.id: each for each in basis.bundles}

    def read(ids: Sequence[str]) -> list[Bundle]:
        missing = [each for each in ids if each not in known]
        if missing:
            for bundle in basis.read(run.config, missing).bundles:
                known[bundle.contract.id] = bundle
        return [known[each] for each in ids]

    return read


def plan_key(config: Config) -> str:
    """What decides the generated folder beside the contracts."""
    settings = f"{config.package};{config.distribution};{config.compat!r}"
    return key_of(_ROOMS, _WRITERS, settings)


def _records(
    config: Config, basis: Basis, left_out: Sequence[Sequence[Finding]]
) -> dict[str, Record]:
    """What is remembered of every contract, in their order."""
    known = dict(basis.kept)
    for bundle, findings in zip(basis.bundles, left_out, strict=True):
        record = record_of(bundle, config.root)
        known[record.id] = replace(record, left_out=tuple(findings), notices=noted(bundle))
    return {name: known[name] for name in basis.order if name in known}


def _compiled(
    config: Config,
    artifacts: Sequence[Artifact],
    records: Mapping[str, Record],
    kept: Mapping[str, Entry],
    standing: Standing,
) -> Compiled:
    entries = {each.path: entry(each) for each in artifacts}
    # What is the same in every plan need not be looked at on the disk once more.
    same = {path: each for path, each in entries.items() if standing.entries.get(path) == each}
    made = [each for each in artifacts if each.path not in same]
    # With two files of one name nobody can tell later what became of which: nothing is kept then.
    key = plan_key(config) if len(entries) == len(artifacts) else ""
    plan = Plan(
        tuple(sorted(made, key=lambda each: each.path)), dict(records), key, {**kept, **same}
    )
    findings = tuple(each for record in records.values() for each in record.left_out)
    files = len({**kept, **entries})
    return Compiled(plan, findings, {**counts(records.values()), "artifacts": files})


def shared_paths(records: Collection[Record], config: Config) -> set[str]:
    """Every generated file that depends on which contracts there are, and on none of them alone."""
    return {
        *(f"{each}/__init__.py" for each in _packages(records, config.package)),
        *_around_suites(records),
        *paths_of_documents(records),
    }


def _packages(records: Iterable[Record], package: str) -> Iterator[str]:
    yield package
    for each in records:
        inside = package_path(each)
        yield from ("/".join((package, *inside[:depth])) for depth in range(1, len(inside) + 1))


def _around_suites(records: Iterable[Record]) -> Iterator[str]:
    for each in records:
        if each.consumers:
            yield f"{SUITES}/__init__.py"
            yield from (f"{suite_folder(consumer)}/__init__.py" for consumer in each.consumers)
            yield from (f"{CONTRACTS}/{copy}" for copy in copied(each.id, each.inputs))


def counts(records: Iterable[Record]) -> dict[str, Json]:
    """The numbers of a report."""
    found = [*records]
    left_out = (each for record in found for each in record.left_out)
    return {
        "contracts": len(found),
        "operations": sum(each.operations for each in found),
        "operations_left_out": sum(each.rule == "operation-left-out" for each in left_out),
        "schemas": sum(each.schemas for each in found),
        "files": sum(len(each.sources) for each in found),
    }
