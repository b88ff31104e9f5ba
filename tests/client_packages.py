"""Clients compiled from the contract in `cases/client`, as packages that tests import."""

import importlib
import itertools
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from counterfoil import runtime
from counterfoil.compile.client import emit_client
from counterfoil.compile.emitted import Emitted
from counterfoil.compile.types import TypeExpr
from counterfoil.engine.contracts import load_file
from counterfoil.model import Api, Direction, Schema

CASE = Path(__file__).parent / "cases" / "client"
_SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
_numbers = itertools.count()


@dataclass(frozen=True)
class PlainTypes:
    """Types of schemas by reference, scalars, arrays and maps."""

    def of(self, schema: Schema | None, direction: Direction) -> TypeExpr:
        if not schema:
            return TypeExpr("Any", frozenset({"from typing import Any"}))
        if "$ref" in schema:
            return TypeExpr(f"models.{schema['$ref'].rpartition('/')[2]}")
        if schema.get("format") == "binary":
            return TypeExpr("bytes")
        match schema.get("type"):
            case "array":
                inner = self.of(schema.get("items"), direction)
                return TypeExpr(f"list[{inner.text}]", inner.imports)
            case str(scalar) if scalar in _SCALARS:
                return TypeExpr(_SCALARS[scalar])
            case _:
                imports = frozenset({"from typing import Any"})
                return TypeExpr("dict[str, Any]", imports)


def load_case(path: Path = CASE / "openapi.yaml") -> Api:
    """The contract of a file in normal form."""
    (bundle,) = load_file(path, path.parent).bundles
    return bundle.api


def compile_case(api: Api | None = None, package: str = "generated") -> Emitted:
    """What the client emitter makes of a contract."""
    return emit_client(api or load_case(), PlainTypes(), package)


def write_package(folder: Path, emitted: Emitted, package: str) -> str:
    """The emitted client with its runtime and models, on disk; the client's import name."""
    for artifact in emitted.artifacts:
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(artifact.content)
    client = (folder / emitted.artifacts[0].path).parent
    for parent in client.relative_to(folder).parents:
        (folder / parent / "__init__.py").touch()
    shutil.copy(CASE / "models.py", client / "models.py")
    shutil.copytree(Path(runtime.__file__).parent, folder / package / "_runtime")
    return ".".join(client.relative_to(folder).parts)


def import_client(folder: Path, api: Api | None = None) -> ModuleType:
    """A client of the contract, compiled, written and imported under a name of its own."""
    package = f"generated_{next(_numbers)}"
    name = write_package(folder, compile_case(api, package), package)
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(folder))
