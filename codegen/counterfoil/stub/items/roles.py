"""Which operations of a contract create, read, list, change or delete items, and of what."""

import re
from collections.abc import Mapping, Sequence

from counterfoil.engine.resources import Resource, infer, parameters_of
from counterfoil.model import Api, Operation
from counterfoil.stub.items.acts import ACTS, Act, act_on, below
from counterfoil.stub.items.listing import listing

_PARAMETER = re.compile(r"\{[^{}]*\}")


class Roles:
    """The resources of a contract, by the operations that act on them."""

    def __init__(self, api: Api) -> None:
        self.resources = infer(api)
        self._roles: Mapping[int, tuple[Act, Resource]] = dict(_roles(self.resources))
        self._items = {_shape(each.item): each for each in self.resources}

    def of(self, operation: Operation) -> tuple[Act, Resource] | None:
        """What an operation does, and to which resource; None where its path goes through none."""
        found = self._roles.get(id(operation))
        if found is None and (above := self.above(operation.path)):
            return below, above[-1]
        return found

    def above(self, path: str) -> Sequence[Resource]:
        """The resources whose items a path goes through, outermost first; without its own."""
        segments = _shape(path).split("/")
        prefixes = ("/".join(segments[:count]) for count in range(2, len(segments)))
        return [self._items[each] for each in prefixes if each in self._items]


def _roles(resources: Sequence[Resource]) -> list[tuple[int, tuple[Act, Resource]]]:
    found = []
    for resource in resources:
        for name, act in {**ACTS, "listing": listing}.items():
            operation = getattr(resource, name)
            if operation is not None:
                found.append((id(operation), (act, resource)))
        found += ((id(each), (listing, resource)) for each in resource.searches)
        found += ((id(each), (act_on, resource)) for each in resource.actions)
    return found


def _shape(path: str) -> str:
    """A path template without the names of its parameters, which may differ from path to path."""
    return _PARAMETER.sub("{}", path.partition("?")[0])


def depth(resource: Resource) -> int:
    """How many path parameters name an item of a resource."""
    return len(parameters_of(resource.item))
