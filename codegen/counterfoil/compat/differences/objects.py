"""Differences in objects: properties by name, which are required, and what is said of all others."""

import re
from collections.abc import Iterator, Mapping

from counterfoil.compat.differences.both import Both, Events, Into, Said
from counterfoil.compat.differences.difference import Step, Way
from counterfoil.compat.differences.marks import hidden, remarked
from counterfoil.compat.differences.nodes import Node, Part, is_written, whole
from counterfoil.compat.differences.views import View
from counterfoil.compat.facts import Fact
from counterfoil.model import Direction, Place, Schema


def properties(both: Both) -> Events:
    """Properties that have come, gone, or changed, each by its name."""
    before, after = both.baseline.named("properties"), both.candidate.named("properties")
    for name in before:
        if name in after:
            yield from remarked(both, name, before[name], after[name])
            why = hidden(both, before[name], after[name])
            yield Into(before[name], after[name], (Step(Way.PROPERTY, name),), idle=why)
    for name in {**before, **after}:
        if name not in after:
            yield from _removed(both, name, before[name])
        elif name not in before:
            yield from _added(both, name, after[name])
    yield from _obligations(both, (before, after))


def _added(both: Both, name: str, node: Node) -> Events:
    required = _required(both.candidate).get(name)
    fact = Fact.PROPERTY_ADDED
    if _hidden(both.baseline, name):
        fact = _HIDING[both.pool.direction][1]
    elif required is not None and name not in _required(both.baseline):
        fact = Fact.REQUIRED_PROPERTY_ADDED
    yield both.told(
        fact,
        Said(_unnamed(both.baseline, name)),
        Said(_named(both.candidate, name, node), None, node[0].place),
        name,
    )


def _removed(both: Both, name: str, node: Node) -> Events:
    required = _required(both.baseline).get(name)
    fact = Fact.PROPERTY_REMOVED
    if _hidden(both.candidate, name):
        fact = _HIDING[both.pool.direction][0]
    elif required is not None and name not in _required(both.candidate):
        fact = Fact.REQUIRED_PROPERTY_REMOVED
    yield both.told(
        fact,
        Said(_named(both.baseline, name, node), None, node[0].place),
        Said(_unnamed(both.candidate, name)),
        name,
    )


_HIDING = {
    Direction.REQUEST: (Fact.PROPERTY_BECAME_READ_ONLY, Fact.PROPERTY_BECAME_NOT_READ_ONLY),
    Direction.RESPONSE: (Fact.PROPERTY_BECAME_WRITE_ONLY, Fact.PROPERTY_BECAME_NOT_WRITE_ONLY),
}


def _hidden(view: View, name: str) -> bool:
    """Whether the author has such a property, which does not travel in this direction."""
    return any(is_written(part.place, "properties", name) for part in view.parts)


def _obligations(both: Both, named: tuple[Mapping[str, Node], Mapping[str, Node]]) -> Events:
    """What has become required, or optional; of what has come or gone that is told already."""
    before, after = _required(both.baseline), _required(both.candidate)
    for name in {**before, **after}:
        if (name in named[0]) != (name in named[1]) or (name in before) == (name in after):
            continue
        part = {"required": [name]}
        if name in after:
            yield both.told(
                Fact.PROPERTY_BECAME_REQUIRED,
                Said({}, False, _place(both.baseline, named[0].get(name))),
                Said(part, True, after[name]),
                name,
            )
        else:
            yield both.told(
                Fact.PROPERTY_BECAME_OPTIONAL,
                Said(part, True, before[name]),
                Said({}, False, _place(both.candidate, named[1].get(name))),
                name,
            )


def _place(view: View, node: Node | None) -> Place:
    return node[0].place if node else view.node[0].place


def _required(view: View) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for names, part in view.saying("required"):
        for each in names:
            found.setdefault(each, part.at("required"))
    return found


def _named(view: View, name: str, node: Node) -> Schema:
    """What a view says of a property that it names."""
    required = {"required": [name]} if name in _required(view) else {}
    return {"properties": {name: whole(node)}, **required}


def _unnamed(view: View, name: str) -> Schema:
    """What a view says of a property that it does not name."""
    found = [each for part in view.parts for each in _of_others(part, name)]
    if view.first("unevaluatedProperties") is not None and not found:
        # Whether it is evaluated depends on everything that is said beside it.
        return whole(view.node)
    required = {"required": [name]} if name in _required(view) else {}
    said = {"properties": {name: whole(tuple(found))}} if found else {}
    return {**said, **required}


def _of_others(part: Part, name: str) -> Iterator[Part]:
    matched = False
    for pattern, each in part.schema.get("patternProperties", {}).items():
        if matches(pattern, name):
            matched = True
            yield Part(each, part.at("patternProperties"))
    if not matched and "additionalProperties" in part.schema:
        yield Part(part.schema["additionalProperties"], part.at("additionalProperties"))


def matches(pattern: str, name: str) -> bool:
    """Whether a property's name is one that a pattern means, as far as Python reads it."""
    try:
        return re.search(pattern, name) is not None
    except re.error:
        return False
