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

from counterfoil.compat.comparing import compare
from counterfoil.compat.findings import findings
from counterfoil.compat.terms import Mode, Terms
from counterfoil.model import Bundle, Json, Severity, Verdict
from versions import whole
from witnessing import broken, is_confirmed

TODAY = datetime.date(2026, 11, 20)
PROMISED = {"backward": {Mode.BACKWARD}, "both": {Mode.BACKWARD, Mode.FORWARD}, "none": set()}
"""Label → the ways in which it says that nobody breaks."""
EVERY_TEXT = "without anchors `[a-z]*` and `[A-Z]*` match every text"
NO_VALUE = "no text is equal to a list: neither version takes any value"
ENCODED = "validators do not look into a text, whatever it holds; that is told as a warning"
ANYTHING = "what is no text is no longer than 5: both versions take every value"
REFUTED: Mapping[tuple[int, str], str] = {
    (10, "FORWARD"): EVERY_TEXT,
    (11, "BACKWARD"): EVERY_TEXT,
    (11, "FORWARD"): EVERY_TEXT,
    (96, "BACKWARD"): NO_VALUE,
    (96, "FORWARD"): NO_VALUE,
    (100, "FORWARD"): ENCODED,
    (101, "BACKWARD"): ENCODED,
    (101, "FORWARD"): ENCODED,
    (103, "FORWARD"): ENCODED,
    (104, "BACKWARD"): ENCODED,
    (104, "FORWARD"): ENCODED,
    (108, "FORWARD"): ANYTHING,
    (117, "BACKWARD"): "a text of 6 to 10 characters meets one alternative, and then both",
    (
        117,
        "FORWARD",
    ): "a text that meets one alternative of the second version meets one of the first",
    (119, "BACKWARD"): "a text of 5 characters at most meets one alternative, and then both",
    (124, "BACKWARD"): EVERY_TEXT,
    (124, "FORWARD"): EVERY_TEXT,
    (125, "FORWARD"): EVERY_TEXT,
    (126, "FORWARD"): EVERY_TEXT,
}
"""Row and mode → why its label does not hold there."""


@pytest.fixture(scope="module")
def labels(shared: Path) -> list[dict[str, Any]]:
    return json.loads((shared / "compat-cases" / "apicurio.json").read_text("utf-8"))["tests"]


@pytest.mark.slow
@pytest.mark.corpus
@pytest.mark.parametrize("mode", [Mode.BACKWARD, Mode.FORWARD])
def test_every_label_holds_or_is_refuted(
    labels: list[dict[str, Any]], mode: Mode, tmp_path: Path
) -> None:
    assert len(labels) == 145
    refuted = set()
    for row, label in enumerate(labels):
        versions = versions_of(label, tmp_path / str(row))
        comparison = compare(*versions, Terms(TODAY, mode, frozenset()))
        verdicts = {each.verdict for each in comparison.changes}
        assert Verdict.UNKNOWN not in verdicts, (row, comparison.changes)
        if (Verdict.PROVED_BREAK in verdicts) == (mode in PROMISED[label["compatibility"]]):
            refuted.add((row, mode.value))
        assert all(is_confirmed(each, comparison) for each in broken(comparison))
    assert refuted == {key for key in REFUTED if key[1] == mode}


@pytest.mark.slow
@pytest.mark.corpus
def test_what_is_read_otherwise_is_a_warning(labels: list[dict[str, Any]], tmp_path: Path) -> None:
    for row in {row for (row, _), why in REFUTED.items() if why == ENCODED}:
        found = findings(compare(*versions_of(labels[row], tmp_path / str(row)), Terms(TODAY)))
        assert [each.severity for each in found] == [Severity.WARNING]


def versions_of(label: dict[str, Any], folder: Path) -> list[Bundle]:
    return [message(folder / key, label[key]) for key in ("original", "updated")]


def message(folder: Path, schema: Json) -> Bundle:
    """A schema as the contract of a message. `true` is no document, and the same as one with it."""
    document = schema if isinstance(schema, dict) else {"allOf": [schema]}
    return whole(folder, json.dumps(document), "thing/v1/schema.json")
