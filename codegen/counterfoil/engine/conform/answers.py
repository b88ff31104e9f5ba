"""What an operation promises of its replies."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from counterfoil.engine.conform.bodies import Bodies, Rules
from counterfoil.engine.conform.breach import Breach
from counterfoil.engine.conform.judging import Judge, judge_of_replies
from counterfoil.engine.conform.subjects import subject
from counterfoil.engine.validators import Validators
from counterfoil.engine.wire.content import Content
from counterfoil.engine.wire.fields import Fields, field, fields_of
from counterfoil.engine.wire.shapes import shape_of
from counterfoil.engine.words import shown
from counterfoil.model import (
    Api,
    Direction,
    Header,
    Operation,
    Reply,
    Request,
    Response,
)
from counterfoil.runtime.server_shapes import Shape, readings
from counterfoil.runtime.server_styles import Unreadable, from_header

_RULES = Rules("response-body-malformed", "response-body-breach")
_BREACH = "response-header-breach"
_BODILESS = (204, 205, 304)
"""Statuses whose replies have no body, whatever a contract documents (RFC 9110, section 15)."""


class Answers:
    """The documented responses of one operation, ready to judge replies."""

    def __init__(self, api: Api, validators: Validators, operation: Operation) -> None:
        self._api = api
        self._validators = validators
        self._operation = operation
        self._responses = {each.status: each for each in operation.responses}
        self._answers: dict[int, Answer | None] = {}

    def judge(self, request: Request, reply: Reply) -> tuple[Breach, ...]:
        """Everything that is wrong with a reply."""
        status = reply.status
        if status not in self._answers:
            self._answers[status] = self._find(status)
        answer = self._answers[status]
        if status == HTTPStatus.INTERNAL_SERVER_ERROR or (answer is None and status >= 500):
            return (self._failed(status),)
        if answer is None:
            return (self._undocumented(status),)
        fields = fields_of(reply.headers)
        wrong = answer.headers_of(fields) if answer.headers else ()
        if request.method == "HEAD" or (status in _BODILESS and not reply.body):
            return wrong
        return wrong + answer.body_of(fields, reply.body)

    def content(self, reply: Reply) -> Content | None:
        """How the body of a reply is read; None where the contract does not document it."""
        status = reply.status
        if status not in self._answers:
            self._answers[status] = self._find(status)
        answer = self._answers[status]
        known = answer and answer.bodies.known(field(fields_of(reply.headers), "content-type"))
        return known.content if known else None

    def _find(self, status: int) -> "Answer | None":
        for key in (str(status), f"{status // 100}XX", "default"):
            if key in self._responses:
                return Answer.of(self._api, self._validators, self._responses[key])
        return None

    def _failed(self, status: int) -> Breach:
        message = f"the answer is {told(status)}: the provider failed"
        return Breach("server-error", message, self._operation.place, "status", value=status)

    def _undocumented(self, status: int) -> Breach:
        known = ", ".join(self._responses) or "none"
        message = f"the answer is {told(status)}, and the contract documents {known}"
        place = self._operation.place / "responses"
        return Breach("undocumented-status", message, place, "status", value=status)


def told(status: int) -> str:
    """A status with its words.

    >>> told(404), told(599)
    ('404 Not Found', '599')
    """
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


@dataclass(frozen=True, slots=True)
class Answer:
    """One documented response."""

    response: Response
    headers: tuple["HeaderReader", ...]
    bodies: Bodies

    @classmethod
    def of(cls, api: Api, validators: Validators, response: Response) -> "Answer":
        """The response, ready to judge replies."""
        headers = tuple(_header_reader(api, validators, each) for each in response.headers)
        bodies = Bodies(api, validators, Direction.RESPONSE, response.content, _RULES)
        return cls(response, headers, bodies)

    def headers_of(self, fields: Fields) -> tuple[Breach, ...]:
        """What is wrong with the headers."""
        return tuple(breach for each in self.headers for breach in each.judge(fields))

    def body_of(self, fields: Fields, data: bytes) -> tuple[Breach, ...]:
        """What is wrong with the body and its media type."""
        content_type = field(fields, "content-type")
        if not self.response.content:
            return (self._unexpected(content_type),) if data else ()
        if not data and not content_type:
            return (self._absent(),)
        known = self.bodies.known(content_type)
        if known is None:
            return (self._foreign(content_type),)
        return known.read(content_type, data, field(fields, "content-encoding"))[1]

    def _unexpected(self, content_type: str) -> Breach:
        kind = content_type or "bytes without a Content-Type"
        message = f"the answer has a body ({kind}), and the contract documents none"
        return Breach("undocumented-body", message, self.response.place, "body")

    def _absent(self) -> Breach:
        message = f"the answer has no body, and the contract documents {self._documented()}"
        return Breach("response-body-missing", message, self.response.place / "content", "body")

    def _foreign(self, content_type: str) -> Breach:
        sent_as = f"is {shown(content_type)}" if content_type else "has no Content-Type"
        message = f"the answer {sent_as}, and the contract documents {self._documented()}"
        place = self.response.place / "content"
        return Breach("undocumented-media-type", message, place, "media type", value=content_type)

    def _documented(self) -> str:
        return " or ".join(each.media_type for each in self.response.content)


@dataclass(frozen=True, slots=True)
class HeaderReader:
    """One documented header, ready to be read and judged."""

    header: Header
    shapes: tuple[Shape, ...]
    judged: Judge

    def judge(self, fields: Fields) -> tuple[Breach, ...]:
        """What is wrong with the header in a reply."""
        values = fields.get(self.header.name.lower(), ())
        if not values:
            return (self._missing(),) if self.header.required else ()
        if self.header.name.lower() == "set-cookie":
            # The one header whose lines cannot be joined (RFC 9110, section 5.3).
            return tuple(breach for each in values for breach in self._of([each]))
        return self._of(values)

    def _of(self, values: Sequence[str]) -> tuple[Breach, ...]:
        found: tuple[Breach, ...] = ()
        for shape in self.shapes:
            try:
                value = from_header(values, self.header.explode, shape)
            except Unreadable as problem:
                found = found or (self._unreadable(str(problem)),)
                continue
            breaches = self.judged.breaches(value)
            if not breaches:
                return ()
            found = found or breaches
        return found

    def _missing(self) -> Breach:
        where = self.judged.where
        message = f"{subject(where)} is missing, which the contract requires"
        return Breach(
            "response-header-missing", message, self.header.place, where, keyword="required"
        )

    def _unreadable(self, problem: str) -> Breach:
        where = self.judged.where
        message = f"{subject(where)} {problem}"
        return Breach(_BREACH, message, self.header.place, where, keyword="style")


def _header_reader(api: Api, validators: Validators, header: Header) -> HeaderReader:
    place, where = header.place / "schema", f"header {header.name}"
    judge = judge_of_replies(validators, header.schema, place, where, _BREACH)
    return HeaderReader(header, readings(shape_of(header.schema, api.components)), judge)
