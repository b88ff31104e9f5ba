"""One version's generated client: what it is called, and what it calls the parts of its contract."""

import keyword
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from counterfoil.engine.contracts import package_path
from counterfoil.engine.forms import Forms
from counterfoil.engine.lower.keywords import ANNOTATIONS
from counterfoil.engine.lower.references import PREFIX
from counterfoil.engine.naming import OF_MODELS, identifier, words
from counterfoil.engine.validators import Validators
from counterfoil.engine.values import Values
from counterfoil.model import Api, Component, Direction, Json, Schema

_DEEPEST = 50
_SAMPLES = 24
_READ_AS = {
    "uuid": "uuid.UUID",
    "date-time": "datetime.datetime.fromisoformat",
    "date": "datetime.date.fromisoformat",
}
"""Format → what makes the value that a client has of a text in it."""
_BODY_ARGUMENTS = frozenset({"self", "body", "content_type", "operations"})
_SHADOWING = frozenset({"int", "float", "str", "bool", "bytes", "list", "dict", "datetime", "uuid"})
"""Names of fields that would stand in the way of a type."""
_METHODS = frozenset("""
    raw with_options close aclose
    datetime decimal errors httpx2 ipaddress models operations pathlib typing uuid
    """.split())  # noqa: SIM905 — a list this long is read as words
"""What clients are able to do beside their operations, and modules that a method would hide."""


@dataclass(frozen=True)
class Client:
    """The client of one version of a contract, as the package that is compiled from it has it."""

    api: Api
    package: str
    """The import name of the generated package."""
    _known: dict[str, bool] = field(default_factory=dict)
    _samples: dict[tuple[int, Direction], tuple[Schema, tuple[Json, ...]]] = field(
        default_factory=dict
    )

    @cached_property
    def validators(self) -> Validators:
        """The judges of its values."""
        return Validators(self.api)

    @cached_property
    def values(self) -> Values:
        """The maker of its values."""
        return Values(self.api, validators=self.validators)

    def samples(self, schema: Schema, direction: Direction) -> tuple[Json, ...]:
        """Some valid values of a schema of the contract, the most telling first."""
        key = (id(schema), direction)
        if key not in self._samples:
            found = islice(self.values.valid(schema, direction), _SAMPLES)
            # The schema is kept along, so that its id stays its own.
            self._samples[key] = schema, tuple(each.value for each in found)
        return self._samples[key][1]

    @property
    def forms(self) -> Forms:
        """The names that become classes."""
        return self.validators.forms

    @property
    def module(self) -> str:
        """The package that is imported: `shop_contracts.orders.v1.client`."""
        return ".".join((self.package, *package_path(self.api.contract), "client"))

    def target(self, schema: Schema) -> Component | None:
        """The component that a schema refers to."""
        return self.forms.components.get(schema.get("$ref", "").removeprefix(PREFIX))

    def parts(self, schema: Schema, depth: int = 0) -> Iterator[Schema]:
        """A schema, and everything that holds of its values at once."""
        yield schema
        if depth < _DEEPEST:
            component = self.target(schema)
            below = [*([component.schema] if component else []), *schema.get("allOf", ())]
            for each in below:
                yield from self.parts(each, depth + 1)

    def alternatives(self, schema: Schema) -> tuple[Schema, ...]:
        """What a value may be one of; nothing where there is no choice."""
        for part in self.parts(schema):
            for choice in ("oneOf", "anyOf"):
                if choice in part:
                    return tuple(part[choice])
        return ()

    def members(self, schema: Schema) -> tuple[Json, ...]:
        """The values that an enumeration has; nothing where there is no enumeration."""
        for part in self.parts(schema):
            if "enum" in part:
                return tuple(part["enum"])
        return ()

    def is_record(self, name: str) -> bool:
        """Whether a component becomes a class with fields."""
        if name not in self._known:
            self._known[name] = False
            self._known[name] = self._has_fields(self.forms.components[name].schema)
        return self._known[name]

    def _has_fields(self, schema: Schema) -> bool:
        if schema.keys() & {"$ref", "enum", "const"}:
            return False
        if schema.get("properties"):
            return True
        return any(self._gives_fields(each) for each in schema.get("allOf", ()))

    def _gives_fields(self, schema: Schema) -> bool:
        component = self.target(schema)
        return self.is_record(component.name) if component else self._has_fields(schema)

    def is_enumeration(self, name: str) -> bool:
        """Whether a component becomes an enumeration: of several texts, or of several whole numbers."""
        schema = self.forms.components[name].schema
        members = {repr(each): each for each in schema.get("enum", ()) if each is not None}
        types = {str} if all(isinstance(each, str) for each in members.values()) else {int}
        alike = {type(each) for each in members.values()} <= types
        judged = schema.keys() - ANNOTATIONS - {"type", "enum", "format", "x-extensible-enum"}
        return len(members) > 1 and alike and not judged

    def property(self, schema: Schema, name: str) -> "Property | None":
        """What an object's schema says of one property."""
        found: list[Schema] = []
        required = False
        for part in self.parts(schema):
            if name in part.get("properties", {}):
                found.append(part["properties"][name])
            required = required or name in part.get("required", ())
        return Property(found[0], required) if found else None

    def seen(self, schema: Schema, direction: Direction) -> Schema:
        """A schema of the contract with its references turned to the names of classes."""
        return self.forms.seen(schema, direction)

    def accepts(self, schema: Schema, value: Json) -> bool:
        """Whether a value is one of a schema that refers to classes."""
        return self.validators.formed(schema).is_valid(value)

    def nullable(self, schema: Schema) -> bool:
        """Whether `null` is one of its values."""
        return self.accepts(schema, None)


@dataclass(frozen=True, slots=True)
class Property:
    """One property of an object."""

    schema: Schema
    required: bool


def field_name(name: str) -> str:
    """What a class calls the field of a property."""
    found = "_".join(words(name)).lower()
    if not found.isidentifier() or not name[:1].isalnum():
        found = f"field_{found}"
    taken = keyword.iskeyword(found) or found in _SHADOWING or found in OF_MODELS
    return f"{found}_" if taken else found


def argument_name(name: str) -> str:
    """What a method calls the argument of a parameter."""
    found = identifier(name)
    return f"{found}_" if found in _BODY_ARGUMENTS else found


def method_name(name: str) -> str:
    """What a client calls the method of an operation."""
    return f"{name}_" if name in _METHODS else name


def reader_of(schema: Mapping[str, Any]) -> str:
    """What makes the Python value of a text with a format; empty where it stays a text."""
    if schema.keys() & {"minLength", "maxLength"}:
        return ""
    return _READ_AS.get(schema.get("format", ""), "")
