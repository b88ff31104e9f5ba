"""The schemas of one contract on their way to classes."""

import json
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace

from counterfoil.compile.models.classes import bodies
from counterfoil.compile.models.expressions import CLIENT, SERVER, Expressions, ModelTypes
from counterfoil.compile.models.fields import Made, Refusal, Skeleton
from counterfoil.compile.models.kinds import Kind, Kinds
from counterfoil.compile.models.residue import asserting, residue
from counterfoil.compile.models.skeletons import skeletons
from counterfoil.compile.watched import Watched
from counterfoil.engine.forms import Forms, split
from counterfoil.model import Api, Component, Finding, Json, Schema, Severity


@dataclass(frozen=True, slots=True)
class Models:
    """The schemas of one contract, ready to be written for either side."""

    api: Api
    forms: Forms
    kinds: Kinds
    skeletons: Mapping[str, Skeleton]
    rules: Mapping[str, Schema]
    """Component → what its schema says beyond its type; the server checks it."""
    read: Mapping[str, Set[str]]
    """Component → those whose schemas decide what is checked of it."""
    findings: tuple[Finding, ...] = ()

    @property
    def client_types(self) -> ModelTypes:
        return ModelTypes(self.forms, Expressions(self.kinds, CLIENT))

    @property
    def server_types(self) -> ModelTypes:
        return ModelTypes(self.forms, Expressions(self.kinds, SERVER))


@dataclass(frozen=True, slots=True)
class Draft:
    """The schemas of one contract as types have them, as long as every class can be made."""

    api: Api
    forms: Forms
    kinds: Kinds
    wanted: Mapping[str, str]
    """Component → key of the skeleton that it needs."""

    @property
    def bodies(self) -> dict[str, Json]:
        """What the engine has to make a skeleton of, by its key."""
        return {key: json.loads(key) for key in sorted(set(self.wanted.values()))}

    @property
    def client_types(self) -> ModelTypes:
        return ModelTypes(self.forms, Expressions(self.kinds, CLIENT))

    @property
    def server_types(self) -> ModelTypes:
        return ModelTypes(self.forms, Expressions(self.kinds, SERVER))


def prepare(api: Api) -> Models:
    """The models of an API: forms, kinds, skeletons, and what types leave unsaid."""
    drafted = draft(api)
    return finished(drafted, skeletons(drafted.bodies))


def draft(api: Api) -> Draft:
    """What is known of an API's models before the engine has made any skeleton."""
    forms = _as_objects(split(api))
    kinds = Kinds(forms.components)
    return Draft(api, forms, kinds, bodies(kinds))


def finished(drafted: Draft, made: Made) -> Models:
    """The models, with the skeletons that were made. Their `kinds` are those of the draft, unless the
    engine refused a class."""
    api, forms, kinds, wanted = drafted.api, drafted.forms, drafted.kinds, drafted.wanted
    lost = {
        name: refusal
        for name, key in sorted(wanted.items())
        if isinstance(refusal := made[key], Refusal)
    }
    unsaid = {name: asserting(forms.components[name].schema) for name in lost}
    if lost:
        # A class that the engine cannot make is any value; what uses it compiles all the same.
        shown = {name: replace(forms.components[name], schema={}) for name in lost}
        forms = replace(forms, components={**forms.components, **shown})
        kinds = Kinds(forms.components)
        wanted = {name: key for name, key in wanted.items() if name not in shown}
    kept = {
        name: skeleton
        for name, key in wanted.items()
        if isinstance(skeleton := made[key], Skeleton)
    }
    rules = _rules(kinds)
    return Models(
        api=api,
        forms=forms,
        kinds=kinds,
        skeletons=kept,
        # What no class says, the server checks all the same.
        rules={name: rule for name, (rule, _) in rules.items() if rule} | unsaid,
        read={name: read for name, (_, read) in rules.items()},
        findings=tuple(_left_out(api, forms.components[name], why) for name, why in lost.items()),
    )


def _as_objects(forms: Forms) -> Forms:
    """Schemas with properties and no type are objects: their classes say so, and so do their checks."""
    return replace(
        forms, components={name: as_object(each) for name, each in forms.components.items()}
    )


def as_object(component: Component) -> Component:
    """The component, which is an object where it has properties and no type."""
    schema = component.schema
    if not schema.get("properties") or schema.keys() & _KNOWN:
        return component
    return replace(component, schema={**schema, "type": "object"})


_KNOWN = frozenset({"type", "allOf", "anyOf", "oneOf", "$ref", "enum", "const"})


def _rules(kinds: Kinds) -> dict[str, tuple[Schema | None, Set[str]]]:
    """What each component's type leaves unchecked, and which components were looked into to know it."""
    definitions = {name: each.schema for name, each in kinds.components.items()}
    return {name: rule_of(name, kinds, definitions) for name in definitions}


def rule_of(
    name: str, kinds: Kinds, definitions: Mapping[str, Schema]
) -> tuple[Schema | None, Set[str]]:
    """The same of one component; a composed record is checked as a whole."""
    watched = Watched(definitions)
    if kinds.kind(name) is Kind.RECORD and not kinds.record(name).plain:
        return asserting(definitions[name]), watched.taken
    return residue(watched[name], watched), watched.taken


def _left_out(api: Api, component: Component, refusal: Refusal) -> Finding:
    name = component.author_name or component.name
    return Finding(
        rule="schema-left-out",
        message=f"{api.contract.title}: the schema {name} cannot be written as a class "
        f"({refusal.reason}); it is compiled as any value",
        at=component.place.at,
        severity=Severity.WARNING,
        subject=name,
        fix="Simplify its property names or constraints.",
    )
