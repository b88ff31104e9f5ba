"""What decides generated text beside the contracts."""

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from counterfoil.engine.manifest import digest
from counterfoil.model import Bundle, Config

_WRITERS = ("black", "datamodel-code-generator", "jinja2", "pydantic")


def key(config: Config) -> str:
    """A digest of the toolkit's own code, of the libraries that write text, and of the names asked for.

    While it and the sources stay the same, so does every artifact.
    """
    hashed = hashlib.sha256()
    for name in _WRITERS:
        hashed.update(f"{name}=={version(name)};".encode())
    hashed.update(f"{config.package};{config.distribution};".encode())
    for path in _own_files():
        hashed.update(path.read_bytes())
    return hashed.hexdigest()


def sources(bundles: Iterable[Bundle]) -> dict[str, str]:
    """SHA-256 of the text of every file that contracts and expectations are made of, by its path."""
    found = {
        each.path: digest(each.text)
        for bundle in bundles
        for each in (*bundle.sources, *(said.source for said in bundle.expectations))
    }
    return dict(sorted(found.items()))


def _own_files() -> list[Path]:
    package = Path(__file__).parent.parent
    folders = [package / name for name in ("compile", "engine", "model", "runtime")]
    written = (".py", ".jinja", ".json")
    found = [path for folder in folders for path in folder.rglob("*") if path.suffix in written]
    return sorted(found, key=lambda path: path.relative_to(package).as_posix())
