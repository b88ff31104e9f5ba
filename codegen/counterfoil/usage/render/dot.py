"""The dependencies between services for Graphviz."""

from collections.abc import Iterator, Sequence

from counterfoil.engine.render.plain import safe
from counterfoil.usage.graph import Graph
from counterfoil.usage.render.ends import Edge, edges
from counterfoil.usage.table import Usage


def render(_: Sequence[Usage], graph: Graph) -> str:
    """An arrow from provider to consumer for each contract: dashed where messages travel."""
    return "".join(f"{line}\n" for line in _lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    yield "digraph usage {"
    yield "  rankdir=LR;"
    yield "  node [shape=box];"
    for name in graph.services:
        yield f"  {_quoted(f'service {name}')} [label={_quoted(name)}];"
    for number, edge in enumerate(edges(graph)):
        yield from _edge(number, edge)
    yield "}"


def _edge(number: int, edge: Edge) -> Iterator[str]:
    ends = []
    for name, missing in ((edge.provider, "provider"), (edge.consumer, "consumer")):
        node = _quoted(f"service {name}" if name else f"no {missing} {number}")
        if not name:
            yield f'  {node} [label="no {missing} here", shape=plaintext];'
        ends.append(node)
    style = ', style=dashed, color="gray30"' if edge.by_message else ""
    yield f"  {ends[0]} -> {ends[1]} [label={_quoted(edge.label)}{style}];"


def _quoted(text: str) -> str:
    escaped = safe(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
