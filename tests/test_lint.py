"""Every rule, by a case that fires and one that is silent; severities, waivers, plugins."""

import dataclasses
import datetime
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Monorepo
from counterfoil.engine.contracts import load, load_file
from counterfoil.engine.rules import Rule, manual, ordered, rules, settle, unused_waivers
from counterfoil.lint import lint
from counterfoil.model import At, CannotRun, Config, Finding, Severity, Waiver

CASES = Path(__file__).parent / "cases" / "lint"
CODE = Path(__file__).parent.parent / "codegen" / "counterfoil"
TODAY = datetime.date(2026, 11, 20)
ELSEWHERE = {
    "absent-answered": "the tests of verify",
    "artifact-edited": "test_drift.py",
    "artifact-missing": "test_drift.py",
    "artifact-orphaned": "test_drift.py",
    "artifact-stale": "test_drift.py",
    "baseline-unreadable": "test_compat_verb.py",
    "cache-damaged": "test_store.py",
    "cache-unusable": "test_store.py",
    "consumed-field-missing": "test_consumers.py",
    "consumed-format-broken": "test_consumers.py",
    "consumed-header-missing": "test_consumers.py",
    "suite-test-failed": "test_suites_verified.py",
    "coverage-below-threshold": "test_verify_verb.py",
    "created-not-found": "test_seeded_faults.py",
    "created-not-kept": "the tests of verify",
    "created-not-listed": "test_seeded_faults.py",
    "credentials-missing": "test_conform.py",
    "credentials-not-checked": "test_reference_verify.py",
    "credentials-not-required": "test_seeded_faults.py",
    "deleted-still-there": "test_seeded_faults.py",
    "exchange-not-recorded": "test_recording.py",
    "expectation-lock-malformed": "test_expectation_lock.py",
    "expectation-lock-stale": "test_consumers_verb.py",
    "expectation-not-accepted": "test_consumers_verb.py",
    "expectation-pending": "test_consumers.py",
    "expectation-stale": "test_recording.py",
    "expectation-unmet": "test_consumers.py",
    "filter-not-kept": "test_reference_verify.py",
    "invalid-request-accepted": "test_seeded_faults.py",
    "limit-not-kept": "test_seeded_faults.py",
    "link-leads-nowhere": "the tests of verify",
    "method-not-refused": "test_seeded_faults.py",
    "other-resource-answered": "test_seeded_faults.py",
    "pattern-unchecked": "test_residue.py",
    "provider-died": "test_provider_runs.py",
    "provider-state-refused": "test_provider_runs.py",
    "reply-lost": "test_verify_bad_providers.py",
    "request-body-breach": "test_conform.py",
    "request-body-malformed": "test_conform.py",
    "request-body-missing": "test_conform.py",
    "request-media-type-undocumented": "test_conform.py",
    "request-parameter-breach": "test_conform.py",
    "request-parameter-missing": "test_conform.py",
    "resilience-answer-undocumented": "test_resilience.py",
    "resilience-blocks-others": "test_resilience.py",
    "resilience-crash": "test_resilience.py",
    "resilience-deadline-exceeded": "test_resilience.py",
    "resilience-dependency-leaked": "test_resilience.py",
    "resilience-internal-error": "test_resilience.py",
    "resilience-no-recovery": "test_resilience.py",
    "resilience-no-start": "test_resilience.py",
    "resilience-retries-unbounded": "test_resilience.py",
    "resilience-retry-after-ignored": "test_resilience.py",
    "resilience-unsafe-retry": "test_resilience.py",
    "response-body-breach": "test_conform.py",
    "response-body-malformed": "test_conform.py",
    "response-body-missing": "test_conform.py",
    "response-header-breach": "test_conform.py",
    "response-header-missing": "test_conform.py",
    "schema-left-out": "the tests of compile",
    "server-error": "test_conform.py",
    "status-not-met": "the tests of verify",
    "stranger-let-in": "the tests of verify",
    "undocumented-body": "test_conform.py",
    "undocumented-media-type": "test_conform.py",
    "undocumented-refusal": "test_examine.py",
    "undocumented-status": "test_conform.py",
    "update-not-kept": "test_seeded_faults.py",
    "valid-request-rejected": "test_seeded_faults.py",
    "waiver-expired": "below",
    "waiver-unused": "below",
    "write-only-sent": "test_conform.py",
}
"""Rules that need more than a contract to fire, and where they are tested."""
OF_JOURNEYS = "journey-"
"""How rules begin that have their cases in test_journeys.py."""
CASED = [
    rule
    for rule in rules().values()
    if rule.id not in ELSEWHERE and not rule.id.startswith(OF_JOURNEYS) and not rule.category
]
"""Those of changes have a category, and their cases in test_compat_cases.py."""
PARTS = ["## What it says", "## Who breaks", "## Example", "## Instead"]


def found(root: Path, **settings: object) -> tuple[Finding, ...]:
    """What reading and linting the contracts of a monorepo finds."""
    config = Config(root=root, package="p", distribution="p")
    config = dataclasses.replace(config, **settings)  # type: ignore[arg-type] # as given by the test
    loaded = load(config)
    return settle((*loaded.findings, *lint(loaded.bundles, config, TODAY)), config, TODAY)


def told(finding: Finding) -> str:
    at = finding.at
    lines = [
        f"{at.path}:{at.line}:{at.column}: {finding.severity}: {finding.message}",
        f"    pointer {at.pointer or '(top)'}",
        f"    subject {finding.subject}",
        f"    witness {finding.witness}",
        f"    fix     {finding.fix}",
    ]
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("rule", CASED, ids=lambda rule: rule.id)
def test_rule_fires(rule: Rule, expect: Callable[[Path, str], None]) -> None:
    text = "".join(map(told, by(rule, found(CASES / rule.id / "fires"))))
    assert text, f"{rule.id} does not fire on its own case"
    expect(CASES / rule.id / "expected.txt", text)


@pytest.mark.parametrize("rule", CASED, ids=lambda rule: rule.id)
def test_rule_is_silent(rule: Rule) -> None:
    assert by(rule, found(CASES / rule.id / "silent")) == []


def by(rule: Rule, findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.rule == rule.id]


def test_every_case_belongs_to_a_rule() -> None:
    assert {path.name for path in CASES.iterdir()} == {rule.id for rule in CASED}


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_manual_page_has_all_its_parts_in_order(rule: Rule) -> None:
    assert rule.summary.endswith("."), "the first line is a sentence"
    assert [line for line in rule.manual.splitlines() if line.startswith("## ")] == PARTS
    assert manual(rule.id) == rule.manual


def test_every_finding_that_the_code_raises_has_a_manual_page() -> None:
    raised = {
        match
        for path in CODE.rglob("*.py")
        for match in re.findall(r'(?:rule=|Finding\(\s*)"([a-z-]+)"', path.read_text("utf-8"))
    }
    assert raised - set(rules()) == set()


def test_rules_are_named_after_their_modules() -> None:
    folders = (CODE / "lint" / "rules", CODE / "engine" / "manual")
    files = {path.stem.replace("_", "-") for folder in folders for path in folder.glob("[a-z]*.py")}
    assert {rule.id for rule in rules().values() if not rule.category} == files


def finding(rule: str = "owner-missing", line: int = 1) -> Finding:
    return Finding(rule, "orders v1 names no owner", At("contracts/orders/v1/openapi.yaml", line))


def configured(**settings: object) -> Config:
    config = Config(root=Path(), package="p", distribution="p")
    return dataclasses.replace(config, **settings)  # type: ignore[arg-type] # as given by the test


def test_severity_is_the_rules_own_unless_configured() -> None:
    assert [each.severity for each in settle([finding()], configured(), TODAY)] == [
        Severity.WARNING
    ]
    strict = configured(rules={"owner-missing": Severity.ERROR})
    assert [each.severity for each in settle([finding()], strict, TODAY)] == [Severity.ERROR]


def test_rule_that_is_off_is_neither_run_nor_reported() -> None:
    off = configured(rules={"owner-missing": None})
    assert settle([finding()], off, TODAY) == ()
    root = CASES / "owner-missing" / "fires"
    assert "owner-missing" not in {each.rule for each in found(root, rules={"owner-missing": None})}


def test_unknown_rule_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(CannotRun, match="owner-mising") as caught:
        settle([], configured(rules={"owner-mising": None}), TODAY)
    assert "`owner-missing`" in caught.value.why
    with pytest.raises(CannotRun, match="nothing-like-it"):
        manual("nothing-like-it")


def waiver(until: datetime.date, of: Finding | None = None) -> Waiver:
    return Waiver((of or finding()).fingerprint, "agreed with team-orders", until)


def test_waived_finding_is_gone_until_the_day_after() -> None:
    config = configured(waivers=(waiver(TODAY),))
    assert settle([finding()], config, TODAY) == ()
    late = settle([finding()], config, TODAY + datetime.timedelta(days=1))
    assert [each.rule for each in late] == ["owner-missing", "waiver-expired"]
    assert late[1].severity is Severity.ERROR
    assert "agreed with team-orders" in late[1].message


def test_waiver_holds_when_lines_move_and_for_nothing_else() -> None:
    config = configured(waivers=(waiver(TODAY),))
    other = dataclasses.replace(finding(), subject="stock/v1")
    assert settle([finding(line=20), other], config, TODAY) == (
        dataclasses.replace(other, severity=Severity.WARNING),
    )


def test_waiver_that_waives_nothing_is_a_finding() -> None:
    config = configured(waivers=(waiver(TODAY), waiver(TODAY, finding("security-absent"))))
    assert [each.rule for each in unused_waivers([finding()], config)] == ["waiver-unused"]


def test_settling_twice_changes_nothing() -> None:
    config = configured(waivers=(waiver(TODAY - datetime.timedelta(days=1)),))
    once = settle([finding("security-absent"), finding()], config, TODAY)
    assert settle(once, config, TODAY) == once


def test_findings_are_sorted_by_place_and_told_once() -> None:
    first, second = finding(line=1), finding(line=2)
    later = dataclasses.replace(second, message="orders v1 names nobody")
    assert ordered([later, first, first]) == (first, later)


def test_rule_of_another_distribution_counts_like_our_own(
    monorepo: Callable[..., Monorepo], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process finds the rule through its entry point; nothing is imported here."""
    site = tmp_path / "site"
    (site / "shouting-1.dist-info").mkdir(parents=True)
    (site / "shouting-1.dist-info" / "METADATA").write_text("Name: shouting\nVersion: 1\n")
    (site / "shouting-1.dist-info" / "entry_points.txt").write_text(
        "[counterfoil.rules]\nshouting = shouting:title_shouts\n"
    )
    (site / "shouting.py").write_text('''"""A title is written in capitals."""
from counterfoil.engine.rules import rule
from counterfoil.model import Finding, Severity

@rule(Severity.ERROR)
def title_shouts(bundle):
    if bundle.api.title.isupper():
        yield Finding("title-shouts", f"{bundle.contract.title} shouts", bundle.api.place.at)
''')
    made = monorepo()
    path = "contracts/pings/v1/openapi.yaml"
    text = (made.root / path).read_text("utf-8")
    made.write({path: text.replace("title: Pings", "title: PINGS")})
    paths = os.pathsep.join((str(CODE.parent), str(site)))
    monkeypatch.setenv("PYTHONPATH", paths)
    command = [sys.executable, "-m", "counterfoil", "-C", str(made.root)]
    done = subprocess.run([*command, "lint", "--format", "json"], capture_output=True, text=True)
    assert '"title-shouts"' in done.stdout, done.stderr
    assert done.returncode == 1
    page = subprocess.run([*command, "explain", "title-shouts"], capture_output=True, text=True)
    assert "in capitals" in page.stdout


@pytest.mark.corpus
def test_the_largest_document_is_linted_in_seconds(shared: Path) -> None:
    loaded = load_file(shared / "corpus" / "github-rest" / "openapi.json", shared / "corpus")
    begin = time.process_time()
    findings = settle(lint(loaded.bundles, configured(), TODAY), configured(), TODAY)
    assert time.process_time() - begin < 15
    errors = [each for each in findings if each.severity is Severity.ERROR]
    assert 0 < len(errors) < 10, [each.message for each in errors]


@pytest.mark.corpus
def test_multi_file_document_is_judged_by_what_its_references_lead_to(shared: Path) -> None:
    entry = shared / "corpus" / "digitalocean" / "specification" / "DigitalOcean-public.v2.yaml"
    loaded = load_file(entry, shared / "corpus")
    findings = settle(lint(loaded.bundles, configured(), TODAY), configured(), TODAY)
    invalid = {each.at.path for each in findings if each.rule == "document-invalid"}
    assert {Path(path).name for path in invalid} == {
        "load_balancer.yml",
        "load_balancer_create.yml",
        "loadBalancers_add_droplets.yml",
        "loadBalancers_remove_droplets.yml",
    }
