"""How much a stub takes from its clients, and how much of it at once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a client may send. Sizes are in bytes, and times in seconds."""

    head: int = 64 * 1024
    """Request line, header fields and trailer fields together."""
    body: int = 17 * 1024 * 1024
    """More than an app takes (Settings.max_body), so that it is the app that refuses, in its own words."""
    bodies: int = 64 * 1024 * 1024
    """All bodies together that are held at one time."""
    connections: int = 768
    pipelined: int = 32
    """Requests on one connection that wait for the one before them."""
    reading: float = 30.0
    """From the first byte of a request to its last."""
    writing: float = 30.0
    """Without a byte taken by a client that does not read its replies."""
    idle: float = 75.0
    """Between two requests, and before the first."""


STANDARD = Limits()


@dataclass(slots=True)
class Held:
    """The bytes of bodies that a server holds, over all of its connections."""

    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that HTTP itself forbids to go on with, or that passes a limit."""

    status: int
    title: str
    detail: str

    def written(self) -> bytes:
        """The reply that says so, and ends the connection."""
        body = (
            f'{{"type":"about:blank","title":"{self.title}","status":{self.status},'
            f'"detail":"{self.detail}"}}'
        ).encode("ascii")
        head = (
            f"HTTP/1.1 {self.status} {self.title}\r\ncontent-type: application/problem+json\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        return head.encode("ascii") + body


NOT_HTTP = Refusal(400, "Bad Request", "this is not a request as HTTP/1.1 writes one")
TOO_SLOW = Refusal(408, "Request Timeout", "the rest of the request did not arrive in time")
BODY_TOO_LARGE = Refusal(413, "Content Too Large", "the body is larger than the stub takes")
HEAD_TOO_LARGE = Refusal(
    431, "Request Header Fields Too Large", "the header fields are larger than the stub takes"
)
FULL = Refusal(503, "Service Unavailable", "the stub holds as much as it takes at one time")
