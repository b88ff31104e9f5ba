"""Which components were looked into, so that it is known what depends on them."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


class Watched(Mapping[str, T]):
    """A mapping that remembers which of its values were taken."""

    def __init__(self, values: Mapping[str, T], taken: set[str] | None = None) -> None:
        self._values = values
        self.taken: set[str] = set() if taken is None else taken

    def __getitem__(self, name: str) -> T:
        self.taken.add(name)
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class Shown(Mapping[str, T]):
    """The values of another mapping, each changed when it is asked for."""

    def __init__(self, names: Mapping[str, object], show: Callable[[str], T]) -> None:
        self._names = names
        self._show = show
        self._known: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._known:
            if name not in self._names:
                raise KeyError(name)
            self._known[name] = self._show(name)
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
