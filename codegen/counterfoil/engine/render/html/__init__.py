"""Reports as one HTML file that needs nothing else: no network, no script, no other file."""

from collections.abc import Iterator

from counterfoil.engine.render.html.elements import (
    Markup,
    anchor,
    folded,
    said,
    tag,
    verbatim,
)
from counterfoil.engine.render.html.facts import table
from counterfoil.engine.render.html.findings import TITLES, findings
from counterfoil.engine.render.html.page import page
from counterfoil.engine.render.html.services import refusal
from counterfoil.engine.render.html.services import services as cards
from counterfoil.engine.render.text import summary
from counterfoil.engine.report import (
    CANNOT_RUN,
    JOURNEYS,
    PROVED,
    SERVICES,
    counts,
    exit_code,
    journeys,
    not_covered,
    proved,
    services,
)
from counterfoil.engine.rules import rules
from counterfoil.engine.words import plural
from counterfoil.model import Report

_SHOWN_ELSEWHERE = (CANNOT_RUN, PROVED, SERVICES, JOURNEYS, "not_covered")
_PARTS = {"Services": services, "Journeys": journeys}


def render(report: Report) -> str:
    """A page with the findings by severity, the services, what was proved, and every fact."""
    return page(_title(report), *_body(report))


def _title(report: Report) -> str:
    return f"counterfoil: {_verdict(report)}"


def _verdict(report: Report) -> str:
    return "cannot run" if CANNOT_RUN in report.facts else summary(report)


def _body(report: Report) -> Iterator[Markup]:
    colour = "error" if exit_code(report) else "holds"
    verdict = tag("p", said(_verdict(report)), class_=f"verdict {colour}")
    yield tag("header", tag("h1", said("counterfoil")), verdict, _menu(report))
    if CANNOT_RUN in report.facts:
        yield tag("div", *refusal(report.facts[CANNOT_RUN]), class_="card error")
    yield findings(report.findings)
    for title, parts in _PARTS.items():
        if parts(report):
            told = cards(parts(report), report.findings)
            yield tag("section", tag("h2", said(title)), told, id=title)
    yield from _holds(report)
    yield from _facts(report)
    yield from _manual(report)


def _menu(report: Report) -> Markup:
    found = counts(report.findings)
    links = [(TITLES[level], f" {number:,}") for level, number in found.items() if number]
    counted = {title: len(parts(report)) for title, parts in _PARTS.items()}
    links += [(title, f" {number:,}") for title, number in counted.items() if number]
    links += [("Proved", "")] if proved(report) else []
    links += [("Facts", "")] if _told(report) else []
    return tag("nav", *(tag("a", said(name + size), href=f"#{name}") for name, size in links))


def _holds(report: Report) -> Iterator[Markup]:
    if proved(report):
        items = (tag("li", said(each)) for each in proved(report))
        yield tag("section", tag("h2", said("Proved")), tag("ul", *items), id="Proved")
    if not_covered(report):
        missing = (tag("li", said(each)) for each in not_covered(report))
        yield tag("section", tag("h2", said("Not covered")), tag("ul", *missing), class_="dim")


def _facts(report: Report) -> Iterator[Markup]:
    if _told(report):
        yield tag("section", tag("h2", said("Facts")), table(_told(report)), id="Facts")


def _told(report: Report) -> dict[str, object]:
    return {name: each for name, each in report.facts.items() if name not in _SHOWN_ELSEWHERE}


def _manual(report: Report) -> Iterator[Markup]:
    """The pages of the rules that found something, so that they can be read offline too."""
    met = sorted({each.rule for each in report.findings})
    if not met:
        return
    pages = (_rule_page(rule) for rule in met)
    yield tag("section", tag("h2", said(plural(len(met), "rule"))), *pages, id="Rules")


def _rule_page(rule: str) -> Markup:
    known = rules().get(rule)
    shown = folded(known.summary, verbatim(known.manual)) if known else said("")
    return tag("div", tag("h3", said(rule)), shown, id=anchor("rule", rule), class_="card")
