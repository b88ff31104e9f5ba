"""What there is instead of a reply."""

from dataclasses import dataclass
from enum import StrEnum


class Loss(StrEnum):
    """Why a request has no reply that could be judged."""

    UNREACHABLE = "unreachable"
    """No connection came about."""
    SILENT = "silent"
    """The provider did not answer in time."""
    CLOSED = "closed"
    """The provider closed the connection before it answered."""
    CUT_SHORT = "cut-short"
    """The answer began, and broke off."""
    ENDLESS = "endless"
    """The answer did not end in time."""
    TOO_LARGE = "too-large"
    """The answer is larger than anybody reads."""
    NOT_HTTP = "not-http"
    """What came is no HTTP."""
    UNDECODABLE = "undecodable"
    """The body is in a content coding that is unknown, or not in the one it names."""
    UNSENDABLE = "unsendable"
    """HTTP cannot express the request: nothing was sent, and the provider is not to blame."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A request without a reply; `detail` is the end of the sentence "the provider …"."""

    kind: Loss
    detail: str
