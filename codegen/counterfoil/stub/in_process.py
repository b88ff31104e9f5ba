"""A stub as an ASGI application, for a client that calls it in its own process."""

from collections.abc import Mapping
from pathlib import Path

from counterfoil.stub.beside import read
from counterfoil.stub.programmable import Programmable
from counterfoil.stub.programming.channels import Straight
from counterfoil.stub.programming.control import Control
from counterfoil.stub.programming.held import PlayedContract, played
from counterfoil.stub.programming.journal import Journal
from counterfoil.stub.seams import Receive, Scope, Send
from counterfoil.stub.settings import Settings


class App:
    """An ASGI 3 application that plays contracts, each at the path of its first server."""

    def __init__(self, made: Programmable) -> None:
        self._made = made

    @property
    def control(self) -> Control:
        """What the application is told through."""
        return self._made.control

    @property
    def contracts(self) -> Mapping[str, PlayedContract]:
        """What can be told to each contract, by id; `url` is its base path."""
        return played(Straight(self.control))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection scope of ASGI 3."""
        await self._made.apps[0](scope, receive, send)


def application(
    *names: str, seed: int = 0, credentials: Mapping[str, str] | None = None, start: Path = Path()
) -> App:
    """An application that plays contracts, named as on the command line.

    A fault that breaks the connection is raised as a ConnectionError there.
    """
    bundles = [read(name, start) for name in names]
    return App(
        Programmable(
            [bundles], Settings(seed=seed, credentials=dict(credentials or {})), journal=Journal()
        )
    )
