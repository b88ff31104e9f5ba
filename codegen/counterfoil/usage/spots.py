"""A schema as the fields in it, each with the places that describe it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from counterfoil.engine.expectations.pointers import EVERY
from counterfoil.engine.lower.references import PREFIX
from counterfoil.engine.records import HIDING, IMPOSSIBLE
from counterfoil.engine.written import Sources, value_at
from counterfoil.model import Component, Direction, Place, Schema, escape
from counterfoil.usage.trails import Knot, Trail, hops

_ALTERNATIVES = ("allOf", "oneOf", "anyOf")
_OTHERS = ("items", "additionalProperties", "unevaluatedProperties")
_SILENT: Schema = {}
_MOST = 2000


@dataclass(frozen=True, slots=True)
class Language:
    """What schemas are read with: the components that they name, and the direction of the values."""

    components: Mapping[str, Component]
    sources: Sources
    direction: Direction
    known: dict[tuple[int, ...], Mapping[str, "_Unfolded"]] = field(default_factory=dict)
    """What is inside values, by the identity of the schemas that say so: the contract keeps them."""


@dataclass(frozen=True, slots=True)
class Said:
    """One schema that says something of a field, where it stands."""

    schema: Schema
    place: Place


@dataclass(frozen=True, slots=True)
class Spot:
    """A field: everything that is said of it, and what it is part of."""

    pattern: str
    """As expectations name it; empty for the whole value."""
    said: tuple[Said, ...]
    trail: Trail
    deprecated: bool = False
    names: frozenset[str] = frozenset()
    """Components that it is made of, or that are around it."""
    recursive: bool = False
    """Whether something around it is made of the same component."""
    described: bool = True
    """False: the contract says nothing of such a field."""


def root_of(said: Sequence[Said], above: Trail, language: Language) -> Spot:
    """The whole of a value, with all that describes it."""
    return _spot("", _all_of([(each, -1) for each in said], language), Spot("", (), above))


def below(spot: Spot, language: Language) -> dict[str, Spot]:
    """The fields right inside one, by their key; `*` for every item of a list or value of a map."""
    key = tuple(id(each.schema) for each in spot.said)
    if key not in language.known:
        language.known[key] = _inside(spot.said, language)
    return {
        step: _spot(f"{spot.pattern}/{step if step == EVERY else escape(step)}", each, spot)
        for step, each in language.known[key].items()
    }


def inside(root: Spot, language: Language, most: int) -> Iterator[Spot]:
    """Every field in a value, recursion followed once: `most` of them at most."""
    waiting = [iter(below(root, language).values())]
    while waiting and most > 0:
        spot = next(waiting[-1], None)
        if spot is None:
            waiting.pop()
            continue
        yield spot
        most -= 1
        if not spot.recursive:
            waiting.append(iter(below(spot, language).values()))


def reached(root: Spot, steps: Sequence[str], language: Language) -> tuple[Spot, ...]:
    """The fields that a pattern names; one that is not described where the contract has none such."""
    if not steps:
        return (root,)
    children = below(root, language) if root.described else {}
    step, *rest = steps
    if step == EVERY and children:
        named = tuple(children.values())
    else:
        known = children.get(step) or children.get(EVERY)
        named = (known or _undescribed(root, step),)
    return tuple(spot for each in named for spot in reached(each, rest, language))


def _undescribed(spot: Spot, step: str) -> Spot:
    pattern = f"{spot.pattern}/{step if step == EVERY else escape(step)}"
    # It goes with what is around it; there is no place of its own.
    return Spot(pattern, (), Trail((), spot.trail), described=False)


@dataclass(frozen=True, slots=True)
class _Unfolded:
    """All that is said of one field, wherever it is met."""

    said: tuple[Said, ...]
    places: tuple[Place, ...]
    knots: tuple[Knot, ...]
    names: frozenset[str]
    deprecated: bool
    hidden: bool
    """Whether it travels the other way alone."""


def _inside(saying: Sequence[Said], language: Language) -> Mapping[str, _Unfolded]:
    """The fields that travel inside values of which all this is said."""
    found: dict[str, list[tuple[Said, int]]] = {}
    for index, each in enumerate(saying):
        for name, said in _members(each):
            found.setdefault(name, []).append((said, index))
    unfolded = {name: _all_of(said, language) for name, said in found.items()}
    return {name: each for name, each in unfolded.items() if not each.hidden}


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A schema that is still to be unfolded, and how it hangs on what led to it."""

    said: Said
    knot: Knot
    seen: frozenset[str] = frozenset()
    always: bool = True
    """Whether it holds of every value: no alternative led to it."""


def _all_of(roots: Sequence[tuple[Said, int]], language: Language) -> _Unfolded:
    """What these schemas say, each with the place above it by its number, and all they are made of."""
    parts: list[_Waiting] = []
    names: set[str] = set()
    # A stack, so that no chain of references is too long; what comes first is on top.
    waiting = [_Waiting(said, Knot(origin=origin)) for said, origin in reversed(roots)]
    while waiting:
        part = waiting.pop()
        number = len(parts)
        parts.append(part)
        waiting += reversed([*_alternatives(part, number)])
        name = str(part.said.schema.get("$ref", "")).removeprefix(PREFIX)
        component = language.components.get(name)
        # Unions of unions that meet again below: from some size on each component is taken once.
        again = number < _MOST or name not in names
        if component is not None and name not in part.seen and again:
            names.add(name)
            passed = hops(part.said.place, component.place, language.sources)
            parts += (_Waiting(Said(_SILENT, each), Knot(number)) for each in passed)
            target = Said(component.schema, component.place)
            waiting.append(_Waiting(target, Knot(number), part.seen | {name}, part.always))
    hidden = HIDING[language.direction]
    schemas = [each.said.schema for each in parts]
    return _Unfolded(
        tuple(each.said for each in parts),
        tuple(each.said.place for each in parts),
        tuple(each.knot for each in parts),
        frozenset(names),
        deprecated=any(each.get("deprecated") is True for each in schemas),
        hidden=any(each.always and each.said.schema.get(hidden) is True for each in parts),
    )


def _alternatives(part: _Waiting, number: int) -> Iterator[_Waiting]:
    for key in _ALTERNATIVES:
        branches = part.said.schema.get(key, ())
        alone = sum(each.get("type") != "null" for each in branches) == 1
        for index, schema in enumerate(branches):
            tight = alone and schema.get("type") != "null"
            said = Said(schema, _written(part.said.place, key, index))
            always = part.always and key == "allOf"
            yield _Waiting(said, Knot(number, tight=tight), part.seen, always)


def _spot(pattern: str, own: _Unfolded, above: Spot) -> Spot:
    return Spot(
        pattern,
        own.said,
        Trail(own.places, above.trail, own.knots),
        above.deprecated or own.deprecated,
        above.names | own.names,
        recursive=not own.names.isdisjoint(above.names),
    )


def _members(said: Said) -> Iterator[tuple[str, Said]]:
    schema, place = said.schema, said.place
    for name, each in schema.get("properties", {}).items():
        yield name, Said(each, place / "properties" / name)
    for pattern, each in schema.get("patternProperties", {}).items():
        yield EVERY, Said(each, place / "patternProperties" / pattern)
    for index, each in enumerate(schema.get("prefixItems", ())):
        yield EVERY, Said(each, _written(place, "prefixItems", index))
    for key in _OTHERS:
        # `true` admits what it does not name: that is no field of the contract's.
        if schema.get(key) not in (None, {}, IMPOSSIBLE):
            yield EVERY, Said(schema[key], _written(place, key))


def _written(place: Place, key: str, *more: int) -> Place:
    """Where a keyword of the normal form stands in the author's text; around it, where lowering made it."""
    for word in (key, "items", "additionalItems"):
        found = place / word
        for each in more:
            found /= each
        if value_at(found) is not None and (word == key or key in ("prefixItems", "items")):
            return found
    return place
