"""What earlier runs have proved of services and journeys, found again by everything that decides it.

What decides it is told as `--affected-by` tells what a change can reach: every file whose change would
reach a service is in its key. What nobody can tell has no key, and is examined.
"""

import hashlib
import os
import platform
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from threading import Lock

from counterfoil.engine.reaching import Part, parts_reached, reaching
from counterfoil.engine.render.json import read, render
from counterfoil.engine.report import CACHE, PROVED, exit_code
from counterfoil.engine.services import read_services
from counterfoil.engine.store import NOWHERE, Store, key_of
from counterfoil.model import CannotRun, Config, Json, Report
from counterfoil.reach import standing
from counterfoil.verify.running.environment import Home, own_environment

EARLIER = "earlier"
"""The fact of a service or journey that has the key under which it was proved."""

Examine = Callable[[], Report]

_SHOWN = 12
_OPTIONS = ("--seed=", "--requests=")
"""Others say who asks, which is nobody's to keep, or write something down."""
_VARIABLES = ("PYTHONPATH", "VIRTUAL_ENV")
"""Those that say which code is imported."""
_CODE = (".py", ".jinja", ".json")


@dataclass(slots=True)
class Earlier:
    """Reports that were green, by part. What is asked for has not to be examined where one is known."""

    keys: Mapping[Part, str] = field(default_factory=dict)
    store: Store = NOWHERE
    green: dict[Part, Report] = field(default_factory=dict)
    """Proved by this run, and not yet kept."""
    _alone: Lock = field(default_factory=Lock)

    def asked(self, part: Part, examine: Examine) -> Report:
        """What is known of a part, or what examining it shows; several threads may ask."""
        key = self.keys.get(part, "")
        known = self._known(key) if key else None
        if known is not None:
            return known
        made = examine()
        if key and not exit_code(made):
            with self._alone:
                self.green[part] = made
        return made

    @property
    def facts(self) -> Mapping[str, Json]:
        """How much was known, where anything could be."""
        return {CACHE: self.store.facts} if self.keys else {}

    def keep(self, now: Mapping[Part, str]) -> None:
        """Keeps what this run has proved, unless a file that decides it has changed meanwhile."""
        for part, made in sorted(self.green.items()):
            if now.get(part) == self.keys[part]:
                self.store.put(self.keys[part], render(made).encode())

    def _known(self, key: str) -> Report | None:
        with self._alone:
            payload = self.store.get(key)
            if payload is None:
                return None
            try:
                made = read(payload.decode(), key)
            except (CannotRun, UnicodeDecodeError):
                self.store.reject(key)
                return None
        said = made.facts.get(PROVED)
        proved = [f"{each} (proved earlier, key {key[:_SHOWN]})" for each in said or ()]
        return (
            None
            if exit_code(made)
            else replace(made, facts={**made.facts, PROVED: proved, EARLIER: key})
        )


@contextmanager
def earlier(config: Config, options: Sequence[str], today: date, store: Store) -> Iterator[Earlier]:
    """What is known, and what the block proves for later runs, where settings ask for that.

    Raises CannotRun where git cannot tell which files there are.
    """
    if not config.cache.verify or not store.keeps or not _is_repeatable(options):
        yield Earlier()
        return
    found = Earlier(_keys(config, options, today), store)
    yield found
    if found.green:
        found.keep(_keys(config, options, today))


def _is_repeatable(options: Sequence[str]) -> bool:
    return all(each.startswith(_OPTIONS) for each in options)


def _keys(config: Config, options: Sequence[str], today: date) -> Mapping[Part, str]:
    """The key of every service and journey of which somebody can tell what decides it."""
    monorepo, watched = standing(config)
    digests = {each: _digest(config.root / each) for each in watched}
    untold = {path for path, each in digests.items() if not each}
    found = reaching(watched, monorepo)
    unknown = parts_reached((), monorepo) | {
        part for part, paths in found.items() if not untold.isdisjoint(paths)
    }
    around = _around(config, today)
    return {
        part: key_of(
            "verify",
            part=part,
            files=[[path, digests[path]] for path in sorted(paths)],
            options=list(options),
            **around,
        )
        for part, paths in found.items()
        if part not in unknown
    }


def _digest(path: Path) -> str:
    """Of a file, and of a link and what it leads to; empty for what is neither, such as a submodule."""
    hashed = hashlib.sha256()
    try:
        if path.is_symlink():
            hashed.update(f"-> {path.readlink()};".encode("utf-8", "surrogateescape"))
        if path.is_file():
            hashed.update(f"{path.stat().st_mode & stat.S_IXUSR};".encode())
            hashed.update(path.read_bytes())
        elif path.exists():
            return ""
    except OSError:
        return ""
    return hashed.hexdigest()


def _around(config: Config, today: date) -> dict[str, Json]:
    """What decides every part, and is in no file of the monorepo."""
    home = Home(config.root, config.root / config.generated)
    own = ((each.name, own_environment(each, home)) for each in read_services(config.root))
    return {
        "toolkit": _toolkit(),
        "python": sys.version,
        "platform": platform.platform(),
        "installed": _installed(sys.path),
        "environments": {
            name: _installed(map(str, folder.glob("lib*/**/site-packages")))
            for name, folder in own
            if folder is not None
        },
        "variables": {each: os.environ.get(each, "") for each in _VARIABLES},
        "waivers": sorted(each.fingerprint for each in config.waivers if each.until >= today),
    }


def _installed(folders: Iterable[str]) -> list[str]:
    """The distributions in some folders, with their versions."""
    return sorted(
        f"{each.name}=={each.version}" for each in distributions(path=[*folders]) if each.name
    )


@cache
def _toolkit() -> str:
    """A digest of all code of the toolkit; it stays the same while this process runs."""
    folder = Path(__file__).parent
    hashed = hashlib.sha256()
    for path in sorted(each for each in folder.rglob("*") if each.suffix in _CODE):
        hashed.update(path.relative_to(folder).as_posix().encode() + b"\0")
        hashed.update(path.read_bytes())
    return hashed.hexdigest()
