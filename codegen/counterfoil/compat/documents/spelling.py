"""JSON values as a person writes them for a typed client: models constructed, members by value."""

from collections.abc import Mapping

from counterfoil.compat.documents.client import Client, field_name, reader_of
from counterfoil.compat.documents.python import Bracketed, Expression, call, literal
from counterfoil.model import Json, Schema


def spelled(client: Client, schema: Schema, value: Json) -> Expression:
    """The value as an expression; `schema` refers to the names of classes."""
    if value is None:
        return "None"
    component = client.target(schema)
    if component is not None:
        if client.is_enumeration(component.name):
            return call(f"models.{component.name}", literal(value))
        if client.is_record(component.name) and isinstance(value, dict):
            return _constructed(client, component.name, value)
        return spelled(client, component.schema, value)
    for branch in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
        if client.accepts(branch, value):
            return spelled(client, branch, value)
    named = [each for each in schema.get("allOf", ()) if "$ref" in each]
    if named and "properties" not in schema:
        return spelled(client, named[0], value)
    return _plain(client, schema, value)


def _plain(client: Client, schema: Schema, value: Json) -> Expression:
    match value:
        case list():
            first = schema.get("prefixItems", ())
            rest = schema.get("items", {})
            schemas = (first[at] if at < len(first) else rest for at in range(len(value)))
            items = (spelled(client, each, item) for each, item in zip(schemas, value, strict=True))
            return Bracketed("[", tuple(("", each) for each in items), "]")
        case dict():
            inner = schema.get("additionalProperties", {})
            known = schema.get("properties", {})
            return Bracketed(
                "{",
                tuple(
                    (f"{literal(key)}: ", spelled(client, known.get(key, inner), each))
                    for key, each in value.items()
                ),
                "}",
            )
        case str() if reader_of(schema) and "enum" not in schema and "const" not in schema:
            return call(reader_of(schema), literal(value))
    return literal(value)


def _constructed(client: Client, name: str, value: Mapping[str, Json]) -> Expression:
    own = client.forms.components[name].schema
    told = {key: client.property(own, key) for key in value}
    if any(each is None for each in told.values()):
        # Properties that the class does not name cannot be told from arguments that it has.
        return call(f"models.{name}.model_validate", literal(dict(value)))
    return call(
        f"models.{name}",
        **{
            field_name(key): spelled(client, found.schema, value[key])
            for key, found in told.items()
            if found is not None
        },
    )
