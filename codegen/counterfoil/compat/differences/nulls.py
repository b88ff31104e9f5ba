"""Whether a schema accepts null. Of nothing else is it so common, and so easy to know exactly."""

from counterfoil.compat.differences.nodes import Node, name_of
from counterfoil.compat.pool import Pool
from counterfoil.model import Schema


def accepts_null(pool: Pool, node: Node) -> bool:
    """Whether null satisfies everything that is said of a value."""
    return all(_accepts(pool, each.schema, frozenset()) for each in node)


def only_null(pool: Pool, schema: Schema) -> bool:
    """Whether a schema says of itself that nothing but null satisfies it."""
    target = pool.target(schema)
    if target is not None:
        schema = target.schema
    names = schema.get("type")
    return (
        names in ("null", ["null"])
        or schema.get("enum") == [None]
        or ("const" in schema and schema["const"] is None)
    )


def _accepts(pool: Pool, schema: Schema, opened: frozenset[str]) -> bool:
    if not _own(schema):
        return False
    name = name_of(schema)
    # A schema that leads back to itself forbids nothing by that.
    followed = name in pool.components and name not in opened
    if followed and not _accepts(pool, pool.components[name].schema, opened | {name}):
        return False

    def accepts(each: Schema) -> bool:
        return _accepts(pool, each, opened)

    return (
        all(accepts(each) for each in schema.get("allOf", ()))
        and ("anyOf" not in schema or any(accepts(each) for each in schema["anyOf"]))
        and ("oneOf" not in schema or sum(accepts(each) for each in schema["oneOf"]) == 1)
        and ("not" not in schema or not accepts(schema["not"]))
        and ("if" not in schema or accepts(schema.get(_then(accepts(schema["if"])), {})))
    )


def _then(holds: bool) -> str:
    return "then" if holds else "else"


def _own(schema: Schema) -> bool:
    names = schema.get("type", "null")
    return (
        (names == "null" if isinstance(names, str) else "null" in names)
        and ("enum" not in schema or None in schema["enum"])
        and ("const" not in schema or schema["const"] is None)
    )
