"""Measurements as a table."""

from collections.abc import Iterable, Sequence

from .comparing import Row as Compared
from .examining import Row as Provider
from .expecting import Row as Replayed
from .judging import Judged
from .measure import Cost
from .recording import Row as Recorded
from .runs import Row
from .serving import Row as Server

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
    return aligned(cells, _WIDTHS)


def judged(found: Judged) -> str:
    """What judging an exchange costs."""
    return (
        f"conform, an exchange of {found.size} bytes: {found.judged:.1f} µs of CPU,"
        f" its bodies alone {found.alone:.1f} µs"
    )


def server(row: Server) -> str:
    """One server's costs."""
    if not row.ready:
        return f"{row.name}  {row.remark}"
    cells = (f"{row.ready:.2f}", f"{row.starting:.2f}", f"{row.resident:.0f}")
    load = (f"{row.cpu:.0f}", f"{row.rate:,.0f}") if row.rate else ("–", "–")
    return aligned((row.name, *cells, *load, row.remark), _SERVER_WIDTHS)


def provider(row: Provider) -> str:
    """What examining one provider took."""
    cells = (row.framework, f"{row.wall:.2f}", f"{row.requests}", row.remark)
    return aligned(cells, _PROVIDER_WIDTHS)


def replayed(row: Replayed) -> str:
    """What replaying the expectations of a consumer took."""
    cells = (row.framework, f"{row.wall:.2f}", f"{row.requests}", f"{row.hold}")
    return aligned(cells, _REPLAYED_WIDTHS)


def recorded(row: Recorded) -> str:
    """What recording a consumer took."""
    cells = (row.consumer, f"{row.plain:.2f}", f"{row.recorded:.2f}", f"{row.ratio:.2f}")
    return aligned(cells, _RECORDED_WIDTHS)


def compared(row: Compared) -> str:
    """What comparing two versions of a document took."""
    peer = ("–", "–", "–")
    if row.peer is not None:
        peer = (f"{row.peer.cpu:.2f}", f"{row.peer_told:,}", f"{row.ratio:.2f}")
    cost = (f"{row.changed.cpu:.2f}", f"{row.changed.wall:.2f}", f"{row.changed.peak:.0f}")
    return aligned(
        (row.document, *cost, f"{row.told:,}", f"{row.same.cpu:.2f}", *peer), _COMPARED_WIDTHS
    )


def aligned(cells: Iterable[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    name, width = first
    parts = [name.ljust(width), *(cell.rjust(width) for cell, width in others)]
    return "  ".join(parts).rstrip()


_COMPARED_WIDTHS = (22, 8, 8, 8, 9, 8, 13, 9, 6)
COMPARISONS = aligned(
    (
        *("compat, ten edits", "CPU s", "wall s", "peak MB", "findings", "same s"),
        *("oasdiff CPU s", "lines", "ratio"),
    ),
    _COMPARED_WIDTHS,
)
_SERVER_WIDTHS = (22, 8, 8, 8, 8, 10, 0)
_PROVIDER_WIDTHS = (22, 8, 8, 0)
SERVERS = aligned(
    ("server", "ready s", "CPU s", "MB", "CPU µs", "requests/s", "remarks"), _SERVER_WIDTHS
)
_REPLAYED_WIDTHS = (22, 8, 8, 8)
_RECORDED_WIDTHS = (22, 8, 10, 6)
RECORDINGS = aligned(("consumer's tests", "CPU s", "recorded", "ratio"), _RECORDED_WIDTHS)
EXPECTATIONS = aligned(("10 expectations", "wall s", "requests", "hold"), _REPLAYED_WIDTHS)
PROVIDERS = aligned(("verify", "wall s", "requests", "remarks"), _PROVIDER_WIDTHS)
