"""Contracts are compiled in turn, and none is in memory longer than somebody needs it."""

import gc
import json
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterfoil.cli import main
from counterfoil.compile.turns import compile_each
from counterfoil.engine.config import load_config
from counterfoil.engine.contracts import read_found
from counterfoil.engine.survey import survey
from counterfoil.model import Bundle, Source

COUNT = 8
LONG = "It is told at length. " * 20_000
BROKEN = ("c2", "c7")


def write(root: Path, broken: tuple[str, ...] = ()) -> None:
    """Contracts of which two are more than may be ahead; some refer to nothing."""
    settings = '[tool.counterfoil]\npackage = "long_contracts"\ndistribution = "long-contracts"\n'
    (root / "pyproject.toml").write_text(settings, "utf-8")
    for name in (f"c{number}" for number in range(COUNT)):
        schema = {"$ref": "#/components/schemas/Gone"} if name in broken else {"type": "string"}
        document = {
            "openapi": "3.1.0",
            "info": {"title": name, "version": "1.0.0", "description": LONG},
            "paths": {"/": {"get": {"responses": {"204": {"description": "None."}}}}},
            "components": {"schemas": {"Thing": {"properties": {"name": schema}}}},
        }
        path = root / "contracts" / name / "v1" / "openapi.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(document), "utf-8")


def test_contracts_are_let_go_once_they_are_compiled(tmp_path: Path) -> None:
    write(tmp_path)
    config = load_config(tmp_path)
    living: weakref.WeakSet[Source] = weakref.WeakSet()
    most = 0

    def bundles() -> Iterator[Bundle]:
        nonlocal most
        for each in survey(config):
            yield from read_found(config, [each]).bundles
            gc.collect()
            most = max(most, len(living))

    def noted() -> Iterator[Bundle]:
        for each in bundles():
            living.add(each.contract.source)
            yield each

    names = [name for name, _ in compile_each(noted(), config)]
    assert names == [f"c{number}/v1" for number in range(COUNT)]
    assert 0 < most < COUNT / 2


def test_every_contract_is_read_though_an_early_one_has_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, BROKEN)
    code = main(["-C", str(tmp_path), "generate", "--jobs", "1", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert code == 1
    errors = [each["at"]["path"] for each in told["findings"] if each["severity"] == "error"]
    assert errors == [f"contracts/{name}/v1/openapi.json" for name in BROKEN]
    assert told["facts"]["contracts"] == COUNT
    assert not (tmp_path / "generated").exists()
