"""What decides generated text beside the contracts."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from counterfoil.engine.manifest import digest
from counterfoil.model import Bundle, Config

_WRITERS = ("black", "datamodel-code-generator", "jinja2", "pydantic")


def key(config: Config) -> str:
    """A digest of the toolkit's own code, of the libraries that write text, and of the names asked for.

    While it and the sources stay the same, so does every artifact.
    """
    names = f"{config.package};{config.distribution};"
    return hashlib.sha256(names.encode() + _written_by()).hexdigest()


def sources(bundles: Iterable[Bundle]) -> dict[str, str]:
    """SHA-256 of the text of every file that contracts and expectations are made of, by its path."""
    found = {
        each.path: digest(each.text)
        for bundle in bundles
        for each in (*bundle.sources, *(said.source for said in bundle.expectations))
    }
    return dict(sorted(found.items()))


@cache
def _written_by() -> bytes:
    """A digest of all that writes text; it stays the same while this process runs."""
    hashed = hashlib.sha256()
    for name in _WRITERS:
        hashed.update(f"{name}=={version(name)};".encode())
    for path in _own_files():
        hashed.update(path.read_bytes())
    return hashed.digest()


def _own_files() -> list[Path]:
    package = Path(__file__).parent.parent
    folders = [package / name for name in ("compile", "engine", "model", "runtime")]
    written = (".py", ".jinja", ".json")
    found = [path for folder in folders for path in folder.rglob("*") if path.suffix in written]
    return sorted(found, key=lambda path: path.relative_to(package).as_posix())
