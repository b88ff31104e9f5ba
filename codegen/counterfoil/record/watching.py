"""Notes what generated code sends and receives while tests run."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from counterfoil.model import Request
from counterfoil.record.following import Following, Trace
from counterfoil.record.headers import told_headers
from counterfoil.record.notes import Answered, Decoded, Note, Seen
from counterfoil.runtime.observing import Heard

Judge = Callable[[str, bytes], None]
"""Takes a message that is about to be published, and the contract that it is of."""


@dataclass(slots=True)
class Watching:
    """A watcher of generated code: what it hears becomes notes."""

    following: Following
    judge: Judge | None = None
    test: int = -1
    """The position of the test that runs."""
    _heard: list[tuple[Callable[[Seen], Note], Trace]] = field(default_factory=list)

    def begin(self, test: int) -> None:
        """A test begins."""
        self.test = test
        self.following.begin()

    def notes(self) -> tuple[Note, ...]:
        """Everything heard so far, in order."""
        return tuple(note(trace.seen()) for note, trace in self._heard)

    def sent(self, values: tuple[object, ...]) -> None:
        """What is passed on in a call counts as read."""
        for each in values:
            self.following.passed_on(each)

    def received(self, heard: Heard, value: object) -> None:
        """Follows the body of an answer from now on."""
        self.following.follow(value, self._answered(heard))

    def streamed(self, heard: Heard) -> Callable[[object], None]:
        """The items of a stream are those of a list."""
        trace = self._answered(heard)
        return lambda item: self.following.follow([item], trace)

    def encoded(self, contract: str, message: object, data: bytes) -> None:
        """Has a message judged that is about to be published."""
        self.following.passed_on(message)
        if self.judge is not None:
            self.judge(contract, data)

    def decoded(self, contract: str, message: object) -> None:
        """Follows a message from now on."""
        trace, test = Trace(), self.test
        self._heard.append((lambda seen: Decoded(test, contract, seen), trace))
        self.following.follow(message, trace)

    def _answered(self, heard: Heard) -> Trace:
        trace, test, response = Trace(), self.test, heard.response
        request = _request(response.request)
        base = urlsplit(heard.base_url).path.rstrip("/")
        status = response.status_code
        media_type = response.headers.get("Content-Type", "")

        def note(seen: Seen) -> Note:
            return Answered(
                test, heard.contract, heard.operation, base, request, status, media_type, seen
            )

        self._heard.append((note, trace))
        response.headers = told_headers(response.headers, trace.headers.add)
        return trace


def _request(sent: Any) -> Request:
    """A request of the transport."""
    headers = tuple((name.lower(), value) for name, value in sent.headers.multi_items())
    target = sent.url.raw_path.decode("ascii")
    return Request(sent.method, target, headers, _body(sent))


def _body(sent: Any) -> bytes:
    try:
        body: bytes = sent.read()
    except Exception:  # an upload from a file or an iterator, which is gone once it was sent
        return b""
    return body
