"""oasdiff's labels for pairs of contracts: each agrees, or is refuted by a witness or a proof.

A label that says `ERR` holds where a change of that kind breaks somebody if no policy relaxes
anything: oasdiff knows none. `WARN` holds where the change is told. What it calls harmless (`INFO`,
or says nothing of where its list is complete) has to break nobody as long as the policies hold that
the verdict names. Labels are about keywords, and a keyword without effect changes nothing: some say
`ERR` where both versions take the same values.
"""

import datetime
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from counterfoil.compat.comparing import Comparison, compare
from counterfoil.compat.findings import findings, notes
from counterfoil.compat.terms import Terms
from counterfoil.engine.contracts import load_file
from counterfoil.engine.rules import rules
from counterfoil.model import Bundle, Finding, Severity, Verdict
from oasdiff_table import PROOFS, WITNESSES, rules_of
from witnessing import broken, is_confirmed

TODAY = datetime.date(2026, 11, 20)
"""The sunsets of the labels were reckoned from it."""


STRICT = frozenset()
"""No relaxation at all."""


@dataclass(frozen=True, slots=True)
class Row:
    """A label, and both versions compared without any relaxation and with all of them."""

    label: dict[str, Any]
    strict: Comparison
    relaxed: Comparison

    @property
    def name(self) -> str:
        return self.label["name"]

    @property
    def is_complete(self) -> bool:
        """Whether the label lists everything, so that what it does not list is harmless."""
        return self.label["complete"]


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[Row]:
    folder = shared / "compat-cases"
    labels = (folder / "oasdiff.jsonl").read_text("utf-8").splitlines()
    return [row_of(folder, json.loads(each)) for each in labels]


def row_of(folder: Path, label: dict[str, Any]) -> Row:
    versions = (loaded(folder / label["base_path"]), loaded(folder / label["revision_path"]))
    notice = notice_of(label["check_options"])
    return Row(
        label,
        compare(*versions, Terms(TODAY, policies=STRICT, notice=notice)),
        compare(*versions, Terms(TODAY, notice=notice)),
    )


@cache
def loaded(path: Path) -> Bundle:
    (bundle,) = load_file(path, path.parent.parent).bundles
    return bundle


def notice_of(options: str) -> dict[str, int]:
    """Stability level → days of notice, as the row's options ask for; none if they do not."""
    found = re.search(r"WithDeprecation\((\d+), (\d+)\)", options)
    return {"beta": int(found[1]), "stable": int(found[2])} if found else {}


def disagreements(row: Row) -> Iterator[str]:
    """What a label says and the comparison does not, or the other way round."""
    expected = row.label["expected"]
    for each in expected:
        if not holds(each, row):
            yield f"{each['level']} {each['id']}"
    if row.is_complete:
        named = frozenset().union(*(rules_of(each["id"]) for each in expected))
        spoken = frozenset().union(*map(rules_of, row.label["scope_ids"] or ()))
        for found in harmful(row):
            if found.rule not in named and (row.label["scope"] == "all" or found.rule in spoken):
                yield f"{found.rule} breaks, which is not listed"
    for absent in row.label["absent"]:
        yield from (each.rule for each in harmful(row) if each.rule in rules_of(absent))


def holds(expected: dict[str, Any], row: Row) -> bool:
    """Whether what a label expects is told, and is as harmful as it says."""
    match expected["level"]:
        case "ERR":
            told = [*findings(row.strict)]
            return any(each.severity is not Severity.NOTE for each in meant(expected, told))
        case "WARN":
            return any(meant(expected, (*findings(row.relaxed), *notes(row.relaxed))))
        case _:
            return not any(meant(expected, harmful(row)))


def meant(expected: dict[str, Any], told: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that an expectation can mean, by their rule and operation."""
    wanted = rules_of(expected["id"])
    title = f"{expected.get('operation', '')} {unnamed(expected.get('path', ''))}".strip()
    for each in told:
        reached = [unnamed(operation) for operation in each.operations]
        if each.rule in wanted and (not reached or any(title in one for one in reached)):
            yield each


def unnamed(path: str) -> str:
    """A path whose parameters have no names, since versions may call them differently."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def harmful(row: Row) -> list[Finding]:
    """What breaks somebody, or may, as long as all policies hold."""
    return [
        each
        for each in findings(row.relaxed)
        if each.severity is not Severity.NOTE and each.verdict is not Verdict.PROVED_SAFE
    ]


@pytest.mark.slow
@pytest.mark.corpus
def test_every_row_agrees_or_is_refuted(rows: list[Row]) -> None:
    assert len(rows) == 275
    found = {row.name: list(disagreements(row)) for row in rows}
    assert {name for name, each in found.items() if each} == {*WITNESSES, *PROOFS}


@pytest.mark.slow
@pytest.mark.corpus
def test_a_refuting_witness_is_shown(rows: list[Row]) -> None:
    for row in rows:
        for rule in WITNESSES.get(row.name, ()):
            told = [each for each in findings(row.strict) if each.rule == rule]
            assert told, row.name
            assert all(each.verdict is Verdict.PROVED_BREAK for each in told), row.name


@pytest.mark.slow
@pytest.mark.corpus
def test_another_validator_confirms_every_witness(rows: list[Row]) -> None:
    checked = 0
    for row in rows:
        for change in broken(row.strict):
            assert is_confirmed(change, row.strict), (row.name, change.rule, change.witness)
            checked += 1
    assert checked > 100


@pytest.mark.slow
@pytest.mark.corpus
def test_a_refuting_proof_needs_no_policy(rows: list[Row]) -> None:
    for row in rows:
        if row.name in PROOFS:
            wanted = frozenset().union(*(rules_of(each["id"]) for each in row.label["expected"]))
            verdicts = {each.verdict for each in row.strict.changes if each.rule in wanted}
            assert verdicts <= {Verdict.PROVED_SAFE}, row.name


@pytest.mark.slow
@pytest.mark.corpus
def test_most_rows_agree(rows: list[Row]) -> None:
    """Of the complete rows whose documents differ in what they allow at all."""
    able = [row for row in rows if row.is_complete and row.name not in PROOFS]
    agreeing = [row for row in able if row.name not in WITNESSES]
    assert len(agreeing) / len(able) > 0.93


@pytest.mark.slow
@pytest.mark.corpus
def test_every_id_has_a_rule_here(rows: list[Row]) -> None:
    ids = {each["id"] for row in rows for each in row.label["expected"]}
    assert len(ids) == 225
    missing = {each for each in ids if not rules_of(each) & set(rules())}
    assert missing == set()
