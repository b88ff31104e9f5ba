"""Operations that a client cannot express."""

import re

from counterfoil.compile import limits
from counterfoil.model import Api, Finding, In, Operation, Parameter


def left_out(operation: Operation, api: Api) -> Finding | None:
    """Why the operation is left out, or None where it is not."""
    reason = _reason(operation)
    return None if reason is None else limits.left_out(api, operation, "client", reason)


def _reason(operation: Operation) -> str | None:
    declared = {each.name for each in operation.parameters if each.location is In.PATH}
    for name in re.findall(r"\{([^{}]*)\}", operation.path):
        if name not in declared:
            return f"no parameter fills `{{{name}}}` of its path"
    found = (_style_reason(each) for each in operation.parameters if not each.media_type)
    return next((reason for reason in found if reason), None)


def _style_reason(parameter: Parameter) -> str | None:
    if parameter.style in limits.STYLES[parameter.location]:
        return None
    known = ", ".join(sorted(limits.STYLES[parameter.location]))
    return (
        f"its {parameter.location} parameter `{parameter.name}` has the style "
        f"`{parameter.style}`, which a {parameter.location} cannot have (it can have {known})"
    )
