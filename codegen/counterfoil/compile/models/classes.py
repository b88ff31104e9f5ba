"""The text of each generated class and alias, computed from its schema."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from counterfoil.compile.formatting import WIDTH
from counterfoil.compile.models.expressions import Expressions, constraints, words_in
from counterfoil.compile.models.fields import FieldSkeleton, Skeleton
from counterfoil.compile.models.kinds import (
    NEVER,
    Kind,
    Kinds,
    Record,
    enum_members,
    says_something,
)
from counterfoil.compile.text import docstring, literal
from counterfoil.model import Component, Json, Schema

_FORBIDDEN = frozenset({"int", "float", "str", "bool", "bytes", "list", "dict", "datetime", "uuid"})
"""Field names that would shadow a type which a later annotation of the same class uses."""


def bodies(kinds: Kinds) -> dict[str, str]:
    """Component → key of the skeleton that it needs. A key is the skeleton's body as JSON."""
    found = {name: body(kinds, name) for name in kinds.components}
    return {name: each for name, each in found.items() if each is not None}


def body(kinds: Kinds, name: str) -> str | None:
    """The key of the skeleton that a component needs; None where it needs none."""
    match kinds.kind(name):
        case Kind.RECORD:
            return json.dumps(_record_body(kinds, kinds.record(name)), sort_keys=True)
        case Kind.ENUM:
            members = enum_members(kinds.components[name].schema)
            kind = "string" if isinstance(members[0], str) else "integer"
            return json.dumps({"type": kind, "enum": members}, sort_keys=True)
        case Kind.ALIAS:
            return None


def _record_body(kinds: Kinds, record: Record) -> Json:
    return {
        "type": "object",
        "properties": {name: _bounded(kinds, each) for name, each in record.properties.items()},
        "required": sorted(record.required),
    }


def _bounded(kinds: Kinds, schema: Schema) -> Json:
    """What decides a field's bounds and default, without references, texts and formats."""
    kept = constraints(schema)
    kind = next((each for each in _types(schema) if each != "null"), None) if kept else None
    names = _NAMES.get(kind or "", {})
    body: dict[str, Json] = {names[key]: value for key, value in kept.items()}
    if kind is not None:
        body["type"] = kind
    default = _default(kinds, schema)
    if default is not None:
        body["default"] = default
    return body


_OF_NUMBERS = {
    "ge": "minimum",
    "le": "maximum",
    "gt": "exclusiveMinimum",
    "lt": "exclusiveMaximum",
    "multiple_of": "multipleOf",
}
_NAMES = {
    "integer": _OF_NUMBERS,
    "number": _OF_NUMBERS,
    "string": {"min_length": "minLength", "max_length": "maxLength"},
    "array": {"min_length": "minItems", "max_length": "maxItems"},
}


def _types(schema: Schema) -> list[str]:
    found = schema.get("type", [])
    return [found] if isinstance(found, str) else list(found)


def _default(kinds: Kinds, schema: Schema) -> Json:
    """The default, where it is a scalar that the schema itself allows; None otherwise."""
    value = schema.get("default", kinds.resolve(schema).get("default"))
    actual = kinds.resolve(schema)
    if isinstance(value, bool):
        return value if _types(actual) == ["boolean"] else None
    if not isinstance(value, str | int | float):
        return None
    allowed = actual.get("enum", [actual["const"]] if "const" in actual else None)
    if allowed is not None:
        return value if value in allowed else None
    kind = {str: "string", int: "integer", float: "number"}[type(value)]
    if actual.get("format") in ("date-time", "date", "uuid", "binary"):
        return None
    types = [each for each in _types(actual) if each != "null"]
    return value if types == [kind] or (types == ["number"] and kind == "integer") else None


@dataclass(frozen=True, slots=True)
class Block:
    """The text of one class or alias."""

    name: str
    text: str
    words: frozenset[str]
    """The names that stand in its code."""
    uses: frozenset[str]
    """The components among them, without itself."""
    rank: int
    """Enumerations stand before records, and records before aliases."""
    after: tuple[str, ...] = ()
    """What has to stand before it, if it stands beside it: bases, and the aliases in an alias."""


@dataclass(frozen=True, slots=True)
class Classes:
    """Writes the classes of one side. `skeletons` maps a component to its skeleton."""

    expressions: Expressions
    skeletons: Mapping[str, Skeleton]
    ruled: Mapping[str, Schema]
    """Components whose schema is checked beside the type, on this side."""

    @property
    def kinds(self) -> Kinds:
        return self.expressions.kinds

    def blocks(self, chosen: Iterable[str] | None = None) -> Iterator[Block]:
        """Every class and alias, or those that are chosen: enumerations first, then bases before what
        inherits from them."""
        names = sorted(self.kinds.components if chosen is None else chosen)
        for name in names:
            if self.kinds.kind(name) is Kind.ENUM:
                text = self._enum(name)
                # A member may be called as a component is, which it does not use.
                yield Block(name, text, words_in(code(text)), frozenset(), 0)
        for name in self._by_base([each for each in names if self.kinds.kind(each) is Kind.RECORD]):
            yield self._block(name, self._record(name), 1, self.kinds.record(name).bases)
        aliases = {name: self.alias(name) for name in names if self.kinds.kind(name) is Kind.ALIAS}
        for name in _ordered(aliases):
            # Also what is in quotes because the alias refers to itself.
            quoted = aliases[name][1]
            after = tuple(sorted(quoted & aliases.keys()))
            yield self._block(name, self._alias(name, aliases), 2, after, quoted)

    def _block(
        self,
        name: str,
        text: str,
        rank: int,
        after: tuple[str, ...],
        quoted: frozenset[str] = frozenset(),
    ) -> Block:
        words = words_in(code(text)) | quoted
        uses = frozenset(each for each in words if each in self.kinds.components) - {name}
        return Block(name, text, words, uses, rank, after)

    def _by_base(self, names: list[str]) -> Iterator[str]:
        done: set[str] = set()
        chosen = frozenset(names)

        def visit(name: str) -> Iterator[str]:
            if name not in done and name in chosen:
                done.add(name)
                for base in self.kinds.record(name).bases:
                    yield from visit(base)
                yield name

        for name in names:
            yield from visit(name)

    def _enum(self, name: str) -> str:
        component = self.kinds.components[name]
        members = self.skeletons[name].members
        base = "StrEnum" if isinstance(members[0][1], str) else "IntEnum"
        lines = [_header(name, base), *_documented(component, 4)]
        lines += [f"    {member} = {literal(value)}" for member, value in members]
        return "\n".join(lines)

    def _record(self, name: str) -> str:
        component, record = self.kinds.components[name], self.kinds.record(name)
        own = "ClosedModel" if record.closed else "ContractModel"
        bases = [*record.bases, *(["JudgedModel"] if name in self.ruled else [])]
        if record.closed:
            # Last, so that its configuration wins.
            bases = [*bases, "ClosedModel"]
        lines = [_header(name, ", ".join(bases or [own])), *_documented(component, 4)]
        lines += self._body(name, record)
        while lines[-1] == "":
            lines.pop()
        return "\n".join(lines if len(lines) > 1 else [*lines, "    pass"])

    def _body(self, name: str, record: Record) -> Iterator[str]:
        if name in self.ruled:
            yield f"    __rule__ = SchemaRule(CHECKS, {literal(name)})"
            yield ""
        if record.extras is not None and record.extras != NEVER:
            value = self.expressions.inside(record.extras)
            if value != "Any":
                # A field would be an argument of the constructor, as type checkers understand models.
                yield f"    __pydantic_extra__: dict[str, {value}] = Field(init=False){_OVERRIDES}"
                yield ""
        taken = self._inherited(record)
        skeleton = {each.wire_name: each for each in self.skeletons[name].fields}
        fields = [(key, schema, skeleton[key]) for key, schema in record.properties.items()]
        for index, (key, schema, field) in enumerate(fields):
            yield self._field(key, schema, field, record, taken)
            if about := _about(schema):
                yield f"    {docstring(about, 4)}"
                if index + 1 < len(fields):
                    yield ""

    def _inherited(self, record: Record) -> frozenset[str]:
        """The Python names of the fields that a record's bases have."""
        names: set[str] = set()
        for base in record.bases:
            names |= {each.name for each in self.skeletons[base].fields}
            names |= self._inherited(self.kinds.record(base))
        return frozenset(names)

    def _field(
        self, key: str, schema: Schema, field: FieldSkeleton, record: Record, taken: frozenset[str]
    ) -> str:
        name = field.name
        while name in _FORBIDDEN or name in self.kinds.components or name in taken:
            name += "_"
        slot, default = self._slot(schema, field, key in record.required)
        given = {"alias": key} if name != key else {}
        noted = self.expressions.notes(schema)
        arguments = ", ".join(f"{k}={literal(v)}" for k, v in (given | dict(field.bounds)).items())
        noted = [f"Field({arguments})", *noted] if arguments else noted
        annotation = f"Annotated[{slot}, {', '.join(noted)}]" if noted else slot
        return f"    {name}: {annotation}{default}"

    def _slot(self, schema: Schema, field: FieldSkeleton, required: bool) -> tuple[str, str]:
        """The type of a field, and its default as source."""
        expressions = self.expressions
        if required:
            return expressions.of(schema), ""
        text = expressions.not_null(schema)
        nullable = self.kinds.accepts_null(schema)
        if text == "Any":
            anything = not says_something(self.kinds.resolve(schema))
            return ("Nullable[Any]" if anything else text), " = None"
        if field.default is not None:
            shown = self._default(schema, field.default)
            return (expressions.of(schema) if nullable else text), f" = {shown}"
        if nullable:
            return f"Nullable[{text}]", " = None"
        optional = expressions.words["optional"]
        return (f"{optional}[{text}]" if optional else f"{text} | None"), " = None"

    def _default(self, schema: Schema, value: Json) -> str:
        """A default as source: an enumeration's is its member."""
        name = self.kinds.target(schema)
        while name is not None and self.kinds.kind(name) is Kind.ALIAS:
            name = self.kinds.target(self.kinds.components[name].schema)
        if name is None or self.kinds.kind(name) is not Kind.ENUM:
            return literal(value)
        members = {constant: member for member, constant in self.skeletons[name].members}
        return f"{name}.{members[value]}"

    def alias(self, name: str) -> tuple[str, frozenset[str]]:
        """The right-hand side of an alias, and the names that it uses."""
        text = self.expressions.alias(name)
        if name in self.ruled:
            text = f"Annotated[{text}, SchemaRule(CHECKS, {literal(name)})]"
        return text, words_in(text)

    def _alias(self, name: str, aliases: Mapping[str, tuple[str, frozenset[str]]]) -> str:
        text, _ = aliases[name]
        value = literal(text) if _recursive(name, aliases) else text
        about = _about(self.kinds.components[name].schema)
        shown = f"\n{docstring(about, 0)}" if about else ""
        return f"{name} = TypeAliasType({literal(name)}, {value}){shown}"


def code(text: str) -> str:
    """Source without its docstrings."""
    return "".join(text.split('"""')[::2])


_OVERRIDES = "  # pyright: ignore[reportIncompatibleVariableOverride]"


def _ordered(aliases: Mapping[str, tuple[str, frozenset[str]]]) -> list[str]:
    """Aliases, each after those that it uses."""
    done: dict[str, None] = {}
    begun: set[str] = set()
    # A stack, so that no chain of aliases is too long; what comes first is on top.
    waiting = [*aliases][::-1]
    while waiting:
        name = waiting[-1]
        if name in begun:
            done.setdefault(waiting.pop())
            continue
        begun.add(name)
        used = sorted(aliases[name][1] & aliases.keys() - begun, reverse=True)
        waiting += used
    return list(done)


def _recursive(name: str, aliases: Mapping[str, tuple[str, frozenset[str]]]) -> bool:
    """Whether an alias can be reached from itself through aliases alone."""
    waiting = list(aliases[name][1] & aliases.keys())
    seen: set[str] = set()
    while waiting:
        current = waiting.pop()
        if current == name:
            return True
        if current not in seen:
            seen.add(current)
            waiting.extend(aliases[current][1] & aliases.keys())
    return False


def _header(name: str, bases: str) -> str:
    line = f"class {name}({bases}):"
    return line if len(line) <= WIDTH else f"class {name}(\n    {bases}\n):"


def _documented(component: Component, indent: int) -> list[str]:
    about = _about(component.schema)
    return [f"{' ' * indent}{docstring(about, indent)}", ""] if about else []


def _about(schema: Schema) -> str:
    """What a schema's author says of it, with its unit (`x-unit`) where there is one."""
    about = str(schema.get("description") or "").strip()
    unit = schema.get("x-unit")
    return f"{about}\n\nUnit: {unit}." if about and unit else f"Unit: {unit}." if unit else about
