"""The schemas of a contract, each compiled once, when it is first asked for.

Formats are asserted: those of JSON Schema (2020-12 validation, section 7.3), and OpenAPI's `byte` and
its sized integers. A pattern that cannot be compiled asserts nothing; `pattern-not-regular` tells it.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, TypeAlias

import jsonschema_rs
from jsonschema_rs import Draft202012Validator, Registry, ValidationError

from counterfoil.engine.asserted import ROOT, asserted, bounds, sound
from counterfoil.engine.forms import Forms, sealed, split
from counterfoil.model import Api, Component, Direction, Json, Schema

__all__ = ["Validator", "Validators", "bounds"]

Validator: TypeAlias = jsonschema_rs.Validator


class Validators:
    """Judges of one contract's values, by schema and by the direction in which a value travels."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self._named: dict[tuple[str, Direction], Validator] = {}
        self._inline: dict[tuple[int, Direction], tuple[Schema, Validator]] = {}
        self._sealed: dict[int, tuple[Schema, Validator]] = {}

    @cached_property
    def forms(self) -> Forms:
        """What requests and responses see of each component."""
        return split(self.api)

    @cached_property
    def originals(self) -> Mapping[str, Component]:
        """The components as the contract has them, by the names that they have in requests."""
        prefix, names = "#/components/schemas/", self.forms.keys[Direction.REQUEST]
        return {
            form: self.api.components[reference.removeprefix(prefix)]
            for reference, form in names.items()
        }

    def of(self, schema: Schema, direction: Direction) -> Validator:
        """The validator of a schema of the contract, as one direction has it."""
        if len(schema) == 1 and "$ref" in schema:
            name = (schema["$ref"], direction)
            if name not in self._named:
                self._named[name] = self._compile(schema, direction)
            return self._named[name]
        key = (id(schema), direction)
        if key not in self._inline:
            # The schema is kept along, so that its id stays its own.
            self._inline[key] = schema, self._compile(schema, direction)
        return self._inline[key][1]

    def sealed(self, schema: Schema) -> Validator:
        """Like `of` for responses, refusing in addition what only requests carry (`writeOnly`)."""
        if not self._has_secrets:
            return self.of(schema, Direction.RESPONSE)
        key = id(schema)
        if key not in self._sealed:
            made = _compiled(sealed(schema, self.api), self._sealed_registry)
            self._sealed[key] = schema, made
        return self._sealed[key][1]

    def formed(self, schema: Schema) -> Validator:
        """The validator of a schema that already refers to `forms`; compiled anew each time."""
        return _compiled(schema, self._registry)

    def _compile(self, schema: Schema, direction: Direction) -> Validator:
        return self.formed(self.forms.seen(schema, direction))

    @cached_property
    def _registry(self) -> Registry:
        return _registry({name: each.schema for name, each in self.forms.components.items()})

    @cached_property
    def _sealed_registry(self) -> Registry:
        components = self.api.components
        return _registry({name: sealed(each.schema, self.api) for name, each in components.items()})

    @cached_property
    def _has_secrets(self) -> bool:
        return any(_says(each.schema, "writeOnly") for each in self.api.components.values())


def _compiled(schema: Schema, registry: Registry) -> Validator:
    wanted = asserted(schema)
    try:
        return _validator(wanted, registry)
    except ValidationError:
        # Lint says why; until it is mended, nothing is known that could be broken.
        return _validator({}, registry)
    except ValueError:
        return _validator(sound(wanted), registry)


def _validator(schema: dict[str, Any], registry: Registry) -> Validator:
    return Draft202012Validator(schema, validate_formats=True, registry=registry, offline=True)


def _registry(components: Mapping[str, Schema]) -> Registry:
    schemas = {name: asserted(each) for name, each in components.items()}
    document = {"components": {"schemas": schemas}}
    try:
        return Registry([(ROOT, document)], draft=jsonschema_rs.Draft202012)
    except ValueError:
        return Registry([(ROOT, sound(document))], draft=jsonschema_rs.Draft202012)


def _says(schema: Json, keyword: str) -> bool:
    """Whether the keyword stands in the schema, or anywhere inside."""
    waiting = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            if keyword in node:
                return True
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
    return False
