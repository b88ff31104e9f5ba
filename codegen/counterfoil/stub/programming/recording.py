"""Writes what a stub received and answered into a file: a line of JSON for each exchange."""

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from counterfoil.engine.conform.secrets import Secrets, secrets_of
from counterfoil.engine.wire.json_text import read_json
from counterfoil.model import Bundle, CannotRun, Headers, Json, values_of
from counterfoil.runtime.client_media import is_json
from counterfoil.runtime.server_styles import Unreadable
from counterfoil.stub.seams import Answered


def recorder(path: Path, bundles: Sequence[Bundle]) -> Callable[[Answered], None]:
    """Appends each exchange that it is told to a file, without its credentials.

    Raises CannotRun where nothing can be written there.
    """
    try:
        file = path.open("a", encoding="utf-8", buffering=1)
    except OSError as problem:
        raise CannotRun(
            f"nothing can be recorded in {path}",
            problem.strerror or str(problem),
            "name a file in a folder that exists with --record",
        ) from None
    apis = {each.contract.id: each.api for each in bundles}

    @cache
    def secrets(contract: str) -> Secrets:
        return secrets_of(apis[contract]) if contract in apis else Secrets()

    def record(answered: Answered) -> None:
        said = line(answered, secrets(answered.received.contract))
        # Python's own encoder: a body may hold what orjson has no text for, such as long integers.
        file.write(json.dumps(said) + "\n")

    return record


def line(answered: Answered, secrets: Secrets) -> dict[str, Json]:
    """An exchange as a JSON object."""
    received, reply = answered.received, answered.reply
    request = received.request
    asked = {"method": request.method, "target": secrets.masked_target(request.target)}
    return {
        "contract": received.contract,
        "operation": received.operation.id if received.operation else "",
        "request": asked | _message(request.headers, request.body, secrets),
        "reply": {"status": reply.status} | _message(reply.headers, reply.body, secrets),
    }


def _message(headers: Headers, body: bytes, secrets: Secrets) -> dict[str, Json]:
    shown = [[name, secrets.masked_header(name, value)] for name, value in headers]
    return {"headers": shown} | ({"body": _body(headers, body)} if body else {})


def _body(headers: Headers, body: bytes) -> Json:
    if is_json(", ".join(values_of(headers, "content-type"))):
        try:
            return read_json(body)
        except Unreadable:
            pass
    return body.decode("utf-8", "backslashreplace")
