"""The models of both sides of a contract."""

from dataclasses import replace

from counterfoil.compile.models.checks import emit_checks, unchecked_patterns
from counterfoil.compile.models.classes import Classes
from counterfoil.compile.models.expressions import CLIENT_MODELS, SERVER, Expressions
from counterfoil.compile.models.prepared import Draft, Models, draft, finished, prepare
from counterfoil.compile.models.writing import CLIENT_SIDE, SERVER_SIDE, Side, write_models
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


def emit_client_models(models: Models, package: str) -> tuple[Artifact, ...]:
    """`client/models.py`, or the modules of `client/models/`."""
    return _written(models, client_classes(models), package, CLIENT_SIDE)


def emit_server_models(models: Models, package: str) -> tuple[Artifact, ...]:
    """`server/models.py`, or the modules of `server/models/`, and the checks beside their types."""
    shown = replace(models.api, components=models.forms.components)
    checks = emit_checks(shown, package, models.rules)
    modules = _written(models, server_classes(models), package, SERVER_SIDE)
    return modules if checks is None else (*modules, checks)


def client_classes(models: Models) -> Classes:
    """What writes the classes of the client."""
    return Classes(Expressions(models.kinds, CLIENT_MODELS), models.skeletons, {})


def server_classes(models: Models) -> Classes:
    """What writes the classes of the server."""
    return Classes(Expressions(models.kinds, SERVER), models.skeletons, models.rules)


def _written(models: Models, classes: Classes, package: str, side: Side) -> tuple[Artifact, ...]:
    blocks = tuple(classes.blocks())
    return write_models(models.api, models.forms.components, blocks, package, side)


def rule_findings(models: Models) -> tuple[Finding, ...]:
    """What the server's checks cannot check."""
    shown = replace(models.api, components=models.forms.components)
    return tuple(unchecked_patterns(shown, models.rules))
