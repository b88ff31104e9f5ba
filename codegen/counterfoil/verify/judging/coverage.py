"""How much of a contract was exercised: operations, statuses, media types, and places in schemas."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from counterfoil.engine.lower.references import PREFIX
from counterfoil.engine.records import HIDING, marked
from counterfoil.model import (
    Api,
    Direction,
    Json,
    Media,
    Operation,
    Reply,
    Request,
    Response,
    Schema,
    escape,
    values_of,
)
from counterfoil.verify.judging.demands import NOTHING, document
from counterfoil.verify.requests.spots import Walk

Item: TypeAlias = tuple[str, ...]
_ENOUGH = 6
"""Bodies of one kind are looked into so many times; those that follow have little to add."""


class Coverage:
    """What a contract documents, and what of it has been met."""

    def __init__(self, api: Api, walk: Walk) -> None:
        self._api, self._walk = api, walk
        self._looked: Counter[Item] = Counter()
        self._paths: dict[Direction, set[str]] = {each: set() for each in Direction}
        for operation in api.operations:
            self._document(operation)
        self.documented: Mapping[str, frozenset[Item]] = {
            "operations": frozenset((each.id,) for each in api.operations),
            "statuses": frozenset(_statuses(api)),
            "media types": frozenset(_media_types(api)),
            "schema paths": frozenset(
                (direction.value, key) for direction, keys in self._paths.items() for key in keys
            ),
        }
        self.met: dict[str, set[Item]] = {kind: set() for kind in self.documented}

    def exchange(self, operation: Operation, request: Request, reply: Reply) -> None:
        """Counts a reply, and the request where it was accepted."""
        self._meet("operations", (operation.id,))
        if 200 <= reply.status < 300:
            self._sent(operation, request)
        response = response_for(operation, reply.status)
        if response is None:
            return
        self._meet("statuses", (operation.id, response.status))
        media = _media_of(response.content, reply.headers)
        if media is not None:
            self._meet("media types", (operation.id, response.status, media.media_type))
            key = f"{operation.id} {response.status} {media.media_type}"
            self._look(media, key, document(reply), Direction.RESPONSE)

    def _sent(self, operation: Operation, request: Request) -> None:
        content = operation.body.content if operation.body else ()
        media = _media_of(content, request.headers) if request.body else None
        if media is not None:
            self._meet("media types", (operation.id, "request", media.media_type))
            key = f"{operation.id} request {media.media_type}"
            sent = Reply(0, (), request.body)
            self._look(media, key, document(sent), Direction.REQUEST)

    def share(self) -> float:
        """The mean share of what is documented that was met, 0 to 1."""
        shares = [
            len(self.met[kind]) / len(documented)
            for kind, documented in self.documented.items()
            if documented
        ]
        return sum(shares) / len(shares) if shares else 1.0

    def counts(self) -> dict[str, dict[str, int]]:
        """How many of each kind were met, out of how many."""
        return {
            kind: {"met": len(self.met[kind]), "documented": len(documented)}
            for kind, documented in self.documented.items()
        }

    def statuses_unmet(self) -> Sequence[tuple[str, str]]:
        """Operation and status of each documented response that never came, in the contract's order."""
        met = self.met["statuses"]
        return [each for each in _statuses(self._api) if each not in met]

    def _meet(self, kind: str, item: Item) -> None:
        if item in self.documented[kind]:
            self.met[kind].add(item)

    def _look(self, media: Media, key: str, value: Json, direction: Direction) -> None:
        if media.schema is None or value is NOTHING or self._looked[key,] >= _ENOUGH:
            return
        self._looked[key,] += 1
        for spot in self._walk.spots(media.schema, key, value, direction):
            if spot.value is not NOTHING:
                for layer in spot.layers:
                    self._meet("schema paths", (direction.value, layer.key))

    def _document(self, operation: Operation) -> None:
        for media in operation.body.content if operation.body else ():
            key = f"{operation.id} request {media.media_type}"
            self._describe(media.schema, key, Direction.REQUEST)
        for response in operation.responses:
            for media in response.content:
                key = f"{operation.id} {response.status} {media.media_type}"
                self._describe(media.schema, key, Direction.RESPONSE)

    def _describe(self, schema: Schema | None, key: str, direction: Direction) -> None:
        waiting = [(schema, key)] if schema is not None else []
        while waiting:
            inner, place = waiting.pop()
            if place not in self._paths[direction]:
                self._paths[direction].add(place)
                waiting.extend(self._inside(inner, place, direction))

    def _inside(
        self, schema: Schema, key: str, direction: Direction
    ) -> Iterator[tuple[Schema, str]]:
        components = self._api.components
        name = schema.get("$ref", "").removeprefix(PREFIX)
        if name in components:
            yield components[name].schema, name
        for keyword in ("allOf", "oneOf", "anyOf"):
            for number, part in enumerate(schema.get(keyword, ())):
                yield part, f"{key}/{keyword}/{number}"
        for prop, each in schema.get("properties", {}).items():
            if not marked(each, HIDING[direction], components):
                yield each, f"{key}/properties/{escape(prop)}"
        if schema.get("prefixItems"):
            yield schema["prefixItems"][0], f"{key}/prefixItems/0"
        elif "items" in schema:
            yield schema["items"], f"{key}/items"


def response_for(operation: Operation, status: int) -> Response | None:
    """The documented response that a status falls under, the most exact one."""
    documented = {each.status.upper(): each for each in operation.responses}
    for name in (str(status), f"{status // 100}XX", "DEFAULT"):
        if name in documented:
            return documented[name]
    return None


def _media_of(content: Sequence[Media], headers: tuple[tuple[str, str], ...]) -> Media | None:
    sent = values_of(headers, "content-type")
    essence = sent[0].partition(";")[0].strip().lower() if sent else ""
    for media in content:
        if media.media_type.partition(";")[0].strip().lower() == essence:
            return media
    family = essence.partition("/")[0]
    ranges = {f"{family}/*", "*/*"}
    return next((each for each in content if each.media_type in ranges), None)


def _statuses(api: Api) -> Iterator[tuple[str, str]]:
    for operation in api.operations:
        for response in operation.responses:
            yield operation.id, response.status


def _media_types(api: Api) -> Iterator[Item]:
    for operation in api.operations:
        for media in operation.body.content if operation.body else ():
            yield operation.id, "request", media.media_type
        for response in operation.responses:
            for media in response.content:
                yield operation.id, response.status, media.media_type
