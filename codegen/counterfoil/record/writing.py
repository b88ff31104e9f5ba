"""Puts files of expectations where they belong, each wholly or not at all."""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from counterfoil.model import CannotRun
from counterfoil.record.recording import Recorded


def write(recordings: Sequence[Recorded], root: Path) -> None:
    """Writes what has changed. Raises CannotRun, and then has written nothing.

    A file that somebody has changed while the tests ran is not overwritten.
    """
    changed = [each for each in recordings if each.changed]
    for each in changed:
        _check_untouched(each, root)
    with ExitStack() as stack:
        try:
            parts = [(_part(each, root, stack), root / each.path) for each in changed]
            for part, path in parts:
                part.replace(path)
        except OSError as problem:
            raise CannotRun(
                f"cannot write {problem.filename or 'expectations'}",
                problem.strerror or str(problem),
                "Make room, or make the folder writable, and record again.",
            ) from None


def _part(recorded: Recorded, root: Path, stack: ExitStack) -> Path:
    """The text, complete on disk beside its place; it goes when the block ends."""
    path = root / recorded.path
    path.parent.mkdir(exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    stack.callback(part.unlink, missing_ok=True)
    part.write_text(recorded.text, "utf-8", newline="")
    return part


def _check_untouched(recorded: Recorded, root: Path) -> None:
    path = root / recorded.path
    present = path.read_bytes().decode("utf-8", "replace") if path.exists() else ""
    if present.removeprefix("\ufeff") != recorded.before.removeprefix("\ufeff"):
        raise CannotRun(
            f"{recorded.path} was changed while the tests ran",
            "A recording overwrites nothing that it has not read.",
            "Record again.",
        )
