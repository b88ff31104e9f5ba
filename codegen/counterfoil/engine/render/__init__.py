"""Reports, printed for a person or a tool.

A renderer is a function from a report to text, behind an entry point in the group
`counterfoil.renderers`; the ones that come with counterfoil are registered in the same way.
"""

from collections.abc import Callable
from typing import cast

from counterfoil.engine.installed import entry_points_of
from counterfoil.engine.words import nearest
from counterfoil.model import CannotRun, Report

GROUP = "counterfoil.renderers"

Renderer = Callable[[Report], str]


def formats() -> tuple[str, ...]:
    """The names of all renderers that are installed."""
    return tuple(sorted(entry_points_of(GROUP).names))


def renderer(name: str) -> Renderer:
    """The renderer behind `--format NAME`."""
    for entry in entry_points_of(GROUP).select(name=name):
        return cast(Renderer, entry.load())
    near = nearest(name, formats())
    raise CannotRun(
        f"there is no format {name!r}",
        f"the formats are {', '.join(formats())}",
        f"did you mean --format {near}?" if near else "",
    )
