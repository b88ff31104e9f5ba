"""Where an item says what it is called: in a property, a `Location` header, or by a link."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from counterfoil.engine.records import parts, record_of, under
from counterfoil.engine.spellings import are_alike, names_for, spelt, words
from counterfoil.model import (
    Api,
    Direction,
    Json,
    JsonObject,
    Media,
    Operation,
    Reply,
    Response,
    Schema,
    unescape,
    values_of,
)

_BODY = "$response.body#"
_ENVELOPES = 3
"""Properties that a body has at most where one of them is taken for the item itself."""
_PAGE = 8
"""Properties that a body has at most where one of them is taken for the list itself."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The ways from the reply to a create, or from an item, to the item's name."""

    envelope: tuple[str, ...] = ()
    """Names of the properties around the item in the reply that creates it."""
    property: tuple[str, ...] = ()
    """The property of the item that names it; may be nested (`metadata`, `name`)."""
    located: bool = False
    """Whether the reply has a `Location` header, which ends with the name."""

    def of(self, reply: Reply, body: Json) -> str:
        """What the created item is called; empty where the reply does not say."""
        found = under(body, (*self.envelope, *self.property)) if self.property else None
        if isinstance(found, str | int) and not isinstance(found, bool):
            return str(found)
        location = values_of(reply.headers, "Location")
        return last_segment(location[0]) if location else ""


def last_segment(target: str) -> str:
    """What a URL's path ends with, still percent-encoded.

    >>> last_segment("https://shop.example/orders/7?expand=lines")
    '7'
    """
    return target.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]


def identity_of(
    api: Api,
    item: str,
    parameter: str,
    create: Operation | None,
    others: Iterable[Operation | None],
) -> Identity:
    """Where items of a path are named: by what links say, else by what properties are called."""
    created = success(create) if create else None
    located = created is not None and any(
        each.name.lower() == "location" for each in created.headers
    )
    linked = _linked(api, item, parameter, created) if created else ()
    if linked:
        return Identity(linked[:-1], linked[-1:], located)
    collection = item.rpartition("/")[0]
    telling = [each for each in (create, *others) if each is not None]
    wanted = _Wanted(
        names_for(parameter, collection), collection, _is_text(api, parameter, telling)
    )
    for operation in telling:
        response = success(operation)
        for schema in _json_schemas(response) if response else ():
            found = _search(api, schema, wanted)
            if found is not None:
                envelope, path = found
                return Identity(envelope if operation is create else (), path, located)
    return Identity((), (), located)


def success(operation: Operation) -> Response | None:
    """The response that says that all went well: the lowest 2xx, else a range, else the default."""
    documented = {each.status: each for each in operation.responses}
    exact = sorted(status for status in documented if re.fullmatch(r"2[0-9]{2}", status))
    for status in (*exact, "2XX", "default"):
        if status in documented:
            return documented[status]
    return None


def holds_record(api: Api, operation: Operation) -> bool:
    """Whether an operation answers with one object, rather than with a list or with anything."""
    response = success(operation)
    for schema in _json_schemas(response) if response else ():
        seen = record_of(schema, api.components, Direction.RESPONSE)
        return bool(seen.properties or seen.unions) and list_place(api, schema) is None
    return False


def lists(api: Api, operation: Operation, of_item: Operation) -> bool:
    """Whether an operation answers with a list of what another one answers with."""
    many, one = _first_json(operation), _first_json(of_item)
    place = None if many is None else list_place(api, many)
    if many is None or one is None or place is None:
        return False
    for name in place:
        many = record_of(many, api.components, Direction.RESPONSE).properties[name]
    items = record_of(many, api.components, Direction.RESPONSE).items
    return items is not None and "$ref" in items and items["$ref"] == one.get("$ref")


def _first_json(operation: Operation) -> Schema | None:
    response = success(operation)
    return next(iter(_json_schemas(response)), None) if response else None


def item_place(
    api: Api, schema: Schema, property_: tuple[str, ...], collection: str
) -> tuple[str, ...] | None:
    """The properties around the item of a collection in a body; None where it holds no such item."""
    seen = record_of(schema, api.components, Direction.RESPONSE)
    if property_ and property_[0] in seen.properties:
        return ()
    if not seen.properties and (seen.unions or not property_):
        return ()
    if not property_:
        return ()
    inside = [
        name
        for name, each in seen.properties.items()
        if property_[0] in record_of(each, api.components, Direction.RESPONSE).properties
    ]
    around = _envelope(inside, collection) if len(seen.properties) <= _ENVELOPES else ""
    return (around,) if around else None


def list_place(api: Api, schema: Schema) -> tuple[str, ...] | None:
    """The properties around the list in a body; None where the body holds not one list."""
    seen = record_of(schema, api.components, Direction.RESPONSE)
    if seen.items is not None and not seen.properties:
        return ()
    lists = [
        name
        for name, inside in seen.properties.items()
        if record_of(inside, api.components, Direction.RESPONSE).items is not None
    ]
    return (lists[0],) if len(lists) == 1 and len(seen.properties) <= _PAGE else None


def _linked(api: Api, item: str, parameter: str, response: Response) -> tuple[str, ...]:
    """The properties on the way to what a link gives as the item's parameter."""
    targets = {
        key
        for each in api.operations
        if each.path == item
        for key in (each.author_id, f"#/paths/{item.replace('/', '~1')}/{each.method.lower()}")
        if key
    }
    for link in response.links.values():
        if _target(link) in targets:
            expression = _expression(link, parameter)
            if expression.startswith(f"{_BODY}/"):
                return tuple(unescape(each) for each in expression[len(_BODY) + 1 :].split("/"))
    return ()


def _target(link: JsonObject) -> str:
    return str(link.get("operationId") or link.get("operationRef") or "")


def _expression(link: JsonObject, parameter: str) -> str:
    given = link.get("parameters")
    named = given if isinstance(given, Mapping) else {}
    return str(named.get(parameter) or named.get(f"path.{parameter}") or "")


def _json_schemas(response: Response) -> Iterable[Schema]:
    return (each.schema for each in response.content if is_json(each) and each.schema is not None)


def is_json(media: Media) -> bool:
    """Whether bodies of a media type are JSON."""
    essence = media.media_type.partition(";")[0].strip().lower()
    return (
        essence == "application/json"
        or essence.endswith("+json")
        or essence in ("*/*", "text/json")
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The property that is looked for."""

    names: Sequence[str]
    collection: str
    is_text: bool
    """Whether it is none that holds numbers."""

    def among(self, api: Api, properties: Mapping[str, Schema]) -> str:
        """What it is called among these; empty where it is not there."""
        fitting = (
            name
            for name, each in properties.items()
            if not (self.is_text and _kinds(api, each) and _kinds(api, each) <= _NUMBERS)
        )
        return spelt(self.names, fitting)


_NUMBERS = frozenset({"integer", "number"})
_CALLED_ID = frozenset({"id", "ids", "uuid", "guid", "key", "number", "no", "nr"})


def _is_text(api: Api, parameter: str, operations: Iterable[Operation]) -> bool:
    """Whether a path parameter takes words, as a `username` does; an `id` may be a number nevertheless."""
    found = (p.schema for each in operations for p in each.parameters if p.name == parameter)
    schema = next(found, None)
    called_id = _CALLED_ID & set(words(parameter)[-1:])
    return schema is not None and not called_id and _kinds(api, schema) == {"string"}


def _kinds(api: Api, schema: Schema) -> frozenset[str]:
    """The types that a schema names, but for null."""
    found: set[str] = set()
    for part in parts(schema, api.components):
        kind = part.get("type", ())
        found |= {kind} if isinstance(kind, str) else set(kind)
    return frozenset(found) - {"null"}


def _search(
    api: Api, schema: Schema, wanted: _Wanted
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The envelope and the property, in an item, in a list of items, or in either's envelope."""
    seen = record_of(schema, api.components, Direction.RESPONSE)
    if seen.items is not None:
        return _search(api, seen.items, wanted)
    if name := wanted.among(api, seen.properties):
        return (), (name,)
    if len(seen.properties) > _ENVELOPES and "metadata" not in seen.properties:
        return None
    inside: dict[str, str] = {}
    for around, each in seen.properties.items():
        below = record_of(each, api.components, Direction.RESPONSE)
        if below.items is not None:
            below = record_of(below.items, api.components, Direction.RESPONSE)
        if name := wanted.among(api, below.properties):
            inside[around] = name
    around = _envelope(inside, wanted.collection)
    # Kubernetes and its like name an object in its metadata, whatever else in it has a name.
    if around == "metadata":
        return (), (around, inside[around])
    return ((around,), (inside[around],)) if around else None


def _envelope(found: Collection[str], collection: str) -> str:
    """Which of several things in a body is of a collection; empty where nothing tells."""
    thing = words(collection.rpartition("/")[2])
    if "metadata" in found:
        return "metadata"
    own = [each for each in found if are_alike(words(each), thing)]
    return next(iter(own or (found if len(found) == 1 else ())), "")
