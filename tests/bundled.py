"""The packages that contracts amount to, without the monorepo around them: what tests compile with."""

from collections.abc import Sequence
from dataclasses import dataclass

from counterfoil.compile.memories import Memories
from counterfoil.compile.shared import emit_shared
from counterfoil.compile.turns import compile_each
from counterfoil.compile.versions import key
from counterfoil.compile.workers import ALONE, Workers
from counterfoil.engine.standing import record_of
from counterfoil.engine.store import NOWHERE, Store
from counterfoil.model import Bundle, Config, Finding, Plan


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
    for _, (made, found) in compile_each(bundles, config, workers, store, memories):
        artifacts += made
        findings += found
    ordered = tuple(sorted(artifacts, key=lambda each: each.path))
    return Compiled(Plan(ordered, records, key(config)), tuple(findings))
