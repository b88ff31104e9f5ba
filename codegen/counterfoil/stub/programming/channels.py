"""Ways to a control: over HTTP, into the thread of a server, or straight to an application."""

import http.client
import json
from collections.abc import Callable, Coroutine
from typing import Any, Protocol
from urllib.parse import urlsplit

from counterfoil.model import CannotRun, Json
from counterfoil.stub.programming.control import Control

_PATIENCE = 75.0  # seconds; longer than a control ever waits


class Channel(Protocol):
    """A way to a control."""

    def tell(self, route: str, value: Json) -> Json:
        """What the control answers. Raises CannotRun where it cannot do what it is told."""
        ...


class Straight:
    """To the control of an application that is called in the same thread."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def tell(self, route: str, value: Json) -> Json:
        """What the control answers; nothing can arrive while it is asked, so that it never waits."""
        return self._control.tell(route, value)


class Across:
    """To the control of a server that runs in a thread of its own."""

    def __init__(self, control: Control, call: Callable[[Coroutine[Any, Any, Json]], Json]) -> None:
        self._control = control
        self._call = call

    def tell(self, route: str, value: Json) -> Json:
        """What the control answers."""
        return self._call(self._control.answer(route, value))


class Remote:
    """To a control endpoint: `counterfoil stub … --control-port PORT`."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    def tell(self, route: str, value: Json) -> Json:
        """What the control answers."""
        parts = urlsplit(self._url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=_PATIENCE)
        try:
            connection.request(
                "POST" if route else "GET",
                f"{parts.path}/{route}",
                json.dumps(value) if route else None,
                {"Content-Type": "application/json"},
            )
            reply = connection.getresponse()
            said = json.loads(reply.read())
        except (OSError, http.client.HTTPException, ValueError) as problem:
            raise CannotRun(
                f"no control endpoint answers at {self._url}",
                str(problem),
                "start the stub with --control-port, and take the URL that it prints",
            ) from None
        finally:
            connection.close()
        if reply.status != 200:
            raise CannotRun(said["what"], said["why"], said["fix"])
        return said
