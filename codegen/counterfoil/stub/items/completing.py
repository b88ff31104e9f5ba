"""What a client sent, completed into what the contract answers with.

A property that the client sent is echoed where the answer has it. One that only the provider writes
(readOnly, or unknown to requests) comes from a template, and a required one without either is drawn.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from counterfoil.engine.records import Record, all_of, record_of
from counterfoil.engine.validators import Validators
from counterfoil.model import Api, Direction, Json, JsonObject, Schema

Invent: TypeAlias = Callable[[Schema, str], Json]
_MOST_BRANCHES = 32
_KEY = 200
"""Characters of the key by which a value is drawn."""


@dataclass(frozen=True, slots=True)
class Known:
    """What whoever gave a value had to say it with: a schema, as one direction has it."""

    schema: Schema
    direction: Direction


@dataclass(slots=True)
class Plan:
    """How values of one schema are completed."""

    completion: "Completion"
    schema: Schema
    echoed: frozenset[str]
    """Names whose values are taken as they are."""
    deeper: Mapping[str, tuple[Schema, Known | None]]
    """Names whose values are completed in turn."""
    open: bool
    """Whether names that nothing says anything about are echoed."""
    supplied: tuple[tuple[str, Schema, bool], ...]
    """Names that the provider adds, with whether they are required."""
    items: tuple[Schema, Known | None] | None
    branches: tuple["Plan", ...] = ()
    below: dict[str, "Plan"] = field(default_factory=dict)
    """Of `deeper`, and of `items` under the empty name; made when they are first needed."""

    def of(self, given: Json, template: Json) -> Json:
        if type(given) is dict:
            return self._chosen(given, template) if self.branches else self._record(given, template)
        if type(given) is not list or self.items is None:
            return given
        plan = self.below.get("") or self._made("", self.items)
        first = template[0] if isinstance(template, list) and template else None
        return [plan.of(each, first) for each in given]

    def _chosen(self, given: JsonObject, template: Json) -> Json:
        validator = self.completion.validators.sealed(self.schema)
        for branch in self.branches:
            made = branch._record(given, template)
            if validator.is_valid(made):
                return made
        return self._record(given, template)

    def _record(self, given: JsonObject, template: Json) -> dict[str, Any]:
        model: JsonObject = template if isinstance(template, dict) else {}
        made: dict[str, Any] = {}
        for name, schema, required in self.supplied:
            if name not in given:
                if name in model:
                    made[name] = model[name]
                elif required:
                    made[name] = self.completion.invent(schema, f"{name}/{given}"[:_KEY])
        for name, value in given.items():
            if name in self.echoed:
                made[name] = value
            elif name in self.deeper:
                plan = self.below.get(name) or self._made(name, self.deeper[name])
                made[name] = plan.of(value, model.get(name))
            elif self.open:
                made[name] = value
        return made

    def _made(self, name: str, what: tuple[Schema, Known | None]) -> "Plan":
        plan = self.below[name] = self.completion.plan(*what)
        return plan


@dataclass(slots=True)
class Completion:
    """Completes values of one contract."""

    api: Api
    validators: Validators
    invent: Invent
    _plans: dict[tuple[object, object], Plan] = field(default_factory=dict)
    _alive: list[object] = field(default_factory=list)
    """Schemas known by their id, which stays theirs while they are here."""

    def of(self, answered: Schema, known: Known | None, given: Json, template: Json) -> Json:
        """`given` as `answered` wants it, with what is missing taken from `template`."""
        return self.plan(answered, known).of(given, template)

    def plan(self, answered: Schema, known: Known | None) -> Plan:
        """How values are completed for a schema, once they were said with another one."""
        key = (_key(answered), None if known is None else (_key(known.schema), known.direction))
        found = self._plans.get(key)
        if found is None:
            self._alive += (answered, known)
            found = self._plans[key] = self._made(answered, known)
        return found

    def _made(self, answered: Schema, known: Known | None) -> Plan:
        seen = self._seen(answered, Direction.RESPONSE)
        said = self._merged(known) if known is not None else Record()
        free = not seen.properties and not seen.unions and not seen.hidden
        deeper = {
            name: (each, _inner(said.properties.get(name), known))
            for name, each in seen.properties.items()
            if self._has_parts(each)
        }
        return Plan(
            self,
            answered,
            echoed=frozenset(seen.properties.keys() - deeper.keys()),
            deeper=deeper,
            open=free or (seen.others is not None and not seen.closed),
            supplied=tuple(
                (name, each, name in seen.required)
                for name, each in seen.properties.items()
                if name in seen.required or name not in said.properties
            ),
            items=None if seen.items is None else (seen.items, _inner(said.items, known)),
            branches=tuple(self._made(each, known) for each in _branches(seen)),
        )

    def _has_parts(self, schema: Schema) -> bool:
        seen = self._seen(schema, Direction.RESPONSE)
        return bool(seen.properties or seen.unions or seen.hidden or seen.items is not None)

    def _seen(self, schema: Schema, direction: Direction) -> Record:
        return record_of(schema, self.api.components, direction)

    def _merged(self, known: Known) -> Record:
        """What a schema and all its branches name."""
        seen = self._seen(known.schema, known.direction)
        properties = dict(seen.properties)
        for branch in _flat(seen.unions):
            properties = {**self._seen(branch, known.direction).properties, **properties}
        return replace(seen, properties=properties)


def _branches(seen: Record) -> tuple[Schema, ...]:
    """The schema once for each branch that a value may take, without the others."""
    plain: Schema = {"properties": dict(seen.properties), "required": sorted(seen.required)}
    return tuple(all_of([plain, each]) for each in _flat(seen.unions)[:_MOST_BRANCHES])


def _inner(schema: Schema | None, known: Known | None) -> Known | None:
    return None if schema is None or known is None else Known(schema, known.direction)


def _flat(unions: Sequence[Sequence[Schema]]) -> list[Schema]:
    return [branch for branches in unions for branch in branches]


def _key(schema: Schema) -> object:
    return schema["$ref"] if len(schema) == 1 and "$ref" in schema else id(schema)
