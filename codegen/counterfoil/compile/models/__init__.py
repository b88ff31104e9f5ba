"""`models.py` of both sides of a contract."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from counterfoil.compile.models.checks import emit_checks, unchecked_patterns
from counterfoil.compile.models.classes import Classes, bodies
from counterfoil.compile.models.expressions import (
    CLIENT,
    CLIENT_MODELS,
    SERVER,
    Expressions,
    ModelTypes,
    words_in,
)
from counterfoil.compile.models.kinds import Kind, Kinds
from counterfoil.compile.models.residue import asserting, residue
from counterfoil.compile.models.skeletons import Refusal, Skeleton, skeletons
from counterfoil.compile.text import docstring, stencil
from counterfoil.engine.contracts import package_path
from counterfoil.engine.forms import Forms, split
from counterfoil.model import Api, Artifact, Component, Finding, Schema, Severity


@dataclass(frozen=True, slots=True)
class Models:
    """The schemas of one contract, ready to be written for either side."""

    api: Api
    forms: Forms
    kinds: Kinds
    skeletons: Mapping[str, Skeleton]
    rules: Mapping[str, Schema]
    """Component → what its schema says beyond its type; the server checks it."""
    findings: tuple[Finding, ...] = ()

    @property
    def client_types(self) -> ModelTypes:
        return ModelTypes(self.forms, Expressions(self.kinds, CLIENT))

    @property
    def server_types(self) -> ModelTypes:
        return ModelTypes(self.forms, Expressions(self.kinds, SERVER))


def prepare(api: Api) -> Models:
    """The models of an API: forms, kinds, skeletons, and what types leave unsaid."""
    forms = _as_objects(split(api))
    kinds = Kinds(forms.components)
    wanted = bodies(kinds)
    made = skeletons({key: _parsed(key) for key in set(wanted.values())})
    lost = {
        name: refusal
        for name, key in sorted(wanted.items())
        if isinstance(refusal := made[key], Refusal)
    }
    unsaid = {name: asserting(forms.components[name].schema) for name in lost}
    if lost:
        # A class that the engine cannot make is any value; what uses it compiles all the same.
        shown = {name: replace(forms.components[name], schema={}) for name in lost}
        forms = Forms({**forms.components, **shown}, forms.keys)
        kinds = Kinds(forms.components)
        wanted = {name: key for name, key in wanted.items() if name not in shown}
    kept = {
        name: skeleton
        for name, key in wanted.items()
        if isinstance(skeleton := made[key], Skeleton)
    }
    return Models(
        api=api,
        forms=forms,
        kinds=kinds,
        skeletons=kept,
        # What no class says, the server checks all the same.
        rules=_rules(kinds) | unsaid,
        findings=tuple(_left_out(api, forms.components[name], why) for name, why in lost.items()),
    )


def _as_objects(forms: Forms) -> Forms:
    """Schemas with properties and no type are objects: their classes say so, and so do their checks."""
    told = {
        name: replace(each, schema={**each.schema, "type": "object"})
        for name, each in forms.components.items()
        if each.schema.get("properties") and not each.schema.keys() & _KNOWN
    }
    return Forms({**forms.components, **told}, forms.keys)


_KNOWN = frozenset({"type", "allOf", "anyOf", "oneOf", "$ref", "enum", "const"})


def _parsed(key: str) -> object:
    return json.loads(key)


def _rules(kinds: Kinds) -> dict[str, Schema]:
    """What each component's type leaves unchecked. A composed record is checked as a whole."""
    definitions = {name: each.schema for name, each in kinds.components.items()}
    found = {}
    for name, schema in definitions.items():
        whole = kinds.kind(name) is Kind.RECORD and not kinds.record(name).plain
        left = asserting(schema) if whole else residue(schema, definitions)
        if left:
            found[name] = left
    return found


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


def _left_out(api: Api, component: Component, refusal: Refusal) -> Finding:
    name = component.author_name or component.name
    return Finding(
        rule="schema-left-out",
        message=f"{api.contract.title}: the schema {name} cannot be written as a class "
        f"({refusal.reason}); it is compiled as any value",
        at=component.place.at,
        severity=Severity.WARNING,
        subject=name,
        fix="Simplify its property names or constraints.",
    )
