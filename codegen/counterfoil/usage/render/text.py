"""Usage for a person at a terminal."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from counterfoil.engine.render.plain import safe
from counterfoil.engine.words import plural
from counterfoil.usage.graph import Graph
from counterfoil.usage.offers import Offer, Part
from counterfoil.usage.render.labels import label, line
from counterfoil.usage.summary import (
    beyond_the_contract,
    deprecated_and_used,
    unused_fields,
    unused_operations,
)
from counterfoil.usage.table import Row, Usage

_BOLD, _DIM, _GREEN, _YELLOW, _RESET = (f"\x1b[{code}m" for code in ("1", "2", "32", "1;33", "0"))
_WIDTH = 100
_WHO = 16  # columns for names of consumers; longer ones take what they need
_SHOWN = 12  # names in a line
_NOBODY = "–"


def render(usages: Sequence[Usage], _: Graph) -> str:
    """What matters of each contract: what is used and by whom, and what nobody uses."""
    return "\n".join("".join(f"{each}\n" for each in _contract(usage, _used)) for usage in usages)


def render_all(usages: Sequence[Usage], _: Graph) -> str:
    """The same, with everything that each contract offers, whether it is used or not."""
    return "\n".join("".join(f"{each}\n" for each in _contract(usage, _all)) for usage in usages)


def _contract(usage: Usage, table: Callable[[Usage], Iterator[str]]) -> Iterator[str]:
    yield f"{_BOLD}{safe(usage.contract.title)}{_RESET}{_lifecycle(usage)}, {safe(_parties(usage))}"
    yield from table(usage)
    for each in usage.unknown:
        yield from _part(
            "unknown users", [f"{each}, so nothing here is said to be unused"], _YELLOW
        )
    if usage.consumers or not usage.unknown:
        yield from _unused(usage)
    for name, rows in (
        ("deprecated, and used", deprecated_and_used(usage)),
        ("not in the contract", beyond_the_contract(usage)),
    ):
        yield from _part(name, [_relied_on(each) for each in rows], _YELLOW)


def _lifecycle(usage: Usage) -> str:
    sunset = f", gone from {safe(usage.sunset)} on" if usage.sunset else ""
    return f" {_YELLOW}(deprecated{sunset}){_RESET}" if usage.deprecated or usage.sunset else ""


def _parties(usage: Usage) -> str:
    provided = (
        f"provided by {', '.join(usage.providers)}"
        if usage.providers
        else "provided by nobody here"
    )
    known = [
        f"{each.name} ({plural(each.interactions, 'interaction')})" for each in usage.consumers
    ]
    if known:
        return f"{provided}, used by {', '.join(known)}"
    return provided if usage.unknown else f"{provided}, used by nobody here"


def _used(usage: Usage) -> Iterator[str]:
    """What is used: a line for all fields of a response that the same consumers read."""
    rows = [each for each in usage.rows if each.users and each.offer.described]
    for title, several in groupby(rows, key=lambda each: _around(each.offer)):
        yield f"  {safe(title)}"
        for consumers, alike in _by_consumers(_innermost(list(several))):
            who = safe(", ".join(consumers))
            names = ", ".join(filter(None, (_name(each.offer) for each in alike)))
            yield from _hanging(
                f"    {_GREEN}{who:{_WHO}}{_RESET}", names or "nothing in it", 4 + _WHO
            )


def _innermost(rows: Sequence[Row]) -> list[Row]:
    """Without what only holds others of them; the request or response itself where it has nothing."""
    around = {
        (key, consumer) for each in rows for key in each.offer.around for consumer in each.consumers
    }
    return [
        each
        for each in rows
        if any((each.offer.key, consumer) not in around for consumer in each.consumers)
    ]


def _name(offer: Offer) -> str:
    if offer.part is Part.FIELD:
        return offer.name or "the whole body"
    return f"body {offer.name}".rstrip() if offer.part is Part.BODY else offer.name


def _hanging(start: str, text: str, width: int) -> Iterator[str]:
    first, *more = wrap(safe(text), _WIDTH - width, break_on_hyphens=False) or [""]
    yield f"{start}  {first}".rstrip()
    yield from (f"{' ' * (width + 2)}{each}" for each in more)


def _listed(names: Sequence[str]) -> str:
    """Names in a line, and how many more there are."""
    more = len(names) - _SHOWN
    shown = ", ".join(names[:_SHOWN])
    return f"{shown} and {more:,} more, which --all lists" if more > 0 else shown


def _by_consumers(rows: Sequence[Row]) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
    for consumers in dict.fromkeys(each.consumers for each in rows):
        yield consumers, [each for each in rows if each.consumers == consumers]


def _around(offer: Offer) -> str:
    """The request or the response that it belongs to."""
    if not offer.operation:
        return offer.title
    return f"{offer.title} {offer.status or 'request'}"


def _all(usage: Usage) -> Iterator[str]:
    labels = [label(each.offer) for each in usage.rows]
    width = min(max(map(len, labels), default=0), 72)
    for row, name in zip(usage.rows, labels, strict=True):
        marks = [
            *(["deprecated"] if row.offer.deprecated else []),
            *(["not in the contract"] if not row.offer.described else []),
            *(["recursive"] if row.offer.recursive else []),
        ]
        told = f"  {_DIM}({', '.join(marks)}){_RESET}" if marks else ""
        yield f"  {name:{width}}  {safe(', '.join(row.consumers)) or _NOBODY}{told}"


def _unused(usage: Usage) -> Iterator[str]:
    titles = [each.offer.title for each in unused_operations(usage)]
    yield from _part("nobody calls", [_listed(titles)])
    fields = groupby(unused_fields(usage), key=lambda each: _around(each.offer))
    yield from _part(
        "nobody reads",
        [f"{around} {_listed([each.offer.name for each in rows])}" for around, rows in fields],
    )


def _relied_on(row: Row) -> str:
    first = {each.consumer: each for each in reversed(row.users)}
    told = (f"{name} ({line(each.place)})" for name, each in sorted(first.items()))
    return f"{label(row.offer)}: {', '.join(told)}"


def _part(name: str, texts: Sequence[str], colour: str = _DIM) -> Iterator[str]:
    for text in filter(None, texts):
        yield from _hanging(f"  {colour}{name:20}{_RESET}", text, 22)
        name = ""
