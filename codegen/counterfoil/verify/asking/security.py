"""The fourth phase: credentials left out, wrong ones, and those of somebody else."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from counterfoil.engine.wire.credentials import Credential, credentials_for, with_credentials
from counterfoil.model import Operation, Request
from counterfoil.verify.asking.attempts import made
from counterfoil.verify.asking.ground import path_values
from counterfoil.verify.asking.learning import current, remember
from counterfoil.verify.asking.order import in_order, resource_at
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Misses, Phase, Refuses
from counterfoil.verify.judging.verdicts import breach
from counterfoil.verify.requests.drafts import Draft, Told

PHASE = Phase.SECURITY
_PRIVATE = ("GET", "PUT", "PATCH", "DELETE")


def ask_security(inquiry: Inquiry) -> None:
    """Every operation that asks for credentials, without them and with wrong ones."""
    for operation in in_order(inquiry.api, inquiry.resources):
        asked = [each for each in operation.security if each.schemes]
        if not asked or len(asked) < len(operation.security):
            continue
        for credentials, missing in _lacking(inquiry, operation):
            _refused(
                inquiry,
                operation,
                credentials,
                "credentials-not-required",
                f"it is carried out without {missing}",
            )
        for credentials, wrong in _wrong(inquiry, operation):
            _refused(
                inquiry,
                operation,
                credentials,
                "credentials-not-checked",
                f"it is carried out with a {wrong} that nobody was given",
            )
        _ask_stranger(inquiry, operation)


def _lacking(inquiry: Inquiry, operation: Operation) -> Iterator[tuple[Sequence[Credential], str]]:
    """The credentials of an operation with each one left out."""
    given = inquiry.credentials(operation)
    if len({each.scheme for each in given}) == 1:
        yield (), "credentials" if len(operation.security) > 1 else f"`{given[0].scheme}`"
        return
    for name in dict.fromkeys(each.scheme for each in given):
        yield tuple(each for each in given if each.scheme != name), f"`{name}`"


def _wrong(inquiry: Inquiry, operation: Operation) -> Iterator[tuple[Sequence[Credential], str]]:
    """The credentials of an operation with each one wrong; only where a right one is known."""
    known = inquiry.settings.credentials
    for requirement in operation.security:
        if not all(name in known for name in requirement.schemes):
            continue
        for name in requirement.schemes:
            secrets = {**known, name: _false(known[name])}
            yield credentials_for(inquiry.api, requirement, secrets), f"credential for `{name}`"
        return


def _false(secret: str) -> str:
    """A secret of the same form that is another one.

    >>> _false("open-sesame"), _false("ada:lovelace")
    ('zpen-sesame', 'ada:zovelace')
    """
    start = secret.find(":") + 1
    wrong = "z" if secret[start : start + 1] != "z" else "y"
    return f"{secret[:start]}{wrong}{secret[start + 1:]}"


def _refused(
    inquiry: Inquiry,
    operation: Operation,
    credentials: Sequence[Credential],
    rule: str,
    message: str,
) -> None:
    told = _ask(inquiry, operation, credentials)
    if told is None:
        return
    if not told.accepted:
        inquiry.judged(told, PHASE)
        inquiry.verdicts["refused" if told.status in (401, 403) else "not proved"] += 1
        return
    inquiry.coverage.exchange(operation, told.request, told.reply)  # type: ignore[arg-type]  # accepted: a reply
    seen = breach(rule, f"{message}: the answer is {told.status}", operation.place, "credentials")
    inquiry.saw(seen, told, Refuses(), PHASE)
    remember(inquiry, told)


def _ask(inquiry: Inquiry, operation: Operation, credentials: Sequence[Credential]) -> Told | None:
    base = inquiry.ground.base(operation) or next(made(inquiry, operation), None)
    if base is None:
        base = Draft(operation)
    draft = current(inquiry, base, PHASE)
    request = inquiry.written(draft)
    if request is None:
        return None
    return inquiry.put(draft, presented(inquiry, operation, request, credentials), PHASE)


def presented(
    inquiry: Inquiry, operation: Operation, request: Request, credentials: Sequence[Credential]
) -> Request:
    """The request with these credentials in place of its own."""
    for each in inquiry.credentials(operation):
        request = without(request, each)
    return with_credentials(request, credentials)


def without(request: Request, credential: Credential) -> Request:
    """The request without a credential, wherever it travels."""
    name = credential.name.lower()
    match credential.location.value:
        case "header":
            kept = tuple(each for each in request.headers if each[0].lower() != name)
            return replace(request, headers=kept)
        case "cookie":
            others = tuple(each for each in request.headers if each[0].lower() != "cookie")
            parts = [
                part.strip()
                for key, value in request.headers
                if key.lower() == "cookie"
                for part in value.split(";")
            ]
            left = "; ".join(part for part in parts if part.partition("=")[0] != credential.name)
            return replace(request, headers=(*others, *((("Cookie", left),) if left else ())))
    path, _, query = request.target.partition("?")
    left = "&".join(p for p in query.split("&") if p.partition("=")[0] != credential.name)
    return replace(request, target=f"{path}?{left}" if left else path)


def _ask_stranger(inquiry: Inquiry, operation: Operation) -> None:
    """Asks for a thing of the first user's with the credentials of the second."""
    strangers = inquiry.settings.strangers
    resource = resource_at(operation, inquiry.resources)
    if resource is None or operation.method not in _PRIVATE or not strangers:
        return
    requirement = next(
        (each for each in operation.security if all(name in strangers for name in each.schemes)),
        None,
    )
    if requirement is None or not any(each.ours for each in inquiry.ground.at(resource.item)):
        return
    told = _ask(inquiry, operation, credentials_for(inquiry.api, requirement, strangers))
    if told is None:
        return
    inquiry.judged(told, PHASE)
    if told.accepted:
        message = f"what one user has made is open to another: the answer is {told.status}"
        seen = breach("stranger-let-in", message, operation.place, "credentials")
        inquiry.saw(seen, told, Misses(), PHASE)
        if operation.method == "DELETE":
            inquiry.ground.forget(operation.path, path_values(told.draft, operation.path))
