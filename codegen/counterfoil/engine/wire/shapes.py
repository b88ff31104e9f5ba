"""How the values of a schema are spelled outside JSON: in parameters, forms and headers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from counterfoil.model import Component, Schema
from counterfoil.runtime.server_shapes import (
    TEXT,
    Array,
    Either,
    Object,
    Scalar,
    Shape,
)

Components = Mapping[str, Component]
_REFERENCE = "#/components/schemas/"
_DEEPEST = 10
"""Components in one another that text is read by; what is deeper inside stays text."""
_SCALARS = ("boolean", "integer", "number", "string")


def resolve(schema: Schema, components: Components) -> Schema:
    """The schema behind a chain of references; `{}` where the chain ends nowhere."""
    seen: set[str] = set()
    while "$ref" in schema:
        name = schema["$ref"].removeprefix(_REFERENCE)
        if name in seen or name not in components:
            return {}
        seen.add(name)
        schema = components[name].schema
    return schema


def is_binary(schema: Schema) -> bool:
    """Whether the value is a file's content: `format: binary`, or 3.1's bare contentMediaType."""
    if schema.get("format") == "binary":
        return True
    media = schema.get("contentMediaType", "")
    told = media and "json" not in media and not media.startswith("text/")
    return bool(told) and "contentEncoding" not in schema


@dataclass(frozen=True, slots=True)
class _Shapes:
    """Reads shapes; `within` names the components above, where recursion stops."""

    components: Components
    within: frozenset[str] = frozenset()
    known: dict[tuple[str, int], Shape] = field(default_factory=dict)
    """Shapes of components without recursion, by name and depth: the same wherever they are met."""
    stops: list[str] = field(default_factory=list)
    """Components at which recursion has stopped so far."""

    def of(self, schema: Schema) -> Shape:
        if "$ref" in schema:
            return self._of_reference(schema["$ref"].removeprefix(_REFERENCE))
        inner = [self.of(part) for part in schema.get("allOf", ())]
        if branches := [*schema.get("oneOf", ()), *schema.get("anyOf", ())]:
            inner.append(_either([self.of(part) for part in branches if not _is_null(part)]))
        own = self._own(schema)
        return _together([own, *inner] if own else inner)

    def _of_reference(self, name: str) -> Shape:
        if name in self.within:
            self.stops.append(name)
            return TEXT
        if name not in self.components or len(self.within) == _DEEPEST:
            return TEXT
        key = name, len(self.within)
        if key in self.known:
            return self.known[key]
        before = len(self.stops)
        deeper = replace(self, within=self.within | {name})
        found = deeper.of(self.components[name].schema)
        if len(self.stops) == before:
            self.known[key] = found
        return found

    def _own(self, schema: Schema) -> Shape | None:
        kinds = _kinds(schema)
        options: list[Shape] = []
        if "array" in kinds:
            options.append(Array(self.of(schema.get("items", {}))))
        if "object" in kinds:
            options.append(self._object(schema))
        if scalars := tuple(kind for kind in _SCALARS if kind in kinds):
            options.append(Scalar(("binary",) if is_binary(schema) else scalars))
        return _either(options) if options else None

    def _object(self, schema: Schema) -> Object:
        properties = {name: self.of(part) for name, part in schema.get("properties", {}).items()}
        more = schema.get("additionalProperties")
        if isinstance(more, Mapping) and more.get("not") != {}:
            return Object(properties, self.of(more))
        free = more is True or (more is None and not properties)
        return Object(properties, TEXT if free else None)


def shape_of(schema: Schema | None, components: Components) -> Shape:
    """What text of this schema reads as.

    >>> shape_of({"type": "array", "items": {"type": "integer"}}, {})
    Array(item=Scalar(kinds=('integer',)))
    """
    return TEXT if schema is None else _Shapes(components).of(schema)


def _kinds(schema: Schema) -> Sequence[str]:
    declared = schema.get("type")
    if isinstance(declared, str):
        return (declared,)
    if declared:
        return tuple(declared)
    if "properties" in schema or "additionalProperties" in schema:
        return ("object",)
    if "items" in schema:
        return ("array",)
    values = schema.get("enum", [schema["const"]] if "const" in schema else [])
    return [_kind(value) for value in values]


def _kind(value: Any) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "string"}
    return names.get(type(value), "null")


def _is_null(schema: Schema) -> bool:
    return schema.get("type") == "null"


def _either(options: Sequence[Shape]) -> Shape:
    flat: list[Shape] = []
    for option in options:
        flat += option.options if isinstance(option, Either) else [option]
    scalars = [option for option in flat if isinstance(option, Scalar)]
    others = [option for option in flat if not isinstance(option, Scalar)]
    objects = [option for option in others if isinstance(option, Object)]
    arrays = dict.fromkeys(map(repr, (option for option in others if isinstance(option, Array))))
    kept: list[Shape] = [
        option
        for option in others
        if isinstance(option, Array) and arrays.pop(repr(option), 0) is None
    ]
    if objects:
        kept.append(_merged(objects))
    if scalars:
        kept.append(Scalar(_ordered(kind for scalar in scalars for kind in scalar.kinds)))
    return kept[0] if len(kept) == 1 else Either(tuple(kept)) if kept else TEXT


def _together(parts: Sequence[Shape]) -> Shape:
    objects = [part for part in parts if isinstance(part, Object)]
    if objects:
        return _merged(objects)
    # `allOf` around a scalar only narrows it; the part that says most about its kind wins.
    telling = [part for part in parts if part != TEXT]
    return telling[0] if telling else TEXT


def _merged(objects: Sequence[Object]) -> Object:
    properties: dict[str, Shape] = {}
    for each in objects:
        for name, shape in each.properties.items():
            known = properties.get(name)
            properties[name] = shape if known in (None, shape) else _either([known, shape])
    others = [each.others for each in objects if each.others is not None]
    # A free-form part beside one with properties is no invitation to swallow every name.
    free = others and not (properties and others == [TEXT])
    return Object(properties, others[0] if free else None)


def _ordered(kinds: Iterable[str]) -> tuple[str, ...]:
    found = set(kinds)
    return tuple(kind for kind in ("binary", *_SCALARS) if kind in found)
