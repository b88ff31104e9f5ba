"""oasdiff's labels for pairs of contracts: each agrees, or is refuted by a witness or a proof.

A row agrees about the facts where everything that its label lists is told, at whatever severity, and,
where that list is complete, nothing else breaks anybody.

It agrees about severities too where what the label calls `ERR` breaks somebody if no policy relaxes
anything, as oasdiff knows none; `WARN` asks for no more than to be told; and what it calls `INFO` has
to break nobody as long as the policies hold that the verdict names. Labels are about keywords, and
many a keyword is without effect: those edits are told as notes, with the proof that they are harmless.

The README of the dataset knows no row that is called strict. The strictest are those that are
`complete`: there `expected` is "the exact multiset", and `level` belongs to each of its members. So to
the letter a severity is part of the label; it says as well that "labels are syntactic and a few are
false". Both shares are printed, and every row that is not in them is in the table with what refutes it.
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
from oasdiff_table import HARMFUL, HARMLESS, UNLISTED, UNTOLD, rules_of
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


def unlike(row: Row) -> Iterator[str]:
    """The facts that a label lists and the comparison does not tell, or the other way round."""
    expected = row.label["expected"]
    for each in expected:
        if not any(meant(each, told(row))):
            yield f"{each['id']} is not told"
    if row.is_complete:
        named = frozenset().union(*(rules_of(each["id"]) for each in expected))
        spoken = frozenset().union(*map(rules_of, row.label["scope_ids"] or ()))
        for found in harmful(row):
            if found.rule not in named and (row.label["scope"] == "all" or found.rule in spoken):
                yield f"{found.rule} breaks, which is not listed"
    for absent in row.label["absent"]:
        yield from (each.rule for each in harmful(row) if each.rule in rules_of(absent))


def graded(row: Row) -> Iterator[dict[str, Any]]:
    """What a label lists, and is told at another severity than it says."""
    for each in row.label["expected"]:
        if any(meant(each, told(row))) and not holds(each, row):
            yield each


def told(row: Row) -> tuple[Finding, ...]:
    """All that is told without any relaxation, at whatever severity."""
    return (*findings(row.strict), *notes(row.strict))


def holds(expected: dict[str, Any], row: Row) -> bool:
    """Whether what a label expects is as harmful as it says."""
    match expected["level"]:
        case "ERR":
            found = meant(expected, findings(row.strict))
            return any(each.severity is not Severity.NOTE for each in found)
        case "WARN":
            return any(meant(expected, (*findings(row.relaxed), *notes(row.relaxed))))
        case _:
            return not any(meant(expected, harmful(row)))


def meant(expected: dict[str, Any], found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that an expectation can mean, by their rule and operation."""
    wanted = rules_of(expected["id"])
    title = f"{expected.get('operation', '')} {unnamed(expected.get('path', ''))}".strip()
    for each in found:
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
def test_every_row_agrees_about_facts_or_is_refuted(rows: list[Row]) -> None:
    assert len(rows) == 275
    assert {row.name for row in rows if any(unlike(row))} == {*UNLISTED, *UNTOLD}


@pytest.mark.slow
@pytest.mark.corpus
def test_every_row_agrees_about_severities_or_is_refuted(rows: list[Row]) -> None:
    assert {row.name for row in rows if any(graded(row))} == {*HARMFUL, *HARMLESS}


@pytest.mark.slow
@pytest.mark.corpus
def test_a_refuting_witness_is_shown(rows: list[Row]) -> None:
    for row in rows:
        for rule in (*UNLISTED.get(row.name, ()), *HARMFUL.get(row.name, ())):
            found = [each for each in findings(row.strict) if each.rule == rule]
            assert found, row.name
            for each in found:
                assert each.verdict is Verdict.PROVED_BREAK, row.name
                assert each.witness is not None, row.name


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
def test_what_a_label_fears_is_told_with_the_proof_that_needs_no_policy(rows: list[Row]) -> None:
    for row in rows:
        for each in graded(row) if row.name in HARMLESS else ():
            verdicts = {found.verdict for found in meant(each, told(row))}
            assert verdicts == {Verdict.PROVED_SAFE}, (row.name, each["id"])


@pytest.mark.slow
@pytest.mark.corpus
def test_most_strict_rows_agree(rows: list[Row]) -> None:
    """Of those with a complete label; the second share has a limit in how many labels are false."""
    strict = [row for row in rows if row.is_complete]
    facts = [row for row in strict if not any(unlike(row))]
    severities = [row for row in facts if not any(graded(row))]
    print()
    print(f"facts agree in {share(facts, strict)}")
    print(f"facts and severities agree in {share(severities, strict)}")
    assert len(facts) / len(strict) >= 0.95
    assert len(severities) / len(strict) > 0.87


def share(some: list[Row], rows: list[Row]) -> str:
    """How many rows are some of them, and which share that is."""
    return f"{len(some)} of {len(rows)} strict rows ({len(some) / len(rows):.1%})"


@pytest.mark.slow
@pytest.mark.corpus
def test_every_id_has_a_rule_here(rows: list[Row]) -> None:
    ids = {each["id"] for row in rows for each in row.label["expected"]}
    assert len(ids) == 225
    missing = {each for each in ids if not rules_of(each) & set(rules())}
    assert missing == set()
