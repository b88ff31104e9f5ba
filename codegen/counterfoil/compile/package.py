"""What a generated distribution has once: its metadata, its runtime, its empty packages."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from counterfoil.compile.text import docstring, stencil
from counterfoil.engine.expectations.schema import SCHEMA, schema_text
from counterfoil.engine.survey import package_path
from counterfoil.model import Artifact, Config, Record

_EMITTER = "package"
_RUNTIME = Path(__file__).parent.parent / "runtime"


def emit_package(contracts: Iterable[Record], config: Config) -> Iterator[Artifact]:
    """pyproject.toml, py.typed, the runtime, the packages above the sides of each contract, and the
    schema by which editors complete files of expectations."""
    metadata = stencil("package/pyproject.toml.jinja").render(
        distribution=config.distribution, package=config.package
    )
    yield Artifact("pyproject.toml", metadata, _EMITTER)
    yield Artifact(SCHEMA, schema_text(), _EMITTER)
    yield Artifact(f"{config.package}/py.typed", "", _EMITTER)
    about = {config.package: "Models, clients and servers, compiled from contracts."}
    for contract in contracts:
        *names, version = package_path(contract)
        for depth in range(len(names)):
            folder = "/".join([config.package, *names[: depth + 1]])
            about.setdefault(folder, f"Versions of {'/'.join(names[: depth + 1])}.")
        about["/".join([config.package, *names, version])] = f"{contract.title}: {contract.heading}"
    for folder, text in sorted(about.items()):
        yield Artifact(f"{folder}/__init__.py", f"{docstring(text, 0)}\n", _EMITTER)
    for name, text in runtime():
        yield Artifact(f"{config.package}/_runtime/{name}", text, "runtime")


@cache
def runtime() -> tuple[tuple[str, str], ...]:
    """Name and text of every runtime module, as they stand."""
    return tuple((each.name, each.read_text("utf-8")) for each in sorted(_RUNTIME.glob("*.py")))
