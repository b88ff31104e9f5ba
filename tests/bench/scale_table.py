"""What was measured of large contracts and of many, as tables."""

from collections.abc import Sequence

from .growth import Row as Monorepo
from .importing import SAID
from .importing import Row as Imported
from .measure import Cost
from .packages import Row as Package
from .table import aligned

_PACKAGE_WIDTHS = (26, 8, 8, 8, 10, 12, 8, 8, 8, 0)
_IMPORT_WIDTHS = (54, 8, 0)
_MONOREPO_WIDTHS = (26, 10, 8, 8, 8, 10, 14, 0)


def _packages(what: str) -> str:
    cells = (
        "CPU s",
        "wall s",
        "MB",
        "workers MB",
        "models CPU s",
        "MB",
        "CPU/CPU",
        "wall/CPU",
        "remarks",
    )
    return aligned((what, *cells), _PACKAGE_WIDTHS)


PACKAGES = _packages("whole package")
EDITS = _packages("one property added")
IMPORTS = aligned(("above pydantic and httpx2", "CPU s", "remarks"), _IMPORT_WIDTHS)
MONOREPOS = aligned(
    ("monorepo", "contracts", "CPU s", "wall s", "MB", "workers MB", "ms a contract", "remarks"),
    _MONOREPO_WIDTHS,
)


def package(row: Package) -> str:
    """A package beside models alone."""
    alone = (_seconds(row.alone, row.alone.cpu), f"{row.alone.peak:.0f}")
    cells = (*_cost(row.cost), *alone, f"{row.work:.2f}", f"{row.ratio:.2f}", row.remark)
    return aligned((row.name, *cells), _PACKAGE_WIDTHS)


def imported(row: Imported) -> str:
    """An import."""
    return aligned((SAID[row.what], f"{row.seconds:.3f}", row.remark), _IMPORT_WIDTHS)


def monorepo(row: Monorepo) -> str:
    """A run in a monorepo."""
    each = f"{row.seconds / row.contracts * 1000:.1f}"
    remark = f"generate: {row.cost.lines[0]}" if row.cost.exit_code else ""
    cells = (f"{row.contracts:,}", *_cost(row.cost), each, remark)
    return aligned((row.name, *cells), _MONOREPO_WIDTHS)


def _cost(cost: Cost) -> Sequence[str]:
    own, *workers = cost.peaks or (cost.peak,)
    most = f"{max(workers):.0f} ({len(workers)})" if workers else "–"
    return (_seconds(cost, cost.cpu), _seconds(cost, cost.wall), f"{own:.0f}", most)


def _seconds(cost: Cost, seconds: float) -> str:
    return "–" if cost.exit_code else f"{seconds:.2f}"
