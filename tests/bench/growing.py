"""What generating costs as a monorepo grows, and what it costs in the largest where little has changed."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..synthetic import Monorepo, Shares, Size, add_property, document_of, write_monorepo
from .growth import COLD, Row
from .measure import Cost, measure
from .packages import JOBS, middle
from .runs import generate

COUNTS = (10, 100, 1000)
_ROUNDS = 3
_ALONE = Path(__file__).with_name("models_of_many.py")
# All of a kind, so that few contracts are like many.
_SIZE = Size(operations=(10, 20), schemas=(20, 45))
_SHARES = Shares(medium=0)


def rows(root: Path, counts: Sequence[int] = COUNTS) -> Iterator[Row]:
    """Each monorepo cold, and models alone of the smallest; then the largest once more, and edited."""
    for count in counts:
        folder = root / str(count)
        made, row = _cold(folder, count)
        yield row
        if count == counts[0]:
            yield Row("models alone", count, _models_alone(folder, made.contracts))
    # Once more: a machine that has become slower meanwhile is no growth.
    for again in counts[:-1]:
        yield _cold(root / f"{again}-again", again)[1]
    idle = [generate(folder, *JOBS) for _ in range(_ROUNDS)]
    yield Row("nothing changed", count, middle(idle))
    edited = []
    for contract in made.contracts[:_ROUNDS]:
        add_property(folder, contract)
        edited.append(generate(folder, *JOBS))
    yield Row("one property added", count, middle(edited))


def _cold(folder: Path, count: int) -> tuple[Monorepo, Row]:
    folder.mkdir()
    made = write_monorepo(folder, count, shares=_SHARES, small=_SIZE)
    return made, Row(COLD, count, generate(folder, *JOBS))


def _models_alone(folder: Path, contracts: Sequence[str]) -> Cost:
    documents = (str(document_of(folder, each)) for each in contracts)
    target = folder / "models"
    target.mkdir()
    # It warns of each reference to a file that lies elsewhere.
    quietly = [sys.executable, "-P", "-W", "ignore::FutureWarning"]
    return measure([*quietly, str(_ALONE), str(target), *documents], folder, {})
