"""Facts of a report as tables, whatever their shape."""

from collections.abc import Mapping, Sequence

from counterfoil.engine.render.html.elements import Markup, folded, joined, said, tag
from counterfoil.engine.render.plain import finite
from counterfoil.model import Json

_DEEPEST = 6
_LONG = 12  # items; a longer list is folded


def table(facts: Mapping[str, Json]) -> Markup:
    """A row for each fact."""
    return _shown(finite(facts), _DEEPEST)


def rows(members: Mapping[str, Mapping[str, Json]]) -> Markup:
    """A row for each member and a column for each of its facts; all have the same."""
    return _columns(finite(members), _DEEPEST)


def _shown(value: Json, depth: int) -> Markup:
    match value:
        case {"met": int(met), "documented": int(all_), **rest} if not rest:
            return said(f"{met:,} of {all_:,}")
        case dict() if depth and value:
            members: Mapping[str, Json] = value
            return _columns(members, depth) if _alike(members) else _rows(members, depth)
        case list() if depth and value:
            return _items(value, depth)
        case dict() | list() if not value:
            return said("–")
        case bool():
            return said("yes" if value else "no")
        case None:
            return said("–")
        case int() | float():
            return said(f"{value:,}")
        case _:
            return said(value)


def _rows(members: Mapping[str, Json], depth: int) -> Markup:
    rows = (
        tag("tr", tag("th", said(_label(key)), scope="row"), _cell(each, depth - 1))
        for key, each in members.items()
    )
    return _table(joined(rows))


def _columns(members: Mapping[str, Json], depth: int) -> Markup:
    """Members of one form, such as operations with their numbers: one row each, one column a key."""
    names = list(next(iter(members.values())))
    heads = (tag("th", said(_label(name)), scope="col") for name in names)
    head = tag("tr", tag("th", said("")), *heads)
    rows = (
        tag(
            "tr",
            tag("th", said(key), scope="row"),
            *(_cell(each[name], depth - 1) for name in names),
        )
        for key, each in members.items()
    )
    return _table(head, *rows)


def _alike(members: Mapping[str, Json]) -> bool:
    values = list(members.values())
    if len(values) < 2 or not all(isinstance(each, Mapping) and each for each in values):
        return False
    return all(list(each) == list(values[0]) for each in values) and len(values[0]) <= 8


def _items(items: Sequence[Json], depth: int) -> Markup:
    listed = tag("ul", *(tag("li", _shown(each, depth - 1)) for each in items))
    return folded(f"{len(items):,}", listed) if len(items) > _LONG else listed


def _cell(value: Json, depth: int) -> Markup:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    shown = _shown(value, depth)
    return tag("td", shown, class_="number") if is_number else tag("td", shown)


def _table(*rows: Markup) -> Markup:
    return tag("div", tag("table", *rows), class_="scroll")


def _label(key: str) -> str:
    return key.replace("_", " ")
