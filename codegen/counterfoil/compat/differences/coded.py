"""Differences in what a text holds: `contentSchema`, which no validator of the text asserts."""

from counterfoil.compat.differences.both import Both, Events, Said
from counterfoil.compat.differences.nodes import Node, whole
from counterfoil.compat.facts import Fact


def coded(both: Both) -> Events:
    """The schema of what a text holds; a changed one is another one."""
    before, after = both.baseline.inner("contentSchema"), both.candidate.inner("contentSchema")
    if before and after and both.alike(before, after):
        return
    if before:
        yield both.noted(Fact.CONTENT_SCHEMA_REMOVED, baseline=_said(before))
    if after:
        yield both.noted(Fact.CONTENT_SCHEMA_ADDED, candidate=_said(after))


def _said(node: Node) -> Said:
    return Said({"contentSchema": whole(node)}, None, node[0].place)
