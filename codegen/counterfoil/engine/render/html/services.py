"""What was found out about each service, one section each."""

from collections.abc import Iterator, Mapping, Sequence

from counterfoil.engine.render.html.elements import (
    Markup,
    anchor,
    folded,
    joined,
    said,
    tag,
    verbatim,
)
from counterfoil.engine.render.html.facts import rows, table
from counterfoil.engine.report import CANNOT_RUN, CONTRACTS, FINGERPRINTS, PROVED
from counterfoil.model import Finding, Json, Severity

_SHOWN_ELSEWHERE = (CANNOT_RUN, FINGERPRINTS, PROVED, "seconds")


def services(told: Mapping[str, Mapping[str, Json]], found: Sequence[Finding]) -> Markup:
    """A card for each service: whether it keeps its contracts, how that was looked at, and how much."""
    by_fingerprint = {each.fingerprint: each for each in found}
    return joined(_card(name, facts, by_fingerprint) for name, facts in told.items())


def _card(name: str, facts: Mapping[str, Json], known: Mapping[str, Finding]) -> Markup:
    found = [known[each] for each in facts.get(FINGERPRINTS, ()) if each in known]
    refused = facts.get(CANNOT_RUN)
    fails = refused or any(each.severity is Severity.ERROR for each in found)
    return tag(
        "div",
        tag("h3", said(name)),
        *(refusal(refused) if refused else ()),
        *_links(found),
        *_sentences(facts.get(PROVED, ())),
        *_coverage(facts),
        id=anchor("service", name),
        class_="card error" if fails else "card holds",
    )


def refusal(told: Mapping[str, str]) -> Iterator[Markup]:
    """What could not run, why, and how to go on."""
    yield tag("p", tag("b", said("cannot run "), class_="error"), said(told["what"]))
    if told["why"]:
        yield verbatim(told["why"])
    if told["fix"]:
        yield tag("p", tag("b", said("fix ")), said(told["fix"]))


def _links(found: Sequence[Finding]) -> Iterator[Markup]:
    if found:
        links = (
            tag(
                "li",
                tag("b", said(f"{each.severity} "), class_=each.severity.value),
                tag("a", said(each.message), href=f"#{anchor(each.fingerprint)}"),
            )
            for each in found
        )
        yield tag("ul", *links)


def _sentences(told: Sequence[str]) -> Iterator[Markup]:
    yield from (tag("p", tag("b", said("holds "), class_="holds"), said(each)) for each in told)


def _coverage(facts: Mapping[str, Json]) -> Iterator[Markup]:
    examined = {
        contract: {"requests": known.get("requests"), **known["coverage"]}
        for contract, known in facts.get(CONTRACTS, {}).items()
        if isinstance(known.get("coverage"), Mapping)
    }
    if examined:
        yield tag("h4", said("Coverage"))
        yield rows(examined)
    rest = {name: each for name, each in facts.items() if name not in _SHOWN_ELSEWHERE}
    if rest:
        yield folded("all facts", table(rest))
