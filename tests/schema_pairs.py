"""Draws pairs of schemas, mostly an edit apart, and values that lie close to both."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from counterfoil.compat.pool import Pool
from counterfoil.engine.lower.keywords import LISTED, MAPPED, SINGLE
from counterfoil.engine.lower.references import PREFIX
from counterfoil.model import Api, Component, Contract, Direction, Json, Kind, Place, Schema, Source

NAMES = ("a", "b", "c", "ab", "x-1")
PATTERNS = ("^a", "b$", "^[a-c]+$", "[0-9]", "^.{2,4}$", "^x-", ".", "^(a|b)*$")
FORMATS = ("date", "uuid", "int32", "int64", "ipv4", "uri", "email", "date-time")
NOTHING: Schema = {"not": {}}
SCALARS = (None, True, False, 0, 1, 2, 3, -1, 5, 10, 0.5, 1.5, 2.5, -0.1, 1.0, 100, 2**31, 2**40)
TEXTS = ("", "a", "b", "ab", "abc", "abcd", "x-1", "1", "2020-01-01", "é")
TYPES = ("null", "boolean", "integer", "number", "string", "string", "array", "object", "object")
_VALUES_OF: dict[str | None, tuple[Json, ...]] = {
    "null": (None,),
    "boolean": (True, False),
    "integer": (0, 1, 2, 3, 5, 1.0, 2**31),
    "number": (0, 1, 0.5, 2.5, 1.0, 10),
    "string": TEXTS,
    "object": ({}, {"a": 1}, {"a": "x", "b": [1]}),
    "array": ([], [1, 2], ["a"], [{}]),
}
IN_PLACE = ("allOf", "anyOf", "oneOf")
SENT, TAKEN = {"$ref": f"{PREFIX}baseline.Root"}, {"$ref": f"{PREFIX}candidate.Root"}


@dataclass(frozen=True)
class Drawn:
    """Two versions of some components; `Root` is the schema that is compared."""

    baseline: dict[str, Schema]
    candidate: dict[str, Schema]

    def pool(self) -> Pool:
        """Both versions side by side."""
        return Pool(contract(self.baseline), contract(self.candidate), Direction.RESPONSE)


def contract(components: dict[str, Schema]) -> Api:
    """A contract of nothing but these components."""
    source = Source("schema.json", "{}")
    made = {
        name: Component(name, schema, Place(source), name) for name, schema in components.items()
    }
    about = Contract("drawn", "v1", Kind.JSON_SCHEMA, "2020-12", source)
    return Api(about, "Drawn", "1.0.0", Place(source), components=made)


def draw(random: Random) -> Drawn | None:
    """Two versions of a contract; None where a schema refers to itself without end."""
    baseline = {name: _schema(random, 2) for name in ("One", "Two")}
    baseline["Root"] = _schema(random, 3)
    candidate = copy.deepcopy(baseline)
    if random.random() < 0.8:
        _edit(random, candidate[random.choice(("One", "Two", "Root", "Root"))])
    else:
        candidate = {name: _schema(random, 2) for name in baseline}
    if _has_no_end(baseline) or _has_no_end(candidate):
        return None
    return Drawn(dict(baseline), dict(candidate))


def value(random: Random, depth: int = 3) -> Json:
    """A value of those that the schemas speak of."""
    chance = random.random()
    if depth == 0 or chance < 0.45:
        return random.choice((*SCALARS, *TEXTS))
    if chance < 0.55:
        text = "".join(random.choice("abcx-1é") for _ in range(random.randint(0, 5)))
        return random.choice((random.randint(-3, 12), random.randint(-30, 60) / 10, text))
    if chance < 0.68:
        return [value(random, depth - 1) for _ in range(random.choice((0, 1, 1, 2, 3, 4)))]
    names = random.sample((*NAMES, "zz"), random.choice((0, 1, 1, 2, 2, 3, 4)))
    return {name: value(random, depth - 1) for name in names}


def near(random: Random, seen: Json) -> Json:
    """A value with one thing about it changed."""
    if isinstance(seen, dict):
        return _near_object(random, dict(seen))
    if isinstance(seen, list):
        return _near_list(random, list(seen))
    return value(random, 2)


def _near_object(random: Random, seen: dict[str, Json]) -> Json:
    chance = random.random()
    if seen and chance < 0.3:
        del seen[random.choice(sorted(seen))]
    elif seen and chance > 0.6:
        name = random.choice(sorted(seen))
        seen[name] = near(random, seen[name])
    else:
        seen[random.choice((*NAMES, "zz"))] = value(random, 2)
    return seen


def _near_list(random: Random, seen: list[Json]) -> Json:
    chance = random.random()
    if seen and chance < 0.3:
        seen.pop(random.randrange(len(seen)))
    elif seen and chance > 0.6:
        index = random.randrange(len(seen))
        seen[index] = near(random, seen[index])
    else:
        seen.insert(random.randint(0, len(seen)), value(random, 2))
    return seen


def _schema(random: Random, depth: int) -> dict[str, Any]:
    chance = random.random()
    if chance < 0.08:
        return {}
    if chance < 0.1:
        return copy.deepcopy(NOTHING)
    if chance < 0.2:
        return {"$ref": PREFIX + random.choice(("One", "Two"))}
    kind = random.choice((*TYPES, "object", None))
    built: dict[str, Any] = {}
    if kind is not None:
        other = random.choice(("null", "string", "integer", "object"))
        built["type"] = kind if random.random() < 0.85 else sorted({kind, other})
    _values(random, built, _VALUES_OF.get(kind, (*SCALARS, *TEXTS)))
    for wanted, keywords in _OF_KIND.items():
        if kind in (*wanted, None) and random.random() < 0.75:
            _some(random, built, keywords, depth)
    if depth > 0:
        _some(random, built, _ANYWHERE, depth)
    if "items" in built:
        built.pop("unevaluatedItems", None)
    if "additionalProperties" in built:
        built.pop("unevaluatedProperties", None)
    return built


def _values(random: Random, built: dict[str, Any], values: tuple[Json, ...]) -> None:
    chance = random.random()
    if chance < 0.12:
        built["enum"] = _once(random.choices(values, k=random.choice((1, 2, 3, 4))))
    elif chance < 0.16:
        built["const"] = copy.deepcopy(random.choice(values))


def _once(values: list[Json]) -> list[Json]:
    return list({repr(each): each for each in values}.values())


Draw = Callable[[Random, int], Json]


def _pick(*values: Json) -> Draw:
    # A copy: what is drawn is edited where it stands.
    return lambda random, _: copy.deepcopy(random.choice(values))


def _inside(random: Random, depth: int) -> Json:
    return _schema(random, depth - 1) if depth > 0 else {}


def _or_nothing(random: Random, depth: int) -> Json:
    return copy.deepcopy(NOTHING) if random.random() < 0.6 else _inside(random, depth)


def _several(random: Random, depth: int) -> Json:
    return [_inside(random, depth) for _ in range(random.choice((1, 2, 2, 3)))]


def _by(names: tuple[str, ...], most: int) -> Draw:
    def draw(random: Random, depth: int) -> Json:
        chosen = random.sample(names, random.randint(1, most))
        return {name: _inside(random, depth) for name in chosen}

    return draw


def _named(random: Random, _: int) -> Json:
    return random.sample(NAMES, random.choice((1, 1, 2)))


Keywords = tuple[tuple[str, float, Draw], ...]

_NUMBERS: Keywords = (
    ("minimum", 0.2, _pick(-1, 0, 1, 0.5, 2, 3)),
    ("exclusiveMinimum", 0.15, _pick(-1, 0, 1, 0.5, 2)),
    ("maximum", 0.2, _pick(0, 1, 2, 2.5, 5, 10, 3)),
    ("exclusiveMaximum", 0.15, _pick(1, 2, 2.5, 5)),
    ("multipleOf", 0.2, _pick(1, 2, 3, 0.5, 0.1, 6, 1.5)),
)
_STRINGS: Keywords = (
    ("minLength", 0.3, _pick(0, 1, 2, 3)),
    ("maxLength", 0.3, _pick(0, 1, 2, 3, 4)),
    ("pattern", 0.3, _pick(*PATTERNS)),
    ("format", 0.12, _pick(*FORMATS)),
)
_OBJECTS: Keywords = (
    ("properties", 0.8, _by(NAMES, 3)),
    ("required", 0.5, _named),
    ("additionalProperties", 0.3, _or_nothing),
    ("unevaluatedProperties", 0.12, _or_nothing),
    ("patternProperties", 0.15, _by(PATTERNS, 2)),
    ("propertyNames", 0.08, _pick({"pattern": "^a"}, {"enum": ["a", "c"]}, {"maxLength": 1})),
    ("minProperties", 0.1, _pick(1, 2, 3)),
    ("maxProperties", 0.1, _pick(0, 1, 2, 3)),
    ("dependentRequired", 0.06, _pick({"a": ["b"]}, {"b": ["c"]}, {"c": ["a", "ab"]})),
    ("dependentSchemas", 0.05, _by(NAMES, 1)),
)
_LISTS: Keywords = (
    ("items", 0.7, _inside),
    ("prefixItems", 0.3, _several),
    ("minItems", 0.2, _pick(1, 2)),
    ("maxItems", 0.2, _pick(0, 1, 2, 3)),
    ("uniqueItems", 0.1, _pick(True)),
    ("contains", 0.15, _inside),
    ("minContains", 0.05, _pick(0, 1, 2)),
    ("maxContains", 0.05, _pick(0, 1, 2)),
    ("unevaluatedItems", 0.1, _or_nothing),
)
_ANYWHERE: Keywords = (
    ("allOf", 0.1, _several),
    ("anyOf", 0.13, _several),
    ("oneOf", 0.1, _several),
    ("not", 0.06, _inside),
    ("if", 0.06, _inside),
    ("then", 0.04, _inside),
    ("else", 0.04, _inside),
)
_OF_KIND: dict[tuple[str, ...], Keywords] = {
    ("integer", "number"): _NUMBERS,
    ("string",): _STRINGS,
    ("object",): _OBJECTS,
    ("array",): _LISTS,
}


def _some(random: Random, built: dict[str, Any], keywords: Keywords, depth: int) -> None:
    for name, chance, draw in keywords:
        if random.random() < chance:
            built[name] = draw(random, depth)


def _edit(random: Random, schema: dict[str, Any]) -> None:
    for _ in range(random.choice((1, 1, 2))):
        node = random.choice(list(_nodes(schema)))
        chance = random.random()
        if node and chance < 0.35:
            del node[random.choice(sorted(node))]
        elif chance < 0.6:
            other = _schema(random, 1)
            node |= {key: other[key] for key in sorted(other)[:1]}
        elif chance < 0.8:
            _nudge(random, node)
        else:
            node.clear()
            node |= _schema(random, 2)


def _nudge(random: Random, node: dict[str, Any]) -> None:
    """Moves every bound by one, and takes from what is listed or adds to it."""
    for key, held in node.items():
        if isinstance(held, int | float) and not isinstance(held, bool) and key != "const":
            moved = held + random.choice((-1, 1))
            bound = key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
            node[key] = moved if bound else max(moved, 0.5 if key == "multipleOf" else 0)
        elif key == "enum" and len(held) > 1:
            node[key] = held[1:] if random.random() < 0.5 else _once([*held, "c"])
        elif key == "required" and len(held) > 1:
            node[key] = held[1:]


def _nodes(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    for each in _children(schema, (*SINGLE, *MAPPED, *LISTED)):
        yield from _nodes(each)


def _children(schema: Schema, keywords: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for key in keywords:
        held = schema.get(key)
        if key in MAPPED and held is not None:
            yield from held.values()
        elif key in LISTED and held is not None:
            yield from held
        elif held is not None:
            yield held


def _has_no_end(components: dict[str, Any]) -> bool:
    """Whether a component includes itself without going into a value: no validator can judge it."""
    in_place = (*IN_PLACE, "not", "if", "then", "else", "dependentSchemas")

    def heads(schema: Schema) -> Iterator[str]:
        if "$ref" in schema:
            yield schema["$ref"].removeprefix(PREFIX)
        for each in _children(schema, in_place):
            yield from heads(each)

    def reached(name: str, seen: set[str]) -> set[str]:
        for other in set(heads(components[name])) - seen:
            seen.add(other)
            reached(other, seen)
        return seen

    return any(name in reached(name, set()) for name in components)
