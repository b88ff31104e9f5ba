"""How callers see the types of a generated client; type checkers read it, nothing runs it."""

from typing import assert_type

from generated.client.v1.client import (
    AsyncClient,
    Client,
    ClientCredentials,
    File,
    NotFoundError,
    Retry,
    Timeouts,
    models,
)


def sync(client: Client) -> None:
    assert_type(client.get_part("a", wait=1.5), models.Part | None)
    assert_type(client.list_parts(colour=["red"]), list[models.Part])
    answer = client.raw(client.list_parts, colour=["red"])
    assert_type(answer.value, list[models.Part])
    assert_type(answer.headers["etag"], str)
    client.put_part("a", models.Part(name="bolt"))
    client.add_part(b"<part/>", content_type="application/xml")
    client.send_photo("a", body={"image": File(b"", "a.png")})
    with client.watch_parts() as stream:
        for part in stream:
            assert_type(part, models.Part)
    with client.get_photo("a") as download:
        assert_type(download.read(), bytes)
    hurried = client.with_options(timeouts=Timeouts(total=1), retry=Retry(attempts=1))
    assert_type(hurried, Client)
    try:
        client.get_photo("a")
    except NotFoundError as problem:
        assert_type(problem.body, models.Problem | None)
        assert_type(problem.status, int)


async def asynchronous(client: AsyncClient) -> None:
    assert_type(await client.get_part("a"), models.Part | None)
    answer = await client.raw(client.list_parts, colour=["red"])
    assert_type(answer.value, list[models.Part])
    async with await client.watch_parts() as stream:
        async for part in stream:
            assert_type(part, models.Part)
    assert_type(await (await client.get_photo("a")).read(), bytes)


def construct() -> Client:
    return Client(
        "http://localhost",
        key=lambda: "secret",
        user=("ada", "secret"),
        oauth=ClientCredentials("me", "secret"),
        headers={"User-Agent": "shop"},
    )
