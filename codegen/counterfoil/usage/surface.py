"""What a contract offers as a whole: its operations with their requests and answers, or its message."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from counterfoil.engine.lower.parts import status_of
from counterfoil.engine.wire.codings import item_schema
from counterfoil.engine.written import follow, value_at
from counterfoil.model import (
    Api,
    Bundle,
    Component,
    Direction,
    Media,
    Operation,
    Parameter,
    Place,
    Response,
)
from counterfoil.runtime.client_media import is_sequence
from counterfoil.usage.offers import Offer, Part
from counterfoil.usage.spots import Language, Said, Spot, inside, root_of
from counterfoil.usage.trails import Trail, hops

MOST = 1000
"""Fields of one body that are listed; a field that somebody reads is always among them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One documented response: itself, its headers, and its body where it has one."""

    offer: Offer
    headers: tuple[Offer, ...]
    body: Spot | None

    @property
    def status(self) -> str:
        return self.offer.status


@dataclass(frozen=True, slots=True)
class Offered:
    """One operation, or the message: what is sent to it, and what comes back."""

    operation: Operation | None
    offer: Offer
    parameters: tuple[Offer, ...] = ()
    body: Spot | None = None
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Surface:
    """Everything that a contract offers."""

    api: Api
    sending: Language
    receiving: Language
    offered: tuple[Offered, ...]


def surface(bundle: Bundle) -> Surface:
    """What a contract offers; webhooks and callbacks, which nobody calls, are no part of it."""
    return _Reader(bundle).surface()


def offers(surface: Surface, offered: Offered) -> Iterator[Offer]:
    """An operation and everything in it, in the contract's order."""
    if offered.operation is not None:
        yield offered.offer
    yield from offered.parameters
    if offered.body is not None:
        yield field(offered.offer, Part.BODY, offered.body)
        for spot in inside(offered.body, surface.sending, MOST):
            yield field(offered.offer, Part.BODY, spot)
    for answer in offered.answers:
        yield answer.offer
        yield from answer.headers
        if answer.body is not None:
            for spot in inside(answer.body, surface.receiving, MOST):
                yield field(answer.offer, Part.FIELD, spot)


def field(around: Offer, part: Part, spot: Spot) -> Offer:
    """A field as something that is offered."""
    return replace(
        around,
        part=part,
        trail=spot.trail,
        name=spot.pattern,
        deprecated=around.deprecated or spot.deprecated,
        described=spot.described,
        recursive=spot.recursive,
        said=spot.said,
    )


class _Reader:
    """Reads one contract in normal form, with the author's text beside it for the places."""

    def __init__(self, bundle: Bundle) -> None:
        api = bundle.api
        self.api: Api = api
        self.sources = {each.path: each for each in bundle.sources}
        # Whatever has a day on which it goes is on its way out.
        self.leaves = api.lifecycle.deprecated or bool(api.lifecycle.sunset)
        self.whole = Trail((Place(bundle.contract.source),))
        self.sending = Language(api.components, self.sources, Direction.REQUEST)
        self.receiving = Language(api.components, self.sources, Direction.RESPONSE)
        self.items = {
            path: Place(bundle.contract.source) / "paths" / path
            for path in _keys(Place(bundle.contract.source) / "paths")
        }

    def surface(self) -> Surface:
        found = tuple(self._operation(each) for each in self.api.operations)
        message = (self._message(),) if self.api.root is not None else ()
        return Surface(self.api, self.sending, self.receiving, (*found, *message))

    def _message(self) -> Offered:
        offer = Offer(
            Part.OPERATION,
            self.whole,
            title="the message",
            deprecated=self.leaves,
        )
        body = root_of((Said(self.api.root or {}, self.api.place),), self.whole, self.receiving)
        answer = Answer(replace(offer, part=Part.RESPONSE, said=body.said), (), body)
        return Offered(None, offer, answers=(answer,))

    def _operation(self, operation: Operation) -> Offered:
        offer = Offer(
            Part.OPERATION,
            Trail((operation.place, *self._schemes(operation)), self._item(operation)),
            operation=operation.id,
            title=operation.title,
            deprecated=operation.deprecated or bool(operation.sunset) or self.leaves,
        )
        return Offered(
            operation,
            offer,
            tuple(self._parameter(each, offer, operation) for each in operation.parameters),
            self._sent(operation, offer),
            tuple(self._answer(each, offer, operation) for each in operation.responses),
        )

    def _sent(self, operation: Operation, offer: Offer) -> Spot | None:
        body = operation.body
        if body is None:
            return None
        passed = self._hops(operation.place / "requestBody", body.place)
        return self._body(body.content, Trail((body.place, *passed), offer.trail), self.sending)

    def _item(self, operation: Operation) -> Trail:
        """The path item around an operation, and the references that lead to it."""
        start = self.items.get(operation.path)
        if start is None:
            return self.whole
        target = follow(start, self.sources)
        passed = (*self._hops(start, target), target) if target is not None else ()
        return Trail((start, *passed), self.whole)

    def _schemes(self, operation: Operation) -> Iterator[Place]:
        """The security schemes that callers need."""
        for requirement in operation.security:
            for name in requirement.schemes:
                if name in self.api.security_schemes:
                    yield self.api.security_schemes[name].place

    def _parameter(self, parameter: Parameter, offer: Offer, operation: Operation) -> Offer:
        own = (parameter.place, *self._listed(parameter, operation))
        schema = parameter.place
        for key in ("schema", *(("content",) if parameter.media_type else ())):
            schema = schema / key if value_at(schema / key) is not None else schema
        if parameter.media_type and schema.pointer.endswith("/content"):
            schema = schema / parameter.media_type / "schema"
        spot = root_of((Said(parameter.schema, schema),), Trail(own, offer.trail), self.sending)
        return replace(
            offer,
            part=Part.PARAMETER,
            trail=Trail(own, offer.trail),
            name=f"{parameter.location} {parameter.name}",
            deprecated=offer.deprecated or parameter.deprecated or spot.deprecated,
            said=(Said({}, parameter.place), *spot.said),
        )

    def _listed(self, parameter: Parameter, operation: Operation) -> Iterator[Place]:
        """The references in the lists of the operation and its path that lead to a parameter."""
        item = self.items.get(operation.path)
        around = [operation.place] + ([follow(item, self.sources) or item] if item else [])
        for each in around:
            listed = value_at(each / "parameters")
            for index in range(len(listed) if isinstance(listed, list) else 0):
                place = each / "parameters" / index
                if follow(place, self.sources) == parameter.place:
                    yield from (place, *self._hops(place, parameter.place))

    def _answer(self, response: Response, offer: Offer, operation: Operation) -> Answer:
        beside = self._written(response, operation)
        own = (response.place, beside, *self._hops(beside, response.place))
        around = replace(
            offer,
            part=Part.RESPONSE,
            trail=Trail(own, offer.trail),
            status=response.status,
        )
        headers = tuple(
            replace(
                around,
                part=Part.HEADER,
                trail=Trail(
                    (each.place, *self._hops(response.place / "headers" / each.name, each.place)),
                    around.trail,
                ),
                name=each.name,
                deprecated=around.deprecated or each.deprecated,
                said=(Said({}, each.place), Said(each.schema, each.place / "schema")),
            )
            for each in response.headers
        )
        body = self._body(response.content, around.trail, self.receiving)
        return Answer(replace(around, said=body.said if body else ()), headers, body)

    def _written(self, response: Response, operation: Operation) -> Place:
        place = operation.place / "responses"
        for key in _keys(place):
            if not key.startswith("x-") and status_of(key) == response.status:
                return place / key
        return place / response.status

    def _body(self, content: tuple[Media, ...], above: Trail, language: Language) -> Spot | None:
        said = [each for media in content for each in _schemas(media, self.api.components)]
        return root_of(said, above, language) if said else None

    def _hops(self, place: Place, target: Place | None) -> tuple[Place, ...]:
        return () if target is None else tuple(hops(place, target, self.sources))


def _schemas(media: Media, components: Mapping[str, Component]) -> Iterator[Said]:
    # Swagger 2.0 has no media object: the schema's own place stands for it.
    place = media.place / "schema" if value_at(media.place / "schema") is not None else media.place
    # Before OpenAPI 3.2 the schema of a stream may be that of each item.
    items = item_schema(media, components) if is_sequence(media.media_type) else media.item_schema
    if media.schema is not None and items is not media.schema:
        yield Said(media.schema, place)
    if items is not None and (items is media.schema or items is media.item_schema):
        yield Said({"items": items}, media.place)


def _keys(place: Place) -> tuple[str, ...]:
    value = value_at(place)
    return tuple(value) if isinstance(value, Mapping) else ()
