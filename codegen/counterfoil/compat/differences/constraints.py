"""Differences in what is not taken apart: negations, conditions, and what depends on a property.

Where the inside of one differs, the whole of it has changed: a wider part may make a narrower whole.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from counterfoil.compat.differences.both import NOTHING, Both, Events, Said
from counterfoil.compat.differences.nodes import Node, Part, whole
from counterfoil.compat.differences.views import View
from counterfoil.compat.facts import Fact
from counterfoil.model import Schema


def negations(both: Both) -> Events:
    """`not`."""
    yield from _several(
        both,
        _negations(both.baseline),
        _negations(both.candidate),
        (Fact.NEGATION_ADDED, Fact.NEGATION_REMOVED, Fact.NEGATION_CHANGED),
    )


def conditions(both: Both) -> Events:
    """`if` with its `then` and `else`."""
    yield from _several(
        both,
        _conditions(both.baseline),
        _conditions(both.candidate),
        (Fact.CONDITION_ADDED, Fact.CONDITION_REMOVED, Fact.CONDITION_CHANGED),
    )


def dependent_names(both: Both) -> Events:
    """`dependentRequired`, each obligation for itself."""
    before, after = _obligations(both.baseline), _obligations(both.candidate)
    for key, each in after.items():
        if key not in before:
            yield both.told(Fact.DEPENDENT_REQUIRED_ADDED, NOTHING, each, " → ".join(key))
    for key, each in before.items():
        if key not in after:
            yield both.told(Fact.DEPENDENT_REQUIRED_REMOVED, each, NOTHING, " → ".join(key))


def dependent_schemas(both: Both) -> Events:
    """`dependentSchemas`, by the property that they depend on."""
    before, after = both.baseline.named("dependentSchemas"), both.candidate.named(
        "dependentSchemas"
    )
    for name in {**before, **after}:
        one, other = before.get(name, ()), after.get(name, ())
        if one and other and both.alike(one, other):
            continue
        if one:
            yield both.told(Fact.DEPENDENT_SCHEMA_REMOVED, _dependent(name, one), NOTHING, name)
        if other:
            yield both.told(Fact.DEPENDENT_SCHEMA_ADDED, NOTHING, _dependent(name, other), name)


@dataclass(frozen=True, slots=True)
class _Whole:
    """Something that is compared as a whole: its schemas, and what it says by itself."""

    nodes: tuple[Node, ...]
    said: Said


def _several(
    both: Both,
    before: Sequence[_Whole],
    after: Sequence[_Whole],
    facts: tuple[Fact, Fact, Fact],
) -> Events:
    added, removed, changed = facts
    gone, new = list(before), list(after)
    for one in before:
        same = next((each for each in new if _alike(both.alike, one, each)), None)
        if same is not None:
            gone.remove(one)
            new.remove(same)
    for one, other in zip(gone, new, strict=False):
        yield both.told(changed, one.said, other.said)
    for one in gone[len(new) :]:
        yield both.told(removed, one.said)
    for other in new[len(gone) :]:
        yield both.told(added, NOTHING, other.said)


def _alike(alike: Callable[[Node, Node], bool], one: _Whole, other: _Whole) -> bool:
    return all(alike(first, second) for first, second in zip(one.nodes, other.nodes, strict=True))


def _negations(view: View) -> list[_Whole]:
    return [
        _Whole(((Part(each, part.at("not")),),), Said({"not": each}, None, part.at("not")))
        for each, part in view.saying("not")
        if each
    ]


def _conditions(view: View) -> list[_Whole]:
    found = []
    for _, part in view.saying("if"):
        schema = {key: part.schema[key] for key in ("if", "then", "else") if part.schema.get(key)}
        if len(schema) > 1:
            nodes = tuple(
                (Part(part.schema.get(key, {}), part.at(key)),) for key in ("if", "then", "else")
            )
            found.append(_Whole(nodes, Said({"if": {}, **schema}, None, part.at("if"))))
    return found


def _obligations(view: View) -> dict[tuple[str, str], Said]:
    return {
        (trigger, name): Said(
            {"dependentRequired": {trigger: [name]}}, name, part.at("dependentRequired")
        )
        for listed, part in view.saying("dependentRequired")
        for trigger, names in listed.items()
        for name in names
    }


def _dependent(name: str, node: Node) -> Said:
    part: Schema = {"dependentSchemas": {name: whole(node)}}
    return Said(part, None, node[0].place)
