"""Modules with the classes that a program calls by: clients, and the parts of large ones."""

from collections.abc import Iterable, Mapping, Sequence

from counterfoil.compile.client.credentials import CredentialArgument, is_taken
from counterfoil.compile.client.descriptions import server_of
from counterfoil.compile.client.home import Home
from counterfoil.compile.client.methods import ASYNC, SYNC, Flavour, Method, written
from counterfoil.compile.client.tags import Tagged
from counterfoil.compile.client.ways import Kind
from counterfoil.compile.imports import import_block, imports_of, uses
from counterfoil.compile.source import enclosed, write
from counterfoil.compile.text import docstring, literal, stencil
from counterfoil.model import Api

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


def client_module(
    api: Api,
    methods: Sequence[Method],
    credentials: Sequence[CredentialArgument],
    home: Home,
    flavour: Flavour,
) -> str:
    """A client whose methods are all its own."""
    imports = [
        *_imports(methods, home, flavour),
        *home.from_runtime({f"client_{flavour.name}": [flavour.base]}),
    ]
    return _client(api, methods, credentials, home, flavour, imports, [flavour.base])


def gathering_module(
    api: Api,
    tagged: Sequence[Tagged],
    credentials: Sequence[CredentialArgument],
    home: Home,
    flavour: Flavour,
) -> str:
    """A client that has the methods of classes beside it, one for each tag."""
    imports = [
        f"from .{folder_of(flavour)}.{each.module} import {flavour.prefix}{each.name}"
        for each in tagged
    ]
    bases = [f"{flavour.prefix}{each.name}" for each in tagged]
    return _client(api, (), credentials, home, flavour, imports, bases)


def folder_of(flavour: Flavour) -> str:
    """The package of the classes that a large client gathers."""
    return f"{flavour.name}_methods"


def tagged_methods(about: str, tagged: Tagged, home: Home, flavour: Flavour) -> str:
    """The class with the methods of one tag."""
    return stencil("client/methods.py.jinja").render(
        docstring=docstring(about, 0),
        imports=import_block(
            [
                *_imports(tagged.methods, home, flavour),
                *home.from_runtime({f"client_{flavour.name}": [flavour.base]}),
                f"from {home.package}operations import {tagged.module} as operations",
            ]
        ),
        name=f"{flavour.prefix}{tagged.name}",
        base=flavour.base,
        class_docstring=docstring(about, 4),
        methods=[written(method, flavour) for method in tagged.methods],
    )


def _client(
    api: Api,
    methods: Sequence[Method],
    credentials: Sequence[CredentialArgument],
    home: Home,
    flavour: Flavour,
    imports: Iterable[str],
    bases: Sequence[str],
) -> str:
    server = server_of(api)
    text = _CLASS_TEXT.format(
        waiting=_WAITING[flavour].format(title=api.contract.title),
        server=_SERVED if server else _UNSERVED,
        credentials="".join(f"    {each.text}\n" for each in credentials),
    )
    shared = {
        "client_calls": ["setup"],
        "client_credentials": [
            name for name in ("ClientCredentials", "Secret") if is_taken(credentials, name)
        ],
        "client_retries": ["Retry", "Timeouts"],
    }
    return stencil("client/client.py.jinja").render(
        docstring=docstring(f"The {flavour.name} client of {api.contract.title}.", 0),
        imports=import_block(
            [
                *_NEEDED,
                *imports,
                *home.from_runtime(shared),
                f"from {home.package} import operations",
            ]
        ),
        flavour=flavour,
        heading=write(enclosed(f"class {flavour.prefix}Client(", bases, "):")),
        class_docstring=docstring(text, 4),
        base_url=f"base_url: str = {literal(server)}" if server else "base_url: str",
        credentials=credentials,
        passed=[f"{literal(each.scheme.id)}: {each.name}" for each in credentials],
        methods=[written(method, flavour) for method in methods],
    )


def _imports(methods: Sequence[Method], home: Home, flavour: Flavour) -> list[str]:
    """What the signatures of methods need."""
    types = [each for method in methods for each in method.types]
    deprecated = any(method.deprecated for method in methods)
    return [
        *imports_of(types),
        *(["from typing_extensions import deprecated"] if deprecated else []),
        *home.from_runtime(_returned(methods, flavour)),
        *home.models(types),
    ]


def _returned(methods: Sequence[Method], flavour: Flavour) -> Mapping[str, Sequence[str]]:
    """What signatures name of the runtime, by its modules."""
    types = [each for method in methods for each in method.types]
    kinds = {method.way.kind for method in methods}
    streams = {Kind.DOWNLOAD: "Download", Kind.STREAM: "Stream"}
    upload = f"{flavour.prefix}Upload as Upload" if flavour.prefix else "Upload"
    return {
        "client_bodies": [upload] if uses(types, "Upload") else [],
        "client_streams": [f"{flavour.prefix}{streams[kind]}" for kind in streams if kind in kinds],
    }
