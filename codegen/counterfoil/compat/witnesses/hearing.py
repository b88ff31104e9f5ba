"""Whether a value is still not taken once it has been written, sent and read again."""

import re

from counterfoil.engine.conform import Terms
from counterfoil.model import In, Operation, Parameter, Reply, Request

_NAME = re.compile(r"\{([^{}]*)\}")


def minds_request(
    terms: Terms, says: Operation, hears: Operation, request: Request, parameter: Parameter
) -> bool:
    """Whether who hears objects to a parameter of the request, read as its contract reads it."""
    name = parameter.name
    if parameter.location is In.PATH:
        renamed = dict(zip(_NAME.findall(says.path), _NAME.findall(hears.path), strict=False))
        name = renamed.get(name, name)
    where = f"{parameter.location} {name}".lower()
    found = terms.request(hears, request, _path_values(says, hears, request.target)).breaches
    return any(each.where.lower() == where for each in found)


def minds_answer(
    terms: Terms, hears: Operation, request: Request, reply: Reply, header: str
) -> bool:
    """Whether who hears objects to a header of an answer, read as its contract reads it."""
    found = terms.reply(hears, request, reply)
    return any(each.where.lower() == f"header {header.lower()}" for each in found)


def _path_values(says: Operation, hears: Operation, target: str) -> dict[str, str]:
    """The parameters of the path as they are sent, by the names that who hears has for them."""
    parts = enumerate(_NAME.split(says.path))
    pattern = "".join("([^/]*)" if index % 2 else re.escape(part) for index, part in parts)
    found = re.fullmatch(pattern, target.partition("?")[0])
    return dict(zip(_NAME.findall(hears.path), found.groups(), strict=False)) if found else {}
