"""What one operation needs to answer from what was created before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from counterfoil.engine.records import record_of
from counterfoil.engine.resources import parameters_of
from counterfoil.engine.wire.call import Call
from counterfoil.engine.wire.shapes import Components
from counterfoil.model import (
    Direction,
    In,
    Json,
    JsonObject,
    Media,
    Operation,
    Reply,
    Request,
    Schema,
)
from counterfoil.runtime.client_media import is_json, is_xml
from counterfoil.runtime.styles import text
from counterfoil.stub.items.completing import Plan
from counterfoil.stub.items.frames import Frame, item_frame
from counterfoil.stub.items.keeper import Keeper, same
from counterfoil.stub.items.store import Item, Key, Shelf
from counterfoil.stub.replies.answers import Answers
from counterfoil.stub.replies.bodies import body_of
from counterfoil.stub.replies.statuses import Chosen, Trouble, refusal


@dataclass(frozen=True, slots=True)
class Turn:
    """One valid request, and the response that says that all went well."""

    request: Request
    call: Call
    chosen: Chosen
    media: Media | None
    """None where the response has no body."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What lists of one operation are made of."""

    frame: Frame
    whole: Json
    """The body of the list that nobody has changed."""
    reply: Reply
    """What says it."""


@dataclass(frozen=True, slots=True)
class Above:
    """Items that a path goes through."""

    shelf: Shelf
    depth: int
    """How many path parameters name one."""
    keeper: Callable[[], Keeper]
    """What keeps them; it takes time to make, and few ask for it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What requests of one media type may say about an item."""

    plan: Plan | None
    """How it is completed; None where no body shows items."""
    may_name: bool
    """Whether they may say what it is called."""


@dataclass(slots=True)
class Stage:
    """One operation on the items of a resource."""

    operation: Operation
    answers: Answers
    keeper: Keeper
    above: tuple["Above", ...] = ()
    """The items that the path goes through."""
    names: tuple[str, ...] = field(init=False)
    _is_closed: bool = field(init=False)
    """Whether the operation says so where nobody has created what it is asked for."""
    _frames: dict[int, Frame | None] = field(default_factory=dict)
    _asked: dict[str, Asked] = field(default_factory=dict)
    lists: dict[int, "Listed | None"] = field(default_factory=dict)
    """What lists of each media type, known by its id, are made of."""
    locating: tuple[str, str] | None = None
    """The `Location` header as the contract spells it, and what stands before a path in it."""

    def __post_init__(self) -> None:
        self.names = parameters_of(self.operation.path)
        documented = refusal(self.operation, Trouble.ABSENT).response is not None
        self._is_closed = self.keeper.only_known and documented

    def key(self, call: Call) -> Key:
        """The path parameters of a request, as text."""
        return tuple([text(call.parameters.get((In.PATH, name), "")) for name in self.names])

    def last(self, call: Call) -> Json:
        """The path parameter that names the item, as the contract types it."""
        return call.parameters.get((In.PATH, self.names[-1])) if self.names else None

    def is_gone(self, key: Key) -> bool:
        """Whether the item of that name is not there, or something that the path goes through."""
        gone = self.keeper.shelf.is_gone(key) or (self._is_closed and self.keeper.is_unknown(key))
        return gone or self.is_below_gone(key)

    def is_below_gone(self, key: Key) -> bool:
        """Whether something that the path goes through is not there."""
        for each in self.above:
            name = key[: each.depth]
            if each.shelf.is_gone(name) or (self._is_closed and each.keeper().is_unknown(name)):
                return True
        return False

    def asked(self, media_type: str) -> Asked:
        """What a request of this media type may say about the item."""
        found = self._asked.get(media_type)
        if found is None:
            schema = self._asked_of(media_type)
            plan = self.keeper.plan(schema)
            found = self._asked[media_type] = Asked(plan, self._has_name(schema))
        return found

    def _asked_of(self, media_type: str) -> Schema | None:
        body = self.operation.body
        content = body.content if body else ()
        wanted = (each for each in content if each.media_type == media_type)
        media = next(wanted, content[0] if content else None)
        envelope = self.keeper.resource.identity.envelope
        schema = media.schema if media else None
        if schema is None or not envelope:
            return schema
        return self._properties(schema).get(envelope[0], schema)

    def _has_name(self, schema: Schema | None) -> bool:
        named = self.keeper.resource.identity.property
        for name in named:
            schema = None if schema is None else self._properties(schema).get(name)
        return bool(named) and schema is not None

    def _properties(self, schema: Schema) -> Mapping[str, Schema]:
        return record_of(schema, self._components, Direction.REQUEST).properties

    @property
    def _components(self) -> Components:
        return self.keeper.samples.api.components

    def sent(self, call: Call) -> Json:
        """What a request's body says about the item; without what some wrap around it."""
        body = call.body
        envelope = self.keeper.resource.identity.envelope
        if isinstance(body, dict) and envelope and set(body) == {envelope[0]}:
            return body[envelope[0]]
        return body if isinstance(body, dict) else {}

    def keep(self, key: Key, value: Json) -> Item:
        """Keeps an item that a client made or changed."""
        item = Item(value, listed=True)
        self.keeper.shelf.put(key, item)
        return item

    def showing(self, turn: Turn, item: Item) -> Reply:
        """A reply that shows the item, where the response has a place for it."""
        media, chosen = turn.media, turn.chosen
        if media is None or media.schema is None or chosen.response is None:
            return self.answers.usual(chosen, media, turn.request)
        known = (id(media), chosen.status)
        body = item.written.get(known)
        if body is None:
            frame = self.frame(media)
            if frame is None or self.keeper.form is None:
                return self.answers.usual(chosen, media, turn.request)
            value = self._body(media, frame, item.value, chosen.response.content)
            body = item.written[known] = body_of(media, value, self._components)
        return self.answers.carrying(chosen, media, body)

    def frame(self, media: Media) -> Frame | None:
        """Where the item stands in a body of this media type; None where it has none."""
        found = self._frames.get(id(media))
        if found is None and id(media) not in self._frames:
            keeper = self.keeper
            readable = is_json(media.media_type) or is_xml(media.media_type)
            found = item_frame(keeper.samples.api, media, keeper.resource) if readable else None
            self._frames[id(media)] = found
        return found

    def _body(self, media: Media, frame: Frame, value: Json, siblings: Sequence[Media]) -> Json:
        keeper, schema = self.keeper, media.schema or {}
        if not frame.place and keeper.form is not None and same(frame.schema, keeper.form):
            return value
        whole = keeper.samples.usual(media, siblings, self.operation.name)
        template = frame.inside(whole)
        body = frame.around(keeper.shown(frame, value, template), whole)
        if keeper.samples.is_valid(schema, body):
            return body
        named = keeper.resource.identity.property
        plain = frame.around(keeper.renamed(template, keeper.name_in(value)), whole)
        return plain if named and keeper.samples.is_valid(schema, plain) else whole


def overlaid(stage: Stage, value: Json, call: Call) -> JsonObject:
    """An item with what the query and the body of an action say about its properties."""
    made = dict(value) if isinstance(value, dict) else {}
    form = stage.keeper.form
    if form is None:
        return made
    seen = record_of(form, stage.keeper.samples.api.components, Direction.RESPONSE)
    said = {name: each for (where, name), each in call.parameters.items() if where is In.QUERY}
    body = call.body if isinstance(call.body, dict) else {}
    for name, each in {**said, **body}.items():
        tried = {**made, name: each}
        if name in seen.properties and stage.keeper.samples.is_valid(form, tried):
            made = tried
    return made


def repeated(request: Request) -> str:
    """The key by which a request says that it may be the repetition of another; else empty."""
    for name, value in request.headers:
        if name.lower() in _REPEATING:
            return value
    return ""


_REPEATING = frozenset({"idempotency-key", "x-idempotency-key"})


def located(reply: Reply, name: str, location: str) -> Reply:
    """The reply with another `Location`."""
    kept = [pair for pair in reply.headers if pair[0].lower() != "location"]
    return Reply(reply.status, (*kept, (name, location)), reply.body)
