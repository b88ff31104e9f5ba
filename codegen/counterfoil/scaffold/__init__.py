"""`counterfoil init`: the smallest set-up that works, written around whatever is there already."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from counterfoil.engine.config import load_config, sets_up
from counterfoil.engine.settings import (
    SETTINGS_FILE,
    default_package,
    package_after,
    read_settings,
    subtable,
)
from counterfoil.model import CannotRun

_FIRST_CONTRACT = "greetings/v1/openapi.yaml"
_SESSIONS = "counterfoil.sessions"


def init(folder: Path) -> Iterator[str]:
    """Writes what is missing in `folder`, and yields what it did, line by line."""
    if not folder.is_dir():
        raise CannotRun(f"there is no folder {folder}", fix="create it, or name another with -C")
    folder = folder.resolve()
    yield from _settings(folder / SETTINGS_FILE)
    yield from _noxfile(folder / "noxfile.py")
    yield from _contract(folder, load_config(folder).contracts)
    yield "next        nox -s generate verify_contracts"


def _settings(path: Path) -> Iterator[str]:
    if not path.exists():
        _create(path, _table(package_after(path.parent.name)))
        yield f"wrote       {path.name}"
    elif sets_up(path):
        yield f"left alone  {path.name}, which has [tool.counterfoil]"
    else:
        _append_table(path)
        yield f"added       [tool.counterfoil] to {path.name}"


def _noxfile(path: Path) -> Iterator[str]:
    if not path.exists():
        _create(path, _template("noxfile.txt"))
        yield f"wrote       {path.name}"
    elif _SESSIONS in path.read_text("utf-8", "replace"):
        yield f"left alone  {path.name}, which registers the sessions"
    else:
        yield f"left alone  {path.name}; add these two lines to it yourself:"
        yield f"                from {_SESSIONS} import register"
        yield "                register()"


def _contract(root: Path, contracts: str) -> Iterator[str]:
    folder = root / contracts
    if folder.is_dir() and any(folder.iterdir()):
        yield f"left alone  {contracts}/, which is not empty"
        return
    path = folder / _FIRST_CONTRACT
    path.parent.mkdir(parents=True, exist_ok=True)
    _create(path, _template("openapi.yaml"))
    yield f"wrote       {contracts}/{_FIRST_CONTRACT}"


def _append_table(path: Path) -> None:
    document = read_settings(path)
    if subtable(document, "tool", "counterfoil") is not None:
        raise CannotRun(
            f"{path} is that of a service: its [tool.counterfoil] has nothing but `service`",
            fix="run `counterfoil init` in the root of the monorepo",
        )
    table = _table(default_package(document, path.parent.name))
    present = path.read_bytes().decode("utf-8-sig")
    newline = "\r\n" if "\r\n" in present else "\n"
    gap = "\n" if present.endswith("\n") else "\n\n"
    addition = (gap + table if present else table).replace("\n", newline)
    _check_toml(path, present + addition, table)
    with path.open("ab") as file:
        file.write(addition.encode())


def _check_toml(path: Path, whole: str, table: str) -> None:
    try:
        tomllib.loads(whole.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as problem:
        # `tool = {…}` in one line is closed: no table can be added to it from below.
        raise CannotRun(
            f"[tool.counterfoil] cannot be appended to {path}",
            f"the file would not be TOML any more: {problem}",
            f"write `tool` as tables, or add this where it belongs:\n{table}",
        ) from problem


def _create(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _table(package: str) -> str:
    return f'[tool.counterfoil]\npackage = "{package}"\n'


def _template(name: str) -> str:
    return files(__name__).joinpath(name).read_text("utf-8")
