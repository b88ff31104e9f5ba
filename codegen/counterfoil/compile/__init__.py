"""The compile pillar: contracts become packages."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import cast

from counterfoil.compile.contract import compile_bundle
from counterfoil.compile.memories import Memories
from counterfoil.compile.models.answers import Answers
from counterfoil.compile.models.writing import MOST
from counterfoil.compile.package import emit_package
from counterfoil.compile.remembered import Made, ask, remembered
from counterfoil.compile.suites import emit_around
from counterfoil.compile.versions import key
from counterfoil.compile.workers import ALONE, Workers, packed, unpacked
from counterfoil.engine.manifest import digest
from counterfoil.engine.placing import placed
from counterfoil.engine.standing import record_of
from counterfoil.engine.store import NOWHERE, Store
from counterfoil.model import Artifact, Bundle, Config, Finding, Plan, Record

_AHEAD = 16
"""Contracts that are begun for each process before the first of them is waited for: what is handed over
of each is kept until it is done."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """Every artifact, and what could not be expressed."""

    plan: Plan
    findings: tuple[Finding, ...]


def compile_bundles(
    bundles: Sequence[Bundle],
    config: Config,
    workers: Workers = ALONE,
    store: Store = NOWHERE,
    memories: Memories | None = None,
) -> Compiled:
    """The packages that the contracts amount to. Writes nothing."""
    texts = {each.path: each.text for bundle in bundles for each in bundle.sources}
    records = {each.contract.id: record_of(each, config.root) for each in bundles}
    artifacts = [*emit_shared([*records.values()], config, texts.__getitem__)]
    findings: list[Finding] = []
    for made, found in compile_each(bundles, config, workers, store, memories):
        artifacts += made
        findings += found
    ordered = tuple(sorted(artifacts, key=lambda each: each.path))
    return Compiled(Plan(ordered, records, key(config)), tuple(findings))


def emit_shared(
    contracts: Sequence[Record], config: Config, text: Callable[[str], str]
) -> Iterator[Artifact]:
    """What a distribution has beside what each contract compiles into; `text` is what is in a source."""
    yield from emit_package(contracts, config)
    yield from emit_around(contracts, text)


def compile_each(
    bundles: Sequence[Bundle],
    config: Config,
    workers: Workers = ALONE,
    store: Store = NOWHERE,
    memories: Memories | None = None,
) -> Iterator[Made]:
    """What each contract compiles into, one after the other; what the store has is not compiled.

    What the next runs need of large contracts, and what the engine has answered, is put into `memories`.
    """
    ask(bundles, config, store)
    several = workers.jobs > 1 and len(bundles) > 1
    known = Answers() if memories is None else memories.answers()
    had = known.count
    crew = _Crew(config.package, workers, memories, known)
    ahead = workers.jobs * _AHEAD
    begun: deque[tuple[Bundle, Callable[[], Made]]] = deque()
    for bundle in bundles:
        begin = partial(_begun, bundle, crew, several)
        begun.append((bundle, remembered(bundle, config, store, begin)))
        if len(begun) > ahead:
            yield _owned(*begun.popleft())
    while begun:
        yield _owned(*begun.popleft())
    if memories is not None and known.count > had:
        memories.learn(known)


def _owned(bundle: Bundle, ended: Callable[[], Made]) -> Made:
    artifacts, findings = ended()
    owned = [replace(each, of=bundle.contract.id) for each in artifacts]
    return owned, list(placed(findings, bundle.sources))


@dataclass(frozen=True, slots=True)
class _Crew:
    """Who compiles, for which package, and who remembers."""

    package: str
    workers: Workers
    memories: Memories | None
    known: Answers
    """What the engine has answered, then and now."""


def _begun(bundle: Bundle, crew: _Crew, several: bool) -> Callable[[], Made]:
    """What compiles a contract: a small one of several elsewhere, a large one here with parts elsewhere."""
    if several and len(bundle.api.components) <= MOST:
        return _elsewhere(bundle, crew)
    return partial(_here, bundle, crew)


def _here(bundle: Bundle, crew: _Crew) -> Made:
    keep = None
    if crew.memories is not None and len(bundle.api.components) > MOST:
        told = digest(bundle.contract.source.text)
        keep = partial(crew.memories.put, bundle.contract.id, told)
    return compile_bundle(bundle, crew.package, crew.workers, keep, crew.known)


def _elsewhere(bundle: Bundle, crew: _Crew) -> Callable[[], Made]:
    ended = crew.workers.submit(_unpacked, packed(bundle), crew.package)

    def learned() -> Made:
        made, answers = ended()
        crew.known.add(answers)
        return made

    return learned


def _unpacked(bundle: bytes, package: str) -> tuple[Made, Answers]:
    known = Answers()
    return compile_bundle(cast(Bundle, unpacked(bundle)), package, known=known), known
