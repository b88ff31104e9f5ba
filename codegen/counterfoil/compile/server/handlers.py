"""`handlers.py`: the methods that a service writes."""

from collections.abc import Iterator
from dataclasses import dataclass

from counterfoil.compile.formatting import WIDTH
from counterfoil.compile.server.defaults import usable_default
from counterfoil.compile.server.successes import is_error, reply_name, successes
from counterfoil.compile.server.types import body_type, response_type
from counterfoil.compile.source import enclosed, write
from counterfoil.compile.statuses import error_name
from counterfoil.compile.text import docstring
from counterfoil.compile.types import NONE, TypeExpr, Types, optional
from counterfoil.engine.naming import identifier, unique
from counterfoil.engine.wire.shapes import Components
from counterfoil.model import Api, Direction, Operation, Parameter

RESERVED = ("self", "call", "body")


@dataclass(frozen=True, slots=True)
class Method:
    """A handler method, ready for its template."""

    name: str
    signature: str
    docstring: str
    types: tuple[TypeExpr, ...]


def argument_names(operation: Operation) -> list[str]:
    """What a handler calls the operation's parameters, in their order."""
    return unique([identifier(parameter.name) for parameter in operation.parameters], RESERVED)


def method(api: Api, types: Types, operation: Operation) -> Method:
    """The handler method of an operation."""
    components = api.components
    typed = [_parameter_type(each, components, types) for each in operation.parameters]
    names = argument_names(operation)
    members = [f"{name}: {type_.text}" for name, type_ in zip(names, typed, strict=True)]
    if operation.body is not None:
        typed.append(body_type(operation.body, components, types))
        members.append(f"body: {typed[-1].text}")
    result = _result(operation, components, types)
    given = [f"call: Call[{_principal(operation)}]", *(["*", *members] if members else [])]
    signature = enclosed(f"def {operation.name}(", ["self", *given], _closing(result.text))
    return Method(
        name=operation.name,
        signature=write(signature, _DEPTH),
        docstring=docstring("\n".join(_told(api, operation)), 8),
        types=(*typed, result),
    )


def is_secured(operation: Operation) -> bool:
    """True where an operation asks for credentials, if only in one of its alternatives."""
    return any(requirement.schemes for requirement in operation.security)


def _principal(operation: Operation) -> str:
    if not is_secured(operation):
        return "None"
    anonymous = any(not requirement.schemes for requirement in operation.security)
    return "PrincipalT | None" if anonymous else "PrincipalT"


def _parameter_type(parameter: Parameter, components: Components, types: Types) -> TypeExpr:
    found = types.of(parameter.schema, Direction.REQUEST)
    sure = parameter.required or usable_default(parameter, components) is not None
    return found if sure else optional(found)


def _result(operation: Operation, components: Components, types: Types) -> TypeExpr:
    answers = successes(operation)
    names = [f"replies.{reply_name(operation, response)}" for response in answers.replies]
    if answers.bare is None and names:
        return TypeExpr(f"{_EITHER}{' | '.join(names)}]")
    found = response_type(answers.bare, components, types) if answers.bare else NONE
    if not names:
        return TypeExpr(f"Answer[{found.text}]", found.imports)
    # `None | X` reads as an optional reply, which it is not.
    bare = [f"Reply[{found.text}]"] if found == NONE else [found.text, f"Reply[{found.text}]"]
    text = " | ".join([*bare, *names, *(["None"] if found == NONE else [])])
    return TypeExpr(f"{_EITHER}{text}]", found.imports)


def _closing(result: str) -> str:
    """The end of a method's head, as black writes it after arguments that stand by themselves."""
    line = f") -> {result}:"
    inside, margin = result.removeprefix(_EITHER).removesuffix("]"), " " * (_DEPTH + 4)
    if _DEPTH + len(line) <= WIDTH or inside == result or "[" in inside:
        return line
    if len(margin) + len(inside) > WIDTH:
        inside = inside.replace(" | ", f"\n{margin}| ")
    return f") -> {_EITHER}\n{margin}{inside}\n{' ' * _DEPTH}]:"


_EITHER = "Either["
_DEPTH = 4


def _told(api: Api, operation: Operation) -> Iterator[str]:
    yield operation.summary.strip() or operation.title
    if operation.description.strip() not in ("", operation.summary.strip()):
        yield f"\n{operation.description.strip()}"
    raised = [f"errors.{error_name(each.status)}" for each in operation.responses if is_error(each)]
    if raised:
        yield f"\nMay raise {', '.join(raised)}."
    if operation.deprecated or api.lifecycle.deprecated:
        yield "\nDeprecated."
    if operation.summary.strip():
        yield f"\n{operation.title}"
