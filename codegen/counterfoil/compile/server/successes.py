"""Which responses of an operation are successes, and how a handler names each."""

from dataclasses import dataclass

from counterfoil.engine.naming import class_name, identifier, unique
from counterfoil.model import Header, Operation, Response


@dataclass(frozen=True, slots=True)
class Successes:
    """`status` is what a bare body is sent with; `bare` is its response, None where a reply must
    say which; `replies` are those that have a class of their own."""

    status: int
    bare: Response | None
    replies: tuple[Response, ...]
    undocumented: bool = False
    """True where the contract names no success at all, and 204 stands in."""


def successes(operation: Operation) -> Successes:
    """The successes of an operation."""
    documented = [each for each in operation.responses if each.status[0] in "23"]
    if not documented:
        documented = [each for each in operation.responses if each.status == "default"]
    if not documented:
        return Successes(204, None, (), undocumented=True)
    certain = [each for each in documented if each.status[0] == "2"] or documented
    bare = certain[0] if len(certain) == 1 and not _needs_headers(certain[0]) else None
    if len(documented) == 1 and bare is not None and not bare.headers:
        return Successes(_status(bare), bare, ())
    return Successes(_status(certain[0]), bare, tuple(documented))


def is_error(response: Response) -> bool:
    """True for a response that a handler raises; `default` is one whatever else it is."""
    return response.status[0] in "45d"


def status_argument(status: str) -> bool:
    """True where the status leaves a choice: a range, or `default`."""
    return not status.isdigit()


def _needs_headers(response: Response) -> bool:
    return any(header.required for header in response.headers)


def _status(response: Response) -> int:
    if response.status.isdigit():
        return int(response.status)
    return int(response.status[0]) * 100 if response.status[0].isdigit() else 200


def reply_name(operation: Operation, response: Response) -> str:
    """The class of one success: `PlaceOrder201`."""
    status = "Default" if response.status == "default" else response.status
    return f"{class_name(operation.name)}{status}"


def header_arguments(headers: tuple[Header, ...]) -> list[str]:
    """Argument names of declared headers."""
    wanted = [identifier(header.name) for header in headers]
    return unique(wanted, ("self", "body", "status", "headers", "media_type"))
