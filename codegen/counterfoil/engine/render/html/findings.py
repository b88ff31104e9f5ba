"""Findings as articles: what, where, the proof, and how to see it again."""

from collections.abc import Iterator, Sequence

from counterfoil.engine.render.html.elements import (
    Markup,
    anchor,
    folded,
    joined,
    opened,
    said,
    tag,
    verbatim,
)
from counterfoil.engine.render.html.witnesses import witness
from counterfoil.engine.render.plain import place, verdict
from counterfoil.model import Finding, Severity

TITLES = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.NOTE: "Notes"}


def findings(found: Sequence[Finding]) -> Markup:
    """The findings, the most severe first."""
    return joined(
        tag("section", tag("h2", said(TITLES[level])), *map(article, alike), id=TITLES[level])
        for level in Severity
        if (alike := [each for each in found if each.severity is level])
    )


def article(finding: Finding) -> Markup:
    """One finding."""
    return tag(
        "article", *_parts(finding), id=anchor(finding.fingerprint), class_=finding.severity.value
    )


def _parts(finding: Finding) -> Iterator[Markup]:
    yield tag("h3", said(finding.message))
    yield tag("p", *_line_below(finding), class_="place")
    if finding.baseline is not None:
        yield tag("p", tag("b", said("was at ")), said(place(finding.baseline)), class_="place")
    if verdict(finding):
        yield tag("p", tag("b", said("verdict ")), said(verdict(finding)))
    if len(finding.operations) > 1:
        yield tag("h4", said(f"{len(finding.operations)} operations"))
        yield tag("ul", *(tag("li", said(each)) for each in finding.operations))
    if finding.consumers:
        yield tag("p", tag("b", said("consumers ")), said(", ".join(finding.consumers)))
    if finding.witness is not None:
        yield opened("witness", witness(finding.witness))
    if finding.fix:
        yield tag("p", tag("b", said("fix ")), said(finding.fix))
    if finding.curl:
        yield folded("try it with curl", verbatim(finding.curl))
    if finding.snippet:
        yield folded("as a test", verbatim(finding.snippet))


def _line_below(finding: Finding) -> Iterator[Markup]:
    yield tag("b", said(finding.severity), class_=finding.severity.value)
    yield said(" ")
    yield tag("a", said(finding.rule), href=f"#{anchor('rule', finding.rule)}")
    where = " · ".join(each for each in (place(finding.at), finding.subject) if each)
    yield said(f" {where} · {finding.fingerprint}" if where else f" {finding.fingerprint}")
