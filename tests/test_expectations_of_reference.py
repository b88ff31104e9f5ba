"""The reference monorepo: whoever reads a field is red when its contract loses it, and nobody else."""

import copy
import json
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from counterfoil.engine.contracts import load, load_named
from counterfoil.engine.expectations.pointers import steps_of
from counterfoil.engine.sources import read_source
from counterfoil.lint.rules.expectation_field_unknown import expectation_field_unknown
from counterfoil.model import Bundle, Config, Interaction, Json
from test_lint import TODAY

ROOT = Path(__file__).parent.parent
Owner = tuple[str, ...]
"""The keys that lead to an object schema in a file, the file first."""


@pytest.mark.slow
def test_a_lost_field_is_told_to_exactly_those_who_read_it(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "contracts", tmp_path / "contracts")
    config = Config(tmp_path, "p", "p")
    loaded = load(config)
    assert losses(loaded.bundles) == set()
    readers: dict[tuple[Owner, str], set[str]] = {}
    for bundle in loaded.bundles:
        for expectations in bundle.expectations:
            for interaction in expectations.interactions:
                for key in fields_read(tmp_path, bundle, interaction):
                    readers.setdefault(key, set()).add(expectations.consumer)
    assert len(readers) > 10
    lost = 0
    for bundle in loaded.bundles:
        path = bundle.contract.source.path
        touched = {
            each.contract.id
            for each in loaded.bundles
            if path in {source.path for source in each.sources}
        }
        for owner, names in objects(bundle.contract.source.value, (path,)):
            for name in names if len(names) > 1 else ():
                wanted = readers.get((owner, name), set())
                assert without(config, touched, owner, name) == wanted, (owner, name)
                lost += bool(wanted)
    assert lost > 5


def without(config: Config, touched: set[str], owner: Owner, name: str) -> set[str]:
    """Who is told when an object schema loses a property, which these contracts have."""
    path, *keys = owner
    file = config.root / path
    text = file.read_text("utf-8")
    document = copy.deepcopy(document_at(config.root, path))
    schema = document
    for key in keys:
        schema = schema[int(key) if isinstance(schema, list) else key]
    del schema["properties"][name]
    schema["required"] = [each for each in schema.get("required", ()) if each != name]
    file.write_text(json.dumps(document), "utf-8")
    try:
        return losses(load_named(config, touched).bundles)
    finally:
        file.write_text(text, "utf-8")


def losses(bundles: tuple[Bundle, ...]) -> set[str]:
    check = expectation_field_unknown.check
    assert check is not None
    return {who for bundle in bundles for each in check(bundle, TODAY) for who in each.consumers}


def objects(value: Json, owner: Owner) -> Iterator[tuple[Owner, list[str]]]:
    """Every object schema of a document, with the names of its properties."""
    if isinstance(value, dict):
        if isinstance(value.get("properties"), dict):
            yield owner, list(value["properties"])
        for key, each in value.items():
            yield from objects(each, (*owner, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from objects(each, (*owner, str(index)))


def fields_read(
    root: Path, bundle: Bundle, interaction: Interaction
) -> Iterator[tuple[Owner, str]]:
    """Every property on the way to what an interaction reads, followed by hand."""
    path = bundle.contract.source.path
    document = document_at(root, path)
    starts: list[Owner] = [(path,)]
    if interaction.ask is not None:
        starts = list(responses(path, document, interaction))
    use = interaction.use
    for pattern in {*use.reads, *use.members, *use.formats}:
        owners = starts
        for step in steps_of(pattern):
            schemas = [each for owner in owners for each in composed(root, owner)]
            owners = []
            for owner, schema in schemas:
                if step == "*":
                    owners.append((*owner, "items"))
                elif step in schema.get("properties", {}):
                    yield owner, step
                    owners.append((*owner, "properties", step))


def responses(path: str, document: Json, interaction: Interaction) -> Iterator[Owner]:
    for url, item in document["paths"].items():
        for method, operation in item.items():
            ask = interaction.ask
            if (
                ask
                and isinstance(operation, dict)
                and operation.get("operationId") == ask.operation
            ):
                keys = ("paths", url, method, "responses", str(interaction.status))
                yield (path, *keys)


def composed(root: Path, owner: Owner) -> Iterator[tuple[Owner, Json]]:
    """The schemas at a place, through references, media types and `allOf`."""
    path, *keys = owner
    value = document_at(root, path)
    for key in keys:
        below = value[int(key)] if isinstance(value, list) else value.get(key)
        if below is None:
            return
        value = below
    if "$ref" in value:
        file, _, pointer = value["$ref"].partition("#")
        target = (root / path).parent.joinpath(file).resolve() if file else root / path
        name = target.relative_to(root.resolve() if file else root).as_posix()
        yield from composed(root, (name, *steps_of(pointer)))
        return
    for kind in value.get("content", {}):
        yield from composed(root, (*owner, "content", kind, "schema"))
    for keyword in ("allOf", "oneOf", "anyOf"):
        for index in range(len(value.get(keyword, ()))):
            yield from composed(root, (*owner, keyword, str(index)))
    yield owner, value


@cache
def document_at(root: Path, path: str) -> Json:
    source, _ = read_source(root / path, root)
    return source.value if source else None
