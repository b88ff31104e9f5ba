"""What a change can reach: contracts through references, services through contracts, journeys through
services.

Whatever nobody can tell is reached: what is said not to be is not looked at.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import TypeAlias, TypeVar

from counterfoil.engine.monorepo import Monorepo
from counterfoil.engine.owners import is_of_all, packages

SERVICES = "services"
_TABLE = "pyproject.toml"
_DECIDES = (
    "pyproject.toml",
    "noxfile.py",
    "setup.py",
    "setup.cfg",
    ".python-version",
    "*.lock",
    "*-lock.*",
    "pylock*.toml",
    "requirements*.txt",
    "constraints*.txt",
    "tox.ini",
    ".gitlab-ci.yml",
)
"""Beside or above the root: what is installed, and how it is run."""
_DECIDES_BELOW = ("requirements/*", ".github/workflows/*", ".github/actions/*", ".ci/*")
_FOR_PEOPLE = (
    "*.md",
    "*.rst",
    "*.adoc",
    "LICENSE*",
    "NOTICE*",
    "*CODEOWNERS",
    ".gitignore",
    ".editorconfig",
    ".github/*",
)
"""What no service is made of, and nothing here reads."""
_TOLD = 3
"""Reasons that are kept of each: one would do, and a hundred help nobody."""


Reasons: TypeAlias = Mapping[str, tuple[str, ...]]
"""What is reached → why."""


@dataclass(frozen=True, slots=True)
class Affected:
    """What a change can reach, by id and name, each with the reasons."""

    contracts: Reasons = field(default_factory=dict)
    services: Reasons = field(default_factory=dict)
    journeys: Reasons = field(default_factory=dict)


def affected(changed: Collection[str], monorepo: Monorepo) -> Affected:
    """What a change of these paths can reach.

    >>> from counterfoil.engine.monorepo import Made
    >>> made = {"a/v1": Made(frozenset({"contracts/a/v1/schema.json", "contracts/b.json"}))}
    >>> shop = Monorepo("contracts", "generated", "shop_contracts", made)
    >>> affected(["contracts/b.json"], shop).contracts
    {'a/v1': ('contracts/b.json has changed',)}
    >>> affected(["README.md"], shop).contracts
    {}
    """
    for path in sorted(changed):
        if why := _decides_all(path, monorepo):
            return _everything(monorepo, f"{path} has changed, {why}")
    return _Reach(monorepo, sorted(changed)).affected()


def _everything(monorepo: Monorepo, why: str) -> Affected:
    services = [name for name, each in monorepo.services.items() if each.is_here]
    named = (monorepo.contracts, services, monorepo.journeys)
    return Affected(*(dict.fromkeys(sorted(each), (why,)) for each in named))


def _decides_all(path: str, monorepo: Monorepo) -> str:
    """Why everything has to be looked at after a change of this path; empty where that is not so."""
    *folders, name = PurePosixPath(path).parts
    beside = set(folders) <= {".."} and any(fnmatchcase(name, each) for each in _DECIDES)
    if beside or any(fnmatchcase(path, each) for each in _DECIDES_BELOW):
        return "which settles how everything is looked at"
    if any(_is_in(path, each) or _is_in(each, path) for each in monorepo.toolkit):
        return "and is run to look at everything"
    if any(_is_in(each, path) for each in (monorepo.folder, monorepo.generated, SERVICES)):
        return "and much is in it"
    generated = _below(path, monorepo.generated)
    if generated and not is_of_all(generated) and not monorepo.owners.of(generated):
        return "and every service has it"
    return ""


class _Reach:
    """Collects what a change reaches, and why."""

    def __init__(self, monorepo: Monorepo, changed: Collection[str]) -> None:
        self.monorepo = monorepo
        self.changed = changed
        self.contracts: dict[str, list[str]] = {}
        """Those that may say something else now."""
        self.beside: dict[str, list[str]] = {}
        """Those that say the same, and are judged by what may have changed around them."""
        self.services: dict[str, list[str]] = {}
        self.journeys: dict[str, list[str]] = {}

    def affected(self) -> Affected:
        """What is reached in the end."""
        self._untold()
        for path in self.changed:
            self._follow(path)
        self._beside()
        self._services()
        self._journeys()
        here = {name for name, each in self.monorepo.services.items() if each.is_here}
        services = {name: each for name, each in self.services.items() if name in here}
        contracts = {
            name: (*self.contracts.get(name, ()), *each) for name, each in self.beside.items()
        }
        return Affected(
            _kept({**self.contracts, **contracts}), _kept(services), _kept(self.journeys)
        )

    def _untold(self) -> None:
        for name, made in self.monorepo.contracts.items():
            if made.untold:
                _note(self.contracts, name, made.untold)
        for name, walked in self.monorepo.journeys.items():
            if walked.untold:
                _note(self.journeys, name, walked.untold)

    def _follow(self, path: str) -> None:
        """What a path reaches at first hand."""
        why = f"{path} has changed"
        found = {
            *self.monorepo.contracts_of.get(path, ()),
            *self.monorepo.owners.of(_below(path, self.monorepo.generated)),
        }
        for name in found:
            _note(self.contracts, name, why)
        walked = self.monorepo.journeys_of.get(path, ())
        for name in walked:
            _note(self.journeys, name, why)
        if _below(path, SERVICES):
            self._in_services(path, why)
        elif not found and not walked and not self._is_idle(path):
            self._anybodys(f"{why}, and nobody can tell which services use it")

    def _is_idle(self, path: str) -> bool:
        """Whether nothing is made of a file."""
        name = PurePosixPath(path).name
        return bool(_below(path, self.monorepo.generated)) or any(
            fnmatchcase(each, pattern) for each in (path, name) for pattern in _FOR_PEOPLE
        )

    def _in_services(self, path: str, why: str) -> None:
        service, _, rest = _below(path, SERVICES).partition("/")
        served = self.monorepo.services.get(service)
        if served is None:
            self._anybodys(f"{why}, and nobody can tell which services use it")
        else:
            _note(self.services, service, why)
        for name, made in self.monorepo.contracts.items():
            is_user = service in made.consumers or (served and name in served.contracts)
            # Whose consumer is no service is told which one was probably meant.
            is_told = any(each not in self.monorepo.services for each in made.consumers)
            if (is_user and rest in (_TABLE, "")) or is_told:
                _note(self.beside, name, why)

    def _anybodys(self, why: str) -> None:
        for each in self.monorepo.services:
            _note(self.services, each, why)
        for each in self.monorepo.journeys:
            _note(self.journeys, each, why)

    def _beside(self) -> None:
        """Those whose package one of these would take, and the other versions, which are compared with it."""
        by_package = _first(self.contracts, packages)
        for name in self.monorepo.contracts:
            rival = by_package.get(packages(name), name)
            if rival != name:
                _note(self.contracts, name, f"{rival} would become the same package")
        by_name = _first(self.contracts, _name)
        for name in self.monorepo.contracts:
            other = by_name.get(_name(name), name)
            if name not in self.contracts and other != name:
                _note(self.beside, name, f"{other} is a version of the same contract")

    def _services(self) -> None:
        for name, served in self.monorepo.services.items():
            for contract in sorted(served.contracts & self.contracts.keys()):
                _note(self.services, name, f"it provides or consumes {contract}, which is reached")
        for contract in sorted(self.contracts):
            for name in sorted(self._consumers(contract)):
                _note(self.services, name, f"it is said to rely on {contract}, which is reached")
        waiting = list(self.services)
        while waiting:
            reached = waiting.pop()
            for name, served in self.monorepo.services.items():
                if reached in served.neighbours and name not in self.services:
                    _note(self.services, name, f"its {_TABLE} names {reached}, which is reached")
                    waiting.append(name)

    def _consumers(self, contract: str) -> Collection[str]:
        return self.monorepo.contracts[contract].consumers & self.monorepo.services.keys()

    def _journeys(self) -> None:
        for name, walked in self.monorepo.journeys.items():
            for contract in sorted(walked.contracts & self.contracts.keys()):
                _note(self.journeys, name, f"it leads through {contract}, which is reached")
            for service in sorted(walked.services & self.services.keys()):
                _note(self.journeys, name, f"it leads through {service}, which is reached")


Key = TypeVar("Key")


def _first(contracts: Iterable[str], key: Callable[[str], Key]) -> Mapping[Key, str]:
    """The first one of each key."""
    return {key(each): each for each in sorted(contracts, reverse=True)}


def _name(contract: str) -> str:
    return contract.rpartition("/")[0]


def _note(reasons: dict[str, list[str]], name: str, why: str) -> None:
    told = reasons.setdefault(name, [])
    if why not in told and len(told) < _TOLD:
        told.append(why)


def _kept(reasons: Mapping[str, Iterable[str]]) -> Reasons:
    return {name: tuple(reasons[name])[:_TOLD] for name in sorted(reasons)}


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _below(path: str, folder: str) -> str:
    """The rest of a path in a folder; empty where it is elsewhere."""
    return path[len(folder) + 1 :] if path.startswith(f"{folder}/") else ""
