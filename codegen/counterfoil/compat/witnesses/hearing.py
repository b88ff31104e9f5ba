"""Whether a value is still not taken once it has been written, sent and read again."""

import re
from collections.abc import Iterable

from counterfoil.engine.conform import Breach, Terms
from counterfoil.model import In, Operation, Parameter, Reply, Request

_NAME = re.compile(r"\{([^{}]*)\}")


def minds_parameter(
    terms: Terms, says: Operation, hears: Operation, request: Request, parameter: Parameter
) -> bool:
    """Whether who hears objects to a parameter of the request, read as its contract reads it."""
    name = parameter.name
    if parameter.location is In.PATH:
        renamed = dict(zip(_NAME.findall(says.path), _NAME.findall(hears.path), strict=False))
        name = renamed.get(name, name)
    return _minds(terms, says, hears, request, f"{parameter.location} {name}")


def minds_body(terms: Terms, says: Operation, hears: Operation, request: Request) -> bool:
    """Whether who hears objects to the body of the request, read as its contract reads it."""
    return _minds(terms, says, hears, request, "body")


def minds_answer(
    terms: Terms, hears: Operation, request: Request, reply: Reply, where: str
) -> bool:
    """Whether who hears objects to the body or a header of an answer, read as it is read there."""
    return _names(terms.reply(hears, request, reply), where)


def _minds(terms: Terms, says: Operation, hears: Operation, request: Request, where: str) -> bool:
    path_values = _path_values(says, hears, request.target)
    return _names(terms.request(hears, request, path_values).breaches, where)


def _names(breaches: Iterable[Breach], where: str) -> bool:
    return any(each.where.lower() == where.lower() for each in breaches)


def _path_values(says: Operation, hears: Operation, target: str) -> dict[str, str]:
    """The parameters of the path as they are sent, by the names that who hears has for them."""
    parts = enumerate(_NAME.split(says.path))
    pattern = "".join("([^/]*)" if index % 2 else re.escape(part) for index, part in parts)
    found = re.fullmatch(pattern, target.partition("?")[0])
    return dict(zip(_NAME.findall(hears.path), found.groups(), strict=False)) if found else {}
