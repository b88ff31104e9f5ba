"""Contracts of which a few schemas have changed: they are neither read nor compiled as a whole."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from counterfoil.engine.manifest import digest
from counterfoil.engine.placing import placed
from counterfoil.engine.standing import Standing
from counterfoil.engine.survey import Found
from counterfoil.model import Artifact, Config, Contract, Finding, Kind, Record, Source

if TYPE_CHECKING:
    from counterfoil.compile.increment import Increment
    from counterfoil.compile.memory import Memory
    from counterfoil.engine.lower.again import Reading


@dataclass(frozen=True, slots=True)
class Grown:
    """A contract as it is remembered now, the files that have changed with it, and those that are gone."""

    record: Record
    artifacts: tuple[Artifact, ...]
    removed: frozenset[str]


def grown(
    config: Config,
    found: Sequence[Found],
    stands: Standing,
    key: str,
) -> Mapping[str, Grown]:
    """The contracts that can be compiled by increments, by id; `key` is that of the plan.

    They are those of which all files stand, which consist of one document, on which no consumer relies,
    and of which there is no other version.
    """
    made: dict[str, Grown] = {}
    for each in _alone(found, stands):
        one = _grown(config, each, stands.remembered[each.id], key)
        if one is not None:
            made[each.id] = one
    return made


def _alone(found: Sequence[Found], stands: Standing) -> Iterator[Found]:
    versions = Counter(each.name for each in found)
    for each in found:
        record = stands.remembered.get(each.id)
        if record is not None and each.id not in stands.records and versions[each.name] == 1:
            relied_on = each.expectations or record.expectations
            if not relied_on and not record.elsewhere and len(record.sources) == 1:
                yield each


def _grown(config: Config, found: Found, record: Record, key: str) -> Grown | None:
    from counterfoil.compile.memories import Memories

    ((path, before),) = record.sources.items()
    memories = Memories(config.root, config.package, key)
    if found.entry.relative_to(config.root).as_posix() != path:
        return None
    memory = memories.get(record.id, before)
    read = None if memory is None else _read(config.root, found, path, memory)
    if memory is None or read is None:
        return None
    reading, now = read
    made = memories.increment(memory, reading, now, partial(_text, config))
    if made is None or _is_told_of(record, made):
        return None
    return Grown(
        _renewed(record, reading, now, made),
        tuple(replace(each, of=record.id) for each in made.artifacts),
        made.removed,
    )


def _text(config: Config, path: str) -> str:
    from counterfoil.engine.lower.again import Differs

    try:
        return (config.root / config.generated / path).read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        # It has changed since it was found to stand.
        raise Differs(f"{path} is gone") from None


def _read(root: Path, found: Found, path: str, memory: "Memory") -> "tuple[Reading, str] | None":
    """What a contract says now, and the SHA-256 of its text; None where there is anything to tell of it."""
    from counterfoil.compile.increment import units_of
    from counterfoil.engine.lower.again import read_edited
    from counterfoil.engine.sources import read_raw

    raw = read_raw(found.entry, root)
    source = Source(path, "")
    contract = Contract(found.name, found.version, Kind.OPENAPI, memory.dialect, source)
    reading = read_edited(contract, units_of(memory), memory.pieces, raw)
    if reading is not None:
        return reading, sha256(raw).hexdigest()
    return _read_whole(root, found)


def _read_whole(root: Path, found: Found) -> "tuple[Reading, str] | None":
    from counterfoil.engine.contracts import read_document
    from counterfoil.engine.lower.again import Differs, read

    findings: list[Finding] = []
    contract = read_document(found.entry, found.name, found.version, root, findings)
    if contract is None or findings:
        return None
    try:
        return read(contract), digest(contract.source.text)
    except Differs:
        return None


def _is_told_of(record: Record, made: "Increment") -> bool:
    """Whether something had been found in what has changed: only a whole reading tells if it still is."""
    found = (*record.findings, *record.left_out)
    places = tuple(f"{each}/" for each in made.places)
    return any(f"{each.at.pointer}/".startswith(places) for each in found) if places else False


def _renewed(record: Record, reading: "Reading", now: str, made: "Increment") -> Record:
    source = reading.contract.source

    def shown(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        if reading.edits is None:
            return placed(findings, [source])
        from counterfoil.engine.outline import moved

        return moved(findings, source.path, reading.edits)

    return replace(
        record,
        sources={source.path: now},
        schemas=len(made.memory.names),
        findings=shown(record.findings),
        left_out=shown(record.left_out),
    )
