"""Refusals as responses: in the contract's own shape where it has one, as RFC 9457 otherwise."""

import datetime
from typing import Any

from starlette.responses import Response

from .server_json import write_compactly
from .server_operations import Each, Media, Operation, Slot
from .server_refusals import VIOLATED, Refusal, Violation
from .server_values import conforms


def refuse(operation: Operation | None, refusal: Refusal) -> Response:
    """The answer to a request that is turned down."""
    status = refusal.status if refusal.status != VIOLATED else _choose(operation, refusal)
    settled = Refusal(status, refusal.detail, refusal.violations, refusal.headers)
    own = _own(operation, settled) if operation else None
    media_type, body = own or ("application/problem+json", problem(settled))
    headers = {**(operation.headers if operation else {}), **settled.headers}
    return Response(write_compactly(body), status, headers, media_type)


def _choose(operation: Operation | None, refusal: Refusal) -> int:
    documented = {response.status for response in operation.responses} if operation else set()
    if "422" not in documented:
        return 400
    # A contract with both means 400 for what surrounds the body and 422 for what it says.
    in_body = any(violation.location == "body" for violation in refusal.violations)
    return 422 if in_body or "400" not in documented else 400


def _own(operation: Operation, refusal: Refusal) -> tuple[str, Any] | None:
    response = operation.response(refusal.status)
    for media in response.content if response else ():
        body = fill(media.fill, refusal)
        if media.fill is not None and _fits(media, body):
            return media.media_type, body
    return None


def _fits(media: Media, body: Any) -> bool:
    return conforms(media.type, media.check, body)


def problem(refusal: Refusal) -> dict[str, Any]:
    """A problem document (RFC 9457)."""
    body: dict[str, Any] = {"type": "about:blank", "title": refusal.title, "status": refusal.status}
    if refusal.detail:
        body["detail"] = refusal.detail
    if refusal.violations:
        body["errors"] = [_violation(violation) for violation in refusal.violations]
    return body


def _violation(violation: Violation) -> dict[str, str]:
    named = {"in": violation.location, "name": violation.name, "pointer": violation.pointer}
    return {key: value for key, value in named.items() if value} | {"detail": violation.detail}


def fill(template: Any, refusal: Refusal, violation: Violation | None = None) -> Any:
    """A template with its slots filled.

    >>> fill({"message": Slot.DETAIL, "code": Slot.STATUS}, Refusal(404, "no such order"))
    {'message': 'no such order', 'code': 404}
    """
    match template:
        case Slot():
            return _slot(template, refusal, violation)
        case Each(item):
            return [fill(item, refusal, each) for each in refusal.violations]
        case dict():
            return {key: fill(value, refusal, violation) for key, value in template.items()}
        case list():
            return [fill(value, refusal, violation) for value in template]
    return template


def _slot(slot: Slot, refusal: Refusal, violation: Violation | None) -> Any:
    match slot:
        case Slot.TITLE:
            return refusal.title
        case Slot.STATUS:
            return refusal.status
        case Slot.STATUS_TEXT:
            return str(refusal.status)
        case Slot.CODE:
            return refusal.title.lower().replace(" ", "_").replace("-", "_")
        case Slot.NOW:
            return datetime.datetime.now(datetime.UTC).isoformat().replace("+00:00", "Z")
        case Slot.PLACE if violation:
            return violation.place
        case Slot.REASON if violation:
            return violation.detail
    return refusal.detail or refusal.title
