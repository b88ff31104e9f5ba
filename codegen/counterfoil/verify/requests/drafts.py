"""Requests in values, before they are written; and what came of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from counterfoil.engine.wire.call import Call
from counterfoil.model import In, Json, Media, Operation, Reply, Request
from counterfoil.runtime.server_styles import ABSENT
from counterfoil.verify.judging.cases import Step
from counterfoil.verify.judging.demands import NOTHING, document, is_success
from counterfoil.verify.wire.lost import Lost


@dataclass(frozen=True, slots=True)
class Draft:
    """What a request says, and the requests that made what it refers to."""

    operation: Operation
    call: Call = field(default_factory=Call)
    before: tuple[Step, ...] = ()

    def saying(self, name: tuple[In, str], value: Json) -> "Draft":
        """The draft with one parameter set."""
        return self.with_parameters({**self.call.parameters, name: value})

    def without(self, name: tuple[In, str]) -> "Draft":
        """The draft with one parameter left out."""
        kept = {each: value for each, value in self.call.parameters.items() if each != name}
        return self.with_parameters(kept)

    def with_parameters(self, parameters: Mapping[tuple[In, str], Json]) -> "Draft":
        """The draft with other parameters."""
        return replace(self, call=replace(self.call, parameters=parameters))

    def with_body(self, body: Json, media_type: str = "") -> "Draft":
        """The draft with another body, of the media type that it has if none is named."""
        media_type = media_type or self.call.media_type
        return replace(self, call=replace(self.call, body=body, media_type=media_type))

    def filled(self, values: Mapping[str, Json]) -> "Draft":
        """The draft with the values that a provider state gives to parameters and properties by name."""
        draft = self
        for parameter in self.operation.parameters:
            if parameter.name in values:
                draft = draft.saying((parameter.location, parameter.name), values[parameter.name])
        if not draft.has_body or not isinstance(draft.body, dict):
            return draft
        known = {name: value for name, value in values.items() if name in draft.body}
        return draft.with_body({**draft.body, **known}) if known else draft

    @property
    def media(self) -> Media | None:
        """The media type that the body is of."""
        content = self.operation.body.content if self.operation.body else ()
        named = (each for each in content if each.media_type == self.call.media_type)
        return next(named, content[0] if content else None)

    @property
    def body(self) -> Json:
        """The body; None where there is none that is JSON-like."""
        body = self.call.body
        return None if body is ABSENT or isinstance(body, bytes) else body

    @property
    def has_body(self) -> bool:
        """Whether the body is a value, not bytes and not absent."""
        return self.call.body is not ABSENT and not isinstance(self.call.body, bytes)


@dataclass(frozen=True, slots=True)
class Told:
    """A request as it was sent, and what came back."""

    draft: Draft
    request: Request
    reply: Reply | Lost

    @property
    def accepted(self) -> bool:
        """Whether the reply is 2xx."""
        return is_success(self.reply)

    @property
    def status(self) -> int:
        """The status of the reply; 0 where there is none."""
        return self.reply.status if isinstance(self.reply, Reply) else 0

    @property
    def content(self) -> Json:
        """The JSON in the reply; `NOTHING` where there is none."""
        return document(self.reply) if isinstance(self.reply, Reply) else NOTHING

    @property
    def steps(self) -> tuple[Step, ...]:
        """Everything that has to be sent to see this reply again."""
        return (*self.draft.before, Step(self.draft.operation.id, self.request))
