"""Contracts of which a few schemas have changed: they are neither read nor compiled as a whole."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from counterfoil.engine.manifest import digest
from counterfoil.engine.placing import placed
from counterfoil.engine.standing import Standing
from counterfoil.engine.survey import Found
from counterfoil.model import Artifact, Config, Contract, Finding, Record

if TYPE_CHECKING:
    from counterfoil.compile.increment import Increment


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
    from counterfoil.engine.contracts import read_document

    ((path, before),) = record.sources.items()
    memories = Memories(config.root, config.package, key)
    if found.entry.relative_to(config.root).as_posix() != path or not memories.has(record.id):
        return None
    findings: list[Finding] = []
    contract = read_document(found.entry, found.name, found.version, config.root, findings)
    if contract is None or findings:
        return None
    now = digest(contract.source.text)
    made = memories.increment(contract, before, now)
    if made is None or _is_told_of(record, made):
        return None
    return Grown(
        _renewed(record, contract, now, made),
        tuple(replace(each, of=record.id) for each in made.artifacts),
        made.removed,
    )


def _is_told_of(record: Record, made: "Increment") -> bool:
    """Whether something had been found in what has changed: only a whole reading tells if it still is."""
    found = (*record.findings, *record.left_out)
    places = tuple(f"{each}/" for each in made.places)
    return any(f"{each.at.pointer}/".startswith(places) for each in found) if places else False


def _renewed(record: Record, contract: Contract, now: str, made: "Increment") -> Record:
    source = contract.source
    return replace(
        record,
        sources={source.path: now},
        schemas=len(made.memory.names),
        findings=placed(record.findings, [source]),
        left_out=placed(record.left_out, [source]),
    )
