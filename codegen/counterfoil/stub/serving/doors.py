"""Ports that may refuse connections for a while, as those of a provider that is down."""

import asyncio
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counterfoil.model import CannotRun

if TYPE_CHECKING:
    from counterfoil.stub.serving.server import Listener, Server

_TRIES = 200
_TICK = 0.005  # seconds until the loop has let go of a port


@dataclass(slots=True)
class Door:
    """One port of a server, open at first."""

    server: "Server"
    listener: "Listener"

    async def shut(self) -> None:
        """Ends every connection to the port, and refuses new ones."""
        address = self.listener.socket.getsockname()
        if address[1] not in self.server.held_ports:
            self.server.leave(address[1])
            # What is bound and does not listen refuses connections, and nobody else gets the port.
            held = await _held(self.listener.socket.family, address)
            self.server.held_ports[address[1]] = held
            self.listener = type(self.listener)(self.listener.app, held)

    async def open(self) -> None:
        """Answers at the port again."""
        held = self.server.held_ports.pop(self.listener.socket.getsockname()[1], None)
        if held is not None:
            held.listen(socket.SOMAXCONN)
            await self.server.listen(self.listener)


async def _held(family: int, address: tuple[str | int, ...]) -> socket.socket:
    """A socket that has the address, once what listened there is gone."""
    for _ in range(_TRIES):
        held = socket.socket(family, socket.SOCK_STREAM)
        try:
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            held.bind(address)
        except OSError:
            held.close()
            await asyncio.sleep(_TICK)
        else:
            return held
    raise CannotRun(f"port {address[1]} was taken by another program while it refused connections")
