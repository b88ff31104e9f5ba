"""Client code that reads answers and messages."""

from collections.abc import Iterator

from counterfoil.compat.documents.calls import Request, header_read, least
from counterfoil.compat.documents.looks import Look
from counterfoil.compat.documents.python import Expression, assigned, written
from counterfoil.compat.documents.reading import reading
from counterfoil.engine.naming import identifier
from counterfoil.model import Direction, Operation
from counterfoil.runtime.client_media import is_json, is_sequence


def of_answer(look: Look, operation: Operation) -> Iterator[str]:
    """Statements that call an operation, and read what changed in an answer of it."""
    carrier, request = look.carrier, least(look.client, operation)
    if carrier.name:
        yield assigned("answer", request.raw)
        yield header_read(carrier.name)
    elif carrier.items or is_sequence(carrier.media_type):
        yield f"with {written(_streamed(request))} as found:"
        yield "    for each in found:"
        yield from (f"        {line}" for line in _read(look, "each"))
        yield "        ..."
    elif not is_json(carrier.media_type):
        yield written(request.asked)
    elif carrier.status.startswith("2"):
        name = _name(look)
        yield assigned(name, request.asked)
        yield from _read(look, name)
    else:
        yield from _of_error(look, request)


def _streamed(request: Request) -> Expression:
    """The call for a stream of items, which is a method of its own beside one for a value."""
    answers = (each for each in request.operation.responses if each.status.startswith("2"))
    content = [each.media_type for answer in answers for each in answer.content]
    return request.asked if all(map(is_sequence, content)) else request.asked_as("stream")


def _of_error(look: Look, request: Request) -> Iterator[str]:
    """What is raised for a status that is no success: `body` is what the contract describes."""
    yield "try:"
    yield f"    {written(request.asked, 4)}"
    yield "except ApiError as problem:"
    depth = "    "
    if look.carrier.status.isdecimal():
        yield f"    if problem.status == {look.carrier.status}:"
        depth = "        "
    yield f"{depth}body = problem.body"
    yield from (f"{depth}{line}" for line in _read(look, "body"))


def of_message(look: Look) -> Iterator[str]:
    """Statements that decode a message, and read what changed in it."""
    yield "message = messages.decode(data)"
    yield from _read(look, "message")


def _read(look: Look, name: str) -> list[str]:
    """Statements that read every field that changed."""
    schema = look.client.seen(look.schema, look.carrier.form)
    return reading(look.client, schema, look.fields, name)


def _name(look: Look) -> str:
    """What the result of a call is kept as: after its class where it has one."""
    component = look.client.target(look.client.seen(look.schema, Direction.RESPONSE))
    named = component is not None and look.client.is_record(component.name)
    found = identifier(component.name) if component is not None and named else "answer"
    return f"{found}_" if found in ("client", "models", "messages") else found
