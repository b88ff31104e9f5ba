"""Which files reach each service and journey: the same question as `affected`, asked of every file."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePosixPath
from typing import TypeAlias

from counterfoil.engine.affected import SERVICES, affected
from counterfoil.engine.monorepo import Monorepo
from counterfoil.engine.report import JOURNEYS
from counterfoil.engine.report import SERVICES as EXAMINED

Part: TypeAlias = tuple[str, str]
"""`services` or `journeys`, and a name."""


def reaching(paths: Iterable[str], monorepo: Monorepo) -> Mapping[Part, Collection[str]]:
    """Every service and journey that a change of one of these can reach, and by which of them.

    >>> from counterfoil.engine.monorepo import Served
    >>> shop = Monorepo("contracts", "generated", "shop", services={"a": Served(), "b": Served()})
    >>> found = reaching(["services/a/main.py", "uv.lock", "README.md"], shop)
    >>> sorted(found["services", "a"]), sorted(found["services", "b"])
    (['services/a/main.py', 'uv.lock'], ['uv.lock'])
    """
    found: dict[Part, set[str]] = {}
    for alike in _alike(paths, monorepo):
        for part in parts_reached([alike[0]], monorepo):
            found.setdefault(part, set()).update(alike)
    return found


def parts_reached(changed: Collection[str], monorepo: Monorepo) -> frozenset[Part]:
    """Services and journeys that a change can reach; of no change, those of which nobody can tell."""
    reached = affected(changed, monorepo)
    services = ((EXAMINED, each) for each in reached.services)
    return frozenset((*services, *((JOURNEYS, each) for each in reached.journeys)))


def _alike(paths: Iterable[str], monorepo: Monorepo) -> Iterable[list[str]]:
    """The paths in groups that reach the same: asking of one for all is what makes this quick."""
    groups: dict[object, list[str]] = {}
    for path in sorted(paths):
        groups.setdefault(_group(path, monorepo), []).append(path)
    return groups.values()


def _group(path: str, monorepo: Monorepo) -> object:
    """What decides whom a path reaches, where that is more than the path itself."""
    top, *below = PurePosixPath(path).parts
    contracts = frozenset(monorepo.contracts_of.get(path, ()))
    journeys = frozenset(monorepo.journeys_of.get(path, ()))
    named = contracts or journeys
    if any(path.startswith(f"{each}/") for each in monorepo.toolkit):
        return "of the toolkit"
    if path.startswith(f"{monorepo.folder}/") and named:
        return "made of it", contracts, journeys
    owners = monorepo.owners.of(path.removeprefix(f"{monorepo.generated}/"))
    if path.startswith(f"{monorepo.generated}/") and owners and not named:
        return "generated", owners
    # Its pyproject.toml may say more, and lies beside its folders.
    if top == SERVICES and len(below) > 2 and not named:
        return "service", below[0]
    return path
