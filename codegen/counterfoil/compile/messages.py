"""Modules that write and read the messages of a JSON Schema contract."""

from collections.abc import Iterator
from dataclasses import dataclass

from counterfoil.compile.emitted import Emitted
from counterfoil.compile.text import docstring, literal, stencil
from counterfoil.compile.types import TypeExpr, Types
from counterfoil.engine.contracts import package_path
from counterfoil.model import Api, Artifact, Direction


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two packages: who uses it, and how it reads."""

    folder: str
    runtime: str
    users: str
    reading: str


_SIDES = (
    _Side(
        "client",
        "reading",
        "for those who read them",
        "What the contract does not know of is kept. Raises MessageInvalid with every problem.",
    ),
    _Side(
        "server",
        "exact",
        "for those who produce them",
        "Raises MessageInvalid with every problem, where the message is not as the contract says.",
    ),
)


def emit_messages(api: Api, types: Types, package: str) -> Emitted:
    """`encode` and `decode` of a message contract, on both sides; nothing for an HTTP API."""
    if api.root is None:
        return Emitted()
    message = types.of(api.root, Direction.RESPONSE)
    return Emitted(tuple(each for side in _SIDES for each in _modules(api, message, package, side)))


def _modules(api: Api, message: TypeExpr, package: str, side: _Side) -> Iterator[Artifact]:
    folders = [package, *package_path(api.contract), side.folder]
    path = "/".join(folders)
    yield Artifact(
        f"{path}/__init__.py",
        stencil("messages/init.py.jinja").render(docstring=docstring(_about(api, side), 0)),
        "messages",
    )
    yield Artifact(
        f"{path}/messages.py",
        stencil("messages/messages.py.jinja").render(
            docstring=docstring(f"Messages of {api.contract.title} as canonical JSON.", 0),
            imports=sorted(message.imports),
            runtime="." * len(folders),
            side=side.runtime,
            type=message.text,
            contract=literal(api.contract.title),
            reading=side.reading,
        ),
        "messages",
    )


def _about(api: Api, side: _Side) -> str:
    title = api.title.strip() or api.contract.title
    paragraphs = [
        f"{title}: messages of {api.contract.title}, {side.users}.",
        api.description,
        _lifecycle(api),
        f"Contract: {api.contract.source.path}",
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _lifecycle(api: Api) -> str:
    if not api.lifecycle.deprecated:
        return ""
    sunset = f" Sunset on {api.lifecycle.sunset}." if api.lifecycle.sunset else ""
    successor = f" Use {api.lifecycle.successor} instead." if api.lifecycle.successor else ""
    return f"Deprecated.{sunset}{successor}"
