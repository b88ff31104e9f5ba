"""What Swagger 2.0 says otherwise: bodies among the parameters, media types apart, servers in parts."""

from collections.abc import Mapping
from typing import Any

from counterfoil.engine.library import Node
from counterfoil.engine.lower.given import given
from counterfoil.engine.lower.names import Owner
from counterfoil.engine.lower.parts import Parts, mapping, status_of, text
from counterfoil.model import (
    Body,
    Encoding,
    Header,
    In,
    Json,
    Media,
    Parameter,
    Place,
    Response,
    Schema,
)

_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_NOT_SCHEMA = frozenset(
    {"name", "in", "required", "description", "collectionFormat", "allowEmptyValue"}
)
_STYLES = {"csv": None, "ssv": "spaceDelimited", "pipes": "pipeDelimited", "multi": "form"}


def servers(document: Mapping[str, Json]) -> tuple[str, ...]:
    """`schemes`, `host` and `basePath` as URLs; only the path where there is no host."""
    base, host = text(document.get("basePath")), text(document.get("host"))
    if not host:
        return (base,) if base else ()
    named = document.get("schemes")
    return tuple(
        f"{scheme}://{host}{base}" for scheme in (named if isinstance(named, list) else ["https"])
    )


def inputs(
    nodes: list[Node], document: Node, operation: Node, owner: Owner, parts: Parts
) -> tuple[tuple[Parameter, ...], Body | None]:
    """The parameters that stay parameters, and the body that the others make."""
    consumes = _media_types(operation, document, "consumes")
    plain = [each for each in nodes if each.value.get("in") not in ("body", "formData")]
    body = next((each for each in nodes if each.value.get("in") == "body"), None)
    form = [each for each in nodes if each.value.get("in") == "formData"]
    parameters = tuple(_parameter(each, owner, parts) for each in plain)
    if body is not None:
        return parameters, _body(body, consumes, owner, parts)
    return parameters, _form(form, consumes, operation, owner, parts) if form else None


def responses(document: Node, operation: Node, owner: Owner, parts: Parts) -> tuple[Response, ...]:
    """The responses, each with one media per type that the operation produces."""
    produces = _media_types(operation, document, "produces")
    found = []
    for status in mapping(operation.value, "responses"):
        if status.startswith("x-"):
            continue
        beside = operation.child("responses", status)
        node = parts.follow(beside)
        inside = owner.below(f"Response {status}")
        schema = parts.schema(node, inside)
        found.append(
            Response(
                status=status_of(status),
                place=node.place,
                description=text(mapping(node.value).get("description")),
                headers=_headers(node, inside, parts),
                content=() if schema is None else _content(produces, schema, node),
                given=given(parts.findings, beside, node),
            )
        )
    return tuple(found)


def _content(produces: list[str], schema: Schema, node: Node) -> tuple[Media, ...]:
    if schema.get("format") == "binary":
        produces = [each for each in produces if "json" not in each] or ["application/octet-stream"]
    examples = mapping(node.value, "examples")
    return tuple(
        Media(
            media_type,
            schema,
            node.place / "schema",
            examples=(
                ((examples[media_type], node.place / "examples" / media_type),)
                if media_type in examples
                else ()
            ),
        )
        for media_type in produces
    )


def _parameter(node: Node, owner: Owner, parts: Parts) -> Parameter:
    value = node.value
    name = text(value.get("name"))
    if value.get("in") not in list(In):
        raise ValueError(f"the parameter `{name}` travels in `{value.get('in')}`")
    location = In(value["in"])
    style, explode = _style(node, location, name)
    return Parameter(
        name=name,
        location=location,
        schema=_schema(node, owner.below(name), parts),
        place=node.place,
        required=value.get("required") is True or location is In.PATH,
        style=style,
        explode=explode,
        allow_empty_value=value.get("allowEmptyValue") is True,
        description=text(value.get("description")),
    )


def _style(node: Node, location: In, name: str) -> tuple[str, bool]:
    written = text(node.value.get("collectionFormat")) or "csv"
    if written not in _STYLES:
        raise ValueError(
            f"the parameter `{name}` has the collection format `{written}`, which OpenAPI dropped"
        )
    default = "form" if location in (In.QUERY, In.COOKIE) else "simple"
    return _STYLES[written] or default, written == "multi"


def _schema(node: Node, owner: Owner, parts: Parts) -> Schema:
    """A parameter of Swagger 2.0 is its own schema."""
    raw = {key: each for key, each in node.value.items() if key not in _NOT_SCHEMA}
    inside = Node(raw, node.place, node.resource, node.base, node.dialect)
    return parts.schemas.inline(inside, owner)


def _body(node: Node, consumes: list[str], owner: Owner, parts: Parts) -> Body:
    schema = parts.schema(node, owner.below("Request"))
    content = tuple(Media(each, schema, node.place / "schema") for each in consumes)
    return Body(
        content, node.place, node.value.get("required") is True, text(node.value.get("description"))
    )


def _form(
    form: list[Node], consumes: list[str], operation: Node, owner: Owner, parts: Parts
) -> Body:
    files = any(each.value.get("type") == "file" for each in form)
    fitting = [each for each in consumes if each in (_FORM, _MULTIPART)]
    types = [_MULTIPART] if files else fitting or [_FORM]
    names = {text(each.value.get("name")): each for each in form}
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {name: _described(each) for name, each in names.items()},
        "required": [name for name, each in names.items() if each.value.get("required") is True],
    }
    # The schema is ours; it stands where the operation's parameters do.
    place = Place(operation.place.source, f"{operation.place.pointer}/parameters")
    node = Node(schema, place, operation.resource, operation.base, operation.dialect)
    encoding = {
        name: Encoding(style="form", explode=True)
        for name, each in names.items()
        if each.value.get("collectionFormat") == "multi"
    }
    inside = parts.schemas.inline(node, owner.below("Form"))
    required = bool(schema["required"])
    return Body(
        tuple(Media(each, inside, place, encoding=encoding) for each in types), place, required
    )


def _described(node: Node) -> dict[str, Any]:
    left = _NOT_SCHEMA - {"description"}
    return {key: each for key, each in node.value.items() if key not in left}


def _headers(node: Node, owner: Owner, parts: Parts) -> tuple[Header, ...]:
    return tuple(
        Header(
            name=name,
            schema=_schema(node.child("headers", name), owner.below(name), parts),
            place=node.place / "headers" / name,
            description=text(each.get("description")),
        )
        for name, each in mapping(node.value, "headers").items()
        if isinstance(each, dict)
    )


def _media_types(operation: Node, document: Node, key: str) -> list[str]:
    given = mapping(operation.value).get(key, mapping(document.value).get(key))
    found = [each for each in given if isinstance(each, str)] if isinstance(given, list) else []
    return found or ["application/json"]
