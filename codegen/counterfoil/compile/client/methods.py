"""The methods of a generated client, one for each way to call an operation."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from counterfoil.compile.client.arguments import (
    Argument,
    Sent,
    body_arguments,
    parameter_arguments,
    sent,
)
from counterfoil.compile.client.descriptions import deprecation, description
from counterfoil.compile.client.docs import method_text
from counterfoil.compile.client.names import method_names
from counterfoil.compile.client.ways import Described, Kind, Way, ways
from counterfoil.compile.formatting import WIDTH
from counterfoil.compile.source import Group, call, enclosed, write
from counterfoil.compile.text import docstring, literal
from counterfoil.compile.types import TypeExpr, Types
from counterfoil.model import Api, Operation

_UPLOAD = TypeExpr("Upload")
_CALLS = {Kind.VALUE: "_call", Kind.STREAM: "_stream", Kind.DOWNLOAD: "_download"}


@dataclass(frozen=True, slots=True)
class Flavour:
    """What tells the sync client from the async one."""

    name: str
    """Of modules."""
    prefix: str
    """Of class names."""
    base: str
    """The runtime's class that it builds on."""
    define: str
    call: str


SYNC = Flavour("sync", "", "SyncCalls", "def", "self")
ASYNC = Flavour("async", "Async", "AsyncCalls", "async def", "await self")


@dataclass(frozen=True, slots=True)
class Method:
    """One way to call one operation, ready to be written for either flavour."""

    name: str
    operation: Operation
    way: Way
    arguments: tuple[Argument, ...]
    """In the order of the signature."""
    bodies: tuple[Sent, ...]
    source: Group
    """The description of the operation."""
    text: str
    """The docstring, in source."""
    deprecated: str

    @property
    def types(self) -> Iterator[TypeExpr]:
        """Every type in the signature."""
        yield self.way.result
        yield from (argument.type for argument in self.arguments)

    @property
    def described_types(self) -> Iterator[TypeExpr]:
        """Every type in the description."""
        yield self.way.result
        yield from (content.type for reply in self.way.replies for content in reply.content)
        yield from (body.type for body in self.bodies)


@dataclass(frozen=True, slots=True)
class Written:
    """A method as source."""

    decorator: str
    signature: str
    docstring: str
    body: str


def methods(operations: Sequence[Operation], api: Api, types: Types) -> tuple[Method, ...]:
    """The methods of all operations, in the contract's order."""
    found = [(operation, way) for operation in operations for way in ways(operation, api, types)]
    names = method_names([f"{operation.name}{way.suffix}" for operation, way in found])
    return tuple(
        _method(name, operation, way, api, types)
        for name, (operation, way) in zip(names, found, strict=True)
    )


def replies_of(methods: Iterable[Method]) -> Iterator[Described]:
    """What every method makes of every status."""
    for method in methods:
        yield from method.way.replies


def written(method: Method, flavour: Flavour) -> Written:
    """The method as a flavour has it."""
    return Written(
        _decorator(method.deprecated),
        _signature(method, flavour),
        method.text,
        _body(method, flavour),
    )


def description_of(method: Method) -> str:
    """The function that describes the method's operation, as black writes it.

    The description is made when the operation is first called: until then none of its types is needed.
    """
    result = f"Operation[{method.way.result.text}]"
    head = f"def {method.name}() -> {result}:"
    if len(head) > WIDTH:
        head = f"def {method.name}() -> (\n    {result}\n):"
    return f"@functools.cache\n{head}\n    return {write(method.source, 4, len('return '))}"


def _method(name: str, operation: Operation, way: Way, api: Api, types: Types) -> Method:
    parameters = parameter_arguments(operation, types)
    bodies = sent(operation, types, _UPLOAD)
    arguments = _in_order((*parameters, *body_arguments(operation, bodies)))
    return Method(
        name,
        operation,
        way,
        arguments,
        bodies,
        description(operation, way, arguments, bodies, api),
        docstring(method_text(operation, way, arguments, api), 8),
        f"{operation.title} {deprecation(operation, api)}" if operation.deprecated else "",
    )


def _in_order(arguments: Iterable[Argument]) -> tuple[Argument, ...]:
    """Positional first, then those without a default; otherwise as they come."""
    return tuple(sorted(arguments, key=lambda each: (each.keyword_only, bool(each.default))))


def _decorator(deprecated: str) -> str:
    if not deprecated:
        return ""
    return write(call("@deprecated", literal(deprecated), category="None"), 4)


def _signature(method: Method, flavour: Flavour) -> str:
    positional = [each.declaration for each in method.arguments if not each.keyword_only]
    keywords = [each.declaration for each in method.arguments if each.keyword_only]
    star = ["*"] if keywords else []
    head = enclosed(
        f"{flavour.define} {method.name}(",
        ["self", *positional, *star, *keywords],
        f") -> {_result(method.way, flavour)}:",
    )
    return write(head, 4)


def _result(way: Way, flavour: Flavour) -> str:
    match way.kind:
        case Kind.STREAM:
            return f"{flavour.prefix}Stream[{way.result.text}]"
        case Kind.DOWNLOAD:
            return f"{flavour.prefix}Download"
        case _:
            return way.result.text


def _body(method: Method, flavour: Flavour) -> str:
    passed = [each.name for each in method.arguments if each.parameter is not None]
    named = {each.name: each.name for each in method.arguments if each.parameter is None}
    # A call that results in None is a statement: type checkers refuse it as a value.
    returns = "" if method.way.result.text == "None" else "return "
    head = f"{returns}{flavour.call}.{_CALLS[method.way.kind]}"
    return write(call(head, f"operations.{method.name}()", *passed, **named), 8)
