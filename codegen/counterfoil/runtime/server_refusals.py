"""Why a request is turned down, as a value that any error format can be filled from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class Violation:
    """One place in a request that breaks the contract."""

    location: str
    """`path`, `query`, `header`, `cookie` or `body`."""
    name: str
    """Of the parameter; empty for a body."""
    pointer: str
    """A JSON Pointer into the value."""
    detail: str

    @property
    def place(self) -> str:
        """`query parameter limit`, or `body at /items/0`."""
        part = f"{self.location} parameter {self.name}" if self.name else self.location
        return f"{part} at {self.pointer}" if self.pointer else part


@dataclass(frozen=True, slots=True)
class Refusal:
    """A status with its reasons. `malformed` tells bytes that cannot be read from values that
    break the contract, because a contract may answer them with 400 and 422."""

    status: int
    detail: str
    violations: Sequence[Violation] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The status in words."""
        return HTTPStatus(self.status).phrase


class Refused(Exception):
    """Carries a refusal to where the answer is written."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.detail)
        self.refusal = refusal


_MOST = 50
"""Violations that are told; whoever sends more can find the rest in the next answer."""
VIOLATED = 0
"""The status of a refusal that the operation still has to choose: 422 or 400."""


def violated(violations: Sequence[Violation]) -> Refused:
    """The refusal of a request that can be read and breaks the contract."""
    detail = "; ".join(f"{violation.place}: {violation.detail}" for violation in violations[:5])
    return Refused(Refusal(VIOLATED, detail, violations[:_MOST]))


def malformed(location: str, detail: str) -> Refused:
    """The refusal of a request that cannot be read."""
    violation = Violation(location, "", "", detail)
    return Refused(Refusal(400, f"{location}: {detail}", (violation,)))
