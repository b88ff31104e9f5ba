"""Makes the rules of changes: one page for a fact, a rule of it for each party that sends."""

from dataclasses import replace
from enum import StrEnum

from counterfoil.compat.change import Party
from counterfoil.engine.rules import Rule, page
from counterfoil.model import Severity

RULESET = "1"
"""Rises whenever a rule comes, goes, or means something else; every report names it."""


class Category(StrEnum):
    """What a change touches."""

    WIRE = "WIRE"
    """Which requests, answers and messages are valid."""
    SOURCE = "SOURCE"
    """What is compiled from the contract: names, types, which branch is read."""
    SEMANTIC = "SEMANTIC"
    """What the same bytes mean, or promise for later."""


_SPOKEN = {
    Party.CONSUMER: "In requests",
    Party.PROVIDER: "In answers",
    Party.WRITER: "In messages",
}


def carried(
    module: str, category: Category, severity: Severity = Severity.ERROR
) -> tuple[Rule, Rule, Rule]:
    """The rules of requests, answers and messages for the fact that `module` is named after.

    >>> from counterfoil.engine.rules import rules
    >>> rules()["response-max-length-increased"].direction
    'response'
    """
    return (
        _sent(page(module, severity), Party.CONSUMER, category),
        _sent(page(module, severity), Party.PROVIDER, category),
        _sent(page(module, severity), Party.WRITER, category),
    )


def exchanged(module: str, category: Category) -> tuple[Rule, Rule]:
    """The rules of requests and answers, for a fact that says nothing of messages."""
    request, response, _ = carried(module, category)
    return request, response


def whole(module: str, severity: Severity, category: Category) -> Rule:
    """The rule that `module` is named after, of what nobody sends: an operation, a version."""
    return replace(page(module, severity), category=category.value)


def _sent(rule: Rule, party: Party, category: Category) -> Rule:
    return replace(
        rule,
        id=f"{party.prefix}-{rule.id}",
        manual=f"{_SPOKEN[party]}: {_continued(rule.manual)}",
        category=category.value,
        direction=party.prefix,
    )


def _continued(sentence: str) -> str:
    """A sentence as it goes on after a colon."""
    return sentence[:1].lower() + sentence[1:]
