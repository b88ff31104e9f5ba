"""What of a request must not be shown, beside its credentials."""

from collections.abc import Iterator

from counterfoil.engine.journeys.resolving import Called
from counterfoil.engine.journeys.scope import body_of
from counterfoil.engine.records import parts, record_of
from counterfoil.model import Direction, Json, Request, Schema, values_of
from counterfoil.runtime.client_media import essence

_PASSWORD = "password"  # noqa: S105 — the name of a format


def passwords(called: Called, request: Request) -> Iterator[str]:
    """The texts in the body that the contract calls passwords, by their `format`."""
    body = called.operation.body
    sent = {essence(each) for each in values_of(request.headers, "content-type")}
    for media in body.content if body else ():
        if media.schema is not None and essence(media.media_type) in sent:
            yield from _passwords(called, media.schema, body_of(request))


def _passwords(called: Called, schema: Schema, value: Json) -> Iterator[str]:
    components = called.bundle.api.components
    if isinstance(value, str):
        if any(each.get("format") == _PASSWORD for each in parts(schema, components)):
            yield value
    elif isinstance(value, dict | list):
        found = record_of(schema, components, Direction.REQUEST)
        for branches in found.unions:
            for branch in branches:
                yield from _passwords(called, branch, value)
        if isinstance(value, list):
            for each in value if found.items is not None else ():
                yield from _passwords(called, found.items or {}, each)
            return
        for name, below in found.properties.items():
            if name in value:
                yield from _passwords(called, below, value[name])
