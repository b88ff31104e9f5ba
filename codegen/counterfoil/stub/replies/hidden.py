"""Examples without what only requests carry."""

from collections.abc import Mapping

from counterfoil.engine.records import record_of
from counterfoil.model import Component, Direction, Json, Schema


def visible(schema: Schema, value: Json, components: Mapping[str, Component]) -> Json:
    """The value without `writeOnly` properties, at every depth; itself where it has none."""
    if not isinstance(value, dict | list):
        return value
    seen = record_of(schema, components, Direction.RESPONSE)
    if isinstance(value, list):
        if seen.items is None:
            return value
        items = seen.items
        return [visible(items, each, components) for each in value]
    properties, hidden = dict(seen.properties), set(seen.hidden)
    for branches in seen.unions:
        for branch in branches:
            below = record_of(branch, components, Direction.RESPONSE)
            properties = {**below.properties, **properties}
            hidden |= below.hidden
    return {
        name: visible(properties[name], each, components) if name in properties else each
        for name, each in value.items()
        if name not in hidden or name in seen.properties
    }
