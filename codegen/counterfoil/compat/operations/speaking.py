"""One version of a contract that says things, and judges what is said to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from itertools import islice

from counterfoil.compat.change import Party
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.statuses import meaning
from counterfoil.engine.conform import Asked, Breach, Terms
from counterfoil.engine.conform.secrets import Secrets
from counterfoil.engine.conform.witness import witness
from counterfoil.engine.values import Unmakeable, Values
from counterfoil.engine.wire.bodies import content_type, write_body
from counterfoil.engine.wire.call import Call, Inexpressible
from counterfoil.engine.wire.credentials import credentials_for, with_credentials
from counterfoil.engine.wire.routes import Match, NotAllowed, Routes
from counterfoil.engine.wire.writing import write
from counterfoil.engine.wire.xml_writing import write_xml
from counterfoil.model import (
    Api,
    Bundle,
    Direction,
    Exchange,
    Header,
    Headers,
    Json,
    Media,
    Operation,
    Parameter,
    Reply,
    Request,
    Requirement,
    Response,
    Schema,
    SecurityScheme,
)
from counterfoil.runtime import styles
from counterfoil.runtime.client_media import is_xml
from counterfoil.runtime.server_styles import ABSENT

_TRIES = 4
"""Values that are tried of one parameter or body."""
PATH_UNKNOWN = "path-unknown"
METHOD_UNKNOWN = "method-unknown"


@dataclass(frozen=True, slots=True)
class _Line:
    """A header as the writers of styles want it."""

    name: str
    explode: bool
    style: str = "simple"
    reserved: bool = False
    media_type: str = ""


class Speaker:
    """What is needed is prepared when it is first asked for, and kept."""

    def __init__(self, api: Api, seed: int) -> None:
        self.api = api
        self._seed = seed

    @cached_property
    def terms(self) -> Terms:
        """What this version asks and promises."""
        return Terms(Bundle(self.api.contract, (), self.api))

    @cached_property
    def values(self) -> Values:
        """The values of this version's schemas."""
        return Values(self.api, self._seed, self.terms.validators)

    @cached_property
    def _routes(self) -> Routes:
        return Routes(self.api)

    def calls(self, operation: Operation) -> Iterator[Call]:
        """Calls with no more than what is required; several, for a value may stand in the way."""
        required = [each for each in operation.parameters if each.required]
        for number in range(_TRIES):
            given = {(each.location, each.name): self._value(each, number) for each in required}
            if ABSENT in given.values():
                return
            body, media_type = self._required_body(operation, number)
            yield Call(given, body, media_type)
            if not given and body is ABSENT:
                return

    def body(self, media: Media, direction: Direction, number: int) -> Json:
        """A value of a media type; bytes where the contract says nothing of it."""
        if media.item_schema is not None:
            item = self.drawn(media.item_schema, direction, number)
            return ABSENT if item is ABSENT else [item]
        if media.schema is None:
            return b"{}" if "json" in media.media_type else b"x"
        return self.drawn(media.schema, direction, number)

    def sendable(self, media: Media, number: int) -> Json:
        """A body of a request, as bytes where a value of it has no other form."""
        value = self.body(media, Direction.REQUEST, number)
        if value is ABSENT or isinstance(value, bytes):
            return value
        return self._bytes(media, value) if is_xml(media.media_type) else value

    def drawn(self, schema: Schema, direction: Direction, number: int) -> Json:
        """A value of a schema; ABSENT where none can be made."""
        try:
            if number == 0:
                return self.values.draw(schema, direction, "0")
            found = islice(self.values.valid(schema, direction), number - 1, number)
            return next((each.value for each in found), ABSENT)
        except Unmakeable:
            return ABSENT

    def request(self, operation: Operation, call: Call) -> Request | None:
        """The request that says this, with credentials; None where nothing could say it."""
        try:
            request = write(self.api, operation, call)
        except Inexpressible:
            return None
        first = next(iter(operation.security), None)
        return request if first is None else self.with_credentials(request, first)

    def with_credentials(self, request: Request, requirement: Requirement) -> Request:
        """The request with what a requirement asks for, as far as the contract says where it goes."""
        places = {each.id for each in self.api.security_schemes.values() if _is_placed(each)}
        kept = {name: each for name, each in requirement.schemes.items() if name in places}
        return with_credentials(request, credentials_for(self.api, Requirement(kept), {}))

    def objections(
        self, meeting: Meeting, operation: Operation, request: Request
    ) -> tuple[Breach, ...]:
        """Everything that keeps this version from accepting a request."""
        return self.heard(meeting, operation, request).breaches

    def heard(self, meeting: Meeting, operation: Operation, request: Request) -> Asked:
        """What a request says to this version, and everything that is wrong with it."""
        if meeting.asker is Party.PROVIDER:
            return self.terms.request(operation, request, {})
        return self.routed(request)

    def routed(self, request: Request) -> Asked:
        """What a request says to whichever operation it means."""
        place = self.api.place / "paths"
        match self._routes.match(request.method, request.target):
            case None:
                unknown = Breach(PATH_UNKNOWN, "the contract has no such path", place, "path")
                return Asked(Call(), (unknown,))
            case NotAllowed():
                message = f"the contract has no {request.method} there"
                return Asked(Call(), (Breach(METHOD_UNKNOWN, message, place, "method"),))
            case Match(operation, path_values):
                return self.terms.request(operation, request, path_values)

    def meant(self, request: Request) -> Operation | None:
        """The operation that a request is for."""
        match self._routes.match(request.method, request.target):
            case Match(operation):
                return operation
        return None

    def replies(self, response: Response, status: int, media: Media | None) -> Iterator[Reply]:
        """Answers with no more than what is required."""
        for number in range(_TRIES):
            headers = self._headers(response.headers, number)
            if headers is None:
                return
            if media is None:
                yield Reply(status, headers)
                return
            value = self.body(media, Direction.RESPONSE, number)
            if value is ABSENT:
                return
            yield Reply(
                status, (*headers, ("Content-Type", content_type(media))), self._bytes(media, value)
            )

    def understands(self, operation: Operation, request: Request, reply: Reply) -> bool:
        """Whether this version documents an answer; a 500 too, which is a failure all the same."""
        found = self.terms.reply(operation, request, reply)
        if reply.status != HTTPStatus.INTERNAL_SERVER_ERROR:
            return not found
        documented = {each.status: each for each in operation.responses}
        return meaning("500", documented) is not None

    def witness(self, request: Request, reply: Reply) -> Json:
        """The exchange as a report shows it. What stands for secrets there is no secret."""
        return witness(Exchange(request, reply), Secrets(frozenset(), frozenset()))

    def _bytes(self, media: Media, value: Json) -> bytes:
        if is_xml(media.media_type) and media.schema is not None:
            return write_xml(media.schema, self.api.components, value).encode()
        try:
            return write_body(media, value, self.api.components)
        except Inexpressible:
            # Of such bytes nothing is known to any contract, so that any will do.
            return b"x"

    def _value(self, parameter: Parameter, number: int) -> Json:
        return self.drawn(parameter.schema, Direction.REQUEST, number)

    def _required_body(self, operation: Operation, number: int) -> tuple[Json, str]:
        body = operation.body
        if body is None or not body.required or not body.content:
            return ABSENT, ""
        media = body.content[0]
        return self.sendable(media, number), media.media_type

    def _headers(self, headers: tuple[Header, ...], number: int) -> Headers | None:
        written: list[tuple[str, str]] = []
        for each in headers:
            if each.required:
                value = self.drawn(each.schema, Direction.RESPONSE, number)
                if value is ABSENT:
                    return None
                try:
                    text = styles.header_text(_Line(each.name, each.explode), value)
                except ValueError:
                    return None
                written.append((each.name, text))
        return tuple(written)


def _is_placed(scheme: SecurityScheme) -> bool:
    return scheme.type != "apiKey" or scheme.location in ("header", "query", "cookie")
