"""Servers compiled from a contract, as packages that tests import."""

import importlib
import itertools
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from counterfoil import runtime
from counterfoil.compile.client import emit_client
from counterfoil.compile.models import emit_client_models, emit_server_models, prepare
from counterfoil.compile.server import emit_server
from counterfoil.engine.contracts import load_file
from counterfoil.model import Api, Artifact, Finding

CASE = Path(__file__).parent / "cases" / "server" / "openapi.yaml"
_numbers = itertools.count()


def load_case(path: Path = CASE) -> Api:
    """The contract of a file in normal form."""
    (bundle,) = load_file(path, path.parent).bundles
    return bundle.api


def compile_server(api: Api, package: str) -> tuple[list[Artifact], tuple[Finding, ...]]:
    """The whole server package of a contract."""
    models = prepare(api)
    emitted = emit_server(api, models.server_types, package)
    return [*emit_server_models(models, package), *emitted.artifacts], emitted.findings


def write_server(folder: Path, api: Api, package: str) -> str:
    """The package on disk with its runtime; the server's import name."""
    artifacts, _ = compile_server(api, package)
    for artifact in artifacts:
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(artifact.content)
    server = (folder / artifacts[0].path).parent
    for parent in [*server.relative_to(folder).parents][:-1]:
        (folder / parent / "__init__.py").touch()
    (folder / package / "py.typed").touch()
    shutil.copytree(Path(runtime.__file__).parent, folder / package / "_runtime")
    return ".".join(server.relative_to(folder).parts)


def import_both(folder: Path, api: Api | None = None) -> tuple[ModuleType, ModuleType]:
    """The client and the server of a contract."""
    api = api or load_case()
    server = import_server(folder, api)
    package = server.__name__.partition(".")[0]
    models = prepare(api)
    emitted = emit_client(api, models.client_types, package)
    for artifact in (*emit_client_models(models, package), *emitted.artifacts):
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(artifact.content)
    importlib.invalidate_caches()
    with importable(folder):
        return importlib.import_module(f"{server.__package__.removesuffix('server')}client"), server


def import_server(folder: Path, api: Api | None = None) -> ModuleType:
    """A server compiled, written and imported under a name of its own."""
    package = f"served_{next(_numbers)}"
    name = write_server(folder, api or load_case(), package)
    with importable(folder):
        module = importlib.import_module(name)
        for part in ("errors", "replies", "models", "Handlers", "routes"):
            getattr(module, part, None)
        return module


@contextmanager
def importable(folder: Path) -> Iterator[None]:
    """The folder on the import path for a while."""
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
