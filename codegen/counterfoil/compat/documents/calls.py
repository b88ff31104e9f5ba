"""Calls of a client, as somebody who uses it writes them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from counterfoil.compat.documents.client import Client, argument_name, method_name
from counterfoil.compat.documents.inside import NOTHING, Nothing, Payload
from counterfoil.compat.documents.python import Bracketed, Expression, call, literal, written
from counterfoil.compat.documents.spelling import spelled
from counterfoil.engine.wire.call import Call, Inexpressible
from counterfoil.engine.wire.writing import write
from counterfoil.model import Direction, In, Json, Media, Operation, Parameter
from counterfoil.runtime.client_media import essence, is_json, is_range, is_text
from counterfoil.runtime.server_styles import ABSENT

_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of an operation: what it requires, and what it is about."""

    client: Client
    operation: Operation
    parameters: Mapping[tuple[In, str], Json] = field(default_factory=dict)
    body: Payload = NOTHING
    media_type: str = ""

    @property
    def expression(self) -> Bracketed:
        """The call as an expression, of an object `client`."""
        return call(f"client.{method_name(self.operation.name)}", *self.positional, **self.named)

    @property
    def asked(self) -> Bracketed:
        """The call where it does not matter what is asked."""
        return call(f"client.{method_name(self.operation.name)}", *self._anything)

    def asked_as(self, way: str) -> Bracketed:
        """The same by another method for the operation: `stream`."""
        name = method_name(f"{self.operation.name}_{way}")
        return call(f"client.{name}", *self._anything)

    @property
    def raw(self) -> Bracketed:
        """The same where the headers of the answer are wanted."""
        method = f"client.{method_name(self.operation.name)}"
        return call("client.raw", method, *self._anything)

    @property
    def positional(self) -> tuple[Expression, ...]:
        """The parameters of the path in its order, then a body that is required."""
        path = [each for each in self.operation.parameters if each.location is In.PATH]
        path.sort(key=lambda each: self.operation.path.find(f"{{{each.name}}}"))
        given = (self._spelled(each) for each in path if self._key(each) in self.parameters)
        required = self.operation.body is not None and self.operation.body.required
        return (*given, *((self._body(),) if required and self._has_body else ()))

    @property
    def named(self) -> Mapping[str, Expression]:
        """Everything else, by name."""
        found: dict[str, Expression] = {
            argument_name(each.name): self._spelled(each)
            for each in self.operation.parameters
            if each.location is not In.PATH and self._key(each) in self.parameters
        }
        body = self.operation.body
        if body is not None and self._has_body:
            if not body.required:
                found["body"] = self._body()
            if self.media_type and self._preferred() != self.media_type:
                found["content_type"] = literal(self.media_type)
        return found

    def line(self) -> str:
        """The request as it travels: method and target, headers, and the body if it is a text."""
        values = Call(self.parameters, _sent(self.body), self.media_type)
        try:
            made = write(self.client.api, self.operation, values)
        except Inexpressible:
            return self.operation.title
        headers = [
            f"{name}: {value}" for name, value in made.headers if name.lower() not in _OBVIOUS
        ]
        return "\n".join([f"{made.method} {made.target}", *headers])

    @property
    def _anything(self) -> tuple[Expression, ...]:
        return ("...",) if self.positional or self.named else ()

    @property
    def _has_body(self) -> bool:
        return not isinstance(self.body, Nothing)

    @staticmethod
    def _key(parameter: Parameter) -> tuple[In, str]:
        return parameter.location, parameter.name

    def _spelled(self, parameter: Parameter) -> Expression:
        schema = self.client.seen(parameter.schema, Direction.REQUEST)
        return spelled(self.client, schema, self.parameters[self._key(parameter)])

    def _preferred(self) -> str:
        """The media type that a client sends where nobody chooses: JSON first, then forms, then text."""
        content = self.operation.body.content if self.operation.body else ()
        names = [each.media_type for each in content]
        return min(names, key=_preference, default="")

    def _body(self) -> Expression:
        content = self.operation.body.content if self.operation.body else ()
        medium = next((each for each in content if each.media_type == self.media_type), None)
        if medium is None or medium.schema is None or isinstance(self.body, bytes):
            return literal(self.body) if isinstance(self.body, str) else "content"
        if is_json(medium.media_type) or essence(medium.media_type) in _FORMS:
            return spelled(
                self.client, self.client.seen(medium.schema, Direction.REQUEST), self.body
            )
        return literal(self.body) if is_text(medium.media_type) else "content"


_OBVIOUS = frozenset({"accept", "content-type", "content-length", "host"})


def _sent(body: Payload) -> Json:
    return ABSENT if isinstance(body, Nothing) else body


def _preference(name: str) -> int:
    if is_range(name):
        return 5
    if is_json(name):
        return 0 if essence(name) == "application/json" else 1
    if essence(name) in _FORMS:
        return 2
    return 3 if is_text(name) else 4


def least(client: Client, operation: Operation, also: Sequence[Parameter] = ()) -> Request:
    """A request with what an operation requires, with these parameters, and with nothing else."""
    parameters = {
        (each.location, each.name): value
        for each in operation.parameters
        if each.required or each.location is In.PATH or each in also
        for value in _one(client, each)
    }
    body = operation.body
    if body is None or not body.required:
        return Request(client, operation, parameters)
    medium = min(body.content, key=lambda each: _preference(each.media_type), default=None)
    if medium is None or medium.schema is None:
        return Request(client, operation, parameters, b"")
    value = next(_bodies(client, medium), NOTHING)
    return Request(client, operation, parameters, value, medium.media_type)


def _bodies(client: Client, medium: Media) -> Iterator[Json]:
    """Valid bodies of a media type, the author's examples first."""
    if medium.schema is None:
        return
    judge = client.validators.of(medium.schema, Direction.REQUEST)
    yield from (value for value, _ in medium.examples if judge.is_valid(value))
    yield from (each.value for each in client.values.valid(medium.schema, Direction.REQUEST))


def _one(client: Client, parameter: Parameter) -> Iterator[Json]:
    """One valid value of a parameter, or none."""
    judge = client.validators.of(parameter.schema, Direction.REQUEST)
    for value, _ in parameter.examples:
        if judge.is_valid(value):
            yield value
            return
    found = client.values.valid(parameter.schema, Direction.REQUEST)
    yield from (each.value for each, _ in zip(found, range(1), strict=False))


def header_read(name: str) -> str:
    """A statement that reads a header of an answer."""
    return f"print(answer.headers.get({written(literal(name))}))"
