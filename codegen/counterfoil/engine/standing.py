"""What need not be made again: told from digests alone, without reading any contract as one."""

import hashlib
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from counterfoil.engine.manifest import Manifest, digest, inputs_then
from counterfoil.engine.rows import rows
from counterfoil.engine.strangers import CONSUMER_UNKNOWN
from counterfoil.engine.survey import Found, expectations_of, package_path
from counterfoil.model import Bundle, CannotRun, Config, Entry, Record

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a generated folder stands."""

    records: Mapping[str, Record]
    """Contracts that stand with all that they were compiled into, by id: they need not be read."""
    remembered: Mapping[str, Record]
    """Those that were compiled before from files that may have changed since, and stand beside that."""
    entries: Mapping[str, Entry]
    """Generated files that are as they were made, by path."""


NOTHING = Standing({}, {}, {})


def standing(
    config: Config, known: Manifest, found: Sequence[Found], within: Collection[str] | None = None
) -> Standing:
    """What stands of a folder with this manifest, where these contracts are.

    Contracts that are not `within` are taken to stand, unless one of them is not remembered.
    """
    if _collide(found):
        return NOTHING
    if within is not None and not known.contracts.keys() >= {each.id for each in found} - set(
        within
    ):
        within = None
    entries = _entries(config.root / config.generated, known, within)
    fallen = {each.of for path, each in known.entries.items() if path not in entries}
    remembered = {
        each.id: known.contracts[each.id]
        for each in found
        if each.id in known.contracts and each.id not in fallen
    }
    same = _Same(config.root)
    records = {
        each.id: remembered[each.id]
        for each in found
        if each.id in remembered
        and ((within is not None and each.id not in within) or same(each, remembered[each.id]))
    }
    return Standing(records, remembered, entries)


def _collide(found: Sequence[Found]) -> bool:
    """Whether two contracts would be the same package: which of them is left out is for reading to say."""
    return len({package_path(each) for each in found}) < len(found)


def _entries(folder: Path, known: Manifest, within: Collection[str] | None) -> dict[str, Entry]:
    digests, root = known.digests(), str(folder)
    return {
        path: each
        for path, each in known.entries.items()
        if (within is not None and each.of and each.of not in within)
        or (
            _sha256(f"{root}/{path}") == each.digest
            and known.made_from.get(path, "") == _inputs(each, digests)
        )
    }


def _inputs(entry: Entry, digests: Mapping[str, str]) -> str:
    return inputs_then(entry.inputs, digests) if entry.inputs and not entry.of else ""


def _sha256(path: str) -> str | None:
    content = _content(path)
    return None if content is None else hashlib.sha256(content).hexdigest()


def _content(path: str) -> bytes | None:
    """What is in a file; None where there is none."""
    try:
        # A file object costs more than what is in most of these.
        file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    try:
        pieces = [os.read(file, _PIECE)]
        while len(pieces[-1]) == _PIECE:
            pieces.append(os.read(file, _PIECE))
        return b"".join(pieces)
    except OSError:
        return None
    finally:
        os.close(file)


_PIECE = 1 << 20


class _Same:
    """Whether a contract's files are as they were; each is read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._above = str(root / "_")[:-1]
        self._real = os.path.realpath(root)
        self._known: dict[str, str | None] = {}
        self._direct: dict[str, bool] = {}

    def __call__(self, found: Found, record: Record) -> bool:
        entry, *others = record.sources
        expectations = {self._named(each) for each in found.expectations}
        return (
            not record.elsewhere
            and self._named(found.entry) == entry
            and record.expectations.keys() == expectations
            and all(map(self._leads_to_itself, others))
            and all(self._digest(path) == was for path, was in record.sources.items())
            and all(self._digest(path) == was for path, was in record.expectations.items())
            # It told that a file begins with a mark, and that file has none now.
            and not any(each.rule == "byte-order-mark" for each in record.findings)
        )

    def _named(self, path: Path) -> str:
        """The path from the root; all of them are below it, and pathlib makes sure of that slowly."""
        return str(path)[len(self._above) :].replace(os.sep, "/")

    def _leads_to_itself(self, path: str) -> bool:
        """Whether no link has taken a file's place, or that of a folder above it."""
        if path not in self._direct:
            whole = f"{self._real}/{path}"
            self._direct[path] = os.path.realpath(whole) == os.path.normpath(whole)
        return self._direct[path]

    def _digest(self, path: str) -> str | None:
        if path not in self._known:
            content = _content(f"{self._root}/{path}")
            readable = content is not None and not content.startswith(_MARK)
            self._known[path] = hashlib.sha256(content or b"").hexdigest() if readable else None
        return self._known[path]


def record_of(bundle: Bundle, root: Path) -> Record:
    """What is remembered of a contract that has been read."""
    contract, api = bundle.contract, bundle.api
    read = {each.source.path: digest(each.source.text) for each in bundle.expectations}
    folder = (root / contract.source.path).parent
    files = [each.relative_to(root).as_posix() for each in expectations_of(folder)]
    return Record(
        name=contract.name,
        version=contract.version,
        heading=api.title,
        sources={each.path: digest(each.text) for each in bundle.sources},
        expectations={path: read.get(path) or _unread(root / path) for path in files},
        consumers={each.consumer: each.source.path for each in bundle.expectations},
        operations=len(api.operations) + len(api.webhooks),
        schemas=len(api.components),
        elsewhere=bundle.elsewhere,
        # What services have to do with it is told on every run, for they change without it.
        findings=tuple(
            each
            for each in bundle.findings
            if each.rule != CONSUMER_UNKNOWN or each.at.path not in read
        ),
    )


def text_of(path: str, root: Path) -> str:
    """The text of a file that stands, without reading it as a contract. Raises CannotRun where it is gone."""
    try:
        return (root / path).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun(
            f"cannot read {path}",
            str(error),
            "It has changed while the contracts were compiled: run again.",
        ) from None


def _unread(path: Path) -> str:
    """The digest of a file that could not be read as what it is to be."""
    content = _content(str(path)) or b""
    return hashlib.sha256(content.removeprefix(_MARK)).hexdigest()


def reads_alike(fresh: Record, remembered: Record) -> bool:
    """Whether reading a contract gave what it had given when it was compiled."""
    before = replace(remembered, left_out=(), notices=())
    return list(rows(fresh)) == list(rows(before))
