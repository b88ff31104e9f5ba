"""Clients: one package for each version of a contract."""

from counterfoil.compile.client.limits import left_out
from counterfoil.compile.client.methods import methods
from counterfoil.compile.client.package import modules
from counterfoil.compile.emitted import Emitted
from counterfoil.compile.types import Types
from counterfoil.engine.naming import identifier
from counterfoil.model import Api, Artifact


def emit_client(api: Api, types: Types, package: str) -> Emitted:
    """The client of a contract, and a finding for each operation that it leaves out."""
    findings = {operation.title: left_out(operation, api) for operation in api.operations}
    operations = [each for each in api.operations if findings[each.title] is None]
    folders = [package, *map(identifier, api.contract.id.split("/")), "client"]
    runtime = f"{'.' * len(folders)}_runtime"
    artifacts = tuple(
        Artifact("/".join([*folders, f"{name}.py"]), content, "client")
        for name, content in modules(api, methods(operations, api, types), runtime)
    )
    return Emitted(artifacts, tuple(each for each in findings.values() if each is not None))
