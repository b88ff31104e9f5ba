"""The source of the values that say how text is read."""

from counterfoil.compile.source import Source, call, items, mapping
from counterfoil.compile.text import literal
from counterfoil.runtime.server_shapes import (
    BOOLEAN,
    INTEGER,
    NUMBER,
    TEXT,
    Array,
    Either,
    Object,
    Scalar,
    Shape,
)

_NAMED = {TEXT: "TEXT", INTEGER: "INTEGER", NUMBER: "NUMBER", BOOLEAN: "BOOLEAN"}


def shape_source(shape: Shape) -> Source:
    """The expression that builds a shape."""
    if isinstance(shape, Scalar) and shape in _NAMED:
        return _NAMED[shape]
    match shape:
        case Scalar(kinds):
            return call("Scalar", items(map(literal, kinds)))
        case Array(item):
            return call("Array", shape_source(item))
        case Either(options):
            return call("Either", items(map(shape_source, options)))
        case Object(properties, others):
            pairs = mapping(
                (literal(name), shape_source(properties[name])) for name in sorted(properties)
            )
            return call("Object", pairs, *([shape_source(others)] if others else []))
