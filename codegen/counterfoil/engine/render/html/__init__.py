"""Reports as one HTML file that needs nothing else: no network, no script, no other file."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files

from counterfoil.engine.render.html.elements import (
    Markup,
    anchor,
    folded,
    joined,
    said,
    tag,
    verbatim,
)
from counterfoil.engine.render.html.facts import table
from counterfoil.engine.render.html.findings import TITLES, findings
from counterfoil.engine.render.html.services import refusal
from counterfoil.engine.render.html.services import services as cards
from counterfoil.engine.render.text import plural, summary
from counterfoil.engine.report import (
    CANNOT_RUN,
    PROVED,
    SERVICES,
    counts,
    exit_code,
    not_covered,
    proved,
    services,
)
from counterfoil.engine.rules import rules
from counterfoil.model import Report

_SHOWN_ELSEWHERE = (CANNOT_RUN, PROVED, SERVICES, "not_covered")


def render(report: Report) -> str:
    """A page with the findings by severity, the services, what was proved, and every fact."""
    style = files(__name__).joinpath("style.css").read_text("utf-8")
    # Nothing is loaded and nothing runs, even where something in a report were taken for markup.
    allowed = f"default-src 'none'; style-src 'sha256-{_digest(style)}'; base-uri 'none'; form-action 'none'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{allowed}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">\n'
        f"<title>{said(_title(report))}</title>\n<style>{style}</style></head>\n"
        f"<body>{joined(_body(report))}</body></html>\n"
    )


def _digest(style: str) -> str:
    return b64encode(sha256(style.encode()).digest()).decode()


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
    if services(report):
        told = cards(services(report), report.findings)
        yield tag("section", tag("h2", said("Services")), told, id="Services")
    yield from _holds(report)
    yield from _facts(report)
    yield from _manual(report)


def _menu(report: Report) -> Markup:
    found = counts(report.findings)
    links = [(TITLES[level], f" {number:,}") for level, number in found.items() if number]
    if services(report):
        links.append(("Services", f" {len(services(report)):,}"))
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
    pages = (_page(rule) for rule in met)
    yield tag("section", tag("h2", said(plural(len(met), "rule"))), *pages, id="Rules")


def _page(rule: str) -> Markup:
    known = rules().get(rule)
    shown = folded(known.summary, verbatim(known.manual)) if known else said("")
    return tag("div", tag("h3", said(rule)), shown, id=anchor("rule", rule), class_="card")
