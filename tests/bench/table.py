"""Measurements as a table."""

from collections.abc import Iterable, Sequence

from .measure import Cost
from .runs import Row

HEADINGS = (
    *("document", "CPU s", "wall s", "peak MB"),
    *("again s", "models CPU s", "wall s", "peak MB", "ratio", "remarks"),
)
_WIDTHS = (22, 8, 8, 8, 8, 13, 8, 8, 6, 0)


def heading() -> str:
    """The names of the columns, and a rule below them."""
    names = _line(HEADINGS)
    return f"{names}\n{'-' * len(names)}"


def line(row: Row) -> str:
    """One document's costs."""
    ratio = "–" if row.ratio is None else f"{row.ratio:.2f}"
    again = f"{row.again.cpu:.2f}"
    cells = (row.document.name, *_cost(row.whole), again, *_cost(row.models), ratio, remarks(row))
    return _line(cells)


def remarks(row: Row) -> str:
    """Why a number is missing or is not what it seems."""
    found = []
    if row.whole.exit_code:
        found.append(f"generate: {row.whole.lines[0]}")
    elif row.again.exit_code:
        found.append(f"generate again: {row.again.lines[0]}")
    if row.models.exit_code:
        found.append(f"datamodel-codegen cannot read it: {row.models.lines[-1]}")
    return "; ".join(found)


def _cost(cost: Cost) -> Sequence[str]:
    if cost.exit_code:
        return ("–", "–", "–")
    return (f"{cost.cpu:.2f}", f"{cost.wall:.2f}", f"{cost.peak:.0f}")


def _line(cells: Iterable[str]) -> str:
    first, *others = zip(cells, _WIDTHS, strict=True)
    name, width = first
    parts = [name.ljust(width), *(cell.rjust(width) for cell, width in others)]
    return "  ".join(parts).rstrip()
