"""The only writer: makes the generated folder equal a plan, or says where it differs."""

import contextlib
import hashlib
import json
import os
import shutil
import signal
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from counterfoil.engine import manifest as manifests
from counterfoil.model import Artifact, At, CannotRun, Finding, Plan

STAGE = ".staged"
_READY = "ready.json"
_REGENERATE = "Run `counterfoil generate` (or `nox -s generate`), and commit the result."
_NOT_OURS = (
    "__pycache__",
    ".pyc",
    ".egg-info",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    STAGE,
)


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did. `replaced` are files that somebody had edited by hand."""

    written: int
    unchanged: int
    removed: int
    replaced: tuple[str, ...] = ()


def drift(plan: Plan, root: Path) -> tuple[Finding, ...]:
    """Where the generated folder differs from the plan. Reads only.

    Raises CannotRun where the manifest cannot be understood.
    """
    known = manifests.load(root)
    recorded = {} if known is None else known.entries
    wanted = manifests.manifest_of(plan).entries
    findings = list(_manifest_drift(plan, known, root))
    for path, entry in sorted(wanted.items()):
        content = digest_at(root / path)
        if content is None:
            findings.append(missing(root, path))
        elif content != entry.digest:
            edited = path in recorded and content != recorded[path].digest
            findings.append(_edited(root, path) if edited else _stale(root, path))
    ours = {path for path in recorded if digest_at(root / path) is not None}
    ours.discard(manifests.NAME)
    packages = {PurePosixPath(path).parts[0] for path in wanted if "/" in path}
    strays = {path for package in packages for path in _files(root, package)}
    findings += [_orphaned(root, path) for path in sorted((ours | strays) - wanted.keys())]
    return tuple(findings)


def _manifest_drift(plan: Plan, known: manifests.Manifest | None, root: Path) -> Iterator[Finding]:
    """The manifest says what the plan says. Its key may differ: that is a matter of the machine."""
    if known is None:
        yield missing(root, manifests.NAME)
    elif _without_key(known) != _without_key(manifests.manifest_of(plan)):
        yield _stale(root, manifests.NAME)


def complete(root: Path) -> None:
    """Does what is left of a run that was killed while it moved files. Raises CannotRun where it cannot."""
    try:
        _complete(root)
    except OSError as error:
        raise _cannot_write(root, error) from None


def write(plan: Plan, root: Path) -> Written:
    """Makes the folder equal the plan, wholly or not at all. What the plan keeps is not looked at again.

    Files are staged beside their places, then moved in one go; a run that was killed in between is
    completed by the next. Files that are not in the manifest are never removed. Raises CannotRun
    where the folder cannot be written, or the manifest not be understood; then nothing has changed.
    """
    try:
        _complete(root)
        known = manifests.load(root)
        recorded = {} if known is None else known.entries
        artifacts = (*plan.artifacts, _manifest_artifact(plan))
        wanted = {_checked(each.path): each for each in artifacts}
        looked_at = (path for path in (*wanted, *recorded) if path not in plan.kept)
        present = {path: digest_at(f"{root}/{path}") for path in looked_at}
        changed = [
            each for path, each in wanted.items() if present[path] != manifests.digest(each.content)
        ]
        orphans = [path for path in present if path not in wanted and present[path] is not None]
        replaced = tuple(
            path
            for path in sorted(recorded.keys() & present.keys())
            if present[path] not in (None, recorded[path].digest, _digest_of(wanted.get(path)))
        )
        if changed or orphans:
            _stage(root, changed, orphans)
            _complete(root)
        same = len(wanted) + len(plan.kept) - len(changed)
        return Written(len(changed), same, len(orphans), replaced)
    except OSError as error:
        _discard(root)
        raise _cannot_write(root, error) from None
    except BaseException:
        _discard(root)
        raise


def _cannot_write(root: Path, error: OSError) -> CannotRun:
    if (root / STAGE / _READY).exists():
        became = "the next run moves what is left of the files that are ready"
    else:
        became = "nothing was changed"
    named = f" ({error.filename})" if error.filename else ""
    return CannotRun(
        f"cannot write {root.name}/",
        f"{error.strerror or error}{named}; {became}.",
        "Make room, or make the folder writable, and run again.",
    )


def _without_key(manifest: manifests.Manifest) -> str:
    return manifests.dump(replace(manifest, key=""))


def _manifest_artifact(plan: Plan) -> Artifact:
    return Artifact(manifests.NAME, manifests.dump(manifests.manifest_of(plan)), "manifest")


def _digest_of(artifact: Artifact | None) -> str | None:
    return None if artifact is None else manifests.digest(artifact.content)


def digest_at(path: Path | str) -> str | None:
    """SHA-256 of a file's bytes; None where there is no such file."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 — thousands of them
            return hashlib.sha256(file.read()).hexdigest()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _checked(path: str) -> str:
    """The path, which names a file inside the folder. Anything else is our own bug."""
    if not path or path[0] == "/" or path == "." or ".." in path.split("/"):
        raise ValueError(f"an artifact may not be written to {path}")
    return path


def _files(root: Path, package: str) -> Iterator[str]:
    for folder, names, files in os.walk(root / package):
        names[:] = [name for name in names if not name.endswith(_NOT_OURS)]
        for name in files:
            if not name.endswith(_NOT_OURS):
                yield (Path(folder) / name).relative_to(root).as_posix()


def _stage(root: Path, changed: Sequence[Artifact], orphans: Sequence[str]) -> None:
    """Everything that is to be moved, complete on disk before the first move."""
    stage = root / STAGE
    stage.mkdir(parents=True)
    for number, artifact in enumerate(changed):
        with open(f"{stage}/{number}", "wb") as file:  # noqa: PTH123 — thousands of them
            file.write(artifact.content.encode())
    moves = {str(number): artifact.path for number, artifact in enumerate(changed)}
    ready = stage / f"{_READY}.part"
    ready.write_text(json.dumps({"move": moves, "remove": list(orphans)}), "utf-8")
    ready.replace(stage / _READY)


def _complete(root: Path) -> None:
    """Moves what is staged, if all of it is; otherwise forgets it."""
    stage = root / STAGE
    if not (stage / _READY).exists():
        _discard(root)
        return
    try:
        todo = json.loads((stage / _READY).read_text("utf-8"))
    except ValueError:
        # The machine went down before its disk had all of it. What is half moved is made again.
        shutil.rmtree(stage)
        return
    with _undisturbed():
        targets = {number: f"{root}/{_checked(path)}" for number, path in todo["move"].items()}
        for folder in {os.path.dirname(each) for each in targets.values()}:  # noqa: PTH120
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        for number, target in targets.items():
            try:
                os.replace(f"{stage}/{number}", target)  # noqa: PTH105
            except FileNotFoundError:
                # A run that was killed may have moved it.
                if (stage / number).exists():
                    raise
        for path in todo["remove"]:
            (root / _checked(path)).unlink(missing_ok=True)
            _prune((root / path).parent, root)
        shutil.rmtree(stage)


def _discard(root: Path) -> None:
    """Removes what was staged but never made complete."""
    if not (root / STAGE / _READY).exists():
        shutil.rmtree(root / STAGE, ignore_errors=True)


def _prune(folder: Path, root: Path) -> None:
    """Removes folders that are left empty, caches aside."""
    while folder != root and folder.is_dir():
        left = [each for each in folder.iterdir() if each.name != "__pycache__"]
        if left:
            return
        shutil.rmtree(folder)
        folder = folder.parent


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Holds Ctrl-C back while files are moved, and lets it through afterwards."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


def _at(root: Path, path: str) -> At:
    return At(f"{root.name}/{path}")


def missing(root: Path, path: str) -> Finding:
    """That a generated file is not there."""
    message = f"{root.name}/{path} is missing; the contracts compile to it"
    return Finding("artifact-missing", message, _at(root, path), fix=_REGENERATE)


def _stale(root: Path, path: str) -> Finding:
    message = f"{root.name}/{path} is not what the contracts compile to now"
    return Finding("artifact-stale", message, _at(root, path), fix=_REGENERATE)


def _edited(root: Path, path: str) -> Finding:
    message = (
        f"{root.name}/{path} was edited by hand; generated files are made from contracts alone"
    )
    fix = "Move the change into the contract or into your service, then generate again."
    return Finding("artifact-edited", message, _at(root, path), fix=fix)


def _orphaned(root: Path, path: str) -> Finding:
    message = f"{root.name}/{path} belongs to no contract any more"
    fix = f"{_REGENERATE} A file that was never generated must be moved elsewhere by hand."
    return Finding("artifact-orphaned", message, _at(root, path), fix=fix)
