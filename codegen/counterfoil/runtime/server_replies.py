"""What a handler answers: a body, a reply with status and headers, or a documented error."""

from collections.abc import AsyncIterable, Awaitable, Iterable, Mapping
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

BodyT = TypeVar("BodyT")
ItemT = TypeVar("ItemT")
BodyT_co = TypeVar("BodyT_co", covariant=True)


class Reply(Generic[BodyT_co]):
    """A body with its status and headers.

    `declared` holds headers that the contract declares, as typed values, None where absent;
    `headers` holds any others. `status` 0 stands for the class's own, or else for the operation's
    only success status; an empty `media_type` leaves the choice to the request's Accept header.
    """

    _own_status: ClassVar[int] = 0

    def __init_subclass__(cls, *, status: int = 0) -> None:
        cls._own_status = status

    def __init__(
        self,
        body: BodyT_co,
        *,
        headers: Mapping[str, str] | None = None,
        media_type: str = "",
        status: int = 0,
        declared: Mapping[str, Any] | None = None,
    ) -> None:
        self.body = body
        self.headers = dict(headers or {})
        self.media_type = media_type
        self.status = status or self._own_status
        self.declared = dict(declared or {})


class ApiError(Exception):
    """An error response that a handler raises."""

    def __init__(
        self,
        body: Any = None,
        *,
        status: int,
        headers: Mapping[str, str] | None = None,
        media_type: str = "",
        declared: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(f"{status} {body!r}")
        self.reply = Reply(
            body, headers=headers, media_type=media_type, status=status, declared=declared
        )

    @property
    def status(self) -> int:
        """The status code."""
        return self.reply.status


# Handlers may be `async def` or plain `def`; a plain one runs in a worker thread.
Either: TypeAlias = BodyT | Awaitable[BodyT]
Answer: TypeAlias = BodyT | Reply[BodyT] | Awaitable[BodyT | Reply[BodyT]]
Stream: TypeAlias = AsyncIterable[ItemT] | Iterable[ItemT]
Binary: TypeAlias = bytes | AsyncIterable[bytes] | Iterable[bytes]
