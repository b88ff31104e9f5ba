"""Contracts with a few values replaced by others are read, linted and compiled, never a crash."""

import copy
import datetime
import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bundled import compile_bundles
from conftest import ROOT
from counterfoil.engine.contracts import load
from counterfoil.engine.rules import settle
from counterfoil.engine.sources import read_source
from counterfoil.lint import lint
from counterfoil.model import CannotRun, Config

DOCUMENTS = sorted(
    path
    for path in (ROOT / "contracts").rglob("*")
    if path.stem in ("openapi", "schema") and path.suffix in (".yaml", ".json")
)
INTRUDERS: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 1e308, "", "x", "{}", "/a/{b", "\0", [], {}, [None], [[]], [{}]),
    *({"$ref": ref} for ref in ("", "#", "#/", "#/paths", "#/%zz", "none.yaml", "http://[", 5)),
    {"type": "object", "properties": None},
    {"properties": {"$ref": "#/components/schemas"}},
    {"type": ["string", 1]},
    {"enum": []},
    {"pattern": "("},
    {"minLength": 1e30},
    {"discriminator": {"propertyName": "a", "mapping": []}},
    {"": ""},
)
KEYS = (
    *(
        "$ref",
        "$id",
        "type",
        "enum",
        "default",
        "example",
        "required",
        "properties",
        "items",
        "allOf",
    ),
    *(
        "discriminator",
        "schema",
        "content",
        "parameters",
        "responses",
        "security",
        "servers",
        "tags",
    ),
    *("headers", "links", "callbacks", "encoding", "nullable", "format", ""),
)
TODAY = datetime.date(2026, 11, 20)


def mutated(document: Any, chance: random.Random) -> Any:
    """The document with one to three of its values replaced, added or gone."""
    document = copy.deepcopy(document)
    for _ in range(chance.randint(1, 3)):
        holder, key = chance.choice(list(members(document)))
        if isinstance(holder, dict) and chance.random() < 0.2:
            key = chance.choice(KEYS)
        if chance.random() < 0.1:
            holder.pop(key, None) if isinstance(holder, dict) else holder.pop(key)
        else:
            holder[key] = copy.deepcopy(chance.choice(INTRUDERS))
    return document


def members(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container with each of its keys."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inside in pairs:
        yield value, key
        if isinstance(inside, dict | list):
            yield from members(inside)


def config(root: Path, original: Path, seed: int) -> Config:
    """A monorepo that holds one mutation of a contract."""
    source, _ = read_source(original, ROOT)
    assert source is not None
    folder = root / "contracts" / "mutant" / "v1"
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "contracts" / "common", root / "contracts" / "common")
    document = mutated(source.value, random.Random(seed))
    (folder / f"{original.stem}.json").write_text(json.dumps(document), "utf-8")
    return Config(root=root, package="mutant_contracts", distribution="mutant-contracts")


@pytest.mark.parametrize("original", DOCUMENTS, ids=lambda path: path.parts[-3])
def test_mutations_are_read_and_linted(original: Path, tmp_path: Path) -> None:
    for seed in range(25):
        made = config(tmp_path / str(seed), original, seed)
        try:
            loaded = load(made)
        except CannotRun:
            continue
        settle((*loaded.findings, *lint(loaded.bundles, made, TODAY)), made, TODAY)


@pytest.mark.parametrize("original", DOCUMENTS, ids=lambda path: path.parts[-3])
def test_mutations_compile_to_python(original: Path, tmp_path: Path) -> None:
    for seed in range(1_000, 1_003):
        made = config(tmp_path / str(seed), original, seed)
        for artifact in compile_bundles(load(made).bundles, made).plan.artifacts:
            if artifact.path.endswith(".py"):
                compile(artifact.content, artifact.path, "exec")
