"""Who decides, wherever a value could be one thing or another."""

from collections.abc import Callable
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""The way down to a place in a value."""
Pick: TypeAlias = Callable[[Path, str, int], int]
"""Place, question and number of answers → the number of one. `way`: which of a union; `option`: which
value; `spare`: how many further, where values are to differ; `size`: how many items; `present`: whether
a property is there, where 0 says yes and 1 no."""


def first(_path: Path, _question: str, _count: int) -> int:
    """Everything there is, each in its plainest form."""
    return 0


def bare(_path: Path, question: str, count: int) -> int:
    """Only what is required, in its plainest form."""
    return min(1, count - 1) if question in ("present", "size") else 0


def shifted(pick: Pick, by: int) -> Pick:
    """The same choices, with other values in them."""

    def other(path: Path, question: str, count: int) -> int:
        return pick(path, question, count) + (by if question == "spare" else 0)

    return other


def varied(pick: Pick, by: int) -> Pick:
    """Other values and other ways: anything but the same again."""

    def other(path: Path, question: str, count: int) -> int:
        chosen = pick(path, question, count)
        return (chosen + by) % count if question not in ("present", "option") else chosen

    return other


class Ledger:
    """Chooses what has not been chosen yet, so that few values show every choice once."""

    def __init__(self) -> None:
        self._next: dict[tuple[Path, str, int], int] = {}
        self._seen: dict[Path, int] = {}
        self._round = 0
        self.news = 0
        """How many choices of the present round were the first of their kind."""

    def begin(self) -> None:
        """Starts another round."""
        self._round += 1
        self.news = 0

    def __call__(self, path: Path, question: str, count: int) -> int:
        place = starred(path)
        if question == "present":
            return self._present(place)
        if question == "spare":
            return 0
        key = (place, question, count)
        # What everything plain has shown already is the first choice, and the last here.
        chosen = self._next.get(key, 1 % count)
        self.news += chosen != 0
        self._next[key] = chosen + 1 if 0 < chosen < count - 1 else 0
        return chosen

    def _present(self, place: Path) -> int:
        turn = self._seen.setdefault(place, len(self._seen))
        return int((turn + self._round) % 4 == 3)


def starred(path: Path) -> Path:
    """The path with all items of an array as one."""
    return tuple("*" if isinstance(each, int) else each for each in path)
