"""A witness as it travels: the request or the answer that carries it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from counterfoil.compat.change import Carrier
from counterfoil.compat.operations.statuses import meaning
from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import Version
from counterfoil.compat.witnesses.hearing import minds_answer, minds_body, minds_parameter
from counterfoil.compat.witnesses.material import Dispute, material_of
from counterfoil.compat.witnesses.missing import MISSING, Missing
from counterfoil.compat.witnesses.proposing import candidates
from counterfoil.compat.witnesses.voice import Voice, voice_of
from counterfoil.engine.conform import Terms
from counterfoil.engine.wire.bodies import content_type, write_body
from counterfoil.engine.wire.call import Call, Inexpressible
from counterfoil.engine.wire.writing import write
from counterfoil.engine.wire.xml_writing import write_xml
from counterfoil.model import (
    Header,
    Headers,
    In,
    Json,
    Media,
    Operation,
    Parameter,
    Reply,
    Request,
    Schema,
)
from counterfoil.runtime import styles
from counterfoil.runtime.client_media import is_json, is_xml

_TRIED = 500
_OTHERS = 40
"""Witnesses that are tried where one is read as something that is taken."""
_REFUSED = 400
_ENDINGS = ("00", "04", "09", "22", "99")
"""Of the statuses that a range stands for."""
_OTHERWISE = (400, 404, 409, 422, 500, 503, 200, 201, 202, 204)
"""What an operation may answer with where it documents a default."""


def exchange(pool: Pool, carrier: Carrier, value: Json, sent_by: Version) -> Json | Missing:
    """The request or the answer in which one version sends the value, as reports show it.

    There is nothing in it that is not required; the request of an answer has no body. A message
    is the value itself. Where a value is read as something that is taken (`7` in a query is a
    text as well as a number), another one is looked for; MISSING where none is found.
    """
    operations = (carrier.baseline_operation, carrier.candidate_operation)
    says, hears = operations if sent_by is Version.BASELINE else operations[::-1]
    if says is None or hears is None:
        return value
    schema = carrier.baseline if sent_by is Version.BASELINE else carrier.candidate
    sending = _Sending(pool, carrier, schema, sent_by, says, hears)
    found = sending.exchange(value)
    others = sending.others() if found is MISSING and _is_text(carrier) else ()
    tried = (sending.exchange(each) for each in others)
    return found if found is not MISSING else next((e for e in tried if e is not MISSING), MISSING)


def _is_text(carrier: Carrier) -> bool:
    """Whether what is carried is written as a text, whatever its type is."""
    return bool(carrier.name) or not is_json(carrier.media_type)


@dataclass(frozen=True, slots=True)
class _Sending:
    """One operation, of which one version says what the other one hears."""

    pool: Pool
    carrier: Carrier
    schema: Schema
    """Of what is carried, in the contract of who sends it."""
    sent_by: Version
    says: Operation
    hears: Operation

    @property
    def _says(self) -> Voice:
        return voice_of(self.pool.api(self.sent_by), self.says)

    @property
    def _hears(self) -> Terms:
        return voice_of(self.pool.api(self.sent_by.other), self.hears).terms

    def exchange(self, value: Json) -> Json | Missing:
        """The exchange that carries the value, where it can be said and is not taken."""
        try:
            return self.answer(value) if self.carrier.status else self.request(value)
        except (Inexpressible, ValueError):
            return MISSING

    def others(self) -> Iterator[Json]:
        """Other values that are sent and not taken."""
        carrier, material = self.carrier, material_of(self.pool)
        schemas = {Version.BASELINE: carrier.baseline, Version.CANDIDATE: carrier.candidate}
        sent, taken = (
            self.pool.schema(each, schemas[each]) for each in (self.sent_by, self.sent_by.other)
        )
        dispute = Dispute(material.judge(sent), material.judge(taken))
        tried = islice(candidates(material.maker, sent, taken), _TRIED)
        return islice((each for each in tried if dispute(each)), _OTHERS)

    def request(self, value: Json) -> Json | Missing:
        """The request that carries the value, and that is refused."""
        parameter = self._parameter()
        if parameter is not None:
            asked = self._asked({(parameter.location, parameter.name): value})
            minded = minds_parameter(self._hears, self.says, self.hears, asked, parameter)
            shown = _told(asked)
        else:
            body = self._body(value, self.says.body.content if self.says.body else ())
            asked = self._asked({})
            asked = replace(asked, headers=(*asked.headers, *body.headers), body=body.written)
            minded = body.is_certain or minds_body(self._hears, self.says, self.hears, asked)
            shown = _told(asked) | {"body": body.shown}
        refused = {"status": _REFUSED, "headers": []}
        return {"request": shown, "reply": refused} if minded else MISSING

    def answer(self, value: Json) -> Json | Missing:
        """The answer that carries the value."""
        response = meaning(self.carrier.status, {each.status: each for each in self.says.responses})
        if response is None:
            return MISSING
        # Who sends may document a range where the other version names the status.
        known = self.carrier.status
        status = int(known) if known.isdecimal() else _status(response.status, self.says)
        asked = self._asked({})
        shown: dict[str, Any] = {}
        if self.carrier.name:
            wanted = self.carrier.name.lower()
            header = next(each for each in response.headers if each.name.lower() == wanted)
            text = styles.header_text(_Styled.of(header), value)
            reply = Reply(status, ((header.name, text),))
            minded = minds_answer(self._hears, self.hears, asked, reply, f"header {header.name}")
        else:
            body = self._body(value, response.content)
            reply = Reply(status, body.headers, body.written)
            minded = body.is_certain or minds_answer(self._hears, self.hears, asked, reply, "body")
            shown = {"body": body.shown}
        told = {"status": status, "headers": _listed(reply.headers), **shown}
        return {"request": _told(asked), "reply": told} if minded else MISSING

    def _parameter(self) -> Parameter | None:
        """What carries the value, where it is not the body; who sends may call it otherwise."""
        if not self.carrier.name:
            return None
        alike = [each for each in self.says.parameters if each.schema == self.schema]
        named = [each for each in alike if each.name.lower() == self.carrier.name.lower()]
        if not alike:
            raise Inexpressible(f"`{self.carrier.name}` is no parameter of who sends it")
        return (named or alike)[0]

    def _asked(self, given: Mapping[tuple[In, str], Json]) -> Request:
        """The request with what is required beside what is given, and without a body."""
        operation, voice = _addressed(self.says), self._says
        required = {
            (each.location, each.name): voice.plain(each)
            for each in operation.parameters
            if each.required and (each.location, each.name) not in given
        }
        request = write(self.pool.api(self.sent_by), operation, Call({**required, **given}))
        headers = tuple(each for each in request.headers if each[0] != "Accept")
        return replace(request, headers=headers)

    def _body(self, value: Json, content: Sequence[Media]) -> "_Body":
        """The body with its headers: JSON as the value that it is, anything else as it is written."""
        media = self._media(content)
        kind = content_type(media)
        body = [value] if self.carrier.items else value
        headers = (("Content-Type", kind),)
        if is_json(kind):
            return _Body(headers, b"", body, is_certain=True)
        components = self.pool.api(self.sent_by).components
        if is_xml(kind):
            written = write_xml(self.schema, components, body).encode()
        else:
            written = write_body(media, body, components)
        # Whoever judges exchanges leaves a document alone that is one text and nothing else.
        alone = is_xml(kind) and isinstance(body, str)
        return _Body(headers, written, written.decode("utf-8", "backslashreplace"), alone)

    def _media(self, content: Sequence[Media]) -> Media:
        """Who sends may call it otherwise: `application/json` is sent to who takes `*/*`."""
        own = [each for each in content if self.schema in (each.schema, each.item_schema)]
        alike = [each for each in own or content if each.media_type == self.carrier.media_type]
        return (alike or own or [Media(self.carrier.media_type, self.schema, self.says.place)])[0]


@dataclass(frozen=True, slots=True)
class _Body:
    """A body as it travels, and as it is shown."""

    headers: Headers
    written: bytes
    shown: Json
    is_certain: bool
    """Whether it is read as nothing else than what it says, or is not read at all."""


@dataclass(frozen=True, slots=True)
class _Styled:
    """A header as the writers of styles want it."""

    name: str
    style: str
    explode: bool
    reserved: bool = False
    media_type: str = ""

    @classmethod
    def of(cls, header: Header) -> "_Styled":
        """A header of an answer."""
        return cls(header.name, header.style, header.explode)


def _addressed(operation: Operation) -> Operation:
    """Callbacks and webhooks go to a path of nobody's choosing, in which braces are no parameter."""
    if operation.path.startswith("/") and "{$" not in operation.path:
        return operation
    kept = tuple(each for each in operation.parameters if each.location is not In.PATH)
    return replace(operation, path="/", parameters=kept)


def _status(documented: str, operation: Operation) -> int:
    """The plainest status that a response stands for."""
    if documented.isdecimal():
        return int(documented)
    taken = {each.status for each in operation.responses}
    if documented == "default":
        free = [each for each in _OTHERWISE if f"{each // 100}XX" not in taken]
        return next((each for each in free if str(each) not in taken), _OTHERWISE[0])
    within = [f"{documented[0]}{ending}" for ending in _ENDINGS]
    return int(next((each for each in within if each not in taken), within[0]))


def _told(request: Request) -> dict[str, Any]:
    return {
        "method": request.method,
        "target": request.target,
        "headers": _listed(request.headers),
    }


def _listed(headers: Headers) -> list[list[str]]:
    return [[name, value] for name, value in headers]
