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
from counterfoil.compile.models.classes import Block, Classes
from counterfoil.compile.remembered import Made
from counterfoil.compile.server import emit_server
from counterfoil.compile.suites import emit_suites
from counterfoil.compile.tidy import tidy
from counterfoil.compile.watched import Watched
from counterfoil.compile.workers import ALONE, Workers
from counterfoil.model import Artifact, Bundle, Finding, Kind

Keep = Callable[[Memory], None]
Emit = Callable[[Models, str, Sequence[Block]], tuple[Artifact, ...]]


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
    around = _operations(shown, drafted, package)
    models = finished(drafted, awaited())
    if models.kinds is not drafted.kinds:
        around = _operations(shown, models, package)
    # One side after the other: the classes of a large contract fill many megabytes.
    client, client_uses = _classes(models, client_classes(models), emit_client_models, package)
    server, server_uses = _classes(models, server_classes(models), emit_server_models, package)
    texts = [each.content for each in client]
    suites = emit_suites(bundle, models.client_types, texts, package)
    if keep is not None:
        uses = {"client": client_uses, "server": server_uses}
        memory = memory_of(bundle, models, uses, watched.taken)
        if memory is not None:
            keep(memory)
    made = [replace(each, inputs=inputs) for each in (*around.artifacts, *client, *server)]
    findings = (*models.findings, *rule_findings(models), *around.findings)
    return [*made, *suites], list(_once(findings))


def _operations(bundle: Bundle, models: Draft | Models, package: str) -> Emitted:
    """What is made beside the models, for which it need only be known what schemas are called."""
    if bundle.contract.kind is Kind.JSON_SCHEMA:
        emitted = [emit_messages(bundle.api, models.server_types, package)]
    else:
        emitted = [
            emit_client(bundle.api, models.client_types, package),
            emit_server(bundle.api, models.server_types, package),
        ]
    artifacts = tuple(_tidied(each) for made in emitted for each in made.artifacts)
    return Emitted(artifacts, tuple(each for made in emitted for each in made.findings))


def _classes(
    models: Models, classes: Classes, emit: Emit, package: str
) -> tuple[list[Artifact], dict[str, list[str]]]:
    """The modules of one side's classes, and what each class uses."""
    blocks = tuple(classes.blocks())
    uses = {each.name: sorted(each.uses) for each in blocks}
    return [_tidied(each) for each in emit(models, package, blocks)], uses


def _tidied(artifact: Artifact) -> Artifact:
    return replace(artifact, content=tidy(artifact.content))


def _once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Client and server may leave the same operation out; it is one finding."""
    yield from {each.fingerprint: each for each in findings}.values()
