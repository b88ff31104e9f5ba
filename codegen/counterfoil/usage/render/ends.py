"""Arrows between services, with the contracts on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from counterfoil.usage.graph import Dependency, Graph


@dataclass(frozen=True, slots=True)
class Edge:
    """One arrow: the contracts by which a consumer relies on a provider, of one kind."""

    provider: str
    consumer: str
    by_message: bool
    label: str


def edges(graph: Graph) -> Iterator[Edge]:
    """The arrows, by provider and consumer; what has one end only has an arrow of its own."""
    ordered = sorted(graph.dependencies, key=_ends)
    for (provider, consumer, by_message, _), several in groupby(ordered, _ends):
        yield Edge(
            provider, consumer, by_message, ", ".join(each.contract.title for each in several)
        )


def _ends(each: Dependency) -> tuple[str, str, bool, str]:
    alone = "" if each.provider and each.consumer else each.contract.id
    return each.provider, each.consumer, each.by_message, alone
