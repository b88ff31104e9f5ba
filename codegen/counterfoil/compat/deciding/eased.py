"""Schemas as policies have them: what is sent closed, and what is taken opened.

They are for a search: what it finds breaks although every relaxation in force is granted. They never
allow the one side less, or the other side more, than the rules of a proof do.
"""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from counterfoil.compat.deciding.closing import closing, in_place
from counterfoil.compat.deciding.extremes import takes_none
from counterfoil.compat.deciding.formulas import Role, Said
from counterfoil.compat.deciding.relaxing import Relaxed
from counterfoil.compat.pool import Pool
from counterfoil.engine.forms import references
from counterfoil.engine.lower.references import PREFIX
from counterfoil.model import Component, Schema

_NOTHING: Schema = {"not": {}}
_INSIDE = ("items", "contains", "additionalProperties", "unevaluatedItems", "unevaluatedProperties")
_NAMED_INSIDE = ("properties", "patternProperties")
_HERE = ("then", "else")
_ALTERNATIVES = ("allOf", "anyOf", "oneOf")

Turned: TypeAlias = Callable[[Schema], Schema]


@dataclass(frozen=True, slots=True)
class Eased:
    """A pool of what a pair of schemas refers to, as they are under the policies."""

    pool: Pool
    sent: Schema
    taken: Schema


def eased(pool: Pool, sent: Schema, taken: Schema, relaxed: Relaxed) -> Eased:
    """A pair of schemas with all relaxations granted."""
    closed = _Side(pool, Role.SENT, relaxed)
    opened = _Side(pool, Role.TAKEN, relaxed)
    # What is sent keeps to its schema too: closing an alternative may make it the only one.
    left = {"allOf": [sent, closed.root(sent)]} if relaxed.closes else sent
    right = opened.root(taken)
    components = {**closed.components(), **opened.components()}
    for name in _reached(pool, (sent, taken, *(each.schema for each in components.values()))):
        components.setdefault(name, pool.components[name])
    view = copy(pool)
    view.components = components
    return Eased(view, left, right)


@dataclass(frozen=True, slots=True)
class _Side:
    """Turns the schemas of one side, and remembers which components they refer to."""

    pool: Pool
    role: Role
    relaxed: Relaxed
    _names: dict[str, str] = field(default_factory=dict)

    def root(self, schema: Schema) -> Schema:
        """All that is said of one value, and of the values inside."""
        turned = self.part(schema)
        if self.role is Role.TAKEN or not self.relaxed.closes:
            return turned
        if closing(self.pool, (Said(b"", self.role, schema),)) is None:
            return turned
        if all(each is schema for each in in_place(self.pool, schema)):
            return {**turned, "additionalProperties": _NOTHING}
        return {"allOf": [turned], "unevaluatedProperties": _NOTHING}

    def part(self, schema: Schema) -> dict[str, Any]:
        """One schema among those that are said of the same value."""
        built = dict(schema)
        if "$ref" in schema and self.pool.target(schema) is not None:
            built["$ref"] = self._reference(schema["$ref"])
        for key in _INSIDE:
            if key in schema:
                built[key] = self.root(schema[key])
        for key in _NAMED_INSIDE:
            if key in schema:
                built[key] = {name: self.root(each) for name, each in schema[key].items()}
        if "prefixItems" in schema:
            built["prefixItems"] = [self.root(each) for each in schema["prefixItems"]]
        for key in _ALTERNATIVES:
            if key in schema:
                built[key] = [self.part(each) for each in schema[key]]
        for key in _HERE:
            if key in schema:
                built[key] = self.part(schema[key])
        if "dependentSchemas" in schema:
            held = schema["dependentSchemas"]
            built["dependentSchemas"] = {name: self.part(each) for name, each in held.items()}
        return self._opened(schema, built) if self.role is Role.TAKEN else built

    def components(self) -> dict[str, Component]:
        """The components that were referred to, turned, and those that they refer to."""
        built: dict[str, Component] = {}
        while waiting := [name for name in self._names if self._names[name] not in built]:
            for name in waiting:
                known, turned = self.pool.components[name], self._names[name]
                built[turned] = replace(known, name=turned, schema=self.part(known.schema))
        return built

    def _reference(self, reference: str) -> str:
        name = reference.removeprefix(PREFIX)
        self._names[name] = f"{name}.{self.role.value}"
        return f"{PREFIX}{self._names[name]}"

    def _opened(self, schema: Schema, built: dict[str, Any]) -> dict[str, Any]:
        if self.relaxed.reads_on(self.role):
            for key in ("additionalProperties", "unevaluatedProperties"):
                if key in schema and takes_none(schema[key]):
                    del built[key]
        if "x-extensible-enum" in schema and self.relaxed.enums(self.role):
            built.pop("enum", None)
        if "required" in schema:
            built["required"] = [
                name
                for name in schema["required"]
                if not self.relaxed.fills(self.pool, schema, name, self.role)
            ]
        if "contains" in schema and "maxContains" in schema:
            # A wider part would count more items.
            built["contains"] = schema["contains"]
        if "oneOf" in schema and self.relaxed.policies:
            # Wider alternatives may overlap, which says nothing against a value.
            built.setdefault("allOf", [])
            built["allOf"] = [*built["allOf"], {"anyOf": built.pop("oneOf")}]
        return built


def _reached(pool: Pool, schemas: tuple[Schema, ...]) -> Iterator[str]:
    """The components of the pool that the schemas refer to, at any depth."""
    waiting = [name for each in schemas for name in references(each)]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen and name in pool.components:
            seen.add(name)
            yield name
            waiting += references(pool.components[name].schema)
