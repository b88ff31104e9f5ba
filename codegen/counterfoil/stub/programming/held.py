"""A contract that a stub plays, as a test holds it: what to answer, what befalls, what arrived."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from counterfoil.model import Headers, Json
from counterfoil.runtime.server_styles import ABSENT
from counterfoil.stub.programming.channels import Channel
from counterfoil.stub.programming.matching import When
from counterfoil.stub.programming.rules import Answer
from counterfoil.stub.programming.telling import answer_told, when_told

_SECONDS = 5.0
_ALL = 1000


class NotReceived(AssertionError):
    """A stub did not receive the requests that a test expects; the message says what it received."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that a stub received, and the status that it answered."""

    number: int
    operation: str
    """Its operationId; empty where the contract has no such operation."""
    method: str
    target: str
    headers: Headers
    body: str
    status: int
    """What was answered, before any fault befell it."""
    breaches: tuple[str, ...] = ()
    """What was wrong with it."""

    def json(self) -> Any:
        """The body as a JSON value."""
        return orjson.loads(self.body)

    def __str__(self) -> str:
        wrong = f"  ({'; '.join(self.breaches)})" if self.breaches else ""
        return f"{self.method} {self.target} → {self.status}{wrong}"


@dataclass(frozen=True, slots=True)
class Called:
    """A callback or webhook that was sent, and what the consumer answered."""

    url: str
    sent: str
    status: int
    headers: Headers
    body: str


@dataclass(frozen=True, slots=True)
class PlayedContract:
    """One contract of a running stub.

    Requests are meant by `operation` (an operationId, or `GET /orders/{id}`) and by the keywords of
    `When`: `method`, `path`, `query`, `headers`, `body` (JSON that theirs has in it), `at`.
    """

    contract: str
    url: str
    """Where it is played, base path included."""
    channel: Channel

    def respond(self, operation: str, *answers: Answer | int, **when: Any) -> None:
        """Answers the requests meant: the first with the first answer, and so on; the last one stays.

        A number is the contract's own reply of that status.
        """
        made = [answer_told(_answer(each)) for each in answers]
        told = {"when": when_told(When(operation, **when)), "answers": made}
        self._tell("rules", told)

    def fault(self, fault: str) -> None:
        """Plans a fault, written as on the command line: `placeOrder: reset, 2 times`."""
        self._tell("faults", {"fault": fault})

    @property
    def requests(self) -> tuple[Seen, ...]:
        """What was received, the first one first."""
        return self.received()

    def received(self, operation: str = "", **when: Any) -> tuple[Seen, ...]:
        """Those of the requests meant that were received."""
        return _seen(self._ask(When(operation, **when)))

    def wait_for_requests(
        self, number: int, operation: str = "", seconds: float = _SECONDS, **when: Any
    ) -> tuple[Seen, ...]:
        """The requests meant, once there are so many. Raises NotReceived where they do not come."""
        meant = When(operation, **when)
        told = self._ask(meant, at_least=number, seconds=seconds)
        if told["count"] < number:
            raise self._not_received(f"{number} or more were", told["count"], meant)
        return _seen(told)

    def assert_received(self, operation: str = "", times: int = 1, **when: Any) -> None:
        """Raises NotReceived unless exactly so many of the requests meant were received."""
        meant = When(operation, **when)
        told = self._ask(meant)
        if told["count"] != times:
            raise self._not_received(
                f"exactly {times} {'was' if times == 1 else 'were'}", told["count"], meant
            )

    def webhook(self, name: str, url: str, body: Json = ABSENT) -> Called:
        """Sends a webhook of the contract to a URL, with a drawn body where none is given."""
        return self._call({"webhook": name, "url": url}, body)

    def callback(self, operation: str, name: str, url: str = "", body: Json = ABSENT) -> Called:
        """Sends a callback of an operation, to the URL that its last request gave, or to another."""
        return self._call({"operation": operation, "callback": name, "url": url}, body)

    def down(self) -> None:
        """Refuses connections from now on, as a provider that is down."""
        self._tell("down", {})

    def up(self) -> None:
        """Answers again after it was `down`."""
        self._tell("up", {})

    def reset(self) -> None:
        """Forgets answers, faults, what was received, and what was created."""
        self._tell("reset", {})

    def _call(self, what: Mapping[str, Json], body: Json) -> Called:
        told = self._tell("calls", what if body is ABSENT else {**what, "body": body})
        return Called(
            told["url"], told["sent"], told["status"], _headers(told["headers"]), told["body"]
        )

    def _ask(self, when: When, **more: Json) -> Any:
        return self._tell("requests", {"when": when_told(when), "last": _ALL, **more})

    def _tell(self, route: str, value: Mapping[str, Json]) -> Any:
        return self.channel.tell(route, {"contract": self.contract, **value})

    def _not_received(self, wanted: str, count: int, when: When) -> NotReceived:
        meant = ", ".join(f"{key} {value}" for key, value in when_told(when).items())
        requests = "1 request" if count == 1 else f"{count} requests"
        lines = [f"{self.contract} received {requests}, and {wanted} expected"]
        lines += [f"of those meant by {meant}"] if meant else []
        lines += ["it received:", *(f"  {each}" for each in self.requests)]
        return NotReceived("\n".join(lines))


def played(channel: Channel) -> Mapping[str, PlayedContract]:
    """Every contract that is played at the other end of a channel, by id.

    `played(Remote("http://127.0.0.1:4020"))["orders/v2"]`
    """
    told = channel.tell("", {})
    return {
        each["contract"]: PlayedContract(each["contract"], each["url"], channel)
        for each in told["contracts"]
    }


def _answer(given: Any) -> Answer:
    if isinstance(given, Answer | int):
        return given if isinstance(given, Answer) else Answer(given)
    raise TypeError(f"{given!r:.80} is no answer: give a status, or Answer(status, json)")


def _seen(told: Any) -> tuple[Seen, ...]:
    return tuple(
        Seen(
            each["number"],
            each["operation"],
            each["method"],
            each["target"],
            _headers(each["headers"]),
            each["body"],
            each["status"],
            tuple(each["breaches"]),
        )
        for each in told["requests"]
    )


def _headers(told: Any) -> Headers:
    return tuple((name, value) for name, value in told)
