"""The generated folder that contracts amount to: what is made, and what is kept of an earlier run."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from counterfoil.engine.making import key_of
from counterfoil.engine.manifest import entry
from counterfoil.engine.standing import NOTHING, Standing, record_of, text_of
from counterfoil.engine.suites import CONTRACTS, copied, suite_folder
from counterfoil.engine.suites import FOLDER as SUITES
from counterfoil.engine.survey import Found, package_path
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
from counterfoil.papers import Kept, Tell, documents_of, noted, paths_of_documents, told
from counterfoil.runs import Run, jobs_for, needs

if TYPE_CHECKING:
    from counterfoil.compat.documents.files import Told
    from counterfoil.compile.workers import Workers
    from counterfoil.engine.contracts import Loaded
    from counterfoil.engine.store import Store

_ROOMS = ("compat", "compile", "engine", "model", "runtime")
_WRITERS = ("black", "datamodel-code-generator", "jinja2", "jsonschema-rs", "pydantic")


@dataclass(frozen=True, slots=True)
class Compiled:
    """Every file, what could not be expressed, and what was counted."""

    plan: Plan
    findings: tuple[Finding, ...]
    facts: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Done:
    """A contract that has been compiled: what has to be known of it, and its files."""

    record: Record
    artifacts: Sequence[Artifact]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan is made of: contracts that were compiled, and those that are kept."""

    order: Sequence[str]
    """The id of every contract."""
    done: Sequence[Done]
    kept: Mapping[str, Record]
    standing: Standing
    texts: Mapping[str, str]
    """Files of contracts that were compiled, by path, where suites need a copy of them."""
    bundles: Sequence[Bundle]
    """Contracts that are at hand, and need not be read once more."""
    found: Mapping[str, Found]
    """Where those are that are to be read once more."""
    grown: Mapping[str, Grown] = field(default_factory=dict)
    """Those of `kept` of which some files have changed."""


def compile_loaded(run: Run, loaded: "Loaded", store: "Store | None" = None) -> Compiled:
    """The generated folder that contracts amount to, documents and all; nothing of it is kept."""
    with needs("compile"):
        from counterfoil.compile.workers import workers
    bundles = loaded.bundles
    records = {each.contract.id: known_of(each, run.config.root) for each in bundles}
    texts = {path: text for each in bundles for path, text in relied_on(each).items()}
    size = sum(len(each.held) for bundle in bundles for each in bundle.sources)
    with (
        workers(jobs_for(run, size)) as crew,
        run.steps("compile", f"compiling {plural(len(bundles), 'contract')}"),
    ):
        done = [*compile_some(run, bundles, records, crew, store)]
    return planned(run, Basis([*records], done, {}, NOTHING, texts, bundles, {}), store=store)


def known_of(bundle: Bundle, root: Path) -> Record:
    """What has to be known of a contract once it is compiled."""
    return replace(record_of(bundle, root), notices=noted(bundle))


def relied_on(bundle: Bundle) -> dict[str, str]:
    """The files of a contract, by path, where suites need a copy of them."""
    return {each.path: each.text for each in bundle.sources} if bundle.expectations else {}


def compile_some(
    run: Run,
    bundles: Iterable[Bundle],
    records: Mapping[str, Record],
    crew: "Workers",
    store: "Store | None" = None,
) -> Iterator[Done]:
    """What each of these contracts compiles into; without a store all of them are compiled anew.

    `records` tells what is known of a contract by the time that it is compiled.
    """
    with needs("compile"):
        from counterfoil.compile.memories import Memories
        from counterfoil.compile.turns import compile_each
        from counterfoil.engine.store import NOWHERE

        config = run.config
        # Who proves what came of increments leaves nothing for the next one.
        remembers = store is not None and store is not NOWHERE
        memories = Memories(config.root, config.package, plan_key(config)) if remembers else None
        made = compile_each(bundles, config, crew, store or NOWHERE, memories)
        for name, (artifacts, findings) in made:
            yield Done(replace(records[name], left_out=tuple(findings)), artifacts)


def planned(
    run: Run, basis: Basis, crew: "Workers | None" = None, store: "Store | None" = None
) -> Compiled:
    """The generated folder that is made of these contracts."""
    with needs("compile"):
        from counterfoil.compile.shared import emit_shared
        from counterfoil.compile.workers import ALONE
    root = run.config.root
    known = {**basis.kept, **{each.record.id: each.record for each in basis.done}}
    records = {name: known[name] for name in basis.order if name in known}
    artifacts = [each for one in basis.done for each in one.artifacts]
    artifacts += (each for one in basis.grown.values() for each in one.artifacts)
    texts = basis.texts
    artifacts += emit_shared(
        [*records.values()],
        run.config,
        lambda path: texts[path] if path in texts else text_of(path, root),
    )
    with run.steps("documents", "writing what changed from version to version"):
        documents = documents_of(
            run.config,
            records,
            Kept(basis.kept, basis.standing.entries),
            _teller(run, basis, crew or ALONE),
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
        from counterfoil.engine.contracts import read_named

        return compile_loaded(run, read_named(run.config, basis.order), store)
    return _compiled(run.config, artifacts, records, kept, basis.standing)


def _renewed(grown: Grown) -> Iterator[str]:
    yield from grown.removed
    yield from (each.path for each in grown.artifacts)


def _teller(run: Run, basis: Basis, crew: "Workers") -> Tell:
    """Compares versions: those of several contracts in as many processes as there are."""
    at_hand = {each.contract.id: each for each in basis.bundles}

    def tell(several: Sequence[Sequence[str]]) -> Iterator["Told"]:
        from counterfoil.compat.documents.files import told_of

        alone = crew.jobs == 1 or len(several) == 1
        begun = [
            (
                partial(told_of, [at_hand[each] for each in ids], run.config)
                if alone and at_hand.keys() >= set(ids)
                # It takes less to read them once more than to hand them over.
                else crew.submit(told, run.config, [basis.found[each] for each in ids])
            )
            for ids in several
        ]
        yield from (each() for each in begun)

    return tell


def plan_key(config: Config) -> str:
    """What decides the generated folder beside the contracts."""
    settings = f"{config.package};{config.distribution};{config.compat!r}"
    return key_of(_ROOMS, _WRITERS, settings)


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
