"""What a schema becomes in Python: a record, an enumeration, or a name for a type expression."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from counterfoil.engine.lower.keywords import ANNOTATIONS
from counterfoil.engine.lower.references import PREFIX
from counterfoil.model import Component, Json, Schema

NEVER: Schema = {"not": {}}


class Kind(Enum):
    """The Python construct for a component."""

    RECORD = "record"
    ENUM = "enum"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class Record:
    """An object with named properties, as one class.

    `plain` says that types and bases alone carry every keyword that shaped it; where it is False,
    the schema as a whole must be checked beside them.
    """

    properties: Mapping[str, Schema]
    required: frozenset[str]
    bases: tuple[str, ...] = ()
    closed: bool = False
    extras: Schema | None = None
    plain: bool = True


@dataclass(slots=True)
class _Parts:
    """Properties gathered from a schema and what it is composed of."""

    properties: dict[str, Schema] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    optional: dict[str, Schema] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kinds:
    """Answers questions about schemas, with the components that they refer to at hand."""

    components: Mapping[str, Component]
    _kinds: dict[str, Kind] = field(default_factory=dict)

    def kind(self, name: str) -> Kind:
        if name not in self._kinds:
            # While it is being decided, a schema inside itself counts as an alias.
            self._kinds[name] = Kind.ALIAS
            self._kinds[name] = self._decide(self.components[name].schema)
        return self._kinds[name]

    def target(self, schema: Schema) -> str | None:
        """The component that a bare reference names."""
        reference = schema.get("$ref")
        return None if reference is None else reference.removeprefix(PREFIX)

    def resolve(self, schema: Schema) -> Schema:
        """The schema, or what a chain of references leads to."""
        for _ in range(50):
            name = self.target(schema)
            if name is None:
                return schema
            schema = self.components[name].schema
        return {}

    def _decide(self, schema: Schema) -> Kind:
        if enum_members(schema):
            return Kind.ENUM
        return Kind.RECORD if self._is_record(schema) else Kind.ALIAS

    def _is_record(self, schema: Schema) -> bool:
        if "$ref" in schema or "enum" in schema or "const" in schema:
            return False
        types = set(types_of(schema)) - {"null"}
        if types and types != {"object"}:
            return False
        if schema.get("properties"):
            return True
        if any(self._shapes(member) for member in schema.get("allOf", ())):
            return True
        return types == {"object"} and schema.get("additionalProperties") == NEVER

    def _shapes(self, member: Schema) -> bool:
        """Whether an allOf member gives its owner properties."""
        name = self.target(member)
        if name is not None:
            return self.kind(name) is Kind.RECORD or self._is_union_of_records(name)
        return self._is_record(member)

    def _is_union_of_records(self, name: str) -> bool:
        if self.kind(name) is not Kind.ALIAS:
            return False
        found = branches(self.components[name].schema)
        return bool(found) and all(self._shapes(each) for each in found)

    def accepts_null(self, schema: Schema, depth: int = 0) -> bool:
        """Whether null is among a schema's values, as far as its types say."""
        if depth > 20:
            return False
        name = self.target(schema)
        if name is not None:
            return self.accepts_null(self.components[name].schema, depth + 1)
        if "const" in schema or "enum" in schema:
            return None in schema.get("enum", [schema.get("const")])
        if "type" in schema and "null" not in types_of(schema):
            return False
        unions = [schema[keyword] for keyword in ("anyOf", "oneOf") if keyword in schema]
        told = [each for each in schema.get("allOf", ()) if says_something(each)]
        return (
            ("type" in schema or bool(unions) or bool(told))
            and all(any(self.accepts_null(each, depth + 1) for each in union) for union in unions)
            and all(self._admits_null(each, depth + 1) for each in told)
        )

    def _admits_null(self, schema: Schema, depth: int) -> bool:
        """Whether a member of allOf lets null through: also where it speaks of other kinds only."""
        silent = not schema.keys() & _TYPED and "properties" not in schema
        return silent or self.accepts_null(schema, depth)

    def record(self, name: str) -> Record:
        """The class that a record component becomes."""
        schema = self.components[name].schema
        bases = self._bases(schema)
        parts = _Parts()
        if bases:
            for member in (schema, *(each for each in schema["allOf"] if "$ref" not in each)):
                parts.properties |= member.get("properties", {})
                parts.required |= set(member.get("required", ()))
        else:
            self._gather(schema, parts, 0)
        for key, each in parts.optional.items():
            parts.properties.setdefault(key, each)
        own = "allOf" not in schema
        extra = schema.get("additionalProperties")
        return Record(
            properties=parts.properties,
            required=frozenset(parts.required & set(parts.properties)),
            bases=bases,
            closed=own and extra == NEVER and "patternProperties" not in schema,
            extras=(
                extra
                if own and extra and extra != NEVER and "patternProperties" not in schema
                else None
            ),
            plain=bool(bases) or own,
        )

    def _bases(self, schema: Schema) -> tuple[str, ...]:
        """Records to inherit from: only where inheritance says exactly what allOf says."""
        members = schema.get("allOf", ())
        names = [name for name in (self.target(each) for each in members) if name is not None]
        inline = [schema, *(each for each in members if "$ref" not in each)]
        simple = all(set(each) - ANNOTATIONS <= _SIMPLE for each in inline)
        alone = all(set(each) - ANNOTATIONS == {"$ref"} for each in members if "$ref" in each)
        if not names or not simple or not alone or len(set(names)) != len(names):
            return ()
        if any(self.kind(name) is not Kind.RECORD or self._is_nullable(name) for name in names):
            return ()
        own = {key for each in inline for key in each.get("properties", {})}
        demanded = {key for each in inline for key in each.get("required", ())}
        inherited = [self._all_properties(name) for name in names]
        total = set().union(*inherited)
        apart = sum(map(len, inherited)) == len(total)
        open_ = all(not self._restricts(name) for name in names)
        return tuple(names) if apart and open_ and not (own | demanded) & total else ()

    def _is_nullable(self, name: str) -> bool:
        return "null" in types_of(self.components[name].schema)

    def _restricts(self, name: str) -> bool:
        """Whether a base says something about properties that it does not name."""
        record = self.record(name)
        return record.closed or record.extras is not None or any(map(self._restricts, record.bases))

    def _all_properties(self, name: str) -> set[str]:
        record = self.record(name)
        return set(record.properties).union(*(self._all_properties(base) for base in record.bases))

    def _gather(self, schema: Schema, parts: _Parts, depth: int) -> None:
        if depth > 20:
            return
        parts.properties |= schema.get("properties", {})
        parts.required |= set(schema.get("required", ()))
        for member in schema.get("allOf", ()):
            self._gather(self.resolve(member), parts, depth + 1)
        for branch in branches(schema):
            inside = _Parts()
            self._gather(self.resolve(branch), inside, depth + 1)
            for key, each in (inside.optional | inside.properties).items():
                # A property of one branch is absent in the others; of two types, neither is certain.
                known = parts.optional.setdefault(key, each)
                parts.optional[key] = known if known == each else {}

    def tags(self, schema: Schema) -> tuple[str, dict[str, str]]:
        """The property that tells a union's branches apart, and tag → component; or nothing.

        A tag of several branches is mapped to SEVERAL.
        Taken from the discriminator, or found where every branch requires its own constant.
        """
        names = [self.target(each) for each in branches(schema)]
        told = [name for name in names if name is not None]
        if len(told) != len(names) or len(told) < 2:
            return "", {}
        given = schema.get("discriminator")
        if given is None:
            return self._found_tags(told)
        mapping: dict[str, str] = {}
        for tag, target in given.get("mapping", {}).items():
            if target.removeprefix(PREFIX) in told:
                mapping[tag] = target.removeprefix(PREFIX)
        for name in told:
            if name not in mapping.values():
                own = self._constants(name, given["propertyName"])
                for tag in own or [self.components[name].author_name or name]:
                    # A tag that several branches share does not choose between them.
                    mapping[tag] = name if tag not in mapping else SEVERAL
        return given["propertyName"], mapping

    def _found_tags(self, names: Sequence[str]) -> tuple[str, dict[str, str]]:
        first = self.resolve(self.components[names[0]].schema)
        for key in first.get("properties", {}):
            tags = [(tag, name) for name in names for tag in self._constants(name, key)]
            if len(dict(tags)) == len(tags) and {name for _, name in tags} == set(names):
                return key, dict(tags)
        return "", {}

    def _constants(self, name: str, key: str) -> list[str]:
        """The texts that a required property of a record is limited to."""
        if self.kind(name) is not Kind.RECORD:
            return []
        record = self.record(name)
        for base in record.bases:
            if key not in record.properties and (found := self._constants(base, key)):
                return found
        if key not in record.required:
            return []
        schema = self.resolve(record.properties[key])
        allowed = [schema["const"]] if "const" in schema else schema.get("enum", ())
        return [each for each in allowed if isinstance(each, str)] if len(allowed) < 50 else []


SEVERAL = "*"
"""Stands for a component where a tag belongs to more than one."""

_TYPED = frozenset({"$ref", "type", "const", "enum", "allOf", "anyOf", "oneOf", "not"})
_SIMPLE = frozenset({"type", "properties", "required", "allOf"})


def types_of(schema: Schema) -> list[str]:
    """The type names of a schema; empty where it allows any."""
    found = schema.get("type", [])
    return [found] if isinstance(found, str) else list(found)


def enum_members(schema: Schema) -> list[Any]:
    """The members of an enumeration that becomes a class: two or more texts, or two or more integers."""
    members = [each for each in schema.get("enum", ()) if each is not None]
    types = set(types_of(schema)) - {"null"}
    texts = all(isinstance(each, str) for each in members) and types <= {"string"}
    whole = all(type(each) is int for each in members) and types <= {"integer", "number"}
    judged = set(schema) - ANNOTATIONS - {"type", "enum", "format", "x-extensible-enum"}
    return (
        list(dict.fromkeys(members))
        if len(set(map(repr, members))) > 1 and (texts or whole) and not judged
        else []
    )


def branches(schema: Schema) -> list[Schema]:
    """The alternatives of a union, without null."""
    found = [*schema.get("oneOf", ()), *schema.get("anyOf", ())]
    return [each for each in found if each.get("type") != "null"]


def says_something(schema: Schema) -> bool:
    """Whether some value violates the schema, going by its keywords."""
    return bool(set(schema) - ANNOTATIONS)


def literals(schema: Schema) -> list[Json] | None:
    """The constants that a schema lists, where Python's Literal can hold them; None otherwise."""
    if "const" in schema:
        members = [schema["const"]]
    elif "enum" in schema:
        members = list(schema["enum"])
    else:
        return None
    return members if all(isinstance(each, str | int | None) for each in members) else None
