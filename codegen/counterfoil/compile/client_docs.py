"""Docstrings of generated clients."""

from collections.abc import Iterable, Iterator, Sequence

from counterfoil.compile.client_arguments import Argument
from counterfoil.compile.client_types import resolved
from counterfoil.compile.client_ways import Described, Way
from counterfoil.model import Api, Operation

_UNITS = ("x-unit", "x-units", "unit", "units")


def method_text(operation: Operation, way: Way, arguments: Sequence[Argument], api: Api) -> str:
    """What a method does, takes, returns and raises, and where the contract says so."""
    sections = [
        operation.summary.strip() or f"{operation.title}.",
        operation.description.strip() if operation.description != operation.summary else "",
        _section("Args", (_argument_line(each, api) for each in arguments)),
        _section("Returns", _lines(each for each in way.replies if not each.error)),
        _section("Raises", _raised(way.replies)),
        _origin(operation),
    ]
    return "\n\n".join(section for section in sections if section)


def _origin(operation: Operation) -> str:
    at = operation.place.at
    return f"`{operation.title}` in {at.path}, line {at.line}."


def _section(title: str, lines: Iterable[str]) -> str:
    written = [line.replace("\n", "\n        ") for line in lines]
    return "\n    ".join([f"{title}:", *written]) if written else ""


def _argument_line(argument: Argument, api: Api) -> str:
    if argument.parameter is None:
        return f"{argument.name}: {_BODY_TEXTS[argument.name]}"
    parameter = argument.parameter
    parts = [parameter.description.strip(), _unit(argument, api)]
    if parameter.deprecated:
        parts.append("Deprecated.")
    said = " ".join(part for part in parts if part)
    where = f"`{parameter.name}` in the {parameter.location}."
    return f"{argument.name}: {said or where}"


_BODY_TEXTS = {
    "body": "What is sent.",
    "content_type": "The media type of what is sent.",
}


def _unit(argument: Argument, api: Api) -> str:
    if argument.parameter is None:
        return ""
    schema = argument.parameter.schema
    named = (each[key] for each in (schema, resolved(schema, api)) for key in _UNITS if key in each)
    unit = next(named, None)
    return f"Unit: {unit}." if isinstance(unit, str) else ""


def _raised(replies: Iterable[Described]) -> Iterator[str]:
    yield from _lines(each for each in replies if each.error)


def _lines(replies: Iterable[Described]) -> Iterator[str]:
    for each in replies:
        status = f"{each.error}: {each.status}" if each.error else each.status
        said = each.description.strip()
        yield f"{status}: {said}" if said else f"{status}."
