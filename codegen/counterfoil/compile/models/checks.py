"""The module that judges what the server's types leave unchecked."""

from collections.abc import Iterator, Mapping
from typing import Any

from counterfoil.compile.models.residue import asserting, closure, each_below, subschemas
from counterfoil.compile.source import table
from counterfoil.compile.text import literal
from counterfoil.engine.contracts import package_path
from counterfoil.model import Api, Artifact, Contract, Finding, Schema
from counterfoil.runtime.patterns import UntranslatablePattern, searcher

_MODULE = '''"""What the contract says beyond its types, as JSON Schema; `models` checks it."""

from typing import Any

from {runtime}_runtime.checks import Checks

SCHEMAS: dict[str, Any] = {schemas}

RESIDUES: dict[str, Any] = {residues}

CHECKS = Checks(SCHEMAS, RESIDUES)
'''


def emit_checks(api: Api, package: str, which: Mapping[str, Schema]) -> Artifact | None:
    """`server/_schemas.py` with the residue of every component in `which`; None where none has any.

    `CHECKS.check(NAME, value)` then raises where a JSON value breaks component NAME's residue.
    """
    if not which:
        return None
    definitions = {name: component.schema for name, component in api.components.items()}
    needed = closure(which.values(), definitions)
    return checks_module(api.contract, package, {name: definitions[name] for name in needed}, which)


def checks_module(
    contract: Contract, package: str, needed: Mapping[str, Schema], which: Mapping[str, Schema]
) -> Artifact:
    """The same, where it is known what the residues refer to."""
    folders = [package, *package_path(contract), "server"]
    return Artifact(
        path="/".join([*folders, "_schemas.py"]),
        content=_MODULE.format(
            runtime="." * len(folders),
            schemas=_table(needed),
            residues=_table(which),
        ),
        emitter="checks",
    )


def unchecked_patterns(api: Api, which: Mapping[str, Schema]) -> Iterator[Finding]:
    """Patterns in `which` that generated packages cannot evaluate, and therefore do not check."""
    definitions = {name: component.schema for name, component in api.components.items()}
    judged = {name: definitions[name] for name in closure(which.values(), definitions)}
    judged.update(which)
    for name, schema in sorted(judged.items()):
        for pattern, reason in sorted(set(_untranslatable(schema))):
            yield Finding(
                rule="pattern-unchecked",
                message=f"{api.contract.title}: {name} asks for {literal(pattern)}, which the "
                f"generated server cannot check: {reason}",
                at=api.components[name].place.at,
                subject=pattern,
                fix="write it without the construct, or check it in the handler",
            )


def _table(schemas: Mapping[str, Schema]) -> str:
    return table({name: _sorted(asserting(_sayable(each))) for name, each in _in_order(schemas)})


def _in_order(schemas: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(schemas.items())


def _sorted(schema: Schema) -> Schema:
    """The same schema with its keywords and properties in an order that no author chose."""
    return {
        keyword: (
            dict(_in_order(below)) if isinstance(below, dict) and keyword in _BY_NAME else below
        )
        for keyword, below in _in_order(
            {keyword: each_below(keyword, value, _sorted) for keyword, value in schema.items()}
        )
    }


_BY_NAME = frozenset({"properties", "patternProperties", "dependentSchemas", "dependentRequired"})


def _sayable(schema: Schema) -> Schema:
    """`schema` without the patterns that cannot be evaluated, so that the rest still is."""
    kept = {
        keyword: each_below(keyword, value, _sayable)
        for keyword, value in schema.items()
        if keyword != "pattern" or _refusal(value) is None
    }
    if any(_refusal(pattern) for pattern in kept.get("patternProperties", ())):
        # Without all the patterns nobody can tell which properties are additional.
        for keyword in ("patternProperties", "additionalProperties", "unevaluatedProperties"):
            kept.pop(keyword, None)
    return kept


def has_untranslatable(schema: Schema) -> bool:
    """Whether a schema has a pattern that generated packages cannot evaluate."""
    return next(_untranslatable(schema), None) is not None


def _untranslatable(schema: Schema) -> Iterator[tuple[str, str]]:
    patterns = [*schema.get("patternProperties", ())]
    if "pattern" in schema:
        patterns.append(schema["pattern"])
    for pattern in patterns:
        if (reason := _refusal(pattern)) is not None:
            yield pattern, reason
    for each in subschemas(schema):
        yield from _untranslatable(each)


def _refusal(pattern: str) -> str | None:
    try:
        searcher(pattern)
    except UntranslatablePattern as refusal:
        return str(refusal)
    return None
