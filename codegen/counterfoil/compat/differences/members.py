"""Values that are enumerated, equal as JSON Schema has it: 1 is 1.0, and is not true."""

from collections.abc import Hashable, Iterable, Mapping

from counterfoil.model import Json, Schema


def identity(value: Json) -> Hashable:
    """Something that is equal for values that are equal (JSON Schema 2020-12, 4.2.2).

    >>> identity(1) == identity(1.0), identity(1) == identity(True)
    (True, False)
    """
    match value:
        case bool() | None:
            return ("is", value)
        case Mapping():
            return ("object", frozenset((key, identity(each)) for key, each in value.items()))
        case list():
            return ("array", tuple(identity(each) for each in value))
    return value  # type: ignore[no-any-return]  # a number or a text


def members_of(schemas: Iterable[Schema]) -> tuple[Json, ...] | None:
    """What all of the schemas enumerate, each value once; None where none enumerates anything."""
    found: dict[Hashable, Json] | None = None
    for schema in schemas:
        for listed in _lists(schema):
            own = {identity(each): each for each in listed}
            found = own if found is None else {key: found[key] for key in found if key in own}
    return None if found is None else tuple(each for each in found.values() if each is not None)


def without(some: Iterable[Json], others: Iterable[Json]) -> tuple[Json, ...]:
    """Those of some values that are not among others."""
    known = {identity(each) for each in others}
    return tuple(each for each in some if identity(each) not in known)


def _lists(schema: Schema) -> Iterable[Iterable[Json]]:
    if "const" in schema:
        yield [schema["const"]]
    if "enum" in schema:
        yield schema["enum"]
