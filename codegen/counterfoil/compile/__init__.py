"""The compile pillar: contracts become packages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from counterfoil.compile.client import emit_client
from counterfoil.compile.messages import emit_messages
from counterfoil.compile.models import (
    emit_client_models,
    emit_server_models,
    prepare,
    rule_findings,
)
from counterfoil.compile.package import emit_package
from counterfoil.compile.server import emit_server
from counterfoil.compile.suites import emit_around, emit_suites
from counterfoil.compile.tidy import tidy
from counterfoil.compile.versions import key, sources
from counterfoil.model import Api, Artifact, Bundle, Config, Finding, Json, Kind, Plan


@dataclass(frozen=True, slots=True)
class Compiled:
    """Every artifact, what could not be expressed, and what was counted."""

    plan: Plan
    findings: tuple[Finding, ...]
    facts: Mapping[str, Json]


def compile_bundles(bundles: Sequence[Bundle], config: Config) -> Compiled:
    """The generated folder that the contracts amount to. Writes nothing."""
    apis = [bundle.api for bundle in bundles]
    artifacts: list[Artifact] = [*emit_package(apis, config), *emit_around(bundles)]
    findings: list[Finding] = []
    for bundle in bundles:
        made, found = compile_bundle(bundle, config.package)
        artifacts += made
        findings += found
    ordered = tuple(sorted(artifacts, key=lambda each: each.path))
    plan = Plan(ordered, sources(bundles), key(config), tuple(findings))
    return Compiled(plan, tuple(findings), _facts(apis, plan, findings))


def compile_bundle(bundle: Bundle, package: str) -> tuple[list[Artifact], list[Finding]]:
    """The packages of one contract version, client and server, and the suites of its consumers."""
    inputs = tuple(source.path for source in bundle.sources)
    models = prepare(bundle.api)
    (vocabulary,) = emit_client_models(models, package)
    artifacts = [vocabulary, *emit_server_models(models, package)]
    findings = [*models.findings, *rule_findings(models)]
    if bundle.contract.kind is Kind.JSON_SCHEMA:
        emitted = [emit_messages(bundle.api, models.server_types, package)]
    else:
        emitted = [
            emit_client(bundle.api, models.client_types, package),
            emit_server(bundle.api, models.server_types, package),
        ]
    for each in emitted:
        artifacts += each.artifacts
        findings += each.findings
    made = [replace(each, content=tidy(each.content), inputs=inputs) for each in artifacts]
    made += emit_suites(bundle, models.client_types, vocabulary.content, package)
    return made, list(_once(findings))


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
