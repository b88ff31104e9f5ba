"""What the contracts were before: at a commit, at a tag, or in a folder.

A baseline of git's is written into a folder of its own, which is gone afterwards: reading it is then
what reading the working tree is. It is named

- `git:REF`: the last commit that HEAD and REF have in common. The tip of REF would not do: what others
  have added there since would look as if it had been taken away here.
- `tag:PATTERN`: the newest tag that fits, as it stands; `tag:v*`.
- anything else: a folder that holds contracts, or a folder of released versions, one folder each.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from counterfoil.engine.config import contracts_of
from counterfoil.engine.contracts import documents, ids_in
from counterfoil.engine.git import Entry, Repository, shown, within
from counterfoil.engine.mentions import ESCAPES, named_in, seen_from
from counterfoil.engine.settings import SETTINGS_FILE
from counterfoil.engine.words import plural
from counterfoil.model import CannotRun, Config, Source

GIT, TAG = "git:", "tag:"
STANDARD = "git:origin/main"
"""What contracts are compared with where nothing else is said."""
_MARK = b"\xef\xbb\xbf"
_RELEASE = re.compile(r"v?[0-9]+([._-][0-9a-z]+)*", re.IGNORECASE)
_DOCUMENT = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Baseline:
    """The contracts as they were."""

    name: str
    """As it was asked for: `git:origin/main`."""
    version: str
    """Which one that is: a commit, a tag, a folder."""
    config: Config
    """Of the monorepo, with the folders that they are read from."""

    @property
    def title(self) -> str:
        """As messages name it.

        >>> Baseline("git:origin/main", "4c0cda8f0b8e", Config(Path(), "p", "p")).title
        'git:origin/main (4c0cda8f0b8e)'
        """
        is_told = self.name in (self.version, f"{TAG}{self.version}")
        return self.name if is_told else f"{self.name} ({self.version})"


def is_as_it_was(source: Source, was: Baseline, now: Config) -> bool:
    """Whether a file of a contract says the same as at the baseline."""
    there = _then(source.path, was, now)
    return there.is_file() and there.read_bytes().removeprefix(_MARK) == source.text.encode()


def unchanged(was: Baseline, now: Config) -> frozenset[str]:
    """The ids of contracts that are as they were, told by their bytes alone: none is read as a contract.

    A contract is what its document says, and every file that is named in it, and so on.
    """
    before, alike = documents(was.config), _Alike(was, now)
    return frozenset(
        name
        for name, found in documents(now).items()
        if len(found) == len(before.get(name, ())) and all(map(alike.with_all_that_it_names, found))
    )


@dataclass(slots=True)
class _Alike:
    """Which files are as they were; each is read once."""

    was: Baseline
    now: Config
    _named: dict[str, frozenset[str] | None] = field(default_factory=dict)
    """Path → the files that it names; None where it is not as it was."""

    def with_all_that_it_names(self, document: Path) -> bool:
        """Whether a file is as it was, and so is everything that can be reached from it."""
        waiting = [document.relative_to(self.now.root).as_posix()]
        seen = set(waiting)
        while waiting:
            named = self._names(waiting.pop())
            if named is None:
                return False
            waiting += named - seen
            seen |= named
        return True

    def _names(self, path: str) -> frozenset[str] | None:
        if path not in self._named:
            self._named[path] = self._look(path)
        return self._named[path]

    def _look(self, path: str) -> frozenset[str] | None:
        here, there = self.now.root / path, _then(path, self.was, self.now)
        if not here.is_file() or not there.is_file():
            # What is named and is in neither is an example, or is missing as it was before.
            return None if here.is_file() or there.is_file() else frozenset()
        content = here.read_bytes()
        # The name of a file may hide behind an escape; it is rare enough to read such a contract.
        if content != there.read_bytes() or ESCAPES.search(content):
            return None
        return frozenset(named_in(path, content))


def _then(path: str, was: Baseline, now: Config) -> Path:
    """Where a file of the monorepo is at the baseline, if it is there."""
    found = PurePosixPath(path)
    if found.is_relative_to(now.contracts):
        found = PurePosixPath(was.config.contracts) / found.relative_to(now.contracts)
    return was.config.root / found


@contextmanager
def baseline(name: str, config: Config) -> Iterator[Baseline]:
    """The contracts that a name stands for; of several released versions, the newest.

    Raises CannotRun, with the command that helps, where they cannot be had.
    """
    with ExitStack() as opened:
        if name.startswith(GIT):
            repository = Repository.around(config.root)
            commit = _fork(name, repository)
            yield opened.enter_context(_standing(name, shown(commit), repository, commit, config))
        elif name.startswith(TAG):
            repository = Repository.around(config.root)
            tag = _tags(name, repository)[0]
            commit = repository.commit(f"refs/tags/{tag}")
            yield opened.enter_context(_standing(name, tag, repository, commit, config))
        else:
            yield _in_folders(name, config)[0]


@contextmanager
def released(name: str, config: Config) -> Iterator[tuple[Baseline, ...]]:
    """Every released version, the newest first: the tags that fit `tag:PATTERN`, or a folder's folders."""
    with ExitStack() as opened:
        if name.startswith(GIT):
            raise CannotRun(
                f"`{name}` is one commit, and no list of released versions",
                fix="name them as `tag:PATTERN`, such as `tag:v*`, or a folder with one folder for each",
            )
        if not name.startswith(TAG):
            yield _in_folders(name, config)
            return
        repository = Repository.around(config.root)
        yield tuple(
            opened.enter_context(
                _standing(
                    f"{TAG}{tag}", tag, repository, repository.commit(f"refs/tags/{tag}"), config
                )
            )
            for tag in _tags(name, repository)
        )


def _fork(name: str, repository: Repository) -> str:
    try:
        return repository.fork(_named(name, GIT))
    except CannotRun as problem:
        if name != STANDARD:
            raise
        # Nobody has named it, who could know where a name is to be corrected.
        other = "to compare with something else, set `baseline` in [tool.counterfoil.compat]"
        between = " " if problem.fix.endswith("?") else "; "
        raise CannotRun(problem.what, problem.why, f"{problem.fix}{between}{other}") from None


def _named(name: str, kind: str) -> str:
    rest = name.removeprefix(kind).strip()
    # No name holds a zero byte, and none can be handed to git.
    if not rest or "\0" in rest:
        raise CannotRun(f"`{name}` names nothing", fix=f"write `{kind}` and what it is called")
    return rest


def _tags(name: str, repository: Repository) -> tuple[str, ...]:
    found = repository.tags(_named(name, TAG))
    if found:
        return found
    raise CannotRun(
        f"no tag fits `{name}`",
        f"{plural(len(repository.tags('*')), 'tag')} in this repository",
        "`git fetch --tags` gets those of the remote; `git tag` lists them",
    )


def _in_folders(name: str, config: Config) -> tuple[Baseline, ...]:
    """The folder itself, or each of its released versions, the newest first."""
    folder = Path(os.path.normpath(config.root / name))
    if not folder.is_dir():
        raise CannotRun(
            f"there is no folder {name} to compare with",
            "it is seen from the folder of pyproject.toml",
            f"name a folder that exists, a tag as `{TAG}NAME`, or a branch as `{GIT}{name}`",
        )
    versions = [each for each in folder.iterdir() if each.is_dir() and each.name[0] != "."]
    if not versions or not all(_RELEASE.fullmatch(each.name) for each in versions):
        return _with_contracts(name, [Baseline(name, name, _read_from(folder, config))])
    newest_first = sorted(versions, key=_by_version, reverse=True)
    found = [Baseline(name, each.name, _read_from(each, config)) for each in newest_first]
    return _with_contracts(name, found)


def _with_contracts(name: str, found: Sequence[Baseline]) -> tuple[Baseline, ...]:
    """Those with contracts in them. A commit may be older than any; a folder was named for having some."""
    kept = tuple(each for each in found if ids_in(each.config))
    if kept:
        return kept
    raise CannotRun(
        f"no contracts found in {name} to compare with",
        "a contract is `<name>/<vN>/openapi.yaml` (or .json), or `<name>/<vN>/schema.json`",
        "name the folder that holds them, or a branch or a tag",
    )


def _by_version(folder: Path) -> tuple[tuple[int, ...], bool, str]:
    """By its numbers; `1.0.0` stands above `1.0.0-rc.1`."""
    core, dash, rest = folder.name.lower().removeprefix("v").partition("-")
    return tuple(map(int, re.findall(r"[0-9]+", core))), not dash, rest


def _read_from(folder: Path, config: Config) -> Config:
    """Contracts stand in a folder as they do in the monorepo, or are all that there is in it.

    Inside the monorepo they may refer to its other files, and are named by their path in it.
    """
    if (folder / config.contracts).is_dir():
        folder = folder / config.contracts
    root = config.root.resolve()
    if folder.resolve().is_relative_to(root) and folder.resolve() != root:
        return replace(config, contracts=folder.resolve().relative_to(root).as_posix())
    return replace(config, root=folder.parent, contracts=folder.name)


@contextmanager
def _standing(
    name: str, version: str, repository: Repository, commit: str, config: Config
) -> Iterator[Baseline]:
    """The contracts of a commit, written into a folder."""
    entries = repository.entries(commit)
    with TemporaryDirectory(prefix="counterfoil-", ignore_cleanup_errors=True) as made:
        root = Path(made).resolve()
        _write_files(root, repository, [e for n, e in entries.items() if n == SETTINGS_FILE])
        contracts = contracts_of(root / SETTINGS_FILE, config.contracts)
        wanted = [entries[each] for each in within(entries, contracts)]
        _check_no_module(name, contracts, [*wanted, *_around(entries, contracts)])
        _write_with_all_that_they_name(root, repository, wanted, entries)
        (root / contracts).mkdir(parents=True, exist_ok=True)
        yield Baseline(name, version, replace(config, root=root, contracts=contracts))


def _check_no_module(name: str, contracts: str, wanted: Sequence[Entry]) -> None:
    if any(each.is_module for each in wanted):
        raise CannotRun(
            f"{contracts}/ is another repository at `{name}`: a submodule",
            "git keeps of it no more than which commit it was at",
            "check that commit out somewhere, and name the folder to compare with",
        )


def _around(entries: Mapping[str, Entry], folder: str) -> Iterator[Entry]:
    """What git keeps in place of a folder above this one: a submodule, or a link."""
    above = (each.as_posix() for each in PurePosixPath(folder).parents)
    return (entries[each] for each in above if each in entries)


def _write_with_all_that_they_name(
    root: Path, repository: Repository, first: Sequence[Entry], known: Mapping[str, Entry]
) -> None:
    """Writes these, and all other files of the commit that any of them names, and so on."""
    waiting = {each.path: each for each in first if _is_inside(root, each.path)}
    written: dict[str, Entry] = {}
    while waiting:
        files = _write_files(root, repository, waiting.values())
        places = _write_links(root, repository, waiting.values())
        named = {*(each for each in files if each in known), *_all_in(places, known)}
        written |= waiting
        waiting = {
            each: known[each] for each in sorted(named - set(written)) if _is_inside(root, each)
        }
    for each in written:
        # Through other links a link may lead elsewhere than its own text says.
        if (root / each).is_symlink() and not _leads_inside(root, root / each):
            (root / each).unlink()


def _leads_inside(root: Path, link: Path) -> bool:
    return Path(os.path.realpath(link)).is_relative_to(root)


def _all_in(places: Iterable[str], known: Mapping[str, Entry]) -> Iterator[str]:
    for each in places:
        yield from within(known, each)


def _write_files(root: Path, repository: Repository, entries: Iterable[Entry]) -> set[str]:
    """Returns the paths that the files name, which may or may not exist."""
    named: set[str] = set()
    for entry, content in repository.contents([each for each in entries if each.is_file]):
        path = root / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if entry.path.endswith(_DOCUMENT):
            named |= set(named_in(entry.path, content))
    return named


def _write_links(root: Path, repository: Repository, entries: Iterable[Entry]) -> set[str]:
    """Returns where they lead to; a link that leads out of the monorepo is left out."""
    led: set[str] = set()
    for entry, content in repository.contents([each for each in entries if each.is_link]):
        target = seen_from(entry.path, os.fsdecode(content))
        if target is None:
            continue
        path = root / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.name == "nt":
            path.write_bytes(content)  # as git does there, where not everybody may make a link
        else:
            path.symlink_to(os.fsdecode(content))
        led.add(target)
    return led


def _is_inside(root: Path, path: str) -> bool:
    """Whether a path of git's stays below a folder, whatever a crafted commit calls its files."""
    return (root / path).parent.resolve().is_relative_to(root) and ".." not in Path(path).parts
