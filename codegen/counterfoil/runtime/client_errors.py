"""What a generated client raises."""

from typing import Any

import httpx2

from .client_media import is_json, is_text, is_xml


class ClientError(Exception):
    """Everything that a generated client raises on purpose."""


class UnreachableError(ClientError):
    """No answer came: the connection failed or broke."""


class TimedOutError(ClientError, TimeoutError):
    """No complete answer came in time: connecting, reading, or the call as a whole took too long."""


class CredentialsError(ClientError):
    """The authorization server gave no access token."""


class UndecodableError(ClientError):
    """The answer is not what the contract describes. `response` holds it as it came."""

    def __init__(self, message: str, response: httpx2.Response) -> None:
        super().__init__(message)
        self.response = response


class StatusError(ClientError):
    """The answer is an error.

    `body` is what the contract describes for this status, decoded; None where the answer carried
    nothing of that kind. `response` holds the answer as it came.
    """

    body: Any

    def __init__(self, call: str, response: httpx2.Response, body: Any) -> None:
        super().__init__(f"{call} answered {response.status_code}{_excerpt(response)}")
        self.response = response
        self.body = body

    @property
    def status(self) -> int:
        """The status code, such as 404."""
        return self.response.status_code


def _excerpt(response: httpx2.Response, limit: int = 300) -> str:
    media_type = response.headers.get("Content-Type", "text/plain")
    if not (is_text(media_type) or is_json(media_type) or is_xml(media_type)):
        return ""
    text = " ".join(response.text.split())
    return f": {text[:limit]}{'…' if len(text) > limit else ''}" if text else ""
