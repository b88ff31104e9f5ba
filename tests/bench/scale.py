"""Large contracts and many contracts: packages cold and edited, their import, growing monorepos."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from ..corpus import CORPUS
from . import growing, growth, importing, packages, scale_table
from .limits import Limit, slower


def measured(say: Callable[[str], None]) -> Iterator[Limit]:
    """Measures all of it; says each row as it comes, and yields what is to hold of it."""
    factor = slower()
    say(f"this machine takes {factor:.2f} times as long as the one that limits were set on")
    with tempfile.TemporaryDirectory() as scratch:
        if CORPUS.is_dir():
            yield from _large(Path(scratch), factor, say)
        else:
            say(f"large packages were not measured: {CORPUS} is missing")
        yield from _many(Path(scratch), factor, say)


def _large(scratch: Path, factor: float, say: Callable[[str], None]) -> Iterator[Limit]:
    say(scale_table.PACKAGES)
    cold = {}
    for name in packages.COLD:
        cold[name] = packages.cold(scratch / name, name)
        say(scale_table.package(cold[name]))
        yield from packages.cold_limits(cold[name])
    largest = scratch / packages.LARGEST
    imported = []
    if not cold[packages.LARGEST].cost.exit_code:
        say(scale_table.IMPORTS)
        for each in importing.rows(largest, packages.document(packages.LARGEST)):
            imported.append(each)
            say(scale_table.imported(each))
        yield from importing.limits(imported, factor)
    say(scale_table.EDITS)
    edits = packages.edited(largest, cold[packages.LARGEST])
    for row in (*edits, packages.edited_small(scratch / "small")):
        say(scale_table.package(row))
        yield from packages.edited_limits(row, factor)


def _many(scratch: Path, factor: float, say: Callable[[str], None]) -> Iterator[Limit]:
    say(scale_table.MONOREPOS)
    found = []
    for row in growing.rows(scratch):
        found.append(row)
        say(scale_table.monorepo(row))
    yield from growth.limits(found, factor)
