"""Which contracts a stub plays: documents by path, contracts of a monorepo by id, or all of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from counterfoil.engine.config import find_root, load_config, root_above
from counterfoil.engine.contracts import (
    Loaded,
    contract_ids,
    folder_around,
    load_file,
    load_named,
)
from counterfoil.engine.expectations.paths import is_expectations
from counterfoil.engine.words import nearest
from counterfoil.model import Bundle, CannotRun, Config, Finding, Kind, Severity

_DOCUMENTS = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Selected:
    """Contracts that were found, everything found while reading, and the files that were read."""

    bundles: tuple[Bundle, ...]
    findings: tuple[Finding, ...]
    files: tuple[Path, ...]

    @property
    def obstacles(self) -> tuple[Finding, ...]:
        """What stood in the way of reading them.

        What a consumer has not written well keeps nobody from playing the contract.
        """
        return tuple(
            each
            for each in self.findings
            if each.severity is Severity.ERROR and not is_expectations(each.at.path)
        )

    @property
    def readable(self) -> bool:
        """Whether nothing stood in the way of reading them."""
        return not self.obstacles


def select(names: Sequence[str], start: Path) -> Selected:
    """The contracts of these names; without names, all of the monorepo around `start`.

    Raises CannotRun where a name means nothing, or a message, which nobody can call.
    """
    if not names:
        config = load_config(find_root(start))
        loaded = load_named(config, contract_ids(config))
        found = _selected(loaded, config.root)
        return replace(found, bundles=tuple(filter(_is_http, found.bundles)))
    found = _together(_each(names, start))
    for bundle in found.bundles:
        if not _is_http(bundle):
            raise CannotRun(
                f"{bundle.contract.title} cannot be played",
                "it describes a message, and a stub answers requests",
                "name a contract that has operations",
            )
    return found


def _each(names: Sequence[str], start: Path) -> Iterator[Selected]:
    ids = [name for name in names if not _is_document(name)]
    for name in names:
        if name not in ids:
            root = folder_around(start / name, root_above(start) or start)
            yield _selected(load_file(start / name, root), root)
    if ids:
        config = load_config(find_root(start))
        _check_ids(ids, config)
        yield _selected(load_named(config, ids), config.root)


def _selected(loaded: Loaded, root: Path) -> Selected:
    files = (root / source.path for bundle in loaded.bundles for source in bundle.sources)
    return Selected(loaded.bundles, loaded.findings, tuple(dict.fromkeys(files)))


def _together(several: Iterable[Selected]) -> Selected:
    found = tuple(several)
    return Selected(
        tuple(bundle for each in found for bundle in each.bundles),
        tuple(finding for each in found for finding in each.findings),
        tuple(file for each in found for file in each.files),
    )


def _is_http(bundle: Bundle) -> bool:
    return bundle.contract.kind is Kind.OPENAPI


def _is_document(name: str) -> bool:
    return name.endswith(_DOCUMENTS)


def _check_ids(ids: Sequence[str], config: Config) -> None:
    known = sorted(contract_ids(config))
    for each in ids:
        if each not in known:
            near = nearest(each, known)
            raise CannotRun(
                f"there is no contract {each}",
                f"{config.contracts}/ has {', '.join(known)}",
                f"did you mean `{near}`?" if near else "name one of them, or a file",
            )
