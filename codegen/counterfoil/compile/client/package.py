"""The modules of one generated client, from what its templates need."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from counterfoil.compile.client.credentials import (
    CredentialArgument,
    credential_arguments,
    scheme_imports,
    schemes_text,
)
from counterfoil.compile.client.descriptions import contract_deprecation, is_absolute
from counterfoil.compile.client.methods import (
    ASYNC,
    SYNC,
    Flavour,
    Method,
    description_of,
    replies_of,
    written,
)
from counterfoil.compile.client.ways import Kind
from counterfoil.compile.imports import import_block, imports_of, uses
from counterfoil.compile.lazy import lazy_package
from counterfoil.compile.source import Group, call, write
from counterfoil.compile.statuses import error_name
from counterfoil.compile.text import docstring, literal, stencil
from counterfoil.compile.types import NONE, TypeExpr, union
from counterfoil.model import Api

_SHARED = (
    "ClientError",
    "CredentialsError",
    "TimedOutError",
    "UndecodableError",
    "UnreachableError",
)
"""Exceptions of the runtime, which do not depend on the contract."""
_FALLBACKS = ("ApiError", "UndocumentedStatusError")


@dataclass(frozen=True, slots=True)
class ErrorClass:
    """The exception of one status: `body` is what its answers carry."""

    name: str
    text: str
    body: TypeExpr


def modules(api: Api, methods: Sequence[Method], runtime: str) -> Iterator[tuple[str, str]]:
    """Name and text of every module; `runtime` is the relative name of the runtime package."""
    errors = error_classes(methods)
    credentials = credential_arguments(api)
    yield "__init__", _init(api, errors, credentials, runtime)
    yield "errors", _errors(api, errors, runtime)
    yield "operations", _operations(api, methods, credentials, runtime)
    yield "sync_client", _client(api, methods, credentials, runtime, SYNC)
    yield "async_client", _client(api, methods, credentials, runtime, ASYNC)


def error_classes(methods: Iterable[Method]) -> list[ErrorClass]:
    """The exceptions of all methods, sorted by name."""
    found: dict[str, list[tuple[str, TypeExpr]]] = {}
    for reply in replies_of(methods):
        if reply.error:
            carried = [content.type for content in reply.content] or [NONE]
            found.setdefault(reply.error, []).extend((reply.status, each) for each in carried)
    return [_error_class(name, found[name]) for name in sorted(found)]


def _error_class(name: str, carried: Sequence[tuple[str, TypeExpr]]) -> ErrorClass:
    # Sorted, so that it does not matter which operation comes first.
    bodies = sorted({each for _, each in carried}, key=lambda each: each.text)
    statuses = {status for status, _ in carried}
    if name == error_name("default"):
        text = "The provider answered an error that the contract describes by default only."
    else:
        text = f"The provider answered {statuses.pop()}."
    return ErrorClass(name, docstring(text, 4), union([*bodies, NONE]))


def _init(
    api: Api, errors: Sequence[ErrorClass], credentials: Sequence[CredentialArgument], runtime: str
) -> str:
    own = [*_FALLBACKS, *(error.name for error in errors)]
    shared = {
        "client_bodies": ["File"],
        "client_calls": ["Answer"],
        "client_credentials": [
            name for name in ("ClientCredentials",) if _taken(credentials, name)
        ],
        "client_errors": _SHARED,
        "client_retries": ["Retry", "Timeouts"],
    }
    homes = {
        "AsyncClient": ".async_client",
        "Client": ".sync_client",
        **dict.fromkeys(own, ".errors"),
        **{name: f"{runtime}.{module}" for module, names in shared.items() for name in names},
    }
    return lazy_package(
        f"Client of {api.contract.title}: {api.title}",
        "a program with one client needs no other, and few models",
        homes,
        ["errors", "models"],
        [*homes, "models"],
    )


def _errors(api: Api, errors: Sequence[ErrorClass], runtime: str) -> str:
    bodies = [error.body for error in errors]
    title = api.contract.title
    return stencil("client/errors.py.jinja").render(
        docstring=docstring(f"What {title} answers when a call fails.", 0),
        imports=import_block(
            [
                *imports_of(bodies),
                f"from {runtime}.client_errors import StatusError",
                *_models(bodies),
            ]
        ),
        base=docstring(f"Any error that {title} answers.", 4),
        undocumented=docstring(f"A status that {title} does not describe for the operation.", 4),
        errors=errors,
    )


def _operations(
    api: Api, methods: Sequence[Method], credentials: tuple[CredentialArgument, ...], runtime: str
) -> str:
    types = [each for method in methods for each in method.described_types]
    descriptions = [description_of(method) for method in methods]
    names = [name for name in _DESCRIBING if any(f"{name}(" in each for each in descriptions)]
    shared = {
        "client_credentials": list(scheme_imports(credentials)),
        "client_operations": ["Contract", *(["Operation"] if methods else []), *names],
    }
    return stencil("client/operations.py.jinja").render(
        docstring=docstring(f"The operations of {api.contract.title}, as its client runs them.", 0),
        imports=import_block(
            [
                *(["import functools"] if methods else []),
                *imports_of(types),
                *_from(runtime, shared),
                "from . import errors",
                *_models(types),
            ]
        ),
        contract=write(_contract(api, credentials), before=len("CONTRACT = ")),
        descriptions=descriptions,
    )


def _client(
    api: Api,
    methods: Sequence[Method],
    credentials: Sequence[CredentialArgument],
    runtime: str,
    flavour: Flavour,
) -> str:
    types = [each for method in methods for each in method.types]
    server = _server(api)
    text = _CLASS_TEXT.format(
        waiting=_WAITING[flavour].format(title=api.contract.title),
        server=_SERVED if server else _UNSERVED,
        credentials="".join(f"    {each.text}\n" for each in credentials),
    )
    return stencil("client/client.py.jinja").render(
        docstring=docstring(f"The {flavour.name} client of {api.contract.title}.", 0),
        imports=import_block(
            [
                *_NEEDED,
                *imports_of(types),
                *_deprecated(methods),
                *_from(runtime, _shared(types, methods, credentials, flavour)),
                "from . import operations",
                *_models(types),
            ]
        ),
        flavour=flavour,
        class_docstring=docstring(text, 4),
        base_url=f"base_url: str = {literal(server)}" if server else "base_url: str",
        credentials=credentials,
        passed=[f"{literal(each.scheme.id)}: {each.name}" for each in credentials],
        methods=[written(method, flavour) for method in methods],
    )


def _shared(
    types: Sequence[TypeExpr],
    methods: Sequence[Method],
    credentials: Sequence[CredentialArgument],
    flavour: Flavour,
) -> dict[str, Sequence[str]]:
    """What a client imports from which module of the runtime."""
    kinds = {method.way.kind for method in methods}
    streams = {Kind.DOWNLOAD: "Download", Kind.STREAM: "Stream"}
    upload = f"{flavour.prefix}Upload as Upload" if flavour.prefix else "Upload"
    return {
        f"client_{flavour.name}": [flavour.base],
        "client_bodies": [upload] if uses(types, "Upload") else [],
        "client_calls": ["setup"],
        "client_credentials": [
            name for name in ("ClientCredentials", "Secret") if _taken(credentials, name)
        ],
        "client_retries": ["Retry", "Timeouts"],
        "client_streams": [f"{flavour.prefix}{streams[kind]}" for kind in streams if kind in kinds],
    }


def _contract(api: Api, credentials: tuple[CredentialArgument, ...]) -> Group:
    server, deprecated = _server(api), contract_deprecation(api)
    return call(
        "Contract",
        literal(api.contract.title),
        "errors.UndocumentedStatusError",
        server=literal(server) if server else None,
        schemes=schemes_text(credentials) if credentials else None,
        deprecated=literal(deprecated) if deprecated else None,
    )


_DESCRIBING = ("Body", "Encoding", "Event", "Parameter", "Reply")
_NEEDED = ("from collections.abc import Mapping", "import httpx2")
_WAITING = {
    SYNC: "Calls {title} and waits for its answers; a context manager.",
    ASYNC: "Calls {title} on asyncio; an asynchronous context manager.",
}
_SERVED = "Where it is served, in place of what the contract says."
_UNSERVED = "Where it is served: the contract names no absolute server."
_CLASS_TEXT = """{waiting}

Args:
    base_url: {server}
{credentials}    timeouts: Seconds to connect, to read and in total.
    retry: When a call is tried again.
    headers: Headers of every request.
    transport: What carries requests, in place of a connection pool.
"""


def _from(runtime: str, names: Mapping[str, Sequence[str]]) -> list[str]:
    return [
        f"from {runtime}.{module} import {', '.join(found)}"
        for module, found in names.items()
        if found
    ]


def _models(types: Iterable[TypeExpr]) -> list[str]:
    return ["from . import models"] if uses(types, "models.") else []


def _deprecated(methods: Iterable[Method]) -> list[str]:
    found = any(method.deprecated for method in methods)
    return ["from typing_extensions import deprecated"] if found else []


def _taken(credentials: Iterable[CredentialArgument], name: str) -> bool:
    return any(name in each.type for each in credentials)


def _server(api: Api) -> str:
    return next((url for url in api.servers if is_absolute(url)), "")
