"""The essential of a witness: nothing is left in it that the proof can do without."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from counterfoil.compat.witnesses.making import extent
from counterfoil.compat.witnesses.plain import Plain
from counterfoil.engine.values.picks import Path
from counterfoil.engine.values.places import with_value
from counterfoil.model import Json

Proves: TypeAlias = Callable[[Json], bool]
"""Whether a value still shows what it is to show."""
Described: TypeAlias = Callable[[Json], Plain]
"""What the schema of who sends it says of the places of a value."""
_NAMES = ("extra", "other", "more", "another", "first", "second", "third")
_ANY_NAMES = (*_NAMES, "Extra", "extra-1", "extra name", "1")
_LETTERS = "aA0"
_ROUNDS = 4
_TRIES = 4000
"""Values that are judged for one witness at most."""


def shrunk(value: Json, proves: Proves, described: Described) -> Json:
    """The value without what its proof does not need; the rest as plain as it can be."""
    shrinking = _Shrinking(value, proves, described(value))
    for _ in range(_ROUNDS):
        before = shrinking.value
        shrinking.drop(())
        shrinking.hoist(())
        shrinking.plain = described(shrinking.value)
        shrinking.simplify(())
        if shrinking.value == before:
            break
    shrinking.rename(())
    # By its new name, one property may be proof enough.
    shrinking.drop(())
    return shrinking.value


@dataclass(slots=True)
class _Shrinking:
    """A witness that becomes smaller."""

    value: Json
    proves: Proves
    plain: Plain
    tried: int = 0

    def drop(self, path: Path) -> None:
        """Leaves out properties and items, the outermost first."""
        here = _at(self.value, path)
        if isinstance(here, dict):
            self._drop_properties(path, list(here))
        elif isinstance(here, list):
            self._drop_items(path, len(here))
        for key in _keys(_at(self.value, path)):
            self.drop((*path, key))

    def rename(self, path: Path) -> None:
        """Gives properties that no schema names a name that reads well."""
        for key in _keys(_at(self.value, path)):
            if isinstance(key, str) and not self._reads_well((*path, key)):
                self._rename(path, key)
        for key in _keys(_at(self.value, path)):
            self.rename((*path, key))

    def _reads_well(self, path: Path) -> bool:
        return path[-1] in _NAMES or self.plain.declares(path)

    def _rename(self, path: Path, name: str) -> None:
        here = _at(self.value, path)
        for other in _NAMES if name else _ANY_NAMES:
            if other not in here:
                renamed = {other if key == name else key: each for key, each in here.items()}
                if self._try(path, renamed):
                    return

    def _drop_properties(self, path: Path, names: list[str]) -> None:
        for name in [None, *reversed(names)]:
            here = _at(self.value, path)
            left = {} if name is None else {k: each for k, each in here.items() if k != name}
            if left != here:
                self._try(path, left)

    def _drop_items(self, path: Path, size: int) -> None:
        """First as many at once as may be, then one by one."""
        step = size
        while step:
            start = len(_at(self.value, path)) - step
            while start >= 0:
                here = _at(self.value, path)
                self._try(path, here[:start] + here[start + step :])
                start -= step
            step //= 2

    def hoist(self, path: Path) -> None:
        """Puts in each place what is further inside, where that is of the same kind."""
        for key in _keys(_at(self.value, path)):
            while any(
                self._try((*path, key), each) for each in _inside(_at(self.value, (*path, key)))
            ):
                pass
            self.hoist((*path, key))

    def simplify(self, path: Path) -> None:
        """Puts in each place what is usual there; where that proves nothing, the least that does."""
        here = _at(self.value, path)
        for other in self.plain.values(path):
            if _same(other, here) or (extent(other) <= extent(here) and self._try(path, other)):
                return
        match here:
            case bool() | None:
                pass
            case int() | float():
                self._number(path, here)
            case str():
                self._text(path, here)
            case _:
                for key in _keys(here):
                    self.simplify((*path, key))

    def _number(self, path: Path, number: float) -> None:
        """As near to nought as it goes, and rather above it than below."""
        for other in _rounder(number):
            if self._try(path, other):
                number = other
                break
        if number != number // 1:
            return
        sign = -1 if number < 0 else 1
        self._least(path, int(abs(number)), lambda size: sign * size)

    def _text(self, path: Path, text: str) -> None:
        """As short as it goes, and of one letter."""
        self._least(path, len(text), lambda size: text[:size])
        here = _at(self.value, path)
        if len(set(here)) > 1:
            any(self._try(path, letter * len(here)) for letter in _LETTERS)

    def _least(self, path: Path, size: int, made: Callable[[int], Json]) -> None:
        """The value of the least size that still proves it, if all beyond that size do."""
        low, high = 0, size
        while low < high:
            middle = (low + high) // 2
            if self._try(path, made(middle)):
                high = middle
            else:
                low = middle + 1

    def _try(self, path: Path, part: Json) -> bool:
        self.tried += 1
        if self.tried > _TRIES:
            return False
        other = with_value(self.value, path, part)
        if not self.proves(other):
            return False
        self.value = other
        return True


def _rounder(number: float) -> Iterator[Json]:
    """Numbers near one that are easier to read, the easiest first."""
    if number < 0:
        yield from (-number, -number - 1)
    if number != number // 1:
        yield from (int(number // 1), int(number // 1) + 1)
        yield from (each for each in (round(number, 1), round(number, 2)) if each != number)


def _keys(value: Json) -> list[str | int]:
    match value:
        case dict():
            return list(value)
        case list():
            return list(range(len(value)))
    return []


def _inside(value: Json) -> list[Json]:
    return [value[key] for key in _keys(value)]


def _at(value: Json, path: Path) -> Json:
    for key in path:
        value = value[key]
    return value


def _same(one: Json, other: Json) -> bool:
    return type(one) is type(other) and bool(one == other)
