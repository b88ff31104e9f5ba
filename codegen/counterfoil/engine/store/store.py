"""The store of a run: entries of this machine first, then those that are shared."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, wait
from functools import partial
from pathlib import Path
from types import TracebackType

from counterfoil.engine.kept import FOLDER, kept
from counterfoil.engine.store.addresses import masked, scheme
from counterfoil.engine.store.background import Background
from counterfoil.engine.store.folder import Folder
from counterfoil.engine.store.frames import framed, opened
from counterfoil.engine.store.places import READ_ONLY, place_at
from counterfoil.engine.store.remote import Remote
from counterfoil.engine.words import plural
from counterfoil.model import At, CannotRun, Config, Finding, Json, Severity

ADDRESS = "COUNTERFOIL_CACHE"
"""The variable that takes the place of `url`; `off` leaves every cache alone."""
WRITES = "COUNTERFOIL_CACHE_WRITE"
"""The variable that takes the place of `write`."""
OFF = "off"

_PLACE = f"{FOLDER}/cache"
_MEGABYTE = 1024 * 1024
_SAID = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


class Store:
    """Entries by their keys. What cannot be used is done without, and said once in `findings`.

    >>> with Store() as store:
    ...     store.put("ab" * 32, b"made")
    ...     print(store.get("ab" * 32))
    None
    """

    def __init__(
        self, local: Folder | None = None, remote: Remote | None = None, writes: bool = False
    ) -> None:
        self._local = local
        self._remote = remote
        self._shares = writes
        self._beside = Background(1)
        self._writing: dict[str, Future[None]] = {}
        self._counts = {"found": 0, "written": 0}
        self._damaged: set[str] = set()
        self._problem = ""
        self._writable = local is not None

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        # Who is interrupted does not wait for others to have what was made, nor leaves half a file.
        for each in self._writing.values() if kind else ():
            each.cancel()
        self._written()
        self._beside.end()
        if self._remote is not None:
            self._remote.end(patiently=kind is None)

    @property
    def keeps(self) -> bool:
        """Whether there is anywhere to look."""
        return self._local is not None or self._remote is not None

    def ask(self, keys: Iterable[str]) -> None:
        """Says what will be wanted, so that what is shared comes in one go and not one by one."""
        if self._remote is not None:
            self._remote.ask(each for each in keys if not self._holds(each))

    def get(self, key: str) -> bytes | None:
        """What was put under a key, here or by others; None where nothing that is whole was."""
        payload = self._kept(key)
        if payload is None:
            payload = self._fetched(key)
        self._counts["found"] += payload is not None
        return payload

    def reject(self, key: str) -> None:
        """Says that what was found under a key is whole, but is not what its reader can have put there."""
        self._damaged.add(key)
        self._counts["found"] -= 1

    def put(self, key: str, *content: bytes) -> None:
        """Keeps what was made, over whatever is there under its key; that goes on beside the run."""
        self.put_pieces(key, content)

    def put_pieces(self, key: str, content: Iterable[bytes]) -> None:
        """The same of what need never be there as a whole: pieces are asked for one by one, beside the run."""
        if self._local is not None or self._shares:
            self._writing[key] = self._beside.call(partial(self._write, key, content))

    @property
    def facts(self) -> Mapping[str, Json]:
        """How many entries were found, were damaged, and were written."""
        self._written()
        return {**self._counts, "damaged": len(self._damaged)}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was done without, in a note for each cause."""
        self._written()
        return tuple(self._notes())

    def _write(self, key: str, content: Iterable[bytes]) -> None:
        raw = framed(key, content)
        self._counts["written"] += self._keep(key, raw)
        if self._remote is not None and self._shares:
            self._remote.write(key, raw)

    def _written(self) -> None:
        """Waits until what was put is where it belongs on this machine."""
        for each in wait(self._writing.values()).done:
            problem = None if each.cancelled() else each.exception()
            if problem is not None:
                self._problem = self._problem or f"cannot be written: {type(problem).__name__}"
        self._writing.clear()

    def _holds(self, key: str) -> bool:
        try:
            return self._local is not None and self._local.holds(key)
        except OSError:
            return False

    def _kept(self, key: str) -> bytes | None:
        if self._local is None:
            return None
        if key in self._writing:
            self._written()
        try:
            return self._whole(key, self._local.read(key))
        except OSError as problem:
            self._problem = self._problem or f"cannot be read: {_why(problem)}"
            return None

    def _fetched(self, key: str) -> bytes | None:
        raw = None if self._remote is None else self._remote.read(key)
        if raw is None:
            return None
        payload = self._whole(key, (raw,))
        if payload is not None:
            self._keep(key, raw)
        return payload

    def _whole(self, key: str, found: Iterable[bytes]) -> bytes | None:
        for raw in found:
            payload = opened(key, raw)
            if payload is not None:
                return payload
            self._damaged.add(key)
        return None

    def _keep(self, key: str, raw: bytes) -> bool:
        if self._local is None or not self._writable:
            return False
        try:
            self._local.write(key, raw)
        except OSError as problem:
            self._problem = self._problem or f"cannot be written: {_why(problem)}"
            # A full disk takes no time to say so again, but a share of a network may.
            self._writable = False
        return self._writable

    def _notes(self) -> Iterator[Finding]:
        if self._problem:
            yield _unusable(_PLACE, self._problem)
        if self._remote is not None and self._remote.problem:
            yield _unusable(self._remote.shown, f"was left alone: {self._remote.problem}")
        if self._damaged:
            yield _damaged(len(self._damaged))


NOWHERE = Store()
"""Keeps nothing, for who wants everything made anew."""


def open_store(config: Config, variables: Mapping[str, str]) -> Store:
    """The store that a monorepo's settings and these variables of the environment ask for.

    Raises CannotRun where they cannot be meant, or where a library for the address is missing.
    """
    settings = config.cache
    address = variables.get(ADDRESS, settings.url).strip()
    writes = _writes(variables, settings.write)
    if is_off(config, variables):
        return NOWHERE
    size = settings.size * _MEGABYTE
    local = Folder(config.root / _PLACE, size, partial(kept, config.root, "cache"))
    return Store(local if size else None, _remote(address, writes, config.root), writes)


def is_off(config: Config, variables: Mapping[str, str]) -> bool:
    """Whether nothing is to be believed that an earlier run has left."""
    return variables.get(ADDRESS, config.cache.url).strip().lower() == OFF


def _remote(address: str, writes: bool, root: Path) -> Remote | None:
    if not address:
        return None
    if writes and scheme(address) in READ_ONLY:
        raise CannotRun(
            f"the cache {masked(address)} cannot be written",
            "what is reached over HTTP is only read",
            f"name the bucket or folder behind it to write there, or set `write` or {WRITES} to false",
        )
    return Remote(place_at(address, root), address)


def _writes(variables: Mapping[str, str], otherwise: bool) -> bool:
    said = variables.get(WRITES, "").strip().lower()
    if said and said not in _SAID:
        raise CannotRun(
            f"{WRITES} is {said!r}",
            "it says whether this run may write the shared cache",
            "say 1 or 0",
        )
    return _SAID.get(said, otherwise)


def _why(problem: OSError) -> str:
    return problem.strerror or type(problem).__name__


def _unusable(place: str, why: str) -> Finding:
    return Finding(
        rule="cache-unusable",
        message=f"the cache {place} {why}",
        at=At(""),
        subject=place,
        severity=Severity.NOTE,
        fix="Nothing is lost but time: what is not in a cache is made anew.",
    )


def _damaged(number: int) -> Finding:
    return Finding(
        rule="cache-damaged",
        message=f"{plural(number, 'damaged entry')} of the cache ignored",
        at=At(""),
        subject=_PLACE,
        severity=Severity.NOTE,
        fix="Where it comes back, look at the disk, and at who else may write the cache.",
    )
