"""The contract as its author wrote it, before it was lowered."""

from collections.abc import Iterator
from dataclasses import dataclass

from counterfoil.engine.written import Sources, follow, value_at
from counterfoil.model import Bundle, Place

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


@dataclass(frozen=True, slots=True)
class PathItem:
    """One path with its operations and the parameters that they share."""

    path: str
    parameters: tuple["Declared", ...]
    operations: tuple["Written", ...]


@dataclass(frozen=True, slots=True)
class Written:
    """An operation of a path item."""

    title: str
    place: Place
    parameters: tuple["Declared", ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """A parameter, where a list names it."""

    name: str
    location: str
    place: Place


def path_items(bundle: Bundle) -> Iterator[PathItem]:
    """The paths of an API description, in the author's order."""
    root = Place(bundle.contract.source) / "paths"
    sources = {source.path: source for source in bundle.sources}
    for path in _keys(root):
        item = follow(root / path, sources)
        if path.startswith("/") and item is not None:
            operations = tuple(
                Written(f"{method.upper()} {path}", place, _parameters(place, sources))
                for method, place in _operations(item, root / path, sources)
            )
            yield PathItem(path, _parameters(item, sources), operations)


def _operations(item: Place, beside: Place, sources: Sources) -> Iterator[tuple[str, Place]]:
    """The operations of a path item, and those that stand beside the reference to it."""
    found = {method: beside / method for method in _keys(beside) if method in _METHODS}
    found |= {method: item / method for method in _keys(item) if method in _METHODS}
    more = item / "additionalOperations"
    for method, place in (*found.items(), *((method, more / method) for method in _keys(more))):
        operation = follow(place, sources)
        if operation is not None:
            yield method, operation


def _parameters(place: Place, sources: Sources) -> tuple[Declared, ...]:
    listed = value_at(place / "parameters")
    count = len(listed) if isinstance(listed, list) else 0
    entries = [place / "parameters" / index for index in range(count)]
    found = ((entry, value_at(target)) for entry in entries if (target := follow(entry, sources)))
    return tuple(
        Declared(str(value.get("name")), str(value.get("in")), entry)
        for entry, value in found
        if isinstance(value, dict)
    )


def _keys(place: Place) -> tuple[str, ...]:
    value = value_at(place)
    return tuple(value) if isinstance(value, dict) else ()
