"""What a generated client raises."""

from typing import Any

import httpx2


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
    text = " ".join(response.text.split()) if response.is_closed else ""
    return f": {text[:limit]}{'…' if len(text) > limit else ''}" if text else ""
