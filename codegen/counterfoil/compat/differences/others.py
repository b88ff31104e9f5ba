"""Differences in what is said of properties that have no name, and of names."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from counterfoil.compat.differences.both import NOTHING, Both, Events, Into, Said
from counterfoil.compat.differences.difference import Step, Way
from counterfoil.compat.differences.nodes import Node, Part, closed, telling, whole
from counterfoil.compat.differences.views import View
from counterfoil.compat.facts import Fact
from counterfoil.compat.pool import Pool


def additional(both: Both) -> Events:
    """`additionalProperties`, which means all that its own schema does not name."""
    before, after = _others(both.pool, both.baseline), _others(both.pool, both.candidate)
    fact = _moved(before, after)
    if fact is not None:
        yield both.told(fact, before.said(after), after.said(before))
    elif before.node and after.node:
        yield from _scoped(both, before, after)
        if not before.closed:
            yield Into(before.node, after.node, (Step(Way.OTHER),))


def patterns(both: Both) -> Events:
    """`patternProperties`, by the regular expression."""
    before, after = both.baseline.named(_PATTERNS), both.candidate.named(_PATTERNS)
    for pattern in {**before, **after}:
        one, other = before.get(pattern, ()), after.get(pattern, ())
        if one and other:
            yield Into(one, other, (Step(Way.OTHER, pattern),))
        elif other:
            yield both.told(
                Fact.PATTERN_PROPERTY_ADDED,
                _others(both.pool, both.baseline).rest,
                _patterned(pattern, other),
                pattern,
            )
        else:
            yield both.told(
                Fact.PATTERN_PROPERTY_REMOVED,
                _patterned(pattern, one),
                _others(both.pool, both.candidate).rest,
                pattern,
            )


def names(both: Both) -> Events:
    """`propertyNames`."""
    before, after = both.baseline.inner("propertyNames"), both.candidate.inner("propertyNames")
    if before and after:
        yield Into(before, after, (Step(Way.NAME),))
    elif after:
        yield both.told(Fact.PROPERTY_NAMES_CONSTRAINED, candidate=_named(after))
    elif before:
        yield both.told(Fact.PROPERTY_NAMES_UNCONSTRAINED, baseline=_named(before))


_PATTERNS = "patternProperties"


@dataclass(frozen=True, slots=True)
class _Others:
    """What is said of properties without a name; nothing where any are welcome."""

    node: Node
    closed: bool
    """Whether there may be none."""
    own: frozenset[str]
    """Properties that the same schemas name."""
    named: frozenset[str]
    """Properties that have a name anywhere."""
    patterns: frozenset[str]
    """Regular expressions of the same schemas."""

    def said(self, other: "_Others") -> Said:
        """That alone, without what is told of properties that only the other version names."""
        return self._beside(self.own | (other.named - self.named)) if self.node else NOTHING

    @property
    def rest(self) -> Said:
        """What is said of properties that have no name, as far as a regular expression may mean them."""
        return replace(self._beside(self.named), place=None) if self.node else NOTHING

    def _beside(self, names: Iterable[str]) -> Said:
        part = {
            "properties": {name: {} for name in sorted(names)},
            **({_PATTERNS: {each: {} for each in sorted(self.patterns)}} if self.patterns else {}),
            "additionalProperties": whole(self.node),
        }
        return Said(part, not self.closed and whole(self.node), self.node[0].place)


def _others(pool: Pool, view: View) -> _Others:
    saying = [
        (part, Part(each, part.at("additionalProperties")))
        for each, part in view.saying("additionalProperties")
        if telling(pool, (Part(each, part.place),))
    ]
    own = [frozenset(part.schema.get("properties", ())) for part, _ in saying]
    matched = [frozenset(part.schema.get(_PATTERNS, ())) for part, _ in saying]
    node = tuple(each for _, each in saying)
    return _Others(
        node,
        closed(pool, node),
        own[0].intersection(*own) if own else frozenset(),
        frozenset(view.named("properties")),
        matched[0].intersection(*matched) if matched else frozenset(),
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


def _scoped(both: Both, before: _Others, after: _Others) -> Events:
    """What is named beside it, and was not, or no longer: a name elsewhere does not count."""
    for name in sorted((before.own - after.own) & after.named):
        part = {"properties": {name: whole(after.node)}}
        yield both.told(
            Fact.SCHEMA_CHANGED, candidate=Said(part, None, after.node[0].place), subject=name
        )
    for name in sorted((after.own - before.own) & before.named):
        part = {"properties": {name: whole(before.node)}}
        yield both.told(
            Fact.SCHEMA_CHANGED, baseline=Said(part, None, before.node[0].place), subject=name
        )
    if before.patterns != after.patterns and set(both.baseline.named(_PATTERNS)) == set(
        both.candidate.named(_PATTERNS)
    ):
        yield both.told(Fact.SCHEMA_CHANGED, before.said(after), after.said(before), _PATTERNS)


def _patterned(pattern: str, node: Node) -> Said:
    return Said({_PATTERNS: {pattern: whole(node)}}, None, node[0].place)


def _named(node: Node) -> Said:
    return Said({"propertyNames": whole(node)}, None, node[0].place)
