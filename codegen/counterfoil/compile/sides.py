"""One side of a contract: what calls or serves its operations, and the classes that they need."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from counterfoil.compile.client import emit_client
from counterfoil.compile.emitted import Emitted
from counterfoil.compile.messages import emit_messages
from counterfoil.compile.models import (
    Draft,
    Models,
    client_classes,
    emit_client_models,
    emit_server_models,
    server_classes,
)
from counterfoil.compile.models.classes import Block, Classes
from counterfoil.compile.server import emit_server
from counterfoil.compile.tidy import tidy
from counterfoil.compile.watched import Watched
from counterfoil.model import Artifact, Bundle, Finding, Kind


@dataclass(frozen=True, slots=True)
class Side:
    """How one side is written."""

    operations: Callable[[Bundle, Draft | Models, str], Emitted]
    classes: Callable[[Models], Classes]
    models: Callable[[Models, str, Sequence[Block]], tuple[Artifact, ...]]


@dataclass(frozen=True, slots=True)
class Written:
    """What one side has become."""

    around: list[Artifact]
    """What calls or serves its operations."""
    models: list[Artifact]
    findings: tuple[Finding, ...]
    uses: dict[str, list[str]]
    """Component → those that its class uses."""
    asked: frozenset[str]
    """Components that operations looked into, beyond their names."""


def write_side(
    side: Side, bundle: Bundle, drafted: Draft, models: Callable[[], Models], package: str
) -> Written:
    """Writes one side; `models` is called once everything is done that a draft suffices for."""
    watched = Watched(bundle.api.components)
    shown = replace(bundle, api=replace(bundle.api, components=watched))
    around = side.operations(shown, drafted, package)
    finished = models()
    if finished.kinds is not drafted.kinds:
        around = side.operations(shown, finished, package)
    models_made, uses = _classes(side, finished, package)
    return Written(
        _tidied([*around.artifacts]),
        _tidied(models_made),
        around.findings,
        uses,
        frozenset(watched.taken),
    )


def _classes(
    side: Side, models: Models, package: str
) -> tuple[list[Artifact], dict[str, list[str]]]:
    """The modules of the classes, and what each class uses."""
    blocks = tuple(side.classes(models).blocks())
    uses = {each.name: sorted(each.uses) for each in blocks}
    return [*side.models(models, package, blocks)], uses


def _tidied(artifacts: list[Artifact]) -> list[Artifact]:
    """The same list, each as black writes it: there is no room for all of them twice."""
    for number, each in enumerate(artifacts):
        artifacts[number] = replace(each, content=tidy(each.content))
    return artifacts


def _client(bundle: Bundle, models: Draft | Models, package: str) -> Emitted:
    if bundle.contract.kind is Kind.JSON_SCHEMA:
        return emit_messages(bundle.api, models.server_types, package)
    return emit_client(bundle.api, models.client_types, package)


def _server(bundle: Bundle, models: Draft | Models, package: str) -> Emitted:
    if bundle.contract.kind is Kind.JSON_SCHEMA:
        return Emitted()
    return emit_server(bundle.api, models.server_types, package)


CLIENT = Side(_client, client_classes, emit_client_models)
SERVER = Side(_server, server_classes, emit_server_models)
