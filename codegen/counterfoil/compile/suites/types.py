"""The types that generated suites deal in, taken from the text of the client's own modules.

A suite names fields, members and branches as the models do, so the models are what is asked.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeAlias

from counterfoil.model import Json


@dataclass(frozen=True, slots=True)
class Scalar:
    """`str`, `int`, `uuid.UUID`, `None`, `Any`, …: as it is written."""

    name: str


@dataclass(frozen=True, slots=True)
class Constants:
    """A Literal."""

    values: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A class or an alias of the models, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    item: "Type"


@dataclass(frozen=True, slots=True)
class Values:
    """A dict with texts as keys."""

    value: "Type"


@dataclass(frozen=True, slots=True)
class Union:
    """Alternatives; `tags` are those of the property `key` that tells them apart, with their classes."""

    members: tuple["Type", ...]
    key: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)


Type: TypeAlias = Scalar | Constants | Named | Items | Values | Union

ANY = Scalar("Any")
NONE = Scalar("None")


@dataclass(frozen=True, slots=True)
class Property:
    """A field of a model."""

    name: str
    """In Python."""
    type: Type
    required: bool


@dataclass(frozen=True, slots=True)
class Model:
    """A class with fields, by their JSON names; those of its bases are among them."""

    name: str
    properties: Mapping[str, Property]


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A class with members, by their values."""

    name: str
    members: Mapping[Json, str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The classes and aliases of one side's models."""

    models: Mapping[str, Model]
    enumerations: Mapping[str, Enumeration]
    aliases: Mapping[str, Type]

    def resolved(self, type_: Type) -> Type:
        """The type, with aliases followed to what they stand for."""
        seen: set[str] = set()
        while isinstance(type_, Named) and type_.name in self.aliases:
            if type_.name in seen:
                return ANY
            seen.add(type_.name)
            type_ = self.aliases[type_.name]
        return type_

    def alternatives(self, type_: Type) -> tuple[Type, ...]:
        """What a value of the type may be, one by one."""
        found = self.resolved(type_)
        if not isinstance(found, Union):
            return (found,)
        return tuple(each for one in found.members for each in self.alternatives(one))


def vocabulary(texts: Iterable[str]) -> Vocabulary:
    """The vocabulary of the modules of one side's models, which may stand in any order."""
    records: dict[str, ast.ClassDef] = {}
    enumerations: dict[str, Enumeration] = {}
    aliases: dict[str, Type] = {}
    for node in chain.from_iterable(ast.parse(text).body for text in texts):
        match node:
            case ast.ClassDef() if {"StrEnum", "IntEnum"} & set(_bases(node)):
                enumerations[node.name] = Enumeration(node.name, dict(_members(node)))
            case ast.ClassDef():
                records[node.name] = node
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(args=[_, value])):
                aliases[name] = _type(value)
    models = {name: Model(name, dict(_all_properties(name, records))) for name in records}
    return Vocabulary(models, enumerations, aliases)


def _all_properties(
    name: str, records: Mapping[str, ast.ClassDef]
) -> Iterator[tuple[str, Property]]:
    for base in _bases(records[name]):
        if base in records:
            yield from _all_properties(base, records)
    yield from _properties(records[name])


def type_of(expression: str) -> Type:
    """The type that an expression outside the models means: `list[models.Order] | None`."""
    return _type(ast.parse(expression, mode="eval").body)


def _bases(node: ast.ClassDef) -> list[str]:
    return [each.id for each in node.bases if isinstance(each, ast.Name)]


def _members(node: ast.ClassDef) -> Iterator[tuple[Json, str]]:
    for each in node.body:
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name):
            yield ast.literal_eval(each.value), each.targets[0].id


def _properties(node: ast.ClassDef) -> Iterator[tuple[str, Property]]:
    for each in node.body:
        if not isinstance(each, ast.AnnAssign) or not isinstance(each.target, ast.Name):
            continue
        name = each.target.id
        if not name.startswith("__"):
            yield _alias(each.annotation) or name, Property(
                name, _type(each.annotation), each.value is None
            )


def _alias(annotation: ast.expr) -> str:
    for node in ast.walk(annotation):
        if isinstance(node, ast.Call) and _name(node.func) == "Field":
            for keyword in node.keywords:
                if keyword.arg == "alias":
                    return str(ast.literal_eval(keyword.value))
    return ""


def _type(node: ast.expr) -> Type:
    match node:
        case ast.Constant(value=None):
            return NONE
        case ast.Constant(value=str(quoted)):
            return _type(ast.parse(quoted, mode="eval").body)
        case ast.BinOp(left=left, right=right):
            return _union(_type(left), _type(right))
        case ast.Subscript(value=generic, slice=inside):
            return _generic(_name(generic), inside)
        case ast.Attribute(value=ast.Name(id="models"), attr=name):
            return Named(name)
        case ast.Attribute():
            return Scalar(ast.unparse(node))
        case ast.Name(id=name):
            return Scalar(name) if name in _PLAIN else Named(name)
        case _:
            return ANY


_PLAIN = frozenset({"str", "int", "float", "bool", "bytes", "Any", "dict", "list"})


def _generic(name: str, inside: ast.expr) -> Type:
    arguments = inside.elts if isinstance(inside, ast.Tuple) else [inside]
    match name:
        case "list":
            return Items(_type(arguments[0]))
        case "dict":
            return Values(_type(arguments[-1]))
        case "Literal":
            return Constants(tuple(ast.literal_eval(each) for each in arguments))
        case "Nullable":
            return _union(_type(arguments[0]), NONE)
        case "Annotated":
            return _annotated(_type(arguments[0]), arguments[1:])
        case "Listed":
            return _type(arguments[0])
        case _:
            return ANY


def _annotated(type_: Type, notes: list[ast.expr]) -> Type:
    for note in notes:
        match note:
            case ast.Call(func=ast.Name(id="TaggedBy"), args=[key, tags]) if isinstance(
                type_, Union
            ):
                return Union(type_.members, ast.literal_eval(key), ast.literal_eval(tags))
    return type_


def _union(*types: Type) -> Union:
    members: list[Type] = []
    key, tags = "", dict[str, str]()
    for each in types:
        if isinstance(each, Union):
            members += each.members
            key, tags = each.key or key, {**tags, **each.tags}
        else:
            members.append(each)
    return Union(tuple(members), key, tags)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""
