"""The order in which operations are asked: what makes things first, what takes them away last."""

from collections.abc import Sequence

from counterfoil.engine.resources import Resource
from counterfoil.model import Api, Operation


def in_order(api: Api, resources: Sequence[Resource]) -> list[Operation]:
    """Lists before what fills them, parents before what is in them, and deletion at the end."""
    places = {id(each): number for number, each in enumerate(api.operations)}
    ranks = {id(each): _rank(each, resources) for each in api.operations}
    return sorted(
        api.operations,
        key=lambda each: (each.method == "DELETE", _depth(each), ranks[id(each)], places[id(each)]),
    )


def resource_made_by(operation: Operation, resources: Sequence[Resource]) -> Resource | None:
    """The resource whose items an operation creates."""
    for each in resources:
        if each.create is operation or (each.create is None and each.replace is operation):
            return each
    return None


def resource_at(operation: Operation, resources: Sequence[Resource]) -> Resource | None:
    """The innermost resource whose item an operation is about: its own path, or one above it."""
    held = [each for each in resources if _is_at(operation.path, each.item)]
    return max(held, key=lambda each: len(each.item), default=None)


def _is_at(path: str, item: str) -> bool:
    return path == item or path.startswith(f"{item}/")


def _depth(operation: Operation) -> int:
    return operation.path.count("{")


def _rank(operation: Operation, resources: Sequence[Resource]) -> int:
    creates = resource_made_by(operation, resources)
    if creates is not None and creates.create is operation and creates.listing is not None:
        # The list is looked at while it may still be empty.
        return 1
    if creates is not None:
        return 0 if creates.create is operation else -1
    if operation.method == "GET":
        return 0
    return 2


def are_kept(operation: Operation, resources: Sequence[Resource]) -> bool:
    """Whether the contract says how the things that a path ends with come to be, or lists them.

    Where it does not, as with a greeting for whoever is named, any name may do.
    """
    return any(
        _is_at(operation.path, each.item) and _depth(operation) == each.item.count("{")
        for each in resources
        if each.parameter and _tells_names(each)
    )


def _tells_names(resource: Resource) -> bool:
    """Whether clients know what is there: they name it themselves, or replies and lists say its name."""
    named = resource.identity.property or resource.identity.located
    return bool(resource.replace or (named and (resource.create or resource.listing)))
