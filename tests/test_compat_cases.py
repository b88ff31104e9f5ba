"""Every rule of changes, by cases: what changed, whom it breaks on which terms, and the witness.

Each folder of tests/cases/compat holds two versions and what is expected of them. A version that is
no contract by itself is a schema: it is tried in a request, in an answer and in a message.
"""

import datetime
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from counterfoil.compat.change import Party
from counterfoil.compat.comparing import Comparison, compare
from counterfoil.compat.findings import findings, notes
from counterfoil.compat.terms import Mode, Terms
from counterfoil.engine.rules import Rule, rules
from counterfoil.model import At, Bundle, Finding, Severity, Verdict
from versions import message, service, whole
from witnessing import broken, is_confirmed

CASES = Path(__file__).parent / "cases" / "compat"
FOLDERS = sorted(each for each in CASES.iterdir() if each.is_dir())
TODAY = datetime.date(2026, 11, 20)
TERMS = {
    "BACKWARD": Terms(TODAY),
    "BACKWARD, no policy": Terms(TODAY, policies=frozenset()),
    "FORWARD": Terms(TODAY, Mode.FORWARD),
    "FORWARD, no policy": Terms(TODAY, Mode.FORWARD, frozenset()),
}

OF_SCHEMAS = [rule for rule in rules().values() if rule.category and rule.direction]
OF_VALUES = [rule for rule in OF_SCHEMAS if rule.severity is Severity.ERROR]
BESIDE_VALUES = [rule for rule in OF_SCHEMAS if rule.severity is not Severity.ERROR]
ELSEWHERE = {
    "breaking-change-in-place": "test_compat_lifecycle.py",
    "contract-added": "test_compat_lifecycle.py",
    "contract-kind-changed": "test_compat_operations.py",
    "contract-removed": "test_compat_lifecycle.py",
    "contract-renamed": "test_compat_lifecycle.py",
    "contract-retired": "test_compat_lifecycle.py",
    "contract-withdrawn": "test_compat_lifecycle.py",
    "version-not-raised": "test_compat_lifecycle.py",
}
"""Rules that need more than two versions of one contract, and where they are tested."""
WORST = (Verdict.PROVED_BREAK, Verdict.UNKNOWN, Verdict.PROVED_SAFE)
STRICTEST = (TERMS["BACKWARD, no policy"], TERMS["FORWARD, no policy"])


def contracts(case: Path, folder: Path) -> Iterator[tuple[Bundle, Bundle]]:
    """Both versions of a case, once for each contract that carries them."""
    baseline, candidate = (
        (case / f"{version}.yaml").read_text("utf-8") for version in ("baseline", "candidate")
    )
    carried = (whole,) if "paths:" in baseline else (service, message)
    for each in carried:
        yield each(folder / "baseline", baseline), each(folder / "candidate", candidate)


def told(case: Path, folder: Path) -> str:
    """What is found in a case: each rule once, then what is known of it on each of the terms."""
    found: dict[tuple[str, str], dict[str, Finding]] = {}
    for baseline, candidate in contracts(case, folder):
        for name, terms in TERMS.items():
            for each in everything(compare(baseline, candidate, terms)):
                found.setdefault((each.rule, each.subject), {})[name] = each
    return "\n".join(line for key in sorted(found) for line in _lines(found[key]))


def everything(comparison: Comparison) -> tuple[Finding, ...]:
    """What breaks somebody or may do so, and what does not."""
    return (*findings(comparison), *notes(comparison))


def _lines(on_terms: Mapping[str, Finding]) -> Iterator[str]:
    first = next(iter(on_terms.values()))
    yield first.rule
    yield f"    {first.message.splitlines()[0]}"
    yield f"    was {_at(first.baseline)}, is {_at(first.at)}"
    if len(first.operations) > 1:
        yield f"    reaches {', '.join(first.operations)}"
    for name, each in on_terms.items():
        yield f"    {name}: {each.severity}, {each.verdict}"
        yield from (f"        {line}" for line in each.message.splitlines()[1:])
        if each.witness is not None:
            yield f"        {json.dumps(each.witness, ensure_ascii=False)}"
    yield from sorted({f"    fix {each.fix}" for each in on_terms.values() if each.fix})
    yield ""


def _at(at: At | None) -> str:
    return "nowhere" if at is None else f"{at.path}:{at.line}:{at.column}"


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path, expect: Callable[[Path, str], None]) -> None:
    expect(case / "expected.txt", told(case, tmp_path))


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_a_version_does_not_differ_from_itself(case: Path, tmp_path: Path) -> None:
    for versions in contracts(case, tmp_path):
        for each in versions:
            assert compare(each, each, TERMS["BACKWARD"]).changes == ()


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_another_validator_confirms_every_witness(case: Path, tmp_path: Path) -> None:
    for baseline, candidate in contracts(case, tmp_path):
        for terms in STRICTEST:
            comparison = compare(baseline, candidate, terms)
            for change in broken(comparison):
                assert is_confirmed(change, comparison), (change.rule, change.witness)


BOTH_WAYS = ("enum-value-added", "format-changed", "operation-removed", "property-added.closed")


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_full_is_the_worse_of_both_ways(name: str, tmp_path: Path) -> None:
    for versions in contracts(CASES / name, tmp_path):
        one, other, full = (
            {each.rule: each.verdict for each in compare(*versions, Terms(TODAY, mode)).changes}
            for mode in (Mode.BACKWARD, Mode.FORWARD, Mode.FULL)
        )
        assert full == {rule: min(one[rule], other[rule], key=WORST.index) for rule in one}


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_nobody_breaks_where_nothing_has_to_get_on(name: str, tmp_path: Path) -> None:
    for versions in contracts(CASES / name, tmp_path):
        assert findings(compare(*versions, Terms(TODAY, Mode.NONE))) == ()


@cache
def verdicts() -> Mapping[str, frozenset[tuple[str, str]]]:
    """Rule → every severity and verdict that the cases expect of it."""
    found: dict[str, set[tuple[str, str]]] = {}
    for case in FOLDERS:
        rule = ""
        for line in (case / "expected.txt").read_text("utf-8").splitlines():
            if line and not line.startswith(" "):
                rule = line
            elif told := re.fullmatch(r"    (?:BACK|FOR)WARD.*: (\w+), (\S+)", line):
                found.setdefault(rule, set()).add((told[1], told[2]))
    return {rule: frozenset(each) for rule, each in found.items()}


def test_every_rule_of_changes_is_told_in_a_case() -> None:
    named = {rule.id for rule in rules().values() if rule.category}
    assert {*verdicts(), *ELSEWHERE} == named


def test_every_case_is_named_after_what_it_tells() -> None:
    for case in FOLDERS:
        told = set(re.findall(r"^\S+$", (case / "expected.txt").read_text("utf-8"), re.MULTILINE))
        fact = case.name.partition(".")[0]
        assert told & {fact, *(f"{party.prefix}-{fact}" for party in Party)}, case.name


def test_no_policy_makes_a_break() -> None:
    """What breaks somebody in spite of all relaxations does so without any."""
    for case in FOLDERS:
        text = (case / "expected.txt").read_text("utf-8")
        for block in text.split("\n\n"):
            told = dict(re.findall(r"^    (\S*WARD(?:, no policy)?): (.*)$", block, re.MULTILINE))
            for mode in ("BACKWARD", "FORWARD"):
                if told.get(mode, "").endswith("proved-break"):
                    assert told[f"{mode}, no policy"].endswith("proved-break"), case.name


@pytest.mark.parametrize("rule", OF_VALUES, ids=lambda rule: rule.id)
def test_what_changes_values_breaks_somebody_in_one_case_and_nobody_in_another(rule: Rule) -> None:
    found = verdicts()[rule.id]
    assert ("error", "proved-break") in found
    assert ("note", "proved-safe") in found


@pytest.mark.parametrize("rule", BESIDE_VALUES, ids=lambda rule: rule.id)
def test_what_changes_no_value_breaks_nobody(rule: Rule) -> None:
    assert verdicts()[rule.id] == {(rule.severity.value, "proved-safe")}
