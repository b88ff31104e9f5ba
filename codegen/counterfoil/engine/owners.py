"""Which contracts a generated file comes from, told by its path alone."""

import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import PurePosixPath
from typing import TypeVar

from counterfoil.engine.naming import identifier

_TOGETHER = re.compile(
    r"manifest\.json|expectations\.schema\.json|docs/[^/]+|tests/([^/]+/)?__init__\.py"
)
_SUITE = re.compile(r"tests/[^/]+/test_([^/]+)\.py")
_COPIES = "tests/contracts/"
_DOCUMENTS = "docs/contracts/"


def is_of_all(path: str) -> bool:
    """Whether a generated file tells of all contracts together, and no service imports it.

    >>> is_of_all("manifest.json"), is_of_all("shop_contracts/py.typed")
    (True, False)
    """
    return _TOGETHER.fullmatch(path) is not None


@cache
def packages(contract: str) -> tuple[str, ...]:
    """The packages that a contract version compiles into, by its id.

    >>> packages("events/order-placed/v1")
    ('events', 'order_placed', 'v1')
    """
    *names, version = contract.split("/")
    return (*map(identifier, names), version)


@dataclass(frozen=True)
class Owners:
    """Knows them for the contracts of a monorepo, whose ids are given with the files of each."""

    package: str
    """Import name of what is generated."""
    contracts: Mapping[str, Collection[str]]

    @cached_property
    def _packages(self) -> Mapping[tuple[str, ...], Collection[str]]:
        return _grouped((packages(each), each) for each in self.contracts)

    @cached_property
    def _folders(self) -> Mapping[tuple[str, ...], Collection[str]]:
        found = ((packages(each), each) for each in self.contracts)
        return _grouped((own[:end], each) for own, each in found for end in range(1, len(own)))

    @cached_property
    def _suites(self) -> Mapping[str, Collection[str]]:
        return _grouped(("_".join(packages(each)), each) for each in self.contracts)

    @cached_property
    def _names(self) -> Mapping[str, Collection[str]]:
        return _grouped((each.rpartition("/")[0], each) for each in self.contracts)

    @cached_property
    def _files(self) -> Mapping[str, Collection[str]]:
        """File, and each end of its path → whose it is."""
        ends = (
            (end, name)
            for name, own in self.contracts.items()
            for path in own
            for end in _ends(path)
        )
        return _grouped(ends)

    def of(self, path: str) -> frozenset[str]:
        """The contracts that a file comes from, by its path in the generated folder."""
        parts = PurePosixPath(path).parts
        if parts[:1] == (self.package,):
            return self._in_package(parts[1:])
        if path.startswith(_COPIES):
            return frozenset(self._files.get(path[len(_COPIES) :], ()))
        if path.startswith(_DOCUMENTS):
            name = path[len(_DOCUMENTS) :].rpartition("/")[0]
            return frozenset(self._names.get(name, ()))
        suite = _SUITE.fullmatch(path)
        return frozenset(self._suites.get(suite[1], ())) if suite else frozenset()

    def _in_package(self, parts: tuple[str, ...]) -> frozenset[str]:
        """Those whose package it is in, or above whose it is the `__init__.py` of a folder."""
        above = [parts[:end] for end in range(1, len(parts) + 1)]
        found = {name for each in above for name in self._packages.get(each, ())}
        if parts[-1:] == ("__init__.py",):
            found |= set(self._folders.get(parts[:-1], ()))
        return frozenset(found)


Key = TypeVar("Key", bound=Hashable)


def _grouped(pairs: Iterable[tuple[Key, str]]) -> Mapping[Key, Collection[str]]:
    found: dict[Key, set[str]] = {}
    for key, name in pairs:
        found.setdefault(key, set()).add(name)
    return found


def _ends(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[start:]) for start in range(len(parts)))
