"""Parameters, bodies, responses and headers of OpenAPI 3.x (3.1, sections 4.8.12 to 4.8.21)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from counterfoil.engine.library import Library, Node, Unresolved
from counterfoil.engine.lower.given import given
from counterfoil.engine.lower.names import Owner
from counterfoil.engine.lower.schemas import Schemas
from counterfoil.model import (
    Body,
    Encoding,
    Finding,
    Header,
    In,
    Json,
    Media,
    Operation,
    Parameter,
    Place,
    Response,
    Schema,
    unescape,
)

_STATUS = re.compile(r"[1-9]([0-9]{2}|[xX]{2})", re.ASCII)
_STYLES = {In.PATH: "simple", In.QUERY: "form", In.HEADER: "simple", In.COOKIE: "form"}
Change = Callable[[Schema], Schema]


def mapping(value: Json, key: str | None = None) -> Mapping[str, Any]:
    """The object at `key`, or `value` itself; empty where there is none."""
    inside = value if key is None else value.get(key) if isinstance(value, dict) else None
    return inside if isinstance(inside, dict) else {}


def text(value: Json) -> str:
    """The text, or the number as text; empty for anything else."""
    return (
        str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    )


def status_of(key: str) -> str:
    """The status that a key of `responses` names. Raises ValueError where it names none.

    >>> status_of("200"), status_of("4xx"), status_of("default")
    ('200', '4XX', 'default')
    """
    if key != "default" and _STATUS.fullmatch(key) is None:
        raise ValueError(f"it documents a response to `{key}`, which is no status code")
    return key if key == "default" else key.upper()


@dataclass(slots=True)
class Parts:
    """Reads the parts of operations, and hands their schemas on."""

    library: Library
    schemas: Schemas
    findings: list[Finding] = field(default_factory=list)

    def follow(self, node: Node) -> Node:
        """What the node's `$ref` reaches, however long the chain. Raises Unresolved."""
        seen = {node.key}
        while isinstance(node.value, dict) and isinstance(node.value.get("$ref"), str):
            target = self.library.resolve(node.value["$ref"], node)
            if target.key in seen:
                raise Unresolved(_circular(node))
            seen.add(target.key)
            node = target
        return node

    def attempt(self, node: Node) -> Iterator[Node]:
        """The node that is reached, if it is; a finding if not."""
        try:
            yield self.follow(node)
        except Unresolved as unresolved:
            self.findings.append(unresolved.finding)

    def parameter_nodes(self, node: Node) -> list[Node]:
        given = node.value.get("parameters") if isinstance(node.value, dict) else None
        count = len(given) if isinstance(given, list) else 0
        found = [self.follow(node.child("parameters", index)) for index in range(count)]
        return [each for each in found if isinstance(each.value, dict)]

    def merged(self, shared: list[Node], own: list[Node]) -> list[Node]:
        """The path's parameters and the operation's, which win (OpenAPI 3.1, 4.8.10)."""
        found = {
            (text(each.value.get("in")), text(each.value.get("name"))): each for each in shared
        }
        found |= {(text(each.value.get("in")), text(each.value.get("name"))): each for each in own}
        return list(found.values())

    def parameter(self, node: Node, owner: Owner) -> Parameter:
        value = node.value
        name = text(value.get("name"))
        if value.get("in") not in list(In):
            raise ValueError(f"the parameter `{name}` travels in `{value.get('in')}`")
        location = In(value["in"])
        style = text(value.get("style")) or _STYLES[location]
        owner = _owner_at(node, owner, "parameters", name, "Parameter")
        content = mapping(value, "content")
        media_type = next(iter(content), "")
        inside = node.child("content", media_type) if media_type else node
        return Parameter(
            name=name,
            location=location,
            schema=self.schema(inside, owner) or {},
            place=node.place,
            required=value.get("required") is True or location is In.PATH,
            style=style,
            explode=_explode(value, style),
            allow_reserved=value.get("allowReserved") is True,
            allow_empty_value=value.get("allowEmptyValue") is True,
            media_type=media_type,
            description=text(value.get("description")),
            deprecated=value.get("deprecated") is True,
            examples=_examples(inside),
        )

    def schema(self, node: Node, owner: Owner, key: str = "schema") -> Schema | None:
        if not isinstance(node.value, dict) or key not in node.value:
            return None
        return self.schemas.inline(node.child(key), owner)

    def body(self, node: Node, owner: Owner) -> Body | None:
        if "requestBody" not in node.value:
            return None
        body = self.follow(node.child("requestBody"))
        owner = _owner_at(body, owner.below("Request"), "requestBodies", "", "Request")
        return Body(
            content=self.content(body, owner),
            place=body.place,
            required=mapping(body.value).get("required") is True,
            description=text(mapping(body.value).get("description")),
        )

    def responses(self, node: Node, owner: Owner) -> tuple[Response, ...]:
        found = []
        for status in mapping(node.value, "responses"):
            if status.startswith("x-"):
                continue
            beside = node.child("responses", status)
            response = self.follow(beside)
            inside = _owner_at(
                response, owner.below(f"Response {status}"), "responses", "", "Response"
            )
            found.append(
                Response(
                    status=status_of(status),
                    place=response.place,
                    description=text(mapping(response.value).get("description")),
                    headers=self.headers(response, inside),
                    content=self.content(response, inside),
                    links=mapping(response.value, "links"),
                    given=given(self.findings, beside, response),
                )
            )
        return tuple(found)

    def content(self, node: Node, owner: Owner) -> tuple[Media, ...]:
        return tuple(
            self._media(node.child("content", media_type), media_type, owner)
            for media_type in mapping(node.value, "content")
        )

    def _media(self, node: Node, media_type: str, owner: Owner) -> Media:
        node = self.follow(node)
        suffix = _suffix(media_type)
        inside = owner.below(suffix) if suffix else owner
        return Media(
            media_type=media_type,
            schema=self.schema(node, inside),
            place=node.place,
            item_schema=self.schema(node, inside.below("Item"), "itemSchema"),
            encoding={
                name: self._encoding(node.child("encoding", name), inside)
                for name, each in mapping(node.value, "encoding").items()
                if isinstance(each, dict)
            },
            examples=_examples(node),
        )

    def _encoding(self, node: Node, owner: Owner) -> Encoding:
        explode = node.value.get("explode")
        return Encoding(
            content_type=text(node.value.get("contentType")),
            style=text(node.value.get("style")),
            explode=explode if isinstance(explode, bool) else None,
            allow_reserved=node.value.get("allowReserved") is True,
            headers=self.headers(node, owner),
        )

    def headers(self, node: Node, owner: Owner) -> tuple[Header, ...]:
        found = []
        for name in mapping(node.value, "headers"):
            header = self.follow(node.child("headers", name))
            if name.lower() == "content-type" or not isinstance(header.value, dict):
                continue
            inside = _owner_at(header, owner.below(name), "headers", name, "Header")
            style = text(header.value.get("style")) or "simple"
            found.append(
                Header(
                    name=name,
                    schema=self.schema(header, inside) or {},
                    place=header.place,
                    required=header.value.get("required") is True,
                    description=text(header.value.get("description")),
                    deprecated=header.value.get("deprecated") is True,
                    style=style,
                    explode=_explode(header.value, style),
                    examples=_examples(header),
                )
            )
        return tuple(found)

    def servers(self, value: Mapping[str, Json]) -> tuple[str, ...]:
        given = value.get("servers")
        return tuple(
            _filled(each)
            for each in (given if isinstance(given, list) else ())
            if mapping(each).get("url")
        )

    @staticmethod
    def settle(operation: Operation, change: Change) -> Operation:
        """The operation with every schema in it changed."""
        return replace(
            operation,
            parameters=tuple(
                replace(each, schema=change(each.schema)) for each in operation.parameters
            ),
            unplaced=tuple(
                replace(each, schema=change(each.schema)) for each in operation.unplaced
            ),
            body=(
                None
                if operation.body is None
                else replace(
                    operation.body, content=_settled_content(operation.body.content, change)
                )
            ),
            responses=tuple(
                replace(
                    each,
                    headers=_settled_headers(each.headers, change),
                    content=_settled_content(each.content, change),
                )
                for each in operation.responses
            ),
            callbacks={
                name: tuple(Parts.settle(each, change) for each in inside)
                for name, inside in operation.callbacks.items()
            },
        )


def _settled_headers(headers: tuple[Header, ...], change: Change) -> tuple[Header, ...]:
    return tuple(replace(each, schema=change(each.schema)) for each in headers)


def _settled_content(content: tuple[Media, ...], change: Change) -> tuple[Media, ...]:
    return tuple(
        replace(
            each,
            schema=None if each.schema is None else change(each.schema),
            item_schema=None if each.item_schema is None else change(each.item_schema),
            encoding={
                name: replace(part, headers=_settled_headers(part.headers, change))
                for name, part in each.encoding.items()
            },
        )
        for each in content
    )


def _owner_at(node: Node, owner: Owner, section: str, name: str, word: str) -> Owner:
    """Who owns the schemas of a part: the operation, or the shared part that a reference reached."""
    tokens = [unescape(token) for token in node.place.pointer.split("/")[1:]]
    if len(tokens) >= 2 and tokens[-2] == section and "paths" not in tokens[:1]:
        return Owner("", f"{tokens[-1]} {word}")
    if not tokens:
        return Owner("", f"{PurePosixPath(node.place.source.path).stem} {word}")
    if tokens[0] == "paths" or word != "Parameter":
        return owner.below(name) if word == "Parameter" else owner
    return Owner("", f"{tokens[-1]} {word}")


def _explode(value: Mapping[str, Json], style: str) -> bool:
    given = value.get("explode")
    return given if isinstance(given, bool) else style == "form"


def _suffix(media_type: str) -> str:
    """A word that tells media types of one body apart; JSON needs none."""
    plain = media_type.partition(";")[0].strip().lower()
    if plain.endswith(("/json", "+json")) or "*" in plain:
        return ""
    if plain in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return "Form"
    return plain.rpartition("/")[2]


def _examples(node: Node) -> tuple[tuple[Json, Place], ...]:
    value = mapping(node.value)
    found = [(value["example"], node.place / "example")] if "example" in value else []
    for name, each in mapping(value, "examples").items():
        for key in ("dataValue", "value"):
            if isinstance(each, dict) and key in each:
                found.append((each[key], node.place / "examples" / name / key))
                break
    return tuple(found)


def _filled(server: Mapping[str, Json]) -> str:
    """The server's URL with each variable's default in its place (OpenAPI 3.1, 4.8.6)."""
    url = text(server["url"])
    for name, variable in mapping(server, "variables").items():
        url = url.replace(f"{{{name}}}", text(mapping(variable).get("default")))
    return url


def _circular(node: Node) -> Finding:
    return Finding(
        rule="reference-cycle",
        message=f"`$ref: {node.value['$ref']}` comes back to itself and never reaches anything",
        at=(node.place / "$ref").at,
        subject=node.value["$ref"],
        fix="Let one of the references point at the object itself.",
    )
