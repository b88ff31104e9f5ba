"""The connection below an app: what HTTP has no words for, such as a reset."""

from collections.abc import MutableMapping, Sequence
from typing import Any, Protocol, cast

WIRE = "counterfoil.wire"
"""The extension of the ASGI scope."""


class Wire(Protocol):
    """A connection that its app may answer on at once, or break."""

    def answer(self, status: int, headers: Sequence[tuple[bytes, bytes]], body: bytes) -> bool:
        """Writes a whole reply; False, with nothing written, where ASGI's way has to be taken."""
        ...

    def reset(self) -> None:
        """Ends the connection with a TCP RST."""
        ...

    def cut(self, written: bytes) -> None:
        """Writes these bytes, whatever they are, and ends the connection behind them."""
        ...


class Broken(ConnectionError):
    """Stands for a broken connection where an app is called in process, without one to break."""


def wire_of(scope: MutableMapping[str, Any]) -> Wire | None:
    """The connection, or None where the app is called in process."""
    return cast("Wire | None", scope.get("extensions", {}).get(WIRE))
