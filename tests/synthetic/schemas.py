"""Draws the schemas of one synthetic contract."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from random import Random
from typing import Any

from .words import MEMBERS, NOUNS, PROPERTIES, ROLES, Schema

_VARIANTS = 3
_ABOUT = "What is known of {}."


@dataclass(slots=True)
class Drawing:
    """The schemas of one contract while they are drawn.

    The first `resources` of `names` are what operations are about; whatever else there is, one of
    them leads to it.
    """

    random: Random
    nullable_word: bool
    """Whether null is said as in OpenAPI 3.0."""
    prefix: str
    """Where references to a schema of this document begin."""
    shared: Mapping[str, str]
    """Shared schema → reference to it."""
    schemas: dict[str, Schema] = field(default_factory=dict)

    def ref(self, name: str) -> Schema:
        """A reference to a schema of this document."""
        return {"$ref": self.prefix + name}

    def nullable(self, schema: Schema) -> Schema:
        """The schema, and null."""
        if self.nullable_word:
            return {**schema, "nullable": True}
        return {**schema, "type": [schema["type"], "null"]}


def draw_schemas(drawing: Drawing, resources: int, count: int) -> tuple[str, ...]:
    """Draws `count` schemas, and says which of them are resources."""
    names = _names(drawing.random, count)
    roots, others = names[:resources], names[resources:]
    for name in roots:
        drawing.schemas[name] = _object(drawing, name, identified=True)
    objects = [*roots]
    while others:
        name, *others = others
        objects += _child(drawing, name, others, objects)
        others = [each for each in others if each not in drawing.schemas]
    _lead_back(drawing, roots, objects)
    return tuple(roots)


def _names(random: Random, count: int) -> list[str]:
    """Names that differ: plain nouns first, so that resources have the short ones."""
    nouns = random.sample(NOUNS, min(count, len(NOUNS)))
    if count <= 2 * len(nouns) // 3:
        return nouns[:count]
    plain = nouns[: len(nouns) // 2]
    rest = [noun + role for noun, role in product(nouns, ROLES[1:])]
    random.shuffle(rest)
    more = [f"{name}{number}" for number in range(2, 2 + count // len(rest)) for name in rest]
    return [*plain, *rest, *more][:count]


def _child(drawing: Drawing, name: str, free: Sequence[str], objects: Sequence[str]) -> list[str]:
    """Draws a schema that one of `objects` leads to; the names of what others may hang on."""
    random = drawing.random
    drawn = random.random()
    parent = objects[int(len(objects) * random.random() ** 0.7)]
    made = [name]
    if drawn < 0.15:
        members = random.sample(MEMBERS, random.randint(2, 7))
        drawing.schemas[name] = {"type": "string", "enum": members}
        made = []
    elif drawn < 0.19:
        items = dict(random.choice(PROPERTIES)[1])
        drawing.schemas[name] = {"type": "array", "items": items, "maxItems": 100}
        made = []
    elif drawn < 0.23 and len(free) >= _VARIANTS:
        made = list(free[:_VARIANTS])
        drawing.schemas[name] = _union(drawing, made)
    elif drawn < 0.30 and free:
        base, made = free[0], [name, free[0]]
        drawing.schemas[base] = _object(drawing, base)
        taken = drawing.schemas[base]["properties"]
        more = {key: each for key, each in _properties(drawing, 2, 5).items() if key not in taken}
        drawing.schemas[name] = {
            "allOf": [drawing.ref(base), {"type": "object", "properties": more}]
        }
    else:
        drawing.schemas[name] = _object(drawing, name)
    _point(drawing, parent, name)
    return made


def _union(drawing: Drawing, variants: Sequence[str]) -> Schema:
    tags = {}
    for variant in variants:
        tag = variant.lower()
        tags[tag] = drawing.prefix + variant
        drawn = _object(drawing, variant)
        properties = {"kind": {"type": "string", "enum": [tag]}, **drawn["properties"]}
        required = ["kind", *drawn.get("required", ())]
        drawing.schemas[variant] = {**drawn, "required": required, "properties": properties}
    return {
        "oneOf": [drawing.ref(each) for each in variants],
        "discriminator": {"propertyName": "kind", "mapping": tags},
    }


def _point(drawing: Drawing, parent: str, name: str) -> None:
    """Lets a property of `parent` hold one of `name`, or many."""
    schema = drawing.schemas[parent]
    holder = schema["allOf"][1] if "allOf" in schema else schema
    key = name[0].lower() + name[1:]
    if drawing.random.random() < 0.35:
        many = {"type": "array", "items": drawing.ref(name)}
        holder["properties"][f"{key}s"] = many
    else:
        holder["properties"][key] = drawing.ref(name)
        if "required" in holder and drawing.random.random() < 0.4:
            holder["required"].append(key)


def _lead_back(drawing: Drawing, roots: Sequence[str], objects: Sequence[str]) -> None:
    """Closes a few circles, as trees and mutual links do; never through what is required."""
    for name in objects:
        schema = drawing.schemas[name]
        if "properties" in schema and drawing.random.random() < 0.04:
            items = drawing.ref(drawing.random.choice((name, *roots)))
            schema["properties"]["related"] = {"type": "array", "items": items}


def _object(drawing: Drawing, name: str, identified: bool = False) -> Schema:
    random = drawing.random
    properties = _properties(drawing, 3, 10)
    required = [key for key in properties if random.random() < 0.45]
    if identified:
        properties = {"id": {"type": "string", "format": "uuid"}, **properties}
        required = ["id", *required]
    for shared, reference in drawing.shared.items():
        if random.random() < (0.3 if identified else 0.06):
            properties[shared] = {"$ref": reference}
    if random.random() < 0.08:
        inside = {"type": "object", "properties": dict(random.sample(PROPERTIES, 3))}
        properties["options"] = inside
    schema: dict[str, Any] = {"description": _ABOUT.format(_spoken(name)), "type": "object"}
    if random.random() < 0.1:
        schema["additionalProperties"] = False
    return {
        **schema,
        **({"required": required} if required else {}),
        "properties": properties,
    }


def _properties(drawing: Drawing, least: int, most: int) -> dict[str, Schema]:
    random = drawing.random
    chosen = random.sample(PROPERTIES, random.randint(least, most))
    return dict(_property(drawing, key, dict(each)) for key, each in chosen)


def _property(drawing: Drawing, key: str, schema: Schema) -> tuple[str, Schema]:
    random = drawing.random
    if "enum" not in schema and "default" not in schema and random.random() < 0.1:
        schema = drawing.nullable(schema)
    if random.random() < 0.4:
        schema = {"description": f"The {_spoken(key)}, as it was last told.", **schema}
    return key, schema


def _spoken(name: str) -> str:
    return "".join(_letters(name)).strip()


def _letters(name: str) -> Iterator[str]:
    for letter in name:
        yield f" {letter.lower()}" if letter.isupper() else letter
