"""From a place in the normal form of a schema to the line that the author wrote."""

from collections.abc import Mapping, Sequence

from counterfoil.model import Component, Json, Place, unescape

_COMPONENTS = ["components", "schemas"]
_WRITTEN = {
    "prefixItems": "items",
    "items": "additionalItems",
    "dependentRequired": "dependencies",
    "dependentSchemas": "dependencies",
    "exclusiveMinimum": "minimum",
    "exclusiveMaximum": "maximum",
    "const": "enum",
}
"""What earlier dialects call a keyword that the author's text does not have."""


def place_of(base: Place, path: Sequence[str | int], components: Mapping[str, Component]) -> Place:
    """The author's line of the keyword at `path`, which leads through a schema that stands at `base`.

    A path that begins with a component leads from there, wherever the component was declared.
    """
    if list(path[:2]) == _COMPONENTS and len(path) > 2:
        base, path = components[str(path[2])].place, path[3:]
    elif base.pointer.endswith("/schema") and _value_at(base) is None:
        # Swagger 2.0 has the keywords of parameters and headers without a schema around them.
        base = Place(base.source, base.pointer.removesuffix("/schema"))
    return _walk(base, list(path))


def security_of(operation: Place) -> Place:
    """Where the author asks for an operation's credentials: there, or for the whole contract."""
    shared = Place(operation.source) / "security"
    own = _has(_value_at(operation), "security")
    return operation / "security" if own or _value_at(shared) is None else shared


def _walk(place: Place, path: list[str | int]) -> Place:
    """As far as the author's text goes along the path."""
    node = _value_at(place)
    while path:
        key = path[0]
        if _has(node, key):
            place, path = place / key, path[1:]
            node = node[key]
        elif isinstance(node, Mapping) and node.get("nullable") is True and key == "anyOf":
            # The normal form of `nullable`: the author's schema is the first alternative.
            path = path[2:]
        elif isinstance(key, str) and _has(node, _WRITTEN.get(key)):
            path = [_WRITTEN[key], *path[1:]]
        else:
            break
    return place


def _value_at(place: Place) -> Json:
    value: Json = place.source.value
    for token in place.pointer.split("/")[1:]:
        key = unescape(token)
        if isinstance(value, list) and key.isdecimal():
            value = value[int(key)] if int(key) < len(value) else None
        else:
            value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _has(node: Json, key: str | int | None) -> bool:
    if isinstance(node, list):
        return isinstance(key, int) and key < len(node)
    return isinstance(node, Mapping) and key in node
