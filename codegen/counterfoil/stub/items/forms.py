"""The form in which items of a resource are kept: the one in which they are read."""

from collections.abc import Iterator
from dataclasses import dataclass

from counterfoil.engine.resources import Resource
from counterfoil.model import Json, Media, Operation, Schema
from counterfoil.runtime.client_media import is_json
from counterfoil.stub.items.frames import Frame, item_frame, list_frame
from counterfoil.stub.replies.samples import Samples, Unmakeable
from counterfoil.stub.replies.statuses import success


@dataclass(frozen=True, slots=True)
class Form:
    """A schema of items, and an item that nobody sent."""

    schema: Schema
    template: Json


def form_of(samples: Samples, resource: Resource) -> Form | None:
    """The form of a resource's items; None where no body shows one, or none can be made."""
    for form in _forms(samples, resource):
        if form.template is not None:
            return form
    return None


def listed_of(samples: Samples, resource: Resource) -> tuple[Json, ...]:
    """The items of the list that nobody has changed."""
    shown = _shown(resource.listing)
    frame = list_frame(samples.api, shown[1]) if shown else None
    items = _inside(samples, frame, shown) if frame and shown else None
    return tuple(items) if isinstance(items, list) else ()


def _forms(samples: Samples, resource: Resource) -> Iterator[Form]:
    for operation in (resource.read, resource.create, resource.replace, resource.update):
        shown = _shown(operation)
        frame = item_frame(samples.api, shown[1], resource) if shown else None
        if frame and shown:
            yield _form(samples, frame, _inside(samples, frame, shown))
    shown = _shown(resource.listing)
    frame = list_frame(samples.api, shown[1]) if shown else None
    if frame:
        yield _form(samples, frame, next(iter(listed_of(samples, resource)), None))


def _form(samples: Samples, frame: Frame, template: Json) -> Form:
    if template is not None and samples.is_valid(frame.schema, template):
        return Form(frame.schema, template)
    try:
        return Form(frame.schema, samples.draw(frame.schema, "template"))
    except Unmakeable:
        return Form(frame.schema, None)


def _inside(samples: Samples, frame: Frame, shown: tuple[Operation, Media]) -> Json:
    operation, media = shown
    response = success(operation).response
    siblings = response.content if response else ()
    try:
        return frame.inside(samples.usual(media, siblings, operation.name))
    except Unmakeable:
        return None


def _shown(operation: Operation | None) -> tuple[Operation, Media] | None:
    """An operation with the JSON that it answers with, if it does."""
    response = success(operation).response if operation else None
    for media in response.content if response else ():
        if operation and is_json(media.media_type) and media.schema is not None:
            return operation, media
    return None
