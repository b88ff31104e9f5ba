"""One contract version: its packages, client and server, and the suites of its consumers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from counterfoil.compile.client import emit_client
from counterfoil.compile.emitted import Emitted
from counterfoil.compile.memory import Memory, memory_of
from counterfoil.compile.messages import emit_messages
from counterfoil.compile.models import (
    Draft,
    Models,
    client_classes,
    draft,
    emit_client_models,
    emit_server_models,
    finished,
    rule_findings,
    server_classes,
)
from counterfoil.compile.remembered import Made
from counterfoil.compile.server import emit_server
from counterfoil.compile.suites import emit_suites
from counterfoil.compile.tidy import tidy
from counterfoil.compile.watched import Watched
from counterfoil.compile.workers import ALONE, Workers
from counterfoil.model import Bundle, Finding, Kind

Keep = Callable[[Memory], None]


def compile_bundle(
    bundle: Bundle, package: str, workers: Workers = ALONE, keep: Keep | None = None
) -> Made:
    """What a contract version compiles into. Its memory is given to `keep`, where it is worth one."""
    inputs = tuple(source.path for source in bundle.sources)
    drafted = draft(bundle.api)
    awaited = workers.skeletons(drafted.bodies)
    # What operations look into, beyond the names of schemas, is noted down.
    watched = Watched(bundle.api.components)
    shown = replace(bundle, api=replace(bundle.api, components=watched))
    emitted = _emitted(shown, drafted, package)
    models = finished(drafted, awaited())
    if models.kinds is not drafted.kinds:
        emitted = _emitted(shown, models, package)
    client = tuple(client_classes(models).blocks())
    server = tuple(server_classes(models).blocks())
    client_models = emit_client_models(models, package, client)
    artifacts = [*client_models, *emit_server_models(models, package, server)]
    findings = [*models.findings, *rule_findings(models)]
    for each in emitted:
        artifacts += each.artifacts
        findings += each.findings
    made = [replace(each, content=tidy(each.content), inputs=inputs) for each in artifacts]
    texts = [each.content for each in client_models]
    made += emit_suites(bundle, models.client_types, texts, package)
    if keep is not None:
        blocks = {"client": client, "server": server}
        memory = memory_of(bundle, models, blocks, watched.taken)
        if memory is not None:
            keep(memory)
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
