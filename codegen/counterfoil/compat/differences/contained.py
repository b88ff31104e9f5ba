"""Differences in `contains`: what has to be among the items of a list, and how often."""

from dataclasses import dataclass

from counterfoil.compat.differences.both import NOTHING, Both, Events, Said
from counterfoil.compat.differences.nodes import Node, Part
from counterfoil.compat.differences.views import View
from counterfoil.compat.facts import Fact
from counterfoil.model import Place, Schema


def contained(both: Both) -> Events:
    """Each `contains` with its counts."""
    gone, new = _contained(both.baseline), _contained(both.candidate)
    for one in list(gone):
        same = next((each for each in new if both.alike(one.node, each.node)), None)
        if same is not None:
            gone.remove(one)
            new.remove(same)
            yield from _counts(both, one, same)
    for one in gone:
        yield both.told(Fact.CONTAINS_REMOVED, one.said)
    for other in new:
        yield both.told(Fact.CONTAINS_ADDED, NOTHING, other.said)


@dataclass(frozen=True, slots=True)
class _Contained:
    """One `contains`, and how often it has to be met."""

    node: Node
    least: int
    most: int | None
    owner: Part

    @property
    def said(self) -> Said:
        """All of it."""
        counts = {} if self.most is None else {"maxContains": self.most}
        return Said(
            {**self.part("minContains", self.least), **counts}, None, self.place("contains")
        )

    def part(self, keyword: str, count: int | None) -> Schema:
        """It with one of its counts."""
        # Without the other one's 0, one would have to be met.
        least = {"minContains": 0} if keyword == "maxContains" else {}
        said = {} if count is None else {keyword: count}
        return {"contains": self.node[0].schema, **least, **said}

    def place(self, keyword: str) -> Place:
        """Where a keyword of it stands."""
        return self.owner.at(keyword)


def _contained(view: View) -> list[_Contained]:
    return [
        _Contained(
            (Part(each, part.at("contains")),),
            int(part.schema.get("minContains", 1)),
            int(part.schema["maxContains"]) if "maxContains" in part.schema else None,
            part,
        )
        for each, part in view.saying("contains")
        if part.schema.get("minContains") != 0 or "maxContains" in part.schema
    ]


def _counts(both: Both, one: _Contained, other: _Contained) -> Events:
    if one.least != other.least:
        rising = one.least < other.least
        yield both.told(
            Fact.MIN_CONTAINS_INCREASED if rising else Fact.MIN_CONTAINS_DECREASED,
            Said(one.part("minContains", one.least), one.least, one.place("minContains")),
            Said(other.part("minContains", other.least), other.least, other.place("minContains")),
        )
    if one.most != other.most:
        rising = one.most is not None and (other.most is None or one.most < other.most)
        yield both.told(
            Fact.MAX_CONTAINS_INCREASED if rising else Fact.MAX_CONTAINS_DECREASED,
            Said(one.part("maxContains", one.most), one.most, one.place("maxContains")),
            Said(other.part("maxContains", other.most), other.most, other.place("maxContains")),
        )
