"""A service on the server compiled from `cases/server`, and a way to ask it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any
from urllib.parse import quote

import httpx2
from starlette.applications import Starlette
from starlette.types import ASGIApp


@dataclass
class Workshop:
    """Handlers that answer with what they were given."""

    server: ModuleType
    answer: Any = None
    """Given back by `get_item` and `add_item`, called if it can be."""
    stream: Callable[[], Any] | None = None
    """What `watch` streams, in place of two items."""
    seen: list[Any] = field(default_factory=list)

    async def list_items(self, call: Any, **arguments: Any) -> Any:
        self.seen.append(arguments)
        return self._echo({name: _plain(value) for name, value in arguments.items()})

    async def add_item(self, call: Any, *, body: Any) -> Any:
        self.seen.append(body)
        if self.answer is not None:
            return self._answered()
        if isinstance(body, bytes | str):
            return self.server.replies.AddItem202(None)
        return self.server.replies.AddItem201(
            body, location=f"/items/{quote(body.name)}", x_sizes=[1, 2]
        )

    def get_item(self, call: Any, *, item_id: str) -> Any:
        # Plain, so it runs in a worker thread.
        self.seen.append(item_id)
        return self._answered() if self.answer is not None else self._item(item_id)

    async def remove_item(self, call: Any, *, item_id: str) -> Any:
        if item_id == "kept":
            problem = self.server.models.Problem(title="Kept", status=423)
            raise self.server.errors.Status4XXError(problem, status=423)

    async def newest_item(self, call: Any) -> Any:
        return "newest"

    async def get_item_file(self, call: Any, *, item_id: str) -> Any:
        async def chunks() -> AsyncIterator[bytes]:
            yield b"file of "
            yield item_id.encode()

        return chunks()

    async def cancel_item(self, call: Any, *, item_id: str) -> Any:
        return f"cancelled {item_id}"

    async def path_styles(self, call: Any, **arguments: Any) -> Any:
        return self._echo({name: _plain(value) for name, value in arguments.items()})

    async def add_photo(self, call: Any, *, body: Any) -> Any:
        shown = {name: _plain(getattr(body, name)) for name in sorted(body.model_fields_set)}
        files = {part.name: part.filename for part in call.parts if part.filename}
        return self._echo({**shown, "image": body.image.decode(), "files": files})

    def replace_photo(self, call: Any, *, body: Any) -> Any:
        return sum(len(chunk) for chunk in body) if body is not None else 0

    async def watch(self, call: Any) -> Any:
        return self._items() if self.stream is None else self.stream()

    async def read_lines(self, call: Any) -> AsyncIterator[Any]:
        async for item in self._items():
            yield item

    async def send_lines(self, call: Any, *, body: AsyncIterator[Any]) -> Any:
        return len([item async for item in body])

    async def account(self, call: Any) -> Any:
        return f"account of {call.principal}"

    async def greet(self, call: Any) -> Any:
        return f"hello {call.principal}"

    async def _items(self) -> AsyncIterator[Any]:
        for name in ("one", "two\nlines"):
            yield self._item(name)
        if self.answer is not None:
            yield self._answered()

    def _answered(self) -> Any:
        return self.answer(self.server) if callable(self.answer) else self.answer

    def _item(self, name: str) -> Any:
        return self.server.models.Item(name=name)

    def _echo(self, value: Mapping[str, Any]) -> Any:
        return dict(value)


def _plain(value: Any) -> Any:
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value


def authenticate(request: Any, credentials: Mapping[str, Any]) -> str | None:
    """Knows one key with one token, and anybody whose password is `secret`."""
    if "password" in credentials:
        given = credentials["password"]
        return str(given.username) if given.password == "secret" else None
    key, token = credentials["key"], credentials["token"]
    assert token.scopes == ("read",)
    return "machine" if (key.value, token.value) == ("k", "t") else None


Ask = Callable[..., httpx2.Response]


def asking(app: ASGIApp, root_path: str = "") -> Ask:
    """A function that sends one request to an application, in process."""

    def ask(method: str, url: str, **options: Any) -> httpx2.Response:
        return asyncio.run(_ask(app, method, url, options))

    return ask


async def _ask(app: ASGIApp, method: str, url: str, options: Mapping[str, Any]) -> httpx2.Response:
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://workshop") as client:
        return await client.request(method, url, **options)


def workshop_app(server: ModuleType, handlers: Workshop, **options: Any) -> Starlette:
    """The service as an application of its own."""
    options = {"authenticate": authenticate, **options}
    return Starlette(routes=server.routes(handlers, **options))


def body_of(response: httpx2.Response) -> Any:
    """The JSON body, for assertions that show it whole."""
    return json.loads(response.content)
