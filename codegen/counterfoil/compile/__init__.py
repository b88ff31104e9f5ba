"""The compile pillar: contracts become packages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from counterfoil.compile.contract import compile_bundle
from counterfoil.compile.memories import Memories
from counterfoil.compile.models.writing import MOST
from counterfoil.compile.package import emit_package
from counterfoil.compile.remembered import Made, ask, remembered
from counterfoil.compile.suites import emit_around
from counterfoil.compile.versions import key, sources
from counterfoil.compile.workers import ALONE, Workers, packed, unpacked
from counterfoil.engine.manifest import digest
from counterfoil.engine.placing import placed
from counterfoil.engine.store import NOWHERE, Store
from counterfoil.model import Api, Artifact, Bundle, Config, Finding, Json, Plan


@dataclass(frozen=True, slots=True)
class Compiled:
    """Every artifact, what could not be expressed, and what was counted."""

    plan: Plan
    findings: tuple[Finding, ...]
    facts: Mapping[str, Json]


def compile_bundles(
    bundles: Sequence[Bundle],
    config: Config,
    workers: Workers = ALONE,
    store: Store = NOWHERE,
    memories: Memories | None = None,
) -> Compiled:
    """The generated folder that the contracts amount to. Writes nothing there."""
    apis = [bundle.api for bundle in bundles]
    artifacts: list[Artifact] = [*emit_package(apis, config), *emit_around(bundles)]
    findings: list[Finding] = []
    for made, found in compile_each(bundles, config, workers, store, memories):
        artifacts += made
        findings += found
    ordered = tuple(sorted(artifacts, key=lambda each: each.path))
    plan = Plan(ordered, sources(bundles), key(config), tuple(findings))
    return Compiled(plan, tuple(findings), _facts(apis, plan, findings))


def compile_each(
    bundles: Sequence[Bundle],
    config: Config,
    workers: Workers = ALONE,
    store: Store = NOWHERE,
    memories: Memories | None = None,
) -> Iterator[Made]:
    """What each contract compiles into, one after the other; what the store has is not compiled.

    What the next increments need of large contracts is put into `memories`.
    """
    ask(bundles, config, store)
    several = workers.jobs > 1 and len(bundles) > 1
    crew = _Crew(config.package, workers, memories)
    begun = [
        remembered(each, config, store, partial(_begun, each, crew, several)) for each in bundles
    ]
    for ended in begun:
        yield ended()


@dataclass(frozen=True, slots=True)
class _Crew:
    """Who compiles, for which package, and who remembers."""

    package: str
    workers: Workers
    memories: Memories | None


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
    return compile_bundle(bundle, crew.package, crew.workers, keep)


def _elsewhere(bundle: Bundle, crew: _Crew) -> Callable[[], Made]:
    begun = crew.workers.submit(_unpacked, packed(bundle), crew.package)

    def ended() -> Made:
        artifacts, findings = begun()
        return artifacts, list(placed(findings, bundle.sources))

    return ended


def _unpacked(bundle: bytes, package: str) -> Made:
    return compile_bundle(cast(Bundle, unpacked(bundle)), package)


def _facts(apis: Sequence[Api], plan: Plan, findings: Sequence[Finding]) -> dict[str, Json]:
    left_out = [each for each in findings if each.rule == "operation-left-out"]
    return {
        "contracts": len(apis),
        "operations": sum(len(api.operations) + len(api.webhooks) for api in apis),
        "operations_left_out": len(left_out),
        "schemas": sum(len(api.components) for api in apis),
        "artifacts": len(plan.artifacts),
    }
