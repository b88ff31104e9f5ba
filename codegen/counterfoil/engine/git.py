"""What git knows of the repository around a folder, asked by its own command and never changed."""

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import relpath

from counterfoil.engine.words import nearest
from counterfoil.model import CannotRun

_FETCHES_ALL = (
    "in CI check out the whole history (`fetch-depth: 0`); by hand, `git fetch --unshallow`"
)
OR_A_FOLDER = ", or name a folder to compare with"
"""How fixes end where a baseline need not be git's."""
_OF_HOOKS = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})
# Messages are read here, and nobody is there to type a password.
_QUIET = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
_WATCHED = (b"H", b"M", b"C", b"R", b"K")
"""How `git ls-files -v` marks what is tracked; small letters are what is taken for unchanged, and `S`
what is skipped."""
_SHOWN = 12
"""Digits of a commit in messages."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or a link in a commit, and its path from the folder."""

    mode: str
    object: str
    path: str

    @property
    def is_file(self) -> bool:
        """Whether it is a regular file."""
        return self.mode.startswith("100")

    @property
    def is_link(self) -> bool:
        """Whether its content is where it leads."""
        return self.mode == "120000"

    @property
    def is_module(self) -> bool:
        """Whether it is a submodule, whose files are in another repository."""
        return self.mode == "160000"


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that a folder is in."""

    folder: Path
    prefix: str
    """Of the folder in the repository, with a slash at its end; empty where it is its root."""

    @classmethod
    def around(cls, folder: Path) -> "Repository":
        """Raises CannotRun where there is none, or where git will not look at it."""
        asked = _git(folder, "rev-parse", "--show-prefix")
        if asked.returncode:
            raise _no_repository(folder, _said(asked))
        return cls(folder, _text(asked.stdout).removesuffix("\n"))

    def commit(self, ref: str) -> str:
        """What a branch, a tag or an abbreviated id stands for. Raises CannotRun."""
        asked = self._ask(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"
        )
        # `^main` is everything but what main has; git verifies that, too.
        if asked.returncode or asked.stdout.startswith(b"^"):
            raise self._unknown(ref)
        return _text(asked.stdout).strip()

    def fork(self, ref: str) -> str:
        """The last commit that HEAD and a ref have in common. Raises CannotRun where there is none."""
        other, here = self.commit(ref), self._head()
        asked = self._ask("merge-base", here, other)
        if asked.returncode == 0:
            return _text(asked.stdout).strip()
        if self.is_shallow:
            raise CannotRun(
                f"the history here is too short to tell where HEAD left `{ref}`",
                "this is a shallow clone, and no commit that both have in common is in it",
                _FETCHES_ALL,
            )
        raise CannotRun(
            f"HEAD and `{ref}` have no commit in common",
            f"{here[:_SHOWN]} and {other[:_SHOWN]} have grown from different beginnings",
            f"name a version to compare with itself: `tag:NAME`{OR_A_FOLDER}",
        )

    @property
    def is_shallow(self) -> bool:
        """Whether commits are missing that the repository once had."""
        return _text(self._ask("rev-parse", "--is-shallow-repository").stdout).strip() == "true"

    def tags(self, pattern: str) -> tuple[str, ...]:
        """The tags that a pattern such as `v*` fits, by version, the newest first."""
        # Without the suffix, git takes v2.0.0-rc.1 for newer than v2.0.0.
        by_version = ("-c", "versionsort.suffix=-", "tag", "--sort=-version:refname")
        asked = self._told(*by_version, "--list", "--", pattern)
        return tuple(_text(asked).splitlines())

    def entries(self, commit: str) -> dict[str, Entry]:
        """Everything below the folder in a commit, by its path from the folder."""
        told = self._told("ls-tree", "-r", "-z", "--full-tree", commit, "--", *self._own)
        entries = (_entry(each, self.prefix) for each in told.split(b"\0") if each)
        return {each.path: each for each in entries}

    def contents(self, entries: Sequence[Entry]) -> Iterator[tuple[Entry, bytes]]:
        """The bytes of files, in the order in which they are asked for."""
        if not entries:
            return
        asked = "".join(f"{each.object}\n" for each in entries).encode()
        told, at = self._told("cat-file", "--batch", given=asked), 0
        for entry in entries:
            end = told.index(b"\n", at)
            _, kind, *size = told[at:end].split(b" ")
            if not size:
                raise CannotRun(
                    f"git has no content of {entry.path}",
                    f"{entry.object[:_SHOWN]} is {_text(kind)}",
                    "`git fsck` says what is missing; `git fetch` gets it",
                )
            start, at = end + 1, end + 2 + int(size[0])
            yield entry, told[start : at - 1]

    def changed_since(self, commit: str) -> frozenset[str]:
        """Paths from the folder of all that the working tree has otherwise than a commit: edited, staged,
        added, gone, or never added; `../` begins those that are beside the folder.

        A submodule, and a link, is its own path alone.
        """
        listed = ("ls-files", "-z", "--others", "--exclude-standard", "--full-name", ":/")
        added = self._told(*listed).split(b"\0")
        return self.edited_since(commit) | {self._from_folder(each) for each in added if each}

    def edited_since(self, commit: str) -> frozenset[str]:
        """The same of what git tracks, or did."""
        compared = (
            "--name-only",
            "-z",
            "--no-renames",
            "--no-ext-diff",
            "--ignore-submodules=none",
        )
        edited = self._told("diff", *compared, commit, "--").split(b"\0")
        return frozenset(self._from_folder(each) for each in edited if each)

    def watched(self) -> frozenset[str]:
        """Paths from the folder of all whose changes git tells of: what it tracks, and what it would.

        What is ignored is not among them, nor what it was told to take for unchanged.
        """
        listed = self._told("ls-files", "-z", "-v", "--cached", "--full-name").split(b"\0")
        tracked = (tag_path[2:] for tag_path in listed if tag_path[:1] in _WATCHED)
        others = ("ls-files", "-z", "--others", "--exclude-standard", "--full-name")
        added = self._told(*others).split(b"\0")
        return frozenset(self._from_folder(each) for each in (*tracked, *added) if each)

    def text(self, commit: str, path: str) -> str | None:
        """What a file in the folder was like at a commit; None where there was none."""
        asked = self._ask("cat-file", "blob", f"{commit}:{self.prefix}{path}")
        return None if asked.returncode else _text(asked.stdout)

    def head(self) -> str:
        """The commit that is checked out. Raises CannotRun where there is none yet."""
        return self._head()

    def _from_folder(self, path: bytes) -> str:
        name = os.fsdecode(path).rstrip("/")
        if not self.prefix or name.startswith(self.prefix):
            return name.removeprefix(self.prefix)
        return relpath(name, self.prefix)

    @property
    def _own(self) -> tuple[str, ...]:
        return (f":(top,literal){self.prefix}",) if self.prefix else ()

    def _head(self) -> str:
        asked = self._ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        if asked.returncode:
            raise CannotRun(
                "there is no commit here yet",
                "without one there is nothing that the contracts could have been before",
                "commit the contracts first",
            )
        return _text(asked.stdout).strip()

    def _unknown(self, ref: str) -> CannotRun:
        self._head()
        known = _text(self._told("for-each-ref", "--format=%(refname:short)")).split()
        near = nearest(ref, known, 0.7)
        remote, slash, branch = ref.partition("/")
        if slash and remote in _text(self._told("remote")).split():
            fetch = f"git fetch {remote} {branch}:refs/remotes/{ref}"
            fix = f"{fetch} --unshallow" if self.is_shallow else fetch
            fix += f"; or did you mean `{near}`?" if near.startswith(f"{remote}/") else ""
        elif near or branch in known:
            fix = f"did you mean `{near or branch}`?"
        else:
            fix = f"name a branch, a tag or a commit that `git rev-parse` knows{OR_A_FOLDER}"
        return CannotRun(
            f"there is no commit `{ref}` in this repository",
            "this is a shallow clone, which has part of the history" if self.is_shallow else "",
            fix,
        )

    def _told(self, *arguments: str, given: bytes = b"") -> bytes:
        asked = self._ask(*arguments, given=given)
        if asked.returncode:
            told = f"`git {' '.join(arguments)}` failed"
            raise CannotRun(told, _said(asked), "correct what git says")
        return asked.stdout

    def _ask(self, *arguments: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        return _git(self.folder, *arguments, given=given)


def _git(folder: Path, *arguments: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    # What a hook of git's is told of its own repository would be taken for the one around the folder.
    rest = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    try:
        return subprocess.run(
            ["git", "-C", os.fspath(folder), *arguments],
            input=given,
            capture_output=True,
            check=False,
            env=rest | _QUIET,
        )
    except FileNotFoundError:
        raise CannotRun(
            "git is not installed",
            "and what the contracts were before is asked of it",
            f"install it{OR_A_FOLDER}",
        ) from None


def _no_repository(folder: Path, said: str) -> CannotRun:
    if "dubious ownership" in said:
        return CannotRun(
            f"git does not look into {folder}, which belongs to somebody else",
            fix=f"git config --global --add safe.directory {folder}",
        )
    return CannotRun(
        f"{folder} is in no git repository",
        said,
        f"run `git init`{OR_A_FOLDER}",
    )


def _entry(line: bytes, prefix: str) -> Entry:
    what, _, path = line.partition(b"\t")
    mode, _, name = what.split(b" ")
    return Entry(_text(mode), _text(name), os.fsdecode(path).removeprefix(prefix))


def _said(asked: "subprocess.CompletedProcess[bytes]") -> str:
    return _text(asked.stderr).strip()


def _text(told: bytes) -> str:
    return told.decode("utf-8", "replace")


def shown(commit: str) -> str:
    """A commit as messages name it.

    >>> shown("4c0cda8f0b8e4f6d1f4f5b6f3f3c1c2b9d8e7f6a")
    '4c0cda8f0b8e'
    """
    return commit[:_SHOWN]


def within(entries: Iterable[str], folder: str) -> Iterator[str]:
    """The paths that are a folder's, or that file.

    >>> list(within(["a/b.json", "ab.json"], "a"))
    ['a/b.json']
    """
    return (each for each in entries if each == folder or each.startswith(f"{folder}/"))
