"""Finds and reads the `[tool.counterfoil]` table, and says what its keys mean."""

from collections.abc import Iterable, Iterator
from dataclasses import Field, dataclass, fields
from pathlib import Path
from typing import Any

from counterfoil.engine.settings import (
    SERVICE,
    SETTINGS_FILE,
    caching,
    check_disjoint,
    check_known,
    comparing,
    distribution_name,
    folder,
    package_name,
    read_settings,
    rules,
    share,
    subtable,
    waivers,
)
from counterfoil.model import Caching, CannotRun, Comparing, Config


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the table, as the documentation prints it."""

    name: str
    doc: str
    default: str


def keys() -> tuple[Key, ...]:
    """Every key of `[tool.counterfoil]`, from the fields of `Config`.

    >>> [key.name for key in keys()]
    ['package', 'distribution', 'contracts', 'generated', 'rules', 'waivers', 'coverage', 'compat', 'cache']
    """
    return tuple(_documented(fields(Config)))


def compat_keys() -> tuple[Key, ...]:
    """Every key of `[tool.counterfoil.compat]`, from the fields of `Comparing`.

    >>> [key.name for key in compat_keys()]
    ['baseline', 'mode', 'modes', 'without', 'unknown', 'notice', 'released']
    """
    return tuple(_documented(fields(Comparing)))


def cache_keys() -> tuple[Key, ...]:
    """Every key of `[tool.counterfoil.cache]`, from the fields of `Caching`.

    >>> [key.name for key in cache_keys()]
    ['url', 'write', 'size', 'verify']
    """
    return tuple(_documented(fields(Caching)))


def _documented(of: "Iterable[Field[Any]]") -> Iterator[Key]:
    for each in of:
        if "doc" in each.metadata:
            yield Key(each.name, each.metadata["doc"], each.metadata["default"])


def find_root(start: Path) -> Path:
    """The nearest folder, from `start` upwards, whose pyproject.toml sets counterfoil up."""
    found = root_above(start)
    if found is None:
        raise CannotRun(
            "no monorepo found",
            f"neither {start.resolve()} nor a folder above it has a {SETTINGS_FILE} with"
            " [tool.counterfoil]",
            "run `counterfoil init` in the root of the repository, or name the root with -C",
        )
    return found


def root_above(start: Path) -> Path | None:
    """The same, or None where there is none."""
    if not start.is_dir():
        raise CannotRun(f"there is no folder {start}", fix="name one that exists with -C")
    start = start.resolve()
    for each in (start, *start.parents):
        if (each / SETTINGS_FILE).is_file() and sets_up(each / SETTINGS_FILE):
            return each
    return None


def sets_up(path: Path) -> bool:
    """Whether the pyproject.toml at `path` is a monorepo's, rather than a service's in it."""
    table = subtable(read_settings(path), "tool", "counterfoil")
    return table is not None and set(table) != {SERVICE}


def contracts_of(path: Path, otherwise: str) -> str:
    """The folder of the contracts by a pyproject.toml of another day, if that says so."""
    try:
        table = subtable(read_settings(path), "tool", "counterfoil")
        return folder(table, "contracts") if table else otherwise
    except CannotRun:
        # Whatever was wrong with it then is nothing that anybody can still correct.
        return otherwise


def load_config(root: Path) -> Config:
    """The configuration of the monorepo at `root`, with every key checked."""
    document = read_settings(root / SETTINGS_FILE)
    table = subtable(document, "tool", "counterfoil") or {}
    check_known(table, [*(key.name for key in keys()), SERVICE], "[tool.counterfoil]")
    package = package_name(table, document)
    contracts = folder(table, "contracts")
    generated = folder(table, "generated")
    check_disjoint(contracts, generated)
    return Config(
        root=root,
        package=package,
        distribution=distribution_name(table, package),
        contracts=contracts,
        generated=generated,
        rules=rules(table),
        waivers=waivers(table),
        coverage=share(table, "coverage"),
        compat=comparing(table),
        cache=caching(table),
    )
