"""Apicurio Registry's labels for pairs of JSON Schemas: each holds, or is refuted.

Its label `backward` says that every value of the first version is one of the second, and not the
other way round; `both` says both, `none` neither. A label is refuted by a value that one version
takes and the other does not, or by the proof that there is none.
"""

import datetime
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from counterfoil.compat.change import Change
from counterfoil.compat.comparing import compare
from counterfoil.compat.terms import Mode, Terms
from counterfoil.engine.rules import rules
from counterfoil.model import Bundle, Direction, Json, Schema, Severity, Verdict
from second_opinion import Opinion, of_form
from versions import whole

TODAY = datetime.date(2026, 11, 20)
PROMISED = {"backward": {Mode.BACKWARD}, "both": {Mode.BACKWARD, Mode.FORWARD}, "none": set()}
"""Label → the ways in which it says that nobody breaks."""
REFUTED: Mapping[tuple[int, str], Json] = {}
"""Row and mode → a value that the label overlooks; None where it fears one and there is none."""


@pytest.fixture(scope="module")
def labels(shared: Path) -> list[dict[str, Any]]:
    return json.loads((shared / "compat-cases" / "apicurio.json").read_text("utf-8"))["tests"]


@pytest.mark.corpus
@pytest.mark.parametrize("mode", [Mode.BACKWARD, Mode.FORWARD])
def test_every_label_holds_or_is_refuted(
    labels: list[dict[str, Any]], mode: Mode, tmp_path: Path
) -> None:
    assert len(labels) == 145
    refuted: dict[tuple[int, str], Json] = {}
    for row, label in enumerate(labels):
        versions = [
            message(tmp_path / str(row) / key, label[key]) for key in ("original", "updated")
        ]
        found = compare(*versions, Terms(TODAY, mode, frozenset())).changes
        assert Verdict.UNKNOWN not in {each.verdict for each in found}, (row, found)
        if breaks(found) == (mode in PROMISED[label["compatibility"]]):
            refuted[row, mode.value] = witness(found)
        for each in found:
            if each.verdict is Verdict.PROVED_BREAK:
                confirm(each, versions if mode is Mode.BACKWARD else versions[::-1])
    assert refuted == {key: value for key, value in REFUTED.items() if key[1] == mode}


def message(folder: Path, schema: Json) -> Bundle:
    """A schema as the contract of a message. `true` is no document, and the same as one with it."""
    document = schema if isinstance(schema, dict) else {"allOf": [schema]}
    return whole(folder, json.dumps(document), "thing/v1/schema.json")


def breaks(changes: tuple[Change, ...]) -> bool:
    """Whether somebody breaks, or reads something else than what was meant."""
    return any(
        each.verdict is Verdict.PROVED_BREAK or rules()[each.rule].severity is Severity.WARNING
        for each in changes
    )


def witness(changes: tuple[Change, ...]) -> Json:
    return next((each.witness for each in changes if each.witness is not None), None)


def confirm(change: Change, versions: list[Bundle]) -> None:
    """Has the other validator say that one version takes the witness, and the other does not."""
    taken = [Opinion.of_api(each.api).accepts(sent(each), change.witness) for each in versions]
    assert taken == [True, False], change


def sent(bundle: Bundle) -> Schema:
    assert bundle.api.root is not None
    return of_form(bundle.api, bundle.api.root, Direction.RESPONSE)
