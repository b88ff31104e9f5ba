"""What was created, changed and deleted so far."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from counterfoil.model import Json

Key: TypeAlias = tuple[str, ...]
"""The values of the path parameters that name an item, as text."""


@dataclass(slots=True)
class Item:
    """One thing that the stub keeps."""

    value: Json
    """As it is read; None where all that is known is that it exists."""
    listed: bool
    """Whether a client made or changed it, so that lists show it."""
    written: dict[object, bytes] = field(default_factory=dict)
    """Its bodies, by who asked for them."""


class Shelf:
    """The items of one resource, and the names of those that were deleted; the oldest give way."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._items: OrderedDict[Key, Item] = OrderedDict()
        self._gone: OrderedDict[Key, None] = OrderedDict()
        self._counts: OrderedDict[str, int] = OrderedDict()

    def get(self, key: Key) -> Item | None:
        """The item of that name, if it is here."""
        return self._items.get(key)

    def is_gone(self, key: Key) -> bool:
        """Whether the item of that name was deleted."""
        return key in self._gone

    def put(self, key: Key, item: Item) -> None:
        """Keeps an item, in the place of one with the same name."""
        self._gone.pop(key, None)
        self._items[key] = item
        while len(self._items) > self._most:
            self._items.popitem(last=False)

    def remove(self, key: Key) -> None:
        """Deletes the item of that name, whether it was here or not."""
        self._items.pop(key, None)
        self._gone[key] = None
        while len(self._gone) > self._most:
            self._gone.popitem(last=False)

    def count(self, request: str) -> int:
        """How often this was called with the same text before."""
        times = self._counts.pop(request, 0)
        self._counts[request] = times + 1
        while len(self._counts) > self._most:
            self._counts.popitem(last=False)
        return times

    def listed(self, parents: Key) -> Iterator[tuple[Key, Item]]:
        """The items below these parents that a list shows, the oldest first."""
        for key, item in self._items.items():
            if item.listed and key[:-1] == parents:
                yield key, item

    def gone(self, parents: Key) -> frozenset[Key]:
        """The names of items below these parents that were deleted."""
        return frozenset(key for key in self._gone if key[:-1] == parents)

    def is_touched(self, parents: Key) -> bool:
        """Whether a client made, changed or deleted something below these parents."""
        return bool(self.gone(parents)) or any(True for _ in self.listed(parents))

    def clear(self) -> None:
        """Forgets everything."""
        self._items.clear()
        self._gone.clear()
        self._counts.clear()
