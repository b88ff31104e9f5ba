"""The dependencies between services for Mermaid, which code hosts draw."""

from collections.abc import Iterator, Mapping, Sequence

from counterfoil.engine.render.plain import safe
from counterfoil.usage.graph import Graph
from counterfoil.usage.render.ends import Edge, edges
from counterfoil.usage.table import Usage


def render(_: Sequence[Usage], graph: Graph) -> str:
    """An arrow from provider to consumer for each contract: dotted where messages travel."""
    return "".join(f"{line}\n" for line in _lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    yield "flowchart LR"
    nodes = {name: f"s{number}" for number, name in enumerate(graph.services)}
    for name, node in nodes.items():
        yield f'  {node}["{_said(name)}"]'
    for number, edge in enumerate(edges(graph)):
        yield from _edge(number, edge, nodes)


def _edge(number: int, edge: Edge, nodes: Mapping[str, str]) -> Iterator[str]:
    arrow = "-.->" if edge.by_message else "-->"
    provider = nodes.get(edge.provider, f'p{number}(["no provider here"])')
    consumer = nodes.get(edge.consumer, f'c{number}(["no consumer here"])')
    yield f'  {provider} {arrow}|"{_said(edge.label)}"| {consumer}'


def _said(text: str) -> str:
    """Text in quotes: whatever Mermaid would take for its own or for HTML is named by its number."""
    plain = safe(text).replace("\n", " ")
    return "".join(
        each if each.isalnum() or each in " -_/.,+" else f"#{ord(each)};" for each in plain
    )
