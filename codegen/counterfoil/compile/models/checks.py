"""The module that judges what the server's types leave unchecked."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
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
    return _checks(
        contract, package, map(_row, sorted(needed.items())), map(_row, sorted(which.items()))
    )


def checks_path(contract: Contract, package: str) -> str:
    """Where the module is."""
    return "/".join([*_folders(contract, package), "_schemas.py"])


def checks_renewed(
    contract: Contract,
    package: str,
    text: str,
    needed: Mapping[str, Schema],
    which: Mapping[str, Schema],
    changed: Container[str],
) -> Artifact:
    """The module where it had a text: what it says of all that has not changed is taken from there."""
    schemas, residues = (dict(_rows(each)) for each in _tables(text))

    def kept(known: Mapping[str, str], rows: Mapping[str, Schema]) -> Iterator[str]:
        for name, schema in sorted(rows.items()):
            row = None if name in changed else known.get(literal(name))
            yield _row((name, schema)) if row is None else row

    return _checks(contract, package, kept(schemas, needed), kept(residues, which))


def _checks(
    contract: Contract, package: str, schemas: Iterable[str], residues: Iterable[str]
) -> Artifact:
    return Artifact(
        path=checks_path(contract, package),
        content=_MODULE.format(
            runtime="." * len(_folders(contract, package)),
            schemas=_table(schemas),
            residues=_table(residues),
        ),
        emitter="checks",
    )


def _folders(contract: Contract, package: str) -> list[str]:
    return [package, *package_path(contract), "server"]


def _tables(text: str) -> tuple[str, str]:
    """What stands in the tables of a module."""
    schemas, _, residues = text.partition("\nRESIDUES:")
    return schemas, residues


def _rows(text: str) -> Iterator[tuple[str, str]]:
    """The key of each row of a table as it is written, and the row."""
    for each in _ROW.finditer(text):
        yield each[1], each[0]


_ROW = re.compile(r"""^    ("[^"\\\n]*"): .*\n(?:(?: {5}|    [^"\n]).*\n)*""", re.MULTILINE)


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


def _table(rows: Iterable[str]) -> str:
    inside = "".join(rows)
    return f"{{\n{inside}}}" if inside else "{}"


def _row(named: tuple[str, Schema]) -> str:
    name, schema = named
    return table({name: _sorted(asserting(_sayable(schema)))}).removeprefix("{\n").removesuffix("}")


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
