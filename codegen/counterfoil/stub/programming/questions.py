"""What somebody asks a stub's journal, and what is told of each exchange in it."""

from dataclasses import dataclass

from counterfoil.model import Json
from counterfoil.stub.programming.journal import Noted
from counterfoil.stub.programming.matching import When
from counterfoil.stub.programming.telling import Told, when_from

LONGEST = 60.0
"""Seconds that a question for requests waits at most; who has time asks again."""
_LAST = 100


@dataclass(frozen=True, slots=True)
class Question:
    """Which requests somebody asks for, how many there should be, and how long that may take."""

    contract: str
    when: When
    at_least: int
    seconds: float
    last: int

    @classmethod
    def of(cls, said: Told, contract: str) -> "Question":
        said.only("contract", "when", "at_least", "seconds", "last")
        return cls(
            contract,
            when_from(said.value.get("when", {})),
            said.read("at_least", int, 0),
            min(said.seconds("seconds"), LONGEST),
            max(0, said.read("last", int, _LAST)),
        )

    def means(self, noted: Noted, base: str) -> bool:
        received = noted.answered.received
        return received.contract == self.contract and self.when.fits(received, base)


def told_of(noted: Noted) -> dict[str, Json]:
    answered = noted.answered
    request, operation = answered.received.request, answered.received.operation
    return {
        "number": noted.number,
        "at": round(noted.at, 3),
        "operation": operation.id if operation else "",
        "method": request.method,
        "target": request.target,
        "headers": [list(each) for each in request.headers],
        "body": text_of(request.body),
        "status": answered.reply.status,
        "breaches": [
            f"{each.where}{each.pointer and ' '}{each.pointer}: {each.message}"
            for each in answered.breaches
        ],
    }


def text_of(body: bytes) -> str:
    """A body as text: what is not UTF-8 becomes U+FFFD."""
    return body.decode("utf-8", "replace")
