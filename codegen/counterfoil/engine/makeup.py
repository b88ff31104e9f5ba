"""What the contracts and services of a monorepo are made of, told without reading any as a contract."""

import os
import posixpath
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Any

from counterfoil.engine.contracts import documents, id_at
from counterfoil.engine.expectations.reading import ENDINGS, FOLDER
from counterfoil.engine.git import Repository
from counterfoil.engine.mentions import texts_in, unescaped
from counterfoil.engine.monorepo import Made, Served
from counterfoil.engine.render import GROUP as RENDERERS
from counterfoil.engine.rules import GROUP as RULES
from counterfoil.engine.services import FOLDER as SERVICES
from counterfoil.engine.services import Service
from counterfoil.engine.settings import SERVICE, SETTINGS_FILE
from counterfoil.model import Config

_PLUGINS = (RULES, RENDERERS)
_REQUIRED = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
_SEPARATORS = re.compile(r"[-_.]+")


@dataclass(frozen=True, slots=True)
class Then:
    """A monorepo before a change: its repository, the commit, and the paths that differ since."""

    repository: Repository
    commit: str
    changed: frozenset[str]

    def text(self, path: str) -> str | None:
        """What a file was like; None where there was none."""
        return self.repository.text(self.commit, path)


@dataclass(slots=True)
class Looking:
    """Which files can be reached from a file, told by their bytes; each is read once."""

    root: Path
    watched: frozenset[str]
    """The paths whose changes git tells of."""
    _named: dict[str, frozenset[str]] = field(default_factory=dict)
    _home: str = ""

    def __post_init__(self) -> None:
        self._home = os.path.realpath(self.root)

    def reached(self, path: str) -> frozenset[str]:
        """The paths that a file names, and those that these name, and so on, its own among them.

        A link stands beside what it leads to. They need not exist: they may have.
        """
        waiting = [path, *self._real(path)]
        seen = set(waiting)
        while waiting:
            named = self._names(waiting.pop()) - seen
            waiting += named
            seen |= named
        return frozenset(seen)

    def untold(self, paths: Iterable[str]) -> str:
        """Why nobody can tell whether one of these has changed; empty where git tells of all."""
        for path in sorted(paths):
            above = (each.as_posix() for each in PurePosixPath(path).parents)
            is_told = path in self.watched or not self.watched.isdisjoint(above)
            if not is_told and _is_file(self.root / path):
                return f"git does not tell of {path}, and it may have changed"
        return ""

    def _names(self, path: str) -> frozenset[str]:
        if path not in self._named:
            self._named[path] = frozenset(self._look(path))
        return self._named[path]

    def _look(self, path: str) -> Iterator[str]:
        if not _is_file(self.root / path):
            return
        content = (self.root / path).read_bytes()
        texts = {*texts_in(content)}
        if b"\\" in content:
            texts |= {*texts_in(unescaped(content))}
        folder = posixpath.dirname(path)
        for text in texts:
            if "\0" not in text:
                joined = posixpath.join(folder, text)
                yield from self._inside(joined)
                yield from self._real(joined)

    def _real(self, path: str) -> Iterator[str]:
        """Where a path leads through all links."""
        real = os.path.realpath(self.root / path)
        if real.startswith(f"{self._home}{os.sep}"):
            yield Path(real[len(self._home) + 1 :]).as_posix()

    def _inside(self, path: str) -> Iterator[str]:
        """A path as it is written, seen from the root; it may be absolute."""
        found = posixpath.normpath(path)
        if posixpath.isabs(found):
            found = posixpath.relpath(found, self.root.as_posix())
        if not found.startswith("..") and found != ".":
            yield found


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # what is named need not be a name that the system can have
        return False


def contracts_made(config: Config, then: Then, looking: Looking) -> Mapping[str, Made]:
    """What each contract is made of; one that is gone since is the files that went with it."""
    changed = _by_folder(then.changed)
    found = {
        name: _made(entries, config.root, looking, changed)
        for name, entries in documents(config).items()
    }
    for path in sorted(then.changed):
        name = id_at(path, config)
        if name and name not in found:
            found[name] = Made(frozenset(changed[PurePosixPath(path).parent.as_posix()]))
    return found


def _made(
    entries: Sequence[Path], root: Path, looking: Looking, changed: Mapping[str, Collection[str]]
) -> Made:
    files: set[str] = set()
    consumers: set[str] = set()
    for entry in entries:
        folder = entry.parent.relative_to(root)
        own = [each for each in (entry.parent / FOLDER).glob("*") if each.is_file()]
        files |= looking.reached((folder / entry.name).as_posix())
        files |= {(folder / FOLDER / each.name).as_posix() for each in own}
        # What was in the folder and is not any more is seen by its change alone.
        files |= {*changed.get(folder.as_posix(), ())}
        consumers |= {each.stem for each in own if each.suffix in ENDINGS}
    return Made(frozenset(files), frozenset(consumers), looking.untold(files))


def _by_folder(paths: Iterable[str]) -> Mapping[str, Collection[str]]:
    """Folder → the paths in it, and below."""
    found: dict[str, set[str]] = {}
    for path in paths:
        for folder in PurePosixPath(path).parents:
            found.setdefault(folder.as_posix(), set()).add(path)
    return found


def services_before(
    services: Collection[Service], then: Then, known: Collection[str]
) -> tuple[Service, ...]:
    """The services as they were. What cannot be read any more may have used every contract of `known`."""
    settings = {f"{SERVICES}/{each.name}/{SETTINGS_FILE}": each for each in services}
    same = [each for path, each in settings.items() if path not in then.changed]
    changed = (PurePosixPath(each) for each in sorted(then.changed))
    tables = (
        each
        for each in changed
        if each.match(f"{SERVICES}/*/{SETTINGS_FILE}") and len(each.parts) == 3
    )
    was = (_service(each, then, known) for each in tables)
    return (*same, *(each for each in was if each is not None))


def _service(path: PurePosixPath, then: Then, known: Collection[str]) -> Service | None:
    text = then.text(path.as_posix())
    if text is None:
        return None
    name = path.parts[1]
    every = Service(name, Path(path.parent), ("?",), provides=tuple(sorted(known)))
    try:
        table = tomllib.loads(text).get("tool", {}).get("counterfoil", {}).get(SERVICE)
        if table is None:
            return None
        return replace(
            every,
            start=("?",) if table.get("start") else (),
            provides=tuple(map(str, table.get("provides", ()))),
            consumes=tuple(map(str, table.get("consumes", ()))),
        )
    except (ValueError, AttributeError, TypeError, RecursionError):
        return every


def services_made(
    services: Collection[Service], before: Collection[Service], root: Path
) -> Mapping[str, Served]:
    """What each service uses and used, and whose code it may be made of."""
    here = {each.name: _settings(each.folder) for each in services}
    folders = {each.name for each in (root / SERVICES).glob("*") if each.is_dir()}
    called = {name: _distribution(name, table) for name, table in here.items()}
    found: dict[str, Served] = {}
    for name in sorted({*here, *(each.name for each in before)}):
        used = (
            contract
            for each in (*services, *before)
            if each.name == name
            for contract in (*each.provides, *each.consumes)
        )
        written = [*_texts(here.get(name, {}))]
        others = {
            each for each in folders - {name} if _names(written, each, called.get(each, each))
        }
        found[name] = Served(frozenset(used), frozenset(others), name in here)
    return found


def _settings(folder: Path) -> Mapping[str, Any]:
    """The pyproject.toml of a service but for our own table, which has been read without objection."""
    document = tomllib.loads((folder / SETTINGS_FILE).read_bytes().decode("utf-8-sig"))
    tools = {name: each for name, each in document.get("tool", {}).items() if name != "counterfoil"}
    return {**document, "tool": tools}


def _distribution(name: str, settings: Mapping[str, Any]) -> str:
    project = settings.get("project")
    own = project.get("name") if isinstance(project, Mapping) else None
    return own if isinstance(own, str) else name


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from map(str, value)
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _names(written: Iterable[str], folder: str, distribution: str) -> bool:
    """Whether one of these texts names a folder of a service, or requires its distribution."""
    leads = re.compile(rf"(\.\.|{SERVICES})/{re.escape(folder)}(?![A-Za-z0-9_-])")
    wanted = _normal(distribution)
    for each in written:
        required = _REQUIRED.match(each)
        if leads.search(each) or (required and _normal(required[1]) == wanted):
            return True
    return False


def _normal(name: str) -> str:
    return _SEPARATORS.sub("-", name).lower()


def toolkit_in(root: Path) -> tuple[str, ...]:
    """The folders and files in a monorepo that counterfoil, and what extends it, are run from."""
    plugins = (each.module for group in _PLUGINS for each in entry_points(group=group))
    modules = {"counterfoil", *(each.partition(".")[0] for each in plugins)}
    return tuple(sorted(path for each in modules for path in _places(each, root)))


def _places(module: str, root: Path) -> Iterator[str]:
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):
        return
    if spec is None:
        return
    home = os.path.realpath(root)
    for each in spec.submodule_search_locations or [spec.origin or ""]:
        real = os.path.realpath(each)
        if each and Path(real).is_relative_to(home):
            yield Path(real).relative_to(home).as_posix()
