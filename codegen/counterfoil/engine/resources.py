"""Resources of a contract, inferred: what is created, listed, read, changed and deleted by path.

A path that ends in a parameter is an item, and the path before it its collection. A path that ends in a
word, and can be read and replaced as one object, is an item of its own. Identity comes from links, else from names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from counterfoil.engine.identity import Identity, holds_record, identity_of, lists
from counterfoil.model import Api, In, Operation

_PARAMETER = re.compile(r"\{([^{}]+)\}")
_OWN = frozenset({"GET", "PUT", "PATCH", "DELETE"})
"""Methods that mean something on an item; whatever else it has is an action."""


@dataclass(frozen=True, slots=True)
class Resource:
    """Operations on one kind of thing."""

    item: str
    """Path of one: `/orders/{orderId}`."""
    collection: str = ""
    """Path of all of them: `/orders`. Empty where the item is the only one of its kind."""
    parameter: str = ""
    """Path parameter that names an item: `orderId`. Empty as above."""
    parents: tuple[str, ...] = ()
    """Path parameters before it, outermost first."""
    identity: Identity = field(default_factory=Identity)
    """Where an item says what it is called."""
    create: Operation | None = None
    listing: Operation | None = None
    read: Operation | None = None
    replace: Operation | None = None
    update: Operation | None = None
    delete: Operation | None = None
    revise: Operation | None = None
    """PUT or PATCH on the collection, with a body that names its item."""
    searches: tuple[Operation, ...] = ()
    """Other lists beside the items: `GET /orders/recent`."""
    actions: tuple[Operation, ...] = ()
    """All other operations on an item, or below it, that belong to no resource of their own."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The path parameters that together name an item."""
        return (*self.parents, self.parameter) if self.parameter else self.parents


Paths: TypeAlias = Mapping[str, Mapping[str, Operation]]
"""Path → method → operation."""


def infer(api: Api) -> tuple[Resource, ...]:
    """The resources of a contract, in the order of their item paths."""
    by_path: dict[str, dict[str, Operation]] = {}
    for operation in api.operations:
        by_path.setdefault(operation.path, {})[operation.method] = operation
    items = sorted(path for path in by_path if _is_item(api, path, by_path[path]))
    searches = _searches(api, by_path, items)
    below = _below(by_path, {*items, *(each.path for found in searches.values() for each in found)})
    made = (_resource(api, path, by_path, below.get(path, ())) for path in items)
    return tuple(
        (
            replace(each, searches=tuple(searches.get(each.collection, ())))
            if each.collection
            else each
        )
        for each in made
    )


def parameters_of(path: str) -> tuple[str, ...]:
    """The names of a path template's parameters.

    >>> parameters_of("/orders/{orderId}/lines/{line}")
    ('orderId', 'line')
    """
    return tuple(_PARAMETER.findall(path))


def ancestors(path: str, resources: Sequence[Resource]) -> tuple[Resource, ...]:
    """The resources whose item stands on the way to a path, outermost first; not the path's own."""
    found = (each for each in resources if path.startswith(f"{each.item}/"))
    return tuple(sorted(found, key=lambda each: len(each.item)))


def _is_item(api: Api, path: str, methods: Mapping[str, Operation]) -> bool:
    if _PARAMETER.fullmatch(path.rpartition("/")[2]):
        return True
    read, put = methods.get("GET"), methods.get("PUT") or methods.get("PATCH")
    if read is None or put is None or "POST" in methods:
        return False
    # A list that PUT adds to is no item, and an item that cannot be recognised is better left alone.
    return holds_record(api, read) and put.body is not None and not _is_narrowed(put)


def _is_narrowed(operation: Operation) -> bool:
    """Whether more than a path says what an operation acts on."""
    return any(each.required and each.location is In.QUERY for each in operation.parameters)


def _resource(api: Api, path: str, by_path: Paths, below: Sequence[Operation]) -> Resource:
    before, _, last = path.rpartition("/")
    single = _PARAMETER.fullmatch(last) is None
    own, around = by_path[path], {} if single else _around(api, by_path, before)
    names = parameters_of(path)
    create, listing = around.get("POST"), around.get("GET")
    read, replace, update = own.get("GET"), own.get("PUT"), own.get("PATCH")
    delete = own.get("DELETE")
    if delete is not None and single and (delete.body is not None or _is_narrowed(delete)):
        # It takes away a part of what there is one of.
        delete = None
    telling = (read, replace, update, listing)
    return Resource(
        item=path,
        collection="" if single else before,
        parameter="" if single else names[-1],
        parents=names if single else names[:-1],
        identity=Identity() if single else identity_of(api, path, names[-1], create, telling),
        create=create,
        listing=listing,
        read=read,
        replace=replace,
        update=update,
        delete=delete,
        revise=around.get("PUT") or around.get("PATCH"),
        actions=(*(own[each] for each in own if each not in _OWN), *below),
    )


def _around(api: Api, by_path: Paths, path: str) -> Mapping[str, Operation]:
    """The operations on a collection; none where its path is an item of another one's, and no list."""
    methods = by_path.get(path, {})
    listing = methods.get("GET")
    if listing is None or not _PARAMETER.fullmatch(path.rpartition("/")[2]):
        return methods
    return {} if holds_record(api, listing) else methods


def _searches(api: Api, by_path: Paths, items: Sequence[str]) -> Mapping[str, Sequence[Operation]]:
    """Collection → operations right below it that answer with lists of what it holds."""
    collections = {item.rpartition("/")[0]: item for item in items}
    found: dict[str, list[Operation]] = {}
    for path, methods in by_path.items():
        before, _, last = path.rpartition("/")
        item = collections.get(before)
        if item is None or "GET" not in methods or _PARAMETER.fullmatch(last):
            continue
        of_item = by_path[item].get("GET") or by_path[before].get("POST") if item else None
        if len(methods) == 1 and of_item is not None and lists(api, methods["GET"], of_item):
            found.setdefault(before, []).append(methods["GET"])
    return found


def _below(by_path: Paths, items: Set[str]) -> Mapping[str, Sequence[Operation]]:
    """Item path → operations further down that are neither an item's own nor a collection's."""
    covered = {*items, *(item.rpartition("/")[0] for item in items)}
    found: dict[str, list[Operation]] = {}
    for path, methods in by_path.items():
        if path not in covered:
            nearest = next((each for each in _above(path) if each in covered), "")
            found.setdefault(nearest, []).extend(methods.values())
    return found


def _above(path: str) -> Iterator[str]:
    while path:
        path = path.rpartition("/")[0]
        yield path
