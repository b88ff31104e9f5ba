"""Where an item, or a list of items, stands in the bodies of an operation."""

from collections.abc import Callable
from dataclasses import dataclass

from counterfoil.engine.identity import item_place, list_place
from counterfoil.engine.records import record_of, under
from counterfoil.engine.resources import Resource
from counterfoil.model import Api, Direction, Json, Media, Schema

Find = Callable[[Api, Schema], tuple[str, ...] | None]


@dataclass(frozen=True, slots=True)
class Frame:
    """A place in a body, and the schema of what stands there."""

    place: tuple[str, ...]
    schema: Schema

    def inside(self, body: Json) -> Json:
        """What stands at the place; None where nothing does."""
        return under(body, self.place) if self.place else body

    def around(self, value: Json, body: Json) -> Json:
        """The body with the value at the place."""
        return _placed(self.place, value, body)


def item_frame(api: Api, media: Media, resource: Resource) -> Frame | None:
    """Where an item of a resource stands; None where none does."""
    named, collection = resource.identity.property, resource.collection
    return _frame(api, media, lambda api, schema: item_place(api, schema, named, collection))


def list_frame(api: Api, media: Media) -> Frame | None:
    """Where the list stands, with the schema of its items; None where there is not one."""
    frame = _frame(api, media, list_place)
    if frame is None:
        return None
    items = record_of(frame.schema, api.components, Direction.RESPONSE).items
    return None if items is None else Frame(frame.place, items)


def _frame(api: Api, media: Media, find: Find) -> Frame | None:
    schema = media.schema
    place = None if schema is None else find(api, schema)
    if schema is None or place is None:
        return None
    for name in place:
        seen = record_of(schema, api.components, Direction.RESPONSE)
        schema = seen.properties[name]
    return Frame(place, schema)


def _placed(place: tuple[str, ...], value: Json, body: Json) -> Json:
    if not place:
        return value
    around = body if isinstance(body, dict) else {}
    return {**around, place[0]: _placed(place[1:], value, around.get(place[0]))}
