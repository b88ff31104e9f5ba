"""Modules that describe the operations of a contract to the runtime of its client."""

from collections.abc import Sequence

from counterfoil.compile.client.credentials import (
    CredentialArgument,
    scheme_imports,
    schemes_text,
)
from counterfoil.compile.client.descriptions import contract_deprecation, server_of
from counterfoil.compile.client.home import Home
from counterfoil.compile.client.methods import Method, description_of
from counterfoil.compile.imports import import_block, imports_of
from counterfoil.compile.source import Group, call, write
from counterfoil.compile.text import docstring, literal, stencil
from counterfoil.model import Api

_DESCRIBING = ("Body", "Encoding", "Event", "Parameter", "Reply")


def contract_module(
    api: Api, methods: Sequence[Method], credentials: tuple[CredentialArgument, ...], home: Home
) -> str:
    """What the operations of a contract share, and the descriptions of those in `methods`."""
    contract = write(_contract(api, credentials), before=len("CONTRACT = "))
    about = f"The operations of {api.contract.title}, as its client runs them."
    schemes = {
        "client_credentials": list(scheme_imports(credentials)),
        "client_operations": ["Contract"],
    }
    return _module(about, methods, home, home.from_runtime(schemes), contract)


def tagged_operations(about: str, methods: Sequence[Method], home: Home) -> str:
    """The descriptions of some of the operations."""
    return _module(about, methods, home, [], "")


def _module(
    about: str, methods: Sequence[Method], home: Home, imports: Sequence[str], contract: str
) -> str:
    types = [each for method in methods for each in method.described_types]
    descriptions = [description_of(method) for method in methods]
    names = [name for name in _DESCRIBING if any(f"{name}(" in each for each in descriptions)]
    described = {"client_operations": [*(["Operation"] if methods else []), *names]}
    errors = contract or any("errors." in each for each in descriptions)
    return stencil("client/operations.py.jinja").render(
        docstring=docstring(about, 0),
        imports=import_block(
            [
                *(["import functools"] if methods else []),
                *imports_of(types),
                *imports,
                *home.from_runtime(described),
                *([f"from {home.package} import errors"] if errors else []),
                *home.models(types),
            ]
        ),
        contract=contract,
        descriptions=descriptions,
    )


def _contract(api: Api, credentials: tuple[CredentialArgument, ...]) -> Group:
    server, deprecated = server_of(api), contract_deprecation(api)
    return call(
        "Contract",
        literal(api.contract.title),
        "errors.UndocumentedStatusError",
        server=literal(server) if server else None,
        schemes=schemes_text(credentials) if credentials else None,
        deprecated=literal(deprecated) if deprecated else None,
    )
