"""Defaults of parameters that a server can fill in."""

from counterfoil.engine.wire.shapes import Components, resolve, shape_of
from counterfoil.model import Json, Parameter
from counterfoil.runtime.server_shapes import Array, Scalar, Shape

_KINDS = {bool: "boolean", int: "integer", float: "number", str: "string"}


def usable_default(parameter: Parameter, components: Components) -> Json:
    """The default that stands for an absent parameter; None where there is none.

    A default that is plainly of another kind, or no member of the enum, is left out: the handler
    would be promised a type that it does not get.
    """
    schema = resolve(parameter.schema, components)
    default = parameter.schema.get("default", schema.get("default"))
    if parameter.required or default is None:
        return None
    if "enum" in schema and default not in schema["enum"]:
        return None
    return default if _is_of(default, shape_of(parameter.schema, components)) else None


def _is_of(value: Json, shape: Shape) -> bool:
    match shape:
        case Scalar(kinds):
            kind = _KINDS.get(type(value), "")
            return kind in kinds or (kind == "integer" and "number" in kinds)
        case Array(item):
            return isinstance(value, list) and all(_is_of(each, item) for each in value)
    return False
