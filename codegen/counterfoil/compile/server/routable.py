"""Operations that a server cannot offer, with the reason for each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from counterfoil.compile.limits import STYLES, left_out
from counterfoil.model import Api, Finding, In, Operation

_PARAMETER = re.compile(r"\{([^{}]*)\}")


@dataclass(slots=True)
class _Met:
    """Methods and paths that were met already, parameter names aside."""

    routes: dict[tuple[str, str], Operation] = field(default_factory=dict)


def routable(api: Api) -> tuple[tuple[Operation, ...], tuple[Finding, ...]]:
    """The operations that can be served, and a finding for each of the others."""
    met = _Met()
    served: list[Operation] = []
    findings: list[Finding] = []
    for operation in api.operations:
        reason = next(_reasons(api, operation, met), "")
        if reason:
            findings.append(left_out(api, operation, "server", reason))
        else:
            served.append(operation)
    return tuple(served), tuple(findings)


def _reasons(api: Api, operation: Operation, met: _Met) -> Iterator[str]:
    yield from _of_path(operation)
    yield from _of_styles(operation)
    yield from _of_security(api, operation)
    key = (operation.method, _PARAMETER.sub("{}", operation.path))
    first = met.routes.setdefault(key, operation)
    if first is not operation:
        yield f"it answers the same requests as {first.title}"


def _of_path(operation: Operation) -> Iterator[str]:
    path = operation.path
    names = _PARAMETER.findall(path)
    if not path.startswith("/"):
        yield f"its path {path} does not start with /"
    if "#" in path:
        yield f"its path {path} holds a fragment, which no request carries"
    if _PARAMETER.search(path.partition("?")[2]):
        yield f"its path {path} holds a parameter behind its question mark"
    if set("{}") & set(_PARAMETER.sub("", path)):
        yield f"its path {path} holds a brace that belongs to no parameter"
    declared = {each.name for each in operation.parameters if each.location is In.PATH}
    for name in names:
        if names.count(name) > 1:
            yield f"its path {path} holds {{{name}}} twice"
        if name not in declared:
            yield f"its path parameter {name} is not declared"
    for name in sorted(declared - set(names)):
        yield f"its path {path} has no place for the path parameter {name}"


def _of_styles(operation: Operation) -> Iterator[str]:
    for each in operation.parameters:
        if not each.media_type and each.style not in STYLES[each.location]:
            yield f"its {each.location} parameter {each.name} cannot have the style {each.style}"


def _of_security(api: Api, operation: Operation) -> Iterator[str]:
    for requirement in operation.security:
        for scheme in requirement.schemes:
            if scheme not in api.security_schemes:
                yield f"it asks for the security scheme {scheme}, which is not defined"
