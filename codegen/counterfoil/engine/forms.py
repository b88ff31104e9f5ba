"""One schema, two forms: what a request carries and what a response carries.

`readOnly` properties are absent from requests and `writeOnly` ones from responses (OpenAPI 3.1,
section 4.8.24.2, after JSON Schema 2020-12 validation, section 9.4). A schema that is touched by
neither, at any depth, keeps one form.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from counterfoil.engine.lower.keywords import LISTED, MAPPED, SINGLE
from counterfoil.engine.lower.references import PREFIX, renamed
from counterfoil.engine.records import HIDING
from counterfoil.model import Api, Component, Direction, Operation, Schema


@dataclass(frozen=True, slots=True)
class Forms:
    """The components that become Python names, and which of them each direction means."""

    components: Mapping[str, Component]
    keys: Mapping[Direction, Mapping[str, str]]
    """Direction → reference in the contract → component here."""
    divided: frozenset[str] = frozenset()
    """Components of the contract in which, at some depth, something travels one way alone."""

    def seen(self, schema: Schema, direction: Direction) -> Schema:
        """The schema with its references turned to the forms of one direction."""
        return renamed(schema, self.keys[direction])


def split(api: Api) -> Forms:
    """The forms of an API's schemas. A response form keeps the name; a request form is `XRequest`."""
    reached = {each: below(api.components, _roots(api, each)) or {} for each in Direction}
    divided = _touched(api)
    names: dict[Direction, dict[str, str]] = {direction: {} for direction in Direction}
    built: dict[str, Component] = {}
    for name in api.components:
        both = name in reached[Direction.REQUEST] and name in reached[Direction.RESPONSE]
        split_here = name in divided and both
        second = _free(f"{name}Request", api.components) if split_here else name
        names[Direction.REQUEST][name] = second
        names[Direction.RESPONSE][name] = name
    keys = {direction: _keys(names[direction]) for direction in Direction}
    for name, component in api.components.items():
        directions: list[Direction | None] = [None]
        if name in divided:
            directions = [direction for direction in Direction if name in reached[direction]] or [
                None
            ]
        for direction in directions:
            form = names[direction or Direction.RESPONSE][name]
            shown = component.schema
            if direction is not None:
                shown = _Projection(HIDING[direction], api.components).of(shown)
            shown = renamed(shown, keys[direction or Direction.RESPONSE])
            built[form] = replace(component, name=form, schema=shown)
    return Forms(dict(sorted(built.items())), keys, divided)


def carried(api: Api) -> Iterator[Schema]:
    """The schemas that operations carry one way or the other."""
    for direction in Direction:
        yield from _roots(api, direction)


def _roots(api: Api, direction: Direction) -> Iterator[Schema]:
    for operation in _all_operations(api):
        yield from requested(operation) if direction is Direction.REQUEST else _answered(operation)


def _all_operations(api: Api) -> Iterator[Operation]:
    for operation in (*api.operations, *api.webhooks):
        yield operation
        for inside in operation.callbacks.values():
            yield from inside


def requested(operation: Operation) -> Iterator[Schema]:
    """The schemas of what a request of an operation carries."""
    yield from (each.schema for each in operation.parameters)
    for media in operation.body.content if operation.body else ():
        yield from (each for each in (media.schema, media.item_schema) if each is not None)


def _answered(operation: Operation) -> Iterator[Schema]:
    for response in operation.responses:
        yield from (header.schema for header in response.headers)
        for media in response.content:
            yield from (each for each in (media.schema, media.item_schema) if each is not None)


def references(schema: Schema) -> Iterator[str]:
    """The component names that a schema refers to, itself or anywhere inside."""
    for key, value in schema.items():
        if key == "$ref":
            yield value.removeprefix(PREFIX)
        elif key == "discriminator":
            yield from (target.removeprefix(PREFIX) for target in value.get("mapping", {}).values())
        elif key in SINGLE:
            yield from references(value)
        elif key in MAPPED:
            for each in value.values():
                yield from references(each)
        elif key in LISTED:
            for each in value:
                yield from references(each)


def below(
    components: Mapping[str, Component], roots: Iterable[Schema], most: int | None = None
) -> Mapping[str, Component] | None:
    """The components that schemas refer to, at any depth; None where they are more than `most`."""
    waiting = [name for root in roots for name in references(root)]
    found: dict[str, Component] = {}
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = components[name]
            waiting.extend(references(components[name].schema))
        if most is not None and len(found) > most:
            return None
    return found


def _touched(api: Api) -> frozenset[str]:
    """Components in which, at some depth, a property is readOnly or writeOnly."""
    users: dict[str, list[str]] = {}
    for name, component in api.components.items():
        for used in references(component.schema):
            users.setdefault(used, []).append(name)
    waiting = [name for name, each in api.components.items() if _marks(each.schema, api.components)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(users.get(name, ()))
    return frozenset(found)


def _marks(schema: Schema, components: Mapping[str, Component]) -> bool:
    inside = [*schema.get("properties", {}).values()]
    if any(_hidden(each, components) for each in inside):
        return True
    below = [*inside, *(each for key in LISTED for each in schema.get(key, ()))]
    below += [schema[key] for key in ("items", "additionalProperties") if key in schema]
    return any(_marks(each, components) for each in below)


def _hidden(schema: Schema, components: Mapping[str, Component]) -> str:
    """`readOnly` or `writeOnly` where the property, or the component it refers to, is so marked."""
    for keyword in HIDING.values():
        if schema.get(keyword) is True:
            return keyword
    target = components.get(schema.get("$ref", "").removeprefix(PREFIX))
    for keyword in HIDING.values():
        if target is not None and target.schema.get(keyword) is True:
            return keyword
    return ""


def sealed(schema: Schema, api: Api) -> Schema:
    """The schema as responses have it, refusing what only requests carry instead of ignoring it.

    References are left as they are.
    """
    projection = _Projection(HIDING[Direction.RESPONSE], api.components, {"not": {}})
    return projection.of(schema)


@dataclass(frozen=True, slots=True)
class _Projection:
    """Leaves out the properties that `keyword` hides, at every depth short of a reference."""

    keyword: str
    components: Mapping[str, Component]
    instead: Schema | None = None
    """What stands for a hidden property; None where nothing does."""

    def of(self, schema: Schema, hidden: frozenset[str] = frozenset()) -> dict[str, Any]:
        """The schema as one direction sees it; `hidden` names what those around it hide."""
        hidden |= self._names(schema, frozenset())
        built = dict(schema)
        if "properties" in schema:
            built["properties"] = {
                name: shown
                for name, each in schema["properties"].items()
                if (shown := self._shown(each)) is not None
            }
        if hidden.intersection(schema.get("required", ())):
            built["required"] = [name for name in schema["required"] if name not in hidden]
        for key in LISTED:
            if key in schema:
                # The branches describe the same object, whichever of them names its properties.
                around = hidden if key in ("allOf", "anyOf", "oneOf") else frozenset()
                built[key] = [self.of(each, around) for each in schema[key]]
        for key in ("items", "additionalProperties"):
            if key in schema:
                built[key] = self.of(schema[key])
        return built

    def _shown(self, schema: Schema) -> Schema | None:
        hidden = _hidden(schema, self.components) == self.keyword
        return self.instead if hidden else self.of(schema)

    def _names(self, schema: Schema, seen: frozenset[str]) -> frozenset[str]:
        """The properties of an object that are hidden, by its schema or by those that it includes."""
        properties = schema.get("properties", {})
        found = frozenset(
            name
            for name, each in properties.items()
            if _hidden(each, self.components) == self.keyword
        )
        for part in schema.get("allOf", ()):
            found |= self._names(part, seen)
        target = schema.get("$ref", "").removeprefix(PREFIX)
        if target in self.components and target not in seen:
            found |= self._names(self.components[target].schema, seen | {target})
        return found


def _keys(names: Mapping[str, str]) -> dict[str, str]:
    return {f"{PREFIX}{name}": form for name, form in names.items()}


def _free(name: str, taken: Mapping[str, Component]) -> str:
    while name in taken:
        name += "_"
    return name
