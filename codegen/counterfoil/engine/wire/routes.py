"""Which operation of a contract a request means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from counterfoil.model import Api, Operation
from counterfoil.runtime.server_paths import Node, find, plant

_BRACED = re.compile(r"[{?%]")


@dataclass(frozen=True, slots=True)
class Match:
    """The operation that a request means, and its path parameters as they were sent."""

    operation: Operation
    path_values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The contract has the path, and not the method; `methods` are those that it has, sorted."""

    methods: tuple[str, ...]


def base_path(api: Api) -> str:
    """The path under which a contract's first server has its operations; empty at the root.

    >>> from counterfoil.model import Contract, Kind, Place, Source
    >>> source = Source("a.yaml", "")
    >>> contract = Contract("a", "v1", Kind.OPENAPI, "3.1", source)
    >>> base_path(Api(contract, "A", "1.0.0", Place(source), servers=("https://a.test/v2/",)))
    '/v2'
    """
    path = urlsplit(api.servers[0]).path.rstrip("/") if api.servers else ""
    return path if not path or path.startswith("/") else f"/{path}"


class Routes:
    """The paths of a contract below a base path, ready to be matched."""

    def __init__(self, api: Api, base: str = "") -> None:
        self._base = base.rstrip("/")
        self._root: Node[Operation] = Node()
        for operation in api.operations:
            plant(self._root, operation.method, operation.path, operation)
        plain = {each.path for each in api.operations if not _BRACED.search(each.path)}
        # A path that is written out wins over every template, so it need not be looked for.
        self._plain = {path: found for path in plain if (found := find(self._root, path))}

    def match(self, method: str, target: str) -> Match | NotAllowed | None:
        """The operation for a method and a request target; None where no path fits.

        A GET also answers HEAD.
        """
        path, _, query = target.partition("?")
        if not path.startswith(f"{self._base}/"):
            return None
        path = path[len(self._base) :]
        found = self._plain.get(path) or find(self._root, path)
        if found is None:
            return None
        taken = found.take(method, query.encode("utf-8", "replace"))
        if taken is None:
            return NotAllowed(found.allowed)
        values, operation = taken
        return Match(operation, values)
