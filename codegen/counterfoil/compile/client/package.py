"""The modules of one generated client, from what its templates need."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from counterfoil.compile.client.classes import (
    client_module,
    folder_of,
    gathering_module,
    tagged_methods,
)
from counterfoil.compile.client.credentials import (
    CredentialArgument,
    credential_arguments,
    is_taken,
)
from counterfoil.compile.client.home import Home
from counterfoil.compile.client.methods import ASYNC, SYNC, Method, replies_of
from counterfoil.compile.client.operations import contract_module, tagged_operations
from counterfoil.compile.client.tags import Tagged, by_tag
from counterfoil.compile.imports import import_block, imports_of
from counterfoil.compile.lazy import lazy_package
from counterfoil.compile.statuses import error_name
from counterfoil.compile.text import docstring, stencil
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
    errors, home = error_classes(methods), Home(runtime)
    credentials = credential_arguments(api)
    yield "__init__", _init(api, errors, credentials, runtime)
    yield "errors", _errors(api, errors, home)
    tagged = by_tag(methods)
    if tagged:
        yield from _gathered(api, tagged, credentials, home)
    else:
        yield "operations", contract_module(api, methods, credentials, home)
        for flavour in (SYNC, ASYNC):
            text = client_module(api, methods, credentials, home, flavour)
            yield f"{flavour.name}_client", text


def _gathered(
    api: Api, tagged: Sequence[Tagged], credentials: tuple[CredentialArgument, ...], home: Home
) -> Iterator[tuple[str, str]]:
    """The modules of a large client, whose methods stand by their tags."""
    title = api.contract.title
    yield "operations/__init__", contract_module(api, (), credentials, home.inside)
    for each in tagged:
        about = f"The operations of {title} with {each.about}, as its client runs them."
        yield f"operations/{each.module}", tagged_operations(about, each.methods, home.inside)
    for flavour in (SYNC, ASYNC):
        text = gathering_module(api, tagged, credentials, home, flavour)
        yield f"{flavour.name}_client", text
        folder = folder_of(flavour)
        about = f"The methods of the {flavour.name} client of {title}, by the tags of operations."
        yield f"{folder}/__init__", f"{docstring(about, 0)}\n"
        for each in tagged:
            about = f"The methods of the {flavour.name} client of {title} with {each.about}."
            yield f"{folder}/{each.module}", tagged_methods(about, each, home.inside, flavour)


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
            name for name in ("ClientCredentials",) if is_taken(credentials, name)
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


def _errors(api: Api, errors: Sequence[ErrorClass], home: Home) -> str:
    bodies = [error.body for error in errors]
    title = api.contract.title
    return stencil("client/errors.py.jinja").render(
        docstring=docstring(f"What {title} answers when a call fails.", 0),
        imports=import_block(
            [
                *imports_of(bodies),
                *home.from_runtime({"client_errors": ["StatusError"]}),
                *home.models(bodies),
            ]
        ),
        base=docstring(f"Any error that {title} answers.", 4),
        undocumented=docstring(f"A status that {title} does not describe for the operation.", 4),
        errors=errors,
    )
