"""Usage as one HTML file: a table of fields and consumers for each contract, and who relies on whom."""

from collections.abc import Iterator, Mapping, Sequence

from counterfoil.engine.render.html.elements import (
    Markup,
    anchor,
    folded,
    joined,
    opened,
    said,
    tag,
)
from counterfoil.engine.render.html.page import page
from counterfoil.engine.words import plural
from counterfoil.usage.graph import Graph
from counterfoil.usage.offers import Part
from counterfoil.usage.render.labels import label, line
from counterfoil.usage.summary import (
    beyond_the_contract,
    deprecated_and_used,
    unused_fields,
    unused_operations,
)
from counterfoil.usage.table import Row, Usage


def render(usages: Sequence[Usage], graph: Graph) -> str:
    """Every offer with a column for each consumer; what nobody uses is folded beside it."""
    menu = (_link(each) for each in usages)
    header = tag(
        "header",
        tag("h1", said("counterfoil")),
        tag("p", said("Who uses what"), class_="verdict"),
        tag("nav", *menu, tag("a", said("Services"), href="#services")),
    )
    return page("counterfoil: who uses what", header, *map(_contract, usages), _dependencies(graph))


def _link(usage: Usage) -> Markup:
    return tag("a", said(usage.contract.title), href=f"#{_anchor(usage)}")


def _anchor(usage: Usage) -> str:
    return anchor("contract", usage.contract.id)


def _contract(usage: Usage) -> Markup:
    return tag(
        "section",
        tag("h2", said(usage.contract.title)),
        tag("p", said(usage.contract.source.path), class_="place"),
        *_about(usage),
        *_listed("Nobody calls", unused_operations(usage)),
        *_listed("Nobody reads", unused_fields(usage)),
        *_listed("Deprecated, and used", deprecated_and_used(usage)),
        *_listed("Not in the contract", beyond_the_contract(usage)),
        *_tables(usage),
        id=_anchor(usage),
    )


def _about(usage: Usage) -> Iterator[Markup]:
    if usage.deprecated or usage.sunset:
        gone = f", gone from {usage.sunset} on" if usage.sunset else ""
        yield tag("p", tag("b", said("deprecated"), class_="warning"), said(gone))
    providers = ", ".join(usage.providers) or "nobody here"
    yield tag("p", tag("b", said("Provided by ")), said(providers))
    for each in usage.consumers:
        told = f"{each.name}, {plural(each.interactions, 'interaction')} in {each.file}"
        yield tag("p", tag("b", said("Used by ")), said(told))
    if not usage.consumers and not usage.unknown:
        yield tag("p", tag("b", said("Used by ")), said("nobody here"))
    for sentence in usage.unknown:
        told = f" {sentence}, so nothing here is said to be unused"
        yield tag("p", tag("b", said("unknown users"), class_="warning"), said(told))


def _listed(title: str, rows: Sequence[Row]) -> Iterator[Markup]:
    if rows:
        items = (tag("li", tag("code", said(label(each.offer))), _users(each)) for each in rows)
        yield folded(f"{title}: {len(rows):,}", tag("ul", *items))


def _users(row: Row) -> Markup:
    told = (f"{each.consumer} ({line(each.place)})" for each in row.users)
    return said(f" {', '.join(dict.fromkeys(told))}" if row.users else "")


def _tables(usage: Usage) -> Iterator[Markup]:
    """A table for each operation; those that nobody calls are folded."""
    names = [each.name for each in usage.consumers]
    operations: dict[str, list[Row]] = {}
    for row in usage.rows:
        operations.setdefault(row.offer.operation, []).append(row)
    for rows in operations.values():
        show = opened if any(each.users for each in rows) else folded
        yield show(rows[0].offer.title, _table(rows, names))


def _table(rows: Sequence[Row], names: Sequence[str]) -> Markup:
    heads = (tag("th", said(each), scope="col") for each in ("", *names, "marks"))
    body = (_row(each, names) for each in rows if each.offer.part is not Part.OPERATION)
    return tag("div", tag("table", tag("tr", *heads), joined(body)), class_="scroll")


def _row(row: Row, names: Sequence[str]) -> Markup:
    offer = row.offer
    marks: Mapping[str, bool] = {
        "deprecated": offer.deprecated,
        "not in the contract": not offer.described,
        "recursive": offer.recursive,
    }
    told = ", ".join(name for name, holds in marks.items() if holds)
    words = [offer.status, "body" if offer.part is Part.BODY else "", offer.name]
    return tag(
        "tr",
        tag("th", tag("code", said(" ".join(filter(None, words)) or "the message")), scope="row"),
        *(_cell(row, each) for each in names),
        tag("td", said(told)),
    )


def _cell(row: Row, consumer: str) -> Markup:
    places = dict.fromkeys(line(each.place) for each in row.users if each.consumer == consumer)
    return tag("td", said("●"), title=", ".join(places)) if places else tag("td", said(""))


def _dependencies(graph: Graph) -> Markup:
    heads = (
        tag("th", said(each), scope="col") for each in ("provider", "contract", "consumer", "")
    )
    rows = (
        tag(
            "tr",
            tag("td", said(each.provider or "none here")),
            tag("td", said(each.contract.title + (" (messages)" if each.by_message else ""))),
            tag("td", said(each.consumer or "none here")),
            tag("td", said("" if each.recorded or not each.consumer else "no expectations")),
        )
        for each in graph.dependencies
    )
    table = tag("div", tag("table", tag("tr", *heads), joined(rows)), class_="scroll")
    return tag("section", tag("h2", said("Services")), table, id="services")
