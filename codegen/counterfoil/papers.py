"""The documents of a generated folder: made for contracts that have changed, and kept for the others."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from counterfoil.engine.documented import (
    ATTRIBUTES,
    CALENDAR,
    COMPATIBILITY,
    DEPRECATIONS,
    FOLDER,
    paths_of,
    several_versions,
)
from counterfoil.engine.standing import text_of
from counterfoil.engine.survey import Found
from counterfoil.model import Artifact, Bundle, Config, Entry, Json, Record

if TYPE_CHECKING:
    from counterfoil.compat.documents.files import Told

_DEPRECATIONS = (DEPRECATIONS, f"{FOLDER}/{CALENDAR}", ATTRIBUTES)
# A key may hide behind an escape; looking closer costs no more than time.
_DEPRECATING = ("deprecated", "sunset", "\\u", "\\U", "\\x")

Tell = Callable[[Sequence[Sequence[str]]], "Iterable[Told]"]
"""What is told of contracts with several versions, each given by the ids of these."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What need not be made again."""

    records: Mapping[str, Record]
    entries: Mapping[str, Entry]


@dataclass(slots=True)
class Documents:
    """Those that are made, and the paths of those that stay."""

    made: list[Artifact] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)


def noted(bundle: Bundle) -> tuple[Json, ...]:
    """What is deprecated in a contract."""
    if not any(word in each.text for each in bundle.sources for word in _DEPRECATING):
        return ()
    from counterfoil.compat.documents.notices import notices_of, row_of

    return tuple(row_of(each) for each in notices_of(bundle))


def paths_of_documents(records: Iterable[Record]) -> Iterator[str]:
    """Where every document stands that the contracts amount to."""
    known = [*records]
    for versions in several_versions(known):
        yield COMPATIBILITY
        yield from paths_of(versions)
    if any(each.notices for each in known):
        yield from _DEPRECATIONS


def told(config: Config, found: Sequence[Found]) -> "Told":
    """What is told of a contract with these versions, which are in their order."""
    from counterfoil.compat.documents.files import told_of
    from counterfoil.engine.contracts import read_found

    return told_of(read_found(config, found).bundles, config)


def documents_of(
    config: Config, records: Mapping[str, Record], kept: Kept, tell: Tell
) -> Documents:
    """Every document that the contracts amount to; `tell` compares versions that have to be."""
    found = Documents()
    _of_versions(found, config, [*several_versions(records.values())], kept, tell)
    _of_deprecations(found, config, [each for each in records.values() if each.notices], kept)
    return found


def _of_versions(
    found: Documents,
    config: Config,
    several: Sequence[Sequence[Record]],
    kept: Kept,
    tell: Tell,
) -> None:
    if not several:
        return
    inputs = _inputs(each for versions in several for each in versions)
    standing = kept.entries.get(COMPATIBILITY)
    if standing and standing.inputs == inputs and all(_stays(each, kept) for each in several):
        found.kept.update(path for each in several for path in paths_of(each))
        found.kept.add(COMPATIBILITY)
        return
    from counterfoil.compat.documents.files import compatibility

    before = _sections(config, several) if standing is not None else {}
    stay = {each[0].name for each in several if each[0].name in before and _stays(each, kept)}
    parts: dict[str, str] = {name: before[name] for name in stay}
    compared = [each for each in several if each[0].name not in stay]
    made = tell([[one.id for one in each] for each in compared])
    for versions, each in zip(compared, made, strict=True):
        found.made += each.artifacts
        parts[versions[0].name] = each.section
    found.kept.update(path for each in several if each[0].name in stay for path in paths_of(each))
    found.made += compatibility([parts[each[0].name] for each in several], inputs)


def _sections(config: Config, several: Sequence[Sequence[Record]]) -> dict[str, str]:
    """What the document on who gets on with whom says of each contract, where that can be told."""
    from counterfoil.compat.documents.matrix import heading, sections

    names = {heading(versions[0].name): versions[0].name for versions in several}
    told = sections(text_of(COMPATIBILITY, config.root / config.generated))
    return {
        names[each]: part
        for each, part in told.items()
        if each in names and len(names) == len(several)
    }


def _stays(versions: Sequence[Record], kept: Kept) -> bool:
    """Whether nothing has changed of what is told of a contract."""
    changelog, *guides = paths_of(versions)
    return (
        kept.records.keys() >= {each.id for each in versions}
        and kept.entries.keys() >= {changelog, *guides}
        and kept.entries[changelog].inputs == _inputs(versions)
    )


def _of_deprecations(
    found: Documents, config: Config, records: Sequence[Record], kept: Kept
) -> None:
    if not records:
        return
    inputs = _inputs(records)
    standing = kept.entries.get(DEPRECATIONS)
    if (
        standing is not None
        and standing.inputs == inputs
        and kept.entries.keys() >= set(_DEPRECATIONS)
        and kept.records.keys() >= {each.id for each in records}
    ):
        found.kept.update(_DEPRECATIONS)
        return
    from counterfoil.compat.documents.files import deprecations
    from counterfoil.compat.documents.notices import notice_in

    rows = (notice_in(row, each.title) for each in records for row in each.notices)
    found.made += deprecations(rows, inputs, config)


def _inputs(records: Iterable[Record]) -> tuple[str, ...]:
    """Every file that the contracts, and what is relied on of them, are made of."""
    paths = {path for each in records for path in (*each.sources, *each.consumers.values())}
    return tuple(sorted(paths))
