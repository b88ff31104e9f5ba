"""The rules of changes are whole: a page for every fact, one rule a direction, each with its opposite."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from counterfoil.compat.change import Party
from counterfoil.compat.facts import Fact
from counterfoil.compat.ruling import RULESET, Category
from counterfoil.engine.rules import Rule, rules

LISTED = Path(__file__).parent / "cases" / "compat" / "ruleset.txt"
CHANGES = {rule.id: rule for rule in rules().values() if rule.category}
CARRIED = {rule.id: rule for rule in CHANGES.values() if rule.direction}
OF_EXCHANGES = {
    Fact.PROPERTY_BECAME_READ_ONLY,
    Fact.PROPERTY_BECAME_NOT_READ_ONLY,
    Fact.PROPERTY_BECAME_WRITE_ONLY,
    Fact.PROPERTY_BECAME_NOT_WRITE_ONLY,
}
"""They tell requests and answers apart, so that no message has them."""
OPPOSITES = (
    ("added", "removed"),
    ("allowed", "forbidden"),
    ("became-not-", "became-"),
    ("became-optional", "became-required"),
    ("decreased", "increased"),
    ("deprecated", "reactivated"),
    ("narrowed", "widened"),
    ("unconstrained", "constrained"),
)
"""How a fact and its opposite are called. Any other fact is a change, and its own opposite."""


def opposites(name: str) -> Iterator[str]:
    """What the opposite of a fact can be called: every way round that has another word."""
    for one, other in OPPOSITES:
        for word, becomes in ((one, other), (other, one)):
            if re.search(rf"(^|-){word}", name):
                yield re.sub(rf"(^|-){word}", rf"\1{becomes}", name, count=1)


def opposed(rule: Rule, names: set[str]) -> bool:
    """Whether the opposite of a rule is a rule too, or it has none."""
    found = set(opposites(rule.id))
    return not found or bool(found & names)


def parties(fact: Fact) -> tuple[Party, ...]:
    """Who can send something that the fact is true of."""
    return (Party.CONSUMER, Party.PROVIDER) if fact in OF_EXCHANGES else tuple(Party)


def test_every_fact_has_a_rule_in_requests_answers_and_messages() -> None:
    expected = {f"{party.prefix}-{fact}": party for fact in Fact for party in parties(fact)}
    assert {each.id: each.direction for each in CARRIED.values()} == {
        rule: party.prefix for rule, party in expected.items()
    }


def test_directions_of_a_fact_agree_in_category_and_severity() -> None:
    for fact in Fact:
        of_fact = [CARRIED[f"{party.prefix}-{fact}"] for party in parties(fact)]
        assert len({(rule.category, rule.severity) for rule in of_fact}) == 1, fact


def test_every_fact_has_its_opposite() -> None:
    names = set(CHANGES)
    assert [rule.id for rule in CHANGES.values() if not opposed(rule, names)] == []


def test_a_missing_opposite_is_noticed() -> None:
    names = set(CHANGES) - {"request-max-length-increased"}
    assert not opposed(CHANGES["request-max-length-decreased"], names)
    assert opposed(CHANGES["request-min-length-decreased"], names)


def test_every_change_is_on_the_wire_in_the_source_or_in_what_it_means() -> None:
    assert {rule.category for rule in CHANGES.values()} == {each.value for each in Category}


@pytest.mark.parametrize("rule", CARRIED.values(), ids=lambda rule: rule.id)
def test_page_says_who_breaks_in_every_direction_and_what_to_do(rule: Rule) -> None:
    said = rule.manual.split("## Who breaks")[1].split("## Example")[0]
    assert re.findall(r"^- (\w+): ", said, flags=re.MULTILINE) == [
        "Requests",
        "Answers",
        "Messages",
    ]
    assert len(rule.manual.split("## Instead")[1].split()) > 3
    assert all(len(line) <= 100 for line in rule.manual.splitlines()), "as wide as a terminal"


@pytest.mark.parametrize("fact", Fact)
def test_no_two_facts_have_the_same_summary(fact: Fact) -> None:
    mine = CARRIED[f"request-{fact}"].summary
    assert [rule.id for rule in CARRIED.values() if rule.summary == mine] == [f"request-{fact}"]


@pytest.mark.parametrize("fact", Fact)
def test_example_is_yaml(fact: Fact) -> None:
    page = CARRIED[f"request-{fact}"].manual
    (example,) = re.findall(r"```yaml\n(.*?)```", page, flags=re.DOTALL)
    assert list(yaml.compose_all(example.replace("\n{enum", "\n---\n{enum")))


def test_ruleset_has_the_version_that_it_was_listed_with(
    expect: Callable[[Path, str], None],
) -> None:
    """Whoever adds, removes or regrades a rule raises RULESET, and blesses the list."""
    lines = [
        " ".join(filter(None, (each.id, each.severity, each.category, each.direction)))
        for each in CHANGES.values()
    ]
    expect(LISTED, "\n".join((f"ruleset {RULESET}", *lines, "")))
