"""A typed service on the generated server: what both type checkers have to agree with."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request

from PACKAGE import (
    ByteStream,
    Call,
    Credentials,
    Forbidden,
    Reply,
    errors,
    models,
    replies,
    routes,
)


@dataclass(frozen=True)
class User:
    name: str


class Service:
    async def list_items(
        self,
        call: Call[None],
        *,
        limit: int,
        tags: list[str] | None,
        ids: list[int] | None,
        sizes: list[int] | None,
        words: list[str] | None,
        filter_: models.Filter | None,
        range_: models.ListItemsRange | None,
        point: models.ListItemsPoint | None,
        where: models.Filter | None,
        code: str | int | None,
        x_flags: list[bool] | None,
        session: str | None,
    ) -> models.Echo:
        return {"limit": limit, "name": filter_.name if filter_ else None}

    def add_item(
        self, call: Call[None], *, body: models.Item | bytes | str
    ) -> replies.AddItem201 | replies.AddItem202:
        if isinstance(body, models.Item):
            return replies.AddItem201(body, location=f"/items/{body.name}", x_sizes=[1])
        return replies.AddItem202(None)

    def get_item(self, call: Call[None], *, item_id: str) -> models.Item | Reply[models.Item]:
        if item_id == "none":
            raise errors.NotFoundError(models.Problem(title="None", status=404))
        return Reply(models.Item(name=item_id), headers={"ETag": '"1"'})

    async def remove_item(self, call: Call[None], *, item_id: str) -> None:
        raise errors.Status4XXError(models.Problem(), status=423)

    async def newest_item(self, call: Call[None]) -> str:
        await asyncio.sleep(0)
        return "newest"

    def get_item_file(self, call: Call[None], *, item_id: str) -> bytes:
        return item_id.encode()

    def cancel_item(self, call: Call[None], *, item_id: str) -> str:
        return item_id

    def path_styles(
        self,
        call: Call[None],
        *,
        simple: list[int],
        label: list[str],
        matrix: list[str],
        point: models.PathStylesPoint,
    ) -> models.Echo:
        return {"point": point.x}

    async def replace_photo(self, call: Call[None], *, body: ByteStream | None) -> int:
        return 0 if body is None else len(await body.read())

    def add_photo(self, call: Call[None], *, body: models.Photo) -> models.Echo:
        return {"size": len(body.image)}

    async def watch(self, call: Call[None]) -> AsyncIterator[models.Item]:
        return self._items()

    async def _items(self) -> AsyncIterator[models.Item]:
        yield models.Item(name="one")

    def read_lines(self, call: Call[None]) -> list[models.Item]:
        return [models.Item(name="one")]

    async def send_lines(self, call: Call[None], *, body: AsyncIterable[models.Item]) -> int:
        return len([item async for item in body])

    async def account(self, call: Call[User]) -> str:
        return call.principal.name

    async def greet(self, call: Call[User | None]) -> str:
        return call.principal.name if call.principal else "stranger"


async def authenticate(request: Request, credentials: Credentials) -> User | None:
    if "password" not in credentials:
        raise Forbidden("passwords only")
    return User(credentials["password"].username)


app = Starlette(routes=routes(Service(), authenticate=authenticate, max_body=None))
