"""Differences in what is said of properties that have no name, and of names."""

from dataclasses import dataclass

from counterfoil.compat.differences.both import NOTHING, Both, Events, Into, Said
from counterfoil.compat.differences.difference import Step, Way
from counterfoil.compat.differences.nodes import UNSAID, Node, Part, whole
from counterfoil.compat.differences.views import View
from counterfoil.compat.facts import Fact


def additional(both: Both) -> Events:
    """`additionalProperties`, which means all that its own schema does not name."""
    before, after = _others(both.baseline), _others(both.candidate)
    if before.closed or after.closed or not (before.node and after.node):
        fact = _moved(before, after)
        if fact is not None:
            yield both.told(fact, before.said(after), after.said(before))
    else:
        yield Into(before.node, after.node, (Step(Way.OTHER),))


@dataclass(frozen=True, slots=True)
class _Others:
    """What is said of properties without a name; nothing where any are welcome."""

    node: Node
    own: frozenset[str]
    """Properties that the same schemas name."""
    named: frozenset[str]
    """Properties that have a name anywhere."""
    patterns: tuple[str, ...]

    @property
    def closed(self) -> bool:
        """Whether there may be none."""
        return any(each.schema == {"not": {}} for each in self.node)

    def said(self, other: "_Others") -> Said:
        """That alone, without what is told of properties that only the other version names."""
        if not self.node:
            return NOTHING
        names = sorted(self.own | (other.named - self.named))
        part = {
            "properties": {name: {} for name in names},
            **(
                {"patternProperties": {each: {} for each in self.patterns}} if self.patterns else {}
            ),
            "additionalProperties": whole(self.node),
        }
        return Said(part, not self.closed and whole(self.node), self.node[0].place)


def _others(view: View) -> _Others:
    saying = [
        (part, Part(each, part.at("additionalProperties")))
        for each, part in view.saying("additionalProperties")
        if set(each) - UNSAID
    ]
    own = [frozenset(part.schema.get("properties", ())) for part, _ in saying]
    return _Others(
        tuple(each for _, each in saying),
        own[0].intersection(*own) if own else frozenset(),
        frozenset(view.named("properties")),
        tuple(view.named("patternProperties")),
    )


def _moved(before: _Others, after: _Others) -> Fact | None:
    if before.closed == after.closed and bool(before.node) == bool(after.node):
        return None
    if after.closed:
        return Fact.ADDITIONAL_PROPERTIES_FORBIDDEN
    if before.closed:
        return Fact.ADDITIONAL_PROPERTIES_ALLOWED
    if after.node:
        return Fact.ADDITIONAL_PROPERTIES_CONSTRAINED
    return Fact.ADDITIONAL_PROPERTIES_UNCONSTRAINED
