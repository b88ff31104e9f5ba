"""An operation as it is called, where what changed is not inside of what it carries."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from counterfoil.compat.change import Change, Kind
from counterfoil.compat.documents.calls import header_read, least
from counterfoil.compat.documents.client import Client
from counterfoil.compat.documents.python import assigned, written
from counterfoil.compat.documents.setting_up import made
from counterfoil.compat.documents.side import Side
from counterfoil.compat.documents.titles import first_called
from counterfoil.model import Header, Parameter, Place

_Placed = TypeVar("_Placed", Parameter, Header)


def called(changes: Sequence[Change], client: Client, places: Sequence[Place | None]) -> Side:
    """The operation that changes are about as it is called; nothing where there is none."""
    operation = first_called(client.api.operations, changes[0].operations)
    if operation is None:
        return Side()
    where = [each for each in places if each is not None]
    parameters = _at(operation.parameters, where)
    request = least(client, operation, parameters)
    headers = [each for answer in operation.responses for each in _at(answer.headers, where)]
    code = []
    if any(each.kind is Kind.SECURITY for each in changes):
        code.append(made(client, operation.security[:1]))
    if parameters or not headers:
        code.append(written(request.expression))
    if headers:
        code += [assigned("answer", request.raw), *map(header_read, _names(headers))]
    return Side(line=request.line(), code="\n".join(code))


def _at(parts: Sequence[_Placed], places: Sequence[Place]) -> list[_Placed]:
    """Those of some parts of a contract in which a place is."""
    return [each for each in parts if any(_is_in(place, each.place) for place in places)]


def _is_in(place: Place, around: Place) -> bool:
    same_file = place.source.path == around.source.path
    return same_file and f"{place.pointer}/".startswith(f"{around.pointer}/")


def _names(headers: Sequence[Header]) -> Iterator[str]:
    yield from dict.fromkeys(each.name for each in headers)
