"""The least that a validating server can be: what the stub's own cost is compared with.

It reads the same body with the same libraries, and always answers the same.
"""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson

Message = MutableMapping[str, Any]

VALID = jsonschema_rs.validator_for(orjson.loads(Path(os.environ["SCHEMA"]).read_bytes())).is_valid
ANSWER = Path(os.environ["ANSWER"]).read_bytes()
HEADERS = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(ANSWER))]


async def app(
    scope: Message,
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    """Answers 201 where the body is valid, and 422 with the same body where it is not."""
    body = (await receive()).get("body", b"")
    status = 201 if VALID(orjson.loads(body)) else 422
    await send({"type": "http.response.start", "status": status, "headers": HEADERS})
    await send({"type": "http.response.body", "body": ANSWER})
