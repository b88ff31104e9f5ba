"""Edits of a synthetic monorepo, each in one place, after which every document is still valid."""

import shutil
from pathlib import Path
from random import Random
from typing import Any

from .documents import draw_api
from .monorepo import TINY
from .text import read, write

_TEXT = {"type": "string", "maxLength": 40}


def document_of(root: Path, contract: str) -> Path:
    """The document of a contract, given by its id."""
    folder = root / "contracts" / contract
    found = (each for stem in ("openapi", "schema") for each in sorted(folder.glob(f"{stem}.*")))
    return next(found)


def schemas_of(root: Path, contract: str) -> tuple[str, ...]:
    """The schemas of a contract that hold properties, the one that most begins with first."""
    return tuple(
        n for n, each in _schemas(read(document_of(root, contract))).items() if _is_object(each)
    )


def add_property(
    root: Path, contract: str, schema: str | None = None, name: str = "discount"
) -> str:
    """Adds an optional property to a schema, by default the first; the name of the schema."""
    path, document = _opened(root, contract)
    schema = schema or _first(document)
    _schemas(document)[schema]["properties"][name] = _TEXT
    write(path, document)
    return schema


def remove_property(
    root: Path, contract: str, schema: str | None = None, name: str = "discount"
) -> str:
    """Takes a property from a schema."""
    path, document = _opened(root, contract)
    schema = schema or _first(document)
    held = _schemas(document)[schema]
    del held["properties"][name]
    if name in held.get("required", ()):
        held["required"].remove(name)
    write(path, document)
    return schema


def require_property(
    root: Path, contract: str, schema: str | None = None, name: str = "discount"
) -> str:
    """Makes a schema require a property that it has."""
    path, document = _opened(root, contract)
    schema = schema or _first(document)
    _schemas(document)[schema].setdefault("required", []).append(name)
    write(path, document)
    return schema


def add_operation(root: Path, contract: str, name: str = "probe") -> None:
    """Adds an operation of its own path to an HTTP contract."""
    path, document = _opened(root, contract)
    refused = {"$ref": "#/components/responses/BadRequest"}
    responses = {"204": {"description": "It is well."}, "400": refused}
    document["paths"][f"/{name}"] = {"get": {"operationId": name, "responses": responses}}
    write(path, document)


def remove_operation(root: Path, contract: str, name: str = "probe") -> None:
    """Takes such an operation away."""
    path, document = _opened(root, contract)
    del document["paths"][f"/{name}"]
    write(path, document)


def add_shared_property(root: Path, file: str, name: str = "discount") -> None:
    """Adds an optional property to a file that contracts refer to, given by its path from the root."""
    document = read(root / file)
    document["properties"][name] = _TEXT
    write(root / file, document)


def add_contract(root: Path, contract: str, *, seed: int = 0) -> None:
    """Adds a small HTTP contract with an id such as `orders/probes/v1`."""
    name = contract.rpartition("/")[0]
    title = name.replace("/", " ").replace("-", " ").title()
    document = draw_api(Random(f"{seed}/{contract}"), title, TINY, {})
    write(root / "contracts" / contract / "openapi.yaml", document)


def remove_contract(root: Path, contract: str) -> None:
    """Takes a contract away, and what its consumers expected."""
    shutil.rmtree(root / "contracts" / contract)


def break_contract(root: Path, contract: str) -> str:
    """Leaves a document as an editor that was interrupted would; what it held, to be written back."""
    path = document_of(root, contract)
    text = path.read_text("utf-8")
    path.write_text(text[: len(text) // 2] + '\n  "half: [', "utf-8")
    return text


def _opened(root: Path, contract: str) -> tuple[Path, dict[str, Any]]:
    path = document_of(root, contract)
    return path, read(path)


def _schemas(document: dict[str, Any]) -> dict[str, Any]:
    """The schemas by name; that of a message itself goes by its title."""
    if "components" in document:
        found: dict[str, Any] = document["components"]["schemas"]
        return found
    return {document["title"]: document, **document["$defs"]}


def _first(document: dict[str, Any]) -> str:
    return next(name for name, each in _schemas(document).items() if _is_object(each))


def _is_object(schema: dict[str, Any]) -> bool:
    return "properties" in schema
