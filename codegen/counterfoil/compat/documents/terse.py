"""The changes of a comparison in a line each, for somebody who has just made them."""

import re
from collections.abc import Mapping
from itertools import pairwise

from counterfoil.compat.change import Change, Party
from counterfoil.compat.comparing import Comparison
from counterfoil.compat.documents.entries import without
from counterfoil.compat.documents.news import news
from counterfoil.compat.facts import Fact
from counterfoil.engine.words import plural
from counterfoil.model import Place, Verdict

_WEIGHTS = {
    Verdict.PROVED_BREAK: "breaking: ",
    Verdict.UNKNOWN: "may break: ",
    Verdict.PROVED_SAFE: "",
}
_OF_ALL: Mapping[Fact, str] = {
    Fact.PROPERTY_ADDED: "{schema} gained `{field}`",
    Fact.PROPERTY_REMOVED: "{schema} lost `{field}`",
    Fact.REQUIRED_PROPERTY_REMOVED: "{schema} lost `{field}`",
    Fact.PROPERTY_BECAME_OPTIONAL: "{schema} may be without `{field}` now",
}
_OF_ANSWERS: Mapping[Fact, str] = {
    Fact.REQUIRED_PROPERTY_ADDED: "{schema} gained `{field}`, which it always has",
    Fact.PROPERTY_BECAME_REQUIRED: "{schema} always has `{field}` now",
}
_OF_REQUESTS: Mapping[Fact, str] = {
    Fact.REQUIRED_PROPERTY_ADDED: "{operations} now needs `{field}`",
    Fact.PROPERTY_BECAME_REQUIRED: "{operations} now needs `{field}`",
}
_NAMED = re.compile(r"/(?:components/schemas|definitions|\$defs)/([^/]+)(?=/|$)")
_IT = re.compile(r"^([A-Z]+ \S+): it (?=is |was |can )")


def terse(comparison: Comparison) -> tuple[str, ...]:
    """`Order gained `discount``, each once, what breaks somebody first.

    What is written once is told once, whichever of requests and answers it reaches; other changes
    are told as changelogs tell them.
    """
    told: dict[str, str] = {}
    for change in news(comparison).changes:
        # The worst comes first, and is kept.
        told.setdefault(_said(change, comparison), _WEIGHTS[change.verdict])
    return tuple(f"{weight}{line}" for line, weight in told.items())


def _said(change: Change, comparison: Comparison) -> str:
    stencil = _stencil(change)
    if stencil:
        # What is gone stood in the version before.
        place = (
            change.near if change.near.pointer.endswith(f"/{change.subject}") else change.baseline
        )
        schema = _schema(place or change.near)
        return stencil.format(
            schema=schema or _operations(change, comparison),
            field=_field(place or change.near, change.subject) if schema else change.pattern[1:],
            operations=_operations(change, comparison),
        )
    titles = (comparison.candidate.contract.title, comparison.baseline.contract.title)
    return _IT.sub(r"\1 ", without(change.message, titles))


def _stencil(change: Change) -> str:
    """How a change of a schema is told; empty where it is told as changelogs tell it."""
    sides = {Party.CONSUMER: _OF_REQUESTS, Party.PROVIDER: _OF_ANSWERS, Party.WRITER: _OF_ANSWERS}
    for party, own in sides.items():
        name = change.rule.removeprefix(f"{party.prefix}-")
        if name != change.rule and name in list(Fact):
            return own.get(Fact(name), _OF_ALL.get(Fact(name), ""))
    return ""


def _schema(place: Place) -> str:
    """The schema that a place lies in, as its author calls it; empty where it has no name."""
    names = _NAMED.findall(place.pointer)
    if names:
        return str(names[-1]).replace("~1", "/").replace("~0", "~")
    if place.pointer.startswith("/properties/"):
        whole = place.source.value
        title = whole.get("title") if isinstance(whole, dict) else None
        return str(title or place.source.path)
    return ""


def _field(place: Place, name: str) -> str:
    """A property by its way from its schema: `lines.price`."""
    steps = _NAMED.split(place.pointer)[-1].split("/")
    way = [each for before, each in pairwise(steps) if before == "properties"]
    return ".".join(way if way[-1:] == [name] else [*way, name])


def _operations(change: Change, comparison: Comparison) -> str:
    """`POST /orders`, and how many others it reaches."""
    titles = (comparison.candidate.contract.title, comparison.baseline.contract.title)
    first, *others = [without(each, titles) for each in change.operations] or [titles[0]]
    return f"{first} (and {plural(len(others), 'other operation')})" if others else first
