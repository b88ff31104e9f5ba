"""Whether those who say what they rely on are services of the monorepo."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from counterfoil.engine.services import FOLDER, TABLE
from counterfoil.engine.settings import SERVICE, SETTINGS_FILE, read_settings, subtable
from counterfoil.engine.words import nearest
from counterfoil.model import Bundle, CannotRun, Contract, Finding, Place, Record, Source

CONSUMER_UNKNOWN = "expectation-consumer-unknown"
Known: TypeAlias = Mapping[str, frozenset[str] | None]
"""Service → the contracts that it consumes; None where nothing says which."""


def with_strangers_told(bundles: Sequence[Bundle], root: Path) -> list[Bundle]:
    """The bundles, with a finding for each consumer that is no service, or consumes no such contract.

    Where there is no folder of services, consumers are elsewhere, and nothing is told.
    """
    known = known_in(root) if any(each.expectations for each in bundles) else None
    if known is None:
        return list(bundles)
    return [replace(each, findings=(*each.findings, *strangers(each, known))) for each in bundles]


def strangers_told(records: Iterable[Record], root: Path) -> Iterator[Finding]:
    """The same findings, of contracts that need not be read."""
    relied_on = [each for each in records if each.consumers]
    known = known_in(root) if relied_on else None
    if known is None:
        return
    for record in relied_on:
        for consumer, path in record.consumers.items():
            if not _is_known(consumer, record.id, known):
                from counterfoil.engine.sources import read_source

                source, _ = read_source(root / path, root)
                if source is not None:
                    yield _stranger(record, consumer, source, known)


def strangers(bundle: Bundle, known: Known) -> Iterator[Finding]:
    """A finding for each file whose consumer does not consume the contract."""
    for each in bundle.expectations:
        if not _is_known(each.consumer, bundle.contract.id, known):
            yield _stranger(bundle.contract, each.consumer, each.source, known)


def _is_known(consumer: str, contract: str, known: Known) -> bool:
    consumed = known.get(consumer, frozenset())
    return consumed is None or contract in consumed


def _stranger(contract: Contract | Record, consumer: str, source: Source, known: Known) -> Finding:
    if consumer in known:
        return _no_consumer(contract, consumer, source)
    return _unknown(contract, consumer, source, known)


def known_in(root: Path) -> Known | None:
    """The services of a monorepo; None where they are elsewhere."""
    if not (root / FOLDER).is_dir():
        return None
    folders = (each for each in (root / FOLDER).iterdir() if each.is_dir())
    return {each.name: _consumed(each) for each in sorted(folders)}


def _consumed(folder: Path) -> frozenset[str] | None:
    if not (folder / SETTINGS_FILE).is_file():
        return None
    try:
        table = subtable(read_settings(folder / SETTINGS_FILE), "tool", "counterfoil", SERVICE)
    except CannotRun:
        # Whoever runs the service is told; contracts can be read all the same.
        return None
    consumed = (table or {}).get("consumes", [])
    is_list = isinstance(consumed, list)
    return frozenset(map(str, consumed)) if table is not None and is_list else None


def _unknown(contract: Contract | Record, name: str, source: Source, known: Known) -> Finding:
    fix = (
        f"Call the file, and `consumer` in it, after a folder in {FOLDER}/; or remove it, if its"
        " consumer is gone."
    )
    if near := nearest(name, known):
        suffix = Path(source.path).suffix
        fix = f"Call the file {near}{suffix}, and write `consumer: {near}`."
    return Finding(
        rule=CONSUMER_UNKNOWN,
        message=f"{contract.title}: `{name}` is to rely on it, and there is no {FOLDER}/{name}/",
        at=(Place(source) / "consumer").at,
        subject=name,
        fix=fix,
        consumers=(name,),
    )


def _no_consumer(contract: Contract | Record, name: str, source: Source) -> Finding:
    return Finding(
        rule=CONSUMER_UNKNOWN,
        message=f"{contract.title}: `{name}` is to rely on it, and {FOLDER}/{name}/{SETTINGS_FILE}"
        f" does not say that it consumes {contract.id}",
        at=(Place(source) / "consumer").at,
        subject=name,
        fix=f'Add "{contract.id}" to `consumes` in {TABLE}, or remove the file.',
        consumers=(name,),
    )
