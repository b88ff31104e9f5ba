"""Sockets, and the apps that answer on them: in the running thread, or in one of their own."""

import asyncio
import signal
import socket
import sys
import threading
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from uvicorn.config import Config
from uvicorn.server import ServerState

from counterfoil.model import CannotRun
from counterfoil.stub.serving.limits import STANDARD, Held, Limits
from counterfoil.stub.serving.protocol import Connection

_BACKLOG = 512
_GRACE = 0.25  # seconds in which replies that are on their way may end
_STOPS = (signal.SIGINT, signal.SIGTERM)

App = Callable[..., Coroutine[Any, Any, None]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listener:
    """An app, and the socket where it is to answer."""

    app: App
    socket: socket.socket

    @property
    def origin(self) -> str:
        """`http://127.0.0.1:4010`."""
        host, port = self.socket.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def bind(host: str, port: int) -> socket.socket:
    """A socket of its own at a host and port; port 0 takes one that is free."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        bound = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as problem:
        raise CannotRun(
            f"{host} is no address of this machine", str(problem), "leave --host out for 127.0.0.1"
        ) from None
    try:
        if sys.platform != "win32":  # where it would let two programs share the port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        # Here and not in the loop: a port that listens is a port that nobody else gets.
        bound.listen(_BACKLOG)
    except OSError as problem:
        bound.close()
        raise CannotRun(
            f"port {port} of {host} cannot be had",
            problem.strerror or str(problem),
            "stop the program that listens there, or name another port (0 takes any that is free)",
        ) from None
    return bound


@dataclass(slots=True)
class Server:
    """Listeners that share one loop and one set of limits."""

    limits: Limits = STANDARD
    state: ServerState = field(default_factory=ServerState)
    held: Held = field(default_factory=Held)
    _listening: dict[int, asyncio.Server] = field(default_factory=dict)
    """By port."""
    held_ports: dict[int, socket.socket] = field(default_factory=dict)
    """Ports that refuse connections, each with what keeps it from others."""

    async def listen(self, listener: Listener) -> None:
        """Answers at a listener's socket from now on."""
        loop, config = asyncio.get_running_loop(), _config(listener.app)

        def connection() -> Connection:
            return Connection(config, self.state, self.limits, self.held, loop)

        port = int(listener.socket.getsockname()[1])
        self._listening[port] = await loop.create_server(
            connection, sock=listener.socket, backlog=_BACKLOG
        )

    def leave(self, port: int) -> None:
        """Answers at a port no more, and ends the connections to it."""
        listening = self._listening.pop(port, None)
        if listening is not None:
            listening.close()
        for connection in list(self.state.connections):
            if connection.transport.get_extra_info("sockname")[1] == port:
                connection.transport.abort()

    async def stop(self) -> None:
        """Ends everything: replies that are on their way have a moment, what hangs is cut off."""
        for each in self._listening.values():
            each.close()
        for held in self.held_ports.values():
            held.close()
        for connection in list(self.state.connections):
            connection.shutdown()
        if self.state.tasks:
            await asyncio.wait(self.state.tasks, timeout=_GRACE)
        for connection in list(self.state.connections):
            connection.transport.abort()
        for task in list(self.state.tasks):
            task.cancel()
        if self.state.tasks:
            await asyncio.wait(self.state.tasks)


def _config(app: App) -> Config:
    """uvicorn without what a stub has no use for: its logs, its headers, websockets, lifespans."""
    config = Config(
        app,
        http=Connection,
        ws="none",
        lifespan="off",
        loop="none",
        interface="asgi3",
        log_config=None,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        workers=1,
    )
    config.load()
    return config


def run(
    server: Server,
    listeners: Sequence[Listener],
    ready: Callable[[], None],
    *beside: Coroutine[Any, Any, None],
) -> None:
    """Answers at the listeners until the process is told to stop; runs the coroutines beside.

    `ready` is called once all of them answer.
    """
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_until_told(server, listeners, ready, beside))


async def _until_told(
    server: Server,
    listeners: Sequence[Listener],
    ready: Callable[[], None],
    beside: Sequence[Coroutine[Any, Any, None]],
) -> None:
    told = asyncio.Event()
    _on_signals(told)
    for each in listeners:
        await server.listen(each)
    ending = asyncio.create_task(told.wait())
    tasks = [asyncio.create_task(each) for each in beside]
    ready()
    done, _ = await asyncio.wait([ending, *tasks], return_when=asyncio.FIRST_COMPLETED)
    for task in (ending, *tasks):
        task.cancel()
    await server.stop()
    for finished in done:
        finished.result()


def _on_signals(told: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for each in _STOPS:
        try:
            loop.add_signal_handler(each, told.set)
        except NotImplementedError:  # asyncio on Windows
            signal.signal(each, lambda *_: loop.call_soon_threadsafe(told.set))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop


class Background:
    """A server in a thread of its own, for a test that goes on meanwhile."""

    def __init__(self, limits: Limits = STANDARD) -> None:
        self.server = Server(limits)
        factory = _loop_factory() or asyncio.new_event_loop
        self._loop = factory()
        self._thread = threading.Thread(target=self._run, name="counterfoil-stub", daemon=True)
        self._thread.start()

    def listen(self, listener: Listener) -> None:
        """Answers at a listener's socket from now on."""
        self.call(self.server.listen(listener))

    def call(self, work: Coroutine[Any, Any, T]) -> T:
        """What a coroutine returns that runs in the thread of the server."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def stop(self) -> None:
        """Ends the server and its thread."""
        self.call(self.server.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
