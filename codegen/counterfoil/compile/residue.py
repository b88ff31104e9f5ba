"""What a schema asks of a value that its pydantic type does not.

The server's types enforce kinds, bounds, required and additional properties, items, string enums
and unions. What is left, the residue, is judged beside them by the generated checks, so that
both together say what the schema says. Where a type might say less than its schema, the schema
stays: a check too many costs time, a check too few lets a wrong message through.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from counterfoil.engine.lower.keywords import LISTED, MAPPED, SINGLE
from counterfoil.model import Json, Schema

PREFIX = "#/components/schemas/"

_OF_NUMBERS = frozenset(
    {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
)
_OF_STRINGS = frozenset({"minLength", "maxLength", "pattern"})
_OF_ARRAYS = frozenset(
    {
        "items",
        "prefixItems",
        "contains",
        "minContains",
        "maxContains",
        "minItems",
        "maxItems",
        "uniqueItems",
        "unevaluatedItems",
    }
)
_OF_OBJECTS = frozenset(
    {
        "properties",
        "patternProperties",
        "additionalProperties",
        "propertyNames",
        "required",
        "minProperties",
        "maxProperties",
        "dependentRequired",
        "dependentSchemas",
        "unevaluatedProperties",
    }
)
_OF_ALL = frozenset(
    {"$ref", "type", "enum", "const", "allOf", "anyOf", "oneOf", "not", "if", "then", "else"}
)
_JUDGING = frozenset({"not", "if", "then", "else"})
_ASSERTING = _OF_NUMBERS | _OF_STRINGS | _OF_ARRAYS | _OF_OBJECTS | _OF_ALL
"""Every keyword that a value can break; the others are annotations."""

_EVERY_FLOAT_IS_EXACT_BELOW = 2**53


def residue(schema: Schema, definitions: Mapping[str, Schema]) -> Schema | None:
    """The part of `schema` that the server's type for it leaves unchecked; None where nothing is.

    A `$ref` checks itself by its own component's residue, so it leaves nothing here.

    >>> residue({"type": "object", "properties": {"code": {"type": "string", "pattern": "^A"}}}, {})
    {'properties': {'code': {'pattern': '^A'}}}
    """
    return _Reader(definitions).residue(schema)


def closure(schemas: Iterable[Schema], definitions: Mapping[str, Schema]) -> frozenset[str]:
    """Names of the components that `schemas` refer to, directly or through each other.

    >>> sorted(closure([{"not": {"$ref": "#/components/schemas/A"}}], {"A": {"type": "null"}}))
    ['A']
    """
    found: set[str] = set()
    waiting = [*schemas]
    while waiting:
        for name in _references(waiting.pop()):
            if name not in found:
                found.add(name)
                waiting.append(definitions[name])
    return frozenset(found)


def asserting(schema: Schema) -> Schema:
    """`schema` without annotations, at every depth: what is left decides the same verdicts.

    >>> asserting({"title": "Id", "type": "string", "items": {"description": "never"}})
    {'type': 'string', 'items': {}}
    """
    return {
        keyword: each_below(keyword, value, asserting)
        for keyword, value in schema.items()
        if keyword in _ASSERTING
    }


def each_below(keyword: str, value: Json, change: Callable[[Schema], Schema]) -> Json:
    """A keyword's value with `change` made to every schema directly in it."""
    if keyword in SINGLE:
        return change(value)
    if keyword in MAPPED:
        return {name: change(each) for name, each in value.items()}
    if keyword in LISTED:
        return [change(each) for each in value]
    return value


def subschemas(schema: Schema) -> Iterator[Schema]:
    """The schemas directly in `schema`, in the order in which they are written."""
    for keyword, value in schema.items():
        if keyword in SINGLE:
            yield value
        elif keyword in MAPPED:
            yield from value.values()
        elif keyword in LISTED:
            yield from value


def _references(schema: Schema) -> Iterator[str]:
    if "$ref" in schema:
        yield _name(schema)
    for each in subschemas(schema):
        yield from _references(each)


def _name(schema: Schema) -> str:
    reference: str = schema["$ref"]
    return reference.removeprefix(PREFIX)


@dataclass(frozen=True, slots=True)
class _Reader:
    definitions: Mapping[str, Schema] = field(default_factory=dict)

    def residue(self, schema: Schema) -> Schema | None:
        schema = {key: value for key, value in schema.items() if key in _ASSERTING}
        match schema:
            case {"$ref": _}:
                return None if len(schema) == 1 else asserting(schema)
            case {"allOf": members}:
                return self._all_of(schema, members)
            case {"anyOf": branches}:
                return self._union(schema, branches)
            case {"oneOf": branches} if self._exclusive(branches):
                return self._union(schema, branches)
            case {"oneOf": _}:
                return asserting(schema)
            case _:
                return self._plain(schema)

    # Composition

    def _union(self, schema: Schema, branches: Sequence[Schema]) -> Schema | None:
        """A union of types takes a value that one branch takes: enough, if branches check themselves."""
        if len(schema) == 1 and all(self.residue(branch) is None for branch in branches):
            return None
        return asserting(schema)

    def _exclusive(self, branches: Sequence[Schema]) -> bool:
        """Whether no value can be two of `branches`, so that `oneOf` is no more than a union."""
        kinds = [self._kinds(branch) for branch in branches]
        if all(kinds) and sum(map(len, kinds)) == len(frozenset[str]().union(*kinds)):
            return True
        tags = [self._tags(branch) for branch in branches]
        names = set(tags[0]).intersection(*tags[1:]) if tags else set()
        return any(len({each[name] for each in tags}) == len(tags) for name in names)

    def _kinds(self, schema: Schema) -> frozenset[str]:
        """The types that `schema` is certain to be among; empty where it names none."""
        kinds = _types(self._resolved(schema))
        # Every integer is a number too.
        return frozenset("number" if kind == "integer" else kind for kind in kinds)

    def _tags(self, schema: Schema) -> dict[str, str]:
        """Required properties of an object that have one constant string."""
        schema = self._resolved(schema)
        if _types(schema) != ["object"]:
            return {}
        properties: Mapping[str, Schema] = schema.get("properties", {})
        found = {}
        for name in schema.get("required", ()):
            match self._resolved(properties.get(name, {})):
                case {"const": str(tag)} | {"enum": [str(tag)]}:
                    found[name] = tag
                case _:
                    pass
        return found

    def _resolved(self, schema: Schema) -> Schema:
        """The schema that a chain of references ends at, `schema` itself where it is none."""
        met: set[str] = set()
        while "$ref" in schema and schema["$ref"] not in met:
            met.add(schema["$ref"])
            schema = self.definitions.get(_name(schema), {})
        return schema

    def _all_of(self, schema: Schema, members: Sequence[Schema]) -> Schema | None:
        if len(schema) == 1 and len(members) == 1 and self.residue(members[0]) is None:
            return None
        own = {key: value for key, value in schema.items() if key != "allOf"}
        parts = [*members, own] if own else [*members]
        resolved = [self._resolved(part) for part in parts]
        if not all(_is_open_record(part) for part in resolved) or _share_a_property(resolved):
            return asserting(schema)
        # A class that inherits from all of them says this. Two bases with a check each would
        # shadow one another's, so the residues of the bases are checked here as well.
        left = [each for part in resolved if (each := self.residue(part)) is not None]
        return {"allOf": left} if left else None

    # One value

    def _plain(self, schema: Schema) -> Schema | None:
        kinds = [kind for kind in _types(schema) if kind != "null"]
        if not schema or (len(schema) == 1 and _types(schema) == ["null"]):
            return None
        if not kinds and "properties" in schema:
            kinds = ["object"]
        if len(kinds) != 1:
            return asserting(schema)
        judged = {key: value for key, value in schema.items() if key in _JUDGING}
        left = self._of_kind(kinds[0], schema) | _constants(kinds[0], schema)
        return {**left, **asserting(judged)} or None

    def _of_kind(self, kind: str, schema: Schema) -> dict[str, Any]:
        match kind:
            case "object":
                return self._record(schema)
            case "array":
                return self._array(schema)
            case "integer" | "number":
                limits = {key: value for key, value in schema.items() if key in _OF_NUMBERS}
                inexact = {key: v for key, v in limits.items() if not _types_say(kind, key, v)}
                return limits if "enum" in schema or "const" in schema else inexact
            case "string":
                sizes = {key: value for key, value in schema.items() if key in _OF_STRINGS}
                exact = not ("enum" in schema or "const" in schema)
                return {
                    key: value
                    for key, value in sizes.items()
                    if not (exact and key != "pattern" and isinstance(value, int))
                }
            case _:
                return {}

    def _array(self, schema: Schema) -> dict[str, Any]:
        kept = {key: value for key, value in schema.items() if key in _OF_ARRAYS}
        if kept.keys() & {"prefixItems", "unevaluatedItems"}:
            return dict(asserting(kept))
        item = self.residue(kept.pop("items", {}))
        for key in ("minItems", "maxItems"):
            if isinstance(kept.get(key), int):
                del kept[key]
        if kept.get("uniqueItems") is False:
            del kept["uniqueItems"]
        return dict(asserting(kept)) | ({} if item is None else {"items": item})

    def _record(self, schema: Schema) -> dict[str, Any]:
        kept = {key: value for key, value in schema.items() if key in _OF_OBJECTS}
        if kept.keys() & {"patternProperties", "unevaluatedProperties"}:
            return dict(asserting(kept))
        properties: Mapping[str, Schema] = kept.pop("properties", {})
        # A closed record refuses other properties by itself.
        others = kept.pop("additionalProperties", {})
        extra = None if others == {"not": {}} else self.residue(others)
        # A type knows no property but those that the schema describes.
        missing = [name for name in kept.pop("required", ()) if name not in properties]
        left = {name: self.residue(each) for name, each in properties.items()}
        if extra is None:
            below = {name: each for name, each in left.items() if each is not None}
        else:
            below = {name: each or {} for name, each in left.items()}
        found = dict(asserting(kept))
        found |= {"required": missing} if missing else {}
        found |= {"properties": below} if below else {}
        return found | ({} if extra is None else {"additionalProperties": extra})


def _types(schema: Schema) -> list[str]:
    kinds: str | list[str] = schema.get("type", [])
    return [kinds] if isinstance(kinds, str) else kinds


def _types_say(kind: str, keyword: str, bound: int | float) -> bool:
    """Whether an `int` or `float` with this limit takes exactly the numbers that the schema takes."""
    if abs(bound) >= _EVERY_FLOAT_IS_EXACT_BELOW:
        return False
    return isinstance(bound, int) if kind == "integer" else keyword != "multipleOf"


def _constants(kind: str, schema: Schema) -> dict[str, Any]:
    """`enum` and `const`, unless they are strings, which an enum class says as exactly."""
    found: dict[str, Any] = {}
    if "enum" in schema and not _closed(kind, schema, schema["enum"]):
        found["enum"] = schema["enum"]
    if "const" in schema and not _closed(kind, schema, [schema["const"]]):
        found["const"] = schema["const"]
    return found


def _closed(kind: str, schema: Schema, members: Sequence[Json]) -> bool:
    strings = kind == "string" and all(isinstance(each, str) or each is None for each in members)
    # A type that allows null allows it whatever the enum lists.
    return strings and ("null" in _types(schema)) == (None in members)


def _is_open_record(schema: Schema) -> bool:
    """An object that leaves room for the properties of others, so that classes can inherit it."""
    described: Mapping[str, Schema] = schema.get("properties", {})
    return (
        _types(schema) in ([], ["object"])
        and not schema.keys() & (_OF_ALL - {"type"})
        and not schema.keys() & {"patternProperties", "unevaluatedProperties"}
        and "properties" in schema
        and schema.get("additionalProperties", {}) == {}
        and all(name in described for name in schema.get("required", ()))
    )


def _share_a_property(records: Sequence[Schema]) -> bool:
    described = [name for record in records for name in record["properties"]]
    return len(described) != len(set(described))
