"""The compile pillar: contracts become packages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from counterfoil.compile.client import emit_client
from counterfoil.compile.emitted import Emitted
from counterfoil.compile.messages import emit_messages
from counterfoil.compile.models import (
    Draft,
    Models,
    draft,
    emit_client_models,
    emit_server_models,
    finished,
    rule_findings,
)
from counterfoil.compile.package import emit_package
from counterfoil.compile.server import emit_server
from counterfoil.compile.suites import emit_around, emit_suites
from counterfoil.compile.tidy import tidy
from counterfoil.compile.versions import key, sources
from counterfoil.compile.workers import ALONE, Workers, packed, unpacked
from counterfoil.engine.placing import placed
from counterfoil.model import Api, Artifact, Bundle, Config, Finding, Json, Kind, Plan


@dataclass(frozen=True, slots=True)
class Compiled:
    """Every artifact, what could not be expressed, and what was counted."""

    plan: Plan
    findings: tuple[Finding, ...]
    facts: Mapping[str, Json]


Made = tuple[list[Artifact], list[Finding]]
_LARGE = 300
"""Schemas; a contract of more is compiled in parts, and a smaller one in one piece."""


def compile_bundles(
    bundles: Sequence[Bundle], config: Config, workers: Workers = ALONE
) -> Compiled:
    """The generated folder that the contracts amount to. Writes nothing."""
    apis = [bundle.api for bundle in bundles]
    artifacts: list[Artifact] = [*emit_package(apis, config), *emit_around(bundles)]
    findings: list[Finding] = []
    for compiled in _begun(bundles, config.package, workers):
        made, found = compiled()
        artifacts += made
        findings += found
    ordered = tuple(sorted(artifacts, key=lambda each: each.path))
    plan = Plan(ordered, sources(bundles), key(config), tuple(findings))
    return Compiled(plan, tuple(findings), _facts(apis, plan, findings))


def _begun(bundles: Sequence[Bundle], package: str, workers: Workers) -> list[Callable[[], Made]]:
    """What compiles each contract: small ones in a process each, large ones here with parts elsewhere."""
    apart = [
        workers.jobs > 1 and len(bundles) > 1 and len(bundle.api.components) <= _LARGE
        for bundle in bundles
    ]
    return [
        _elsewhere(bundle, package, workers) if elsewhere else _here(bundle, package, workers)
        for bundle, elsewhere in zip(bundles, apart, strict=True)
    ]


def _here(bundle: Bundle, package: str, workers: Workers) -> Callable[[], Made]:
    return lambda: compile_bundle(bundle, package, workers)


def _elsewhere(bundle: Bundle, package: str, workers: Workers) -> Callable[[], Made]:
    begun = workers.submit(_unpacked, packed(bundle), package)

    def ended() -> Made:
        artifacts, findings = begun()
        return artifacts, list(placed(findings, bundle.sources))

    return ended


def _unpacked(bundle: bytes, package: str) -> Made:
    return compile_bundle(cast(Bundle, unpacked(bundle)), package)


def compile_bundle(bundle: Bundle, package: str, workers: Workers = ALONE) -> Made:
    """The packages of one contract version, client and server, and the suites of its consumers."""
    inputs = tuple(source.path for source in bundle.sources)
    drafted = draft(bundle.api)
    awaited = workers.skeletons(drafted.bodies)
    emitted = _emitted(bundle, drafted, package)
    models = finished(drafted, awaited())
    if models.kinds is not drafted.kinds:
        emitted = _emitted(bundle, models, package)
    (vocabulary,) = emit_client_models(models, package)
    artifacts = [vocabulary, *emit_server_models(models, package)]
    findings = [*models.findings, *rule_findings(models)]
    for each in emitted:
        artifacts += each.artifacts
        findings += each.findings
    made = [replace(each, content=tidy(each.content), inputs=inputs) for each in artifacts]
    made += emit_suites(bundle, models.client_types, vocabulary.content, package)
    return made, list(_once(findings))


def _emitted(bundle: Bundle, models: Draft | Models, package: str) -> list[Emitted]:
    """What is made beside the models, for which it need only be known what schemas are called."""
    if bundle.contract.kind is Kind.JSON_SCHEMA:
        return [emit_messages(bundle.api, models.server_types, package)]
    return [
        emit_client(bundle.api, models.client_types, package),
        emit_server(bundle.api, models.server_types, package),
    ]


def _once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Client and server may leave the same operation out; it is one finding."""
    yield from {each.fingerprint: each for each in findings}.values()


def _facts(apis: Sequence[Api], plan: Plan, findings: Sequence[Finding]) -> dict[str, Json]:
    left_out = [each for each in findings if each.rule == "operation-left-out"]
    return {
        "contracts": len(apis),
        "operations": sum(len(api.operations) + len(api.webhooks) for api in apis),
        "operations_left_out": len(left_out),
        "schemas": sum(len(api.components) for api in apis),
        "artifacts": len(plan.artifacts),
    }
