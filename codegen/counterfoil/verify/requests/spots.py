"""Every place of a value, with what the contract says of it there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from counterfoil.engine.lower.references import PREFIX
from counterfoil.engine.records import HIDING, all_of, marked
from counterfoil.engine.validators import Validators
from counterfoil.model import Api, Direction, Json, Schema, escape
from counterfoil.verify.judging.demands import NOTHING

_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Layer:
    """One schema among those that a value has to satisfy, and where in the contract it stands."""

    schema: Schema
    key: str
    """`Order/properties/lines`: a component, or the place of an inline schema, and the way in it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a value."""

    pointer: str
    value: Json
    """`NOTHING` where the value has no such property."""
    schema: Schema
    layers: tuple[Layer, ...]
    required: bool = True
    below: tuple[str, ...] = ()
    """Names of the properties that an object here must have."""

    @property
    def key(self) -> str:
        """Where in the contract this place is described: the most particular of its layers."""
        return self.layers[-1].key

    def first(self, keyword: str) -> Json:
        """What the first layer that has a keyword says; None where none has it."""
        return next((each.schema[keyword] for each in self.layers if keyword in each.schema), None)


class Walk:
    """Takes values of one contract apart, place by place."""

    def __init__(self, api: Api, validators: Validators) -> None:
        self._components = api.components
        self._validators = validators
        self._together: dict[tuple[int, ...], tuple[list[Schema], Schema]] = {}

    def spots(self, schema: Schema, key: str, value: Json, direction: Direction) -> Iterator[Spot]:
        """Every place in a value, the outermost first; of a list its first item.

        A property that the value could have, and has not, is a place whose value is `NOTHING`.
        """
        yield from self._below("", (Layer(schema, key),), value, direction, required=True)

    def _below(
        self,
        pointer: str,
        tops: tuple[Layer, ...],
        value: Json,
        direction: Direction,
        *,
        required: bool,
    ) -> Iterator[Spot]:
        layers = tuple(
            each for top in tops for each in self._layers(top, value, direction, frozenset())
        )
        needed = {name: None for each in layers for name in each.schema.get("required", ())}
        inside = self._properties(layers, direction)
        below = tuple(name for name in needed if name in inside) if isinstance(value, dict) else ()
        yield Spot(pointer, value, self._all(tops), layers, required, below)
        if pointer.count("/") >= _DEEPEST:
            return
        if isinstance(value, dict):
            for name, found in inside.items():
                here, held = f"{pointer}/{escape(name)}", value.get(name, NOTHING)
                yield from self._below(here, tuple(found), held, direction, required=name in needed)
        elif isinstance(value, list) and value and (items := _items(layers)):
            yield from self._below(f"{pointer}/0", items, value[0], direction, required=True)

    def _layers(
        self, top: Layer, value: Json, direction: Direction, seen: frozenset[str]
    ) -> Iterator[Layer]:
        yield top
        schema, key = top.schema, top.key
        name = schema.get("$ref", "").removeprefix(PREFIX)
        if name in self._components and name not in seen:
            target = Layer(self._components[name].schema, name)
            yield from self._layers(target, value, direction, seen | {name})
        for number, part in enumerate(schema.get("allOf", ())):
            yield from self._layers(Layer(part, f"{key}/allOf/{number}"), value, direction, seen)
        for keyword in ("oneOf", "anyOf"):
            for number, part in enumerate(schema.get(keyword, ())):
                if value is not NOTHING and self._fits(part, value, direction):
                    branch = Layer(part, f"{key}/{keyword}/{number}")
                    yield from self._layers(branch, value, direction, seen)

    def _fits(self, schema: Schema, value: Json, direction: Direction) -> bool:
        return self._validators.of(schema, direction).is_valid(value)

    def _properties(
        self, layers: tuple[Layer, ...], direction: Direction
    ) -> Mapping[str, list[Layer]]:
        found: dict[str, list[Layer]] = {}
        hidden: set[str] = set()
        for layer in layers:
            for name, schema in layer.schema.get("properties", {}).items():
                key = f"{layer.key}/properties/{escape(name)}"
                found.setdefault(name, []).append(Layer(schema, key))
                if marked(schema, HIDING[direction], self._components):
                    hidden.add(name)
        return {name: each for name, each in found.items() if name not in hidden}

    def _all(self, tops: tuple[Layer, ...]) -> Schema:
        """One schema for all of them; the same one each time, so that it is compiled but once."""
        schemas = [each.schema for each in tops]
        if len(schemas) == 1:
            return schemas[0]
        ids = tuple(map(id, schemas))
        if ids not in self._together:
            self._together[ids] = schemas, all_of(schemas)
        return self._together[ids][1]


def _items(layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    found = []
    for layer in layers:
        if layer.schema.get("prefixItems"):
            found.append(Layer(layer.schema["prefixItems"][0], f"{layer.key}/prefixItems/0"))
        elif "items" in layer.schema:
            found.append(Layer(layer.schema["items"], f"{layer.key}/items"))
    return tuple(found)
