"""The schemas of a contract, each compiled once, when it is first asked for.

Formats are asserted: those of JSON Schema (2020-12 validation, section 7.3), and OpenAPI's `byte` and
its sized integers. A pattern that cannot be compiled asserts nothing; `pattern-not-regular` tells it.
"""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

import jsonschema_rs
from jsonschema_rs import Draft202012Validator, Registry, ValidationError

from counterfoil.engine.forms import Forms, sealed, split
from counterfoil.engine.lower.keywords import LISTED, MAPPED, SINGLE
from counterfoil.model import Api, Component, Direction, Json, Schema

ROOT = "urn:counterfoil:contract"
"""Where the components of a contract stand, for its validators."""

ENCODED = frozenset({"byte", "base64"})
"""Formats of texts that are bytes in base64; a validator has them as a pattern."""

Validator: TypeAlias = jsonschema_rs.Validator

BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
"""RFC 4648, section 4. A format of our own would make the validator ask Python, and slow."""
_SIZED = {
    **{f"int{size}": (-(2 ** (size - 1)), 2 ** (size - 1) - 1) for size in (8, 16, 32, 64)},
    **{f"uint{size}": (0, 2**size - 1) for size in (8, 16, 32, 64)},
}


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
    return Draft202012Validator(
        asserted(schema), validate_formats=True, registry=registry, offline=True
    )


def _registry(components: Mapping[str, Schema]) -> Registry:
    schemas = {name: asserted(each) for name, each in components.items()}
    document = {"components": {"schemas": schemas}}
    return Registry([(ROOT, document)], draft=jsonschema_rs.Draft202012)


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


def bounds(form: str) -> tuple[int, int] | None:
    """The least and the greatest integer of a sized format; None for any other.

    >>> bounds("int32")
    (-2147483648, 2147483647)
    """
    return _SIZED.get(form)


def asserted(schema: Schema) -> dict[str, Any]:
    """The schema as its validator has it: formats of integers as bounds, references in full."""
    built = dict(schema)
    if "$ref" in schema:
        built["$ref"] = f"{ROOT}{schema['$ref']}"
    if (sized := bounds(schema.get("format", ""))) is not None:
        _bound(built, *sized)
    if "pattern" in schema and not _compiles(schema["pattern"]):
        del built["pattern"]
    if "required" in schema:
        # Judging counts the names, so that one named twice would be missed.
        built["required"] = [*dict.fromkeys(schema["required"])]
    for key in SINGLE:
        if key in schema:
            built[key] = _inner(schema[key])
    for key in MAPPED:
        if key in schema:
            built[key] = _each(key, schema[key])
    for key in LISTED:
        if key in schema:
            built[key] = [_inner(each) for each in schema[key]]
    if schema.get("format") in ENCODED:
        _encode(built)
    return built


def _inner(schema: Schema) -> dict[str, Any] | bool:
    # `false` is judged faster, and an error of it says what was not expected.
    return False if schema == {"not": {}} else asserted(schema)


def _each(keyword: str, schemas: Mapping[str, Schema]) -> dict[str, Any]:
    named = {name: _inner(each) for name, each in schemas.items()}
    if keyword != "patternProperties":
        return named
    return {name: each for name, each in named.items() if _compiles(name)}


def _encode(schema: dict[str, Any]) -> None:
    if "pattern" in schema:
        schema["allOf"] = [*schema.get("allOf", ()), {"pattern": BASE64}]
    else:
        schema["pattern"] = BASE64


def _bound(schema: dict[str, Any], least: int, greatest: int) -> None:
    if schema.get("exclusiveMinimum", least - 1) < least:
        schema["minimum"] = max(least, schema.get("minimum", least))
    if schema.get("exclusiveMaximum", greatest + 1) > greatest:
        schema["maximum"] = min(greatest, schema.get("maximum", greatest))


@lru_cache(maxsize=4096)
def _compiles(pattern: str) -> bool:
    try:
        Draft202012Validator({"pattern": pattern})
    except (ValidationError, ValueError):
        return False
    return True
