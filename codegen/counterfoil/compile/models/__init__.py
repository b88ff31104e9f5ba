"""The models of both sides of a contract."""

from collections.abc import Sequence
from dataclasses import replace

from counterfoil.compile.models.checks import emit_checks, unchecked_patterns
from counterfoil.compile.models.classes import Block, Classes
from counterfoil.compile.models.expressions import CLIENT_MODELS, SERVER, Expressions
from counterfoil.compile.models.prepared import Draft, Models, draft, finished, prepare
from counterfoil.compile.models.writing import CLIENT_SIDE, SERVER_SIDE, write_models
from counterfoil.model import Artifact, Finding

__all__ = [
    "Draft",
    "Models",
    "client_classes",
    "draft",
    "emit_client_models",
    "emit_server_models",
    "finished",
    "prepare",
    "rule_findings",
    "server_classes",
]


def emit_client_models(
    models: Models, package: str, blocks: Sequence[Block] | None = None
) -> tuple[Artifact, ...]:
    """`client/models.py`, or the modules of `client/models/`; of blocks that are written already, if they
    are given."""
    written = tuple(client_classes(models).blocks()) if blocks is None else blocks
    return write_models(models.api, models.forms.components, written, package, CLIENT_SIDE)


def emit_server_models(
    models: Models, package: str, blocks: Sequence[Block] | None = None
) -> tuple[Artifact, ...]:
    """The same of the server, and the checks beside its types."""
    written = tuple(server_classes(models).blocks()) if blocks is None else blocks
    modules = write_models(models.api, models.forms.components, written, package, SERVER_SIDE)
    shown = replace(models.api, components=models.forms.components)
    checks = emit_checks(shown, package, models.rules)
    return modules if checks is None else (*modules, checks)


def client_classes(models: Models) -> Classes:
    """What writes the classes of the client."""
    return Classes(Expressions(models.kinds, CLIENT_MODELS), models.skeletons, {})


def server_classes(models: Models) -> Classes:
    """What writes the classes of the server."""
    return Classes(Expressions(models.kinds, SERVER), models.skeletons, models.rules)


def rule_findings(models: Models) -> tuple[Finding, ...]:
    """What the server's checks cannot check."""
    shown = replace(models.api, components=models.forms.components)
    return tuple(unchecked_patterns(shown, models.rules))
