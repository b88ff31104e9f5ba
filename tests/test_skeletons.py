"""What the engine cannot make costs one class; an engine that makes nothing stops the run."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from conftest import Monorepo
from counterfoil.compile.models import prepare
from counterfoil.compile.models.skeletons import Refusal, Skeleton, skeletons
from counterfoil.engine.contracts import load_file
from counterfoil.model import CannotRun

ENGINE = import_module("counterfoil.compile.models.skeletons")
"""The module: its package exports a function of the same name."""
FINE = {"type": "object", "properties": {"orderId": {"type": "string", "minLength": 3}}}
BEYOND = {"type": "object", "properties": {"a": {"type": "number", "default": 1e400}}}
"""No Python literal says what this defaults to."""


def test_one_impossible_class_costs_itself() -> None:
    found = skeletons({"bad": BEYOND, **{f"fine{n}": FINE for n in range(9)}})
    refused = {key: each for key, each in found.items() if isinstance(each, Refusal)}
    assert list(refused) == ["bad"]
    assert refused["bad"].reason
    fields = [each.fields[0] for each in found.values() if isinstance(each, Skeleton)]
    assert {(each.name, each.wire_name) for each in fields} == {("order_id", "orderId")}
    assert len(fields) == 9


def test_an_engine_that_makes_nothing_cannot_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: str) -> str:
        raise AttributeError("it has another interface now")

    monkeypatch.setattr(ENGINE, "engine", lambda: broken)
    with pytest.raises(CannotRun, match="datamodel-code-generator"):
        skeletons({"fine": FINE})


def test_a_schema_without_a_class_is_named_and_still_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Monorepo(tmp_path)
    made.write(
        {
            "v1/schema.json": '{"type": "object", "required": ["id"], '
            '"properties": {"id": {"type": "string", "minLength": 30}}}'
        }
    )
    (bundle,) = load_file(tmp_path / "v1/schema.json", tmp_path).bundles
    make = ENGINE.engine()

    def choosy(text: str) -> Any:
        if '"minLength": 30' in text:
            raise ValueError("not this one")
        return make(text)

    monkeypatch.setattr(ENGINE, "engine", lambda: choosy)
    models = prepare(bundle.api)
    (finding,) = models.findings
    assert (finding.rule, finding.at.path) == ("schema-left-out", "v1/schema.json")
    assert "not this one" in finding.message
    (rule,) = models.rules.values()
    assert rule["required"] == ["id"] and rule["properties"]["id"]["minLength"] == 30
