"""What is proved to be safe is safe: documents edited at random, and values of the one tried by the other."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import yaml

from counterfoil.compat import Comparison, Terms, compare
from counterfoil.compat.change import Carrier, Party
from counterfoil.compat.operations import pair
from counterfoil.engine.contracts import load_file
from counterfoil.engine.validators import Validators
from counterfoil.engine.values import Values
from counterfoil.model import Bundle, Json, Verdict
from mutating import mutated

STRICT = Terms(date(2026, 11, 20), policies=frozenset())
"""No relaxation: a proof speaks of every value that a schema allows."""
FILES = {
    "train-travel": "openapi.yaml",
    "petstore30": "openapi.yaml",
    "uspto": "openapi.json",
    "spotify": "openapi.yaml",
}
_VALUES = 40


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", ["train-travel", "petstore30", "uspto"])
def test_no_proof_is_contradicted_by_a_value(
    name: str, seed: int, shared: Path, tmp_path: Path
) -> None:
    check(compared(name, seed, shared, tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_no_proof_is_contradicted_by_a_value_of_many_edits(
    name: str, shared: Path, tmp_path: Path
) -> None:
    for seed in range(100, 104 if name == "spotify" else 130):
        check(compared(name, seed, shared, tmp_path))


def compared(name: str, seed: int, shared: Path, folder: Path) -> Comparison:
    """A document beside what one to three edits make of it."""
    text = (shared / "corpus" / name / FILES[name]).read_text("utf-8")
    document = (
        json.loads(text) if FILES[name].endswith("json") else yaml.load(text, yaml.CSafeLoader)
    )
    before = read(folder / "before.json", document)
    return compare(
        before, read(folder / "after.json", mutated(document, seed, 1 + seed % 3)), STRICT
    )


def read(path: Path, document: dict[str, Any]) -> Bundle:
    path.write_text(json.dumps(document, default=str), "utf-8")
    (bundle,) = load_file(path, path.parent).bundles
    return bundle


def check(comparison: Comparison) -> None:
    """Tries values of who sends on who takes, wherever nothing is said to break or to be unknown."""
    validators = {api: Validators(bundle.api) for api, bundle in sides(comparison).items()}
    values = {
        api: Values(bundle.api, 0, validators[api]) for api, bundle in sides(comparison).items()
    }
    for carrier in pair(comparison.baseline.api, comparison.candidate.api, STRICT).carriers:
        if is_safe(comparison, carrier):
            asks = carrier.sender is not Party.PROVIDER
            sends, takes = ("baseline", "candidate") if asks else ("candidate", "baseline")
            schemas = {"baseline": carrier.baseline, "candidate": carrier.candidate}
            judge = validators[takes].of(schemas[takes], carrier.form)
            for each in islice(values[sends].valid(schemas[sends], carrier.form), _VALUES):
                assert judge.is_valid(each.value), told(comparison, carrier, each.value)


def sides(comparison: Comparison) -> dict[str, Bundle]:
    return {"baseline": comparison.baseline, "candidate": comparison.candidate}


def is_safe(comparison: Comparison, carrier: Carrier) -> bool:
    mine = (
        each
        for each in comparison.changes
        if carrier.title in each.operations and each.rule.startswith(carrier.sender.prefix)
    )
    return all(each.verdict is Verdict.PROVED_SAFE for each in mine)


def told(comparison: Comparison, carrier: Carrier, value: Json) -> str:
    said: Iterator[str] = (each.rule for each in comparison.changes)
    return f"{carrier.title}, {carrier.what}: {value!r} is sent and not taken; told: {[*said]}"
