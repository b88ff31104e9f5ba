"""`models.py` of both sides of a contract."""

from dataclasses import replace

from counterfoil.compile.models.checks import emit_checks, unchecked_patterns
from counterfoil.compile.models.classes import Classes
from counterfoil.compile.models.expressions import CLIENT_MODELS, SERVER, Expressions, words_in
from counterfoil.compile.models.prepared import Draft, Models, draft, finished, prepare
from counterfoil.compile.text import docstring, stencil
from counterfoil.engine.contracts import package_path
from counterfoil.model import Artifact, Finding

__all__ = [
    "Draft",
    "Models",
    "draft",
    "emit_client_models",
    "emit_server_models",
    "finished",
    "prepare",
    "rule_findings",
]


def emit_client_models(models: Models, package: str) -> tuple[Artifact, ...]:
    """`client/models.py`."""
    classes = Classes(Expressions(models.kinds, CLIENT_MODELS), models.skeletons, {})
    return (_module(models, classes, package, "client", "reading"),)


def emit_server_models(models: Models, package: str) -> tuple[Artifact, ...]:
    """`server/models.py`, and the checks that it makes beside its types."""
    classes = Classes(Expressions(models.kinds, SERVER), models.skeletons, models.rules)
    shown = replace(models.api, components=models.forms.components)
    checks = emit_checks(shown, package, models.rules)
    module = _module(models, classes, package, "server", "exact")
    return (module,) if checks is None else (module, checks)


def rule_findings(models: Models) -> tuple[Finding, ...]:
    """What the server's checks cannot check."""
    shown = replace(models.api, components=models.forms.components)
    return tuple(unchecked_patterns(shown, models.rules))


_SAID = {
    "client": "as its clients read and write them: unknown values are kept",
    "server": "as its provider accepts and sends them: exactly",
}
_TYPING = ("Annotated", "Any", "Literal")
_RUNTIME = frozenset("""
    ClosedModel Closest ContractModel HasFormat IntEnum JudgedModel Listed Maybe Nullable SchemaRule StrEnum
    StrictBool StrictDate StrictDateTime StrictFloat StrictInt StrictStr StrictUuid TaggedBy
    TextPattern UnknownBranch
    """.split())  # noqa: SIM905 — a list this long is read as words


def _module(models: Models, classes: Classes, package: str, side: str, runtime: str) -> Artifact:
    blocks = list(classes.blocks())
    folders = [package, *package_path(models.api.contract), side]
    text = stencil("models.py.jinja").render(
        docstring=docstring(f"Schemas of {models.api.contract.title}, {_SAID[side]}.", 0),
        imports=_imports(blocks, classes.alias_words(), "." * len(folders), runtime),
        blocks=blocks,
    )
    return Artifact("/".join([*folders, "models.py"]), text, emitter="models")


def _imports(blocks: list[str], quoted: frozenset[str], dots: str, runtime: str) -> list[str]:
    """The import lines of the names that stand in the code of the blocks, sorted as isort has them."""
    used = set(quoted)
    for block in blocks:
        used |= words_in(_code(block))
    lines = [f"import {name}" for name in ("datetime", "uuid") if name in used]
    typing = [name for name in _TYPING if name in used]
    lines += [f"from typing import {', '.join(typing)}"] if typing else []
    lines += [""] if lines else []
    third = ["from pydantic import Field"] if "Field" in used else []
    third += ["from typing_extensions import TypeAliasType"] if "TypeAliasType" in used else []
    lines += [*third, ""] if third else []
    names = sorted(used & _RUNTIME)
    own = [f"from {dots}_runtime.{runtime} import {', '.join(names)}"] if names else []
    own += ["from ._schemas import CHECKS"] if "CHECKS" in used else []
    return [*lines, *own]


def _code(block: str) -> str:
    """A block without its docstrings."""
    return "".join(block.split('"""')[::2])
