"""Plays a provider from its contract."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from counterfoil.stub.beside import running
    from counterfoil.stub.in_process import App, application
    from counterfoil.stub.programming.channels import Remote
    from counterfoil.stub.programming.held import Called, NotReceived, PlayedContract, Seen, played
    from counterfoil.stub.programming.rules import Answer

__all__ = [
    "Answer",
    "App",
    "Called",
    "NotReceived",
    "PlayedContract",
    "Remote",
    "Seen",
    "application",
    "played",
    "running",
]

_HOMES = {
    "Answer": "programming.rules",
    "App": "in_process",
    "Called": "programming.held",
    "NotReceived": "programming.held",
    "PlayedContract": "programming.held",
    "Remote": "programming.channels",
    "Seen": "programming.held",
    "application": "in_process",
    "played": "programming.held",
    "running": "beside",
}


def __getattr__(name: str) -> Any:
    # Not above: --help and the pytest plugin import this package, and need none of it.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
