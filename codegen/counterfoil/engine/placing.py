"""Findings that are known by path and pointer alone, back where people can see them."""

from collections.abc import Iterable
from dataclasses import replace

from counterfoil.model import Finding, Place, Source


def placed(findings: Iterable[Finding], sources: Iterable[Source]) -> tuple[Finding, ...]:
    """The findings with their lines and columns, where they are in one of the sources."""
    known = {each.path: each for each in sources}
    return tuple(
        (
            replace(each, at=Place(known[each.at.path], each.at.pointer).at)
            if each.at.path in known
            else each
        )
        for each in findings
    )
