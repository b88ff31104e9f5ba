"""Answers: what the contract says of a status becomes a value or an exception."""

from collections.abc import Mapping
from typing import Any

import httpx2
from pydantic import ValidationError

from .client_errors import UndecodableError
from .client_media import is_json, is_range, matches
from .client_operations import Contract, Operation, Reply
from .reading import read_json


def accept(operation: Operation[Any]) -> str:
    """The media types that the operation understands, those of success first."""
    replies = sorted(operation.replies.values(), key=lambda reply: reply.error is not None)
    media_types = dict.fromkeys(name for reply in replies for name in reply.content)
    return ", ".join(media_types) or "*/*"


def reply_to(operation: Operation[Any], status: int) -> Reply | None:
    """What the contract says of a status: by itself, by its range, or by default."""
    replies = operation.replies
    return replies.get(str(status)) or replies.get(f"{status // 100}XX") or replies.get("default")


def is_success(operation: Operation[Any], response: httpx2.Response) -> bool:
    """True where the contract describes the answer as what the call is meant to give."""
    reply = reply_to(operation, response.status_code)
    return reply is not None and reply.error is None


def media_type_of(reply: Reply, response: httpx2.Response) -> str | None:
    """The documented media type that an answer has, or None where it has another one."""
    actual = response.headers.get("Content-Type", "")
    if not actual:
        return next(iter(reply.content), None)
    exact = actual.replace(" ", "").lower()
    ranked = sorted(
        reply.content, key=lambda name: (name.replace(" ", "").lower() != exact, is_range(name))
    )
    found = next((name for name in ranked if matches(name, actual)), None)
    if found is None and is_json(actual):
        # Providers say application/json where they mean a more special kind, and the reverse.
        return next((name for name in ranked if is_json(name)), None)
    return found


def value_of(operation: Operation[Any], response: httpx2.Response, contract: Contract) -> Any:
    """The decoded value of a successful answer that has been read; raises what any other means."""
    call = f"{contract.title} {operation.title}"
    reply = reply_to(operation, response.status_code)
    if reply is None:
        raise contract.undocumented(call, response, None)
    if reply.error is not None:
        raise reply.error(call, response, _error_body(reply, response))
    if not reply.content or operation.method == "HEAD" or response.status_code == 204:
        return None
    name = media_type_of(reply, response)
    if name is None:
        actual = response.headers["Content-Type"]
        documented = ", ".join(reply.content)
        raise UndecodableError(
            f"{call} answered {actual}, the contract says {documented}", response
        )
    try:
        return _decoded(reply.content, name, response)
    except (ValidationError, UnicodeDecodeError) as problem:
        raise UndecodableError(
            f"{call} answered what cannot be read: {problem}", response
        ) from problem


def _error_body(reply: Reply, response: httpx2.Response) -> Any:
    """The decoded body of an error; None for one that, say, a proxy wrote on its own account."""
    name = media_type_of(reply, response)
    if name is None or not response.content:
        return None
    try:
        return _decoded(reply.content, name, response)
    except (ValidationError, UnicodeDecodeError):
        return None


def _decoded(content: Mapping[str, Any], name: str, response: httpx2.Response) -> Any:
    python_type = content[name]
    if python_type is bytes:
        return response.content
    actual = response.headers.get("Content-Type", name)
    if python_type is str and not is_json(actual):
        return response.text
    return read_json(python_type, response.content)
