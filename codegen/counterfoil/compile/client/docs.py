"""Docstrings of generated clients."""

from collections.abc import Iterable, Iterator, Sequence

from counterfoil.compile.client.arguments import Argument
from counterfoil.compile.client.types import resolved
from counterfoil.compile.client.ways import Described, Way
from counterfoil.compile.text import literal
from counterfoil.model import Api, Operation, Schema


def method_text(operation: Operation, way: Way, arguments: Sequence[Argument], api: Api) -> str:
    """What a method does, takes, returns and raises, and which contract says so."""
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
    # Without the line: what is added above an operation changes nothing in its docstring.
    return f"`{operation.title}` in {operation.place.source.path}."


def _section(title: str, lines: Iterable[str]) -> str:
    written = [line.replace("\n", "\n        ") for line in lines]
    return "\n    ".join([f"{title}:", *written]) if written else ""


def _argument_line(argument: Argument, api: Api) -> str:
    if argument.parameter is None:
        return f"{argument.name}: {_BODY_TEXTS[argument.name]}"
    parameter = argument.parameter
    said = parameter.description.strip() or f"`{parameter.name}` in the {parameter.location}."
    facts = _facts(resolved(parameter.schema, api), parameter.schema)
    deprecated = ["Deprecated."] if parameter.deprecated else []
    return " ".join([f"{argument.name}: {said}", *facts, *deprecated])


_BODY_TEXTS = {
    "body": "What is sent.",
    "content_type": "The media type of what is sent.",
}


def _facts(*schemas: Schema) -> Iterator[str]:
    """Unit, bounds and default of a parameter, where the contract names them."""
    if all(_KEYWORDS.isdisjoint(schema) for schema in schemas):
        return
    for title, keywords in _FACTS:
        found = (schema[key] for schema in schemas for key in keywords if key in schema)
        value = next(found, None)
        if isinstance(value, str | int | float):
            yield f"{title}: {value}." if isinstance(value, str) else f"{title}: {literal(value)}."


_FACTS = (
    ("Unit", ("x-unit", "x-units", "unit", "units")),
    ("At least", ("minimum",)),
    ("At most", ("maximum",)),
    ("Default", ("default",)),
)
_KEYWORDS = frozenset(key for _, keywords in _FACTS for key in keywords)


def _raised(replies: Iterable[Described]) -> Iterator[str]:
    yield from _lines(each for each in replies if each.error)


def _lines(replies: Iterable[Described]) -> Iterator[str]:
    for each in replies:
        status = f"{each.error}: {each.status}" if each.error else each.status
        said = each.description.strip()
        yield f"{status}: {said}" if said else f"{status}."
