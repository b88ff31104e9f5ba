"""Contracts in turn: the next ones are begun, elsewhere if may be, before the first is waited for."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import cast

from counterfoil.compile.contract import compile_bundle
from counterfoil.compile.memories import Memories
from counterfoil.compile.models.answers import Answers
from counterfoil.compile.models.writing import MOST
from counterfoil.compile.remembered import Made, ask, remembered
from counterfoil.compile.workers import ALONE, Workers, packed, unpacked
from counterfoil.engine.manifest import digest
from counterfoil.engine.placing import placed
from counterfoil.engine.store import NOWHERE, Store
from counterfoil.model import Bundle, Config

_AHEAD = 300_000
"""Bytes of contracts that are begun for each process before the first of them is waited for: in memory
they take twenty times as much."""


def compile_each(
    bundles: Iterable[Bundle],
    config: Config,
    workers: Workers = ALONE,
    store: Store = NOWHERE,
    memories: Memories | None = None,
) -> Iterator[tuple[str, Made]]:
    """What each contract, by its id, compiles into; what the store has is not compiled.

    Contracts are taken as they are needed, and held no longer. What the next runs need of large ones, and
    what the engine has answered, is put into `memories`.
    """
    known = Answers() if memories is None else memories.answers()
    had = known.count
    turns = _Turns(iter(bundles), config, _Crew(config.package, workers, memories, known), store)
    yield from turns
    if memories is not None and known.count > had:
        memories.learn(known)


@dataclass(frozen=True, slots=True)
class _Crew:
    """Who compiles, for which package, and who remembers."""

    package: str
    workers: Workers
    memories: Memories | None
    known: Answers
    """What the engine has answered, then and now."""


class _Turns:
    """Contracts that are begun, in their order."""

    def __init__(
        self, bundles: Iterator[Bundle], config: Config, crew: _Crew, store: Store
    ) -> None:
        self._bundles = bundles
        self._config = config
        self._crew = crew
        self._store = store
        self._most = _AHEAD * crew.workers.jobs
        self._begun: deque[tuple[Bundle, Callable[[], Made]]] = deque()

    def __iter__(self) -> Iterator[tuple[str, Made]]:
        while self._begin():
            while self._size > self._most:
                yield self._ended()
        while self._begun:
            yield self._ended()

    def _begin(self) -> bool:
        """Begins as many as may be ahead, together; whether there was one at all."""
        some: list[Bundle] = []
        room = self._most
        while room > 0 and (bundle := next(self._bundles, None)) is not None:
            some.append(bundle)
            room -= _size(bundle)
        # What is shared comes in one go.
        ask(some, self._config, self._store)
        elsewhere = self._crew.workers.jobs > 1 and len(some) + len(self._begun) > 1
        for each in some:
            begin = partial(_begun, each, self._crew, elsewhere)
            self._begun.append((each, remembered(each, self._config, self._store, begin)))
        return bool(some)

    @property
    def _size(self) -> int:
        return sum(_size(bundle) for bundle, _ in self._begun)

    def _ended(self) -> tuple[str, Made]:
        bundle, end = self._begun.popleft()
        artifacts, findings = end()
        owned = [replace(each, of=bundle.contract.id) for each in artifacts]
        return bundle.contract.id, (owned, list(placed(findings, bundle.sources)))


def _size(bundle: Bundle) -> int:
    return sum(len(each.held) for each in bundle.sources)


def _begun(bundle: Bundle, crew: _Crew, several: bool) -> Callable[[], Made]:
    """What compiles a contract: a small one of several elsewhere, a large one here with parts elsewhere."""
    if several and len(bundle.api.components) <= MOST:
        return _elsewhere(bundle, crew)
    return partial(_here, bundle, crew)


def _here(bundle: Bundle, crew: _Crew) -> Made:
    keep = None
    if crew.memories is not None and len(bundle.api.components) > MOST:
        told = digest(bundle.contract.source.text)
        keep = partial(crew.memories.put, bundle.contract.id, told)
    return compile_bundle(bundle, crew.package, crew.workers, keep, crew.known)


def _elsewhere(bundle: Bundle, crew: _Crew) -> Callable[[], Made]:
    ended = crew.workers.submit(_unpacked, packed(bundle), crew.package)

    def learned() -> Made:
        made, answers = ended()
        crew.known.add(answers)
        return made

    return learned


def _unpacked(bundle: bytes, package: str) -> tuple[Made, Answers]:
    known = Answers()
    return compile_bundle(cast(Bundle, unpacked(bundle)), package, known=known), known
