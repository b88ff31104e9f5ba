"""How a verification is cut into shards: by parts, none of which can be cut further.

The contracts are one part: rules, comparison and drift are judged over all of them, and read them once.
Each service is a part, and each journey.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heapreplace

from counterfoil.engine.report import JOURNEYS, SERVICES
from counterfoil.model import CannotRun, Json

CONTRACTS = "contracts"
MOST = 1_000
"""Shards; no CI has more."""
FORMAT = 1
_LEAST = 0.001
"""Seconds that any part takes, so that even those that took none are dealt out evenly."""


def part_of_service(name: str) -> str:
    """The part that examines a service."""
    return f"{SERVICES}/{name}"


def part_of_journey(name: str) -> str:
    """The part that runs a journey."""
    return f"{JOURNEYS}/{name}"


def named(parts: Iterable[str], kind: str) -> frozenset[str]:
    """The services, or journeys, among some parts.

    >>> sorted(named(["contracts", "services/orders"], SERVICES))
    ['orders']
    """
    return frozenset(each[len(kind) + 1 :] for each in parts if each.startswith(f"{kind}/"))


@dataclass(frozen=True, slots=True)
class Cut:
    """The parts of each shard, and how long it is expected to take, in seconds; 0 where nothing is known."""

    shares: tuple[tuple[str, ...], ...]
    seconds: tuple[float, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """Those of all shards."""
        return tuple(sorted(each for share in self.shares for each in share))

    @property
    def digest(self) -> str:
        """What tells this way of cutting from every other one."""
        return hashlib.sha256(json.dumps(self.shares).encode()).hexdigest()[:16]


def cut(parts: Collection[str], seconds: Mapping[str, float], shards: int) -> Cut:
    """Deals parts out: the longest first, each to the shard that has the least to do.

    Parts that nobody has measured count as long as others of their kind.

    >>> cut(["contracts", "services/a", "services/b"], {"services/a": 9, "services/b": 1}, 2).shares
    (('services/a',), ('contracts', 'services/b'))
    """
    weights = _weights(parts, seconds)
    shares: list[list[str]] = [[] for _ in range(shards)]
    loads = [(0.0, index) for index in range(shards)]
    heapify(loads)
    for part in sorted(weights, key=lambda each: (-weights[each], each)):
        load, index = loads[0]
        shares[index].append(part)
        heapreplace(loads, (load + weights[part], index))
    is_known = any(each in seconds for each in weights)
    expected = {index: round(load, 3) if is_known else 0.0 for load, index in loads}
    return Cut(
        tuple(tuple(sorted(each)) for each in shares),
        tuple(expected[index] for index in range(shards)),
    )


def _weights(parts: Collection[str], seconds: Mapping[str, float]) -> dict[str, float]:
    known = {each: max(_LEAST, seconds[each]) for each in parts if each in seconds}
    usual = _mean([known[each] for each in sorted(known)] or [1.0])
    kinds: dict[str, list[float]] = {}
    for each in sorted(known):
        kinds.setdefault(_kind(each), []).append(known[each])
    return {
        each: known[each] if each in known else _mean(kinds.get(_kind(each), [usual]))
        for each in parts
    }


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def _kind(part: str) -> str:
    return part.partition("/")[0]


def dump(made: Cut) -> str:
    """A cut as text, from which `read` makes it again."""
    numbers = range(1, len(made.shares) + 1)
    whole = {"format": FORMAT, "shards": [_dumped(made, each) for each in numbers]}
    return json.dumps(whole, indent=2) + "\n"


def dump_one(made: Cut, index: int) -> str:
    """One shard of it, as text."""
    whole = {"format": FORMAT, "of": len(made.shares), **_dumped(made, index)}
    return json.dumps(whole, indent=2) + "\n"


def _dumped(made: Cut, index: int) -> dict[str, Json]:
    return {
        "index": index,
        "seconds": made.seconds[index - 1],
        "parts": list(made.shares[index - 1]),
    }


def read(text: str, path: str) -> Cut:
    """The cut that a text says. Raises CannotRun where it says none."""
    try:
        whole = json.loads(text)
        if whole["format"] != FORMAT:
            raise ValueError(f"its format is {whole['format']!r}, and {FORMAT} is read here")
        shards = sorted(whole["shards"], key=lambda each: int(each["index"]))
        if [each["index"] for each in shards] != list(range(1, len(shards) + 1)) or not shards:
            raise ValueError("its shards are not numbered from 1 on; it is one shard, and not all")
        shares = tuple(tuple(map(_text, each["parts"])) for each in shards)
        made = Cut(shares, tuple(float(each["seconds"]) for each in shards))
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise _no_plan(path, f"{type(problem).__name__}: {problem}") from problem
    if len(set(made.parts)) != len(made.parts):
        raise _no_plan(path, "a part falls to two shards")
    return made


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no part")
    return value


def _no_plan(path: str, why: str) -> CannotRun:
    return CannotRun(
        f"{path} is no plan of shards",
        why,
        "write it with `counterfoil plan --shards N --format json --output FILE`",
    )


def share(made: Cut, index: int) -> Sequence[str]:
    """The parts of one shard, which are counted from 1."""
    return made.shares[index - 1]
