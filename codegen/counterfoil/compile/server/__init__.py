"""The server package of one contract version: handlers to write, and routes to mount."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from counterfoil.compile.emitted import Emitted
from counterfoil.compile.imports import import_block
from counterfoil.compile.lazy import lazy_package
from counterfoil.compile.server.handlers import Method, is_secured, method
from counterfoil.compile.server.operations import Described, describe
from counterfoil.compile.server.replies import Answered, error_classes, reply_classes
from counterfoil.compile.server.routable import routable
from counterfoil.compile.source import Source, call, items, write
from counterfoil.compile.text import docstring, literal, stencil
from counterfoil.compile.types import TypeExpr, Types
from counterfoil.engine.contracts import package_path
from counterfoil.model import Api, Artifact, Operation, SecurityScheme

_EMITTER = "server"
_WORD = re.compile(r"(?<![\w.])[A-Za-z]+(?![\w])")
_HANDLER_NAMES = {
    "Answer": "server_replies",
    "ApiError": "server_replies",
    "Binary": "server_replies",
    "ByteStream": "server_streams",
    "Call": "server",
    "Either": "server_replies",
    "Reply": "server_replies",
    "Stream": "server_replies",
}
_ROUTE_NAMES = {
    **dict.fromkeys(("Array", "BOOLEAN", "Either", "INTEGER", "NUMBER", "Object"), "server_shapes"),
    **dict.fromkeys(("Scalar", "TEXT"), "server_shapes"),
    **dict.fromkeys(("Body", "Check", "Coding", "Each", "Header", "Media"), "server_operations"),
    **dict.fromkeys(("Operation", "Parameter", "Part", "Response"), "server_operations"),
    **dict.fromkeys(("Scheme", "Service", "Slot"), "server_operations"),
    **dict.fromkeys(("StrictBool", "StrictDate", "StrictDateTime", "StrictFloat"), "exact"),
    **dict.fromkeys(("HasFormat", "StrictInt", "StrictStr", "StrictUuid"), "exact"),
}


@dataclass(frozen=True, slots=True)
class _Package:
    """Where a contract's server package stands."""

    api: Api
    folders: tuple[str, ...]

    @property
    def runtime(self) -> str:
        return f"{'.' * len(self.folders)}_runtime"

    def artifact(self, module: str, content: str) -> Artifact:
        return Artifact("/".join((*self.folders, f"{module}.py")), content, _EMITTER)


def emit_server(api: Api, types: Types, package: str) -> Emitted:
    """The modules of `<package>/<contract>/<version>/server/` beside `models.py`."""
    operations, findings = routable(api)
    folders = (package, *package_path(api.contract), "server")
    place = _Package(api, folders)
    replies = reply_classes(api, operations, types)
    errors = error_classes(api, operations, types)
    modules = [
        _init(place, bool(replies), bool(errors)),
        _handlers(place, [method(api, types, each) for each in operations], operations),
        _routing(place, describe(api, operations, types), operations),
    ]
    if replies:
        modules.append(
            _answers(place, "replies", "Successes that need more than their body.", replies)
        )
    if errors:
        modules.append(_answers(place, "errors", "Documented errors, to be raised.", errors))
    return Emitted(tuple(modules), findings)


def _render(template: str, **values: object) -> str:
    return stencil(f"server/{template}").render(**values)


def _title(place: _Package, what: str) -> str:
    return docstring(f"{what} of {place.api.contract.title}.", 0)


def _init(place: _Package, replies: bool, errors: bool) -> Artifact:
    runtime = place.runtime
    homes = {
        "ApiError": f"{runtime}.server_replies",
        "ByteStream": f"{runtime}.server_streams",
        "Call": f"{runtime}.server",
        "Credential": f"{runtime}.server_security",
        "Credentials": f"{runtime}.server_security",
        "Forbidden": f"{runtime}.server_security",
        "Handlers": ".handlers",
        "Reply": f"{runtime}.server_replies",
        "routes": ".routing",
    }
    modules = ["models", *(["errors"] if errors else []), *(["replies"] if replies else [])]
    content = lazy_package(
        _told(place.api),
        "a service that wants the models alone needs no web framework",
        homes,
        modules,
        [*homes, *modules],
    )
    return place.artifact("__init__", content)


def _told(api: Api) -> str:
    title = f"Server of {api.contract.title}: {api.title}".rstrip(": ")
    return f"{title}\n\n{api.description.strip()}" if api.description.strip() else title


def _handlers(
    place: _Package, methods: Sequence[Method], operations: Sequence[Operation]
) -> Artifact:
    text = "\n".join(each.signature for each in methods)
    types = [type_ for each in methods for type_ in each.types]
    content = _render(
        "handlers.py.jinja",
        docstring=_title(place, "Handlers"),
        imports=_imports(
            place,
            text,
            _HANDLER_NAMES,
            types,
            ["from typing import Protocol", *_type_variable(operations)],
        ),
        generic="[PrincipalT]" if any(map(is_secured, operations)) else "",
        methods=methods,
    )
    return place.artifact("handlers", content)


def _type_variable(operations: Iterable[Operation]) -> list[str]:
    return ["from typing import TypeVar"] if any(map(is_secured, operations)) else []


def _answers(place: _Package, name: str, told: str, classes: Sequence[Answered]) -> Artifact:
    text = "\n".join(f"{each.opening} {each.signature}" for each in classes)
    content = _render(
        "answers.py.jinja",
        docstring=docstring(told, 0),
        imports=_imports(
            place,
            text,
            _HANDLER_NAMES,
            [type_ for each in classes for type_ in each.types],
            ["from collections.abc import Mapping"] if "Mapping" in text else [],
        ),
        classes=classes,
    )
    return place.artifact(name, content)


def _routing(place: _Package, described: Described, operations: Sequence[Operation]) -> Artifact:
    statements = [
        f"{name} = {write(source, before=len(name) + 3)}"
        for name, source in (*described.shared, *described.operations)
    ]
    names = items(name for name, _ in described.operations)
    statements.append(f"OPERATIONS = {write(names, before=len('OPERATIONS = '))}")
    schemes = [place.api.security_schemes[name] for name in sorted(place.api.security_schemes)]
    service = call(
        "Service",
        literal(place.api.contract.title),
        "OPERATIONS",
        *([items(map(_scheme, schemes))] if schemes else []),
    )
    statements.append(f"SERVICE = {write(service, before=len('SERVICE = '))}")
    text = "\n".join(statements)
    secured = any(map(is_secured, operations))
    content = _render(
        "routing.py.jinja",
        docstring=_title(place, "Routes"),
        imports=_imports(
            place,
            text,
            _ROUTE_NAMES,
            described.types,
            [
                "from starlette.routing import BaseRoute",
                "from .handlers import Handlers",
                f"from {place.runtime}.server import MEBIBYTE, mount",
                f"from {place.runtime}.server_answers import OnBreach",
                *_type_variable(operations),
                *([f"from {place.runtime}.server_security import Authenticate"] if secured else []),
            ],
        ),
        statements=statements,
        secured=secured,
    )
    return place.artifact("routing", content)


def _scheme(scheme: SecurityScheme) -> Source:
    kind = scheme.scheme.lower() if scheme.type == "http" else _KINDS.get(scheme.type, "bearer")
    return call(
        "Scheme",
        literal(scheme.id),
        literal(kind),
        location=literal(scheme.location) if scheme.location else None,
        name=literal(scheme.name) if scheme.name else None,
    )


_KINDS = {"apiKey": "apiKey", "mutualTLS": "mutualTLS"}
"""OAuth2 and OpenID Connect both travel as a bearer token."""


def _imports(
    place: _Package,
    text: str,
    homes: Mapping[str, str],
    types: Iterable[TypeExpr],
    needed: Iterable[str],
) -> list[str]:
    """The import statements of a module whose body is `text`."""
    words = set(_WORD.findall(text))
    siblings = [name for name in ("models", "replies") if f"{name}." in text]
    return import_block(
        (
            *needed,
            *(line for type_ in types for line in type_.imports),
            *(f"from . import {name}" for name in siblings),
            *(f"from {place.runtime}.{homes[name]} import {name}" for name in words & homes.keys()),
        )
    )
