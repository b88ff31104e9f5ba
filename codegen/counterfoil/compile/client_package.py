"""The modules of one generated client, from what its templates need."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from counterfoil.compile.client_credentials import (
    CredentialArgument,
    credential_arguments,
    scheme_imports,
    schemes_text,
)
from counterfoil.compile.client_descriptions import contract_deprecation, is_absolute
from counterfoil.compile.client_layout import Expression, call, keyword, laid_out
from counterfoil.compile.client_methods import (
    ASYNC,
    SYNC,
    Flavour,
    Method,
    description_of,
    replies_of,
    written,
)
from counterfoil.compile.client_names import error_name, import_lines
from counterfoil.compile.client_types import NONE, union
from counterfoil.compile.client_ways import Kind
from counterfoil.compile.text import docstring, literal, stencil
from counterfoil.compile.types import TypeExpr
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
    api: Api,
    errors: Sequence[ErrorClass],
    credentials: Sequence[CredentialArgument],
    runtime: str,
) -> str:
    own = sorted([*_FALLBACKS, *(error.name for error in errors)])
    extra = {"ClientCredentials"} if any("Client" in each.type for each in credentials) else set()
    public = sorted({"AsyncClient", "Client", "File", "Retry", "Timeouts", *own, *_SHARED, *extra})
    return stencil("client/__init__.py.jinja").render(
        docstring=docstring(f"Client of {api.contract.title}: {api.title}".strip(), 0),
        runtime=runtime,
        credentials=sorted(extra),
        shared=_SHARED,
        errors=own,
        public=sorted([*public, "models"]),
    )


def _errors(api: Api, errors: Sequence[ErrorClass], runtime: str) -> str:
    bodies = [error.body for error in errors]
    return stencil("client/errors.py.jinja").render(
        docstring=docstring(f"What {api.contract.title} answers when a call fails.", 0),
        base=docstring(f"Any error that {api.contract.title} answers.", 4),
        undocumented=docstring(
            f"A status that {api.contract.title} does not describe for the operation.", 4
        ),
        imports=import_lines(bodies),
        models=_names_models(bodies),
        runtime=runtime,
        errors=errors,
    )


def _operations(
    api: Api,
    methods: Sequence[Method],
    credentials: tuple[CredentialArgument, ...],
    runtime: str,
) -> str:
    types = [each for method in methods for each in method.described_types]
    descriptions = [description_of(method) for method in methods]
    needed = ("Body", "Contract", "Encoding", "Event", "Operation", "Parameter", "Reply")
    return stencil("client/operations.py.jinja").render(
        docstring=docstring(f"The operations of {api.contract.title}, as its client runs them.", 0),
        imports=import_lines(types),
        models=_names_models(types),
        runtime=runtime,
        names=[name for name in needed if _used(f"{name}(", descriptions) or name == "Contract"],
        schemes=list(scheme_imports(credentials)),
        contract=laid_out(call("Contract", _contract(api, credentials)), 0, len("CONTRACT = ")),
        descriptions=descriptions,
    )


def _contract(api: Api, credentials: tuple[CredentialArgument, ...]) -> Iterator[Expression]:
    yield literal(api.contract.title)
    yield "errors.UndocumentedStatusError"
    if server := _server(api):
        yield keyword("server", literal(server))
    if credentials:
        yield schemes_text(credentials)
    if deprecated := contract_deprecation(api):
        yield keyword("deprecated", literal(deprecated))


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
        imports=import_lines(types, _NEEDED),
        models=_names_models(types),
        runtime=runtime,
        flavour=flavour,
        uploads=_uses(types, "Upload"),
        streams=_streams(methods, flavour),
        deprecations=any(method.deprecated for method in methods),
        secrets=sorted(
            {name for each in credentials for name in _CREDENTIAL_NAMES if name in each.type}
        ),
        class_docstring=docstring(text, 4),
        base_url=f"base_url: str = {literal(server)}" if server else "base_url: str",
        credentials=credentials,
        passed=[f"{literal(each.scheme.id)}: {each.name}" for each in credentials],
        methods=[written(method, flavour) for method in methods],
    )


_NEEDED = ("from collections.abc import Mapping", "import httpx2")
_CREDENTIAL_NAMES = ("ClientCredentials", "Secret")
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


def _server(api: Api) -> str:
    return next((url for url in api.servers if is_absolute(url)), "")


def _streams(methods: Sequence[Method], flavour: Flavour) -> list[str]:
    kinds = {method.way.kind for method in methods}
    return [
        f"{flavour.prefix}{name}"
        for kind, name in ((Kind.DOWNLOAD, "Download"), (Kind.STREAM, "Stream"))
        if kind in kinds
    ]


def _names_models(types: Iterable[TypeExpr]) -> bool:
    return _uses(types, "models.")


def _uses(types: Iterable[TypeExpr], name: str) -> bool:
    return any(name in each.text for each in types)


def _used(name: str, texts: Iterable[str]) -> bool:
    return any(name in text for text in texts)
