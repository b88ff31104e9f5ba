"""What a schema asks of a value that its pydantic type does not.

The server's types enforce kinds, bounds, required and additional properties, items, string enums
and unions. What is left, the residue, is judged beside them by the generated checks, so that
both together say what the schema says. Where a type might say less than its schema, the schema
stays: a check too many costs time, a check too few lets a wrong message through.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from counterfoil.compile.models.apart import PREFIX, Table
from counterfoil.compile.models.formats import can_break, is_said
from counterfoil.compile.models.kinds import literals
from counterfoil.engine.lower.keywords import LISTED, MAPPED, SINGLE
from counterfoil.model import Json, Schema

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

_COMPOSING = frozenset({"$ref", "allOf", "anyOf", "oneOf"})

_BOUNDS = (_OF_NUMBERS | _OF_STRINGS | {"minItems", "maxItems"}) - {"multipleOf", "pattern"}
NEVER: Schema = {"not": {}}

_EVERY_FLOAT_IS_EXACT_BELOW = 2**53


def residue(schema: Schema, definitions: Mapping[str, Schema]) -> Schema | None:
    """The part of `schema` that the server's type for it leaves unchecked; None where nothing is.

    A `$ref` checks itself by its own component's residue, so it leaves nothing here.

    >>> residue({"type": "object", "properties": {"code": {"type": "string", "pattern": "^A"}}}, {})
    {'properties': {'code': {'pattern': '^A'}}}
    """
    reader = Reader(Table(definitions))
    left = {**(reader.residue(schema) or {}), **_bounds(schema)}
    return _closed_again(schema, left) or None


def _bounds(schema: Schema) -> Schema:
    """Bounds that stand on a component itself: a name for a type has none, unlike a field."""
    return {key: value for key, value in schema.items() if key in _BOUNDS}


def _closed_again(schema: Schema, left: Schema) -> Schema:
    """A class with a check beside it leaves the refusal of other properties to the check."""
    if not left or schema.get("additionalProperties") != NEVER or "additionalProperties" in left:
        return left
    below = left.get("properties", {})
    known = {name: below.get(name, {}) for name in schema.get("properties", {})}
    return {**left, "properties": known, "additionalProperties": NEVER}


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
        if asserts(keyword, value)
    }


def asserts(keyword: str, value: Json) -> bool:
    """Whether some value breaks the keyword."""
    return can_break(value) if keyword == "format" else keyword in _ASSERTING


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
class Reader:
    """Residues of the components of one table."""

    table: Table

    def residue(self, schema: Schema) -> Schema | None:
        """The part of a component's schema that its type leaves unchecked; None where nothing is."""
        schema = self._without_implied_type(
            {key: value for key, value in schema.items() if asserts(key, value)}
        )
        match schema:
            case {"$ref": _}:
                return None if len(schema) == 1 else asserting(schema)
            case {"allOf": members}:
                return self._all_of(schema, members)
            case {"anyOf": branches}:
                return self._union(schema, branches)
            case {"oneOf": branches} if self.table.apart(branches):
                return self._union(schema, branches)
            case {"oneOf": _}:
                return asserting(schema)
            case _:
                return self._plain(schema)

    def nested(self, schema: Schema) -> Schema | None:
        """The same for a schema within another, where no class inherits."""
        said = {key: value for key, value in schema.items() if asserts(key, value)}
        if said.keys() & {"properties", "required"} or said.get("additionalProperties") == NEVER:
            return asserting(said)
        if "allOf" not in said:
            return self.residue(said)
        members: Sequence[Schema] = said["allOf"]
        alone = len(said) == 1 and len(members) == 1
        return None if alone and self.nested(members[0]) is None else asserting(said)

    # Composition

    def _without_implied_type(self, schema: Schema) -> Schema:
        """`type` beside a composition often only repeats what the composition says."""
        if "type" not in schema or not schema.keys() & _COMPOSING:
            return schema
        rest = {key: value for key, value in schema.items() if key != "type"}
        return rest if self.table.kinds(rest) <= self.table.kinds(schema) else schema

    def _union(self, schema: Schema, branches: Sequence[Schema]) -> Schema | None:
        """A union of types takes a value that one branch takes: enough, if branches check themselves."""
        alone = len(schema) == 1 and self.table.kinds(schema) - {"null"}
        if alone and all(self.nested(branch) is None for branch in branches):
            return None
        return asserting(schema)

    def _all_of(self, schema: Schema, members: Sequence[Schema]) -> Schema | None:
        if len(schema) == 1 and len(members) == 1 and self.nested(members[0]) is None:
            return None
        records = self._records(schema)
        if not all(_is_open_record(record) for record in records):
            return asserting(schema)
        # A class that inherits from all of them says this, but for properties that several describe:
        # there one base hides another. So does one base's check another's, hence residues of all.
        counts = Counter(name for record in records for name in record.get("properties", ()))
        shared = {name for name, count in counts.items() if count > 1}
        left = [self._inherited(record, shared) for record in records]
        parts = [each for each in left if each]
        return {"allOf": parts} if parts else None

    def _records(self, schema: Schema, met: frozenset[str] = frozenset()) -> list[Schema]:
        """The schemas that an `allOf` is made of, however deep, itself without the `allOf` included."""
        if schema.keys() & _ASSERTING == {"$ref"} and schema["$ref"] not in met:
            target = self.table.definitions.get(_name(schema), {})
            return self._records(target, met | {schema["$ref"]})
        if "allOf" not in schema:
            return [schema]
        own = {k: value for k, value in schema.items() if k != "allOf" and asserts(k, value)}
        below = [each for member in schema["allOf"] for each in self._records(member, met)]
        return [*below, own] if own else below

    def _inherited(self, record: Schema, shared: Set[str]) -> Schema:
        left = dict(self.residue(record) or {})
        properties: Mapping[str, Schema] = record.get("properties", {})
        hidden = {name: asserting(properties[name]) for name in properties if name in shared}
        if hidden:
            left["properties"] = {**left.get("properties", {}), **hidden}
        return left

    # One value

    def _plain(self, schema: Schema) -> Schema | None:
        kinds = [kind for kind in _types(schema) if kind != "null"]
        if not schema or (len(schema) == 1 and _types(schema) == ["null"]):
            return None
        if not kinds and "properties" in schema:
            kinds = ["object"]
        unspeakable = schema.keys() & {"const", "enum"} and literals(schema) is None
        if len(kinds) != 1 or unspeakable:
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
                left = limits if "enum" in schema or "const" in schema else inexact
                return left | _format(schema)
            case "string":
                sizes = {key: value for key, value in schema.items() if key in _OF_STRINGS}
                exact = not ("enum" in schema or "const" in schema)
                left = {
                    key: value
                    for key, value in sizes.items()
                    if not (exact and key != "pattern" and isinstance(value, int))
                }
                return left | _format(schema)
            case _:
                return {}

    def _array(self, schema: Schema) -> dict[str, Any]:
        kept = {key: value for key, value in schema.items() if key in _OF_ARRAYS}
        if kept.keys() & {"prefixItems", "unevaluatedItems"}:
            return dict(asserting(kept))
        item = self.nested(kept.pop("items", {}))
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
        extra = None if others == NEVER else self.nested(others)
        # A type knows no property but those that the schema describes.
        missing = [name for name in kept.pop("required", ()) if name not in properties]
        left = {name: self.nested(each) for name, each in properties.items()}
        if extra is None:
            below = {name: each for name, each in left.items() if each is not None}
        else:
            below = {name: each or {} for name, each in left.items()}
        found = dict(asserting(kept))
        found |= {"required": missing} if missing else {}
        found |= {"properties": below} if below else {}
        return found | ({} if extra is None else {"additionalProperties": extra})


def _format(schema: Schema) -> dict[str, Any]:
    """The format, unless the type says it."""
    return {} if is_said(schema) else {"format": schema["format"]}


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
    return (
        _types(schema) in ([], ["object"])
        and not schema.keys() & (_OF_ALL - {"type"})
        and not schema.keys() & {"patternProperties", "unevaluatedProperties"}
        and bool(schema.keys() & {"type", "properties", "required"})
        and schema.get("additionalProperties", {}) == {}
    )
