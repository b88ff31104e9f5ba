"""Which components of a contract are reached from what it offers."""

from collections.abc import Iterator, Mapping

from counterfoil.engine.written import resolve, value_at
from counterfoil.lint.operations import every
from counterfoil.model import Bundle, Json, Place, Source, escape

_LISTS = ("definitions", "$defs", "parameters", "responses", "securityDefinitions")
"""Where Swagger 2.0 and JSON Schema keep what is referred to; OpenAPI 3 has `components`."""

Key = tuple[str, str]


def unused(bundle: Bundle) -> Iterator[Place]:
    """The components in the contract's own file that nothing leads to."""
    components = {_key(place): place for place in _components(bundle)}
    used = _reached(bundle, components)
    yield from (place for key, place in components.items() if key not in used)


def _components(bundle: Bundle) -> Iterator[Place]:
    root = Place(bundle.contract.source)
    kinds = [root / name for name in _LISTS]
    if bundle.contract.dialect.startswith("3."):
        kinds = [root / "components" / kind for kind in _keys(root / "components")]
    for kind in kinds:
        for name in _keys(kind):
            if not name.startswith("x-") and not kind.pointer.startswith("/components/x-"):
                yield kind / name


def _reached(bundle: Bundle, components: Mapping[Key, Place]) -> set[Key]:
    """Components that references lead to, from outside the components and on from there."""
    sources = {source.path: source for source in bundle.sources}
    holders = {
        key: _referred(value_at(place), place.source, sources) for key, place in components.items()
    }
    root = bundle.contract.source.value
    outside = {key: value for key, value in root.items() if key not in (*_LISTS, "components")}
    waiting = [*_referred(outside, bundle.contract.source, sources), *_secured(bundle)]
    for source in bundle.sources:
        if source.path != bundle.contract.source.path:
            waiting.extend(_referred(source.value, source, sources))
    used: set[Key] = set()
    while waiting:
        key = _component_of(waiting.pop(), components)
        if key is not None and key not in used:
            used.add(key)
            waiting.extend(holders[key])
            waiting.extend(_heirs(key, holders, components))
    return used


def _heirs(
    key: Key, holders: Mapping[Key, list[Key]], components: Mapping[Key, Place]
) -> Iterator[Key]:
    """Schemas built on one that has a discriminator: a value may name them without any reference."""
    value = value_at(components[key])
    if isinstance(value, Mapping) and "discriminator" in value:
        yield from (heir for heir, referred in holders.items() if key in referred)


def _secured(bundle: Bundle) -> Iterator[Key]:
    path = bundle.contract.source.path
    folder = (
        "/securityDefinitions"
        if bundle.contract.dialect == "2.0"
        else "/components/securitySchemes"
    )
    for operation in every(bundle.api):
        for requirement in operation.security:
            yield from ((path, f"{folder}/{escape(scheme)}") for scheme in requirement.schemes)


def _referred(value: Json, origin: Source, sources: dict[str, Source]) -> list[Key]:
    """What the references inside a value lead to. The values of a discriminator's mapping count."""
    found, waiting = [], [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Mapping):
            waiting.extend(current.values())
            references = [current.get("$ref"), *_mapped(current.get("discriminator"))]
            for reference in references:
                target = resolve(reference, origin, sources) if isinstance(reference, str) else None
                if target is not None:
                    found.append(_key(target))
        elif isinstance(current, list):
            waiting.extend(current)
    return found


def _mapped(discriminator: Json) -> Iterator[str]:
    mapping = discriminator.get("mapping") if isinstance(discriminator, Mapping) else None
    for target in mapping.values() if isinstance(mapping, Mapping) else ():
        if isinstance(target, str):
            yield target
            yield f"#/components/schemas/{escape(target)}"


def _component_of(key: Key, components: Mapping[Key, Place]) -> Key | None:
    """The component that a place lies in: a reference may reach inside it."""
    path, pointer = key
    while pointer:
        if (path, pointer) in components:
            return path, pointer
        pointer = pointer.rpartition("/")[0]
    return None


def _keys(place: Place) -> tuple[str, ...]:
    value = value_at(place)
    return tuple(value) if isinstance(value, Mapping) else ()


def _key(place: Place) -> Key:
    return place.source.path, place.pointer
