"""Which documented response answers a request: the success, or the one nearest to a problem."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from counterfoil.model import Operation, Response

_EXACT = re.compile(r"[1-9][0-9]{2}")


class Trouble(Enum):
    """Why a request is turned down: the statuses that say so, and those that come near it."""

    MALFORMED = (400,), (422,)
    AROUND = (400, 422), ()
    """A value of a parameter is wrong."""
    INSIDE = (422, 400), ()
    """A value of the body is wrong."""
    CREDENTIALS = (401,), (403,)
    FORBIDDEN = (403,), (401,)
    ABSENT = (404,), (410,)
    METHOD = (405,), ()
    UNACCEPTABLE = (406,), ()
    TOO_LARGE = (413,), (400, 422)
    UNSUPPORTED = (415,), (400, 422)

    @property
    def status(self) -> int:
        """The status where the contract documents nothing that fits."""
        return 400 if self is Trouble.INSIDE else self.value[0][0]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A status, and the response that documents it; None where nothing does."""

    status: int
    response: Response | None


def refusal(operation: Operation | None, trouble: Trouble) -> Chosen:
    """The response to a request that is turned down: exact, by range, by default, or near."""
    documented = {each.status: each for each in operation.responses} if operation else {}
    exact, near = trouble.value
    for status in exact:
        if str(status) in documented:
            return Chosen(status, documented[str(status)])
    for key in ("4XX", "default"):
        if key in documented:
            return Chosen(trouble.status, documented[key])
    for status in near:
        if str(status) in documented:
            return Chosen(status, documented[str(status)])
    return Chosen(trouble.status, None)


def success(operation: Operation) -> Chosen:
    """The response that says that all went well: the lowest 2xx, a redirection, or the default."""
    documented = {each.status: each for each in operation.responses}
    exact = sorted(each for each in documented if _EXACT.fullmatch(each))
    for family in ("2", "3"):
        for status in exact:
            if status.startswith(family):
                return Chosen(int(status), documented[status])
        if f"{family}XX" in documented:
            return Chosen(_USUAL[family], documented[f"{family}XX"])
    if "default" in documented:
        return Chosen(200, documented["default"])
    # An operation that documents failures alone leaves nothing else to say.
    return Chosen(int(exact[0]), documented[exact[0]]) if exact else Chosen(200, None)


_USUAL = {"2": 200, "3": 302}


def among(operation: Operation, statuses: Sequence[int]) -> Chosen | None:
    """The first of these statuses that the operation documents by itself."""
    documented = {each.status: each for each in operation.responses}
    for status in statuses:
        if str(status) in documented:
            return Chosen(status, documented[str(status)])
    return None


def asked(operation: Operation, code: str) -> Chosen | None:
    """The response that documents a status, by itself, by range or by default."""
    documented = {each.status: each for each in operation.responses}
    if not _EXACT.fullmatch(code):
        return None
    for key in (code, f"{code[0]}XX", "default"):
        if key in documented:
            return Chosen(int(code), documented[key])
    return None
